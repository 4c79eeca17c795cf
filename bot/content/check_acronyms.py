"""Short forms such as SIP: an answer that uses one opens it, once, in each language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.content.facts import facts_in
from bot.i18n import Language, Localised, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.documents import Problem
    from bot.content.examined import Examined
    from bot.content.model import Topic

PARTS = ("short", "details", "steps", "next", "more")


def problems(examined: Examined) -> Iterator[Problem]:
    acronyms = examined.knowledge.rules.acronyms
    if not acronyms:
        return
    found = re.compile(rf"\b(?:{'|'.join(map(re.escape, acronyms))})\b")
    for topic in examined.knowledge.topics.values():
        for language in Language:
            whole = _everything_said(examined, topic, language).casefold()
            for part, index, text in _lines(topic, language):
                for acronym in dict.fromkeys(found.findall(text)):
                    if not any(opening.casefold() in whole for opening in acronyms[acronym]):
                        told = sentence(
                            "{acronym} is never opened in this answer; write one of these beside it once: {openings}",
                            acronym=acronym, openings=", ".join(acronyms[acronym]),
                        )  # fmt: skip
                        yield examined.document(topic).problem((part, index, language.value), told)


def _lines(topic: Topic, language: Language) -> Iterator[tuple[str, int, str]]:
    for part in PARTS:
        for index, line in enumerate(getattr(topic, part)):
            yield part, index, line[language]


def _everything_said(examined: Examined, topic: Topic, language: Language) -> str:
    """All words of an answer, on whatever day, those of its facts included."""
    text = " ".join((topic.title[language], *(line for _, _, line in _lines(topic, language))))
    facts = (
        examined.knowledge.facts[name] for name in set(facts_in(text)) if name in examined.knowledge.facts
    )
    values = (value.what for fact in facts for value in fact.holds)
    return " ".join((text, *(value[language] if isinstance(value, Localised) else value for value in values)))
