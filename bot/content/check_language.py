"""How people write: a form that stands for two things teaches the bot nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.content.documents import Where
from bot.i18n import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.documents import Problem
    from bot.content.examined import Examined


WORD = re.compile(r"\w+")


def problems(examined: Examined) -> Iterator[Problem]:
    """Forms under two concepts or two words, in one file or in two; and concepts that no topic uses."""
    owners: dict[str, dict[str, str]] = {key: {} for key in ("concepts", "shorthand", "small_talk")}
    said = _words_of_topics(examined)
    for file, document in examined.documents.items():
        if not file.startswith("language/") or not isinstance(document.data, dict):
            continue
        for key, known in owners.items():
            entries = document.data.get(key)
            if isinstance(entries, dict):
                yield from _forms(entries, Where(document, (key,)), known)
        concepts = document.data.get("concepts")
        if isinstance(concepts, dict):
            yield from _unused(concepts, Where(document, ("concepts",)), said)


def _forms(entries: dict[str, Any], where: Where, owners: dict[str, str]) -> Iterator[Problem]:
    for name, forms in entries.items():
        for index, form in enumerate(forms or ()):
            other = owners.setdefault(str(form).casefold(), name)
            first = other == name and forms.index(form) == index
            if not first:
                told = sentence("“{form}” stands under “{other}” already; keep one", form=form, other=other)
                yield where.at(name, index).problem(told)


def _words_of_topics(examined: Examined) -> set[str]:
    topics = examined.knowledge.topics.values()
    texts = (text for topic in topics for text in (*topic.examples.all(), topic.title.ms, topic.title.en))
    return {word for text in texts for word in WORD.findall(text.casefold())}


def _unused(concepts: dict[str, Any], where: Where, said: set[str]) -> Iterator[Problem]:
    """A concept none of whose forms stands in any example or title, in whatever ending."""
    beginnings = {word[:length] for word in said for length in range(2, len(word) + 1)}
    for name, forms in concepts.items():
        words = (WORD.findall(str(form).casefold()) for form in forms or ())
        if not any(found and all(word in beginnings for word in found) for found in words):
            told = sentence("no topic's examples use “{name}”; add one that does or remove it", name=name)
            yield where.at(name).problem(told)
