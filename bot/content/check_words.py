"""The words of a text in one language: nothing that belongs in facts.yaml, nothing but words, no breathless sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.content.facts import PLACEHOLDER
from bot.i18n import Language, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.documents import Problem, Where
    from bot.content.examined import Examined
    from bot.i18n import Localised

MOST_WORDS = 25

FIGURE = re.compile(r"((?:RM ?)?\d(?:[\d.,]*\d)?%?)( [a-z]+)?", re.IGNORECASE)
PHONE = re.compile(r"(?:\+?60|\b0)\d{1,2}[ -]?\d{3,4}[ -]?\d{3,4}\b|\b1-?[38]00(?:-?\d){6,}\b")
# Without one of these signs there is no figure, link or telephone number.
SUSPECT = re.compile(r"\d|@|://|www|\.[a-z]", re.IGNORECASE)
LINK = re.compile(r"https?://|www\.|\S+@\S+\.\S+|\b[a-z0-9-]+\.(?:com|gov|org|net|my)\b", re.IGNORECASE)
MARKUP = re.compile(r"</?[a-z]+>|\*\*|__|\]\(")
SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n")

# Numbers written as words. "Satu" and "one" are left out: "one of them" counts nothing.
MALAY = {"dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "lapan": 8, "sembilan": 9,
         "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}  # fmt: skip
MALAY_TAIL = ("belas", "puluh", "ratus", "ribu", "juta")
ENGLISH = {name: number for number, name in enumerate(
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
     "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"), start=2)}  # fmt: skip
ENGLISH_TAIL = (
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
)
_MALAY = "|".join(MALAY)
_ENGLISH = "|".join((*ENGLISH, *ENGLISH_TAIL))
NUMBERS = frozenset((*MALAY, *ENGLISH, *ENGLISH_TAIL))
COUNTED = re.compile(
    rf"\b(?:{_MALAY})(?:[ -](?:{'|'.join(MALAY_TAIL)}|{_MALAY}))*\s+(?:\w+\s+)?"
    r"(?:hari|minggu|bulan|tahun|jam|minit|ringgit|sen|peratus)\b"
    rf"|\b(?:{_ENGLISH})(?:[ -](?:and|{_ENGLISH}))*[ -](?:\w+\s+)?"
    r"(?:days?|weeks?|months?|years?|hours?|minutes?|ringgit|sen|per ?cent)\b",
    re.IGNORECASE,
)
SMALL_MALAY = re.compile(rf"\b({_MALAY})\b(?!\s+(?:{'|'.join(MALAY_TAIL)})\b)", re.IGNORECASE)
SMALL_ENGLISH = re.compile(rf"\b({'|'.join(ENGLISH)})\b(?![ -](?:hundred|thousand)\b)", re.IGNORECASE)


def problems(examined: Examined, text: str, where: Where) -> Iterator[Problem]:
    """All that is wrong with the words of one text in one language."""
    bare = PLACEHOLDER.sub(" ", text) if "{" in text else text
    if SUSPECT.search(bare):
        yield from _figures(examined, bare, where)
    if not NUMBERS.isdisjoint(bare.lower().split()):
        yield from _counted(bare, where)
    if "{" in bare or "}" in bare:
        yield where.problem(sentence("a {{ or }} does not name a fact; write {{fact_name}}"))
    if MARKUP.search(bare):
        yield where.problem(sentence("plain text only: no HTML and no Markdown"))
    if len(text) > MOST_WORDS * 2:  # no sentence has more words than half its letters
        yield from _long_sentences(text, where)


def _figures(examined: Examined, bare: str, where: Where) -> Iterator[Problem]:
    """Figures, links and telephone numbers that should be named as facts."""
    phone, link = PHONE.search(bare), LINK.search(bare)
    if phone:
        told = sentence(
            "the telephone number {what} is written out; name a fact of facts.yaml in {{ }}", what=phone[0]
        )
        yield where.problem(told)
    if link:
        yield where.problem(sentence("a link is written out; name a fact of facts.yaml in {{ }}"))
    figure = FIGURE.search(bare) if not phone and not link else None
    if figure:
        yield where.problem(examined.instead_of(figure[1], figure[2] or ""))


def _counted(bare: str, where: Where) -> Iterator[Problem]:
    counted = COUNTED.search(bare)
    if counted:
        told = sentence("“{what}” is a figure in words; name a fact of facts.yaml in {{ }}", what=counted[0])
        yield where.problem(told)


def _long_sentences(text: str, where: Where) -> Iterator[Problem]:
    for part in SENTENCE_END.split(text):
        words = part.split()
        if len(words) > MOST_WORDS:
            told = sentence(
                "a sentence of {count} words, at most {most}: “{start}…”",
                count=len(words),
                most=MOST_WORDS,
                start=" ".join(words[:5]),
            )
            yield where.problem(told)


def counts_differ(text: Localised, where: Where) -> Iterator[Problem]:
    """Both languages count something in words, and not the same: "lima skim" beside "four schemes"."""
    if NUMBERS.isdisjoint(text.ms.lower().split()):
        return
    malay = {MALAY[word.lower()] for word in SMALL_MALAY.findall(text.ms)}
    english = {ENGLISH[word.lower()] for word in SMALL_ENGLISH.findall(text.en)} if malay else set[int]()
    if english and malay.isdisjoint(english):
        told = sentence("the languages count differently here; both must say the same")
        yield where.at(Language.EN.value).problem(told)
