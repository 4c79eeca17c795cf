"""One turn: recall, think, remember, put into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue import reminders
from bot.dialogue.messages import Look
from bot.store.port import Saved, Store, StoreError

if TYPE_CHECKING:
    from datetime import date

    from bot.dialogue.engine import Engine
    from bot.dialogue.messages import Incoming
    from bot.dialogue.reply import Reply
    from bot.dialogue.turn import Turn
    from bot.dialogue.wording import Wording
    from bot.i18n import Language

# Turns of one chat come in order, so a lost race means a second copy of the bot. Losing this often means a fault.
MOST_RACES = 20


@dataclass(frozen=True)
class Spoke:
    """A turn that is kept, and the reply that is now to be sent."""

    turn: Turn
    reply: Reply


@dataclass(frozen=True)
class Mind:
    """What thinks and what speaks, both of the same knowledge."""

    engine: Engine
    wording: Wording


class Assistant:
    """Answers incoming messages of any channel."""

    def __init__(self, engine: Engine, wording: Wording, store: Store) -> None:
        self._mind = Mind(engine, wording)
        self.store = store

    @property
    def engine(self) -> Engine:
        return self._mind.engine

    @property
    def wording(self) -> Wording:
        return self._mind.wording

    def change_mind(self, mind: Mind) -> None:
        """Think and speak from changed knowledge, from the next turn on. May be called from any thread."""
        self._mind = mind

    async def handle(
        self,
        chat: str,
        incoming: Incoming,
        today: date,
        phone: Language | None = None,
        update_id: int | None = None,
    ) -> Spoke | None:
        """Handle one message and return what to say, or None for an update that was handled before.

        What the turn changed is durable before this returns. Raises StoreError when it cannot be kept.
        """
        mind = self._mind  # one for the whole turn: it may change meanwhile
        for _ in range(MOST_RACES):
            kept = await self.store.load(chat)
            turn = mind.engine.respond(kept.session, incoming, today, phone)
            remind_on = reminders.next_day(mind.engine.knowledge, turn.session, today)
            saved = await self.store.save(chat, turn.session, kept.version, update_id, remind_on)
            if saved is Saved.REPEATED:
                return None
            if saved is Saved.DONE:
                return Spoke(turn, mind.wording.present(turn, today))
        raise StoreError(
            "the chat kept changing while it was answered; is another bot running with this database?"
        )

    async def lost(self, chat: str) -> None:
        """Note that the person has blocked the bot: no reminders until they write again."""
        for _ in range(MOST_RACES):
            kept = await self.store.load(chat)
            if await self.store.save(chat, kept.session.but(gone=True), kept.version) is Saved.DONE:
                return

    async def again(self, chat: str, today: date) -> Spoke:
        """What the chat shows now: for an update that was kept, but perhaps never answered."""
        mind = self._mind
        session = (await self.store.load(chat)).session
        turn = mind.engine.respond(session, Look(session.place), today)
        return Spoke(turn, mind.wording.present(turn, today))
