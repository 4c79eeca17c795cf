"""What every part of the knowledge is made from: names, days on which something holds, reviews, conditions."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from bot.i18n import Localised

# The bot is asked about days from here on; older rules are history that nobody acts on any more.
FIRST_DAY = date(2022, 1, 1)

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
# Ids that travel in a button, where checklist, question and option share Telegram's 64 bytes.
ShortId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=16)]


def _iso(value: object) -> object:
    """Only 2026-11-23 is a date. Pydantic alone would read 20261123 as seconds since 1970."""
    if isinstance(value, str) and not re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d", value):
        raise PydanticCustomError("date_parsing", "not a date")
    return value


Day = Annotated[date, BeforeValidator(_iso, json_schema_input_type=date)]


class Frozen(BaseModel):
    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_min_length=1,
        str_strip_whitespace=True,
        populate_by_name=True,
        use_attribute_docstrings=True,  # they become the words that an editor's program shows beside a field
    )


class Span(Frozen):
    """The days on which something holds, both ends included; an open end holds for ever."""

    since: Day | None = Field(None, alias="from")
    """The first day on which this holds, for example 2026-06-01. Left out: always until then."""
    until: Day | None = None
    """The last day on which this holds. Left out: from then on."""

    def holds(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Reviewed(Frozen):
    """What was read against its sources on a day, and when that must happen again."""

    sources: tuple[Id, ...] = Field(min_length=1)
    """Names of the sources in facts.yaml that this rests on."""
    rests_on: tuple[str, ...] = Field(min_length=1)
    """Entries of the fact sheets in knowledge/evidence/, for example A3.1 or B7.10."""
    checked: Day
    """The day on which somebody read this against its sources."""
    review_by: Day
    """The day by which that must be done again. After it, figures are no longer given."""


class Line(Localised, Span):
    """One line of an answer, and the days on which it is said."""


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


When = dict[
    ShortId,
    Annotated[tuple[str, ...], BeforeValidator(_as_tuple, json_schema_input_type=str | tuple[str, ...])],
]
