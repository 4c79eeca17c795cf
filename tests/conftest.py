"""What every test may use: the real knowledge, and the bot put together as it runs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.assistant import Assistant
from bot.config import read_settings
from bot.content.loader import load
from bot.dialogue.engine import Engine
from bot.dialogue.wording import Wording
from bot.i18n import load_catalogues
from bot.matching.index import Matching
from bot.store.memory import MemoryStore

if TYPE_CHECKING:
    from bot.content.model import Knowledge
    from bot.i18n import Catalogues

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    return load_catalogues(read_settings().locales_dir)


@pytest.fixture(scope="session")
def knowledge(catalogues: Catalogues) -> Knowledge:
    return load(read_settings().knowledge_dir, catalogues)


@pytest.fixture(scope="session")
def engine(knowledge: Knowledge) -> Engine:
    return Engine(knowledge, Matching(knowledge))


@pytest.fixture(scope="session")
def wording(knowledge: Knowledge, catalogues: Catalogues) -> Wording:
    return Wording(knowledge, catalogues)


@pytest.fixture
def assistant(engine: Engine, wording: Wording) -> Assistant:
    """The whole bot but for its channel, with a memory that forgets after the test."""
    return Assistant(engine, wording, MemoryStore())
