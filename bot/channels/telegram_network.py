"""Telegram's network as it is: polls that repeat, batches with a bad update, limits, time-outs, chats in order."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import BadRequest, NetworkError, RetryAfter
from telegram.ext import BaseRateLimiter, BaseUpdateProcessor, ExtBot
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

log = logging.getLogger(__name__)

# httpx's pool grows slow with its size: 16 connections carry more than 256 do (measured).
CONNECTIONS = 16
CONNECT_SECONDS = 10.0
# How long one call may wait for an answer, and a call in turn for a connection.
READ_SECONDS = 20.0
POOL_SECONDS = 60.0
POLL_SECONDS = 30
# So many turns are thought and sent at once; more wait. Each costs a few kilobytes.
AT_ONCE = 256
# How long a poll waits for the updates before it to be handled: it tells Telegram to forget them.
SETTLE_SECONDS = 0.5
TRIES = 4


class InOrder(BaseUpdateProcessor):
    """Updates of one chat one after another, chats side by side.

    A chat waits in its own queue before it takes one of the places shared by all, so that one that floods
    makes nobody else wait. A chat with nothing to do costs nothing.
    """

    def __init__(self) -> None:
        super().__init__(max_concurrent_updates=1_000_000)  # the places below are the limit
        self._places = asyncio.Semaphore(AT_ONCE)
        self._turns: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        self._busy += 1
        self._idle.clear()
        try:
            async with self._turn_of(_chat(update)), self._places:
                await coroutine
        finally:
            self._busy -= 1
            if self._busy == 0:
                self._idle.set()

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

    async def settle(self) -> None:
        """Wait until every update taken in is handled, though not for long."""
        try:
            await asyncio.wait_for(self._idle.wait(), SETTLE_SECONDS)
        except TimeoutError:
            log.debug("polling on with %d updates in hand", self._busy)

    async def initialize(self) -> None:
        """Nothing to begin."""

    async def shutdown(self) -> None:
        """Nothing to end: the application waits for its tasks."""


def _chat(update: object) -> int:
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
                wait = _seconds(limit.retry_after)
            except BadRequest:
                raise  # a NetworkError by name only: the same call fails the same way
            except NetworkError:
                wait = 2.0**attempt / 4 * random.uniform(0.5, 1.5)  # noqa: S311  jitter
            log.info("%s: trying again in %.1f s", endpoint, wait)
            await asyncio.sleep(wait)
        return await callback(*args, **kwargs)


def _seconds(value: float | timedelta) -> float:
    return value.total_seconds() if isinstance(value, timedelta) else float(value)


class CarefulBot(ExtBot[None]):
    """Polls so that no update is lost: each is parsed by itself, and none is forgotten before it is handled."""

    def __init__(self, token: str, base_url: str, in_order: InOrder, alive: Callable[[], None]) -> None:
        super().__init__(
            token,
            base_url=base_url,
            request=_request(CONNECTIONS),
            get_updates_request=_request(1),
            rate_limiter=Patience(),
        )
        self._in_order = in_order
        self._alive = alive

    async def get_updates(  # type: ignore[override]  # of the library's options, those that the polling uses
        self,
        offset: int | None = None,
        timeout: timedelta | float | None = None,  # noqa: ASYNC109  Telegram's word for a long poll
        allowed_updates: Sequence[str] | None = None,
    ) -> tuple[Update, ...]:
        """The next updates. Asking for them tells Telegram to forget those before, so these are handled first.

        The library parses a batch as one: a single bad update would be polled again for ever, and its words
        would go to the log. Here a bad one stands as a bare number that no handler takes.
        """
        await self._in_order.settle()
        wait = _seconds(timeout or 0)
        data = {"offset": offset, "timeout": int(wait), "allowed_updates": allowed_updates}
        found = await self._post("getUpdates", data, read_timeout=wait + READ_SECONDS)
        self._alive()
        return tuple(self._parsed(one) for one in found)

    def _parsed(self, one: dict[str, Any]) -> Update:
        try:
            return Update.de_json(one, self)
        except Exception as error:  # noqa: BLE001  whatever is wrong with it, the other updates must go on
            log.error(
                "update %s cannot be read (%s) and is left out", one.get("update_id"), type(error).__name__
            )
            return Update(int(one["update_id"]))


def _request(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        write_timeout=READ_SECONDS,
        pool_timeout=POOL_SECONDS,
    )
