"""The web service within this process: the application with a policy, and a client that asks it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from httpx import ASGITransport, AsyncClient, Response

from support.policies import SEED, loaded
from tiaowen.compiler.guide.format import Asked
from tiaowen.compiler.guide.site import SITE
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.service.offer import Offer
from tiaowen.compiler.web.app import Served, application
from tiaowen.compiler.web.guard import Guard
from tiaowen.compiler.web.limits import Limits

NAME = "jindong-2025"
ADDRESS = f"/{NAME}/calc/5.2"
FACTS: Mapping[str, object] = {"完成省科技成果登记并产业化": True, "年销售收入": "7500万元"}
JSON = {"Content-Type": "application/json"}


@cache
def offered() -> Offer:
    return Offer(loaded(SEED), NAME)


@cache
def guide() -> Mapping[str, bytes]:
    return SITE.write(loaded(SEED), Asked(), Report())


def guarded(limits: Limits | None = None, log: Callable[[str], None] = lambda line: None) -> Guard:
    """The application; long work is done on the spot."""
    given = Served(offers={NAME: offered()}, guides={NAME: guide()}, limits=limits or Limits(), log=log)
    return application(given)


@dataclass(frozen=True)
class Client:
    """Asks an application; what is raised within it is for the application to tell."""

    app: Guard

    def request(self, method: str, path: str, **given: Any) -> Response:
        async def asked() -> Response:
            transport = ASGITransport(self.app, raise_app_exceptions=False)
            async with AsyncClient(transport=transport, base_url="http://here") as client:
                return await client.request(method, path, **given)

        return asyncio.run(asked())

    def get(self, path: str, **given: Any) -> Response:
        return self.request("GET", path, **given)

    def post(self, path: str, **given: Any) -> Response:
        return self.request("POST", path, **given)


async def in_parts(body: bytes) -> AsyncIterator[bytes]:
    """A body of unknown length."""
    for at in range(0, len(body), 1000):
        yield body[at : at + 1000]
