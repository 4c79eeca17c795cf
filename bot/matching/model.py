"""A linear model from evidence to topics, trained from the knowledge itself. The same lessons give the same model."""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bot.matching.features import Features

    # Evidence by name or by place, and how much of it there is.
    Vector = tuple[NDArray[Any], NDArray[np.float32]]

# How the training steps, chosen by trying them on the labelled questions.
ROUNDS = 3
STEP = 0.2
SHARPNESS = 8.0
# An example whose topic is this sure teaches nothing new and is passed over.
LEARNT = 0.95
# Topics less likely than this are not moved by an example: they are nearly right about it.
TOO_SMALL = 0.003
# Evidence seen in fewer lessons tells too little about another text.
# With few lessons nothing can be spared.
LEAST_OFTEN, MANY_LESSONS = 3, 5_000
# The training begins at each topic's profile, which is right about most examples: only the others need steps.
FIRST_GUESS = 3.0


# What is taught beside the topics: what no topic answers, and kinds of small talk. Ids of topics begin with a letter.
OUTSIDE = ""
SMALL_TALK = "~"


def is_topic(name: str) -> bool:
    """Whether a name that the model knows is that of a topic."""
    return not name.startswith(SMALL_TALK) and name != OUTSIDE


@dataclass(frozen=True)
class Lesson:
    """One text of a topic. Titles and answers teach less than real questions do."""

    features: Features
    topic: str
    weight: float = 1.0


@dataclass(frozen=True)
class Ranked:
    """The topics for one text, best first, with their shares (summing to 1 over all topics)."""

    topics: tuple[str, ...]
    shares: tuple[float, ...]
    known: float
    """How much of the evidence, by weight, any lesson has shown, from 0 to 1."""


class _Told:
    """What the lessons hold, in long arrays: a dict for each lesson would take ten times the memory."""

    def __init__(self) -> None:
        self.topics: list[str] = []
        self.weights: list[float] = []
        self._names, self._values, self._ends = array("I"), array("f"), array("Q", [0])

    def add(self, lesson: Lesson) -> None:
        self.topics.append(lesson.topic)
        self.weights.append(lesson.weight)
        self._names.extend(crc32(name.encode()) for name in lesson.features)
        self._values.extend(lesson.features.values())
        self._ends.append(len(self._names))

    @property
    def names(self) -> NDArray[np.uint32]:
        """The names in all lessons, with repeats."""
        return np.frombuffer(self._names, np.uint32)

    def lesson(self, number: int) -> Vector:
        span = slice(self._ends[number], self._ends[number + 1])
        return self.names[span], np.frombuffer(self._values, np.float32)[span]


class LinearModel:
    """Softmax regression with AdaGrad, begun at each topic's mean vector."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        """Learn from the lessons, which are read once and not kept."""
        told = _Told()
        for lesson in lessons:
            told.add(lesson)
        self.topics = sorted(set(told.topics))
        names, often = np.unique(told.names, return_counts=True)
        kept = often >= (LEAST_OFTEN if len(told.topics) >= MANY_LESSONS else 1)
        self._names = names[kept]
        self._rarity = np.log1p(len(told.topics) / often[kept]).astype(np.float32)
        vectors = [self._placed(*told.lesson(number)) for number in range(len(told.topics))]
        numbers = {topic: number for number, topic in enumerate(self.topics)}
        truth = [numbers[topic] for topic in told.topics]
        profile = self._mean_vectors(vectors, truth, told.weights)
        self._alike: NDArray[np.float32] = profile.T @ profile
        # Half precision halves the memory and changes no decision that was measured.
        self._weights = self._train(profile, vectors, truth, told.weights).astype(np.float16)

    def likeness_of_topics(self) -> NDArray[np.float32]:
        """Cosine between the profiles of every two topics, from 0 to 1, in the order of `topics`."""
        return self._alike

    def rank(self, features: Features, lean: NDArray[np.float32] | None = None) -> Ranked:
        """Every topic, best first. `lean` is added to the scores: what the conversation makes likely."""
        names, weights = _named(features)
        places, values = self._placed(names, weights)
        scores = values @ self._weights[places].astype(np.float32) * np.float32(SHARPNESS)
        shares = _softmax(scores if lean is None else scores + lean)
        order = np.argsort(-shares, kind="stable")
        total = float(weights.sum())
        return Ranked(
            tuple(self.topics[place] for place in order),
            tuple(float(shares[place]) for place in order),
            float(weights[self._known(names)].sum()) / total if total else 0.0,
        )

    def evidence(self, features: Features, topic: str) -> list[tuple[str, float]]:
        """What speaks for a topic, and against it, the weightiest first."""
        number = self.topics.index(topic)
        names, weights = _named(features)
        told = [name for name, known in zip(features, self._known(names), strict=True) if known]
        places, values = self._placed(names, weights)
        weighed = values * self._weights[places, number].astype(np.float32) * SHARPNESS
        return sorted(zip(told, map(float, weighed), strict=True), key=lambda one: -abs(one[1]))

    def _known(self, names: NDArray[np.uint32]) -> NDArray[np.bool_]:
        at = np.minimum(np.searchsorted(self._names, names), len(self._names) - 1)
        known: NDArray[np.bool_] = self._names[at] == names
        return known

    def _placed(self, names: NDArray[np.uint32], values: NDArray[np.float32]) -> Vector:
        """The evidence that was kept, by its place, rare evidence weighing more, scaled to length 1."""
        known = self._known(names)
        places = np.searchsorted(self._names, names[known]).astype(np.int32)
        values = values[known] * self._rarity[places]
        size = math.sqrt(float(values @ values))
        return places, values / np.float32(size) if size else values

    def _mean_vectors(
        self, vectors: list[Vector], truth: list[int], weights: list[float]
    ) -> NDArray[np.float32]:
        profile: NDArray[np.float32] = np.zeros((len(self._names), len(self.topics)), np.float32)
        for (places, values), topic, weight in zip(vectors, truth, weights, strict=True):
            profile[places, topic] += weight * values
        profile /= np.maximum(np.linalg.norm(profile, axis=0), np.float32(1e-6))
        return profile

    def _train(
        self, profile: NDArray[np.float32], vectors: list[Vector], truth: list[int], weights: list[float]
    ) -> NDArray[np.float32]:
        trained = profile * np.float32(FIRST_GUESS)
        steps_taken = np.full(len(self._names), 1e-2, np.float32)
        order = np.random.default_rng(0)
        waiting = np.arange(len(vectors))
        for _ in range(ROUNDS):
            unlearnt = []
            for lesson in order.permutation(waiting):
                places, values = vectors[lesson]
                error = _softmax(values @ trained[places] * np.float32(SHARPNESS))
                if error[truth[lesson]] > LEARNT:
                    continue
                unlearnt.append(lesson)
                error[truth[lesson]] -= 1
                error *= weights[lesson]
                moved = np.flatnonzero(np.abs(error) > TOO_SMALL)
                pull = error[moved]
                steps_taken[places] += values * values * (pull @ pull)
                step = values * STEP / np.sqrt(steps_taken[places])
                trained[places[:, None], moved] -= step[:, None] * pull
            waiting = np.array(unlearnt, np.int64) if unlearnt else waiting[:0]
        return trained


def _named(features: Features) -> Vector:
    """The evidence with each name as a number. Two names in a million share one, which costs nothing seen."""
    names = np.fromiter((crc32(name.encode()) for name in features), np.uint32, len(features))
    return names, np.fromiter(features.values(), np.float32, len(features))


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    grown = np.exp(scores - scores.max())
    shares: NDArray[np.float32] = grown / grown.sum()
    return shares
