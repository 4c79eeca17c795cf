"""The Store port, in memory, in SQLite and in a real PostgreSQL: what is kept, and that nothing is lost."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from bot.dialogue.session import Progress, Session
from bot.dialogue.views import Home, Step
from bot.i18n import Language
from bot.store.port import Saved, StoreError
from bot.store.sql import SqlStore

if TYPE_CHECKING:
    from pathlib import Path

    from bot.store.port import Store

IN_THE_MIDDLE = Session(
    language=Language.EN,
    speaking=Language.EN,
    place=Step(checklist="employer"),
    checklist="employer",
    progress={"employer": Progress(answers={"workers": ("local", "foreign"), "ssm": "yes"}, revision=2)},
)


async def test_a_chat_never_seen_is_an_empty_session(store: Store) -> None:
    kept = await store.load("telegram:1")
    assert (kept.session, kept.version) == (Session(), 0)


async def test_what_is_saved_is_read_back_the_same(store: Store) -> None:
    assert await store.save("telegram:1", IN_THE_MIDDLE, 0) is Saved.DONE
    kept = await store.load("telegram:1")
    assert (kept.session, kept.version) == (IN_THE_MIDDLE, 1)
    assert (await store.load("telegram:2")).session == Session()


@pytest.mark.parametrize("stale", [0, 1])
async def test_of_two_that_thought_on_the_same_state_the_second_must_think_again(
    store: Store, stale: int
) -> None:
    for version in range(stale + 1):
        assert await store.save("telegram:1", IN_THE_MIDDLE, version) is Saved.DONE
    assert await store.save("telegram:1", Session(), stale, update_id=7) is Saved.RACED
    kept = await store.load("telegram:1")
    assert (kept.session, kept.version) == (IN_THE_MIDDLE, stale + 1)
    # The update was not noted as handled: thought again, it counts.
    assert await store.save("telegram:1", Session(), stale + 1, update_id=7) is Saved.DONE


async def test_an_update_counts_once_and_its_repeat_changes_nothing(store: Store) -> None:
    assert await store.save("telegram:1", IN_THE_MIDDLE, 0, update_id=7) is Saved.DONE
    assert await store.save("telegram:1", Session(), 1, update_id=7) is Saved.REPEATED
    assert (await store.load("telegram:1")).session == IN_THE_MIDDLE


async def test_updates_are_forgotten_after_their_time_and_chats_are_not(store: Store) -> None:
    await store.save("telegram:1", IN_THE_MIDDLE, 0, update_id=7)
    await store.forget_updates(datetime.now(UTC) + timedelta(seconds=1))
    assert await store.save("telegram:1", IN_THE_MIDDLE, 1, update_id=7) is Saved.DONE


async def test_updates_of_the_last_48_hours_are_remembered(database_url: str) -> None:
    store = await SqlStore.open(database_url)
    await store.save("telegram:1", IN_THE_MIDDLE, 0, update_id=7)
    await store.forget_updates(datetime.now(UTC) - timedelta(hours=48))
    assert await store.save("telegram:1", IN_THE_MIDDLE, 1, update_id=7) is Saved.REPEATED
    await store.close()


async def test_fifty_at_once_in_one_chat_lose_nothing(store: Store) -> None:
    """Each adds one answer, thinking again when it lost the race: all fifty are there in the end."""

    async def answer(number: int) -> None:
        while True:
            kept = await store.load("telegram:1")
            given = {**kept.session.on("employer").answers, f"q{number}": "yes"}
            session = kept.session.with_progress("employer", Progress(answers=given))
            if await store.save("telegram:1", session, kept.version, update_id=number) is Saved.DONE:
                return

    await asyncio.gather(*(answer(number) for number in range(50)))
    kept = await store.load("telegram:1")
    assert (len(kept.session.on("employer").answers), kept.version) == (50, 50)


async def test_one_update_taken_by_two_copies_at_once_counts_once(database_url: str) -> None:
    copies = [await SqlStore.open(database_url) for _ in range(2)]
    for update in range(10):
        version = (await copies[0].load("telegram:1")).version
        saved = await asyncio.gather(
            *(copy.save("telegram:1", IN_THE_MIDDLE, version, update) for copy in copies)
        )
        assert saved.count(Saved.DONE) == 1
    for copy in copies:
        await copy.close()


async def test_many_chats_at_once_are_all_kept(store: Store) -> None:
    await asyncio.gather(
        *(store.save(f"telegram:{chat}", IN_THE_MIDDLE, 0, update_id=chat) for chat in range(100))
    )
    kept = [await store.load(f"telegram:{chat}") for chat in range(100)]
    assert [one.version for one in kept] == [1] * 100


async def test_what_is_kept_outlives_the_process(database_url: str) -> None:
    first = await SqlStore.open(database_url)
    await first.save("telegram:1", IN_THE_MIDDLE, 0)
    await first.close()
    second = await SqlStore.open(database_url)
    assert (await second.load("telegram:1")).session == IN_THE_MIDDLE
    await second.close()


async def test_what_another_version_of_the_bot_kept_is_read_as_far_as_it_is_known(database_url: str) -> None:
    """Unknown fields are left out, and a view that this version lacks is the greeting: the answers stay."""
    store = await SqlStore.open(database_url)
    await store.save("telegram:1", IN_THE_MIDDLE, 0)
    newer = (
        IN_THE_MIDDLE.model_dump_json()[:-1]
        .replace('"view":"step"', '"view":"video_call","room":1')
        .replace('"revision":2', '"revision":2,"mood":"good"')
    )
    async with store._engine.begin() as connection:
        await connection.execute(
            text("UPDATE chats SET session = :session"), {"session": newer + ',"novelty":{"a":[1]}}'}
        )
    assert (await store.load("telegram:1")).session == IN_THE_MIDDLE.but(place=Home())
    await store.close()


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://host/name",
        "sqlite:////proc/nowhere/panduan.db",
        "postgresql://panduan:hushhush@127.0.0.1:1/panduan",
        "postgresql://panduan:hushhush@no-such-host.invalid/panduan",
    ],
)
async def test_a_database_that_cannot_be_used_is_one_line_that_says_what_to_set(url: str) -> None:
    with pytest.raises(StoreError) as error:
        await SqlStore.open(url)
    told = str(error.value)
    for thread in threading.enumerate():
        if "_connection_worker" in thread.name:  # aiosqlite's, which tells the loop that it ends
            await asyncio.to_thread(thread.join, 5)
    assert "DATABASE_URL" in told
    assert "sqlite:///data/panduan.db" in told
    assert "postgresql://user:password@host/name" in told
    assert "\n" not in told
    assert "hushhush" not in told


async def test_a_missing_database_on_a_server_is_one_line(postgres_url: str) -> None:
    with pytest.raises(StoreError, match="no_such_database"):
        await SqlStore.open(postgres_url.replace("/postgres?", "/no_such_database?"))


async def test_a_database_that_goes_away_is_told_without_what_was_kept(tmp_path: Path) -> None:
    store = await SqlStore.open(f"sqlite:///{tmp_path / 'panduan.db'}")
    async with store._engine.begin() as connection:
        await connection.execute(text("DROP TABLE chats"))
    for work in (store.load("telegram:123456"), store.save("telegram:123456", IN_THE_MIDDLE, 0)):
        with pytest.raises(StoreError) as error:
            await work
        shown = "".join(str(one) for one in (error.value, error.value.__cause__))
        assert "123456" not in shown
        assert "employer" not in shown
    await store.close()


def test_what_this_version_cannot_read_costs_no_more_than_itself() -> None:
    """After a step back to an older bot the chat goes on, with every answer it can still read."""
    kept = '{"language": "fr", "papers": {"ic_copy": "lost"}, "progress": {"employer": {"answers": {"first": "first"}}}}'
    session = Session.model_validate_json(kept)
    assert (session.language, session.papers) == (None, {})
    assert session.on("employer").answers == {"first": "first"}
