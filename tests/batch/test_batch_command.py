"""``tiaowen batch`` as a clerk uses it: whatever comes in, the whole result or nothing, and everything told."""

import csv
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet
from python_calamine import CalamineWorkbook

from support.applicants import THREE_RULES as POLICY
from support.command import Command
from support.workbooks import Formula, workbook
from tiaowen.compiler.batch.cells import Cells, Mask
from tiaowen.compiler.batch.engine import ByModule
from tiaowen.compiler.batch.plan import ClausePlan
from tiaowen.compiler.batch.worked import Worked
from tiaowen.compiler.output import OutputError
from tiaowen.compiler.pipeline import load
from tiaowen.compiler.tables import workbook_writing
from tiaowen.compiler.tables.source import TableError
from tiaowen.runtime import FactError

ROWS: list[list[Any]] = [
    ["企业", "统一社会信用代码", "研发费用（万元）", "设备投资", "首次申报"],
    ["甲", "A1", 0.01, 100, "√"],
    ["乙", "A2", "三", None, None],
    ["=丙", "A3", None, "1,000", "×"],
    ["丁", "A4", Formula("=C2"), None, None],
    ["戊", "A1", 1, None, None],
]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "试行.policy"
    path.write_text(POLICY, "utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return workbook(tmp_path / "申报.xlsx", {"申报": ROWS, "说明": [["怎样填"]]})


def cells(path: Path, sheet: str) -> list[list[Any]]:
    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).iter_rows()]


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def left(folder: Path) -> set[str]:
    """Files that no one asked for."""
    return {path.name for path in folder.iterdir() if "tiaowen-" in path.name}


def test_a_workbook_comes_back_as_a_workbook(command: Command, policy: Path, table: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果.xlsx"
    shown = command("batch", policy, "--in", table, "--out", out, "--settle")
    assert (shown.code, shown.err) == (0, "")
    assert cells(out, "结果") == [
        ["企业", "统一社会信用代码", "1.1", "1.1 符合", "1.1 封顶", "2.1", "2.1 符合", "2.1 封顶", "合计", "未付"],
        ["甲", "A1", 10.0, "是", "", 20.0, "是", "", 20.0, "1.1 研发补助：10元，与2.1（20元）是同一事项，就高支付后者"],
        ["乙", "A2", 50.0, "是", "封顶50元", "", "", "", 50.0, ""],
        ["=丙", "A3", "", "", "", 0.0, "否", "", 0.0, ""],
        ["丁", "A4", "", "", "", "", "", "", "", ""],
        ["戊", "A1", "", "", "", "", "", "", "", ""],
    ]
    assert [row[:5] for row in cells(out, "退回")] == [
        ["行号", "申报人", "规则", "列", "代码"],
        [5.0, "A4", "1.1", "研发费用（万元）", "T0521"],
        [6.0, "A1", "", "统一社会信用代码", "T0523"],
    ]
    assert cells(out, "汇总")[1:] == [
        ["1.1", "研发补助", 3.0, 1.0, 2.0, 60.0],
        ["2.1", "设备奖励", 2.0, 0.0, 1.0, 20.0],
    ]
    said = shown.out.splitlines()
    assert said[0] == "读了5行，退回2行"
    assert "没有计算1条，表里缺它们的填报项：3.1（用 --clause 写明一条，就列出它缺哪些）" in said
    assert "照抄的列：企业、统一社会信用代码" in said
    assert "读的是工作表「申报」，没有读：说明" in said
    assert "提示：「研发费用（万元）」有1格表里是二进制小数，按显示的数计算" in said
    assert not left(tmp_path)


def test_every_format_has_the_same_results(command: Command, policy: Path, table: Path, tmp_path: Path) -> None:
    given = [row[:] for row in ROWS]
    given[4][2] = ""
    text = "\n".join(",".join("" if cell is None else f'"{cell}"' for cell in row) for row in given)
    sources = [tmp_path / "一.csv", tmp_path / "二.csv", table]
    for path, encoding in zip(sources, ("utf-8", "gb18030"), strict=False):
        path.write_bytes(text.encode(encoding))
    outs = []
    for number, source in enumerate(sources):
        out = tmp_path / f"结果{number}.csv"
        shown = command("batch", policy, "--in", source, "--out", out, "--explain")
        assert shown.code == 0
        assert f"退回：{tmp_path / f'结果{number}.退回.csv'}" in shown.out
        outs.append(out.read_bytes())
        assert lines(out)[3][0] == "'=丙"
    assert outs[0] == outs[1] == outs[2]
    out = tmp_path / "结果.parquet"
    assert command("batch", policy, "--in", table, "--out", out, "--errors", tmp_path / "错.parquet").code == 0
    made, wrong = parquet.read_table(out), parquet.read_table(tmp_path / "错.parquet")
    assert made.column_names == lines(tmp_path / "结果0.csv")[0][:4] + made.column_names[4:]
    assert (made.num_rows, wrong["行号"].to_pylist()) == (5, [5, 6])
    assert command("batch", policy, "--in", out, "--out", tmp_path / "再.csv").code == 2  # results are no applications


def test_the_same_input_gives_the_same_bytes(command: Command, policy: Path, table: Path, tmp_path: Path) -> None:
    for name in ("结果.xlsx", "结果.csv", "结果.parquet"):
        made = []
        for _ in range(2):
            assert command("batch", policy, "--in", table, "--out", tmp_path / name, "--settle").code == 0
            made.append((tmp_path / name).read_bytes())
        assert made[0] == made[1]


def test_no_fault_no_file_of_faults(command: Command, policy: Path, tmp_path: Path) -> None:
    source, out, wrong = tmp_path / "申报.csv", tmp_path / "结果.csv", tmp_path / "结果.退回.csv"
    source.write_text("研发费用\n100\n", "utf-8")
    assert "退回：" not in command("batch", policy, "--in", source, "--out", out).out
    assert not wrong.exists()
    source.write_text("研发费用\nx\n", "utf-8")
    command("batch", policy, "--in", source, "--out", out)
    assert [row[4] for row in lines(wrong)] == ["代码", "T0611"]
    # What was wrong the last time is not left beside new results.
    source.write_text("研发费用\n100\n", "utf-8")
    command("batch", policy, "--in", source, "--out", out)
    assert lines(wrong) == [["行号", "申报人", "规则", "列", "代码", "原因"]]


def test_lists_have_a_sheet_of_their_own(command: Command, policy: Path, tmp_path: Path) -> None:
    sheets = {
        "申报表": [["统一社会信用代码", "研发费用"], ["A1", 100], ["A2", None]],
        "期权费": [["统一社会信用代码", "期权费（元）"], ["A1", 100], ["A2", 5], ["A1", 0.5]],
    }
    out = tmp_path / "结果.csv"
    shown = command("batch", policy, "--in", workbook(tmp_path / "表.xlsx", sheets), "--out", out, "--clause", "3.1")
    assert shown.code == 0
    assert [row[:2] for row in lines(out)] == [["统一社会信用代码", "3.1"], ["A1", "40.20"], ["A2", "2.00"]]
    source, items = tmp_path / "申报.csv", tmp_path / "清单.csv"
    source.write_text("统一社会信用代码\nA1\nA2\n", "utf-8")
    items.write_text("统一社会信用代码,期权费\nA1,100\nA2,5\nA1,0.5\n", "utf-8")
    again = tmp_path / "又.csv"
    shown = command("batch", policy, "--in", source, "--out", again, "--lists", f"期权费={items}")
    assert (shown.code, again.read_bytes()) == (0, out.read_bytes())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--out", "结果.pdf"], "T0512"),
        (["--out", "结果.csv", "--errors", "结果.txt"], "T0512"),
        (["--out", "申报.csv"], "T0520"),
        (["--out", "结果.csv", "--errors", "结果.csv"], "T0520"),
        (["--out", "试行.policy.csv", "--errors", "试行.policy"], "T0512"),
        (["--out", "无/结果.csv"], "T0590"),
        (["--out", "结果.csv", "--clause", "9.9"], "T0615"),
        (["--out", "结果.csv", "--clause", "2.1"], "T0518"),
        (["--out", "结果.csv", "--key", "代码"], "T0519"),
        (["--out", "结果.csv", "--unit", "研发=万元"], "T0519"),
        (["--out", "结果.csv", "--unit", "研发费用=公斤"], "T0520"),
        (["--out", "结果.csv", "--unit", "研发费用"], "名称=值"),
        (["--out", "结果.csv", "--date", "某日"], "T0612"),
        (["--out", "结果.csv", "--budget", "很多"], "T0611"),
        (["--out", "结果.csv", "--lists", "期权=申报.csv"], "T0519"),
        (["--out", "结果.csv", "--lists", "期权费=无.csv"], "T0191"),
        (["--out", "结果.csv", "--in", "无.csv"], "T0191"),
        (["--out", "结果.csv", "--in", "试行.policy"], "T0512"),
        (["--out", "结果.csv", "--engine", "快"], "auto、native、numpy、duckdb、spark、python"),
    ],
)
def test_wrong_usage_is_2_and_nothing_is_written(
    command: Command, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("申报.csv").write_text("研发费用\n100\n", "utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    shown = command("batch", policy.name, *([] if "--in" in options else ["--in", "申报.csv"]), *options)
    assert (shown.code, said in shown.err + shown.out) == (2, True), shown
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_what_breaks_off_leaves_the_old_result(
    command: Command, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "申报.csv", tmp_path / "结果.xlsx"
    source.write_text("研发费用\n100\n", "utf-8")
    command("batch", policy, "--in", source, "--out", out)
    old = out.read_bytes()
    source.write_text('研发费用\n100\n"开着\n', "utf-8")
    assert "T0510" in command("batch", policy, "--in", source, "--out", out).err
    source.write_text("研发费用\n100\n200\n", "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(workbook_writing, "ROWS", 2)
        assert "T0528" in Command(patched)("batch", policy, "--in", source, "--out", out).err
    monkeypatch.setattr("tiaowen.compiler.batch.filed.Filed.end", _interrupted)
    assert command("batch", policy, "--in", source, "--out", out).code == 130
    assert out.read_bytes() == old
    assert not left(tmp_path)


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_table_without_rows_is_refused(command: Command, policy: Path, tmp_path: Path) -> None:
    source = tmp_path / "申报.csv"
    source.write_text("研发费用\n\n", "utf-8")
    shown = command("batch", policy, "--in", source, "--out", tmp_path / "结果.csv")
    assert (shown.code, "T0513" in shown.err) == (2, True)
    assert not (tmp_path / "结果.csv").exists()


def test_an_open_table_is_told(command: Command, policy: Path, table: Path, tmp_path: Path) -> None:
    (tmp_path / "~$申报.xlsx").write_bytes(b"")
    shown = command("batch", policy, "--in", table, "--out", tmp_path / "结果.csv", "--lang", "en")
    assert (shown.code, "T0529" in shown.err) == (0, True)
    assert "5 rows read, 2 with something wrong" in shown.out
    assert lines(tmp_path / "结果.退回.csv")[1][5].endswith("mend it in WPS or Excel, recalculate and save")


def test_double_columns_of_parquet_are_read_as_they_are_shown(command: Command, policy: Path, tmp_path: Path) -> None:
    source = tmp_path / "申报.parquet"
    parquet.write_table(pa.table({"研发费用": [5000000.1, 0.1 + 0.2, 0.125, 7.0, None], "备注": [0.5] * 5}), source)
    shown = command("batch", policy, "--in", source, "--out", tmp_path / "结果.csv")
    assert shown.code == 0 and "「研发费用」有3格表里是二进制小数，按显示的数计算" in shown.out + shown.err
    assert [line[3] for line in lines(tmp_path / "结果.退回.csv")[1:]] == ["研发费用"]  # 0.125 has too many decimals


def test_a_budget_is_shared_out(command: Command, policy: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "申报.csv", tmp_path / "结果.csv"
    source.write_text("研发费用\n300\n600\n\n100\n", "utf-8")
    assert command("batch", policy, "--in", source, "--out", out, "--budget", "45元").code == 0
    assert [row[-1] for row in lines(out)] == ["分配", "15.00", "25.00", "5.00"]


# ── an interrupted run ──


def test_an_interrupted_run_goes_on(
    command: Command, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever part it breaks off in, the next run works out only what is left, and the results are those of one run."""
    monkeypatch.setattr("tiaowen.compiler.tables.workbook._CHUNK", 4)
    rows: list[list[Any]] = [["统一社会信用代码", "研发费用"]]
    rows += [[f"A{number % 17}", "x" if number == 9 else number * 1.5] for number in range(19)]
    source = workbook(tmp_path / "申报.xlsx", {"申报": rows})
    whole, out = tmp_path / "整.parquet", tmp_path / "结果.parquet"
    arguments = ("batch", policy, "--in", source, "--budget", "100元", "--errors", tmp_path / "错.csv")
    said = command(*arguments, "--out", whole).out
    wrong = (tmp_path / "错.csv").read_bytes()
    work = ByModule.work
    worked: list[int] = []

    def counted(self: ByModule, clause: ClausePlan, cells: Cells, asks: Mask) -> Worked:
        worked.append(int(cells.chunk.rows[0]))
        if len(worked) == stop:
            raise KeyboardInterrupt
        return work(self, clause, cells, asks)

    monkeypatch.setattr(ByModule, "work", counted)
    for stop in (1, 3, 5):
        worked.clear()
        assert command(*arguments, "--out", out, "--resume").code == 130
        assert not out.exists()
        done, stop = len(worked) - 1, 0
        worked.clear()
        shown = command(*arguments, "--out", out, "--resume")
        assert shown.code == 0
        assert len(worked) == 5 - done
        assert out.read_bytes() == whole.read_bytes()
        assert (tmp_path / "错.csv").read_bytes() == wrong
        assert shown.out.splitlines()[:-2] == said.splitlines()[:-2]
        assert not left(tmp_path)
        out.unlink()


def test_what_was_done_of_something_else_is_not_taken(
    command: Command, policy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = tmp_path / "申报.csv", tmp_path / "结果.parquet"
    source.write_text("研发费用\n100\n", "utf-8")
    folder = tmp_path / ".结果.parquet.tiaowen-resume"
    changes: list[tuple[str, ...]] = [(), ("--unit", "研发费用=万元"), ("--settle",)]
    for given in changes:
        with monkeypatch.context() as patched:
            patched.setattr("tiaowen.compiler.batch.filed.Filed.end", _interrupted)
            assert Command(patched)("batch", policy, "--in", source, "--out", out, "--resume").code == 130
        assert sorted(path.name for path in folder.iterdir()) == ["part-000000.arrow", "part-000000.json", "run.json"]
        if not given:
            source.write_text("研发费用\n300\n", "utf-8")
        shown = command("batch", policy, "--in", source, "--out", out, "--resume", *given)
        assert (shown.code, "接着上次" in shown.err) == (0, False)
        assert not folder.exists()
    assert parquet.read_table(out)["1.1"].to_pylist() == [30]
    assert command("batch", policy, "--in", source, "--out", tmp_path / "a.csv", "--resume").code == 2


@pytest.mark.needs_system
def test_a_run_that_is_killed_leaves_the_old_result_or_the_new(policy: Path, tmp_path: Path) -> None:
    """Not interrupted: killed, so that nothing of it can tidy up.  The next run clears what is left."""
    source, out = tmp_path / "申报.csv", tmp_path / "结果.csv"
    source.write_text("研发费用\n" + "".join(f"{number}\n" for number in range(30_000)), "utf-8")
    arguments: list[str | Path] = [sys.executable, "-m", "tiaowen", "batch", policy, "--in", source, "--out", out]
    arguments += ["--engine", "python"]
    assert subprocess.run(arguments, check=False, capture_output=True).returncode == 0
    new = out.read_bytes()
    out.write_bytes(b"old")
    seconds = (0.5, 1.0, 2.0, 3.0, 4.0, 6.0)
    for wait in seconds:
        run = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            run.wait(wait)
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
        assert out.read_bytes() in (b"old", new)
    assert subprocess.run(arguments, check=False, capture_output=True).returncode == 0
    assert (out.read_bytes(), left(tmp_path)) == (new, set())


# ── in one call ──


def test_a_file_in_one_call_is_what_the_command_writes(
    command: Command, policy: Path, table: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int | None]] = []
    made = load(policy).batch_file(
        table, tmp_path / "一.csv", settle=True, progress=lambda done, of: told.append((done, of))
    )
    assert command("batch", policy, "--in", table, "--out", tmp_path / "二.csv", "--settle").code == 0
    assert isinstance(made.results, Path) and made.results.read_bytes() == (tmp_path / "二.csv").read_bytes()
    assert isinstance(made.faults, Path) and made.faults.read_bytes() == (tmp_path / "二.退回.csv").read_bytes()
    assert made.summary.rows == 5 and told[-1][0] == 5 and made.sheet and not made.taken
    before = made.results.read_bytes()
    with pytest.raises(OutputError):
        load(policy).batch_file(table, policy.with_suffix(".csv") / "无" / "一.csv")
    with pytest.raises(TableError):
        load(policy).batch_file(table, table)
    with pytest.raises(FactError):
        load(policy).batch_file(table, made.results, clauses=["9.9"])
    assert made.results.read_bytes() == before


def test_a_wrong_check_digit_is_told_with_its_rows(command: Command, policy: Path, tmp_path: Path) -> None:
    given = tmp_path / "申报.csv"
    codes = ["91350100M000100Y43", "91350100M000100Y34", "91350100M000100Y4O", "甲"]
    given.write_text("统一社会信用代码,研发费用\n" + "".join(f"{code},100\n" for code in codes), "utf-8")
    run = command("batch", policy, "--in", given, "--out", tmp_path / "结果.csv")
    assert run.code == 0 and "有2格的校验码不对，照常计算，请与执照核对（第3、4行）" in run.out
    run = command(
        "batch", policy, "--in", given, "--out", tmp_path / "结果.csv", "--key", "统一社会信用代码", "--lang", "en"
    )
    assert "2 cells of “统一社会信用代码”" in run.out and "(rows 3, 4)" in run.out
