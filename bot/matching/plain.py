"""Typed text brought to plain words: folded, split, without what fingers and keyboards add."""

from __future__ import annotations

import re
import unicodedata
from sys import intern

# Longer messages are read at both ends: that is where people put their question.
MOST_CHARACTERS = 4000
MOST_WORDS = 240
LONGEST_WORD = 30

# An address is bounded, for a long run of letters would otherwise be tried from each of its places.
_LINK = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,64}\.[^\s@]{1,64}")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)*|[^\W\d_]+")
# pekerja2, hari2: a word said twice, which in Malay makes it many. A single letter before 2 is a name (A2, P2).
_TWICE = re.compile(r"\b([a-z]{3,})2(nya|an|lah)?\b")
_APOSTROPHES = str.maketrans("’‘`´", "''''")


def plain_words(text: str) -> list[str]:
    """The words of a message in small letters, in order, at most MOST_WORDS.

    Fancy letters become plain ones, stretched words short ("dibayarrr"), "15hb" becomes two words and
    "pekerja2" or "pekerja-pekerja" one. Links and e-mail addresses are no words.
    """
    if len(text) > MOST_CHARACTERS:
        half = MOST_CHARACTERS // 2
        text = f"{text[:half]} {text[-half:]}"
    folded = text.casefold() if text.isascii() else _in_plain_letters(text)
    folded = _STRETCHED.sub(r"\1", _TWICE.sub(r"\1\2", _LINK.sub(" ", folded)))
    found = _WORD.findall(folded)
    words = [
        intern(word[:LONGEST_WORD])
        for place, word in enumerate(found)
        if place == 0 or word != found[place - 1]
    ]
    if len(words) > MOST_WORDS:
        half = MOST_WORDS // 2
        words = words[:half] + words[-half:]
    return words


def _in_plain_letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    return "".join(letter for letter in folded if unicodedata.category(letter) not in {"Cf", "Mn"})
