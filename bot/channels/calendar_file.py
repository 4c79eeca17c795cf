"""Deadlines as an iCalendar file (RFC 5545), which every calendar opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

if TYPE_CHECKING:
    from bot.dialogue.reply import Dates, LastDay

NINE = timedelta(hours=9)


def calendar_file(dates: Dates) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Panduan PERKESO//MS")
    calendar.add("version", "2.0")
    for last_day in dates.last_days:
        calendar.add_component(_event(last_day))
    content: bytes = calendar.to_ical()
    return content


def _event(last_day: LastDay) -> Event:
    """A deadline as an event of the whole day. Its time is the phone's own, as is that of its alarms."""
    event = Event()
    event.add("uid", f"{last_day.key}@panduan-perkeso")
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", last_day.day)
    event.add("dtend", last_day.day + timedelta(days=1))
    event.add("summary", last_day.title)
    event.add("description", last_day.about)
    event.add("transp", "TRANSPARENT")
    for days in last_day.rings:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", last_day.title)
        alarm.add(
            "trigger", NINE - timedelta(days=days)
        )  # counted from the midnight that the day begins with
        event.add_component(alarm)
    return event
