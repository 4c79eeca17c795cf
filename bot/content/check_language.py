"""How people write: a form that stands for two things teaches the bot nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.content.documents import Where
from bot.i18n import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.documents import Problem
    from bot.content.examined import Examined


def problems(examined: Examined) -> Iterator[Problem]:
    """Forms under two concepts or two words, or twice under one."""
    for file, document in examined.documents.items():
        if not file.startswith("language/") or not isinstance(document.data, dict):
            continue
        for key in ("concepts", "shorthand", "small_talk"):
            entries = document.data.get(key)
            if isinstance(entries, dict):
                yield from _forms(entries, Where(document, (key,)))


def _forms(entries: dict[str, Any], where: Where) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for name, forms in entries.items():
        for index, form in enumerate(forms or ()):
            other = owners.setdefault(str(form).casefold(), name)
            first = other == name and forms.index(form) == index
            if not first:
                told = sentence("“{form}” stands under “{other}” already; keep one", form=form, other=other)
                yield where.at(name, index).problem(told)
