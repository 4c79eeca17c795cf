"""The knowledge while it is checked: what was read, where each thing stands, and the day it is checked for."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot.content.documents import Document, Problem, Where
from bot.content.facts import written
from bot.content.model import Checklist, Knowledge, Topic
from bot.content.pieces import FIRST_DAY, Span
from bot.i18n import Catalogues, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping


@dataclass(frozen=True)
class Examined:
    """What every check looks at. With `today`, also what is overdue that day."""

    knowledge: Knowledge
    documents: Mapping[str, Document]
    broken: frozenset[str]
    """Files of which something is missing in `knowledge`, because its shape is wrong."""
    catalogues: Catalogues
    today: date | None

    @cached_property
    def topics(self) -> frozenset[str]:
        """The names of all topics, also of those whose shape is wrong."""
        return self._names("topics")

    @cached_property
    def checklists(self) -> frozenset[str]:
        return self._names("checklists")

    @cached_property
    def facts(self) -> frozenset[str]:
        return self._entries("facts")

    @cached_property
    def sources(self) -> frozenset[str]:
        return self._entries("sources")

    @cached_property
    def always(self) -> frozenset[str]:
        """The facts whose one value holds on every day."""
        return frozenset(
            name
            for name, fact in self.knowledge.facts.items()
            if len(fact.holds) == 1 and fact.holds[0].since is None and fact.holds[0].until is None
        )

    @cached_property
    def _figures(self) -> dict[str, str]:
        """Every figure as people would write it, with the fact that holds it."""
        return {
            written(fact.kind, value, say).casefold().replace(" ", ""): name
            for name, fact in self.knowledge.facts.items()
            for value in fact.holds
            for say in self.catalogues.values()
            if fact.kind.is_figure
        }

    def instead_of(self, figure: str, unit: str) -> Sentence:
        """What to write instead of a figure that is written out, with the word behind it."""
        plain = figure.casefold().replace(" ", "")
        name = self._figures.get(plain + unit.casefold().strip())
        if name is not None:
            figure += unit
        else:
            name = self._figures.get(plain)
        if name is not None:
            return sentence("{figure} is written out; write {{{name}}} instead", figure=figure, name=name)
        return sentence("{figure} is written out; name a fact of facts.yaml in {{ }}", figure=figure)

    def _names(self, folder: str) -> frozenset[str]:
        files = (file.partition("/") for file in self.documents)
        return frozenset(name.removesuffix(".yaml") for where, _, name in files if where == folder)

    def _entries(self, key: str) -> frozenset[str]:
        data = self.documents["facts.yaml"].data
        entries = data.get(key) if isinstance(data, dict) else None
        return frozenset(entries) if isinstance(entries, dict) else frozenset()

    def document(self, entry: Topic | Checklist) -> Document:
        folder = "topics" if isinstance(entry, Topic) else "checklists"
        return self.documents[f"{folder}/{entry.id}.yaml"]


def unknown(name: str, known: Collection[str]) -> Sentence:
    guesses = difflib.get_close_matches(name, known, n=1)
    if guesses:
        return sentence("“{name}” is not known; did you mean “{guess}”?", name=name, guess=guesses[0])
    return sentence("“{name}” is not known; check the name", name=name)


def unknown_names(names: Iterable[str], known: Collection[str], where: Where) -> Iterator[Problem]:
    """A problem for each name of a list that is not known, at its line."""
    for index, name in enumerate(names):
        if name not in known:
            yield where.at(index).problem(unknown(name, known))


def turning_days(spans: Iterable[Span]) -> list[date]:
    """The days on which one of the spans begins or has just ended, and the first day of all."""
    days = {FIRST_DAY}
    for span in spans:
        if span.since is not None:
            days.add(span.since)
        if span.until is not None:
            days.add(span.until + timedelta(days=1))
    return sorted(day for day in days if day >= FIRST_DAY)
