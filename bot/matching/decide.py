"""What the bot makes of a message: answer, offer two or three topics, small talk, or stay silent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.matching.model import Ranked

# The surest topic is answered from here on, offered from there on. Fitted on labelled questions.
ANSWER_FROM = 0.6
OFFER_FROM = 0.25
# Topics less likely than this are not worth a button.
WORTH_OFFERING = 0.03
LEAST_OFFERED, MOST_OFFERED = 2, 3


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


def decide(ranked: Ranked, known_share: float) -> Decision:
    """The verdict on ranked topics; an empty name among them stands for questions that no topic answers."""
    if not ranked.topics:
        return Decision(Verdict.UNKNOWN)
    score = ranked.shares[0] * known_share
    if not ranked.topics[0] or score < OFFER_FROM:
        return Decision(Verdict.UNKNOWN, score=score if ranked.topics[0] else 0.0)
    if score >= ANSWER_FROM:
        return Decision(Verdict.ANSWER, ranked.topics[:1], score)
    likely = [(topic, share) for topic, share in zip(ranked.topics, ranked.shares, strict=True) if topic]
    worth = [
        topic
        for place, (topic, share) in enumerate(likely)
        if place < LEAST_OFFERED or share >= WORTH_OFFERING
    ]
    return Decision(Verdict.OFFER, tuple(worth[:MOST_OFFERED]), score)
