"""The emulator: an HTTP server that keeps chats as Telegram does, and refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from tests.emulator.limits import MOST_FILE_BYTES, check_commands, document_of, text_of
from tests.emulator.schema import METHODS, RefusedError, read_call

if TYPE_CHECKING:
    from collections.abc import Callable

TOKEN = "123456:TEST-token_of-the-emulator"  # noqa: S105  the emulator's own
BOT = {"id": 123456, "is_bot": True, "first_name": "Panduan PERKESO", "username": "panduan_test_bot"}
BATCH = 100


class Trouble(Enum):
    """What can happen to a call on its way."""

    DROPPED = auto()
    """The connection breaks before the server has read it."""
    ANSWER_LOST = auto()
    """The server does what is asked, and the connection breaks before its answer arrives."""
    NOT_JSON = auto()
    """A gateway answers with a page of its own."""


Fault = RefusedError | float | Trouble
"""What a test makes go wrong with a call: a refusal, seconds before the answer comes, or trouble on the way."""


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
    latency: float = 0.0
    """Seconds that each message takes to be sent or edited."""

    def __post_init__(self) -> None:
        self._ids = itertools.count(1)
        self._update_ids = itertools.count(1000)
        self._poll = 0
        self._news = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=2 * MOST_FILE_BYTES)
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

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        fault = self._fault(method)
        if fault is Trouble.NOT_JSON:
            return web.Response(text="<html>Bad Gateway</html>", status=200)
        try:
            if fault is Trouble.DROPPED:
                raise ConnectionResetError
            if isinstance(fault, float | int):
                await asyncio.sleep(fault)
            if isinstance(fault, RefusedError):
                raise fault
            result = await self._answer(method, request)
            await self._announce()
            if fault is Trouble.ANSWER_LOST:
                raise ConnectionResetError
        except RefusedError as refusal:
            await self._announce()
            return self._refuse(method, refusal)
        except ConnectionResetError:
            assert request.transport is not None
            request.transport.abort()
            return web.Response()
        return web.json_response({"ok": True, "result": result})

    async def _answer(self, method: str, request: web.Request) -> Any:
        if request.match_info["token"] != TOKEN:
            raise RefusedError("Unauthorized", 401)
        if method not in METHODS:
            raise RefusedError("Not Found", 404)
        if request.content_type == "application/json":
            form = await request.json()
        else:
            form = dict(await request.post())
        call = read_call(method, form)
        play = getattr(self, f"_{_snake(method)}", None)
        if play is None:
            raise RefusedError(f"Bad Request: the emulator does not play {method}")
        if method in {"sendMessage", "editMessageText"}:
            await asyncio.sleep(self.latency)
        result = await play(call)
        if method != "getUpdates":
            self.calls.append((method, call))
        return result

    def _refuse(self, method: str, refusal: RefusedError) -> web.Response:
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

    def _fault(self, method: str) -> Fault | None:
        """What a test has in store for the next call of a method."""
        for number, (name, fault) in enumerate(self.faults):
            if name == method:
                del self.faults[number]
                return fault
        return None

    async def _get_me(self, _call: dict[str, Any]) -> dict[str, Any]:
        return BOT

    async def _delete_webhook(self, _call: dict[str, Any]) -> bool:
        return True

    async def _get_updates(self, call: dict[str, Any]) -> list[dict[str, Any]]:
        offset = call.get("offset", 0)
        self._poll += 1
        this = self._poll
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        self.confirmed = max(self.confirmed, offset)
        self.polls += 1
        await self._announce()
        if not self.updates and call.get("timeout"):
            try:
                await self.until(lambda: bool(self.updates) or self._poll != this, call["timeout"])
            except TimeoutError:
                return []
        if self._poll != this:
            raise RefusedError("Conflict: terminated by other getUpdates request", 409)
        return self.updates[:BATCH]

    async def _send_message(self, call: dict[str, Any]) -> dict[str, Any]:
        return self._sent(call["chat_id"], text_of(call))

    async def _send_document(self, call: dict[str, Any]) -> dict[str, Any]:
        return self._sent(call["chat_id"], document_of(call))

    def _sent(self, chat: int, content: dict[str, Any]) -> dict[str, Any]:
        if chat in self.blocked:
            raise RefusedError("Forbidden: bot was blocked by the user", 403)
        message = {"message_id": self.next_id(), **content}
        self.messages[chat][message["message_id"]] = message
        return self.as_telegram(chat, message)

    async def _edit_message_text(self, call: dict[str, Any]) -> dict[str, Any]:
        chat, number = call["chat_id"], call["message_id"]
        message = self.messages[chat].get(number)
        if message is None:
            raise RefusedError("Bad Request: message to edit not found")
        if "file" in message:
            raise RefusedError("Bad Request: there is no text in the message to edit")
        content = text_of(call)
        if {key: message[key] for key in content} == content:
            raise RefusedError(
                "Bad Request: message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message"
            )
        message.update(content)
        return self.as_telegram(chat, message)

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
        check_commands(call["commands"])
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

    @staticmethod
    def as_telegram(chat: int, message: dict[str, Any]) -> dict[str, Any]:
        """A message of the bot as Telegram tells it to a bot."""
        sent = {
            "message_id": message["message_id"],
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private"},
            "from": BOT,
        }
        if "file" in message:
            sent["document"] = {
                "file_id": f"file-{message['message_id']}",
                "file_unique_id": f"unique-{message['message_id']}",
                "file_name": message["file"]["name"],
                "mime_type": message["file"]["kind"],
                "file_size": len(message["file"]["content"]),
            }
        if message["text"]:
            sent["caption" if "file" in message else "text"] = message["text"]
        if message["reply_markup"]:
            sent["reply_markup"] = message["reply_markup"]
        return sent


def _snake(method: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", method).lower()
