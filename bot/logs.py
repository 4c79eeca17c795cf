"""The log of the running bot: what happened and where, never the token nor anybody's words."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING, Any

from bot.store.port import StoreError

if TYPE_CHECKING:
    from types import TracebackType


class _WithoutSecrets(logging.Formatter):
    """Lines with the token struck out wherever it stands, and errors without their messages.

    A library's error may quote what it could not read, and that may be what a person typed.
    """

    def __init__(self, secret: str) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace(self._secret, "***")

    def formatException(  # noqa: N802  the name is the library's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, error, where = ei
        frames = "".join(traceback.format_tb(where))
        told = f": {error}" if isinstance(error, StoreError) else ""
        return f"{frames}{kind.__name__ if kind else ''}{told}"


def log_without(secret: str, level: str) -> None:
    """Log to standard error from `level` on: the bot's own lines, and of the libraries only their warnings.

    At DEBUG they would write down what people type, and at INFO one writes the address of every call, which
    holds the token.
    """
    handler: logging.StreamHandler[Any] = logging.StreamHandler()
    handler.setFormatter(_WithoutSecrets(secret))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(level)
