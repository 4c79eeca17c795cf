"""Learning the model from lessons: AdaGrad from each topic's profile. The same lessons give the same model."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from bot.matching.model import SHARPNESS, LinearModel, placed, softmax

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from bot.matching.features import Features
    from bot.matching.model import Vector

# How the training steps, chosen by trying them on the labelled questions.
ROUNDS = 3
STEP = np.float32(0.2)
# An example whose topic is this sure teaches nothing new and is passed over.
LEARNT = 0.95
# Topics less likely than this are not moved by an example: they are nearly right about it.
TOO_SMALL = 0.003
# Evidence seen in fewer lessons tells too little about another text. With few lessons nothing can be spared.
LEAST_OFTEN, MANY_LESSONS = 3, 5_000
# The training begins at each topic's profile, which is right about most examples: only the others need steps.
FIRST_GUESS = np.float32(3)


@dataclass(frozen=True)
class Lesson:
    """One text of a topic. Titles and answers teach less than real questions do."""

    features: Features
    topic: str
    weight: float = 1.0


def learn(lessons: Iterable[Lesson]) -> LinearModel:
    """The model of the lessons, which are read once and not kept."""
    told = _Told()
    for lesson in lessons:
        told.add(lesson)
    names, often = np.unique(told.names, return_counts=True)
    kept = often >= (LEAST_OFTEN if len(told.topics) >= MANY_LESSONS else 1)
    names, rarity = names[kept], np.log1p(len(told.topics) / often[kept]).astype(np.float32)
    topics = tuple(sorted(set(told.topics)))
    numbers = {topic: number for number, topic in enumerate(topics)}
    truth = [numbers[topic] for topic in told.topics]
    vectors = [placed(names, rarity, *told.lesson(number)) for number in range(len(truth))]
    profile = np.zeros((len(names), len(topics)), np.float32)
    for (places, values), topic, weight in zip(vectors, truth, told.weights, strict=True):
        profile[places, topic] += weight * values
    profile /= np.maximum(np.linalg.norm(profile, axis=0), np.float32(1e-6))
    weights = _train(profile * FIRST_GUESS, vectors, truth, told.weights)
    return LinearModel(topics, names, rarity, weights.astype(np.float16), profile.T @ profile)


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


def _train(
    trained: NDArray[np.float32], vectors: list[Vector], truth: list[int], weights: list[float]
) -> NDArray[np.float32]:
    """The weights after a few rounds over the lessons that are not yet learnt."""
    steps_taken = np.full(len(trained), 1e-2, np.float32)
    order = np.random.default_rng(0)
    waiting = np.arange(len(vectors))
    for _ in range(ROUNDS):
        unlearnt = []
        for lesson in order.permutation(waiting):
            places, values = vectors[lesson]
            error = softmax(values @ trained[places] * SHARPNESS)
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
        waiting = np.array(unlearnt, np.int64)
    return trained
