"""The bot answering on the emulator, in the test's own process."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.channels.telegram import TelegramChannel, serve
from tests.emulator.server import TOKEN, BotApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from datetime import datetime

    from bot.assistant import Assistant
    from bot.i18n import Catalogues


@asynccontextmanager
async def running(
    api: BotApi,
    assistant: Assistant,
    catalogues: Catalogues,
    now: Callable[[], datetime],
    alive: Callable[[], None] = lambda: None,
) -> AsyncIterator[None]:
    """The bot answering on `api` for as long as the block lasts."""
    stop = asyncio.Event()
    channel = TelegramChannel(assistant, catalogues, now)
    bot = asyncio.create_task(serve(channel, TOKEN, api.url, alive, stop))
    try:
        await api.until(lambda: api.polls > 0 or bot.done())
        yield
    finally:
        stop.set()
        async with asyncio.timeout(20):
            await bot
