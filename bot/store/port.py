"""What the bot needs of a store, whichever keeps the chats."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from bot.dialogue.session import Session


class StoreError(Exception):
    """The store cannot be reached or used. The message says what an operator can do."""


@dataclass(frozen=True)
class Kept:
    """A chat as it was kept. Version 0 is a chat not yet kept."""

    session: Session
    version: int


class Saved(Enum):
    """What became of a save."""

    DONE = auto()
    RACED = auto()
    """Another turn of this chat was saved first: think again on what is there now."""
    REPEATED = auto()
    """This update was handled before: nothing was changed, nothing is to be said."""


class Store(Protocol):
    """Keeps one session a chat. A save is all or nothing, and durable once it returns."""

    async def load(self, chat: str) -> Kept:
        """The chat as kept, or an empty session with version 0."""

    async def save(self, chat: str, session: Session, version: int, update_id: int | None = None) -> Saved:
        """Keep the session if the chat is still at `version`, and remember that `update_id` was handled."""

    async def forget_updates(self, before: datetime) -> None:
        """Forget updates handled before a moment (48 hours ago: Telegram repeats none older)."""

    async def close(self) -> None:
        """Let go of every connection."""
