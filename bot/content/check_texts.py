"""One text in both languages: the same facts, no loose figures or links, sentences of one breath."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bot.content.examined import turning_days, unknown
from bot.content.facts import PLACEHOLDER, FactsOfTheDay, NothingHoldsError, facts_in
from bot.i18n import Language, Localised, sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.content.documents import Problem, Where
    from bot.content.examined import Examined
    from bot.content.pieces import Span

MOST_WORDS = 25

DIGIT = re.compile(r"\d")
LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|gov|org|net|my)\b", re.IGNORECASE)
MARKUP = re.compile(r"</?[a-z]+>|\*\*|__|\]\(")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n")


def problems(
    examined: Examined, text: Localised, span: Span, where: Where, given: Collection[str] = ()
) -> Iterator[Problem]:
    """All that is wrong with one text, which is said on the days of `span`.

    `given` are the names in { } that are no facts but filled in by the bot.
    """
    yield from _same_facts(text, where)
    for language in Language:
        yield from _words(text[language], where.at(language.value))
    names = [name for name in dict.fromkeys(facts_in(text.ms + text.en)) if name not in given]
    not_known = [name for name in names if name not in examined.knowledge.facts]
    for name in not_known:
        yield where.problem(unknown(name, examined.knowledge.facts))
    if not not_known and not given:
        yield from _holds_throughout(examined, text, span, names, where)


def _same_facts(text: Localised, where: Where) -> Iterator[Problem]:
    used = {language: Counter(PLACEHOLDER.findall(text[language])) for language in Language}
    if used[Language.MS] != used[Language.EN]:
        different = (used[Language.MS] - used[Language.EN]) + (used[Language.EN] - used[Language.MS])
        listed = ", ".join(f"{{{name}}}" for name, _ in different)
        told = sentence("{names} must stand in both languages, as often in one as in the other", names=listed)
        yield where.problem(told)


def _words(text: str, where: Where) -> Iterator[Problem]:
    bare = PLACEHOLDER.sub("", text)
    if DIGIT.search(bare):
        yield where.problem(sentence("a figure is written out; name a fact of facts.yaml in {{ }}"))
    if LINK.search(bare):
        yield where.problem(sentence("a link is written out; name a fact of facts.yaml in {{ }}"))
    if "{" in bare or "}" in bare:
        yield where.problem(sentence("a {{ or }} does not name a fact; write {{fact_name}}"))
    if MARKUP.search(bare):
        yield where.problem(sentence("plain text only: no HTML and no Markdown"))
    for part in SENTENCE_END.split(text):
        count = len(part.split())
        if count > MOST_WORDS:
            told = sentence(
                "a sentence of {count} words, at most {most}: “{start}…”",
                count=count,
                most=MOST_WORDS,
                start=" ".join(part.split()[:5]),
            )
            yield where.problem(told)


def _holds_throughout(
    examined: Examined, text: Localised, span: Span, names: list[str], where: Where
) -> Iterator[Problem]:
    """Every fact named has a value on every day on which the text is said."""
    facts = examined.knowledge.facts
    values = [value for name in names for value in facts[name].holds]
    for day in turning_days((span, *values)):
        if not span.holds(day):
            continue
        try:
            for catalogue in examined.catalogues.values():
                FactsOfTheDay(facts, day, withhold=False).fill(text, catalogue)
        except NothingHoldsError as error:
            told = sentence(
                "{placeholder} has no value on {day}; give this line “from” or “until”",
                placeholder=error.placeholder,
                day=day.isoformat(),
            )
            yield where.problem(told)
            return
