"""People with phones, played by a test."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.emulator.server import BotApi

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@\w+)?")


@dataclass
class Person:
    """Someone with a phone, in a private chat with the bot."""

    api: BotApi
    id: int = 77
    language_code: str | None = "ms"

    @property
    def messages(self) -> list[dict[str, Any]]:
        """What the bot has in this chat, oldest first."""
        return list(self.api.messages[self.id].values())

    @property
    def last(self) -> dict[str, Any]:
        return self.messages[-1]

    @property
    def labels(self) -> list[str]:
        """The buttons under the last message."""
        return [
            button["text"]
            for row in (self.last["reply_markup"] or {}).get("inline_keyboard", [])
            for button in row
        ]

    def _from(self) -> dict[str, Any]:
        who = {"id": self.id, "is_bot": False, "first_name": "Aminah"}
        return who | ({"language_code": self.language_code} if self.language_code else {})

    def message(self, **content: Any) -> dict[str, Any]:
        """A message of this person as Telegram tells it to a bot."""
        text = content.get("text", "")
        command = COMMAND.match(text)
        if command:
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": command.end()}]
        return {
            "message_id": self.api.next_id(),
            "date": int(time.time()),
            "chat": {"id": self.id, "type": "private", "first_name": "Aminah"},
            "from": self._from(),
            **content,
        }

    async def sends(self, **content: Any) -> str:
        """Send anything, and wait for what the bot says to it."""
        before = len(self.messages)
        await self.api.push(message=self.message(**content))
        await self.api.until(lambda: len(self.messages) > before)
        return str(self.last["text"])

    async def says(self, text: str) -> str:
        return await self.sends(text=text)

    async def presses(self, label: str, message: dict[str, Any] | None = None) -> str:
        """Press a button whose label contains `label`, and wait until the press has had its effect."""
        message = message or self.last
        rows = (message["reply_markup"] or {}).get("inline_keyboard", [])
        data = next(button["callback_data"] for row in rows for button in row if label in button["text"])
        return await self.presses_data(data, message)

    async def presses_data(self, data: str, message: dict[str, Any]) -> str:
        """Press a button that carries `data`, forged or not; returns the text of the newest message after it."""
        query = f"press-{self.api.next_id()}"
        self.api.presses.add(query)
        calls = len(self.api.calls)
        told = {
            "id": query,
            "from": self._from(),
            "chat_instance": "1",
            "data": data,
            "message": self.api.as_telegram(self.id, message),
        }
        await self.api.push(callback_query=told)
        shown = {"sendMessage", "sendDocument", "editMessageText"}
        await self.api.until(
            lambda: query in self.api.answered and any(name in shown for name, _ in self.api.calls[calls:])
        )
        return str(self.last["text"])
