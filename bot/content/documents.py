"""A file of the knowledge once it is read, and what an editor is told about a place in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import yaml

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
    text: str = ""
    """The file as it was read; empty when that could not be done."""
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def lines(self) -> dict[Place, int]:
        """The line of each place. Looked for only when something is wrong: most files are right."""
        found: dict[Place, int] = {}
        root = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        if root is not None:
            _find_lines(root, (), found)
        return found

    def problem(self, place: Place, what: Sentence, *, warning: bool = False) -> Problem:
        """A problem at a place, or at the nearest place above it that the file has."""
        while place and place not in self.lines:
            place = place[:-1]
        return Problem(self.file, self.lines.get(place, 1), what, warning)


def _find_lines(node: yaml.Node, place: Place, found: dict[Place, int]) -> None:
    found.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _find_lines(child, (*place, index), found)
    elif isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            found[*place, key.value] = key.start_mark.line + 1
            _find_lines(child, (*place, key.value), found)


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
