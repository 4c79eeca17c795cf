"""The bot as the process it really is: started, stopped and killed by a test."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.config import PROJECT
from tests.emulator.server import TOKEN, BotApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path


@dataclass
class BotProcess:
    """`python -m bot run` against the emulator, with its data in a folder of the test."""

    api: BotApi
    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """The bot once it asks for updates; killed when the block ends, if it still runs."""
        polls = self.api.polls
        process = await self.start()
        try:
            await self.api.until(lambda: self.api.polls > polls, 30)
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGKILL)
            await process.communicate()

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", *(arguments or ("run",)),
            cwd=PROJECT, env=self._environment(), stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip

    async def run(self, *arguments: str, typed: str = "") -> tuple[int, str, str]:
        """Run the bot to its end; returns its exit code, what it said and what it complained of."""
        process = await self.start(*arguments)
        async with asyncio.timeout(60):
            said, complained = await process.communicate(typed.encode(errors="surrogateescape"))
        assert process.returncode is not None
        return process.returncode, said.decode(), complained.decode()

    def _environment(self) -> dict[str, str]:
        own = {
            name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM", "DATABASE"))
        }
        return own | {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": self.api.url or "http://127.0.0.1:1",
            "DATABASE_URL": f"sqlite:///{self.folder / 'panduan.db'}",
            "DATA_DIR": str(self.folder.parent),  # what one test has taught, the next need not
            "PYTHONWARNINGS": "error",
            **self.settings,
        }
