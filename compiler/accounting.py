"""What a rule quotes and what it says, as figures to be held against each other.

In: a policy.  Out: an ``Account`` for each clause.  A number of the quotation must be used by the rule, a number of the
rule must stand in the quotation; 口径 and 说明 speak for both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tiaowen.runtime.facts import format_quantity

from .document import Block
from .figures import COUNT, DATE, RATIO, Figure, Value, figures, unit_kind
from .layout import headings
from .model import Clause, Fact, ListType, Literal, NumberType, OptionType, Type
from .source import Source, Span, Squeezed, fold, squeeze

if TYPE_CHECKING:
    from .pipeline import Policy

_SAID_OF_NUMBERS = ("口径", "说明")
_NOT_THE_RULE = ("依据", "算例", "有效期", "承诺", *_SAID_OF_NUMBERS)
# 取最高3个；逐年，共3年；分3年
_IN_SCOPE = re.compile("(?:取[^，）]*最[高大]的?|共|分)([0-9]+)")
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A number that a rule states, with its words and its place."""

    value: Value
    text: str
    span: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands under one 依据, and the figures in it: their offsets are those of ``squeezed.text``."""

    source: Source
    squeezed: Squeezed
    figures: tuple[Figure, ...]

    @property
    def text(self) -> str:
        return self.squeezed.text

    def span(self, start: int, end: int) -> Span:
        """The place of some of its characters."""
        return self.squeezed.span(self.source, start, end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """``quotations`` are what the rule quotes, ``stated`` the numbers of the rule; ``used`` is every value that the
    rule's words name, names too; ``read`` those that 口径 and 说明 name, and ``said`` what these say."""

    clause: Clause
    quotations: tuple[Quotation, ...]
    stated: tuple[Stated, ...]
    used: tuple[Value, ...]
    read: tuple[Value, ...]
    said: str

    @property
    def quoted(self) -> Iterator[tuple[Figure, Span]]:
        """The figures of the quotations with their places."""
        for quotation in self.quotations:
            for figure in quotation.figures:
                yield figure, quotation.span(figure.start, figure.end)


def accounts(policy: Policy) -> Iterator[Account]:
    """The account of every clause, in the order of the document."""
    blocks = {block.head: block for block in reversed(policy.document.blocks) if block.kind == "规则"}
    lenders = [block for block in policy.document.blocks if block.kind == "定义"]
    for clause in policy.clauses.values():
        yield _account(policy, clause, blocks[clause.id], lenders)


def _account(policy: Policy, clause: Clause, block: Block, lenders: Sequence[Block]) -> Account:
    terms = policy.terms_of(clause)
    names = tuple(_names(clause))
    text = fold(block.source.text)
    quotations: list[Quotation] = []
    used: list[Value] = []
    read: list[Value] = []
    said = ""
    stated, lent = list[Stated](), list[Stated]()
    for made in _stated(clause):
        (stated if made.span is None or _holds(block, made.span) else lent).append(made)
    for lender in lenders:
        theirs = [made for made in lent if made.span and _holds(lender, made.span)]
        if theirs and (named := list(_quoted(lender, terms.units))):
            # A number of 【定义】 has its quotation there.
            stated += theirs
            read += named
    for head in headings(text, block.body.start, block.body.end):
        squeezed = squeeze(block.source.text, head.content, head.end)
        if head.word == "依据":
            found = tuple(figures(squeezed.text, names, terms.units))
            quotations.append(Quotation(source=block.source, squeezed=squeezed, figures=found))
        elif head.word in _SAID_OF_NUMBERS:
            said += squeezed.text
            read += (value for figure in figures(squeezed.text, (), terms.units) for value in figure.values)
        elif head.word not in _NOT_THE_RULE:
            used += (value for figure in figures(squeezed.text, (), terms.units) for value in figure.values)
            for counted in _IN_SCOPE.finditer(head.scope):
                span = Span(block.source, head.start, head.content)
                stated.append(Stated(value=Value(COUNT, Fraction(counted[1])), text=counted[0], span=span))
    used += (made.value for made in (*stated, *lent))
    if valid := clause.valid or terms.valid:
        for day in valid:
            used += (Value(DATE, Fraction(day.year)), Value(DATE, Fraction(f"{day:%Y%m%d}")))
    return Account(
        clause=clause,
        quotations=tuple(quotations),
        stated=tuple(stated),
        used=tuple(used),
        read=tuple(read),
        said=said,
    )


def _holds(block: Block, span: Span) -> bool:
    return span.source is block.source and block.body.start <= span.start < block.body.end


def _quoted(block: Block, units: Sequence[str]) -> Iterator[Value]:
    """The numbers that a block quotes."""
    for head in headings(fold(block.source.text), block.body.start, block.body.end):
        if head.word == "依据":
            squeezed = squeeze(block.source.text, head.content, head.end)
            yield from (value for figure in figures(squeezed.text, (), units) for value in figure.values)


def _names(clause: Clause) -> Iterator[str]:
    """The words in which a number is part of a name: facts, definitions, options."""
    for definition in clause.definitions:
        yield definition.name
    for fact in clause.facts:
        yield fact.name
        yield from _options(fact.type)
        if isinstance(fact.type, ListType):
            for name, kind in fact.type.fields:
                yield name
                yield from _options(kind)
            if fact.type.item:
                yield from _options(fact.type.item)


def _options(kind: Type) -> tuple[str, ...]:
    return kind.options if isinstance(kind, OptionType) else ()


def _stated(clause: Clause) -> Iterator[Stated]:
    """The numbers of a rule's sentences and the defaults of its facts, each place once."""
    seen: set[tuple[int, int]] = set()
    for literal in clause.numbers:
        span = literal.span
        if span and (span.start, span.end) not in seen:
            seen.add((span.start, span.end))
            yield Stated(value=value_of(literal), text=literal.text, span=span)
    for fact in clause.facts:
        if isinstance(fact.reading.default, int) and isinstance(fact.type, NumberType) and fact.span:
            yield _default(fact, fact.type, fact.reading.default)


def value_of(literal: Literal) -> Value:
    """A number of a rule as a value to be held against those of a text."""
    kind = RATIO if literal.type.is_ratio else unit_kind(literal.type.unit)
    return Value(DATE if kind == "年" and literal.value in _YEARS else kind, literal.value)


def _default(fact: Fact, kind: NumberType, default: int) -> Stated:
    what = RATIO if kind.is_ratio else unit_kind(kind.unit)
    value = default * fact.scale
    text = format_quantity(value.numerator, value.denominator, kind.shown)
    return Stated(value=Value(what, value), text=text, span=fact.span)
