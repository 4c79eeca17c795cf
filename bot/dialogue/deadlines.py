"""The rules that deadlines are worked out by. Malaysia keeps one time all year: a day there has 24 hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.content.model import Rule

# An unknown hour counts as the day's first: the deadline may then come early, never late.
UNKNOWN_HOUR = time(0)


def last_moment(rule: Rule, figure: int, start: date, hour: time | None = None) -> datetime:
    """The end of a rule's period in Malaysian time: for days the last day, at midnight; for hours the moment.

    `figure` is the value of the rule's fact, in days or hours. `hour` counts only for a rule in hours.
    """
    if rule.rule == "days_after":
        return datetime.combine(days_after(start, figure), time(0))
    return hours_after(datetime.combine(start, hour or UNKNOWN_HOUR), figure)


def days_after(start: date, days: int) -> date:
    """The last day of a period of `days` counted from `start` (fact A3.1: 30 days from the hire date).

    The start itself is day 0: hired on 20 November, 30 days end on 20 December. Weekends and holidays
    do not extend it.
    """
    return start + timedelta(days=days)


def hours_after(start: datetime, hours: int) -> datetime:
    """The end of a period of `hours` (fact A7.4: 48 hours from when the employer learned of an accident)."""
    return start + timedelta(hours=hours)
