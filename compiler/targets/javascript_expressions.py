"""JavaScript: its words.  A narrow integer is a Number, exact within ±(2^53−1); a wide one is a BigInt."""

from __future__ import annotations

from .expressions import Arithmetic, Folds, Language, Level, Operator, call, infix
from .identifiers import literal
from .telling import TellingWords

SAFE = 2**53 - 1

_NEGATED = Operator("-{0}", Level.SIGN, (Level.ATOM,))
_PLUS, _MINUS, _TIMES = infix("+", Level.SUM), infix("-", Level.SUM), infix("*", Level.PRODUCT)


def _listed(parts: tuple[str, ...]) -> str:
    return f"[{', '.join(parts)}]"


LANGUAGE = Language(
    narrow=Arithmetic(
        literal="{}",
        negated=_NEGATED,
        plus=_PLUS,
        minus=_MINUS,
        times=_TIMES,
        floor_div=call("floorDiv({0}, {1})"),
        least="Math.min({})",
        most="Math.max({})",
    ),
    wide=Arithmetic(
        literal="{}n",
        negated=_NEGATED,
        plus=_PLUS,
        minus=_MINUS,
        times=_TIMES,
        floor_div=call("floorDivBig({0}, {1})"),
        least="least({})",
        most="most({})",
    ),
    limit=SAFE,
    widened="BigInt({})",
    # A day is always safe, and months beyond the safe ones reach beyond the calendar anyway.
    narrowed="Number({})",
    conjunction="&&",
    disjunction="||",
    negation=Operator("!{0}", Level.SIGN, (Level.SIGN,)),
    choice=Operator("{0} ? {1} : {2}", Level.CHOICE, (Level.OR, Level.CHOICE, Level.CHOICE)),
    comparisons={"<": "<", "<=": "<=", ">": ">", ">=": ">=", "=": "===", "≠": "!=="},
    truths=("true", "false"),
    text=literal,
    is_text=infix("===", Level.COMPARISON),
    is_one_of=Operator("[{1}].includes({0})", Level.ATOM, (Level.NONE, Level.NONE)),
    calls={"shift_months": "shiftMonths({})", "months_between": "monthsBetween({})"},
    field="{}[{}]",
    folds=Folds(
        count="{items}.filter(({item}) => {body}).length",
        total="{items}.reduce((sum, {item}) => sum + {body}, {zero})",
        total_of=Level.PRODUCT,
        every="{items}.every(({item}) => {body})",
        asked="{items}.filter(({item}) => {body})",
        picked="picked({items}.map(({item}) => [{key}, {item}]), {order}, {skip}, {count}, {keys})",
        places="places({items}.map(({item}) => [{key}, {item}]), {order}, {keys}, {tied})",
        fractions="sumFractions({items}.map(({item}) => {value}))",
        nothing="null",
        pair="[{}, {}]",
        together="together({lists})",
        groups="groupsBy({items}, {keys})",
        months="groupsByMonth({items}, {key}, {months})",
        month=lambda year, month: literal(f"{year:04}-{month:02}"),
        tuple_of=_listed,
    ),
)

TELLING = TellingWords(
    line="[{}]",
    line_of_each="[{}]",
    line_alone="{}",
    quantity="[{}]",
    options="[{}]",
    values="[{}]",
    of_items="{items}.map(({item}) => {values})",
    option="{}[{}]",
    day="shownDay({})",
    given="shownText({})",
)
