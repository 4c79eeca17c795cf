"""Dates as people type them, in Malay and English: `3 nov`, `3/11`, `semalam`, `isnin lepas`, `20hb Nov`."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache

from dateparser.date import DateDataParser

# A longer text is a question or a story, not a date.
LONGEST = 40
# "1 dec", said in November, is next week and not last year.
SOON_DAYS = 60

_WEEKDAYS = {
    "isnin": "monday", "selasa": "tuesday", "rabu": "wednesday", "khamis": "thursday", "jumaat": "friday",
    "sabtu": "saturday", "ahad": "sunday",
}  # fmt: skip
_AGO = r"\s*(?:lepas|lalu|lps|yang lalu|yg lalu)\b"

# Malay ways of saying a date that the library does not know, in the words it does.
_KNOWN = (
    (re.compile(r"(\d)\s*(?:hb|haribulan|hari bulan|h\.?b\.?)\b"), r"\1 "),
    (re.compile(r"\b(?:kelmarin|smlm)\b"), "semalam"),
    (re.compile(r"\b(?:hr|hri|hari)\s*ni\b|\b(?:pagi |petang )?tadi\b"), "hari ini"),
    (re.compile(r"\b(?:esk|besok)\b"), "esok"),
    (re.compile(r"\bse(hari|minggu)\b"), r"1 \1"),
    (re.compile(r"\bdua\b"), "2"),
    (re.compile(r"\btiga\b"), "3"),
    (re.compile(rf"(\d+)\s*(?:hari|hr){_AGO}"), r"\1 days ago"),
    (re.compile(rf"(\d+)\s*(?:minggu|mggu){_AGO}"), r"\1 weeks ago"),
    *((re.compile(rf"\b{malay}\b"), english) for malay, english in _WEEKDAYS.items()),
)
_PAST = re.compile(rf"\blast\b|\bhari\b|{_AGO}")
_FUTURE = re.compile(r"\b(?:next|depan|dpn|akan datang|this coming)\b")


def read_date(text: str, today: date) -> date | None:
    """The day that `text` names, or None when it names none.

    A weekday is the last one before today, unless the text says "next". A date without a year is the
    latest one, unless the coming one is under two months away: people register a worker who starts next
    week, and tell of one who started last year.
    """
    words = " ".join(text.casefold().split()).strip(" .,!?")
    if len(words) > LONGEST or not re.search(r"\d\D|\D\d|[a-z]{3}", words):
        return None  # "3" alone is an option or a count more often than a day
    for pattern, known in _KNOWN:
        words = pattern.sub(known, words)
    ahead = _FUTURE.search(words) is not None
    if words != "hari ini":
        words = _FUTURE.sub("", _PAST.sub("", words)).strip()
    found = _parser(today, "future" if ahead else "past").get_date_data(words)
    if found.date_obj is None or (found.period != "day" and "ago" not in words):
        return None
    day: date = found.date_obj.date()
    return _coming(day, today) if re.fullmatch(r"\D*\d{1,2}\D+|\D*\d{1,2}\W\d{1,2}\W*", words) else day


def _coming(day: date, today: date) -> date:
    """A day given without its year: next year's, when that one is soon."""
    try:
        later = day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day
    return later if day < today and (later - today).days <= SOON_DAYS else day


@lru_cache(maxsize=4)
def _parser(today: date, prefer: str) -> DateDataParser:
    return DateDataParser(
        languages=["ms", "en"],
        settings={
            "RELATIVE_BASE": datetime.combine(today, time(12)),
            "DATE_ORDER": "DMY",
            "PREFER_DATES_FROM": prefer,
        },
    )
