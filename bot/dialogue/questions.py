"""A checklist's question in words: what is asked, the options, the calendar, the hours, and the answers given."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from bot.content.model import NOT_SURE, Checklist, Question
from bot.dialogue import checklist as walk
from bot.dialogue import reminders
from bot.dialogue.menus import in_twos
from bot.dialogue.messages import (
    Back,
    Change,
    Choose,
    Look,
    Remind,
    Restart,
    StopReminding,
)
from bot.dialogue.reply import Button, Part, Reply, Role
from bot.dialogue.views import (
    Answers,
    Month,
    Reason,
    Step,
)
from bot.dialogue.voice import bar

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.session import Given, Progress
    from bot.dialogue.voice import Row, Voice

    Option = Callable[[str, str], Button]

HOURS_A_ROW = 4
A_MONDAY = date(2026, 11, 23)


def question(voice: Voice, content: Checklist) -> Reply:
    """The current question with its options. There must be one."""
    progress = voice.session.on(content.id)
    standing, name, asked = _current(voice, content)
    parts = [Part(Role.HEADING, (voice.text(content.title),)), progress_part(voice, standing)]
    if not standing.answered:
        parts.append(Part(Role.TEXT, (voice.text(content.intro),)))
    parts.append(Part(Role.LEAD, (voice.text(asked.ask),)))
    how = _how_to_answer(voice, asked)
    if how:
        parts.append(Part(Role.TEXT, (how,)))
    return Reply(tuple(parts), _buttons(voice, content, name, asked, progress))


def progress_part(voice: Voice, standing: walk.Standing) -> Part:
    """How far the person is: `Question 3/8 ▰▰▱▱▱▱▱▱`."""
    drawn = bar(len(standing.answered), standing.total)
    return Part(
        Role.FINE_PRINT,
        (voice.say("Question {n}/{all} {bar}", n=standing.number, all=standing.total, bar=drawn),),
    )


def _current(voice: Voice, content: Checklist) -> tuple[walk.Standing, str, Question]:
    standing = walk.replay(content, voice.session.on(content.id).answers)
    assert standing.current is not None  # noqa: S101  whoever calls has looked
    return standing, standing.current, content.questions[standing.current]


def _how_to_answer(voice: Voice, asked: Question) -> str | None:
    match asked.kind:
        case "several":
            return voice.say("Choose all that fit, then press Done.")
        case "date":
            return voice.say("Choose, or type the date: 3 Nov, 3/11 or last Monday.")
        case "time":
            return voice.say("Choose the hour, or type the time: 3.30 pm or 15:30.")
        case "one":
            return None


def _buttons(
    voice: Voice, content: Checklist, name: str, asked: Question, progress: Progress
) -> tuple[Row, ...]:
    def option(key: str, label: str) -> Button:
        return Button(label, Choose(content.id, name, key, progress.revision))

    rows: list[Row] = []
    if asked.kind == "date":
        rows += _days(voice, content, option)
    if asked.kind == "time":
        rows += _hours(voice, option)
    for key, choice in asked.options.items():
        mark = "✓ " if key in progress.picking else ""
        rows.append((option(key, mark + voice.text(choice.label)),))
    if asked.kind == "several":
        rows.append((option(walk.DONE, voice.say("Done")),))
    why = Button(voice.say("Why do you ask?"), Look(Reason(checklist=content.id)))
    not_sure = option(NOT_SURE, voice.say("Not sure"))
    return (*rows, (not_sure, why), _back(voice, content, progress), *reminder_row(voice, content))


def _back(voice: Voice, content: Checklist, progress: Progress) -> Row:
    back = Button(voice.say("Back"), Back(content.id))
    if not walk.replay(content, progress.answers).answered:
        return (back,)
    return back, Button(voice.say("My answers"), Look(Answers(checklist=content.id)))


def reminder_row(voice: Voice, content: Checklist) -> tuple[Row, ...]:
    """The one tap that asks for reminders or stops them; nothing where none would come."""
    progress = voice.session.on(content.id)
    if progress.reminders is not None:
        return ((Button(voice.say("Stop reminding me"), StopReminding(content.id)),),)
    asked = reminders.change(progress, Remind(content.id), voice.today)
    session = voice.session.with_progress(content.id, asked)
    if not progress.answers or not reminders.days(content, session, voice.facts):
        return ()
    return ((Button(voice.say("Remind me"), Remind(content.id)),),)


# --- Days and hours ----------------------------------------------------------------------------


def _days(voice: Voice, content: Checklist, option: Option) -> list[Row]:
    today, yesterday = voice.today, voice.today - timedelta(days=1)
    calendar = Look(Month(checklist=content.id, month=f"{today:%Y-%m}"))
    return [
        (
            option(today.isoformat(), voice.say("Today")),
            option(yesterday.isoformat(), voice.say("Yesterday")),
        ),
        (Button(voice.say("Another day"), calendar),),
    ]


def _hours(voice: Voice, option: Option) -> list[Row]:
    """The 24 hours, in the order of the day."""
    hours = [time(hour) for hour in range(24)]
    buttons = [option(f"{hour:%H.%M}", voice.say.hour(hour)) for hour in hours]
    return [tuple(buttons[first : first + HOURS_A_ROW]) for first in range(0, len(buttons), HOURS_A_ROW)]


def month(voice: Voice, content: Checklist, shown: str) -> Reply:
    """One month of a calendar for the current question: the days it takes, with the months before and after."""
    _, name, asked = _current(voice, content)
    revision = voice.session.on(content.id).revision
    first, last = walk.days_taken(asked, voice.today)
    year, number = (int(part) for part in shown.split("-"))
    here = Look(Month(checklist=content.id, month=shown))

    def cell(day: date) -> Button:
        if day.month != number or not first <= day <= last:
            return Button("·", here)
        label = f"[{day.day}]" if day == voice.today else str(day.day)
        return Button(label, Choose(content.id, name, day.isoformat(), revision))

    weekdays = tuple(
        Button(voice.say.weekday(A_MONDAY + timedelta(days=number)), here) for number in range(7)
    )
    weeks = [tuple(cell(day) for day in week) for week in Calendar().monthdatescalendar(year, number)]
    parts = (
        Part(Role.HEADING, (voice.text(content.title),)),
        progress_part(voice, walk.replay(content, voice.session.on(content.id).answers)),
        Part(Role.LEAD, (voice.text(asked.ask),)),
        Part(Role.TEXT, (voice.say.month(date(year, number, 1)),)),
    )
    around = _months_around(voice, content, date(year, number, 1), (first, last))
    back = (Button(voice.say("Back to the question"), Look(Step(checklist=content.id))),)
    return Reply(parts, (weekdays, *weeks, *around, back))


def _months_around(
    voice: Voice, content: Checklist, shown: date, taken: tuple[date, date]
) -> tuple[Row, ...]:
    """Buttons to the month before and the month after, as far as the question takes their days."""
    before = shown - timedelta(days=1)
    after = (shown.replace(day=28) + timedelta(days=4)).replace(day=1)
    row = []
    if before >= taken[0]:
        row.append(Button(f"◀ {voice.say.month(before)}", _month_of(content, before)))
    if after <= taken[1]:
        row.append(Button(f"{voice.say.month(after)} ▶", _month_of(content, after)))
    return (tuple(row),) if row else ()


def _month_of(content: Checklist, day: date) -> Look:
    return Look(Month(checklist=content.id, month=f"{day:%Y-%m}"))


# --- Why, and what was answered ----------------------------------------------------------------


def reason(voice: Voice, content: Checklist) -> Reply:
    """Why the current question is asked, with the question still below it."""
    asked = question(voice, content)
    why = Part(Role.NOTICE, (voice.text(_current(voice, content)[2].why),))
    return Reply((why, *asked.parts), asked.buttons)


def answers(voice: Voice, content: Checklist) -> Reply:
    """The answers given, each with a button to change it."""
    progress = voice.session.on(content.id)
    standing = walk.replay(content, progress.answers)
    lines = tuple(
        f"{voice.text(content.questions[name].ask)} {_given(voice, content.questions[name], progress.answers[name])}"
        for name in standing.answered
    )
    numbers = [
        Button(voice.say("Change {n}", n=number), Change(content.id, name))
        for number, name in enumerate(standing.answered, start=1)
    ]
    done = (progress_part(voice, standing),) if standing.current is not None else ()
    parts = (
        Part(Role.HEADING, (voice.text(content.title),)),
        *done,
        Part(Role.LEAD, (voice.say("Your answers"),)),
        Part(Role.STEPS, lines),
    )
    back = (Button(voice.say("Back to the list"), Look(Step(checklist=content.id))),)
    again = (Button(voice.say("Start again"), Restart(content.id)),)
    return Reply(parts, (*in_twos(numbers), back, again))


def _given(voice: Voice, asked: Question, given: Given) -> str:
    if given == NOT_SURE:
        return voice.say("Not sure")
    day, hour = walk.as_date(given), walk.as_time(given)
    if day is not None:
        return voice.say.date(day)
    if hour is not None:
        return voice.say.time(hour)
    keys = (given,) if isinstance(given, str) else given
    return ", ".join(voice.text(asked.options[key].label) for key in keys)
