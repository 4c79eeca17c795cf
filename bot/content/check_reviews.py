"""Dates: values of one fact that overlap, and what is due, or overdue, to be read against its sources again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.content.documents import Where
from bot.content.examined import unknown_names
from bot.i18n import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.content.documents import Problem
    from bot.content.examined import Examined
    from bot.content.pieces import Reviewed

WARN_DAYS = 30
LONGEST = timedelta(days=2 * 366)
# Lists in which nothing may stand twice.
LISTS = ("sources", "rests_on", "audience", "related")


def problems(examined: Examined) -> Iterator[Problem]:
    facts = examined.documents["facts.yaml"]
    for name, fact in examined.knowledge.facts.items():
        yield from reviewed(examined, fact, Where(facts, ("facts", name)))
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
    for field in LISTS:
        yield from _twice(getattr(entry, field, ()), where.at(field))
    due = where.at("review_by")
    if entry.review_by <= entry.checked:
        yield due.problem(sentence("“review_by” must be after “checked”"))
    if entry.review_by - entry.checked > LONGEST:
        yield due.problem(sentence("“review_by” is more than two years after “checked”; set an earlier day"))
    today = examined.today
    if today is None:
        return
    if entry.checked > today:
        yield where.at("checked").problem(sentence("this day is still to come; write the day of the reading"))
    if entry.review_by < today:
        told = sentence(
            "the review is overdue since {day}; read it against its sources, then set both dates",
            day=entry.review_by.isoformat(),
        )
        yield due.problem(told)
    elif entry.review_by - today <= timedelta(days=WARN_DAYS):
        told = sentence("the review is due by {day}", day=entry.review_by.isoformat())
        yield due.problem(told, warning=True)


def _twice(names: Sequence[str], where: Where) -> Iterator[Problem]:
    for index, name in enumerate(names):
        if name in names[:index]:
            yield where.at(index).problem(sentence("“{key}” is here twice; keep one", key=name))
