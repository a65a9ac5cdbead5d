"""The integer form: core over whole numbers, ready to be printed.

A rational number of core is ``coefficient × number ÷ (divisor × over)``: ``number`` and ``over`` are integer
expressions, the rest constants.  No node here rounds except ``FloorDiv``.

Every expression knows its ``interval`` for facts in their ranges, so that a printer knows where a machine's integers
do.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, assert_never

from tiaowen.runtime.facts import ITEMS_MAX

from .kept_hash import KeptHash, kept_hash

Interval = tuple[int, int]
Comparison = Literal["<", "<=", ">", ">=", "=", "≠"]
OPPOSITES: dict[Comparison, Comparison] = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "=": "≠", "≠": "="}


@kept_hash
@dataclass(frozen=True, slots=True)
class Int(KeptHash):
    value: int


@kept_hash
@dataclass(frozen=True, slots=True)
class Name(KeptHash):
    """A variable: a fact as the runtime read it, or a let; ``low`` and ``high`` bound it."""

    name: str
    low: int
    high: int


@kept_hash
@dataclass(frozen=True, slots=True)
class ItemOf(KeptHash):
    """The present item of a list, or a field of it; or that ``at`` a place."""

    list: str
    index: int | None
    low: int
    high: int
    at: int | None = None


@kept_hash
@dataclass(frozen=True, slots=True)
class Sum(KeptHash):
    parts: "tuple[IntExpr, ...]"


@kept_hash
@dataclass(frozen=True, slots=True)
class Times(KeptHash):
    left: "IntExpr"
    right: "IntExpr"


@kept_hash
@dataclass(frozen=True, slots=True)
class FloorDiv(KeptHash):
    """Rounded down; ``right`` is above zero, or else the value is 0 (and is not used)."""

    left: "IntExpr"
    right: "IntExpr"


@kept_hash
@dataclass(frozen=True, slots=True)
class Extreme(KeptHash):
    kind: Literal["min", "max"]
    parts: "tuple[IntExpr, ...]"


@kept_hash
@dataclass(frozen=True, slots=True)
class If(KeptHash):
    condition: "BoolExpr"
    then: "IntExpr"
    otherwise: "IntExpr"


@kept_hash
@dataclass(frozen=True, slots=True)
class Call(KeptHash):
    """See ``core.Call``."""

    function: Literal["shift_months", "months_between"]
    arguments: "tuple[IntExpr, ...]"


@kept_hash
@dataclass(frozen=True, slots=True)
class FoldInt(KeptHash):
    """Through a list (its groups, or the items picked): the sum of ``body``; or how many satisfy it.  Those that are
    ``also`` gone through are so item by item with it."""

    list: str
    body: "IntExpr | BoolExpr"
    is_count: bool
    groups: "Grouping | None" = None
    pick: "Picking | None" = None
    also: tuple[str, ...] = ()


@kept_hash
@dataclass(frozen=True, slots=True)
class FractionFold(KeptHash):
    """Through a list (its groups, or the items picked): the sum of the fractions ``number ÷ over``."""

    list: str
    number: "IntExpr"
    over: "IntExpr"
    groups: "Grouping | None" = None
    pick: "Picking | None" = None
    also: tuple[str, ...] = ()


@kept_hash
@dataclass(frozen=True, slots=True)
class FoldPart(KeptHash):
    """The numerator or the denominator (above zero) of a sum of fractions."""

    fold: FractionFold
    part: Literal["numerator", "denominator"]


@dataclass(frozen=True, slots=True)
class Grouping:
    """See ``core.Groups``."""

    keys: tuple[int, ...]
    months: tuple[tuple[int, int], ...]


@kept_hash
@dataclass(frozen=True, slots=True)
class Picking(KeptHash):
    """See ``core.Pick``; ``key`` is a fraction."""

    order: Literal["first", "last", "largest", "smallest"]
    skip: int
    count: int | None
    key: "tuple[IntExpr, IntExpr] | None"
    where: "BoolExpr | None"
    each: tuple[int, ...]
    of: "Picking | None" = None

    @property
    def takes(self) -> int:
        """How many items it takes at most."""
        own = ITEMS_MAX if self.each or self.count is None else self.count
        return own if self.of is None else min(own, self.of.takes)


@kept_hash
@dataclass(frozen=True, slots=True)
class Place(KeptHash):
    """See ``core.Place``."""

    list: str
    pick: Picking
    is_tied: bool
    also: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[str, ...]:
        return (self.list, *self.also)


@kept_hash
@dataclass(frozen=True, slots=True)
class Flag(KeptHash):
    """A boolean variable."""

    name: str


@kept_hash
@dataclass(frozen=True, slots=True)
class ItemFlag(KeptHash):
    list: str
    index: int | None
    at: int | None = None


@kept_hash
@dataclass(frozen=True, slots=True)
class SameText(KeptHash):
    """Whether a text is one of some words: the variable ``name``, or the present item of ``list``."""

    name: str
    list: str
    index: int | None
    words: tuple[str, ...]
    at: int | None = None


@kept_hash
@dataclass(frozen=True, slots=True)
class Bool(KeptHash):
    value: bool


@kept_hash
@dataclass(frozen=True, slots=True)
class Compare(KeptHash):
    operator: Comparison
    left: "IntExpr"
    right: "IntExpr"


@kept_hash
@dataclass(frozen=True, slots=True)
class Logic(KeptHash):
    kind: Literal["and", "or"]
    parts: "tuple[BoolExpr, ...]"


@kept_hash
@dataclass(frozen=True, slots=True)
class Not(KeptHash):
    part: "BoolExpr"


@kept_hash
@dataclass(frozen=True, slots=True)
class FoldAll(KeptHash):
    """Whether every item (or group) of a list satisfies ``body``."""

    list: str
    body: "BoolExpr"
    groups: Grouping | None = None
    also: tuple[str, ...] = ()


IntExpr = Int | Name | ItemOf | Sum | Times | FloorDiv | Extreme | If | Call | FoldInt | FoldPart | Place
BoolExpr = Flag | ItemFlag | SameText | Bool | Compare | Logic | Not | FoldAll

# The ordinal of 9999-12-31.
LAST_DAY = 3652059
# What a sum of fractions may come to is not worked out: it is beyond any machine's integers.
_UNBOUNDED = 10**1000


@lru_cache(maxsize=4096)
def interval(expr: IntExpr) -> Interval:
    """The least and greatest value for facts in their ranges."""
    match expr:
        case Int():
            return expr.value, expr.value
        case Name() | ItemOf():
            return expr.low, expr.high
        case Sum():
            ends = [interval(part) for part in expr.parts]
            return sum(low for low, _ in ends), sum(high for _, high in ends)
        case Times():
            (a, b), (c, d) = interval(expr.left), interval(expr.right)
            products = (a * c, a * d, b * c, b * d)
            return min(products), max(products)
        case FloorDiv():
            (a, b), (c, d) = interval(expr.left), interval(expr.right)
            below, above = max(1, c), max(1, d)
            quotients = (a // below, a // above, b // below, b // above, 0)
            return min(quotients), max(quotients)
        case Extreme():
            ends = [interval(part) for part in expr.parts]
            pick = min if expr.kind == "min" else max
            return pick(low for low, _ in ends), pick(high for _, high in ends)
        case If():
            (a, b), (c, d) = interval(expr.then), interval(expr.otherwise)
            return min(a, c), max(b, d)
        case FoldPart():
            return (1, _UNBOUNDED) if expr.part == "denominator" else (-_UNBOUNDED, _UNBOUNDED)
        case Call():
            return (1, LAST_DAY) if expr.function == "shift_months" else (-120000, 120000)
        case Place():
            return 0, ITEMS_MAX - 1
        case FoldInt():
            most = ITEMS_MAX if expr.pick is None else expr.pick.takes
            if expr.is_count:
                return 0, most
            assert not isinstance(expr.body, BoolExpr)
            low, high = interval(expr.body)
            return min(0, low * most), max(0, high * most)
        case _:
            assert_never(expr)


@dataclass(frozen=True, slots=True)
class Rational:
    """``number ÷ (divisor × over)``; ``over`` is 1 where it is None, and above zero where the value is defined."""

    number: IntExpr
    divisor: int
    over: IntExpr | None = None


@dataclass(frozen=True, slots=True)
class LetInt:
    """A named integer: the quantity is it divided by ``divisor``."""

    name: str
    value: IntExpr
    divisor: int = 1


@dataclass(frozen=True, slots=True)
class LetFlag:
    name: str
    value: BoolExpr


@dataclass(frozen=True, slots=True)
class Set:
    """The amount, by a fraction; ``lets`` are what occurs in it more than once."""

    value: Rational
    lets: tuple[LetInt, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """If, else if …, else."""

    cases: "tuple[tuple[BoolExpr, Amount], ...]"
    otherwise: "Amount"


Amount = Set | Branch


@dataclass(frozen=True, slots=True)
class Check:
    holds: BoolExpr
    code: str
    fact: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """See ``core.Quantity``."""

    value: Rational
    unit: str


@dataclass(frozen=True, slots=True)
class YesNo:
    """See ``core.YesNo``."""

    value: BoolExpr


@dataclass(frozen=True, slots=True)
class Word:
    """See ``core.Word``."""

    kind: Literal["option", "date", "text"]
    value: IntExpr | None
    name: str
    list: str
    index: int | None
    options: tuple[str, ...]


Shown = str | Quantity | YesNo | Word


@dataclass(frozen=True, slots=True)
class Line:
    """See ``core.Line``."""

    parts: tuple[Shown, ...]
    when: BoolExpr
    each: tuple[str, ...]
    numbered: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Told:
    """See ``core.Told``."""

    definitions: tuple[Line, ...]
    conditions: tuple[Line, ...]
    amount: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Each:
    """See ``core.Each``."""

    lists: tuple[str, ...]
    amount: Amount
    up_to: Amount | None


@dataclass(frozen=True, slots=True)
class Cap:
    """See ``core.Cap``."""

    words: str
    binds: BoolExpr


@dataclass(frozen=True, slots=True)
class Program:
    """A clause in integers (see ``core.Program``)."""

    lets: tuple[LetInt | LetFlag, ...]
    checks: tuple[Check, ...]
    conditions: tuple[BoolExpr, ...]
    amounts: tuple[Amount, ...]
    whole: Amount | None
    told: Told
    each: Each | None = None
    caps: tuple[Cap, ...] = ()
