"""What an open topic makes likely in the next message: itself, what people ask next, and what is like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.matching.model import LinearModel, is_topic

# What is added to the scores. Chosen by trying them on labelled conversations of two messages.
SAME, NEXT, BEFORE, LIKE, LEAVING = 4.0, 3.0, 1.0, 6.0, -2.0


def leans(model: LinearModel, related: Mapping[str, Sequence[str]]) -> dict[str, NDArray[np.float32]]:
    """For each topic, what it adds to the scores of every topic, in the model's order, while it is open."""
    number = {topic: place for place, topic in enumerate(model.topics)}
    alike = model.alike
    found = {}
    for topic, place in number.items():
        if not is_topic(topic):
            continue
        lean = LIKE * alike[place]
        for other in related.get(topic, ()):
            lean[number[other]] += NEXT
        for before, names in related.items():
            if topic in names:
                lean[number[before]] += BEFORE
        lean[place] = SAME
        for name, at in number.items():
            if not is_topic(name):
                lean[at] = LEAVING
        found[topic] = lean
    return found
