"""Calls checked against the Bot API's own description: names, types and what is required."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

API: dict[str, Any] = json.loads((Path(__file__).parent / "api.json").read_text())
METHODS: dict[str, Any] = API["methods"]
TYPES: dict[str, Any] = API["types"]


class RefusedError(Exception):
    """The call is not one that Telegram takes."""

    def __init__(self, description: str, code: int = 400, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.parameters = parameters


def read_call(method: str, form: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a call as values. Raises RefusedError for an unknown, missing or wrong one."""
    fields = METHODS[method]["fields"]
    unknown = set(form) - set(fields)
    if unknown:
        raise RefusedError(f"Bad Request: unknown parameter {min(unknown)!r} of {method}")
    missing = [name for name, field in fields.items() if field.get("required") and name not in form]
    if missing:
        raise RefusedError(f"Bad Request: parameter {missing[0]!r} of {method} is missing")
    return {name: _value(name, value, fields[name]["types"]) for name, value in form.items()}


def _value(name: str, value: Any, types: list[str]) -> Any:
    """A form's text as one of the types; the first that fits."""
    for kind in types:
        try:
            return _as_type(value, kind)
        except (ValueError, TypeError):
            continue
    raise RefusedError(f"Bad Request: {name!r} is not a {' or '.join(types)}")


def _as_type(value: Any, kind: str) -> Any:
    if kind == "String":
        if not isinstance(value, str):
            raise TypeError
        return value
    if kind == "Integer":
        return int(value)
    if kind in {"Boolean", "True"}:
        return {"true": True, "false": False}[value.lower()] if isinstance(value, str) else bool(value)
    if kind == "Float":
        return float(value)
    return _fits(json.loads(value) if isinstance(value, str) else value, kind)


def _fits(value: Any, kind: str) -> Any:
    """A JSON value checked against a type, all the way down."""
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise TypeError
        return [_fits(one, kind.removeprefix("Array of ")) for one in value]
    if kind in {"String", "Integer", "Boolean", "True", "Float"}:
        wanted: dict[str, tuple[type, ...]] = {
            "String": (str,), "Integer": (int,), "Boolean": (bool,), "True": (bool,), "Float": (int, float),
        }  # fmt: skip
        if not isinstance(value, wanted[kind]):
            raise TypeError
        return value
    subtypes = TYPES[kind].get("subtypes")
    if subtypes:
        return _value(kind, value, subtypes)
    if not isinstance(value, dict):
        raise TypeError
    fields = TYPES[kind]["fields"]
    for name in value:
        if name not in fields:
            raise RefusedError(f"Bad Request: {kind} has no field {name!r}")
        _value(name, value[name], fields[name]["types"])
    for name, field in fields.items():
        if field.get("required") and name not in value:
            raise RefusedError(f"Bad Request: {kind} needs the field {name!r}")
    return value
