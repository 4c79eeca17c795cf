"""The commands for editors: what is wrong, what people will see, and what an edit changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.__main__ import main
from tests.copies import commit, copy_of_knowledge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the knowledge that the commands work on, in a folder that is no git checkout."""
    copy = copy_of_knowledge(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DIR", str(copy))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    return copy


@pytest.fixture
def edit(copy: Path) -> Callable[[str, str, str], None]:
    def edit(file: str, old: str, new: str) -> None:
        text = (copy / file).read_text(encoding="utf-8")
        assert old in text
        (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


WAGES = "topics/wage_ceiling.yaml"


# --- check -------------------------------------------------------------------------------------


def test_knowledge_that_is_right_is_fit_to_publish(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--as-of", "2026-11-28", "--language", "ms"]) == 0
    assert "sedia diterbitkan" in capsys.readouterr().out


def test_a_fault_is_told_in_the_language_asked_for(
    copy: Path, edit: Callable[[str, str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(WAGES, "subject: contribute", "subject: contribut")
    assert main(["check", "--language", "ms"]) == 1
    malay = capsys.readouterr().out
    assert main(["check", "--language", "en"]) == 1
    english = capsys.readouterr().out
    assert f"{copy.name}/{WAGES}:6: “contribut” tidak dikenali; maksud anda “contribute”?" in malay
    assert f"{copy.name}/{WAGES}:6: “contribut” is not known; did you mean “contribute”?" in english
    assert "1 problem to mend." in english


def test_programs_get_every_problem_as_json(
    copy: Path, edit: Callable[[str, str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(WAGES, "subject: contribute", "subject: contribut")
    assert main(["check", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == [
        {
            "file": f"{copy.name}/{WAGES}",
            "line": 6,
            "kind": "error",
            "what": "“contribut” is not known; did you mean “contribute”?",
        }
    ]


def test_github_gets_a_mark_on_the_line(
    edit: Callable[[str, str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(WAGES, "    en: The wage ceiling is", "    en: 100% of the wage ceiling is")
    assert main(["check", "--format", "github"]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"::error file=knowledge/{WAGES},line=9::100%25 is written out")


def test_problems_of_many_files_are_told_at_once_although_one_of_them_cannot_be_read(
    edit: Callable[[str, str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    edit("topics/portals.yaml", "subject:", "subject: a: b")
    edit(WAGES, "subject: contribute", "subject: contribut")
    edit("checklists/employer.yaml", "related: [", "related: [nowhere, ")
    assert main(["check"]) == 1
    told = capsys.readouterr().out
    assert all(name in told for name in ("portals.yaml", "wage_ceiling.yaml", "employer.yaml", "3 problems"))


# --- show --------------------------------------------------------------------------------------


def test_show_gives_the_answer_of_that_day_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "wage_ceiling", "--as-of", "2024-09-30"]) == 0
    before = capsys.readouterr().out
    assert main(["show", "wage_ceiling", "--as-of", "2024-10-01"]) == 0
    after = capsys.readouterr().out
    assert "Siling gaji ialah RM5,000" in before
    assert "The wage ceiling is RM5,000" in before
    assert "Siling gaji ialah RM6,000" in after
    assert "The wage ceiling is RM6,000" in after


def test_show_in_one_language_leaves_the_other_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "wage_ceiling", "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "The wage ceiling is" in out
    assert "Siling gaji ialah" not in out


def test_show_offers_the_nearest_topic(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "wage_cieling"]) == 2
    assert "did you mean wage_ceiling" in capsys.readouterr().err


# --- diff --------------------------------------------------------------------------------------


@pytest.fixture
def _committed(copy: Path) -> None:
    """The copy as the only commit of a git checkout."""
    commit(copy)


@pytest.mark.usefixtures("_committed")
def test_diff_tells_which_questions_an_edit_makes_better_or_worse(
    tmp_path: Path, edit: Callable[[str, str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "questions.jsonl"
    asked = [
        {"text": "zorblak frimpet kelvo", "accept": ["wage_ceiling"]},
        {"text": "What is the maximum salary for SOCSO contribution?", "accept": ["wage_ceiling"]},
    ]
    questions.write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    edit(WAGES, "  sms:\n", "  sms:\n    - zorblak frimpet kelvo\n")
    edit(WAGES, "en: The wage ceiling is", "en: The highest wage is")
    assert main(["diff", "HEAD", "--questions", str(questions)]) == 0
    out = capsys.readouterr().out
    row = next(line for line in out.splitlines() if line.startswith("zorblak"))
    assert [cell.strip() for cell in row.split("|")] == [
        "zorblak frimpet kelvo", "says that it does not know", "Wage ceiling", "better",
    ]  # fmt: skip
    assert "2 questions: 1 lead to another answer (1 better, 0 worse, 0 other)." in out
    assert "Answers that say something else: wage_ceiling" in out


def test_diff_outside_a_checkout_says_so_kindly(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff"]) == 2
    assert f"{copy} is not in a git checkout" in capsys.readouterr().err


@pytest.mark.usefixtures("_committed")
def test_diff_with_a_revision_that_is_not_there_says_how_to_name_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["diff", "no-such-branch"]) == 2
    assert "git does not know 'no-such-branch'; name a commit" in capsys.readouterr().err
