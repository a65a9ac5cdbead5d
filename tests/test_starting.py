"""What helps at the start: a folder with an example, checks at each save, the page of a message."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.command import Command
from support.diagnostic_pages import pages


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.delenv("TIAOWEN_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    return Command(monkeypatch)


def test_a_new_policy_checks_strictly(command: Command) -> None:
    made = command("new", "某区2026")
    assert made.code == 0 and made.out.endswith("下一步：tiaowen watch 某区2026\n")
    assert command("check", "--strict", "某区2026").out.startswith("没有发现问题\n读到：《某区2026若干政策》")
    assert command("fmt", "--check", "某区2026").code == 0
    tested = command("test", "某区2026")
    assert tested.code == 0 and "（100.0%）" in tested.out
    assert "tiaowen==" in Path("某区2026/.github/workflows/check.yml").read_text("utf-8")
    assert "{" not in Path("某区2026/说明.md").read_text("utf-8")


def test_a_name_that_is_a_title_is_it(command: Command) -> None:
    command("new", "地方/租房补贴办法")
    policy = Path("地方/租房补贴办法/租房补贴办法.policy").read_text("utf-8")
    assert policy.startswith("租房补贴办法\n")


@pytest.mark.parametrize("name", ["【规则】", "a:b", "“", "", "/"])
def test_a_name_that_no_file_may_have_is_refused(name: str, command: Command) -> None:
    run = command("new", name)
    assert run.code == 2 and "Traceback" not in run.err
    assert not list(Path().iterdir())


def test_what_is_there_is_left_alone(command: Command) -> None:
    Path("有了").mkdir()
    Path("有了/甲.txt").write_text("x", "utf-8")
    assert "「有了」已经有了" in command("new", "有了").err
    assert "is there already" in command("new", "有了", "--lang", "en").err
    assert [path.name for path in Path("有了").iterdir()] == ["甲.txt"]


def test_each_save_is_checked(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    command("new", "某区")
    policy = Path("某区/某区.policy")
    sound = policy.read_text("utf-8")

    def spoil() -> None:
        policy.write_text(sound.replace("封顶200万元", "封顶20万元"), "utf-8")

    steps: Iterator[Callable[[], None]] = iter([spoil, policy.unlink])

    def sleep(_: float) -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr(time, "sleep", sleep)
    run = command("watch", "某区")
    assert run.code == 0
    first, second, third = run.out.split("已核对；存盘后再核对，Ctrl+C 结束\n")[:3]
    assert "没有发现问题" in first
    assert "错误[T0402]" in second and "错误[T0410]" in second
    assert "T0190" in third


def test_what_is_not_there_is_not_watched(command: Command) -> None:
    run = command("watch", "没有.policy")
    assert run.code == 2 and "没有.policy" in run.err


@pytest.mark.parametrize("code", ["T0402", "t0402", "[T0402]"])
def test_a_message_is_explained(code: str, command: Command) -> None:
    run = command("explain", code)
    assert run.code == 0
    assert run.out.startswith("T0402 依据里的数，规则没有用到（错误）\n  错误示例：`依据：")
    assert "T0402 (error)" in command("explain", code, "--lang", "en").out


def test_every_code_has_a_page(command: Command) -> None:
    listed = {line.split()[0] for line in command("explain").out.splitlines()}
    assert {name.removesuffix(".md") for name in pages() if name != "README.md"} <= listed
    assert "T0601" in listed
    (page,) = json.loads(command("explain", "T0421", "--json").out)
    assert page["code"] == "T0421" and page["severity"] == "warning" and page["理由"]
    unknown = command("explain", "T0499")
    assert unknown.code == 2 and "没有代码「T0499」，是不是「T0" in unknown.err
