"""提高至: another percentage or cap in the place of one before it; refused where none stands there."""

from decimal import Decimal

import pytest

from support.rules import compiled, policy_of
from tiaowen.compiler.report.errors.types import NothingToRaise

FACTS = "填报：甲：是否；费用：金额；人数：人；面积：亩。\n"
NOTHING = [
    ("100万元，甲的，提高至80万元", "80万元", False),
    ("100万元，提高至80万元", "80万元", False),
    ("费用，甲的，提高至80万元", "80万元", False),
    ("费用，甲的，提高至15%", "15%", True),
    ("费用的10%，甲的，提高至80万元", "80万元", False),
    ("费用的10%，扣除2万元，甲的，提高至80万元", "80万元", False),
    ("费用的10%，封顶50万元，甲的，提高至80人", "80人", False),
    ("费用的10%，保底5万元，甲的，提高至8万元", "8万元", False),
    ("人数，每人1000元，甲的，标准提高至2000元", "2000元", False),
    ("面积每满10亩1万元，甲的，提高至2万元", "2万元", False),
    ("100万元，再奖励10万元，甲的，提高至80万元", "80万元", False),
    ("甲的，费用的10%；其余的，5万元，提高至15%", "15%", True),
]


# (sentence, whether 甲, yuan of 费用 100)
RAISED = [
    ("费用的10%，甲的，提高至15%", True, "15"),
    ("费用的10%，甲的，提高至15%", False, "10"),
    ("费用的10%，封顶5元，甲的，提高至8元", True, "8"),
    ("费用的10%，封顶5元，甲的，最高补助额提高至8元", False, "5"),
    ("费用的10%，封顶5元，甲的，提高至3%", True, "3"),
]


@pytest.mark.parametrize(("sentence", "to", "is_ratio"), NOTHING, ids=[row[0] for row in NOTHING])
def test_nothing_to_raise(sentence: str, to: str, is_ratio: bool) -> None:
    _, (fault,) = compiled(f"{FACTS}补助：{sentence}。")
    assert isinstance(fault, NothingToRaise)
    assert (fault.to, fault.is_ratio) == (to, is_ratio)


@pytest.mark.parametrize(("sentence", "holds", "yuan"), RAISED, ids=[row[0] for row in RAISED])
def test_raised(sentence: str, holds: bool, yuan: str) -> None:
    result = policy_of(f"填报：甲：是否；费用：金额。\n补助：{sentence}。").calc("1", {"甲": holds, "费用": 100})
    assert result.value == Decimal(yuan), result.explain()
