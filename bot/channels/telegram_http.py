"""HTTP to Telegram on aiohttp: a tenth of the CPU of the library's own at many calls at once."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, FormData, TCPConnector
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECT_SECONDS = 10.0
# How long a call may wait for a connection when all are in use, and then for its answer.
POOL_SECONDS = 60.0
READ_SECONDS = 20.0


class AiohttpRequest(BaseRequest):
    """Sends the library's calls. Its errors name what went wrong, never the address: that holds the token."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            connector = TCPConnector(limit=self._connections)
            self._session = ClientSession(
                connector=connector, headers={"User-Agent": self.USER_AGENT}, trust_env=True
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(  # noqa: PLR0913, PLR0917  the signature is the library's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  what is written is small
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  one for all calls
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the connection to Telegram is not open")
        read = READ_SECONDS if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        timeout = ClientTimeout(connect=POOL_SECONDS, sock_connect=CONNECT_SECONDS, sock_read=read)
        try:
            async with self._session.request(method, url, data=_form(request_data), timeout=timeout) as got:
                return got.status, await got.read()
        except TimeoutError:
            raise TimedOut from None
        except (ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer as JSON. The library would log one that is not JSON, with whatever people typed in it."""
        with suppress(ValueError):
            return json.loads(payload)
        raise NetworkError("the answer is not JSON")


def _form(data: RequestData | None) -> FormData | None:
    """A call's parameters and files as a form."""
    if data is None:
        return None
    form = FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    if data.contains_files:
        for name, (filename, content, kind) in data.multipart_data.items():
            form.add_field(name, content, filename=filename, content_type=kind)
    return form
