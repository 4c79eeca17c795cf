"""The tests' own Bot API refuses what Telegram refuses: each refusal is proven here, for the others rest on it."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import ClientSession, FormData, ServerDisconnectedError

from tests.emulator.people import Person
from tests.emulator.schema import RefusedError
from tests.emulator.server import TOKEN, BotApi, Trouble

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as emulator:
        yield emulator


@pytest.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


async def call(api: BotApi, http: ClientSession, method: str, token: str = TOKEN, **form: Any) -> Any:
    """One call as python-telegram-bot sends it: texts as they are, all else as JSON."""
    data = {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in form.items()
    }
    async with http.post(f"{api.url}/bot{token}/{method}", data=data) as got:
        return await got.json()


def button(text: str = "Go", **does: Any) -> dict[str, Any]:
    return {"text": text, **(does or {"callback_data": "h"})}


def keyboard(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [[one] for one in buttons]}


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "no such method": ("sendMassage", {"chat_id": 1, "text": "a"}, "Not Found"),
    "a method not played": ("sendDice", {"chat_id": 1}, "does not play"),
    "an unknown parameter": ("sendMessage", {"chat_id": 1, "text": "a", "tone": "x"}, "unknown parameter"),
    "a missing parameter": ("sendMessage", {"chat_id": 1}, "'text' of sendMessage is missing"),
    "a number that is none": ("sendMessage", {"chat_id": 1, "text": "a", "message_thread_id": "x"},
                              "not a Integer"),
    "a truth that is none": ("sendMessage", {"chat_id": 1, "text": "a", "disable_notification": 3},
                             "not a Boolean"),
    "a list that is none": ("setMyCommands", {"commands": {"command": "a"}}, "not a Array"),
    "an unknown field inside": ("sendMessage", {"chat_id": 1, "text": "a", "link_preview_options": {"off": True}},
                                "no field 'off'"),
    "a missing field inside": ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": keyboard({"url": "x"})},
                               "needs the field 'text'"),
    "a wrong type inside": ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": keyboard({"text": 5})},
                            "'text' is not a String"),
    "no text": ("sendMessage", {"chat_id": 1, "text": ""}, "text is empty"),
    "only spaces": ("sendMessage", {"chat_id": 1, "text": " \n "}, "text is empty"),
    "only tags": ("sendMessage", {"chat_id": 1, "text": "<b></b>", "parse_mode": "HTML"}, "text is empty"),
    "4,097 characters": ("sendMessage", {"chat_id": 1, "text": "a" * 4097}, "too long"),
    "4,098 UTF-16 units": ("sendMessage", {"chat_id": 1, "text": "😀" * 2049}, "too long"),
    "an unknown tag": ("sendMessage", {"chat_id": 1, "text": "<h1>a</h1>", "parse_mode": "HTML"}, "start tag 'h1'"),
    "an unknown attribute": ("sendMessage", {"chat_id": 1, "text": '<b id="x">a</b>', "parse_mode": "HTML"},
                             "attribute 'id'"),
    "an open tag": ("sendMessage", {"chat_id": 1, "text": "<b>a", "parse_mode": "HTML"}, "can't find end tag"),
    "tags crossed": ("sendMessage", {"chat_id": 1, "text": "<b><i>a</b></i>", "parse_mode": "HTML"},
                     "unexpected end tag"),
    "a bare <": ("sendMessage", {"chat_id": 1, "text": "a < b", "parse_mode": "HTML"}, "can't parse"),
    "a bare &": ("sendMessage", {"chat_id": 1, "text": "a & b", "parse_mode": "HTML"}, "unescaped &"),
    "a quote in a quote": ("sendMessage", {"chat_id": 1, "parse_mode": "HTML",
                                           "text": "<blockquote>a<blockquote>b</blockquote></blockquote>"},
                           "blockquote in a blockquote"),
    "bold inside code": ("sendMessage", {"chat_id": 1, "text": "<code><b>a</b></code>", "parse_mode": "HTML"},
                         "inside code"),
    "101 tags": ("sendMessage", {"chat_id": 1, "text": "<b>a</b>" * 101, "parse_mode": "HTML"}, "101 tags"),
    "Markdown": ("sendMessage", {"chat_id": 1, "text": "*a*", "parse_mode": "Markdown"}, "parse_mode"),
    "65 bytes in a button": ("sendMessage", {"chat_id": 1, "text": "a",
                                             "reply_markup": keyboard(button(callback_data="é" * 32 + "a"))},
                             "BUTTON_DATA_INVALID"),
    "nothing in a button": ("sendMessage", {"chat_id": 1, "text": "a",
                                            "reply_markup": keyboard(button(callback_data=""))},
                            "BUTTON_DATA_INVALID"),
    "a button that does two things": ("sendMessage", {"chat_id": 1, "text": "a",
                                      "reply_markup": keyboard(button(callback_data="h", url="https://a.my"))},
                                      "exactly one thing"),
    "a button without words": ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": keyboard(button(" "))},
                               "only with a text"),
    "too much to copy": ("sendMessage", {"chat_id": 1, "text": "a",
                                         "reply_markup": keyboard(button(copy_text={"text": "a" * 257}))},
                         "COPY_TEXT"),
    "101 buttons": ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": keyboard(*[button()] * 101)},
                    "too many"),
    "an edit of nothing": ("editMessageText", {"chat_id": 1, "message_id": 5, "text": "a"}, "not found"),
    "an answer to no press": ("answerCallbackQuery", {"callback_query_id": "5"}, "query is too old"),
    "101 commands": ("setMyCommands", {"commands": [{"command": f"c{n}", "description": "d"} for n in range(101)]},
                     "TOO_MUCH"),
    "a command in capitals": ("setMyCommands", {"commands": [{"command": "Mula", "description": "d"}]},
                              "BOT_COMMAND_INVALID"),
    "a command of 33 letters": ("setMyCommands", {"commands": [{"command": "a" * 33, "description": "d"}]},
                                "BOT_COMMAND_INVALID"),
    "a command not described": ("setMyCommands", {"commands": [{"command": "mula", "description": ""}]},
                                "DESCRIPTION_INVALID"),
    "a description of 513": ("setMyDescription", {"description": "a" * 513}, "too long"),
    "a short description of 121": ("setMyShortDescription", {"short_description": "a" * 121}, "too long"),
    "a file that is only named": ("sendDocument", {"chat_id": 1, "document": "senarai.pdf"}, "wrong file"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
async def test_what_telegram_refuses_is_refused_and_noted(
    api: BotApi, http: ClientSession, what: str
) -> None:
    method, form, why = REFUSED[what]
    told = await call(api, http, method, **form)
    assert told["ok"] is False
    assert why in told["description"]
    assert api.calls == []
    if told["error_code"] == 400:
        assert len(api.refusals) == 1


TAKEN: dict[str, tuple[str, dict[str, Any]]] = {
    "4,096 characters": ("sendMessage", {"chat_id": 1, "text": "a" * 4096}),
    "2,048 emoji": ("sendMessage", {"chat_id": 1, "text": "😀" * 2048}),
    "entities do not count": ("sendMessage", {"chat_id": 1, "text": "&lt;" * 4096, "parse_mode": "HTML"}),
    "100 tags": ("sendMessage", {"chat_id": 1, "text": "<b>a</b>" * 100, "parse_mode": "HTML"}),
    "tags in plain text": ("sendMessage", {"chat_id": 1, "text": "<h1> & <"}),
    "64 bytes in a button": ("sendMessage", {"chat_id": 1, "text": "a",
                                             "reply_markup": keyboard(button(callback_data="é" * 32))}),
    "100 buttons": ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": keyboard(*[button()] * 100)}),
    "100 commands": ("setMyCommands", {"commands": [{"command": f"c{n}", "description": "d"} for n in range(100)]}),
    "a description of 512": ("setMyDescription", {"description": "a" * 512, "language_code": "ms"}),
}  # fmt: skip


@pytest.mark.parametrize("what", TAKEN)
async def test_what_is_just_within_the_limits_is_taken(api: BotApi, http: ClientSession, what: str) -> None:
    method, form = TAKEN[what]
    told = await call(api, http, method, **form)
    assert told["ok"] is True, told
    assert [name for name, _ in api.calls] == [method]


async def test_a_wrong_token_is_unauthorized(api: BotApi, http: ClientSession) -> None:
    assert (await call(api, http, "getMe", token="5:wrong"))["error_code"] == 401  # noqa: S106


async def test_an_edit_that_changes_nothing_is_refused(api: BotApi, http: ClientSession) -> None:
    sent: dict[str, Any] = {"text": "a", "reply_markup": keyboard(button())}
    number = (await call(api, http, "sendMessage", chat_id=1, **sent))["result"]["message_id"]
    same = await call(api, http, "editMessageText", chat_id=1, message_id=number, **sent)
    assert "message is not modified" in same["description"]
    other = await call(api, http, "editMessageText", chat_id=1, message_id=number, text="b")
    assert other["ok"] is True


async def test_a_press_is_answered_once_and_shortly(api: BotApi, http: ClientSession) -> None:
    api.presses.add("5")
    long = await call(api, http, "answerCallbackQuery", callback_query_id="5", text="a" * 201)
    assert "MESSAGE_TOO_LONG" in long["description"]
    first = await call(api, http, "answerCallbackQuery", callback_query_id="5", text="a" * 200)
    assert first["ok"] is True
    again = await call(api, http, "answerCallbackQuery", callback_query_id="5")
    assert "query is too old" in again["description"]


async def test_a_person_who_blocked_the_bot_is_forbidden(api: BotApi, http: ClientSession) -> None:
    api.blocked.add(1)
    assert (await call(api, http, "sendMessage", chat_id=1, text="a"))["error_code"] == 403


async def upload(api: BotApi, http: ClientSession, content: bytes, caption: str = "") -> Any:
    form = FormData({"chat_id": "1", "caption": caption, "parse_mode": "HTML"})
    form.add_field("document", content, filename="senarai.pdf", content_type="application/pdf")
    async with http.post(f"{api.url}/bot{TOKEN}/sendDocument", data=form) as got:
        return await got.json()


async def test_a_file_is_kept_as_it_was_sent(api: BotApi, http: ClientSession) -> None:
    told = await upload(api, http, b"%PDF-1.7 \x00\xff", "<b>Senarai</b>")
    assert told["result"]["document"]["file_name"] == "senarai.pdf"
    assert Person(api, 1).last["file"] == {
        "name": "senarai.pdf", "kind": "application/pdf", "content": b"%PDF-1.7 \x00\xff",
    }  # fmt: skip
    assert Person(api, 1).last["text"] == "Senarai"


async def test_an_empty_file_or_a_long_caption_is_refused(api: BotApi, http: ClientSession) -> None:
    assert "non-empty" in (await upload(api, http, b""))["description"]
    assert "caption is too long" in (await upload(api, http, b"a", "a" * 1025))["description"]
    assert (await upload(api, http, b"a", "a" * 1024))["ok"] is True


async def test_the_text_of_a_file_cannot_be_edited(api: BotApi, http: ClientSession) -> None:
    number = (await upload(api, http, b"a"))["result"]["message_id"]
    told = await call(api, http, "editMessageText", chat_id=1, message_id=number, text="b")
    assert "no text in the message" in told["description"]


async def test_updates_are_forgotten_below_the_offset_and_no_earlier(
    api: BotApi, http: ClientSession
) -> None:
    first = await api.push(message=Person(api).message(text="a"))
    second = await api.push(message=Person(api).message(text="b"))

    async def numbers(offset: int) -> list[int]:
        return [one["update_id"] for one in (await call(api, http, "getUpdates", offset=offset))["result"]]

    assert await numbers(0) == [first, second]
    assert await numbers(first) == [first, second]
    assert await numbers(second) == [second]
    assert await numbers(0) == [second]


async def test_of_two_polls_the_older_is_ended(api: BotApi, http: ClientSession) -> None:
    older = asyncio.create_task(call(api, http, "getUpdates", timeout=30))
    await api.until(lambda: api.polls == 1)
    newer = asyncio.create_task(call(api, http, "getUpdates", timeout=30))
    assert (await older)["error_code"] == 409
    await api.push(message=Person(api).message(text="a"))
    assert len((await newer)["result"]) == 1


async def test_a_test_can_make_calls_go_wrong(api: BotApi, http: ClientSession) -> None:
    limit = RefusedError("Too Many Requests: retry after 3", 429, {"retry_after": 3})
    api.faults += [
        ("sendMessage", limit),
        ("sendMessage", Trouble.DROPPED),
        ("sendMessage", Trouble.ANSWER_LOST),
    ]
    assert (await call(api, http, "sendMessage", chat_id=1, text="a"))["parameters"] == {"retry_after": 3}
    for sent in (0, 1):
        with pytest.raises(ServerDisconnectedError):
            await call(api, http, "sendMessage", chat_id=1, text="a")
        assert len(Person(api, 1).messages) == sent
