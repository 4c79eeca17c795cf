"""The bot as a real Application over HTTP, against a Bot API that refuses what Telegram refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.emulator.people import Person

if TYPE_CHECKING:
    from tests.emulator.server import BotApi


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
    await aminah.presses("Mesej untuk dikongsi")
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
