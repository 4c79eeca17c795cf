"""How a message was understood, in lines that an editor can act on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from bot.matching.decide import Context, Reason, topic_shares

if TYPE_CHECKING:
    from bot.matching.index import Matching, Understood

TOPICS, EVIDENCE = 5, 6
# What stands before each kind of evidence (bot/matching/features.py), in words.
KINDS = {"w": "", "u": "", "b": "next to each other: ", "s": "near each other: ", "c": "letters "}
REASONS = {
    Reason.EXACT: "it is an example question, word for word",
    Reason.SMALL_TALK: "nothing but small talk is said",
    Reason.PICKED: "it picks one of the topics offered",
    Reason.NO_WORDS: "no word of it is known; if people really write so, add it to an example or to language/",
    Reason.SURE: "the best topic is sure enough to answer",
    Reason.UNSURE: "no topic is sure enough to answer; an example like this message would make one so",
    Reason.TWO_QUESTIONS: "it holds two questions, each sure of its own topic",
    Reason.GOES_ON: "it is short and may go on about the topic on the table",
    Reason.UNLIKELY: "nothing comes near enough to be offered",
}


def explain(matching: Matching, text: str, context: Context) -> Iterator[str]:
    """The plain form, corrections, concepts, the best topics with their evidence, and the decision."""
    understood = matching.understand(text, context)
    reading = understood.reading
    yield "plain form   " + " ".join(reading.raw)
    yield "understood   " + " ".join(reading.words)
    for typed, taken in reading.corrected:
        yield f"corrected    {typed} → {taken}"
    if reading.strange:
        yield "never seen   " + " ".join(reading.strange)
    yield "concepts     " + " ".join(unit for unit in reading.units if not unit.startswith("="))
    yield from _topics(matching, understood)
    decision = understood.decision
    yield f"decision     {decision.verdict.value} {' '.join(decision.topics)} ({decision.score:.2f}): {REASONS[decision.reason]}"


def _topics(matching: Matching, understood: Understood) -> Iterator[str]:
    if understood.ranked is None or understood.found is None:
        return
    for topic, share in islice(topic_shares(understood.ranked).items(), TOPICS):
        yield f"{share:>6.2f}  {topic}"
        for name, weight in matching.evidence(understood.reading, topic)[:EVIDENCE]:
            yield f"          {weight:+.2f} {KINDS[name[0]]}{name[1:].replace('=', '')}"
    yield f"no topic     {understood.found.outside:.2f}"
