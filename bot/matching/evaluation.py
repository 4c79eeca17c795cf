"""How well messages are understood, measured on labelled questions: figures with their 95 % intervals."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.matching.decide import Decision, Verdict

OTHER_AGENCY = "other_"
# Kinds of questions that are not about anything the bot answers, or no questions at all.
FAR, GIBBERISH, SMALL_TALK = "far", "gibberish", "smalltalk"

Ask = Callable[[Sequence[str]], Decision]
"""Says the messages in order as one conversation, and returns the decision on the last."""


@dataclass(frozen=True)
class Asked:
    """One labelled message, what was said before it, and what was decided.

    `accept` holds the topics that would really help; none means that no topic may be given as the answer.
    """

    text: str
    accept: frozenset[str]
    decision: Decision
    style: str = ""
    kind: str = "asked"
    before: tuple[str, ...] = ()
    pair: int | None = None
    """The number of the pair or group it belongs to, where two or more are judged together."""

    @property
    def helped(self) -> bool:
        return bool(self.accept & set(self.decision.topics))

    @property
    def answered(self) -> bool:
        return self.decision.verdict is Verdict.ANSWER

    @property
    def wrong(self) -> bool:
        return self.answered and not self.helped


@dataclass(frozen=True)
class Figure:
    """A share: `hits` of `all`."""

    name: str
    hits: int
    all: int

    @property
    def share(self) -> float:
        return self.hits / self.all if self.all else 0.0

    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share, by Wilson's method."""
        if not self.all:
            return 0.0, 1.0
        z, n, p = 1.96, self.all, self.share
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


def read(rows: Iterable[Mapping[str, Any]], ask: Ask) -> Iterator[Asked]:
    """Ask everything in a labelled file. Its rows tell by their fields which of the four shapes they have."""
    for number, row in enumerate(rows):
        yield from _row(row, number, ask)


def _row(row: Mapping[str, Any], number: int, ask: Ask) -> Iterator[Asked]:
    style = str(row.get("style", ""))
    if "variants" in row:
        for text in (row["base"], *row["variants"]):
            yield Asked(text, frozenset(row["accept"]), ask([text]), style, "reworded", pair=number)
    elif "first" in row:
        yield Asked(
            row["second"], frozenset(row["second_accept"]), ask([row["first"], row["second"]]), style,
            "second", (row["first"],),
        )  # fmt: skip
    elif "a" in row:
        for side in ("a", "b"):
            yield Asked(
                row[side], frozenset(row[f"accept_{side}"]), ask([row[side]]), style, "role", pair=number
            )
    else:
        accept = row["accept"] if "accept" in row else [row["topic"]] if row.get("topic") else []
        yield Asked(row["text"], frozenset(accept), ask([row["text"]]), style, row.get("kind", "asked"))


def figures(asked: Sequence[Asked]) -> list[Figure]:
    """Every figure that these questions can show, leaving out those without a question."""
    answerable = [one for one in asked if one.accept]
    silent = [one for one in asked if not one.accept and one.kind != SMALL_TALK]
    direct = [one for one in asked if one.answered]
    agency = [one for one in answerable if all(name.startswith(OTHER_AGENCY) for name in one.accept)]
    small = [one for one in asked if one.kind == SMALL_TALK and not one.accept]
    by_kind = {kind: [one for one in silent if one.kind == kind] for kind in (FAR, GIBBERISH)}
    near = [one for one in silent if one.kind not in by_kind]
    found = [
        _share("helped", answerable, lambda one: one.helped),
        *(
            _share(f"helped, {style}", [one for one in answerable if one.style == style], lambda one: one.helped)
            for style in sorted({one.style for one in answerable if one.style})
        ),
        _share("answered directly and right", answerable, lambda one: one.answered and one.helped),
        _share("wrong among direct answers", direct, lambda one: one.wrong),
        _share("direct answers to far questions", by_kind[FAR], lambda one: one.answered),
        _share("direct answers to gibberish", by_kind[GIBBERISH], lambda one: one.answered),
        _share("direct answers to near misses", near, lambda one: one.answered),
        _share("another agency's question sent there", agency, lambda one: one.helped),
        _share("small talk recognised", small, lambda one: one.decision.verdict is Verdict.SMALL_TALK),
        *_together(answerable),
    ]  # fmt: skip
    return [figure for figure in found if figure.all]


def _share(name: str, among: Sequence[Asked], hit: Callable[[Asked], bool]) -> Figure:
    return Figure(name, sum(map(hit, among)), len(among))


def _together(asked: Sequence[Asked]) -> Iterator[Figure]:
    """What is judged over a pair or a group: rewordings that keep their topic, pairs that are both helped."""
    groups: defaultdict[int, list[Asked]] = defaultdict(list)
    for one in asked:
        if one.pair is not None:
            groups[one.pair].append(one)
    reworded = [group for group in groups.values() if group[0].kind == "reworded"]
    same = [(group[0], other) for group in reworded for other in group[1:]]
    yield Figure(
        "reworded question gets the same topic",
        sum(base.decision.topics[:1] == other.decision.topics[:1] != () for base, other in same),
        len(same),
    )
    pairs = [group for group in groups.values() if group[0].kind == "role"]
    yield Figure("pairs both helped", sum(all(one.helped for one in group) for group in pairs), len(pairs))


@dataclass(frozen=True)
class Confusion:
    """How often one topic was given for another."""

    wanted: str
    given: str
    times: int


def confusions(asked: Sequence[Asked], most: int = 15) -> list[Confusion]:
    """The commonest wrong first topics."""
    pairs = Counter(
        (min(one.accept, default="nothing"), one.decision.topics[0])
        for one in asked
        if one.decision.topics and one.decision.topics[0] not in one.accept
    )
    return [Confusion(wanted, given, times) for (wanted, given), times in pairs.most_common(most)]


@dataclass
class PerTopic:
    """One topic's share of helped questions."""

    topic: str
    asked: int = 0
    helped: int = 0
    missed: list[str] = field(default_factory=list)


def per_topic(asked: Sequence[Asked]) -> list[PerTopic]:
    """Every topic that a question wanted, the worst first."""
    found: dict[str, PerTopic] = {}
    for one in asked:
        for topic in one.accept:
            row = found.setdefault(topic, PerTopic(topic))
            row.asked += 1
            row.helped += one.helped
            if not one.helped:
                row.missed.append(one.text)
    return sorted(found.values(), key=lambda row: (row.helped / row.asked, row.topic))
