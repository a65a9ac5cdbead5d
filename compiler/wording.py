"""Expressions in words: the calculation as a drafter would write it, with slots for the numbers of a case.

The guide reads the words without the slots, the explanation fills them in.
"""

from typing import assert_never

from .model import (
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
    Phrase,
    Product,
    Quotient,
    Slot,
    TextLiteral,
    Truth,
)

_OPERATORS = {"<": "低于", "<=": "不超过", ">": "超过", ">=": "达到", "=": "为", "≠": "不为"}


class Words:
    """The words of expressions (the ``Wording`` that mechanisms ask)."""

    def of(self, expr: Expr) -> Phrase:
        match expr:
            case Literal() | OptionLiteral():
                return (expr.text,)
            case TextLiteral():
                return (f"“{expr.text}”",)
            case FactRef() | DefinitionRef():
                return (expr.name, Slot(expr))
            case Element():
                return (expr.list, Slot(expr))
            case Field():
                return (expr.name, Slot(expr))
            case Addition():
                return self._joined(expr.parts, " ＋ ")
            case Difference():
                return (*self.of(expr.left), " － ", *self.atom(expr.right))
            case Product():
                return (*self.atom(expr.left), " × ", *self.atom(expr.right))
            case Quotient():
                return (*self.atom(expr.left), " ÷ ", *self.atom(expr.right))
            case Compare():
                return (*self.of(expr.left), _OPERATORS[expr.operator], *self.of(expr.right))
            case All():
                return self._joined(expr.parts, "，且", brackets=AnyOf)
            case AnyOf():
                return self._joined(expr.parts, "，或", brackets=All)
            case Not():
                return ("非（", *self.of(expr.part), "）")
            case Truth():
                return ("是" if expr.value else "否",)
            case Mechanism():
                return expr.words(self)
            case _:
                assert_never(expr)

    def atom(self, expr: Expr) -> Phrase:
        """The words, in brackets where they are more than one thing."""
        said = self.of(expr)
        simple = isinstance(expr, (Literal, FactRef, DefinitionRef, Element, Field, OptionLiteral))
        return said if simple or isinstance(expr, Product) else ("（", *said, "）")

    def _joined(self, parts: tuple[Expr, ...], mark: str, brackets: type | None = None) -> Phrase:
        said: list[str | Slot] = []
        for index, part in enumerate(parts):
            if index:
                said.append(mark)
            inner = self.of(part)
            said += ["（", *inner, "）"] if brackets and isinstance(part, brackets) else inner
        return tuple(said)


WORDS = Words()


def plain_words(expr: Expr) -> str:
    """The words without numbers."""
    return "".join(part for part in WORDS.of(expr) if isinstance(part, str))
