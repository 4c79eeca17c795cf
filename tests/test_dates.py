"""Days and times as people type them, read on Monday 23 November 2026."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.dialogue.dates import find_date, is_vague, read_date, read_time

MONDAY = date(2026, 11, 23)

DAYS = {
    "3 nov": "2026-11-03", "3/11": "2026-11-03", "3-11": "2026-11-03", "3.11": "2026-11-03", "3/11/26": "2026-11-03",
    "03/11/2026": "2026-11-03", "2026-11-03": "2026-11-03", "3 November 2025": "2025-11-03", "nov 3": "2026-11-03",
    "3hb nov": "2026-11-03", "3 haribulan 11": "2026-11-03", "20 hb 10": "2026-10-20", "1st nov": "2026-11-01",
    "2nd of November": "2026-11-02", "15 ogos": "2026-08-15", "15 ogs": "2026-08-15", "1 mac": "2026-03-01",
    "1 okt": "2026-10-01", "1 julai": "2026-07-01", "1 mei": "2026-05-01", "31 dis 2025": "2025-12-31",
    "20hb": "2026-11-20", "30hb": "2026-10-30", "3hb bulan lepas": "2026-10-03", "3hb bulan ni": "2026-11-03",
    "hari ini": "2026-11-23", "hr ni": "2026-11-23", "harini": "2026-11-23", "pagi tadi": "2026-11-23",
    "today": "2026-11-23", "semalam": "2026-11-22", "smlm": "2026-11-22", "kelmarin": "2026-11-22",
    "yesterday": "2026-11-22", "last night": "2026-11-22", "kelmarin dulu": "2026-11-21",
    "the day before yesterday": "2026-11-21", "esok": "2026-11-24", "lusa": "2026-11-25",
    "isnin lepas": "2026-11-16", "isnin": "2026-11-16", "last Monday": "2026-11-16", "Ahad lalu": "2026-11-22",
    "jumaat minggu lepas": "2026-11-20", "minggu lepas isnin": "2026-11-16", "monday last week": "2026-11-16",
    "selasa ni": "2026-11-24", "khamis depan": "2026-11-26", "next friday": "2026-11-27",
    "isnin minggu depan": "2026-11-30", "3 hari lepas": "2026-11-20", "tiga hari yang lalu": "2026-11-20",
    "3 days ago": "2026-11-20", "seminggu lepas": "2026-11-16", "a week ago": "2026-11-16",
    "2 minggu lepas": "2026-11-09", "isnin 16/11": "2026-11-16", "16 nov (isnin)": "2026-11-16",
    "mula 3 nov": "2026-11-03", "pada 3/11": "2026-11-03", "on 3 Nov.": "2026-11-03",
    "3 nov tahun lepas": "2025-11-03", "3 Nov lepas": "2026-11-03", "3 nov, 2025": "2025-11-03", "15ogs": "2026-08-15",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "day"), DAYS.items())
def test_a_day_is_read_as_people_type_it(typed: str, day: str) -> None:
    assert read_date(typed, MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize("typed", [
    "hujung bulan lepas", "end of last month", "bulan lepas", "minggu lepas", "tahun lepas", "awal bulan ni",
    "31 feb", "31/2", "29/2/2023", "99/99", "0/0", "3", "30 hari", "60 days", "tak ingat", "blargh", "", "   ",
    "20112026", "isnin 17/11", "3 nov 4 nov", "9999999999/1", "x" * 41, "1 nov " * 10, "🙂", "3/11/226",
])  # fmt: skip
def test_what_names_no_day_or_two_that_do_not_agree_is_not_guessed(typed: str) -> None:
    assert read_date(typed, MONDAY) is None


@pytest.mark.parametrize("typed", [
    "hujung bulan lepas", "Awal bulan ni", "end of last month", "the end of last month", "bulan lepas", "last week",
    "sekitar minggu lepas", "akhir tahun lalu",
])  # fmt: skip
def test_a_time_that_is_no_one_day_is_known_for_what_it_is(typed: str) -> None:
    assert is_vague(typed)


@pytest.mark.parametrize(
    "typed", ["3 nov", "bila last bayar", "bulan lepas tak bayar, kena denda?", "hujung", ""]
)
def test_a_day_or_a_question_is_no_vague_time(typed: str) -> None:
    assert not is_vague(typed)


def test_a_day_without_its_year_is_the_coming_one_only_when_that_is_at_most_a_month_away() -> None:
    assert read_date("24/12", MONDAY) == date(2026, 12, 24)
    assert read_date("25/12", MONDAY) == date(2025, 12, 25)
    assert read_date("1 jan", date(2026, 12, 15)) == date(2027, 1, 1)


def test_29_february_without_its_year_is_the_latest_one_there_was() -> None:
    assert read_date("29 feb", date(2025, 3, 1)) == date(2024, 2, 29)


@pytest.mark.parametrize(("asked", "day"), [
    ("pekerja mula 3 nov, bila last daftar?", "2026-11-03"),
    ("worker started 3/11 when is the deadline", "2026-11-03"),
    ("kena buang kerja semalam, brp hari ada", "2026-11-22"),
    ("mula isnin lepas bila due", "2026-11-16"),
    ("started on 3rd of november 2026", "2026-11-03"),
    ("mula 20hb bulan lepas", "2026-10-20"),
    ("hilang kerja 3 nov tahun lepas", "2025-11-03"),
    ("dua minggu lepas kemalangan", "2026-11-09"),
])  # fmt: skip
def test_a_day_is_found_within_a_question(asked: str, day: str) -> None:
    assert find_date(asked, MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize("asked", [
    "30 hari atau 60 hari?", "LINDUNG 24/7 tu apa", "may I register 30 days later", "mula 1 okt dan 3 nov",
    "daftar hari ahad boleh?", "gaji 1.8k", "borang 2 mana", "",
])  # fmt: skip
def test_a_question_with_no_day_or_several_names_none(asked: str) -> None:
    assert find_date(asked, MONDAY) is None


@pytest.mark.parametrize(("typed", "hour"), [
    ("3 petang", "15:00"), ("3.30 ptg", "15:30"), ("3:30pm", "15:30"), ("15:30", "15:30"), ("1530", "15:30"),
    ("pukul 9 pg", "09:00"), ("9 am", "09:00"), ("12 malam", "00:00"), ("12 tengah hari", "12:00"),
    ("1 tengah hari", "13:00"), ("11 tgh hari", "11:00"), ("8 malam", "20:00"), ("tengah hari", "12:00"),
    ("midnight", "00:00"), ("12.30 am", "00:30"), ("12.30 pm", "12:30"), ("0:15", "00:15"), ("7.45 a.m.", "07:45"),
])  # fmt: skip
def test_a_time_is_read_as_people_type_it(typed: str, hour: str) -> None:
    assert read_time(typed) == time.fromisoformat(hour)


@pytest.mark.parametrize("typed", ["3", "3.30", "2 malam", "25:00", "13 petang", "12:75", "tadi", "", "pm"])
def test_a_time_that_could_be_two_or_none_is_not_guessed(typed: str) -> None:
    assert read_time(typed) is None
