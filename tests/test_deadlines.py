"""Deadlines against a calendar that is stepped through day by day, for every day of 2020 to 2035."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from bot.content.model import Rule
from bot.dialogue import due
from bot.dialogue.deadlines import Due, days_after, hours_after, last_moment, malaysian_day
from bot.dialogue.reply import Role
from bot.dialogue.session import Given, Progress, Session
from bot.i18n import Language, Localised

if TYPE_CHECKING:
    from bot.dialogue.voice import Voice
    from bot.dialogue.wording import Wording
    from bot.i18n import Catalogues

# 1 January 2020 was a Wednesday.
FIRST_WEEKDAY = 2
WEEKDAYS = {
    Language.MS: ("Isnin", "Selasa", "Rabu", "Khamis", "Jumaat", "Sabtu", "Ahad"),
    Language.EN: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SAME = Localised(ms="Selewat-lewatnya {date}.", en="By {date}.")
LATE = Localised(ms="Sudah lepas: {date}.", en="Passed: {date}.")


def stepped() -> list[date]:
    """Every day from 2020 to early 2036, counted month by month and day by day."""
    return [
        date(year, month, day)
        for year in range(2020, 2037)
        for month in range(1, 13)
        for day in range(1, monthrange(year, month)[1] + 1)
    ]


CALENDAR = stepped()
DAYS = [day for day in CALENDAR if day.year <= 2035]


@pytest.mark.parametrize("period", [30, 60])
def test_a_period_in_days_ends_where_the_calendar_ends_it(period: int) -> None:
    assert len(DAYS) == 5844
    assert [days_after(day, period) for day in DAYS] == CALENDAR[period : period + len(DAYS)]


def test_48_hours_end_two_calendar_days_later_at_the_same_time() -> None:
    for hour in (time(0), time(0, 1), time(12), time(23, 59)):
        ends = [hours_after(datetime.combine(day, hour), 48) for day in DAYS]
        assert [end.date() for end in ends] == CALENDAR[2 : 2 + len(DAYS)]
        assert {end.time() for end in ends} == {hour}


def test_without_the_hour_48_hours_run_from_the_start_of_the_day_so_the_next_day_is_the_last() -> None:
    rule = Rule(rule="hours_after", fact="report_hours", text=SAME, missed=LATE)
    assert [last_moment(rule, 48, day).date() for day in DAYS] == CALENDAR[1 : 1 + len(DAYS)]


def test_the_weekday_written_is_that_of_the_date(catalogues: Catalogues) -> None:
    for number, day in enumerate(DAYS):
        for language in Language:
            written = catalogues[language].weekday_and_date(day)
            assert written.startswith(WEEKDAYS[language][(FIRST_WEEKDAY + number) % 7] + ", ")
            assert written.endswith(f" {day.year}")


def test_days_left_weekends_and_what_to_do_once_it_has_passed(wording: Wording) -> None:
    rule = Rule(rule="days_after", fact="registration_days", text=SAME, missed=LATE)

    def said(today: date, last: date) -> str:
        voice: Voice = wording.voice(Session(speaking=Language.EN), today)
        lead, counted = due.in_words(voice, Due(rule, last, start=last - timedelta(days=30)))
        assert (lead.role, counted.role) == (Role.LEAD, Role.FINE_PRINT)
        assert counted.lines[0].startswith("Counted: 30 days from ")
        assert "Source: PERKESO" in counted.lines[0]
        return lead.lines[0]

    sunday = date(2026, 12, 20)
    assert said(date(2026, 11, 23), sunday) == (
        "By Sunday, 20 December 2026. 27 days left. That day is at a weekend: do it before."
    )
    assert said(date(2026, 12, 19), sunday).startswith("By Sunday, 20 December 2026. 1 day left.")
    assert said(sunday, sunday) == "By Sunday, 20 December 2026. That is today."
    assert said(date(2026, 12, 21), sunday) == "Passed: Sunday, 20 December 2026."
    friday = date(2026, 12, 18)
    assert said(date(2026, 12, 1), friday).endswith("In some states Friday is a weekend: do it before.")


def test_a_period_past_its_review_is_told_only_where_it_counts(wording: Wording) -> None:
    """The list says that the period is being checked again, but not to those whom it does not concern."""
    content = wording.knowledge.checklists["employer"]
    deadline = content.deadlines[0].model_copy(update={"when": {}})
    asked = content.questions[deadline.question].model_copy(update={"when": {}})
    content = content.model_copy(update={"questions": {deadline.question: asked}, "deadlines": (deadline,)})
    overdue = wording.knowledge.facts[deadline.fact].review_by + timedelta(days=1)

    def said(answers: dict[str, Given]) -> list[str]:
        session = Session(speaking=Language.EN, progress={content.id: Progress(answers=answers)})
        return [line for part in due.of_list(wording.voice(session, overdue), content) for line in part.lines]

    assert said({}) == []
    [line] = said({deadline.question: "2026-11-20"})
    assert line.startswith("We are checking this again: ")


@pytest.mark.parametrize(("at_the_server", "in_malaysia"), [
    (datetime(2026, 11, 23, 15, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
    (datetime(2026, 11, 23, 16, 0, tzinfo=UTC), date(2026, 11, 24)),
    (datetime(2026, 12, 31, 16, 0, tzinfo=UTC), date(2027, 1, 1)),
    (datetime(2028, 2, 28, 23, 0, tzinfo=UTC), date(2028, 2, 29)),
    (datetime(2026, 11, 23, 11, 30, tzinfo=timezone(timedelta(hours=-5))), date(2026, 11, 24)),
])  # fmt: skip
def test_near_midnight_the_day_is_malaysias_wherever_the_server_stands(
    at_the_server: datetime, in_malaysia: date
) -> None:
    assert malaysian_day(at_the_server) == in_malaysia
