"""What the bot needs of a store, whichever keeps the chats."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

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


@dataclass(frozen=True)
class Reminder:
    """A reminder of one checklist in one chat, taken by a copy of the bot to be delivered."""

    chat: str
    checklist: str
    day: date
    tries: int = 1
    """Which try at delivering it this is."""


@dataclass(frozen=True)
class Claim:
    """A chat whose reminders are taken: what is kept of it from then on, if it is still at `version`."""

    chat: str
    session: Session
    version: int
    remind_on: date | None
    reminders: tuple[Reminder, ...]


class Store(Protocol):
    """Keeps one session a chat. A save is all or nothing, and durable once it returns."""

    async def load(self, chat: str) -> Kept:
        """The chat as kept, or an empty session with version 0."""

    async def save(
        self,
        chat: str,
        session: Session,
        version: int,
        update_id: int | None = None,
        remind_on: date | None = None,
    ) -> Saved:
        """Keep the session if the chat is still at `version`, and remember that `update_id` was handled.

        `remind_on` is the day of the chat's next reminder, None when there is none to come.
        """

    async def due(self, channel: str, today: date, most: int) -> list[tuple[str, Kept]]:
        """Chats of a channel (what their names begin with) whose reminder is due, longest due first."""

    async def claim(self, claims: Sequence[Claim]) -> list[Claim]:
        """Take reminders for delivery; returns the claims that were won. The rest another copy took, or a turn changed.

        A reminder that was taken stays until it is settled, so that none is lost with the copy that took it.
        """

    async def unsettled(self, channel: str) -> list[Reminder]:
        """Reminders that were taken and of which nobody said what became of them."""

    async def take_again(self, reminder: Reminder) -> bool:
        """Take an unsettled reminder for one more try; False when another copy did, or it is settled now."""

    async def settle(self, reminders: Sequence[Reminder]) -> None:
        """It is known what became of these reminders: they are done with."""

    async def forget_updates(self, before: datetime) -> None:
        """Forget updates handled before a moment (48 hours ago: Telegram repeats none older)."""

    async def close(self) -> None:
        """Let go of every connection."""
