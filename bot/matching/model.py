"""A linear model from evidence to topics: what the training of training.py came to."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.matching.features import Features

    # Evidence by name or by place, and how much of it there is.
    Vector = tuple[NDArray[Any], NDArray[np.float32]]

SHARPNESS = np.float32(8)

# What is taught beside the topics: what no topic answers, and kinds of small talk. Ids of topics begin with a letter.
OUTSIDE = ""
SMALL_TALK = "~"


def is_topic(name: str) -> bool:
    """Whether a name that the model knows is that of a topic."""
    return not name.startswith(SMALL_TALK) and name != OUTSIDE


@dataclass(frozen=True)
class Ranked:
    """The topics for one text, best first, with their shares (summing to 1 over all topics)."""

    topics: tuple[str, ...]
    shares: tuple[float, ...]
    known: float
    """How much of the evidence, by weight, any lesson has shown, from 0 to 1."""


@dataclass(frozen=True, eq=False)
class LinearModel:
    """Softmax regression over named evidence."""

    topics: tuple[str, ...]
    names: NDArray[np.uint32]
    """The evidence that is known, as numbers, rising."""
    rarity: NDArray[np.float32]
    """How much each counts: rare evidence more."""
    weights: NDArray[np.float16]
    """What each says of each topic. Half precision halves the memory and changes no decision that was measured."""
    alike: NDArray[np.float32]
    """Cosine between all that was taught of every two topics, from 0 to 1."""

    def rank(self, features: Features, lean: NDArray[np.float32] | None = None) -> Ranked:
        """Every topic, best first. `lean` is added to the scores: what the conversation makes likely."""
        names, weights = named(features)
        places, values = placed(self.names, self.rarity, names, weights)
        scores = values @ self.weights[places].astype(np.float32) * SHARPNESS
        shares = softmax(scores if lean is None else scores + lean)
        order = np.argsort(-shares, kind="stable")
        total = float(weights.sum())
        return Ranked(
            tuple(self.topics[place] for place in order),
            tuple(float(shares[place]) for place in order),
            float(weights[known(self.names, names)].sum()) / total if total else 0.0,
        )

    def evidence(self, features: Features, topic: str) -> list[tuple[str, float]]:
        """What speaks for a topic, and against it, the weightiest first."""
        number = self.topics.index(topic)
        names, weights = named(features)
        told = [name for name, seen in zip(features, known(self.names, names), strict=True) if seen]
        places, values = placed(self.names, self.rarity, names, weights)
        weighed = values * self.weights[places, number].astype(np.float32) * SHARPNESS
        return sorted(zip(told, map(float, weighed), strict=True), key=lambda one: -abs(one[1]))


def named(features: Features) -> Vector:
    """The evidence with each name as a number. Two names in a million share one, which costs nothing seen."""
    names = np.fromiter((crc32(name.encode()) for name in features), np.uint32, len(features))
    return names, np.fromiter(features.values(), np.float32, len(features))


def known(all_names: NDArray[np.uint32], names: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """Which of the names are among all that are known."""
    at = np.minimum(np.searchsorted(all_names, names), len(all_names) - 1)
    found: NDArray[np.bool_] = all_names[at] == names
    return found


def placed(
    all_names: NDArray[np.uint32],
    rarity: NDArray[np.float32],
    names: NDArray[np.uint32],
    values: NDArray[np.float32],
) -> Vector:
    """The known evidence by its place, rare evidence weighing more, scaled to length 1."""
    seen = known(all_names, names)
    places = np.searchsorted(all_names, names[seen]).astype(np.int32)
    values = values[seen] * rarity[places]
    size = math.sqrt(float(values @ values))
    return places, values / np.float32(size) if size else values


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Shares that sum to 1, the larger the score the larger the share."""
    grown = np.exp(scores - scores.max())
    shares: NDArray[np.float32] = grown / grown.sum()
    return shares
