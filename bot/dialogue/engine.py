"""The bot's whole behaviour: what a person did and what is remembered, to what is remembered and shown next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from bot.content.contributions import Contributions
from bot.content.facts import FactsOfTheDay
from bot.content.model import Checklist, Knowledge
from bot.dialogue import checklist as walk
from bot.dialogue import reminders, work
from bot.dialogue.asked_amounts import after_command, asked_amounts, typed_wage
from bot.dialogue.dates import find_date, is_vague
from bot.dialogue.deadlines import last_moment
from bot.dialogue.messages import (
    Back,
    Change,
    Choose,
    Incoming,
    Look,
    Mark,
    Remind,
    Restart,
    Said,
    Sent,
    SetLanguage,
    Snooze,
    StopReminding,
    Tick,
    UnknownButton,
    UnknownCommand,
    Wages,
)
from bot.dialogue.session import Session
from bot.dialogue.turn import Note, Turn
from bot.dialogue.typed import read_answer, says_continue
from bot.dialogue.views import (
    Answer,
    Answers,
    Calendar,
    Cases,
    Contribution,
    Help,
    Home,
    Languages,
    Month,
    Offer,
    PrintedList,
    Reason,
    Small,
    SmallTalk,
    Step,
    Subjects,
    TakeAway,
    Topics,
    Unknown,
    View,
)
from bot.dialogue.wages import NotAWage
from bot.i18n import Language
from bot.matching.decide import Context, Decision, Verdict
from bot.matching.spoken import Spoken

if TYPE_CHECKING:
    from datetime import date

# So many messages in a row in the other language, and the bot offers to switch.
STRAYS_BEFORE_OFFER = 2


class Understanding(Protocol):
    """What reads typed words: the matching, or a stand-in for it."""

    def decide(self, text: str, context: Context) -> Decision:
        """What to do with a message, with what the conversation has on the table."""

    def spoken(self, text: str) -> Spoken:
        """The language a message is written in."""


class Engine:
    """Thinks, and does nothing else: no clock, no words, no input or output."""

    def __init__(self, knowledge: Knowledge, understanding: Understanding) -> None:
        self.knowledge = knowledge
        self.understanding = understanding

    def respond(
        self, session: Session, incoming: Incoming, today: date, phone: Language | None = None
    ) -> Turn:
        """One turn. `phone` is the language the person's Telegram is set to, None when unknown."""
        turn = self._turn(session, incoming, today, phone)
        return replace(turn, session=reminders.after_turn(session, turn.session, today))

    def _turn(self, session: Session, incoming: Incoming, today: date, phone: Language | None) -> Turn:
        if session.speaking is None:
            session = session.but(speaking=session.language or phone or Language.MS)
        if not self._exists(session.place):
            session = session.but(place=Home())
        match incoming:
            case Said(text):
                return self._said(session, text, today, phone)
            case Wages(text):
                return self._look(session, after_command(*self._tables(today), text))
            case Look(view):
                return self._look(session, view)
            case SetLanguage(language):
                place = session.behind if isinstance(session.place, Languages) else session.place
                return self._look(session.but(language=language, speaking=language, straying=0), place)
            case (
                Choose()
                | Tick()
                | Mark()
                | Change()
                | Back()
                | Restart()
                | Remind()
                | Snooze()
                | StopReminding()
            ):
                return work.work(self.knowledge, session, incoming, today)
            case Sent():
                return self._aside(session, Note.TEXT_ONLY)
            case UnknownCommand():
                return self._aside(session, Note.NO_SUCH_COMMAND)
            case UnknownButton():
                return self._aside(session, Note.GONE)

    # --- typed words ---------------------------------------------------------------------------

    def _said(self, session: Session, text: str, today: date, phone: Language | None) -> Turn:
        if not any(character.isalnum() for character in text):
            return self._aside(session, Note.EMPTY)
        spoken = self.understanding.spoken(text)
        session, notes = self._hear(session, spoken, phone)
        turn = (
            self._typed_answer(session, text, today)
            or self._typed_continue(session, text)
            or self._typed_wage(session, text, today)
            or self._question(session, text, today)
        )
        return Turn(turn.session, (*turn.notes, *notes), turn.decision)

    @staticmethod
    def _hear(session: Session, spoken: Spoken, phone: Language | None) -> tuple[Session, tuple[Note, ...]]:
        """The language of the reply: a choice stays; before one, the message decides.

        Mixed counts as the phone's language. A message of no clear language (a number, a name) goes on
        in the language of the conversation, which began in Malay when nothing else was known.
        """
        if session.language is None:
            clear = {Spoken.MS: Language.MS, Spoken.EN: Language.EN, Spoken.MIXED: phone or Language.MS}
            return session.but(speaking=clear.get(spoken, session.speaking)), ()
        if spoken != session.language.other.value:
            return session.but(straying=0), ()
        straying = session.straying + 1
        if straying < STRAYS_BEFORE_OFFER:
            return session.but(straying=straying), ()
        offer = Note.OFFER_MALAY if session.language is Language.EN else Note.OFFER_ENGLISH
        return session.but(straying=0), (offer,)

    def _typed_continue(self, session: Session, text: str) -> Turn | None:
        """Back in the checklist last worked on, where the words ask for that and there is one."""
        if session.checklist not in self.knowledge.checklists or not says_continue(text):
            return None
        return self._look(session, Step(checklist=session.checklist))

    def _typed_wage(self, session: Session, text: str, today: date) -> Turn | None:
        """A typed wage, or figures where one is asked for, or None when the words are something else."""
        found = typed_wage(*self._tables(today), session.place, text)
        if isinstance(found, NotAWage):
            return Turn(session, (Note.A_YEAR if found is NotAWage.YEAR else Note.NOT_A_WAGE,))
        return self._look(session, found) if found is not None else None

    def _tables(self, today: date) -> tuple[Contributions, FactsOfTheDay]:
        return self.knowledge.contributions, FactsOfTheDay(self.knowledge.facts, today)

    def _question(self, session: Session, text: str, today: date) -> Turn:
        offered = session.place.topics if isinstance(session.place, Offer) else ()
        decision = self.understanding.decide(text, Context(session.topic, offered))
        asked = asked_amounts(*self._tables(today), decision, text)
        if asked is not None:
            topic = next(iter(decision.topics), session.topic)
            return Turn(session.but(place=asked, topic=topic), (), decision)
        view: View
        match decision.verdict:
            case Verdict.ANSWER:
                topic = decision.topics[0]
                view = Answer(topic=topic, by=self._deadlines((topic,), text, today).get(topic))
            case Verdict.OFFER:
                topics = decision.topics
                view = Offer(topics=topics, by=self._deadlines(topics, text, today))
            case Verdict.SMALL_TALK:
                view = SmallTalk(kind=Small(decision.kind or Small.OK))
            case Verdict.UNKNOWN if (note := self._meant_as_answer(session)) is not None:
                return Turn(session, (note,), decision)
            case Verdict.UNKNOWN if isinstance(session.place, Contribution) and not session.place.wage:
                return Turn(session, (Note.NOT_A_WAGE,), decision)
            case Verdict.UNKNOWN:
                view = Unknown()
        turn = self._look(session, view)
        return Turn(turn.session, turn.notes, decision)

    def _deadlines(self, topics: tuple[str, ...], text: str, today: date) -> dict[str, date]:
        """The topics' deadlines, counted from the day that the question names."""
        start = find_date(text, today)
        facts = FactsOfTheDay(self.knowledge.facts, today)
        found = {}
        for topic in topics:
            rule = self.knowledge.topics[topic].deadline
            if start is None or rule is None or facts.is_overdue(rule.fact):
                continue
            found[topic] = last_moment(rule, facts.figure(rule.fact), start).date()
        return found

    def _asked(self, session: Session) -> tuple[Checklist, str] | None:
        """The question on the screen, with its checklist."""
        if not isinstance(session.place, Step | Reason | Month):
            return None
        content = self.knowledge.checklists[session.place.checklist]
        current = walk.replay(content, session.on(content.id).answers).current
        return (content, current) if current is not None else None

    def _meant_as_answer(self, session: Session) -> Note | None:
        """Where a day or a time is asked for, words that are no question were meant as one."""
        asked = self._asked(session)
        kind = asked[0].questions[asked[1]].kind if asked is not None else None
        return {"date": Note.NOT_A_DATE, "time": Note.NOT_A_TIME}.get(kind or "")

    def _typed_answer(self, session: Session, text: str, today: date) -> Turn | None:
        """A typed answer to the question on the screen, or None when the words are something else."""
        asked = self._asked(session)
        if asked is None:
            return None
        content, current = asked
        option = read_answer(content.questions[current], text, today)
        if option is None:
            vague = content.questions[current].kind == "date" and is_vague(text)
            return Turn(session, (Note.NOT_A_DATE,)) if vague else None
        choice = Choose(content.id, current, option, session.on(content.id).revision)
        return work.work(self.knowledge, session, choice, today)

    # --- looking -------------------------------------------------------------------------------

    def _look(self, session: Session, view: View) -> Turn:
        if not self._exists(view):
            return self._aside(session, Note.GONE)
        if isinstance(view, Languages) and not isinstance(session.place, Languages):
            session = session.but(behind=session.place)
        if isinstance(view, Reason | Month) and not self._has_question(session, view):
            return Turn(session.but(place=Step(checklist=view.checklist)), (Note.STALE_BUTTON,))
        session = session.but(place=view)
        match view:
            case Answer(topic=topic):
                session = session.but(topic=topic)
            case (
                Step(checklist=name)
                | TakeAway(checklist=name)
                | PrintedList(checklist=name)
                | Calendar(checklist=name)
                | Month(checklist=name)
            ):
                session = session.but(checklist=name, topic=None)
            case Home():
                session = session.but(topic=None)
        return Turn(session)

    def _has_question(self, session: Session, view: Reason | Month) -> bool:
        """Whether the question that a button belonged to, perhaps an old one, is still to be answered."""
        asked = self._asked(session.but(place=view))
        return asked is not None and (isinstance(view, Reason) or asked[0].questions[asked[1]].kind == "date")

    def _exists(self, view: View) -> bool:
        """Whether the content still has what a button, perhaps an old one, wants to show."""
        content = self.knowledge
        match view:
            case Answer(topic=topic):
                return topic in content.topics
            case Offer(topics=topics):
                return all(topic in content.topics for topic in topics)
            case Subjects(audience=audience):
                return audience in content.browse.audience_titles
            case Topics(audience=audience, subject=subject):
                menus = content.browse
                return audience in menus.audience_titles and subject in menus.subject_titles
            case (
                Step(checklist=name)
                | Reason(checklist=name)
                | Month(checklist=name)
                | Answers(checklist=name)
                | TakeAway(checklist=name)
                | PrintedList(checklist=name)
                | Calendar(checklist=name)
            ):
                return name in content.checklists
            case Cases(point=point):
                return point in content.contributions.situation
        return True

    def _aside(self, session: Session, note: Note) -> Turn:
        """Say a word and bring the person back: to their checklist or amounts when they are in one, else to the help."""
        if isinstance(session.place, Step | Reason | Month | Answers | Contribution | Cases) and self._exists(
            session.place
        ):
            return Turn(session, (note,))
        if session.checklist is not None and self._unfinished(session, session.checklist):
            return Turn(session.but(place=Step(checklist=session.checklist)), (note,))
        return Turn(session.but(place=Help()), (note,))

    def _unfinished(self, session: Session, name: str) -> bool:
        content = self.knowledge.checklists.get(name)
        return content is not None and walk.replay(content, session.on(name).answers).current is not None
