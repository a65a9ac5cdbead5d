"""Clause 7.1 of the first policy in whole numbers: an answer that shares nothing with the compiler."""

from collections.abc import Iterable

# The facts in the order in which `due` takes them; the last is 是否.
RESEARCH = (
    "研发费用合计",
    "政府补助部分",
    "委托外部机构研发费用",
    "上年研发费用合计",
    "上年政府补助部分",
    "上年委托外部机构研发费用",
    "营业收入",
)
FIRST = "首次申报"


def due(amounts: Iterable[int], first: bool) -> int | None:
    """What is paid, in 分, of ``RESEARCH`` in 分 of any size, after the sentence; None where the facts contradict each other."""
    total, grant, out, before, grant_before, out_before, income = amounts
    if out > total - grant or out_before > before - grant_before or grant > total or grant_before > before:
        return None
    twice, twice_before = 2 * (total - grant) - out, 2 * (before - grant_before) - out_before
    if twice < 200_000_000 or not (twice > twice_before or (income > 0 and 50 * twice >= 3 * income)):
        return 0
    if first:
        return min((twice + 20) // 40, 100_000_000)
    # Hundredths of twice the subsidy; the part of what was contracted out is paid up to 200万元.
    whole = 2 * max(min(twice, twice_before), 0) + 5 * max(twice - twice_before, 0)
    above = whole * (twice - out) + min(whole * out, 40_000_000_000 * twice)
    return min((above + 100 * twice) // (200 * twice), 500_000_000)
