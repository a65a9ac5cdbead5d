"""What uvicorn leaves open: heads of requests without end or sent without haste, and what is no HTTP told as plain text.

In: the bytes of a connection.  Out: as uvicorn's own protocol; a request bears when it came (``CAME``).
"""

from __future__ import annotations

from asyncio import BaseTransport, Transport
from time import monotonic_ns
from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from .answering import SECURITY
from .guard import CAME
from .problems import KINDS, PROBLEM_TYPE, Kind, Problem
from .work import written

if TYPE_CHECKING:
    from asyncio import TimerHandle

    from ..report.diagnostic import Language
    from .guard import Guard
    from .limits import Limits


class Protocol(HttpToolsProtocol):
    """A connection.  The head of a request is all before its body."""

    def __init__(self, *, limits: Limits, guard: Guard, lang: Language, **given: Any) -> None:
        super().__init__(**given)
        self._limits, self._guard, self._lang = limits, guard, lang
        self._head = 0
        self._is_in_head = False
        self._deadline: TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(cast("Transport", transport))
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._has_head()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_in_head:
            self._head += len(data)
        super().data_received(data)
        if self._is_in_head and self._head > self._limits.url + self._limits.headers:
            self._refuse("headers-size")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head, self._is_in_head = 0, True
        self._expect_head()

    def on_headers_complete(self) -> None:
        self._is_in_head = False
        self._has_head()
        cast("dict[str, object]", self.scope)[CAME] = monotonic_ns()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        self._refuse("request")

    def _expect_head(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(self._limits.seconds, self.transport.abort)

    def _has_head(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _refuse(self, kind: Kind) -> None:
        """The last answer of a connection."""
        if self.transport.is_closing():
            return
        body = written(Problem(kind).data(self._lang))
        status = KINDS[kind][0]
        headers = [
            (b"content-type", PROBLEM_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
            *SECURITY,
        ]
        head = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        self.transport.write(f"HTTP/1.1 {status} \r\n".encode() + head + b"\r\n" + body)
        self.transport.close()
        self._guard.refused(status)
