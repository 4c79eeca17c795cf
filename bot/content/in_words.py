"""What is wrong with the shape of a file, in an editor's words: where it is, what it is, what to write."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from pydantic import BaseModel

from bot.content import contributions, model
from bot.i18n import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails


def readable(loc: Iterable[str | int]) -> list[str | int]:
    """Pydantic's path without the names it adds for the members of a union."""
    return [part for part in loc if part not in {"str", "Localised", "[key]"}]


def _field_names() -> set[str]:
    kinds = (*vars(model).values(), *vars(contributions).values())
    models = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return {field.alias or name for kind in models for name, field in kind.model_fields.items()}


def in_words(fault: ErrorDetails) -> Sentence:
    """What is wrong with one value and what to write, in an editor's words."""
    name = str(fault["loc"][-1]) if fault["loc"] else ""
    limits = fault.get("ctx", {})
    match fault["type"]:
        case "missing":
            return sentence("“{name}” is missing; add “{name}: …”", name=name)
        case "extra_forbidden":
            return _unknown_field(name, fault["input"])
        case "string_too_short" | "too_short":
            return sentence("“{name}” is empty; write at least one entry or text", name=name)
        case "string_too_long":
            return sentence(
                "“{name}” is over {most} characters; shorten it", name=name, most=limits["max_length"]
            )
        case "string_pattern_mismatch" if name in {"url", "read"}:
            return sentence("“{value}” is not a link; write it with https:// in front", value=fault["input"])
        case "string_pattern_mismatch":
            return sentence(
                "“{value}” cannot be a name; use small letters, digits and _, starting with a letter",
                value=fault["input"],
            )
        case "date_from_datetime_parsing" | "date_parsing" | "date_type" | "date_from_datetime_inexact":
            return sentence("“{value}” is not a date; write it as 2026-11-23", value=fault["input"])
        case "enum" | "literal_error":
            return sentence(
                "“{value}” is not known here; write one of {choices}",
                value=fault["input"], choices=limits["expected"],
            )  # fmt: skip
        case "model_type" | "dict_type" | "model_attributes_type":
            return sentence("“{name}” needs named entries below it (name: value)", name=name)
        case "tuple_type":
            return sentence("“{name}” needs a list: one line for each entry, starting with a dash", name=name)
        case "string_type":
            return sentence(
                "“{name}” needs one text; put it in quotes if it has a colon or a comma", name=name
            )
    return sentence("“{name}”: {detail}", name=name, detail=fault["msg"])


def _unknown_field(name: str, value: object) -> Sentence:
    if value is None:
        return sentence(
            "“{name}” has nothing after it; a text with a comma inside {{ }} needs quotes", name=name
        )
    guesses = difflib.get_close_matches(name, _field_names(), n=1)
    if guesses:
        return sentence("“{name}” is not known here; did you mean “{guess}”?", name=name, guess=guesses[0])
    return sentence("“{name}” is not known here; remove it", name=name)
