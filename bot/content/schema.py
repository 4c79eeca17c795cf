"""JSON Schemas of the files of the knowledge, so that an editor's program completes them and marks what is wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from bot.content.contributions import Contributions
from bot.content.model import (
    Browse,
    Checklist,
    Examples,
    Fact,
    LanguageKnowledge,
    Rules,
    SharedItem,
    Source,
    Topic,
)
from bot.content.pieces import Frozen, Id

if TYPE_CHECKING:
    from pydantic import BaseModel


class FactsFile(Frozen):
    """Sources, and every figure, date, contact, link and form name, once."""

    sources: dict[Id, Source]
    """Pages, Acts and reports, by a name that facts and topics use."""
    facts: dict[Id, Fact]
    """Values, by the name that texts put in { }."""


class ItemsFile(Frozen):
    """Things to get or to do that more than one checklist names."""

    items: dict[Id, SharedItem]


KINDS: dict[str, type[BaseModel]] = {
    "topic": Topic,
    "examples": Examples,
    "checklist": Checklist,
    "facts": FactsFile,
    "items": ItemsFile,
    "browse": Browse,
    "contributions": Contributions,
    "language": LanguageKnowledge,
    "rules": Rules,
}
# What the program fills in itself: an id from the file's name, sheets from the files of the tables.
FILLED_IN = {"id", "sheets"}


def schema_files() -> dict[str, str]:
    """Every file of knowledge/schema/ by its name, as it must be."""
    return {f"{name}.json": _written(kind) for name, kind in KINDS.items()}


def _written(kind: type[BaseModel]) -> str:
    schema = kind.model_json_schema()
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    for name in FILLED_IN & schema["properties"].keys():
        del schema["properties"][name]
        schema["required"] = [other for other in schema.get("required", ()) if other != name]
    return json.dumps(_plainer(schema), ensure_ascii=False, indent=1) + "\n"


def _plainer(schema: Any) -> Any:
    """Without the titles that only repeat a name, and with paragraphs of descriptions as one line."""
    if isinstance(schema, list):
        return [_plainer(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        key: _plainer(value) for key, value in schema.items() if key != "title" or isinstance(value, dict)
    }
    if isinstance(plain.get("description"), str):
        plain["description"] = " ".join(plain["description"].split())
    return plain
