"""Python: its words, and the few expressions that it says in its own way."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..ir.integer import Extreme, Int, ItemOf, Name
from . import expressions
from .expressions import Arithmetic, Folds, Language, Level, Operator, Said, infix
from .telling import TellingWords

_INTEGERS = Arithmetic(
    literal="{}",
    negated=Operator("-{0}", Level.SIGN, (Level.SIGN,)),
    plus=infix("+", Level.SUM),
    minus=infix("-", Level.SUM),
    times=infix("*", Level.PRODUCT),
    floor_div=infix("//", Level.PRODUCT),
    least="min({})",
    most="max({})",
)


def _listed(parts: tuple[str, ...]) -> str:
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


LANGUAGE = Language(
    narrow=_INTEGERS,
    wide=_INTEGERS,
    limit=None,
    widened="{}",
    narrowed="{}",
    conjunction="and",
    disjunction="or",
    negation=Operator("not {0}", Level.NOT, (Level.NOT,)),
    choice=Operator("{1} if {0} else {2}", Level.CHOICE, (Level.OR, Level.OR, Level.CHOICE)),
    comparisons={"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "==", "≠": "!="},
    truths=("True", "False"),
    text=repr,
    is_text=infix("==", Level.COMPARISON),
    is_one_of=Operator("{0} in ({1})", Level.COMPARISON, (Level.SUM, Level.NONE)),
    calls={"shift_months": "shift_months({})", "months_between": "months_between({})"},
    field="{}[{}]",
    folds=Folds(
        count="sum(1 for {item} in {items} if {body})",
        total="sum({body} for {item} in {items})",
        total_of=Level.NONE,
        every="all({body} for {item} in {items})",
        asked="[{item} for {item} in {items} if {body}]",
        picked="picked([({key}, {item}) for {item} in {items}], {order}, {skip}, {count}, {keys})",
        places="places([({key}, {item}) for {item} in {items}], {order}, {keys}, {tied})",
        fractions="sum_fractions([{value} for {item} in {items}])",
        nothing="None",
        pair="({}, {})",
        together="zip({lists})",
        groups="groups_by({items}, {keys})",
        months="groups_by_month({items}, {key}, {months})",
        month=lambda year, month: f"({year}, {month})",
        tuple_of=_listed,
    ),
)

TELLING = TellingWords(
    line="({})",
    line_of_each="({})",
    line_alone="{}",
    quantity="({})",
    options="({})",
    values="({})",
    of_items="[{values} for {item} in {items}]",
    option="option_of({}, {})",
    day="shown_day({})",
    given="shown_text({})",
)


# What may be said twice.
_SIMPLE = (Int, Name, ItemOf)


@dataclass(slots=True)
class Printer(expressions.Printer):
    """Prints the lower or higher of two as a choice (much cheaper than a call), of more by a call."""

    held: list[str] = field(default_factory=list)

    def extreme(self, expr: Extreme, wide: bool) -> Said:
        simple = [part for part in expr.parts if isinstance(part, _SIMPLE)]
        if len(expr.parts) != 2 or not simple:
            return expressions.Printer.extreme(self, expr, wide)
        other = expr.parts[1] if expr.parts[0] is simple[-1] else expr.parts[0]
        one, sign = self.own(simple[-1]), "<" if expr.kind == "min" else ">"
        if isinstance(other, _SIMPLE):
            return f"{self.own(other)} if {self.own(other)} {sign} {one} else {one}", Level.CHOICE
        held = f"_{len(self.held) + 1}"
        self.held.append(held)
        return f"{held} if ({held} := {self.own(other)}) {sign} {one} else {one}", Level.CHOICE
