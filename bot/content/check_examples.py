"""Example questions: each belongs to one topic, or the bot learns to waver."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.i18n import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.documents import Problem
    from bot.content.examined import Examined


def problems(examined: Examined) -> Iterator[Problem]:
    examples: dict[str, list[str]] = defaultdict(list)
    for topic in examined.knowledge.topics.values():
        for example in topic.examples.all():
            examples[" ".join(example.casefold().split())].append(topic.id)
    for words, owners in examples.items():
        if len(owners) > 1:
            document = examined.documents[f"topics/{owners[-1]}.yaml"]
            told = sentence(
                "the example “{words}” is here twice or also in {other}; keep one",
                words=words,
                other=owners[0],
            )
            yield document.problem(("examples",), told)
