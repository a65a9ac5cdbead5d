"""The meaning of the language: a clause evaluated over exact fractions.

In: a clause of the model and the facts as the runtime read them.  Out: whether each condition holds, and the amount
before rounding.  This is the reference that every compiled form must agree with.

A number is None where it is undefined (divided by something not above zero): no comparison with it holds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import assert_never

from ..model.clause import Clause, Fact, PerItem
from ..model.expr import (
    Addition,
    All,
    AnyOf,
    Branch,
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
from .first_case import order_of

_COMPARE: dict[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
    "=": lambda order: order == 0,
    "≠": lambda order: order != 0,
}


@dataclass(slots=True)
class Evaluator:
    """Evaluates expressions against ``facts``: values of ``runtime.facts.Value``, by name; scaled integers become
    fractions by ``declared``."""

    facts: Mapping[str, object]
    declared: Mapping[str, Fact]
    lists: Mapping[str, Sequence[object]] = field(default_factory=dict)
    elements: Mapping[str, object] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    # The facts and definitions worked out so far: each costs once, however often it is used.
    _given: dict[str, Fraction] = field(default_factory=dict)
    _numbers: dict[Definition, Fraction | None] = field(default_factory=dict)
    _truths: dict[Definition, bool] = field(default_factory=dict)

    def number(self, expr: Expr) -> Fraction | None:
        """The value of a number (or of a date or option, as its ordinal)."""
        match expr:
            case Literal():
                return expr.value
            case FactRef():
                if expr.name not in self._given:
                    declared = self.declared.get(expr.name)
                    scale = declared.scale if declared else Fraction(1)
                    self._given[expr.name] = self._scaled(self.facts[expr.name], scale)
                return self._given[expr.name]
            case Element():
                return self._scaled(self.elements[expr.list], self.declared[expr.list].scale)
            case Field():
                record = self.elements[expr.list]
                assert isinstance(record, tuple)
                return self._scaled(record[expr.index], self.declared[expr.list].field_scale(expr.index))
            case DefinitionRef():
                made = expr.definition
                if made not in self._numbers:
                    self._numbers[made] = self.number(made.body)
                return self._numbers[made]
            case Addition():
                total = Fraction(0)
                for part in expr.parts:
                    value = self.number(part)
                    if value is None:
                        return None
                    total += value
                return total
            case Difference():
                left, right = self.number(expr.left), self.number(expr.right)
                return None if left is None or right is None else left - right
            case Product():
                left, right = self.number(expr.left), self.number(expr.right)
                return None if left is None or right is None else left * right
            case Quotient():
                left, right = self.number(expr.left), self.number(expr.right)
                return None if left is None or right is None or right <= 0 else left / right
            case OptionLiteral():
                return Fraction(expr.index)
            case Mechanism():
                found = expr.value(self)
                assert not isinstance(found, bool)
                return found
            case Compare() | TextLiteral() | All() | AnyOf() | Not() | Truth():
                raise TypeError(expr)
            case _:
                assert_never(expr)

    def truth(self, expr: Expr) -> bool:
        """Whether a condition holds."""
        match expr:
            case Truth():
                return expr.value
            case All():
                return all(self.truth(part) for part in expr.parts)
            case AnyOf():
                return any(self.truth(part) for part in expr.parts)
            case Not():
                return not self.truth(expr.part)
            case Compare():
                return self._holds(expr)
            case DefinitionRef():
                made = expr.definition
                if made not in self._truths:
                    self._truths[made] = self.truth(made.body)
                return self._truths[made]
            case FactRef() | Element() | Field():
                return bool(self.raw(expr))
            case Mechanism():
                return bool(expr.value(self))
            case Literal() | Addition() | Difference() | Product() | Quotient() | OptionLiteral() | TextLiteral():
                raise TypeError(expr)
            case _:
                assert_never(expr)

    def first(self, branches: Sequence[Branch]) -> Branch | None:
        """The first case that holds."""
        if order := order_of(branches):
            return order.first(self.number(order.subject))
        return next((branch for branch in branches if self.truth(branch.condition)), None)

    def raw(self, expr: FactRef | Element | Field) -> object:
        """The value as the runtime read it."""
        if isinstance(expr, FactRef):
            return self.facts[expr.name]
        found = self.elements[expr.list]
        if isinstance(expr, Field):
            assert isinstance(found, tuple)
            return found[expr.index]
        return found

    def _holds(self, expr: Compare) -> bool:
        if isinstance(expr.right, TextLiteral):
            assert isinstance(expr.left, (FactRef, Element, Field))
            return (self.raw(expr.left) == expr.right.text) == (expr.operator == "=")
        left, right = self.number(expr.left), self.number(expr.right)
        if left is None or right is None:
            return False
        # cross-multiplied, since nothing is asked so often
        return _COMPARE[expr.operator](left.numerator * right.denominator - right.numerator * left.denominator)

    @staticmethod
    def _scaled(value: object, scale: Fraction) -> Fraction:
        assert isinstance(value, int)
        return value * scale

    def items(self, list_name: str) -> Sequence[object]:
        """The items of a list fact: of the present group, within one."""
        if list_name in self.lists:
            return self.lists[list_name]
        found = self.facts[list_name]
        assert isinstance(found, tuple)
        return found

    def with_item(self, list_name: str, item: object) -> "Evaluator":
        elements, places = {**self.elements, list_name: item}, {**self.places, list_name: 0}
        return Evaluator(self.facts, self.declared, self.lists, elements, places)

    def place(self, list_name: str) -> int:
        """Which item of a list, from 0, the present one is."""
        return self.places[list_name]

    def each_item(self, lists: Sequence[str]) -> Iterator["Evaluator"]:
        """For each item, at the same place of all the lists.

        INVARIANT: that they are equally long is a fact check; the shortest is the last that is gone through without."""
        for at, items in enumerate(zip(*map(self.items, lists), strict=False)):
            elements = {**self.elements, **dict(zip(lists, items, strict=True))}
            places = {**self.places, **dict.fromkeys(lists, at)}
            yield Evaluator(self.facts, self.declared, self.lists, elements, places)

    def with_items(self, list_name: str, items: Sequence[object]) -> "Evaluator":
        return Evaluator(self.facts, self.declared, {**self.lists, list_name: items}, self.elements, self.places)


def amounts_of(clause: Clause, of: Evaluator) -> list[Fraction | None]:
    """The amounts of a result before they are rounded: one, several by name, or one for each item."""
    if isinstance(clause.series, PerItem):
        return [present.number(clause.series.body) for present in of.each_item(clause.series.lists)]
    return [of.number(amount) for amount in clause.amounts]


def evaluator(clause: Clause, facts: Mapping[str, object]) -> Evaluator:
    return Evaluator(facts, {fact.name: fact for fact in clause.facts})
