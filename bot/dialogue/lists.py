"""A checklist in words: its questions, the finished list, and the message to take along."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.content.facts import OverdueError
from bot.content.model import NOT_SURE, Checklist, Item, Question, Section
from bot.dialogue import checklist as walk
from bot.dialogue.menus import in_twos, topic_rows
from bot.dialogue.messages import (
    Answers,
    Back,
    Button,
    Change,
    Checklists,
    Choose,
    Look,
    Part,
    Reason,
    Reply,
    Restart,
    Role,
    Step,
    TakeAway,
    Tick,
)
from bot.i18n import Localised, sentence

if TYPE_CHECKING:
    from datetime import date

    from bot.dialogue.session import Given, Progress
    from bot.dialogue.voice import Row, Voice

SECTIONS = {
    Section.STEPS: sentence("What to do"),
    Section.DOCUMENTS: sentence("Documents to get"),
    Section.FORMS: sentence("Forms"),
    Section.RECORDS: sentence("Records to keep"),
}
SATURDAY = 5
NUMBERS_A_ROW = 5


def checklists(voice: Voice) -> Reply:
    """All checklists, each with how far the person is."""
    rows = tuple(
        (Button(f"{content.title[voice.say.language]}{_state(voice, content)}", Look(Step(checklist=name))),)
        for name, content in voice.knowledge.checklists.items()
    )
    lead = voice.say("Which list would you like? You can stop at any time and go on later.")
    return Reply((Part(Role.LEAD, (lead,)),), rows)


def _state(voice: Voice, content: Checklist) -> str:
    progress = voice.session.on(content.id)
    standing = walk.replay(content, progress.answers)
    if not standing.answered:
        return ""
    if standing.current is not None:
        return f" ({standing.number}/{standing.total})"
    wanted = walk.items(content, progress.answers)
    return " " + voice.say(
        "({have} of {all} ticked)", have=len(progress.ticked & set(wanted)), all=len(wanted)
    )


def step(voice: Voice, content: Checklist) -> Reply:
    """The next question, or the finished list when none is left."""
    progress = voice.session.on(content.id)
    standing = walk.replay(content, progress.answers)
    if standing.current is None:
        return _finished(voice, content, progress)
    question = content.questions[standing.current]
    parts = [
        Part(Role.HEADING, (voice.text(content.title),)),
        Part(Role.FINE_PRINT, (voice.say("Question {n} of {all}", n=standing.number, all=standing.total),)),
    ]
    if not standing.answered:
        parts.append(Part(Role.TEXT, (voice.text(content.intro),)))
    parts.append(Part(Role.LEAD, (voice.text(question.ask),)))
    if question.kind == "several":
        parts.append(Part(Role.TEXT, (voice.say("Choose all that fit, then press Done."),)))
    if question.kind == "date":
        parts.append(Part(Role.TEXT, (voice.say("Choose, or type the date: 3 Nov, 3/11 or last Monday."),)))
    return Reply(tuple(parts), _question_buttons(voice, content, standing.current, question, progress))


def _question_buttons(
    voice: Voice, content: Checklist, name: str, question: Question, progress: Progress
) -> tuple[Row, ...]:
    def option(key: str, label: str) -> Button:
        return Button(label, Choose(content.id, name, key, progress.revision))

    rows: list[Row] = []
    if question.kind == "date":
        yesterday = voice.today - timedelta(days=1)
        rows.append((
            option(voice.today.isoformat(), voice.say("Today")),
            option(yesterday.isoformat(), voice.say("Yesterday")),
        ))  # fmt: skip
    for key, choice in question.options.items():
        mark = "✓ " if key in progress.picking else ""
        rows.append((option(key, mark + voice.text(choice.label)),))
    if question.kind == "several":
        rows.append((option(walk.DONE, voice.say("Done")),))
    rows.append(
        (
            option(NOT_SURE, voice.say("Not sure")),
            Button(voice.say("Why do you ask?"), Look(Reason(checklist=content.id))),
        )
    )
    back = [Button(voice.say("Back"), Back(content.id))]
    if walk.replay(content, progress.answers).answered:
        back.append(Button(voice.say("My answers"), Look(Answers(checklist=content.id))))
    return (*rows, tuple(back))


def reason(voice: Voice, content: Checklist) -> Reply:
    """Why the current question is asked, with the question still below it."""
    asked = step(voice, content)
    current = walk.replay(content, voice.session.on(content.id).answers).current
    if current is None:
        return asked
    why = Part(Role.NOTICE, (voice.text(content.questions[current].why),))
    return Reply((why, *asked.parts), asked.buttons)


def answers(voice: Voice, content: Checklist) -> Reply:
    """The answers given, each with a button to change it."""
    progress = voice.session.on(content.id)
    answered = walk.replay(content, progress.answers).answered
    lines = tuple(
        f"{voice.text(content.questions[name].ask)} {_given(voice, content.questions[name], progress.answers[name])}"
        for name in answered
    )
    numbers = [
        Button(voice.say("Change {n}", n=number), Change(content.id, name))
        for number, name in enumerate(answered, start=1)
    ]
    parts = (
        Part(Role.HEADING, (voice.text(content.title),)),
        Part(Role.LEAD, (voice.say("Your answers"),)),
        Part(Role.STEPS, lines),
    )
    back = (Button(voice.say("Back to the list"), Look(Step(checklist=content.id))),)
    again = (Button(voice.say("Start again"), Restart(content.id)),)
    return Reply(parts, (*in_twos(numbers), back, again))


def _given(voice: Voice, question: Question, given: Given) -> str:
    if given == NOT_SURE:
        return voice.say("Not sure")
    day = walk.as_date(given)
    if day is not None:
        return voice.say.date(day)
    keys = (given,) if isinstance(given, str) else given
    return ", ".join(voice.text(question.options[key].label) for key in keys)


def _finished(voice: Voice, content: Checklist, progress: Progress) -> Reply:
    wanted = _wanted(content, progress)
    numbered = dict(enumerate(wanted, start=1))
    hows = tuple(f"{number}. {voice.text(wanted[name].how)}" for number, name in numbered.items())
    parts = (
        Part(Role.HEADING, (voice.text(content.title),)),
        *_deadlines(voice, content, progress),
        Part(Role.FINE_PRINT, (voice.say("Tap a number when you have it or have done it."),)),
        *_sections(voice, wanted, progress),
        Part(Role.FOLDED, (voice.say("How to get or do each:"), *hows)),
        Part(Role.TEXT, (voice.text(content.closing),)),
        voice.sources(content),
    )
    ticks = [
        Button(f"{_box(name, progress)} {number}", Tick(content.id, name))
        for number, name in numbered.items()
    ]
    grid = tuple(tuple(ticks[start : start + NUMBERS_A_ROW]) for start in range(0, len(ticks), NUMBERS_A_ROW))
    buttons = (
        *grid,
        (Button(voice.say("One message to forward"), Look(TakeAway(checklist=content.id))),),
        (Button(voice.say("My answers"), Look(Answers(checklist=content.id))),
         Button(voice.say("Checklists"), Look(Checklists()))),
        *topic_rows(voice, content.related),
    )  # fmt: skip
    return Reply(parts, buttons)


def take_away(voice: Voice, content: Checklist) -> Reply:
    """The finished list as one message that means something to whoever it is forwarded to."""
    progress = voice.session.on(content.id)
    if walk.replay(content, progress.answers).current is not None:
        return step(voice, content)
    parts = (
        Part(Role.HEADING, (voice.text(content.title),)),
        *_deadlines(voice, content, progress),
        *_sections(voice, _wanted(content, progress), progress),
        Part(Role.TEXT, (voice.text(content.closing),)),
        Part(
            Role.TEXT,
            (voice.say("Questions: PERKESO {hotline}, {site}", hotline=voice.hotline, site=voice.site),),
        ),
        voice.sources(content),
    )
    back = (Button(voice.say("Back to the list"), Look(Step(checklist=content.id))),)
    return Reply(parts, (back,), keeps=True)


def _wanted(content: Checklist, progress: Progress) -> dict[str, Item]:
    """The items of a person's list, in the order of their sections."""
    order = list(SECTIONS)
    wanted = walk.items(content, progress.answers)
    return dict(sorted(wanted.items(), key=lambda named: order.index(named[1].section)))


def _sections(voice: Voice, wanted: dict[str, Item], progress: Progress) -> tuple[Part, ...]:
    """The items under the headings of their sections, numbered through, each with its box."""
    parts: list[Part] = []
    numbers = {name: number for number, name in enumerate(wanted, start=1)}
    for section, heading in SECTIONS.items():
        lines = tuple(
            f"{_box(name, progress)} {numbers[name]}. {voice.text(item.text)}"
            for name, item in wanted.items()
            if item.section is section
        )
        if lines:
            parts.append(Part(Role.TEXT, ("\n".join((voice.say.word(heading), *lines)),)))
    return tuple(parts)


def _box(name: str, progress: Progress) -> str:
    return "☑" if name in progress.ticked else "☐"


def _deadlines(voice: Voice, content: Checklist, progress: Progress) -> tuple[Part, ...]:
    """Each deadline as a sentence with its weekday, date and what is left; or what to do now when missed."""
    parts: list[Part] = []
    for deadline in content.deadlines:
        try:
            days = {deadline.fact: voice.facts.figure(deadline.fact)}
        except OverdueError as overdue:
            parts.append(Part(Role.LEAD, (voice.being_checked(overdue.fact.about),)))
            continue
        for found, day in walk.deadlines(content, progress.answers, days):
            if found is deadline:
                parts.append(Part(Role.LEAD, (_deadline(voice, deadline.text, deadline.missed, day),)))
    return tuple(parts)


def _deadline(voice: Voice, text: Localised, missed: Localised, day: date) -> str:
    left = (day - voice.today).days
    said = voice.text(text if left >= 0 else missed, date=voice.say.weekday_and_date(day))
    if left > 0:
        said += " " + voice.say.plural("{n} day left.", "{n} days left.", left)
    if left == 0:
        said += " " + voice.say("That is today.")
    if left >= 0 and day.weekday() >= SATURDAY:
        said += " " + voice.say("That day is at a weekend: do it before.")
    return said
