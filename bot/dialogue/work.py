"""What a person does in a checklist: answers, goes back, changes an answer, ticks off, begins again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.facts import FactsOfTheDay
from bot.content.model import NOT_SURE, Checklist, Knowledge, Question
from bot.dialogue import checklist as walk
from bot.dialogue import papers, reminders
from bot.dialogue.messages import (
    Back,
    Change,
    Choose,
    Mark,
    Remind,
    Restart,
    Snooze,
    StopReminding,
    Tick,
    Work,
)
from bot.dialogue.session import Progress, Session
from bot.dialogue.turn import Note, Turn
from bot.dialogue.views import Checklists, Step

if TYPE_CHECKING:
    from datetime import date

    from bot.i18n import Localised


def work(knowledge: Knowledge, session: Session, incoming: Work, today: date) -> Turn:
    """One turn in a checklist. A press that no longer fits gets a word and the current step."""
    name = incoming.checklist
    content = knowledge.checklists.get(name)
    if content is None:
        return Turn(session.but(place=Checklists()), (Note.GONE,))
    progress = session.on(name)
    match incoming:
        case Choose():
            return _choose(session, content, incoming, today)
        case Tick() | Mark():
            return _tick(session, content, incoming)
        case Change(question=question):
            if question not in walk.replay(content, progress.answers).answered:
                return _step(session, name, progress, Note.STALE_BUTTON)
            return _step(session, name, walk.forget(progress, question, content.questions[question]))
        case Back():
            answered = walk.replay(content, progress.answers).answered
            if not answered:
                return Turn(session.but(place=Checklists()))
            last = answered[-1]
            return _step(session, name, walk.forget(progress, last, content.questions[last]))
        case Restart():
            begun = Progress(revision=progress.revision + 1, reminders=progress.reminders)
            return _step(session, name, begun)
        case Remind() | Snooze() | StopReminding():
            facts = FactsOfTheDay(knowledge.facts, today)
            return _remind(session, content, incoming, facts)


def _choose(session: Session, content: Checklist, choice: Choose, today: date) -> Turn:
    progress = session.on(content.id)
    current = walk.replay(content, progress.answers).current
    if current is None or current != choice.question or choice.revision != progress.revision:
        return _step(session, content.id, progress, Note.STALE_BUTTON)
    asked = content.questions[current]
    refused = _refused(asked, choice.option, today)
    if refused is not None:
        return _step(session, content.id, progress, refused)
    chosen = walk.choose(current, asked, choice.option, progress)
    if chosen is None:
        return _step(session, content.id, progress, Note.NOT_AN_ANSWER)
    advice = _advice(asked, choice.option)
    return _step(session, content.id, chosen, *([advice] if advice is not None else []))


def _tick(session: Session, content: Checklist, incoming: Tick | Mark) -> Turn:
    progress = session.on(content.id)
    item = walk.items(content, progress.answers).get(incoming.item)
    if item is None or item.is_paper is not isinstance(incoming, Mark):
        return _step(session, content.id, progress, Note.STALE_BUTTON)
    if isinstance(incoming, Mark):
        return _step(papers.marked(session, incoming.item, incoming.state), content.id, progress)
    return _step(session, content.id, walk.tick(progress, incoming.item))


def _remind(
    session: Session, content: Checklist, incoming: Remind | Snooze | StopReminding, facts: FactsOfTheDay
) -> Turn:
    progress = reminders.change(session.on(content.id), incoming, facts.day)
    if progress.reminders is None:
        return _step(session, content.id, progress, Note.NO_REMINDERS)
    session = session.with_progress(content.id, progress)
    coming = reminders.days(content, session, facts)
    return _step(session, content.id, progress, Note.REMINDING if coming else Note.NOTHING_TO_REMIND)


def _step(session: Session, name: str, progress: Progress, *notes: Note | Localised) -> Turn:
    return Turn(session.with_progress(name, progress).but(place=Step(checklist=name), topic=None), notes)


def _refused(asked: Question, option: str, today: date) -> Note | None:
    """Why a day is not taken: still to come where it must have been, or too far off to be meant."""
    day = walk.as_date(option)
    if day is None or asked.kind != "date":
        return None
    first, last = walk.days_taken(asked, today)
    if asked.latest == "today" and day > last:
        return Note.NOT_YET
    return None if first <= day <= last else Note.TOO_FAR


def _advice(asked: Question, option: str) -> Localised | None:
    """What an answer means for this person, said at once."""
    if option == NOT_SURE:
        return asked.not_sure
    return asked.options[option].note if option in asked.options else None
