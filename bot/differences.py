"""What an edit changes in the answers: the knowledge as it was at a git revision against the knowledge as it is."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
import textwrap
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from bot import measuring
from bot.channels import plain
from bot.content import loader
from bot.dialogue.session import Session
from bot.dialogue.views import Answer
from bot.dialogue.wording import Wording, reply_for
from bot.i18n import Language
from bot.matching import evaluation
from bot.matching.decide import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.content.model import Knowledge
    from bot.i18n import Catalogue, Catalogues
    from bot.matching.evaluation import Asked
    from bot.matching.index import Matching

# The columns of the table, in characters.
WIDTHS = (44, 36, 36)
RULE = "-" * 132


class DifferenceError(Exception):
    """The knowledge of that revision cannot be had. The message says why and what to do."""


class Worth(IntEnum):
    """How good what a person gets is, when it is known which topics would help."""

    WRONG = 0
    NOTHING = 1
    OFFERED = 2
    RIGHT = 3


@dataclass(frozen=True)
class Difference:
    """One question that people get another answer to."""

    question: str
    before: Asked
    after: Asked

    @property
    def change(self) -> str:
        before, after = _worth(self.before), _worth(self.after)
        return "better" if after > before else "worse" if after < before else "other"


@contextmanager
def knowledge_at(revision: str, folder: Path) -> Iterator[Path]:
    """The folder as it was at a git revision, for as long as it is looked at. Raises DifferenceError."""
    git = ["git", "-C", str(folder), "archive", "--format=tar", revision, "--", "."]
    try:
        done = subprocess.run(git, capture_output=True, check=False)  # noqa: S603  the revision is one argument
    except OSError:
        raise DifferenceError("diff needs git, and git is not installed here") from None
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace")
        if "not a git repository" in said:
            raise DifferenceError(
                f"{folder} is not in a git checkout, so there is nothing to compare it with"
            )
        raise DifferenceError(
            f"git does not know {revision!r}; name a commit, a branch or HEAD~1 (git log --oneline lists them)"
        )
    with tempfile.TemporaryDirectory() as place, tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(place, filter="data")
        yield Path(place)


def read_at(revision: str, folder: Path, catalogues: Catalogues) -> Knowledge:
    """The knowledge at a revision, without what today's program cannot read of it. Raises DifferenceError."""
    with knowledge_at(revision, folder) as place:
        knowledge, _ = loader.examine(place, catalogues)
    if knowledge is None:
        raise DifferenceError(f"today's bot cannot read the knowledge of {revision}; name a later revision")
    return knowledge


def differences(before: Matching, after: Matching, questions: Path) -> tuple[int, list[Difference]]:
    """How many questions were asked, and those whose topics changed."""
    rows = measuring.read_rows(questions)
    old, new = (list(evaluation.read(rows, measuring.conversation(matching))) for matching in (before, after))
    changed = [
        Difference(now.text, was, now)
        for was, now in zip(old, new, strict=True)
        if (was.decision.verdict, was.decision.topics) != (now.decision.verdict, now.decision.topics)
    ]
    order = {"worse": 0, "better": 1, "other": 2}
    return len(new), sorted(changed, key=lambda one: order[one.change])


def reworded(before: Knowledge, after: Knowledge, catalogues: Catalogues, day: date) -> list[str]:
    """The topics whose answer on that day says something else, in either language."""
    old, new = (Wording(knowledge, catalogues) for knowledge in (before, after))
    return [
        name
        for name in after.topics
        if name in before.topics
        and any(_said(old, name, language, day) != _said(new, name, language, day) for language in Language)
    ]


def report(
    asked: int, changed: Sequence[Difference], reworded: Sequence[str], titles: Knowledge, say: Catalogue
) -> Iterator[str]:
    """The lines of one table that anyone can read, and below it the answers whose words changed."""
    if changed:
        yield _row(say("Question"), say("Before"), say("Now"), "")
        yield RULE
    words = {"better": say("better"), "worse": say("worse"), "other": say("other")}
    for one in changed:
        before, after = (_outcome(asked, titles, say) for asked in (one.before, one.after))
        yield _row(one.question, before, after, words[one.change])
        yield RULE
    counts = {change: sum(one.change == change for one in changed) for change in words}
    yield say(
        "{asked} questions: {changed} lead to another answer ({better} better, {worse} worse, {other} other).",
        asked=asked, changed=len(changed), **counts,
    )  # fmt: skip
    if reworded:
        yield say("Answers that say something else: {topics}", topics=", ".join(reworded))


def _worth(asked: Asked) -> Worth:
    if asked.wrong:
        return Worth.WRONG
    if asked.helped or (not asked.accept and not asked.decision.topics):
        return Worth.RIGHT if asked.answered or not asked.accept else Worth.OFFERED
    return Worth.NOTHING


def _outcome(asked: Asked, knowledge: Knowledge, say: Catalogue) -> str:
    titles = [
        knowledge.topics[name].title[say.language] if name in knowledge.topics else name
        for name in asked.decision.topics
    ]
    match asked.decision.verdict:
        case Verdict.ANSWER:
            return titles[0]
        case Verdict.OFFER:
            return say("offers: {titles}", titles=" / ".join(titles))
        case Verdict.SMALL_TALK:
            return say("small talk")
        case _:
            return say("says that it does not know")


def _row(question: str, before: str, after: str, change: str) -> str:
    """One row of the table; long texts go on in lines below."""
    cells = [
        textwrap.wrap(text, width) for text, width in zip((question, before, after), WIDTHS, strict=True)
    ]
    lines = zip_longest(*cells, [change], fillvalue="")
    return "\n".join(
        " | ".join(
            [*(text.ljust(width) for text, width in zip(line, WIDTHS, strict=False)), line[-1]]
        ).rstrip()
        for line in lines
    )


def _said(wording: Wording, topic: str, language: Language, day: date) -> str:
    return plain.text(reply_for(wording.voice(Session(speaking=language), day), Answer(topic=topic)))
