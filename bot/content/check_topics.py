"""Topics: what they name exists, and on every day the answer has one first line and fits a screen."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from bot.content import check_texts
from bot.content.documents import Where
from bot.content.examined import turning_days, unknown, unknown_names
from bot.content.facts import PLACEHOLDER, FactsOfTheDay, NothingHoldsError
from bot.content.pieces import Line, Span
from bot.i18n import Language, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.content.documents import Document, Problem
    from bot.content.examined import Examined
    from bot.content.model import Topic

# One screen of a phone, so that an answer survives as a screenshot; the rest is folded under "more".
MOST_VISIBLE = 650
MOST_TITLE = 45
MOST_STEPS = 7


def problems(examined: Examined) -> Iterator[Problem]:
    yield from _menus(examined)
    yield from _titles(examined)
    for topic in examined.knowledge.topics.values():
        document = examined.document(topic)
        yield from _references(examined, topic, document)
        for part in ("short", "details", "steps", "next", "more"):
            for index, line in enumerate(getattr(topic, part)):
                yield from check_texts.problems(examined, line, line, Where(document, (part, index)))
        yield from check_texts.problems(examined, topic.title, Span(), Where(document, ("title",)))
        if topic.care is not None:
            yield from check_texts.problems(examined, topic.care, Span(), Where(document, ("care",)))
        if topic.deadline is not None:
            for part, text in (("text", topic.deadline.text), ("missed", topic.deadline.missed)):
                where = Where(document, ("deadline", part))
                yield from check_texts.problems(examined, text, Span(), where, {"date"})
        yield from _days(examined, topic, document)


def _menus(examined: Examined) -> Iterator[Problem]:
    document = examined.documents["browse.yaml"]
    browse = examined.knowledge.browse
    for key, headings in (("audiences", browse.audiences), ("subjects", browse.subjects)):
        names = [heading.id for heading in headings]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield document.problem(
                    (key, index, "id"), sentence("“{key}” is here twice; keep one", key=name)
                )


def _titles(examined: Examined) -> Iterator[Problem]:
    """Titles tell topics apart on buttons."""
    titles: dict[str, list[str]] = defaultdict(list)
    for topic in examined.knowledge.topics.values():
        for language in Language:
            title = topic.title[language]
            titles[title.casefold()].append(topic.id)
            if len(PLACEHOLDER.sub("", title)) > MOST_TITLE:
                told = sentence("the title is over {most} characters; shorten it", most=MOST_TITLE)
                yield examined.document(topic).problem(("title", language.value), told)
    for title, owners in titles.items():
        for name in dict.fromkeys(owners):
            other = next((other for other in owners if other != name), None)
            if other is not None:
                told = sentence("the title “{title}” is also that of {other}", title=title, other=other)
                yield examined.documents[f"topics/{name}.yaml"].problem(("title",), told)


def _references(examined: Examined, topic: Topic, document: Document) -> Iterator[Problem]:
    knowledge = examined.knowledge
    audiences, subjects = knowledge.browse.audience_titles, knowledge.browse.subject_titles
    yield from unknown_names(topic.audience, audiences, Where(document, ("audience",)))
    if topic.subject not in subjects:
        yield document.problem(("subject",), unknown(topic.subject, subjects))
    yield from unknown_names(topic.related, examined.topics, Where(document, ("related",)))
    if topic.id in topic.related:
        yield document.problem(("related",), sentence("the topic names itself; remove it"))
    if topic.checklist is not None and topic.checklist not in examined.checklists:
        yield document.problem(("checklist",), unknown(topic.checklist, examined.checklists))


def _days(examined: Examined, topic: Topic, document: Document) -> Iterator[Problem]:
    """On every day exactly one first line, and no more text than a screen holds."""
    too_long: set[Language] = set()
    for day in turning_days(topic.lines()):
        first = [line for line in topic.short if line.holds(day)]
        if len(first) != 1:
            told = sentence(
                "on {day} {count} of the lines under “short” hold; exactly one must",
                day=day.isoformat(),
                count=len(first),
            )
            yield document.problem(("short",), told)
            return
        for language in set(Language) - too_long:
            length = _visible_length(examined, topic, day, language)
            if length > MOST_VISIBLE:
                too_long.add(language)
                told = sentence(
                    "the {language} answer has {length} characters before “more”, at most {most}; "
                    "move a line to “more”",
                    language=language.value,
                    length=length,
                    most=MOST_VISIBLE,
                )
                yield document.problem(("short",), told)
        if sum(line.holds(day) for line in topic.steps) > MOST_STEPS:
            told = sentence("more than {most} steps; make two topics", most=MOST_STEPS)
            yield document.problem(("steps",), told)
            return


def _visible_length(examined: Examined, topic: Topic, day: date, language: Language) -> int:
    facts = FactsOfTheDay(examined.knowledge.facts, day, withhold=False)
    care = [topic.care] if topic.care else []
    length = 0
    for text in (*care, *topic.short, *topic.details, *topic.steps, *topic.next):
        if isinstance(text, Line) and not text.holds(day):
            continue
        if "{" not in text[language]:
            length += len(text[language])
            continue
        try:
            length += len(facts.fill(text, examined.catalogues[language]))
        except NothingHoldsError:
            continue  # told with its own line
    return length
