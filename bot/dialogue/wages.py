"""A month's wage as people type it: `gaji 1.8k`, `RM1,800.50`, `1800 sebulan`, `seribu lapan ratus`, or within a question."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.dialogue.number_words import figures_for_words
from bot.dialogue.views import HIGHEST_WAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

# A longer text is a story, not a wage.
LONGEST = 600
SEN = 100
LOWEST = 1 * SEN
# "1.8" is as likely 1.8k as RM1.80, so a lone figure below this is asked about again.
LOWEST_BARE = 10 * SEN
# In a question a smaller amount is more often what is taken from a wage than the wage.
LOWEST_WITHIN = 250 * SEN
# A lone figure in this range is a year as often as a wage; people rarely name others here.
YEARS = range(2015, 2036)
# How far before and after an amount the word may stand that makes it a wage.
BEFORE, AFTER = 4, 2


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WAGE_WORDS = _words(
    "gaji gajinya gajiku bergaji upah pendapatan salary salaries wage wages pay paid paying earn earns earning income basic gross "
    "gj gji slry sebulan sebln perbulan monthly"
)  # fmt: skip
_AROUND = _words(
    "saya sy sya aku i im i'm my me dia dy kami pekerja worker staff anak bini suami isteri ialah adalah is was are it's its "
    "lebih kurang lbh krg lebihkurang dalam dlm around about roughly approx approximately anggaran kira2 lingkungan "
    "sebanyak a per one month mth bulan bln rm myr ringgit je jer ja saja sahaja sahja only la lah ya yer ye pokok kasar bersih "
    "kalau klu klau kalo if how what about pula pulak plak bagi untuk utk for then and berapa brp mcm macam mana mcmn camne nya punya minimum the of now skrg sekarang kena tu ni ini itu dan sen"
)  # fmt: skip
_NOT_AFTER = _words(
    "akta act umur age aged borang form lindung seksyen section s jadual kategori category jenis tahun thn year plan pelan no "
    "nombor number fasa phase dalam_tempoh sejak since lepas"
)  # fmt: skip
_NOT_BEFORE = _words(
    "tahun thn th years year yrs yr yo hari hri hr days day jam hours hour hrs minggu weeks orang org pekerja workers staff people "
    "pax % percent persen peratus percentage bulan bln months kali times hb haribulan jan feb mac mar apr mei may jun jul ogos aug "
    "sep sept okt oct nov dis dec januari februari mac april jun julai september oktober november disember january february march "
    "june july august october december"
)  # fmt: skip
_OTHER_SPAN = _words(
    "sehari sejam setahun seminggu daily hourly yearly annually weekly annual harian tahunan perhari perjam"
)
_SPAN_UNITS = _words("day hour year week hari jam tahun minggu annum")

_CURRENCY_APART = re.compile(r"\b(rm|myr)[\s.]+(?=\d)")
_SPACED = re.compile(r"(?<![\w.,/-])((?:rm|myr)?\d{1,3})((?: \d{3})+)(?=\.\d\d\b|[^\w.,/-]|[.,]?(?:\s|$))")
_THOUSAND_APART = re.compile(r"(?<=\d)\s*(?:k|rb|ribu|thousand)\b")
_PART_THOUSAND = re.compile(r"(\d[.,]\d{1,2}) ?(?:rb|ribu|thousand)\b")
_THOUSAND_AND = re.compile(r"(?<![\w.,])(?:rm)?(\d{1,3}) ?(?:ribu|rb|thousand) (\d{3})\b(?![.,/-]\d)")
_GLUED = re.compile(r"\b(gaji|salary|upah|basic|wage)[:=]?(?=\d|rm\d)")
_CHUNK = re.compile(
    r"""(?P<sign>-)?(?P<rm>rm|myr)?
    (?:(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d+)(?:[.,](?P<part>\d{1,2}))?)
    (?P<thousand>k(?P<hundreds>\d)?)?
    (?P<ringgit>rm|ringgit|/-)?
    (?P<month>/?(?:sebulan|sebln|sebulannya|perbulan|bulan|bln|month|mth|monthly|mo))?""",
    re.VERBOSE,
)
_EDGES = "()[]{}<>~≈?!.,;:+=\"'“”‘’*…"


class NotAWage(StrEnum):
    """Figures that were typed where a wage was asked for, and cannot be one."""

    YEAR = "year"
    ODD = "odd"


@dataclass(frozen=True)
class _Token:
    """One word; `sen` where it is an amount. `figure` is true for anything with a digit in it."""

    word: str
    sen: int | None = None
    marked: bool = False
    figure: bool = False

    @property
    def year(self) -> bool:
        return not self.marked and self.sen is not None and self.sen % SEN == 0 and self.sen // SEN in YEARS


def wage_alone(text: str) -> int | NotAWage | None:
    """The wage in sen when the text is nothing but a wage (`gaji sy 2500 lebih kurang`).

    NotAWage when it is nothing but figures that cannot be a month's wage; None when it is something else.
    """
    tokens = _tokens(text)
    figures = [token for token in tokens if token.figure]
    around = [token.word for token in tokens if not token.figure]
    if not figures or not adds_nothing(around):
        return None
    one = figures[0]
    if len(figures) > 1 or one.sen is None:
        return NotAWage.ODD
    said = one.marked or bool(_WAGE_WORDS & set(around))
    if one.year and not said:
        return NotAWage.YEAR
    lowest = LOWEST if said else LOWEST_BARE
    return one.sen if lowest <= one.sen <= HIGHEST_WAGE else NotAWage.ODD


def wage_within(text: str) -> int | None:
    """The one wage in sen that a question names (`gaji 1.8k brp kena potong`); None for none, or for several.

    It is marked as money (RM, k) or stands near a word for wages. Small amounts beside it are no wages.
    """
    tokens = _tokens(text)
    found = {
        token.sen
        for place, token in enumerate(tokens)
        if token.sen is not None
        and LOWEST_WITHIN <= token.sen <= HIGHEST_WAGE
        and (token.marked or _beside_wage_word(tokens, place))
        and not _counts_something_else(tokens, place)
    }
    return found.pop() if len(found) == 1 else None


def adds_nothing(words: Iterable[str]) -> bool:
    """Whether words only go around a wage or a case: "kalau", "pula", "lebih kurang"."""
    return set(words) <= _WAGE_WORDS | _AROUND


def names_wage(text: str) -> bool:
    """Whether the text has a word for wages in it."""
    return any(token.word in _WAGE_WORDS for token in _tokens(text))


def _beside_wage_word(tokens: list[_Token], place: int) -> bool:
    """Whether a word for wages stands near, with no other amount between."""
    before = tokens[max(0, place - BEFORE) : place]
    for token in reversed(before):
        if token.figure:
            break
        if token.word in _WAGE_WORDS:
            return True
    for token in tokens[place + 1 : place + 1 + AFTER]:
        if token.figure:
            break
        if token.word in _WAGE_WORDS:
            return True
    return [token.word for token in tokens[place + 1 : place + 3]] in (["a", "month"], ["per", "month"])


def _counts_something_else(tokens: list[_Token], place: int) -> bool:
    """Whether an amount is an age, a number of days or people, an Act, a year, or pay for another span."""
    before = tokens[place - 1].word if place else ""
    after = [token.word for token in tokens[place + 1 : place + 3]] + ["", ""]
    if after[0] in _OTHER_SPAN or (after[0] in {"a", "per", "an", "each"} and after[1] in _SPAN_UNITS):
        return True
    token = tokens[place]
    if token.year and before not in _WAGE_WORDS:
        return True
    return not token.marked and (before in _NOT_AFTER or after[0] in _NOT_BEFORE)


def _tokens(text: str) -> list[_Token]:
    """The words and figures of a text, in order."""
    if len(text) > LONGEST:
        return []
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    plain = _GLUED.sub(r"\1 ", plain)
    plain = _CURRENCY_APART.sub(r"\1", plain)
    plain = _SPACED.sub(lambda match: match[1] + match[2].replace(" ", ""), plain)
    plain = _PART_THOUSAND.sub(r"\1k", plain)
    plain = _THOUSAND_AND.sub(lambda match: f"rm{int(match[1]) * 1000 + int(match[2])}", plain)
    plain = _THOUSAND_APART.sub("k", figures_for_words(plain))
    tokens = [_token(chunk) for chunk in plain.replace("%", " % ").split()]
    return _with_currency_after([token for token in tokens if token.word])


def _token(chunk: str) -> _Token:
    word = chunk.strip(_EDGES)
    if not any(character.isdigit() for character in word):
        return _Token(word)
    match = _CHUNK.fullmatch(word)
    if match is None or match["sign"]:
        return _Token(word, figure=True)
    sen = _sen(match)
    marked = any(match[name] for name in ("rm", "thousand", "ringgit", "month"))
    return _Token(word, sen, marked, figure=True)


def _sen(match: re.Match[str]) -> int | None:
    """The amount in sen; None for a figure that no amount is written as."""
    digits = re.sub(r"[.,]", "", match["whole"])
    if (digits.startswith("0") and digits != "0") or len(digits) > len(str(HIGHEST_WAGE)):
        return None
    whole, part = int(digits), match["part"] or ""
    if not match["thousand"]:
        return whole * SEN + int(part.ljust(2, "0"))
    if match["hundreds"]:  # 2k5
        return (whole * 1000 + int(match["hundreds"]) * 100) * SEN if not part else None
    return whole * 1000 * SEN + int(part.ljust(2, "0")) * 10 * SEN


def _with_currency_after(tokens: list[_Token]) -> list[_Token]:
    """`1800 ringgit` is as marked as RM1800."""
    return [
        _Token(token.word, token.sen, marked=True, figure=True)
        if token.sen is not None
        and place + 1 < len(tokens)
        and tokens[place + 1].word in {"ringgit", "rm", "hinggit", "sebulan", "sebln"}
        else token
        for place, token in enumerate(tokens)
    ]
