"""What `check` catches: each fault of tests/faults.py, planted alone, told with the right file and line."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.config import PROJECT
from bot.content.loader import examine
from bot.content.yaml_files import read_document
from bot.i18n import Language
from tests.copies import copy_of_knowledge
from tests.faults import FACTS, FAULTS, LIST, TOPIC, Fault

if TYPE_CHECKING:
    from pathlib import Path

    from bot.content.documents import Document
    from bot.i18n import Catalogues

TODAY = date(2026, 11, 28)
PLANTED = PROJECT / "tests" / "planted"
FEWEST = 99  # of a hundred


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge with few examples, and with a topic, a checklist and facts to plant faults in."""
    root = copy_of_knowledge(tmp_path_factory.mktemp("planted"))
    topic = (PLANTED / "topic.yaml").read_text(encoding="utf-8")
    (root / TOPIC).write_text(topic, encoding="utf-8")
    (root / "topics" / "a_planted_one.yaml").write_text(_another(topic), encoding="utf-8")
    shutil.copy(PLANTED / "checklist.yaml", root / LIST)
    facts = (root / FACTS).read_text(encoding="utf-8")
    source = (PLANTED / "source.yaml").read_text(encoding="utf-8")
    facts = facts.replace("\nfacts:\n", f"\n{source}\nfacts:\n", 1)
    (root / FACTS).write_text(facts + (PLANTED / "facts.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return root


def _another(topic: str) -> str:
    """A second topic, with other words where two topics must differ."""
    topic = topic.replace("Topik untuk ujian", "Topik kedua ujian").replace(
        "A topic for", "Another topic for"
    )
    topic = (
        topic.replace("zirafah", "burung unta")
        .replace("giraffe", "ostrich")
        .replace("almari biru", "pintu hijau")
    )
    return topic.replace(
        "Bolehkah burung unta saya didaftarkan bersama gajah?", "Adakah burung unta perlukan payung merah?"
    )


class _Kept:
    """Reads a file when its bytes are not those of the last time: all but one are, a hundred times."""

    def __init__(self) -> None:
        self.documents: dict[Path, tuple[bytes, Document]] = {}

    def __call__(self, path: Path, root: Path) -> Document:
        raw = path.read_bytes()
        if path not in self.documents or self.documents[path][0] != raw:
            self.documents[path] = (raw, read_document(path, root))
        return self.documents[path][1]


def _told(
    copy: Path, fault: Fault, catalogues: Catalogues, read: _Kept
) -> tuple[list[tuple[str, int, str]], int]:
    path = copy / fault.file
    before = path.read_bytes()
    planted = fault.plant(before)
    path.write_bytes(planted)
    try:
        problems = examine(copy, catalogues, TODAY, read)[1]
    finally:
        path.write_bytes(before)
    say = catalogues[Language.EN]
    return [(one.file, one.line, say.word(one.what)) for one in problems], fault.line(planted)


def test_without_a_fault_nothing_is_told(copy: Path, catalogues: Catalogues) -> None:
    say = catalogues[Language.EN]
    told = [(one.file, one.line, say.word(one.what)) for one in examine(copy, catalogues, TODAY)[1]]
    # The copy has few examples, so many concepts stand idle there.
    assert [one for one in told if "examples use" not in one[2]] == []


def test_there_are_a_hundred_faults_and_no_two_are_the_same() -> None:
    assert len({(fault.file, fault.old, fault.new) for fault in FAULTS}) == len(FAULTS) >= 100


def test_ninety_nine_of_a_hundred_faults_are_told_with_their_file_and_line(
    copy: Path, catalogues: Catalogues
) -> None:
    missed = []
    read = _Kept()
    for fault in FAULTS:
        told, line = _told(copy, fault, catalogues, read)
        if not any(file == fault.file and at == line and fault.told in what for file, at, what in told):
            missed.append(
                f"{fault.file}:{line}: {fault.told!r} for {fault.new[:70]!r}, but was told {told[:3]}"
            )
    caught = len(FAULTS) - len(missed)
    assert caught * 100 >= FEWEST * len(FAULTS), "\n".join([f"{caught} of {len(FAULTS)} caught", *missed])
