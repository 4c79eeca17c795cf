"""The log says what happened and where; the token and people's words are never in it."""

from __future__ import annotations

import logging
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from bot.logs import _WithoutSecrets
from bot.store.port import StoreError
from tests.emulator.people import Person
from tests.emulator.schema import RefusedError
from tests.emulator.server import TOKEN, BotApi, Trouble
from tests.processes import BotProcess

if TYPE_CHECKING:
    from pathlib import Path

TYPED = "rahsia besar 880101-14-5678"


async def test_at_debug_level_neither_the_token_nor_words_nor_ids_are_written(tmp_path: Path) -> None:
    """Through answers, faults, unreadable updates and answers that are not JSON."""
    async with BotApi() as api:
        aminah = Person(api, 7788990011)
        bot = BotProcess(api, tmp_path, {"LOG_LEVEL": "DEBUG"})
        async with bot.running() as process:
            await aminah.says(TYPED)
            await api.push(message=aminah.message(text=TYPED) | {"date": "yesterday", "entities": TYPED})
            api.faults += [
                ("getUpdates", Trouble.NOT_JSON),
                ("sendMessage", RefusedError("Bad Gateway", 502)),
            ]
            await aminah.says(TYPED)
            api.faults.append(("sendMessage", RefusedError(f"Bad Request: {TYPED}")))
            await api.push(message=aminah.message(text=TYPED))
            await api.until(lambda: not api.faults)
            await aminah.presses_data(TYPED, aminah.last)
            await aminah.sends(contact={"phone_number": "+60123456789", "first_name": "Aminah"})
            process.send_signal(signal.SIGTERM)
            said, complained = await process.communicate()
    log = said.decode() + complained.decode()
    assert "answering as @panduan_test_bot" in log
    assert "cannot be read" in log
    assert "could not be handled" in log
    assert "everything taken in was answered" in log
    for secret in (TOKEN, TOKEN.split(":")[1], "rahsia", "880101", "Aminah", "7788990011", "60123456789"):
        assert secret not in log


def written(error: Exception, secret: str = "s3cret") -> str:  # noqa: S107  no secret of anybody's
    try:
        raise error
    except type(error):
        record = logging.LogRecord("bot", logging.ERROR, __file__, 1, f"at {secret}", None, sys.exc_info())
    return _WithoutSecrets(secret).format(record)


def test_an_error_is_written_with_its_place_and_kind_but_not_its_message() -> None:
    told = written(ValueError(f"cannot read {TYPED!r}"))
    assert "ValueError" in told
    assert "test_logs.py" in told
    assert "rahsia" not in told


def test_an_error_of_the_store_is_written_whole_for_it_says_what_to_do() -> None:
    assert "Check DATABASE_URL" in written(StoreError("cannot use the database. Check DATABASE_URL"))


@pytest.mark.parametrize("error", [ValueError("x"), StoreError("s3cret of the database")])
def test_the_token_is_struck_out_wherever_it_stands(error: Exception) -> None:
    told = written(error)
    assert "***" in told
    assert "s3cret" not in told
