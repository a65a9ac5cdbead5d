"""From applications through batch to a notice, in memory: what was worked out is what is told, to the 分."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from support.policies import loaded
from tiaowen.compiler.notices.letters import steps_of
from tiaowen.compiler.notices.notice import NoticeError

SALES, INSURANCE = "年销售收入（万元）", "科技保险保费"
APPLICATIONS: dict[str, list[Any]] = {
    "统一社会信用代码": ["91A", "91B", "91C", "91D", "91A", "合计"],
    "企业名称": ["甲公司", "乙公司", "丙公司", "张三", "甲公司", None],
    "完成省科技成果登记并产业化": ["是", "是", "是", None, None, None],
    SALES: ["7500", "2999.99", "三千左右吧", None, None, None],
    INSURANCE: ["30万元", None, None, "25万元", "1万元", None],
    "年度小升规的服务业企业": ["1", None, None, None, None, None],
    "月度升规的服务业企业": ["1", None, None, None, None, None],
}


def table(**changed: list[Any]) -> pa.Table:
    return pa.table({**APPLICATIONS, **changed})


@pytest.mark.parametrize("explain", [True, False])
def test_results_are_told_with_their_calculation(explain: bool) -> None:
    policy = loaded()
    results = policy.batch(table(), explain=explain, settle=True)
    notice = policy.notice(results, applications=table(), mask=True)
    assert [(line.applicant.key, line.award.clause.id, str(line.award.amount)) for line in notice.listed] == [
        ("91A", "4.1", "200000.00"),
        ("91D", "4.1", "200000.00"),
        ("91A", "5.2", "140000.00"),
        ("91A", "15.3", "150000.00"),
    ]
    first, second, third, fourth = notice.applicants
    assert [award.clause.id for award, _ in first.dropped] == ["15.2"]
    assert all(list(steps_of(line.award)) for line in notice.listed)
    assert [award.clause.id for award in second.refused] == ["5.2"]
    assert [each.code for each in third.returned] == ["T0605"] and third.returned[0].row == 4
    assert fourth.returned == ()
    # The second row of one applicant is returned to it; of the sum below the table nobody is told.
    assert [each.row for each in first.returned] == [6]
    assert [note.zh for note in notice.notes] == ["申报表第7行没有写申报单位，或者是合计，没有给它们写告知书"]


@pytest.mark.parametrize(("fen", "is_right"), [(-1, False), (0, True), (1, False)])
def test_an_amount_that_was_altered_is_refused_with_its_row(fen: int, is_right: bool) -> None:
    policy = loaded()
    results = policy.batch(table()).table.to_pylist()
    for each in results:
        each.pop("15.2"), each.pop("15.2 符合")
    results[3]["4.1"] += Decimal(fen).scaleb(-2)
    if is_right:
        assert policy.notice(results, applications=table()).total == Decimal("690000.00")
        return
    with pytest.raises(NoticeError) as raised:
        policy.notice(results, applications=table())
    (said,) = raised.value.diagnostics
    assert said.code == "T0547" and said.title.zh.startswith("第5行「91D」的「4.1」：结果里是")
    assert "按政策是200000.00元" in said.title.zh


def test_results_of_other_applications_are_refused() -> None:
    policy = loaded()
    other = table(统一社会信用代码=["91A", "91B", "91C", "91E", "91A", "合计"])
    with pytest.raises(NoticeError) as raised:
        policy.notice(policy.batch(other, settle=True), applications=table())
    assert sorted(each.title.zh for each in raised.value.diagnostics) == [
        "第5行「91D」在申报表里，结果里却没有",
        "第5行「91E」在结果里，申报表里却没有",
    ]


def test_another_day_is_told_apart() -> None:
    """Outside the validity nothing is eligible: the results of that day are not those of another."""
    policy = loaded()
    late = policy.batch(table(), settle=True, date="2026-01-01")
    assert policy.notice(late, applications=table(), date="2026-01-01").total == Decimal("0.00")
    with pytest.raises(NoticeError) as raised:
        policy.notice(late, applications=table())
    assert {each.code for each in raised.value.diagnostics} == {"T0547"}


def test_a_budget_that_was_shared_out_is_told() -> None:
    policy = loaded()
    results = policy.batch(table(), settle=True, budget="34.5万元")
    notice = policy.notice(results, applications=table())
    assert str(notice.total) == "690000.00" and str(notice.shared) == "345000.00"


def test_a_column_of_binary_floats_is_refused() -> None:
    policy = loaded()
    results = policy.batch(table(), settle=True).table
    at = results.column_names.index("5.2")
    floats = results.set_column(at, "5.2", results.column("5.2").cast(pa.float64()))
    with pytest.raises(NoticeError) as raised:
        policy.notice(floats)
    assert {each.code for each in raised.value.diagnostics} == {"T0546"}
    assert "二进制浮点数" in raised.value.diagnostics[0].reason.zh


def test_what_a_file_says_in_one_language_is_told_in_both() -> None:
    policy = loaded()
    results = policy.batch(table(), settle=True)
    in_chinese = [replace(each, message_en=each.message) for each in results.faults]
    notice = policy.notice(results.table, applications=table(), faults=in_chinese)
    (told,) = notice.applicants[2].returned
    assert told.said.en == "“年销售收入” must be in 元, not “三千左右吧”"
