"""What documents leave unsaid: what a short form means where only one thing can be meant, and that it is refused else."""

from decimal import Decimal
from typing import Any

import pytest

from support.ids import said
from support.rules import compiled, policy_of

# (facts declared, sentences, facts given, yuan)
UNDERSTOOD: list[tuple[str, str, dict[str, Any], str]] = [
    # the unit of a number stands behind the last of several
    ("面积：平方米", "奖励：面积达到1万-3万平方米的，1元。", {"面积": 30000}, "1"),
    ("面积：平方米", "奖励：面积达到1万-3万平方米的，1元。", {"面积": 30001}, "0"),
    ("费用：金额", "奖励：费用100至300万元的，1元。", {"费用": "99万元"}, "0"),
    ("费用：金额", "奖励：费用100至300万元的，1元。", {"费用": "100万元"}, "1"),
    ("费用：金额", "奖励：费用5000至1万元的，1元。", {"费用": 5000}, "1"),
    ("占比：比例", "奖励：占比3-5%的，1元。", {"占比": "4%"}, "1"),
    ("级：甲、乙；费用：金额", "奖励：级为甲、乙的，费用，分别按3、2%。", {"级": "甲", "费用": 100}, "3"),
    # the year of a date, said once
    ("日：日期", "奖励：日2025年1月1日至6月30日的，1元。", {"日": "2025-06-30"}, "1"),
    ("日：日期", "有效期：2025年1月1日至6月30日。\n奖励：1元。", {"日": "2025-06-30"}, "0"),
    # where two ranges meet, （含）says whose the number is
    ("费用：金额", "奖励：费用1万元（含）至2万元、2万元（含）至3万元的，分别1元、2元。", {"费用": 20000}, "2"),
    # what is counted is what the case or the condition asks for, or the one quantity in that unit
    ("面积、其他面积：亩", "补助：面积10亩以上的，每亩5元。", {"面积": 10, "其他面积": 99}, "50"),
    ("面积：亩", "条件：面积10亩以上。\n补助：每亩5元。", {"面积": 10}, "50"),
    ("面积：亩", "补助：每亩5元。", {"面积": 10}, "50"),
    ("批准：是否", "补助：批准的，每台5元。口径：按一台计算。", {"批准": True}, "5"),
    ("年龄：岁", "补助：年龄80岁以上的，每月100元。口径：按一个月计算。", {"年龄": 80}, "100"),
    ("人数：人", "补助：人数达到3人的，10元，每增加1人再奖励2元。", {"人数": 5}, "14"),
    ("人数：人", "条件：人数3人以上。\n补助：10元，每超过1人另补贴2元。", {"人数": 5}, "14"),
    ("甲：年", "核算：甲1年以上不满5年的，1天；满5年不满10年的，2天；10年以上的，3天。", {"甲": 5}, "2"),
    # a cap for each is for as many as the rule asks for
    ("费用：金额；人数：人", "补助：费用，每人最高5元。", {"费用": 100, "人数": 3}, "15"),
    ("费用：金额；台数：台", "补助：费用，单台不超过5元。", {"费用": 100, "台数": 3}, "15"),
    ("费用：金额", "补助：费用，每人最高5元。", {"费用": 100}, "5"),
    ("费用：每人金额", "补助（逐人）：费用，每人最高5元。", {"费用": [100, 3]}, "8"),
    ("费用：金额；人数：人", "补助：费用，每家企业每年最高5元。", {"费用": 100, "人数": 3}, "5"),
    ("费用、已获：金额", "补助：费用，连同已获累计不超过50元。", {"费用": 100, "已获": 30}, "20"),
    ("费用、已获：金额", "补助：费用，连同已获累计不超过50元。", {"费用": 100, "已获": 60}, "0"),
    # a step in one case only
    ("费用：金额；小微：是否", "补助：费用，按10%，小微的上浮20%，封顶11元。", {"费用": 100, "小微": True}, "11"),
    ("费用：金额；小微：是否", "补助：费用，按10%，小微的上浮20%，封顶11元。", {"费用": 100, "小微": False}, "10"),
    ("合格：是否", "奖励：10元，合格的，再奖励5元。", {"合格": True}, "15"),
    # growth over last year
    ("甲、乙：金额", "奖励：甲较乙增长超过10%的部分，按50%。", {"甲": 120, "乙": 100}, "5"),
    ("甲、乙：金额", "奖励：甲较乙增长超过10%的部分，按50%。", {"甲": 90, "乙": 100}, "0"),
    ("甲、乙：金额", "奖励：甲较乙增加的部分，按50%。", {"甲": 90, "乙": 100}, "0"),
    ("增幅、平均：比例", "奖励：增幅高于平均5个百分点以上的，1元。", {"增幅": "15%", "平均": "10%"}, "1"),
    ("增幅、平均：比例", "奖励：增幅高于平均5个百分点以上的，1元。", {"增幅": "14.9%", "平均": "10%"}, "0"),
    # percentages: points are added, a percentage multiplies
    ("甲：金额", "其中：率：10%，提高2个百分点。\n补助：甲，按率。", {"甲": 100}, "12"),
    ("甲：金额", "补助：甲的10%，提高20%。", {"甲": 100}, "12"),
    ("甲：金额", "补助：甲的10%，提高2个百分点。", {"甲": 100}, "12"),
    ("甲：金额", "配套：甲，按1:0.5给予配套。", {"甲": 100}, "50"),
    ("甲：金额", "交纳：甲，减除30%，按10%。", {"甲": 100}, "7"),
]


@pytest.mark.parametrize(
    ("facts", "sentences", "given", "yuan"), UNDERSTOOD, ids=[said(*row[:2]) for row in UNDERSTOOD]
)
def test_a_short_form(facts: str, sentences: str, given: dict[str, Any], yuan: str) -> None:
    result = policy_of(f"填报：{facts}。\n{sentences}").calc("1", given)
    assert result.value == Decimal(yuan), result.explain()


REFUSED = [
    ("面积、其他面积：亩", "补助：每亩5元。"),
    ("面积、其他面积：亩", "补助：面积10亩以上且其他面积10亩以上的，每亩5元。"),
    ("面积：亩", "其中：计补面积：面积，封顶100亩。\n补助：每亩5元。"),
    ("批准：是否", "补助：每亩5元。"),
    ("费用：金额；甲、乙：人", "补助：费用，每人最高5元。"),
    ("费用：金额", "补助：费用，每亩最高5元。"),
    ("人数：人", "补助：10元，每增加1人再奖励2元。"),
    ("完成日：日期", "奖励：完成日2025年6月30日前的，1元。"),
    ("费用：金额", "补助：费用，给予5元。"),
    ("甲：金额", "补助：满5年的，1元。"),
    ("甲：金额", "补助：封顶5元；甲。"),
    # from one number to another
    ("甲：金额", "补助：甲的30%-50%。"),
    ("甲：金额", "补助：5-10万元。"),
    # another percentage of the same, or of that percentage
    ("甲：金额；乙：是否", "补助：甲的10%，乙的，按15%。"),
    # for all, or for the last case alone
    ("甲：是否；乙：金额", "补助：甲的，1元；其余的，2元；同时，乙。"),
    ("甲：是否；乙：金额", "补助：甲的，不予补助；同时，乙。"),
    # of each item, or of them all
    ("费：每笔金额", "补助（逐笔）：费的1%，每家企业最高5元。"),
    ("费：每笔金额", "补助：费总额的1%，每笔最高5元。"),
    ("费用：金额", "补助：费用，每标箱最高5元。"),
    # what lies below, or what is lacking
    ("甲：金额", "补助：甲低于5万元的部分，按1%。"),
    # where the part before ends
    ("甲：金额", "补助：甲超过1万元的部分3%，超过5万元的部分10%。"),
    # from the third one on, or from the fourth
    ("人数：人", "补助：人数3人以上的，每增加1人奖励2元。"),
    # at most as much
    ("甲：金额", "补助：按不超过甲的30%给予补助。"),
    ("甲：金额", "补助：给予最高20万元的补助。"),
    # words for an amount among those without meaning
    ("甲：金额", "补助：按甲的50%给予双倍补助。"),
    ("甲：金额", "补助：按甲的50%酌情给予补助。"),
    # what is paid, or what is not
    ("费：金额；甲：是否", "收取：甲的，减免费的30%；其余的，费。"),
    # the year by year amounts have a heading
    ("甲：金额", "补助：连续3年按甲的5%给予补助。"),
]


@pytest.mark.parametrize(("facts", "sentences"), REFUSED, ids=[said(*row) for row in REFUSED])
def test_what_may_mean_two_things_is_refused(facts: str, sentences: str) -> None:
    assert compiled(f"填报：{facts}。\n{sentences}")[1]


@pytest.mark.parametrize("facts", ["建设面积：平方米", "建设面积：平方米；补助对象：甲、乙"])
def test_a_cap_of_what_the_applicant_may_be_says_what_to_delete(facts: str) -> None:
    """每场 of a farm, which is the applicant."""
    _, errors = compiled(f"填报：{facts}。\n补助：建设面积，每平方米80元，每场最高补助30万元。\n")
    (found,) = (each for each in errors if each.code == "T0302")
    assert found.suggestion is not None and "删去「每场」" in found.suggestion.zh
