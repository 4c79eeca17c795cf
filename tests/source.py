"""The bot's own source, read as syntax: for the tests that say how it is built."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from bot.config import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Module:
    """One module of the bot. `name` is as it is imported: `bot.dialogue.engine`."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def imports(self) -> set[str]:
        """Everything imported anywhere in the module, a `from` import with the name it takes."""
        found: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            if isinstance(node, ast.ImportFrom):
                found |= {f"{node.module}.{alias.name}" for alias in node.names}
        return found

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the last part of its name: `say` for `voice.say(…)`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
                yield name, node


@lru_cache(maxsize=1)
def modules() -> tuple[Module, ...]:
    """Every module of the bot."""
    paths = sorted((PROJECT / "bot").rglob("*.py"))
    return tuple(
        Module(
            ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"),
            path.read_text(encoding="utf-8"),
        )
        for path in paths
    )


def texts(node: ast.AST) -> set[str]:
    """The texts written in a piece of syntax, docstrings and single words included."""
    return {
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
