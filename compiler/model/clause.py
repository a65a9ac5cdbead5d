"""What a document declares, ready to be calculated: a rule, what governs it, its goals, and what is not computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal as OneOf

from tiaowen.runtime.allocate import SharingRule
from tiaowen.runtime.facts import FactType
from tiaowen.runtime.units import parse_unit

from ..document.departments import Departments
from ..document.document import Article, Chapter
from ..language.headings import Form as Form
from ..text.source import Span
from .expr import Definition, Expr, Literal
from .promise import Promise
from .types import ListType, NumberType, Type

# What the authority approved, under a ceiling: a fact that no rule declares.
APPROVED = FactType(name="核定金额", kind="number", unit="元", decimals=2, optional=True)

RoundingMode = OneOf["half_up", "down", "up"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounding:
    """The one rounding at the end of a clause: to ``step`` canonical units (1/100 yuan is a 分)."""

    mode: RoundingMode = "half_up"
    step: Fraction = Fraction(1, 100)
    text: str = "四舍五入到分"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact that the applicant reports.  ``reading`` is how the runtime reads and checks it; ``scale`` turns its
    scaled integer into canonical units: value = n × scale."""

    name: str
    type: Type
    reading: FactType
    scale: Fraction = Fraction(1)
    from_clause: str = ""
    span: Span | None = field(default=None, compare=False, repr=False)

    def field_scale(self, index: int) -> Fraction:
        """What one step of a record's field is worth in canonical units."""
        assert isinstance(self.type, ListType) and self.reading.item is not None
        if not isinstance(self.type.fields[index][1], NumberType):
            return Fraction(1)
        reading = self.reading.item.fields[index]
        unit = parse_unit(reading.unit) if reading.unit not in ("", "%") else None
        return (unit.factor if unit else Fraction(1)) / Fraction(reading.scale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One sentence of 条件 or 核对, with its words; ``guard`` where it binds only in some case (甲的，乙)."""

    condition: Expr
    text: str
    guard: Expr | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedCase:
    """One 算例: facts as written, and what is expected: texts of values, or None where nothing is payable (不予), or where
    the facts are not ``accepted`` (不受理)."""

    facts: tuple[tuple[str, object], ...]
    rest: OneOf["none", "zero", "default"]
    expected: tuple[str, ...] | None
    text: str
    accepted: bool = True
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The words of the document that a rule makes computable: parts between ……, and where they stand."""

    text: str
    parts: tuple[str, ...]
    found: tuple[Span, ...] = field(default=(), compare=False, repr=False)
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A result of several amounts: one a year, instalment or party, each with its label, in order.

    ``named`` where they are a split between parties (the result is then by name).  ``remainder`` where they are parts
    of one amount: each is rounded singly and the last takes what remains.
    """

    parts: tuple[tuple[str, Expr], ...]
    named: bool = False
    remainder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PerItem:
    """A result of one amount for each item of a list (of several gone through together), in order: ``body`` is that of one,
    and each is rounded singly.  ``up_to``, where it is set, is used up in order: the first items first."""

    lists: tuple[str, ...]
    each: str
    body: Expr
    up_to: Expr | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clause:
    """One rule, ready to be calculated, explained, printed and compiled.

    ``told`` are words that are not calculated, each with its heading (口径, 说明).
    ``series`` splits the amount over years, instalments or parties, or says that there is one for each item.  ``not_computed`` is what the same
    article has that no calculation can follow, in words.  ``amount`` is the result before rounding (None for 资格, whose result is that all conditions hold); ``ceiling``
    where the heading says 最高 (the authority decides up to the amount).
    """

    id: str
    title: str
    citation: Citation
    facts: tuple[Fact, ...]
    definitions: tuple[Definition, ...]
    checks: tuple[Requirement, ...]
    conditions: tuple[Requirement, ...]
    amount: Expr | None
    series: Series | PerItem | None = None
    heading: str
    form: Form
    ceiling: bool
    rounding: Rounding
    unit: str
    cases: tuple[WorkedCase, ...]
    promises: tuple[Promise, ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    qualifies_for: str = ""
    valid: tuple[date, date] | None = None
    article: int | None = None
    article_heading: str = ""
    numbers: tuple[Literal, ...] = ()
    uses_date: bool = False
    not_computed: tuple[NotComputed, ...] = ()
    span: Span | None = field(default=None, repr=False)

    @property
    def asked(self) -> tuple[FactType, ...]:
        """The facts as the runtime reads them, the implied 核定金额 of a ceiling too."""
        return (*(fact.reading for fact in self.facts), *((APPROVED,) if self.ceiling else ()))

    @property
    def amounts(self) -> tuple[Expr, ...]:
        """The amounts of the result: one, several, or none where it is an answer; of items, what they come to."""
        if isinstance(self.series, Series):
            return tuple(amount for _, amount in self.series.parts)
        return () if self.amount is None else (self.amount,)

    @property
    def parts(self) -> tuple[tuple[str, Expr], ...]:
        """The amounts of a result of several that are known by name, each with its label."""
        return self.series.parts if isinstance(self.series, Series) else ()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for label, _ in self.parts)

    def told_under(self, heading: str) -> tuple[str, ...]:
        return tuple(words for each, words in self.told if each == heading)

    @property
    def readings(self) -> tuple[str, ...]:
        """口径: which of two readings of the document the rule follows."""
        return self.told_under("口径")

    @property
    def notes(self) -> tuple[str, ...]:
        """说明."""
        return self.told_under("说明")

    @property
    def kind(self) -> str:
        if self.form in ("资格", "核算"):
            return self.form
        return "上限" if self.ceiling else "定额"


Aim = OneOf["at least", "more than", "at most", "less than", "about", "exactly"]
Reason = OneOf["幅度未定", "条件未定", "转引上级政策", "原则性表述", "一事一议", "工作程序", "列举计数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the document a block stands; both None before the first chapter and in the closing paragraphs."""

    chapter: Chapter | None = None
    article: Article | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """One 指标: ``target`` is its number with the comparison as written (3.5%以上), ``answering`` who answers for
    it, in which role; ``year`` None where neither the block nor 有效期 names one."""

    name: str
    aim: Aim
    number: Literal
    target: str
    year: int | None
    answering: Departments
    citation: Citation
    place: Place
    span: Span = field(compare=False, repr=False)

    @property
    def departments(self) -> tuple[str, ...]:
        """Those that lead and those that are responsible, each once."""
        return tuple(dict.fromkeys((*self.answering.leads, *self.answering.responsible)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotComputed:
    """One 不计算: words of the document that no calculation can follow, and why."""

    citation: Citation
    reason: Reason
    note: str
    place: Place
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What 【政策】 declares for the rules it governs."""

    title: str = ""
    valid: tuple[date, date] | None = None
    budget: Fraction | None = None
    inclusive: Mapping[str, bool] = field(default_factory=dict)
    rounding: Rounding | None = None
    same_matter: tuple[tuple[str, ...], ...] = ()
    precedence: str = ""
    sharing: SharingRule | None = None
    units: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()


# What governs a rule where nothing is declared.
NO_TERMS = Terms()
