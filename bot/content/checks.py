"""What the shape of the knowledge cannot say: texts and facts that do not fit each other, or the reader."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from bot.content import table_checks
from bot.content.documents import Document, Place, Problem
from bot.content.facts import PLACEHOLDER, FactsOfTheDay, NothingHoldsError, facts_in
from bot.content.model import FIRST_DAY, NOT_SURE, Checklist, Knowledge, Line, Reviewed, Span, Topic
from bot.i18n import Catalogues, Language, Localised, Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

# One screen of a phone, so that an answer survives as a screenshot; the rest is folded under "more".
MOST_VISIBLE = 650
MOST_TITLE = 45
MOST_STEPS = 7
MOST_WORDS = 25
WARN_DAYS = 30

DIGIT = re.compile(r"\d")
LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|gov|org|net|my)\b", re.IGNORECASE)
MARKUP = re.compile(r"</?[a-z]+>|\*\*|__|\]\(")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n")


def every_problem(
    knowledge: Knowledge, documents: Mapping[str, Document], catalogues: Catalogues, today: date | None
) -> list[Problem]:
    """All that is wrong with knowledge whose shape is right; with `today`, also what is overdue."""
    return list(_Checks(knowledge, documents, catalogues, today).all())


@dataclass(frozen=True)
class _Checks:
    knowledge: Knowledge
    documents: Mapping[str, Document]
    catalogues: Catalogues
    today: date | None

    def all(self) -> Iterator[Problem]:
        yield from self._facts()
        yield from self._titles_and_examples()
        for topic in self.knowledge.topics.values():
            yield from self._topic(topic, self.documents[f"topics/{topic.id}.yaml"])
        for checklist in self.knowledge.checklists.values():
            yield from self._checklist(checklist, self.documents[f"checklists/{checklist.id}.yaml"])
        yield from self._contributions(self.documents[table_checks.FILE])

    # --- facts and dates -----------------------------------------------------------------------

    def _facts(self) -> Iterator[Problem]:
        document = self.documents["facts.yaml"]
        for name, fact in self.knowledge.facts.items():
            yield from self._reviewed(fact, document, ("facts", name))
            for earlier, later in zip(fact.holds, fact.holds[1:], strict=False):
                if earlier.until is None or later.since is None or later.since <= earlier.until:
                    told = sentence("two values hold on the same day; end one before the next begins")
                    yield document.problem(("facts", name, "holds"), told)

    def _reviewed(self, entry: Reviewed, document: Document, place: Place = ()) -> Iterator[Problem]:
        yield from self._known(entry.sources, self.knowledge.sources, document, (*place, "sources"))
        if self.knowledge.evidence:
            sheets = {*self.knowledge.evidence, "catalogue"}
            yield from self._known(entry.rests_on, sheets, document, (*place, "rests_on"))
        due = (*place, "review_by")
        if entry.review_by <= entry.checked:
            yield document.problem(due, sentence("“review_by” must be after “checked”"))
        if self.today is None:
            return
        if entry.review_by < self.today:
            told = sentence(
                "the review is overdue since {day}; read it against its sources, then set both dates",
                day=entry.review_by.isoformat(),
            )
            yield document.problem(due, told)
        elif entry.review_by - self.today <= timedelta(days=WARN_DAYS):
            told = sentence("the review is due by {day}", day=entry.review_by.isoformat())
            yield document.problem(due, told, warning=True)

    @staticmethod
    def _known(
        names: Iterable[str], known: Collection[str], document: Document, place: Place
    ) -> Iterator[Problem]:
        for index, name in enumerate(names):
            if name not in known:
                yield document.problem((*place, index), _unknown(name, known))

    # --- topics --------------------------------------------------------------------------------

    def _topic(self, topic: Topic, document: Document) -> Iterator[Problem]:
        yield from self._reviewed(topic, document)
        yield from self._references(topic, document)
        for part in ("short", "details", "steps", "next", "more"):
            for index, line in enumerate(getattr(topic, part)):
                yield from self._text(line, line, document, (part, index))
        yield from self._text(topic.title, Span(), document, ("title",))
        if topic.care is not None:
            yield from self._text(topic.care, Span(), document, ("care",))
        yield from self._days(topic, document)

    def _references(self, topic: Topic, document: Document) -> Iterator[Problem]:
        browse = self.knowledge.browse
        audiences, subjects = (
            {heading.id for heading in headings} for headings in (browse.audiences, browse.subjects)
        )
        yield from self._known(topic.audience, audiences, document, ("audience",))
        if topic.subject not in subjects:
            yield document.problem(("subject",), _unknown(topic.subject, subjects))
        yield from self._known(topic.related, self.knowledge.topics, document, ("related",))
        if topic.id in topic.related:
            yield document.problem(("related",), sentence("the topic names itself; remove it"))
        if topic.checklist is not None and topic.checklist not in self.knowledge.checklists:
            yield document.problem(("checklist",), _unknown(topic.checklist, self.knowledge.checklists))

    def _days(self, topic: Topic, document: Document) -> Iterator[Problem]:
        """On every day exactly one first line, and no more text than a screen holds."""
        too_long: set[Language] = set()
        for day in _turning_days(topic.lines()):
            first = [line for line in topic.short if line.holds(day)]
            if len(first) != 1:
                told = sentence(
                    "on {day} {count} of the lines under “short” hold; exactly one must",
                    day=day.isoformat(),
                    count=len(first),
                )
                yield document.problem(("short",), told)
                return
            for language in set(Language) - too_long:
                length = self._visible_length(topic, day, language)
                if length > MOST_VISIBLE:
                    too_long.add(language)
                    told = sentence(
                        "the {language} answer has {length} characters before “more”, at most {most}; "
                        "move a line to “more”",
                        language=language.value,
                        length=length,
                        most=MOST_VISIBLE,
                    )
                    yield document.problem(("short",), told)
            if sum(line.holds(day) for line in topic.steps) > MOST_STEPS:
                told = sentence("more than {most} steps; make two topics", most=MOST_STEPS)
                yield document.problem(("steps",), told)
                return

    def _visible_length(self, topic: Topic, day: date, language: Language) -> int:
        facts = FactsOfTheDay(self.knowledge.facts, day, withhold=False)
        shown = [
            *([topic.care] if topic.care else []),
            *topic.short,
            *topic.details,
            *topic.steps,
            *topic.next,
        ]
        length = 0
        for text in shown:
            if isinstance(text, Line) and not text.holds(day):
                continue
            try:
                length += len(facts.fill(text, self.catalogues[language]))
            except NothingHoldsError:
                continue  # told with its own line
        return length

    # --- checklists ----------------------------------------------------------------------------

    def _checklist(self, checklist: Checklist, document: Document) -> Iterator[Problem]:
        yield from self._reviewed(checklist, document)
        yield from self._known(checklist.related, self.knowledge.topics, document, ("related",))
        for place, text in _checklist_texts(checklist):
            yield from self._text(
                text, Span(), document, place, given={"date"} if place[0] == "deadlines" else set()
            )
        for name, item in checklist.items.items():
            if item.topic is not None and item.topic not in self.knowledge.topics:
                yield document.problem(("items", name, "topic"), _unknown(item.topic, self.knowledge.topics))
        yield from self._conditions(checklist, document)
        for name, question in checklist.questions.items():
            if question.kind != "date" and len(question.options) < 2:  # noqa: PLR2004  a choice is between two
                told = sentence("a question needs at least two options")
                yield document.problem(("questions", name, "options"), told)
            if NOT_SURE in question.options:
                told = sentence("“{name}” is offered with every question by itself; remove it", name=NOT_SURE)
                yield document.problem(("questions", name, "options", NOT_SURE), told)
        for index, deadline in enumerate(checklist.deadlines):
            asked = checklist.questions.get(deadline.question)
            if asked is None or asked.kind != "date":
                told = sentence(
                    "“{name}” is not a question with kind: date in this file", name=deadline.question
                )
                yield document.problem(("deadlines", index, "question"), told)
            if deadline.fact not in self.knowledge.facts:
                yield document.problem(
                    ("deadlines", index, "fact"), _unknown(deadline.fact, self.knowledge.facts)
                )

    @staticmethod
    def _conditions(checklist: Checklist, document: Document) -> Iterator[Problem]:
        """A `when` may ask only for answers that an earlier question can give."""
        earlier: dict[str, set[str]] = {}
        for name, question in checklist.questions.items():
            yield from _when(question.when, earlier, document, ("questions", name, "when"))
            earlier[name] = {*question.options, NOT_SURE, *({"date"} if question.kind == "date" else set())}
        for name, item in checklist.items.items():
            yield from _when(item.when, earlier, document, ("items", name, "when"))
        for index, deadline in enumerate(checklist.deadlines):
            yield from _when(deadline.when, earlier, document, ("deadlines", index, "when"))

    # --- contributions -------------------------------------------------------------------------

    def _contributions(self, document: Document) -> Iterator[Problem]:
        known = self.knowledge.contributions
        yield from table_checks.table_problems(self.knowledge, document)
        for name, scheme in known.schemes.items():
            for index, table in enumerate(scheme.tables):
                yield from self._reviewed(table, document, ("schemes", name, "tables", index))
        for place, text, span in table_checks.contribution_texts(known):
            yield from self._text(text, span, document, place)
        for place, kind, name in table_checks.names(known):
            there: Collection[str] = self.knowledge.facts if kind == "fact" else self.knowledge.topics
            if name not in there:
                yield document.problem(place, _unknown(name, there))
        for place, when, given in table_checks.conditions(known):
            yield from _when(when, given, document, place)

    # --- texts ---------------------------------------------------------------------------------

    def _text(
        self, text: Localised, span: Span, document: Document, place: Place, given: Collection[str] = ()
    ) -> Iterator[Problem]:
        """One text in both languages: the same facts, no loose figures or links, sentences of a breath."""
        used = {language: Counter(PLACEHOLDER.findall(text[language])) for language in Language}
        if used[Language.MS] != used[Language.EN]:
            different = (used[Language.MS] - used[Language.EN]) + (used[Language.EN] - used[Language.MS])
            listed = ", ".join(f"{{{name}}}" for name, _ in different)
            told = sentence(
                "{names} must stand in both languages, as often in one as in the other", names=listed
            )
            yield document.problem(place, told)
        for language in Language:
            yield from self._words(text[language], document, (*place, language.value))
        names = [name for name in dict.fromkeys(facts_in(text.ms + text.en)) if name not in given]
        unknown = [name for name in names if name not in self.knowledge.facts]
        for name in unknown:
            yield document.problem(place, _unknown(name, self.knowledge.facts))
        if not unknown and not given:
            yield from self._holds_throughout(text, span, names, document, place)

    @staticmethod
    def _words(text: str, document: Document, place: Place) -> Iterator[Problem]:
        bare = PLACEHOLDER.sub("", text)
        if DIGIT.search(bare):
            yield document.problem(
                place, sentence("a figure is written out; name a fact of facts.yaml in {{ }}")
            )
        if LINK.search(bare):
            yield document.problem(
                place, sentence("a link is written out; name a fact of facts.yaml in {{ }}")
            )
        if "{" in bare or "}" in bare:
            yield document.problem(place, sentence("a {{ or }} does not name a fact; write {{fact_name}}"))
        if MARKUP.search(bare):
            yield document.problem(place, sentence("plain text only: no HTML and no Markdown"))
        for part in SENTENCE_END.split(text):
            count = len(part.split())
            if count > MOST_WORDS:
                told = sentence(
                    "a sentence of {count} words, at most {most}: “{start}…”",
                    count=count,
                    most=MOST_WORDS,
                    start=" ".join(part.split()[:5]),
                )
                yield document.problem(place, told)

    def _holds_throughout(
        self, text: Localised, span: Span, names: list[str], document: Document, place: Place
    ) -> Iterator[Problem]:
        """Every fact named has a value on every day on which the text is said."""
        values = [value for name in names for value in self.knowledge.facts[name].holds]
        for day in _turning_days((span, *values)):
            if not span.holds(day):
                continue
            facts = FactsOfTheDay(self.knowledge.facts, day, withhold=False)
            try:
                for catalogue in self.catalogues.values():
                    facts.fill(text, catalogue)
            except NothingHoldsError as error:
                told = sentence(
                    "{placeholder} has no value on {day}; give this line “from” or “until”",
                    placeholder=error.placeholder,
                    day=day.isoformat(),
                )
                yield document.problem(place, told)
                return

    def _titles_and_examples(self) -> Iterator[Problem]:
        """Titles tell topics apart on buttons; an example question belongs to one topic."""
        examples: dict[str, list[str]] = defaultdict(list)
        titles: dict[str, list[str]] = defaultdict(list)
        for topic in self.knowledge.topics.values():
            document = self.documents[f"topics/{topic.id}.yaml"]
            for language in Language:
                title = topic.title[language]
                titles[title.casefold()].append(topic.id)
                if len(PLACEHOLDER.sub("", title)) > MOST_TITLE:
                    told = sentence("the title is over {most} characters; shorten it", most=MOST_TITLE)
                    yield document.problem(("title", language.value), told)
            for example in topic.examples.all():
                examples[" ".join(example.casefold().split())].append(topic.id)
        for words, owners in examples.items():
            if len(owners) > 1:
                document = self.documents[f"topics/{owners[-1]}.yaml"]
                told = sentence(
                    "the example “{words}” is here twice or also in {other}; keep one",
                    words=words,
                    other=owners[0],
                )
                yield document.problem(("examples",), told)
        for title, owners in titles.items():
            if len(set(owners)) > 1:
                told = sentence("the title “{title}” is also that of {other}", title=title, other=owners[0])
                yield self.documents[f"topics/{owners[-1]}.yaml"].problem(("title",), told)


def _unknown(name: str, known: Collection[str]) -> Sentence:
    guesses = difflib.get_close_matches(name, known, n=1)
    if guesses:
        return sentence("“{name}” is not known; did you mean “{guess}”?", name=name, guess=guesses[0])
    return sentence("“{name}” is not known; check the name", name=name)


def _turning_days(spans: Iterable[Span]) -> list[date]:
    """The days on which one of the spans begins or has just ended, and the first day of all."""
    days = {FIRST_DAY}
    for span in spans:
        if span.since is not None:
            days.add(span.since)
        if span.until is not None:
            days.add(span.until + timedelta(days=1))
    return sorted(day for day in days if day >= FIRST_DAY)


def _when(
    when: Mapping[str, tuple[str, ...]], earlier: Mapping[str, set[str]], document: Document, place: Place
) -> Iterator[Problem]:
    for name, answers in when.items():
        if name not in earlier:
            told = sentence("“{name}” is not a question above; ask it first or mend the name", name=name)
            yield document.problem((*place, name), told)
            continue
        for answer in answers:
            if answer not in earlier[name]:
                yield document.problem((*place, name), _unknown(answer, earlier[name]))


def _checklist_texts(checklist: Checklist) -> Iterator[tuple[Place, Localised]]:
    yield ("title",), checklist.title
    yield ("intro",), checklist.intro
    yield ("closing",), checklist.closing
    for name, question in checklist.questions.items():
        at: Place = ("questions", name)
        yield (*at, "ask"), question.ask
        yield (*at, "why"), question.why
        yield (*at, "not_sure"), question.not_sure
        for key, option in question.options.items():
            yield (*at, "options", key, "label"), option.label
            if option.note is not None:
                yield (*at, "options", key, "note"), option.note
    for name, item in checklist.items.items():
        yield ("items", name, "text"), item.text
        yield ("items", name, "how"), item.how
    for index, deadline in enumerate(checklist.deadlines):
        yield ("deadlines", index, "text"), deadline.text
        yield ("deadlines", index, "missed"), deadline.missed
