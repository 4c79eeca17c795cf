"""A reply as Telegram takes it: HTML that it accepts, keyboards, and the 64 bytes of a button, there and back."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from pydantic import ValidationError

from bot.channels import plain
from bot.dialogue.messages import (
    Back,
    Change,
    Choose,
    Look,
    Mark,
    PaperState,
    Press,
    Remind,
    Restart,
    SetLanguage,
    Snooze,
    StopReminding,
    Tick,
    UnknownButton,
)
from bot.dialogue.reply import Role
from bot.dialogue.views import (
    Answer,
    Answers,
    Audiences,
    Calendar,
    Cases,
    Checklists,
    Contribution,
    Help,
    Home,
    Languages,
    Month,
    PrintedList,
    Reason,
    Step,
    Subjects,
    TakeAway,
    Topics,
)
from bot.i18n import Language

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.reply import Part, Reply
    from bot.dialogue.views import View

MOST_CHARACTERS = 4096
MOST_BUTTON_BYTES = 64

TAGS = {
    Role.NOTICE: ("<i>", "</i>"),
    Role.HEADING: ("<b>", "</b>"),
    Role.LEAD: ("<b>", "</b>"),
    Role.FOLDED: ("<blockquote expandable>", "</blockquote>"),
    Role.FINE_PRINT: ("<i>", "</i>"),
}


def html(reply: Reply) -> list[str]:
    """The reply as one HTML text, or several where one would be over Telegram's limit.

    The limit counts characters after the tags are read (UTF-16 units); counting them before is stricter.
    """
    messages: list[str] = []
    for part in reply.parts:
        for piece in _pieces(part):
            if messages and _size(messages[-1]) + 2 + _size(piece) <= MOST_CHARACTERS:
                messages[-1] += "\n\n" + piece
            else:
                messages.append(piece)
    return messages


def _pieces(part: Part) -> list[str]:
    """One part as HTML, cut between lines where it is over the limit by itself."""
    before, after = TAGS.get(part.role, ("", ""))
    pieces: list[str] = []
    for line in (escape(line, quote=False) for line in plain.lines(part)):
        if pieces and _size(before + pieces[-1] + line + after) < MOST_CHARACTERS:
            pieces[-1] += "\n" + line
        else:
            pieces.append(line)
    return [before + piece + after for piece in pieces]


def _size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


# --- What a button carries: a letter for what it does, then ids, parted by colons -----------------
#
# A letter is never given another meaning: buttons stay in chats for years, and each must still be read.


def button_data(press: Press) -> str:
    """What a button carries for a press, at most 64 bytes."""
    match press:
        case Look(view):
            return _view_data(view)
        case Choose(checklist, question, option, revision):
            return f"c:{checklist}:{question}:{option}:{revision}"
        case Tick(checklist, item):
            return f"x:{checklist}:{item}"
        case Mark(checklist, item, state):
            return f"j:{checklist}:{item}:{state}"
        case Change(checklist, question):
            return f"e:{checklist}:{question}"
        case Back(checklist):
            return f"b:{checklist}"
        case Restart(checklist):
            return f"r:{checklist}"
        case Remind(checklist):
            return f"y:{checklist}"
        case Snooze(checklist):
            return f"z:{checklist}"
        case StopReminding(checklist):
            return f"u:{checklist}"
        case SetLanguage(language):
            return f"l:{language}"


def _view_data(view: View) -> str:
    for letter, kind in VIEWS.items():
        if isinstance(view, kind):
            values = (_carried(value) for name, value in view if name != "view" and value is not None)
            return ":".join((letter, *values))
    raise ValueError(f"no button leads to {view!r}")


def _carried(value: object) -> str:
    return ".".join(value) if isinstance(value, tuple) else str(value)


VIEWS: dict[str, type[View]] = {
    "h": Home, "?": Help, "t": Answer, "a": Audiences, "s": Subjects, "o": Topics, "k": Checklists,
    "q": Step, "w": Reason, "v": Month, "n": Answers, "f": TakeAway, "g": Languages, "m": Contribution, "d": Cases,
    "p": PrintedList, "i": Calendar,
}  # fmt: skip

ACTIONS: dict[str, Callable[..., Press]] = {
    "c": lambda checklist, question, option, revision: Choose(checklist, question, option, int(revision)),
    "x": Tick,
    "j": lambda checklist, item, state: Mark(checklist, item, PaperState(state)),
    "e": Change,
    "b": Back,
    "r": Restart,
    "y": Remind,
    "z": Snooze,
    "u": StopReminding,
    "l": lambda language: SetLanguage(Language(language)),
}


def _carried_by(kind: type[View], count: int) -> list[str]:
    """The names of the first `count` values of a view's button; values that were None are left out at the end."""
    names = [name for name in kind.model_fields if name != "view"]
    missing = names[count:]
    return names[:count] if all(kind.model_fields[name].default is None for name in missing) else names


def read_button(data: str) -> Press | UnknownButton:
    """What a press means. Anything that is not a button of this bot, of any age, is an UnknownButton."""
    letter, *values = data.split(":")
    try:
        if letter in VIEWS:
            kind = VIEWS[letter]
            return Look(kind(**dict(zip(_carried_by(kind, len(values)), values, strict=True))))
        if letter in ACTIONS:
            return ACTIONS[letter](*values)
    except (ValueError, TypeError, ValidationError):
        pass
    return UnknownButton()
