"""A budget shared out among applicants: pro rata, in the order of application, or by score.

In: what is due to each (in 分, in the order of application) and a budget.  Out: each one's share and what is left,
exact to the 分; nothing is ever paid beyond the budget or beyond what is due.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from .facts import format_quantity
from .result import money


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingRule:
    """What a policy says for claims beyond its budget.

    ``order``: all in proportion, or one after the other in full, as they applied or by score from high to low (equal
    scores as they applied).  ``places``: that many applicants at most, the first in that order.  ``cap``: the most
    for one, in 分.  ``step``: a share in proportion is rounded down to this, in 分.  ``remainder``: what rounding
    leaves is kept, or goes to the largest share.  ``partial``: whether the last in order is paid what is left.
    """

    order: Literal["pro_rata", "applied", "score"] = "pro_rata"
    places: int | None = None
    cap: int | None = None
    step: int = 1
    remainder: Literal["kept", "largest"] = "kept"
    partial: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """``shares`` and ``due`` by applicant, in yuan with two decimals, in the order of application."""

    shares: dict[str, Decimal]
    due: dict[str, Decimal]
    budget: Decimal
    remainder: Decimal
    reasons: dict[str, tuple[str, ...]]

    def explain(self, applicant: str | None = None) -> str:
        """How the share of one came about, or of all."""
        names = [applicant] if applicant is not None else list(self.shares)
        lines = [line for name in names for line in (f"{name}：", *(f"　{reason}" for reason in self.reasons[name]))]
        if applicant is None:
            lines.append(f"预算{_shown(_cents(self.budget))}，余额{_shown(_cents(self.remainder))}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, object]:
        """Everything as text, for JSON."""
        return {
            "budget": f"{self.budget:f}",
            "remainder": f"{self.remainder:f}",
            "shares": {name: f"{share:f}" for name, share in self.shares.items()},
            "due": {name: f"{due:f}" for name, due in self.due.items()},
            "reasons": {name: list(reasons) for name, reasons in self.reasons.items()},
        }


def share_out(
    due: Mapping[str, int], budget: int, rule: SharingRule, scores: Mapping[str, Fraction] | None = None
) -> Allocation:
    """The shares of a budget, both in 分.  ``scores`` are needed where the rule orders by them."""
    reasons: dict[str, list[str]] = {name: [f"核定应得{_shown(amount)}"] for name, amount in due.items()}
    wanted = dict(due)
    if rule.cap is not None:
        for name, amount in wanted.items():
            if amount > rule.cap:
                wanted[name] = rule.cap
                reasons[name].append(f"每家封顶{_shown(rule.cap)}")
    order = list(wanted)
    if rule.order == "score":
        known = scores or {}
        order.sort(key=lambda name: known[name], reverse=True)
        for place, name in enumerate(order, 1):
            reasons[name].append(f"得分第{place}名")
    if rule.places is not None:
        for name in order[rule.places :]:
            reasons[name].append(f"名额{rule.places}个，未进入")
            wanted[name] = 0
    total = sum(wanted.values())
    shares = dict(wanted)
    if total > budget:
        share = _in_proportion if rule.order == "pro_rata" else _in_order
        shares = share(wanted, order, budget, rule, lambda name, text: reasons[name].append(text))
    for name, amount in shares.items():
        reasons[name].append(f"分得{_shown(amount)}")
    return Allocation(
        shares={name: money(amount, 100) for name, amount in shares.items()},
        due={name: money(amount, 100) for name, amount in due.items()},
        budget=money(budget, 100),
        remainder=money(budget - sum(shares.values()), 100),
        reasons={name: tuple(said) for name, said in reasons.items()},
    )


def _in_proportion(
    wanted: Mapping[str, int], order: list[str], budget: int, rule: SharingRule, tell: Callable[[str, str], None]
) -> dict[str, int]:
    total = sum(wanted.values())
    shares = {name: amount * budget // (total * rule.step) * rule.step for name, amount in wanted.items()}
    for name, amount in wanted.items():
        if amount:
            tell(name, f"申请合计{_shown(total)}超过预算{_shown(budget)}，按预算与申请合计之比折算")
    if rule.remainder == "largest":
        first = max(order, key=lambda name: (shares[name], -order.index(name)))
        left = min(budget - sum(shares.values()), wanted[first] - shares[first])
        shares[first] += left
        tell(first, f"折算的余数{_shown(left)}归金额最高的")
    return shares


def _in_order(
    wanted: Mapping[str, int], order: list[str], budget: int, rule: SharingRule, tell: Callable[[str, str], None]
) -> dict[str, int]:
    shares = dict.fromkeys(wanted, 0)
    left = budget
    for name in order:
        amount = wanted[name]
        if amount > left:
            tell(name, f"预算还余{_shown(left)}，不足支付")
            amount = left if rule.partial else 0
        shares[name] = amount
        left -= amount
    return shares


def _shown(cents: int) -> str:
    return format_quantity(cents, 100, "元")


def _cents(amount: Decimal) -> int:
    numerator, denominator = amount.as_integer_ratio()
    return numerator * 100 // denominator
