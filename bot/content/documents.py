"""YAML files read with the line of everything in them, so that a problem can name its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from bot.i18n import Sentence, sentence

if TYPE_CHECKING:
    from pathlib import Path

Place = tuple[str | int, ...]

# A topic is a few kilobytes. Anything far beyond that is not an answer but an accident.
MOST_BYTES = 400_000


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


def read_document(path: Path, root: Path) -> Document:
    """Read one file; whatever is wrong with it as YAML is in `problems`, with its line."""
    document = Document(path.relative_to(root).as_posix())
    if path.stat().st_size > MOST_BYTES:
        told = sentence(
            "the file is over {most} bytes; split it or remove what is not needed", most=MOST_BYTES
        )
        document.problems.append(Problem(document.file, 1, told))
        return document
    try:
        text = path.read_text(encoding="utf-8")
        root_node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError:
        told = sentence("the file is not UTF-8 text; save it as UTF-8")
        document.problems.append(Problem(document.file, 1, told))
    except yaml.MarkedYAMLError as error:
        document.problems.append(_yaml_problem(document.file, text, error))
    except yaml.YAMLError:
        told = sentence("the file has a character that YAML does not allow; remove it")
        document.problems.append(Problem(document.file, 1, told))
    else:
        if root_node is None:
            document.problems.append(Problem(document.file, 1, sentence("the file is empty")))
        else:
            document.data = _Reader(document).plain(root_node, ())
    return document


def _yaml_problem(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    lines = text.splitlines()
    if line <= len(lines) and "\t" in lines[line - 1]:
        return Problem(file, line, sentence("there is a tab; indent with spaces"))
    told = sentence(
        "not valid YAML here ({detail}); a text with a colon, a quote or a leading sign needs quotes around it",
        detail=(error.problem or "?").strip(),
    )
    return Problem(file, line, told)


class _Reader:
    """Turns YAML nodes into plain values, keeping lines and refusing what misleads editors."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen: set[int] = set()

    def plain(self, node: yaml.Node, place: Place) -> object:
        self.document.lines[place] = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self.seen:
            told = sentence("an alias (*name) is not allowed; write the text out")
            self.document.problems.append(self.document.problem(place, told))
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(child, (*place, index)) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        return None

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        """Every scalar is its text, so that `no` stays "no" and 0123 stays "0123"."""
        return None if node.style is None and node.value in {"", "~", "null"} else str(node.value)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, object]:
        plain: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in plain:
                told = sentence("“{key}” is here twice; keep one", key=key)
                line = key_node.start_mark.line + 1
                self.document.problems.append(Problem(self.document.file, line, told))
            plain[key] = self.plain(value_node, (*place, key))
            self.document.lines[(*place, key)] = key_node.start_mark.line + 1
        return plain
