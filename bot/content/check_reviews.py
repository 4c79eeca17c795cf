"""Dates: values of one fact that overlap, and what is due, or overdue, to be read against its sources again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.content.documents import Where
from bot.content.examined import unknown_names
from bot.i18n import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.documents import Problem
    from bot.content.examined import Examined
    from bot.content.pieces import Reviewed

WARN_DAYS = 30


def problems(examined: Examined) -> Iterator[Problem]:
    facts = examined.documents["facts.yaml"]
    for name, fact in examined.knowledge.facts.items():
        yield from reviewed(examined, fact, Where(facts, ("facts", name)))
        for earlier, later in zip(fact.holds, fact.holds[1:], strict=False):
            if earlier.until is None or later.since is None or later.since <= earlier.until:
                told = sentence("two values hold on the same day; end one before the next begins")
                yield facts.problem(("facts", name, "holds"), told)
    for topic in examined.knowledge.topics.values():
        yield from reviewed(examined, topic, Where(examined.document(topic)))
    for checklist in examined.knowledge.checklists.values():
        yield from reviewed(examined, checklist, Where(examined.document(checklist)))


def reviewed(examined: Examined, entry: Reviewed, where: Where) -> Iterator[Problem]:
    """Sources and dates of one entry."""
    yield from unknown_names(entry.sources, examined.sources, where.at("sources"))
    if examined.knowledge.evidence:
        sheets = {*examined.knowledge.evidence, "catalogue"}
        yield from unknown_names(entry.rests_on, sheets, where.at("rests_on"))
    due = where.at("review_by")
    if entry.review_by <= entry.checked:
        yield due.problem(sentence("“review_by” must be after “checked”"))
    today = examined.today
    if today is None:
        return
    if entry.review_by < today:
        told = sentence(
            "the review is overdue since {day}; read it against its sources, then set both dates",
            day=entry.review_by.isoformat(),
        )
        yield due.problem(told)
    elif entry.review_by - today <= timedelta(days=WARN_DAYS):
        told = sentence("the review is due by {day}", day=entry.review_by.isoformat())
        yield due.problem(told, warning=True)
