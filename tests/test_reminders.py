"""Reminders: on which days they come, and that each comes once, whatever happens to the copies that deliver them."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from bot.assistant import Assistant
from bot.content.facts import FactsOfTheDay
from bot.dialogue import checklist as walk
from bot.dialogue import reminders
from bot.dialogue.deadlines import MALAYSIA
from bot.dialogue.messages import (
    Choose,
    Remind,
    Said,
    SetLanguage,
    Snooze,
    StopReminding,
)
from bot.dialogue.session import Given, Progress, Reminders, Session
from bot.i18n import Language
from bot.scheduler import AT_ONCE, LOOK_SECONDS, UNSETTLED_SECONDS, Delivery, Scheduler
from bot.store import sql
from bot.store.sql import SqlStore
from tests.conftest import TODAY

if TYPE_CHECKING:
    from bot.content.model import Knowledge
    from bot.dialogue.engine import Engine
    from bot.dialogue.reply import Reply
    from bot.dialogue.wording import Wording
    from bot.store.port import Store

HIRED = date(2026, 11, 20)
LAST_DAY = date(2026, 12, 20)
ANSWERS: dict[str, Given] = {
    "workers": ("local",),
    "ssm": "registered",
    "business": "company",
    "first": "first",
    "portal": "have",
    "applicant": "myself",
    "hired_on": HIRED.isoformat(),
}


def finished(**asked: date) -> Session:
    """A finished list with its deadline on 20 December, and reminders asked for on 23 November."""
    asked_for = Reminders(since=TODAY).model_copy(update=asked)
    return Session(progress={"employer": Progress(answers=ANSWERS, reminders=asked_for)})


def half_way() -> Session:
    answers = {"workers": ("local",)}
    return Session(progress={"employer": Progress(answers=answers, reminders=Reminders(since=TODAY))})


def days(knowledge: Knowledge, session: Session) -> list[date]:
    facts = FactsOfTheDay(knowledge.facts, TODAY)
    return reminders.days(knowledge.checklists["employer"], session, facts)


# --- On which days -------------------------------------------------------------------------------


def test_a_finished_list_is_reminded_of_7_and_2_days_before_and_on_the_last_day(knowledge: Knowledge) -> None:
    assert days(knowledge, finished()) == [date(2026, 12, 13), date(2026, 12, 18), LAST_DAY]


def test_a_deadline_with_an_hour_is_reminded_of_the_day_before_too(knowledge: Knowledge) -> None:
    """At 9.00 on its last day the hour may have passed."""
    answers: dict[str, Given] = {
        "treated": "done", "side": "worker", "where": "work", "told_on": "2026-11-23", "told_at": "08.00",
        "leave": "short", "lasting": "healing",
    }  # fmt: skip
    progress = Progress(answers=answers, reminders=Reminders(since=TODAY))
    session = Session(progress={"accident": progress})
    facts = FactsOfTheDay(knowledge.facts, TODAY)
    content = knowledge.checklists["accident"]
    assert walk.replay(content, answers).current is None
    assert reminders.days(content, session, facts) == [date(2026, 11, 24), date(2026, 11, 25)]


def test_a_list_half_way_is_reminded_of_three_times_and_then_let_be(knowledge: Knowledge) -> None:
    assert days(knowledge, half_way()) == [TODAY + timedelta(after) for after in (3, 10, 30)]


def test_a_finished_list_without_a_date_is_reminded_of_like_one_half_way(knowledge: Knowledge) -> None:
    progress = Progress(answers=ANSWERS | {"hired_on": "not_started"}, reminders=Reminders(since=TODAY))
    assert days(knowledge, Session(progress={"employer": progress}))[0] == TODAY + timedelta(3)


def test_nobody_is_reminded_who_did_not_ask(knowledge: Knowledge) -> None:
    assert days(knowledge, Session(progress={"employer": Progress(answers=ANSWERS)})) == []


def test_a_list_on_which_everything_is_ready_is_not_reminded_of(engine: Engine) -> None:
    content = engine.knowledge.checklists["employer"]
    session = finished()
    for name, item in walk.items(content, ANSWERS, TODAY).items():
        session = reminders_ready(session, name, paper=item.is_paper)
    assert days(engine.knowledge, session) == []


def reminders_ready(session: Session, name: str, *, paper: bool) -> Session:
    if paper:
        return session.model_validate(session.model_dump() | {"papers": {**session.papers, name: "have"}})
    progress = session.on("employer")
    return session.with_progress("employer", walk.tick(progress, name))


def test_a_day_that_was_told_is_not_told_again_also_when_the_clock_is_set_back(knowledge: Knowledge) -> None:
    told = reminders.told(finished(), {"employer": date(2026, 12, 18)})
    assert days(knowledge, told) == [LAST_DAY]
    assert reminders.due(knowledge, told, date(2026, 12, 1)) == {}


def test_days_that_were_missed_bring_one_reminder_together(knowledge: Knowledge) -> None:
    assert reminders.due(knowledge, finished(), date(2026, 12, 19)) == {"employer": date(2026, 12, 18)}


def test_the_deadline_of_the_day_that_was_asked_for_brings_no_reminder_at_once(knowledge: Knowledge) -> None:
    assert LAST_DAY not in days(knowledge, finished(since=LAST_DAY))


def test_an_answer_moves_the_reminders_and_a_question_aside_does_not(engine: Engine) -> None:
    later = TODAY + timedelta(2)
    aside = engine.respond(half_way(), Said("berapa had gaji"), later).session
    assert days(engine.knowledge, aside)[0] == TODAY + timedelta(3)
    answered = engine.respond(half_way(), Choose("employer", "ssm", "registered", 0), later).session
    assert days(engine.knowledge, answered)[0] == later + timedelta(3)


def test_put_off_it_comes_tomorrow_and_the_others_stay(engine: Engine) -> None:
    reminded = reminders.told(finished(), {"employer": date(2026, 12, 13)})
    session = engine.respond(reminded, Snooze("employer"), date(2026, 12, 13)).session
    assert days(engine.knowledge, session) == [date(2026, 12, 14), date(2026, 12, 18), LAST_DAY]


def test_stopped_there_are_none_until_they_are_asked_for_again(engine: Engine) -> None:
    session = engine.respond(finished(), StopReminding("employer"), TODAY).session
    assert reminders.next_day(engine.knowledge, session, TODAY) is None
    session = engine.respond(session, Remind("employer"), TODAY).session
    assert reminders.next_day(engine.knowledge, session, TODAY) == date(2026, 12, 13)


def test_who_blocked_the_bot_is_reminded_of_nothing_until_they_write(engine: Engine) -> None:
    gone = finished().but(gone=True)
    back_on = date(2026, 12, 14)
    assert reminders.next_day(engine.knowledge, gone, back_on) is None
    back = engine.respond(gone, Said("hai"), back_on).session
    assert days(engine.knowledge, back) == [date(2026, 12, 18), LAST_DAY]


# --- Delivering ----------------------------------------------------------------------------------


class KilledError(BaseException):
    """The copy dies here, and nothing that it would still do is done."""


@dataclass
class World:
    """A clock that a test sets, and people who get reminders."""

    now: datetime = datetime(2026, 12, 13, 9, 0, tzinfo=MALAYSIA)
    steady: float = 0.0
    told: list[tuple[str, str]] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)
    outcome: Delivery = Delivery.ARRIVED
    first: asyncio.Event = field(default_factory=asyncio.Event)
    kill_before: int | None = None
    kill_after: int | None = None

    async def deliver(self, chat: str, reply: Reply) -> Delivery:
        await asyncio.sleep(0)
        self.first.set()
        if self.kill_before is not None and len(self.told) >= self.kill_before:
            raise KilledError
        if chat in self.blocked:
            self.told.append((chat, "blocked"))
            return Delivery.GONE
        if self.outcome is Delivery.ARRIVED:
            self.told.append((chat, reply.parts[0].lines[0]))
        if self.kill_after is not None and len(self.told) >= self.kill_after:
            raise KilledError
        return self.outcome

    def scheduler(self, assistant: Assistant) -> Scheduler:
        return Scheduler(assistant, "telegram:", self.deliver, lambda: self.now, lambda: self.steady)

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.steady += seconds


async def all_rounds(scheduler: Scheduler) -> None:
    while await scheduler.round():
        pass


@pytest.fixture
def bot(engine: Engine, wording: Wording, store: Store) -> Assistant:
    return Assistant(engine, wording, store)


async def asked(bot: Assistant, chat: str, session: Session) -> None:
    """A chat that asked for reminders on 23 November."""
    await bot.store.save(chat, session, 0, remind_on=reminders.next_day(bot.engine.knowledge, session, TODAY))


async def test_a_reminder_comes_at_nine_once_and_the_next_on_its_day(bot: Assistant) -> None:
    world = World(now=datetime(2026, 12, 13, 8, 59, tzinfo=MALAYSIA))
    scheduler = world.scheduler(bot)
    await asked(bot, "telegram:1", finished())
    await all_rounds(scheduler)
    assert world.told == []
    world.passes(60)
    await all_rounds(scheduler)
    await all_rounds(scheduler)
    assert world.told == [("telegram:1", "Peringatan: Daftar sebagai majikan")]
    world.now = datetime(2026, 12, 18, 9, 0, tzinfo=MALAYSIA)
    await all_rounds(scheduler)
    assert len(world.told) == 2


async def test_nothing_is_sent_at_night_and_what_was_missed_comes_in_the_morning(bot: Assistant) -> None:
    world = World(now=datetime(2026, 12, 13, 22, 0, tzinfo=MALAYSIA))
    await asked(bot, "telegram:1", finished())
    await all_rounds(world.scheduler(bot))
    assert world.told == []
    world.now = datetime(2026, 12, 14, 9, 0, tzinfo=MALAYSIA)
    await all_rounds(world.scheduler(bot))
    assert len(world.told) == 1


async def test_a_restart_and_a_clock_set_back_or_forward_bring_nothing_twice(bot: Assistant) -> None:
    world = World()
    await asked(bot, "telegram:1", finished())
    for hours in (0, 1, -1, 24, -24, 0):
        world.now = datetime(2026, 12, 13, 10, 0, tzinfo=MALAYSIA) + timedelta(hours=hours)
        await all_rounds(world.scheduler(bot))
    assert len(world.told) == 1


async def test_the_language_is_the_one_spoken_when_it_is_sent(bot: Assistant) -> None:
    world = World()
    await asked(bot, "telegram:1", finished())
    await bot.handle("telegram:1", SetLanguage(Language.EN), TODAY)
    await all_rounds(world.scheduler(bot))
    assert world.told == [("telegram:1", "Reminder: Register as an employer")]


async def test_who_blocked_the_bot_is_tried_once_and_again_only_when_they_write(bot: Assistant) -> None:
    world = World(blocked={"telegram:1"})
    await asked(bot, "telegram:1", finished())
    for day in (13, 14, 18, 20, 21):
        world.now = datetime(2026, 12, day, 9, 0, tzinfo=MALAYSIA)
        await all_rounds(world.scheduler(bot))
        if day == 18:
            assert world.told == [("telegram:1", "blocked")]
            world.blocked.clear()
            await bot.handle("telegram:1", Said("hai"), date(2026, 12, 19))
    assert world.told[1:] == [("telegram:1", "Peringatan: Daftar sebagai majikan")]
    assert await bot.store.unsettled("telegram:") == []


async def test_put_off_and_stopped_from_the_reminder_itself(bot: Assistant) -> None:
    world = World()
    await asked(bot, "telegram:1", finished())
    await all_rounds(world.scheduler(bot))
    await bot.handle("telegram:1", Snooze("employer"), world.now.date())
    await all_rounds(world.scheduler(bot))
    assert len(world.told) == 1
    world.now = datetime(2026, 12, 14, 9, 0, tzinfo=MALAYSIA)
    await all_rounds(world.scheduler(bot))
    assert len(world.told) == 2
    await bot.handle("telegram:1", StopReminding("employer"), world.now.date())
    world.now = datetime(2026, 12, 20, 9, 0, tzinfo=MALAYSIA)
    await all_rounds(world.scheduler(bot))
    assert len(world.told) == 2


async def test_a_chat_of_another_channel_is_left_to_its_own(bot: Assistant) -> None:
    world = World()
    await asked(bot, "terminal", finished())
    await all_rounds(world.scheduler(bot))
    assert world.told == []


async def test_while_the_network_fails_nothing_is_lost_and_it_goes_out_after(
    bot: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(outcome=Delivery.UNKNOWN)
    scheduler = world.scheduler(bot)
    for chat in range(12):
        await asked(bot, f"telegram:{chat}", finished())
    assert not await scheduler.round()
    world.outcome = Delivery.ARRIVED
    for _ in range(40):
        world.passes(LOOK_SECONDS)
        await all_rounds(scheduler)
    assert Counter(chat for chat, _ in world.told) == Counter(f"telegram:{chat}" for chat in range(12))
    assert f"{AT_ONCE} reminders were taken and never reported as sent" in caplog.text


async def test_what_cannot_be_delivered_for_days_is_reported_and_given_up(
    bot: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    world = World(outcome=Delivery.UNKNOWN)
    scheduler = world.scheduler(bot)
    await asked(bot, "telegram:1", finished())
    for _ in range(4 * 24 * 4):
        world.passes(900)
        await all_rounds(scheduler)
    assert "1 reminders could not be delivered for days and are given up" in caplog.text
    assert await bot.store.unsettled("telegram:") == []


async def test_told_to_stop_it_finishes_what_is_in_hand(bot: Assistant) -> None:
    world = World()
    stop = asyncio.Event()
    for chat in range(12):
        await asked(bot, f"telegram:{chat}", finished())
    work = asyncio.create_task(world.scheduler(bot).run(stop))
    await world.first.wait()
    stop.set()
    await asyncio.wait_for(work, 5)
    assert len(world.told) % AT_ONCE == 0
    assert await bot.store.unsettled("telegram:") == []


# --- Ten thousand, two copies, one killed half-way -----------------------------------------------

# .ci/run asks for 2,000; REMINDERS=10000 was played and took 46 to 113 s a case. By itself the test takes fewer.
MANY = int(os.environ.get("REMINDERS", "500"))


async def fill(store: Store, engine: Engine, many: int) -> None:
    """So many chats with a reminder due, written at once."""
    assert isinstance(store, SqlStore)
    remind_on = reminders.next_day(engine.knowledge, finished(), TODAY)
    row = sql._row(finished(), 1, remind_on)
    async with store._engine.begin() as connection:
        await connection.execute(
            insert(sql.chats), [{"chat": f"telegram:{chat}", **row} for chat in range(many)]
        )


@pytest.mark.parametrize("killed", ["before it is sent", "after it is sent"])
async def test_by_two_copies_one_killed_half_way_each_reminder_comes_once_or_is_reported(
    killed: str, engine: Engine, wording: Wording, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """One copy dies with reminders taken, before or after they went out; the other delivers them all.

    What may have come twice is in the log with its number; nothing is lost.
    """
    copies = [Assistant(engine, wording, await SqlStore.open(database_url)) for _ in range(2)]
    await fill(copies[0].store, engine, MANY)
    world = World()
    dying = World(told=world.told)
    if killed == "before it is sent":
        dying.kill_before = MANY // 2
    else:
        dying.kill_after = MANY // 2
    survivor = world.scheduler(copies[0])
    _, died = await asyncio.gather(
        all_rounds(survivor), all_rounds(dying.scheduler(copies[1])), return_exceptions=True
    )
    assert isinstance(died, KilledError)
    left = len(await copies[0].store.unsettled("telegram:"))
    assert 0 < left <= AT_ONCE
    for _ in range(int(UNSETTLED_SECONDS / LOOK_SECONDS) + 2):
        world.passes(LOOK_SECONDS)
        await all_rounds(survivor)
    came = Counter(chat for chat, _ in world.told)
    assert set(came) == {f"telegram:{chat}" for chat in range(MANY)}
    twice = sum(times - 1 for times in came.values())
    assert twice <= left - (killed == "before it is sent")
    assert f"{left} reminders were taken and never reported as sent" in caplog.text
    assert await copies[0].store.unsettled("telegram:") == []
    for copy in copies:
        await copy.store.close()
