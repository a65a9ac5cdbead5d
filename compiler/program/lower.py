"""From the model to core.

In: a clause, typed.  Out: its ``core.Program``: definitions become lets (in the order in which they are needed),
conditions and fact checks become boolean nodes, each amount one number, and the plan of the explanation lines over nodes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import assert_never

from ..ir import core
from ..ir.shape import Amount
from ..meaning.caps import cap_said, caps
from ..meaning.english import told_in
from ..meaning.explain import Line, Plan, plan
from ..meaning.faults import fact_checks
from ..model.clause import Clause, Fact, PerItem, Series
from ..model.expr import (
    Addition,
    All,
    AnyOf,
    Compare,
    Definition,
    DefinitionRef,
    Difference,
    Element,
    Expr,
    FactRef,
    Field,
    Literal,
    Mechanism,
    Not,
    OptionLiteral,
    Product,
    Quotient,
    TextLiteral,
    Truth,
)
from ..model.shape import amount_of
from ..model.types import BOOLEAN, CLAIM_DATE, NO_ITEM, NumberType, OptionType, Plain
from ..report.diagnostic import Language


def lower(clause: Clause, lang: Language = "zh") -> core.Program:
    """The program of a clause, explained in a language."""
    lowerer = Lowerer(clause)
    checks = tuple(
        core.Check(lowerer.truth(check.holds), check.code, check.fact, check.message, check.message_en)
        for check in fact_checks(clause)
    )
    conditions = tuple(lowerer.truth(condition.condition) for condition in clause.conditions)
    whole = lowerer.number(clause.amount) if clause.amount is not None else None
    amounts = tuple(lowerer.number(amount) for amount in clause.amounts)
    are_parts = isinstance(clause.series, Series) and clause.series.remainder
    each = _each(lowerer, clause)
    if each is not None:
        amounts = (_together(each, amount_of(clause)),)
    before = len(lowerer.lets)
    told = lowerer.told(plan(clause, lang), lang)
    capped = _caps(lowerer, clause, each, lang)
    assert len(lowerer.lets) == before, "what is told of a result uses only what the result uses"
    whole = whole if are_parts else None
    return core.Program(tuple(lowerer.lets), checks, conditions, amounts, whole, told, each, capped)


@dataclass(slots=True)
class Lowerer:
    """Lowers the expressions of one clause; ``lets`` collects the definitions that they need.  What several expressions
    share (the cases before each case) is lowered once."""

    clause: Clause
    lets: list[core.Let] = field(default_factory=list)
    _facts: dict[str, Fact] = field(init=False)
    _done: set[str] = field(default_factory=set)
    # The lists of which not the present item is meant, but that at a place.
    _places: Mapping[str, int] = field(default_factory=dict)
    _truths: dict[int, tuple[Expr, core.Node]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._facts = {fact.name: fact for fact in self.clause.facts}

    def at(self, lists: Sequence[str], place: int | None) -> Lowerer:
        if place is None and not self._places.keys() & set(lists):
            return self
        places = {name: at for name, at in self._places.items() if name not in lists}
        places |= {} if place is None else dict.fromkeys(lists, place)
        return Lowerer(self.clause, self.lets, self._done, places)

    def number(self, expr: Expr) -> core.Node:
        """The node of a number, a date or an option."""
        match expr:
            case Literal():
                return core.Const(expr.value)
            case OptionLiteral():
                return core.Const(Fraction(expr.index))
            case FactRef(name=name) if name == CLAIM_DATE:
                return core.Input(name, Fraction(1), *_DAYS)
            case FactRef():
                fact = self._facts[expr.name]
                return core.Input(fact.name, fact.scale, *_bounds(fact))
            case Element():
                fact = self._facts[expr.list]
                return core.Item(expr.list, None, fact.scale, *_bounds(fact), self._places.get(expr.list))
            case Field():
                fact = self._facts[expr.list]
                scale, at = fact.field_scale(expr.index), self._places.get(expr.list)
                return core.Item(expr.list, expr.index, scale, *_bounds(fact, expr.index), at)
            case DefinitionRef():
                if expr.definition.scope:
                    return self.number(expr.definition.body)
                return core.Local(self._let(expr.definition))
            case Addition():
                return core.Add(tuple(self.number(part) for part in expr.parts))
            case Difference():
                minus = core.Mul(core.Const(Fraction(-1)), self.number(expr.right))
                return core.Add((self.number(expr.left), minus))
            case Product():
                return core.Mul(self.number(expr.left), self.number(expr.right))
            case Quotient():
                return core.Div(self.number(expr.left), self.number(expr.right))
            case Mechanism():
                return expr.lower(self)
            case Compare() | TextLiteral() | All() | AnyOf() | Not() | Truth():
                raise TypeError(expr)
            case _:
                assert_never(expr)

    def truth(self, expr: Expr) -> core.Node:
        """The node of a condition."""
        if (made := self._truths.get(id(expr))) is None:
            # with the expression, so that nothing else comes to its place
            made = self._truths[id(expr)] = expr, self._truth(expr)
        return made[1]

    def _truth(self, expr: Expr) -> core.Node:
        match expr:
            case Truth():
                return core.Truth(expr.value)
            case All():
                return core.And(tuple(self.truth(part) for part in expr.parts))
            case AnyOf():
                return core.Or(tuple(self.truth(part) for part in expr.parts))
            case Not():
                return core.Not(self.truth(expr.part))
            case Compare():
                return self._compare(expr)
            case DefinitionRef():
                if expr.definition.scope:
                    return self.truth(expr.definition.body)
                return core.LocalFlag(self._let(expr.definition))
            case FactRef():
                return core.Flag(expr.name)
            case Element():
                return core.ItemFlag(expr.list, None, self._places.get(expr.list))
            case Field():
                return core.ItemFlag(expr.list, expr.index, self._places.get(expr.list))
            case Mechanism():
                return expr.lower(self)
            case Literal() | Addition() | Difference() | Product() | Quotient() | OptionLiteral() | TextLiteral():
                raise TypeError(expr)
            case _:
                assert_never(expr)

    def told(self, plan: Plan, lang: Language) -> core.Told:
        """The lines of an explanation."""
        groups = (plan.definitions, plan.conditions, plan.amount)
        return core.Told(*(tuple(self._line(line, lang) for line in lines) for lines in groups))

    def _line(self, line: Line, lang: Language) -> core.Line:
        when = None if line.when is None else self.truth(line.when)
        parts: list[core.Shown] = []
        for part in line.parts:
            if isinstance(part, str):
                parts.append(part)
            else:
                before, behind = part.around
                parts += [before, self._shown(part.expr, lang), behind]
        return core.Line(tuple(part for part in parts if part != ""), when, line.each, line.numbered)

    def _shown(self, expr: Expr, lang: Language) -> core.Shown:
        match expr.type:
            case NumberType() as kind:
                unit, size = told_in(kind, lang)
                value = self.number(expr)
                return core.Quantity(value if size == 1 else core.Mul(value, core.Const(1 / size)), unit)
            case OptionType(options=options):
                return self._option(expr, options)
            case Plain(kind="boolean"):
                return core.YesNo(self.truth(expr))
            case Plain(kind="date"):
                return core.Word("date", self.number(expr))
        match expr:
            case FactRef():
                return core.Word("text", name=expr.name)
            case Element():
                return core.Word("text", list=expr.list)
            case Field():
                return core.Word("text", list=expr.list, index=expr.index)
            case _:
                raise TypeError(expr)

    def _option(self, expr: Expr, options: tuple[str, ...]) -> core.Word:
        """An option; of a list that has none, that there is none."""
        body = expr.definition.body if isinstance(expr, DefinitionRef) and not expr.definition.scope else expr
        node = self.number(body)
        if not isinstance(node, core.Div):
            return core.Word("option", self.number(expr), options=options)
        has_one = core.Compare(">", node.right, core.Const(Fraction(0)))
        at = core.Choose(((has_one, node.left),), core.Const(Fraction(len(options))))
        return core.Word("option", at, options=(*options, NO_ITEM))

    def _compare(self, expr: Compare) -> core.Node:
        if not isinstance(expr.right, TextLiteral):
            return core.Compare(expr.operator, self.number(expr.left), self.number(expr.right))
        match expr.left:
            case FactRef():
                same = core.SameText(expr.left.name, "", None, (expr.right.text,))
            case Element():
                at = self._places.get(expr.left.list)
                same = core.SameText("", expr.left.list, None, (expr.right.text,), at)
            case Field():
                at = self._places.get(expr.left.list)
                same = core.SameText("", expr.left.list, expr.left.index, (expr.right.text,), at)
            case _:
                raise TypeError(expr)
        return same if expr.operator == "=" else core.Not(same)

    def _let(self, definition: Definition) -> str:
        if definition.name not in self._done:
            self._done.add(definition.name)
            is_flag = definition.type == BOOLEAN
            value = self.truth(definition.body) if is_flag else self.number(definition.body)
            self.lets.append(core.Let(definition.name, value))
        return definition.name


def _each(lowerer: Lowerer, clause: Clause) -> core.Each | None:
    """The amount of each item, where the result is one for each."""
    series = clause.series
    if not isinstance(series, PerItem):
        return None
    up_to = None if series.up_to is None else lowerer.number(series.up_to)
    return core.Each(series.lists, lowerer.number(series.body), up_to)


def _together(each: core.Each, of: Amount) -> core.Node:
    """What all of them come to, each rounded singly."""
    total = _unlimited(each, of)
    return total if each.up_to is None else core.Least((total, _rounded(each.up_to, of)))


def _unlimited(each: core.Each, of: Amount) -> core.Node:
    first, *also = each.lists
    return core.Fold("sum", first, _rounded(each.amount, of), also=tuple(also))


def _rounded(node: core.Node, of: Amount) -> core.Node:
    return core.Mul(core.Const(of.step), core.Round(of.mode, core.Mul(core.Const(1 / of.step), node)))


def _caps(lowerer: Lowerer, clause: Clause, each: core.Each | None, lang: Language) -> tuple[core.Cap, ...]:
    """The caps of the amounts; of an amount for each item, last the one of all of them together."""
    if clause.amount is None:
        return ()
    made = [core.Cap(cap.words, lowerer.truth(cap.binds)) for cap in caps(clause, lang)]
    if isinstance(clause.series, PerItem) and clause.series.up_to is not None:
        assert each is not None and each.up_to is not None
        of = amount_of(clause)
        more = core.Compare(">", _unlimited(each, of), _rounded(each.up_to, of))
        made.append(core.Cap(cap_said(clause.series.up_to, lang), more))
    return tuple(made)


# The ordinals of the first and the last day that a date can be.
_DAYS = (1, date.max.toordinal())


def _bounds(fact: Fact, index: int | None = None) -> tuple[int, int]:
    """The least and greatest integer that the runtime lets through for a fact (an item of it, a field of that)."""
    reading = fact.reading
    if reading.kind == "list":
        assert reading.item is not None
        reading = reading.item
    if index is not None:
        reading = reading.fields[index]
    if reading.kind == "option":
        return 0, len(reading.options) - 1
    if reading.kind == "date":
        return _DAYS
    return reading.least, reading.most
