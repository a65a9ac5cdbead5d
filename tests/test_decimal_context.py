"""Money does not depend on the decimal context of whoever asks: in the interpreter, compiled, settled and shared out."""

from collections.abc import Iterator
from decimal import Context, Decimal, Inexact, localcontext
from typing import Any

import pytest

from support.rules import policy_of
from support.targets import python_module

TERMS = "【政策】试行政策\n有效期：2025年1月1日至2025年12月31日。\n预算：5000万元。\n【完】\n"
PARTED: Any = policy_of("填报：投资额：金额。\n补助：投资额的10%。\n分期：33%、33%、34%。", TERMS)
NAMED = policy_of("填报：投资额：金额。\n补助：投资额的10%。\n分配：甲方40%、乙方60%。", TERMS)
YEARLY = policy_of("填报：投资额：金额。\n补助（逐年，共3年）：投资额，分别按1%、2%、3%。", TERMS)
CONTEXTS = (Context(prec=3), Context(prec=6), Context(prec=1, traps=[Inexact]))


@pytest.fixture(params=CONTEXTS, ids=lambda context: f"prec {context.prec}{' strict' if context.prec == 1 else ''}")
def context(request: pytest.FixtureRequest) -> Iterator[None]:
    with localcontext(request.param):
        yield


FACTS = {"投资额": "1234567891.23元"}
EXPECTED: list[tuple[Any, object]] = [
    (PARTED, (Decimal("40740740.41"), Decimal("40740740.41"), Decimal("41975308.30"))),
    (NAMED, {"甲方": Decimal("49382715.65"), "乙方": Decimal("74074073.47")}),
    (YEARLY, (Decimal("12345678.91"), Decimal("24691357.82"), Decimal("37037036.74"))),
]


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(("policy", "value"), EXPECTED)
def test_parts_of_one_amount(policy: Any, value: object) -> None:
    for calc in (policy.calc, python_module(policy).calc):
        result = calc("1", FACTS)
        assert result.value == value
        assert str(result.to_dict()["value"]).count("E") == 0


@pytest.mark.usefixtures("context")
def test_a_budget_shared_out_and_a_settlement() -> None:
    claims = {name: {"1": FACTS} for name in ("甲", "乙", "丙")}
    shared = PARTED.allocate(claims)
    assert [str(share) for share in shared.shares.values()] == ["16666666.66"] * 3
    assert str(shared.due["甲"]) == "123456789.12" and str(shared.remainder) == "0.02"
    assert "余额0.02元" in shared.explain()
    assert str(PARTED.settle({"1": FACTS}).total) == "123456789.12"
