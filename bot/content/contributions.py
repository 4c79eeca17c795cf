"""The contribution tables as editors write them: schemes, what holds on which days, and the situations of workers."""

from __future__ import annotations

from bisect import bisect_left
from typing import Annotated

from pydantic import Field

from bot.content.pieces import Frozen, Id, Line, Reviewed, ShortId, Span, When
from bot.i18n import Localised


class Sheet(Frozen):
    """One table as it stands in its file; all money is in sen."""

    over: tuple[int, ...]
    """Each band holds for wages over this and up to what the next band is over; the last band is open."""
    columns: dict[str, tuple[int, ...]]

    def band(self, wage: int) -> int:
        """The place of the row for a month's wage in sen (1 and up), counted from 0."""
        return bisect_left(self.over, wage) - 1

    def up_to(self, band: int) -> int | None:
        """The highest wage of a band; None for the last, which is open."""
        return self.over[band + 1] if band + 1 < len(self.over) else None


class Table(Reviewed, Span):
    """The amounts of one scheme for the days of this span: which file, and which columns of it."""

    file: Annotated[str, Field(pattern=r"^[a-z0-9_]+\.csv$")]
    employer: Id | None = None
    worker: Id | None = None
    total: Id | None = None
    """A column that must be the sum of the two, where the table has one."""


class Scheme(Span):
    """What is contributed for, who comes under it, and its tables through the years."""

    name: Localised
    covers: Localised
    """What it is for, in brackets behind the name."""
    about: Localised
    """The amounts in words: said when they cannot be given."""
    topic: Id | None = None
    """The topic on this scheme's contribution."""
    when: When = {}
    tables: tuple[Table, ...] = Field(min_length=1)


class Trait(Span):
    """One alternative of a situation: on a button, and in the sentence that says whose amounts these are."""

    button: Localised
    text: Localised | None = None
    when: When = {}
    said: tuple[str, ...] = ()
    """Words by which people say it."""
    from_age: Id | None = None
    """The fact with the age from which it holds, when an age was said."""
    under_age: Id | None = None


class Remark(Line):
    """Something to know about the amounts, in these situations."""

    when: When = {}


class Contributions(Frozen):
    """What /caruman knows: schemes and their tables, the situations people are in, and what to say of them."""

    ceiling: Id
    """The fact with the wage above which the last band holds."""
    bands: Id
    """The fact with the number of bands that every table has."""
    wages: tuple[int, ...] = Field(min_length=1)
    """Wages to choose from instead of typing one, in ringgit."""
    topics: tuple[Id, ...]
    """Topics that are better answered by amounts, when the question holds a wage."""
    asked_with: tuple[str, ...]
    """Words that, with a wage beside them, ask for amounts."""
    related: tuple[Id, ...] = ()
    menus: dict[ShortId, Localised] = {}
    """Points of the situation with many alternatives: the button that leads to them all."""
    schemes: dict[Id, Scheme]
    situation: dict[ShortId, dict[ShortId, Trait]]
    """By point, what a worker can be there; the first is the commonest, and taken until another is chosen."""
    remarks: tuple[Remark, ...] = ()
    sheets: dict[str, Sheet] = {}
    """By file name; filled in when the files are read."""
