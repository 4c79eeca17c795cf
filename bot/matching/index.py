"""Typed words to a decision: one index for both languages and all topics."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.content.facts import PLACEHOLDER
from bot.matching.decide import Context, Decision, Reason, Signals, Verdict, decide, signals
from bot.matching.features import features
from bot.matching.model import Lesson, LinearModel, Ranked
from bot.matching.plain import plain_words
from bot.matching.reader import Reader, Reading
from bot.matching.small_talk import SmallTalkEar, picked
from bot.matching.spoken import LanguageEar, Spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from bot.content.model import Knowledge, LanguageKnowledge, Topic
    from bot.matching.features import Features

# A line of an answer is weaker evidence of how people ask than a question is.
ANSWER_WEIGHT = 0.3
# The topic of what no topic answers. Ids of topics are never empty.
OUTSIDE = ""
# How much the open topic speaks in a message that leans on it, by the number of its words.
LEAN, LEAN_WORDS = 0.35, 7
# A part of a message shorter than this is no question of its own.
SHORTEST_PART = 3
_PARTS = re.compile(r"[?\n;]+|(?<=[a-z])[.!]+\s")


@dataclass(frozen=True)
class Taught:
    """One text that the bot learns from. `well_spelt` texts also teach how words are written."""

    text: str
    topic: str
    weight: float = 1.0
    well_spelt: bool = True


@dataclass(frozen=True)
class Understood:
    """How a message was understood, and what was decided."""

    decision: Decision
    reading: Reading
    ranked: Ranked | None = None
    found: Signals | None = None
    leans_on: str | None = None
    """The open topic, when the message was taken to go on about it."""


class Matching:
    """Understands typed words with what it was taught. The same lessons give the same answers."""

    def __init__(self, lessons: Sequence[Taught], language: LanguageKnowledge, ear: LanguageEar) -> None:
        self._language = language
        self._ear = ear
        self._reader = Reader(
            language,
            [lesson.text for lesson in lessons if lesson.well_spelt],
            [lesson.text for lesson in lessons if not lesson.well_spelt],
        )
        self._small_talk = SmallTalkEar(language)
        self._exact = {
            tuple(plain_words(lesson.text)): lesson.topic
            for lesson in lessons
            if lesson.topic != OUTSIDE and lesson.weight >= 1
        }
        self._model = LinearModel(
            [Lesson(self._features(lesson.text), lesson.topic, lesson.weight) for lesson in lessons]
        )
        self._leans = {topic: self._model.about(topic) for topic in self._model.topics if topic != OUTSIDE}

    @classmethod
    def of(cls, knowledge: Knowledge) -> Matching:
        """The matching for all topics of the knowledge."""
        return cls([*_lessons(knowledge)], knowledge.language, _ear(knowledge))

    def decide(self, text: str, context: Context) -> Decision:
        """What to do with a message."""
        return self.understand(text, context).decision

    def spoken(self, text: str) -> Spoken:
        """The language a message is written in."""
        return self._ear.spoken(text)

    def understand(self, text: str, context: Context) -> Understood:
        """How a message is understood. The first step that knows decides."""
        reading = self._reader.read(text)
        choice = picked(text, self._language.picks)
        if choice is not None and choice < len(context.offered):
            return Understood(
                Decision(Verdict.ANSWER, (context.offered[choice],), 1.0, reason=Reason.PICKED), reading
            )
        exact = self._exact.get(tuple(plain_words(text)))
        if exact is not None:
            return Understood(Decision(Verdict.ANSWER, (exact,), 1.0, reason=Reason.EXACT), reading)
        kind = self._small_talk.kind(text)
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
        found = features(reading)
        ranked = self._model.rank(found)
        told = signals(ranked, reading)
        decision = decide(ranked, told, self._language.judgement)
        if decision.verdict is not Verdict.ANSWER and context.topic in self._leans:
            leaning = self._leaning(reading, context.topic)
            if leaning is not None:
                ranked = self._model.rank(found, leaning)
                told = signals(ranked, reading)
                decision = decide(ranked, told, self._language.judgement)
                return Understood(decision, reading, ranked, told, context.topic)
        both = self._two_questions(text) if decision.verdict is not Verdict.ANSWER else ()
        if both:
            decision = Decision(Verdict.OFFER, both, decision.score, reason=Reason.TWO_QUESTIONS)
        return Understood(decision, reading, ranked, told)

    def _leaning(self, reading: Reading, topic: str) -> NDArray[np.float32] | None:
        """What the open topic adds to the scores of a short message, None when the message is long."""
        if len(reading.words) > LEAN_WORDS:
            return None
        return self._leans[topic] * np.float32(LEAN)

    def _two_questions(self, text: str) -> tuple[str, ...]:
        """The topics of two questions in one message, when each part by itself is sure of another one."""
        sure: list[str] = []
        for part in _PARTS.split(text):
            reading = self._reader.read(part)
            if len(reading.words) < SHORTEST_PART:
                continue
            ranked = self._model.rank(features(reading))
            decision = decide(ranked, signals(ranked, reading), self._language.judgement)
            if decision.verdict is Verdict.ANSWER and decision.topics[0] not in sure:
                sure += decision.topics
        return tuple(sure[:3]) if len(sure) > 1 else ()

    def _features(self, text: str) -> Features:
        return features(self._reader.read(text))


def _lessons(knowledge: Knowledge) -> Iterator[Taught]:
    for topic in knowledge.topics.values():
        for text in (
            *topic.examples.ms,
            *topic.examples.mixed,
            *topic.examples.en,
            topic.title.ms,
            topic.title.en,
        ):
            yield Taught(text, topic.id)
        for text in topic.examples.sms:
            yield Taught(text, topic.id, well_spelt=False)
        for text in _answer(topic):
            yield Taught(text, topic.id, ANSWER_WEIGHT)
    if knowledge.language.outside is not None:
        for text in knowledge.language.outside.all():
            yield Taught(text, OUTSIDE, well_spelt=False)


def _answer(topic: Topic) -> Iterator[str]:
    """The lines of the answer that say what it is about, without the names of facts."""
    for line in (*topic.short, *topic.details):
        for text in (line.ms, line.en):
            yield re.sub(PLACEHOLDER, " ", text)


def _ear(knowledge: Knowledge) -> LanguageEar:
    topics = knowledge.topics.values()
    return LanguageEar(
        [text for topic in topics for text in (*topic.examples.ms, *(line.ms for line in topic.lines()))],
        [text for topic in topics for text in (*topic.examples.en, *(line.en for line in topic.lines()))],
        knowledge.language.shorthand,
    )
