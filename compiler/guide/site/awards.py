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
from ...meaning.english import number_in_english, quantity_in_english
from ...meaning.wording import spoken_words
from ...model.expr import Expr, Literal, Mechanism, Product, operands_of
from ...report.diagnostic import Language
from ..content import Rule
from ..outline import amount_of
from .html import say_in

_PRICE = re.compile("(每.+?)([0-9.,]+[万亿]*元)")
# Letters that fit into a row of the list of rules.
_FEW = {"zh": 44, "en": 110}


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """``words`` say what is given.  ``value`` in yuan with its text ``shown``; ``is_each`` where that is for one thing of any
    number, and not the most in all."""

    words: str
    value: Fraction | None = None
    shown: str = ""
    is_each: bool = False


def award_of(rule: Rule, lang: Language) -> Award:
    clause = rule.clause
    if clause.form == "资格":
        return Award(words=clause.qualifies_for)
    said = rule.fixed or "；".join(spoken_words(amount, lang) for amount in clause.amounts)
    few = _FEW[lang]
    is_short = len(said) <= few
    words = said if is_short else f"{said[:few]}…"
    if clause.unit != "元" or clause.form == "核算":
        return Award(words=words)
    most = most_of(clause)
    if most is not None and most > 0:
        shown = format_quantity(*most.as_integer_ratio(), "元") if lang == "zh" else quantity_in_english(most, "元")
        return Award(words=words if is_short else f"{say_in(lang)('at most')}{shown}", value=most, shown=shown)
    prices = [price for amount in clause.amounts for price in _prices(amount, lang)]
    if not prices:
        return Award(words=words)
    highest = max(prices, key=lambda price: price.value)
    if len(prices) > 1:
        words = _listed(prices, highest) if lang == "zh" else ", ".join(dict.fromkeys(price.text for price in prices))
    return Award(words=words, value=highest.value, shown=f"{highest.each}{highest.text}", is_each=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Price:
    """每家 200万元; in English all of it is ``text``."""

    each: str
    text: str
    value: Fraction


def _prices(expr: Expr, lang: Language) -> Iterator[_Price]:
    """The prices of things that are added up."""
    if isinstance(expr, Product) and isinstance(expr.right, Literal):
        value, said = amount_of(expr.right), _PRICE.fullmatch(expr.right.text)
        if value and said:
            each, text = said.groups() if lang == "zh" else ("", number_in_english(expr.right))
            yield _Price(each=each, text=text, value=value)
    elif not isinstance(expr, Mechanism) or not expr.anatomy().cases:
        for part in operands_of(expr):
            yield from _prices(part, lang)


def _listed(prices: list[_Price], highest: _Price) -> str:
    """每家200万元、100万元; 等 where others are for other things."""
    same = dict.fromkeys(price.text for price in prices if price.each == highest.each)
    is_all = all(price.each == highest.each for price in prices)
    return f"{highest.each}{'、'.join(same)}{'' if is_all else '等'}"
