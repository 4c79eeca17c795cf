"""YAML files read as plain values, refusing whatever misleads editors or harms the bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from bot.content.documents import Document, Problem
from bot.i18n import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# All topics together are under a megabyte. Anything beyond this is no answer but an accident.
MOST_BYTES = 2_000_000
# The deepest thing there is, the words of an option of a checklist, lies seven deep.
MOST_DEPTH = 12

# The comment at the head of a file that lets an editor's program complete it and mark what is wrong.
HEAD = "# yaml-language-server: $schema={schema}"
SCHEMAS = {
    "topics": "topic",
    "examples": "examples",
    "checklists": "checklist",
    "language": "language",
    "contributions": "contributions",
}
SINGLE_FILES = {"facts.yaml", "items.yaml", "browse.yaml", "rules.yaml"}

MERGE_MARKS = ("<" * 7, "=" * 7, ">" * 7)
MERGE_MARK = re.compile(r"^(?:<{7} .*|={7}|>{7} .*)$", re.MULTILINE)
# Not seen on any screen, and yet they part words, turn their order round or stop YAML.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]"
)
LONGEST_MISREAD = 30
# What YAML takes for yes or no, for nothing, or for another number, where it has no quotes.
MISREAD = re.compile(
    r"yes|no|on|off|true|false|y|n|null|~|=|<<|[-+]?(?:0x[\da-f_]+|0[\d_]+|\d[\d_]*(?::[\d_]+)+|\d+_[\d_]*|\.\d+|\.inf|\.nan)",
    re.IGNORECASE,
)


def schema_of(file: str) -> str | None:
    """Where the schema of a file lies, as its head must name it; None for a file without one."""
    folder, _, name = file.rpartition("/")
    if folder in SCHEMAS:
        return f"../schema/{SCHEMAS[folder]}.json"
    return f"schema/{name.removesuffix('.yaml')}.json" if file in SINGLE_FILES else None


def read_document(path: Path, root: Path) -> Document:
    """Read one file; whatever is wrong with it as YAML is in `problems`, with its line."""
    document = Document(path.relative_to(root).as_posix())
    raw = path.read_bytes()
    text, problems = _text(document.file, raw)
    document.problems += problems
    if text is not None:
        _read(document, text)
    return document


def _text(file: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    """The file as text, or None when it must not be read on, and what is wrong with its characters."""
    if len(raw) > MOST_BYTES:
        told = sentence(
            "the file is over {most} bytes; split it or remove what is not needed", most=MOST_BYTES
        )
        return None, [Problem(file, 1, told)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(file, line, sentence("the file is not UTF-8 text; save it as UTF-8"))]
    marked = any(mark in text for mark in MERGE_MARKS)
    merges = [Problem(file, line, _MERGE) for line in _lines_of(MERGE_MARK, text)] if marked else []
    if merges:
        return None, merges
    return text.removeprefix("\ufeff"), list(_character_problems(file, text))


_MERGE = sentence("two versions were never merged; keep one and remove the lines of <<<, === and >>>")


def _character_problems(file: str, text: str) -> Iterator[Problem]:
    if text.startswith("\ufeff"):
        yield Problem(
            file, 1, sentence("the file begins with a byte-order mark; save it as UTF-8 without BOM")
        )
        text = text[1:]
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        yield Problem(file, line, sentence("lines end as on Windows (CRLF); save the file with line ends LF"))
    if "\t" in text:
        for line in _lines_of(re.compile("\t"), text):
            yield Problem(file, line, sentence("there is a tab; write spaces instead"))
    for line in _lines_of(INVISIBLE, text) if not text.replace("\n", "").isprintable() else ():
        yield Problem(
            file, line, sentence("there is an invisible character; delete it and type the space again")
        )
    schema = schema_of(file)
    head = HEAD.format(schema=schema)
    if schema is not None and text.split("\n", 1)[0].rstrip("\r") != head:
        yield Problem(file, 1, sentence("the first line must be: {head}", head=head))


def _lines_of(pattern: re.Pattern[str], text: str) -> list[int]:
    """The numbers of the lines in which the pattern is found."""
    return sorted({text.count("\n", 0, found.start()) + 1 for found in pattern.finditer(text)})


def _commented_lines(text: str) -> frozenset[int]:
    """The lines on which a comment stands behind something else."""
    lines = enumerate(text.split("\n"), start=1)
    return frozenset(number for number, line in lines if " #" in line and not line.lstrip().startswith("#"))


def _read(document: Document, text: str) -> None:
    try:
        document.data = _Reader(document, text).document_as_plain()
        document.text = text
    except _StopReading as stop:
        document.problems.append(stop.problem)
    except yaml.MarkedYAMLError as error:
        problem = _yaml_problem(document.file, error)
        if problem.line not in {other.line for other in document.problems}:
            document.problems.append(problem)
    except yaml.YAMLError:
        if not document.problems:
            told = sentence("the file has a character that YAML does not allow; remove it")
            document.problems.append(Problem(document.file, 1, told))


def _yaml_problem(file: str, error: yaml.MarkedYAMLError) -> Problem:
    """Where YAML stumbled. Of a quote or bracket never closed, the place where it was opened."""
    opened = (error.context or "").startswith(
        ("while scanning a quoted scalar", "while parsing a flow", "while scanning a simple key")
    )
    mark = error.context_mark if opened and error.context_mark else error.problem_mark
    told = sentence(
        "not valid YAML here ({detail}); a text with a colon, a quote or a leading sign needs quotes around it",
        detail=(error.problem or "?").strip(),
    )
    return Problem(file, mark.line + 1 if mark else 1, told)


ALIAS = sentence("an alias (*name or &name) is not allowed; write the text out, in quotes")


class _StopReading(Exception):  # noqa: N818  not an error of the program
    """The file must not be read on. `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


class _Reader:
    """Turns the events of YAML into plain values. Nothing is expanded, so nothing can explode."""

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.next: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self.comments = _commented_lines(text) if " #" in text else frozenset[int]()

    def document_as_plain(self) -> object:
        self.next()  # the stream begins
        event = self.next()
        if isinstance(event, StreamEndEvent):
            raise _StopReading(Problem(self.document.file, 1, sentence("the file is empty")))
        event = self.next()
        plain = self._value(event, 0, flow=False)
        self.next()  # the document ends
        event = self.next()
        if not isinstance(event, StreamEndEvent):
            self._tell(event, sentence("a line of --- begins a second document here; remove it"))
        return plain

    def _value(self, event: Any, depth: int, *, flow: bool) -> object:
        kind = type(event)
        if kind is ScalarEvent:
            return self._scalar(event, flow=flow)
        if depth > MOST_DEPTH:
            told = sentence("this lies too deep; mend the brackets or the indentation")
            raise _StopReading(Problem(self.document.file, _line(event), told))
        if kind is AliasEvent or event.anchor is not None:
            raise _StopReading(Problem(self.document.file, _line(event), ALIAS))
        read = self._mapping if kind is MappingStartEvent else self._sequence
        return read(depth + 1, flow=event.flow_style)

    def _sequence(self, depth: int, *, flow: bool) -> list[object]:
        plain: list[object] = []
        while type(event := self.next()) is not SequenceEndEvent:
            plain.append(self._value(event, depth, flow=flow))
        return plain

    def _mapping(self, depth: int, *, flow: bool) -> dict[str, object]:
        plain: dict[str, object] = {}
        while type(event := self.next()) is not MappingEndEvent:
            if type(event) is not ScalarEvent:
                told = sentence(
                    "there is no name before this colon; put a text that begins with {{ or [ in quotes"
                )
                raise _StopReading(Problem(self.document.file, _line(event), told))
            key = self._scalar(event, flow=flow) or ""
            if key in plain:
                self._tell(event, sentence("“{key}” is here twice; keep one", key=key))
            plain[key] = self._value(self.next(), depth, flow=flow)
        return plain

    def _scalar(self, event: Any, *, flow: bool) -> str | None:
        """Every scalar is its text: `no` stays "no", 0123 stays "0123", and both are told."""
        value: str = event.value
        if event.anchor is not None:
            raise _StopReading(Problem(self.document.file, _line(event), ALIAS))
        if event.tag is not None:
            self._tell(event, sentence("a text must not begin with ! unless it is in quotes"))
        if event.style is not None and event.style != "":
            return value
        if value == "":
            return None
        if len(value) < LONGEST_MISREAD and MISREAD.fullmatch(value):
            told = sentence("YAML misreads {value} without quotes; write '{value}'", value=value)
            self._tell(event, told)
        if flow and value.endswith("?"):
            self._tell(event, sentence("a text in {{ }} or [ ] that ends in ? needs quotes"))
        if self.comments and event.end_mark.line + 1 in self.comments:
            told = sentence(
                "what stands after # is lost as a comment; put the text in quotes, or # on its own line"
            )
            self._tell(event, told)
        return value

    def _tell(self, event: Any, told: Sentence) -> None:
        self.document.problems.append(Problem(self.document.file, _line(event), told))


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1
