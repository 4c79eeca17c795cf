"""Copies of the knowledge that a test may edit."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from bot.config import read_settings

if TYPE_CHECKING:
    from pathlib import Path

# Of the concepts only those that the few examples are sure to use: one that no example uses is a problem.
USED = re.compile(r"#|concepts:|  (?:employer|worker): ")
SURPLUS = re.compile(r"((?:^    - .*\n){2})(?:^    - .*\n)+", re.MULTILINE)


def copy_of_knowledge(place: Path) -> Path:
    """The knowledge in `place`/knowledge, with two examples of each style, so that it is read and learnt quickly."""
    copy = place / "knowledge"
    shutil.copytree(read_settings().knowledge_dir, copy, ignore=shutil.ignore_patterns("examples"))
    for path in (copy / "topics").glob("*.yaml"):
        head, _, examples = path.read_text(encoding="utf-8").partition("\nexamples:\n")
        few = SURPLUS.sub(r"\1", examples)
        path.write_text(f"{head}\nexamples:\n{few}", encoding="utf-8")
    (copy / "language" / "words.yaml").unlink(missing_ok=True)
    concepts = copy / "language" / "concepts.yaml"
    kept = [line for line in concepts.read_text(encoding="utf-8").splitlines() if USED.match(line)]
    concepts.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return copy


def commit(copy: Path) -> None:
    """Make the folder around a copy a git checkout, with the copy as its one commit."""
    for words in (
        ["init", "-q"],
        ["add", "knowledge"],
        ["-c", "user.name=e", "-c", "user.email=e@example.com", "commit", "-qm", "knowledge"],
    ):
        subprocess.run(["git", "-C", str(copy.parent), *words], check=True)  # noqa: S603, S607  words of the tests
