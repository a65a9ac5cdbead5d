"""The most that a rule gives: known where the rule sets it an end, and not where it grows with what is reported."""

from fractions import Fraction

import pytest

from support.policies import loaded
from support.rules import policy_of
from tiaowen.compiler.analysis.ranges import most_of


def most(rule: str) -> Fraction | None:
    (clause,) = policy_of(rule).clauses.values()
    return most_of(clause)


@pytest.mark.parametrize(
    ("facts", "amount", "expected"),
    [
        ("投资额：金额。", "补助：投资额的8%，封顶24万元。", 240000),
        ("投资额：金额。", "补助：投资额的8%。", None),
        ("投资额：金额，不高于300万元。", "补助：投资额的8%。", 240000),
        ("新设站点：家。", "补助：新设站点，每家2万元。", None),
        ("首次：是否。", "补助：首次的，5万元；其余的，3万元。", 50000),
    ],
)
def test_only_what_the_rule_says_is_an_end(facts: str, amount: str, expected: int | None) -> None:
    found = most(f"填报：{facts}\n{amount}")
    assert found == expected


def test_a_cap_of_each_item_is_no_end_of_all() -> None:
    policy = loaded()
    assert most_of(policy.clauses["34.2"]) is None
    assert most_of(policy.clauses["26.3"]) == 1200
    assert most_of(policy.clauses["7.1"]) == 5_000_000
    assert most_of(policy.clauses["48.1"]) is None
