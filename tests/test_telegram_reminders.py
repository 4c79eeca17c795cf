"""A reminder on Telegram: it comes by itself, its buttons work, and one who blocked the bot is left alone."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.assistant import Assistant
from bot.dialogue import reminders
from bot.dialogue.deadlines import MALAYSIA
from tests.answering import running
from tests.conftest import TODAY
from tests.emulator.people import Person
from tests.emulator.schema import RefusedError
from tests.emulator.server import BotApi
from tests.test_reminders import finished

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from bot.i18n import Catalogues

NINE = datetime(2026, 12, 13, 9, 0, tzinfo=MALAYSIA)


def at(moment: datetime) -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: moment


@pytest.fixture
async def api(assistant: Assistant) -> AsyncIterator[BotApi]:
    """A server to which no bot is connected yet, and a person, number 77, who is to be reminded today."""
    remind_on = reminders.next_day(assistant.engine.knowledge, finished(), TODAY)
    await assistant.store.save("telegram:77", finished(), 0, remind_on=remind_on)
    async with BotApi() as emulator:
        yield emulator
    assert emulator.refusals == []


async def test_a_reminder_comes_once_with_its_buttons_and_they_work(
    api: BotApi, assistant: Assistant, catalogues: Catalogues
) -> None:
    aminah = Person(api)
    async with running(api, assistant, catalogues, at(NINE)):
        await api.until(lambda: bool(aminah.messages))
        assert "selewat-lewatnya Ahad, 20 Disember 2026. Tinggal 7 hari." in aminah.last["text"]
        assert aminah.labels == ["Buka senarai", "Esok 9.00 pagi", "Hentikan peringatan"]
        reminder = dict(aminah.last)
        assert "pada Isnin, 14 Disember 2026, pukul 9.00 pagi" in await aminah.presses("Esok", reminder)
        assert "tidak akan ingatkan lagi" in await aminah.presses("Hentikan", reminder)
        assert "Daftar sebagai majikan" in await aminah.presses("Buka senarai", reminder)
    async with running(api, assistant, catalogues, at(NINE)):
        await aminah.says("/mula")
    assert sum("Peringatan:" in message["text"] for message in aminah.messages) == 0
    sent = [call for name, call in api.calls if name == "sendMessage" and "Peringatan:" in call["text"]]
    assert len(sent) == 1


@pytest.mark.parametrize(
    "refusal",
    [
        RefusedError("Forbidden: bot was blocked by the user", 403),
        RefusedError("Forbidden: user is deactivated", 403),
        RefusedError("Bad Request: chat not found", 400),
    ],
)
async def test_one_who_cannot_be_reached_is_not_tried_again(
    api: BotApi, assistant: Assistant, catalogues: Catalogues, refusal: RefusedError
) -> None:
    api.faults.append(("sendMessage", refusal))
    for day in (NINE, NINE.replace(day=18), NINE.replace(day=20)):
        async with running(api, assistant, catalogues, at(day)):
            await api.until(lambda: not api.faults)
            await Person(api, 5).says("/mula")
    assert not api.messages[77]
    assert (await assistant.store.load("telegram:77")).session.gone
    api.refusals.clear()


async def test_a_flood_limit_is_waited_out_and_the_reminder_comes(
    api: BotApi, assistant: Assistant, catalogues: Catalogues
) -> None:
    api.faults.append(
        ("sendMessage", RefusedError("Too Many Requests: retry after 1", 429, {"retry_after": 1}))
    )
    aminah = Person(api)
    async with running(api, assistant, catalogues, at(NINE)):
        await api.until(lambda: bool(aminah.messages))
    assert await assistant.store.unsettled("telegram:") == []


async def test_one_who_blocked_the_bot_while_it_answered_gets_no_reminder(
    api: BotApi, assistant: Assistant, catalogues: Catalogues
) -> None:
    early = NINE.replace(hour=8)
    api.blocked.add(77)
    async with running(api, assistant, catalogues, at(early)):
        await api.push(message=Person(api).message(text="/mula"))
        await Person(api, 5).says("/mula")
    assert (await assistant.store.load("telegram:77")).session.gone
    assert await assistant.store.due("telegram:", NINE.date(), 5) == []
