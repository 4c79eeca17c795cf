"""Reminders on their way: finds what is due, takes it so that no other copy of the bot does, and has it delivered.

What happens when a copy dies in between, decided here: a reminder is taken in the same transaction that notes it as
told, before it is sent, and stays in the store until it is known what became of it. A copy that sees such a reminder
unsettled for five minutes takes it again and says so in the log, with how many. The one that died may have sent it
already: a deadline told twice is a nuisance, one never told does harm. The five minutes are counted by the copy's own
steady clock, so that setting the clock of the machine changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from bot.dialogue import reminders
from bot.store.port import Claim, Kept, Reminder, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from bot.assistant import Assistant
    from bot.dialogue.reply import Reply
    from bot.dialogue.session import Session

    Taken = tuple[str, Session, tuple[Reminder, ...]]
    """A chat, its session, and the reminders of it that are to be delivered now."""

log = logging.getLogger(__name__)

# Reminders come from 9 in the morning on. What could not go out by 10 at night waits for the next morning.
OPENS, CLOSES = 9, 22
# So many go out side by side; then a rest, so that about 25 go out a second: Telegram takes 30 over all chats.
AT_ONCE = 5
PACE_SECONDS = 0.2
# They are picked from so many times as many, so that copies seldom pick the same. Claimed in one order, copies that
# do never wait for each other in a circle.
SPREAD = 4
# How often to look when nothing is due, and how long to rest when deliveries fail.
LOOK_SECONDS = 30.0
# A delivery is given up as unknown after this, long before another copy takes the reminder again.
MOST_SECONDS = 120.0
UNSETTLED_SECONDS = 300.0
# An unsettled reminder is tried on this many days; then it is reported as not delivered.
MOST_AGE = timedelta(days=2)


class Delivery(Enum):
    """What became of a reminder."""

    ARRIVED = auto()
    GONE = auto()
    """The person has blocked the bot, or is no more."""
    REFUSED = auto()
    """It will never be taken as it is."""
    UNKNOWN = auto()
    """It may have arrived or not."""


class Deliver(Protocol):
    """How a channel brings a reminder to a chat."""

    async def __call__(self, chat: str, reply: Reply) -> Delivery:
        """Send the reply. Never raises for what the network or the person does."""


@dataclass
class Scheduler:
    """Delivers the reminders of one channel: of the chats whose names begin with `channel`."""

    assistant: Assistant
    channel: str
    deliver: Deliver
    now: Callable[[], datetime]
    """The time in Malaysia."""
    steady: Callable[[], float] = time.monotonic
    _first_seen: dict[Reminder, float] = field(default_factory=dict)
    _looked: float = float("-inf")

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop` is set; what is in hand is finished first."""
        while not stop.is_set():
            try:
                rest = PACE_SECONDS if await self.round() else LOOK_SECONDS
            except StoreError as error:
                log.warning("reminders wait: %s", error)
                rest = LOOK_SECONDS
            except Exception as error:  # noqa: BLE001  whatever is wrong with one round, the bot answers on
                log.error("a round of reminders failed (%s)", type(error).__name__)  # noqa: TRY400  no words in the log
                rest = LOOK_SECONDS
            try:
                await asyncio.wait_for(stop.wait(), rest)
            except TimeoutError:
                continue

    async def round(self) -> bool:
        """Deliver the next few; returns whether to go on at once, because there was something and it went well."""
        now = self.now()
        if not OPENS <= now.hour < CLOSES:
            return False
        today = now.date()
        taken = [*await self._take_again(today), *await self._take(today)]
        outcomes = await asyncio.gather(*(self._bring(*one, today) for one in taken))
        known = [reminder for settled in outcomes for reminder in settled]
        if known:
            await self.assistant.store.settle(known)
        return bool(taken) and len(known) == sum(len(several) for _, _, several in taken)

    # --- taking --------------------------------------------------------------------------------

    async def _take(self, today: date) -> list[Taken]:
        """Take what is due, in one transaction. Of several copies that try the same, one gets it."""
        store = self.assistant.store
        while found := await store.due(self.channel, today, AT_ONCE * SPREAD):
            picked = sorted(random.sample(found, min(AT_ONCE, len(found))), key=itemgetter(0))
            won = await store.claim([self._claim(chat, kept, today) for chat, kept in picked])
            if won:
                return [(claim.chat, claim.session, claim.reminders) for claim in won]
        return []

    def _claim(self, chat: str, kept: Kept, today: date) -> Claim:
        knowledge = self.assistant.engine.knowledge
        due = reminders.due(knowledge, kept.session, today)
        session = reminders.told(kept.session, due)
        remind_on = reminders.next_day(knowledge, session, today)
        taken = tuple(Reminder(chat, name, day) for name, day in due.items())
        return Claim(chat, session, kept.version, remind_on, taken)

    async def _take_again(self, today: date) -> list[Taken]:
        """Take what another copy, or an earlier run, took and never settled."""
        if self.steady() - self._looked < LOOK_SECONDS:
            return []
        self._looked = self.steady()
        unsettled = await self.assistant.store.unsettled(self.channel)
        self._first_seen = {one: self._first_seen.get(one, self._looked) for one in unsettled}
        old = [one for one in unsettled if self._looked - self._first_seen[one] >= UNSETTLED_SECONDS]
        late = [one for one in old if today - one.day > MOST_AGE]
        if late:
            log.warning("%d reminders could not be delivered for days and are given up", len(late))
            await self.assistant.store.settle(late)
        again = [one for one in old if one not in late and await self.assistant.store.take_again(one)]
        if again:
            log.warning(
                "%d reminders were taken and never reported as sent; they go out again and may come twice",
                len(again),
            )
        return [(chat, await self._session(chat), several) for chat, several in _by_chat(again).items()]

    async def _session(self, chat: str) -> Session:
        return (await self.assistant.store.load(chat)).session

    # --- delivering ----------------------------------------------------------------------------

    async def _bring(
        self, chat: str, session: Session, taken: tuple[Reminder, ...], today: date
    ) -> list[Reminder]:
        """Deliver one chat's reminders one after another; returns those of which it is known what became."""
        settled: list[Reminder] = []
        for reminder in taken:
            delivery = await self._bring_one(chat, session, reminder, today)
            if delivery is Delivery.GONE:
                await self.assistant.lost(chat)
                return list(taken)
            if delivery is Delivery.REFUSED:
                log.warning("1 reminder was refused and is given up")
            if delivery is not Delivery.UNKNOWN:
                settled.append(reminder)
        return settled

    async def _bring_one(self, chat: str, session: Session, reminder: Reminder, today: date) -> Delivery:
        wanted = session.on(reminder.checklist).reminders is not None and not session.gone
        if not wanted or reminder.checklist not in self.assistant.engine.knowledge.checklists:
            return Delivery.ARRIVED  # stopped since it was taken: nothing is left to bring
        reply = self.assistant.wording.reminder(session, reminder.checklist, today)
        try:
            async with asyncio.timeout(MOST_SECONDS):
                return await self.deliver(chat, reply)
        except TimeoutError:
            return Delivery.UNKNOWN


def _by_chat(taken: Iterable[Reminder]) -> dict[str, tuple[Reminder, ...]]:
    chats: dict[str, tuple[Reminder, ...]] = defaultdict(tuple)
    for reminder in taken:
        chats[reminder.chat] += (reminder,)
    return chats
