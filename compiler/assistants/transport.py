"""How an assistant reaches the tools: over the standard streams of a process that it starts, or over HTTP on this machine.

In: a house, and a socket that listens.  Out: nothing, when the other side has gone or the process is asked to end.
"""

from __future__ import annotations

import logging
import signal
import socket
from typing import TYPE_CHECKING

import anyio
import uvicorn
from mcp.server.stdio import stdio_server

from .server import server_of
from .tool import TEXT_MOST

if TYPE_CHECKING:
    from .tool import House

PATH = "/mcp"
# A text in UTF-8, with what stands around it.
_BODY_MOST = 4 * TEXT_MOST + (1 << 16)


def over_streams(house: House) -> None:
    """Answers what comes over standard input on standard output, until it ends."""
    _quiet()

    async def answer() -> None:
        server = server_of(house)
        async with stdio_server() as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    anyio.run(answer)


def over_http(house: House, listening: socket.socket) -> None:
    """Answers on a socket of this machine, until it is asked to end.  Every call stands for itself."""
    _quiet()
    app = server_of(house).streamable_http_app(
        streamable_http_path=PATH, json_response=True, stateless_http=True, max_request_body_size=_BODY_MOST
    )
    config = uvicorn.Config(
        app, log_config=None, log_level="critical", access_log=False, server_header=False, ws="none"
    )
    # When it has ended in order, uvicorn raises the signal once more.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    uvicorn.Server(config).run(sockets=[listening])


def _quiet() -> None:
    """Facts are personal data: nothing of what is asked goes into a log."""
    for name in ("mcp", "uvicorn", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
