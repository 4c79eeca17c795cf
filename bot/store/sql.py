"""The store in SQLite or PostgreSQL."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    event,
    insert,
    inspect,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.dialogue.session import Session
from bot.store.port import Claim, Kept, Reminder, Saved, StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from datetime import date

    from sqlalchemy.engine import Connection
    from sqlalchemy.ext.asyncio import AsyncConnection

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
# How long a writer waits for another before giving up. A turn's transaction takes milliseconds.
BUSY_MS = 10_000
EXAMPLES = "sqlite:///data/panduan.db or postgresql://user:password@host/name"

metadata = MetaData()
chats = Table(
    "chats",
    metadata,
    Column("chat", Text, primary_key=True),
    Column("session", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("remind_on", Date),
)
chats_to_remind = Index("chats_to_remind", chats.c.remind_on)
handled_updates = Table(
    "handled_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("handled_at", DateTime(timezone=True), nullable=False, index=True),
)
# Reminders on their way. A row is there from the moment a copy of the bot takes a reminder until it is settled.
taken_reminders = Table(
    "taken_reminders",
    metadata,
    Column("chat", Text, primary_key=True),
    Column("checklist", Text, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("tries", Integer, nullable=False),
)
THE_REMINDER = tuple_(taken_reminders.c.chat, taken_reminders.c.checklist, taken_reminders.c.day)


class SqlStore:
    """Implements the Store port. Open it with `await SqlStore.open(url)`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @classmethod
    async def open(cls, url: str) -> SqlStore:
        """Connect and make the tables where they are missing. Raises StoreError when that fails."""
        address = _address(url)
        try:
            engine = create_async_engine(
                address,
                pool_pre_ping=address.get_backend_name() != "sqlite",
                hide_parameters=True,  # an error must not tell whose chat it was, or what was kept
            )
            if address.get_backend_name() == "sqlite":
                _make_careful(engine)
            async with engine.begin() as connection:
                await connection.run_sync(_make_tables)
        except (SQLAlchemyError, OSError, ImportError) as error:
            raise StoreError(_advice(address, error)) from error
        return cls(engine)

    async def load(self, chat: str) -> Kept:
        async with self._reading() as connection:
            found = await connection.execute(
                select(chats.c.session, chats.c.version).where(chats.c.chat == chat)
            )
            row = found.one_or_none()
        return (
            Kept(Session(), 0) if row is None else Kept(Session.model_validate_json(row.session), row.version)
        )

    async def save(
        self,
        chat: str,
        session: Session,
        version: int,
        update_id: int | None = None,
        remind_on: date | None = None,
    ) -> Saved:
        values = _row(session, version + 1, remind_on)
        try:
            async with self._writing() as connection:
                if update_id is not None and not await self._claim(connection, update_id):
                    return Saved.REPEATED
                if version == 0:
                    await connection.execute(insert(chats).values(chat=chat, **values))
                    return Saved.DONE
                if not await self._change(connection, chat, version, values):
                    await connection.rollback()
                    return Saved.RACED
                return Saved.DONE
        except IntegrityError:
            return Saved.RACED  # two first messages of one chat, or one update twice, at the same instant

    @staticmethod
    async def _change(connection: AsyncConnection, chat: str, version: int, values: dict[str, Any]) -> bool:
        """Change a chat's row if it is still at `version`."""
        here = (chats.c.chat == chat) & (chats.c.version == version)
        changed = await connection.execute(update(chats).where(here).values(**values))
        return changed.rowcount == 1

    @staticmethod
    async def _claim(connection: AsyncConnection, update_id: int) -> bool:
        """Note an update as handled; False when it was before."""
        known = await connection.execute(
            select(handled_updates).where(handled_updates.c.update_id == update_id)
        )
        if known.first() is not None:
            return False
        await connection.execute(
            insert(handled_updates).values(update_id=update_id, handled_at=datetime.now(UTC))
        )
        return True

    async def due(self, channel: str, today: date, most: int) -> list[tuple[str, Kept]]:
        chosen = (
            select(chats.c.chat, chats.c.session, chats.c.version)
            .where(chats.c.remind_on <= today, chats.c.chat.startswith(channel, autoescape=True))
            .order_by(chats.c.remind_on, chats.c.chat)
            .limit(most)
        )
        async with self._reading() as connection:
            rows = (await connection.execute(chosen)).all()
        return [(row.chat, Kept(Session.model_validate_json(row.session), row.version)) for row in rows]

    async def claim(self, claims: Sequence[Claim]) -> list[Claim]:
        async with self._writing() as connection:
            won = [
                claim
                for claim in claims
                if await self._change(
                    connection,
                    claim.chat,
                    claim.version,
                    _row(claim.session, claim.version + 1, claim.remind_on),
                )
            ]
            taken = [vars(reminder) for claim in won for reminder in claim.reminders]
            if taken:
                await self._settle(connection, [reminder for claim in won for reminder in claim.reminders])
                await connection.execute(insert(taken_reminders), taken)
        return won

    async def unsettled(self, channel: str) -> list[Reminder]:
        chosen = select(taken_reminders).where(taken_reminders.c.chat.startswith(channel, autoescape=True))
        async with self._reading() as connection:
            return [Reminder(**row) for row in (await connection.execute(chosen)).mappings()]

    async def take_again(self, reminder: Reminder) -> bool:
        same = THE_REMINDER.in_([_key(reminder)]) & (taken_reminders.c.tries == reminder.tries)
        async with self._writing() as connection:
            taken = await connection.execute(
                update(taken_reminders).where(same).values(tries=reminder.tries + 1)
            )
        return taken.rowcount == 1

    async def settle(self, reminders: Sequence[Reminder]) -> None:
        async with self._writing() as connection:
            await self._settle(connection, reminders)

    @staticmethod
    async def _settle(connection: AsyncConnection, reminders: Sequence[Reminder]) -> None:
        keys = [_key(reminder) for reminder in reminders]
        await connection.execute(delete(taken_reminders).where(THE_REMINDER.in_(keys)))

    async def forget_updates(self, before: datetime) -> None:
        async with self._writing() as connection:
            await connection.execute(delete(handled_updates).where(handled_updates.c.handled_at < before))

    async def close(self) -> None:
        await self._engine.dispose()

    @contextlib.asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection outside a transaction: a reader never waits for the one writer."""
        with self._told_as_store_errors():
            async with self._engine.connect() as connection:
                yield await connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextlib.asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction, which is kept when the block ends well."""
        with self._told_as_store_errors():
            async with self._engine.begin() as connection:
                yield connection

    @contextlib.contextmanager
    def _told_as_store_errors(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise  # a lost race, which is no fault
        except (SQLAlchemyError, OSError) as error:
            raise StoreError(_advice(self._engine.url, error)) from error


def _row(session: Session, version: int, remind_on: date | None) -> dict[str, Any]:
    return {
        "session": session.model_dump_json(),
        "version": version,
        "changed_at": datetime.now(UTC),
        "remind_on": remind_on,
    }


def _key(reminder: Reminder) -> tuple[str, str, date]:
    return reminder.chat, reminder.checklist, reminder.day


def _make_tables(connection: Connection) -> None:
    """Make what is missing: the tables, and in a database of an earlier version the columns since."""
    if connection.dialect.name == "postgresql":  # copies that start together make them one after another
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('panduan: tables'))"))
    metadata.create_all(connection)
    if "remind_on" not in {column["name"] for column in inspect(connection).get_columns(chats.name)}:
        connection.execute(text("ALTER TABLE chats ADD COLUMN remind_on DATE"))
        chats_to_remind.create(connection)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        message = f"DATABASE_URL is not a database address. Examples: {EXAMPLES}"
        raise StoreError(message) from error
    driver = DRIVERS.get(address.drivername, address.drivername)
    address = address.set(drivername=driver)
    if driver == "sqlite+aiosqlite" and address.database:
        with contextlib.suppress(OSError):  # the connection says it better
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    return address


def _advice(address: URL, error: BaseException) -> str:
    shown = address.render_as_string(hide_password=True)
    reason = str(getattr(error, "orig", None) or error).splitlines()[0]
    return f"cannot use the database {shown} ({reason}). Check DATABASE_URL; examples: {EXAMPLES}"


def _make_careful(engine: AsyncEngine) -> None:
    """SQLite as this bot needs it: WAL, and transactions that take the write lock when they begin.

    A deferred transaction that reads first and then writes fails at once when another writes between.
    """

    @event.listens_for(engine.sync_engine, "connect")
    def _on_connect(dbapi_connection: Any, _record: object) -> None:
        dbapi_connection.isolation_level = None
        cursor = dbapi_connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
