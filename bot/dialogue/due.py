"""A deadline in words: weekday and date, what is left, how it was counted, and what to do once it has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.facts import OverdueError
from bot.dialogue import checklist as walk
from bot.dialogue.deadlines import Due, counted_from, first_day
from bot.dialogue.reply import Part, Role

if TYPE_CHECKING:
    from datetime import date, time

    from bot.content.model import Checklist, Rule
    from bot.dialogue.voice import Voice

FRIDAY, SATURDAY = 4, 5


def of_list(voice: Voice, content: Checklist) -> tuple[Part, ...]:
    """The deadlines of a person's list. A figure past its review gives way to a pointer."""
    parts: list[Part] = []
    for deadline, start, hour in walk.deadlines(content, voice.session.on(content.id).answers):
        try:
            figure = voice.facts.figure(deadline.fact)
        except OverdueError as overdue:
            parts.append(Part(Role.LEAD, (voice.being_checked(overdue.fact.about),)))
        else:
            parts += in_words(voice, counted_from(deadline, figure, start, hour))
    return tuple(parts)


def of_topic(voice: Voice, rule: Rule, day: date) -> tuple[Part, ...]:
    """A topic's deadline, worked out from a day in the question. That day follows from the rule."""
    try:
        figure = voice.facts.figure(rule.fact)
    except OverdueError as overdue:
        return (Part(Role.LEAD, (voice.being_checked(overdue.fact.about),)),)
    return in_words(voice, Due(rule, day, start=first_day(rule, figure, day)))


def in_words(voice: Voice, due: Due) -> tuple[Part, ...]:
    """The deadline as one sentence with what is left, and how it was counted in the fine print."""
    left = (due.day - voice.today).days
    said = [voice.text(due.rule.text if left >= 0 else due.rule.missed, date=_when(voice, due.day, due.hour))]
    if left >= 0:
        said += _left(voice, left, due)
    return Part(Role.LEAD, (" ".join(said),)), Part(Role.FINE_PRINT, (counted(voice, due),))


def _left(voice: Voice, left: int, due: Due) -> list[str]:
    say = voice.say
    said = [say.plural("{n} day left.", "{n} days left.", left) if left else say("That is today.")]
    if left == 0 and due.hour is not None:
        said.append(say("If the hour has passed, do it now all the same."))
    if left and due.day.weekday() >= SATURDAY:
        said.append(say("That day is at a weekend: do it before."))
    if left and due.day.weekday() == FRIDAY:
        said.append(say("In some states Friday is a weekend: do it before."))
    return said


def rule_in_words(voice: Voice, due: Due) -> str:
    """The deadline as one sentence that stays true: without what is left."""
    return voice.text(due.rule.text, date=_when(voice, due.day, due.hour))


def counted(voice: Voice, due: Due) -> str:
    """How the deadline was counted, and the source of the rule."""
    fact = voice.knowledge.facts[due.rule.fact]
    source = voice.knowledge.sources[fact.sources[0]].title[voice.say.language]
    period = voice.facts.written(due.rule.fact, voice.say)
    if due.start is None:
        said = voice.say("Counted: {period}. Source: {source}.", period=period, source=source)
    else:
        start = _when(voice, due.start, due.hour)
        said = voice.say(
            "Counted: {period} from {start}. Source: {source}.", period=period, start=start, source=source
        )
    return said + " " + voice.say("We add no days for weekends or public holidays.")


def _when(voice: Voice, day: date, hour: time | None) -> str:
    said = voice.say.weekday_and_date(day)
    return said if hour is None else f"{said}, {voice.say.time(hour)}"
