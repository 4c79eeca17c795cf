"""Telegram's network as it is: batches with a bad update, limits, time-outs, chats in order."""

from __future__ import annotations

import asyncio
import logging
import os
import random
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter, BaseUpdateProcessor, ExtBot

from bot.channels.telegram_http import READ_SECONDS, AiohttpRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

log = logging.getLogger(__name__)

# So many turns are thought and sent at once, each over a connection; more wait. Each costs a few kilobytes.
AT_ONCE = 256
UPDATES = ["message", "edited_message", "callback_query"]
TRIES = 4


class InOrder(BaseUpdateProcessor):
    """Updates of one chat one after another, chats side by side.

    A chat waits in its own queue before it takes one of the places shared by all, so that one that floods
    makes nobody else wait. A chat with nothing to do costs nothing.
    """

    def __init__(self, handled: Callable[[object], Awaitable[None]]) -> None:
        """`handled` is called with each update once it is done with."""
        super().__init__(max_concurrent_updates=1_000_000)  # the places below are the limit
        self._places = asyncio.Semaphore(AT_ONCE)
        self._turns: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}
        self._handled = handled
        self._tasks: set[asyncio.Task[Any]] = set()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  the application runs each update as a task
        self._tasks.add(task)
        try:
            async with self._turn_of(chat_of(update)), self._places:
                await coroutine
        finally:
            self._tasks.discard(task)
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # one given up while it waited for its turn was never begun
            await self._handled(update)

    def give_up(self) -> None:
        """Let go of everything in hand."""
        for task in self._tasks:
            task.cancel()

    @asynccontextmanager
    async def _turn_of(self, chat: int) -> AsyncIterator[None]:
        turn = self._turns.setdefault(chat, asyncio.Lock())
        self._waiting[chat] = self._waiting.get(chat, 0) + 1
        try:
            async with turn:
                yield
        finally:
            self._waiting[chat] -= 1
            if self._waiting[chat] == 0:
                del self._waiting[chat], self._turns[chat]

    async def initialize(self) -> None:
        """Nothing to begin."""

    async def shutdown(self) -> None:
        """Nothing to end: the application waits for its tasks."""


def chat_of(update: object) -> int:
    """Whose queue an update waits in."""
    if isinstance(update, Update) and update.effective_chat is not None:
        return update.effective_chat.id
    return 0


class Patience(BaseRateLimiter[None]):
    """Each call obeys "retry after", and is tried again after a time-out or a fault of the server.

    A message that may have arrived is sent again all the same: twice is better than never.
    """

    async def initialize(self) -> None:
        """Nothing to begin."""

    async def shutdown(self) -> None:
        """Nothing to end."""

    async def process_request(  # noqa: PLR0913, PLR0917  the signature is the library's
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],  # noqa: ARG002
        rate_limit_args: None,  # noqa: ARG002
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        for attempt in range(1, TRIES):
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as limit:
                wait = seconds(limit.retry_after)
            except BadRequest:
                raise  # a NetworkError by name only: the same call fails the same way
            except NetworkError:
                wait = 2.0**attempt / 4 * random.uniform(0.5, 1.5)  # noqa: S311  jitter
            log.info("%s: trying again in %.1f s", endpoint, wait)
            await asyncio.sleep(wait)
        return await callback(*args, **kwargs)


def seconds(value: float | timedelta) -> float:
    return value.total_seconds() if isinstance(value, timedelta) else float(value)


class CarefulBot(ExtBot[None]):
    """The library's bot, with polls in which one bad update costs no other."""

    def __init__(self, token: str, base_url: str) -> None:
        os.environ["PTB_TIMEDELTA"] = "true"  # the library's own switch: without it each limit warns
        super().__init__(
            token,
            base_url=base_url,
            request=AiohttpRequest(AT_ONCE),
            get_updates_request=AiohttpRequest(1),
            rate_limiter=Patience(),
        )

    async def poll(self, offset: int, wait: int) -> list[Update]:
        """The updates from number `offset` on; Telegram forgets those below. Waits for one `wait` seconds at most.

        The library parses a batch as one: a single bad update would be polled again for ever, and its words
        would go to the log. Here a bad one stands as a bare number that no handler takes.
        """
        data = {"offset": offset, "timeout": wait, "allowed_updates": UPDATES}
        found = await self._post("getUpdates", data, read_timeout=wait + READ_SECONDS)
        return [self._parsed(one) for one in found]

    def _parsed(self, one: dict[str, Any]) -> Update:
        try:
            return Update.de_json(one, self)
        except Exception as error:  # noqa: BLE001  whatever is wrong with it, the other updates must go on
            reason = type(error).__name__  # and no traceback: it would hold what the person typed
            log.error("update %s cannot be read (%s) and is left out", one.get("update_id"), reason)  # noqa: TRY400
            return Update(int(one["update_id"]))
