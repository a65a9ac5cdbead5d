"""What may stand side by side without 同时: parts of one quantity, or different quantities each at a rate of its own.
How a name ends decides nothing."""

from decimal import Decimal

import pytest

from support.rules import compiled, policy_of

NAMES = [("厂房投资", "设备投资"), ("厂房部分", "设备部分"), ("厂房投资", "设备部分")]
# (sentence, yuan where both are 100 and there are two of each 家)
ADDED = [
    ("{a}的5%，{b}的8%", "13"),
    ("{a}5%，{b}8%", "13"),
    ("{a}的5%、{b}的8%", "13"),
    ("{a}的5%；{b}的8%", "13"),
    ("{a}，按5%；{b}，按8%", "13"),
    ("{a}的5%，减半；{b}的8%", "10.50"),
    ("{a}的5%，{b}的8%；同时，甲，每家3元", "19"),
    ("{a}的5%，{b}的8%，甲每家3元", "19"),
]
# (sentence, the code of what is asked)
ASKED = [
    ("{a}，{b}", "T0305"),
    ("{a}；{b}", "T0305"),
    ("10元；{a}的5%", "T0305"),
    ("{a}的5%，10元", "T0305"),
    ("{a}的5%，{a}的8%", "T0305"),
    ("{a}的5%，合计投资的8%", "T0305"),
    ("合计投资的5%；{b}的8%", "T0305"),
    ("{a}的5%，{b}的8%，封顶10元", "T0306"),
    ("{a}的5%、{b}的8%，封顶10元", "T0306"),
    ("{a}、{b}，扣除10元", "T0306"),
]


def body(sentence: str, names: tuple[str, str]) -> str:
    a, b = names
    declared = f"填报：{a}、{b}：金额；甲：家。\n其中：合计投资：{a}加{b}。\n"
    return f"{declared}补助：{sentence.format(a=a, b=b)}。"


@pytest.mark.parametrize("names", NAMES, ids="、".join)
@pytest.mark.parametrize(("sentence", "yuan"), ADDED, ids=[row[0] for row in ADDED])
def test_added(sentence: str, yuan: str, names: tuple[str, str]) -> None:
    a, b = names
    result = policy_of(body(sentence, names)).calc("1", {a: 100, b: 100, "甲": 2})
    assert result.value == Decimal(yuan), result.explain()


@pytest.mark.parametrize("names", NAMES, ids="、".join)
@pytest.mark.parametrize(("sentence", "code"), ASKED, ids=[row[0] for row in ASKED])
def test_asked(sentence: str, code: str, names: tuple[str, str]) -> None:
    _, (fault,) = compiled(body(sentence, names))
    assert fault.code == code


def test_parts_of_quantities_of_which_one_is_in_the_other() -> None:
    facts = "填报：费用、上年费用、扣减：金额。\n其中：净费用：费用减扣减；旧的：费用不超过上年费用的部分；新的：净费用超过上年费用的部分。\n"
    _, (fault,) = compiled(f"{facts}补助：旧的2%，新的5%。")
    assert fault.code == "T0305"


def test_parts_by_their_definition() -> None:
    facts = "填报：费用、上年费用：金额。\n其中：旧的：费用不超过上年费用的部分；新的：费用超过上年费用的部分。\n"
    policy = policy_of(f"{facts}补助：旧的2%，新的5%，封顶6元。")
    assert policy.calc("1", {"费用": 200, "上年费用": 100}).value == Decimal(6)
    assert policy_of(f"{facts}补助：旧的，新的。").calc("1", {"费用": 200, "上年费用": 100}).value == Decimal(200)
