"""The checks of tiers, cliffs, limits and conditions: what each finds, and what none of them may find."""

import re
from pathlib import Path

import pytest

from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.report.diagnostic import Diagnostic
from tiaowen.compiler.text.source import Source

ROOT = Path(__file__).parents[2]
CODES = ("T0405", *(f"T042{digit}" for digit in range(9)))


def found(rule: str, quoted: str = "", *, facts: str = "投资额：金额") -> list[Diagnostic]:
    """What these checks find in a rule of which only 条件 and the result are given."""
    text = f"（一）{quoted}。\n【规则 1】甲\n依据：“{quoted}”\n填报：{facts}。\n{rule}\n【完】\n"
    _, report = compile_sources([Source.of("甲.policy", text)])
    others = [d.title.zh for d in report.errors if d.code not in ("T0402", "T0403", *CODES)]
    assert not others
    return [diagnostic for diagnostic in report.diagnostics if diagnostic.code in CODES]


def codes(rule: str, quoted: str = "甲", *, facts: str = "投资额：金额") -> set[str]:
    return {diagnostic.code for diagnostic in found(rule, quoted, facts=facts)}


ONE, AREA, STAR = "投资额：金额", "面积：亩；投资额：金额", "星级：无、三星、四星、五星（由低到高）"

FAULTS = [
    # gaps
    ("T0420", ONE, "补助：投资额100万元至150万元、200万元以上的，分别补助5万元、10万元。"),
    ("T0420", ONE, "补助：投资额100万元以上不满200万元的，投资额的5%；投资额超过200万元的，投资额的6%。"),
    ("T0420", "人数：人", "补助：人数1人至3人的，1万元；人数5人以上的，2万元。"),
    ("T0420", ONE, "条件：投资额100万元至300万元。补助：投资额的8%。"),
    ("T0420", ONE, "补助：投资额100万元以上不满200万元、200万元至300万元的，分别补助5万元、10万元。"),
    ("T0420", "投资额：金额；类别：甲类、乙类", "标准：\n类别｜投资额｜比例\n甲类｜100万元以上不满200万元｜5%\n甲类｜超过300万元｜6%\n乙类｜不限｜1%\n补助：投资额的比例。"),
    ("T0420", ONE, "交纳：投资额不超过10万元的，投资额的1%；投资额超过10万元至50万元的，投资额的2%。"),
    ("T0420", ONE, "补助：投资额不超过1万元的部分，按3%；同时，投资额超过5万元的部分，按2%。"),
    # overlaps
    ("T0421", ONE, "补助：投资额100万元至300万元、300万元以上的，分别补助5万元、10万元。"),
    ("T0421", ONE, "补助：投资额300万元以下的，投资额的5%；投资额300万元以上的，投资额的6%。"),
    ("T0421", "人数：人", "补助：人数1人至3人、3人以上的，分别补助1万元、2万元。"),
    # （含） of the case that does not apply
    ("T0421", ONE, "补助：投资额100万元至300万元的，5万元；投资额300万元（含）以上的，10万元。"),
    # beside one another, and steps of one sentence
    ("T0421", ONE, "补助：投资额100万元至300万元的，5万元；同时，投资额300万元以上的，10万元。"),
    ("T0421", ONE, "补助：投资额300万元以上的，10万元；同时，投资额100万元至300万元（含）的，5万元，封顶4万元。"),
    ("T0421", ONE, "其中：甲数：投资额100万元至300万元的，5万元；乙数：投资额300万元以上的，10万元。补助：甲数加乙数。"),
    ("T0421", "月数：月；投资额：金额", "补助：投资额的10%，月数6个月以下的，减半，月数6个月以上的，上浮20%。"),
    # （含） of a case behind the one that takes the number
    ("T0421", ONE, "补助：投资额300万元以上的，10万元；投资额100万元至300万元（含）的，5万元。"),
    ("T0421", "验收日：日期", "补助：验收日2025年1月1日至2025年6月30日的，1万元；验收日2025年6月30日至2025年12月31日的，2万元。"),
    # cliffs
    ("T0422", ONE, "补助：投资额不超过100万元的，投资额的8%；其余的，投资额的5%。"),
    ("T0422", AREA, "补助：面积100亩以上的，面积，每亩500元；其余的，面积，每亩1000元。"),
    ("T0422", ONE, "补助：投资额100万元以上、200万元以上、500万元以上的，分别补助5万元、10万元、8万元。"),
    ("T0422", ONE, "补助：投资额超过500万元的，不予补助；其余的，投资额的5%。"),
    ("T0422", ONE, "交纳：投资额不超过10万元的，免征；其余的，投资额的1%。"),
    ("T0422", "订单：每笔金额", "补助（逐笔）：订单不超过1万元的，订单的50%；其余的，订单的20%。"),
    ("T0422", "订单：每笔含金额数（金额）、新兴（是否）", "补助（逐笔）：新兴的，金额数的3%；金额数不超过10万元的，金额数的5%；其余的，金额数的2%。"),
    ("T0422", "订单：每笔金额", "交纳（逐笔）：订单不超过1万元的，订单的1%；其余的，订单的3%。"),
    ("T0420", "人员：每人含月数（月）", "补助（逐人）：月数3个月至6个月的，月数，每月1000元。"),
    ("T0422", f"{STAR}；投资额：金额", "补助：星级达到五星的，投资额的8%；星级达到四星的，投资额的3%，封顶1万元；星级达到三星的，投资额的5%。"),
    ("T0422", f"{STAR}；投资额：金额", "补助：星级达到五星的，10万元；星级达到四星的，投资额的3%；星级达到三星的，投资额的5%。"),
    ("T0422", "订单：每笔含金额数（金额）、星级（一星、二星、三星（由低到高））", "补助（逐笔）：星级达到三星的，金额数的3%，封顶1万元；星级达到二星的，金额数的5%；其余的，金额数的2%。"),
    # jumps
    ("T0423", "面积：平方米；价款：金额", "交纳：面积140平方米以下（含）的，价款的1%；面积超过140平方米的，价款的3%。"),
    ("T0423", "面积：平方米；价款：金额", "标准：\n面积｜税率\n140平方米以下｜1%\n超过140平方米｜2%\n交纳：价款，按税率。"),
    # limits
    ("T0424", ONE, "补助：10万元；同时，投资额的1%。封顶：5万元。"),
    ("T0424", "月数：月，不超过12个月", "补助：月数，每月300元，封顶5000元。"),
    ("T0424", ONE, "条件：投资额100万元以上。补助：投资额的5%，保底1万元。"),
    ("T0424", ONE, "补助：投资额100万元至200万元的，投资额的5%，封顶20万元；投资额超过200万元的，投资额的6%。"),
    ("T0424", "费用：每笔金额", "补助（逐笔）：费用的50%，封顶10万元。封顶：5万元。"),
    ("T0424", ONE, "补助：投资额的5%，保底20万元，封顶10万元。"),
    # conditions
    ("T0425", ONE, "条件：投资额100万元以上；投资额50万元以上。补助：投资额的5%。"),
    ("T0425", ONE, "条件：投资额100万元以上且50万元以上。补助：投资额的5%。"),
    ("T0425", "人数：人", "条件：人数100人以上；人数不满50人。补助：10万元。"),
    ("T0425", "人数：人，不超过50人", "条件：人数100人以上。补助：10万元。"),
    ("T0425", "人数：人；首次：是否", "条件：人数100人以上；首次，或人数不满50人。补助：10万元。"),
    ("T0425", STAR, "条件：星级达到四星；星级达到三星。补助：10万元。"),
    # limits that are parts of something
    ("T0424", ONE, "补助：投资额的5%，封顶投资额的10%。"),
    ("T0424", ONE, "补助：投资额的5%，保底投资额的8%。"),
    ("T0424", "投资额：金额；类别：甲类、乙类", "补助：类别为甲类的，投资额的5%；类别为乙类的，投资额的6%。封顶：投资额的10%。"),
    ("T0424", "投资额：金额；类别：甲类、乙类", "其中：比例：类别为甲类的，5%；类别为乙类的，8%。补助：投资额的比例，封顶投资额的10%。"),
    ("T0424", "订单：每笔金额", "补助（逐笔）：订单的5%，封顶订单的10%。"),
    ("T0424", "订单：每笔金额", "补助（逐笔）：订单的5%。封顶：订单总额的10%。"),
    # conditions that compare numbers with one another
    ("T0425", "利润、收入：金额", "条件：利润超过收入；收入超过利润。补助：10万元。"),
    ("T0425", "研发费用、营业收入：金额", "条件：研发费用占营业收入5%以上；研发费用不低于营业收入的3%。补助：10万元。"),
    ("T0425", "研发费用、营业收入：金额", "其中：占比：研发费用除以营业收入。条件：研发费用占营业收入5%以上；占比超过3%。补助：10万元。"),
    ("T0425", "产值、上年产值：金额", "条件：产值同比增长10%以上；产值较上年产值下降5%以上。补助：10万元。"),
    ("T0425", "甲数、乙数、丙数：金额", "条件：甲数超过乙数；乙数超过丙数；丙数超过甲数。补助：10万元。"),
    ("T0425", "甲数、乙数：金额", "条件：甲数加乙数不超过100万元；甲数60万元以上；乙数50万元以上。补助：10万元。"),
    ("T0425", "甲数、乙数：金额", "其中：小数：取甲数、乙数中较低者。条件：小数超过甲数。补助：10万元。"),
    ("T0425", ONE, "条件：投资额超过投资额的110%。补助：10万元。"),
    ("T0425", ONE, "条件：投资额100万元至300万元；投资额的5%超过6万元。补助：10万元。"),
    ("T0425", "开工日、竣工日：日期", "条件：开工日早于竣工日；竣工日不晚于开工日。补助：10万元。"),
    ("T0425", "甲数、乙数：金额", "核对：甲数超过乙数；乙数超过甲数。补助：甲数的5%。"),
    ("T0425", "甲数、乙数：金额", "其中：合格：甲数不低于甲数的50%。条件：甲数超过乙数。补助：合格的，甲数的5%；其余的，甲数的1%。"),
    ("T0425", ONE, "条件：投资额100万元以上。补助：投资额50万元以上的，投资额的5%。"),
    ("T0425", ONE, "补助：投资额0元以上的，投资额的5%。"),
    ("T0425", "投资额：金额；绿色：是否", "条件：绿色。补助：投资额的5%，绿色的，上浮20%。"),
    ("T0426", "投资额：金额；绿色：是否", "条件：非绿色。补助：投资额的5%，绿色的，上浮20%。"),
    # nothing is left for the rest
    ("T0426", "类别：大型、中型、小型", "奖励：类别为大型的，10万元；类别为中型的，5万元；类别为小型的，3万元；其余的，1万元。"),
    ("T0426", "第几年：整数，1至3", "奖励：第几年为2的，3万元；第几年为1的，2万元；第几年为3的，1万元；其余的，5000元。"),
    ("T0426", "类别：大型、小型；首次：是否", "奖励：类别为大型且首次的，9万元；类别为大型且非首次的，8万元；类别为小型且非首次的，7万元；类别为小型且首次的，6万元；其余的，1万元。"),
    ("T0426", "类别：大型、中型；星级：一星、二星", "标准：\n类别｜星级｜标准额\n大型｜一星｜1万元\n大型、中型｜二星｜2万元\n中型｜一星｜3万元\n其余｜不限｜5万元\n补助：标准额。"),
    # cases
    ("T0405", "投资额：金额；已获：是否", "补助：投资额100万元以上的，2万元；投资额200万元以上且已获的，不予补助。"),
    ("T0426", ONE, "条件：投资额100万元以上。补助：投资额不满50万元的，2万元；其余的，投资额的5%。"),
    ("T0426", ONE, "补助：投资额100万元以上的，2万元；投资额不满100万元的，1万元；其余的，投资额的5%。"),
    ("T0426", STAR, "条件：星级达到四星。补助：星级为三星、四星、五星的，分别补助1万元、2万元、3万元。"),
    ("T0405", ONE, "补助：投资额不满100万元的，2万元；投资额不满50万元的，3万元。"),
    ("T0405", "类别：甲类、乙类；投资额：金额", "补助：类别为甲类的，1万元；类别为甲类且投资额10万元以上的，2万元。"),
    # order
    ("T0428", STAR, "补助：星级为无、三星、四星、五星的，分别补助1万元、10万元、30万元、20万元。"),
    ("T0428", ONE, "补助：投资额10万元以上、20万元以上、30万元以上、40万元以上的，分别补助1万元、2万元、30万元、4万元。"),
    ("T0428", ONE, "补助：投资额10万元以上、20万元以上、30万元以上、40万元以上的，分别按投资额的5%、6%、7%、0.8%补助。"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "facts", "rule"), FAULTS)
def test_a_fault_is_found(code: str, facts: str, rule: str) -> None:
    assert code in codes(rule, facts=facts)


SOUND = [
    # nothing below the first tier, each tier up to the next, whole numbers, grades
    (ONE, "补助：投资额50万元以上、100万元以上、200万元以上的，分别按投资额的5%、6%、7%，封顶50万元。"),
    (ONE, "补助：投资额100万元以上不满200万元的，5万元；投资额200万元以上的，10万元。"),
    ("人数：人", "补助：人数1人至3人的，1万元；人数4人至6人的，2万元；人数7人以上的，3万元。"),
    ("第几年：年", "补助：第几年1至3年的，1万元；第几年4至6年的，2万元。"),
    ("缴费：金额", "补助：缴费为200元、300元、500元的，分别补助35元、45元、65元。"),
    (STAR, "补助：星级为三星、四星、五星的，分别补助10万元、20万元、30万元。"),
    # 其余的 takes what lies between
    (ONE, "补助：投资额100万元至199万元的，5万元；投资额200万元以上的，20万元；其余的，5万元。"),
    # another case takes it
    ("投资额：金额；重点：是否", "补助：重点的，投资额的15%；投资额50万元以上不满100万元的，投资额的5%；投资额100万元以上的，投资额的6%。"),
    # bounds of what is not paid for
    ("收入：金额；面积：平方米", "条件：收入低于10万元。补助：面积，每平方米10元。"),
    ("年龄：周岁；投资额：金额", "条件：年龄18周岁至45周岁。补助：投资额的5%。"),
    ("得分：整数", "补助：得分60至80、81至100的，分别补助1万元、2万元。"),
    # the poorer get more: a fall that is meant
    ("收入：金额", "补助：收入不满1万元的，3000元；收入1万元以上不满2万元的，2000元；收入2万元以上不满3万元的，1000元。"),
    # said which of the two takes the number
    (ONE, "补助：投资额100万元（含）至300万元（不含）、300万元（含）以上的，分别补助5万元、10万元。"),
    (ONE, "补助：投资额300万元（含）以上的，10万元；投资额100万元至300万元的，5万元。"),
    (ONE, "补助：投资额100万元至300万元、300万元以上的，分别补助5万元、10万元。口径：正好300万元的，按5万元。"),
    # the same amount either way
    (ONE, "补助：投资额100万元至300万元的，投资额的5%；投资额300万元以上的，15万元。"),
    # the best of several: no number is taken twice
    (ONE, "补助（就高）：投资额100万元以上的，5万元；投资额200万元以上的，10万元。"),
    # what falls by itself: a deduction, a share of others, a rank
    ("投资额、已获补助：金额", "补助：投资额的5%，扣除已获补助，扣完为止。"),
    ("境外人数、人数：人", "补助：境外人数占人数10%以上的，人数，每人300元；其余的，人数，每人100元。"),
    ("等级：级，1级至10级", "标准：\n等级｜月数\n一级｜27\n二级｜25\n三级｜23\n补助：月数乘以1000元。"),
    ("投资额：金额；名次：整数", "补助：投资额的1.5%；同时，名次1至5的，50万元。"),
    ("投资额：金额；考核列位：整数", "补助：投资额的1.5%；同时，考核列位第1至5名的，50万元。"),
    # beside one another, with nothing in common, or one of which gives nothing
    (ONE, "补助：投资额100万元以上不满300万元的，5万元；同时，投资额300万元以上的，10万元。"),
    (ONE, "补助：投资额不超过300万元的，投资额的1%；同时，投资额超过300万元的，投资额的2%。"),
    (ONE, "补助：投资额100万元以上的，5万元；同时，投资额300万元以上的，10万元。"),
    (ONE, "补助：投资额300万元以下的，5万元；同时，投资额300万元以上的，10万元。口径：正好300万元的，两项都给。"),
    # one grade only, and grades of which each gets less than the one below
    (f"{STAR}；投资额：金额", "补助：投资额的1%；同时，星级为三星的，投资额的5%。"),
    (f"{STAR}；投资额：金额", "补助：星级为五星的，投资额的1%；星级为四星的，投资额的2%，封顶5万元；其余的，投资额的3%。"),
    # items of which more never gets less
    ("订单：每笔金额", "补助（逐笔）：订单不超过1万元的，订单的20%；其余的，订单的30%。"),
    # a tax in bands, a cap, steps
    (ONE, "交纳：投资额不超过1万元的部分，按3%；投资额超过1万元的部分，按2%。"),
    ("人数：人", "条件：人数3人以上。补助：2000元，每超过1人另补贴1000元，封顶2万元。"),
    # conditions of two numbers that leave something to decide
    ("利润、收入：金额", "条件：利润超过收入的10%；收入超过利润。补助：10万元。"),
    ("研发费用、营业收入：金额", "条件：研发费用占营业收入5%以上；研发费用100万元以上。补助：10万元。"),
    ("产值、上年产值：金额", "条件：产值同比增长10%以上；产值较上年产值增加100万元以上。补助：10万元。"),
    ("营业收入、研发费用：金额", "条件：研发费用占营业收入3%以上，或研发费用1000万元以上。补助：研发费用的5%。"),
    # something is left for the rest
    ("类别：大型、中型、小型；首次：是否", "奖励：类别为大型的，10万元；类别为中型的，5万元；类别为小型且首次的，3万元；其余的，1万元。"),
    ("类别：大型、中型、小型", "奖励：类别为大型的，10万元；类别为中型、小型的，5万元；其余的，不予奖励。"),
    # a limit of another number, or one that binds in some case
    ("投资额、贡献：金额", "补助：投资额的5%，封顶贡献的10%。"),
    ("投资额：金额；类别：甲类、乙类", "补助：类别为甲类的，投资额的5%；类别为乙类的，投资额的16%。封顶：投资额的10%。"),
    ("设备、软件：金额", "补助：设备的5%，软件的20%。封顶：（设备加软件）的10%。"),
    # limits that may bind, or say again what is the most
    (ONE, "条件：投资额不超过300万元；投资额的5%超过6万元。补助：10万元。"),
    ("月数：月，不超过12个月", "补助：月数，每月300元，封顶3600元。"),
    ("所得：金额，可为负", "交纳：所得，保底0元，按5%。"),
    ("费用：每笔金额", "补助（逐笔）：费用的50%，封顶5万元。封顶：10万元。"),
    # conditions that say the range again, or hold in one case only
    ("人数：人，不超过50人", "条件：人数不超过50人。补助：10万元。"),
    ("类别：大型、小型；人数：人", "条件：类别为大型的，人数100人以上；类别为小型的，人数10人以上。补助：10万元。"),
    (STAR, "条件：星级达到三星。补助：星级为三星、四星、五星的，分别补助10万元、20万元、30万元。"),
    # 其余的，不予 says nothing twice
    (ONE, "条件：投资额50万元以上。补助：投资额50万元以上的，投资额的5%；其余的，不予补助。"),
    # cases of items, beside a number of the whole
    (
        "年限：年；人员：每人含年薪（金额）、在岗（是否）",
        "补助（逐人）：在岗且年薪超过10万元的，年薪的5%；年限超过3年的，年薪的3%；其余的，年薪的1%。",
    ),
    ("年限：年；费用：每笔金额", "条件（逐笔）：费用不超过10万元。补助（逐笔）：年限超过3年的，费用的3%；其余的，费用的1%。"),
    # a list that falls throughout is meant to
    ("类别：甲类、乙类、丙类、丁类（由低到高）", "补助：类别为甲类、乙类、丙类、丁类的，分别补助4万元、3万元、2万元、1万元。"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "rule"), SOUND)
def test_a_sound_rule_is_left_alone(facts: str, rule: str) -> None:
    assert [diagnostic.title.zh for diagnostic in found(rule, "甲", facts=facts)] == []


def test_the_same_option_twice_is_never_reached_and_no_tier() -> None:
    rule = "补助：星级为四星、四星、五星的，分别补助10万元、20万元、30万元。"
    assert codes(rule, "四星、五星", facts=STAR) >= {"T0405"}
    assert "T0421" not in codes(rule, "三星、四星、五星", facts=STAR)
    assert codes(rule, "三星、四星、五星", facts=STAR) == {"T0405", "T0427"}


def test_an_option_that_the_text_names_must_be_paid() -> None:
    facts = "中心：国家级、省级、市级、无"
    two = "补助：中心为国家级、省级的，分别补助30万元、20万元。"
    assert codes(two, "国家级、省级、市级中心，分别补助", facts=facts) == {"T0427"}
    assert codes(two, "国家级、省级中心，分别补助", facts=facts) == set()
    assert codes(f"条件：中心为国家级、省级。{two}", "国家级、省级、市级中心", facts=facts) == set()
    assert codes(f"{two[:-1]}；其余的，1万元。", "国家级、省级、市级中心，分别补助", facts=facts) == set()


def test_a_cliff_is_told_in_numbers_and_with_what_removes_it() -> None:
    (fall,) = found("补助：投资额不超过100万元的，投资额的8%；其余的，投资额的5%。", "甲")
    assert "从100万元增加到100.01万元，补助从8万元降为5.0005万元" in fall.reason.zh.replace("50005元", "5.0005万元")
    assert fall.suggestion and "保底，不低于8万元" in fall.suggestion.zh
    (mended,) = [codes("补助：投资额不超过100万元的，投资额的8%；其余的，投资额的5%，保底8万元。", "甲")]
    assert mended == set()
    (end,) = found("条件：投资额100万元至300万元。补助：投资额的8%。", "甲")
    assert end.suggestion and "封顶24万元" in end.suggestion.zh
    assert codes("条件：投资额100万元以上。补助：投资额的8%，封顶24万元。", "甲") == set()
    (end,) = found("补助：投资额100万元以上不满300万元的，投资额的8%。", "甲")
    assert "投资额300万元以上的没有规定" in end.title.zh
    assert "从299.99万元增加到300万元" in end.reason.zh
    assert end.suggestion and "封顶24万元" in end.suggestion.zh


def test_clauses_of_one_matter_that_both_take_a_number() -> None:
    def both(second: str, matter: str = "；\n1.1与1.2") -> set[str]:
        text = (
            f"【政策】甲\n同一事项：就高，不重复享受{matter}。\n【完】\n（一）乙丙。\n"
            "【规则 1.1】乙\n依据：“乙”\n填报：连片面积：亩。\n条件：连片面积20亩以上。\n补助：连片面积，每亩2000元。\n【完】\n"
            f"【规则 1.2】丙\n依据：“丙”\n填报：新种面积：亩。\n条件：新种面积{second}。\n补助：新种面积，每亩1000元。\n【完】\n"
        )
        _, report = compile_sources([Source.of("甲.policy", text)])
        return {diagnostic.code for diagnostic in report.diagnostics if diagnostic.code in CODES}

    assert both("2亩以上20亩以下") == {"T0421"}
    assert both("2亩以上不满20亩") == set()
    assert "T0421" not in both("2亩以上30亩以下")
    assert "T0421" not in both("2亩以上20亩以下", matter="")


KNOWN = {
    "jindong-2025": {("T0420", "10.1"), ("T0421", "36.2")},
    "exhibition-2024.policy": {("T0420", "bj.grow")},
    "labour.policy": {("T0422", "lab.n")},
    "taxes.policy": {
        ("T0422", "iit.bonus"),
        ("T0422", "lvat"),
        ("T0423", "deed"),
        ("T0422", "small.cit"),
        ("T0422", "small.vat"),
    },
    "lucheng-2019.policy": set(),
    "employment.policy": set(),
    "court-fees.policy": set(),
}


@pytest.mark.parametrize("name", KNOWN)
def test_the_known_faults_of_real_policies(name: str) -> None:
    """They are found where 【容许】 does not allow them, and nothing else is."""
    sources, official = read_policy(ROOT / "policies" / name)
    bare = [Source.of(source.name, re.sub("【容许.*?】.*?【完】\n?", "", source.text)) for source in sources]
    _, report = compile_sources(bare, official)
    told = {(d.code, getattr(d, "clause", "")) for d in report.diagnostics if d.code in CODES}
    assert told == KNOWN[name]
    _, kept = compile_sources(sources, official)
    assert not [d for d in kept.diagnostics if d.code in CODES]


def test_names_that_use_one_another_twice_are_gone_through_once() -> None:
    names = "".join(f"\n  和{size + 1}：和{size}加和{size}；" for size in range(40))
    rule = f"其中：\n  和0：投资额；{names[:-1]}。\n条件：和40不超过10000000亿元。\n补助：和40的0.01%，封顶投资额。"
    assert "T0425" not in codes(rule)


STARS = "奖励：星级为三星、四星、五星的，分别奖励{}。"


@pytest.mark.parametrize(
    ("quoted", "rule", "facts"),
    [
        ("", STARS.format("10万元、30万元、20万元"), STAR),
        ("", STARS.format("30万元、10万元、20万元"), STAR),
        ("五星级、四星级、三星级酒店，分别奖励10万元、20万元、30万元", "奖励：10万元。", ONE),
        ("对新认定的国家级、省级中心，每家分别最高奖励50万元、100万元", "奖励：10万元。", ONE),
        ("一等奖、二等奖和三等奖分别奖励5万元、10万元和3万元", "奖励：10万元。", ONE),
        ("营业收入首次突破1亿元、5万元、10亿元的，分别奖励10万元、20万元、30万元", "奖励：10万元。", ONE),
        ("产值达到1亿元、2亿元的，分别奖励20万元、10万元", "奖励：10万元。", ONE),
    ],
)
def test_a_higher_grade_that_earns_less(quoted: str, rule: str, facts: str) -> None:
    assert "T0428" in codes(rule, quoted or "甲", facts=facts)


@pytest.mark.parametrize(
    "quoted",
    [
        "对国家级、省级、市级中心，分别奖励100万元、50万元、50万元",
        "三等奖、二等奖、一等奖分别奖励3万元、5万元、10万元",
        # other things, of which nobody knows which is the higher
        "对国家级博士后工作站、省级重点实验室、市级技术中心，分别奖励50万元、80万元、30万元",
        # a severe disability, a small income: other ways round
        "对残疾一级、二级、三级的，每人每月分别补贴300元、200元、100元",
        "年收入低于5万元、3万元的，分别补助1000元、2000元",
        # more grades than amounts
        "对国家级、省级、市级中心和分中心，分别奖励50万元、100万元",
    ],
)
def test_lists_that_are_in_order_or_have_none(quoted: str) -> None:
    assert "T0428" not in codes("奖励：10万元。", quoted)
