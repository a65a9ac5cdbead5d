"""``policy.batch`` against ``policy.calc``, ``settle`` and ``allocate``, row by row; and what rows claim."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pytest

from support.applicants import rows_at_thresholds, table_of
from support.policies import loaded
from tiaowen.compiler.batch.outcome import BatchResult, RowFault
from tiaowen.compiler.pipeline import Loaded, compile_sources
from tiaowen.compiler.tables.source import TableError
from tiaowen.compiler.text.source import Source
from tiaowen.runtime import FactError

TEXT = """试行政策

【政策】试行政策
有效期：2025年1月1日至2025年12月31日。
同一事项：就高从优，不重复享受；
  1.1与2.1。
预算：100元。
【完】

（一）给予支持。
【规则 1.1】研发补助
依据：“给予支持”
填报：研发费用：金额。
补助：研发费用的10%，封顶50元。
【完】
（二）给予奖励。
【规则 2.1】设备奖励
依据：“给予奖励”
填报：设备投资：金额；首次申报：是否。
条件：首次申报。
奖励：设备投资的10%。
【完】
（三）给予补贴。
【规则 3.1】用工补贴
依据：“给予补贴”
填报：人数：人；研发费用：金额。
条件：研发费用达到100元以上。
补助：每人1元。
【完】
（四）按笔奖励。
【规则 4.1】按笔
依据：“按笔奖励”
填报：期权费：每笔金额。
奖励（逐笔，分别给予）：期权费的10%。
【完】
"""


@cache
def policy() -> Loaded:
    made, report = compile_sources([Source.of("试行.policy", TEXT)])
    wrong = [error for error in report.errors if not error.code.startswith("T04")]
    assert not wrong, [error.title.zh for error in wrong]
    return made


def rows(result: BatchResult) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = result.table.to_pylist()
    return made


def said(faults: tuple[RowFault, ...]) -> list[tuple[int, str, str, str]]:
    return [(fault.row, fault.clause, fault.column, fault.code) for fault in faults]


def refused(table: Mapping[str, Any], **given: Any) -> list[str]:
    with pytest.raises(TableError) as error:
        policy().batch(pa.table(dict(table)), **given)
    return [diagnostic.code for diagnostic in error.value.diagnostics]


SOME = ("4.1", "5.2", "26.3", "35.6", "48.1")


@pytest.mark.parametrize(
    ("clauses", "most"), [(SOME, 12), pytest.param((), 60, marks=pytest.mark.needs_system)], ids=["some", "all"]
)
def test_every_row_is_what_calc_gives(clauses: tuple[str, ...], most: int) -> None:
    """Clauses of the seed at their thresholds: values, eligibility, explanations, and each fault in its words."""
    seed = loaded()
    claims = rows_at_thresholds(seed, most, clauses)
    result = seed.batch(table_of(seed, claims), clauses=clauses, engine="python", explain=True)
    faults: dict[int, list[tuple[str, str]]] = {}
    for fault in result.faults:
        faults.setdefault(fault.row, []).append((fault.code, fault.message))
    count = 0
    for number, (claim, made) in enumerate(zip(claims, rows(result), strict=True), 2):
        try:
            expected = seed.calc(claim.clause, claim.facts, claim.day)
        except FactError as error:
            assert made[claim.clause] is None
            assert faults.pop(number) == [(each.code, each.message) for each in error.faults]
            continue
        value = list(expected.value) if isinstance(expected.value, tuple) else expected.value
        assert (made[claim.clause], made[f"{claim.clause} 符合"]) == (value, expected.eligible)
        assert made[f"{claim.clause} 理由"] == expected.explain()
        others = {name for name, cell in made.items() if cell is not None and not name.startswith(claim.clause)}
        assert others <= {"统一社会信用代码", "申报条款", "申报日期"}
        count += 1
    assert not faults
    assert count > most * len(clauses or seed.clauses) // 2


def test_caps_are_said_where_they_bind() -> None:
    made = policy().batch(pa.table({"研发费用": ["499.99", "500", "500.01", "500.10"]}), clauses=["1.1"])
    assert [row["1.1 封顶"] for row in rows(made)] == [None, None, "封顶50元", "封顶50元"]
    assert [row["1.1"] for row in rows(made)] == [Decimal("50.00")] * 4


def test_a_clause_is_claimed_by_a_fact_of_its_own() -> None:
    table = pa.table(
        {
            "企业": ["甲", "乙", "丙", "丁"],
            "研发费用": ["200", "200", "", "200"],
            "设备投资": [None, "100", None, None],
            "首次申报": [None, "是", "否", " "],
            "人数": ["", "3", "", "0"],
        }
    )
    result = policy().batch(table)
    claims = [[clause for clause in ("1.1", "2.1", "3.1") if row[f"{clause} 符合"] is not None] for row in rows(result)]
    # 1.1 has no fact of its own, since 3.1 asks for 研发费用 too: it is claimed where that is filled.
    assert claims == [["1.1"], ["1.1", "2.1", "3.1"], [], ["1.1", "3.1"]]
    assert said(result.faults) == [(4, "2.1", "设备投资", "T0601")]
    assert [(count.clause, count.claims, count.faulty) for count in result.summary.clauses] == [
        ("1.1", 3, 0),
        ("2.1", 2, 1),
        ("3.1", 2, 0),
    ]
    assert result.summary.left_out == (("4.1", ("期权费",)),)
    assert result.summary.carried == ("企业",)


def test_a_column_may_say_what_is_claimed() -> None:
    table = pa.table({"申报条款": ["1.1", "1.1、3.1", "", "3.1，9", "4.1"], "研发费用": ["200"] * 5, "人数": ["2"] * 5})
    result = policy().batch(table)
    claims = [[clause for clause in ("1.1", "3.1") if row[f"{clause} 符合"] is not None] for row in rows(result)]
    assert claims == [["1.1"], ["1.1", "3.1"], [], ["3.1"], []]
    assert said(result.faults) == [
        (4, "", "申报条款", "T0544"),
        (5, "", "申报条款", "T0527"),
        (6, "", "申报条款", "T0527"),
    ]
    assert "表里缺" not in result.faults[1].message
    only = policy().batch(table, clauses=["1.1"])
    assert [row["1.1 符合"] for row in rows(only)] == [True, True, None, None, None]


def test_units_of_headings_and_options() -> None:
    for table, units in (
        ({"研发费用（万元）": ["0.02", "200元", "0.02万元"]}, {}),
        ({"研发费用": ["0.02", "200元", "0.02万元"]}, {"研发费用": "万元"}),
        ({"研发费用(单位：万元)": pa.array([Decimal("0.02"), None, Decimal("0.02")])}, {}),
    ):
        made = rows(policy().batch(pa.table(table), clauses=["1.1"], units=units))
        assert [row["1.1"] for row in made if row["1.1"] is not None] == [Decimal("20.00")] * (
            3 if made[1]["1.1"] else 2
        )
    assert refused({"研发费用（公斤）": ["1"]}) == ["T0520"]
    assert refused({"研发费用": ["1"]}, units={"研发投入": "万元"}) == ["T0519"]
    assert refused({"研发费用（万元）": ["1"]}, units={"研发费用": "元"}) == ["T0520"]


def test_tables_that_cannot_be_used() -> None:
    assert refused({"研发费用": ["1"], "研发费用（万元）": ["1"]}) == ["T0514"]
    assert refused({"研发费": ["1"]}) == ["T0518"]
    with pytest.raises(TableError, match=r"没有一条规则的填报项是齐的；最接近的1\.1还缺「研发费用」"):
        policy().batch(pa.table({"研发费": ["1"]}))
    doubtful = policy().batch(pa.table({"研发费用": ["1"], "设备投资额": ["1"], "备注": [""]}))
    assert doubtful.summary.doubts == (("设备投资额", "设备投资"),)
    assert refused({"研发费用": ["1"]}, clauses=["1.1", "2.1", "4.1"]) == ["T0518", "T0518"]
    assert refused({"研发费用": ["1"]}, key="代码") == ["T0519"]
    with pytest.raises(FactError) as error:
        policy().batch(pa.table({"研发费用": ["1"]}), clauses=["7"])
    assert error.value.code == "T0615"
    with pytest.raises(FactError) as error:
        policy().batch(pa.table({"研发费用": ["1"]}), date="2025-13-01", budget="很多")
    assert [fault.code for fault in error.value.faults] == ["T0612", "T0611"]


def test_rows_that_are_no_application_are_returned_and_stop_nothing() -> None:
    table = pa.table(
        {
            "统一社会信用代码": ["甲", "乙", "甲", "", "合 计：", None],
            "研发费用": ["100", "100", "100", "100", "400", None],
        }
    )
    result = policy().batch(table, clauses=["1.1"])
    assert [row["1.1"] for row in rows(result)] == [Decimal("10.00"), Decimal("10.00"), None, None, None, None]
    assert [fault[3] for fault in said(result.faults)] == ["T0523", "T0524", "T0525"]
    assert "第2行" in result.faults[0].message
    assert [fault.key for fault in result.faults] == ["甲", "", "合 计："]
    assert (result.summary.rows, result.summary.returned) == (6, 3)
    kept = policy().batch(table.rename_columns(["编号", "研发费用"]), clauses=["1.1"], key="编号")
    assert kept.faults == result.faults or [fault.code for fault in kept.faults] == ["T0523", "T0524", "T0525"]


def test_numbers_of_tables_in_memory() -> None:
    """A float is what it is shown as, which is told; NaN is nothing."""
    table = pa.table({"研发费用": pa.array([100.0, 0.1, float("nan"), None, 1e300])})
    result = policy().batch(table, clauses=["1.1"])
    assert [row["1.1"] for row in rows(result)] == [Decimal("10.00"), Decimal("0.01"), None, None, None]
    assert said(result.faults) == [(6, "1.1", "研发费用", "T0608")]
    assert [note.times for note in result.notes if "二进制小数" in note.zh] == [1]
    whole = policy().batch(pa.table({"研发费用": pa.array([100, -1, 10**15])}), clauses=["1.1"])
    assert [fault[3] for fault in said(whole.faults)] == ["T0607", "T0608"]


def test_days_of_rows_and_of_the_run() -> None:
    table = pa.table({"研发费用": ["100"] * 4, "申报日期": ["2025年3月1日", "", "2026-01-01", "某日"]})
    result = policy().batch(table, clauses=["1.1"], date="2024-12-31")
    assert [row["1.1 符合"] for row in rows(result)] == [True, False, False, None]
    assert said(result.faults) == [(5, "1.1", "申报日期", "T0612")]
    for number, day in (
        ("45717", "2025-03-01"),
        (45717, "2025-03-01"),
        (" 20000 ", "1954-10-03"),
        ("19999", ""),
        ("4571", ""),
    ):
        (fault,) = policy().batch(pa.table({"研发费用": ["100"], "申报日期": [number]})).faults
        assert fault.code == "T0612" and (f"日期的序号，那是 {day}：" in fault.message) == bool(day)
        assert not day or f"which is {day}:" in fault.message_en
    days = pa.table({"研发费用": ["100"] * 2, "申报日期": pa.array([date(2025, 3, 1), date(2026, 1, 1)])})
    assert [row["1.1 符合"] for row in rows(policy().batch(days, clauses=["1.1"]))] == [True, False]


# ── lists ──


def test_lists_come_in_a_cell_an_array_or_a_table_of_their_own() -> None:
    expected = [[Decimal("10.00"), Decimal("20.00")], [], [Decimal("0.05")]]
    arrays = pa.table({"统一社会信用代码": ["甲", "乙", "丙"], "期权费": pa.array([["100", "200"], [], ["0.5"]])})
    assert [row["4.1"] for row in rows(policy().batch(arrays))] == expected
    applicants = pa.table({"统一社会信用代码": ["甲", "乙", "丙"], "申报条款": ["4.1"] * 3})
    items = pa.table({"统一社会信用代码": ["甲", "丙", "甲"], "期权费（元）": ["100", "0.5", "200"]})
    missing = policy().batch(applicants, lists={"期权费": items})
    assert said(missing.faults) == [(3, "4.1", "期权费", "T0567")] and "填“无”" in missing.faults[0].message
    assert [row["4.1"] for row in rows(missing)] == [expected[0], None, expected[2]]
    none = pa.table({"统一社会信用代码": ["乙"], "期权费（元）": ["无"]})
    result = policy().batch(applicants, lists={"期权费": pa.concat_tables([items, none])})
    assert [row["4.1"] for row in rows(result)] == expected
    without = policy().batch(applicants.drop_columns("申报条款"), lists={"期权费": items})
    assert [row["4.1"] for row in rows(without)] == [expected[0], None, expected[2]]
    wrong = policy().batch(applicants, lists={"期权费": items.set_column(1, "期权费", pa.array(["x", "1", "2"]))})
    assert said(wrong.faults) == [(2, "4.1", "期权费", "T0611"), (3, "4.1", "期权费", "T0567")]
    assert refused(applicants.to_pydict(), lists={"权费": items}) == ["T0519", "T0518"]
    assert not result.notes
    fewer = policy().batch(applicants.slice(1), lists={"期权费": items})
    assert [(note.column, note.times) for note in fewer.notes] == [("期权费", 2)]
    assert "（如 甲）" in fewer.notes[0].zh


def test_a_table_of_a_list_must_have_its_columns() -> None:
    applicants = pa.table({"统一社会信用代码": ["甲"]})
    for items in ({"代码": ["甲"], "期权费": ["1"]}, {"统一社会信用代码": ["甲"], "额": ["1"], "备注": [""]}):
        with pytest.raises(TableError) as error:
            policy().batch(applicants, lists={"期权费": pa.table(items)})
        assert [diagnostic.code for diagnostic in error.value.diagnostics] == ["T0518"]


# ── settling, and a budget ──


def test_rows_are_settled_as_settle_does() -> None:
    sums = ["0", "100", "300", "500", "501"]
    table = pa.table(
        {
            "研发费用": [one for one in sums for _ in sums],
            "设备投资": [other for _ in sums for other in sums],
            "首次申报": ["是"] * 25,
            "人数": ["1"] * 25,
        }
    )
    result = policy().batch(table, settle=True)
    for facts, row in zip(table.to_pylist(), rows(result), strict=True):
        expected = policy().settle(
            {
                "1.1": {"研发费用": facts["研发费用"]},
                "2.1": {"设备投资": facts["设备投资"], "首次申报": True},
                "3.1": {"人数": "1", "研发费用": facts["研发费用"]},
            }
        )
        assert row["合计"] == expected.total
        lost = [line.split()[0] for line in (row["未付"] or "").splitlines()]
        assert lost == list(expected.dropped)
    assert rows(result)[8]["未付"] == "1.1 研发补助：10元，与2.1（50元）是同一事项，就高支付后者"


def test_a_faulty_claim_leaves_the_others_of_its_row() -> None:
    table = pa.table({"研发费用": ["x", "100"], "设备投资": ["100", "100"], "首次申报": ["是", "是"]})
    result = policy().batch(table, settle=True)
    assert [row["合计"] for row in rows(result)] == [Decimal("10.00")] * 2
    assert said(result.faults) == [(2, "1.1", "研发费用", "T0611")]


def test_a_budget_is_shared_out_among_those_who_claim() -> None:
    table = pa.table({"研发费用": ["300", "", "600", "100"]})
    result = policy().batch(table, clauses=["1.1"], budget="45元")
    claims = {f"{place}": {"1.1": {"研发费用": said}} for place, said in enumerate(["300", "600", "100"])}
    expected = policy().allocate(claims, "45元")
    assert [row["分配"] for row in rows(result)] == [
        expected.shares["0"],
        None,
        expected.shares["1"],
        expected.shares["2"],
    ]
    assert sum(expected.shares.values()) <= 45


def test_progress_is_told() -> None:
    told: list[tuple[int, int | None]] = []
    table = pa.table({"研发费用": ["1"] * 5})
    policy().batch(
        pa.Table.from_batches(table.to_batches(max_chunksize=2)), clauses=["1.1"], progress=lambda *n: told.append(n)
    )
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_amounts_far_below_those_of_the_rule_are_told() -> None:
    """30 where 30万元 was meant; what has a unit was meant so."""
    seed = loaded()

    def told(table: dict[str, Any], **given: Any) -> list[tuple[str, int]]:
        notes = seed.batch(pa.table(table), clauses=["4.1"], **given).notes
        return [(note.column, note.times) for note in notes]

    assert told({"科技保险保费": ["30", "30元", "200.00", "200.01", "0", "300000", "三十", "x", ""]}) == [
        ("科技保险保费", 3)
    ]
    assert told({"科技保险保费": ["30", "300000"]}, engine="numpy") == [("科技保险保费", 1)]
    assert told({"科技保险保费": [30, 0, 300_000]}) == [("科技保险保费", 1)]
    typed = [
        Decimal(each)
        for each in ("30", "199.99", "200.00", "200.01", "0", "-1", "1999.99", "2000", "2000.01", "300000")
    ]
    texts = told({"科技保险保费": [str(each) for each in typed]})
    for kind in (pa.decimal128(18, 2), pa.decimal128(10, 3), pa.decimal128(38, 2)):
        assert told({"科技保险保费": pa.array([*typed, None], kind)}) == texts, kind
    assert told({"科技保险保费": pa.array([300_000, 0, None], pa.decimal128(18, 2))}) == []
    assert (
        told({"科技保险保费（万元）": ["30"]}) == told({"科技保险保费": ["30"]}, units={"科技保险保费": "万元"}) == []
    )
