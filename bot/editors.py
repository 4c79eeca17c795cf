"""What people who edit the knowledge are told: what is wrong with it, in their language and the form they asked for."""

from __future__ import annotations

import gc
import json
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.content import loader
from bot.content.schema import schema_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from bot.content.documents import Problem
    from bot.i18n import Catalogue, Catalogues

SCHEMAS = "schema"


class Form(StrEnum):
    """How problems are written: for people, for programs, or as marks in a pull request on GitHub."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def check(folder: Path, catalogues: Catalogues, today: date, say: Catalogue, form: Form) -> Iterator[str]:
    """The lines to print about the knowledge in a folder. Raises ContentError, after them, when it is not fit."""
    gc.disable()  # a short run that keeps all it reads: looking for what to throw away takes a third of the time
    knowledge, problems = loader.examine(folder, catalogues, today)
    gc.enable()
    yield from told(problems, say, form, folder.name)
    errors = [problem for problem in problems if not problem.warning]
    if errors or knowledge is None:
        if form is Form.TEXT:
            yield say.plural("{n} problem to mend.", "{n} problems to mend.", len(errors))
        raise loader.ContentError(errors)
    if form is Form.TEXT:
        yield say(
            "{topics} topics, {checklists} checklists, {facts} facts: fit to publish.",
            topics=len(knowledge.topics), checklists=len(knowledge.checklists), facts=len(knowledge.facts),
        )  # fmt: skip


def told(problems: Sequence[Problem], say: Catalogue, form: Form, folder: str = "knowledge") -> Iterator[str]:
    """Problems as lines in one language and form."""
    match form:
        case Form.JSON:
            yield json.dumps([_plain(one, say, folder) for one in problems], ensure_ascii=False, indent=1)
        case Form.GITHUB:
            for one in problems:
                kind = "warning" if one.warning else "error"
                what = say.word(one.what).replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
                yield f"::{kind} file={folder}/{one.file},line={one.line}::{what}"
        case Form.TEXT:
            for one in problems:
                kind = say("warning: ") if one.warning else ""
                yield f"{folder}/{one.file}:{one.line}: {kind}{say.word(one.what)}"


def _plain(problem: Problem, say: Catalogue, folder: str) -> dict[str, str | int]:
    return {
        "file": f"{folder}/{problem.file}",
        "line": problem.line,
        "kind": "warning" if problem.warning else "error",
        "what": say.word(problem.what),
    }


def write_schemas(folder: Path) -> Iterator[str]:
    """Write the schemas that editors' programs read, and name each file that changed."""
    (folder / SCHEMAS).mkdir(exist_ok=True)
    for name, text in schema_files().items():
        path = folder / SCHEMAS / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            yield str(path)
