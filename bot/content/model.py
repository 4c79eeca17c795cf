"""What the knowledge is made of: topics, checklists, facts and sources, as editors write them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from bot.content.contributions import Contributions
from bot.content.pieces import Frozen, Id, Line, Reviewed, ShortId, Span, When
from bot.i18n import Localised

NOT_SURE = "not_sure"


# --- Facts and sources -------------------------------------------------------------------------


class SourceKind(StrEnum):
    OFFICIAL = "official"
    LAW = "law"
    REPORT = "report"


class Source(Frozen):
    """A page, an Act or a report that a statement rests on."""

    title: Localised
    """What people see: who says it, and what it is."""
    kind: SourceKind
    """official: a page of an official body; law: an Act; report: news and guides, which are no authority."""
    url: str | None = Field(None, pattern=r"^https?://")
    """The address that people are sent to: short and steady."""
    read: str | None = Field(None, pattern=r"^https?://")
    """The exact page that was read, when `url` sends people to a steadier one."""


class FactKind(StrEnum):
    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    NAME = "name"

    @property
    def is_figure(self) -> bool:
        """A figure is withheld once its review is overdue; a name or a contact is still given."""
        return self not in {FactKind.PHONE, FactKind.EMAIL, FactKind.LINK, FactKind.NAME}


class Value(Span):
    """What a fact is on the days of this span."""

    what: str | Localised = Field(alias="is")
    """The value alone: '6000' for RM6,000, '30' for 30 days, '2026-06-01' for a date. Or {ms: …, en: …}."""


Confidence = Literal["high", "medium", "low"]


class Fact(Reviewed):
    """One figure, date, contact or name: written once, used by name everywhere."""

    about: Localised
    """What the value is, in words: said in its place while it is being checked again."""
    kind: FactKind
    """What sort of value it is: this decides how it is written, such as RM6,000 or 30 days."""
    holds: tuple[Value, ...] = Field(min_length=1)
    """The value, and the days on which it holds. A new rate is a new line here, with its first day."""
    confidence: Confidence
    """high: an official page says it; medium: good reports say it; low: the answer must say that it is not sure."""

    def on(self, day: date) -> Value | None:
        """The value that holds on a day, or None where none does."""
        return next((value for value in self.holds if value.holds(day)), None)


# --- Topics ------------------------------------------------------------------------------------


class Examples(Frozen):
    """How people ask, by the way they write. These teach the bot; nobody is shown them."""

    ms: tuple[str, ...] = Field(min_length=1)
    sms: tuple[str, ...] = Field(min_length=1)
    mixed: tuple[str, ...] = Field(min_length=1)
    en: tuple[str, ...] = Field(min_length=1)

    def all(self) -> tuple[str, ...]:
        return self.ms + self.sms + self.mixed + self.en

    def joined(self, more: Examples) -> Examples:
        return Examples(
            ms=self.ms + more.ms, sms=self.sms + more.sms, mixed=self.mixed + more.mixed, en=self.en + more.en
        )


class Rule(Frozen):
    """A date worked out by a rule in the core; `{date}` in the texts is that date."""

    rule: Literal["days_after", "hours_after"]
    fact: Id
    """How many days or hours: a fact of that kind."""
    text: Localised
    missed: Localised
    """What to do now, once the date has passed."""


class Topic(Reviewed):
    """One question people ask, and the reviewed answer to it."""

    id: Id
    title: Localised
    """The words on the button, at most 45 letters. No two topics may share them."""
    audience: tuple[Id, ...] = Field(min_length=1)
    """For whom: names of audiences in browse.yaml."""
    subject: Id
    """Under which heading of /topik: the name of a subject in browse.yaml."""
    care: Localised | None = None
    """One human line first, where somebody is hurt, bereaved or cheated."""
    short: tuple[Line, ...] = Field(min_length=1)
    """The first line, which answers. On every day exactly one of these lines holds."""
    details: tuple[Line, ...] = ()
    """Who, how much, by when: shown as points."""
    steps: tuple[Line, ...] = ()
    """What to do, in order: shown with numbers, at most seven."""
    next: tuple[Line, ...] = ()
    """What to do now."""
    more: tuple[Line, ...] = ()
    """What few need: folded away until it is opened."""
    related: tuple[Id, ...] = ()
    """Topics that people ask next: shown as buttons."""
    checklist: Id | None = None
    """The checklist that this answer leads to."""
    deadline: Rule | None = None
    """Worked out and added to the answer when the question names the day it counts from."""
    examples: Examples
    """How people ask this. They teach the bot; nobody is shown them."""

    def lines(self) -> tuple[Line, ...]:
        return self.short + self.details + self.steps + self.next + self.more


class Heading(Frozen):
    """One entry of a menu under /topik."""

    id: ShortId
    """The name that topics use. Never change it: buttons in old messages carry it."""
    title: Localised
    """The words on the button."""


class Browse(Frozen):
    """The menus of /topik: who you are, then the subject."""

    audiences: tuple[Heading, ...]
    subjects: tuple[Heading, ...]

    @property
    def audience_titles(self) -> dict[str, Localised]:
        return {heading.id: heading.title for heading in self.audiences}

    @property
    def subject_titles(self) -> dict[str, Localised]:
        return {heading.id: heading.title for heading in self.subjects}


# --- Checklists --------------------------------------------------------------------------------


class Option(Frozen):
    label: Localised
    """The words on the button."""
    note: Localised | None = None
    """Said at once when the option is chosen: what it means for this person."""


class Question(Frozen):
    """One thing asked. `not_sure` says what to do when the person does not know."""

    ask: Localised
    """The question."""
    why: Localised
    """Why it is asked: said when the person asks why."""
    kind: Literal["one", "several", "date", "time"] = "one"
    """one: choose one option; several: choose all that fit; date, time: type it."""
    options: dict[ShortId, Option] = {}
    """What can be answered, by short names. “Not sure” is offered with every question by itself."""
    not_sure: Localised
    """What to do for the person who does not know."""
    clarifies: ShortId | None = None
    """An earlier question that this one asks again because two answers do not go together: what is chosen
    here takes the place of the answer there."""
    latest: Literal["today"] | None = None
    """A date that cannot be still to come."""
    when: When = {}
    """Ask this only when these answers were given. A list of answers means one of them."""


class Section(StrEnum):
    """The parts of a finished list, in the order people need them."""

    DOCUMENTS = "documents"
    FORMS = "forms"
    STEPS = "steps"
    RECORDS = "records"


class SharedItem(Span):
    """One thing to get or to do that several checklists name, and the days on which they do."""

    text: Localised
    """The thing to get or to do, in a few words."""
    how: Localised
    """How to get it or do it, for the person who does not know."""
    section: Section
    """The part of the finished list that it stands in."""
    topic: Id | None = None
    """The topic that says more."""

    @property
    def is_paper(self) -> bool:
        """A document or form is had, needed or not known how to get; a step or record is done or not."""
        return self.section in {Section.DOCUMENTS, Section.FORMS}


class Item(SharedItem):
    """One thing to get or to do, shown when the answers of `when` were given."""

    when: When = {}
    """Only when these answers were given. A list of answers means one of them."""


class Deadline(Rule):
    """A date worked out from an answer, and for a rule in hours from the time of day answered as well."""

    question: ShortId
    time: ShortId | None = None
    when: When = {}


class Checklist(Reviewed):
    """Questions that decide which items a person needs, and the items."""

    id: ShortId
    title: Localised
    intro: Localised
    questions: dict[ShortId, Question]
    shared: dict[ShortId, When] = {}
    """Items of items.yaml that belong on this list, each with its `when`. A document or form that a person
    has for one list they have for all."""
    items: dict[ShortId, Item] = {}
    """Once loaded, the shared ones stand among these."""
    deadlines: tuple[Deadline, ...] = ()
    closing: Localised
    related: tuple[Id, ...] = ()

    def with_shared(self, shared: dict[ShortId, SharedItem]) -> Checklist:
        """The checklist with the shared items it names before its own."""
        named = {
            name: Item.model_construct(**dict(shared[name]), when=when)
            for name, when in self.shared.items()
            if name in shared
        }
        return self.model_copy(update={"items": {**named, **self.items}})


# --- How people write --------------------------------------------------------------------------


class Judge(Frozen):
    """Weights of the signals (bot/matching/decide.py) for one chance, fitted on labelled questions."""

    bias: float = 0.0
    weights: dict[str, float] = {}


class Judgement(Frozen):
    """When the bot answers and when it offers. Written by `python -m bot fit`, not by hand."""

    sure: Judge = Judge(weights={"best": 1.0})
    """The chance that the best topic is right."""
    near: Judge = Judge(weights={"best": 1.0})
    """The chance that one of the best three is right."""
    answer_from: float = Field(0.6, ge=0, le=1)
    offer_from: float = Field(0.2, ge=0, le=1)


class LanguageKnowledge(Frozen):
    """What the bot knows of the way people write, apart from the topics' own examples."""

    shorthand: dict[str, tuple[str, ...]] = {}
    """A word or words in full, and how people shorten them."""
    concepts: dict[Id, tuple[str, ...]] = {}
    """Words of both languages that mean the same thing here."""
    small_talk: dict[Id, tuple[str, ...]] = {}
    """Greetings, thanks and the like, by kind."""
    picks: dict[Id, tuple[str, ...]] = {}
    """Ways to name the first, second and third of what was offered, in order."""
    goes_on: tuple[str, ...] = ()
    """How a message begins that goes on about what was said before."""
    points_back: tuple[str, ...] = ()
    """Words that speak of what was said before, anywhere in a message."""
    aspects: tuple[Id, ...] = ()
    """Concepts that ask one thing about any topic: a message of nothing else goes on about the one on the table."""
    fillers: tuple[str, ...] = ()
    """Words around small talk that add nothing to it."""
    ordinary: tuple[str, ...] = ()
    """Words of daily life that are no topic's: never corrected into one of ours."""
    outside: Examples | None = None
    """Questions that no topic answers, so that the bot learns to stay silent."""
    judgement: Judgement = Judgement()


# --- What the checks hold texts to ---------------------------------------------------------------


class Rules(Frozen):
    """What is official, and which short forms have to be opened."""

    domains: tuple[str, ...] = ()
    """Internet domains of the official bodies: links and e-mail addresses that people are sent to lie there."""
    phones: tuple[str, ...] = ()
    """Telephone numbers of the official bodies: no other may be given."""
    press: tuple[str, ...] = ()
    """Domains of newspapers whose reports may be named as a source."""
    acronyms: dict[str, tuple[str, ...]] = {}
    """Short forms, each with the words of which one must stand in the same answer."""


# --- All of it ---------------------------------------------------------------------------------


class Knowledge(Frozen):
    """Everything the bot can say about PERKESO, checked as a whole."""

    sources: dict[Id, Source]
    facts: dict[Id, Fact]
    topics: dict[Id, Topic]
    checklists: dict[ShortId, Checklist]
    items: dict[ShortId, SharedItem] = {}
    browse: Browse
    contributions: Contributions
    language: LanguageKnowledge = LanguageKnowledge()
    rules: Rules = Rules()
    evidence: frozenset[str]
    """The numbers of the fact sheets' entries, for `rests_on`."""
