"""How the house is built: arrows point inward, the core does no I/O and knows no clock."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram_render import MOST_BUTTON_BYTES, button_data, read_button
from bot.config import PROJECT
from bot.content.model import NOT_SURE
from bot.dialogue import messages, views
from bot.dialogue.commands import COMMANDS, read_text
from bot.dialogue.messages import Look, UnknownCommand
from bot.i18n import Language
from tests.source import Module, modules

if TYPE_CHECKING:
    from bot.content.model import Knowledge
    from bot.i18n import Catalogues

# Each part of the house, and what it may import of the others. An arrow the other way is a mistake.
MAY_IMPORT = {
    "bot.i18n": set(),
    "bot.content": {"bot.i18n"},
    "bot.matching": {"bot.content", "bot.i18n"},
    "bot.dialogue": {"bot.matching", "bot.content", "bot.i18n"},
    "bot.store": {"bot.dialogue", "bot.i18n"},
    "bot.assistant": {"bot.store", "bot.dialogue", "bot.content", "bot.i18n"},
    "bot.scheduler": {"bot.assistant", "bot.store", "bot.dialogue"},
    "bot.channels": {
        "bot.assistant",
        "bot.scheduler",
        "bot.store",
        "bot.dialogue",
        "bot.content",
        "bot.i18n",
    },
}
# Of a package with a core and edges, the inside sees the core alone.
ONLY_PORT = {"bot.assistant", "bot.scheduler", "bot.channels"}
# Of the content, the core sees what the knowledge is made of; reading and checking it are for the edges.
CORE_OF_CONTENT = {"model", "contributions", "facts", "pieces"}
CORE = ("bot.i18n", "bot.matching", "bot.dialogue", *(f"bot.content.{name}" for name in CORE_OF_CONTENT))
CLOCKS = {"today", "now", "utcnow", "time_ns", "monotonic"}
OUTSIDE = {"open", "print", "input", "read_text", "write_text", "exec", "eval", "getenv", "sleep"}


def part(name: str) -> str:
    """The part of the house a module stands in: `bot.dialogue` for `bot.dialogue.engine`."""
    return ".".join(name.split(".")[:2])


def ours(module: Module) -> set[str]:
    return {name for name in module.imports() if name.startswith("bot.")}


@pytest.mark.parametrize(
    "module", [one for one in modules() if part(one.name) in MAY_IMPORT], ids=lambda one: one.name
)
def test_arrows_point_inward(module: Module) -> None:
    here = part(module.name)
    outward = {name for name in ours(module) if part(name) not in MAY_IMPORT[here] | {here}}
    assert outward == set()


def test_every_part_of_the_house_has_its_place_in_the_picture() -> None:
    """What is not named here is the command line: it may import all, and nothing may import it."""
    parts = {part(one.name) for one in modules()} - {"bot"} - set(MAY_IMPORT)
    assert all((PROJECT / "bot" / f"{name.removeprefix('bot.')}.py").is_file() for name in parts)


@pytest.mark.parametrize(
    "module", [one for one in modules() if one.name.startswith(CORE)], ids=lambda one: one.name
)
def test_the_core_sees_no_edge(module: Module) -> None:
    seen = {name.split(".")[2] for name in ours(module) if part(name) == "bot.content"}
    assert seen <= CORE_OF_CONTENT


@pytest.mark.parametrize(
    "module", [one for one in modules() if part(one.name) in ONLY_PORT], ids=lambda one: one.name
)
def test_who_uses_a_store_knows_only_its_port(module: Module) -> None:
    assert {
        name for name in ours(module) if part(name) == "bot.store" and "bot.store.port" not in name
    } == set()


@pytest.mark.parametrize(
    "module", [one for one in modules() if one.name.startswith(CORE)], ids=lambda one: one.name
)
def test_the_core_reads_no_clock_and_touches_nothing_outside(module: Module) -> None:
    allowed = {"open"} if module.name == "bot.i18n" else set()  # the catalogues, when the bot is put together
    called = {
        name for name, call in module.calls()
        if (name in CLOCKS and isinstance(call.func, ast.Attribute)) or (name in OUTSIDE - {"read_text"})
    }  # fmt: skip
    assert called <= allowed
    assert {name.split(".")[0] for name in module.imports()} & {
        "os",
        "pathlib",
        "socket",
        "random",
        "asyncio",
    } <= ({"pathlib"} if module.name == "bot.i18n" else set())


def test_importing_the_core_loads_no_telegram_no_database_and_no_event_loop() -> None:
    names = [one.name for one in modules() if one.name.startswith(CORE)]
    program = f"import sys, {', '.join(names)}\nprint(*sys.modules)"
    loaded = subprocess.run(  # noqa: S603  our own interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PROJECT
    ).stdout.split()
    assert {name.split(".")[0] for name in loaded} & {"telegram", "sqlalchemy", "asyncio", "aiohttp"} == set()


@pytest.mark.parametrize("module", modules(), ids=lambda one: one.name)
def test_no_module_keeps_state(module: Module) -> None:
    """Nothing is made at import that a running bot changes: no list, dict or set under a small name."""
    kept = [
        target.id
        for node in module.tree.body if isinstance(node, ast.Assign) and isinstance(node.value, ast.List | ast.Dict | ast.Set)
        for target in node.targets if isinstance(target, ast.Name) and target.id.strip("_").islower()
    ]  # fmt: skip
    assert kept == []
    assert not any(isinstance(node, ast.Global) for node in ast.walk(module.tree))


# --- Commands ----------------------------------------------------------------------------------


def test_every_command_works_typed_in_either_language() -> None:
    names = [name for command in COMMANDS for name in (command.ms, command.en)]
    assert len(set(names)) == len(names)
    for command in COMMANDS:
        for name in (command.ms, command.en, command.en.upper()):
            assert read_text(f"/{name}") == Look(command.shows)
            assert read_text(f"/{name}@panduan_bot") == Look(command.shows)
    assert read_text("/nosuchcommand") == UnknownCommand()


def test_the_menu_of_commands_is_within_telegrams_limits(catalogues: Catalogues) -> None:
    for command in COMMANDS:
        for language in Language:
            assert len(command.name(language)) <= 32
            assert 1 <= len(catalogues[language].word(command.about)) <= 256


# --- Buttons -----------------------------------------------------------------------------------


def longest(keys: object) -> str:
    return max(map(str, keys), key=len)  # type: ignore[call-overload, no-any-return]


def test_every_button_of_the_content_is_within_64_bytes(knowledge: Knowledge) -> None:
    """With the longest answer to each question of each checklist, after a million changes."""
    for name, checklist in knowledge.checklists.items():
        for question, asked in checklist.questions.items():
            option = longest([*asked.options, NOT_SURE, date(2026, 11, 23)])
            data = button_data(messages.Choose(name, question, option, 1_000_000))
            assert len(data.encode()) <= MOST_BUTTON_BYTES, data
    for topic in knowledge.topics:
        assert len(button_data(Look(views.Answer(topic=topic))).encode()) <= MOST_BUTTON_BYTES


names = st.from_regex(r"[a-z][a-z0-9_]{0,15}", fullmatch=True)
numbers = st.integers(0, 10**6)


@given(name=names, question=names, option=names, revision=numbers)
def test_a_press_comes_back_from_its_button_as_it_went_in(
    name: str, question: str, option: str, revision: int
) -> None:
    for press in (
        messages.Choose(name, question, option, revision),
        messages.Change(name, question),
        messages.Back(name),
        messages.Restart(name), messages.Remind(name), messages.Snooze(name), messages.StopReminding(name),
        Look(views.PrintedList(checklist=name)), Look(views.Calendar(checklist=name)),
        *(messages.SetLanguage(language) for language in Language),
        Look(views.Home()), Look(views.Help()), Look(views.Checklists()), Look(views.Audiences()),
        Look(views.Answer(topic=name)), Look(views.Step(checklist=name)),
        Look(views.Reason(checklist=name)), Look(views.Answers(checklist=name)),
        Look(views.Subjects(audience=name)), Look(views.Topics(audience=name, subject=option)),
    ):  # fmt: skip
        data = button_data(press)  # type: ignore[arg-type]
        assert len(data.encode()) <= MOST_BUTTON_BYTES
        assert read_button(data) == press


@given(st.text(max_size=64))
def test_whatever_a_button_carries_it_is_read_without_fault(data: str) -> None:
    press = read_button(data)
    if isinstance(press, Look):
        assert read_button(button_data(press)) == press
