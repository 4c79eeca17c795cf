"""The emulator: an HTTP server that keeps chats as Telegram does, and lets a test play the people in them."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from tests.emulator.schema import METHODS, RefusedError, read_call
from tests.emulator.telegram_html import read_html

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = "123456:TEST-token_of-the-emulator"  # noqa: S105  the emulator's own
BOT = {"id": 123456, "is_bot": True, "first_name": "Panduan PERKESO", "username": "panduan_test_bot"}
MOST_CHARACTERS = 4096
MOST_BUTTONS = 100
MOST_BUTTON_BYTES = 64
BATCH = 100
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@\w+)?")

Fault = RefusedError | float
"""What a test makes go wrong with a call: a refusal, or seconds before the answer comes."""


@dataclass
class BotApi:
    """One bot's server. Every call is checked; what is wrong is refused as Telegram refuses it, and noted."""

    url: str = ""
    updates: list[dict[str, Any]] = field(default_factory=list)
    messages: dict[int, dict[int, dict[str, Any]]] = field(default_factory=lambda: defaultdict(dict))
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    presses: set[str] = field(default_factory=set)
    menus: dict[tuple[str, str], Any] = field(default_factory=dict)
    faults: list[tuple[str, Fault]] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    confirmed: int = 0
    polls: int = 0

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)
        self._update_ids = itertools.count(1000)
        self._news = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_post("/bot{token}/{method}", self._handle)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    # --- what a test does ----------------------------------------------------------------------

    async def push(self, **content: Any) -> int:
        """Queue an update as Telegram would; returns its id."""
        update_id = next(self._update_ids)
        self.updates.append({"update_id": update_id, **content})
        await self._announce()
        return update_id

    async def repeat(self, update_id: int, **content: Any) -> None:
        """Queue an update again under the id it had: Telegram delivers at least once."""
        self.updates.append({"update_id": update_id, **content})
        await self._announce()

    def next_id(self) -> int:
        return next(self._ids)

    async def until(self, happened: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until something has happened to the server."""
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(happened)

    async def _announce(self) -> None:
        async with self._news:
            self._news.notify_all()

    # --- the server ----------------------------------------------------------------------------

    async def _handle(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        try:
            if request.match_info["token"] != TOKEN:
                raise RefusedError("Unauthorized", 401)
            if method not in METHODS:
                raise RefusedError("Not Found", 404)
            form = (
                await request.json()
                if request.content_type == "application/json"
                else dict(await request.post())
            )
            await self._go_wrong(method)
            call = read_call(method, form)
            result = await getattr(self, f"_{_snake(method)}")(call)
        except RefusedError as refusal:
            if refusal.code == 400:
                self.refusals.append(f"{method}: {refusal.description}")
            body: dict[str, Any] = {
                "ok": False,
                "error_code": refusal.code,
                "description": refusal.description,
            }
            if refusal.parameters:
                body["parameters"] = refusal.parameters
            return web.json_response(body, status=refusal.code)
        if method != "getUpdates":
            self.calls.append((method, call))
        await self._announce()
        return web.json_response({"ok": True, "result": result})

    async def _go_wrong(self, method: str) -> None:
        for number, (name, fault) in enumerate(self.faults):
            if name == method:
                del self.faults[number]
                if isinstance(fault, RefusedError):
                    raise fault
                await asyncio.sleep(fault)
                return

    async def _get_me(self, _call: dict[str, Any]) -> dict[str, Any]:
        return BOT

    async def _delete_webhook(self, _call: dict[str, Any]) -> bool:
        return True

    async def _get_updates(self, call: dict[str, Any]) -> list[dict[str, Any]]:
        offset = call.get("offset", 0)
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        self.confirmed = max(self.confirmed, offset)
        self.polls += 1
        await self._announce()
        if not self.updates and call.get("timeout"):
            try:
                await self.until(lambda: bool(self.updates), min(call["timeout"], 5))
            except TimeoutError:
                return []
        return self.updates[:BATCH]

    async def _send_message(self, call: dict[str, Any]) -> dict[str, Any]:
        chat = call["chat_id"]
        if chat in self.blocked:
            raise RefusedError("Forbidden: bot was blocked by the user", 403)
        message = {"message_id": self.next_id(), **self._content(call)}
        self.messages[chat][message["message_id"]] = message
        return self._as_telegram(chat, message)

    async def _edit_message_text(self, call: dict[str, Any]) -> dict[str, Any]:
        chat, number = call["chat_id"], call["message_id"]
        message = self.messages[chat].get(number)
        if message is None:
            raise RefusedError("Bad Request: message to edit not found")
        content = self._content(call)
        if {key: message[key] for key in content} == content:
            raise RefusedError(
                "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message"
            )
        message.update(content)
        return self._as_telegram(chat, message)

    async def _answer_callback_query(self, call: dict[str, Any]) -> bool:
        query = call["callback_query_id"]
        if query not in self.presses or query in self.answered:
            raise RefusedError(
                "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        if len(call.get("text", "")) > 200:
            raise RefusedError("Bad Request: MESSAGE_TOO_LONG")
        self.answered.add(query)
        return True

    async def _set_my_commands(self, call: dict[str, Any]) -> bool:
        for command in call["commands"]:
            if (
                not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"])
                or not 1 <= len(command["description"]) <= 256
            ):
                raise RefusedError("Bad Request: BOT_COMMAND_INVALID")
        self.menus["commands", call.get("language_code", "")] = call["commands"]
        return True

    async def _set_my_description(self, call: dict[str, Any]) -> bool:
        return self._describe("description", 512, call)

    async def _set_my_short_description(self, call: dict[str, Any]) -> bool:
        return self._describe("short_description", 120, call)

    def _describe(self, name: str, most: int, call: dict[str, Any]) -> bool:
        if len(call.get(name, "")) > most:
            raise RefusedError(f"Bad Request: {name} is too long")
        self.menus[name, call.get("language_code", "")] = call.get(name)
        return True

    # --- what Telegram checks of a message -----------------------------------------------------

    def _content(self, call: dict[str, Any]) -> dict[str, Any]:
        text = read_html(call["text"]) if call.get("parse_mode") == "HTML" else call["text"]
        if not text.strip():
            raise RefusedError("Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > MOST_CHARACTERS:
            raise RefusedError("Bad Request: message is too long")
        markup = call.get("reply_markup")
        if markup is not None:
            self._check_buttons([button for row in markup["inline_keyboard"] for button in row])
        return {"text": text, "html": call["text"], "reply_markup": markup}

    @staticmethod
    def _check_buttons(buttons: list[dict[str, Any]]) -> None:
        if len(buttons) > MOST_BUTTONS:
            raise RefusedError("Bad Request: too many buttons")
        for button in buttons:
            if not button["text"].strip():
                raise RefusedError("Bad Request: button text is empty")
            kinds = set(button) - {"text", "style", "icon_custom_emoji_id"}
            if len(kinds) != 1:
                raise RefusedError(f"Bad Request: a button does exactly one thing, not {sorted(kinds)}")
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= MOST_BUTTON_BYTES:
                raise RefusedError("Bad Request: BUTTON_DATA_INVALID")
            copied = button.get("copy_text")
            if copied is not None and not 1 <= len(copied["text"]) <= 256:
                raise RefusedError("Bad Request: BUTTON_COPY_TEXT_INVALID")

    @staticmethod
    def _as_telegram(chat: int, message: dict[str, Any]) -> dict[str, Any]:
        sent = {
            "message_id": message["message_id"],
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private"},
            "from": BOT,
            "text": message["text"],
        }
        if message["reply_markup"]:
            sent["reply_markup"] = message["reply_markup"]
        return sent


def _snake(method: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", method).lower()


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
            "message": BotApi._as_telegram(self.id, message),
        }
        await self.api.push(callback_query=told)
        shown = {"sendMessage", "editMessageText"}
        await self.api.until(
            lambda: query in self.api.answered and any(name in shown for name, _ in self.api.calls[calls:])
        )
        return str(self.last["text"])


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
