"""The command ``tiaowen serve`` as a process of its own, asked over loopback."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass(frozen=True)
class Server:
    """``address`` ends with a stroke; ``log`` is its standard output."""

    address: str
    process: "subprocess.Popen[str]"
    log: Path

    @property
    def port(self) -> int:
        return httpx.URL(self.address).port or 80

    def sent(self, data: bytes, *, seconds: int = 20) -> bytes:
        """What comes back for bytes on a connection of their own, until it is closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            parts: list[bytes] = []
            with suppress(OSError):
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                while part := connection.recv(65536):
                    parts.append(part)
            return b"".join(parts)

    def ended(self) -> int:
        """The exit code, when it has been asked to end."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)


@contextmanager
def serving(folder: Path, *policies: Path, lang: str = "zh") -> Iterator[Server]:
    """A server of policies on a free port; what it says goes into a folder."""
    log, told = folder / "log", folder / "told"
    command = [sys.executable, "-m", "tiaowen", "serve", *map(str, policies), "--port", "0", "--lang", lang]
    with log.open("w") as out, told.open("w") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, text=True, env={**os.environ, "PYTHONUTF8": "1"})
    try:
        yield Server(_address(process, told), process, log)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _address(process: "subprocess.Popen[str]", told: Path) -> str:
    while process.poll() is None:
        found = re.search(r"(http://127\.0\.0\.1:\d+/)api/\n", told.read_text("utf-8"))
        if found:
            return found[1]
        try:
            process.wait(1)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(told.read_text("utf-8"))
