"""Drafts say what the sentence says, in its own words; what is not understood is not drafted, and said."""

import re

import pytest

from tiaowen.compiler.drafting.drafts import Draft, by_hand, drafts_of
from tiaowen.compiler.drafting.skeleton import block
from tiaowen.compiler.drafting.written import written
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source


def drafts(sentence: str) -> list[Draft]:
    policy, _ = compile_sources([Source.of("a", f"某区若干政策\n（一）支持发展。{sentence}。\n")])
    return list(drafts_of(policy))


def body(draft: Draft) -> list[str]:
    """The lines of a draft without its quotation and notes."""
    lines = block("草稿", draft.number, draft.rule).split("\n")[2:-1]
    end = next((at for at, line in enumerate(lines) if line.startswith("说明")), len(lines))
    return [line.strip() for line in lines[:end]]


DRAFTED = [
    (
        "对新认定的省级、市级工程中心，每家分别奖励50万元、20万元",
        ["填报：新认定的省级工程中心、新认定的市级工程中心：家。", "奖励：新认定的省级工程中心、新认定的市级工程中心，每家分别50万元、20万元。"],
    ),
    (
        "对设备投入500万元以上的项目，按设备投入的10%给予补助，单个项目最高300万元",
        ["填报：设备投入：金额。", "条件：设备投入500万元以上。", "补助：设备投入的10%，封顶300万元。"],
    ),
    (
        "对获批省级绿色工厂的企业，给予30万元一次性奖励",
        ["填报：获批省级绿色工厂的企业：是否。", "条件：获批省级绿色工厂的企业。", "奖励：30万元。"],
    ),
    (
        "年产值首次突破1亿元、5亿元的企业，分别奖励10万元、30万元",
        ["填报：年产值：金额。", "奖励：年产值首次突破1亿元、5亿元的，分别奖励10万元、30万元。", "口径：是否首次由主管部门核实。"],
    ),
    (
        "对种植面积50亩以上的大户，每亩补贴100元，最高不超过5万元",
        ["填报：", "种植面积：亩；", "大户：是否。", "条件：", "大户；", "种植面积50亩以上。", "补贴：种植面积，每亩100元，封顶5万元。"],
    ),
    (
        "对保险保费给予60%补贴，每家企业最高20万元",
        ["填报：保险保费：金额。", "补贴：保险保费的60%，封顶20万元。"],
    ),
    (
        "对购置新设备的，按购置费用的15%给予最高200万元补贴",
        ["填报：", "购置费用：金额；", "购置新设备：是否。", "条件：购置新设备。", "补贴：购置费用的15%，封顶200万元。"],
    ),
    (
        "对销售额同比增长20%以上的企业，奖励10万元",
        ["填报：销售额、上年销售额：金额。", "条件：销售额同比增长20%以上。", "奖励：10万元。"],
    ),
    (
        "年销售收入3000万元以上的，奖励10万元，年销售收入每增加1000万元再奖励2万元，最高50万元",
        ["填报：年销售收入：金额。", "条件：年销售收入3000万元以上。", "奖励：", "10万元；",
         "同时，年销售收入在3000万元基础上每增加1000万元再奖励2万元。", "封顶：50万元。"],
    ),
    (
        "对小微企业免收检测费",
        ["填报：", "检测费：金额；", "小微企业：是否。", "条件：小微企业。", "减免：免收检测费。"],
    ),
    (
        "对年用电量100万千瓦时以上的企业优先安排用地指标",
        ["填报：年用电量：千瓦时。", "条件：年用电量100万千瓦时以上。", "资格：优先安排用地指标。"],
    ),
    (
        "财产数额不超过1000元或者不涉及财产数额的，每件交纳30元；超过1000元至10万元的部分，按照1%交纳；超过10万元的部分，按照0.5%交纳。但是，交纳的费用最多不超过5000元",
        ["填报：财产数额：金额。", "交纳：", "财产数额不超过1000元的，30元；", "超过1000元至10万元的部分，按1%；", "超过10万元的部分，按0.5%。",
         "封顶：5000元。", "口径：不涉及财产数额的，财产数额按0元填报。"],
    ),
    (
        "以调解方式结案的，减半交纳案件受理费。适用简易程序审理的案件减半交纳案件受理费",
        ["填报：", "案件受理费：金额；", "以调解方式结案、适用简易程序审理：是否。", "交纳（依次）：", "以调解方式结案的，减半交纳案件受理费；",
         "适用简易程序审理的，减半交纳案件受理费；", "其余的，案件受理费。", "口径：同时符合几种情形的，只减半一次。"],
    ),
    (
        "对实际投资额在10万元以上至50万元以下、50万元以上的项目，分别按设备购置额的7%、8%给予补助，最高不超过60万元",
        ["填报：实际投资额、设备购置额：金额。", "补助：实际投资额10万元以上至50万元以下、50万元以上的，分别按设备购置额的7%、8%，封顶60万元。"],
    ),
    (
        "展览面积达到1万平方米以上，给予50万元奖励，每增加1万平方米递增30万元奖励，最高奖励不超过100万元",
        ["填报：展览面积：平方米。", "条件：展览面积达到1万平方米以上。", "奖励：", "50万元；",
         "同时，展览面积在1万平方米基础上每增加1万平方米再奖励30万元。", "封顶：100万元。"],
    ),
    (
        "对入选的企业奖励50万元，不高于其投入资金的30%",
        ["填报：", "入选的企业：是否；", "投入资金：金额。", "条件：入选的企业。", "奖励：50万元，封顶投入资金的30%。"],
    ),
    (
        "从滞纳税款之日起，按日加收滞纳税款万分之五的滞纳金",
        ["填报：", "滞纳税款：金额；", "天数：天。", "加收：天数，按日加收滞纳税款的万分之五。", "口径：天数从滞纳税款之日起计算。"],
    ),
    (
        "按照发生额的60%扣除，但最高不得超过当年销售（营业）收入的5‰",
        ["填报：发生额、当年销售收入：金额。", "核算：发生额的60%，封顶当年销售收入的5‰。"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "said"), DRAFTED, ids=[sentence[:16] for sentence, _ in DRAFTED])
def test_what_is_drafted(sentence: str, said: list[str]) -> None:
    (draft,) = drafts(sentence)
    assert body(draft) == said
    assert draft.clause is not None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        # alternatives, or each of them
        ("对种植蔬菜15亩以上、水果30亩以上的，按投资额的50%给予补助", "是各算各的还是满足一个就行"),
        # what changes the sum
        ("对设备投入500万元以上的，按设备投入的10%给予补助，已获上级补助的给予差额补助", "「差额」会改变数额"),
        ("按销售额的1%给予奖励，连续奖励三年", "「连续奖」会改变数额"),
        ("对首次入规的企业，分3年给予30万元奖励", "「分3年」会改变数额"),
        # what an office judges
        ("根据项目成效，给予50万元奖励", "由主管部门评定"),
        # of what the share is, the sentence does not say
        ("按50%给予补助，最高10万元", "没有写明是什么的百分之几"),
        # what was left out by who quotes it
        ("对项目购置的固定资产……和软件投入，按投入……总额的10%给予补助", "原文有省略"),
        # bands with a gap
        ("投资额不超过1万元的，补助50元；超过2万元的部分，按2%补助", "「部分」会改变数额"),
    ],
)
def test_what_is_not_understood_is_quoted_and_said(sentence: str, why: str) -> None:
    (draft,) = drafts(sentence)
    assert draft.clause is None
    assert draft.rule.facts == ()
    assert draft.rule.notes[0].startswith("没有拟出规则：")
    assert why in draft.rule.notes[0]


def test_a_sentence_that_another_one_changes_is_not_drafted() -> None:
    first, second = drafts("按设备投入的10%给予补助。对小微企业，补助比例再提高2个百分点")
    assert (first.clause, second.clause) == (None, None)
    assert "同一段另有“对小微企业，补助比例再提高2个百分点”会改变它" in first.rule.notes[0]


@pytest.mark.parametrize(
    "sentence",
    [
        "力争全年规上工业增加值增长8%以上",
        "设立10亿元产业基金，支持企业发展",
        "加强宣传引导，营造良好氛围",
        "符合条件的企业可享受优惠政策",
    ],
)
def test_what_pays_nothing_has_no_draft(sentence: str) -> None:
    assert drafts(sentence) == []


def test_each_part_of_a_sentence_is_drafted_by_itself() -> None:
    first, second = drafts("培育领军企业2家左右，对入选的领军企业奖励20万元，对通过验收的企业奖励5万元")
    assert first.rule.quote == "对入选的领军企业奖励20万元"
    assert "没有读进去：“培育领军企业2家左右”" in first.rule.notes
    assert second.rule.quote == "对通过验收的企业奖励5万元"


def test_thresholds_are_offered_as_cases_without_results() -> None:
    (draft,) = drafts("对研发费用100万元以上的企业，按研发费用的5%给予补助")
    assert [note for note in draft.rule.notes if "研发费用" in note] == [
        "研发费用90万元，得？",
        "研发费用100万元，得？",
        "研发费用110万元，得？",
    ]


@pytest.mark.parametrize(
    ("turns", "offered"),
    [
        # a cap that 133333333.33元 reaches
        ([13333333333], [13000000000, 14000000000]),
        ([13333333333, 13333333334], [13000000000, 14000000000]),
        ([100000000], [90000000, 100000000, 110000000]),
        # no other turn lies between
        ([100000000, 105000000], [99000000, 100000000, 101000000, 104000000, 105000000, 106000000]),
        ([0, 5], [0, 1, 4, 5, 6]),
    ],
)
def test_cases_that_are_offered_are_worked_out_by_hand(turns: list[int], offered: list[int]) -> None:
    assert [value for value in by_hand(turns, 100) if value >= 0] == offered


TEXT = "某区若干政策\n（一）对甲类企业奖励10万元。对乙类企业奖励5万元。\n（二）加强宣传。\n（三）对获批的企业奖励20万元。\n"


def _made(text: str) -> tuple[str, list[Draft]]:
    policy, _ = compile_sources([Source.of("a", text)])
    made = list(drafts_of(policy))
    return written(policy, made)[0], made


def test_drafts_stand_under_their_paragraph_and_the_text_stays() -> None:
    text, made = _made(TEXT)
    assert [draft.number for draft in made] == ["1.1", "1.2", "3.1"]
    assert text.index("【草稿 1.2】") < text.index("（二）") < text.index("【草稿 3.1】")
    bare = re.sub(r"\n+【草稿.*?【完】", "", text, flags=re.DOTALL)
    assert bare.split() == TEXT.split()


def test_a_text_that_has_its_drafts_gets_none_again() -> None:
    text, _ = _made(TEXT)
    again, made = _made(text)
    assert (again, made) == (text, [])


def test_numbers_of_rules_that_are_there_are_not_taken() -> None:
    rule = "【规则 1.1】甲\n依据：“对甲类企业奖励10万元”\n填报：甲类企业：是否。\n条件：甲类企业。\n奖励：10万元。\n【完】\n"
    _, made = _made(TEXT.replace("（二）", f"{rule}（二）"))
    assert [draft.number for draft in made] == ["1.2", "3.1"]
    assert made[0].rule.quote == "对乙类企业奖励5万元"


def test_a_draft_whose_mark_is_taken_away_is_a_rule() -> None:
    text, made = _made(TEXT)
    policy, report = compile_sources([Source.of("a", text)])
    assert policy.clauses == {}
    assert [found.code for found in report.diagnostics] == ["T0131"] * 3
    policy, report = compile_sources([Source.of("a", text.replace("【草稿", "【规则"))])
    assert list(policy.clauses) == [draft.number for draft in made]
    assert report.diagnostics == ()
