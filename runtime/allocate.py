"""A budget shared out among applicants: pro rata, in the order of application, or by score.

In: what is due to each (in 分, in the order of application) and a budget.  Out: each one's share and what is left,
exact to the 分; nothing is ever paid beyond the budget or beyond what is due.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal, TypeVar

from .errors import Fault
from .result import cents, money
from .tongues import tongue_of

# Applicants are known by name, or by their row.
Who = TypeVar("Who", str, int)


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
    """Why a share is what it is: a key of SETTLING_WORDS, and by name amounts in 分, numbers, and texts (one, or a Chinese and
    an English one)."""

    key: str
    values: "Mapping[str, int | str | tuple[str, str]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What is due to one applicant, by the names of its claims.

    ``paid``: in 分, what settling leaves to pay, in the order of the document.  ``refused``: claims that cannot be read.
    ``unapproved``: ceilings, in 分, of which nothing is approved yet.
    """

    paid: Mapping[str, int]
    refused: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict[str, tuple[Fault, ...]])
    unapproved: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True, kw_only=True)
class PotShare:
    """What became of a pot, in yuan with two decimals: ``wanted`` of it, ``paid``, ``overflow`` (what it did not suffice for and
    a later pot is asked for), ``unmet`` (what no later pot is asked for) and what is left (``remainder``)."""

    name: str
    budget: Decimal
    wanted: Decimal
    paid: Decimal
    overflow: Decimal
    unmet: Decimal
    remainder: Decimal

    def to_dict(self) -> dict[str, str]:
        """Everything as text, for JSON."""
        sums = ("budget", "wanted", "paid", "overflow", "unmet", "remainder")
        return {"name": self.name, **{name: f"{getattr(self, name):f}" for name in sums}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """``shares`` and ``due`` by applicant, in yuan with two decimals, in the order of application; ``told`` is how each came
    about.

    Only where there are any: ``refused``, the claims of an applicant that cannot be read, with what is wrong; ``unapproved``,
    its ceilings (in yuan) of which nothing is approved, and which take no money; ``pots``, of a budget in several.
    """

    shares: dict[str, Decimal]
    due: dict[str, Decimal]
    budget: Decimal
    remainder: Decimal
    told: dict[str, tuple[Reason, ...]]
    refused: dict[str, dict[str, tuple[Fault, ...]]] = field(default_factory=dict[str, dict[str, tuple[Fault, ...]]])
    unapproved: dict[str, dict[str, Decimal]] = field(default_factory=dict[str, dict[str, Decimal]])
    pots: tuple[PotShare, ...] = ()

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
            lines += [said_of_pot(pot, lang) for pot in self.pots]
            lines.append(_said(left, lang))
        return "\n".join(lines)

    def to_dict(self, lang: str = "") -> dict[str, object]:
        """Everything as text, for JSON."""
        refused = {
            name: {claim: [_of_fault(fault) for fault in faults] for claim, faults in claims.items()}
            for name, claims in self.refused.items()
        }
        unapproved = {
            name: {claim: f"{ceiling:f}" for claim, ceiling in ceilings.items()}
            for name, ceilings in self.unapproved.items()
        }
        pots = [pot.to_dict() for pot in self.pots]
        return {
            "answer": "allocation",
            "version": self.VERSION,
            "budget": f"{self.budget:f}",
            "remainder": f"{self.remainder:f}",
            "applicants": list(self.applicants),
            "shares": {name: f"{share:f}" for name, share in self.shares.items()},
            "due": {name: f"{due:f}" for name, due in self.due.items()},
            "reasons": {name: list(reasons) for name, reasons in self.reasons_in(lang).items()},
            **({"refused": refused} if refused else {}),
            **({"unapproved": unapproved} if unapproved else {}),
            **({"pots": pots} if pots else {}),
        }


def _of_fault(fault: Fault) -> dict[str, str]:
    return {"code": fault.code, "fact": fault.fact, "message": fault.message, "message_en": fault.message_en}


def share_out(
    due: Mapping[str, int],
    budget: int,
    rule: SharingRule,
    scores: Mapping[str, int] | None = None,
    owed: Mapping[str, Owed] | None = None,
) -> Allocation:
    """The shares of a budget, both in 分.  ``scores``, in any unit, are needed where the rule orders by them.  ``owed`` says
    how what is due came about."""
    told = told_first(due, owed or {})

    def tell(name: str, reason: Reason) -> None:
        told[name].append(reason)

    wanted, order = admitted(due, rule, scores, tell)
    shares = shared(wanted, order, budget, rule, tell)
    return allocation_of(due, shares, budget, told, owed or {})


def told_first(due: Mapping[str, int], owed: Mapping[str, Owed]) -> dict[str, list[Reason]]:
    """What is said first of each: the claims that are not part of what is due, then that."""
    told: dict[str, list[Reason]] = {name: [] for name in due}
    for name, each in owed.items():
        for claim, faults in each.refused.items():
            told[name] += [
                Reason("claim refused", {"claim": claim, "fault": (fault.message, fault.message_en)})
                for fault in faults
            ]
        for claim, ceiling in each.unapproved.items():
            told[name].append(Reason("not approved", {"claim": claim, "ceiling": ceiling}))
    for name, amount in due.items():
        told[name].append(Reason("due", {"amount": amount}))
    return told


def admitted(
    due: Mapping[Who, int],
    rule: SharingRule,
    scores: Mapping[Who, int] | None,
    tell: Callable[[Who, Reason], None],
) -> tuple[dict[Who, int], list[Who]]:
    """What is asked of the budget for each, as far as the rule admits it at all, and the order in which they are paid."""
    wanted = dict(due)
    if rule.cap is not None:
        for name, amount in wanted.items():
            if amount > rule.cap:
                wanted[name] = rule.cap
                tell(name, Reason("cap", {"cap": rule.cap}))
    order = list(wanted)
    if rule.order == "score":
        known = scores or {}
        order.sort(key=lambda name: known[name], reverse=True)
        for place, name in enumerate(order, 1):
            tell(name, Reason("place", {"place": place}))
    if rule.places is not None:
        for name in order[rule.places :]:
            tell(name, Reason("no place", {"places": rule.places}))
            wanted[name] = 0
    return wanted, order


def shared(
    wanted: Mapping[Who, int], order: list[Who], budget: int, rule: SharingRule, tell: Callable[[Who, Reason], None]
) -> dict[Who, int]:
    """What each gets of a budget."""
    if sum(wanted.values()) <= budget:
        return dict(wanted)
    share = _in_proportion if rule.order == "pro_rata" else _in_order
    return share(wanted, order, budget, rule, tell)


def allocation_of(
    due: Mapping[str, int],
    shares: Mapping[str, int],
    budget: int,
    told: Mapping[str, list[Reason]],
    owed: Mapping[str, Owed],
) -> Allocation:
    """What came of it, all in 分."""
    for name, amount in shares.items():
        told[name].append(Reason("share", {"amount": amount}))
    return Allocation(
        shares={name: money(amount, 100) for name, amount in shares.items()},
        due={name: money(amount, 100) for name, amount in due.items()},
        budget=money(budget, 100),
        remainder=money(budget - sum(shares.values()), 100),
        told={name: tuple(said) for name, said in told.items()},
        refused={name: dict(each.refused) for name, each in owed.items() if each.refused},
        unapproved={
            name: {claim: money(ceiling, 100) for claim, ceiling in each.unapproved.items()}
            for name, each in owed.items()
            if each.unapproved
        },
    )


def said_of_pot(pot: PotShare, lang: str = "") -> str:
    """What became of a pot, in words."""
    sums = ("budget", "wanted", "paid", "overflow", "unmet", "remainder")
    return _said(Reason("pot", {"pot": pot.name, **{name: cents(getattr(pot, name)) for name in sums}}), lang)


def _in_proportion(
    wanted: Mapping[Who, int], order: list[Who], budget: int, rule: SharingRule, tell: Callable[[Who, Reason], None]
) -> dict[Who, int]:
    total = sum(wanted.values())
    shares = {name: amount * budget // (total * rule.step) * rule.step for name, amount in wanted.items()}
    for name, amount in wanted.items():
        if amount:
            tell(name, Reason("in proportion", {"total": total, "budget": budget}))
    if rule.remainder == "largest":
        # Of equal ones the first in order.
        first = max(order, key=lambda name: shares[name])
        left = min(budget - sum(shares.values()), wanted[first] - shares[first])
        shares[first] += left
        tell(first, Reason("remainder", {"left": left}))
    return shares


def _in_order(
    wanted: Mapping[Who, int], order: list[Who], budget: int, rule: SharingRule, tell: Callable[[Who, Reason], None]
) -> dict[Who, int]:
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

    def shown(name: str, value: "int | str | tuple[str, str]") -> str:
        if isinstance(value, int) and name not in _PLACES:
            return tongue.shown_quantity(value, 100, words["yuan"])
        return value[tongue.LANGUAGE == "en"] if isinstance(value, tuple) else str(value)

    return words[reason.key].format(**{name: shown(name, value) for name, value in reason.values.items()})
