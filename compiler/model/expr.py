"""What was meant: names bound, units and types known, the mechanisms still as the drafter wrote them.

In: what bind/ has bound and typed.  Out: the expressions that interpreter, explanation, guide and lowering read.
Numbers are exact: a ``Literal`` holds a ``Fraction`` in canonical units (yuan, 亩, 公斤 …).

The nodes here are closed (read them with ``match`` and ``assert_never``), save for ``Mechanism``: the open family, one
file each in mechanisms/; what a mechanism asks of the passes, and what it says of itself, stands behind it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Literal as OneOf
from typing import Protocol, get_args

from ..ir import core
from ..ir.kept_hash import KeptHash, kept_hash
from ..report.diagnostic import Language, Text
from ..text.source import Span
from .period import Period, Shift
from .types import BOOLEAN, TEXT, NumberType, OptionType, Plain, Type
from .why import Highest, Why

# The wordings of a number that decide what it does: 不予 is zero of whatever the other cases give; 全额 leaves the amount
# as it is; 个百分点 are added to a percentage, not taken of it; of 折 the saving may be meant; a bare 万 or 亿 is of money, or
# of what is counted; 每 is a price that says itself what it is for (每亩2000元).
Said = OneOf["", "不予", "全额", "个百分点", "折", "万", "每"]


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class Literal(KeptHash):
    """A number as written: its value in canonical units, and the words it was written in.  What the words decide is
    ``said``, set once where they are read; ``text`` is only shown.  每人2000元 in a column of people is of each ``item``."""

    value: Fraction
    type: NumberType
    text: str
    said: Said = ""
    item: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class FactRef(KeptHash):
    """A fact of the clause."""

    name: str
    type: Type


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class Element(KeptHash):
    """The present item of a list fact, within a scope that goes through it."""

    list: str
    type: Type


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class Field(KeptHash):
    """A field of the present record of a list fact."""

    list: str
    name: str
    index: int
    type: Type


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Definition:
    """A name from 其中, with its meaning; ``scope`` is the list whose items it is for, if any.  One that no rule has, but an
    explanation needs (第1年尚余的额度), is also called something in ``english``."""

    name: str
    body: Expr
    type: Type
    text: str
    scope: str = ""
    english: str = ""
    span: Span | None = field(default=None, repr=False)


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionRef(KeptHash):
    """A name from 其中."""

    definition: Definition

    @property
    def type(self) -> Type:
        return self.definition.type

    @property
    def name(self) -> str:
        return self.definition.name


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class Addition(KeptHash):
    """The sum; ``listed`` where the drafter enumerated the parts (、 or 同时) rather than wrote 加."""

    parts: tuple[Expr, ...]
    type: NumberType
    listed: bool = False


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(KeptHash):
    """``left`` less ``right``; below zero is an error of the facts, unless ``may_be_negative``."""

    left: Expr
    right: Expr
    type: NumberType
    may_be_negative: bool = False
    span: Span | None = field(default=None, compare=False, repr=False)


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class Product(KeptHash):
    """``left`` times ``right``: a rate of something, a price times a quantity.  ``sign`` is how it was written."""

    left: Expr
    right: Expr
    type: NumberType
    sign: OneOf["×", "的", "，按"] = "×"


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class Quotient(KeptHash):
    """``left`` divided by ``right``; undefined where ``right`` is not above zero: then no comparison holds, and an
    amount made with it is an error of the facts."""

    left: Expr
    right: Expr
    type: NumberType
    span: Span | None = field(default=None, compare=False, repr=False)


Comparison = OneOf["<", "<=", ">", ">=", "=", "≠"]


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class Compare(KeptHash):
    """Two numbers, dates or ordered options compared."""

    left: Expr
    operator: Comparison
    right: Expr
    type: Plain = BOOLEAN


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLiteral(KeptHash):
    """An option, by its place in the list."""

    index: int
    type: OptionType

    @property
    def text(self) -> str:
        return self.type.options[self.index]


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class TextLiteral(KeptHash):
    text: str
    type: Plain = TEXT


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class All(KeptHash):
    parts: tuple[Expr, ...]
    type: Plain = BOOLEAN


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf(KeptHash):
    parts: tuple[Expr, ...]
    type: Plain = BOOLEAN


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class Not(KeptHash):
    part: Expr
    type: Plain = BOOLEAN


@kept_hash
@dataclass(frozen=True, slots=True, kw_only=True)
class Truth(KeptHash):
    """是 or 否 as such."""

    value: bool
    type: Plain = BOOLEAN


class Mechanism(ABC):
    """A form of words that computes: the open family, one file each in mechanisms/.

    A subclass is a frozen dataclass whose fields are its operands.  It says its value over fractions (the meaning of
    the language), its lowering to core, its words, and what an explanation tells of it.
    """

    type: NumberType | OptionType | Plain

    @abstractmethod
    def value(self, of: Evaluation) -> Fraction | bool | None:
        """The value under the given evaluation of the operands; None where it is undefined."""

    @abstractmethod
    def lower(self, to: Lowering) -> core.Node:
        """The same in core."""

    @abstractmethod
    def words(self, say: Wording) -> Phrase:
        """The calculation in words, with slots for the numbers of a case."""

    def explain(self, tell: Telling) -> None:
        """Lines of an explanation; by default the calculation and its result."""
        tell.result(self)

    def formula(self, say: Wording) -> Phrase:
        """The calculation with signs rather than in words, where these differ."""
        return self.words(say)

    def outline(self, write: Outline) -> str:
        """Writes its steps for the guide and gives the mark of the last; nothing where its words are enough."""
        return ""

    def operands(self) -> Iterator[tuple[Expr, Expr | None]]:
        """The operands, each with the condition under which it is needed (None: always)."""
        for name in self.__dataclass_fields__:  # type: ignore[attr-defined]
            value = getattr(self, name)
            for operand in value if isinstance(value, tuple) else (value,):
                if isinstance(operand, EXPRESSIONS):
                    yield operand, None

    @property
    def is_named(self) -> bool:
        """Whether its words are those of one thing, which need no brackets."""
        return False

    def reading(self) -> Text | None:
        """Where its words have two known readings: the one taken, and how the other is said."""
        return None

    @property
    def part_of(self) -> Expr | None:
        """What it is a part (部分) of, so that others may stand beside it."""
        return None

    @abstractmethod
    def anatomy(self) -> Anatomy:
        """What it does to amounts, for those who look at a rule rather than compute it: its limits, its cases, what it
        goes through.  ``Anatomy()`` says that there is nothing of the kind."""

    def outcomes(self) -> Iterator[Outcome]:
        """What may come of it, for worked cases to reach; nothing of a condition, which holds or does not."""
        return iter(())

    def instances(self) -> Iterator[tuple[Text, Expr]]:
        """Of a condition that asks the same many times: each time by its name, to say which of them failed."""
        return iter(())

    def lifted(self, condition: Expr) -> Expr:
        """A condition on an operand, as a condition where this expression stands (for those that go through a list:
        that it holds for every item)."""
        return condition

    def for_one(self, condition: Expr) -> Expr:
        """Likewise, for those that go through a list: that it holds for one at least of the items that count."""
        lifted = self.lifted(Not(part=condition))
        return condition if isinstance(lifted, Not) and lifted.part is condition else Not(part=lifted)


Expr = (
    Literal
    | FactRef
    | Element
    | Field
    | DefinitionRef
    | Addition
    | Difference
    | Product
    | Quotient
    | Compare
    | OptionLiteral
    | TextLiteral
    | All
    | AnyOf
    | Not
    | Truth
    | Mechanism
)
EXPRESSIONS = get_args(Expr)


def operands_of(expr: Expr) -> tuple[Expr, ...]:
    """The expressions that an expression is made of; of a definition's name, none."""
    if isinstance(expr, Mechanism):
        return tuple(operand for operand, _ in expr.operands())
    found: list[Expr] = []
    for name in expr.__dataclass_fields__:
        value = getattr(expr, name)
        found += [part for part in (value if type(value) is tuple else (value,)) if _is_expression(part.__class__)]
    return tuple(found)


def facts_of(expr: Expr) -> Iterator[FactRef]:
    """The facts that an expression is made of, each as often as it stands there."""
    if isinstance(expr, FactRef):
        yield expr
    for part in operands_of(expr):
        yield from facts_of(part)


@cache
def _is_expression(kind: type) -> bool:
    """Asked of every part of every expression, and the same of each part of a kind."""
    return issubclass(kind, EXPRESSIONS)


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a number (or option, or 是否) in a sentence, filled in when a case is explained; ``around`` it stand words
    that go where it goes."""

    expr: Expr
    around: tuple[str, str] = ("", "")


Phrase = tuple[str | Slot, ...]
# What may stand in the braces of a phrase.
Part = Phrase | Slot | str | int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What may come of a mechanism: in words (超过封顶数500万元), as a condition, and where to point."""

    words: Phrase
    when: Expr
    at: Expr


# ── what a mechanism says of itself ──


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """That ``amount`` is at most (封顶), or at least (保底), ``limit``."""

    amount: Expr
    limit: Expr
    word: OneOf["封顶", "保底"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One case: when, how much, and the words of the case."""

    condition: Expr
    amount: Expr
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """Cases of which the first that holds applies, or (``highest``, 就高) the best of those that hold; ``why`` they are
    one list.  With ``is_step`` they are those of a step that is taken in some cases (，某情形的，按15%), and the last is
    the amount without it, unless one of the others holds always."""

    branches: tuple[Branch, ...]
    why: Why
    is_step: bool = False

    @property
    def highest(self) -> bool:
        return isinstance(self.why, Highest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeated:
    """``body`` worked out for each item of the list and added up: ``each`` is the word for an item (笔), empty where it
    is for each group of items, within which the list is that group.  Where ``picks``, only some of the items count."""

    body: Expr
    each: str = ""
    picks: bool = False


Partial = OneOf["down", "up", "pro_rata"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """How many times ``size`` is in ``subject`` (above ``start``); of a step begun ``partial`` says what counts."""

    subject: Expr
    start: Expr | None
    size: Literal
    partial: Partial

    def exact(self, of: Evaluation) -> Fraction | None:
        """The number of steps with its fraction."""
        subject = of.number(self.subject)
        start = of.number(self.start) if self.start is not None else Fraction(0)
        return None if subject is None or start is None else max(subject - start, Fraction(0)) / self.size.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What of ``subject`` lies above ``low`` and up to ``high``; ``words`` is the range as written."""

    subject: Expr
    low: Expr | None
    high: Expr | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The highest, or the lowest, of ``parts``: each limits the others."""

    parts: tuple[Expr, ...]
    highest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Anatomy:
    """What a mechanism says of itself.  All expressions here are operands, or made of them.

    ``acts_on``: the amount before it, of which it makes another (封顶, 扣除, 取整); ``takes``: what it takes away.
    ``limits``: of ``acts_on`` as a whole, or (其中甲占乙的部分封顶) of a part of it.
    ``cases``, ``repeated``, ``steps``, ``segment``: that its amount is made so.
    ``choice``: that it is the lowest, or highest, of these.
    ``list``: the list fact that it goes through, whose items its operands are about; ``also``: those that it goes through
    together with it, item by item.  ``period``: that it counts time.  ``of_item``: the lists of whose present item it is, even
    where none of its operands are.
    """

    acts_on: Expr | None = None
    takes: tuple[Expr, ...] = ()
    limits: tuple[Limit, ...] = ()
    cases: Cases | None = None
    repeated: Repeated | None = None
    steps: Stepped | None = None
    segment: Segment | None = None
    choice: Choice | None = None
    period: Period | Shift | None = None
    list: str = ""
    also: tuple[str, ...] = ()
    of_item: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[str, ...]:
        """All that it goes through together."""
        return (self.list, *self.also) if self.list else ()

    @property
    def cap(self) -> Limit | None:
        """What it is at most, as a whole."""
        whole = (limit for limit in self.limits if limit.word == "封顶" and limit.amount is self.acts_on)
        return next(whole, None)


def anatomy_of(expr: Expr) -> Anatomy:
    """The anatomy of any expression: of what is no mechanism, none."""
    return expr.anatomy() if isinstance(expr, Mechanism) else _NONE


_NONE = Anatomy()


# ── what it asks of the passes ──


class Evaluation(Protocol):
    """What a mechanism asks of the interpreter."""

    def number(self, expr: Expr) -> Fraction | None: ...
    def truth(self, expr: Expr) -> bool: ...
    def first(self, branches: Sequence[Branch]) -> Branch | None: ...
    def items(self, list_name: str) -> Sequence[object]: ...
    def place(self, list_name: str) -> int: ...
    def each_item(self, lists: Sequence[str]) -> Iterator[Evaluation]: ...
    def with_items(self, list_name: str, items: Sequence[object]) -> Evaluation: ...


class Lowering(Protocol):
    """What a mechanism asks of the lowering."""

    def number(self, expr: Expr) -> core.Node: ...
    def truth(self, expr: Expr) -> core.Node: ...
    def at(self, lists: Sequence[str], place: int | None) -> Lowering:
        """Where the item of the lists is the one at a place; None: where it is again the present one, of a fold."""


class Wording(Protocol):
    """What a mechanism asks of the wording: the words of an operand, in brackets where it is a compound."""

    @property
    def lang(self) -> Language: ...
    def of(self, expr: Expr) -> Phrase: ...
    def atom(self, expr: Expr) -> Phrase: ...
    def plain(self, expr: Expr) -> str:
        """The words of an operand without numbers."""

    def say(self, said: Text, /, **parts: Part) -> Phrase:
        """A phrase with what stands in its braces."""

    def value(self, expr: Expr) -> Slot:
        """The number of an expression, behind its words."""

    def joined(self, parts: Sequence[Phrase], mark: Text, last: Text | None = None) -> Phrase:
        """Several with a mark between them, and perhaps another before the last."""

    def item(self, each: str) -> str:
        """What an item is called that is counted in ``each``."""


class Telling(Protocol):
    """What a mechanism asks of the explanation."""

    @property
    def words(self) -> Wording:
        """The words of expressions, with their numbers."""

    def each(self, lists: Sequence[str], each: str, body: Expr) -> None:
        """A line for every item of a list (or of several gone through together): the words of ``body`` and its value."""

    def result(self, expr: Expr) -> None:
        """A line: the words of the expression, ＝, its value."""

    def line(self, said: Text, when: Expr | None = None, /, **parts: Part) -> None:
        """A line that is told where ``when`` holds."""

    def of(self, expr: Expr, when: Expr | None = None) -> None:
        """The lines of an operand."""


class Outline(Protocol):
    """What a mechanism asks of the outline (outline.py), where a mark (①) stands for a step written before."""

    @property
    def spoken(self) -> Wording:
        """The words of expressions as sentences say them: 研发费用的5%."""

    def words(self, expr: Expr) -> str:
        """The expression as a sentence says it: 研发费用的5%."""

    def formula(self, expr: Expr) -> str:
        """The expression with signs: 研发费用 × 5%."""

    def result(self, expr: Expr) -> str:
        """The name, the number or the mark of an operand; a compound one becomes a step of its own."""

    def say(self, said: Text, /, **parts: str) -> str:
        """A phrase with what stands in its braces."""

    def step(self, words: str, formula: str, label: Text | None = None) -> str:
        """One more step, and its mark; ``label`` says what it does to an earlier one: 封顶."""

    def cases(self, branches: Sequence[tuple[Expr, Expr]], highest: bool, reading: Text | None) -> str:
        """A condition and an amount for each case, and the mark of what they give."""

    def repeated(self, heading: str, body: Expr) -> str:
        """Steps gone through for each of several things, and what stands for the result for one."""
