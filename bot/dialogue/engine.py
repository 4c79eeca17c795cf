"""The bot's whole behaviour: what a person did and what is remembered, to what is remembered and shown next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from bot.content.facts import FactsOfTheDay
from bot.content.model import NOT_SURE, Checklist, Contributions, Knowledge
from bot.dialogue import checklist as walk
from bot.dialogue.asked_amounts import after_command, asked_amounts, typed_wage
from bot.dialogue.dates import read_date
from bot.dialogue.messages import (
    Answer,
    Answers,
    Back,
    Cases,
    Change,
    Checklists,
    Choose,
    Contribution,
    Help,
    Home,
    Incoming,
    Languages,
    Look,
    Offer,
    Reason,
    Restart,
    Said,
    Sent,
    SetLanguage,
    Small,
    SmallTalk,
    Step,
    Subjects,
    TakeAway,
    Tick,
    Topics,
    Unknown,
    UnknownButton,
    UnknownCommand,
    View,
    Wages,
)
from bot.dialogue.session import Progress, Session
from bot.dialogue.wages import NotAWage
from bot.i18n import Language, Localised
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


class Note(StrEnum):
    """A word said above the view, because something needs saying."""

    STALE_BUTTON = "stale_button"
    GONE = "gone"
    TEXT_ONLY = "text_only"
    NO_SUCH_COMMAND = "no_such_command"
    EMPTY = "empty"
    NOT_AN_ANSWER = "not_an_answer"
    NOT_A_DATE = "not_a_date"
    NOT_A_WAGE = "not_a_wage"
    A_YEAR = "a_year"
    OFFER_MALAY = "offer_malay"
    OFFER_ENGLISH = "offer_english"


@dataclass(frozen=True)
class Turn:
    """The outcome of one incoming message: the session as it is now, and what is said above its place.

    `notes` holds words of the bot's own and texts of the knowledge. `decision` is how typed words were
    understood, when they were.
    """

    session: Session
    notes: tuple[Note | Localised, ...] = ()
    decision: Decision | None = None


class Engine:
    """Thinks, and does nothing else: no clock, no words, no input or output."""

    def __init__(self, knowledge: Knowledge, understanding: Understanding) -> None:
        self.knowledge = knowledge
        self.understanding = understanding

    def respond(
        self, session: Session, incoming: Incoming, today: date, phone: Language | None = None
    ) -> Turn:
        """One turn. `phone` is the language the person's Telegram is set to, None when unknown."""
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
            case Choose() | Tick() | Change() | Back() | Restart():
                return self._work(session, incoming)
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
            return Turn(session.but(place=asked), (), decision)
        view: View
        match decision.verdict:
            case Verdict.ANSWER:
                view = Answer(topic=decision.topics[0])
            case Verdict.OFFER:
                view = Offer(topics=decision.topics)
            case Verdict.SMALL_TALK:
                view = SmallTalk(kind=Small(decision.kind or Small.OK))
            case Verdict.UNKNOWN if self._asks_for_date(session):
                return Turn(session, (Note.NOT_A_DATE,), decision)
            case Verdict.UNKNOWN if isinstance(session.place, Contribution) and not session.place.wage:
                return Turn(session, (Note.NOT_A_WAGE,), decision)
            case Verdict.UNKNOWN:
                view = Unknown()
        turn = self._look(session, view)
        return Turn(turn.session, turn.notes, decision)

    def _asks_for_date(self, session: Session) -> bool:
        """Whether a date is asked for on the screen: words that are no question were meant as one."""
        if not isinstance(session.place, Step):
            return False
        content = self.knowledge.checklists[session.place.checklist]
        current = walk.replay(content, session.on(content.id).answers).current
        return current is not None and content.questions[current].kind == "date"

    def _typed_answer(self, session: Session, text: str, today: date) -> Turn | None:
        """A typed answer to the question on the screen, or None when the words are something else."""
        if not isinstance(session.place, Step | Reason):
            return None
        name = session.place.checklist
        content = self.knowledge.checklists.get(name)
        if content is None:
            return None
        progress = session.on(name)
        current = walk.replay(content, progress.answers).current
        if current is None:
            return None
        option = self._typed_option(content, current, text)
        if option is None and content.questions[current].kind == "date":
            day = read_date(text, today)
            option = day.isoformat() if day else None
        if option is None:
            return None
        return self._work(session, Choose(name, current, option, progress.revision))

    @staticmethod
    def _typed_option(content: Checklist, current: str, text: str) -> str | None:
        """The option whose words, in either language, or whose number was typed."""
        words = " ".join(text.casefold().split()).strip(" .!")
        options = content.questions[current].options
        for number, (key, option) in enumerate(options.items(), start=1):
            if words in {str(number), option.label.ms.casefold(), option.label.en.casefold()}:
                return key
        return NOT_SURE if words in {"tidak pasti", "tak pasti", "x pasti", "not sure"} else None

    # --- looking -------------------------------------------------------------------------------

    def _look(self, session: Session, view: View) -> Turn:
        if not self._exists(view):
            return self._aside(session, Note.GONE)
        if isinstance(view, Languages) and not isinstance(session.place, Languages):
            session = session.but(behind=session.place)
        session = session.but(place=view)
        match view:
            case Answer(topic=topic):
                session = session.but(topic=topic)
            case Step(checklist=name) | TakeAway(checklist=name):
                session = session.but(checklist=name, topic=None)
            case Home():
                session = session.but(topic=None)
        return Turn(session)

    def _exists(self, view: View) -> bool:
        """Whether the content still has what a button, perhaps an old one, wants to show."""
        content = self.knowledge
        match view:
            case Answer(topic=topic):
                return topic in content.topics
            case Offer(topics=topics):
                return all(topic in content.topics for topic in topics)
            case Subjects(audience=audience) | Topics(audience=audience):
                return any(heading.id == audience for heading in content.browse.audiences)
            case (
                Step(checklist=name)
                | Reason(checklist=name)
                | Answers(checklist=name)
                | TakeAway(checklist=name)
            ):
                return name in content.checklists
            case Cases(point=point):
                return point in content.contributions.situation
        return True

    def _aside(self, session: Session, note: Note) -> Turn:
        """Say a word and bring the person back: to their checklist when they are in one, else to the help."""
        if isinstance(session.place, Step | Reason | Answers) and self._exists(session.place):
            return Turn(session, (note,))
        if session.checklist is not None and self._unfinished(session, session.checklist):
            return Turn(session.but(place=Step(checklist=session.checklist)), (note,))
        return Turn(session.but(place=Help()), (note,))

    def _unfinished(self, session: Session, name: str) -> bool:
        content = self.knowledge.checklists.get(name)
        return content is not None and walk.replay(content, session.on(name).answers).current is not None

    # --- checklists ----------------------------------------------------------------------------

    def _work(self, session: Session, incoming: Choose | Tick | Change | Back | Restart) -> Turn:
        name = incoming.checklist
        content = self.knowledge.checklists.get(name)
        if content is None:
            return Turn(session.but(place=Checklists()), (Note.GONE,))
        progress = session.on(name)
        match incoming:
            case Choose(question=question, option=option, revision=revision):
                return self._choose(session, content, question, option, revision)
            case Tick(item=item):
                if item not in walk.items(content, progress.answers):
                    return self._step(session, name, progress, Note.STALE_BUTTON)
                return self._step(session, name, walk.tick(progress, item))
            case Change(question=question):
                if question not in walk.replay(content, progress.answers).answered:
                    return self._step(session, name, progress, Note.STALE_BUTTON)
                return self._step(session, name, walk.forget(progress, question, content.questions[question]))
            case Back():
                answered = walk.replay(content, progress.answers).answered
                if not answered:
                    return Turn(session.but(place=Checklists()))
                last = answered[-1]
                return self._step(session, name, walk.forget(progress, last, content.questions[last]))
            case Restart():
                return self._step(session, name, Progress(revision=progress.revision + 1))

    def _choose(
        self, session: Session, content: Checklist, question: str, option: str, revision: int
    ) -> Turn:
        progress = session.on(content.id)
        current = walk.replay(content, progress.answers).current
        if current != question or revision != progress.revision:
            return self._step(session, content.id, progress, Note.STALE_BUTTON)
        asked = content.questions[question]
        chosen = walk.choose(question, asked, option, progress)
        if chosen is None:
            return self._step(session, content.id, progress, Note.NOT_AN_ANSWER)
        advice = (
            asked.not_sure
            if option == NOT_SURE
            else asked.options[option].note
            if option in asked.options
            else None
        )
        return self._step(session, content.id, chosen, *([advice] if advice is not None else []))

    @staticmethod
    def _step(session: Session, name: str, progress: Progress, *notes: Note | Localised) -> Turn:
        return Turn(session.with_progress(name, progress).but(place=Step(checklist=name), topic=None), notes)
