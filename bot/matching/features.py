"""What a reading gives as evidence: words, concepts, their neighbours, and pieces of words."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.matching.reader import Reading

# How much each kind of evidence weighs against a concept. Chosen by cross-validation on labelled questions.
WORD, UNIT, PAIR, NEAR_PAIR, PIECE = 0.7, 1.0, 0.9, 0.4, 0.15
PIECES = (4,)

Features = dict[str, float]


def features(reading: Reading) -> Features:
    """The evidence in a reading, each kind under its own first letter.

    Pairs of neighbours carry what single words cannot: "bos tidak bayar" is not "tidak bayar bos".
    """
    found: defaultdict[str, float] = defaultdict(float)
    for word in set(reading.words):
        found["w" + word] = WORD
        for piece in _pieces(word):
            found[piece] += PIECE
    units = reading.units
    for unit in set(units):
        found["u" + unit] = UNIT
    for one, next_one in zip(("^", *units), (*units, "$"), strict=True):
        found[f"b{one} {next_one}"] = PAIR
    for place, one in enumerate(units):
        for other in units[place + 2 : place + 4]:
            found[f"s{one} {other}"] = NEAR_PAIR
    return dict(found)


@lru_cache(maxsize=2_000)
def _pieces(word: str) -> tuple[str, ...]:
    edged = f"<{word}>"
    return tuple(
        "c" + edged[start : start + length] for length in PIECES for start in range(len(edged) - length + 1)
    )
