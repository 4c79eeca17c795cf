"""Typed words read as a question about amounts: the view that answers them, or that they are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.contributions import asks_for_amounts, traits_said, without_traits
from bot.dialogue.views import Answer, Cases, Contribution
from bot.dialogue.wages import NotAWage, adds_nothing, names_wage, wage_alone, wage_within
from bot.matching.decide import Verdict
from bot.matching.plain import plain_words

if TYPE_CHECKING:
    from bot.content.contributions import Contributions
    from bot.content.facts import FactsOfTheDay
    from bot.dialogue.views import View
    from bot.matching.decide import Decision


def after_command(known: Contributions, facts: FactsOfTheDay, text: str) -> Contribution:
    """What /caruman with words behind it shows: amounts where the words hold a wage, else the question for one."""
    found = wage_alone(without_traits(known, text))
    wage = found if isinstance(found, int) else wage_within(text) or 0
    return Contribution(wage=wage, traits=traits_said(known, facts, text))


def typed_wage(
    known: Contributions, facts: FactsOfTheDay, place: View, text: str
) -> Contribution | NotAWage | None:
    """A wage where one is asked for or was the subject, or one that says of itself that it is a wage.

    NotAWage only where a wage is asked for: elsewhere figures are for others to read.
    """
    here = isinstance(place, Contribution | Cases)
    subject = isinstance(place, Answer) and place.topic in known.topics
    if not (here or subject or names_wage(text)):
        return None
    rest = without_traits(known, text)
    found = wage_alone(rest)
    if isinstance(place, Contribution | Cases):
        traits = traits_said(known, facts, text, place.traits)
        if found is None and traits != place.traits and adds_nothing(plain_words(rest)):
            return Contribution(wage=place.wage, traits=traits)
        return Contribution(wage=found, traits=traits) if isinstance(found, int) else found
    return (
        Contribution(wage=found, traits=traits_said(known, facts, text)) if isinstance(found, int) else None
    )


def asked_amounts(
    known: Contributions, facts: FactsOfTheDay, decision: Decision, text: str
) -> Contribution | None:
    """The amounts, for a question that is about them and holds a wage; None for any other."""
    ours = not set(known.topics).isdisjoint(decision.topics)
    if decision.verdict not in {Verdict.ANSWER, Verdict.SMALL_TALK}:
        ours = ours or asks_for_amounts(known, text)
    wage = wage_within(text) if ours else None
    if wage is None:
        return None
    # Only a question that is surely about one scheme is led by that scheme's amounts.
    topic = decision.topics[0] if decision.verdict is Verdict.ANSWER else None
    about = (
        name for name, scheme in known.schemes.items() if scheme.topic is not None and scheme.topic == topic
    )
    return Contribution(wage=wage, traits=traits_said(known, facts, text), scheme=next(about, ""))
