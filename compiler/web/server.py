"""The server: a socket, the application, and an orderly end.

In: policies that are offered, and where to listen.  Out: nothing, when it has been asked to end and has ended.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, cast

import uvicorn

from ..guide.format import Asked
from ..guide.site import SITE
from ..report.diagnostic import Report
from .apart import Apart
from .app import Served, application
from .limits import Limits
from .protocol import Protocol

if TYPE_CHECKING:
    from ..report.diagnostic import Language
    from ..service.offer import Offer

_SECONDS_TO_END = 30
# All who knock are let in at once, and told there that there are too many.
_BACKLOG = 1024


def serve(
    offers: Mapping[str, Offer],
    listening: socket.socket,
    *,
    lang: Language,
    log: Callable[[str], None],
    ready: Callable[[], None],
    limits: Limits | None = None,
    debug: bool = False,
) -> None:
    """Answers until it is asked to end (SIGTERM, SIGINT), and then finishes what is in progress.  ``ready`` is called when
    all is made."""
    limits = limits or Limits()
    files = {
        name: [(source.name, source.text) for source in offer.policy.document.sources] for name, offer in offers.items()
    }
    apart = Apart(files, limits)
    try:
        guides = {name: SITE.write(offer.policy, Asked(lang=lang), Report()) for name, offer in offers.items()}
        for offer in offers.values():
            offer.module("zh")
            offer.module("en")
        made = Served(offers=offers, guides=guides, lang=lang, limits=limits, log=log, apart=apart.answer, debug=debug)
        guard = application(made)
        protocol = partial(Protocol, limits=limits, guard=guard, lang=lang)
        config = uvicorn.Config(
            guard,
            http=cast("type[asyncio.Protocol]", protocol),
            loop="asyncio",  # uvloop takes a sixth less of a core, but lets some connections wait for others (decision 48)
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=_BACKLOG,
            timeout_graceful_shutdown=_SECONDS_TO_END,
        )
        server = uvicorn.Server(config)
        guard.connections = lambda: len(server.server_state.connections)
        # When it has ended in order, uvicorn raises the signal once more.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, _ended)
        # What has been made stays, so that nobody need look through it again while requests wait.
        gc.collect()
        gc.freeze()
        ready()
        server.run(sockets=[listening])
    finally:
        apart.end()


def _ended(_number: int, _frame: object) -> None:
    """It is all done."""
