"""Reminders: which days bring one, and what asking, putting off and stopping change."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.content.facts import FactsOfTheDay, OverdueError
from bot.dialogue import checklist as walk
from bot.dialogue import papers
from bot.dialogue.deadlines import Due, counted_from
from bot.dialogue.messages import Remind, Snooze, StopReminding
from bot.dialogue.session import Progress, Reminders

if TYPE_CHECKING:
    from bot.content.model import Checklist, Knowledge
    from bot.dialogue.session import Session

# Days before the deadline of a finished list.
BEFORE_DEADLINE = (7, 2, 0)
# Before one in hours: on its last day the hour may come before the reminder does.
BEFORE_HOUR = (1, 0)
# Days after the last answer, for a list that is not finished or has no deadline ahead. Then the bot lets it be.
AFTER_LAST_ANSWER = (3, 10, 30)


def days(content: Checklist, session: Session, facts: FactsOfTheDay) -> list[date]:
    """The days still to be reminded of, earliest first; days already past are those that were missed.

    Empty when the person asked for no reminders, or when everything on a finished list is ready.
    """
    progress = session.on(content.id)
    asked = progress.reminders
    if asked is None or _is_done(content, session, facts.day):
        return []
    wanted = {
        due.day - timedelta(before)
        for due in deadlines(content, progress, facts)
        if due.day > asked.since
        for before in (BEFORE_HOUR if due.rule.rule == "hours_after" else BEFORE_DEADLINE)
    }
    if not wanted:
        wanted = {asked.since + timedelta(after) for after in AFTER_LAST_ANSWER}
    if asked.snoozed is not None:
        wanted.add(asked.snoozed)
    reminded = max(asked.since, asked.told or asked.since)
    return sorted(day for day in wanted if day > reminded)


def deadlines(content: Checklist, progress: Progress, facts: FactsOfTheDay) -> list[Due]:
    """The deadlines of a finished list. One whose figure is past its review is not counted with."""
    if walk.replay(content, progress.answers).current is not None:
        return []
    found = []
    for deadline, start, hour in walk.deadlines(content, progress.answers):
        with suppress(OverdueError):
            found.append(counted_from(deadline, facts.figure(deadline.fact), start, hour))
    return found


def _is_done(content: Checklist, session: Session, today: date) -> bool:
    """Whether all questions are answered and everything on the list is had or done."""
    answers = session.on(content.id).answers
    if walk.replay(content, answers).current is not None:
        return False
    return papers.ready(session, content, today) >= set(walk.items(content, answers, today))


# --- All checklists of a person ----------------------------------------------------------------


def due(knowledge: Knowledge, session: Session, today: date) -> dict[str, date]:
    """By checklist, the latest day that has come and was not reminded of yet. Missed days bring one together."""
    return {
        name: past[-1]
        for name, ahead in _all_days(knowledge, session, today).items()
        if (past := [day for day in ahead if day <= today])
    }


def next_day(knowledge: Knowledge, session: Session, today: date) -> date | None:
    """The day of the person's next reminder, or None when there is none to come."""
    first = [ahead[0] for ahead in _all_days(knowledge, session, today).values() if ahead]
    return min(first, default=None)


def _all_days(knowledge: Knowledge, session: Session, today: date) -> dict[str, list[date]]:
    if session.gone:
        return {}
    facts = FactsOfTheDay(knowledge.facts, today)
    return {
        name: days(knowledge.checklists[name], session, facts)
        for name, progress in session.progress.items()
        if progress.reminders is not None and name in knowledge.checklists
    }


def told(session: Session, reminded: dict[str, date]) -> Session:
    """The session once these days, by checklist, are reminded of."""
    return _with(session, {
        name: asked.model_copy(update={"told": day})
        for name, day in reminded.items()
        if (asked := session.on(name).reminders) is not None
    })  # fmt: skip


# --- What a person does ------------------------------------------------------------------------


def change(progress: Progress, incoming: Remind | Snooze | StopReminding, today: date) -> Progress:
    """The progress after reminders were asked for (from tomorrow on), put off to tomorrow, or stopped."""
    asked = progress.reminders or Reminders(since=today)
    match incoming:
        case Remind():
            return progress.model_copy(update={"reminders": asked})
        case Snooze():
            # the day after the last one, should the clock have been set back since
            tomorrow = max(today, asked.told or today) + timedelta(days=1)
            return progress.model_copy(update={"reminders": asked.model_copy(update={"snoozed": tomorrow})})
        case StopReminding():
            return progress.model_copy(update={"reminders": None})


def after_turn(before: Session, after: Session, today: date) -> Session:
    """Reminders count from the last answer, and from the day a person who was gone is back."""
    moved = {
        name: progress.reminders.model_copy(update={"since": today})
        for name, progress in after.progress.items()
        if progress.reminders is not None and (before.gone or progress.revision != before.on(name).revision)
    }
    return _with(after.but(gone=False), moved)


def _with(session: Session, changed: dict[str, Reminders]) -> Session:
    progress = {
        name: session.on(name).model_copy(update={"reminders": asked}) for name, asked in changed.items()
    }
    return session.but(progress={**session.progress, **progress})
