"""Example questions: each belongs to one topic, or the bot learns to waver."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from bot.i18n import Sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.content.documents import Place, Problem
    from bot.content.examined import Examined

# Two questions of the same bare words are nearly the same when so many of a hundred letters are.
NEARLY = 80

WORD = re.compile(r"\w+")
VOWELS = str.maketrans("", "", "aeiou")
SHORTEST_BARED = 4


class Example(NamedTuple):
    """One example question, and where it stands."""

    topic: str
    text: str
    file: str
    place: Place


def problems(examined: Examined) -> Iterator[Problem]:
    language = examined.knowledge.language
    bare = _Bare(language.fillers, language.shorthand.items())
    exact: dict[str, Example] = {}
    nearly: dict[int, Example] = {}
    for example in _examples(examined):
        words = WORD.findall(example.text.casefold())
        first = exact.setdefault(" ".join(words), example)
        if first is not example:
            yield _problem(examined, example, sentence(
                "the example “{words}” is here twice or also in {other}; keep one",
                words=example.text, other=first.topic,
            ))  # fmt: skip
            continue
        near = nearly.setdefault(sum(map(bare.__getitem__, words)), example)
        if near.topic != example.topic and fuzz.ratio(near.text, example.text) >= NEARLY:
            yield _problem(examined, example, sentence(
                "the example “{words}” is nearly the same as “{near}” in {other}; keep one",
                words=example.text, near=near.text, other=near.topic,
            ))  # fmt: skip


def _problem(examined: Examined, example: Example, told: Sentence) -> Problem:
    return examined.documents[example.file].problem(example.place, told)


def _examples(examined: Examined) -> Iterator[Example]:
    """Every example of every topic, from the topic's own file and from its file in examples/."""
    for file, document in examined.documents.items():
        folder, _, name = file.partition("/")
        if folder not in {"topics", "examples"} or not isinstance(document.data, dict):
            continue
        place = ("examples",) if folder == "topics" else ()
        styles = document.data.get("examples") if folder == "topics" else document.data
        topic = name.removesuffix(".yaml")
        for style, texts in styles.items() if isinstance(styles, dict) else ():
            for index, text in enumerate(texts if isinstance(texts, list) else ()):
                if isinstance(text, str):
                    yield Example(topic, text, file, (*place, style, index))


class _Bare(dict[str, int]):
    """A number for each word, the same for its spellings: shortened, or without vowels.

    A filler is 0, so the sum over a question's words is the same whatever their order and the fillers.
    """

    def __init__(self, fillers: Iterable[str], shorthand: Iterable[tuple[str, Iterable[str]]]) -> None:
        super().__init__(dict.fromkeys(fillers, 0))
        self._full = {form: word for word, forms in shorthand if " " not in word for form in forms}

    def __missing__(self, word: str) -> int:
        full = self._full.get(word, word)
        long = len(full) >= SHORTEST_BARED and full.isalpha()
        number = hash(full[0] + full[1:].translate(VOWELS) if long else full)
        self[word] = number
        return number
