"""A number of the quotation is used, and a number of the rule is quoted: what counts as the same number, and what as none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.figures import figures
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.source import Source


def faults(quote: str, body: str) -> list[tuple[str, str]]:
    """Code and number of each fault of a rule with its numbers."""
    text = f"某区若干政策\n\n（一）支持。{quote}。\n【规则 5】甲\n依据：“{quote}”\n{body}\n【完】\n"
    found = compile_sources([Source.of("甲", text)])[1].errors
    assert {diagnostic.code for diagnostic in found} <= {"T0402", "T0403"}
    return [(diagnostic.code, diagnostic.span.text) for diagnostic in found if diagnostic.span]


COST = "填报：费用：金额。\n"


@pytest.mark.parametrize(
    ("quote", "body"),
    [
        ("按费用的5%补助", "补助：费用的5%。"),
        ("按费用的百分之五补助", "补助：费用的5%。"),
        ("按费用的5％补助，最高20万元", "补助：费用的千分之五十，封顶200000元。"),
        ("按费用的5%补助，最高20 万", "补助：费用的5%，封顶二十万元。"),
        ("给予通行费六五折优惠", "减免：费用的35%。"),
        ("给予费用全额补助", "补助：费用的100%。"),
        ("给予费用免费政策", "减免：费用的100%。"),
        ("给予费用减半补助", "补助：费用的50%。"),
        ("对“315”工程和5G工厂，第六届企业按费用5%补助", "补助：费用的5%。"),
        ("对“3+3”产业按费用5%补助", "补助：费用的5%。"),
        ("按《关于2019年32条的通知》（〔2019〕12号）对费用补助5%", "补助：费用的5%。"),
        ("对一批企业一次性按费用5%补助", "补助：费用的5%。"),
        ("对0元以上的费用按5%补助", "补助：费用的5%。"),
        ("按费用5%补助", "补助：费用的5%。\n口径：“5%”以外另有10%，不在此算。"),
        ("按费用5%补助", "补助：费用的5%，封顶30万元。\n口径：30万元是上位文件的封顶数。"),
        ("按费用5%补助30个月", "补助：费用的5%。\n说明：30个月是发放的期限。"),
    ],
)
def test_numbers_said_otherwise_are_the_same(quote: str, body: str) -> None:
    assert faults(quote, COST + body) == []


@pytest.mark.parametrize(
    ("quote", "body", "expected"),
    [
        ("按费用的5%补助，最高20万元", "补助：费用的5%。", [("T0402", "20万元")]),
        ("按费用的5%补助", "补助：费用的6%。", [("T0402", "5%"), ("T0403", "6%")]),
        ("按费用的5%补助，最高50万元", "补助：费用的5%，封顶500万元。", [("T0402", "50万元"), ("T0403", "500万元")]),
        ("按费用的50%补助", "补助：费用的50%，封顶50元。", [("T0403", "50元")]),
        ("按费用的5%补助，第3年起停发2年", "补助：费用的5%。", [("T0402", "2年")]),
        ("对2019年的费用按5%补助", "补助：费用的5%。", [("T0402", "2019")]),
        (
            "分别给予50、30、20万元，按费用5%补助",
            "补助：费用的5%，封顶50万元。",
            [("T0402", "20万元"), ("T0402", "30")],
        ),
    ],
)
def test_numbers_left_over_are_told(quote: str, body: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(faults(quote, COST + body)) == expected


def test_numbers_within_names_are_free() -> None:
    quote = "对二级以上企业按费用5%补助"
    assert faults(quote, "填报：费用：金额；等级：一级、二级（由低到高）。\n条件：等级为二级。\n补助：费用的5%。") == []
    assert faults(quote, f"{COST}补助：费用的5%。") == [("T0402", "二级")]


def test_an_option_that_is_a_number_hides_no_longer_one() -> None:
    quote = "对等级5的企业按费用15%补助"
    body = "填报：费用：金额；等级：4、5。\n条件：等级为5。\n补助：费用的{rate}。"
    assert faults(quote, body.format(rate="15%")) == []
    assert faults(quote, body.format(rate="16%")) == [("T0402", "15%"), ("T0403", "16%")]


def test_years_of_the_validity_are_free() -> None:
    quote = "2025年按费用5%补助"
    assert faults(quote, f"{COST}补助：费用的5%。\n有效期：2025年1月1日至2026年12月31日。") == []
    assert faults(quote, f"{COST}补助：费用的5%。\n有效期：2026年1月1日至2026年12月31日。") == [("T0402", "2025")]


def test_ranges_and_defaults_of_facts_are_numbers_of_the_rule() -> None:
    body = "填报：费用：金额；年数：年，1年至{most}，未填按{default}。\n条件：年数2年以上。\n补助：费用的5%。\n口径：至少1年。"
    quote = "对2年以上的费用按5%补助"
    assert faults(quote, body.format(most="2年", default="2年")) == []
    assert ("T0403", "3年") in faults(quote, body.format(most="3年", default="2年"))
    assert faults(quote, body.format(most="2年", default="1.5年"))


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=6), max_size=3))
def test_figures_stand_where_they_are_said_to(text: str, names: list[str]) -> None:
    found = figures(text, names)
    assert [(figure.start, figure.end) for figure in found] == sorted((f.start, f.end) for f in found)
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
        assert figure.values
