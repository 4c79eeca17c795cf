"""Typed words to a decision: one index for both languages and all topics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.content.facts import PLACEHOLDER
from bot.matching.decide import Decision, Verdict, decide
from bot.matching.features import features
from bot.matching.model import Lesson, LinearModel
from bot.matching.plain import plain_words
from bot.matching.reader import Reader
from bot.matching.small_talk import SmallTalkEar
from bot.matching.spoken import LanguageEar, Spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.model import Knowledge, Topic

# A line of an answer is weaker evidence of how people ask than a question is.
ANSWER_WEIGHT = 0.3
# The topic of what no topic answers. Ids of topics are never empty.
OUTSIDE = ""


class Matching:
    """Understands typed words with what the knowledge teaches. Built once; the same knowledge gives the same answers."""

    def __init__(self, knowledge: Knowledge) -> None:
        topics = knowledge.topics.values()
        language = knowledge.language
        as_typed = [text for topic in topics for text in topic.examples.sms]
        well_spelt = [text for topic in topics for text in (*_examples_well_spelt(topic), *_answer(topic))]
        outside = language.outside.all() if language.outside else ()
        self._reader = Reader(language, well_spelt, [*as_typed, *outside])
        self._small_talk = SmallTalkEar(language)
        self._language = LanguageEar(
            [text for topic in topics for text in (*topic.examples.ms, *(line.ms for line in topic.lines()))],
            [text for topic in topics for text in (*topic.examples.en, *(line.en for line in topic.lines()))],
            language.shorthand,
        )
        self._exact = {
            tuple(plain_words(text)): topic.id
            for topic in topics
            for text in (*topic.examples.all(), topic.title.ms, topic.title.en)
        }
        self._model = LinearModel([*self._lessons(knowledge)])

    def decide(self, text: str, topic: str | None) -> Decision:  # noqa: ARG002  the port's
        """What to do with a message, when `topic` was answered last."""
        exact = self._exact.get(tuple(plain_words(text)))
        if exact is not None:
            return Decision(Verdict.ANSWER, (exact,), 1.0)
        kind = self._small_talk.kind(text)
        if kind is not None:
            return Decision(Verdict.SMALL_TALK, kind=kind, score=1.0)
        reading = self._reader.read(text)
        if not any(word.isalpha() and word not in reading.strange for word in reading.words):
            return Decision(Verdict.UNKNOWN)
        found = features(reading)
        return decide(self._model.rank(found), self._model.known_share(found))

    def spoken(self, text: str) -> Spoken:
        """The language a message is written in."""
        return self._language.spoken(text)

    def _lessons(self, knowledge: Knowledge) -> Iterator[Lesson]:
        def lesson(text: str, topic: str, weight: float = 1.0) -> Lesson:
            return Lesson(features(self._reader.read(text)), topic, weight)

        for topic in knowledge.topics.values():
            for text in (*topic.examples.all(), topic.title.ms, topic.title.en):
                yield lesson(text, topic.id)
            for text in _answer(topic):
                yield lesson(text, topic.id, ANSWER_WEIGHT)
        if knowledge.language.outside is not None:
            for text in knowledge.language.outside.all():
                yield lesson(text, OUTSIDE)


def _examples_well_spelt(topic: Topic) -> tuple[str, ...]:
    return topic.examples.ms + topic.examples.mixed + topic.examples.en


def _answer(topic: Topic) -> Iterator[str]:
    """The lines of the answer that say what it is about, without the names of facts."""
    for line in (*topic.short, *topic.details):
        for text in (line.ms, line.en):
            yield re.sub(PLACEHOLDER, " ", text)
