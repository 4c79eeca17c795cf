"""What holds a checklist together: shared items, clarifying questions, and the rules of deadlines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content import check_texts
from bot.content.check_checklists import said
from bot.content.documents import Where
from bot.content.examined import unknown
from bot.content.model import FactKind, Section
from bot.content.pieces import FIRST_DAY
from bot.i18n import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.documents import Document, Place, Problem
    from bot.content.examined import Examined
    from bot.content.model import Checklist, Knowledge, Question, Rule

SHARED = "items.yaml"
HOURS_A_DAY = 24
RULES = {"days_after": FactKind.DAYS, "hours_after": FactKind.HOURS}


def problems(examined: Examined) -> Iterator[Problem]:
    """All that is wrong between checklists, shared items, topics and the facts that deadlines count with."""
    knowledge = examined.knowledge
    yield from _items(examined, Where(examined.documents[SHARED], ("items",)))
    for checklist in knowledge.checklists.values():
        document = examined.document(checklist)
        yield from _shared(knowledge, checklist, document)
        for name, question in checklist.questions.items():
            yield from _clarifying(checklist, name, question, document)
        for index, deadline in enumerate(checklist.deadlines):
            yield from _rule(examined, deadline, document, ("deadlines", index))
            yield from _time(checklist, deadline.time, document, ("deadlines", index, "time"))
    for topic in knowledge.topics.values():
        if topic.deadline is not None:
            yield from _rule(examined, topic.deadline, examined.document(topic), ("deadline",))


def _items(examined: Examined, where: Where) -> Iterator[Problem]:
    """Each shared item is on a list, and its texts hold from the day the first list was checked."""
    lists = examined.knowledge.checklists.values()
    named = {name for checklist in lists for name in checklist.shared}
    since = min((checklist.checked for checklist in lists), default=FIRST_DAY)
    for name, item in examined.knowledge.items.items():
        if name not in named:
            told = sentence("no checklist names this item; remove it, or name it under “shared”")
            yield where.at(name).problem(told)
        for part, text in (("text", item.text), ("how", item.how)):
            yield from check_texts.problems(examined, text, said(item, since), where.at(name).at(part))


def _shared(knowledge: Knowledge, checklist: Checklist, document: Document) -> Iterator[Problem]:
    own = document.data.get("items", {}) if isinstance(document.data, dict) else {}
    for name in checklist.shared:
        if name not in knowledge.items:
            yield document.problem(("shared", name), unknown(name, knowledge.items))
    for name in own:
        if name in knowledge.items:
            told = sentence("“{name}” is an item of items.yaml; name it under “shared”, not here", name=name)
            yield document.problem(("items", name), told)
    if not any(item.section is Section.STEPS for item in checklist.items.values()):
        yield document.problem(("items",), sentence("no item is a step; say what to do first"))


def _clarifying(checklist: Checklist, name: str, question: Question, document: Document) -> Iterator[Problem]:
    """A clarifying question asks again, with the same options, what an earlier question asked."""
    if question.clarifies is None:
        return
    place = ("questions", name, "clarifies")
    earlier = list(checklist.questions)[: list(checklist.questions).index(name)]
    if question.clarifies not in earlier:
        told = sentence(
            "“{name}” is not a question above; ask it first or mend the name", name=question.clarifies
        )
        yield document.problem(place, told)
        return
    asked = checklist.questions[question.clarifies]
    if asked.kind != "one" or question.kind != "one" or not question.options.keys() <= asked.options.keys():
        told = sentence(
            "both questions need kind: one, and every option here must also be one of “{name}”",
            name=question.clarifies,
        )
        yield document.problem(place, told)
    if question.clarifies not in question.when or len(question.when) < 2:  # noqa: PLR2004  two answers that do not fit
        told = sentence(
            "“when” must name both answers that do not go together, “{name}” among them",
            name=question.clarifies,
        )
        yield document.problem(place, told)


def _rule(examined: Examined, rule: Rule, document: Document, place: Place) -> Iterator[Problem]:
    """The fact of a rule is known and counts in the rule's unit; hours make whole days."""
    if rule.fact not in examined.facts:
        yield document.problem((*place, "fact"), unknown(rule.fact, examined.facts))
    fact = examined.knowledge.facts.get(rule.fact)
    if fact is None:
        return
    whole = rule.rule == "days_after" or all(
        int(str(value.what)) % HOURS_A_DAY == 0 for value in fact.holds if str(value.what).isdecimal()
    )
    if fact.kind is not RULES[rule.rule] or not whole:
        told = sentence(
            "{rule} needs a fact of kind “{kind}” (hours as whole days)",
            rule=rule.rule,
            kind=RULES[rule.rule],
        )
        yield document.problem((*place, "fact"), told)


def _time(checklist: Checklist, name: str | None, document: Document, place: Place) -> Iterator[Problem]:
    if name is not None and (name not in checklist.questions or checklist.questions[name].kind != "time"):
        told = sentence("“{name}” is not a question with kind: time in this file", name=name)
        yield document.problem(place, told)
