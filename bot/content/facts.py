"""Facts put into a text: `{wage_ceiling}` becomes what holds on the day, in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.content.model import Fact, FactKind, Value
from bot.i18n import Localised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.i18n import Catalogue

# {fact} is the value; {fact.from} and {fact.until} are its dates; {fact.before} is the value before it,
# {fact.next} the one after it and {fact.next_from} the day that one starts.
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)(?:\.(from|until|before|next|next_from))?\}")


class NothingHoldsError(Exception):
    """A text names a fact, or a part of one, that does not exist on that day."""

    def __init__(self, placeholder: str, day: date) -> None:
        super().__init__(f"{placeholder} holds nothing on {day.isoformat()}")
        self.placeholder = placeholder
        self.day = day


class OverdueError(Exception):
    """A text names a figure whose review is overdue: the figure must not be given."""

    def __init__(self, fact: Fact) -> None:
        super().__init__(f"overdue since {fact.review_by.isoformat()}")
        self.fact = fact


def facts_in(text: str) -> Iterator[str]:
    """The ids of the facts that a text names, in order, with repeats."""
    return (match[1] for match in PLACEHOLDER.finditer(text))


@dataclass(frozen=True)
class FactsOfTheDay:
    """All facts as they stand on one day."""

    facts: Mapping[str, Fact]
    day: date
    withhold: bool = True
    """Whether a figure past its review date is refused; a check of the texts looks at them all."""

    def fill(self, text: Localised, catalogue: Catalogue, **given: str) -> str:
        """The text in the catalogue's language with every fact, and everything `given` by name, written out.

        Raises OverdueError for a figure past its review date, NothingHoldsError for a fact without a
        value on the day (checked content never gets there).
        """
        return PLACEHOLDER.sub(
            lambda match: given.get(match[1]) or self._part(match, catalogue), text[catalogue.language]
        )

    def written(self, name: str, catalogue: Catalogue) -> str:
        """One fact as people write it. Raises as `fill` does."""
        return written(self.facts[name].kind, self._value(name, None), catalogue)

    def figure(self, name: str) -> int:
        """A whole-number fact, for arithmetic. Raises as `fill` does."""
        return int(str(self._value(name, None).what))

    def is_overdue(self, name: str) -> bool:
        """Whether the fact is a figure whose review is overdue, so that it is not given."""
        fact = self.facts[name]
        return self.withhold and fact.kind.is_figure and fact.review_by < self.day

    def _part(self, match: re.Match[str], catalogue: Catalogue) -> str:
        name, part = match[1], match[2]
        value = self._value(name, part)
        if part in {"from", "next_from", "until"}:
            day = value.until if part == "until" else value.since
            if day is None:
                raise NothingHoldsError(match[0], self.day)
            return catalogue.date(day)
        return written(self.facts[name].kind, value, catalogue)

    def _value(self, name: str, part: str | None) -> Value:
        fact = self.facts.get(name)
        if fact is None:
            raise NothingHoldsError(f"{{{name}}}", self.day)
        if self.withhold and fact.kind.is_figure and fact.review_by < self.day:
            raise OverdueError(fact)
        value = self._neighbour(fact, part)
        if value is None:
            raise NothingHoldsError(f"{{{name}.{part}}}" if part else f"{{{name}}}", self.day)
        return value

    def _neighbour(self, fact: Fact, part: str | None) -> Value | None:
        if part == "before":
            earlier = [value for value in fact.holds if value.until is not None and value.until < self.day]
            return earlier[-1] if earlier else None
        if part in {"next", "next_from"}:
            later = (value for value in fact.holds if value.since is not None and value.since > self.day)
            return next(later, None)
        return fact.on(self.day)


def written(kind: FactKind, value: Value, catalogue: Catalogue) -> str:
    """One value as people write it: RM6,000, 1.75%, 30 hari, 1 October 2024, ASSIST."""
    if isinstance(value.what, Localised):
        return value.what[catalogue.language]
    what = value.what
    match kind:
        case FactKind.MONEY:
            return f"RM{Decimal(what):,}"
        case FactKind.PERCENT:
            return f"{what}%"
        case FactKind.NUMBER:
            return f"{Decimal(what):,}"
        case FactKind.HOURS:
            return catalogue.plural("{n} hour", "{n} hours", int(what))
        case FactKind.DAYS:
            return catalogue.plural("{n} day", "{n} days", int(what))
        case FactKind.MONTHS:
            return catalogue.plural("{n} month", "{n} months", int(what))
        case FactKind.YEARS:
            return catalogue.plural("{n} year", "{n} years", int(what))
        case FactKind.DATE:
            return catalogue.date(date.fromisoformat(what))
        case FactKind.LINK:
            return what.removeprefix("https://").rstrip("/")
        case FactKind.PHONE | FactKind.EMAIL | FactKind.NAME:
            return what
