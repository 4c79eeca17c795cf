"""What the shape of the knowledge cannot say: texts and facts that do not fit each other, or the reader."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.content import (
    check_acronyms,
    check_checklists,
    check_contributions,
    check_examples,
    check_facts,
    check_flows,
    check_language,
    check_reviews,
    check_topics,
)

if TYPE_CHECKING:
    from bot.content.documents import Problem
    from bot.content.examined import Examined

CHECKS = (
    check_reviews.problems,
    check_topics.problems,
    check_acronyms.problems,
    check_examples.problems,
    check_language.problems,
    check_checklists.problems,
    check_flows.problems,
    check_contributions.problems,
)


def every_problem(examined: Examined) -> list[Problem]:
    """All that is wrong with knowledge whose shape is right."""
    problems = list(check_facts.problems(examined))
    known = examined.knowledge
    fit = {name: fact for name, fact in known.facts.items() if check_facts.fits(fact)}
    rest = replace(examined, knowledge=known.model_copy(update={"facts": fit}))
    return problems + [problem for check in CHECKS for problem in check(rest)]
