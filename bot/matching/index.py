"""Typed words to a decision: one index for both languages and all topics."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.content.facts import PLACEHOLDER
from bot.i18n import Language
from bot.matching.decide import (
    MOST_OFFERED,
    Context,
    Decision,
    Reason,
    Signals,
    Verdict,
    decide,
    signals,
    topic_shares,
)
from bot.matching.features import features
from bot.matching.leaning import leans
from bot.matching.model import OUTSIDE, SMALL_TALK, LinearModel, Ranked, is_topic
from bot.matching.plain import plain_words
from bot.matching.reader import Reader, Reading
from bot.matching.small_talk import SmallTalkEar
from bot.matching.spoken import LanguageEar, Spoken
from bot.matching.training import Lesson, learn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.content.model import Knowledge, LanguageKnowledge

# A line of an answer is weaker evidence of how people ask than a question is.
ANSWER_WEIGHT = 0.3
# A message of at most so many words may go on about the open topic.
LEANING_WORDS = 9
# From this chance on a short message is a new question, whatever topic is open.
PLAINLY_NEW = 0.9
# Below this chance by itself, a message is not answered with what people ask next, unless it points back.
LIKELY = 0.5
# A part of a message shorter than this is no question of its own.
SHORTEST_PART = 3
LEAST_QUESTIONS = 2
# A message of more parts is a story with one question in it, not a list of questions.
MOST_PARTS = 4
# A word with -nya, "of it": umurnya, bayarannya; not tanya, hanya, punya.
_OF_IT = re.compile(r"(?!.*tanya)[a-z]{4,}nya")
_PARTS = re.compile(r"[?\n;]+|(?<=[a-z])[.!]+\s")


Recall = Callable[[bytes, Callable[[], LinearModel]], LinearModel]
"""Gives the model for what it is learnt from, by learning or by knowing it from before."""


@dataclass(frozen=True)
class Taught:
    """One text that the bot learns from. `well_spelt` texts also teach how words are written."""

    text: str
    topic: str
    weight: float = 1.0
    well_spelt: bool = True
    language: Language | None = None
    """The language it is written in, when it is one."""


@dataclass(frozen=True)
class Understood:
    """How a message was understood, and what was decided."""

    decision: Decision
    reading: Reading
    ranked: Ranked | None = None
    found: Signals | None = None
    leans_on: tuple[str, ...] = ()
    """The topics on the table, when the message was taken to go on about them."""


class Matching:
    """Understands typed words with what it was taught. The same lessons give the same answers."""

    def __init__(
        self,
        lessons: Sequence[Taught],
        language: LanguageKnowledge,
        related: Mapping[str, Sequence[str]] | None = None,
        recall: Recall | None = None,
    ) -> None:
        """`related` names, by topic, what people ask next. `recall` may know what was learnt before."""
        self._language = language
        plain = [plain_words(lesson.text) for lesson in lessons]
        taught = list(zip(lessons, plain, strict=True))
        self._ear = LanguageEar(
            [words for lesson, words in taught if lesson.language is Language.MS],
            [words for lesson, words in taught if lesson.language is Language.EN],
            language.shorthand,
        )
        self._reader = Reader(
            language,
            [words for lesson, words in taught if lesson.well_spelt],
            [words for lesson, words in taught if not lesson.well_spelt],
        )
        self._small_talk = SmallTalkEar(language)
        self._picks = {
            " ".join(plain_words(form)): place
            for place, forms in enumerate(language.picks.values())
            for form in forms
        }
        self._exact = {
            " ".join(words): lesson.topic
            for lesson, words in taught
            if is_topic(lesson.topic) and lesson.weight >= 1
        }

        def learn_now() -> LinearModel:
            return learn(
                Lesson(features(self._reader.read_words(words)), lesson.topic, lesson.weight)
                for lesson, words in taught
            )

        self._model = recall(_all_of(lessons, language), learn_now) if recall else learn_now()
        self._related = related or {}
        self._leans = leans(self._model, self._related)

    @classmethod
    def of(cls, knowledge: Knowledge, recall: Recall | None = None) -> Matching:
        """The matching for all topics of the knowledge."""
        related = {topic.id: topic.related for topic in knowledge.topics.values()}
        return cls([*_lessons(knowledge)], knowledge.language, related, recall)

    def decide(self, text: str, context: Context) -> Decision:
        """What to do with a message."""
        return self.understand(text, context).decision

    def spoken(self, text: str) -> Spoken:
        """The language a message is written in."""
        return self._ear.spoken(text)

    def understand(self, text: str, context: Context) -> Understood:
        """How a message is understood. The first step that knows decides."""
        words = plain_words(text)
        said = " ".join(words)
        reading = self._reader.read_words(words)
        choice = self._picks.get(said)
        if choice is not None and choice < len(context.offered):
            picked = Decision(Verdict.ANSWER, (context.offered[choice],), 1.0, reason=Reason.PICKED)
            return Understood(picked, reading)
        if said in self._exact:
            return Understood(
                Decision(Verdict.ANSWER, (self._exact[said],), 1.0, reason=Reason.EXACT), reading
            )
        kind = self._small_talk.kind(words)
        if kind is not None:
            return Understood(
                Decision(Verdict.SMALL_TALK, kind=kind, score=1.0, reason=Reason.SMALL_TALK), reading
            )
        if not any(word.isalpha() and word not in reading.strange for word in reading.words):
            return Understood(Decision(Verdict.UNKNOWN, reason=Reason.NO_WORDS), reading)
        return self._weighed(text, reading, context)

    def evidence(self, reading: Reading, topic: str) -> list[tuple[str, float]]:
        """What speaks for a topic in a reading, and against it, the weightiest first."""
        return self._model.evidence(features(reading), topic)

    def _weighed(self, text: str, reading: Reading, context: Context) -> Understood:
        alone = self._judged(reading)
        if alone.decision.verdict is Verdict.SMALL_TALK:
            return alone
        on_the_table = [topic for topic in context.on_the_table() if topic in self._leans]
        if on_the_table and len(reading.words) <= LEANING_WORDS:
            return self._leaning(alone, self._judged(reading, on_the_table))
        both = self._two_questions(text)
        if both:
            offer = Decision(Verdict.OFFER, both, alone.decision.score, reason=Reason.TWO_QUESTIONS)
            return replace(alone, decision=offer)
        return alone

    def _judged(self, reading: Reading, topics: Sequence[str] = ()) -> Understood:
        """The ranking of a reading and the decision on it, going on about `topics` when there are any."""
        lean = np.mean([self._leans[topic] for topic in topics], axis=0) if topics else None
        ranked = self._model.rank(features(reading), lean)
        found = signals(ranked, reading)
        return Understood(
            decide(ranked, found, self._language.judgement), reading, ranked, found, tuple(topics)
        )

    def _leaning(self, alone: Understood, leaning: Understood) -> Understood:
        """A short message with topics on the table.

        It is answered when it is plainly a new question, or plainly what people ask next. Else the likeliest
        are offered together with what is on the table, which was answered already.
        """
        own, gone_on = alone.decision, leaning.decision
        before, points_back = leaning.leans_on[0], self._points_back(alone.reading)
        if own.verdict is Verdict.UNKNOWN and not points_back:
            return alone
        plainly_new = own.score >= PLAINLY_NEW or own.topics == gone_on.topics
        if own.verdict is Verdict.ANSWER and own.topics[0] != before and plainly_new and not points_back:
            return alone
        asked_next = gone_on.verdict is Verdict.ANSWER and gone_on.topics[0] in self._related.get(before, ())
        likely_alone = gone_on.topics[:1] == own.topics[:1] and own.score >= LIKELY
        if asked_next and own.verdict is not Verdict.UNKNOWN and (points_back or likely_alone):
            return leaning
        if Verdict.ANSWER not in {own.verdict, gone_on.verdict} and Verdict.UNKNOWN in {
            own.verdict,
            gone_on.verdict,
        }:
            return leaning
        likely = (
            [topic for topic in topic_shares(leaning.ranked) if topic != before] if leaning.ranked else []
        )
        others = dict.fromkeys((*(topic for topic in own.topics[:1] if topic != before), *likely))
        offered = (*list(others)[: MOST_OFFERED - 1], before)
        return replace(
            leaning, decision=Decision(Verdict.OFFER, offered, gone_on.score, reason=Reason.GOES_ON)
        )

    def _points_back(self, reading: Reading) -> bool:
        """Whether a message speaks of what was said before: "kalau ...", "umurnya", "that one"."""
        said = f" {' '.join(reading.raw)} "
        return (
            any(_OF_IT.fullmatch(word) for word in reading.raw)
            or any(said.startswith(f" {form} ") for form in self._language.goes_on)
            or any(f" {form} " in said for form in self._language.points_back)
            or self._names_no_topic(reading)
        )

    def _names_no_topic(self, reading: Reading) -> bool:
        """Whether a message asks one thing about any topic and names none: "dokumen apa kena bawa"."""
        concepts = {unit for unit in reading.units if unit[0] not in "=#"}
        return bool(concepts) and concepts <= set(self._language.aspects)

    def _two_questions(self, text: str) -> tuple[str, ...]:
        """The topics of two questions in one message, when each part by itself is sure of another one.

        Two question marks say that there are two: a situation and one question about it are not.
        """
        if text.count("?") < LEAST_QUESTIONS:
            return ()
        sure: list[str] = []
        parts = [part for part in _PARTS.split(text) if part.strip()]
        for part in parts if len(parts) <= MOST_PARTS else ():
            reading = self._reader.read(part)
            if len(reading.words) < SHORTEST_PART or self._names_no_topic(reading):
                continue
            ranked = self._model.rank(features(reading))
            decision = decide(ranked, signals(ranked, reading), self._language.judgement)
            if decision.verdict is Verdict.ANSWER and decision.topics[0] not in sure:
                sure += decision.topics
        return tuple(sure[:MOST_OFFERED]) if len(sure) > 1 else ()


def _all_of(lessons: Sequence[Taught], language: LanguageKnowledge) -> bytes:
    """All that the model depends on: another text, weight, short form or concept makes another model."""
    words = language.model_dump_json(exclude={"judgement", "outside"})
    return "\n".join((words, *map(repr, lessons))).encode()


def _lessons(knowledge: Knowledge) -> Iterator[Taught]:
    for topic in knowledge.topics.values():
        examples = topic.examples
        for text in (*examples.ms, topic.title.ms):
            yield Taught(text, topic.id, language=Language.MS)
        for text in (*examples.en, topic.title.en):
            yield Taught(text, topic.id, language=Language.EN)
        for text in examples.mixed:
            yield Taught(text, topic.id)
        for text in examples.sms:
            yield Taught(text, topic.id, well_spelt=False)
        for line in (*topic.short, *topic.details):
            for language in Language:
                text = re.sub(PLACEHOLDER, " ", line[language])
                yield Taught(text, topic.id, ANSWER_WEIGHT, language=language)
    for kind, forms in knowledge.language.small_talk.items():
        for text in forms:
            yield Taught(text, SMALL_TALK + kind, well_spelt=False)
    if knowledge.language.outside is not None:
        for text in knowledge.language.outside.all():
            yield Taught(text, OUTSIDE, well_spelt=False)
