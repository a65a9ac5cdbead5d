"""``tiaowen draft``, and what commands do with a draft: nothing is calculated from it, and that is said."""

from pathlib import Path

import pytest

from support.command import Command

TEXT = "某区若干政策\n（一）对研发费用100万元以上的企业，按研发费用的5%给予补助。\n（二）按照企业贡献，给予最高50万元奖励。\n"
RULE = "【规则 9】甲\n依据：“按照企业贡献，给予最高50万元奖励”\n填报：企业贡献：是否。\n条件：企业贡献。\n最高奖励：50万元。\n算例：企业贡献，得50万元。\n【完】\n"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    written = tmp_path / "甲.policy"
    written.write_text(TEXT, "utf-8")
    return written


@pytest.fixture
def drafted(command: Command, path: Path) -> Path:
    assert command("draft", path, "-o", path).code == 0
    path.write_text(path.read_text("utf-8") + RULE, "utf-8")
    return path


def test_without_a_file_the_drafts_are_listed(command: Command, path: Path) -> None:
    done = command("draft", path)
    assert done.code == 0
    assert done.out.startswith(
        "【草稿 1.1】研发费用补助\n依据：“对研发费用100万元以上的企业，按研发费用的5%给予补助”\n"
    )
    assert "【草稿 2.1】" in done.out
    assert "拟了 1 条草稿；另有 1 句没有读懂" in done.out
    assert path.read_text("utf-8") == TEXT
    assert "1 drafts; 1 more sentences are not understood" in command("draft", path, "--lang", "en").out


def test_into_the_same_file_and_never_twice(command: Command, path: Path) -> None:
    command("draft", path, "-o", path)
    once = path.read_bytes()
    done = command("draft", path, "-o", path)
    assert (done.code, path.read_bytes()) == (0, once)
    assert "没有给钱、减钱、收钱而还没有规则的句子" in done.out


def test_ends_of_lines_and_encoding_stay(command: Command, path: Path) -> None:
    path.write_bytes(TEXT.replace("\n", "\r\n").encode("gb18030"))
    assert command("draft", path, "-o", path, "--encoding", "gb18030").code == 0
    text = path.read_bytes().decode("gb18030")
    assert "【草稿 1.1】" in text
    assert text.count("\n") == text.count("\r\n")


def test_a_folder(command: Command, tmp_path: Path, path: Path) -> None:
    out = tmp_path / "草稿"
    out.mkdir()
    folder = tmp_path / "政策"
    folder.mkdir()
    for name, line in (("1.policy", TEXT), ("2.policy", "（三）对获批的企业奖励20万元。\n")):
        (folder / name).write_text(line, "utf-8")
    assert command("draft", folder, "-o", out).code == 0
    assert "【草稿 3.1】" in (out / "2.policy").read_text("utf-8")
    assert command("draft", folder, "-o", tmp_path / "没有").code == 2


def test_check_counts_it_as_unfinished(command: Command, drafted: Path) -> None:
    done = command("check", drafted)
    assert done.code == 0
    assert done.out.count("警告[T0131]") == 2
    assert "2条草稿待核对" in done.out
    assert command("check", drafted, "--strict").code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["calc", "{}", "9", "企业贡献=是"],
        ["compile", "{}", "--target", "python", "-o", "a.py"],
        ["docs", "{}", "-o", "guide", "--format", "md"],
        ["settle", "{}", "--facts", "claims.json"],
        ["test", "{}"],
    ],
)
def test_what_loads_a_policy_leaves_drafts_out_and_says_so(
    command: Command, drafted: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(drafted.parent)
    Path("claims.json").write_text('{"claims": {"9": {"企业贡献": true}}}', "utf-8")
    done = command(*(each.format(drafted) for each in arguments))
    assert done.code == 0
    assert "没有载入 2 条草稿（1.1、2.1）" in done.err
    for made in ("a.py", "guide"):
        if Path(made).exists():
            files = [Path(made)] if Path(made).is_file() else [each for each in Path(made).rglob("*") if each.is_file()]
            assert not any("得？" in each.read_text("utf-8") for each in files)


def test_a_draft_that_is_asked_for_is_refused(command: Command, drafted: Path) -> None:
    done = command("calc", drafted, "1.1", "研发费用=200万元")
    assert done.code == 1
    assert done.out == ""
    assert "[T0131]" in done.err


@pytest.mark.parametrize("arguments", [["没有.policy"], ["{}", "-o", ""], ["{}", "-o", "没有/a.policy"]])
def test_wrong_usage(command: Command, path: Path, arguments: list[str]) -> None:
    assert command("draft", *(each.format(path) for each in arguments)).code == 2
    assert path.read_text("utf-8") == TEXT
