"""What a rule gives, in a few words and as a length to be drawn.

In: a rule of the guide.  Out: its ``Award``.  A length is the most that one applicant is given in all, where the rule sets
it an end, else the highest price of one thing (每家200万元); what grows with a percentage has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from tiaowen.runtime.facts import format_quantity

from ...analysis.ranges import most_of
from ...meaning.wording import spoken_words
from ...model.clause import Clause
from ...model.expr import Expr, Literal, Mechanism, Product, operands_of
from ..content import Rule
from ..outline import amount_of

_PRICE = re.compile("(每.+?)([0-9.,]+[万亿]*元)")
# Words that fit into a row of the list of rules.
_FEW = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """``words`` say what is given.  ``value`` in yuan with its text ``shown``, and for what one such amount is (``each``: 每家;
    nothing where it is the most in all)."""

    words: str
    value: Fraction | None = None
    shown: str = ""
    each: str = ""


def award_of(rule: Rule) -> Award:
    clause = rule.clause
    if clause.form == "资格":
        return Award(words=clause.qualifies_for)
    words = rule.fixed or _words(clause)
    opening = f"{_said(clause)[:_FEW]}…"
    if clause.unit != "元" or clause.form == "核算":
        return Award(words=words or opening)
    most = most_of(clause)
    if most is not None and most > 0:
        shown = format_quantity(most.numerator, most.denominator, "元")
        return Award(words=words or f"最高{shown}", value=most, shown=shown)
    prices = [price for amount in clause.amounts for price in _prices(amount)]
    if not prices:
        return Award(words=words or opening)
    highest = max(prices, key=lambda price: price.value)
    same = dict.fromkeys(price.text for price in prices if price.each == highest.each)
    if len(prices) > 1:
        words = f"{highest.each}{'、'.join(same)}" + ("等" if len({price.each for price in prices}) > 1 else "")
    return Award(words=words, value=highest.value, shown=f"{highest.each}{highest.text}", each=highest.each)


def _words(clause: Clause) -> str:
    """The amount in the words of the rule, where they are few."""
    said = _said(clause)
    return said if len(said) <= _FEW else ""


def _said(clause: Clause) -> str:
    return "；".join(spoken_words(amount) for amount in clause.amounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Price:
    """每家 200万元."""

    each: str
    text: str
    value: Fraction


def _prices(expr: Expr) -> Iterator[_Price]:
    """The prices of things that are added up."""
    if isinstance(expr, Product) and isinstance(expr.right, Literal):
        value, said = amount_of(expr.right), _PRICE.fullmatch(expr.right.text)
        if value and said:
            yield _Price(each=said[1], text=said[2], value=value)
    elif not isinstance(expr, Mechanism) or not expr.anatomy().cases:
        for part in operands_of(expr):
            yield from _prices(part)
