"""The outcome of one incoming message, and the words of the bot's own that may stand above it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.dialogue.session import Session
    from bot.i18n import Localised
    from bot.matching.decide import Decision


class Note(StrEnum):
    """A word said above the view, because something needs saying."""

    STALE_BUTTON = "stale_button"
    GONE = "gone"
    TEXT_ONLY = "text_only"
    NO_SUCH_COMMAND = "no_such_command"
    EMPTY = "empty"
    NOT_AN_ANSWER = "not_an_answer"
    NOT_A_DATE = "not_a_date"
    NOT_A_TIME = "not_a_time"
    NOT_A_WAGE = "not_a_wage"
    A_YEAR = "a_year"
    NOT_YET = "not_yet"
    TOO_FAR = "too_far"
    REMINDING = "reminding"
    NOTHING_TO_REMIND = "nothing_to_remind"
    NO_REMINDERS = "no_reminders"
    OFFER_MALAY = "offer_malay"
    OFFER_ENGLISH = "offer_english"


@dataclass(frozen=True)
class Turn:
    """The outcome of one incoming message: the session as it is now, and what is said above its place.

    `notes` holds words of the bot's own and texts of the knowledge. `decision` is how typed words were
    understood, when they were.
    """

    session: Session
    notes: tuple[Note | Localised, ...] = ()
    decision: Decision | None = None
