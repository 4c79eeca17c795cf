"""What every store promises of reminders, and that the database of an earlier version is taken over."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import create_async_engine

from bot.dialogue.session import Progress, Session
from bot.i18n import Language
from bot.store.port import Claim, Kept, Reminder
from bot.store.sql import SqlStore, _address

if TYPE_CHECKING:
    from bot.store.port import Store

SESSION = Session(language=Language.EN, progress={"employer": Progress(answers={"workers": ("local",)})})
DAY = date(2026, 12, 13)


async def test_due_are_the_chats_of_one_channel_whose_day_has_come_longest_first(store: Store) -> None:
    for number, day in ((1, DAY), (2, DAY - timedelta(days=1)), (3, DAY + timedelta(days=1)), (4, None)):
        await store.save(f"telegram:{number}", SESSION, 0, remind_on=day)
    await store.save("terminal", SESSION, 0, remind_on=DAY)
    assert await store.due("telegram:", DAY, 10) == [
        ("telegram:2", Kept(SESSION, 1)),
        ("telegram:1", Kept(SESSION, 1)),
    ]
    assert await store.due("terminal", DAY, 10) == [("terminal", Kept(SESSION, 1))]
    assert [chat for chat, _ in await store.due("telegram:", DAY, 1)] == ["telegram:2"]


async def test_a_turn_that_leaves_no_reminder_takes_the_chat_off_the_due(store: Store) -> None:
    await store.save("telegram:1", SESSION, 0, remind_on=DAY)
    await store.save("telegram:1", SESSION, 1)
    assert await store.due("telegram:", DAY, 10) == []


def claim(version: int, chat: str = "telegram:1", day: date = DAY) -> Claim:
    return Claim(chat, SESSION, version, None, (Reminder(chat, "employer", day),))


async def test_of_copies_that_claim_the_same_reminder_one_wins(store: Store) -> None:
    await store.save("telegram:1", SESSION, 0, remind_on=DAY)
    won = await asyncio.gather(*(store.claim([claim(1)]) for _ in range(10)))
    assert sorted(map(len, won)) == [0] * 9 + [1]
    assert await store.due("telegram:", DAY, 10) == []
    assert await store.unsettled("telegram:") == [Reminder("telegram:1", "employer", DAY)]


async def test_a_claim_on_a_chat_that_changed_since_is_lost_and_takes_nothing(store: Store) -> None:
    await store.save("telegram:1", SESSION, 0, remind_on=DAY)
    await store.save("telegram:2", SESSION, 0, remind_on=DAY)
    await store.save("telegram:2", SESSION, 1, remind_on=DAY)
    assert await store.claim([claim(1), claim(1, "telegram:2")]) == [claim(1)]
    assert [chat for chat, _ in await store.due("telegram:", DAY, 10)] == ["telegram:2"]
    assert await store.unsettled("telegram:") == [Reminder("telegram:1", "employer", DAY)]


async def test_an_unsettled_reminder_is_taken_again_by_one_copy_only(store: Store) -> None:
    await store.save("telegram:1", SESSION, 0, remind_on=DAY)
    await store.claim([claim(1)])
    (reminder,) = await store.unsettled("telegram:")
    taken = await asyncio.gather(*(store.take_again(reminder) for _ in range(10)))
    assert taken.count(True) == 1
    assert await store.unsettled("telegram:") == [Reminder("telegram:1", "employer", DAY, tries=2)]


async def test_a_settled_reminder_is_done_with_and_cannot_be_taken_again(store: Store) -> None:
    await store.save("telegram:1", SESSION, 0, remind_on=DAY)
    await store.claim([claim(1)])
    (reminder,) = await store.unsettled("telegram:")
    await store.settle([reminder])
    assert await store.unsettled("telegram:") == []
    assert not await store.take_again(reminder)


async def test_a_reminder_claimed_twice_is_on_its_way_once(store: Store) -> None:
    await store.save("telegram:1", SESSION, 0, remind_on=DAY)
    await store.claim([claim(1)])
    await store.claim([claim(2)])
    assert await store.unsettled("telegram:") == [Reminder("telegram:1", "employer", DAY)]


# --- Databases -----------------------------------------------------------------------------------

# The tables as the first version made them.
FIRST_TABLES = """
CREATE TABLE chats (
    chat TEXT NOT NULL PRIMARY KEY, session TEXT NOT NULL, version INTEGER NOT NULL, changed_at {moment} NOT NULL
);
CREATE TABLE handled_updates (update_id BIGINT NOT NULL PRIMARY KEY, handled_at {moment} NOT NULL);
CREATE INDEX ix_handled_updates_handled_at ON handled_updates (handled_at);
INSERT INTO chats VALUES ('telegram:1', '{{"language": "en"}}', 3, '2026-11-01 08:00:00')
"""


async def test_a_database_of_the_first_version_is_taken_over(database_url: str) -> None:
    engine = create_async_engine(_address(database_url))
    moment = "TIMESTAMP WITH TIME ZONE" if engine.dialect.name == "postgresql" else "DATETIME"
    async with engine.begin() as connection:
        for statement in FIRST_TABLES.format(moment=moment).split(";"):
            await connection.exec_driver_sql(statement)
    await engine.dispose()
    store = await SqlStore.open(database_url)
    assert await store.load("telegram:1") == Kept(Session(language=Language.EN), 3)
    await store.save("telegram:1", SESSION, 3, remind_on=DAY)
    assert await store.due("telegram:", DAY, 10) == [("telegram:1", Kept(SESSION, 4))]
    await store.close()
    again = await SqlStore.open(database_url)
    assert await again.load("telegram:1") == Kept(SESSION, 4)
    await again.close()


async def test_copies_that_start_together_on_an_empty_database_all_open_it(database_url: str) -> None:
    stores = await asyncio.gather(*(SqlStore.open(database_url) for _ in range(4)))
    await stores[0].save("telegram:1", SESSION, 0)
    assert [await store.load("telegram:1") for store in stores] == [Kept(SESSION, 1)] * 4
    for store in stores:
        await store.close()
