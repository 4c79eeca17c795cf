"""Whatever people and machines send: a useful reply in the person's language, or nothing, and no place is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram_render import html, read_button
from bot.dialogue.commands import read_text
from bot.dialogue.messages import Look
from bot.dialogue.session import Session
from bot.dialogue.views import Step
from bot.i18n import Language
from tests.conftest import TODAY
from tests.emulator.people import Person
from tests.emulator.telegram_html import read_html

if TYPE_CHECKING:
    from bot.content.model import Knowledge
    from bot.dialogue.engine import Engine
    from bot.dialogue.messages import Incoming
    from bot.dialogue.wording import Wording
    from tests.emulator.server import BotApi


STICKER = {
    "file_id": "a", "file_unique_id": "a", "type": "regular", "width": 1, "height": 1, "is_animated": False,
    "is_video": False,
}  # fmt: skip


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
        {"sticker": STICKER},
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


async def test_a_press_under_a_message_too_old_to_be_seen_is_answered_below_it(
    api: BotApi, aminah: Person
) -> None:
    await aminah.says("/start")
    query = "press-of-long-ago"
    api.presses.add(query)
    inaccessible = {"chat": {"id": aminah.id, "type": "private"}, "message_id": 1, "date": 0}
    told = {
        "id": query,
        "from": aminah.message()["from"],
        "chat_instance": "1",
        "data": "k",
        "message": inaccessible,
    }
    await api.push(callback_query=told)
    await api.until(lambda: len(aminah.messages) == 2)
    assert "Senarai" in aminah.last["text"]
    assert query in api.answered


async def test_a_press_under_a_deleted_message_is_answered_by_a_new_one(api: BotApi, aminah: Person) -> None:
    await aminah.says("/start")
    gone = dict(aminah.last)
    api.messages[aminah.id].clear()
    assert "Senarai" in await aminah.presses_data("k", gone)
    assert api.refusals.pop() == "editMessageText: Bad Request: message to edit not found"


async def test_the_same_press_twice_changes_nothing_and_is_acknowledged(aminah: Person, api: BotApi) -> None:
    await aminah.says("/start")
    await aminah.presses_data("k", aminah.last)
    query = "press-again"
    api.presses.add(query)
    again = {"id": query, "from": aminah.message()["from"], "chat_instance": "1", "data": "k"}
    await api.push(callback_query=again | {"message": api.as_telegram(aminah.id, aminah.last)})
    await api.until(lambda: bool(api.refusals))
    assert "message is not modified" in api.refusals.pop()
    assert query in api.answered
    assert len(aminah.messages) == 1


async def test_a_press_that_came_too_late_to_be_acknowledged_still_counts(
    api: BotApi, aminah: Person
) -> None:
    await aminah.says("/start")
    late = {"id": "late", "from": aminah.message()["from"], "chat_instance": "1", "data": "k"}
    await api.push(callback_query=late | {"message": api.as_telegram(aminah.id, aminah.last)})
    await api.until(lambda: "Senarai" in aminah.last["text"])
    assert "query is too old" in api.refusals.pop()


async def test_a_press_without_data_or_message_is_let_go(api: BotApi, aminah: Person) -> None:
    for name in ("game", "inline"):
        api.presses.add(name)
        content = {"game_short_name": "x"} if name == "game" else {"data": "k", "inline_message_id": "5"}
        await api.push(
            callback_query={"id": name, "from": aminah.message()["from"], "chat_instance": "1", **content}
        )
    assert await aminah.says("/start")
    await api.until(lambda: api.answered == {"game", "inline"})
    assert len(aminah.messages) == 1


async def test_updates_that_are_no_message_to_the_bot_get_nothing(api: BotApi, aminah: Person) -> None:
    """Telegram sends only what was asked for; what comes all the same is left alone."""
    who = aminah.message()["from"]
    member = {"user": {"id": 123456, "is_bot": True, "first_name": "P"}}
    await api.push(my_chat_member={
        "chat": aminah.message()["chat"], "from": who, "date": 1,
        "old_chat_member": {**member, "status": "member"},
        "new_chat_member": {**member, "status": "kicked", "until_date": 0},
    })  # fmt: skip
    channel = {
        "chat": {"id": -7, "type": "channel", "title": "Berita"},
        "message_id": 1,
        "date": 1,
        "text": "berapa hari",
    }
    await api.push(channel_post=channel)
    await api.push(edited_channel_post=channel)
    await api.push(message=aminah.message(pinned_message=aminah.message(text="x")))
    await api.push(a_kind_of_update_yet_to_be_invented={"id": 5})
    assert "Saya Panduan PERKESO" in await aminah.says("/start")
    assert list(api.messages) == [aminah.id]
    assert len(aminah.messages) == 1


async def test_the_word_about_what_is_not_text_is_in_the_language_chosen(aminah: Person) -> None:
    await aminah.says("/bahasa en")
    voice = {"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}}
    assert "I can only read text" in await aminah.sends(**voice)
    assert "I do not know that command" in await aminah.says("/nosuchcommand")
    assert "no longer leads anywhere" in await aminah.presses_data("zzz", aminah.last)


@pytest.mark.parametrize(
    "data", ["t:gone", "s:gone", "o:gone:registration", "o:{audience}:gone", "q:gone", "d:0::gone"]
)
async def test_a_button_to_what_the_knowledge_no_longer_has_says_so(
    aminah: Person, knowledge: Knowledge, data: str
) -> None:
    await aminah.says("/bahasa en")
    pressed = data.format(audience=knowledge.browse.audiences[0].id)
    assert "no longer leads anywhere" in await aminah.presses_data(pressed, aminah.last)


@pytest.mark.parametrize("what", ["/start", "/nosuch", "😀", "sticker", "zzz"])
async def test_in_the_middle_of_a_checklist_nothing_loses_the_place(aminah: Person, what: str) -> None:
    await aminah.says("/daftar")
    await aminah.presses("Daftar sebagai majikan")
    await aminah.presses("Tidak pasti")
    if what == "sticker":
        await aminah.sends(sticker=STICKER)
    elif what == "zzz":
        await aminah.presses_data("zzz", aminah.last)
    else:
        await aminah.says(what)
    if "Soalan 2" not in aminah.last["text"]:
        await aminah.presses("Sambung")
    assert "Soalan 2" in aminah.last["text"]


# --- The same and worse through the pure engine, which has no limit of Telegram's before it -------


def last_words(engine: Engine, wording: Wording, session: Session, incoming: Incoming) -> tuple[Session, str]:
    """One turn: the session through JSON, and the reply as Telegram would show it."""
    turn = engine.respond(Session.model_validate_json(session.model_dump_json()), incoming, TODAY)
    reply = wording.present(turn, TODAY)
    return turn.session, "\n".join(read_html(message) for message in html(reply))


IN_A_CHECKLIST = Session(language=Language.MS, speaking=Language.MS, place=Step(checklist="employer"))

ODD = {
    "nothing": "", "spaces": "  \n\t ", "10,000 letters": "a" * 10_000, "10,000 words": "bila " * 2_000,
    "10,000 digits": "9" * 10_000, "10,000 emoji": "😀" * 10_000, "combining marks": "a" + "\u0301" * 5_000,
    "control characters": "\x00\x01\x1b[31m\x7f", "zero width": "\u200b\u200d\ufeff", "right to left": "\u202eabc\u202c",
    "half an emoji": "\ud83d", "HTML": "<script>alert(1)</script> &amp; <b>", "Markdown": "**a** [b](c) `d` ~~e~~",
    "braces": "{hotline} {0} {}", "percent": "%s %d %(a)s", "only a slash": "/", "a long command": "/" + "a" * 5_000,
    "lines": "\n".join("baris" for _ in range(3_000)), "Jawi": "برهنتي کرجا", "Chinese": "我的老板没有给我买SOCSO",
    "Tamil": "சமூக பாதுகாப்பு", "a null date": "0/0/0000", "a far date": "31 Dis 9999", "a huge number": "1" * 400,
}  # fmt: skip


@pytest.mark.parametrize("where", [Session(), IN_A_CHECKLIST], ids=["anywhere", "in a checklist"])
@pytest.mark.parametrize("what", ODD)
def test_odd_words_get_a_reply_at_once_and_leave_the_answers(
    engine: Engine, wording: Wording, what: str, where: Session
) -> None:
    session, told = last_words(engine, wording, where, read_text(ODD[what]))
    assert told.strip()
    assert session.progress == where.progress
    if len(ODD[what]) > 20:
        assert ODD[what] not in session.model_dump_json()


@given(st.text(max_size=200))
@settings(
    max_examples=150,
    deadline=timedelta(seconds=2),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_gets_a_reply_that_telegram_takes(engine: Engine, wording: Wording, text: str) -> None:
    _, told = last_words(engine, wording, IN_A_CHECKLIST, read_text(text))
    assert told.strip()


@given(st.text(max_size=64))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_button_data_gets_a_reply_that_telegram_takes(
    engine: Engine, wording: Wording, data: str
) -> None:
    session, told = last_words(engine, wording, IN_A_CHECKLIST, read_button(data))
    assert told.strip()
    _, told = last_words(engine, wording, session, Look(Step(checklist="employer")))
    assert told.strip()
