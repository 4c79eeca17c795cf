"""The bot on a network as it is: limits, faults, lost answers, bad updates, blocked chats, stops."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Chat, Message, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.channels import telegram, telegram_polling
from bot.channels.telegram import TelegramChannel, UnreachableError, serve
from bot.channels.telegram_polling import BATCH, FLOOD, Polling
from tests.answering import running
from tests.conftest import NOON
from tests.emulator.people import Person
from tests.emulator.schema import RefusedError
from tests.emulator.server import TOKEN, BotApi, Trouble

if TYPE_CHECKING:
    from bot.assistant import Assistant
    from bot.i18n import Catalogues


# --- What is sent ------------------------------------------------------------------------------


def limit(seconds: int) -> RefusedError:
    return RefusedError(f"Too Many Requests: retry after {seconds}", 429, {"retry_after": seconds})


async def test_a_flood_limit_is_waited_out_in_its_own_chat_only(api: BotApi, aminah: Person) -> None:
    api.faults.append(("sendMessage", limit(2)))
    begun = time.monotonic()
    limited = asyncio.create_task(aminah.says("/start"))
    await api.until(lambda: not api.faults)
    assert "Saya Panduan PERKESO" in await Person(api, 78).says("/start")
    assert not limited.done()
    assert "Saya Panduan PERKESO" in await limited
    assert time.monotonic() - begun >= 2


@pytest.mark.parametrize("trouble", [RefusedError("Bad Gateway", 502), Trouble.DROPPED])
async def test_what_telegram_did_not_take_is_sent_again(
    api: BotApi, aminah: Person, trouble: RefusedError | Trouble
) -> None:
    api.faults.append(("sendMessage", trouble))
    assert "Saya Panduan PERKESO" in await aminah.says("/start")
    assert len(aminah.messages) == 1


@pytest.mark.parametrize("trouble", [Trouble.ANSWER_LOST, Trouble.NOT_JSON])
async def test_a_reply_that_may_not_have_arrived_is_sent_again(
    api: BotApi, aminah: Person, trouble: Trouble
) -> None:
    """Twice is better than never."""
    api.faults.append(("sendMessage", trouble))
    twice = 2 if trouble is Trouble.ANSWER_LOST else 1
    await api.push(message=aminah.message(text="/start"))
    await api.until(lambda: len(aminah.messages) == twice)


async def test_an_edit_whose_answer_was_lost_is_made_once(api: BotApi, aminah: Person) -> None:
    await aminah.says("/start")
    api.faults.append(("editMessageText", Trouble.ANSWER_LOST))
    assert "Senarai" in await aminah.presses("Senarai semak pendaftaran")
    await api.until(lambda: bool(api.refusals))
    assert "message is not modified" in api.refusals.pop()
    assert len(aminah.messages) == 1


async def test_a_press_that_cannot_be_acknowledged_has_its_effect(api: BotApi, aminah: Person) -> None:
    await aminah.says("/start")
    api.faults.append(("answerCallbackQuery", Trouble.DROPPED))
    assert "Senarai" in await aminah.presses("Senarai semak pendaftaran")


async def test_a_person_who_blocked_the_bot_stops_nobody_else(api: BotApi, aminah: Person) -> None:
    api.blocked.add(78)
    await api.push(message=Person(api, 78).message(text="/start"))
    assert await aminah.says("/start")


async def test_when_the_store_fails_the_person_is_told_kindly_and_the_next_message_is_answered(
    aminah: Person, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_chat: str) -> None:
        raise OSError("disk on fire")

    with monkeypatch.context() as patched:
        patched.setattr(assistant.store, "load", broken)
        assert "Maaf, ada masalah" in await aminah.says("/start")
    assert "Saya Panduan PERKESO" in await aminah.says("/start")


# --- What is taken in --------------------------------------------------------------------------


async def test_one_unreadable_update_does_not_stop_the_others(api: BotApi, aminah: Person) -> None:
    await api.push(message={"message_id": "not a number", "chat": 5})
    assert "Saya Panduan PERKESO" in await aminah.says("/start")


async def test_an_update_delivered_twice_is_answered_once(api: BotApi, aminah: Person) -> None:
    message = aminah.message(text="/start")
    update_id = await api.push(message=message)
    await api.until(lambda: len(aminah.messages) == 1)
    await api.repeat(update_id, message=message)
    await aminah.says("/daftar")
    assert len(aminah.messages) == 2


async def test_one_who_floods_makes_nobody_else_wait(api: BotApi, aminah: Person) -> None:
    """Two hundred messages of one chat, each 50 ms to send: ten seconds of work before aminah's message."""
    api.latency = 0.05
    flooder = Person(api, 66)
    for _ in range(200):
        await api.push(message=flooder.message(text="/start"))
    await aminah.says("/start")
    assert len(flooder.messages) < 60
    api.latency = 0


@pytest.mark.parametrize(
    "trouble", [RefusedError("Bad Gateway", 502), Trouble.DROPPED, Trouble.NOT_JSON, Trouble.ANSWER_LOST]
)
async def test_polls_go_on_after_trouble(
    assistant: Assistant,
    catalogues: Catalogues,
    trouble: RefusedError | Trouble,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telegram_polling, "LONGEST_PAUSE", 0.01)
    async with BotApi() as api:
        api.faults += [("getUpdates", trouble)] * 3
        async with running(api, assistant, catalogues, lambda: NOON):
            assert "Saya Panduan PERKESO" in await Person(api).says("/start")


async def test_a_token_withdrawn_while_the_bot_runs_ends_it_with_one_line(
    assistant: Assistant, catalogues: Catalogues
) -> None:
    async with BotApi() as api:
        api.faults.append(("getUpdates", RefusedError("Unauthorized", 401)))
        channel = TelegramChannel(assistant, catalogues, lambda: NOON)
        with pytest.raises(UnreachableError, match="TELEGRAM_BOT_TOKEN"):
            await serve(channel, TOKEN, api.url, lambda: None, asyncio.Event())


async def test_a_wrong_token_is_one_line_that_says_what_to_do(
    assistant: Assistant, catalogues: Catalogues
) -> None:
    async with BotApi() as api:
        channel = TelegramChannel(assistant, catalogues, lambda: NOON)
        with pytest.raises(UnreachableError, match="TELEGRAM_BOT_TOKEN"):
            await serve(channel, "1:wrong", api.url, lambda: None, asyncio.Event())


async def test_no_network_is_one_line_that_says_what_to_do(
    assistant: Assistant, catalogues: Catalogues
) -> None:
    channel = TelegramChannel(assistant, catalogues, lambda: NOON)
    with pytest.raises(UnreachableError) as error:
        await serve(channel, TOKEN, "http://127.0.0.1:1", lambda: None, asyncio.Event())
    assert "TELEGRAM_API_BASE_URL" in str(error.value)
    assert TOKEN not in str(error.value)


async def test_told_to_stop_while_one_chat_must_wait_the_bot_lets_go_and_telegram_keeps_the_message(
    assistant: Assistant, catalogues: Catalogues, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram, "GRACE_SECONDS", 0.3)
    async with BotApi() as api:
        aminah = Person(api)
        async with running(api, assistant, catalogues, lambda: NOON):
            api.faults.append(("sendMessage", limit(30)))
            await api.push(message=aminah.message(text="/start"))
            kept = await api.push(message=aminah.message(text="/daftar"))
            await api.until(lambda: not api.faults)
            begun = time.monotonic()
        assert time.monotonic() - begun < 10
        assert kept in [update["update_id"] for update in api.updates]
        async with running(api, assistant, catalogues, lambda: NOON):
            await api.until(lambda: len(aminah.messages) == 2)


# --- The polls by themselves -------------------------------------------------------------------


class Line:
    """A stand-in for the bot: each poll takes the next of what is prepared, then waits for ever."""

    def __init__(self, *prepared: list[Update] | TelegramError) -> None:
        self.prepared = list(prepared)
        self.offsets: list[int] = []
        self.empty = asyncio.Event()

    async def poll(self, offset: int, _wait: int) -> list[Update]:
        self.offsets.append(offset)
        if not self.prepared:
            self.empty.set()
            await asyncio.Event().wait()
        found = self.prepared.pop(0)
        if isinstance(found, TelegramError):
            raise found
        return found


def update(number: int, chat: int = 1) -> Update:
    message = Message(message_id=number, date=None, chat=Chat(chat, "private"))  # type: ignore[arg-type]
    return Update(number, message=message)


async def polled(polling: Polling, line: Line) -> list[int]:
    """Poll until all that was prepared is taken; returns the numbers of the updates that were handed on."""
    queue: asyncio.Queue[Any] = asyncio.Queue()
    polls = asyncio.create_task(polling.run(line, queue))  # type: ignore[arg-type]
    await asyncio.wait((polls, asyncio.create_task(line.empty.wait())), return_when=asyncio.FIRST_COMPLETED)
    polls.cancel()
    await asyncio.wait((polls,))
    if not polls.cancelled():
        polls.result()
    return [queue.get_nowait().update_id for _ in range(queue.qsize())]


async def test_telegram_keeps_an_update_until_it_is_handled() -> None:
    polling = Polling(lambda: None)
    line = Line([update(5), update(6)], [update(5), update(6), update(7)])
    assert await polled(polling, line) == [5, 6, 7]
    assert line.offsets == [0, 5, 5]
    for number in (6, 7):
        await polling.handled(update(number))
    line = Line()
    await polled(polling, line)
    await polling.handled(update(5))
    after = Line()
    await polled(polling, after)
    assert (line.offsets, after.offsets) == ([5], [8])


async def test_one_chat_that_must_wait_does_not_hold_a_full_answer_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telegram_polling, "CROWDED_SECONDS", 0.1)
    polling = Polling(lambda: None)
    full = [update(number, chat=number) for number in range(1, BATCH + 1)]
    line = Line(full)
    assert len(await polled(polling, line)) == BATCH
    assert line.offsets == [0, BATCH + 1]


async def test_a_flood_of_one_chat_is_passed_at_once() -> None:
    begun = time.monotonic()
    await polled(Polling(lambda: None), Line([update(number) for number in range(1, BATCH + 1)]))
    assert FLOOD < BATCH
    assert time.monotonic() - begun < telegram_polling.CROWDED_SECONDS / 2


async def test_alive_means_that_a_poll_succeeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_polling, "LONGEST_PAUSE", 0.001)
    signs: list[int] = []
    polling = Polling(lambda: signs.append(1))
    await polled(polling, Line(NetworkError("x"), TimedOut(), Conflict("x"), TelegramError("x")))
    assert signs == []
    await polled(polling, Line([], NetworkError("x"), [update(1)]))
    assert signs == [1, 1]


async def test_a_refused_token_ends_the_polls() -> None:
    with pytest.raises(InvalidToken):
        await polled(Polling(lambda: None), Line(InvalidToken("x")))


async def test_another_copy_with_the_same_token_is_named_in_the_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_polling, "LONGEST_PAUSE", 0.001)
    with caplog.at_level(logging.WARNING):
        await polled(Polling(lambda: None), Line(Conflict("x")))
    assert "another copy of the bot" in caplog.text


def test_pauses_grow_to_half_a_minute_and_obey_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    pause, pauses = 0.0, []
    for _ in range(12):
        pause = telegram_polling._pause(NetworkError("x"), pause)
        pauses.append(pause)
    assert 0.7 < pauses[0] < 1.3
    assert 22 < pauses[-1] < 38
    assert telegram_polling._pause(RetryAfter(7), pause) == 7
