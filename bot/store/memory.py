"""A store in memory, for one run. It keeps JSON, so that what it can keep a database can keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.session import Session
from bot.store.port import Kept, Saved

if TYPE_CHECKING:
    from datetime import datetime


class MemoryStore:
    """Implements the Store port."""

    def __init__(self) -> None:
        self._chats: dict[str, tuple[str, int]] = {}
        self._updates: set[int] = set()

    async def load(self, chat: str) -> Kept:
        text, version = self._chats.get(chat, ("{}", 0))
        return Kept(Session.model_validate_json(text), version)

    async def save(self, chat: str, session: Session, version: int, update_id: int | None = None) -> Saved:
        if update_id is not None and update_id in self._updates:
            return Saved.REPEATED
        if self._chats.get(chat, ("", 0))[1] != version:
            return Saved.RACED
        if update_id is not None:
            self._updates.add(update_id)
        self._chats[chat] = (session.model_dump_json(), version + 1)
        return Saved.DONE

    async def forget_updates(self, before: datetime) -> None:  # noqa: ARG002  one run sees no update twice after 48 h
        self._updates.clear()

    async def close(self) -> None:
        self._chats.clear()
