"""A file of the knowledge once it is read, and what an editor is told about a place in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.i18n import Sentence

Place = tuple[str | int, ...]


@dataclass(frozen=True, order=True)
class Problem:
    """Something an editor has to mend: where it is, what is wrong and what to write."""

    file: str
    line: int
    what: Sentence = field(compare=False)
    warning: bool = field(default=False, compare=False)


@dataclass
class Document:
    """One YAML file as plain values (every scalar is text), and the line of each place in it."""

    file: str
    data: object = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, place: Place, what: Sentence, *, warning: bool = False) -> Problem:
        """A problem at a place, or at the nearest place above it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return Problem(self.file, self.lines.get(place, 1), what, warning)


@dataclass(frozen=True)
class Where:
    """One place in one file."""

    document: Document
    place: Place = ()

    def at(self, *parts: str | int) -> Where:
        """The place below this one."""
        return Where(self.document, (*self.place, *parts))

    def problem(self, what: Sentence, *, warning: bool = False) -> Problem:
        return self.document.problem(self.place, what, warning=warning)
