"""Rows of results: read exactly, settled as the policy says, and refused with the row where they are none."""

from decimal import Decimal

import pytest

from support.notices import INSURED, KEY, MONTHLY, REGISTERED, YEARLY, fault, row
from support.policies import loaded
from tiaowen.compiler.notices.made import notice_of
from tiaowen.compiler.notices.notice import Notice, NoticeError


def codes(rows: list[dict[str, object]], **given: object) -> list[str]:
    with pytest.raises(NoticeError) as raised:
        notice_of(loaded(), rows, **given)  # type: ignore[arg-type]
    return [each.code for each in raised.value.diagnostics]


def test_what_is_paid_stands_in_the_order_of_the_document_then_of_the_keys() -> None:
    rows = [
        row("91B", "乙公司", {"5.2": REGISTERED, "4.1": INSURED}),
        row("91A", "甲公司", {"5.2": REGISTERED}),
        row("91C", "丙公司", {"5.2": {**REGISTERED, "年销售收入": "2999.99万元"}}),
    ]
    notice = notice_of(loaded(), rows)
    assert [(line.award.clause.id, line.applicant.name, str(line.award.amount)) for line in notice.listed] == [
        ("4.1", "乙公司", "200000.00"),
        ("5.2", "甲公司", "140000.00"),
        ("5.2", "乙公司", "140000.00"),
    ]
    assert notice.totals == {"4.1": Decimal("200000.00"), "5.2": Decimal("280000.00")}
    assert str(notice.total) == "480000.00"
    assert [award.clause.id for award in notice.applicants[2].refused] == ["5.2"]
    assert [line.award.kind for line in notice.listed] == ["上限", "定额", "定额"]


def of_one_matter() -> tuple[Notice, Decimal]:
    claims = {"15.2": YEARLY, "15.3": MONTHLY}
    settled = loaded().settle(claims)
    rows = [row("91A", "甲公司", claims, total=str(settled.total))]
    return notice_of(loaded(), rows), settled.total


def test_of_one_matter_the_best_is_paid_as_settle_pays_it() -> None:
    notice, total = of_one_matter()
    (applicant,) = notice.applicants
    settled = loaded().settle({"15.2": YEARLY, "15.3": MONTHLY})
    assert applicant.total == total == notice.total
    assert [award.clause.id for award in applicant.paid] == list(settled.paid)
    assert {award.clause.id: tuple(each.clause.id for each in instead) for award, instead in applicant.dropped} == dict(
        settled.dropped
    )
    assert len(settled.dropped) == 1


def test_results_of_one_matter_that_are_not_settled_are_refused() -> None:
    assert codes([row("91A", "甲公司", {"15.2": YEARLY, "15.3": MONTHLY})]) == ["T0548"]


@pytest.mark.parametrize(("total", "is_right"), [("139999.99", False), ("140000.00", True), ("140000.01", False)])
def test_a_total_that_is_not_what_the_policy_pays_is_refused(total: str, is_right: bool) -> None:
    rows = [row("91A", "甲公司", {"5.2": REGISTERED}, total=total)]
    if is_right:
        assert notice_of(loaded(), rows).total == Decimal(total)
    else:
        assert codes(rows) == ["T0547"]


@pytest.mark.parametrize(
    "value",
    [
        140000.0,
        140000.5,
        "约14万",
        "14万元",
        "140 000.00",
        "1、",
        Decimal("0.001"),
        Decimal("-1.00"),
        True,
        b"1",
        "NaN",
        Decimal("1E+17"),
    ],
)
def test_an_amount_that_is_none_is_refused_with_its_row(value: object) -> None:
    given = {**row("91A", "甲公司", {"5.2": REGISTERED}), "5.2": value}
    with pytest.raises(NoticeError) as raised:
        notice_of(loaded(), [row("91B", "乙公司", {"5.2": REGISTERED}), given])
    (said,) = raised.value.diagnostics
    assert said.code == "T0546" and "第3行" in said.title.zh and "5.2" in said.title.zh and said.title.en


@pytest.mark.parametrize("value", ["140000.00", "140,000", 140000, Decimal("140000"), "140000元", Decimal("1.4E+5")])
def test_an_amount_as_sheets_have_it_is_read(value: object) -> None:
    given = {**row("91A", "甲公司", {"5.2": REGISTERED}), "5.2": value, "5.2 符合": "是"}
    assert str(notice_of(loaded(), [given]).total) == "140000.00"


def test_what_is_not_eligible_has_no_amount() -> None:
    given = {**row("91A", "甲公司", {"5.2": REGISTERED}), "5.2 符合": False}
    assert codes([given]) == ["T0546"]
    assert codes([{**given, "5.2 符合": None}]) == ["T0546"]
    assert codes([{**given, "5.2": None}]) == ["T0546"]


def test_all_that_is_wrong_is_told_in_one_run() -> None:
    bad = {**row("91A", "甲公司", {"5.2": REGISTERED}), "5.2": 1.5}
    first, twice = (row("91B", "乙公司", {"5.2": REGISTERED}) for _ in range(2))
    nobody = row("", "丙公司", {"5.2": REGISTERED})
    assert codes([bad, first, twice, nobody]) == ["T0546", "T0549", "T0549"]


def test_results_of_another_policy_are_refused() -> None:
    assert codes([{KEY: "91A", "9.9": "1.00", "9.9 符合": True}]) == ["T0545"]
    assert codes([{KEY: "91A", "企业名称": "甲公司", "年销售收入": "1"}]) == ["T0545"]
    assert codes([{KEY: "91A", "5.2": "1.00"}]) == ["T0545"]
    assert codes([{"企业名称": "甲", "5.2": "1.00", "5.2 符合": True}]) == ["T0545"]
    assert codes([{KEY: "91A", "5.2": "1.00", "5.2 符合": True}], name="户名") == ["T0545"]
    assert codes([]) == ["T0545", "T0545"]


def test_applicants_are_known_by_another_column() -> None:
    given = {"身份证号": "1", "姓名": "张三", **row("91A", "", {"5.2": REGISTERED})}
    del given[KEY], given["企业名称"]
    notice = notice_of(loaded(), [given], key="身份证号")
    assert [(each.key, each.name) for each in notice.applicants] == [("1", "张三")]
    assert "遮盖" in notice.notes[0].zh
    assert notice_of(loaded(), [given], key="身份证号", mask=True).notes == ()


def test_what_was_returned_stands_with_its_applicant_and_how_to_mend_it() -> None:
    rows = [row("91A", "甲公司", {"5.2": REGISTERED}), {KEY: "91B", "企业名称": "乙公司"}]
    notice = notice_of(
        loaded(), rows, faults=[fault("91B"), fault("91B", code="T0601", clause="5.2", column="年销售收入")]
    )
    assert notice.applicants[0].returned == ()
    wrong, missing = notice.applicants[1].returned
    assert wrong.mend.zh.startswith("请核对申报表第3行“科技保险保费（万元）”，改为：金额")
    assert missing.mend.zh.startswith("请在申报表第3行“年销售收入”填写：金额")
    assert missing.mend.en.startswith("Fill in “年销售收入” in row 3: amount")


def test_what_was_returned_to_nobody_or_to_a_stranger_is_told() -> None:
    rows = [row("91A", "甲公司", {"5.2": REGISTERED})]
    assert codes(rows, faults=[fault("91Z")]) == ["T0549"]
    (note,) = notice_of(loaded(), rows, faults=[fault("", row=7)]).notes
    assert "第7行" in note.zh and "7" in note.en


def test_a_share_above_what_is_due_is_refused() -> None:
    due = row("91A", "甲公司", {"5.2": REGISTERED}, total="140000.00")
    assert notice_of(loaded(), [{**due, "分配": Decimal("100000.01")}]).shared == Decimal("100000.01")
    assert codes([{**due, "分配": Decimal("140000.01")}]) == ["T0547"]


def test_qualifications_stand_in_letters_only() -> None:
    policy = loaded()
    clause = next(each for each in policy.clauses.values() if each.form == "资格")
    given = {KEY: "91A", "企业名称": "甲公司", clause.id: True, f"{clause.id} 符合": True}
    notice = notice_of(policy, [given])
    assert notice.listed == () and [award.shown.zh for award in notice.applicants[0].others] == ["符合"]
    assert clause.id in notice.notes[0].zh


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_ceiling_that_was_decided_is_none_any_more(lang: str) -> None:
    facts = {"新认定的省级重点实验室": 1, "新认定的市级重点实验室": 2}
    kinds = []
    for given in (facts, {**facts, "核定金额": "150万元"}):
        result = loaded().calc("1.1", given)
        told = {"1.1": result.value, "1.1 符合": True, "1.1 理由": result.explain(lang)}
        kinds.append(notice_of(loaded(), [{KEY: "91A", "企业名称": "甲公司", **told}]).listed[0].award.kind)
    assert kinds == ["上限", "核定"]
