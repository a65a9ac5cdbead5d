"""The explanation of a result, planned once for a clause and filled in for a case.

In: a clause and a language.  Out: its plan: lines of words and slots, each told where its condition holds.  The
interpreter fills the plan in for ``policy.calc``; ``lower`` brings it to core, so that a compiled module explains in the
same words.
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
    Element,
    Expr,
    FactRef,
    Field,
    Literal,
    Mechanism,
    Not,
    OptionLiteral,
    Part,
    Phrase,
    Product,
    Quotient,
    Slot,
    TextLiteral,
    Truth,
    anatomy_of,
    operands_of,
)
from ..model.types import DATE, TEXT, ListType, NumberType
from ..model.why import Highest
from ..report.diagnostic import Language, Text
from . import phrases as p
from .english import label_said
from .faults import needed_when
from .said import case_said, requirement_said
from .wording import WORDS, Words, spoken_words


@dataclass(frozen=True, slots=True)
class Line:
    """One line, told where ``when`` holds (None: always); ``each`` names the lists of which every item (of all at one place)
    has its own, behind which item it is: a number between the two of ``numbered`` (　第 and 笔)."""

    parts: Phrase
    when: Expr | None = None
    each: tuple[str, ...] = ()
    numbered: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is told before the conditions, of them, and of the amount (only where all hold)."""

    definitions: tuple[Line, ...]
    conditions: tuple[Line, ...]
    amount: tuple[Line, ...]


def plan(clause: Clause, lang: Language = "zh") -> Plan:
    """The plan of a clause's explanation.

    INVARIANT: it shows nothing that the result does not use, whose checks nobody asks for.
    """
    asked = (made.condition for made in (*clause.checks, *clause.conditions))
    used = needed_when([*asked, *clause.amounts])
    definitions = tuple(
        line
        for made in clause.definitions
        if made in used and not made.scope and isinstance(made.body.type, NumberType)
        for line in _definition(made, used[made], clause.facts, lang)
    )
    conditions = tuple(
        line for number, made in enumerate(clause.conditions, 1) for line in _condition(number, made, lang)
    )
    teller = _Teller(clause.facts, lang)
    if clause.parts:
        _parts(teller, clause.parts)
    elif isinstance(clause.series, PerItem):
        teller.each(clause.series.lists, clause.series.each, clause.series.body)
        if clause.series.up_to is not None:
            most = _called(clause.series.up_to, teller.words)
            teller.line(p.TOGETHER_AT_MOST, most=most)
    elif clause.amount is not None:
        teller.of(clause.amount)
    return Plan((*_not_computed(clause, lang), *definitions), conditions, tuple(teller.lines))


def _not_computed(clause: Clause, lang: Language) -> Iterator[Line]:
    """What the same article has that is not computed, which every result tells."""
    for left in clause.not_computed:
        said = p.NOT_COMPUTED_NOTED if left.note else p.NOT_COMPUTED
        reason = p.REASONS[left.reason].said(lang)
        yield Line(p.filled(said, lang, text=left.citation.text, reason=reason, note=left.note))


def _parts(teller: "_Teller", parts: Sequence[tuple[str, Expr]]) -> None:
    """Of each part its own lines; of one amount in shares, that amount once, and then what each share makes of it."""
    whole = _shared(parts)
    if whole is not None:
        teller.of(whole)
    for name, amount in parts:
        label = label_said(name, teller.words.lang)
        if whole is not None and isinstance(amount, Product):
            share = teller.words.of(amount.right)
            teller.line(p.SHARE_OF_WHOLE, label=label, whole=Slot(whole), share=share, value=Slot(amount))
        else:
            teller.line(p.LABEL, label=label)
            teller.of(amount)


def _shared(parts: Sequence[tuple[str, Expr]]) -> Expr | None:
    """The amount of which all parts are shares."""
    first = parts[0][1]
    if not isinstance(first, Product) or len(parts) < 2 or not isinstance(first.right, Literal):
        return None
    is_shared = all(isinstance(part, Product) and part.left == first.left for _, part in parts)
    return first.left if is_shared and _told_apart(first.left) else None


def _definition(made: Definition, needed: Expr | None, facts: Sequence[Fact], lang: Language) -> Iterator[Line]:
    """What a name stands for, where it is needed: of several cases the one that applies, of several steps each."""
    teller, body = _Teller(facts, lang, needed), made.body
    cases = anatomy_of(body).cases
    if (
        cases is not None
        and not isinstance(cases.why, Highest)
        and not any(_told_apart(b.amount) for b in cases.branches)
    ):
        held = [when for _, when in body.operands()][1::2] if isinstance(body, Mechanism) else []
        for branch, when in zip(cases.branches, held, strict=True):
            line = teller.worked_out(made.name, branch.amount)
            teller.line(p.OF_CASE, when, line=line, case=case_said(branch, lang))
        conditions = tuple(branch.condition for branch in cases.branches)
        if not any(isinstance(condition, Truth) for condition in conditions):
            none = Not(part=AnyOf(parts=conditions))
            line = teller.words.say(p.DEFINED, name=made.name, value=Slot(body))
            teller.line(p.OF_NO_CASE, none, line=line)
    elif _told_apart(body):
        teller.lead = made.name
        teller.of(body)
        teller.lead = ""
        teller.line(p.DEFINED, name=made.name, value=Slot(body))
    else:
        teller.line(p.DEFINED_SAID, name=made.name, said=_trimmed(body, teller.words), value=Slot(body))
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


def _trimmed(expr: Expr, words: Words) -> Phrase:
    """The words of an expression; a mechanism that is all of it shows its result once, behind ＝."""
    said = words.of(expr)
    last = said[-1] if said else None
    return said[:-1] if isinstance(expr, Mechanism) and isinstance(last, Slot) and last.expr == expr else said


def _condition(number: int, made: Requirement, lang: Language) -> Iterator[Line]:
    """Whether it holds, with the numbers it looks at; for a failure, by how much."""
    condition = made.condition

    def line(said: Text, looked_at: Expr) -> Phrase:
        label = p.filled(p.CONDITION, lang, number=number, text=requirement_said(made, lang))
        return p.filled(said, lang, said=label, figures=_figures(looked_at, lang))

    held: Expr = condition
    if made.guard is not None:
        yield Line(line(p.DOES_NOT_APPLY, made.guard), when=Not(part=made.guard))
        held = All(parts=(made.guard, condition))
    failed = Not(part=condition)
    yield Line(line(p.HOLDS, condition), when=held)
    yield Line(line(p.FAILS, condition), when=failed)
    if isinstance(condition, Mechanism):
        for name, part in condition.instances():
            said = p.filled(p.FAILS_FOR, lang, name=name.said(lang))
            yield Line(said, when=All(parts=(failed, Not(part=part))))
    for test in _comparisons(condition):
        yield from _gaps(test, failed, lang)


def _figures(condition: Expr, lang: Language) -> Phrase:
    """The numbers that a condition looks at: （研发费用2600万元，…）."""
    shown: dict[Expr, None] = {}
    for test in _comparisons(condition):
        if not isinstance(test.right, TextLiteral):
            for side in (test.left, test.right):
                if not isinstance(side, OptionLiteral) and _is_quantity(side):
                    shown.setdefault(side)
    if not shown:
        return ()
    words = WORDS[lang]
    return words.say(p.FIGURES, figures=words.joined([_named(side, words) for side in shown], p.COMMA))


def _named(side: Expr, words: Words) -> Phrase:
    """A quantity with its value: 研发费用2600万元, 研发费用占营业收入的比例3.2%; a number as it is."""
    if isinstance(side, Literal):
        return words.of(side)
    return words.say(p.FIGURE, name=_name(side, words), value=Slot(side))


def _called(side: Expr, words: Words) -> Phrase:
    """The same within a sentence."""
    return words.of(side) if isinstance(side, Literal) else (_name(side, words), words.value(side))


def _name(side: Expr, words: Words) -> str:
    if isinstance(side, (FactRef, DefinitionRef, Field)):
        return words.name(side)
    return getattr(side, "name", "") or spoken_words(side, words.lang)


def _is_quantity(expr: Expr) -> bool:
    """Worth showing: not a number that the condition's own words state, nor a day of a list that may have none."""
    if expr.type == DATE and anatomy_of(expr).list:
        return False
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


def _gaps(test: Compare, failed: Expr, lang: Language) -> Iterator[Line]:
    """By how much a comparison failed, where the condition did."""
    kind, words = test.left.type, WORDS[lang]
    if not isinstance(kind, NumberType) or test.operator not in ("<", "<=", ">", ">="):
        return
    missed: tuple[Expr, ...] = (failed, Not(part=test))
    if isinstance(test.left, Quotient):
        divisor = test.left.right
        zero = Literal(value=Fraction(0), type=_number(divisor), text="0")
        undefined = Compare(left=divisor, operator="<=", right=zero)
        said = words.say(p.UNDEFINED, figure=_named(divisor, words), what=spoken_words(test.left, lang))
        yield Line(said, when=All(parts=(failed, undefined)))
        missed = (*missed, Compare(left=divisor, operator=">", right=zero))
    wanted = words.say(p.WANTED[test.operator], figure=_named(test.left, words), wanted=_called(test.right, words))
    if test.operator in ("<", ">"):
        equal = Compare(left=test.left, operator="=", right=test.right)
        yield Line((*wanted, *words.say(p.EQUAL_IS_NOT_ENOUGH)), when=All(parts=(failed, equal)))
        missed = (*missed, Compare(left=test.left, operator="≠", right=test.right))
    upward = test.operator in (">", ">=")
    high, low = (test.right, test.left) if upward else (test.left, test.right)
    gap = Slot(Difference(left=high, right=low, type=kind, may_be_negative=True))
    yield Line((*wanted, *words.say(p.SHORT_BY if upward else p.OVER_BY, gap=gap)), when=All(parts=missed))


def _number(expr: Expr) -> NumberType:
    assert isinstance(expr.type, NumberType)
    return expr.type


def _opened(said: Phrase) -> Phrase:
    """Words of ours at the beginning of a line: The lower of …"""
    first = said[0] if said else ""
    return (f"T{first[1:]}", *said[1:]) if isinstance(first, str) and first.startswith("the ") else said


def _numbered(each: str, words: Words) -> tuple[str, str]:
    """What stands before and behind the number of an item: 第1笔, 第1个项目."""
    unit = f"个{each}" if len(each) > 1 and not each.startswith("个") else each
    if words.lang == "en":
        unit = words.item(each).capitalize()
    before, _, behind = p.ITEM.said(words.lang).partition("{number}")
    return before.format(unit=unit), behind.format(unit=unit)


class _Teller:
    """Collects the lines of an amount (the ``Telling`` that mechanisms ask)."""

    def __init__(self, facts: Sequence[Fact], lang: Language, needed: Expr | None = None) -> None:
        self._facts = facts
        self.words = WORDS[lang]
        self._outer = _Outer(lang)
        self.lines: list[Line] = []
        self.lead = ""
        self._when: list[Expr] = [] if needed is None else [needed]

    def line(self, said: Text, when: Expr | None = None, /, **parts: Part) -> None:
        lead = self.words.say(p.LED, name=self.lead) if self.lead else ()
        self.lines.append(Line((*lead, *self.words.say(said, **parts)), self._path(when)))

    def each(self, lists: Sequence[str], each: str, body: Expr) -> None:
        called, said = self._called(lists), _trimmed(body, self.words)
        numbered = _numbered(each, self.words)
        said = self.words.say(p.OF_ITEM, called=called, said=said, value=Slot(body))
        self.lines.append(Line(said, self._path(None), each=tuple(lists), numbered=numbered))

    def _called(self, lists: Sequence[str]) -> Phrase:
        """What the present item is called, by its first field that is a text (姓名); nothing where it has none."""
        kinds = {fact.name: fact.type for fact in self._facts if fact.name in lists}
        for name, kind in kinds.items():
            for index, (field, of) in enumerate(kind.fields if isinstance(kind, ListType) else ()):
                if of == TEXT:
                    return self.words.say(p.CALLED, name=Slot(Field(list=name, name=field, index=index, type=of)))
        return ()

    def worked_out(self, name: str, expr: Expr) -> Phrase:
        """What a name stands for: the words of an amount and its value; of a plain number, the number."""
        if isinstance(expr, Literal):
            return self.words.say(p.DEFINED, name=name, value=Slot(expr))
        return self.words.say(p.DEFINED_SAID, name=name, said=_trimmed(expr, self.words), value=Slot(expr))

    def result(self, expr: Expr) -> None:
        if not isinstance(expr, Mechanism):
            for part in dict.fromkeys(_apart(expr)):
                self.of(part)
        if isinstance(expr, Literal):
            self.line(p.NOTHING_GIVEN if expr.said == "不予" else p.FIXED, amount=self.words.of(expr))
        elif isinstance(expr, (FactRef, DefinitionRef, Element, Field)):
            self.line(p.PLAIN, name=self.words.name(expr), value=Slot(expr))
        else:
            said = _trimmed(expr, self.words) if isinstance(expr, Mechanism) else self._outer.of(expr)
            self.line(p.WORKED_OUT, said=_opened(said), value=Slot(expr))

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
            self.line(p.SUM, value=Slot(expr))
        else:
            self.result(expr)
        if when is not None:
            self._when.pop()

    def _path(self, when: Expr | None) -> Expr | None:
        path = (*self._when, *((when,) if when is not None else ()))
        path = tuple(part for part in path if not isinstance(part, Truth))
        return None if not path else path[0] if len(path) == 1 else All(parts=path)
