"""A linear model from evidence to topics, trained from the knowledge itself each time the bot starts."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.matching.features import Features

# How the training steps, chosen by cross-validation on labelled questions.
ROUNDS = 5
STEP = 0.5
SHARPNESS = 8.0
# An example whose topic is this sure teaches nothing new and is passed over.
LEARNT = 0.95
# How much the likeness to a topic's whole profile counts beside the trained weights.
LIKENESS = 6.0


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


class LinearModel:
    """Softmax regression with AdaGrad, helped by each topic's mean vector. The same input gives the same model."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        self.topics = sorted({lesson.topic for lesson in lessons})
        often = Counter(name for lesson in lessons for name in lesson.features)
        self._place = {name: place for place, name in enumerate(often)}
        self._rarity = np.array([math.log(1 + len(lessons) / n) for n in often.values()], np.float32)
        vectors = [self._vector(lesson.features) for lesson in lessons]
        truth = [self.topics.index(lesson.topic) for lesson in lessons]
        weights = [lesson.weight for lesson in lessons]
        self._profile = self._mean_vectors(vectors, truth, weights)
        self._weights = self._train(vectors, truth, weights)

    def rank(self, features: Features) -> Ranked:
        """Every topic, best first."""
        places, values = self._vector(features)
        if not len(places):
            return Ranked((), (), 0.0)
        likeness = values @ self._profile[places]
        shares = _softmax(values @ self._weights[places] * SHARPNESS + LIKENESS * likeness)
        order = np.argsort(-shares, kind="stable")
        return Ranked(
            tuple(self.topics[place] for place in order),
            tuple(float(shares[place]) for place in order),
            float(likeness[order[0]]),
        )

    def known_share(self, features: Features) -> float:
        """How much of the evidence the knowledge has ever seen, by weight, from 0 to 1."""
        total = sum(features.values())
        return sum(value for name, value in features.items() if name in self._place) / total if total else 0.0

    def _vector(self, features: Features) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        known = [(self._place[name], value) for name, value in features.items() if name in self._place]
        places = np.array([place for place, _ in known], np.int64)
        values = np.array([value for _, value in known], np.float32) * self._rarity[places]
        size = float(np.linalg.norm(values))
        return places, values / size if size else values

    def _mean_vectors(
        self,
        vectors: list[tuple[NDArray[np.int64], NDArray[np.float32]]],
        truth: list[int],
        weights: list[float],
    ) -> NDArray[np.float32]:
        profile: NDArray[np.float32] = np.zeros((len(self._place), len(self.topics)), np.float32)
        for (places, values), topic, weight in zip(vectors, truth, weights, strict=True):
            profile[places, topic] += weight * values
        profile /= np.maximum(np.linalg.norm(profile, axis=0), np.float32(1e-6))
        return profile

    def _train(
        self,
        vectors: list[tuple[NDArray[np.int64], NDArray[np.float32]]],
        truth: list[int],
        weights: list[float],
    ) -> NDArray[np.float32]:
        trained = np.zeros((len(self._place), len(self.topics)), np.float32)
        steps_taken = np.full((len(self._place), 1), 1e-2, np.float32)
        order = np.random.default_rng(0)
        for _ in range(ROUNDS):
            for lesson in order.permutation(len(vectors)):
                places, values = vectors[lesson]
                if not len(places):
                    continue
                error = _softmax(values @ trained[places] * SHARPNESS)
                if error[truth[lesson]] > LEARNT:
                    continue
                error[truth[lesson]] -= 1
                error *= weights[lesson]
                slope = np.outer(values, error)
                steps_taken[places, 0] += np.einsum("ij,ij->i", slope, slope)
                trained[places] -= STEP * slope / np.sqrt(steps_taken[places])
        return trained


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    grown = np.exp(scores - scores.max())
    shares: NDArray[np.float32] = grown / grown.sum()
    return shares
