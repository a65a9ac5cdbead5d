"""``tiaowen serve`` before it serves: what cannot be served is told, and where it cannot listen."""

import socket
import sys
from pathlib import Path

import pytest

from support.command import Command
from support.policies import SEED

GOOD = "（一）给予10%的支持。\n\n【规则 1】好\n依据：“给予10%的支持”\n填报：投资额：金额。\n补助：投资额的10%。\n算例：投资额10元，得1元。\n【完】\n"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "政策.policy"
    written.write_text(GOOD, "utf-8")
    return written


@pytest.mark.parametrize(("lang", "words"), [("zh", "已经有程序在用"), ("en", "is taken")])
def test_a_port_that_is_taken(command: Command, path: Path, lang: str, words: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = command("serve", path, "--port", port, "--lang", lang)
    assert done.code == 2 and words in done.err and port in done.err and not done.out


def test_an_address_that_is_not_of_this_machine(command: Command, path: Path) -> None:
    for host in ("192.0.2.1", "不是地址", "a..b"):
        done = command("serve", path, "--port", "0", "--host", host)
        assert done.code == 2 and host in done.err, done.err


def test_a_port_that_there_is_not(command: Command, path: Path) -> None:
    assert command("serve", path, "--port", "70000").code == 2
    assert command("serve").code == 2


def test_a_policy_with_errors_is_told_as_check_tells_it(command: Command, path: Path) -> None:
    path.write_text(GOOD.replace("得1元", "得2元"), "utf-8")
    done = command("serve", SEED, path, "--port", "0")
    assert done.code == 1 and "T0410" in done.err
    missing = command("serve", path.with_name("没有.policy"))
    assert missing.code == 2 and "没有.policy" in missing.err


def test_a_library_that_is_not_installed(command: Command, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("tiaowen.compiler.web.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "fastapi", None)
    done = command("serve", path)
    assert done.code == 2 and "pip install 'tiaowen[web]'" in done.err and "fastapi" in done.err
