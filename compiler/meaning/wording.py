"""Expressions in words: the calculation as a drafter would write it, with slots for the numbers of a case.

In: an expression and a language.  Out: its words.  The guide reads them without the slots, the explanation fills these in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from tiaowen.runtime.english_units import english_item

from ..model.expr import (
    Addition,
    All,
    AnyOf,
    Compare,
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
)
from ..model.types import CLAIM_DATE, DATE, NumberType
from ..report.diagnostic import Language, Text
from . import phrases as p
from .english import number_in_english

# What stands around a number behind a name, and behind words: in Chinese nothing (研发费用2600万元).
_AROUND: Mapping[Language, tuple[str, str]] = {"zh": ("", ""), "en": (" (", ")")}
_BEHIND: Mapping[Language, tuple[str, str]] = {"zh": ("", ""), "en": (" = ", "")}
_BRACKETS: Mapping[Language, tuple[str, str]] = {"zh": ("（", "）"), "en": ("(", ")")}


class Words:
    """The words of expressions in a language (the ``Wording`` that mechanisms ask)."""

    def __init__(self, lang: Language = "zh") -> None:
        self.lang: Language = lang

    def of(self, expr: Expr) -> Phrase:
        match expr:
            case Literal():
                return (expr.text if self.lang == "zh" else number_in_english(expr),)
            case OptionLiteral():
                return (expr.text,)
            case TextLiteral():
                return self.say(p.QUOTED, text=expr.text)
            case FactRef() | DefinitionRef() | Element() | Field():
                return (self.name(expr), self.value(expr))
            case Addition():
                return self._joined(self._given(expr.parts), p.PLUS)
            case Difference():
                return (*self.of(expr.left), self.sign(p.MINUS), *self.atom(expr.right))
            case Product():
                return (*self.atom(expr.left), self.sign(p.TIMES), *self.atom(expr.right))
            case Quotient():
                return (*self.atom(expr.left), self.sign(p.DIVIDED), *self.atom(expr.right))
            case Compare():
                said = p.COMPARED_DAYS if expr.left.type == DATE else p.COMPARED
                return self.say(said[expr.operator], left=self.of(expr.left), right=self.of(expr.right))
            case All():
                return _range(self, expr) or self._joined(expr.parts, p.AND, brackets=AnyOf)
            case AnyOf():
                return _choices(self, expr) or self._joined(expr.parts, p.OR, brackets=All)
            case Not():
                return self.say(p.NOT, part=self.atom(expr.part))
            case Truth():
                return self.say(p.YES if expr.value else p.NO)
            case Mechanism():
                return self.made(expr)
            case _:
                assert_never(expr)

    def made(self, made: Mechanism) -> Phrase:
        """The words of a mechanism."""
        return made.words(self)

    def atom(self, expr: Expr) -> Phrase:
        """The words, in brackets where they are more than one thing."""
        said = self.of(expr)
        simple = isinstance(expr, (Literal, FactRef, DefinitionRef, Element, Field, OptionLiteral))
        simple = simple or (isinstance(expr, Mechanism) and expr.is_named)
        is_one = simple or isinstance(expr, Product) or _is_bracketed(said, *_BRACKETS[self.lang])
        return said if is_one else self.say(p.BRACKETED, inner=said)

    def plain(self, expr: Expr) -> str:
        return without_slots(self.of(expr))

    def name(self, expr: FactRef | DefinitionRef | Element | Field) -> str:
        """What a fact, a definition or an item is called."""
        match expr:
            case Element():
                return expr.list
            case DefinitionRef(definition=made) if made.english and self.lang == "en":
                return made.english
            case FactRef(name=name) if name == CLAIM_DATE:
                return self.sign(p.DAY_OF_CLAIM)
            case _:
                return expr.name

    def value(self, expr: Expr) -> Slot:
        is_named = not isinstance(expr, Mechanism) or expr.is_named
        return Slot(expr, (_AROUND if is_named else _BEHIND)[self.lang])

    def say(self, said: Text, /, **parts: Part) -> Phrase:
        return p.filled(said, self.lang, **parts)

    def sign(self, said: Text) -> str:
        """A phrase that has nothing to fill in."""
        return said.said(self.lang)

    def joined(self, parts: Sequence[Phrase], mark: Text, last: Text | None = None) -> Phrase:
        said: list[str | Slot] = []
        for index, part in enumerate(parts):
            if index:
                said.append(self.sign(last if last and index == len(parts) - 1 else mark))
            said += part
        return tuple(said)

    def item(self, each: str) -> str:
        return each if self.lang == "zh" else english_item(each)

    def _given(self, parts: tuple[Expr, ...]) -> tuple[Expr, ...]:
        """The parts of a sum; 不予 is none of them, which in Chinese stays as it is written."""
        given = tuple(part for part in parts if not (isinstance(part, Literal) and part.said == "不予"))
        return given if given and self.lang == "en" else parts

    def _joined(self, parts: tuple[Expr, ...], mark: Text, brackets: type | None = None) -> Phrase:
        said = []
        for part in parts:
            inner = self.of(part)
            bracketed = brackets is not None and isinstance(part, brackets)
            said.append(self.say(p.BRACKETED, inner=inner) if bracketed else inner)
        return self.joined(said, mark)


def _is_bracketed(said: Phrase, opening: str, closing: str) -> bool:
    """Whether words have a pair of brackets around them."""
    text = "".join(part if isinstance(part, str) else "0" for part in said)
    depth = 0
    for at, char in enumerate(text):
        depth += (char == opening) - (char == closing)
        if depth == 0:
            return at > 0 and at == len(text) - 1
    return False


class Formulas(Words):
    """Mechanisms with signs rather than in words."""

    def made(self, made: Mechanism) -> Phrase:
        return made.formula(self)


class Spoken(Words):
    """Sentences rather than formulas: 存量部分的2%，加上增量部分的5%."""

    def of(self, expr: Expr) -> Phrase:
        match expr:
            case Addition():
                return self._joined(self._given(expr.parts), p.PLUS_SPOKEN)
            case Difference():
                return self.say(p.LESS, left=self.of(expr.left), right=self.atom(expr.right))
            case Product(right=Literal(said="每") as price):
                return self.say(p.AT_PRICE, left=self.atom(expr.left), price=super().of(price))
            case Product(right=Literal(type=NumberType(is_ratio=True))) | Product(sign="的"):
                return self.say(p.PART_OF, left=self.atom(expr.left), right=self.atom(expr.right))
            case Product():
                return self.say(p.TIMES_SPOKEN, left=self.atom(expr.left), right=self.atom(expr.right))
            case Quotient(left=Difference() as change) if expr.right in (change.left, change.right):
                risen = expr.right == change.right
                now = change.left if risen else change.right
                return self.say(p.GROWTH if risen else p.FALL, now=self.atom(now), before=self.atom(expr.right))
            case Quotient():
                said = p.SHARE if expr.type.is_ratio else p.DIVIDED_SPOKEN
                return self.say(said, left=self.atom(expr.left), right=self.atom(expr.right))
            case _:
                return super().of(expr)


def _choices(say: Words, expr: AnyOf) -> Phrase | None:
    """One of several values of one thing: 年次为1、2或3."""
    tests = [part for part in expr.parts if isinstance(part, Compare) and part.operator == "="]
    if len(tests) < len(expr.parts) or any(test.left != tests[0].left for test in tests):
        return None
    *values, last = [say.of(test.right) for test in tests]
    listed = say.joined(values, p.LIST_COMMA)
    return say.say(p.ONE_OF, subject=say.of(tests[0].left), values=listed, last=last)


def _range(say: Words, expr: All) -> Phrase | None:
    """Two bounds of one quantity: 获批批次300批以上、不满350批."""
    match expr.parts:
        case (
            Compare(operator=">=" | ">" as above) as low,
            Compare(operator="<=" | "<" as below) as high,
        ) if low.left == high.left:
            said = p.FROM_DAY_TO_DAY if low.left.type == DATE else p.WITHIN[above, below]
            return say.say(said, subject=say.of(low.left), low=say.of(low.right), high=say.of(high.right))
    return None


def subject_of(expr: Expr) -> Expr | None:
    """The one thing that a condition is about: of a comparison, two bounds or several values; else none."""
    match expr:
        case Compare():
            return expr.left
        case All() if _range(WORDS["zh"], expr) is not None:
            return subject_of(expr.parts[0])
        case AnyOf() if _choices(WORDS["zh"], expr) is not None:
            return subject_of(expr.parts[0])
        case _:
            return None


WORDS: Mapping[Language, Words] = {"zh": Words("zh"), "en": Words("en")}
FORMULAS: Mapping[Language, Words] = {"zh": Formulas("zh"), "en": Formulas("en")}
SPOKEN: Mapping[Language, Words] = {"zh": Spoken("zh"), "en": Spoken("en")}


def without_slots(said: Phrase) -> str:
    """The words without the places of numbers."""
    return "".join(part for part in said if isinstance(part, str))


def plain_words(expr: Expr, lang: Language = "zh") -> str:
    """The words without numbers."""
    return WORDS[lang].plain(expr)


def spoken_words(expr: Expr, lang: Language = "zh") -> str:
    """The same as a sentence says it: 研发费用占营业收入的比例达到3%."""
    return SPOKEN[lang].plain(expr)


def formula(expr: Expr, lang: Language = "zh") -> str:
    """The same with signs: 研发费用 × 5%."""
    return FORMULAS[lang].plain(expr)
