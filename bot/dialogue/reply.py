"""What comes out: words in one language, for any channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.dialogue.messages import Press


class Role(StrEnum):
    """What a part of a reply is. Each channel decides how that looks."""

    NOTICE = "notice"
    HEADING = "heading"
    LEAD = "lead"
    TEXT = "text"
    BULLETS = "bullets"
    STEPS = "steps"
    FOLDED = "folded"
    FINE_PRINT = "fine_print"


@dataclass(frozen=True)
class Part:
    """A piece of a reply. Bullets, steps and folded text have several lines, the others one."""

    role: Role
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Button:
    """What the person can press. `copies` is text to copy instead of a press."""

    label: str
    press: Press | None = None
    copies: str | None = None


@dataclass(frozen=True)
class Page:
    """One page to print. Lines that begin with a box have the box drawn."""

    name: str
    """What the file is called, without what comes after the dot."""
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class LastDay:
    """A deadline for a calendar. `key` is the same each time the same deadline is written."""

    key: str
    day: date
    title: str
    about: str
    rings: tuple[int, ...]
    """So many days before, at 9 in the morning."""


@dataclass(frozen=True)
class Dates:
    """Deadlines for a calendar."""

    name: str
    """What the file is called, without what comes after the dot."""
    last_days: tuple[LastDay, ...]


@dataclass(frozen=True)
class Reply:
    """One message: plain text in parts, and rows of buttons."""

    parts: tuple[Part, ...]
    buttons: tuple[tuple[Button, ...], ...] = ()
    keeps: bool = False
    """An answer stays in the chat to be read again and forwarded; a menu is replaced by the next one."""
    file: Page | Dates | None = None
    """What the message carries; its parts are then a caption."""
