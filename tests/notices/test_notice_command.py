"""``tiaowen notice`` after ``tiaowen batch``, as an office runs them; wrong input is refused in a clerk's words."""

import csv
import shutil
from pathlib import Path

import pytest

from support.command import Command
from support.notices import paragraphs

HEADINGS = ("统一社会信用代码", "企业名称", "完成省科技成果登记并产业化", "年销售收入（万元）", "科技保险保费")
ROWS = (
    ("91A", "甲公司", "是", "7500", "30万元"),
    ("91B", "乙公司", "是", "三千左右吧", ""),
    ("330702199001011237", "张三", "", "", "25万元"),
)
# Of the seed two rules: every command reads it anew.
POLICY = """某区科技若干政策

（一）科技保险。对企业购买商业性科技保险的，按照年度实际支付保费最高80%进行补助，单个企业每年最高补助20万元。

【规则 4.1】科技保险补助
依据：“按照年度实际支付保费最高80%进行补助，单个企业每年最高补助20万元”
填报：科技保险保费：金额。
最高补助：科技保险保费的80%，封顶20万元。
算例：科技保险保费25万元，得20万元。
【完】

（二）成果转化。完成省科技成果登记，并实现产业化的，一次性奖励10万元，年销售收入每增加2000万元的再奖励2万元。

【规则 5.2】科技成果登记奖励
依据：“一次性奖励10万元，年销售收入每增加2000万元的再奖励2万元”
填报：
  完成省科技成果登记并产业化：是否；
  年销售收入：金额。
条件：完成省科技成果登记并产业化。
奖励：
  10万元；
  同时，年销售收入在2000万元基础上每增加2000万元再奖励2万元。
口径：从2000万元起算。
算例：完成省科技成果登记并产业化，年销售收入4000万元，得12万元。
【完】
"""
LETTERS = {"1 甲公司.docx", "2 乙公司.docx", "3 张三.docx"}


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Applications, and their results in two formats."""
    place = tmp_path_factory.mktemp("公示 一")
    (place / "政策.policy").write_text(POLICY, "utf-8")
    with (place / "申报表.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows((HEADINGS, *ROWS))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("结果.xlsx", "结果.csv"):
            done = Command(patch)(
                "batch", place / "政策.policy", "--in", place / "申报表.csv", "--out", place / name, "--settle"
            )
            assert done.code == 0, done.err
    return place


@pytest.mark.parametrize("name", ["结果.xlsx", "结果.csv"])
def test_what_batch_wrote_is_published_and_told(command: Command, folder: Path, tmp_path: Path, name: str) -> None:
    made = tmp_path / "公示"
    done = command(
        "notice",
        folder / "政策.policy",
        "--results",
        folder / name,
        "--in",
        folder / "申报表.csv",
        "--mask",
        "-o",
        made,
    )
    assert (done.code, done.err) == (0, "")
    assert done.out == "公示：2个申报单位、3个事项，合计540000.00元；告知书3份，其中退回补正1份\n"
    assert {each.name for each in (made / "告知书").iterdir()} == LETTERS
    said = "".join(paragraphs((made / "公示.docx").read_bytes()))
    assert "张*" in said and "张三" not in said and "540000.00" in said
    told = paragraphs((made / "告知书" / "1 甲公司.docx").read_bytes())
    assert "科技保险保费30万元 × 80% ＝ 24万元" in told
    returned = "".join(paragraphs((made / "告知书" / "2 乙公司.docx").read_bytes()))
    assert "请核对申报表第3行“年销售收入（万元）”，改为：金额" in returned


def test_letters_of_an_earlier_run_are_told(command: Command, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "告知书").mkdir()
    (tmp_path / "告知书" / "9 旧公司.docx").write_bytes(b"")
    done = command("notice", folder / "政策.policy", "--results", folder / "结果.csv", "--mask", "-o", tmp_path)
    assert done.code == 0 and "还有1个文件不是这次写的：9 旧公司.docx" in done.err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--results", "申报表.csv"], "T0545"),
        (["--results", "没有.csv"], "T0191"),
        (["--results", "空.csv"], "T0513"),
        (["--results", "坏.xlsx"], "T0510"),
        (["--results", "结果.docx"], "T0512"),
        (["--results", "结果.csv", "--errors", "申报表.csv"], "T0545"),
        (["--results", "结果.csv", "--key", "身份证号"], "T0545"),
        (["--results", "结果.csv", "--name", "户名"], "T0545"),
        (["--results", "结果.csv", "--in", "少一户.csv"], "T0549"),
        (["--results", "结果.csv", "--in", "申报表.csv", "--date", "昨天"], "T0612"),
        (["--results", "结果.csv", "--in", "申报表.csv", "--unit", "万元"], "名称=值"),
        (["--results", "结果.csv", "--unit", "科技保险保费=万元"], "--in"),
        ([], "--results"),
    ],
    ids=lambda each: "_".join(each) if isinstance(each, list) else each,
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_wrong_input_is_refused_and_nothing_is_written(
    command: Command, folder: Path, tmp_path: Path, given: list[str], said: str, lang: str
) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    (tmp_path / "空.csv").write_bytes(b"")
    (tmp_path / "坏.xlsx").write_bytes(b"PK\3\4")
    (tmp_path / "结果.docx").write_bytes(b"x")
    lines = (tmp_path / "申报表.csv").read_text("utf-8").splitlines()
    (tmp_path / "少一户.csv").write_text("\n".join(lines[:-1]), "utf-8")
    typed = [str(tmp_path / word) if word.endswith((".csv", ".xlsx", ".docx")) else word for word in given]
    done = command("notice", tmp_path / "政策.policy", *typed, "-o", tmp_path / "写到这里", "--lang", lang)
    assert done.code == 2 and done.out == ""
    assert (said if lang == "zh" or said.startswith(("T", "-")) else "NAME=VALUE") in done.err
    assert not (tmp_path / "写到这里").exists()


def test_what_was_given_is_not_written_over(command: Command, folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "结果.xlsx", tmp_path / "公示.xlsx")
    done = command("notice", folder / "政策.policy", "--results", tmp_path / "公示.xlsx", "-o", tmp_path)
    assert done.code == 2 and "会被盖掉" in done.err
    assert (tmp_path / "公示.xlsx").read_bytes() == (folder / "结果.xlsx").read_bytes()
