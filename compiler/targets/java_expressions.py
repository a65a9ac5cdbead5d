"""Java: its words.  A narrow integer is a long; a wide one is a Wide of the runtime, which has any size.

What a list holds is an Object, so that every use says what it is.
"""

from __future__ import annotations

from ..ir.integer import Int
from . import expressions
from .expressions import Arithmetic, Folds, Held, Language, Level, Operator, Said, call, infix
from .identifiers import literal
from .telling import TellingWords

LONG = 2**63 - 1
# A constant of a class file holds 65535 bytes, and a character takes six at most.
_MOST = 10_000


def text(said: str) -> str:
    """A string literal; of a text that is too long for one, several put together when it runs."""
    if len(said) <= _MOST:
        return literal(said)
    parts = (literal(said[at : at + _MOST]) for at in range(0, len(said), _MOST))
    return f"joined({', '.join(parts)})"


def _method(name: str) -> Operator:
    return Operator(f"{{0}}.{name}({{1}})", Level.ATOM, (Level.ATOM, Level.NONE))


def _ints(parts: tuple[str, ...]) -> str:
    return f"new int[] {{{', '.join(parts)}}}"


LANGUAGE = Language(
    narrow=Arithmetic(
        literal="{}L",
        negated=Operator("-{0}", Level.SIGN, (Level.ATOM,)),
        plus=infix("+", Level.SUM),
        minus=infix("-", Level.SUM),
        times=infix("*", Level.PRODUCT),
        floor_div=call("Math.floorDiv({0}, {1})"),
        least="least({})",
        most="most({})",
    ),
    wide=Arithmetic(
        literal="wide({}L)",
        negated=Operator("{0}.negated()", Level.ATOM, (Level.ATOM,)),
        plus=_method("plus"),
        minus=_method("minus"),
        times=_method("times"),
        floor_div=_method("floorDiv"),
        least="least({})",
        most="most({})",
        compared=Operator("{0}.compareTo({1}) {sign} 0", Level.COMPARISON, (Level.ATOM, Level.NONE)),
    ),
    limit=LONG,
    widened="wide({})",
    # A day is always a long, and months beyond it reach beyond the calendar anyway.
    narrowed="clamped({})",
    conjunction="&&",
    disjunction="||",
    negation=Operator("!{0}", Level.SIGN, (Level.SIGN,)),
    choice=Operator("{0} ? {1} : {2}", Level.CHOICE, (Level.OR, Level.CHOICE, Level.CHOICE)),
    comparisons={"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "==", "≠": "!="},
    truths=("true", "false"),
    text=text,
    is_text=_method("equals"),
    is_one_of=call("isOneOf({0}, {1})"),
    calls={"shift_months": "shiftMonths({})", "months_between": "monthsBetween({})"},
    field="{}[{}]",
    record="field({}, {})",
    held=Held(narrow="whole({})", wide="big({})", truth="truth({})", text="text({})"),
    folds=Folds(
        count="count({items}, {item} -> {body})",
        total="total({items}, {item} -> {body}, {zero})",
        total_of=Level.NONE,
        every="every({items}, {item} -> {body})",
        asked="asked({items}, {item} -> {body})",
        picked="picked({items}, {item} -> {key}, {order}, {skip}, {count}, {keys})",
        places="places({items}, {item} -> {key}, {order}, {keys}, {tied})",
        fractions="sumFractions({items}, {item} -> {value})",
        nothing="null",
        pair="new Wide[] {{{}, {}}}",
        together="together({lists})",
        groups="groupsBy({items}, {keys})",
        months="groupsByMonth({items}, {key}, {months})",
        month=lambda year, month: f"{year}{month:02}",
        tuple_of=_ints,
    ),
)

TELLING = TellingWords(
    line="line({})",
    line_of_each="each({})",
    line_alone="line({})",
    quantity="quantity({})",
    options="new String[] {{{}}}",
    values="new Object[] {{{}}}",
    of_items="ofItems({items}, {item} -> {values})",
    option="option({}, {})",
    day="shownDay({})",
    given="shownText({})",
)


class Printer(expressions.Printer):
    """Prints a constant that no long holds from its digits."""

    def _literal(self, expr: Int, wide: bool) -> Said:
        if not wide:
            return expressions.Printer._literal(self, expr, wide)
        said = f"{expr.value}L" if abs(expr.value) <= LONG else f'"{expr.value}"'
        return f"wide({said})", Level.ATOM
