"""What the shape of the knowledge cannot say: texts and facts that do not fit each other, or the reader."""

from __future__ import annotations

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
    check_facts.problems,
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
    return [problem for check in CHECKS for problem in check(examined)]
