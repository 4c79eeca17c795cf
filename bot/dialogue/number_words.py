"""Amounts in words, Malay and English, to figures: `seribu lapan ratus` and `one thousand eight hundred` are 1800."""

from __future__ import annotations

import re

_SMALL = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "lapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_HUNDRED = frozenset({"ratus", "rts", "hundred"})
_THOUSAND = frozenset({"ribu", "thousand"})
_ALONE = {"seratus": 100, "seribu": 1000}
_WORDS = {*_SMALL, *_HUNDRED, *_THOUSAND, *_ALONE, "belas", "puluh", "and"}
_WORD = "|".join(sorted(_WORDS - {"and"}, key=len, reverse=True))
_RUN = re.compile(
    rf"(?<![\w.,])(?:\d{{1,3}}(?= (?:ratus|rts|hundred|ribu|thousand)\b)|(?:{_WORD})\b)"
    rf"(?:[ -](?:\d{{1,3}}(?= (?:ratus|rts|hundred)\b)|(?:and|{_WORD})\b))*"
)


def figures_for_words(text: str) -> str:
    """The text (in small letters) with every amount in words, from a hundred up, in figures."""
    return _RUN.sub(lambda match: _figure(match[0]), text)


def _figure(run: str) -> str:
    """The amount as figures; the words as they are when none of them says hundred or thousand."""
    words = re.split(r"[ -]", run)
    if not any(word in _HUNDRED | _THOUSAND or word in _ALONE for word in words):
        return run
    trailing = " and" if words[-1] == "and" else ""
    total = hundreds = small = 0
    for word in words:
        if word in _THOUSAND or word == "seribu":
            total += (hundreds + small or 1) * 1000
            hundreds = small = 0
        elif word in _HUNDRED or word == "seratus":
            hundreds, small = (small or 1) * 100, 0
        elif word == "puluh":
            small *= 10
        elif word == "belas":
            small += 10
        else:
            small += int(word) if word.isdigit() else _SMALL.get(word, 0)
    return f"{total + hundreds + small}{trailing}"
