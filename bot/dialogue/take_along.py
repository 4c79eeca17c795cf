"""What a person gets away from the screen, in words: reminders, the page to print, the dates for a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue import checklist as walk
from bot.dialogue import due, lists, questions, reminders
from bot.dialogue.messages import Look, Snooze, StopReminding
from bot.dialogue.reply import Button, Dates, LastDay, Page, Part, Reply, Role
from bot.dialogue.views import Step

if TYPE_CHECKING:
    from bot.content.model import Checklist
    from bot.dialogue.deadlines import Due
    from bot.dialogue.voice import Voice

# How many days before a deadline a calendar rings, and before one in hours.
RINGS = (7, 2)
RINGS_BEFORE_HOUR = (1, 0)


def reminder(voice: Voice, content: Checklist) -> Reply:
    """The reminder of a checklist: what is still to do and by when, and how to put it off or stop it."""
    progress = voice.session.on(content.id)
    title = voice.say("Reminder: {title}", title=voice.text(content.title))
    standing = walk.replay(content, progress.answers)
    parts: tuple[Part, ...]
    if standing.current is None:
        parts = (*due.of_list(voice, content), Part(Role.TEXT, (lists.ready(voice, content),)))
    else:
        kept = voice.say("Your answers are kept. Go on where you were.")
        parts = (questions.progress_part(voice, standing), Part(Role.LEAD, (kept,)))
    buttons = (
        (Button(voice.say("Open the list"), Look(Step(checklist=content.id))),),
        (
            Button(voice.say("Tomorrow at 9.00"), Snooze(content.id)),
            Button(voice.say("Stop reminding me"), StopReminding(content.id)),
        ),
    )
    return Reply((Part(Role.HEADING, (title,)), *parts, voice.sources(content)), buttons, keeps=True)


def printed_list(voice: Voice, content: Checklist) -> Reply:
    """The finished list as one page to print."""
    if lists.asking(voice, content.id) is not None:
        return lists.step(voice, content)
    said = voice.say(
        "Your list on one page, to print or to show at the counter. It was sent to nobody but you."
    )
    title, *rest = lists.whole_list(voice, content)
    who = voice.say("A guide to PERKESO (SOCSO) in Malay and English. Not official.")
    page = Page(_name(content), (title, Part(Role.FINE_PRINT, (who,)), *rest))
    return _with_file(voice, content, said, page)


def calendar(voice: Voice, content: Checklist) -> Reply:
    """The deadlines ahead as a file that calendars open."""
    last_days = tuple(
        _last_day(voice, content, last)
        for last in reminders.deadlines(content, voice.session.on(content.id), voice.facts)
        if last.day >= voice.today
    )
    if not last_days:
        return lists.step(voice, content)
    said = voice.say("Open this file to put the last day in your calendar. The calendar reminds you twice.")
    return _with_file(voice, content, said, Dates(_name(content), last_days))


def _last_day(voice: Voice, content: Checklist, last: Due) -> LastDay:
    """One deadline. Its key holds the day: a second worker's date must not take the place of the first's."""
    said = due.rule_in_words(voice, last)
    about = (said, due.counted(voice, last), *voice.sources(content).lines)
    return LastDay(
        key=f"{content.id}-{last.rule.fact}-{last.day.isoformat()}",
        day=last.day,
        title=f"{voice.text(content.title)}: {said}",
        about="\n\n".join(about),
        rings=RINGS_BEFORE_HOUR if last.rule.rule == "hours_after" else RINGS,
    )


def _name(content: Checklist) -> str:
    return f"panduan-perkeso-{content.id.replace('_', '-')}"


def _with_file(voice: Voice, content: Checklist, said: str, file: Page | Dates) -> Reply:
    back = (Button(voice.say("Back to the list"), Look(Step(checklist=content.id))),)
    return Reply((Part(Role.TEXT, (said,)),), (back,), keeps=True, file=file)
