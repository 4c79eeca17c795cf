"""Updates taken in by long polls, so that a bot killed at any moment is sent again what it had not handled."""

from __future__ import annotations

import asyncio
import logging
import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram_network import CarefulBot, chat_of, seconds

if TYPE_CHECKING:
    from asyncio import Queue

log = logging.getLogger(__name__)

POLL_SECONDS = 30
# Telegram sends so many updates at most, counting those that it was not yet told to forget.
BATCH = 100
# How long the next poll waits for the updates in hand: until they are handled, it would bring them again.
SETTLE_SECONDS = 0.05
# How long it waits when so many are in hand that no new one would fit into an answer: for a crowd of people,
# not for one chat that floods.
CROWDED_SECONDS = 2.0
FLOOD = BATCH // 4
LONGEST_PAUSE = 30.0


class Polling:
    """Asks Telegram for updates. A poll tells it to forget all updates below a number, its offset.

    The offset is the oldest update not yet handled, so that Telegram keeps what a kill would lose. Only
    when a hundred are in hand for seconds does it move past them: one chat that must wait may not stop
    the others.
    """

    def __init__(self, alive: Callable[[], None]) -> None:
        self._alive = alive
        self._offset = 0
        self._next = 0
        self._taken: set[int] = set()
        """Updates from the offset on that were taken in, handled or not."""
        self._in_hand: dict[int, int] = {}
        """Updates not yet handled, each with its chat."""
        self._handled = asyncio.Condition()

    async def handled(self, update: object) -> None:
        """Note that an update is done with. The application's update processor calls this."""
        if isinstance(update, Update):
            async with self._handled:
                self._in_hand.pop(update.update_id, None)
                self._handled.notify_all()

    async def run(self, bot: CarefulBot, queue: Queue[object]) -> None:
        """Put updates into the queue until cancelled. Raises InvalidToken when Telegram refuses the token."""
        pause = 0.0
        while True:
            await self._settle()
            try:
                found = await bot.poll(self._move_on(), POLL_SECONDS)
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = _pause(error, pause)
                log.warning("Telegram cannot be asked for updates (%s)", _reason(error))
                await asyncio.sleep(pause)
                continue
            pause = 0.0
            self._alive()
            for update in found:
                self._take(update, queue)

    async def finish(self) -> None:
        """Wait until everything taken in is handled."""
        async with self._handled:
            await self._handled.wait_for(lambda: not self._in_hand)

    async def confirm(self, bot: CarefulBot) -> None:
        """Tell Telegram to forget what was handled, when the bot stops."""
        with suppress(TelegramError):  # it sends them again, and they are known by their numbers
            await bot.poll(self._move_on(), 0)

    def _take(self, update: Update, queue: Queue[object]) -> None:
        number = update.update_id
        self._next = number + 1
        if number not in self._taken:
            self._taken.add(number)
            self._in_hand[number] = chat_of(update)
            queue.put_nowait(update)

    async def _settle(self) -> None:
        """Wait a little for what is in hand; longer while a poll could bring nothing new."""
        with suppress(TimeoutError):
            async with asyncio.timeout(CROWDED_SECONDS), self._handled:
                await self._handled.wait_for(lambda: not self._crowded() or self._flooded())
            async with asyncio.timeout(SETTLE_SECONDS), self._handled:
                await self._handled.wait_for(lambda: not self._held())

    def _move_on(self) -> int:
        """The offset of the next poll."""
        self._offset = self._next if self._crowded() else min(self._held(), default=self._next)
        self._taken = {number for number in self._taken if number >= self._offset}
        return self._offset

    def _held(self) -> set[int]:
        """The updates in hand that Telegram still keeps."""
        return {number for number in self._in_hand if number >= self._offset}

    def _crowded(self) -> bool:
        """Whether Telegram's next answer would be full of updates taken before."""
        oldest = min(self._held(), default=self._next)
        return sum(number >= oldest for number in self._taken) >= BATCH - 1

    def _flooded(self) -> bool:
        """Whether one chat fills what is in hand."""
        return Counter(self._in_hand.values()).most_common(1)[0][1] > FLOOD if self._in_hand else False


def _pause(error: TelegramError, before: float) -> float:
    """How many seconds to wait before the next poll: longer after each failure, up to half a minute."""
    if isinstance(error, RetryAfter):
        return seconds(error.retry_after)
    return min(LONGEST_PAUSE, max(1.0, before * 2)) * random.uniform(0.75, 1.25)  # noqa: S311  jitter


def _reason(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return "another copy of the bot is asking with the same token"
    return type(error).__name__
