"""What is paid for a wage: the rows of the official tables for one worker on one day. Looked up, never computed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.facts import FactsOfTheDay, NothingHoldsError, OverdueError
from bot.matching.plain import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bot.content.contributions import Contributions, Scheme, Table, Trait
    from bot.content.pieces import When

# By point (worker, age, …), what this worker is there.
Situation = dict[str, str]

_AGE = re.compile(
    r"\b(?:umur|usia|berumur|age|aged|umo)\s*(?:[a-z]+\s+)?(\d{2})\b|\b(\d{2})[\s-]*(?:years?[\s-]*old|yrs?[\s-]*old|yo)\b"
    r"|\b([5-9]\d)\s*(?:tahun|thn|th)\b"
)


@dataclass(frozen=True)
class Row:
    """What one scheme takes for a wage. All money in sen.

    `table` is None when the scheme holds but no table of ours does; then there are no amounts. `overdue`
    amounts must not be given.
    """

    name: str
    scheme: Scheme
    table: Table | None = None
    over: int = 0
    up_to: int | None = None
    employer: int = 0
    worker: int = 0
    overdue: bool = False

    @property
    def known(self) -> bool:
        return self.table is not None and not self.overdue


def rows(known: Contributions, wage: int, situation: Mapping[str, str], day: date) -> tuple[Row, ...]:
    """The row of every scheme that holds for this worker on this day, for a month's wage of `wage` sen (1 up)."""
    return tuple(
        _row(known, name, wage, day)
        for name, scheme in known.schemes.items()
        if scheme.holds(day) and fits(scheme.when, situation)
    )


def _row(known: Contributions, name: str, wage: int, day: date) -> Row:
    scheme = known.schemes[name]
    table = next((table for table in scheme.tables if table.holds(day)), None)
    if table is None:
        return Row(name, scheme)
    sheet = known.sheets[table.file]
    band = sheet.band(wage)
    employer, worker = (
        sheet.columns[column][band] if column is not None else 0 for column in (table.employer, table.worker)
    )
    return Row(
        name,
        scheme,
        table,
        sheet.over[band],
        sheet.up_to(band),
        employer,
        worker,
        overdue=table.review_by < day,
    )


def fits(when: When, situation: Mapping[str, str]) -> bool:
    return all(situation.get(point) in wanted for point, wanted in when.items())


def situation_of(known: Contributions, traits: tuple[str, ...], day: date) -> Situation:
    """What the worker is at every point: what was chosen where that can be, else the commonest."""
    situation: Situation = {}
    for point in known.situation:
        open_to = alternatives(known, point, situation, day)
        situation[point] = next((name for name in open_to if name in traits), next(iter(open_to)))
    return situation


def alternatives(
    known: Contributions, point: str, situation: Mapping[str, str], day: date
) -> dict[str, Trait]:
    """What a worker in this situation can be at one point; the commonest first."""
    return {
        name: trait
        for name, trait in known.situation[point].items()
        if trait.holds(day) and fits(trait.when, situation)
    }


def with_trait(known: Contributions, traits: tuple[str, ...], chosen: str) -> tuple[str, ...]:
    """The traits with one chosen, in place of any other of its point. What is commonest needs no mention."""
    for options in known.situation.values():
        if chosen in options:
            kept = tuple(trait for trait in traits if trait not in options)
            return kept if chosen == next(iter(options)) else (*kept, chosen)
    return traits


def traits_said(
    known: Contributions, facts: FactsOfTheDay, text: str, before: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The traits that a text says in words or by an age, on top of those known before.

    Of several that an age fits, the last counts: someone of 16 is under 60, but rather under 18.
    """
    words = f" {' '.join(plain_words(text))} "
    traits = before
    for options in known.situation.values():
        named = [name for name, trait in options.items() if _is_said(trait, words)]
        for chosen in (*named, *reversed([*_by_age(options, facts, text)]))[:1]:
            traits = with_trait(known, traits, chosen)
    return traits


def without_traits(known: Contributions, text: str) -> str:
    """The text, in small letters, without the words that say a trait or an age."""
    rest = _AGE.sub(" ", text.casefold())
    phrases = {
        phrase for options in known.situation.values() for trait in options.values() for phrase in trait.said
    }
    for phrase in sorted(phrases, key=len, reverse=True):
        rest = re.sub(rf"\b{re.escape(phrase)}\b", " ", rest)
    return rest


def _is_said(trait: Trait, words: str) -> bool:
    return any(f" {' '.join(plain_words(phrase))} " in words for phrase in trait.said)


def _by_age(options: Mapping[str, Trait], facts: FactsOfTheDay, text: str) -> Iterator[str]:
    match = _AGE.search(text.casefold())
    if match is None:
        return
    age = int(match[1] or match[2] or match[3])
    for name, trait in options.items():
        try:
            old = trait.from_age is not None and age >= facts.figure(trait.from_age)
            young = trait.under_age is not None and age < facts.figure(trait.under_age)
        except (OverdueError, NothingHoldsError):
            continue  # the limit is not sure today, so an age says nothing
        if old or young:
            yield name


def asks_for_amounts(known: Contributions, text: str) -> bool:
    """Whether a text has a word that, with a wage beside it, asks what is paid."""
    return not set(known.asked_with).isdisjoint(plain_words(text))
