"""The rules that deadlines are worked out by, in Malaysian time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.content.model import Rule

# Malaysia keeps one time all year, so a day there always has 24 hours; a server may stand anywhere.
HOURS_A_DAY = 24
MALAYSIA = timezone(timedelta(hours=8), "MYT")


@dataclass(frozen=True)
class Due:
    """A deadline worked out: its last day, the hour where it has one, and the day it was counted from."""

    rule: Rule
    day: date
    hour: time | None = None
    start: date | None = None


def counted_from(rule: Rule, figure: int, start: date, hour: time | None) -> Due:
    """A rule's deadline for one day, and hour where it is known. `figure` is the value of the rule's fact."""
    return Due(rule, last_moment(rule, figure, start, hour).date(), hour, start)


def malaysian_day(moment: datetime) -> date:
    """The day it is in Malaysia at a moment, which names its own time zone."""
    return moment.astimezone(MALAYSIA).date()


def last_moment(rule: Rule, figure: int, start: date, hour: time | None = None) -> datetime:
    """The end of a rule's period: for days the last day, at midnight; for hours the moment.

    `figure` is the value of the rule's fact, in days or hours. `hour` counts only for a rule in hours; an
    unknown one counts as the first of the day, so that the day before the end is the last whole one: the
    deadline given may come early, never late.
    """
    if rule.rule == "days_after":
        return datetime.combine(days_after(start, figure), time(0))
    if hour is None:
        return hours_after(datetime.combine(start, time(0)), figure) - timedelta(minutes=1)
    return hours_after(datetime.combine(start, hour), figure)


def first_day(rule: Rule, figure: int, last: date) -> date:
    """The day that a period ending on `last` was counted from, where no hour was known."""
    days = figure if rule.rule == "days_after" else figure // HOURS_A_DAY - 1
    return last - timedelta(days=days)


def days_after(start: date, days: int) -> date:
    """The last day of a period of `days` counted from `start` (fact A3.1: 30 days from the hire date).

    The start itself is day 0: hired on 20 November, 30 days end on 20 December. Weekends and holidays
    do not extend it.
    """
    return start + timedelta(days=days)


def hours_after(start: datetime, hours: int) -> datetime:
    """The end of a period of `hours` (fact A7.4: 48 hours from when the employer learned of an accident)."""
    return start + timedelta(hours=hours)
