"""A turn put into words: one reply in one language, for any channel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.content.facts import FactsOfTheDay
from bot.content.model import Checklist, Topic
from bot.dialogue import amounts, due, lists, menus, questions, reminders, take_along
from bot.dialogue.messages import Look, SetLanguage
from bot.dialogue.reply import Button, Part, Reply, Role
from bot.dialogue.turn import Note, Turn
from bot.dialogue.views import (
    Answer,
    Answers,
    Audiences,
    Calendar,
    Cases,
    Checklists,
    Contribution,
    Help,
    Home,
    Languages,
    Month,
    Offer,
    PrintedList,
    Reason,
    SmallTalk,
    Step,
    Subjects,
    TakeAway,
    Topics,
    Unknown,
    View,
)
from bot.dialogue.voice import Row, Voice
from bot.i18n import Catalogues, Language, Localised

if TYPE_CHECKING:
    from datetime import date

    from bot.content.model import Knowledge
    from bot.dialogue.session import Session


class Wording:
    """Puts turns into words. Knows both languages and all content; decides nothing."""

    def __init__(self, knowledge: Knowledge, catalogues: Catalogues) -> None:
        self.knowledge = knowledge
        self.catalogues = catalogues

    def present(self, turn: Turn, today: date) -> Reply:
        """The reply to a turn, in the language the session speaks."""
        voice = self.voice(turn.session, today)
        reply = reply_for(voice, turn.session.place)
        notes = tuple(Part(Role.NOTICE, (self._note(voice, note),)) for note in turn.notes)
        switches = tuple(row for note in turn.notes for row in _switch(note))
        return replace(reply, parts=notes + reply.parts, buttons=switches + reply.buttons)

    def reminder(self, session: Session, checklist: str, today: date) -> Reply:
        """The reminder of a checklist, in the language the session speaks now."""
        return take_along.reminder(self.voice(session, today), self.knowledge.checklists[checklist])

    def voice(self, session: Session, today: date) -> Voice:
        language = session.speaking or Language.MS
        return Voice(
            self.knowledge, self.catalogues[language], FactsOfTheDay(self.knowledge.facts, today), session
        )

    def _note(self, voice: Voice, note: Note | Localised) -> str:
        if isinstance(note, Localised):
            return voice.text(note)
        say = voice.say
        match note:
            case Note.STALE_BUTTON:
                return say("That button was from an earlier message. This is where you are now.")
            case Note.GONE:
                return say("That button no longer leads anywhere. Please choose below.")
            case Note.TEXT_ONLY:
                return say("I can only read text. Type your question in a few words.")
            case Note.NO_SUCH_COMMAND:
                return say("I do not know that command.")
            case Note.EMPTY:
                return say("I found no words in that message. Type your question in a few words.")
            case Note.NOT_AN_ANSWER:
                return say("Choose at least one, then press Done.")
            case Note.NOT_A_DATE:
                return say("I could not read a date there. Try 3/11/2026 or “3 Nov”.")
            case Note.NOT_A_WAGE:
                return say("I could not read a month's wage there. Try 1800, RM1,800.50 or 1.8k.")
            case Note.A_YEAR:
                return say("That looks like a year. If it is the wage, write RM in front of it.")
            case Note.NOT_A_TIME:
                return say("I could not read a time there. Try “3.30 pm” or 15:30.")
            case Note.NOT_YET:
                return say("That day is still to come. Which day was it?")
            case Note.TOO_FAR:
                return say("That day is too far from today. Please check the year.")
            case Note.REMINDING:
                return _reminding(voice)
            case Note.NOTHING_TO_REMIND:
                return say("Everything on this list is ready, so there is nothing to remind you of.")
            case Note.NO_REMINDERS:
                return say("All right, no more reminders for this list.")
            case Note.OFFER_MALAY | Note.OFFER_ENGLISH:
                say = self.catalogues[voice.say.language.other]
                return say("Shall I answer in this language?")


def _reminding(voice: Voice) -> str:
    """When the next reminder of the list on the screen comes."""
    content = voice.knowledge.checklists[voice.session.checklist or ""]
    coming = reminders.days(content, voice.session, voice.facts)
    return voice.say(
        "I will remind you on {day} at 9.00 in the morning, Malaysian time. You can stop at any time.",
        day=voice.say.weekday_and_date(coming[0]),
    )


def _switch(note: Note | Localised) -> tuple[Row, ...]:
    """The one-tap offer to switch, for the note that makes it."""
    if note is Note.OFFER_MALAY:
        return ((Button(menus.LANGUAGE_NAMES[Language.MS], SetLanguage(Language.MS)),),)
    if note is Note.OFFER_ENGLISH:
        return ((Button(menus.LANGUAGE_NAMES[Language.EN], SetLanguage(Language.EN)),),)
    return ()


def reply_for(voice: Voice, view: View) -> Reply:
    """The reply for what is on the screen."""
    match view:
        case Home():
            return menus.home(voice)
        case Help():
            return menus.help_(voice)
        case Answer(topic=topic, by=by):
            return answer(voice, voice.knowledge.topics[topic], by)
        case Offer(topics=topics, by=by):
            return menus.offer(voice, topics, by)
        case Unknown():
            return menus.unknown(voice)
        case SmallTalk(kind=kind):
            return menus.small_talk(voice, kind)
        case Audiences():
            return menus.audiences(voice)
        case Subjects(audience=audience):
            return menus.subjects(voice, audience)
        case Topics(audience=audience, subject=subject):
            return menus.topics(voice, audience, subject)
        case Languages():
            return menus.languages(voice)
        case Checklists():
            return lists.checklists(voice)
        case Reason(checklist=name) if (content := lists.asking(voice, name)) is not None:
            return questions.reason(voice, content)
        case Month(checklist=name, month=month) if (content := lists.asking(voice, name)) is not None:
            return questions.month(voice, content, month)
        case Step(checklist=name) | Reason(checklist=name) | Month(checklist=name):
            return lists.step(voice, voice.knowledge.checklists[name])
        case Answers(checklist=name):
            return questions.answers(voice, voice.knowledge.checklists[name])
        case TakeAway(checklist=name):
            return lists.take_away(voice, voice.knowledge.checklists[name])
        case PrintedList(checklist=name):
            return take_along.printed_list(voice, voice.knowledge.checklists[name])
        case Calendar(checklist=name):
            return take_along.calendar(voice, voice.knowledge.checklists[name])
        case Contribution():
            return amounts.contribution(voice, view)
        case Cases():
            return amounts.cases(voice, view)


def answer(voice: Voice, topic: Topic, by: date | None = None) -> Reply:
    """A topic's answer: the first line answers, then the rest; fine print folded; what people ask next below.

    `by` is the topic's deadline, worked out from a day that the question named.
    """
    parts = [Part(Role.TEXT, (voice.text(topic.care),))] if topic.care else []
    parts.append(Part(Role.LEAD, voice.lines(topic.short)))
    if by is not None and topic.deadline is not None:
        parts += due.of_topic(voice, topic.deadline, by)
    for role, lines in (
        (Role.BULLETS, topic.details), (Role.STEPS, topic.steps), (Role.TEXT, topic.next), (Role.FOLDED, topic.more),
    ):  # fmt: skip
        said = voice.lines(lines)
        if said:
            parts.append(Part(role, said))
    parts.append(voice.sources(topic))
    return Reply(tuple(parts), _answer_buttons(voice, topic), keeps=True)


def _answer_buttons(voice: Voice, topic: Topic) -> tuple[Row, ...]:
    rows: list[Row] = []
    if topic.checklist is not None:
        content: Checklist = voice.knowledge.checklists[topic.checklist]
        label = voice.say("Checklist: {title}", title=voice.text(content.title))
        rows.append((Button(label, Look(Step(checklist=content.id))),))
    if topic.id in voice.knowledge.contributions.topics:
        rows.append((Button(voice.say("Look up the amounts for a wage"), Look(Contribution())),))
    return (*voice.resume(), *rows, *menus.topic_rows(voice, topic.related), *_menus(voice))


def _menus(voice: Voice) -> tuple[Row, ...]:
    return ((Button(voice.say("Topics"), Look(Audiences())), Button(voice.say("Main menu"), Look(Home()))),)
