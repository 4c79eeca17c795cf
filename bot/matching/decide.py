"""What the bot makes of a message: answer, offer two or three topics, small talk, or stay silent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    ANSWER = "answer"
    OFFER = "offer"
    UNKNOWN = "unknown"
    SMALL_TALK = "small_talk"


@dataclass(frozen=True)
class Decision:
    """A verdict with its topics: one for an answer, two or three for an offer, else none.

    `score` is how sure the bot is that the first topic is right, from 0 to 1. `kind` is the kind of
    small talk, when it is that.
    """

    verdict: Verdict
    topics: tuple[str, ...] = ()
    score: float = 0.0
    kind: str | None = None
