"""The files of the guide, in every format: where they may be written, and the same bytes in every process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import Command
from support.policies import FOLDER, SEED
from tiaowen.compiler.guide.formats import FORMATS

# A PDF needs a Chinese font, which pip does not install.
NAMES = [pytest.param(each.name, marks=[pytest.mark.needs_system] * (each.name == "pdf")) for each in FORMATS]
SMALL = FOLDER / "labour.policy"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(place.relative_to(folder)): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


@pytest.mark.needs_system  # by its time
@pytest.mark.parametrize("name", NAMES)
def test_other_processes_and_other_folders_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    made = []
    for seed in ("0", "4242"):
        place = tmp_path / seed / "读本"
        place.parent.mkdir()
        command = [sys.executable, "-m", "tiaowen.compiler.cli", "docs", str(SEED), "-o", "读本", "--format", name]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC{seed[0]}"}
        done = subprocess.run(command, cwd=place.parent, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        made.append(contents(place))
    assert made[0]
    assert made[0] == made[1]


@pytest.mark.parametrize("name", NAMES)
def test_no_file_says_where_it_was_made(name: str, command: Command, tmp_path: Path) -> None:
    assert command("docs", SMALL, "-o", tmp_path / "guide", "--format", name).code == 0
    for data in contents(tmp_path / "guide").values():
        assert str(tmp_path).encode() not in data
        assert str(FOLDER).encode() not in data


@pytest.mark.parametrize("name", NAMES)
def test_printed_again_it_is_the_same(name: str, command: Command, tmp_path: Path) -> None:
    for _ in range(2):
        shown = command("docs", SMALL, "-o", tmp_path / "guide", "--format", name)
        assert (shown.code, shown.out) == (0, "")
        assert not shown.err or (name == "pdf" and "提示[T0597]" in shown.err)  # a font that stands in for another
        first = contents(tmp_path / "guide")
    assert first == contents(tmp_path / "guide")
    assert not [place for place in first if ".tiaowen-" in place]


@pytest.mark.parametrize("name", NAMES)
def test_other_files_of_the_folder_stay(name: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("已有的文件", "utf-8")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "旧.css").write_text("p {}", "utf-8")
    assert command("docs", SMALL, "-o", tmp_path, "--format", name).code == 0
    assert (tmp_path / "通知.txt").read_text("utf-8") == "已有的文件"
    assert (tmp_path / "assets" / "旧.css").read_text("utf-8") == "p {}"


@pytest.mark.parametrize("name", NAMES)
def test_a_file_in_the_way_is_told_and_kept(name: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / "guide").write_text("不是目录", "utf-8")
    shown = command("docs", SMALL, "-o", tmp_path / "guide", "--format", name)
    assert shown.code == 2
    assert "是文件，不是目录" in shown.err
    assert contents(tmp_path) == {"guide": "不是目录".encode()}


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_where_a_page_goes_leaves_nothing_behind(name: str, command: Command, tmp_path: Path) -> None:
    assert command("docs", SMALL, "-o", tmp_path / "trial", "--format", name).code == 0
    last = sorted(contents(tmp_path / "trial"))[-1]
    (tmp_path / "guide" / last).mkdir(parents=True)
    shown = command("docs", SMALL, "-o", tmp_path / "guide", "--format", name)
    assert shown.code == 2
    assert "这是一个目录" in shown.err
    assert contents(tmp_path / "guide") == {}


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that even root cannot write to")
@pytest.mark.parametrize("name", NAMES)
def test_a_folder_that_cannot_be_written_to_is_told(name: str, command: Command) -> None:
    shown = command("docs", SMALL, "-o", "/proc/guide", "--format", name)
    assert (shown.code, shown.out) == (2, "")
    assert "操作系统提示" in shown.err


@pytest.mark.parametrize("output", ["\0", "a" * 300, "/dev/null/guide", ""])
def test_places_that_there_cannot_be(
    output: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = command("docs", SMALL, "-o", output)
    assert shown.code == 2, shown
    assert "Traceback" not in shown.err
    assert contents(tmp_path) == {}


@pytest.mark.parametrize("name", NAMES)
def test_the_policy_is_never_written_over(name: str, command: Command, tmp_path: Path) -> None:
    """A policy whose name is that of a page of its own guide."""
    assert command("docs", SMALL, "-o", tmp_path / name, "--format", name).code == 0
    page = sorted(contents(tmp_path / name))[0]
    policy = tmp_path / name / page
    policy.write_bytes(SMALL.read_bytes())
    shown = command("docs", policy, "-o", tmp_path / name, "--format", name)
    assert shown.code == 2, shown
    assert policy.read_bytes() == SMALL.read_bytes()


def test_a_format_that_there_is_not(command: Command, tmp_path: Path) -> None:
    shown = command("docs", SMALL, "-o", tmp_path / "guide", "--format", "epub")
    assert shown.code == 2
    assert not (tmp_path / "guide").exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_faulty_policy_prints_nothing(name: str, command: Command, tmp_path: Path) -> None:
    policy = tmp_path / "甲.policy"
    policy.write_text(SMALL.read_text("utf-8").replace("得", "得1", 1), "utf-8")
    shown = command("docs", policy, "-o", tmp_path / "guide", "--format", name)
    assert (shown.code, shown.out) == (1, "")
    assert not (tmp_path / "guide").exists()
