"""A clause as a kernel: the integer form in single assignment, every case of it worked out and the right one chosen.

In: a clause.  Out: its ``Kernel``, over facts that are no greater than is sure to be exact; ``Unsayable`` where there is
none.  Every step is within its ends for any facts at all: a fact beyond the bound is one at it (and its row set apart), and
a name of which more is known in one case is held to that in all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from typing import assert_never

from tiaowen.runtime.facts import ITEMS_MAX, FactType

from ...ir.integer import (
    LAST_DAY,
    Bool,
    BoolExpr,
    Call,
    Compare,
    Extreme,
    Flag,
    FloorDiv,
    FoldAll,
    FoldInt,
    FoldPart,
    If,
    Int,
    IntExpr,
    ItemFlag,
    ItemOf,
    LetInt,
    Logic,
    Name,
    Not,
    Place,
    SameText,
    Sum,
    Times,
)
from ...ir.shape import Amount as Rounded
from ...ir.shape import Answer, One, PerItem, Several
from ...program.module import Entry
from ..expressions import Unsayable
from ..sql_ranges import APPROVED, IS_APPROVED, Ranged, bounds_of, within_bound
from .numbers import MOST, Number, Steps, TooWide
from .steps import Asked, Code, Kernel, Step

# The greatest number that is counted with where numbers without end would not fit: 1万亿元.
_USUAL_BOUND = 10**12
_LEAST_BOUND = 10**7
# The places behind the point of a result by how it is shown.
_PLACES = {"money": 2, "ratio": 8}
# Caps are told as bits of a byte.
_CAPS = 8
_TOO_LARGE = ("算得下这些数的 64 位整数", "64-bit integers that hold what is computed")


def kernel_of(entry: Entry) -> Kernel:
    """The kernel of a clause.  Raises Unsayable."""
    if isinstance(entry.shape, PerItem):
        raise Unsayable("逐项的结果", "a result for each item")
    if len(entry.caps) > _CAPS:
        raise Unsayable("八个以上的封顶", "more than eight caps")
    whole = within_bound(entry, None)
    if whole.greatest <= MOST:
        try:
            return _Lowering(entry, whole).kernel()
        except TooWide:
            pass
    bound = _USUAL_BOUND
    while bound >= _LEAST_BOUND:
        try:
            return _Lowering(entry, within_bound(entry, bound)).kernel()
        except TooWide:
            bound //= 10
    raise Unsayable(*_TOO_LARGE)


def places_of(of: Rounded) -> int:
    """How many decimals the whole numbers of a result stand for."""
    return _PLACES.get(of.shown, 0 if of.is_rounded else 4)


class _Lowering:
    def __init__(self, entry: Entry, parts: Ranged) -> None:
        self.entry, self.parts = entry, parts
        self.steps = Steps()
        self.columns: list[Asked] = []
        self.lists: list[str] = []
        self.names: dict[int, str] = {}
        self.sound: list[int] = []
        self._facts: dict[str, Number] = {}
        self._truths: dict[str, int] = {}
        self._known: dict[object, Number | int] = {}
        self._lets = {let.name: let.value for let in parts.lets if isinstance(let, LetInt)}
        # INVARIANT: what checks say is taken for granted only behind them.
        self._has_checks = False
        # Sums of facts that checks say are not below zero; None before they are asked for.
        self._forms: list[dict[str, int]] | None = None
        self._items: dict[str, FactType] = {}
        # The lists whose items are gone through where an expression stands.
        self._within: tuple[str, ...] = ()

    def kernel(self) -> Kernel:
        entry, parts, steps = self.entry, self.parts, self.steps
        for of in entry.asked:
            self._fact(of)
        day = self._day()
        for let in parts.lets:
            if isinstance(let, LetInt):
                number = self._facts[let.name] = self.integer(let.value)
                self.names.setdefault(number.whole, let.name)
            else:
                truth = self._truths[let.name] = self.truth(let.value)
                self.names.setdefault(truth, let.name)
        refused = steps.opposite(steps.both([self.truth(check) for check in parts.checks]))
        self._has_checks = True
        conditions = [self.truth(condition) for condition in parts.conditions]
        in_time = [] if entry.valid is None else [self._in_time(day)]
        taken = [*self.sound, steps.opposite(refused)]
        eligible = steps.both([*taken, *conditions, *in_time])
        pays = steps.both([*taken, *conditions]) if entry.is_on_any_day else eligible
        caps = tuple(steps.both([pays, self.truth(cap)]) for cap in parts.caps)
        values = tuple(steps.choose(pays, value, steps.constant(0)).whole for value in self._values(pays))
        apart = steps.opposite(steps.both(self.sound))
        return Kernel(
            steps=tuple(steps.made),
            columns=tuple(self.columns),
            lists=tuple(self.lists),
            names=self.names,
            values=values,
            eligible=eligible,
            caps=caps,
            apart=apart,
            refused=refused,
            asks_day=day is not None,
            bound=parts.bound,
        )

    def _values(self, pays: int) -> list[Number]:
        """The amounts, each in whole numbers of the smallest part that its result has."""
        shape, parts, steps = self.entry.shape, self.parts, self.steps
        match shape:
            case Answer():
                return [Number(steps.add("number_of", pays), 0, 1)]
            case One() | Several():
                amounts = list(map(self.integer, parts.amounts))
                if parts.whole is not None:
                    amounts[-1] = reduce(steps.minus, amounts[:-1], self.integer(parts.whole))
                unit = shape.of.step * 10 ** places_of(shape.of)
                if unit.denominator != 1:
                    raise Unsayable("这样细的取整", "such fine rounding")
                factor = steps.constant(unit.numerator)
                scaled = [amount if unit == 1 else steps.times(amount, factor) for amount in amounts]
                if not all(amount.is_narrow for amount in scaled):
                    raise TooWide
                return scaled
            case PerItem():
                raise AssertionError
            case _:
                assert_never(shape)

    # ── facts ──

    def _fact(self, of: FactType) -> None:
        if of.kind == "list":
            assert of.item is not None
            self._items[of.name] = of.item
            self._list(of)
            return
        if of.optional and of is not self.entry.approved:
            raise Unsayable("可以不填而没有默认值的填报项", "facts that may be left out and have no default")
        called = APPROVED if of is self.entry.approved else of.name
        if of is self.entry.approved:
            given = self._column(Asked(of.name, "given"))
            self._truths[IS_APPROVED] = self.steps.step(Step("truth_fact", constant=given))
        made = self._read(of, of.name, None, lambda code, place: Step(code, constant=place))
        if isinstance(made, Number):
            self._facts[called] = made
            self.names[made.whole] = of.name
        else:
            self._truths[called] = made
            self.names[made] = of.name

    def _read(self, of: FactType, name: str, field: int | None, made: Callable[[Code, int], Step]) -> Number | int:
        """A fact, or a field of an item, within its ends; a row in which it is not is set apart."""
        steps = self.steps
        match of.kind:
            case "boolean":
                return steps.step(
                    made("truth_fact" if field is None else "truth_item", self._column(Asked(name, "byte", field)))
                )
            case "number":
                low, high = bounds_of(of, self.parts.bound)
                what = "number"
            case "option":
                low, high, what = 0, len(of.options) - 1, "byte"
            case "date":
                low, high = of.low if of.low is not None else 1, of.high if of.high is not None else LAST_DAY
                what = "day"
            case _:
                raise Unsayable("列里的文字和表格", "texts and records in columns")
        if max(-low, high) > MOST:
            raise TooWide
        column = self._column(Asked(name, what, field))  # type: ignore[arg-type]
        raw = steps.step(made("fact" if field is None else "item", column))
        is_sound = steps.step(replace(Step("within", (raw,), low, high), inner=steps.made[raw].inner))
        if field is None:
            self.sound.append(is_sound)
        else:
            self.sound.append(steps.step(Step("every", (is_sound,), lists=(self.lists.index(name),))))
        whole = steps.add("choose", is_sound, raw, steps.constant(max(low, min(high, 0))).whole)
        return Number(whole, low, high)

    def _column(self, asked: Asked) -> int:
        self.columns.append(asked)
        return len(self.columns) - 1

    def _day(self) -> Number | None:
        if not self.entry.valid and not self.entry.day_name:
            return None
        raw = self.steps.step(Step("day"))
        sound = self.steps.add("within", raw, constant=1, high=LAST_DAY)
        self.sound.append(sound)
        day = Number(self.steps.add("choose", sound, raw, self.steps.constant(1).whole), 1, LAST_DAY)
        self._facts[self.entry.day_name] = day
        return day

    def _in_time(self, day: Number | None) -> int:
        assert day is not None and self.entry.valid is not None
        first, last = (each.toordinal() for each in self.entry.valid)
        return self.steps.add("within", day.whole, constant=first, high=last)

    # ── lists ──

    def _list(self, of: FactType) -> None:
        """A list of the row: how many items there are, and its fields."""
        self.lists.append(of.name)
        place, item = len(self.lists) - 1, of.item
        assert item is not None
        length = self.steps.step(Step("length", lists=(place,)))
        low, high = (0, ITEMS_MAX) if of.length is None else (of.length, of.length)
        self.sound.append(self.steps.add("within", length, constant=low, high=high))
        fields = item.fields if item.kind == "record" else (item,)
        for at, field in enumerate(fields):
            key = ("item", of.name, at)
            self._known[key] = self._read(
                field, of.name, at, lambda code, column: Step(code, constant=column, inner=(place,))
            )

    def _item(self, name: str, index: int | None, at: int | None) -> Number | int:
        if at is not None or name not in self._within:
            raise Unsayable("某一项的数", "numbers of one item")
        return self._known["item", name, index or 0]

    def _fold(self, code: Code, lists: tuple[str, ...], body: IntExpr | BoolExpr) -> Number | int:
        """What all items of a list come to."""
        steps = self.steps
        if len(lists) > 1 or self._within:
            raise Unsayable("几个表格一起的计算", "calculation through several lists")
        place = self.lists.index(lists[0])
        self._within, known = lists, self._known
        self._known = dict(known)
        made = self.truth(body) if isinstance(body, BoolExpr) else self.integer(body)
        self._within, self._known = (), known
        if not isinstance(made, Number):
            step = steps.step(Step(code, (made,), lists=(place,)))
            return Number(step, 0, ITEMS_MAX) if code == "count" else step
        low, high = min(0, made.low * ITEMS_MAX), max(0, made.high * ITEMS_MAX)
        is_narrow = low >= -MOST and high <= MOST
        whole = steps.step(Step(code, (made.whole,), lists=(place,), wraps=not is_narrow))
        if is_narrow:
            return Number(whole, low, high)
        made = steps.real(made)
        real = steps.step(Step("real_sum", (made.real,), lists=(place,)))
        # Each of the additions rounds what has come together so far.
        size = (made.size + made.error) * ITEMS_MAX
        return Number(whole, low, high, real, made.error * ITEMS_MAX + -(-size * ITEMS_MAX // 2**52))

    # ── whole numbers ──

    def integer(self, expr: IntExpr) -> Number:
        if (made := self._known.get(expr)) is None:
            made = self._known[expr] = self._integer(expr)
        assert isinstance(made, Number)
        return made

    def _integer(self, expr: IntExpr) -> Number:
        steps = self.steps
        match expr:
            case Int():
                return steps.constant(expr.value)
            case Name():
                return self._held(self._facts[expr.name], expr.low, expr.high)
            case ItemOf():
                made = self._item(expr.list, expr.index, expr.at)
                assert isinstance(made, Number)
                return self._held(made, expr.low, expr.high)
            case Sum():
                return self._sum(expr)
            case Times():
                if expr.left == Int(-1):
                    return steps.minus(steps.constant(0), self.integer(expr.right))
                return steps.times(self.integer(expr.left), self.integer(expr.right))
            case FloorDiv():
                return steps.quotient(self.integer(expr.left), self.integer(expr.right))
            case Extreme():
                first, *others = map(self.integer, expr.parts)
                return reduce(lambda a, b: steps.extreme(a, b, expr.kind == "min"), others, first)
            case If():
                return self._choice(expr)
            case Call():
                arguments = list(map(self.integer, expr.arguments))
                if not all(each.is_narrow for each in arguments):
                    raise TooWide
                low, high = (1, LAST_DAY) if expr.function == "shift_months" else (-120000, 120000)
                return Number(steps.add(expr.function, *(each.whole for each in arguments)), low, high)
            case FoldInt():
                if expr.groups or expr.pick:
                    raise Unsayable("分组和挑选的计算", "calculation by groups or picks")
                made = self._fold("count" if expr.is_count else "sum", (expr.list, *expr.also), expr.body)
                assert isinstance(made, Number)
                return made
            case Place():
                raise Unsayable("名次和先后的计算", "calculation by places")
            case FoldPart():
                raise Unsayable("逐项相除再合计的计算", "sum of quotients of each item")
            case _:
                assert_never(expr)

    def _held(self, number: Number, low: int, high: int) -> Number:
        """A name where more is known of it than elsewhere: there it changes nothing."""
        steps = self.steps
        if low > number.low:
            number = Number(steps.add("most", number.whole, steps.constant(low).whole), low, max(low, number.high))
        if high < number.high:
            number = Number(steps.add("least", number.whole, steps.constant(high).whole), number.low, high)
        return number

    def _sum(self, expr: Sum) -> Number:
        """Parts above zero first: 甲 − 乙 is one step; 丙 × 甲 − 丙 × 乙 is 丙 × (甲 − 乙)."""
        steps = self.steps
        parts = [
            (part.right, True) if isinstance(part, Times) and part.left == Int(-1) else (part, False)
            for part in expr.parts
        ]
        total: Number | None = None
        if (found := _common(parts)) is not None:
            factor, plus, minus, parts = found
            total = steps.times(self.integer(factor), self._difference(plus, minus))
        parts.sort(key=lambda part: part[1])
        for part, is_taken in parts:
            number = self.integer(part)
            if total is None:
                total = steps.minus(steps.constant(0), number) if is_taken else number
            else:
                total = steps.minus(total, number) if is_taken else steps.plus(total, number)
        assert total is not None
        return total

    def _difference(self, plus: IntExpr, minus: IntExpr) -> Number:
        """甲 − 乙; where a check says that it is not below zero, 0 at least, since elsewhere the facts are refused."""
        expr = Sum((plus, Times(Int(-1), minus)))
        total, form = self.integer(expr), self._linear(expr)
        if total.low >= 0 or form is None or not any(_times_of(form, other) for other in self._checked()):
            return total
        return self.steps.extreme(total, self.steps.constant(0), False)

    def _checked(self) -> list[dict[str, int]]:
        """The sums of facts that are not below zero where no check fails; none while it is asked whether one does."""
        if not self._has_checks:
            return []
        if self._forms is None:
            self._forms = []
            for check in self.parts.checks:
                if isinstance(check, Compare) and check.operator in ("<=", ">="):
                    more, less = (check.left, check.right) if check.operator == ">=" else (check.right, check.left)
                    form = self._linear(Sum((more, Times(Int(-1), less))))
                    self._forms += [form] if form else []
        return self._forms

    def _linear(self, expr: IntExpr) -> dict[str, int] | None:
        """An expression as so many times each fact, "" being the constant; None where it is none such."""
        match expr:
            case Int():
                return {"": expr.value}
            case Name():
                let = self._lets.get(expr.name)
                if let is not None:
                    return self._linear(let)
                return {expr.name: 1} if expr.name in self._facts else None
            case Times(left=Int(value=factor)):
                inner = self._linear(expr.right)
                return None if inner is None else {name: factor * count for name, count in inner.items()}
            case Sum():
                made: dict[str, int] = {}
                for part in expr.parts:
                    inner = self._linear(part)
                    if inner is None:
                        return None
                    for name, count in inner.items():
                        made[name] = made.get(name, 0) + count
                return {name: count for name, count in made.items() if count}
            case _:
                return None

    def _choice(self, expr: If) -> Number:
        steps = self.steps
        if (size := _of_either_sign(expr)) is not None:
            # Half away from zero: what is rounded is the number without its sign.
            number, rounded = size
            whole = self.integer(number)
            sizes = steps.size_of(whole)
            self._known[Extreme("max", (number, Int(0)))] = sizes
            made = self.integer(rounded)
            return steps.choose(steps.less(whole, steps.constant(0)), steps.minus(steps.constant(0), made), made)
        return steps.choose(self.truth(expr.condition), self.integer(expr.then), self.integer(expr.otherwise))

    # ── truths ──

    def truth(self, expr: BoolExpr) -> int:
        if (made := self._known.get(expr)) is None:
            made = self._known[expr] = self._truth(expr)
        assert isinstance(made, int)
        return made

    def _truth(self, expr: BoolExpr) -> int:
        steps = self.steps
        match expr:
            case Flag():
                return self._truths[expr.name]
            case ItemFlag():
                made = self._item(expr.list, expr.index, expr.at)
                assert isinstance(made, int)
                return made
            case Bool():
                return steps.truth(expr.value)
            case Compare():
                return self._compared(expr)
            case Logic():
                return steps.both([self.truth(part) for part in expr.parts], expr.kind)
            case Not():
                return steps.opposite(self.truth(expr.part))
            case FoldAll():
                if expr.groups:
                    raise Unsayable("分组的计算", "calculation by groups")
                made = self._fold("every", (expr.list, *expr.also), expr.body)
                assert isinstance(made, int)
                return made
            case SameText():
                raise Unsayable("列里的文字", "texts in columns")
            case _:
                assert_never(expr)

    def _compared(self, expr: Compare) -> int:
        steps, left, right = self.steps, self.integer(expr.left), self.integer(expr.right)
        match expr.operator:
            case "<":
                return steps.less(left, right)
            case ">":
                return steps.less(right, left)
            case "<=":
                return steps.opposite(steps.less(right, left))
            case ">=":
                return steps.opposite(steps.less(left, right))
            case "=":
                return steps.equal(left, right)
            case "≠":
                return steps.opposite(steps.equal(left, right))
            case _:
                assert_never(expr.operator)


def _of_either_sign(expr: If) -> tuple[IntExpr, IntExpr] | None:
    """Of 「where x ≥ 0, f(max(x, 0)), else −f(max(−x, 0))」 x and f(max(x, 0)); None of anything else."""
    match expr:
        case If(
            condition=Compare(operator=">=", left=number, right=Int(value=0)),
            then=FloorDiv() as rounded,
            otherwise=Times(left=Int(value=-1), right=FloorDiv() as other),
        ):
            pass
        case _:
            return None
    if rounded.right != other.right:
        return None
    ours, theirs = (part.left.parts if isinstance(part.left, Sum) else (part.left,) for part in (rounded, other))
    if len(ours) != len(theirs) or ours[1:] != theirs[1:]:
        return None
    is_so = ours[0] == Extreme("max", (number, Int(0))) and isinstance(theirs[0], Extreme)
    return (number, rounded) if is_so else None


def _common(parts: list[tuple[IntExpr, bool]]) -> tuple[IntExpr, IntExpr, IntExpr, list[tuple[IntExpr, bool]]] | None:
    """Of 丙 × 甲 − 丙 × 乙 and others 丙, 甲, 乙 and the others."""
    for place, (plus, is_taken) in enumerate(parts):
        for other, (minus, is_other_taken) in enumerate(parts):
            if is_taken or not is_other_taken or not (isinstance(plus, Times) and isinstance(minus, Times)):
                continue
            if plus.left == minus.left and not isinstance(plus.left, Int):
                rest = [part for at, part in enumerate(parts) if at not in (place, other)]
                return plus.left, plus.right, minus.right, rest
    return None


def _times_of(form: dict[str, int], other: dict[str, int]) -> bool:
    """Whether a sum is so many times the other, and more than no times."""
    if not other or form.keys() != other.keys():
        return False
    first = next(iter(other))
    return form[first] * other[first] > 0 and all(
        form[name] * other[first] == other[name] * form[first] for name in other
    )
