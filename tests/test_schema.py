"""The schemas for editors' programs: current, and in accord with the knowledge as it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft7Validator

from bot.config import read_settings
from bot.content.schema import schema_files
from bot.content.yaml_files import schema_of

if TYPE_CHECKING:
    from pathlib import Path

KNOWLEDGE = read_settings().knowledge_dir
FILES = sorted(KNOWLEDGE.rglob("*.yaml"))


@pytest.mark.parametrize("name", schema_files())
def test_the_schema_is_as_the_model_makes_it(name: str) -> None:
    written = (KNOWLEDGE / "schema" / name).read_text(encoding="utf-8")
    assert written == schema_files()[name], "run: python -m bot schema"


def test_the_folder_holds_no_schema_that_nothing_makes() -> None:
    assert {path.name for path in (KNOWLEDGE / "schema").iterdir()} == set(schema_files())


def _as_editors_read(path: Path) -> Any:
    """YAML as an editor's program reads it: dates stay text."""

    class Loader(yaml.CSafeLoader):
        yaml_implicit_resolvers = {  # noqa: RUF012  the library's own form
            first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
            for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
        }

    return yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506  a safe loader, without dates


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(KNOWLEDGE).as_posix())
def test_an_editors_program_finds_nothing_to_mark_in_what_is_right(path: Path) -> None:
    schema = schema_of(path.relative_to(KNOWLEDGE).as_posix())
    assert schema is not None
    validator = Draft7Validator(json.loads((path.parent / schema).read_text(encoding="utf-8")))
    assert [error.message for error in validator.iter_errors(_as_editors_read(path))] == []


def test_an_editors_program_marks_a_misspelt_field() -> None:
    validator = Draft7Validator(json.loads(schema_files()["topic.json"]))
    topic = _as_editors_read(KNOWLEDGE / "topics" / "wage_ceiling.yaml")
    topic["detials"] = topic.pop("details")
    assert any("detials" in error.message for error in validator.iter_errors(topic))
