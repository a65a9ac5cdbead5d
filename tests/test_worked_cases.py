"""算例 are run as written: what they give, what they leave out, and what they expect."""

from pathlib import Path

import pytest

from tiaowen.compiler import PolicyError, load
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

RULE = (
    "某区若干政策\n\n（一）支持研发投入。{quote}。\n【政策】甲\n有效期：2025年1月1日至2025年12月31日。\n【完】\n"
    "【规则 1.1】研发补助\n依据：“{quote}”\n{body}\n【完】\n"
)
AMOUNT = "填报：研发费用、政府补助：金额。\n补助：研发费用减政府补助，按5%，封顶100万元。\n"
QUOTE = "对企业研发费用按5%补助，每家最高补助100万元"


def codes(body: str, quote: str = QUOTE) -> list[str]:
    """The codes of all errors of one rule."""
    return [found.code for found in compile_sources([Source.of("甲", RULE.format(quote=quote, body=body))])[1].errors]


def test_what_is_expected_is_compared_exactly() -> None:
    for expected in ("50万元", "500000元", "五十万元", "50万", "500,000.00元"):
        assert codes(f"{AMOUNT}算例：研发费用1000万元，政府补助0元，得{expected}。") == []
    assert codes(f"{AMOUNT}算例：研发费用1000万元，政府补助0元，得500000.01元。") == ["T0410"]
    assert codes(f"{AMOUNT}算例：研发费用1000万元，政府补助0元，得50亩。") == ["T0411"]


def test_the_rest_is_zero_only_where_it_is_said() -> None:
    assert codes(f"{AMOUNT}算例：研发费用1000万元，得50万元。") == ["T0411"]
    assert codes(f"{AMOUNT}算例：研发费用1000万元，其余为零，得50万元。") == []


def test_zero_is_said_of_numbers_and_lists_and_yes_or_no() -> None:
    body = (
        "填报：研发费用：金额；首次申报：是否；期权费：每笔金额；等级：一级、二级；开工日期：日期。\n"
        "条件：非首次申报。\n补助：研发费用的5%，封顶100万元。\n算例：研发费用100万元，{given}其余为零，得5万元。"
    )
    assert codes(body.format(given="等级为一级，开工日期2025年3月1日，")) == []
    assert codes(body.format(given="等级为一级，")) == ["T0411"]
    assert codes(body.format(given="开工日期2025年3月1日，")) == ["T0411"]


def test_a_declared_default_is_what_is_left_out() -> None:
    body = "填报：研发费用：金额；比例：比例，{default}。\n补助：研发费用，按比例，封顶100万元。\n算例：研发费用100万元{rest}，得5万元。"
    for rest in ("", "，其余为零", "，其余按默认"):
        assert codes(body.format(default="未填按5%", rest=rest)) == []
    assert codes(body.format(default="0%至5%", rest="") + "\n口径：0%至5%。") == ["T0411"]


def test_refused_means_that_nothing_is_paid() -> None:
    body = (
        "填报：研发费用：金额。\n条件：研发费用100万元以上。\n补助：研发费用的5%。\n算例：研发费用{given}的，不予补助。"
    )
    quote = "对企业研发费用100万元以上的按5%补助"
    assert codes(body.format(given="99.99万元"), quote) == []
    assert codes(body.format(given="100万元"), quote) == ["T0410"]


def test_dates_outside_the_validity() -> None:
    assert codes(f"{AMOUNT}算例：研发费用1万元，申报日期2026年1月1日，其余为零的，不予补助。") == []
    assert codes(f"{AMOUNT}算例：研发费用1万元，申报日期2025年12月31日，其余为零的，不予补助。") == ["T0410"]


def test_yes_and_no() -> None:
    body = "填报：研发费用：金额。\n条件：研发费用100万元以上。\n资格：优先安排用地。\n算例：研发费用{given}，得{expected}。"
    quote = "对企业研发费用100万元以上的优先安排用地"
    assert codes(body.format(given="100万元", expected="是"), quote) == []
    assert codes(body.format(given="99万元", expected="否"), quote) == []
    assert codes(body.format(given="99万元", expected="是"), quote) == ["T0410"]


def test_rows_of_a_table_are_cases() -> None:
    rows = "  1000万元 ｜ 0元 ｜ 50万元\n  1000万元 ｜ 200万元 ｜ 41万元\n  3000万元 ｜ 0元 ｜ 100万元\n"
    found = compile_sources(
        [Source.of("甲", RULE.format(quote=QUOTE, body=f"{AMOUNT}算例：\n  研发费用 ｜ 政府补助 ｜ 应得\n{rows}"))]
    )[1].errors
    assert [diagnostic.code for diagnostic in found] == ["T0410"]
    assert found[0].span is not None
    assert found[0].span.text.split() == ["1000万元", "｜", "200万元", "｜", "41万元"]


def test_every_case_that_fails_is_reported_with_its_reason() -> None:
    text = RULE.format(
        quote=QUOTE, body=f"{AMOUNT}算例：研发费用3000万元，其余为零，得150万元；研发费用1万元，其余为零，得1万元。"
    )
    found = compile_sources([Source.of("甲", text)])[1].errors
    assert [diagnostic.code for diagnostic in found] == ["T0410", "T0410"]
    assert "应得150万元，算出的是100万元" in found[0].title.zh
    assert "封顶" in found[0].reason.zh
    assert "算出的是500元" in found[1].title.zh


def test_load_refuses_a_policy_whose_cases_fail(tmp_path: Path) -> None:
    path = tmp_path / "甲.policy"
    path.write_text(RULE.format(quote=QUOTE, body=f"{AMOUNT}算例：研发费用1万元，其余为零，得1万元。"), "utf-8")
    with pytest.raises(PolicyError) as refused:
        load(path)
    assert [diagnostic.code for diagnostic in refused.value.diagnostics] == ["T0410"]


def test_facts_that_must_be_refused_are_a_worked_case_too() -> None:
    body = "填报：月数：月，不超过12个月；工资、基数：金额。\n核对：基数不超过工资。\n补助：基数的5%，封顶100万元。\n"
    given = "算例：月数{}个月，工资2万元，基数{}万元{}。"
    assert codes(body + given.format(13, 1, "的，不受理")) == []
    assert codes(body + given.format(12, 3, "的，不受理")) == []
    assert codes(body + given.format(12, 2, "的，不受理")) == ["T0410"]
    assert codes(body + given.format(12, 3, "，得1500元")) == ["T0411"]
    table = "算例：\n月数 ｜ 工资 ｜ 基数 ｜ 应得\n13个月 ｜ 2万元 ｜ 1万元 ｜ 不受理\n12个月 ｜ 2万元 ｜ 1万元 ｜ {}\n"
    assert codes(body + table.format("500元")) == []
    assert codes(body + table.format("不受理")) == ["T0410"]
