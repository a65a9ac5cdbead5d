"""Expressions of the integer form in SQL: its words in every database, and what each says in its own way.

In: expressions over columns, and a dialect.  Out: their text.  A division rounds down as the integer form wants it,
though databases cut off; a divisor that may not be above zero is asked first.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Literal

from ..ir.integer import BoolExpr, Call, Compare, Extreme, FloorDiv, If, Int, IntExpr, interval
from ..program.arithmetic import times
from . import expressions
from .expressions import Arithmetic, Folds, Language, Level, Operator, Said, infix


def arithmetic(
    floor_div: Operator, literal: str = "{}", least: str = "LEAST({})", most: str = "GREATEST({})"
) -> Arithmetic:
    """Integers of one kind.  A minus in front of a minus would begin a comment."""
    return Arithmetic(
        literal=literal,
        negated=Operator("-{0}", Level.SIGN, (Level.ATOM,)),
        plus=infix("+", Level.SUM),
        minus=infix("-", Level.SUM),
        times=infix("*", Level.PRODUCT),
        floor_div=floor_div,
        least=least,
        most=most,
    )


def language(
    narrow: Arithmetic,
    wide: Arithmetic,
    widened: str,
    narrowed: str,
    text: Callable[[str], str],
    folds: Folds | None = None,
) -> Language:
    """The words of SQL around a database's integers."""
    return Language(
        narrow=narrow,
        wide=wide,
        limit=2**63 - 1,
        widened=widened,
        narrowed=narrowed,
        conjunction="AND",
        disjunction="OR",
        negation=Operator("NOT {0}", Level.NOT, (Level.NOT,)),
        choice=Operator("CASE WHEN {0} THEN {1} ELSE {2} END", Level.ATOM, (Level.NONE,) * 3),
        comparisons={"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "=", "≠": "<>"},
        truths=("TRUE", "FALSE"),
        text=text,
        is_text=infix("=", Level.COMPARISON),
        is_one_of=Operator("{0} IN ({1})", Level.COMPARISON, (Level.SUM, Level.NONE)),
        calls={},
        field="{}[{}]",
        folds=folds,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What a database says in its own way.  ``floored`` divides rounding down, by what is above zero; ``shift_months`` and
    ``months_between`` take numbers of days; all say their operands more than once.  ``integer`` is the type of a narrow
    number.  ``quotient``: how wide numbers, none below zero, are divided where what comes of it is narrow.  ``choosing``: whether the lesser of two is quicker as a choice."""

    floored: str
    floored_wide: str
    shift_months: str
    months_between: str
    integer: str
    quotient: str = ""
    choosing: bool = False


@dataclass(slots=True)
class Printer(expressions.Printer):
    """Prints over columns: ``names`` has all of them, quoted."""

    ways: Ways | None = None
    # What is not below zero in the case that is being printed.
    positive: Set[IntExpr] = frozenset()

    def name(self, name: str) -> str:
        return self.names[name]

    def extreme(self, expr: Extreme, wide: bool) -> Said:
        assert self.ways is not None
        if expr.kind == "max" and len(expr.parts) == 2 and expr.parts[1] == Int(0) and expr.parts[0] in self.positive:
            return self.integer(expr.parts[0], wide, Level.SUM), Level.SUM
        if not self.ways.choosing or len(expr.parts) != 2:
            return expressions.Printer.extreme(self, expr, wide)
        one, other = (self.integer(part, wide, Level.SUM) for part in expr.parts)
        sign = "<" if expr.kind == "min" else ">"
        return f"CASE WHEN {one} {sign} {other} THEN {one} ELSE {other} END", Level.ATOM

    def _divided(self, expr: FloorDiv, wide: bool) -> Said:
        assert self.ways is not None
        if interval(expr.left)[0] >= 0 and wide and self.ways.quotient and interval(expr)[1] < 2**63:
            left, right = (self.integer(part, wide, Level.ATOM) for part in (expr.left, expr.right))
            return self.ways.quotient.format(left, right), Level.ATOM
        if interval(expr.left)[0] >= 0:
            return expressions.Printer._divided(self, expr, wide)
        floored = self.ways.floored_wide if wide else self.ways.floored
        left, right = (self.integer(part, wide, Level.ATOM) for part in (expr.left, expr.right))
        return floored.format(left, right), Level.ATOM

    def _chosen(self, condition: BoolExpr, then: IntExpr, otherwise: IntExpr, wide: bool) -> Said:
        """Cases one behind the other are one choice; its type is that of all it may give."""
        assert self.ways is not None
        asked, values = [condition], [then]
        while isinstance(otherwise, If):
            asked.append(otherwise.condition)
            values.append(otherwise.then)
            otherwise = otherwise.otherwise
        values.append(otherwise)
        shown: list[str] = []
        known = [_above_zero(each) for each in asked]
        for at, value in enumerate(values):
            held = {each for each in known[at : at + 1] if each is not None}
            failed = {times(Int(-1), each) for each in known if each is not None} if at == len(values) - 1 else set()
            before = self.positive
            self.positive = before | held | failed
            shown.append(self.integer(value, wide))
            self.positive = before
        if not wide and all(isinstance(value, Int) for value in values):
            shown[0] = f"CAST({shown[0]} AS {self.ways.integer})"
        cases = " ".join(f"WHEN {self.truth(when)} THEN {value}" for when, value in zip(asked, shown, strict=False))
        return f"CASE {cases} ELSE {shown[-1]} END", Level.ATOM

    def _integer(self, expr: IntExpr, wide: bool) -> Said:
        if isinstance(expr, Call):
            return self._called(expr.function, expr.arguments)
        return expressions.Printer._integer(self, expr, wide)

    def _called(self, function: Literal["shift_months", "months_between"], arguments: tuple[IntExpr, ...]) -> Said:
        assert self.ways is not None
        text = self.ways.shift_months if function == "shift_months" else self.ways.months_between
        said = [self.own(each, Level.ATOM) for each in arguments]
        return text.format(*said), Level.ATOM


def _above_zero(condition: BoolExpr) -> IntExpr | None:
    """What a condition says is not below zero."""
    match condition:
        case Compare(operator=">=", right=Int(value=0)):
            return condition.left
        case _:
            return None
