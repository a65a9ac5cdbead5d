"""What the wording of a number decides is set once, where it is read."""

import pytest

from support.rules import policy_of
from tiaowen.compiler.model.expr import Expr, Literal, operands_of
from tiaowen.compiler.model.quantity import read_quantity, refused_literal
from tiaowen.compiler.reading.syntax import Word
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.text.source import Source, Span

SAID = {
    "全额": "全额",
    "3个百分点": "个百分点",
    "六五折": "折",
    "100万": "万",
    "2.5亿": "万",
    "100万元": "",
    "50%": "",
    "3倍": "",
    "5家": "",
    "12": "",
}


def whole(text: str) -> Word:
    return Word(terminal="QUANTITY", text=text, span=Span(Source.of("甲.policy", text), 0, len(text)))


@pytest.mark.parametrize(("text", "said"), SAID.items())
def test_a_number_keeps_what_its_wording_decides(text: str, said: str) -> None:
    literal = read_quantity(whole(text), Report())
    assert literal is not None and (literal.said, literal.text) == (said, text)


def test_no_award_is_said_so() -> None:
    assert refused_literal(whole("不予").span).said == "不予"


def literals(expr: Expr) -> list[Literal]:
    own = [expr] if isinstance(expr, Literal) else []
    return own + [found for part in operands_of(expr) for found in literals(part)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("填报：面积：亩。\n补助：面积，每亩2000元。", ["每"]),
        (
            "填报：甲：金额；级：一级、二级。\n补助：甲的10%，级为一级、二级的，分别提高3、2个百分点。",
            ["个百分点", "个百分点"],
        ),
        ("填报：甲：金额；级：一级、二级。\n补助：级为一级的，甲的10%；级为二级的，不予补助。", ["不予"]),
    ],
)
def test_a_rule_keeps_it(body: str, said: list[str]) -> None:
    amount = policy_of(body).clauses["1"].amount
    assert amount is not None
    assert [each.said for each in literals(amount) if each.said] == said
