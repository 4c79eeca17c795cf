"""Typed words understood as words: shorthand written out, spelling put right, concepts found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.matching.plain import plain_words
from bot.matching.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.content.model import LanguageKnowledge

# Shorter words have too many neighbours; each correction costs about 0.1 ms, so a story gets so many.
SHORTEST_CORRECTED = 4
MOST_CORRECTED = 15
# From this length on two letters may be wrong; below the other, the first letter must be right.
TWO_WRONG_FROM = 7
ANY_FIRST_LETTER_FROM = 6
# Consonants alone name a word only when there are so many.
SHORTEST_SKELETON = 3
# At the end of a sentence these ask ("dapat pencen x"); inside it they negate or fill.
QUESTION_TAGS = frozenset(
    {"x", "tak", "ke", "la", "lah", "ya", "yer", "eh", "ek", "kan", "kah", "a", "ah", "tidak", "wei", "weh"}
)
NUMBER = "#"


@dataclass(frozen=True)
class Reading:
    """How a message was read."""

    raw: tuple[str, ...]
    """The words as typed, in plain letters."""
    words: tuple[str, ...]
    """The words as understood."""
    units: tuple[str, ...]
    """The same in order, each a concept (`employer`) or, where none fits, the stem of a word (`=kerja`)."""
    corrected: tuple[tuple[str, str], ...] = ()
    """Spelling put right: what was typed, what it was taken for."""
    strange: tuple[str, ...] = ()
    """Words that the knowledge has never seen."""


class Reader:
    """Reads messages with the knowledge's own words."""

    def __init__(
        self,
        language: LanguageKnowledge,
        well_spelt: Iterable[list[str]],
        as_typed: Iterable[list[str]],
    ) -> None:
        """Texts as plain words: `well_spelt` teach what typing is corrected to, `as_typed` only what is known."""
        self._shorthand = {
            _form(form): _form(full) for full, forms in language.shorthand.items() for form in forms
        }
        self._longest = _longest(self._shorthand)
        short = {form[0] for form in self._shorthand if len(form) == 1}
        right = {word for words in well_spelt for word in words} - short
        right |= {
            word for forms in language.concepts.values() for form in forms for word in plain_words(form)
        }
        right |= {word for full in language.shorthand for word in plain_words(full)}
        self._known = right | {word for words in as_typed for word in words} | set(language.ordinary)
        self._by_length: dict[int, list[str]] = defaultdict(list)
        skeletons: dict[str, set[str]] = defaultdict(set)
        for word in sorted(right):
            if len(word) >= SHORTEST_CORRECTED and word.isalpha():
                self._by_length[len(word)].append(word)
                skeletons[_skeleton(word)].add(word)
        self._skeletons = {
            bones: next(iter(words))
            for bones, words in skeletons.items()
            if len(words) == 1 and len(bones) >= SHORTEST_SKELETON
        }
        self._stems: dict[str, str] = {}
        self._concepts: dict[tuple[str, ...], str] = {}
        for concept, forms in language.concepts.items():
            for form in forms:
                self._concepts.setdefault(tuple(self._written_out(plain_words(form))), concept)
        self._longest_concept = _longest(self._concepts)

    def read(self, text: str) -> Reading:
        """A message as it was typed."""
        return self.read_words(plain_words(text))

    def read_words(self, raw: list[str]) -> Reading:
        """A message already brought to plain words."""
        expanded = self._written_out(_without_tags(raw))
        words: list[str] = []
        corrected: list[tuple[str, str]] = []
        strange: list[str] = []
        for word in expanded:
            if word in self._known or not word.isalpha():
                words.append(word)
                continue
            right = self._correct(word) if len(corrected) + len(strange) < MOST_CORRECTED else None
            if right is None:
                strange.append(word)
                words.append(word)
            else:
                corrected.append((word, right))
                words.extend(self._shorthand.get((right,), (right,)))
        return Reading(tuple(raw), tuple(words), tuple(self._units(words)), tuple(corrected), tuple(strange))

    def _written_out(self, words: list[str]) -> list[str]:
        """Every short form in full; the longest form wins. A # in a form stands for a number: "3 hr" is three days."""
        full: list[str] = []
        masked = [NUMBER if word[0].isdigit() else word for word in words]
        place = 0
        while place < len(words):
            longest = min(self._longest.get(masked[place], 0), len(words) - place)
            for length in range(longest, 0, -1):
                form = self._shorthand.get(tuple(masked[place : place + length]))
                if form is not None:
                    numbers = (word for word in words[place : place + length] if word[0].isdigit())
                    full.extend(next(numbers) if word == NUMBER else word for word in form)
                    place += length
                    break
            else:
                full.append(words[place])
                place += 1
        return full

    def _correct(self, word: str) -> str | None:
        """The known word that was probably meant, or None."""
        if len(word) < SHORTEST_CORRECTED:
            return None
        stemmed = self._stem(word)
        if stemmed != word:
            return stemmed
        bones = _skeleton(word)
        if bones in self._skeletons and len(bones) >= len(word) - 2:
            return self._skeletons[bones]
        most = 1 if len(word) < TWO_WRONG_FROM else 2
        near = [
            other
            for length in range(len(word) - most, len(word) + most + 1)
            for other in self._by_length.get(length, ())
        ]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=3)
        if not found:
            return self._skeletons.get(bones)
        least = found[0][1]
        best = [other for other, distance, _ in found if distance == least]
        best.sort(key=lambda other: (other[0] != word[0], _skeleton(other) != bones))
        if len(word) < ANY_FIRST_LETTER_FROM and best[0][0] != word[0]:
            return None
        return best[0]

    def _stem(self, word: str) -> str:
        if word not in self._stems:
            self._stems[word] = stem(word, self._known)
        return self._stems[word]

    def _units(self, words: list[str]) -> list[str]:
        stems = [self._stem(word) for word in words]
        units: list[str] = []
        place = 0
        while place < len(words):
            known = max(
                self._longest_concept.get(words[place], 0), self._longest_concept.get(stems[place], 0)
            )
            for length in range(min(known, len(words) - place), 0, -1):
                span = slice(place, place + length)
                concept = self._concepts.get(tuple(words[span])) or self._concepts.get(tuple(stems[span]))
                if concept is not None:
                    units.append(concept)
                    place += length
                    break
            else:
                units.append(NUMBER if words[place][0].isdigit() else "=" + stems[place])
                place += 1
        return units


def _longest(forms: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """By its first word, how many words the longest form has."""
    longest: dict[str, int] = {}
    for form in forms:
        if form:
            longest[form[0]] = max(len(form), longest.get(form[0], 0))
    return longest


def _without_tags(words: list[str]) -> list[str]:
    """The words without what only makes a question of them at the end."""
    last = len(words)
    while last > 1 and words[last - 1] in QUESTION_TAGS:
        last -= 1
    return words[:last]


def _skeleton(word: str) -> str:
    """A word without its vowels after the first letter, as SMS drops them: pndftrn, pendaftaran."""
    return word[0] + "".join(letter for letter in word[1:] if letter not in "aeiou")


def _form(text: str) -> tuple[str, ...]:
    """The words of a form in the shorthand list, where a # by itself stands for any number."""
    return tuple(
        word for part in text.split() for word in ([NUMBER] if part == NUMBER else plain_words(part))
    )
