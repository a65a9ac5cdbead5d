"""A number of the quotation is used, and a number of the rule is quoted: what counts as the same number, and what as none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.document.figures import figures
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source


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
        ("按费用的2/3补助", "补助：费用的三分之二。"),
        ("按费用的三分之二补助", "补助：费用的三分之二。"),
        ("按费用的百分之百补助，最高20万元", "补助：费用，封顶20万元。"),
        ("按费用双倍补助", "补助：费用的2倍。"),
        ("支付费用十倍或者三倍的赔偿", "补助：费用的10倍加费用的三倍。"),
        ("支付40个月的工资", "补助：费用的40倍。"),
        ("按1：1.2：1.5的比价", "补助：费用的1.2倍加费用的1.5倍。"),
        ("按6：4拨付", "补助：费用的60%加费用的40%。"),
        ("按6：4分担", "补助：费用的60%加费用的40%。"),
        ("由市、县、企业按4：2：4分担", "补助：费用的40%加费用的20%。"),
        ("利率为LPR减150BP，按差额补助", "补助：费用的1.5个百分点。"),
        ("利率为LPR减50个基点，按差额补助", "补助：费用的0.5%。"),
        ("按日万分之一点七五加收", "补助：费用的万分之1.75。"),
        ("费用增长10%的", "补助：费用的110%。"),
        ("费用新增10%（含）至30%的部分", "补助：费用的110%加费用的130%。"),
        ("费用为原来的110%", "补助：费用，上浮10%。"),
        ("费用降低30%", "补助：费用的70%。"),
        ("按费用七折收取", "补助：费用的70%。"),
        ("超过500,000元至1,000,000元的", "补助：费用超过50万元至100万元的部分。"),
        (
            "费用500,001元以上的部分按5%，1,000,001元以上的部分按6%",
            "补助：费用超过50万元至100万元的部分，按5%；同时，费用超过100万元的部分，按6%。",
        ),
        ("速算扣除数2000，按费用5%", "补助：费用的5%，扣除2000元。"),
        ("（单位：万元）甲3.5、乙4.5", "补助：费用，封顶3.5万元，保底4.5万元。"),
        ("两项就高享受，按费用5%补助", "补助：费用的5%。"),
        ("同时符合两项以上的就高，按费用5%补助", "补助：费用的5%。"),
        ("一年累计费用按5%补助", "补助：费用的5%。"),
        ("按费用5%（或者百分之五）补助", "补助：费用的5%。"),
        ("将按3个档次给予：一档5%；二档6%；三档7%", "补助：费用的5%加费用的6%加费用的7%。"),
        ("冰箱、彩电、空调等3类产品按费用5%", "补助：费用的5%。"),
        ("每满1年按费用5%补助", "补助：费用的5%。"),
        ("每5分钟加收1公里租价，按费用5%", "补助：费用的5%。\n口径：5分钟起计。"),
        ("按费用5%补助，分3年按40%、30%、30%发放", "补助：费用的5%。\n分期：40%、30%、30%。"),
        ("按费用5%补助，分两次发放，每次二分之一", "补助：费用的5%。\n分期：二分之一、二分之一。"),
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
        ("按费用的2/3补助", "补助：费用的四分之一。", [("T0402", "2/3"), ("T0403", "四分之一")]),
        ("费用增长10%的", "补助：费用的120%。", [("T0402", "10%"), ("T0403", "120%")]),
        ("费用增长10%的", "补助：费用，上浮20%。", [("T0402", "10%"), ("T0403", "20%")]),
        ("费用提高100%", "补助：费用，上浮200%。", [("T0402", "100%"), ("T0403", "200%")]),
        ("按费用100%、50%补助", "补助：费用的50%。", [("T0402", "100%")]),
        ("按1：1.2：1.5的比价", "补助：费用的1.3倍加费用的1.5倍。", [("T0403", "1.3倍")]),
        ("速算扣除数2000，按费用5%", "补助：费用的5%，扣除20000元。", [("T0402", "2000"), ("T0403", "20000元")]),
        ("（单位：万元）甲3.5", "补助：费用，封顶35万元。", [("T0402", "3.5"), ("T0403", "35万元")]),
        (
            "费用500,001元以上的部分按5%",
            "补助：费用超过60万元的部分，按5%。",
            [("T0402", "500,001元"), ("T0403", "60万元")],
        ),
        (
            "费用超过20万元的按5%",
            "条件：费用21万元以上。\n补助：费用的5%。",
            [("T0402", "20万元"), ("T0403", "21万元")],
        ),
        ("冰箱、彩电、空调等8类产品按费用5%", "补助：费用的5%。", [("T0402", "8")]),
        ("按费用5%补助，分4年按40%、30%、30%发放", "补助：费用的5%。\n分期：40%、30%、30%。", [("T0402", "4年")]),
        ("每满2年按费用5%补助", "补助：费用的5%。", [("T0402", "2年")]),
        ("1年至3年的按费用5%", "补助：费用的5%。\n口径：至多3年。", [("T0402", "1年")]),
        ("满1年的按费用5%补助", "补助：费用的5%。", [("T0402", "1年")]),
        ("两年内按费用5%补助", "补助：费用的5%。", [("T0402", "两年")]),
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


RANKS = "填报：费用：金额；名次、次数：整数，1以上；人数：人；页数：页；亩数：亩。\n"


@pytest.mark.parametrize(
    ("quote", "body"),
    [
        ("前三名按费用5%", "条件：名次为1、2、3。\n补助：费用的5%。"),
        ("排名前三的，按费用5%；排名第四、第五的，按6%", "补助：名次前三的，费用的5%；名次第四、第五的，费用的6%。"),
        ("第二次减半，第三次及以上不予补助，按费用5%", "条件：次数为2、3。\n补助：费用的5%。"),
        ("三年内按费用5%", "条件：次数为1、2、3。\n补助：费用的5%。"),
        ("从第31页起按费用5%", "补助：页数超过30页的，费用的5%。"),
        ("第11日至第20日按费用5%", "条件：次数为11。\n补助：费用的5%。\n口径：第20日止。"),
        ("招用6人以上的按费用5%", "补助：人数超过5人的，费用的5%。"),
        ("招用6人以上的按费用5%", "补助：人数6人以上的，费用的5%。"),
        ("1—10人按费用5%，11—20人按6%", "补助：人数不超过10人的，费用的5%；人数不超过20人的，费用的6%。"),
        (
            "15亩以下按费用5%，16亩至20亩按6%",
            "补助：亩数不超过15亩的，费用的5%；亩数超过15亩至20亩的，费用的6%。",
        ),
        ("招用超过5人的按费用5%", "补助：人数超过4人的，费用的5%。\n口径：第5人起即超过4人。"),
    ],
)
def test_ranks_turns_and_counts_are_the_same(quote: str, body: str) -> None:
    assert faults(quote, RANKS + body) == []


@pytest.mark.parametrize(
    ("quote", "body", "expected"),
    [
        ("前三名按费用5%", "条件：名次为1、2、4。\n补助：费用的5%。", [("T0402", "三名"), ("T0403", "4")]),
        ("前三名按费用5%", "条件：名次为1、2。\n补助：费用的5%。", [("T0402", "三名")]),
        ("排名第四的按费用5%", "补助：名次第五的，费用的5%。", [("T0403", "第五")]),
        ("从第31页起按费用5%", "补助：页数超过40页的，费用的5%。", [("T0403", "40页")]),
        ("招用6人以上的按费用5%", "补助：人数超过7人的，费用的5%。", [("T0402", "6人"), ("T0403", "7人")]),
        ("招用超过5人的按费用5%", "补助：人数超过4人的，费用的5%。", [("T0402", "5人"), ("T0403", "4人")]),
        (
            "15亩以下按费用5%，17亩至20亩按6%",
            "补助：亩数15亩以下的，费用的5%；亩数16亩至20亩的，费用的6%。",
            [("T0402", "17亩"), ("T0403", "16亩")],
        ),
        ("对第三方机构按费用5%", "条件：次数3以上。\n补助：费用的5%。", [("T0403", "3")]),
    ],
)
def test_ranks_turns_and_counts_that_differ_are_told(quote: str, body: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(faults(quote, RANKS + body)) == expected


def test_a_number_in_an_option_may_be_used_again() -> None:
    body = "填报：费用：金额；选择：费用十倍、费用三倍。\n补助：选择为费用十倍的，费用的{times}；选择为费用三倍的，费用的三倍。"
    assert faults("支付费用十倍或者费用三倍的赔偿", body.format(times="十倍")) == []
    assert faults("支付费用十倍或者费用三倍的赔偿", body.format(times="二十倍")) == [("T0403", "二十倍")]


def test_what_may_be_filled_in_needs_no_quotation() -> None:
    body = "填报：费用：金额；年数：年，1年至{most}，未填按{default}。\n条件：年数2年以上。\n补助：费用的5%。"
    quote = "对2年以上的费用按5%补助"
    assert faults(quote, body.format(most="3年", default="2年")) == []
    # but what is quoted is used there, and what is taken for a fact that is not filled in is the rule's
    assert faults(f"{quote}，最长12年", body.format(most="12年", default="2年")) == []
    assert faults(f"{quote}，最长12年", body.format(most="10年", default="2年")) == [("T0402", "12年")]
    assert faults(quote, body.format(most="3年", default="1.5年")) == [("T0403", "年数")]


@pytest.mark.parametrize(
    ("permitted", "expected"),
    [
        ("10%至30%", []),
        ("10%至31%", [("T0403", "31%")]),
        ("9%至30%", [("T0403", "9%")]),
        ("10%至100%", []),
        ("不超过31%", []),
    ],
)
def test_a_range_that_is_quoted_is_quoted_whole(permitted: str, expected: list[tuple[str, str]]) -> None:
    body = f"填报：费用：金额；比例：比例，{permitted}。\n补助：费用的比例。\n口径：比例为10%至30%。"
    assert faults("按费用的10%至30%补助", body) == expected


def test_the_other_number_left_over_is_named() -> None:
    text = "某区若干政策\n\n（一）支持。按费用的5%补助。\n【规则 1】甲\n依据：“按费用的5%补助”\n填报：费用：金额。\n补助：费用的6%。\n【完】\n"
    unused, unquoted = compile_sources([Source.of("甲", text)])[1].errors
    assert unused.suggestion and "「6%」" in unused.suggestion.zh
    assert unquoted.suggestion and "「5%」" in unquoted.suggestion.zh


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=6), max_size=3))
def test_figures_stand_where_they_are_said_to(text: str, names: list[str]) -> None:
    found = figures(text, names)
    assert [(figure.start, figure.end) for figure in found] == sorted((f.start, f.end) for f in found)
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
        assert figure.values
