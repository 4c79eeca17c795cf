"""Real conversations, each in a file that anyone can read, through the pure engine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TODAY
from tests.transcripts import Play

if TYPE_CHECKING:
    from bot.dialogue.engine import Engine
    from bot.dialogue.wording import Wording

CONVERSATIONS = sorted((Path(__file__).parent / "conversations").glob("*.txt"))


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path, engine: Engine, wording: Wording) -> None:
    Play(engine, wording, TODAY).play(path)
