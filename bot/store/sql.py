"""The store in SQLite or PostgreSQL."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Integer,
    MetaData,
    Table,
    Text,
    delete,
    event,
    insert,
    select,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.dialogue.session import Session
from bot.store.port import Kept, Saved, StoreError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

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
)
handled_updates = Table(
    "handled_updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("handled_at", DateTime(timezone=True), nullable=False, index=True),
)


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
                await connection.run_sync(metadata.create_all)
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

    async def save(self, chat: str, session: Session, version: int, update_id: int | None = None) -> Saved:
        values = {
            "session": session.model_dump_json(),
            "version": version + 1,
            "changed_at": datetime.now(UTC),
        }
        try:
            async with self._writing() as connection:
                if update_id is not None and not await self._claim(connection, update_id):
                    return Saved.REPEATED
                if version == 0:
                    await connection.execute(insert(chats).values(chat=chat, **values))
                    return Saved.DONE
                here = (chats.c.chat == chat) & (chats.c.version == version)
                changed = await connection.execute(update(chats).where(here).values(**values))
                if changed.rowcount != 1:
                    await connection.rollback()
                    return Saved.RACED
                return Saved.DONE
        except IntegrityError:
            return Saved.RACED  # two first messages of one chat, or one update twice, at the same instant

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
