"""Knowledge edited while the bot answers: what is right is taken up, what is not is told in the log and left."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

import pytest

from bot.assistant import Assistant, Mind
from bot.channels import plain
from bot.config import read_settings
from bot.content.loader import ContentError, load
from bot.dialogue.engine import Engine
from bot.dialogue.messages import Choose, Look, SetLanguage
from bot.dialogue.views import Answer, Step
from bot.dialogue.wording import Wording
from bot.editors import Form, told
from bot.i18n import Language
from bot.matching.index import Matching
from bot.store.memory import MemoryStore
from bot.watching import Watch
from tests.conftest import TODAY
from tests.copies import copy_of_knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.i18n import Catalogues

WAGES = Look(Answer(topic="wage_ceiling"))
WAGES_FILE = "topics/wage_ceiling.yaml"
OLD, NEW = (
    "en: The wage ceiling is {wage_ceiling} a month",
    "en: The most that counts is {wage_ceiling} a month",
)
# Nobody who writes to a bot notices less than this.
UNNOTICED_SECONDS = 0.5


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_knowledge(tmp_path_factory.mktemp("watched"))


@pytest.fixture
def folder(copy: Path) -> Iterator[Path]:
    """The copy, put right again after each test."""
    before = (copy / WAGES_FILE).read_text(encoding="utf-8")
    yield copy
    (copy / WAGES_FILE).write_text(before, encoding="utf-8")


@pytest.fixture
def watch(folder: Path, catalogues: Catalogues, engine: Engine) -> Watch[Mind]:
    """A watch that builds all but the matching, which takes its time to learn and is not what is tested."""

    def build() -> Mind:
        knowledge = load(folder, catalogues)
        return Mind(Engine(knowledge, engine.understanding), Wording(knowledge, catalogues))

    def tell(error: ContentError) -> Iterator[str]:
        return told(error.problems, catalogues[Language.EN], Form.TEXT)

    return Watch(folder, build, tell)


def edit(folder: Path, old: str = OLD, new: str = NEW) -> None:
    path = folder / WAGES_FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def look_twice(watch: Watch[Mind]) -> Mind | None:
    """The first look sees the change, the second that it has settled."""
    assert watch.look() is None
    return watch.look()


async def says(assistant: Assistant) -> str:
    await assistant.handle("someone", SetLanguage(Language.EN), TODAY)
    spoke = await assistant.handle("someone", WAGES, TODAY)
    assert spoke is not None
    return plain.text(spoke.reply)


async def test_a_running_bot_says_what_was_edited(
    assistant: Assistant, watch: Watch[Mind], folder: Path
) -> None:
    with watch.running(assistant.change_mind, every=0.05):
        assert "The wage ceiling is RM6,000" in await says(assistant)
        edit(folder)
        for _ in range(200):
            await asyncio.sleep(0.05)
            if "The most that counts is RM6,000" in await says(assistant):
                return
    pytest.fail("the edit was never taken up")


async def test_a_checklist_that_was_begun_goes_on_after_an_edit(
    assistant: Assistant, watch: Watch[Mind], folder: Path
) -> None:
    name, first, option = next(
        (name, first, next(iter(question.options)))
        for name, content in assistant.engine.knowledge.checklists.items()
        for first, question in list(content.questions.items())[:1]
        if question.kind == "one"
    )
    await assistant.handle("someone", Look(Step(checklist=name)), TODAY)
    await assistant.handle("someone", Choose(name, first, option, 0), TODAY)
    edit(folder)
    mind = look_twice(watch)
    assert mind is not None
    assistant.change_mind(mind)
    spoke = await assistant.handle("someone", Look(Step(checklist=name)), TODAY)
    assert spoke is not None
    assert spoke.turn.session.on(name).answers[first] == option


def test_a_broken_edit_is_left_and_the_log_says_where_and_what(
    watch: Watch[Mind], folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    edit(folder, "subject: contribute", "subject: contribut")
    with caplog.at_level(logging.ERROR):
        assert look_twice(watch) is None
    assert f"knowledge/{WAGES_FILE}:6: “contribut” is not known; did you mean “contribute”?" in caplog.text
    caplog.clear()
    assert watch.look() is None
    assert caplog.text == "", "told once, not at every look"


def test_an_edit_that_is_mended_is_taken_up(watch: Watch[Mind], folder: Path) -> None:
    edit(folder, "subject: contribute", "subject: contribut")
    assert look_twice(watch) is None
    edit(folder, "subject: contribut", "subject: contribute")
    assert look_twice(watch) is not None


def test_a_file_in_the_middle_of_being_saved_is_not_read(watch: Watch[Mind], folder: Path) -> None:
    whole = (folder / WAGES_FILE).read_text(encoding="utf-8").replace(OLD, NEW)
    examples = whole.index("examples:")
    for end in (examples // 2, examples, len(whole) // 2):  # a saving that goes on between the looks
        (folder / WAGES_FILE).write_text(whole[:end], encoding="utf-8")
        assert watch.look() is None
    (folder / WAGES_FILE).write_text(whole, encoding="utf-8")
    mind = look_twice(watch)
    assert mind is not None
    assert mind.engine.knowledge.topics["wage_ceiling"].short[0].en.startswith("The most that counts")


def test_what_is_saved_again_while_it_is_read_is_read_again(folder: Path, catalogues: Catalogues) -> None:
    built: list[str] = []

    def build() -> str:
        knowledge = load(folder, catalogues)
        if not built:
            edit(folder, NEW, NEW.replace("most", "highest wage"))
        built.append(knowledge.topics["wage_ceiling"].short[0].en)
        return built[-1]

    watch: Watch[str] = Watch(folder, build, lambda _: iter(()))
    edit(folder)
    assert watch.look() is None
    assert watch.look() is None, "what was built is half old, half new"
    assert watch.look() is None
    used = watch.look()
    assert used is not None
    assert used.startswith("The highest wage that counts")


def test_a_folder_that_stays_the_same_is_not_read_again(watch: Watch[Mind]) -> None:
    assert [watch.look() for _ in range(3)] == [None, None, None]


async def test_people_are_answered_while_changed_knowledge_is_learnt(
    engine: Engine, wording: Wording
) -> None:
    """The whole of it, the matching too, is built beside the turns: none waits for it."""
    assistant = Assistant(engine, wording, MemoryStore())

    def build() -> Matching:
        return Matching.of(load(read_settings().knowledge_dir, wording.catalogues))

    building = asyncio.get_running_loop().run_in_executor(None, build)
    waits = []
    while not building.done():
        begun = time.perf_counter()
        await says(assistant)
        waits.append(time.perf_counter() - begun)
        await asyncio.sleep(0.01)
    await building
    assert len(waits) > 10
    assert max(waits) < UNNOTICED_SECONDS
