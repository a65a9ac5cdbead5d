"""A place to listen at, for commands that answer over a network; where there is none the command ends with the reason."""

from __future__ import annotations

import os
import socket
from errno import EACCES, EADDRINUSE, EADDRNOTAVAIL
from typing import TYPE_CHECKING

from .bilingual import pick
from .exits import MISUSED, Stopped

if TYPE_CHECKING:
    from ..report.diagnostic import Language


def listening_at(host: str, port: int, lang: Language) -> tuple[socket.socket, str]:
    """A socket that listens there (0 is any free port), and its address for people."""
    try:
        made = _bound(host, port)
    except (OSError, UnicodeError) as error:
        raise Stopped(MISUSED, _reason(error, host, port, lang)) from None
    return made, f"http://{f'[{host}]' if ':' in host else host}:{made.getsockname()[1]}/"


def _bound(host: str, port: int) -> socket.socket:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, protocol, _, address = found[0]
    made = socket.socket(family, kind, protocol)
    try:
        if os.name != "nt":  # where it means to share the port with whoever has it
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(2048)
    except OSError:
        made.close()
        raise
    return made


def _reason(error: OSError | UnicodeError, host: str, port: int, lang: Language) -> str:
    number = getattr(error, "errno", None)
    if number == EADDRINUSE:
        zh, en = (
            f"端口 {port} 已经有程序在用，请换一个：--port {port + 1}",
            f"port {port} is taken; try --port {port + 1}",
        )
    elif number == EACCES:
        zh, en = f"没有权限用端口 {port}，请用 1024 以上的", f"no permission for port {port}; use one above 1024"
    elif (
        number == EADDRNOTAVAIL
        or not isinstance(error, OSError)
        or error.strerror is None
        or number is None
        or number < 0
    ):
        zh, en = f"本机没有地址「{host}」", f"this machine has no address {host}"
    else:
        zh, en = (
            f"不能在 {host} 的端口 {port} 上听：{error.strerror}",
            f"cannot listen at {host} port {port}: {error.strerror}",
        )
    return pick(lang, f"{zh}\n", f"{en}\n")
