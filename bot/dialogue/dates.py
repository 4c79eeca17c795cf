"""Days and times as people type them, in Malay and English: `3 nov`, `3/11`, `isnin lepas`, `20hb`, `3.30 ptg`."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

# A longer text is a question or a story, not a date.
LONGEST = 40
# "1 dec", said in November, is next week and not last year. Further off, the past is meant: taking a day
# for one still to come would give someone who is late the comfort of a deadline ahead.
SOON_DAYS = 31
NOON = 12

# --- Words -------------------------------------------------------------------------------------

_DAYS_FROM_TODAY = {
    "hari ini": 0, "hari ni": 0, "harini": 0, "hr ni": 0, "hri ni": 0, "tadi": 0, "pagi tadi": 0,
    "tengah hari tadi": 0, "petang tadi": 0, "today": 0, "this morning": 0,
    "semalam": -1, "smlm": -1, "kelmarin": -1, "kemarin": -1, "malam tadi": -1, "yesterday": -1, "last night": -1,
    "kelmarin dulu": -2, "day before yesterday": -2, "esok": 1, "besok": 1, "esk": 1, "tomorrow": 1, "lusa": 2,
    "day after tomorrow": 2,
}  # fmt: skip
_WEEKDAYS = (
    "isnin|isn|monday|mon", "selasa|sel|tuesday|tues|tue", "rabu|rab|wednesday|wed",
    "khamis|kha|thursday|thurs|thur|thu", "jumaat|jum|friday|fri", "sabtu|sab|saturday|sat", "ahad|ahd|sunday|sun",
)  # fmt: skip
_WEEKDAY = "|".join(_WEEKDAYS)
_MONTHS = (
    "jan(?:uari|uary)?", "feb(?:ruari|ruary)?", "mac|mar(?:ch)?", "apr(?:il)?", "mei|may", "june?", "julai|july?|jul",
    "og(?:os|s)|aug(?:ust)?", "sep(?:t|tember)?", "o[kc]t(?:ober)?", "nov(?:ember)?", "dis(?:ember)?|dec(?:ember)?",
)  # fmt: skip
_MONTH = "|".join(_MONTHS)
_LEAD_IN = re.compile(
    r"^(?:(?:pada|mula|start(?:ed)?|dari|sejak|on|since|from|the|tarikh|hari|kerja|bekerja|masuk|dia|bermula)\s+)+"
    r"(?!ini|ni|lepas)"
)
_NUMBERS = {
    "sehari": "1 hari", "seminggu": "1 minggu", "dua": "2", "tiga": "3", "empat": "4", "lima": "5", "enam": "6",
    "a": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
}  # fmt: skip
_AGO = r"(?:yang |yg )?(?:lepas|lalu|lps)|ago"
_LAST_WEEK = r"minggu (?:lepas|lalu|lps)|last week"
_NEXT_WEEK = r"minggu (?:depan|dpn)|next week"
_LAST_MONTH = r"bulan (?:lepas|lalu|lps)|last month"
_LAST_YEAR = r"tahun (?:lepas|lalu|lps)|last year"

_SPAN = re.compile(rf"(\d{{1,3}})\s*(hari|hr|days?|minggu|mggu|weeks?) ({_AGO}|lagi)")
_ON_WEEKDAY = re.compile(
    rf"(?:(?P<before>last|this|next|{_LAST_WEEK}|{_NEXT_WEEK}) )?(?:hari )?(?P<day>{_WEEKDAY})"
    rf"(?: (?P<after>{_AGO}|ini|ni|depan|dpn|{_LAST_WEEK}|{_NEXT_WEEK}))?"
)
_OF_MONTH = re.compile(
    rf"(\d{{1,2}})\s*(?:hb|h\.b|haribulan|hari bulan|st|nd|rd|th)(?: (?:(?P<last>{_LAST_MONTH})|bulan (?:ini|ni)|this month))?"
    r"(?: (?:lepas|lalu|lps))?"
)
_NUMERIC = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?")
_NAMED = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\s*)?(?P<month>{_MONTH})(?(day)|\s*(?P<after>\d{{1,2}})),?(?:\s*(?P<year>\d{{4}}))?"
)
_WEEKDAY_ASIDE = re.compile(rf"\(?\b({_WEEKDAY})\b\)?,?")


def read_date(text: str, today: date) -> date | None:
    """The day that `text` names, or None when it names none, or names two that do not agree.

    A weekday is the last one before today, unless the text says "next". A date without its year is the
    latest one, unless the coming one is at most a month away.
    """
    words = " ".join(text.casefold().split()).strip(" .,!?")
    if len(words) > LONGEST:
        return None
    words = _LEAD_IN.sub("", words)
    words = " ".join(_NUMBERS.get(word, word) for word in words.split())
    if words in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[words])
    return (
        _some_days_off(words, today)
        or _on_weekday(words, today)
        or _of_month(words, today)
        or _on_calendar(words, today)
    )


def _some_days_off(words: str, today: date) -> date | None:
    found = _SPAN.fullmatch(words)
    if found is None:
        return None
    days = int(found[1]) * (7 if found[2][0] in "mw" else 1)
    return today + timedelta(days=days if found[3] == "lagi" else -days)


def _on_weekday(words: str, today: date) -> date | None:
    found = _ON_WEEKDAY.fullmatch(words)
    if found is None or (found["before"] and found["after"]):
        return None
    day, said = _weekday_number(found["day"]), found["before"] or found["after"] or "last"
    monday = today - timedelta(days=today.weekday())
    if re.fullmatch(_LAST_WEEK, said):
        return monday + timedelta(days=day - 7)
    if re.fullmatch(_NEXT_WEEK, said):
        return monday + timedelta(days=day + 7)
    if said in {"this", "ini", "ni"}:
        return monday + timedelta(days=day)
    if said in {"next", "depan", "dpn"}:
        return today + timedelta(days=(day - today.weekday() - 1) % 7 + 1)
    return today - timedelta(days=(today.weekday() - day - 1) % 7 + 1)


def _weekday_number(name: str) -> int:
    return next(number for number, names in enumerate(_WEEKDAYS) if name in names.split("|"))


def _of_month(words: str, today: date) -> date | None:
    """`20hb`: the latest such day; with "bulan lepas" that of last month."""
    found = _OF_MONTH.fullmatch(words)
    if found is None:
        return None
    month = today.replace(day=1)
    day = _day(month.year, month.month, int(found[1]))
    if found["last"] or (
        "bulan" not in words[len(found[1]) :].removeprefix("haribulan") and (day is None or day > today)
    ):
        month = (month - timedelta(days=1)).replace(day=1)
        day = _day(month.year, month.month, int(found[1]))
    return day


def _on_calendar(words: str, today: date) -> date | None:
    """A date with its month, by number or name, perhaps with its year or weekday."""
    words, last_year = re.subn(rf"\s*(?:{_LAST_YEAR})$", "", words)
    words = re.sub(rf"\s*(?:{_AGO})$", "", words)
    aside = _WEEKDAY_ASIDE.search(words)
    if aside is not None:
        words = " ".join(_WEEKDAY_ASIDE.sub("", words).split())
    day = _numeric(words, today) if _NUMERIC.fullmatch(words) else _named(words, today)
    if day is None or (aside is not None and day.weekday() != _weekday_number(aside[1])):
        return None
    if last_year:
        return _day(today.year - 1, day.month, day.day)
    return day


def _numeric(words: str, today: date) -> date | None:
    found = _NUMERIC.fullmatch(words)
    assert found is not None  # noqa: S101  whoever calls has looked
    day, month, year = int(found[1]), int(found[2]), found[3]
    if year is not None:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)  # noqa: PLR2004  two digits: 26
    return _without_year(month, day, today)


def _named(words: str, today: date) -> date | None:
    """`3 nov 2026`, `nov 3`, and 2026-11-03 as computers write it."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
        return _day(*(int(part) for part in words.split("-")))
    words = re.sub(r"(\d)\s*(?:hb|haribulan|hari bulan|st|nd|rd|th)\b(?: of)?", r"\1", words)
    if numbers := re.fullmatch(r"(\d{1,2}) (\d{1,2})", words):
        return _without_year(int(numbers[2]), int(numbers[1]), today)
    found = _NAMED.fullmatch(words)
    if found is None:
        return None
    month, day = _month_number(found["month"]), int(found["day"] or found["after"])
    return _day(int(found["year"]), month, day) if found["year"] else _without_year(month, day, today)


def _month_number(name: str) -> int:
    return next(number for number, names in enumerate(_MONTHS, start=1) if re.fullmatch(names, name))


def _without_year(month: int, day: int, today: date) -> date | None:
    """The latest such day, or the coming one where that is soon."""
    years = (today.year + 1, today.year, today.year - 1)
    days = [found for year in years if (found := _day(year, month, day)) is not None]
    return next((found for found in days if found <= today + timedelta(days=SOON_DAYS)), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_VAGUE = re.compile(
    r"(?:(?:sekitar|around|lebih kurang|dalam) )?"
    r"(?:(?:hujung|awal|akhir|pertengahan|tengah|the )?(?:the )?(?:end|start|beginning|middle)?(?: of)? ?)?"
    r"(?:(?:bulan|minggu|tahun) (?:lepas|lalu|lps|ini|ni|depan|dpn)|(?:last|this|next) (?:month|week|year))"
)


def is_vague(text: str) -> bool:
    """Whether `text` names a time, but no one day: `hujung bulan lepas`, `last week`."""
    return _VAGUE.fullmatch(" ".join(text.casefold().split()).strip(" .,!?")) is not None


# --- A day named in a question -----------------------------------------------------------------

_IN_A_QUESTION = re.compile(
    "|".join((
        rf"\b(?:\d{{1,2}}\s*(?:hb|st|nd|rd|th)?\s*(?:of )?(?:{_MONTH})(?:\s*\d{{4}}|\s(?:{_LAST_YEAR}))?)\b",
        rf"\b(?:{_MONTH})\s*\d{{1,2}}(?:,?\s*\d{{4}})?\b(?!\s*(?:hari|days?|bulan|months?))",
        r"(?<![\d/.,-])\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?(?![\d/-])",
        rf"\b\d{{1,2}}\s*(?:hb|haribulan)(?: (?:{_LAST_MONTH}))?\b",
        rf"\b(?:\d{{1,3}}|dua|tiga|two|three|a)\s*(?:hari|hr|days?|minggu|weeks?) (?:{_AGO})\b|\bseminggu (?:lepas|lalu)\b",
        rf"\b(?:last|next|this|{_LAST_WEEK}) (?:{_WEEKDAY})\b",
        rf"\b(?:{_WEEKDAY}) (?:{_LAST_WEEK}|lepas|lalu|lps|depan)\b",
        r"\b(?:semalam|smlm|kelmarin|kemarin|yesterday|hari ini|hari ni|harini|hr ni|today|last night|malam tadi)\b",
    ))
)  # fmt: skip
NOT_DAYS = {"24/7"}


def find_date(text: str, today: date) -> date | None:
    """The one day that a question names, or None when it names none or several."""
    said = {match[0] for match in _IN_A_QUESTION.finditer(" ".join(text.casefold().split()))} - NOT_DAYS
    days = {day for words in said if (day := read_date(words, today)) is not None}
    return days.pop() if len(days) == 1 else None


# --- Times -------------------------------------------------------------------------------------

_TIME = re.compile(
    r"(?:pukul |pkl |jam |at )?(\d{1,2})(?:[:.](\d{2}))?\s*"
    r"(am|a\.m|pg|pagi|pm|p\.m|ptg|petang|tengah hari|tgh hari|tghari|malam|mlm|tengah malam|midnight|noon)"
)
_CLOCK = re.compile(r"(?:pukul |pkl |jam |at )?(\d{1,2})[:.]?(\d{2})")
_MORNING = {"am", "a.m", "pg", "pagi", "tengah malam", "midnight"}
_NIGHT = {"malam", "mlm"}
# Before this hour a night's hour belongs to the morning after: which is meant is not clear.
EVENING = 6


def read_time(text: str) -> time | None:
    """The time of day that `text` names. `3.30` alone could be either half of the day, so it names none."""
    words = " ".join(text.casefold().split()).strip(" .,!?")
    if words in {"tengah hari", "tgh hari", "noon"}:
        return time(NOON)
    if words in {"tengah malam", "midnight"}:
        return time(0)
    if found := _TIME.fullmatch(words):
        return _in_part(int(found[1]), int(found[2] or 0), found[3])
    if (clock := _CLOCK.fullmatch(words)) and (int(clock[1]) > NOON or clock[1] in {"0", "00"}):
        return _time(int(clock[1]), int(clock[2]))
    return None


def _in_part(hour: int, minute: int, part: str) -> time | None:
    """An hour from 1 to 12 in a part of the day."""
    if not 1 <= hour <= NOON or (part in _NIGHT and hour < EVENING):
        return None
    if part in _MORNING or (part in _NIGHT and hour == NOON):
        return _time(hour % NOON, minute)
    if part in {"tengah hari", "tgh hari", "tghari", "noon"} and hour == NOON - 1:
        return _time(hour, minute)
    return _time(hour % NOON + NOON, minute)


def _time(hour: int, minute: int) -> time | None:
    try:
        return time(hour, minute)
    except ValueError:
        return None
