"""The core: what a clause computes, in about a dozen kinds of node.

In: the model, lowered.  Out: what the solver, the checks and the integer form read.  Numbers are exact rationals in
canonical units; dates are proleptic ordinals and options their place in the list, both whole numbers.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from .kept_hash import KeptHash, kept_hash


@kept_hash
@dataclass(frozen=True, slots=True)
class Const(KeptHash):
    value: Fraction


@kept_hash
@dataclass(frozen=True, slots=True)
class Input(KeptHash):
    """A number among the facts: the integer that the runtime read, times ``scale``.  ``low`` and ``high`` bound that
    integer."""

    name: str
    scale: Fraction
    low: int
    high: int


@kept_hash
@dataclass(frozen=True, slots=True)
class Item(KeptHash):
    """The present item of a list (or a field of it, by ``index``), likewise; or that ``at`` a place, which every such list
    has."""

    list: str
    index: int | None
    scale: Fraction
    low: int
    high: int
    at: int | None = None


@kept_hash
@dataclass(frozen=True, slots=True)
class Local(KeptHash):
    """A number that a ``Let`` of the program names."""

    name: str


@kept_hash
@dataclass(frozen=True, slots=True)
class LocalFlag(KeptHash):
    """A condition that a ``Let`` of the program names."""

    name: str


@kept_hash
@dataclass(frozen=True, slots=True)
class Add(KeptHash):
    parts: "tuple[Node, ...]"


@kept_hash
@dataclass(frozen=True, slots=True)
class Mul(KeptHash):
    left: "Node"
    right: "Node"


@kept_hash
@dataclass(frozen=True, slots=True)
class Div(KeptHash):
    """Undefined where ``right`` is not above zero: a comparison of it does not hold, an amount must not meet it."""

    left: "Node"
    right: "Node"


@kept_hash
@dataclass(frozen=True, slots=True)
class Least(KeptHash):
    parts: "tuple[Node, ...]"


@kept_hash
@dataclass(frozen=True, slots=True)
class Greatest(KeptHash):
    parts: "tuple[Node, ...]"


@kept_hash
@dataclass(frozen=True, slots=True)
class Round(KeptHash):
    """To a whole number: half away from zero, towards zero (down) or away from it (up)."""

    mode: Literal["down", "up", "half_up"]
    of: "Node"


@kept_hash
@dataclass(frozen=True, slots=True)
class Choose(KeptHash):
    """The value of the first branch whose condition holds."""

    branches: "tuple[tuple[Node, Node], ...]"
    otherwise: "Node"


@kept_hash
@dataclass(frozen=True, slots=True)
class Call(KeptHash):
    """A function of the runtime on whole numbers: ``shift_months`` (a date, months), ``months_between`` (two dates)."""

    function: Literal["shift_months", "months_between"]
    arguments: "tuple[Node, ...]"


@kept_hash
@dataclass(frozen=True, slots=True)
class Flag(KeptHash):
    """A 是否 among the facts."""

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
    """Whether a text fact (or field of the present record) is one of some words."""

    name: str
    list: str
    index: int | None
    words: tuple[str, ...]
    at: int | None = None


@kept_hash
@dataclass(frozen=True, slots=True)
class Truth(KeptHash):
    value: bool


@kept_hash
@dataclass(frozen=True, slots=True)
class Compare(KeptHash):
    operator: Literal["<", "<=", ">", ">=", "=", "≠"]
    left: "Node"
    right: "Node"


@kept_hash
@dataclass(frozen=True, slots=True)
class And(KeptHash):
    parts: "tuple[Node, ...]"


@kept_hash
@dataclass(frozen=True, slots=True)
class Or(KeptHash):
    parts: "tuple[Node, ...]"


@kept_hash
@dataclass(frozen=True, slots=True)
class Not(KeptHash):
    part: "Node"


@kept_hash
@dataclass(frozen=True, slots=True)
class Groups(KeptHash):
    """How a list is cut: by the values of some fields; or by the calendar months from ``first`` to ``last`` (year and
    month), months without a record too."""

    keys: tuple[int, ...]
    months: tuple[tuple[int, int], ...] = ()


PickOrder = Literal["first", "last", "largest", "smallest"]


@kept_hash
@dataclass(frozen=True, slots=True)
class Pick(KeptHash):
    """Some of the items of a list: of those that satisfy ``where`` (None: of all), in their ``order`` (that of the list, from
    its end, by the largest or smallest ``key``, of equal ones the earlier first), behind the first ``skip`` the next
    ``count`` (None: all).  With ``each``, so many of the records that agree in these fields; all this of the items that
    ``of`` takes."""

    order: PickOrder
    skip: int = 0
    count: int | None = None
    key: "Node | None" = None
    where: "Node | None" = None
    each: tuple[int, ...] = ()
    of: "Pick | None" = None

    @property
    def takes(self) -> int | None:
        """How many items it takes at most; None where there is no such number."""
        own = None if self.each else self.count
        most = self.of.takes if self.of else None
        return own if most is None else most if own is None else min(own, most)


@kept_hash
@dataclass(frozen=True, slots=True)
class Place(KeptHash):
    """How many items of a list come before the present one, in the order of a pick that takes all of them; where ``is_tied``,
    those alone that are truly before it by their ``key``."""

    list: str
    pick: Pick
    is_tied: bool = False
    also: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[str, ...]:
        return (self.list, *self.also)


@kept_hash
@dataclass(frozen=True, slots=True)
class Fold(KeptHash):
    """Through a list, or the items that ``pick`` takes of it: the sum of ``body``, how many items satisfy it, or whether all
    do.  With ``groups``, through the groups instead: within ``body`` the list is the group.  Those that are ``also`` gone
    through are so item by item with it."""

    kind: Literal["sum", "count", "all"]
    list: str
    body: "Node"
    groups: Groups | None = None
    pick: Pick | None = None
    also: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[str, ...]:
        return (self.list, *self.also)


Node = (
    Const
    | Input
    | Item
    | Local
    | LocalFlag
    | Add
    | Mul
    | Div
    | Least
    | Greatest
    | Round
    | Choose
    | Call
    | Flag
    | ItemFlag
    | SameText
    | Truth
    | Compare
    | And
    | Or
    | Not
    | Place
    | Fold
)


@dataclass(frozen=True, slots=True)
class Let:
    """A named number (or condition) that later parts of the program use."""

    name: str
    value: Node


@dataclass(frozen=True, slots=True)
class Check:
    """What sensible facts satisfy; where it does not hold, the call is refused with ``code`` and the messages."""

    holds: Node
    code: str
    fact: str
    message: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number to show; ``unit`` as people see it."""

    value: Node
    unit: str


@dataclass(frozen=True, slots=True)
class YesNo:
    """A condition to show as 是 or 否."""

    value: Node


@dataclass(frozen=True, slots=True)
class Word:
    """An option (by its place in ``options``), a date or a text to show; the text is a fact, or (a field of) the present
    item of a list."""

    kind: Literal["option", "date", "text"]
    value: Node | None = None
    name: str = ""
    list: str = ""
    index: int | None = None
    options: tuple[str, ...] = ()


Shown = str | Quantity | YesNo | Word


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the explanation, told where ``when`` holds (None: always); for each item of the lists ``each``, gone
    through together, where that is set, behind the number of the item, which stands between the two of ``numbered``."""

    parts: tuple[Shown, ...]
    when: Node | None = None
    each: tuple[str, ...] = ()
    numbered: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told before the conditions, of them, and of the amount (only where something is paid)."""

    definitions: tuple[Line, ...]
    conditions: tuple[Line, ...]
    amount: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Each:
    """The amount of each item of the ``lists``, which are gone through together; ``up_to``: what they come to at most."""

    lists: tuple[str, ...]
    amount: Node
    up_to: Node | None


@dataclass(frozen=True, slots=True)
class Cap:
    """A 封顶 in words (封顶500万元), and that it lowered the amount, where something is paid."""

    words: str
    binds: Node


@dataclass(frozen=True, slots=True)
class Program:
    """A clause: ``amounts`` are those of its result before rounding, none where the result is that all conditions hold.
    Where they are parts of one amount, ``whole`` is that amount.  Where there is one for ``each`` item, the one of
    ``amounts`` is what they come to, each rounded."""

    lets: tuple[Let, ...]
    checks: tuple[Check, ...]
    conditions: tuple[Node, ...]
    amounts: tuple[Node, ...]
    whole: Node | None
    told: Told
    each: Each | None = None
    caps: tuple[Cap, ...] = ()
