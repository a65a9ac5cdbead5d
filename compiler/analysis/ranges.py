"""What an expression may be: from the ranges of the facts, and from what is given to hold.

In: a clause.  Out: for any of its expressions an interval that surely contains every value, and for any condition
whether it surely holds or surely fails.  What is not known is without end, or None: so what is said is true.

It reads the core, and follows what a condition says of any number in it (面积, 研发费用 ÷ 营业收入), not of facts alone;
what comparisons say together (利润超过收入, 收入超过利润); and which numbers are left (of options, those not taken yet).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache, reduce

from tiaowen.runtime.facts import ITEMS_MAX, LIMIT

from ..ir import core
from ..model.clause import Clause
from ..model.expr import Expr
from ..program.lower import Lowerer, lower
from .interval import Interval, beside, greatest, inverse, is_below, least, rounded
from .linear import Lines, Relation, is_contradictory, relations

# Of what holds in one way or another, so many are kept to be tried, and so many trials are made.
_CHOICES = 48
_TRIALS = 256
# Of more choices than these, fewer trials are made, since each is of more.
_FEW = 6
# A number that is chosen among more cases is not looked at case by case.
_CASES = 24


# What holds in one of several ways: a condition that holds, or one that does not.
Choice = tuple[tuple[core.Node, bool], ...]


@dataclass(frozen=True, slots=True)
class Ranges:
    """What is known of a clause's numbers and conditions where some conditions are given to hold."""

    clause: Clause
    lets: dict[str, core.Node]
    lines: Lines = field(compare=False, repr=False)
    numbers: dict[core.Node, Interval] = field(default_factory=dict)
    truths: dict[core.Node, bool] = field(default_factory=dict)
    # comparisons of two numbers or more; numbers that one is not; what holds in one of several ways
    related: tuple[Relation, ...] = ()
    unlike: dict[core.Node, frozenset[Fraction]] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    is_impossible: bool = False
    # whether facts and lists of which no end is declared are without one, rather than as long as can be reported
    is_open: bool = False
    # within a number that is chosen among cases, which is looked at case by case but once
    is_case: bool = False
    # numbers chosen among cases that are being worked out: what is known of one is not asked of it meanwhile
    within: frozenset[core.Node] = frozenset()
    # The definitions worked out so far: each costs once, however often it is used.
    _numbers: dict[str, Interval] = field(default_factory=dict, init=False, compare=False, repr=False)
    _truths: dict[str, bool | None] = field(default_factory=dict, init=False, compare=False, repr=False)
    _defined: dict[str, bool] = field(default_factory=dict, init=False, compare=False, repr=False)

    def of(self, expr: Expr) -> Interval:
        """What a number of the clause may be."""
        return self._number(self._lowerer().number(expr))

    def truth(self, expr: Expr) -> bool | None:
        """Whether a condition surely holds (True), surely fails (False), or neither is known."""
        return self._truth(self._lowerer().truth(expr))

    def given(self, *conditions: Expr) -> Ranges:
        """The same where these hold."""
        return reduce(lambda known, each: known._given(known._lowerer().truth(each)), conditions, self)

    def where(self, node: core.Node) -> Ranges:
        """The same where a condition of core holds."""
        return self._given(node)

    def surely(self, node: core.Node) -> bool:
        """Whether a condition of core surely holds."""
        return self._truth(node) is True or self._denied(node).is_refuted

    def without(self, *conditions: Expr) -> Ranges:
        """The same where none of these holds."""
        return reduce(lambda known, each: known._denied(known._lowerer().truth(each)), conditions, self)

    def single(self) -> frozenset[core.Node]:
        """The numbers of which something is known, and of which only one value is left."""
        return frozenset(
            node
            for node, known in self.numbers.items()
            if known.low is not None and known.low == known.high and not known.is_empty
        )

    @property
    def is_refuted(self) -> bool:
        """Whether it surely cannot be, tried in every way that is left open."""
        trials = max(1, _TRIALS // max(1, len(self.choices) - _FEW))
        return self._but(choices=tuple(sorted(self.choices, key=len)))._refuted([trials])

    def _refuted(self, left: list[int]) -> bool:
        """``left``: so many trials."""
        if self.is_impossible:
            return True
        left[0] -= 1
        if left[0] < 0:
            return False
        for at, choice in enumerate(self.choices):
            if (ways := self._open(choice)) is not None:
                known = self._but(choices=self.choices[at + 1 :])
                return all(known._told(part, held)._refuted(left) for part, held in ways)
        return False

    def _open(self, choice: Choice) -> Choice | None:
        """The ways that may still be; None where one of them surely is, so that the choice says nothing more."""
        ways = [(each, self._truth(each[0])) for each in choice]
        if any(known is held for (_, held), known in ways):
            return None
        return tuple(each for each, known in ways if known is None)

    def _but(
        self,
        *,
        numbers: dict[core.Node, Interval] | None = None,
        truths: dict[core.Node, bool] | None = None,
        choices: tuple[Choice, ...] | None = None,
        is_impossible: bool | None = None,
    ) -> Ranges:
        """The same with some of it changed; what ``replace`` does, which is asked for too often here."""
        return Ranges(
            self.clause,
            self.lets,
            self.lines,
            self.numbers if numbers is None else numbers,
            self.truths if truths is None else truths,
            self.related,
            self.unlike,
            self.choices if choices is None else choices,
            self.is_impossible if is_impossible is None else is_impossible,
            self.is_open,
            self.is_case,
            self.within,
        )

    def _told(self, node: core.Node, held: bool) -> Ranges:
        return self._given(node) if held else self._denied(node)

    def _lowerer(self) -> Lowerer:
        return _lowerer_of(self.clause)

    # ── numbers ──

    def _number(self, node: core.Node) -> Interval:
        known = self.numbers.get(node)
        if known is not None and isinstance(node, core.Input | core.Item):
            return known  # never wider than what is declared
        found = self._computed(node)
        return found if known is None else found.narrowed(known)

    def _computed(self, node: core.Node) -> Interval:
        match node:
            case core.Const() | core.Input() | core.Item():
                declared = _declared(node)
                is_endless = self.is_open and not isinstance(node, core.Const) and _is_endless(node)
                return Interval(declared.low, True) if is_endless else declared
            case core.Local():
                if node.name not in self._numbers:
                    made = self.lets.get(node.name)
                    self._numbers[node.name] = Interval() if made is None else self._number(made)
                return self._numbers[node.name]
            case core.Add():
                return reduce(Interval.plus, map(self._number, _left(node.parts)), Interval.at(0))
            case core.Mul():
                return self._number(node.left).times(self._number(node.right))
            case core.Div():
                return self._number(node.left).times(inverse(self._number(node.right)))
            case core.Least():
                return reduce(least, map(self._number, node.parts))
            case core.Greatest():
                return reduce(greatest, map(self._number, node.parts))
            case core.Round():
                return rounded(self._number(node.of), node.mode)
            case core.Choose():
                return self._chosen(node)
            case core.Fold():
                return self._folded(node)
            case core.Place():
                return Interval(Fraction(0), True, Fraction(ITEMS_MAX - 1), True)
        return Interval()

    def _chosen(self, node: core.Choose) -> Interval:
        """Of the cases that are possible, each where those before it fail."""
        if node in self.within:
            return Interval()
        found: list[Interval] = []
        rest = replace(self, within=self.within | {node})
        for condition, amount in node.branches:
            case = rest._given(condition)
            if not case.is_impossible:
                found.append(case._number(amount))
            rest = rest._denied(condition)
        if not rest.is_impossible:
            found.append(rest._number(node.otherwise))
        return reduce(Interval.joined, found, Interval(Fraction(1), False, Fraction(0), False))

    def _folded(self, node: core.Fold) -> Interval:
        taken = node.pick.takes if node.pick else None
        most = ITEMS_MAX if taken is None else min(taken, ITEMS_MAX)
        count = Interval(Fraction(0), True, Fraction(most), True)
        if self.is_open and taken is None:
            count = Interval(Fraction(0), True)
        if node.kind == "count":
            return count
        return self._number(node.body).times(count).joined(Interval.at(0))

    # ── conditions ──

    def _truth(self, node: core.Node) -> bool | None:
        if node in self.truths:
            return self.truths[node]
        match node:
            case core.Truth():
                return node.value
            case core.And():
                return _all([self._truth(part) for part in node.parts])
            case core.Or():
                return _any([self._truth(part) for part in node.parts])
            case core.Not():
                held = self._truth(node.part)
                return None if held is None else not held
            case core.LocalFlag():
                if node.name not in self._truths:
                    made = self.lets.get(node.name)
                    self._truths[node.name] = None if made is None else self._truth(made)
                return self._truths[node.name]
            case core.Compare():
                return self._compared(node)
            case core.Fold(kind="all", groups=None):
                return True if self._truth(node.body) else None
        return None

    def _compared(self, node: core.Compare) -> bool | None:
        left, right = self._number(node.left), self._number(node.right)
        if left.is_empty or right.is_empty:
            return None
        if node.operator == "≠":
            if _surely("=", left, right):
                return False
            return True if _never("=", left, right) and self._is_defined(node) else None
        if _never(node.operator, left, right):
            return False
        if _surely(node.operator, left, right):
            return True if self._is_defined(node) else None
        return self._compared_together(node)

    def _compared_together(self, node: core.Compare) -> bool | None:
        """Likewise, by what else is known of both sides; of a number that is chosen among cases, in each of them."""
        for side in (node.left, node.right):
            chosen = self.lets.get(side.name, side) if isinstance(side, core.Local) else side
            if isinstance(chosen, core.Choose) and len(chosen.branches) <= _CASES and not self.is_case:
                return self._compared_by_cases(node, side, chosen)
        made, divisor = self.lines.difference(node.left, node.right)
        related = self.related if any(each.of.terms.keys() & made.terms.keys() for each in self.related) else ()
        if not related and isinstance(node.right, core.Const):
            return None
        if is_contradictory([*related, *relations(node.operator, made)], self._number, self.lines):
            return False
        if divisor is not None and not self._number(divisor).is_positive:
            return None
        opposite = relations(_OPPOSITE[node.operator], made)
        if opposite and is_contradictory([*related, *opposite], self._number, self.lines) and self._is_defined(node):
            return True
        return None

    def _compared_by_cases(self, node: core.Compare, side: core.Node, chosen: core.Choose) -> bool | None:
        found, rest = list[bool | None](), replace(self, is_case=True)
        for condition, amount in (*chosen.branches, (core.Truth(True), chosen.otherwise)):
            case = rest._given(condition)
            if not case.is_impossible:
                left, right = (amount if each is side else each for each in (node.left, node.right))
                found.append(case._truth(core.Compare(node.operator, left, right)))
            if found and found[-1] is not found[0]:
                return None
            rest = rest._denied(condition)
        return found[0] if found else None

    def _is_defined(self, node: object) -> bool:
        """Whether nothing in it may be divided by something that is not above zero."""
        if isinstance(node, core.Local | core.LocalFlag):
            if node.name not in self._defined:
                self._defined[node.name] = node.name in self.lets and self._is_defined(self.lets[node.name])
            return self._defined[node.name]
        if not _divides(node):
            return True
        if isinstance(node, core.Div) and not self._number(node.right).is_positive:
            return False
        parts = (
            node if isinstance(node, tuple) else [getattr(node, n) for n in getattr(node, "__dataclass_fields__", ())]
        )
        return all(self._is_defined(part) for part in parts)

    # ── what is given ──

    def _given(self, node: core.Node) -> Ranges:
        if self._truth(node) is False:
            return self._but(is_impossible=True)
        match node:
            case core.And():
                return reduce(lambda made, part: made._given(part), node.parts, self)
            case core.Not():
                return self._denied(node.part)
        known = self._but(truths={**self.truths, node: True})
        match node:
            case core.Or():
                return self._either(known, [(part, True) for part in node.parts])
            case core.LocalFlag() if node.name in self.lets:
                return known._given(self.lets[node.name])
            case core.Fold(kind="all", groups=None):
                return known._given(node.body)
            case core.Compare():
                return known._bounded(node.operator, node.left, node.right)
        return known

    def _denied(self, node: core.Node) -> Ranges:
        if self._truth(node) is True:
            return self._but(is_impossible=True)
        match node:
            case core.Or():
                return reduce(lambda made, part: made._denied(part), node.parts, self)
            case core.Not():
                return self._given(node.part)
        known = self._but(truths={**self.truths, node: False})
        match node:
            case core.And():
                return self._either(known, [(part, False) for part in node.parts])
            case core.LocalFlag() if node.name in self.lets:
                return known._denied(self.lets[node.name])
            case core.Compare() if self._is_defined(node):
                return known._bounded(_OPPOSITE[node.operator], node.left, node.right)
        return known

    def _bounded(self, operator: str, left: core.Node, right: core.Node) -> Ranges:
        """Given that both sides are defined."""
        made, (of, divisor) = self, self.lines.difference(left, right)
        if divisor is not None:
            made = made._narrowed(divisor, Interval(Fraction(0), False))
        if len(of.terms) > 1:
            made = replace(made, related=(*made.related, *relations(operator, of)))
        for node, by in of.terms.items() if len(of.terms) == 1 else ():
            made = made._narrowed(
                node, beside(operator if by > 0 else _TURNED[operator], Interval.at(-of.constant / by))
            )
        if operator == "≠":
            return made._unlike(left, right)._unlike(right, left)
        made = made._narrowed(left, beside(operator, made._number(right)))
        return made._narrowed(right, beside(_TURNED[operator], made._number(left)))

    def _unlike(self, node: core.Node, other: core.Node) -> Ranges:
        """One that is not some number: of those left, the ends move in."""
        at = self._number(other)
        if not isinstance(node, core.Input | core.Item) or at.low is None or at.low != at.high:
            return self
        gone, found = self.unlike.get(node, frozenset()) | {at.low}, self._number(node)
        while found.low is not None and found.low in gone:
            found = replace(found, low_included=False).on_grid(node.scale)
        while found.high is not None and found.high in gone:
            found = replace(found, high_included=False).on_grid(node.scale)
        made = replace(self, unlike={**self.unlike, node: gone})
        return replace(made, numbers={**self.numbers, node: found}, is_impossible=self.is_impossible or found.is_empty)

    def _narrowed(self, node: core.Node, to: Interval) -> Ranges:
        if isinstance(node, core.Const):
            return self
        found = self._number(node).narrowed(to)
        if isinstance(node, core.Input | core.Item):
            found = found.on_grid(node.scale)
        made = self._but(numbers={**self.numbers, node: found}, is_impossible=self.is_impossible or found.is_empty)
        if isinstance(node, core.Local) and node.name in self.lets:
            return made._narrowed(self.lets[node.name], found)
        return made

    def _either(self, known: Ranges, choice: Sequence[tuple[core.Node, bool]]) -> Ranges:
        """What holds in each way that is possible; the ways are kept, to be tried one by one."""
        ways = [(each, made) for each in choice if not (made := known._told(*each)).is_impossible]
        if not ways:
            return self._but(is_impossible=True)
        first, *others = (made for _, made in ways)
        if not others:
            return first
        numbers = {
            node: reduce(Interval.joined, (way.numbers[node] for way in others), interval)
            for node, interval in first.numbers.items()
            if all(node in way.numbers for way in others)
        }
        truths = {n: held for n, held in first.truths.items() if all(way.truths.get(n) is held for way in others)}
        left = tuple(each for each, _ in ways)
        return replace(
            self,
            numbers={**self.numbers, **numbers},
            truths={**self.truths, **truths},
            choices=(*self.choices, left)[:_CHOICES],
        )


@lru_cache(maxsize=1 << 16)
def _divides(node: object) -> bool:
    """Whether something in it is divided, or may be in what it names."""
    if isinstance(node, core.Div | core.Local | core.LocalFlag):
        return True
    parts = node if isinstance(node, tuple) else [getattr(node, n) for n in getattr(node, "__dataclass_fields__", ())]
    return any(map(_divides, parts))


@lru_cache(maxsize=512)
def _lowerer_of(clause: Clause) -> Lowerer:
    """What lowers the expressions that are asked about, each once."""
    return Lowerer(clause, _done={let.name for let in lower(clause).lets})


@lru_cache(maxsize=512)
def ranges_of_facts(clause: Clause) -> Ranges:
    """What is known of any applicant by the ranges of the facts alone."""
    lets = {let.name: let.value for let in lower(clause).lets}
    return Ranges(clause, lets, Lines(lets))


@lru_cache(maxsize=512)
def ranges_of(clause: Clause) -> Ranges:
    """What is known of any applicant whose facts are accepted: the ranges of the facts, and 核对."""
    return ranges_of_facts(clause).given(*(check.condition for check in clause.checks))


def most_of(clause: Clause) -> Fraction | None:
    """The most that one applicant is given in all, in the canonical unit, where the rule sets it an end; None where it
    grows with what is reported."""
    known = replace(ranges_of_facts(clause), is_open=True)
    known = known.given(*(made.condition for made in (*clause.checks, *clause.conditions)))
    ends = [known.of(amount).high for amount in clause.amounts]
    return sum((end for end in ends if end is not None), Fraction(0)) if ends and None not in ends else None


@lru_cache(maxsize=512)
def ranges_if_eligible(clause: Clause) -> Ranges:
    """Likewise, of one who satisfies every condition."""
    return ranges_of(clause).given(*(made.condition for made in clause.conditions))


@lru_cache(maxsize=1 << 14)
def _declared(node: core.Const | core.Input | core.Item) -> Interval:
    """What a constant is, and what a fact may be."""
    if isinstance(node, core.Const):
        return Interval.at(node.value)
    return Interval(node.low * node.scale, True, node.high * node.scale, True)


def _is_endless(node: core.Input | core.Item) -> bool:
    """Whether its high end is only what can be reported at all."""
    return node.high >= LIMIT - 1


def _surely(operator: str, left: Interval, right: Interval) -> bool:
    """Whether a comparison holds for every two numbers of the intervals."""
    match operator:
        case "<" | "<=":
            return is_below(left, right, or_equal=operator == "<=")
        case ">" | ">=":
            return is_below(right, left, or_equal=operator == ">=")
    return left == right and left.low is not None and left.low == left.high


def _never(operator: str, left: Interval, right: Interval) -> bool:
    """Whether it holds for no two of them."""
    if operator == "=":
        return _surely("<", left, right) or _surely(">", left, right)
    return _surely(_OPPOSITE[operator], left, right)


_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "≠", "≠": "="}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "≠": "≠"}


def _left(parts: Sequence[core.Node]) -> list[core.Node]:
    """The parts of a sum without those that another takes away: 投资额减投资额 is nothing, whatever it is."""
    left = list(parts)
    for part in parts:
        if isinstance(part, core.Mul) and part.left == _MINUS_ONE and part in left and part.right in left:
            left.remove(part)
            left.remove(part.right)
    return left


_MINUS_ONE = core.Const(Fraction(-1))


def _all(held: Sequence[bool | None]) -> bool | None:
    return False if False in held else None if None in held else True


def _any(held: Sequence[bool | None]) -> bool | None:
    return True if True in held else None if None in held else False
