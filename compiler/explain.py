"""The explanation of a result, planned once for a clause and filled in for a case.

In: a clause.  Out: its plan: lines of words and slots, each told where its condition holds.  The interpreter fills the
plan in for ``policy.calc``; the backends print it as code, so that a compiled module explains in the same words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .model import (
    All,
    AnyOf,
    Clause,
    Compare,
    DefinitionRef,
    Difference,
    Expr,
    Mechanism,
    Not,
    NumberType,
    OptionLiteral,
    Phrase,
    Product,
    Quotient,
    Slot,
    TextLiteral,
    Truth,
)
from .wording import WORDS


@dataclass(frozen=True, slots=True)
class Line:
    """One line, told where ``when`` holds (None: always); ``each`` names the list whose every item has its own."""

    parts: Phrase
    when: Expr | None = None
    each: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is told before the conditions, of them, and of the amount (only where all hold)."""

    definitions: tuple[Line, ...]
    conditions: tuple[Line, ...]
    amount: tuple[Line, ...]


def plan(clause: Clause) -> Plan:
    """The plan of a clause's explanation."""
    definitions = tuple(
        Line((f"{made.name} ＝ ", *_trimmed(WORDS.of(made.body)), " ＝ ", Slot(made.body)))
        for made in clause.definitions
        if not made.scope and isinstance(made.body.type, NumberType)
    )
    conditions = tuple(
        line
        for number, made in enumerate(clause.conditions, 1)
        for line in _condition(number, made.text, made.condition)
    )
    teller = _Teller()
    if clause.amount is not None:
        teller.of(clause.amount)
    return Plan(definitions, conditions, tuple(teller.lines))


def _trimmed(said: Phrase) -> Phrase:
    """A mechanism that is a whole definition shows its result once, behind ＝."""
    return said[:-1] if said and isinstance(said[-1], Slot) and isinstance(said[-1].expr, Mechanism) else said


def _condition(number: int, text: str, condition: Expr) -> Iterator[Line]:
    yield Line((f"条件{number} {text}：符合", *_figures(condition)), when=condition)
    yield Line((f"条件{number} {text}：不符合", *_figures(condition)), when=Not(part=condition))
    for test in _comparisons(condition):
        if gap := _gap(test):
            failed = Not(part=test)
            yield Line(("　", *gap), when=All(parts=(Not(part=condition), failed)))


def _figures(condition: Expr) -> Phrase:
    """The numbers that a condition looks at: （研发费用2600万元，…）."""
    shown: dict[Expr, None] = {}
    for test in _comparisons(condition):
        if not isinstance(test.right, TextLiteral):
            for side in (test.left, test.right):
                if not isinstance(side, OptionLiteral) and _is_quantity(side):
                    shown.setdefault(side)
    if not shown:
        return ()
    parts: list[str | Slot] = ["（"]
    for index, side in enumerate(shown):
        name = getattr(side, "name", "") or _ratio_name(side)
        parts += ["，" if index else "", name, Slot(side)]
    return (*parts, "）")


def _ratio_name(expr: Expr) -> str:
    said = "".join(part for part in WORDS.of(expr) if isinstance(part, str))
    return f"{said} ＝ "


def _is_quantity(expr: Expr) -> bool:
    """Worth showing: not a number that the condition's own words state."""
    return isinstance(expr, (DefinitionRef, Quotient, Difference, Mechanism, Product)) or hasattr(expr, "name")


def _comparisons(condition: Expr) -> Iterator[Compare]:
    match condition:
        case Compare():
            yield condition
        case All() | AnyOf():
            for part in condition.parts:
                yield from _comparisons(part)
        case Not():
            yield from _comparisons(condition.part)
        case _:
            return


def _gap(test: Compare) -> Phrase | None:
    """By how much a comparison failed."""
    if not isinstance(test.left.type, NumberType) or test.operator not in ("<", "<=", ">", ">="):
        return None
    kind = test.left.type
    upward = test.operator in (">", ">=")
    high, low = (test.right, test.left) if upward else (test.left, test.right)
    gap = Slot(Difference(left=high, right=low, type=kind, may_be_negative=True))
    name = _ratio_name(test.left) if not hasattr(test.left, "name") else f"{test.left.name} "
    bound = Slot(test.right)
    verb = {">": "应超过", ">=": "应达到", "<": "应低于", "<=": "不应超过"}[test.operator]
    return (name, Slot(test.left), f"，{verb}", bound, "，还差" if upward else "，超出", gap)


class _Teller:
    """Collects the lines of an amount (the ``Telling`` that mechanisms ask)."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._when: list[Expr] = []

    def words(self, expr: Expr) -> Phrase:
        return WORDS.of(expr)

    def line(self, *parts: str | Slot, when: Expr | None = None) -> None:
        self.lines.append(Line(parts, self._path(when)))

    def each(self, list_name: str, each: str, body: Expr) -> None:
        said = (f"　每{each}：", *_trimmed(WORDS.of(body)), " ＝ ", Slot(body))
        self.lines.append(Line(said, self._path(None), each=list_name))

    def result(self, expr: Expr) -> None:
        said = _trimmed(WORDS.of(expr))
        plain = len(said) == 2 and isinstance(said[1], Slot)
        self.line(*said) if plain else self.line(*said, " ＝ ", Slot(expr))

    def of(self, expr: Expr, when: Expr | None = None) -> None:
        if when is not None:
            self._when.append(when)
        if isinstance(expr, Mechanism):
            expr.explain(self)
        else:
            self.result(expr)
        if when is not None:
            self._when.pop()

    def _path(self, when: Expr | None) -> Expr | None:
        path = (*self._when, *((when,) if when is not None else ()))
        path = tuple(part for part in path if not isinstance(part, Truth))
        return None if not path else path[0] if len(path) == 1 else All(parts=path)
