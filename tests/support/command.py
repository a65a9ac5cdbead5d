"""The command line as people run it, within this process: what it writes and how it exits."""

import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from tiaowen.compiler import cli


class Run(NamedTuple):
    """The exit code, and what was written to standard output and standard error."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Command:
    """``command("check", path, stdin=b"…")`` runs ``tiaowen check path``."""

    monkeypatch: pytest.MonkeyPatch

    def __call__(self, *args: str | Path, stdin: bytes = b"") -> Run:
        out, err = _stream(), _stream()
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        self.monkeypatch.setattr(sys, "stdout", out)
        self.monkeypatch.setattr(sys, "stderr", err)
        code = cli.main([str(arg) for arg in args])
        return Run(code, _text(out), _text(err))


def _stream() -> io.TextIOWrapper:
    # as on a Windows console of old: the command itself must turn to UTF-8
    return io.TextIOWrapper(io.BytesIO(), "cp936", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")
