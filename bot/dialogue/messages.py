"""What goes in: everything that a person can do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.dialogue.views import View
from bot.i18n import Language


@dataclass(frozen=True)
class Said:
    """Typed words. They are read and forgotten: nothing keeps them."""

    text: str


@dataclass(frozen=True)
class Look:
    """Asked to see a view, by a command or a button."""

    view: View


@dataclass(frozen=True)
class Choose:
    """Chose an option of a checklist's question. `revision` is the one the button was drawn for."""

    checklist: str
    question: str
    option: str
    revision: int


@dataclass(frozen=True)
class Tick:
    """Ticked or unticked an item of a finished list."""

    checklist: str
    item: str


class PaperState(StrEnum):
    """How a person stands with a document or form."""

    HAVE = "have"
    NEED = "need"
    HOW = "how"
    """Does not know how to get it."""


@dataclass(frozen=True)
class Mark:
    """Has a document or form, still needs it, or does not know how to get it."""

    checklist: str
    item: str
    state: PaperState


@dataclass(frozen=True)
class Change:
    """Wants to answer an earlier question of a checklist again."""

    checklist: str
    question: str


@dataclass(frozen=True)
class Back:
    """Wants to go back one question."""

    checklist: str


@dataclass(frozen=True)
class Restart:
    """Wants to begin a checklist again from nothing."""

    checklist: str


@dataclass(frozen=True)
class Remind:
    """Wants reminders of a checklist."""

    checklist: str


@dataclass(frozen=True)
class Snooze:
    """Wants to be reminded of a checklist tomorrow."""

    checklist: str


@dataclass(frozen=True)
class StopReminding:
    """Wants no more reminders of a checklist."""

    checklist: str


@dataclass(frozen=True)
class SetLanguage:
    """Chose a language."""

    language: Language


class Sent(StrEnum):
    """Something that is not text."""

    VOICE = "voice"
    PICTURE = "picture"
    STICKER = "sticker"
    PLACE = "place"
    CONTACT = "contact"
    OTHER = "other"


@dataclass(frozen=True)
class Wages:
    """Words after /caruman: a wage, perhaps a situation. They are read and forgotten."""

    text: str


@dataclass(frozen=True)
class UnknownCommand:
    """A command that the bot does not have."""


@dataclass(frozen=True)
class UnknownButton:
    """A press that names nothing the bot knows: forged, or older than the bot's memory."""


Work = Choose | Tick | Mark | Change | Back | Restart | Remind | Snooze | StopReminding
Press = Look | Work | SetLanguage
Incoming = Said | Wages | Press | Sent | UnknownCommand | UnknownButton
