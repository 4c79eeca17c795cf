"""Which language a message is written in, by the words that the knowledge uses in each."""

from __future__ import annotations

import math
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.matching.plain import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Spoken(StrEnum):
    MS = "ms"
    EN = "en"
    MIXED = "mixed"
    UNKNOWN = "unknown"


# A word leans to a language when it is this many times as frequent there (natural logarithm).
LEANS = math.log(3)
# Less than this share of a message's telling words in one language, and it is written in the other.
SOME = 0.25


class LanguageEar:
    """Hears the language of a message."""

    def __init__(
        self,
        malay: Iterable[Sequence[str]],
        english: Iterable[Sequence[str]],
        shorthand: Mapping[str, Iterable[str]],
    ) -> None:
        """`malay` and `english` are texts as plain words; the ways to shorten a word lean as the word itself does."""
        in_malay = Counter(word for words in malay for word in words)
        in_english = Counter(word for words in english for word in words)
        tilt = math.log((sum(in_english.values()) + 1) / (sum(in_malay.values()) + 1))
        self._lean = {
            word: math.log((in_malay[word] + 0.3) / (in_english[word] + 0.3)) + tilt
            for word in in_malay.keys() | in_english.keys()
            if word.isalpha()
        }
        for full, forms in shorthand.items():
            lean = max((self._lean.get(word, 0.0) for word in plain_words(full)), key=abs, default=0.0)
            for form in forms:
                self._lean.setdefault(" ".join(plain_words(form)), lean)

    def spoken(self, text: str) -> Spoken:
        """The language of a message; UNKNOWN when no word tells (a name, a number)."""
        leans = [self._lean.get(word, 0.0) for word in plain_words(text)]
        malay = sum(lean > LEANS for lean in leans)
        english = sum(lean < -LEANS for lean in leans)
        telling = malay + english
        if not telling:
            return Spoken.UNKNOWN
        if malay / telling < SOME:
            return Spoken.EN
        return Spoken.MS if english / telling < SOME else Spoken.MIXED
