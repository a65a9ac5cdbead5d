"""What the numbers of a rule are for, by their place in what is computed.

In: a clause.  Out: for each place of the rule where a number stands, the roles that it has there, once for each way in
which it is used: a name of 其中 may be a cap here and a threshold there.  A mechanism says by its ``Anatomy`` what it
makes of its operands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from ..language.roles import Role
from ..model.clause import Clause
from ..model.expr import (
    Anatomy,
    Branch,
    Compare,
    Definition,
    DefinitionRef,
    Difference,
    Expr,
    Literal,
    Mechanism,
    Quotient,
    operands_of,
)
from ..model.quantity import MONEY
from ..model.types import NumberType
from ..text.source import Span

Roles = frozenset[Role]
GIVEN, THRESHOLD, CHECKED, PART = Roles({"给付"}), Roles({"门槛"}), Roles({"核对"}), Roles({"分段"})
UNUSED = Roles({"闲置"})
_WORKED_OUT = Roles({"给付", "除数", "扣除", "步长", "封顶", "保底", "分段"})
_HELD = THRESHOLD | CHECKED | UNUSED


@dataclass(slots=True)
class Uses:
    """The roles of the number at each place: one set for each way in which it is used, any of which it may be there."""

    of_place: dict[tuple[int, int], list[Roles]] = field(default_factory=dict)
    entered: set[tuple[Definition, Roles]] = field(default_factory=set)

    def at(self, span: Span) -> list[Roles]:
        return self.of_place.get((span.start, span.end), [])

    def note(self, literal: Literal, roles: Roles) -> None:
        if literal.span:
            found = self.of_place.setdefault((literal.span.start, literal.span.end), [])
            if roles not in found:
                found.append(roles)


def uses_of(clause: Clause) -> Uses:
    uses = Uses()
    for made in clause.checks:
        _visit(uses, made.condition, CHECKED)
    for made in clause.conditions:
        _visit(uses, made.condition, THRESHOLD)
    for made in (*clause.checks, *clause.conditions):
        if made.guard is not None:
            _visit(uses, made.guard, THRESHOLD)
    for amount in clause.amounts:
        _visit(uses, amount, GIVEN)
    if clause.amount is not None:
        _visit(uses, clause.amount, GIVEN)
    reached = {made for made, _ in uses.entered}
    for definition in clause.definitions:
        if definition not in reached:
            _visit(uses, definition.body, UNUSED)
    return uses


def _visit(uses: Uses, expr: Expr, roles: Roles) -> None:
    is_held = not _HELD.isdisjoint(roles)
    match expr:
        case Literal():
            uses.note(expr, roles)
        case DefinitionRef(definition=made):
            if (made, roles) not in uses.entered:
                uses.entered.add((made, roles))
                _visit(uses, made.body, roles)
        case Compare(left=left, right=right):
            held = roles if is_held else THRESHOLD
            if roles == THRESHOLD and not _is_money_or_ratio(right):
                # what is counted may be limited by what is asked for
                held = held | ({"封顶"} if expr.operator in ("<", "<=") else {"保底"})
            for side in (left, right):
                # 折算面积 may be compared, and the 30% of it is no threshold for that
                _visit(uses, side, held if isinstance(side, Literal) else held | _WORKED_OUT)
        case Difference(left=left, right=right) if not is_held:
            # 下浮10% is 1 less 10%, of what is given.
            is_of_one = isinstance(left, Literal) and left.span is None
            _visit(uses, left, roles)
            _visit(uses, right, Roles({"扣除"}) if is_of_one else _of_base(left, "扣除"))
        case Quotient(left=left, right=right) if not is_held:
            _visit(uses, left, roles)
            _visit(uses, right, Roles({"除数"}) if isinstance(right, Literal) else roles)
        case Mechanism() if not is_held:
            _visit_operands(uses, expr, expr.anatomy(), roles)
        case _:
            _all(uses, operands_of(expr), roles)


def _visit_operands(uses: Uses, made: Mechanism, anatomy: Anatomy, roles: Roles) -> None:
    of_operand: dict[int, Roles] = {}
    for limit in anatomy.limits:
        of_operand[id(limit.limit)] = _of_base(limit.amount, limit.word)
    for taken in anatomy.takes:
        of_operand[id(taken)] = _of_base(anatomy.acts_on, "扣除")
    if isinstance(anatomy.acts_on, Literal) and anatomy.takes and not any(map(_is_worked_out, anatomy.takes)):
        # 人均收入不足1000元的部分: what is lacking up to a line
        of_operand[id(anatomy.acts_on)] = roles | THRESHOLD | PART
    if anatomy.steps:
        of_operand[id(anatomy.steps.size)] = Roles({"步长"})
        of_operand[id(anatomy.steps.start)] = THRESHOLD | PART
    if anatomy.segment:
        of_operand |= {id(end): PART for end in (anatomy.segment.low, anatomy.segment.high)}
    if anatomy.choice:
        limit_word: Role = "保底" if anatomy.choice.highest else "封顶"
        is_base = all(isinstance(part, Literal) or not _is_worked_out(part) for part in anatomy.choice.parts)
        chosen = roles | {limit_word} | (PART if is_base else Roles())
        of_operand |= {id(part): chosen for part in anatomy.choice.parts}
    if anatomy.cases:
        amounts = [branch.amount for branch in anatomy.cases.branches]
        for branch in anatomy.cases.branches:
            # ，超过5万元的，按5万元: a cap in other words
            held_at = _limited(branch, amounts)
            of_operand[id(branch.condition)] = THRESHOLD | ({held_at} if held_at else set())
            if held_at:
                of_operand[id(branch.amount)] = roles | {held_at}
    for operand in operands_of(made):
        _visit(uses, operand, of_operand.get(id(operand), roles))


def _is_money_or_ratio(expr: Expr) -> bool:
    kind = expr.type
    return isinstance(kind, NumberType) and (kind.is_ratio or kind.unit.same_dimension(MONEY.unit))


def _of_base(base: Expr | None, role: Role) -> Roles:
    """What a limit, or what is taken away, is: of a mere quantity it says as well which part of it counts."""
    return Roles({role}) if base is None or _is_worked_out(base) else Roles({role, "分段"})


def _is_worked_out(expr: Expr) -> bool:
    """Whether an amount has numbers of the rule in it, rather than being a quantity that was filled in."""
    if isinstance(expr, DefinitionRef):
        return _is_named_worked_out(expr.definition)
    return isinstance(expr, Literal) or any(map(_is_worked_out, operands_of(expr)))


@lru_cache(maxsize=1024)
def _is_named_worked_out(made: Definition) -> bool:
    """Each name once, however often others use it."""
    return _is_worked_out(made.body)


def _limited(branch: Branch, amounts: Iterable[Expr]) -> Role | None:
    """Of a case in which another case's amount is beyond a number, and is that number instead."""
    tests = operands_of(branch.condition) if not isinstance(branch.condition, Compare) else (branch.condition,)
    if len(tests) != 1 or not isinstance(tests[0], Compare) or not isinstance(branch.amount, Literal):
        return None
    test = tests[0]
    if isinstance(test.right, Literal) and test.right.value == branch.amount.value and test.left in amounts:
        return "封顶" if test.operator in (">", ">=") else "保底"
    return None


def _all(uses: Uses, exprs: Iterable[Expr], roles: Roles) -> None:
    for expr in exprs:
        _visit(uses, expr, roles)
