"""A linear model from evidence to topics, trained from the knowledge itself. The same lessons give the same model."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bot.matching.features import Features

    Vector = tuple[NDArray[np.int32], NDArray[np.float32]]

# How the training steps, chosen by trying them on the labelled questions.
ROUNDS = 3
STEP = 0.3
SHARPNESS = 8.0
# An example whose topic is this sure teaches nothing new and is passed over.
LEARNT = 0.95
# Topics less likely than this are not moved by an example: they are nearly right about it.
TOO_SMALL = 0.003
# Evidence seen in one lesson only can tell nothing about another text.
LEAST_OFTEN = 2
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
    likeness: float
    """Cosine between the text and the best topic's profile, from 0 to 1."""
    known: float
    """How much of the evidence, by weight, any lesson has shown, from 0 to 1."""


@dataclass
class _Seen:
    """All lessons as arrays: a lesson's evidence as a dict would take ten times the memory."""

    places: dict[str, int] = field(default_factory=dict)
    vectors: list[Vector] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, lessons: Iterable[Lesson]) -> _Seen:
        seen = cls()
        for lesson in lessons:
            numbers = [seen.places.setdefault(name, len(seen.places)) for name in lesson.features]
            values = np.fromiter(lesson.features.values(), np.float32, len(numbers))
            seen.vectors.append((np.array(numbers, np.int32), values))
            seen.topics.append(lesson.topic)
            seen.weights.append(lesson.weight)
        return seen


class LinearModel:
    """Softmax regression with AdaGrad, begun at each topic's mean vector."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        """Learn from the lessons, which are read once and not kept."""
        seen = _Seen.of(lessons)
        self.topics = sorted(set(seen.topics))
        often = np.bincount(
            np.concatenate([places for places, _ in seen.vectors]), minlength=len(seen.places)
        )
        kept = np.flatnonzero(often >= LEAST_OFTEN)
        renumbered = np.full(len(often), -1, np.int32)
        renumbered[kept] = np.arange(len(kept), dtype=np.int32)
        self._place = {
            name: int(renumbered[old]) for name, old in seen.places.items() if renumbered[old] >= 0
        }
        self._rarity = np.log1p(len(seen.vectors) / often[kept]).astype(np.float32)
        vectors = [self._weighed(renumbered[places], values) for places, values in seen.vectors]
        numbers = {topic: number for number, topic in enumerate(self.topics)}
        truth = [numbers[topic] for topic in seen.topics]
        profile = self._mean_vectors(vectors, truth, seen.weights)
        # Half precision halves the memory and changes no decision that was measured.
        self._weights = self._train(profile, vectors, truth, seen.weights).astype(np.float16)
        self._alike = profile.T @ profile
        self._profile = profile.astype(np.float16)

    def likeness_of_topics(self) -> NDArray[np.float32]:
        """Cosine between the profiles of every two topics, from 0 to 1, in the order of `topics`."""
        return self._alike

    def rank(self, features: Features, lean: NDArray[np.float32] | None = None) -> Ranked:
        """Every topic, best first. `lean` is added to the scores: what the conversation makes likely."""
        places, values = self._vector(features)
        scores = values @ self._weights[places].astype(np.float32) * np.float32(SHARPNESS)
        shares = _softmax(scores if lean is None else scores + lean)
        order = np.argsort(-shares, kind="stable")
        total = sum(features.values())
        known = sum(value for name, value in features.items() if name in self._place)
        return Ranked(
            tuple(self.topics[place] for place in order),
            tuple(float(shares[place]) for place in order),
            float(values @ self._profile[places, order[0]]),
            known / total if total else 0.0,
        )

    def evidence(self, features: Features, topic: str) -> list[tuple[str, float]]:
        """What speaks for a topic, and against it, the weightiest first."""
        known = [name for name in features if name in self._place]
        places, values = self._vector({name: features[name] for name in known})
        number = self.topics.index(topic)
        weighed = values * self._weights[places, number] * SHARPNESS
        return sorted(zip(known, map(float, weighed), strict=True), key=lambda one: -abs(one[1]))

    def _vector(self, features: Features) -> Vector:
        known = {self._place[name]: value for name, value in features.items() if name in self._place}
        return self._weighed(
            np.fromiter(known.keys(), np.int32, len(known)),
            np.fromiter(known.values(), np.float32, len(known)),
        )

    def _weighed(self, places: NDArray[np.int32], values: NDArray[np.float32]) -> Vector:
        """The evidence that is kept (places from 0), rare evidence weighing more, scaled to length 1."""
        places, values = places[places >= 0], values[places >= 0]
        values = values * self._rarity[places]
        size = math.sqrt(float(values @ values))
        return places, values / np.float32(size) if size else values

    def _mean_vectors(
        self, vectors: list[Vector], truth: list[int], weights: list[float]
    ) -> NDArray[np.float32]:
        profile: NDArray[np.float32] = np.zeros((len(self._place), len(self.topics)), np.float32)
        for (places, values), topic, weight in zip(vectors, truth, weights, strict=True):
            profile[places, topic] += weight * values
        profile /= np.maximum(np.linalg.norm(profile, axis=0), np.float32(1e-6))
        return profile

    def _train(
        self, profile: NDArray[np.float32], vectors: list[Vector], truth: list[int], weights: list[float]
    ) -> NDArray[np.float32]:
        trained = profile * np.float32(FIRST_GUESS)
        steps_taken = np.full(len(self._place), 1e-2, np.float32)
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


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    grown = np.exp(scores - scores.max())
    shares: NDArray[np.float32] = grown / grown.sum()
    return shares
