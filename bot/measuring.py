"""The commands that measure and fit how messages are understood: evaluate, fit, and ask --why."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.content.model import Judgement, LanguageKnowledge
from bot.matching import evaluation
from bot.matching.decide import Context, Decision, Verdict, topic_shares
from bot.matching.fit import Sample, fit
from bot.matching.index import Matching, Taught
from bot.matching.model import OUTSIDE
from bot.matching.why import explain

JUDGEMENT_FILE = "language/judgement.yaml"
_HEAD = """\
# yaml-language-server: $schema=../schema/language.json
# When the bot answers and when it offers: weights of the signals in bot/matching/decide.py, and two thresholds.
# Written by `python -m bot fit tests/understanding/questions.jsonl`. Do not edit by hand: change the examples, fit again.

"""


class MeasuringError(Exception):
    """A file of questions cannot be used. The message says where and why."""


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a file, one a line. Raises MeasuringError with the line of the first that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise MeasuringError(f"cannot read {path}: {error}") from None
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not ({"text", "variants", "first", "a"} & row.keys()):
            raise MeasuringError(
                f'{path}:{number}: not a labelled question; write {{"text": "…", "accept": [ids]}}'
            )
        rows.append(row)
    return rows


def conversation(matching: Matching) -> evaluation.Ask:
    """Says messages one after another to the matching, each with what the one before left on the table."""

    def ask(texts: Sequence[str]) -> Decision:
        context = Context()
        for text in texts:
            decision = matching.decide(text, context)
            context = Context(
                decision.topics[0] if decision.verdict is Verdict.ANSWER else context.topic,
                decision.topics if decision.verdict is Verdict.OFFER else (),
            )
        return decision

    return ask


def taught_by(rows: Sequence[dict[str, Any]]) -> Matching:
    """The matching for topics that are not ours: examples alone, no language knowledge."""
    lessons = [Taught(row["text"], row.get("topic") or OUTSIDE) for row in rows]
    return Matching(lessons, LanguageKnowledge())


def report(asked: Sequence[evaluation.Asked], *, misses: bool) -> Iterator[str]:
    """The figures as lines to print: each with its 95 % interval; then topics, confusions and, if wanted, misses."""
    for figure in evaluation.figures(asked):
        low, high = figure.interval()
        yield f"{figure.name:<44} {figure.share:.3f}   {low:.3f} to {high:.3f}   {figure.hits} of {figure.all}"
    worst = [row for row in evaluation.per_topic(asked) if row.helped < row.asked]
    if worst:
        yield "\ntopics not always helped"
        yield from (f"  {row.topic:<32} {row.helped} of {row.asked}" for row in worst)
    mistaken = evaluation.confusions(asked)
    if mistaken:
        yield "\nfirst topic given for another"
        yield from (f"  {one.wanted:<32} → {one.given:<32} {one.times}" for one in mistaken)
    if misses:
        yield "\nmisses"
        for one in asked:
            if (one.accept and not one.helped) or one.wrong:
                given = ", ".join(one.decision.topics) or "nothing"
                wanted = ", ".join(sorted(one.accept)) or "nothing"
                said = " / ".join((*one.before, one.text))
                yield f"  {one.decision.verdict.value:<8} {one.decision.score:.2f}  {said}\n           wanted {wanted}; gave {given}"


def evaluate(
    matching: Matching, path: Path, *, misses: bool, progress: Callable[[int], None] = lambda _: None
) -> Iterator[str]:
    """Ask every question of a file and report. `progress` is told how many were asked so far.

    Raises MeasuringError for a file that cannot be used.
    """
    rows = read_rows(path)
    began = time.perf_counter()
    asked: list[evaluation.Asked] = []
    for one in evaluation.read(rows, conversation(matching)):
        asked.append(one)
        progress(len(asked))
    each = (time.perf_counter() - began) / max(1, len(asked)) * 1000
    yield f"{len(asked)} messages, {each:.2f} ms each\n"
    yield from report(asked, misses=misses)


def fit_judgement(matching: Matching, path: Path) -> Judgement:
    """The judgement for a file of labelled questions. Raises MeasuringError for a file that cannot be used."""
    samples = []
    for row in read_rows(path):
        understood = matching.understand(row["text"], Context())
        if understood.ranked is None or understood.found is None:
            continue
        accept = set(row["accept"])
        best = list(topic_shares(understood.ranked))[:3]
        near_miss = not accept and row.get("kind") == "near"
        samples.append(Sample(understood.found, best[0] in accept, bool(accept & set(best)), near_miss))
    return fit(samples)


def judgement_file(judgement: Judgement) -> str:
    """The judgement as the YAML file that keeps it."""
    lines = [_HEAD + "judgement:"]
    for name in ("sure", "near"):
        judge = getattr(judgement, name)
        lines += [f"  {name}:", f"    bias: {judge.bias}", "    weights:"]
        lines += [f"      {signal}: {weight}" for signal, weight in judge.weights.items()]
    lines += [f"  answer_from: {judgement.answer_from}", f"  offer_from: {judgement.offer_from}"]
    return "\n".join(lines) + "\n"


def why(matching: Matching, text: str) -> Iterator[str]:
    """How a message was understood, for an editor."""
    return explain(matching, text, Context())
