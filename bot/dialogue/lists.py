"""A finished checklist in words: what to get and do, how far the person is, and the message to take along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.model import Checklist, Item, Section
from bot.dialogue import checklist as walk
from bot.dialogue import due, papers, questions, reminders
from bot.dialogue.menus import topic_rows
from bot.dialogue.messages import (
    Look,
    Mark,
    PaperState,
    Tick,
)
from bot.dialogue.reply import Button, Part, Reply, Role
from bot.dialogue.views import (
    Answers,
    Calendar,
    Checklists,
    PrintedList,
    Step,
    TakeAway,
)
from bot.dialogue.voice import bar
from bot.i18n import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.dialogue.voice import Row, Voice

SECTIONS = {
    Section.STEPS: sentence("What to do"),
    Section.DOCUMENTS: sentence("Documents to get"),
    Section.FORMS: sentence("Forms"),
    Section.RECORDS: sentence("Records to keep"),
}
BOXES = {PaperState.NEED: "☐", PaperState.HAVE: "☑", PaperState.HOW: "❓"}
NUMBERS_A_ROW = 5
# Below a finished list, so that its buttons fit a telephone.
MOST_TOPICS = 2


def checklists(voice: Voice) -> Reply:
    """All checklists, each with how far the person is; those begun also with their deadlines."""
    rows, begun = [], []
    for name, content in voice.knowledge.checklists.items():
        state = _state(voice, content)
        title = voice.text(content.title)
        if state:
            last_days = due.of_list(voice, content)
            said = [line for part in last_days if part.role is Role.LEAD for line in part.lines]
            begun.append(" ".join((f"{title}: {state}", *said)))
        label = f"{title} ({state.partition(' ▰')[0].partition(' ▱')[0]})" if state else title
        rows.append((Button(label, Look(Step(checklist=name))),))
    parts = [Part(Role.HEADING, (voice.say("My checklists"),))]
    if begun:
        parts.append(Part(Role.BULLETS, tuple(begun)))
    lead = voice.say("Which list would you like? You can stop at any time and go on later.")
    return Reply((*parts, Part(Role.LEAD, (lead,))), tuple(rows))


def _state(voice: Voice, content: Checklist) -> str:
    """How far the person is: in the questions, then in the finished list. Empty when not begun."""
    progress = voice.session.on(content.id)
    standing = walk.replay(content, progress.answers)
    if not standing.answered:
        return ""
    if standing.current is not None:
        return f"{standing.number}/{standing.total} {bar(len(standing.answered), standing.total)}"
    return ready(voice, content)


def ready(voice: Voice, content: Checklist) -> str:
    """How much of a finished list is had or done."""
    wanted = walk.items(content, voice.session.on(content.id).answers, voice.today)
    have = len(papers.ready(voice.session, content, voice.today))
    return voice.say("{have}/{all} ready {bar}", have=have, all=len(wanted), bar=bar(have, len(wanted)))


def step(voice: Voice, content: Checklist) -> Reply:
    """The next question, or the finished list when none is left."""
    if walk.replay(content, voice.session.on(content.id).answers).current is not None:
        return questions.question(voice, content)
    return _finished(voice, content)


def asking(voice: Voice, name: str) -> Checklist | None:
    """The checklist, while it has a question open."""
    content = voice.knowledge.checklists[name]
    current = walk.replay(content, voice.session.on(name).answers).current
    return content if current is not None else None


def _finished(voice: Voice, content: Checklist) -> Reply:
    wanted = _wanted(voice, content)
    what_next, item_next = _next(voice, content, wanted)
    hows = tuple(f"{number}. {voice.text(item.how)}" for number, item in enumerate(wanted.values(), start=1))
    parts = (
        Part(Role.HEADING, (voice.text(content.title),)),
        Part(Role.FINE_PRINT, (ready(voice, content),)),
        *due.of_list(voice, content),
        what_next,
        *_sections(voice, content, wanted),
        Part(Role.FINE_PRINT, (
            voice.say("Tap a number. Steps: ☐ to do, ☑ done. Papers: ☐ need it, ☑ have it, ❓ do not know how."),
        )),
        Part(Role.FOLDED, (voice.say("How to get or do each:"), *hows)),
        *_ending(voice, content),
    )  # fmt: skip
    ticks = [
        _tick(voice, content, name, item, number)
        for number, (name, item) in enumerate(wanted.items(), start=1)
    ]
    grid = tuple(tuple(ticks[start : start + NUMBERS_A_ROW]) for start in range(0, len(ticks), NUMBERS_A_ROW))
    about = (item_next.topic,) if item_next is not None and item_next.topic is not None else ()
    buttons = (
        *grid,
        *questions.reminder_row(voice, content),
        (Button(voice.say("One message to forward"), Look(TakeAway(checklist=content.id))),),
        _file_row(voice, content),
        (Button(voice.say("My answers"), Look(Answers(checklist=content.id))),
         Button(voice.say("My checklists"), Look(Checklists()))),
        *topic_rows(voice, [*dict.fromkeys((*about, *content.related))][:MOST_TOPICS]),
    )  # fmt: skip
    return Reply(parts, buttons)


def _tick(voice: Voice, content: Checklist, name: str, item: Item, number: int) -> Button:
    label = f"{_box(voice, content, name, item)} {number}"
    if not item.is_paper:
        return Button(label, Tick(content.id, name))
    return Button(label, Mark(content.id, name, papers.AFTER[papers.state_of(voice.session, name)]))


def _file_row(voice: Voice, content: Checklist) -> Row:
    """What can be taken along as a file: a page always, the dates while one is ahead."""
    page = Button(voice.say("Page to print (PDF)"), Look(PrintedList(checklist=content.id)))
    last_days = reminders.deadlines(content, voice.session.on(content.id), voice.facts)
    if not any(last.day >= voice.today for last in last_days):
        return (page,)
    return (page, Button(voice.say("Dates for my calendar"), Look(Calendar(checklist=content.id))))


def take_away(voice: Voice, content: Checklist) -> Reply:
    """The finished list as one message that means something to whoever it is forwarded to."""
    if walk.replay(content, voice.session.on(content.id).answers).current is not None:
        return step(voice, content)
    back = (Button(voice.say("Back to the list"), Look(Step(checklist=content.id))),)
    return Reply(whole_list(voice, content), (back,), keeps=True)


def whole_list(voice: Voice, content: Checklist) -> tuple[Part, ...]:
    """A finished list with all that is needed away from the bot: when it was made, dates, whom to ask, sources."""
    as_of = voice.say("As of {day}.", day=voice.say.date(voice.today))
    return (
        Part(Role.HEADING, (voice.text(content.title),)),
        Part(Role.FINE_PRINT, (f"{as_of} {ready(voice, content)}",)),
        *due.of_list(voice, content),
        *_sections(voice, content, _wanted(voice, content)),
        *_ending(voice, content),
    )


def _wanted(voice: Voice, content: Checklist) -> dict[str, Item]:
    """The items of a person's list, in the order of their sections."""
    order = list(SECTIONS)
    wanted = walk.items(content, voice.session.on(content.id).answers, voice.today)
    return dict(sorted(wanted.items(), key=lambda named: order.index(named[1].section)))


def _next(voice: Voice, content: Checklist, wanted: Mapping[str, Item]) -> tuple[Part, Item | None]:
    """The first thing that is not ready yet, in words and as it is."""
    done = papers.ready(voice.session, content, voice.today)
    for number, (name, item) in enumerate(wanted.items(), start=1):
        if name not in done:
            said = voice.say("Next: {n}. {what}.", n=number, what=voice.text(item.text))
            return Part(Role.LEAD, (said,)), item
    return Part(Role.LEAD, (voice.say("Everything on this list is ready."),)), None


def _sections(voice: Voice, content: Checklist, wanted: Mapping[str, Item]) -> tuple[Part, ...]:
    """The items under the headings of their sections, numbered through, each with its box.

    Below a paper that the person does not know how to get stands how.
    """
    parts: list[Part] = []
    numbers = {name: number for number, name in enumerate(wanted, start=1)}
    for section, heading in SECTIONS.items():
        lines: list[str] = []
        for name, item in wanted.items():
            if item.section is not section:
                continue
            box = _box(voice, content, name, item)
            lines.append(f"{box} {numbers[name]}. {voice.text(item.text)}")
            if item.is_paper and papers.state_of(voice.session, name) is PaperState.HOW:
                lines.append(f"→ {voice.text(item.how)}")
        if lines:
            parts.append(Part(Role.TEXT, ("\n".join((voice.say.word(heading), *lines)),)))
    return tuple(parts)


def _box(voice: Voice, content: Checklist, name: str, item: Item) -> str:
    if item.is_paper:
        return BOXES[papers.state_of(voice.session, name)]
    return BOXES[
        PaperState.HAVE if papers.is_ready(voice.session, content.id, name, item) else PaperState.NEED
    ]


def _ending(voice: Voice, content: Checklist) -> tuple[Part, ...]:
    """What every list ends with: nothing is submitted yet, whom to ask, and where this comes from."""
    say = voice.say
    return (
        Part(
            Role.TEXT, (say("This guide has sent nothing to PERKESO.") + " " + voice.text(content.closing),)
        ),
        Part(
            Role.TEXT, (say("Questions: PERKESO {hotline}, {site}", hotline=voice.hotline, site=voice.site),)
        ),
        voice.sources(content),
    )
