"""``tiaowen mcp``: policies as tools for assistants."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, INTERRUPTED
from ..extras import needed
from ..listening import listening_at
from ..shared import compiled
from ..streams import write

if TYPE_CHECKING:
    from ...report.diagnostic import Language


@command(
    "mcp",
    "给助手用的工具（MCP）：找规则、计算、结算、核对草稿 | tools for assistants (MCP): find rules, calculate, settle, check a draft",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--http",
    "over_network",
    is_flag=True,
    help="在本机用 HTTP，不用标准输入输出 | HTTP on this machine instead of standard streams",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="N",
    help="HTTP 的端口，默认 8765；0 是任何空着的 | port of HTTP, 8765 by default; 0 is any that is free",
)
def mcp(lang: Language, paths: tuple[str, ...], over_network: bool, port: int | None, encoding: str) -> int:
    from ...service.offer import Offer, names_of

    with needed("mcp", lang):
        from ...assistants.tool import House
        from ...assistants.transport import PATH, over_http, over_streams
    names = names_of(paths)
    offers = {name: Offer(compiled(path, encoding, lang), name) for name, path in zip(names, paths, strict=True)}
    for offer in offers.values():
        offer.module(lang)  # before anybody asks, and before two ask at once
    house = House(offers=offers, lang=lang)
    if over_network or port is not None:
        listening, address = listening_at("127.0.0.1", 8765 if port is None else port, lang)
        said = f"{address.rstrip('/')}{PATH}"
        write(
            pick(lang, f"助手用的地址：{said}\n停止：Ctrl-C\n", f"address for assistants: {said}\nto stop: Ctrl-C\n"),
            sys.stderr,
        )
        over_http(house, listening)
        return FINE
    if sys.stdin is not None and sys.stdin.isatty():
        zh = "这个命令由助手启动，从标准输入读它的问题，见 docs/assistants.md；自己试用 --http。停止：Ctrl-C\n"
        en = "an assistant starts this command and asks over standard input, see docs/assistants.md; --http to try it. To stop: Ctrl-C\n"
        write(pick(lang, zh, en), sys.stderr)
    # A thread waits for the next line for ever, and an orderly end would wait for it; nothing is kept that could be lost.
    signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
    over_streams(house)
    return FINE
