"""What every part of the knowledge is made from: names, days on which something holds, reviews, conditions."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.i18n import Localised

# The bot is asked about days from here on; older rules are history that nobody acts on any more.
FIRST_DAY = date(2022, 1, 1)

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
# Ids that travel in a button, where checklist, question and option share Telegram's 64 bytes.
ShortId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=16)]


class Frozen(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", str_min_length=1, str_strip_whitespace=True, populate_by_name=True
    )


class Span(Frozen):
    """The days on which something holds, both ends included; an open end holds for ever."""

    since: date | None = Field(None, alias="from")
    until: date | None = None

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Reviewed(Frozen):
    """What was read against its sources on a day, and when that must happen again."""

    sources: tuple[Id, ...] = Field(min_length=1)
    rests_on: tuple[str, ...] = Field(min_length=1)
    """Entries of the fact sheets in knowledge/evidence/, for example A3.1 or B7.10."""
    checked: date
    review_by: date


class Line(Localised, Span):
    """One line of an answer, and the days on which it is said."""


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


When = dict[ShortId, Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]]
