"""One text in both languages: the same facts, no loose figures or links, sentences of one breath."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.content import check_words
from bot.content.examined import turning_days, unknown
from bot.content.facts import PLACEHOLDER, FactsOfTheDay, NothingHoldsError, facts_in
from bot.i18n import Language, Localised, sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from bot.content.documents import Problem, Where
    from bot.content.examined import Examined
    from bot.content.pieces import Span


def problems(
    examined: Examined, text: Localised, span: Span, where: Where, given: Collection[str] = ()
) -> Iterator[Problem]:
    """All that is wrong with one text, which is said on the days of `span`.

    `given` are the names in { } that are no facts but filled in by the bot.
    """
    for language in Language:
        yield from check_words.problems(examined, text[language], where.at(language.value))
        yield from _unknown_facts(examined, text[language], where.at(language.value), given)
    yield from _same_facts(text, where)
    yield from check_words.counts_differ(text, where)
    names = dict.fromkeys(facts_in(text.ms + text.en))
    if given or not all(name in examined.knowledge.facts for name in names):
        return  # told above, or filled in from something else
    parts = any(part for _, part in PLACEHOLDER.findall(text.ms))
    if parts or not examined.always.issuperset(names):
        yield from _holds_throughout(examined, text, span, list(names), where)


def _unknown_facts(examined: Examined, text: str, where: Where, given: Collection[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(facts_in(text)):
        if name not in examined.facts and name not in given:
            yield where.problem(unknown(name, examined.facts))


def _same_facts(text: Localised, where: Where) -> Iterator[Problem]:
    """A figure, date, link or form that one language gives and the other does not."""
    named = {language: PLACEHOLDER.findall(text[language]) for language in Language}
    if named[Language.MS] == named[Language.EN]:
        return
    used = {language: Counter(names) for language, names in named.items()}
    for language in Language:
        missing = used[language.other] - used[language]
        if missing:
            listed = ", ".join(f"{{{name}{'.' if part else ''}{part}}}" for name, part in missing)
            told = sentence(
                "{names} stands in the other language but not here; both must say the same", names=listed
            )
            yield where.at(language.value).problem(told)


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
