"""Calls checked against the Bot API's own description: names, types and what is required."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp.web import FileField

if TYPE_CHECKING:
    from collections.abc import Callable

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
    """A form's value as one of the types; the first that fits."""
    return _first_that_fits(name, value, types, _from_form)


def _first_that_fits(name: str, value: Any, types: list[str], read: Callable[[Any, str], Any]) -> Any:
    refusal: RefusedError | None = None
    for kind in types:
        try:
            return read(value, kind)
        except RefusedError as error:
            refusal = refusal or error
        except (ValueError, TypeError, KeyError):
            continue
    raise refusal or RefusedError(f"Bad Request: {name!r} is not a {' or '.join(types)}")


def _from_form(value: Any, kind: str) -> Any:
    """A form holds texts and files: numbers, truths and JSON are read out of the texts."""
    if kind == "InputFile":
        if not isinstance(value, FileField):
            raise TypeError
        return value
    if kind == "String":
        return _fits(value, kind)
    if isinstance(value, str):
        value = int(value) if kind == "Integer" else json.loads(value)
    return _fits(value, kind)


PLAIN: dict[str, tuple[type, ...]] = {
    "String": (str,), "Integer": (int,), "Boolean": (bool,), "True": (bool,), "Float": (int, float),
}  # fmt: skip


def _fits(value: Any, kind: str) -> Any:
    """A JSON value checked against a type, all the way down."""
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            raise TypeError
        return [_fits(one, kind.removeprefix("Array of ")) for one in value]
    if kind in PLAIN:
        if not isinstance(value, PLAIN[kind]) or (isinstance(value, bool) and bool not in PLAIN[kind]):
            raise TypeError
        return value
    subtypes = TYPES[kind].get("subtypes")
    if subtypes:
        return _first_that_fits(kind, value, subtypes, _fits)
    if not isinstance(value, dict):
        raise TypeError
    fields = TYPES[kind]["fields"]
    for name in value:
        if name not in fields:
            raise RefusedError(f"Bad Request: {kind} has no field {name!r}")
        _first_that_fits(name, value[name], fields[name]["types"], _fits)
    for name, field in fields.items():
        if field.get("required") and name not in value:
            raise RefusedError(f"Bad Request: {kind} needs the field {name!r}")
    return value
