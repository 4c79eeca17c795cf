"""The bot killed and stopped as a real process: nothing that a person did is lost, and nothing counts twice."""

from __future__ import annotations

import asyncio
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.emulator.people import Person
from tests.emulator.server import BotApi
from tests.processes import BotProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as emulator:
        yield emulator
    # A press that comes again was answered by the process before: no other call may be refused.
    assert [refusal for refusal in emulator.refusals if "query is too old" not in refusal] == []


@pytest.fixture
def bot(api: BotApi, tmp_path: Path) -> BotProcess:
    return BotProcess(api, tmp_path)


async def test_killed_in_the_middle_of_a_checklist_the_person_goes_on_where_they_were(
    api: BotApi, bot: BotProcess
) -> None:
    """Killed after a press was kept and before its answer went out; Telegram sends the press again.

    The choice is ticked and not unticked again, and the language and the earlier answers are there.
    """
    aminah = Person(api, language_code="ms")
    async with bot.running() as process:
        await aminah.says("/bahasa en")
        await aminah.says("/register")
        await aminah.presses("Register as an employer")
        chosen = aminah.last["reply_markup"]["inline_keyboard"][0][0]
        api.faults.append(("answerCallbackQuery", 60.0))
        press = asyncio.create_task(aminah.presses_data(chosen["callback_data"], aminah.last))
        await api.until(lambda: not api.faults)
        process.send_signal(signal.SIGKILL)
        await process.wait()
    async with bot.running():
        assert "earlier message" not in await press
        assert [label for label in aminah.labels if label.startswith("✓")] == [f"✓ {chosen['text']}"]
        assert len(aminah.messages) == 2
        assert "Question 2" in await aminah.presses("Done")
        await aminah.says("/register")
        assert "Question 2" in await aminah.presses("(2/")


async def test_stopped_and_killed_under_load_the_bot_answers_every_message(
    api: BotApi, bot: BotProcess
) -> None:
    """Told to stop, it answers what it took in and leaves the rest to the next: each message once.

    Killed with ninety in hand, as many as Telegram keeps for it, none is lost; those answered since the last
    poll may be answered twice.
    """
    people = [Person(api, number) for number in range(1000, 1030)]
    api.latency = 0.02

    def answers() -> list[int]:
        return [len(person.messages) for person in people]

    async def crowd(*texts: str) -> None:
        for text in texts:
            for person in people:
                await api.push(message=person.message(text=text))

    async with bot.running() as process:
        await crowd("/mula", "/topik", "/daftar", "/bantuan")
        await api.until(lambda: sum(answers()) > 10)
        process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        assert await process.wait() == 0
        assert time.monotonic() - begun < 10

    async with bot.running() as process:
        await api.until(lambda: sum(answers()) >= 120)
        await asyncio.sleep(0.5)
        assert answers() == [4] * 30
        told = [message["text"] for message in people[7].messages]
        said = ["Saya Panduan", "Anda siapa", "Senarai", "Taip soalan"]
        assert [word in text for word, text in zip(said, told, strict=True)] == [True] * 4
        await crowd("/mula", "/topik", "/daftar")
        await api.until(lambda: sum(answers()) > 140)
        process.send_signal(signal.SIGKILL)
        await process.wait()

    async with bot.running():
        await api.until(lambda: api.confirmed > api.updates[-1]["update_id"] if api.updates else True, 30)
    assert [number >= 7 for number in answers()] == [True] * 30
