"""What knowledge/README.md tells editors is so: its commands run, its examples pass the check."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

import bot.__main__
from bot.__main__ import main
from bot.config import read_settings
from tests.copies import commit, copy_of_knowledge

if TYPE_CHECKING:
    from pathlib import Path

KNOWLEDGE = read_settings().knowledge_dir
README = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
MALAY, ENGLISH = README[README.index("\n## Bahasa Melayu") :].split("\n## English")
BLOCKS = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
FOUND = re.findall(r"^python -m bot (.+)$", README, re.MULTILINE)
COMMANDS = sorted({re.sub(" --language (ms|en)", "", command) for command in FOUND})
(TOPIC,) = (block for block in BLOCKS if block.startswith("# yaml-language-server"))
RATES = [block for block in BLOCKS if block.startswith("  late_interest:")]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge in a git checkout, with both examples of the page put where it says."""
    copy = copy_of_knowledge(tmp_path_factory.mktemp("edited"))
    commit(copy)
    (copy / "topics" / "book_appointment.yaml").write_text(TOPIC, encoding="utf-8")
    facts = (copy / "facts.yaml").read_text(encoding="utf-8")
    rate = RATES[0].removeprefix("  late_interest:\n")
    changed = re.sub(
        r"(\n  late_interest:\n.*?)    holds:\n(?:      [^\n]*\n)+", lambda found: found[1] + rate, facts, count=1,
        flags=re.DOTALL,
    )  # fmt: skip
    assert changed != facts
    (copy / "facts.yaml").write_text(changed, encoding="utf-8")
    return copy


@pytest.fixture
def _there(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KNOWLEDGE_DIR", str(copy))
    monkeypatch.setenv("DATA_DIR", str(copy.parent / "data"))  # what is learnt once serves every command
    questions = copy.parent / "questions.jsonl"
    questions.write_text('{"text": "siling gaji brp", "accept": ["wage_ceiling"]}\n', encoding="utf-8")
    monkeypatch.setattr(bot.__main__, "QUESTIONS", questions)


@pytest.mark.usefixtures("_there")
@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_runs_with_the_examples_in_their_places(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(shlex.split(command)) == 0, capsys.readouterr().out


@pytest.mark.usefixtures("_there")
def test_the_new_topic_answers_its_own_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "nk book slot jmpa pgawai kuantan camne"]) == 0
    assert "mytemujanji.perkeso.gov.my" in capsys.readouterr().out


@pytest.mark.usefixtures("_there")
def test_the_new_rate_holds_from_its_day_on(capsys: pytest.CaptureFixture[str]) -> None:
    for day, rate in (("2026-12-31", "Late interest is 6%"), ("2027-01-01", "Late interest is 8%")):
        assert main(["show", "late_payment", "--language", "en", "--as-of", day]) == 0
        assert rate in capsys.readouterr().out


def test_both_languages_tell_the_same_jobs_in_the_same_order() -> None:
    jobs = [re.findall(r"^### (.+)$", half, re.MULTILINE) for half in (MALAY, ENGLISH)]
    assert list(zip(*jobs, strict=True)) == [
        ("Ubah jawapan", "Change an answer"),
        ("Tambah topik", "Add a topic"),
        ("Kadar berubah pada tarikh tertentu", "A rate changes on a known date"),
        ("Tambah senarai semak", "Add a checklist"),
        ("Semak", "Check"),
        ("Lihat", "See it"),
        ("Minta semakan", "Ask for review"),
    ]
    assert RATES[0] == RATES[1]


def test_every_file_and_folder_that_editors_keep_is_in_the_table() -> None:
    kept = {path.name for path in KNOWLEDGE.iterdir()} - {"README.md", "schema"}
    for half in (MALAY, ENGLISH):
        assert {name.rstrip("/") for name in re.findall(r"`([a-z]+(?:/|\.yaml))`", half)} >= kept
