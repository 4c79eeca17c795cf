"""Which language a message is written in."""
from __future__ import annotations

from enum import StrEnum


class Spoken(StrEnum):
    MS = "ms"
    EN = "en"
    MIXED = "mixed"
    UNKNOWN = "unknown"
