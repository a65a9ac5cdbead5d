"""From core to integers: scales inferred, comparisons cross-multiplied.

In: a clause's program in core.  Out: the same over whole numbers.  Every constant is a fraction with a known
denominator, so a number is an integer expression over a constant, and over a second expression (``over``) only where
the clause divides by a quantity.  Nothing is rounded that core does not round.
"""

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
    Cap,
    Check,
    Compare,
    Each,
    Extreme,
    Flag,
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
    Name,
    Not,
    Picking,
    Place,
    Program,
    Quantity,
    Rational,
    SameText,
    Set,
    Shown,
    Sum,
    Times,
    Told,
    Word,
    YesNo,
    interval,
)
from .arithmetic import (
    and_,
    decided,
    extreme,
    factored,
    flat_sum,
    if_chain,
    not_,
    or_,
    over_both,
    parts_of,
    rebuilt,
    times,
    to_whole,
    without_common,
)


@dataclass(frozen=True, slots=True)
class _Number:
    """``coefficient × number ÷ (divisor × over)``, defined where every guard is above zero."""

    coefficient: int
    number: IntExpr
    divisor: int = 1
    over: IntExpr | None = None
    guards: tuple[BoolExpr, ...] = ()


def scale(program: core.Program) -> Program:
    """The integer program of a clause with its explanation."""
    scaler = _Scaler()
    for let in program.lets:
        scaler.let(let)
    checks = tuple(
        Check(holds, check.code, check.fact, check.message, check.message_en)
        for check in program.checks
        if (holds := scaler.truth(check.holds)) != Bool(True)
    )
    conditions = tuple(scaler.truth(condition) for condition in program.conditions)
    knowing = scaler.knowing(conditions)
    amounts = tuple(knowing.amount(amount) for amount in program.amounts)
    whole = knowing.amount(program.whole) if program.whole is not None else None
    groups = (program.told.definitions, program.told.conditions, program.told.amount)
    told = Told(*(tuple(_line(line, scaler) for line in lines) for lines in groups))
    each, caps = _each(knowing, program.each), _caps(knowing, program.caps)
    return Program(tuple(scaler.lets), checks, conditions, amounts, whole, told, each, caps)


def _caps(scaler: "_Scaler", caps: tuple[core.Cap, ...]) -> tuple[Cap, ...]:
    """The caps that may bind; several in the same words are one."""
    binds: dict[str, list[BoolExpr]] = {}
    for cap in caps:
        binds.setdefault(cap.words, []).append(scaler.truth(cap.binds))
    made = (Cap(words, or_(parts)) for words, parts in binds.items())
    return tuple(cap for cap in made if cap.binds != Bool(False))


def _each(scaler: "_Scaler", each: core.Each | None) -> Each | None:
    if each is None:
        return None
    up_to = None if each.up_to is None else scaler.amount(each.up_to)
    return Each(each.lists, scaler.amount(each.amount), up_to)


def _line(line: core.Line, scaler: "_Scaler") -> Line:
    when = Bool(True) if line.when is None else scaler.truth(line.when)
    return Line(tuple(_shown(part, scaler) for part in line.parts), when, line.each, line.numbered)


def _shown(part: core.Shown, scaler: "_Scaler") -> Shown:
    match part:
        case str():
            return part
        case core.Quantity():
            return Quantity(scaler.rational(part.value), part.unit)
        case core.YesNo():
            return YesNo(scaler.truth(part.value))
        case core.Word():
            value = None if part.value is None else scaler.integer(part.value)
            return Word(part.kind, value, part.name, part.list, part.index, part.options)
        case _:
            assert_never(part)


@dataclass(slots=True)
class _Scaler:
    lets: list[LetInt | LetFlag] = field(default_factory=list)
    _locals: dict[str, _Number] = field(default_factory=dict)
    _least: dict[str, int] = field(default_factory=dict)
    # What was asked before, by identity: the cases of a list have those before them in common.
    _truths: dict[int, tuple[core.Node, BoolExpr]] = field(default_factory=dict)

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
        return Rational(times(Int(value.coefficient), value.number), value.divisor, value.over)

    def integer(self, node: core.Node) -> IntExpr:
        """A node that is a whole number (an option, a date)."""
        value = self.number(node)
        assert value.divisor == 1 and value.over is None
        return times(Int(value.coefficient), value.number)

    def number(self, node: core.Node) -> _Number:
        match node:
            case core.Const():
                return _Number(node.value.numerator, Int(1), node.value.denominator)
            case core.Input():
                name = self._name(Name(node.name, node.low, node.high))
                return _reduced(node.scale.numerator, name, node.scale.denominator)
            case core.Item():
                item = ItemOf(node.list, node.index, node.low, node.high, node.at)
                return _reduced(node.scale.numerator, item, node.scale.denominator)
            case core.Local():
                return self._locals[node.name]
            case core.Add():
                values, divisor, over = _common([self.number(part) for part in node.parts])
                return _Number(*factored(Sum(tuple(flat_sum(values))), divisor), over[0], over[1])
            case core.Mul():
                left, right = self.number(node.left), self.number(node.right)
                return _reduced(
                    left.coefficient * right.coefficient,
                    times(left.number, right.number),
                    left.divisor * right.divisor,
                    over_both(left.over, right.over),
                    left.guards + right.guards,
                )
            case core.Div():
                return self._divided(self.number(node.left), self.number(node.right))
            case core.Least() | core.Greatest():
                values, divisor, over = _common([self.number(part) for part in node.parts])
                kind = "min" if isinstance(node, core.Least) else "max"
                return _Number(*factored(extreme(kind, values), divisor), over[0], over[1])
            case core.Round():
                return self._rounded(node)
            case core.Choose():
                return self._chosen(node)
            case core.Fold():
                return self._folded(node)
            case core.Place():
                picking, guards = self._picked(node.pick)
                defined = tuple(FoldAll(node.list, guard, None, node.also) for guard in dict.fromkeys(guards))
                return _Number(1, Place(node.list, picking, node.is_tied, node.also), guards=defined)
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
        below = right.number if right.coefficient > 0 else times(Int(-1), right.number)
        guards = (*left.guards, *right.guards, decided(Compare(">", below, Int(0))))
        number = left.number if right.over is None else times(left.number, right.over)
        return _reduced(
            left.coefficient * right.divisor,
            number,
            left.divisor * abs(right.coefficient),
            over_both(left.over, below),
            guards,
        )

    def _rounded(self, node: core.Round) -> _Number:
        value = self.number(node.of)
        top = times(Int(value.coefficient), value.number)
        bottom = times(Int(value.divisor), value.over) if value.over is not None else Int(value.divisor)
        if bottom == Int(1):
            return _Number(1, top, 1, None, value.guards)
        whole = to_whole(top, bottom, node.mode)
        if interval(top)[0] < 0:
            below = times(Int(-1), to_whole(times(Int(-1), top), bottom, node.mode))
            whole = If(Compare(">=", top, Int(0)), whole, below)
        return _Number(1, whole, 1, None, value.guards)

    def _chosen(self, node: core.Choose) -> _Number:
        conditions = [self.truth(condition) for condition, _ in node.branches]
        values = [self.number(value) for _, value in node.branches] + [self.number(node.otherwise)]
        divisor = lcm(*(value.divisor for value in values))
        numbers = [times(Int(value.coefficient * (divisor // value.divisor)), value.number) for value in values]
        overs = [value.over for value in values]
        guards: list[BoolExpr] = []
        earlier: list[BoolExpr] = []
        for value, condition in zip(values, [*conditions, Bool(True)], strict=True):
            chosen = and_((*(Not(part) for part in earlier), condition))
            guards += [or_((not_(chosen), guard)) for guard in value.guards]
            earlier.append(condition)
        over: IntExpr | None = None
        if any(overs):
            over = if_chain(conditions, [part if part is not None else Int(1) for part in overs])
        return _Number(*factored(if_chain(conditions, numbers), divisor), over, tuple(guards))

    def _folded(self, node: core.Fold) -> _Number:
        grouping = Grouping(node.groups.keys, node.groups.months) if node.groups else None
        picking, guards = self._picked(node.pick) if node.pick else (None, ())
        if node.kind == "count":
            defined = tuple(FoldAll(node.list, guard, grouping, node.also) for guard in dict.fromkeys(guards))
            counted = FoldInt(node.list, self.truth(node.body), True, grouping, picking, node.also)
            return _Number(1, counted, guards=defined)
        body = self.number(node.body)
        must = dict.fromkeys((*body.guards, *guards))
        defined = tuple(FoldAll(node.list, guard, grouping, node.also) for guard in must)
        if body.over is not None:
            fold = FractionFold(node.list, body.number, body.over, grouping, picking, node.also)
            top, bottom = FoldPart(fold, "numerator"), FoldPart(fold, "denominator")
            return _Number(body.coefficient, top, body.divisor, bottom, defined)
        positive = body.coefficient if body.coefficient > 0 else 1
        inner = body.number if positive == body.coefficient else times(Int(body.coefficient), body.number)
        summed = FoldInt(node.list, inner, False, grouping, picking, node.also)
        return _reduced(positive, summed, body.divisor, None, defined)

    def _picked(self, pick: core.Pick) -> tuple[Picking, tuple[BoolExpr, ...]]:
        """What is picked, and what must hold of an item for its key to be defined."""
        where = None if pick.where is None else self.truth(pick.where)
        key: tuple[IntExpr, IntExpr] | None = None
        of, guards = self._picked(pick.of) if pick.of else (None, ())
        if pick.key is not None:
            made = self.number(pick.key)
            height = times(Int(made.coefficient), made.number)
            key, guards = (height, Int(1) if made.over is None else made.over), (*guards, *made.guards)
        return Picking(pick.order, pick.skip, pick.count, key, where, pick.each, of), guards

    # ── conditions ──

    def truth(self, node: core.Node) -> BoolExpr:
        if (made := self._truths.get(id(node))) is None:
            made = self._truths[id(node)] = node, self._truth(node)
        return made[1]

    def _truth(self, node: core.Node) -> BoolExpr:
        match node:
            case core.Truth():
                return Bool(node.value)
            case core.Flag() | core.LocalFlag():
                return Flag(node.name)
            case core.ItemFlag():
                return ItemFlag(node.list, node.index, node.at)
            case core.SameText():
                return SameText(node.name, node.list, node.index, node.words, node.at)
            case core.And():
                return and_(self.truth(part) for part in node.parts)
            case core.Or():
                return or_(self.truth(part) for part in node.parts)
            case core.Not():
                return not_(self.truth(node.part))
            case core.Compare():
                return self._compared(node)
            case core.Fold():
                grouping = Grouping(node.groups.keys, node.groups.months) if node.groups else None
                return FoldAll(node.list, self.truth(node.body), grouping, node.also)
            case _:
                raise TypeError(node)

    def _compared(self, node: core.Compare) -> BoolExpr:
        left, right = self.number(node.left), self.number(node.right)
        one, other = left.coefficient * right.divisor, right.coefficient * left.divisor
        shared = gcd(one, other) or 1
        a = times(Int(one // shared), left.number)
        b = times(Int(other // shared), right.number)
        if left.over != right.over:
            a = a if right.over is None else times(a, right.over)
            b = b if left.over is None else times(b, left.over)
        if isinstance(a, (Int, Times)) and isinstance(b, (Int, Times)):
            a, b = without_common(a, b)
        return and_((*dict.fromkeys(left.guards + right.guards), decided(Compare(node.operator, a, b))))

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
            for part in parts_of(expr):
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
        inner = rebuilt(expr, named)
        if counts[expr] > 1 and not isinstance(expr, (Int, Name, ItemOf)):
            name = Name(f"中间数 {len(lets) + 1}", *interval(expr))
            lets.append(LetInt(name.name, inner))
            names[expr] = name
            return name
        return inner

    over = None if value.over is None else named(value.over)
    return Set(Rational(named(value.number), value.divisor, over), tuple(lets))


def _common(values: list[_Number]) -> tuple[list[IntExpr], int, tuple[IntExpr | None, tuple[BoolExpr, ...]]]:
    """The numbers over one divisor and one ``over``."""
    divisor = lcm(*(value.divisor for value in values))
    overs = list(dict.fromkeys(value.over for value in values if value.over is not None))
    numbers: list[IntExpr] = []
    for value in values:
        number = times(Int(value.coefficient * (divisor // value.divisor)), value.number)
        for over in overs:
            if over != value.over:
                number = times(number, over)
        numbers.append(number)
    guards = tuple(dict.fromkeys(guard for value in values for guard in value.guards))
    total: IntExpr | None = None
    for over in overs:
        total = over_both(total, over)
    return numbers, divisor, (total, guards)


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
            | core.Place()
        ):
            return False
        case _:
            assert_never(node)
