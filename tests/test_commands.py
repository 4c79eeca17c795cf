"""The command line: what each command says, and that whatever is wrong is told in a line that says what to do."""

from __future__ import annotations

import json
import logging
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from bot.__main__ import main
from bot.asking import AskingError, ask_each
from bot.config import PROJECT
from tests.conftest import TODAY
from tests.emulator.server import BotApi
from tests.processes import BotProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.assistant import Assistant

WAGE_CEILING = "Berapakah had maksimum gaji untuk caruman PERKESO?"


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """`run` sets the log up for its process, which here is the tests' own."""
    root, own = logging.getLogger(), logging.getLogger("bot")
    before = (root.handlers[:], root.level, own.level)
    yield
    root.handlers[:], level, own_level = before
    root.setLevel(level)
    own.setLevel(own_level)


# --- ask ---------------------------------------------------------------------------------------


async def told(assistant: Assistant, *lines: dict[str, Any], today: date = TODAY) -> list[dict[str, Any]]:
    return [one async for one in ask_each(assistant, map(json.dumps, lines), today)]


async def test_a_line_gets_the_reply_in_the_form_that_is_measured(assistant: Assistant) -> None:
    answer, unknown, small_talk = await told(
        assistant, {"text": WAGE_CEILING}, {"text": "qwertyuiop zxcvbnm"}, {"text": "terima kasih"}
    )
    assert answer["decision"] == "answer"
    assert answer["topics"] == ["wage_ceiling"]
    assert answer["language"] == "ms"
    assert "RM6,000" in answer["text"]
    assert "Disemak pada" in answer["text"]
    assert (unknown["decision"], unknown["topics"]) == ("unknown", [])
    assert (small_talk["decision"], small_talk["topics"]) == ("small_talk", [])
    for one in (answer, unknown, small_talk):
        assert list(one) == ["decision", "topics", "language", "score", "text"]
        assert 0 <= one["score"] <= 1


async def test_an_offer_names_two_or_three_topics(assistant: Assistant) -> None:
    offers = await told(
        assistant, *({"text": text} for text in ("caruman", "daftar", "faedah", "pencen", "borang"))
    )
    assert [2 <= len(one["topics"]) <= 3 for one in offers if one["decision"] == "offer"]
    assert all(len(one["topics"]) == 1 for one in offers if one["decision"] == "answer")
    assert any(one["decision"] == "offer" for one in offers)


async def test_the_language_asked_for_is_spoken(assistant: Assistant) -> None:
    malay, english, own = await told(
        assistant,
        {"text": WAGE_CEILING, "language": "ms"},
        {"text": WAGE_CEILING, "language": "en"},
        {"text": "What is the wage ceiling for SOCSO?", "language": None},
    )
    assert [one["language"] for one in (malay, english, own)] == ["ms", "en", "en"]
    assert "Checked on" in english["text"]


async def test_lines_of_one_chat_are_one_conversation_and_others_stand_alone(assistant: Assistant) -> None:
    replies = await told(
        assistant,
        {"text": "/bahasa en", "chat": "a"},
        {"text": WAGE_CEILING, "chat": "a"},
        {"text": WAGE_CEILING, "chat": 1},
        {"text": WAGE_CEILING},
    )
    assert [one["language"] for one in replies] == ["en", "en", "ms", "ms"]


async def test_the_day_can_be_set(assistant: Assistant) -> None:
    (then,) = await told(assistant, {"text": WAGE_CEILING}, today=date(2030, 1, 1))
    assert "1-300-22-8000" in then["text"]
    assert "RM6,000" not in then["text"]  # its review is long overdue by then


@pytest.mark.parametrize(
    "line",
    ["not JSON", "[]", "{}", '{"text": 5}', "null", "[" * 100_000, '{"text": "a", "language": "fr"}',
     '{"text": "a", "language": ["ms"]}'],
)  # fmt: skip
async def test_a_line_that_is_no_question_is_named(assistant: Assistant, line: str) -> None:
    with pytest.raises(AskingError, match="line 3"):
        [one async for one in ask_each(assistant, ['{"text": "hai"}', "  ", line], TODAY)]


async def test_ask_and_chat_as_processes(tmp_path: Path) -> None:
    """JSON lines in and out in the same order; a terminal conversation over pipes in both languages."""
    bot = BotProcess(BotApi(), tmp_path, {"TELEGRAM_BOT_TOKEN": ""})
    lines = [{"text": "hai"}, {"text": WAGE_CEILING, "language": "en"}, {"text": "a" * 10_000}]
    code, said, complained = await bot.run(
        "ask", "--jsonl", "--as-of", "2026-11-23", typed="\n".join(map(json.dumps, lines)) + "\nnot JSON\n"
    )
    assert [json.loads(line)["decision"] for line in said.splitlines()] == ["small_talk", "answer", "unknown"]
    assert (code, complained) == (2, 'panduan: line 4 is not a question; write {"text": "…"}\n')

    typed = "berapa hari nak daftar pekerja\n/bahasa\n2\n/daftar\n2\n\udcff😀\n/keluar\n".encode(
        errors="surrogateescape"
    )
    code, said, complained = await bot.run("run", typed=typed.decode(errors="surrogateescape"))
    assert (code, complained) == (0, "")
    for words in (
        "TELEGRAM_BOT_TOKEN is not set", "Saya Panduan PERKESO", "› berapa hari nak daftar pekerja", "dalam 30 hari",
        "[1] Bahasa Melayu   [2] English", "Register within 30 days", "Question 1", "I found no words",
    ):  # fmt: skip
        assert words in said
        said = said[said.index(words) :]
    assert "\x1b" not in said
    assert max(map(len, said.splitlines())) <= 100


# --- check and run with what is not fit --------------------------------------------------------


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the knowledge with three faults in three files."""
    knowledge = tmp_path / "knowledge"
    shutil.copytree(PROJECT / "knowledge", knowledge)
    topics = sorted((knowledge / "topics").glob("*.yaml"))
    topics[0].write_text("title: {ms: a, en: b", encoding="utf-8")
    topics[1].write_text(topics[1].read_text(encoding="utf-8") + "\nunheard_of: 5\n", encoding="utf-8")
    (knowledge / "facts.yaml").write_text("facts: []\n", encoding="utf-8")
    monkeypatch.setenv("KNOWLEDGE_DIR", str(knowledge))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'panduan.db'}")
    return knowledge


@pytest.mark.parametrize("command", [["check"], ["run"], ["chat"], ["ask", "hai"]])
def test_broken_knowledge_stops_every_command_with_every_problem(
    broken: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    assert main(command) == 1
    captured = capsys.readouterr()
    told = captured.out + captured.err
    for file in (*(path.name for path in sorted((broken / "topics").glob("*.yaml"))[:2]), "facts.yaml"):
        assert f"{file}:" in told
    assert "Traceback" not in told


def test_the_knowledge_is_fit_to_publish(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--as-of", "2026-11-23"]) == 0
    assert "fit to publish" in capsys.readouterr().out


# --- settings and arguments --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "COMMAND"),
        (["dance"], "dance"),
        (["check", "--as-of", "yesterday"], "2026-11-23"),
        (["chat", "--language", "fr"], "ms or en"),
        (["ask", "--louder", "x"], "--louder"),
    ],
)
def test_a_wrong_argument_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], why: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    complained = capsys.readouterr().err
    assert left.value.code == 2
    assert why in complained
    assert complained.count("\n") == 1


@pytest.mark.parametrize("command", ["run", "chat", "ask", "check"])
def test_each_command_explains_itself(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert f"python -m bot {command}" in capsys.readouterr().out


WRONG_SETTINGS = [
    ({"TELEGRAM_API_BASE_URL": "localhost:8081"}, ["run"], "http://127.0.0.1:8081"),
    ({"LOG_LEVEL": "LOUD"}, ["run"], "LOG_LEVEL"),
    ({"DATABASE_URL": "nonsense", "TELEGRAM_BOT_TOKEN": ""}, ["chat"], "sqlite:///data/panduan.db"),
    (
        {"DATABASE_URL": "postgresql://u:hushhush@127.0.0.1:1/x", "TELEGRAM_BOT_TOKEN": "5:x"},
        ["run"],
        "DATABASE_URL",
    ),
    ({"DATA_DIR": "/proc/nowhere", "TELEGRAM_BOT_TOKEN": "5:x"}, ["run"], "DATA_DIR"),
    ({"KNOWLEDGE_DIR": "/nowhere"}, ["check"], "facts.yaml"),
    ({}, ["ask"], "ask needs a question"),
]


@pytest.mark.parametrize(("environment", "command", "why"), WRONG_SETTINGS)
def test_a_wrong_setting_is_told_with_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, environment: dict[str, str],
    command: list[str], why: str,
) -> None:  # fmt: skip
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(command) in {1, 2}
    captured = capsys.readouterr()
    told = captured.out + captured.err
    assert why in told
    assert "Traceback" not in told
    assert "hushhush" not in told


async def test_a_wrong_token_is_one_line_from_the_process(tmp_path: Path) -> None:
    async with BotApi() as api:
        bot = BotProcess(api, tmp_path, {"TELEGRAM_BOT_TOKEN": "123:wrong"})
        code, _, complained = await bot.run("run")
    assert code == 2
    assert complained == (
        "panduan: Telegram refuses the token. Copy it again from @BotFather into TELEGRAM_BOT_TOKEN.\n"
    )
