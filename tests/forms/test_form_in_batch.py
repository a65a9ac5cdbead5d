"""A form that is filled in goes through the batch as it is: every worked case of every clause, each in a row of its own."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from support.command import Command
from support.form_filled import Row, code, filled, headed
from support.policies import FOLDER, loaded
from tiaowen.compiler import load
from tiaowen.compiler.batch import options, outcome
from tiaowen.compiler.batch.options import Options
from tiaowen.compiler.batch.plan import names_of
from tiaowen.compiler.batch.run import Run
from tiaowen.compiler.forms.asking import CLAIMED, CREDIT_CODE
from tiaowen.compiler.forms.form import Form
from tiaowen.compiler.intake.headings import column_of
from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.model.clause import APPROVED, Clause
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.tables.opening import open_table
from tiaowen.compiler.targets.sheets.book import Shown
from tiaowen.runtime import FactError

LISTS = """某区若干政策

（一）支持研发。对企业研发费用100万元以上的按5%补助；对期权费按40%资助。
【规则 1.1】研发补助
依据：“对企业研发费用100万元以上的按5%补助”
填报：研发费用：金额。
条件：研发费用100万元以上。
补助：研发费用的5%。
【完】
【规则 1.2】期权费资助
依据：“对期权费按40%资助”
填报：期权费：每笔金额。
资助（逐笔）：期权费的40%。
【完】
"""
TWO_LISTS = """某区若干政策

（一）支持项目。对项目费用按40%资助；对省级、市级项目每个分别奖励2万元、1万元。
【规则 1.1】项目资助
依据：“对项目费用按40%资助”
填报：项目：每笔金额。
资助（逐笔）：项目的40%。
【完】
【规则 1.2】项目奖励
依据：“对省级、市级项目每个分别奖励2万元、1万元”
填报：项目：每个省级、市级。
奖励（逐个）：项目为省级、市级的，分别奖励2万元、1万元。
【完】
"""
Case = tuple[Clause, dict[str, object], object]
POLICIES = sorted(path.name for path in FOLDER.iterdir())


@pytest.mark.parametrize("name", POLICIES)
def test_every_worked_case_gives_in_the_batch_what_calc_gives(name: str, tmp_path: Path) -> None:
    """All in one form of the policy; those that give what another clause would work out, in that of their own clause."""
    policy = loaded(FOLDER / name)
    whole = policy.form()
    names = {column.of.name for column in (*whole.columns, *(table.column for table in whole.tables))}
    together: list[Case] = []
    apart: list[tuple[Form, list[Case]]] = []
    for clause in policy.clauses.values():
        for case in clause.cases:
            facts, day = case_facts(clause, case)
            if APPROVED.name in facts or (day is not None and not clause.uses_date):
                continue  # the form asks for neither
            if facts.keys() <= names:
                together.append((clause, facts, day))
            else:
                apart.append((policy.form([clause.id]), [(clause, facts, day)]))
    tried = [_tried(policy, form, cases, str(tmp_path / "申报表.xlsx")) for form, cases in ((whole, together), *apart)]
    assert sum(tried) >= 5


def _tried(policy: Loaded, form: Form, cases: Sequence[Case], file: str) -> int:
    """How many cases give the same in the batch."""
    rows = [Row(claims=(clause.id,), facts=headed(form, clause, facts), day=day) for clause, facts, day in cases]  # type: ignore[arg-type]
    Path(file).write_bytes(filled(form, rows))

    def is_known(heading: str) -> bool:
        return column_of(heading, names_of(policy), tuple(policy.clauses)) is not None

    lists = {table.column.of.name: open_table(file, is_known, sheet=table.sheet) for table in form.tables}
    source = open_table(file, is_known, apart=[table.sheet for table in form.tables])
    run = Run(policy, source, Options(clauses=form.ids, lists=lists))
    table: dict[str, list[object]] = {}
    faults: dict[tuple[str, str], set[str]] = {}
    for part in run.parts():
        for heading, values in part.batch.to_pydict().items():
            table.setdefault(heading, []).extend(values)
        for fault in part.faults:
            faults.setdefault((fault.key, fault.clause), set()).add(fault.code)
    for at, (clause, facts, day) in enumerate(cases):
        try:
            result = policy.calc(clause.id, facts, day)  # type: ignore[arg-type]
        except FactError as error:
            assert faults.pop((code(at + 1), clause.id)) == {fault.code for fault in error.faults}
            continue
        value, said = result.value, table[clause.id][at]
        said = tuple(said.values()) if isinstance(said, dict) else tuple(said) if isinstance(said, list) else said
        assert said == (tuple(value.values()) if isinstance(value, dict) else value), (clause.id, facts)
        assert table[f"{clause.id} 符合"][at] == result.eligible
    assert not faults
    return len(cases)


def test_form_and_batch_call_their_columns_alike() -> None:
    assert (CREDIT_CODE, CLAIMED) == (options.KEY, outcome.CLAIMED)


def test_the_command_reads_the_form_and_has_no_word_about_its_other_sheets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "某区.policy"
    place.write_text(LISTS, "utf-8")
    form = load(place).form()
    rows: list[dict[str, Shown | None]] = [
        {"统一社会信用代码": code(1), "单位名称": "甲", "申报条款": "1.1", "研发费用（元）": Decimal("2000000.50")},
        {"统一社会信用代码": code(2), "单位名称": "乙", "申报条款": "1.2"},
        {"统一社会信用代码": code(3), "单位名称": "丙", "研发费用（元）": 300},
    ]
    items: list[dict[str, Shown | None]] = [{"统一社会信用代码": code(2), "期权费（元）": fee} for fee in (1000, 500)]
    (tmp_path / "申报表.xlsx").write_bytes(form.workbook(rows=rows, items={"期权费": items}))
    command = Command(monkeypatch)
    table, out = tmp_path / "申报表.xlsx", tmp_path / "结果.csv"
    shown = command("batch", place, "--in", table, "--out", out)
    assert shown.code == 0 and "读了3行，退回1行" in shown.out
    assert "没有读" not in shown.out + shown.err
    lines = list(csv.DictReader(out.read_text("utf-8-sig").splitlines()))
    assert [(line["单位名称"], line["1.1"], line["1.2"]) for line in lines] == [
        ("甲", "100000.03", ""),
        ("乙", "", "600.00"),
        ("丙", "", ""),
    ]
    assert "T0544" in (tmp_path / "结果.退回.csv").read_text("utf-8-sig")
    table.write_bytes(form.workbook(rows=rows[:1]))
    shown = command("batch", place, "--in", table, "--out", out)
    assert shown.code == 0 and "读了1行，退回0行" in shown.out


def test_lists_that_clauses_mean_differently_have_sheets_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "某区.policy"
    place.write_text(TWO_LISTS, "utf-8")
    form = load(place).form()
    assert [table.sheet for table in form.tables] == ["1.1 项目", "1.2 项目"]
    rows: list[dict[str, Shown | None]] = [{"统一社会信用代码": code(1), "申报条款": "1.1、1.2"}]
    items: dict[str, list[dict[str, Shown | None]]] = {
        "1.1 项目": [{"统一社会信用代码": code(1), "项目（元）": 1000}],
        "1.2 项目": [{"统一社会信用代码": code(1), "项目": "省级"}, {"统一社会信用代码": code(1), "项目": "市级"}],
    }
    table, out = tmp_path / "申报表.xlsx", tmp_path / "结果.csv"
    table.write_bytes(form.workbook(rows=rows, items=items))
    shown = Command(monkeypatch)("batch", place, "--in", table, "--out", out)
    assert shown.code == 0 and "没有读" not in shown.out
    (line,) = csv.DictReader(out.read_text("utf-8-sig").splitlines())
    assert (line["1.1"], line["1.2"]) == ("400.00", "30000.00")
