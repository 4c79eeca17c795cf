"""What the bot makes of a message: answer, offer two or three topics, small talk, or stay silent."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.matching.model import SMALL_TALK, is_topic

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.content.model import Judge, Judgement
    from bot.matching.model import Ranked
    from bot.matching.reader import Reading

# Topics less likely than this are not worth a button beside two better ones.
WORTH_OFFERING = 0.02
LEAST_OFFERED, MOST_OFFERED = 2, 3
# A topic with a smaller share than this is never the answer, however the signals add up.
LEAST_SHARE = 0.45
# Small talk is short, and taken for that only when nothing else is likely.
SURE_OF_SMALL_TALK, LONGEST_SMALL_TALK = 0.7, 8


class Verdict(StrEnum):
    ANSWER = "answer"
    OFFER = "offer"
    UNKNOWN = "unknown"
    SMALL_TALK = "small_talk"


class Reason(StrEnum):
    """Why a verdict was given."""

    EXACT = "exact"
    """The message is an example question, word for word."""
    SMALL_TALK = "small_talk"
    """Nothing but a greeting, thanks or the like is said."""
    PICKED = "picked"
    """One of the topics offered was named by its number."""
    NO_WORDS = "no_words"
    """No word of it is known."""
    SURE = "sure"
    UNSURE = "unsure"
    TWO_QUESTIONS = "two_questions"
    GOES_ON = "goes_on"
    """A short message that may go on about what is on the table."""
    UNLIKELY = "unlikely"


@dataclass(frozen=True)
class Context:
    """What the conversation has on the table: the topic answered last, the topics just offered."""

    topic: str | None = None
    offered: tuple[str, ...] = ()

    def on_the_table(self) -> tuple[str, ...]:
        """What a short message may go on about: what was just offered, else the topic answered last."""
        return self.offered or ((self.topic,) if self.topic is not None else ())


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
    reason: Reason = Reason.UNLIKELY


@dataclass(frozen=True)
class Signals:
    """What tells a right ranking from a wrong one."""

    best: float
    """The log-odds of the best topic's share."""
    margin: float
    """The best topic's share less the second's."""
    outside: float
    """The share of what is no topic: questions that none answers, and small talk."""
    known: float
    """How much of the evidence was ever seen, by weight."""
    strange: float
    """The part of the words that the knowledge has never seen."""
    length: float
    """The natural logarithm of the number of words and one."""
    spread: float
    """The share of all topics but the best three."""

    def chance(self, judge: Judge) -> float:
        """The chance, from 0 to 1, by one judge's weights."""
        total = judge.bias + sum(
            judge.weights.get(field.name, 0.0) * float(getattr(self, field.name)) for field in fields(self)
        )
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def signals(ranked: Ranked, reading: Reading) -> Signals:
    """The signals of one message."""
    shares = topic_shares(ranked)
    first, second, third = [*shares.values(), 0.0, 0.0, 0.0][:3]
    bounded = min(max(first, 1e-4), 1 - 1e-4)
    outside = 1 - sum(shares.values())
    return Signals(
        best=math.log(bounded / (1 - bounded)),
        margin=first - second,
        outside=outside,
        known=ranked.known,
        strange=len(reading.strange) / max(1, len(reading.words)),
        length=math.log(1 + len(reading.words)),
        spread=1 - outside - first - second - third,
    )


def small_talk_heard(ranked: Ranked, found: Signals) -> bool:
    """Whether a short message is small talk in words that no list holds."""
    return (
        ranked.topics[0].startswith(SMALL_TALK)
        and ranked.shares[0] >= SURE_OF_SMALL_TALK
        and found.length <= math.log(1 + LONGEST_SMALL_TALK)
    )


def topic_shares(ranked: Ranked) -> Mapping[str, float]:
    """The shares of the topics alone, best first."""
    return {
        topic: share for topic, share in zip(ranked.topics, ranked.shares, strict=True) if is_topic(topic)
    }


def decide(ranked: Ranked, found: Signals, judgement: Judgement) -> Decision:
    """The verdict on ranked topics."""
    if small_talk_heard(ranked, found):
        return Decision(
            Verdict.SMALL_TALK, score=ranked.shares[0], kind=ranked.topics[0].removeprefix(SMALL_TALK),
            reason=Reason.SMALL_TALK,
        )  # fmt: skip
    shares = topic_shares(ranked)
    score = found.chance(judgement.sure)
    best = next(iter(shares), None)
    if best is None:
        return Decision(Verdict.UNKNOWN)
    if score >= judgement.answer_from and shares[best] >= LEAST_SHARE:
        return Decision(Verdict.ANSWER, (best,), score, reason=Reason.SURE)
    if found.chance(judgement.near) < judgement.offer_from:
        return Decision(Verdict.UNKNOWN, score=score)
    worth = [
        topic
        for place, (topic, share) in enumerate(shares.items())
        if place < LEAST_OFFERED or share >= WORTH_OFFERING
    ]
    return Decision(Verdict.OFFER, tuple(worth[:MOST_OFFERED]), score, reason=Reason.UNSURE)
