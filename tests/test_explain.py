"""An explanation says which case applies, which cap binds, and of a refusal what failed and by how much."""

from typing import Any

import pytest

from support.ids import said
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
        "（营业收入500万元中100万元至200万元的部分100万元） × 5% ＋ （营业收入500万元中300万元以上的部分200万元） × 5% ＝ 15万元",
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


# (facts declared and sentences, facts given, the lines behind the heading)
TOLD: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    (
        "填报：面积：平方米。\n补助：面积，每平方米10元，封顶50万元，上浮20%。",
        {"面积": 60000},
        (
            "面积60000平方米 × 每平方米10元 ＝ 60万元",
            "60万元超过封顶50万元，按50万元",
            "50万元 × （1 ＋ 20%） ＝ 60万元",
            "结果：补助60万元",
        ),
    ),
    (
        "填报：投资：金额；类：甲、乙。\n补助：类为甲的，投资的10%，封顶100万元；类为乙的，投资的5%。\n分期：60%、40%。",
        {"投资": "2000万元", "类": "甲"},
        (
            "适用：类为甲的",
            "投资2000万元 × 10% ＝ 200万元",
            "200万元超过封顶100万元，按100万元",
            "第1期：100万元 × 60% ＝ 60万元",
            "第2期：100万元 × 40% ＝ 40万元",
            "结果：补助60万元、40万元",
        ),
    ),
    (
        "填报：谷：吨。\n补助：谷，每公斤1元。",
        {"谷": "20吨"},
        ("谷20吨 × 每公斤1元 ＝ 2万元", "结果：补助2万元"),
    ),
    (
        "填报：月数、已领：月。\n补贴：月数，连同已领累计不超过60个月，每月10元。",
        {"月数": 12, "已领": 55},
        (
            "月数12个月",
            "上限60个月，已领55个月，还可领5个月",
            "12个月超过封顶5个月，按5个月",
            "5个月 × 每月10元 ＝ 50元",
            "结果：补贴50元",
        ),
    ),
    (
        "填报：制造业：是否；就业：人。\n奖励（就高）：制造业的，10万元；就业10人以上的，就业，每人2万元。",
        {"制造业": True, "就业": 20},
        (
            "适用：制造业的",
            "定额10万元",
            "适用：就业10人以上的",
            "就业20人 × 每人2万元 ＝ 40万元",
            "就高：不取制造业的10万元",
            "就高：取就业10人以上的40万元",
            "结果：奖励40万元",
        ),
    ),
    (
        "填报：设备：金额；类：普通、重点。\n标准：\n  类 ｜ 比例数 ｜ 最高额\n  普通 ｜ 5% ｜ 5万元\n  重点 ｜ 8% ｜ 9万元\n"
        "其中：旧数：设备的1%，封顶1元。\n补助：类为普通的，设备的比例数，封顶最高额；其余的，旧数。",
        {"设备": "50万元", "类": "普通"},
        (
            "比例数 ＝ 5%（类普通的）",
            "最高额 ＝ 5万元（类普通的）",
            "适用：类为普通的",
            "设备50万元 × 比例数5% ＝ 2.5万元",
            "2.5万元未超过封顶5万元",
            "结果：补助2.5万元",
        ),
    ),
    (
        "填报：甲、乙：金额。\n补助：取甲的10%、乙的30%中较高者，封顶50元。",
        {"甲": 100, "乙": 50},
        (
            "甲100元 × 10% ＝ 10元",
            "乙50元 × 30% ＝ 15元",
            "取10元、15元中较高者 ＝ 15元",
            "15元未超过封顶50元",
            "结果：补助15元",
        ),
    ),
    (
        "填报：甲：金额。\n其中：乙：甲的10%，封顶5元。\n补助：乙，扣除1元。",
        {"甲": 100},
        (
            "乙：甲100元 × 10% ＝ 10元",
            "乙：10元超过封顶5元，按5元",
            "乙 ＝ 5元",
            "乙5元",
            "扣除1元",
            "扣除后为4元",
            "结果：补助4元",
        ),
    ),
]


@pytest.mark.parametrize(("body", "given", "lines"), TOLD, ids=[said(body) for body, _, _ in TOLD])
def test_what_applied_and_what_bound_is_told_in_every_part(
    body: str, given: dict[str, Any], lines: tuple[str, ...]
) -> None:
    policy = policy_of(body)
    for calc in (policy.calc, python_module(policy).calc):
        assert calc("1", given).trace[2:] == lines


def test_the_comma_behind_a_case_is_none_of_it() -> None:
    rule = "填报：房屋：普通、其他；面积：平方米；价款：金额。\n交纳：普通的，面积90平方米以下的，价款的1%；其余的，价款的3%。"
    explained = policy_of(rule).calc("1", {"房屋": "普通", "面积": 80, "价款": 100}).explain()
    assert "适用：普通的，面积90平方米以下的\n" in explained
