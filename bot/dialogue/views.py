"""The views: what can be on a person's screen. Small enough to keep, and to show again in the other language."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

# A month's wage in sen; above it, what was typed is something else.
HIGHEST_WAGE = 1_000_000_00


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class Home(_View):
    """The greeting: what the bot is, and where to begin."""

    view: Literal["home"] = "home"


class Help(_View):
    """What the bot can do and how to ask."""

    view: Literal["help"] = "help"


class Answer(_View):
    """The answer of one topic, with the deadline worked out when the question named the day it counts from."""

    view: Literal["answer"] = "answer"
    topic: str
    by: date | None = None


class Offer(_View):
    """Two or three topics of which the person probably means one."""

    view: Literal["offer"] = "offer"
    topics: tuple[str, ...]
    by: dict[str, date] = {}
    """By topic, its deadline worked out from a day that the question named."""


class Unknown(_View):
    """The bot does not know, says so, and gives the hotline."""

    view: Literal["unknown"] = "unknown"


class Small(StrEnum):
    """Kinds of small talk."""

    GREETING = "greeting"
    THANKS = "thanks"
    GOODBYE = "goodbye"
    WHO_ARE_YOU = "bot_identity"
    OK = "ok"
    ABUSE = "abuse"


class SmallTalk(_View):
    """A short human reply."""

    view: Literal["small_talk"] = "small_talk"
    kind: Small


class Audiences(_View):
    """The topics, by who you are."""

    view: Literal["audiences"] = "audiences"


class Subjects(_View):
    """The subjects for one audience."""

    view: Literal["subjects"] = "subjects"
    audience: str


class Topics(_View):
    """The topics of one subject for one audience."""

    view: Literal["topics"] = "topics"
    audience: str
    subject: str


class Checklists(_View):
    """All checklists, with how far the person is in each."""

    view: Literal["checklists"] = "checklists"


class Step(_View):
    """Where the person stands in a checklist: the next question, or the finished list."""

    view: Literal["step"] = "step"
    checklist: str


class Reason(_View):
    """Why the current question of a checklist is asked."""

    view: Literal["reason"] = "reason"
    checklist: str


class Month(_View):
    """One month to choose the day from, for the current question of a checklist."""

    view: Literal["month"] = "month"
    checklist: str
    month: str = Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")


class Answers(_View):
    """The answers given in a checklist, each of which can be changed."""

    view: Literal["answers"] = "answers"
    checklist: str


class TakeAway(_View):
    """The finished list as one message to forward."""

    view: Literal["take_away"] = "take_away"
    checklist: str


class PrintedList(_View):
    """The finished list as one page to print."""

    view: Literal["printed_list"] = "printed_list"
    checklist: str


class Calendar(_View):
    """The deadlines of a finished list as a file for a calendar."""

    view: Literal["calendar"] = "calendar"
    checklist: str


class Languages(_View):
    """The choice of language."""

    view: Literal["languages"] = "languages"


def _apart(value: object) -> object:
    """A button carries traits in one word, with dots between."""
    return tuple(filter(None, value.split("."))) if isinstance(value, str) else value


Traits = Annotated[tuple[str, ...], BeforeValidator(_apart)]


class Contribution(_View):
    """What is paid for a wage, in a situation; without a wage, the question for it."""

    view: Literal["contribution"] = "contribution"
    wage: int = Field(0, ge=0, le=HIGHEST_WAGE)
    """A month's, in sen; 0 when not yet known."""
    traits: Traits = ()
    """What this worker is, where it is not the commonest."""
    scheme: str = ""
    """The scheme that was asked about, if one was."""


class Cases(_View):
    """All that a worker can be at one point of the situation."""

    view: Literal["cases"] = "cases"
    wage: int = Field(0, ge=0, le=HIGHEST_WAGE)
    traits: Traits = ()
    point: str


View = Annotated[
    Home
    | Help
    | Answer
    | Offer
    | Unknown
    | SmallTalk
    | Audiences
    | Subjects
    | Topics
    | Checklists
    | Step
    | Reason
    | Month
    | Answers
    | TakeAway
    | PrintedList
    | Calendar
    | Languages
    | Contribution
    | Cases,
    Field(discriminator="view"),
]
