"""The explanation of a result, planned once for a clause and filled in for a case.

In: a clause.  Out: its plan: lines of words and slots, each told where its condition holds.  The interpreter fills the
plan in for ``policy.calc``; ``lower`` brings it to core, so that a compiled module explains in the same words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..model.clause import Clause, Fact, PerItem, Requirement
from ..model.expr import (
    Addition,
    All,
    AnyOf,
    Compare,
    Definition,
    DefinitionRef,
    Difference,
    Expr,
    Field,
    Literal,
    Mechanism,
    Not,
    OptionLiteral,
    Phrase,
    Product,
    Quotient,
    Slot,
    TextLiteral,
    Truth,
    anatomy_of,
    operands_of,
)
from ..model.types import TEXT, ListType, NumberType
from ..model.why import Highest
from .faults import needed_when
from .wording import WORDS, Words, spoken_words


@dataclass(frozen=True, slots=True)
class Line:
    """One line, told where ``when`` holds (None: always); ``each`` names the lists of which every item (of all at one place) has its own, behind which
    item it is, counted in ``unit`` (第2笔)."""

    parts: Phrase
    when: Expr | None = None
    each: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is told before the conditions, of them, and of the amount (only where all hold)."""

    definitions: tuple[Line, ...]
    conditions: tuple[Line, ...]
    amount: tuple[Line, ...]


def plan(clause: Clause) -> Plan:
    """The plan of a clause's explanation.

    INVARIANT: it shows nothing that the result does not use, whose checks nobody asks for.
    """
    asked = (made.condition for made in (*clause.checks, *clause.conditions))
    used = needed_when([*asked, *clause.amounts])
    definitions = tuple(
        line
        for made in clause.definitions
        if made in used and not made.scope and isinstance(made.body.type, NumberType)
        for line in _definition(made, used[made], clause.facts)
    )
    conditions = tuple(
        line for number, made in enumerate(clause.conditions, 1) for line in _condition(f"条件{number} ", made)
    )
    teller = _Teller(clause.facts)
    if clause.parts:
        _parts(teller, clause.parts)
    elif isinstance(clause.series, PerItem):
        teller.each(clause.series.lists, clause.series.each, clause.series.body)
        if clause.series.up_to is not None:
            teller.line("合计不超过", *_named(clause.series.up_to), "，按次序用完为止")
    elif clause.amount is not None:
        teller.of(clause.amount)
    touched = tuple(Line((f"同条不计算的内容：{said}",)) for said in clause.not_computed)
    return Plan((*touched, *definitions), conditions, tuple(teller.lines))


def _parts(teller: "_Teller", parts: Sequence[tuple[str, Expr]]) -> None:
    """Of each part its own lines; of one amount in shares, that amount once, and then what each share makes of it."""
    whole = _shared(parts)
    if whole is not None:
        teller.of(whole)
    for label, amount in parts:
        if whole is not None and isinstance(amount, Product):
            teller.line(f"{label}：", Slot(whole), " × ", *teller.words(amount.right), " ＝ ", Slot(amount))
        else:
            teller.line(f"{label}：")
            teller.of(amount)


def _shared(parts: Sequence[tuple[str, Expr]]) -> Expr | None:
    """The amount of which all parts are shares."""
    first = parts[0][1]
    if not isinstance(first, Product) or len(parts) < 2 or not isinstance(first.right, Literal):
        return None
    is_shared = all(isinstance(part, Product) and part.left == first.left for _, part in parts)
    return first.left if is_shared and _told_apart(first.left) else None


def _definition(made: Definition, needed: Expr | None, facts: Sequence[Fact]) -> Iterator[Line]:
    """What a name stands for, where it is needed: of several cases the one that applies, of several steps each."""
    teller, body = _Teller(facts, needed), made.body
    cases = anatomy_of(body).cases
    if (
        cases is not None
        and not isinstance(cases.why, Highest)
        and not any(_told_apart(b.amount) for b in cases.branches)
    ):
        held = [when for _, when in body.operands()][1::2] if isinstance(body, Mechanism) else []
        for branch, when in zip(cases.branches, held, strict=True):
            said = () if isinstance(branch.amount, Literal) else (*_trimmed(branch.amount), " ＝ ")
            case = f"（{branch.text.removesuffix('的')}的）"
            teller.line(f"{made.name} ＝ ", *said, Slot(branch.amount), case, when=when)
        conditions = tuple(branch.condition for branch in cases.branches)
        if not any(isinstance(condition, Truth) for condition in conditions):
            none = Not(part=AnyOf(parts=conditions))
            teller.line(f"{made.name} ＝ ", Slot(body), "（各种情形都不符合）", when=none)
    elif _told_apart(body):
        teller.lead = f"{made.name}："
        teller.of(body)
        teller.lead = ""
        teller.line(f"{made.name} ＝ ", Slot(body))
    else:
        teller.line(f"{made.name} ＝ ", *_trimmed(body), " ＝ ", Slot(body))
    yield from teller.lines


def _told_apart(expr: Expr) -> bool:
    """Whether lines of its own say what came of it: a cap that binds or not, the case that applies."""
    if isinstance(expr, Mechanism):
        found = expr.anatomy()
        counts = found.steps is not None and found.steps.partial != "pro_rata"
        return bool(found.limits or found.cases or found.takes or found.choice or counts)
    return isinstance(expr, (Product, Quotient, Addition, Difference)) and any(map(_told_apart, operands_of(expr)))


def _apart(expr: Expr) -> Iterator[Expr]:
    """What lines of its own are told of, within a calculation."""
    for part in operands_of(expr):
        if isinstance(part, Mechanism):
            yield from (part,) if _told_apart(part) else ()
        elif not isinstance(part, DefinitionRef):
            yield from _apart(part)


class _Outer(Words):
    """A calculation with the results of what is told apart: 50万元 × （1 ＋ 20%）."""

    def made(self, made: Mechanism) -> Phrase:
        return (Slot(made),) if _told_apart(made) else super().made(made)

    def atom(self, expr: Expr) -> Phrase:
        return self.made(expr) if isinstance(expr, Mechanism) and _told_apart(expr) else super().atom(expr)


_OUTER = _Outer()


def _trimmed(expr: Expr) -> Phrase:
    """The words of an expression; a mechanism that is all of it shows its result once, behind ＝."""
    said = WORDS.of(expr)
    return said[:-1] if isinstance(expr, Mechanism) and said and said[-1] == Slot(expr) else said


def _condition(label: str, made: Requirement) -> Iterator[Line]:
    """Whether it holds, with the numbers it looks at; for a failure, by how much."""
    condition, said = made.condition, f"{label}{made.text}"
    figures = _figures(condition)
    held: Expr = condition
    if made.guard is not None:
        yield Line((f"{said}：不适用", *_figures(made.guard)), when=Not(part=made.guard))
        held = All(parts=(made.guard, condition))
    failed = Not(part=condition)
    yield Line((f"{said}：符合", *figures), when=held)
    yield Line((f"{said}：不符合", *figures), when=failed)
    if isinstance(condition, Mechanism):
        for name, part in condition.instances():
            yield Line((f"　{name}不符合",), when=All(parts=(failed, Not(part=part))))
    for test in _comparisons(condition):
        yield from _gaps(test, failed)


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
        parts += ["，" if index else "", *_named(side)]
    return (*parts, "）")


def _named(side: Expr) -> Phrase:
    """A quantity with its value: 研发费用2600万元, 研发费用占营业收入的比例3.2%; a number as it is."""
    if isinstance(side, Literal):
        return (side.text,)
    return (getattr(side, "name", "") or spoken_words(side), Slot(side))


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


def _gaps(test: Compare, failed: Expr) -> Iterator[Line]:
    """By how much a comparison failed, where the condition did."""
    kind = test.left.type
    if not isinstance(kind, NumberType) or test.operator not in ("<", "<=", ">", ">="):
        return
    missed: tuple[Expr, ...] = (failed, Not(part=test))
    if isinstance(test.left, Quotient):
        divisor = test.left.right
        zero = Literal(value=Fraction(0), type=_number(divisor), text="0")
        undefined = Compare(left=divisor, operator="<=", right=zero)
        said = f"，不能计算{spoken_words(test.left)}"
        yield Line(("　", *_named(divisor), said), when=All(parts=(failed, undefined)))
        missed = (*missed, Compare(left=divisor, operator=">", right=zero))
    verb = {">": "应超过", ">=": "应达到", "<": "应低于", "<=": "不应超过"}[test.operator]
    wanted: Phrase = ("　", *_named(test.left), f"，{verb}", *_named(test.right))
    if test.operator in ("<", ">"):
        equal = Compare(left=test.left, operator="=", right=test.right)
        yield Line((*wanted, "，等于的不算"), when=All(parts=(failed, equal)))
        missed = (*missed, Compare(left=test.left, operator="≠", right=test.right))
    upward = test.operator in (">", ">=")
    high, low = (test.right, test.left) if upward else (test.left, test.right)
    gap = Slot(Difference(left=high, right=low, type=kind, may_be_negative=True))
    yield Line((*wanted, "，还差" if upward else "，超出", gap), when=All(parts=missed))


def _number(expr: Expr) -> NumberType:
    assert isinstance(expr.type, NumberType)
    return expr.type


def _counted(each: str) -> str:
    """The word behind the number of an item: 第1笔, 第1个项目."""
    return f"个{each}" if len(each) > 1 and not each.startswith("个") else each


class _Teller:
    """Collects the lines of an amount (the ``Telling`` that mechanisms ask)."""

    def __init__(self, facts: Sequence[Fact], needed: Expr | None = None) -> None:
        self._facts = facts
        self.lines: list[Line] = []
        self.lead = ""
        self._when: list[Expr] = [] if needed is None else [needed]

    def words(self, expr: Expr) -> Phrase:
        return WORDS.of(expr)

    def line(self, *parts: str | Slot, when: Expr | None = None) -> None:
        lead = (self.lead,) if self.lead else ()
        self.lines.append(Line((*lead, *parts), self._path(when)))

    def each(self, lists: Sequence[str], each: str, body: Expr) -> None:
        said = (*self._called(lists), "：", *_trimmed(body), " ＝ ", Slot(body))
        self.lines.append(Line(said, self._path(None), each=tuple(lists), unit=_counted(each)))

    def _called(self, lists: Sequence[str]) -> Phrase:
        """What the present item is called, by its first field that is a text (姓名); nothing where it has none."""
        kinds = {fact.name: fact.type for fact in self._facts if fact.name in lists}
        for name, kind in kinds.items():
            for index, (field, of) in enumerate(kind.fields if isinstance(kind, ListType) else ()):
                if of == TEXT:
                    return (Slot(Field(list=name, name=field, index=index, type=of)),)
        return ()

    def result(self, expr: Expr) -> None:
        if not isinstance(expr, Mechanism):
            for part in dict.fromkeys(_apart(expr)):
                self.of(part)
        said = _trimmed(expr) if isinstance(expr, Mechanism) else _OUTER.of(expr)
        plain = len(said) == 2 and isinstance(said[1], Slot)
        if isinstance(expr, Literal):
            self.line(expr.text if expr.said == "不予" else f"定额{expr.text}")
        elif plain:
            self.line(*said)
        else:
            self.line(*said, " ＝ ", Slot(expr))

    def of(self, expr: Expr, when: Expr | None = None) -> None:
        if when is not None:
            self._when.append(when)
        if isinstance(expr, Mechanism):
            expr.explain(self)
        elif isinstance(expr, Addition) and any(
            isinstance(part, Mechanism) or _told_apart(part) for part in expr.parts
        ):
            for part in expr.parts:
                self.of(part)
            self.line("合计", Slot(expr))
        else:
            self.result(expr)
        if when is not None:
            self._when.pop()

    def _path(self, when: Expr | None) -> Expr | None:
        path = (*self._when, *((when,) if when is not None else ()))
        path = tuple(part for part in path if not isinstance(part, Truth))
        return None if not path else path[0] if len(path) == 1 else All(parts=path)
