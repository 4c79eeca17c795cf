"""Checklists: questions that can be answered, conditions that can come true, and texts as everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content import check_texts
from bot.content.documents import Where
from bot.content.examined import unknown, unknown_names
from bot.content.model import NOT_SURE
from bot.content.pieces import Span
from bot.i18n import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from bot.content.documents import Document, Place, Problem
    from bot.content.examined import Examined
    from bot.content.model import Checklist
    from bot.i18n import Localised


def problems(examined: Examined) -> Iterator[Problem]:
    for checklist in examined.knowledge.checklists.values():
        document = examined.document(checklist)
        yield from _references(examined, checklist, document)
        for place, text, days in _texts(checklist):
            given = {"date"} if place[0] == "deadlines" else set[str]()
            span = said(days, checklist.checked)
            yield from check_texts.problems(examined, text, span, Where(document, place), given)
        yield from _questions(checklist, document)
        yield from _all_conditions(checklist, document)
        yield from _deadlines(checklist, document)


def _references(examined: Examined, checklist: Checklist, document: Document) -> Iterator[Problem]:
    topics = examined.topics
    yield from unknown_names(checklist.related, topics, Where(document, ("related",)))
    for name, item in checklist.items.items():
        if item.topic is not None and item.topic not in topics:
            yield document.problem(("items", name, "topic"), unknown(item.topic, topics))


def _questions(checklist: Checklist, document: Document) -> Iterator[Problem]:
    for name, question in checklist.questions.items():
        if question.kind in {"one", "several"} and len(question.options) < 2:  # noqa: PLR2004  a choice is between two
            told = sentence("a question needs at least two options")
            yield document.problem(("questions", name, "options"), told)
        if NOT_SURE in question.options:
            told = sentence("“{name}” is offered with every question by itself; remove it", name=NOT_SURE)
            yield document.problem(("questions", name, "options", NOT_SURE), told)


def _deadlines(checklist: Checklist, document: Document) -> Iterator[Problem]:
    for index, deadline in enumerate(checklist.deadlines):
        asked = checklist.questions.get(deadline.question)
        if asked is None or asked.kind != "date":
            told = sentence("“{name}” is not a question with kind: date in this file", name=deadline.question)
            yield document.problem(("deadlines", index, "question"), told)


def _all_conditions(checklist: Checklist, document: Document) -> Iterator[Problem]:
    """A `when` may ask only for answers that an earlier question can give."""
    earlier: dict[str, set[str]] = {}
    for name, question in checklist.questions.items():
        yield from conditions(question.when, earlier, document, ("questions", name, "when"))
        earlier[name] = {*question.options, NOT_SURE, *({question.kind} & {"date", "time"})}
    for name, item in checklist.items.items():
        place: Place = ("shared", name) if name in checklist.shared else ("items", name, "when")
        yield from conditions(item.when, earlier, document, place)
    for index, deadline in enumerate(checklist.deadlines):
        yield from conditions(deadline.when, earlier, document, ("deadlines", index, "when"))


def conditions(
    when: Mapping[str, tuple[str, ...]], earlier: Mapping[str, set[str]], document: Document, place: Place
) -> Iterator[Problem]:
    """What is wrong with one `when`, where `earlier` are the answers that each earlier question can give."""
    for name, answers in when.items():
        if name not in earlier:
            told = sentence("“{name}” is not a question above; ask it first or mend the name", name=name)
            yield document.problem((*place, name), told)
            continue
        for answer in answers:
            if answer not in earlier[name]:
                yield document.problem((*place, name), unknown(answer, earlier[name]))


def said(days: Span, since: date) -> Span:
    """The days of a span from `since` on: a checklist is for today, not for the years before it was written."""
    return Span(since=max(days.since or since, since), until=days.until)


def _texts(checklist: Checklist) -> Iterator[tuple[Place, Localised, Span]]:
    """Every text with its place, and the days on which it is said."""
    always = Span()
    yield ("title",), checklist.title, always
    yield ("intro",), checklist.intro, always
    yield ("closing",), checklist.closing, always
    for name, question in checklist.questions.items():
        at: Place = ("questions", name)
        yield (*at, "ask"), question.ask, always
        yield (*at, "why"), question.why, always
        yield (*at, "not_sure"), question.not_sure, always
        for key, option in question.options.items():
            yield (*at, "options", key, "label"), option.label, always
            if option.note is not None:
                yield (*at, "options", key, "note"), option.note, always
    for name, item in checklist.items.items():
        if name not in checklist.shared:
            yield ("items", name, "text"), item.text, item
            yield ("items", name, "how"), item.how, item
    for index, deadline in enumerate(checklist.deadlines):
        yield ("deadlines", index, "text"), deadline.text, always
        yield ("deadlines", index, "missed"), deadline.missed, always
