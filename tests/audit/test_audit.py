"""Every kind of fault that is sown among payments is found, at the 分, and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from support.applicants import rows_at_thresholds, table_of
from support.command import Command
from support.policies import FOLDER, loaded
from support.schemas import faults, validator
from tiaowen.compiler.audit.finding import AuditResult
from tiaowen.compiler.pipeline import Loaded, compile_sources
from tiaowen.compiler.service.shapes import shape
from tiaowen.compiler.tables.source import TableError
from tiaowen.compiler.text.source import Source
from tiaowen.runtime import FactError

KEY = "统一社会信用代码"
TEXT = """某园区支持企业发展若干政策

【政策】某园区支持企业发展若干政策
有效期：2025年1月1日至2025年12月31日；
同一事项：就高从优，不重复享受；
1.1与2.1。
【完】

（一）支持研发。按研发费用的10%给予补助，最高5000元。（责任单位：区科技局）

【规则 1.1】研发补助
依据：“按研发费用的10%给予补助，最高5000元”
填报：研发费用：金额。
补助：研发费用的10%，封顶5000元。
【完】

（二）支持设备更新。对首次申报的企业，按设备投资的10%给予奖励。（责任单位：区经信局）

【规则 2.1】设备奖励
依据：“对首次申报的企业，按设备投资的10%给予奖励”
填报：设备投资：金额；首次申报：是否。
条件：首次申报。
奖励：设备投资的10%。
【完】

（三）支持用工。用工10人以上的，每人补贴100元。（责任单位：区人社局）

【规则 3.1】用工补贴
依据：“用工10人以上的，每人补贴100元”
填报：用工人数：人。
条件：用工人数10人以上。
补助：用工人数，每人100元。
【完】

（四）支持上市。对启动上市的企业，按投入给予最高3万元的奖励。

【规则 4.1】上市奖励
依据：“对启动上市的企业，按投入给予最高3万元的奖励”
填报：上市投入：金额。
最高奖励：上市投入，封顶3万元。
【完】

（五）核算面积。按面积核定。

【规则 5.1】面积
依据：“按面积核定”
填报：厂房面积：平方米。
核算：厂房面积。
【完】
"""


@cache
def policy(text: str = TEXT) -> Loaded:
    made, report = compile_sources([Source.of("园区.policy", text)])
    assert not [found for found in report.errors if found.code not in ("T0410", "T0411")], report.errors
    return made


def table(rows: Sequence[Mapping[str, object]]) -> pa.Table:
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: pa.array([row.get(name) for row in rows]) for name in names})


def applied(**rows: Mapping[str, object]) -> pa.Table:
    """Applications by key; every fact has a column."""
    facts = ("研发费用", "设备投资", "首次申报", "用工人数", "上市投入", "厂房面积", "申报日期", "4.1 核定金额")
    every = [{KEY: key, **dict.fromkeys(facts, ""), **row} for key, row in rows.items()]
    return table([{name: None if value == "" else str(value) for name, value in row.items()} for row in every])


def paid(*rows: Sequence[object]) -> pa.Table:
    """Payments: key, clause, amount, day."""
    names = (KEY, "条款", "金额", "付款日期")
    made = [dict(zip(names, (*row, None)[:4], strict=True)) for row in rows]
    return table([{name: None if value is None else str(value) for name, value in row.items()} for row in made])


def found(result: AuditResult) -> list[tuple[str, str, str, str]]:
    """Key, clause, kind, and the difference in yuan."""
    return [(each.key, each.clause, each.kind, f"{each.difference / 100:+.2f}") for each in result.findings]


GOOD = applied(
    甲={"研发费用": 10000}, 乙={"用工人数": 10}, 丙={"上市投入": 20000}, 丁={"设备投资": 5000, "首次申报": "是"}
)
RIGHT = (("甲", "1.1", "1000"), ("乙", "3.1", "1,000.00"), ("丙", "4.1", "2万元"), ("丁", "2.1", "500.00"))


def test_what_was_paid_rightly_is_not_told() -> None:
    result = policy().audit(GOOD, paid(*RIGHT))
    assert not result.findings and not result.faults and not result.notes
    assert (result.paid, result.due, result.applicants, result.payments) == (2250000, 2250000, 4, 4)


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("1000.00", []),
        ("1000.01", [("尾差", "+0.01")]),
        ("999.99", [("尾差", "-0.01")]),
        ("1000.99", [("尾差", "+0.99")]),
        ("1001.00", [("多付", "+1.00")]),
        ("1001.01", [("多付", "+1.01")]),
        ("999.01", [("尾差", "-0.99")]),
        ("999.00", [("少付", "-1.00")]),
        ("0", [("应付未付", "-1000.00")]),
        ("-1", [("少付", "-1001.00")]),
        ("（100.00）", [("少付", "-1100.00")]),
        ("￥1,000.00", []),
        ("0.1万元", []),
    ],
)
def test_at_the_cent(amount: str, expected: list[tuple[str, str]]) -> None:
    result = policy().audit(applied(甲={"研发费用": 10000}), paid(("甲", "1.1", amount)))
    assert [each[2:] for each in found(result)] == expected


def test_the_limit_of_rounding_is_said() -> None:
    tables = applied(甲={"研发费用": 10000}), paid(("甲", "1.1", "1000.05"))
    kinds = {limit: found(policy().audit(*tables, tolerance=limit))[0][2] for limit in ("0.05元", "0.06元", 0)}
    assert kinds == {"0.05元": "多付", "0.06元": "尾差", 0: "多付"}
    with pytest.raises(FactError):
        policy().audit(*tables, tolerance="多少", date="某日")


# Facts, payments, what is found, and words of it.
SOWN: dict[str, tuple[Mapping[str, object], list[tuple[object, ...]], list[tuple[str, ...]], str]] = {
    "over a cap": (
        {"研发费用": 100000},
        [("1.1", "5000.01")],
        [("1.1", "尾差", "+0.01")],
        "",
    ),
    "over a cap by more": (
        {"研发费用": 100000},
        [("1.1", 10000)],
        [("1.1", "多付", "+5000.00")],
        "超过封顶（封顶5000元）",
    ),
    "not eligible": (
        {"用工人数": 9},
        [("3.1", 900)],
        [("3.1", "不符合条件", "+900.00")],
        "条件1 用工人数10人以上：不符合",
    ),
    "just eligible": ({"用工人数": 10}, [("3.1", 1000)], [], ""),
    "out of force": (
        {"用工人数": 10, "申报日期": "2026年1月1日"},
        [("3.1", 1000)],
        [("3.1", "超期", "+1000.00")],
        "申报日期 2026-01-01 不在有效期",
    ),
    "the last day": ({"用工人数": 10, "申报日期": "2025-12-31"}, [("3.1", 1000)], [], ""),
    "before its time": (
        {"用工人数": 10},
        [("3.1", 1000, "2024-12-31")],
        [("3.1", "超期", "+1000.00")],
        "2024-12-31付款，早于有效期（2025-01-01起）",
    ),
    "paid afterwards": ({"用工人数": 10, "申报日期": "2025-11-01"}, [("3.1", 1000, "2026-03-01")], [], ""),
    "paid afterwards, and claimed on no day": (
        {"用工人数": 10},
        [("3.1", 1000, "2026-03-01")],
        [("3.1", "超期", "+1000.00")],
        "2026-03-01付款，晚于有效期（到2025-12-31），申报表没有写申报日期",
    ),
    "the same matter": (
        {"研发费用": 10000, "设备投资": 9000, "首次申报": "是"},
        [("1.1", 1000), ("2.1", 900)],
        [("2.1", "重复享受", "+900.00")],
        "与1.1（已付1000元）是同一事项",
    ),
    "the lesser in place of the greater": (
        {"研发费用": 10000, "设备投资": 9000, "首次申报": "是"},
        [("2.1", 900)],
        [("1.1", "应付未付", "-1000.00"), ("2.1", "多付", "+900.00")],
        "就高应付1.1",
    ),
    "twice": (
        {"用工人数": 10},
        [("3.1", 1000), ("3.1", 1000)],
        [("3.1", "重复享受", "+1000.00")],
        "1000元付了2次（付款表第6、7行）",
    ),
    "in parts": ({"用工人数": 10}, [("3.1", 400), ("3.1", 600)], [], ""),
    "too much in parts": (
        {"用工人数": 10},
        [("3.1", 500), ("3.1", 600)],
        [("3.1", "多付", "+100.00")],
        "分2次实付1100元",
    ),
    "paid and recovered": ({"用工人数": 10}, [("3.1", 1500), ("3.1", "-500")], [], ""),
    "recovered altogether": (
        {"用工人数": 10},
        [("3.1", 1000), ("3.1", -1000)],
        [("3.1", "应付未付", "-1000.00")],
        "付过又全部收回",
    ),
    "no application": ({"用工人数": 10}, [("3.1", 1000), ("1.1", 5)], [("1.1", "无申报", "+5.00")], "没有申报这一项"),
    "not claimed and taken back": ({"用工人数": 10}, [("3.1", 1000), ("1.1", 5), ("1.1", -5)], [], ""),
    "not paid": ({"用工人数": 10}, [], [("3.1", "应付未付", "-1000.00")], "没有付款"),
    "below a ceiling": ({"上市投入": 90000}, [("4.1", 1)], [], ""),
    "nothing under a ceiling": ({"上市投入": 90000}, [], [], ""),
    "at a ceiling": ({"上市投入": 90000}, [("4.1", 30000)], [], ""),
    "above a ceiling": ({"上市投入": 90000}, [("4.1", 30001)], [("4.1", "多付", "+1.00")], "超过上限1元"),
    "below what was approved": (
        {"上市投入": 90000, "4.1 核定金额": 20000},
        [("4.1", 19000)],
        [("4.1", "少付", "-1000.00")],
        "应付2万元",
    ),
    "paid by what pays nothing": ({"厂房面积": 30}, [("5.1", 30)], [("5.1", "多付", "+30.00")], "不发放资金"),
    "a faulty application": ({"用工人数": "很多"}, [("3.1", 1000)], [("3.1", "不符合条件", "+1000.00")], "申报有误"),
    "eligible for nothing": ({"研发费用": 0}, [("1.1", 7)], [("1.1", "多付", "+7.00")], "应付0元"),
}


@pytest.mark.parametrize("name", SOWN)
def test_every_fault_is_found_and_no_other(name: str) -> None:
    facts, payments, expected, says = SOWN[name]
    sown = paid(*RIGHT, *(("戊", *payment) for payment in payments))
    good = GOOD.to_pylist()
    both = table([*good, *applied(戊=facts).to_pylist()])
    result = policy().audit(both, sown)
    assert [each[:3] if each[0] != "戊" else each[1:] for each in found(result)] == expected
    assert says in "".join(each.message for each in result.findings)
    for each in result.findings:
        # What an application stands behind is explained as far as it can be read.
        assert bool(each.explanation) == (each.row > 0 and "申报有误" not in each.message and each.clause != "5.1")


def test_a_policy_that_only_asks_for_money_is_audited_by_what_it_was_paid() -> None:
    text = (
        TEXT[: TEXT.index("同一事项")].rstrip("；\n ")
        + """。
【完】

（一）税率为3%。
【规则 1.1】税
依据：“税率为3%”
填报：销售额：金额。
交纳：销售额的3%。
【完】
"""
    )
    rows = table([{KEY: name, "销售额": "10000"} for name in "甲乙丙"])
    for payments in (
        paid(("甲", "1.1", 300), ("乙", "1.1", 200)),
        table([{KEY: "甲", "1.1": "300"}, {KEY: "乙", "1.1": "200"}]),
    ):
        result = policy(text).audit(rows, payments)
        assert found(result) == [("乙", "1.1", "少付", "-100.00"), ("丙", "1.1", "应付未付", "-300.00")]
        assert "即应交、实交" in result.notes[0]


def test_rows_that_cannot_be_read_stop_nothing() -> None:
    payments = paid(
        *RIGHT,
        ("甲", "9.9", 1),
        ("甲", "3.l", 1),
        ("", "3.1", 5),
        ("甲", "1.1", "约一千"),
        ("乙", "3.1", ""),
        ("乙", "3.1", "0.005"),
        ("合计", "", "99999"),
        ("丙", "4.1", "1", "某日"),
    )
    result = policy().audit(GOOD, payments)
    assert [(table_, fault.row, fault.code) for table_, fault in result.faults] == [
        *(
            ("付款", 6, "T0554"),
            ("付款", 7, "T0554"),
            ("付款", 8, "T0524"),
            ("付款", 9, "T0611"),
            ("付款", 10, "T0556"),
        ),
        *(("付款", 11, "T0606"), ("付款", 12, "T0525"), ("付款", 13, "T0612")),
    ]
    assert "是不是「3.1」" in result.faults[1][1].message
    # The day is not known, the payment is.
    assert found(result) == [("丙", "4.1", "多付", "+1.00")]
    short = policy().audit(GOOD, paid(*RIGHT[1:], ("甲", "1.1", "约一千")))
    assert [(each.kind, each.message) for each in short.findings] == [
        ("应付未付", "应付1000元，没有付款；付款表第5行读不出，没有算在内")
    ]


def test_a_column_a_clause_as_a_batch_writes_it() -> None:
    # The column 申报条款 is carried over, and says nothing of what was paid.
    claimed = GOOD.append_column("申报条款", pa.array(["1.1", "3.1", "4.1", "2.1"]))
    for applications in (GOOD, claimed):
        results = policy().batch(applications, settle=True).table
        assert policy().audit(applications, results).findings == ()
    for heading, amount in (("金额（元）", "1000"), ("金额（百万元）", "0.001"), ("金额（亿元）", "0.00001")):
        told = table([{KEY: "甲", "条款": "1.1", heading: amount}])
        assert not [each for each in policy().audit(GOOD, told).findings if each.key == "甲"]
    wide = table([{KEY: "甲", "1.1（万元）": "0.2", "2.1": "", "备注": "甲"}, {KEY: "乙", "3.1": "1,000", "2.1": "7"}])
    result = policy().audit(GOOD, wide)
    assert found(result) == [
        ("甲", "1.1", "多付", "+1000.00"),
        ("丁", "2.1", "应付未付", "-500.00"),
        ("乙", "2.1", "无申报", "+7.00"),
    ]
    assert result.notes == ("付款表没有用到的列：备注",)


def test_the_unit_of_a_heading_is_that_of_its_numbers() -> None:
    rows = [
        {KEY: "甲", "条款": "1.1", "金额（万元）": "0.10005"},
        {KEY: "乙", "条款": "3.1", "金额（万元）": "1,000.5"},
    ]
    assert [each[2:] for each in found(policy().audit(GOOD, table(rows)))] == [
        ("尾差", "+0.50"),
        ("多付", "+10004000.00"),
        ("应付未付", "-500.00"),
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([{"名称": "甲", "条款": "1.1", "金额": "1"}], "T0553"),
        ([{KEY: "甲", "条款": "1.1"}], "T0553"),
        ([{KEY: "甲", "金额": "1"}], "T0553"),
        ([{KEY: "甲", "条款": "1.1", "金额": "1", "实付金额": "2"}], "T0514"),
        ([{KEY: "甲", "条款": "1.1", "金额（公斤）": "1"}], "T0520"),
    ],
)
def test_payments_without_the_columns(rows: list[dict[str, object]], code: str) -> None:
    with pytest.raises(TableError) as caught:
        policy().audit(GOOD, table(rows))
    assert [found.code for found in caught.value.diagnostics] == [code]


def test_the_two_tables_need_a_key_in_common() -> None:
    with pytest.raises(TableError) as caught:
        policy().audit(GOOD.rename_columns(["名称", *GOOD.schema.names[1:]]), paid(*RIGHT))
    assert [found.code for found in caught.value.diagnostics] == ["T0557"]
    with pytest.raises(TableError) as caught:
        policy().audit(GOOD, paid(*RIGHT), units={"金钱": "万元"})
    assert "金钱" in caught.value.diagnostics[0].title.zh


def test_what_the_applications_do_not_tell_is_not_audited() -> None:
    result = policy().audit(GOOD.drop_columns(["用工人数"]), paid(*RIGHT))
    assert found(result) == []
    assert result.notes == ("3.1 付了1000元，没有核对：申报表没有「用工人数」",)


def test_the_sums() -> None:
    facts, payments, _, _ = SOWN["over a cap by more"]
    both = table([*GOOD.to_pylist(), *applied(戊=facts).to_pylist()])
    result = policy().audit(both, paid(*RIGHT[:3], *(("戊", *each) for each in payments), ("己", "3.1", "0.5")))
    by = {total.name: (total.paid, total.due, total.findings, total.over, total.under) for total in result.by_clause}
    assert by == {
        "1.1": (1100000, 600000, 1, 500000, 0),
        "2.1": (0, 50000, 1, 0, 50000),
        "3.1": (100050, 100000, 1, 50, 0),
        "4.1": (2000000, 2000000, 0, 0, 0),
    }
    assert [total.name for total in result.by_department] == ["区科技局", "区经信局", "区人社局", "（没有写明部门）"]
    assert [(total.name, total.findings) for total in result.by_kind] == [("多付", 1), ("无申报", 1), ("应付未付", 1)]
    assert [each.key for each in result.largest] == ["戊", "丁", "己"]
    assert result.paid == sum(total.paid for total in result.by_clause)


def test_chunks_of_applications_are_held_against_all_payments() -> None:
    count = 70_000
    rows = {KEY: [f"K{number}" for number in range(count)], "用工人数": ["10"] * count}
    payments = {KEY: rows[KEY], "条款": ["3.1"] * count, "金额": ["1000.00"] * (count - 1) + ["1,002"]}
    result = policy().audit(pa.table(rows), pa.table(payments))
    assert [(each.key, each.row, each.kind) for each in result.findings] == [(f"K{count - 1}", count + 1, "多付")]
    assert (result.applicants, result.paid) == (count, count * 100000 + 200)


# ── several policies ──

CITY = """某市支持企业上市若干政策

【政策】某市支持企业上市若干政策
有效期：2025年1月1日至2025年12月31日。
【完】

（一）支持上市。对启动上市的企业，按投入给予最高2万元的奖励。

【规则 4.1】上市奖励
依据：“对启动上市的企业，按投入给予最高2万元的奖励”
填报：上市投入：金额。
奖励：上市投入，封顶2万元。
【完】
"""


def test_one_matter_paid_by_two_policies() -> None:
    city, both = policy(CITY), applied(甲={"上市投入": 90000}, 乙={"上市投入": 90000}, 丙={"上市投入": 90000})
    names = (KEY, "政策", "条款", "金额")
    park, town = "某园区支持企业发展若干政策", "《某市支持企业上市若干政策》"
    rows = [
        ("甲", park, "4.1", "30000"),
        ("甲", town, "4.1", "20000"),
        ("乙", park, "4.1", "30000"),
        ("丙", town, "4.1", "20000"),
    ]
    result = policy().audit(both, table([dict(zip(names, row, strict=True)) for row in rows]), others=[(city, both)])
    assert [(each.policy, *of) for each, of in zip(result.findings, found(result), strict=True)] == [
        ("某市支持企业上市若干政策", "甲", "4.1", "重复享受", "+20000.00")
    ]
    assert "与《某园区支持企业发展若干政策》4.1（已付3万元）是同一事项" in result.findings[0].message
    assert result.to_list()[0]["policy"] == "某市支持企业上市若干政策"
    assert not faults(validator(shape("audit")), result.to_list())
    unsaid = policy().audit(both, paid(("甲", "4.1", 1)), others=[(city, both)])
    assert [fault.code for _, fault in unsaid.faults] == ["T0555"]


# ── the command ──


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv("TIAOWEN_LANG", raising=False)
    return Command(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "园区.policy").write_text(TEXT, "utf-8")
    (tmp_path / "申报.csv").write_text(f"{KEY},研发费用（万元）,用工人数\n甲,1,\n乙,,9\n", "gb18030")
    (tmp_path / "付款.csv").write_text(
        f'{KEY},条款,金额,付款日期\n甲,1.1,"1,000.50",2025/12/1\n乙,3.1,=900,\n乙,3.1,900,\n', "utf-8"
    )
    return tmp_path


def asked(folder: Path, *more: str | Path) -> tuple[str | Path, ...]:
    return ("audit", folder / "园区.policy", "--paid", folder / "付款.csv", "--in", folder / "申报.csv", *more)


def test_the_command_writes_reports(command: Command, folder: Path) -> None:
    report, errors = folder / "报告.json", folder / "退回.csv"
    done = command(*asked(folder, "-o", report, "--errors", errors))
    assert done.code == 0 and not done.err, done
    said: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))
    assert not faults(validator(shape("audit")), said)
    assert [(each["key"], each["clause"], each["paid"], each["due"], each["kind"]) for each in said] == [
        ("甲", "1.1", "1000.50", "1000.00", "尾差"),
        ("乙", "3.1", "900.00", "0.00", "不符合条件"),
    ]
    assert "用工人数" in said[1]["message"] and said[1]["explanation"][0] == "规则 3.1 用工补贴"
    assert "T0611" in errors.read_text("utf-8-sig") and "不到1元的差额，共1项，净差0.5元" in done.out
    for suffix in (".xlsx", ".html"):
        place = folder / f"报告{suffix}"
        assert command(*asked(folder, "-o", place)).code == 0
        first = place.read_bytes()
        assert command(*asked(folder, "-o", place)).code == 0
        assert place.read_bytes() == first
    page = (folder / "报告.html").read_text("utf-8")
    assert "http" not in page and "<script" not in page and "乙" in page
    assert "paid twice" not in page and 'lang="zh-CN"' in page


def test_the_command_in_english(command: Command, folder: Path) -> None:
    done = command(*asked(folder, "--lang", "en", "-o", folder / "report.html"))
    assert done.code == 0 and "1 findings, of 1 applicants" in done.out
    assert "not eligible, and paid 900 yuan" in (folder / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("-o", "报告.pdf"), "T0559"),
        (("-o", ""), "T0559"),
        (("--errors", "退回.txt"), "T0512"),
        (("--key", "名称"), "T0519"),
        (("--date", "某日"), "T0612"),
        (("--tolerance", "-1"), "T0607"),
        (("--unit", "金钱=万元"), "T0519"),
        (("--paid", "没有.csv"), "T0"),
        (("--lists", "清单=没有.csv"), "T0519"),
    ],
)
def test_what_cannot_be_used_is_refused(command: Command, folder: Path, more: tuple[str, ...], code: str) -> None:
    before = sorted(folder.iterdir())
    done = command(*asked(folder, *more))
    assert done.code == 2 and code in done.err and "Traceback" not in done.err, done
    assert sorted(folder.iterdir()) == before


def test_tables_are_not_written_over(command: Command, folder: Path) -> None:
    paid_ = (folder / "付款.csv").read_bytes()
    assert command(*asked(folder, "--errors", folder / "付款.csv")).code == 2
    assert (
        command(*asked(folder, "-o", folder / "a.json", "--errors", folder / "b.csv", "--in", folder / "申报.csv")).code
        == 2
    )
    assert (folder / "付款.csv").read_bytes() == paid_
    twice = command("audit", folder / "园区.policy", *asked(folder)[1:])
    assert twice.code == 2 and "同一份政策写了两次" in twice.err
    (folder / "空.csv").write_text("", "utf-8")
    done = command("audit", folder / "园区.policy", "--paid", folder / "空.csv", "--in", folder / "申报.csv")
    assert done.code == 2 and "T0513" in done.err


def test_texts_of_tables_never_become_markup(command: Command, folder: Path) -> None:
    (folder / "付款.csv").write_text(f"{KEY},条款,金额\n<b>甲</b>,1.1,5\n", "utf-8")
    assert command(*asked(folder, "-o", folder / "报告.html")).code == 0
    page = (folder / "报告.html").read_text("utf-8")
    assert "<b>甲" not in page and "&lt;b&gt;甲" in page


# ── lists, numbers beyond all measure ──

OPTIONS = """试行政策

【政策】试行政策
有效期：2025年1月1日至2025年12月31日。
【完】

（一）补助期权费。对每笔期权费按10%给予补助。

【规则 1.1】期权费补助
依据：“对每笔期权费按10%给予补助”
填报：期权费：每笔金额。
补助（逐笔，分别给予）：期权费的10%。
【完】
"""


def test_what_is_paid_for_a_list_is_explained_from_it() -> None:
    lists = {"期权费": pa.table({KEY: ["甲", "甲", "乙"], "期权费": ["1000元", "2500元", "10元"]})}
    both = pa.table({KEY: ["甲", "乙"]})
    result = policy(OPTIONS).audit(both, paid(("甲", "1.1", "350.00"), ("乙", "1.1", "3")), lists=lists)
    assert found(result) == [("乙", "1.1", "多付", "+2.00")]
    assert any("10元" in line for line in result.findings[0].explanation), result.findings[0].explanation


def test_sums_beyond_64_bits_are_exact() -> None:
    rows = paid(*(("甲", "1.1", 10**15 - 1) for _ in range(95)))
    result = policy().audit(GOOD, rows)
    (finding,) = [each for each in result.findings if each.key == "甲"]
    assert finding.paid == 95 * (10**15 - 1) * 100 and finding.kind == "多付"
    huge = pa.table({KEY: ["甲"], "条款": ["1.1"], "金额": pa.array([10**17], pa.int64())})
    assert [fault.code for _, fault in policy().audit(GOOD, huge).faults] == ["T0608"]


# ── a whole policy, around its thresholds ──


def _more(value: Any, fen: int) -> str | None:
    """What a result comes to, and so many 分 more; None where it is nothing."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    total = sum((part for part in parts if part is not None), Decimal(0))
    return f"{total + Decimal(fen) / 100:f}" if total > 0 else None


@pytest.mark.parametrize(("fen", "kind"), [(0, None), (1, "尾差"), (-1, "尾差"), (99, "尾差"), (100, "多付")])
def test_what_a_batch_gives_is_right_to_the_cent(fen: int, kind: str | None) -> None:
    whole = loaded(FOLDER / "employment.policy")
    applications = table_of(whole, rows_at_thresholds(whole, 4))
    results = whole.batch(applications, settle=True).table
    paying = [
        clause.id for clause in whole.clauses.values() if clause.form == "奖补" and clause.id in results.schema.names
    ]
    rows = [
        {KEY: key, "条款": clause, "金额": amount}
        for clause in paying
        for key, value in zip(results[KEY].to_pylist(), results[clause].to_pylist(), strict=True)
        if (amount := _more(value, fen)) is not None
    ]
    assert len(rows) > 10
    found_ = whole.audit(applications, table(rows)).findings
    assert {each.kind for each in found_} == ({kind} if kind else set())
    assert len(found_) == (len(rows) if kind else 0)
    assert all(each.difference == fen for each in found_)
