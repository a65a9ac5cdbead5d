"""Long work says on a terminal how far it is, and nothing anywhere else."""

import io
import sys

import pytest

from tiaowen.compiler.cli.progress import counting


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def printed(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with counting("正在印") as tell:
        for done in (1, 2, 3, 4):
            tell(done, 4)
    return stream.getvalue()


def test_a_terminal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = printed(monkeypatch, Terminal())
    assert "正在印" in shown
    assert "50%" in shown
    assert "100%" in shown


def test_a_file_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch, io.StringIO()) == ""


def test_a_closed_stream_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with counting("正在印") as tell:
        tell(1, 1)
