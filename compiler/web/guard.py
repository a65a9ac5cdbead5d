"""Around all that is answered: who is let in, the headers of every answer, one line of the log, the numbers for operators.

In: requests as uvicorn gives them.  Out: the same to the application, or a refusal; whatever fails within is a problem
(500) told without its facts.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from time import monotonic_ns, time
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect, Request

from ..report.diagnostic import Text
from ..report.render import visible
from .answering import SECURITY, language_of, problem_of
from .problems import Problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from ..report.diagnostic import Language
    from .limits import Limits
    from .metrics import Metrics

# When a request came, in nanoseconds, as the protocol notes it.
CAME = "tiaowen.came"
# The client has gone before it was answered; a code that only the log has.
_GONE = 499


def no_connections() -> int:
    """Where nobody counts them."""
    return 0


class Guard:
    """The outermost application.  ``connections``: how many are open."""

    def __init__(
        self, app: ASGIApp, limits: Limits, metrics: Metrics, log: Callable[[str], None], lang: Language, debug: bool
    ) -> None:
        self._app, self._limits, self._metrics, self._log = app, limits, metrics, log
        self._lang, self._debug = lang, debug
        self.connections: Callable[[], int] = no_connections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        came = scope.get(CAME) or monotonic_ns()
        status = size = 0
        is_head = scope["method"] == "HEAD"
        is_full = 2 * self.connections() > self._limits.connections
        closing = ((b"connection", b"close"),) if is_full else ()

        async def sending(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], *SECURITY, *closing]
            else:
                size += 0 if is_head else len(message.get("body", b""))
                message = {**message, "body": b""} if is_head else message
            await send(message)

        self._metrics.running += 1
        try:
            refusal = self._refusal(scope, monotonic_ns() - came)
            if refusal:
                await problem_of(refusal, language_of(Request(scope), self._lang))(scope, receive, sending)
            else:
                await self._app(scope, receive, sending)
        except ClientDisconnect:
            status = _GONE
        except Exception as error:
            # What an exception says may have facts in it: its kind is told, and where it was raised.
            self._log(f"500 {type(error).__name__} {_place(error)}")
            if self._debug:
                traceback.print_exc()
            if not status:
                problem = problem_of(Problem("ours"), language_of(Request(scope), self._lang))
                await problem(scope, receive, sending)
        finally:
            self._metrics.running -= 1
            self._told(scope, status, monotonic_ns() - came, size)

    def refused(self, status: int) -> None:
        """What was refused before it was a request: no HTTP, or headers without end."""
        self._metrics.seen("other", "none", status, 0, 0)
        self._log(f"{_now()} - - {status} 0.0ms 0B")

    def _refusal(self, scope: Scope, waited: int) -> Problem | None:
        limits = self._limits
        if len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"") > limits.url:
            said = Text(f"最多 {limits.url} 字节", f"at most {limits.url} bytes")
            return Problem("address-size", said, headers={"Connection": "close"})
        if sum(len(name) + len(value) for name, value in scope["headers"]) > limits.headers:
            said = Text(f"最多 {limits.headers} 字节", f"at most {limits.headers} bytes")
            return Problem("headers-size", said, headers={"Connection": "close"})
        if self._metrics.running > limits.in_progress or waited > limits.patience * 1_000_000:
            return Problem("busy", headers={"Retry-After": "1"})
        if self.connections() > limits.connections:
            return Problem("busy", headers={"Retry-After": "1", "Connection": "close"})
        return None

    def _told(self, scope: Scope, status: int, took: int, size: int) -> None:
        route = scope.get("route")
        self._metrics.seen(scope["method"], getattr(route, "path", "none"), status, took, size)
        # As it was sent, in ASCII; without what stands behind a question mark.
        path = (scope.get("raw_path") or scope["path"].encode()).decode("ascii", "backslashreplace")
        path = path if len(path) <= 200 else f"{path[:200]}..."
        tenths = took // 100_000
        said = f"{_now()} {visible(scope['method'])} {visible(path)} {status} {tenths // 10}.{tenths % 10}ms {size}B"
        self._log(said)


def _now() -> str:
    return _written(int(time()))


@lru_cache(1)
def _written(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
