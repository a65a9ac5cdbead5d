"""An explanation says which case applies, which cap binds, and of a refusal what failed and by how much."""

from typing import Any

import pytest

from support.policies import loaded
from support.rules import policy_of
from support.targets import python_module

POLICY = loaded()
RESEARCH: dict[str, Any] = {
    "研发费用合计": "1亿元",
    "政府补助部分": 0,
    "委托外部机构研发费用": "1亿元",
    "上年研发费用合计": 0,
    "上年政府补助部分": 0,
    "上年委托外部机构研发费用": 0,
    "营业收入": "6亿元",
    "首次申报": False,
}
MONTHS = [{"日期": f"2025-{month:02}-10", "单位": "甲店", "相符": True} for month in range(1, 13)]

# (clause, facts, the lines behind those of definitions and conditions that hold)
CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "7.1",
        RESEARCH,
        [
            "适用：其余的",
            "存量部分0元 × 2% ＋ 增量部分5000万元 × 5% ＝ 250万元",
            "其中委托折算额占研发费用的部分250万元，超过封顶200万元，这部分按200万元，合计200万元",
            "200万元未超过封顶500万元",
            "结果：补助200万元",
        ],
    ),
    (
        "5.2",
        {"完成省科技成果登记并产业化": True, "年销售收入": "2亿元"},
        [
            "定额10万元",
            "年销售收入2亿元，比3000万元增加1.7亿元，计8个2000万元，每个2万元 ＝ 16万元",
            "合计26万元",
            "26万元超过封顶20万元，按20万元",
            "结果：奖励20万元",
        ],
    ),
    (
        "34.2",
        {"示范基地建设费用": ["40万元", "20万元"]},
        [
            "　第1个项目：示范基地建设费用40万元 × 50%，封顶15万元 ＝ 15万元",
            "　第2个项目：示范基地建设费用20万元 × 50%，封顶15万元 ＝ 10万元",
            "合计25万元",
            "结果：补贴25万元",
        ],
    ),
    (
        "7.3",
        {"年度研发费用支出": "100万元", "营业收入": "2000万元"},
        [
            "条件2 年度研发费用支出占营业收入比重高于5%：不符合（年度研发费用支出占营业收入的比例5%）",
            "　年度研发费用支出占营业收入的比例5%，应超过5%，等于的不算",
            "结果：不符合",
        ],
    ),
    (
        "25.2",
        {"批零住餐限下样本企业": True, "本年销售额": "105万元", "上年销售额": 0},
        [
            "条件2 本年销售额较上年销售额增长10%以上：不符合（本年销售额较上年销售额增长的比例（不能计算））",
            "　上年销售额0元，不能计算本年销售额较上年销售额增长的比例",
            "结果：不符合条件，奖励0元",
        ],
    ),
    (
        "35.6",
        {"检测记录": MONTHS[:11]},
        [
            "条件1 每月检测记录中相符的数量1条以上：不符合",
            "　2025年12月不符合",
            "结果：不符合条件，核算0批次",
        ],
    ),
    (
        "37.1",
        {"特色产业类别": "水果", "集中连片种植面积": 20, "特色产业实际投资": "100万元"},
        [
            "条件2 特色产业类别为水果的，集中连片种植面积30亩以上：不符合（特色产业类别「水果」，集中连片种植面积20亩）",
            "　集中连片种植面积20亩，应达到30亩，还差10亩",
            "条件3 特色产业类别为新种植中药材的，集中连片种植面积5亩以上：不适用（特色产业类别「水果」）",
            "条件4 特色产业类别为食用菌的，食用菌达到规模：不适用（特色产业类别「水果」）",
            "结果：不符合条件，最高补助0元",
        ],
    ),
    (
        "10.1",
        {"实际设备投资额": "310万元"},
        [
            "条件1 实际设备投资额100万元至300万元以内：不符合（实际设备投资额310万元）",
            "　实际设备投资额310万元，不应超过300万元，超出10万元",
            "结果：不符合条件，补助0元",
        ],
    ),
]


@pytest.mark.parametrize(("clause", "facts", "lines"), CASES, ids=[case[0] for case in CASES])
def test_the_last_lines_say_why(clause: str, facts: dict[str, Any], lines: list[str]) -> None:
    assert list(POLICY.calc(clause, facts).trace[-len(lines) :]) == lines


def test_it_begins_with_the_citation_in_the_document_s_own_characters() -> None:
    trace = POLICY.calc("37.2", {"佛手新种植面积": 6}).trace
    assert trace[:2] == (
        "规则 37.2 佛手新种植补助",
        "依据：“佛手新种植5亩（含）以上，每亩补助2000元，最高不超过20万元”",
    )


def test_parts_of_one_quantity_are_each_shown_with_their_rate() -> None:
    policy = policy_of("填报：营业收入：金额。\n补助：营业收入100万元至200万元、300万元以上的部分的5%。")
    assert policy.calc("1", {"营业收入": "500万元"}).trace[2:] == (
        "（营业收入500万元100万元至200万元的部分100万元） × 5% ＋ （营业收入500万元300万元以上的部分200万元） × 5% ＝ 15万元",
        "结果：补助15万元",
    )


def test_an_amount_that_asks_nothing_is_explained_compiled_too() -> None:
    policy = policy_of("填报：首次：是否。\n奖励：10万元。")
    for calc in (policy.calc, python_module(policy).calc):
        assert calc("1", {"首次": True}).trace[2:] == ("定额10万元", "结果：奖励10万元")


def test_definitions_that_the_result_does_not_use_are_not_told() -> None:
    unused = "乙：甲加1元；丙：乙减5元"
    policy = policy_of(f"填报（含上年）：甲：金额。\n其中（含上年）：丁：甲加2元。\n其中：{unused}。\n补助：丁。")
    for calc in (policy.calc, python_module(policy).calc):
        assert calc("1", {"甲": "1元", "上年甲": "0元"}).trace[2:] == (
            "丁 ＝ 甲1元 ＋ 2元 ＝ 3元",
            "丁3元",
            "结果：补助3元",
        )
