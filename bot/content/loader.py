"""The knowledge, read from its folder: all of it and valid, or every problem that stands in the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.content import checks
from bot.content.contributions import Contributions
from bot.content.documents import Document, Problem
from bot.content.examined import Examined
from bot.content.in_words import in_words, readable
from bot.content.model import (
    Browse,
    Checklist,
    Examples,
    Fact,
    Knowledge,
    LanguageKnowledge,
    Rules,
    SharedItem,
    Source,
    Topic,
)
from bot.content.sheets import read_sheet
from bot.content.table_checks import FILE, FOLDER
from bot.content.yaml_files import read_document
from bot.i18n import sentence

if TYPE_CHECKING:
    from datetime import date

    from bot.i18n import Catalogues

T = TypeVar("T", bound=BaseModel)

# An entry of a fact sheet starts its line as **A3.1** or ### B7.10
ENTRY = re.compile(r"^(?:\*\*|### )([AB]\d+\.\d+(?:\.\d+)?)\b", re.MULTILINE)


# From a file and the folder of the knowledge to the document.
Read = Callable[[Path, Path], Document]

# Folders of which each file is read.
FOLDERS = ("topics", "examples", "checklists", "language")


class ContentError(Exception):
    """The knowledge cannot be used. `problems` names everything that has to be mended."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the knowledge")
        self.problems = problems


def load(folder: Path, catalogues: Catalogues) -> Knowledge:
    """The knowledge in `folder`. Raises ContentError when anything in it is wrong."""
    knowledge, problems = examine(folder, catalogues)
    errors = [problem for problem in problems if not problem.warning]
    if knowledge is None or errors:
        raise ContentError(errors)
    return knowledge


def examine(
    folder: Path, catalogues: Catalogues, today: date | None = None, read: Read = read_document
) -> tuple[Knowledge | None, list[Problem]]:
    """Read and check everything; with `today` also what is overdue or soon will be.

    Returns all problems, sorted by file and line, and the knowledge without the entries whose shape is
    wrong (None when one of the files that everything rests on cannot be read). `read` may keep documents
    from an earlier time whose files have not changed.
    """
    reading = _Reading(folder, read)
    knowledge = reading.knowledge()
    problems = reading.problems
    if knowledge is not None:
        examined = Examined(knowledge, reading.documents, frozenset(reading.broken), catalogues, today)
        problems += checks.every_problem(examined)
    return knowledge, sorted(problems)


class _Reading:
    """One pass over the folder. Keeps each document for the checks that follow."""

    def __init__(self, folder: Path, read: Read) -> None:
        self.folder = folder
        self.read = read
        self.documents: dict[str, Document] = {}
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        """The files of which something could not be read."""

    def knowledge(self) -> Knowledge | None:
        facts = self._read("facts.yaml")
        browse = self._shape(self._read("browse.yaml"), Browse)
        contributions = self._contributions()
        read: dict[str, Any] = {
            "sources": self._each(facts, "sources", Source),
            "facts": self._each(facts, "facts", Fact),
            "topics": self._topics(),
            "items": self._each(self._read("items.yaml"), "items", SharedItem),
            "checklists": self._files("checklists", Checklist),
            "rules": self._shape(self._read("rules.yaml"), Rules) or Rules(),
            "language": self._language(),
            "evidence": self._evidence(),
        }
        self._strays()
        if facts.data is None or browse is None or contributions is None:
            return None
        read["checklists"] = {
            name: one.with_shared(read["items"]) for name, one in read["checklists"].items()
        }
        return Knowledge.model_construct(browse=browse, contributions=contributions, **read)

    def _strays(self) -> None:
        """Files that nothing would ever read, because of their name."""
        for folder in FOLDERS:
            for path in sorted((self.folder / folder).glob("[!.]*")):
                if path.suffix != ".yaml" and not path.name.endswith("~"):
                    told = sentence(
                        "only files that end in .yaml are read here; rename the file or remove it"
                    )
                    self.problems.append(Problem(path.relative_to(self.folder).as_posix(), 1, told))

    def _contributions(self) -> Contributions | None:
        """The schemes and situations, with the files of the tables read in."""
        known = self._shape(self._read(FILE), Contributions)
        if known is None:
            return None
        sheets = {}
        for file in dict.fromkeys(table.file for scheme in known.schemes.values() for table in scheme.tables):
            sheet, problems = read_sheet(self.folder / FOLDER / file, self.folder)
            self.problems += problems
            if sheet is None:
                self.broken.add(FILE)
            else:
                sheets[file] = sheet
        return known.model_copy(update={"sheets": sheets})

    def _topics(self) -> dict[str, Topic]:
        """Every topic, its examples joined with those of its file in examples/, where it has one."""
        topics = self._files("topics", Topic)
        for name, more in self._files("examples", Examples).items():
            if name in topics:
                topics[name] = topics[name].model_copy(
                    update={"examples": topics[name].examples.joined(more)}
                )
            elif f"topics/{name}.yaml" not in self.documents:
                told = sentence("no topic has this name; name the file after its topic")
                self.problems.append(self.documents[f"examples/{name}.yaml"].problem((), told))
        return topics

    def _language(self) -> LanguageKnowledge:
        """The files of language/, each of which holds some of the fields, as one. Named entries are joined."""
        together = LanguageKnowledge()
        for part in self._files("language", LanguageKnowledge).values():
            fields = {name: getattr(part, name) for name in part.model_fields_set}
            joined = {
                name: {**getattr(together, name), **value} if isinstance(value, dict) else value
                for name, value in fields.items()
            }
            together = together.model_copy(update=joined)
        return together

    def _evidence(self) -> frozenset[str]:
        """The numbers of all entries of the fact sheets."""
        sheets = sorted((self.folder / "evidence").glob("*.md"))
        return frozenset(
            number for sheet in sheets for number in ENTRY.findall(sheet.read_text(encoding="utf-8"))
        )

    def _read(self, name: str) -> Document:
        path = self.folder / name
        if path.is_file():
            document = self.read(path, self.folder)
        else:
            missing = Problem(name, 1, sentence("the file is missing; the knowledge needs it"))
            document = Document(name, problems=[missing])
        self.documents[name] = document
        self.problems += document.problems
        return document

    def _files(self, name: str, kind: type[T]) -> dict[str, T]:
        """Every file of a folder as one `kind`, by the file's name: the name is the id."""
        found: dict[str, T] = {}
        for path in sorted((self.folder / name).glob("*.yaml")):
            document = self._read(path.relative_to(self.folder).as_posix())
            if isinstance(document.data, dict) and "id" in kind.model_fields:
                document.data["id"] = path.stem
            made = self._shape(document, kind)
            if made is not None:
                found[path.stem] = made
        return found

    def _each(self, document: Document, key: str, kind: type[T]) -> dict[str, T]:
        """Every entry under `key` of a document as one `kind`."""
        entries = document.data.get(key) if isinstance(document.data, dict) else None
        if not isinstance(entries, dict):
            if not document.problems:
                told = sentence("“{key}” is missing; write “{key}:” and its entries below", key=key)
                self.problems.append(document.problem((), told))
            return {}
        made = {name: self._shape(document, kind, (key, name), data) for name, data in entries.items()}
        return {name: entry for name, entry in made.items() if entry is not None}

    def _shape(
        self, document: Document, kind: type[T], place: tuple[str | int, ...] = (), data: Any = None
    ) -> T | None:
        """The data as a `kind`, or None with every fault of its shape noted."""
        data = document.data if data is None else data
        if data is None and document.problems:
            self.broken.add(document.file)
            return None
        try:
            return kind.model_validate(data)
        except ValidationError as error:
            self.broken.add(document.file)
            self.problems += [
                document.problem((*place, *readable(fault["loc"])), in_words(fault))
                for fault in error.errors(include_url=False)
            ]
            return None
