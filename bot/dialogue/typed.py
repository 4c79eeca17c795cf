"""An answer typed to a checklist's question, instead of a tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.model import NOT_SURE, Question
from bot.dialogue.dates import read_date, read_time

if TYPE_CHECKING:
    from datetime import date

CONTINUE_WORDS = {"sambung", "teruskan", "sambung semula", "continue", "resume", "go on"}
NOT_SURE_WORDS = {"tidak pasti", "tak pasti", "x pasti", "not sure"}


def read_answer(question: Question, text: str, today: date) -> str | None:
    """The answer that the words give, as a button would, or None when they are something else."""
    option = _option(question, text)
    if option is not None:
        return option
    if question.kind == "date":
        day = read_date(text, today)
        return day.isoformat() if day else None
    if question.kind == "time":
        hour = read_time(text)
        return f"{hour:%H.%M}" if hour else None
    return None


def _option(question: Question, text: str) -> str | None:
    """The option whose words, in either language, or whose number was typed."""
    words = _plain(text)
    for number, (key, option) in enumerate(question.options.items(), start=1):
        if words in {str(number), option.label.ms.casefold(), option.label.en.casefold()}:
            return key
    return NOT_SURE if words in NOT_SURE_WORDS else None


def says_continue(text: str) -> bool:
    """Whether the words are those of the button that leads back to a checklist, and no more."""
    return _plain(text) in CONTINUE_WORDS


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!")
