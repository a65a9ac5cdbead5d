"""What a drafter promises in words (承诺): of the result of one rule, of several rules, or of all of them.

Each kind is a value of its own, which one file of ``promises/`` makes obligations of.  The expressions that a promise names
(its limits, the case in which it is meant) and the rules that it names are found here, so that nobody asks for its kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from ..text.source import Span
from .expr import EXPRESSIONS, Comparison, Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A fact that is more (``up``), or less; or, where it is not ``strict``, as much."""

    fact: str
    up: bool
    strict: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Monotone:
    """甲增加的，应得不减少: the result never falls (``rises``) or never rises where the facts all move so, all else the
    same."""

    moves: tuple[Move, ...]
    rises: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """应得不超过某数: the result, and that of the clauses ``others`` with it, compared with ``limit``; that of the others
    alone where it is not said of the clause's ``own``."""

    operator: Comparison
    limit: Expr
    others: tuple[str, ...] = ()
    own: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedPart:
    """每年应得不超过某数: each amount of a result of several; where ``at`` is given, that one."""

    operator: Comparison
    limit: Expr
    at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedItem:
    """每笔应得不超过某数: that what each item of a list comes to, before what is done to the total, is ``within`` it."""

    within: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundedPolicy:
    """全部条款合计不超过某数: what one applicant is paid by all rules together, 就高 applied."""

    operator: Comparison
    limit: Expr


@dataclass(frozen=True, slots=True)
class NoCliff:
    """没有断崖: the smallest more of a fact changes the result by the smallest amount at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """甲类与乙类同等: with one of these ``values`` of the fact (options by their places, or 是否) and with another, the
    result is the same, all else the same; ``words`` are the values as people say them."""

    fact: str
    values: tuple[int, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmoved:
    """应得与某项无关: whatever these facts are, the result is the same, all else the same."""

    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """分两次申报不多得: what these facts are, claimed in so many ``times`` instead of at once, gives no more (``less``: no
    less, as of what is charged)."""

    facts: tuple[str, ...]
    times: int
    less: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """有企业能得到某数: somebody can be paid what is so compared with ``limit``."""

    operator: Comparison
    limit: Expr


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusive:
    """本条与规则2.1不同时享受: nobody is paid by two of these clauses."""

    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """规则5.2的应得不少于规则5.1: what ``more`` gives is no less than what ``less`` gives (``strict``: is more)."""

    more: str
    less: str
    strict: bool = False


Meant = (
    Monotone
    | Bounded
    | BoundedPart
    | BoundedItem
    | BoundedPolicy
    | NoCliff
    | Alike
    | Unmoved
    | Split
    | Reached
    | Exclusive
    | Ordered
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One sentence of 承诺, with its words: what the drafter means the clause to keep to, and the case ``given`` in which
    it is meant to (某情形的，……)."""

    meant: Meant
    text: str
    given: Expr | None = None
    span: Span = field(compare=False, repr=False)

    @property
    def expressions(self) -> tuple[Expr, ...]:
        """What it names beside the rule's own sentences: its limits and its case."""
        own = (getattr(self.meant, each.name) for each in fields(self.meant))
        return tuple(made for made in (*own, self.given) if isinstance(made, EXPRESSIONS))

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts of which it says that nothing, or only so much, hangs on them."""
        match self.meant:
            case Alike(fact=fact):
                return (fact,)
            case Unmoved(facts=facts):
                return facts
        return ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """The rules that it names."""
        match self.meant:
            case Bounded(others=others):
                return others
            case Exclusive(clauses=clauses):
                return clauses
            case Ordered(more=more, less=less):
                return more, less
        return ()
