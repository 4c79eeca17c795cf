"""The bot as a real Application over HTTP, against a Bot API that refuses what Telegram refuses."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot.channels.telegram import TelegramChannel, UnreachableError, serve
from tests.conftest import TODAY
from tests.emulator.people import Person
from tests.emulator.schema import RefusedError
from tests.emulator.server import TOKEN, BotApi

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.assistant import Assistant
    from bot.i18n import Catalogues


@asynccontextmanager
async def running(api: BotApi, assistant: Assistant, catalogues: Catalogues) -> AsyncIterator[None]:
    """The bot answering on `api` for as long as the block lasts; then nothing may have been refused."""
    stop = asyncio.Event()
    channel = TelegramChannel(assistant, catalogues, lambda: TODAY)
    bot = asyncio.create_task(serve(channel, TOKEN, api.url, lambda: None, stop))
    try:
        await api.until(lambda: api.polls > 0)
        yield
    finally:
        stop.set()
        await bot


@pytest.fixture
async def api(assistant: Assistant, catalogues: Catalogues) -> AsyncIterator[BotApi]:
    async with BotApi() as emulator, running(emulator, assistant, catalogues):
        yield emulator
    assert emulator.refusals == []


@pytest.fixture
def aminah(api: BotApi) -> Person:
    return Person(api)


async def test_the_menu_of_commands_is_set_for_both_languages(api: BotApi) -> None:
    set_for = {call.get("language_code", ""): call for name, call in api.calls if name == "setMyCommands"}
    assert [one["command"] for one in set_for["ms"]["commands"]] == [
        "mula",
        "topik",
        "daftar",
        "caruman",
        "bahasa",
        "bantuan",
    ]
    assert [one["command"] for one in set_for[""]["commands"]] == [
        "start",
        "topics",
        "register",
        "contribution",
        "language",
        "help",
    ]
    assert {name for name, _ in api.calls} >= {"setMyDescription", "setMyShortDescription"}


async def test_a_question_gets_its_answer_with_source_and_ways_on(aminah: Person) -> None:
    told = await aminah.says("Berapakah had maksimum gaji untuk caruman PERKESO?")
    assert "RM6,000" in told
    assert "Disemak pada 23 November 2026" in told
    assert aminah.labels


async def test_the_greeting_is_in_the_language_of_the_phone(api: BotApi) -> None:
    assert "I am Panduan PERKESO" in await Person(api, 1, "en").says("/start")
    assert "Saya Panduan PERKESO" in await Person(api, 2, "ms").says("/start")
    assert "Saya Panduan PERKESO" in await Person(api, 3, None).says("/start")


async def test_the_employer_checklist_to_its_end_edits_one_message(aminah: Person) -> None:
    await aminah.says("/daftar")
    for label in (
        "Daftar sebagai majikan",
        "Pekerja tempatan",
        "Selesai",
        "Ya, sudah",
        "Syarikat",
        "yang pertama",
        "Ada",
        "Saya sendiri",
    ):
        await aminah.presses(label)
    assert len(aminah.messages) == 1
    told = await aminah.presses("Hari ini")
    assert "selewat-lewatnya Rabu, 23 Disember 2026" in told
    told = await aminah.presses("☐ 1")
    assert "☑ 1." in told
    assert len(aminah.messages) == 1
    await aminah.presses("Satu mesej untuk dimajukan")
    assert len(aminah.messages) == 2


async def test_the_amounts_for_a_wage_are_edited_in_place_with_every_press(aminah: Person) -> None:
    assert "Berapa gaji sebulan?" in await aminah.says("/caruman")
    assert "majikan bayar RM34.15, pekerja RM25.40" in await aminah.says("gaji 1.8k")
    shown = len(aminah.messages)
    assert "Pekerja asing tidak mencarum SIP" in await aminah.presses("Pekerja asing")
    assert "Akta 4 Jenis Kedua" in await aminah.presses("60 tahun ke atas")
    await aminah.presses("Umur lain")
    assert "Akta 4 Jenis Pertama" in await aminah.presses("Bawah 18 tahun")
    assert len(aminah.messages) == shown


async def test_an_answer_opened_by_a_button_is_a_message_of_its_own(aminah: Person) -> None:
    await aminah.says("Berapakah had maksimum gaji untuk caruman PERKESO?")
    first = aminah.last["text"]
    await aminah.presses(aminah.labels[0])
    assert aminah.messages[0]["text"] == first
    assert len(aminah.messages) == 2


@pytest.mark.parametrize(
    "data",
    [
        "",
        "zzz",
        "c:employer",
        "c:employer:workers:local:notanumber",
        "t:no_such_topic",
        "q:nothing",
        "x:employer:nothing",
        "l:fr",
        "c:a:b:c:1:2:3",
        "s:nobody",
        ":" * 60,
    ],
)
async def test_a_forged_press_gets_a_useful_reply_and_is_acknowledged_once(aminah: Person, data: str) -> None:
    await aminah.says("/start")
    told = await aminah.presses_data(data, aminah.last)
    assert told
    assert aminah.labels


async def test_a_stale_press_shows_where_the_person_is_now(aminah: Person) -> None:
    await aminah.says("/daftar")
    await aminah.presses("Daftar sebagai majikan")
    old = dict(aminah.last)
    await aminah.presses("Tidak pasti")
    told = await aminah.presses("Pekerja asing", old)
    assert "mesej terdahulu" in told
    assert "Soalan 2" in told


@pytest.mark.parametrize(
    "sent",
    [
        {"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}},
        {
            "sticker": {
                "file_id": "a",
                "file_unique_id": "a",
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        },
        {
            "photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}],
            "caption": "ini slip saya",
        },
        {"location": {"latitude": 3.1, "longitude": 101.7}},
        {"contact": {"phone_number": "+60", "first_name": "A"}},
        {"dice": {"emoji": "🎲", "value": 1}},
    ],
)
async def test_what_is_not_text_gets_a_kind_word(aminah: Person, sent: dict[str, Any]) -> None:
    assert "Saya hanya boleh membaca teks" in await aminah.sends(**sent)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 4096,
        "😀" * 2000,
        "<b>&amp;</b> *_[x](y)_*",
        "\u202eabc",
        "x",
        "/",
        "//",
        "/start" * 500,
        "1" * 3000,
        "\u200b",
    ],
)
async def test_odd_text_gets_a_reply_that_telegram_takes(aminah: Person, text: str) -> None:
    assert await aminah.says(text)


async def test_an_edited_question_is_answered_again(api: BotApi, aminah: Person) -> None:
    message = aminah.message(text="Berapakah had maksimum gaji untuk caruman PERKESO?")
    await api.push(edited_message=message | {"edit_date": message["date"] + 5})
    await api.until(lambda: bool(aminah.messages))
    assert "RM6,000" in aminah.last["text"]


async def test_groups_and_channels_are_left_alone(api: BotApi, aminah: Person) -> None:
    group = aminah.message(text="berapa hari") | {"chat": {"id": -5, "type": "group", "title": "Keluarga"}}
    await api.push(message=group)
    await aminah.says("/start")
    assert not api.messages[-5]


async def test_two_messages_at_the_same_instant_are_answered_in_order(api: BotApi, aminah: Person) -> None:
    for text in ("/start", "/daftar", "/topik"):
        await api.push(message=aminah.message(text=text))
    await api.until(lambda: len(aminah.messages) == 3)
    told = [message["text"] for message in aminah.messages]
    assert ["Saya Panduan" in told[0], "Senarai yang mana" in told[1], "Anda siapa" in told[2]] == [True] * 3


async def test_an_update_delivered_twice_is_answered_once(api: BotApi, aminah: Person) -> None:
    message = aminah.message(text="/start")
    update_id = await api.push(message=message)
    await api.until(lambda: len(aminah.messages) == 1)
    await api.repeat(update_id, message=message)
    await aminah.says("/daftar")
    assert len(aminah.messages) == 2


async def test_a_flood_limit_is_waited_out_and_the_reply_comes(api: BotApi, aminah: Person) -> None:
    api.faults.append(("sendMessage", RefusedError("Too Many Requests: retry after 1", 429)))
    assert "Saya Panduan PERKESO" in await aminah.says("/start")


async def test_a_server_fault_is_tried_again(api: BotApi, aminah: Person) -> None:
    api.faults.append(("sendMessage", RefusedError("Bad Gateway", 502)))
    assert "Saya Panduan PERKESO" in await aminah.says("/start")


async def test_one_unreadable_update_does_not_stop_the_others(api: BotApi, aminah: Person) -> None:
    await api.push(message={"message_id": "not a number", "chat": 5})
    assert "Saya Panduan PERKESO" in await aminah.says("/start")


async def test_a_person_who_blocked_the_bot_stops_nobody_else(api: BotApi, aminah: Person) -> None:
    api.blocked.add(78)
    await api.push(message=Person(api, 78).message(text="/start"))
    assert await aminah.says("/start")


async def test_a_wrong_token_is_one_line_that_says_what_to_do(
    assistant: Assistant, catalogues: Catalogues
) -> None:
    async with BotApi() as api:
        channel = TelegramChannel(assistant, catalogues, lambda: TODAY)
        with pytest.raises(UnreachableError, match="TELEGRAM_BOT_TOKEN"):
            await serve(channel, "1:wrong", api.url, lambda: None, asyncio.Event())
