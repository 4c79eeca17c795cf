"""A store in memory, for one run. It keeps JSON, so that what it can keep a database can keep."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.session import Session
from bot.store.port import Claim, Kept, Reminder, Saved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


class MemoryStore:
    """Implements the Store port."""

    def __init__(self) -> None:
        self._chats: dict[str, tuple[str, int]] = {}
        self._updates: set[int] = set()
        self._remind_on: dict[str, date] = {}
        self._taken: dict[tuple[str, str, date], Reminder] = {}

    async def load(self, chat: str) -> Kept:
        text, version = self._chats.get(chat, ("{}", 0))
        return Kept(Session.model_validate_json(text), version)

    async def save(
        self,
        chat: str,
        session: Session,
        version: int,
        update_id: int | None = None,
        remind_on: date | None = None,
    ) -> Saved:
        if update_id is not None and update_id in self._updates:
            return Saved.REPEATED
        if self._chats.get(chat, ("", 0))[1] != version:
            return Saved.RACED
        if update_id is not None:
            self._updates.add(update_id)
        self._chats[chat] = (session.model_dump_json(), version + 1)
        self._remind_on.pop(chat, None)
        if remind_on is not None:
            self._remind_on[chat] = remind_on
        return Saved.DONE

    async def due(self, channel: str, today: date, most: int) -> list[tuple[str, Kept]]:
        found = sorted(
            (day, chat) for chat, day in self._remind_on.items() if chat.startswith(channel) and day <= today
        )
        return [(chat, await self.load(chat)) for _, chat in found[:most]]

    async def claim(self, claims: Sequence[Claim]) -> list[Claim]:
        won = []
        for claim in claims:
            saved = await self.save(claim.chat, claim.session, claim.version, remind_on=claim.remind_on)
            if saved is Saved.DONE:
                self._taken.update({_key(reminder): reminder for reminder in claim.reminders})
                won.append(claim)
        return won

    async def unsettled(self, channel: str) -> list[Reminder]:
        return [reminder for reminder in self._taken.values() if reminder.chat.startswith(channel)]

    async def take_again(self, reminder: Reminder) -> bool:
        if self._taken.get(_key(reminder)) != reminder:
            return False
        self._taken[_key(reminder)] = replace(reminder, tries=reminder.tries + 1)
        return True

    async def settle(self, reminders: Sequence[Reminder]) -> None:
        for reminder in reminders:
            self._taken.pop(_key(reminder), None)

    async def forget_updates(self, before: datetime) -> None:  # noqa: ARG002  one run sees no update twice after 48 h
        self._updates.clear()

    async def close(self) -> None:
        self._chats.clear()


def _key(reminder: Reminder) -> tuple[str, str, date]:
    return reminder.chat, reminder.checklist, reminder.day
