"""What stands behind the last of several cases is of that case alone, and asked about where no other has anything like it."""

import pytest

from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

ASKED = [
    (
        "失能等级：一级、二级；天数：天",
        "支付：失能等级为一级的，天数，每天40元；失能等级为二级的，天数，每天50元，按80%。",
    ),
    ("家庭：低保、其他户；费用：金额", "补助：低保的，费用的80%；其他户的，费用的50%，每户最高5000元。"),
    ("家庭：低保、其他户；费用、已报销：金额", "补助：低保的，费用的80%；其他户的，费用的50%，扣除已报销。"),
    ("车型：小型车、大型车；新能源：是否", "收取：小型车的，5元；大型车的，10元，新能源的，减半收取。"),
    ("孩次：一孩、二孩；双职工：是否", "发放：一孩的，500元；二孩的，800元，双职工的，上浮20%。"),
    ("年龄：岁；失能：是否", "发放：年满60周岁不满80周岁的，100元；年满80周岁的，200元，失能的，再增加100元。"),
    ("等级：甲、乙；津贴：金额", "发放：甲的，津贴加240元；乙的，津贴加200元，不足3000元的，按3000元。"),
    ("用户：居民、非居民；水量：吨", "收取：居民的，水量，每吨2元；其余的，水量，每吨3元，四舍五入到元。"),
    (
        "用途：住宅、商用；面积：平方米；保障房：是否",
        "收取：住宅的，面积，每平方米1元；商用的，面积，每平方米2元，保障房的，减半收取。",
    ),
]
PLAIN = [
    # each has its own
    ("家庭：低保、其他户；费用：金额", "补助：低保的，费用的80%，最高8000元；其他户的，费用的50%，最高5000元。"),
    # what is of one stands first
    ("家庭：低保、其他户；费用：金额", "补助：其他户的，费用的50%，每户最高5000元；低保的，费用的80%。"),
    # of all, under a heading
    ("家庭：低保、其他户；费用：金额", "补助：低保的，费用的80%；其他户的，费用的50%。\n封顶：5000元。"),
    # said
    (
        "家庭：低保、其他户；费用：金额",
        "补助：低保的，费用的80%；其他户的，费用的50%，最高5000元。\n口径：封顶只管其他户。",
    ),
    # amounts of their own
    ("家庭：低保、其他户；费用：金额；面积：亩", "补助：低保的，费用的80%；其他户的，面积，每亩100元。"),
    ("家庭：低保、其他户；费用：金额", "补助：低保的，5000元；其他户的，费用，按50%。"),
    # the comma form: the last cap is of the sentence
    ("家庭：低保、其他户；费用：金额", "补助：费用，低保的，按80%，其他户的，按50%，每户最高5000元。"),
]


def codes(facts: str, result: str) -> set[str]:
    rule = f"【规则 1】试行\n依据：“给予支持”\n填报：{facts}。\n{result}\n【完】\n"
    _, report = compile_sources([Source.of("试行.policy", f"试行政策\n\n（一）给予支持。\n{rule}")])
    return {each.code for each in report.diagnostics}


@pytest.mark.parametrize(("facts", "result"), ASKED, ids=[result for _, result in ASKED])
def test_a_step_of_the_last_case_alone_is_asked_about(facts: str, result: str) -> None:
    assert "T0417" in codes(facts, result)


@pytest.mark.parametrize(("facts", "result"), PLAIN, ids=[result for _, result in PLAIN])
def test_what_is_said_of_each_is_not(facts: str, result: str) -> None:
    found = codes(facts, result)
    assert "T0417" not in found
    assert not [code for code in found if code.startswith(("T01", "T02", "T03"))], found
