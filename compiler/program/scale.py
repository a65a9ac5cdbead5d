"""From core to integers: scales inferred, comparisons cross-multiplied.

In: a clause's program in core.  Out: the same over whole numbers.  Every constant is a fraction with a known
denominator, so a number is an integer expression over a constant, and over a second expression (``over``) only where
the clause divides by a quantity.  Nothing is rounded that core does not round.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import gcd, lcm
from typing import assert_never

from ..ir import core
from ..ir.integer import (
    Amount,
    Bool,
    BoolExpr,
    Branch,
    Call,
    Check,
    Compare,
    Extreme,
    Flag,
    FloorDiv,
    FoldAll,
    FoldInt,
    FoldPart,
    FractionFold,
    Grouping,
    If,
    Int,
    IntExpr,
    ItemFlag,
    ItemOf,
    LetFlag,
    LetInt,
    Line,
    Logic,
    Name,
    Not,
    Program,
    Rational,
    SameText,
    Set,
    Shown,
    Sum,
    Times,
    Truth,
    Value,
    Word,
    interval,
)
from ..meaning.explain import Line as ModelLine
from ..meaning.explain import Plan
from ..model.clause import Clause, RoundingMode
from ..model.expr import DefinitionRef, Element, FactRef, Field, Slot
from ..model.types import BOOLEAN, NumberType, OptionType, Plain
from .lower import Lowerer, lower


@dataclass(frozen=True, slots=True)
class _Number:
    """``coefficient × number ÷ (divisor × over)``, defined where every guard is above zero."""

    coefficient: int
    number: IntExpr
    divisor: int = 1
    over: IntExpr | None = None
    guards: tuple[BoolExpr, ...] = ()


def scale(clause: Clause, plan: Plan) -> Program:
    """The integer program of a clause with its explanation."""
    program = lower(clause)
    scaler = _Scaler()
    for let in program.lets:
        scaler.let(let)
    checks = tuple(
        Check(scaler.truth(check.holds), check.code, check.fact, check.message, check.message_en)
        for check in program.checks
    )
    conditions = tuple(scaler.truth(condition) for condition in program.conditions)
    knowing = scaler.knowing(conditions)
    amounts = tuple(knowing.amount(amount) for amount in program.amounts)
    whole = knowing.amount(program.whole) if program.whole is not None else None
    lowerer = Lowerer(clause, _done={let.name for let in program.lets})

    def told(lines: tuple[ModelLine, ...]) -> tuple[Line, ...]:
        return tuple(_line(line, lowerer, scaler) for line in lines)

    definitions, told_conditions = told(plan.definitions), told(plan.conditions)
    lines = (definitions, told_conditions, told(plan.amount))
    return Program(tuple(scaler.lets), checks, conditions, amounts, whole, *lines)


def _line(line: ModelLine, lowerer: Lowerer, scaler: "_Scaler") -> Line:
    before = len(lowerer.lets)
    when = None if line.when is None else scaler.truth(lowerer.truth(line.when))
    parts = tuple(part if isinstance(part, str) else _shown(part, lowerer, scaler) for part in line.parts)
    assert len(lowerer.lets) == before, "an explanation uses only what the result uses"
    return Line(parts, when, line.each)


def _shown(slot: Slot, lowerer: Lowerer, scaler: "_Scaler") -> Shown:
    expr = slot.expr
    kind = expr.type
    if isinstance(kind, NumberType):
        return Value(scaler.rational(lowerer.number(expr)), kind.shown)
    if kind == BOOLEAN:
        return Truth(scaler.truth(lowerer.truth(expr)))
    assert not isinstance(expr, DefinitionRef)
    name = expr.name if isinstance(expr, FactRef) else ""
    list_name = expr.list if isinstance(expr, (Element, Field)) else ""
    index = expr.index if isinstance(expr, Field) else None
    if isinstance(kind, OptionType):
        return Word("option", scaler.integer(lowerer.number(expr)), name, list_name, index, kind.options)
    assert isinstance(kind, Plain)
    if kind.kind == "date":
        return Word("date", scaler.integer(lowerer.number(expr)), name, list_name, index, ())
    return Word("text", None, name, list_name, index, ())


@dataclass(slots=True)
class _Scaler:
    lets: list[LetInt | LetFlag] = field(default_factory=list)
    _locals: dict[str, _Number] = field(default_factory=dict)
    _least: dict[str, int] = field(default_factory=dict)

    def let(self, let: core.Let) -> None:
        if _is_truth(let.value):
            self.lets.append(LetFlag(let.name, self.truth(let.value)))
            return
        value = self.number(let.value)
        over: IntExpr | None = None
        if value.over is not None:
            over = self._bound(f"{let.name} 的分母", value.over)
        self._locals[let.name] = _Number(
            value.coefficient, self._bound(let.name, value.number, value.divisor), value.divisor, over, value.guards
        )

    def _bound(self, name: str, value: IntExpr, divisor: int = 1) -> Name:
        self.lets.append(LetInt(name, value, divisor))
        return Name(name, *interval(value))

    def knowing(self, conditions: tuple[BoolExpr, ...]) -> "_Scaler":
        """The scaler for what is computed only where these conditions hold: names they bound from below are so."""
        least = {
            condition.left.name: condition.right.value + (condition.operator == ">")
            for condition in conditions
            if isinstance(condition, Compare)
            and condition.operator in (">", ">=")
            and isinstance(condition.left, Name)
            and isinstance(condition.right, Int)
        }
        knowing = _Scaler(self.lets, dict(self._locals), least)
        for name, value in self._locals.items():
            if name in least and isinstance(value.number, Name):
                knowing._locals[name] = replace(value, number=knowing._name(value.number))
        return knowing

    def _name(self, name: Name) -> Name:
        return replace(name, low=max(name.low, self._least.get(name.name, name.low)))

    # ── numbers ──

    def rational(self, node: core.Node) -> Rational:
        value = self.number(node)
        return Rational(_times(Int(value.coefficient), value.number), value.divisor, value.over)

    def integer(self, node: core.Node) -> IntExpr:
        """A node that is a whole number (an option, a date)."""
        value = self.number(node)
        assert value.divisor == 1 and value.over is None
        return _times(Int(value.coefficient), value.number)

    def number(self, node: core.Node) -> _Number:
        match node:
            case core.Const():
                return _Number(node.value.numerator, Int(1), node.value.denominator)
            case core.Input():
                name = self._name(Name(node.name, node.low, node.high))
                return _reduced(node.scale.numerator, name, node.scale.denominator)
            case core.Item():
                item = ItemOf(node.list, node.index, node.low, node.high)
                return _reduced(node.scale.numerator, item, node.scale.denominator)
            case core.Local():
                return self._locals[node.name]
            case core.Add():
                values, divisor, over = _common([self.number(part) for part in node.parts])
                return _Number(*_factored(Sum(tuple(_flat_sum(values))), divisor), over[0], over[1])
            case core.Mul():
                left, right = self.number(node.left), self.number(node.right)
                return _reduced(
                    left.coefficient * right.coefficient,
                    _times(left.number, right.number),
                    left.divisor * right.divisor,
                    _over(left.over, right.over),
                    left.guards + right.guards,
                )
            case core.Div():
                return self._divided(self.number(node.left), self.number(node.right))
            case core.Least() | core.Greatest():
                values, divisor, over = _common([self.number(part) for part in node.parts])
                kind = "min" if isinstance(node, core.Least) else "max"
                return _Number(*_factored(_extreme(kind, values), divisor), over[0], over[1])
            case core.Round():
                return self._rounded(node)
            case core.Choose():
                return self._chosen(node)
            case core.Fold():
                return self._folded(node)
            case core.Call():
                return _Number(1, Call(node.function, tuple(self.integer(part) for part in node.arguments)))
            case _:
                raise TypeError(node)

    def _divided(self, left: _Number, right: _Number) -> _Number:
        if isinstance(right.number, Int) and right.over is None:
            value = right.coefficient * right.number.value
            if value > 0:
                return _reduced(
                    left.coefficient * right.divisor, left.number, left.divisor * value, left.over, left.guards
                )
        below = right.number if right.coefficient > 0 else _times(Int(-1), right.number)
        guards = (*left.guards, *right.guards, _decided(Compare(">", below, Int(0))))
        number = left.number if right.over is None else _times(left.number, right.over)
        return _reduced(
            left.coefficient * right.divisor,
            number,
            left.divisor * abs(right.coefficient),
            _over(left.over, below),
            guards,
        )

    def _rounded(self, node: core.Round) -> _Number:
        value = self.number(node.of)
        top = _times(Int(value.coefficient), value.number)
        bottom = _times(Int(value.divisor), value.over) if value.over is not None else Int(value.divisor)
        if bottom == Int(1):
            return _Number(1, top, 1, None, value.guards)
        whole = _to_whole(top, bottom, node.mode)
        if interval(top)[0] < 0:
            below = _times(Int(-1), _to_whole(_times(Int(-1), top), bottom, node.mode))
            whole = If(Compare(">=", top, Int(0)), whole, below)
        return _Number(1, whole, 1, None, value.guards)

    def _chosen(self, node: core.Choose) -> _Number:
        conditions = [self.truth(condition) for condition, _ in node.branches]
        values = [self.number(value) for _, value in node.branches] + [self.number(node.otherwise)]
        divisor = lcm(*(value.divisor for value in values))
        numbers = [_times(Int(value.coefficient * (divisor // value.divisor)), value.number) for value in values]
        overs = [value.over for value in values]
        guards: list[BoolExpr] = []
        earlier: list[BoolExpr] = []
        for value, condition in zip(values, [*conditions, Bool(True)], strict=True):
            chosen = _and((*(Not(part) for part in earlier), condition))
            guards += [Logic("or", (Not(chosen), guard)) for guard in value.guards]
            earlier.append(condition)
        over: IntExpr | None = None
        if any(overs):
            over = _if_chain(conditions, [part if part is not None else Int(1) for part in overs])
        return _Number(*_factored(_if_chain(conditions, numbers), divisor), over, tuple(guards))

    def _folded(self, node: core.Fold) -> _Number:
        grouping = Grouping(node.groups.keys, node.groups.months) if node.groups else None
        if node.kind == "count":
            return _Number(1, FoldInt(node.list, self.truth(node.body), True, grouping))
        body = self.number(node.body)
        if body.over is not None or node.key is not None:
            return self._fraction_fold(node, body, grouping)
        positive = body.coefficient if body.coefficient > 0 and node.top is None else 1
        inner = body.number if positive == body.coefficient else _times(Int(body.coefficient), body.number)
        return _reduced(positive, FoldInt(node.list, inner, False, grouping, node.top), body.divisor, None, body.guards)

    def _fraction_fold(self, node: core.Fold, body: _Number, grouping: Grouping | None) -> _Number:
        """A sum whose parts have each their own denominator, or are chosen by another number."""
        key = body if node.key is None else self.number(node.key)
        over = body.over if body.over is not None else Int(1)
        height = _times(Int(key.coefficient), key.number), key.over if key.over is not None else Int(1)
        fold = FractionFold(node.list, body.number, over, height, node.top, grouping)
        defined = tuple(FoldAll(node.list, guard, grouping) for guard in dict.fromkeys(body.guards + key.guards))
        top, bottom = FoldPart(fold, "numerator"), FoldPart(fold, "denominator")
        return _Number(body.coefficient, top, body.divisor, bottom, defined)

    # ── conditions ──

    def truth(self, node: core.Node) -> BoolExpr:
        match node:
            case core.Truth():
                return Bool(node.value)
            case core.Flag() | core.LocalFlag():
                return Flag(node.name)
            case core.ItemFlag():
                return ItemFlag(node.list, node.index)
            case core.SameText():
                return SameText(node.name, node.list, node.index, node.words)
            case core.And():
                return _and(tuple(self.truth(part) for part in node.parts))
            case core.Or():
                parts = tuple(self.truth(part) for part in node.parts)
                return parts[0] if len(parts) == 1 else Logic("or", parts)
            case core.Not():
                return _not(self.truth(node.part))
            case core.Compare():
                return self._compared(node)
            case core.Fold():
                grouping = Grouping(node.groups.keys, node.groups.months) if node.groups else None
                return FoldAll(node.list, self.truth(node.body), grouping)
            case _:
                raise TypeError(node)

    def _compared(self, node: core.Compare) -> BoolExpr:
        left, right = self.number(node.left), self.number(node.right)
        one, other = left.coefficient * right.divisor, right.coefficient * left.divisor
        shared = gcd(one, other) or 1
        a = _times(Int(one // shared), left.number)
        b = _times(Int(other // shared), right.number)
        if left.over != right.over:
            a = a if right.over is None else _times(a, right.over)
            b = b if left.over is None else _times(b, left.over)
        if isinstance(a, (Int, Times)) and isinstance(b, (Int, Times)):
            a, b = _without_common(a, b)
        return _and((*dict.fromkeys(left.guards + right.guards), _decided(Compare(node.operator, a, b))))

    # ── the amount ──

    def amount(self, node: core.Node) -> Amount:
        """The amount as statements: choices at the top become branches."""
        hoisted = _hoisted(node)
        if isinstance(hoisted, core.Choose):
            cases: list[tuple[BoolExpr, Amount]] = []
            for condition, value in hoisted.branches:
                when = self.truth(condition)
                if when == Bool(True):
                    otherwise = self.amount(value)
                    break
                if when != Bool(False):
                    cases.append((when, self.amount(value)))
            else:
                otherwise = self.amount(hoisted.otherwise)
            return Branch(tuple(cases), otherwise) if cases else otherwise
        return _with_lets(self.rational(hoisted))


def _hoisted(node: core.Node) -> core.Node:
    """A choice among the operands of a minimum or maximum, moved outside it, so that each case is a straight line."""
    if isinstance(node, (core.Least, core.Greatest)):
        parts = tuple(_hoisted(part) for part in node.parts)
        choices = [part for part in parts if isinstance(part, core.Choose)]
        if len(choices) == 1:
            at = parts.index(choices[0])
            kind = type(node)

            def within(value: core.Node) -> core.Node:
                return kind((*parts[:at], value, *parts[at + 1 :]))

            branches = tuple((condition, within(value)) for condition, value in choices[0].branches)
            return core.Choose(branches, within(choices[0].otherwise))
    return node


def _with_lets(value: Rational) -> Set:
    """The fraction with what occurs in it more than once named."""
    counts: dict[IntExpr, int] = {}

    def count(expr: IntExpr) -> None:
        counts[expr] = counts.get(expr, 0) + 1
        if counts[expr] == 1:
            for part in _parts(expr):
                count(part)
                # An operand of a minimum is read twice, once to compare it.
                counts[part] += isinstance(expr, Extreme)

    for expr in (value.number, value.over):
        if expr is not None:
            count(expr)
    names: dict[IntExpr, Name] = {}
    lets: list[LetInt] = []

    def named(expr: IntExpr) -> IntExpr:
        if expr in names:
            return names[expr]
        inner = _rebuilt(expr, named)
        if counts[expr] > 1 and not isinstance(expr, (Int, Name, ItemOf)):
            name = Name(f"中间数 {len(lets) + 1}", *interval(expr))
            lets.append(LetInt(name.name, inner))
            names[expr] = name
            return name
        return inner

    over = None if value.over is None else named(value.over)
    return Set(Rational(named(value.number), value.divisor, over), tuple(lets))


def _parts(expr: IntExpr) -> tuple[IntExpr, ...]:
    """The integer operands that are computed whenever the expression is."""
    match expr:
        case Sum() | Extreme():
            return expr.parts
        case Times() | FloorDiv():
            return (expr.left, expr.right)
        case _:
            return ()


def _rebuilt(expr: IntExpr, named: Callable[[IntExpr], IntExpr]) -> IntExpr:
    match expr:
        case Sum() | Extreme():
            return replace(expr, parts=tuple(named(part) for part in expr.parts))
        case Times() | FloorDiv():
            return replace(expr, left=named(expr.left), right=named(expr.right))
        case _:
            return expr


def _decided(compare: Compare) -> BoolExpr:
    """The comparison, or its answer where the intervals have it."""
    (a, b), (c, d) = interval(compare.left), interval(compare.right)
    always = {"<": b < c, "<=": b <= c, ">": a > d, ">=": a >= d}
    never = {"<": a >= d, "<=": a > d, ">": b <= c, ">=": b < c}
    if always.get(compare.operator):
        return Bool(True)
    return Bool(False) if never.get(compare.operator) else compare


def _to_whole(top: IntExpr, bottom: IntExpr, mode: RoundingMode) -> IntExpr:
    """The fraction, not below zero, as a whole number."""
    if mode == "down":
        return FloorDiv(top, bottom)
    if mode == "up":
        return _times(Int(-1), FloorDiv(_times(Int(-1), top), bottom))
    return FloorDiv(Sum((_times(Int(2), top), bottom)), _times(Int(2), bottom))


def _common(values: list[_Number]) -> tuple[list[IntExpr], int, tuple[IntExpr | None, tuple[BoolExpr, ...]]]:
    """The numbers over one divisor and one ``over``."""
    divisor = lcm(*(value.divisor for value in values))
    overs = list(dict.fromkeys(value.over for value in values if value.over is not None))
    numbers: list[IntExpr] = []
    for value in values:
        number = _times(Int(value.coefficient * (divisor // value.divisor)), value.number)
        for over in overs:
            if over != value.over:
                number = _times(number, over)
        numbers.append(number)
    guards = tuple(dict.fromkeys(guard for value in values for guard in value.guards))
    total: IntExpr | None = None
    for over in overs:
        total = _over(total, over)
    return numbers, divisor, (total, guards)


def _factored(number: IntExpr, divisor: int) -> tuple[int, IntExpr, int]:
    """The greatest constant taken out of a sum or minimum and cancelled against the divisor."""
    if isinstance(number, (Sum, Extreme)):
        shared = gcd(*(_constant(part) for part in number.parts))
        if shared > 1:
            parts = tuple(_divided_by(part, shared) for part in number.parts)
            inner = Sum(parts) if isinstance(number, Sum) else Extreme(number.kind, parts)
            common = gcd(shared, divisor)
            return shared // common, inner, divisor // common
    return 1, number, divisor


def _constant(expr: IntExpr) -> int:
    """A constant that divides the expression."""
    if isinstance(expr, Int):
        return abs(expr.value)
    if isinstance(expr, Times) and isinstance(expr.left, Int):
        return abs(expr.left.value)
    return 1


def _divided_by(expr: IntExpr, divisor: int) -> IntExpr:
    if isinstance(expr, Int):
        return Int(expr.value // divisor)
    if isinstance(expr, Times) and isinstance(expr.left, Int):
        return _times(Int(expr.left.value // divisor), expr.right)
    assert divisor == 1
    return expr


def _without_common(a: IntExpr, b: IntExpr) -> tuple[IntExpr, IntExpr]:
    shared = gcd(_constant(a), _constant(b)) or 1
    return _divided_by(a, shared), _divided_by(b, shared)


def _reduced(
    coefficient: int,
    number: IntExpr,
    divisor: int,
    over: IntExpr | None = None,
    guards: tuple[BoolExpr, ...] = (),
) -> _Number:
    if isinstance(number, Int):
        coefficient, number = coefficient * number.value, Int(1)
    elif isinstance(number, Times) and isinstance(number.left, Int):
        coefficient, number = coefficient * number.left.value, number.right
    shared = gcd(coefficient, divisor) or 1
    return _Number(coefficient // shared, number, divisor // shared, over, tuple(dict.fromkeys(guards)))


def _times(left: IntExpr, right: IntExpr) -> IntExpr:
    """The product with its constant in front, and no 1 or 0 in it."""
    if isinstance(right, Int) and not isinstance(left, Int):
        left, right = right, left
    if isinstance(left, Int):
        if left.value == 0:
            return Int(0)
        if left.value == 1:
            return right
        if isinstance(right, Int):
            return Int(left.value * right.value)
        if isinstance(right, Times) and isinstance(right.left, Int):
            return _times(Int(left.value * right.left.value), right.right)
        return Times(left, right)
    if isinstance(left, Times) and isinstance(left.left, Int):
        return _times(left.left, _times(left.right, right))
    if isinstance(right, Times) and isinstance(right.left, Int):
        return _times(right.left, _times(left, right.right))
    return Times(left, right)


def _over(left: IntExpr | None, right: IntExpr | None) -> IntExpr | None:
    if left is None or right is None:
        return left if right is None else right
    return _times(left, right)


def _flat_sum(parts: list[IntExpr]) -> list[IntExpr]:
    flat: list[IntExpr] = []
    constant = 0
    for part in parts:
        for inner in part.parts if isinstance(part, Sum) else (part,):
            if isinstance(inner, Int):
                constant += inner.value
            else:
                flat.append(inner)
    return [*flat, Int(constant)] if constant or not flat else flat


def _extreme(kind: str, parts: list[IntExpr]) -> IntExpr:
    """The minimum or maximum, without parts that by their intervals can never be it."""
    kept = list(dict.fromkeys(parts))
    for part in reversed(tuple(kept)):
        low, high = interval(part)
        others = [interval(other) for other in kept if other is not part]
        if any(least >= high if kind == "max" else most <= low for least, most in others):
            kept.remove(part)
    return kept[0] if len(kept) == 1 else Extreme("min" if kind == "min" else "max", tuple(kept))


def _if_chain(conditions: list[BoolExpr], values: list[IntExpr]) -> IntExpr:
    result = values[-1]
    for condition, value in reversed(list(zip(conditions, values[:-1], strict=True))):
        result = value if condition == Bool(True) or value == result else If(condition, value, result)
    return result


def _and(parts: tuple[BoolExpr, ...]) -> BoolExpr:
    kept = tuple(part for part in parts if part != Bool(True))
    return Bool(True) if not kept else kept[0] if len(kept) == 1 else Logic("and", kept)


def _not(part: BoolExpr) -> BoolExpr:
    if isinstance(part, Not):
        return part.part
    return Bool(not part.value) if isinstance(part, Bool) else Not(part)


def _is_truth(node: core.Node) -> bool:
    match node:
        case core.Flag() | core.LocalFlag() | core.ItemFlag() | core.SameText() | core.Truth():
            return True
        case core.Compare() | core.And() | core.Or() | core.Not():
            return True
        case core.Fold():
            return node.kind == "all"
        case (
            core.Const()
            | core.Input()
            | core.Item()
            | core.Local()
            | core.Add()
            | core.Mul()
            | core.Div()
            | core.Least()
            | core.Greatest()
            | core.Round()
            | core.Choose()
            | core.Call()
        ):
            return False
        case _:
            assert_never(node)
