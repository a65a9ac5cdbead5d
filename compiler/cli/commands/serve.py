"""``tiaowen serve``: policies as a web service."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE
from ..extras import needed
from ..listening import listening_at
from ..shared import compiled
from ..streams import Unwritable, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...report.diagnostic import Language
    from ...service.offer import Offer


@command("serve", "网络服务：计算、结算、说明、读本 | a web service: results, settlements, explanations, the guide")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    metavar="N",
    help="端口，默认 8000；0 是任何空着的 | port, 8000 by default; 0 is any that is free",
)
@click.option(
    "--host",
    default="127.0.0.1",
    metavar="ADDRESS",
    help="在哪个地址上听，默认只有本机 | address to listen at; by default this machine only",
)
def serve(lang: Language, paths: tuple[str, ...], port: int, host: str, encoding: str) -> int:
    from ...service.offer import Offer, names_of

    with needed("web", lang):
        from ...web.app import OWN
        from ...web.server import serve as answer
    names = names_of(paths, OWN)
    offers = {name: Offer(compiled(path, encoding, lang), name) for name, path in zip(names, paths, strict=True)}
    listening, address = listening_at(host, port, lang)
    answer(
        offers,
        listening,
        lang=lang,
        log=_logged,
        ready=lambda: write(_told(offers, address, lang), sys.stderr),
        debug=os.environ.get("TIAOWEN_DEBUG") == "1",
    )
    return FINE


def _told(offers: Mapping[str, Offer], address: str, lang: Language) -> str:
    """Where everything is, when it is there."""
    from urllib.parse import quote

    lines = [f"{offer.policy.title or name}\n  {address}{quote(name)}/" for name, offer in offers.items()]
    lines.append(pick(lang, f"接口说明\n  {address}api/", f"what can be asked\n  {address}api/"))
    lines.append(pick(lang, "停止：Ctrl-C", "to stop: Ctrl-C"))
    return "\n".join(lines) + "\n"


def _logged(line: str) -> None:
    """A line of the log; where nobody reads it the service goes on."""
    with suppress(BrokenPipeError, Unwritable):
        write(f"{line}\n")
