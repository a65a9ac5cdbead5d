"""Promises of sharing out a budget: never beyond it, never beyond what is due, nothing lost."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.runtime.allocate import SharingRule, share_out

DUES = st.dictionaries(st.sampled_from("甲乙丙丁戊己"), st.integers(0, 10**6), min_size=1)
RULES = st.builds(
    SharingRule,
    order=st.sampled_from(["pro_rata", "applied", "score"]),
    places=st.none() | st.integers(0, 4),
    cap=st.none() | st.integers(0, 10**6),
    step=st.sampled_from([1, 10, 100]),
    remainder=st.sampled_from(["kept", "largest"]),
    partial=st.booleans(),
)


@given(DUES, st.integers(0, 10**7), RULES)
def test_never_more_than_the_budget_or_than_is_due(due: dict[str, int], budget: int, rule: SharingRule) -> None:
    scores = {name: len(name) + index % 3 for index, name in enumerate(due)}
    result = share_out(due, budget, rule, scores)
    assert list(result.shares) == list(due)
    assert sum(result.shares.values()) + result.remainder == result.budget
    assert result.remainder >= 0
    for name, share in result.shares.items():
        assert 0 <= share <= result.due[name]
        assert rule.cap is None or share <= Decimal(rule.cap) / 100
    if rule.places is not None:
        assert sum(share > 0 for share in result.shares.values()) <= rule.places


@given(DUES, RULES)
def test_a_budget_that_suffices_pays_in_full(due: dict[str, int], rule: SharingRule) -> None:
    plain = SharingRule(order=rule.order, step=rule.step, remainder=rule.remainder, partial=rule.partial)
    result = share_out(due, sum(due.values()), plain, dict.fromkeys(due, 1))
    assert result.shares == result.due
    assert result.remainder == 0


@pytest.mark.parametrize(
    ("rule", "expected", "left"),
    [
        (SharingRule(), ["50.00", "33.33", "16.66"], "0.01"),
        (SharingRule(remainder="largest"), ["50.01", "33.33", "16.66"], "0.00"),
        (SharingRule(step=100), ["50.00", "33.00", "16.00"], "1.00"),
        (SharingRule(order="applied"), ["100.00", "0.00", "0.00"], "0.00"),
        (SharingRule(order="score"), ["0.00", "66.67", "33.33"], "0.00"),
        (SharingRule(order="score", partial=False), ["0.00", "66.67", "33.33"], "0.00"),
        (SharingRule(order="applied", cap=6000), ["60.00", "40.00", "0.00"], "0.00"),
        (SharingRule(order="applied", cap=6000, partial=False), ["60.00", "0.00", "33.33"], "6.67"),
        (SharingRule(order="score", places=1), ["0.00", "66.67", "0.00"], "33.33"),
    ],
)
def test_how_a_short_budget_is_shared(rule: SharingRule, expected: list[str], left: str) -> None:
    due = {"甲": 10000, "乙": 6667, "丙": 3333}
    scores = {"甲": 60, "乙": 95, "丙": 80}
    result = share_out(due, 10000, rule, scores)
    assert [f"{share:f}" for share in result.shares.values()] == expected
    assert f"{result.remainder:f}" == left
