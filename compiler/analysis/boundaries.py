"""Where a text and a rule draw their lines: 100万元以上, 至500万元（不含）, 不满20亩.

In: a quotation with its figures, or a clause.  Out: the bounds of the text, each with whether the number itself belongs
to what it bounds; the lines that the rule's comparisons draw.  A line lies right below its number (100万元以上,
不满100万元) or right above it (超过100万元, 100万元以下): two words that put the same number on different sides of the
line do not mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from ..accounts.accounting import Account, Quotation, value_of
from ..document.figures import DATE, Figure, Value
from ..language.bounds_words import BOUNDS_WORDS, words_of
from ..model.bounds import is_inclusive
from ..model.clause import Clause
from ..model.expr import Compare, DefinitionRef, Expr, Literal, operands_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBound:
    """A bound from ``start`` to ``end`` of a quotation.  ``stated`` where （含） or （不含） says whether the number
    belongs; ``is_range_end`` for the 500万元 of 100万元至500万元; ``subject`` are the words before it, where there are
    any."""

    figure: Figure
    is_low: bool
    is_included: bool
    is_stated: bool
    is_range_end: bool
    subject: str
    start: int
    end: int

    @property
    def is_above(self) -> bool:
        """Whether the line lies right above the number."""
        return self.is_low != self.is_included

    def may_speak_of(self, other: TextBound) -> bool:
        """Whether both may be bounds of one quantity: 投资额500万元以上 and 1000万元以上 may."""
        one, two = self.subject, other.subject
        return not one or not two or one.endswith(two) or two.endswith(one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that a rule draws at a number: ``compare`` says of which quantity."""

    value: Value
    is_above: bool
    of: Expr
    compare: Compare
    literal: Literal


_BEFORE = re.compile(rf"(?:{'|'.join(words_of('before'))})$")
# A step is no bound: 每满一年, 每超过1人.
_STEP = re.compile("[每再](?:满|超过|超出|达到|达|多于|超)$")
_AFTER = re.compile(
    r"(?P<mark>（(?:不?含|不?包括|不?包含)(?:本数|[0-9][^（），]{0,12})?(?:，下同)?）)?"
    rf"(?P<word>(?:{'|'.join(words_of('behind'))})(?!部))?"
    r"(?:的?(?P<later>（(?:不?含|不?包括|不?包含)(?:本数|[0-9][^（），]{0,12})?(?:，下同)?）))?"
)
_TO = re.compile("[至到～-]")
_SUBJECT = re.compile("[^。，；：、（）“”0-9]*$")


def bounds_in(quotation: Quotation, declared: Mapping[str, bool]) -> Iterator[TextBound]:
    """The bounds of a quotation in their order; ``declared`` is what 本数 says of the words.  A number with words of
    two kinds (超过8%以上) is left out."""
    text = quotation.text
    figures = quotation.figures
    subject = ""
    below: dict[bool, bool] = {}  # what （不含，下同） says of the bounds behind it, by their side
    for index, figure in enumerate(figures):
        if any(value.kind == DATE for value in figure.values):
            continue
        behind = figures[index - 1].end if index else 0
        after = _AFTER.match(text, figure.end)
        assert after, "every part of the pattern may be empty"
        told = before.group() if (before := _BEFORE.search(text, behind, figure.start)) else ""
        if told and _STEP.search(text, behind, figure.start):
            continue
        gap = text[behind : figure.start] if index else ""
        is_range_end = bool(index) and bool(re.fullmatch(rf"(?:{_AFTER.pattern})[至到～-](?:不足|不满)?", gap))
        sides = {BOUNDS_WORDS[word].side == "low" for word in (told, after["word"]) if word}
        if not sides:
            sides = {False} if is_range_end else {True} if _begins_range(quotation, index, after.end()) else set()
        if len(sides) != 1:
            continue
        is_low = sides.pop()
        words = [word for word in (told, after["word"]) if word] or ["至"]
        included = {is_inclusive(word, declared) for word in words}
        mark = after["mark"] or after["later"]
        if len(included) != 1 and not mark:
            continue
        if not is_range_end:
            found = _SUBJECT.search(text, behind, figure.start - len(told))
            subject = found.group() if found else ""
        is_included = "不" not in mark if mark else below.get(is_low, included.pop())
        if mark and "下同" in mark:
            below[is_low] = is_included
        yield TextBound(
            figure=figure,
            is_low=is_low,
            is_included=is_included,
            is_stated=bool(mark) or is_low in below,
            is_range_end=is_range_end,
            subject=subject,
            start=figure.start - len(told),
            end=after.end(),
        )


def _begins_range(quotation: Quotation, index: int, end: int) -> bool:
    """Whether 至 and another figure stand behind a figure, whose words end there."""
    is_followed = index + 1 < len(quotation.figures) and quotation.figures[index + 1].start <= end + 3
    return is_followed and bool(_TO.match(quotation.text, end))


@lru_cache(maxsize=512)
def lines_of(clause: Clause) -> tuple[Line, ...]:
    """The lines that the conditions, definitions and amounts of a clause draw at numbers."""
    compared = (expr for expr in expressions_of(clause) if isinstance(expr, Compare))
    return tuple(line for expr in compared if (line := _line(expr)))


@lru_cache(maxsize=512)
def expressions_of(clause: Clause) -> tuple[Expr, ...]:
    """All that the conditions, definitions and amounts of a clause are made of, each place once."""
    waiting: list[Expr] = [made.condition for made in clause.conditions]
    waiting += [made.guard for made in clause.conditions if made.guard is not None]
    waiting += [made.body for made in clause.definitions]
    waiting += [part for _, part in clause.parts]
    waiting += [] if clause.amount is None else [clause.amount]
    seen: dict[int, Expr] = {}
    while waiting:
        expr = waiting.pop(0)
        if id(expr) not in seen:
            seen[id(expr)] = expr
            waiting += [] if isinstance(expr, DefinitionRef) else operands_of(expr)
    return tuple(seen.values())


def _line(compare: Compare) -> Line | None:
    left, right, operator = compare.left, compare.right, compare.operator
    is_above = operator in (">", "<=")
    if operator not in (">", "<=", ">=", "<") or isinstance(left, Literal) == isinstance(right, Literal):
        return None
    if isinstance(right, Literal):
        return Line(value=value_of(right), is_above=is_above, of=left, compare=compare, literal=right)
    assert isinstance(left, Literal)
    return Line(value=value_of(left), is_above=not is_above, of=right, compare=compare, literal=left)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedTwice:
    """A number that two bounds of one quotation both include, and the line that the rule draws there all the same."""

    quotation: Quotation
    first: TextBound
    second: TextBound
    line: Line

    @property
    def is_of_ranges(self) -> bool:
        """Whether one of the bounds is the end of a range 甲至乙."""
        return self.first.is_range_end or self.second.is_range_end


def claimed_twice(account: Account, declared: Mapping[str, bool]) -> list[ClaimedTwice]:
    """Each number once; none that 口径 speaks of, and none of which the rule too has it both ways (that is for the
    cases of the rule to be told of)."""
    found: dict[Value, ClaimedTwice] = {}
    for quotation in account.quotations:
        bounds = [made for made in bounds_in(quotation, declared) if made.is_included and not made.is_stated]
        for first, second in combinations(bounds, 2):
            if first.is_low == second.is_low or not first.may_speak_of(second):
                continue
            for value in first.figure.values:
                if value in second.figure.values and value not in account.read and value not in found:
                    lines = single_lines(account.clause, value)
                    if len(lines) == 1:
                        found[value] = ClaimedTwice(quotation=quotation, first=first, second=second, line=lines[0])
    return list(found.values())


def single_lines(clause: Clause, value: Value) -> list[Line]:
    """The lines that a rule draws at a number, one for each quantity of which it draws just one there."""
    ways: dict[Expr, dict[bool, Line]] = {}
    for line in lines_of(clause):
        if line.value == value:
            ways.setdefault(line.of, {}).setdefault(line.is_above, line)
    return [line for drawn in ways.values() if len(drawn) == 1 for line in drawn.values()]
