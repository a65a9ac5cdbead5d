"""A budget shared out among applicants: pro rata, in the order of application, or by score.

In: what is due to each (in 分, in the order of application) and a budget.  Out: each one's share and what is left,
exact to the 分; nothing is ever paid beyond the budget or beyond what is due.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal

from .result import cents, money
from .tongues import tongue_of


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


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a share is what it is: a key of SETTLING_WORDS, and amounts in 分 or numbers by name."""

    key: str
    values: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """``shares`` and ``due`` by applicant, in yuan with two decimals, in the order of application; ``told`` is how each came
    about."""

    shares: dict[str, Decimal]
    due: dict[str, Decimal]
    budget: Decimal
    remainder: Decimal
    told: dict[str, tuple[Reason, ...]]

    # The shape of to_dict; docs/settling.md has it.
    VERSION: ClassVar[int] = 1

    @property
    def applicants(self) -> tuple[str, ...]:
        """All names in the order of application, which an object of JSON may not keep."""
        return tuple(self.shares)

    @property
    def reasons(self) -> dict[str, tuple[str, ...]]:
        """How each came about, in words."""
        return self.reasons_in()

    def reasons_in(self, lang: str = "") -> dict[str, tuple[str, ...]]:
        """The reasons in a language: zh or en ("": Chinese, in a compiled module its own)."""
        return {name: tuple(_said(reason, lang) for reason in told) for name, told in self.told.items()}

    def explain(self, applicant: str | None = None, lang: str = "") -> str:
        """How the share of one came about, or of all."""
        names = [applicant] if applicant is not None else list(self.shares)
        words, reasons = tongue_of(lang).SETTLING_WORDS, self.reasons_in(lang)
        lines: list[str] = []
        for name in names:
            lines += [
                words["applicant"].format(name=name),
                *(words["reason"].format(said=said) for said in reasons[name]),
            ]
        if applicant is None:
            left = Reason("left", {"budget": cents(self.budget), "left": cents(self.remainder)})
            lines.append(_said(left, lang))
        return "\n".join(lines)

    def to_dict(self, lang: str = "") -> dict[str, object]:
        """Everything as text, for JSON."""
        return {
            "answer": "allocation",
            "version": self.VERSION,
            "budget": f"{self.budget:f}",
            "remainder": f"{self.remainder:f}",
            "applicants": list(self.applicants),
            "shares": {name: f"{share:f}" for name, share in self.shares.items()},
            "due": {name: f"{due:f}" for name, due in self.due.items()},
            "reasons": {name: list(reasons) for name, reasons in self.reasons_in(lang).items()},
        }


def share_out(
    due: Mapping[str, int], budget: int, rule: SharingRule, scores: Mapping[str, int] | None = None
) -> Allocation:
    """The shares of a budget, both in 分.  ``scores``, in any unit, are needed where the rule orders by them."""
    told: dict[str, list[Reason]] = {name: [Reason("due", {"amount": amount})] for name, amount in due.items()}
    wanted = dict(due)
    if rule.cap is not None:
        for name, amount in wanted.items():
            if amount > rule.cap:
                wanted[name] = rule.cap
                told[name].append(Reason("cap", {"cap": rule.cap}))
    order = list(wanted)
    if rule.order == "score":
        known = scores or {}
        order.sort(key=lambda name: known[name], reverse=True)
        for place, name in enumerate(order, 1):
            told[name].append(Reason("place", {"place": place}))
    if rule.places is not None:
        for name in order[rule.places :]:
            told[name].append(Reason("no place", {"places": rule.places}))
            wanted[name] = 0
    total = sum(wanted.values())
    shares = dict(wanted)
    if total > budget:
        share = _in_proportion if rule.order == "pro_rata" else _in_order
        shares = share(wanted, order, budget, rule, lambda name, reason: told[name].append(reason))
    for name, amount in shares.items():
        told[name].append(Reason("share", {"amount": amount}))
    return Allocation(
        shares={name: money(amount, 100) for name, amount in shares.items()},
        due={name: money(amount, 100) for name, amount in due.items()},
        budget=money(budget, 100),
        remainder=money(budget - sum(shares.values()), 100),
        told={name: tuple(said) for name, said in told.items()},
    )


def _in_proportion(
    wanted: Mapping[str, int], order: list[str], budget: int, rule: SharingRule, tell: Callable[[str, Reason], None]
) -> dict[str, int]:
    total = sum(wanted.values())
    shares = {name: amount * budget // (total * rule.step) * rule.step for name, amount in wanted.items()}
    for name, amount in wanted.items():
        if amount:
            tell(name, Reason("in proportion", {"total": total, "budget": budget}))
    if rule.remainder == "largest":
        first = max(order, key=lambda name: (shares[name], -order.index(name)))
        left = min(budget - sum(shares.values()), wanted[first] - shares[first])
        shares[first] += left
        tell(first, Reason("remainder", {"left": left}))
    return shares


def _in_order(
    wanted: Mapping[str, int], order: list[str], budget: int, rule: SharingRule, tell: Callable[[str, Reason], None]
) -> dict[str, int]:
    shares = dict.fromkeys(wanted, 0)
    left = budget
    for name in order:
        amount = wanted[name]
        if amount > left:
            tell(name, Reason("not enough", {"left": left}))
            amount = left if rule.partial else 0
        shares[name] = amount
        left -= amount
    return shares


# Numbers that are no amounts.
_PLACES = ("place", "places")


def _said(reason: Reason, lang: str) -> str:
    tongue = tongue_of(lang)
    words = tongue.SETTLING_WORDS
    shown = {
        name: str(value) if name in _PLACES else tongue.shown_quantity(value, 100, words["yuan"])
        for name, value in reason.values.items()
    }
    return words[reason.key].format(**shown)
