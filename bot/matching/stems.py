"""Light stemming in Malay and English, held to the words that the knowledge uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

# Each prefix with what the word began with before it: mem+bayar, men+daftar, meny+simpan, men+tuntut.
_PREFIXES = (
    ("menge", ""), ("penge", ""), ("meng", ""), ("peng", ""), ("meng", "k"), ("peng", "k"),
    ("meny", "s"), ("peny", "s"), ("mem", ""), ("pem", ""), ("mem", "p"), ("pem", "p"),
    ("men", ""), ("pen", ""), ("men", "t"), ("pen", "t"), ("ber", ""), ("ter", ""), ("per", ""),
    ("di", ""), ("me", ""), ("pe", ""), ("ke", ""), ("se", ""), ("be", ""), ("memper", ""), ("diper", ""),
)  # fmt: skip
_ENDINGS = (
    "nya",
    "kan",
    "lah",
    "kah",
    "an",
    "ku",
    "mu",
    "i",
    "'s",
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "ment",
    "ation",
    "ion",
    "er",
)
_SHORTEST = 4


def stem(word: str, known: Container[str]) -> str:
    """The shortest known word that `word` is made of, or the word itself.

    Only words that the knowledge uses are taken: ready-made stemmers over-strip (majikan → maji, gigi → gig).
    """
    best = word
    for candidate in _candidates(word):
        if len(candidate) < len(best) and candidate in known:
            best = candidate
    return best


def _candidates(word: str) -> Iterator[str]:
    for start in (word, *_without_prefix(word)):
        yield start
        for ending in _ENDINGS:
            if start.endswith(ending) and len(start) - len(ending) >= _SHORTEST:
                yield start[: -len(ending)]
                if ending in {"ing", "ed"}:
                    yield start[: -len(ending)] + "e"


def _without_prefix(word: str) -> Iterator[str]:
    for prefix, before in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) + len(before) >= _SHORTEST:
            yield before + word[len(prefix) :]
