"""Expressions in words: the calculation as a drafter would write it, with slots for the numbers of a case.

The guide reads the words without the slots, the explanation fills them in.
"""

from typing import assert_never

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
    Phrase,
    Product,
    Quotient,
    Slot,
    TextLiteral,
    Truth,
)
from ..model.types import DATE, NumberType

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
                return _range(self, expr) or self._joined(expr.parts, "，且", brackets=AnyOf)
            case AnyOf():
                return _choices(self, expr) or self._joined(expr.parts, "，或", brackets=All)
            case Not():
                return ("非", *self.atom(expr.part))
            case Truth():
                return ("是" if expr.value else "否",)
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
        return said if simple or isinstance(expr, Product) or _is_bracketed(said) else ("（", *said, "）")

    def _joined(self, parts: tuple[Expr, ...], mark: str, brackets: type | None = None) -> Phrase:
        said: list[str | Slot] = []
        for index, part in enumerate(parts):
            if index:
                said.append(mark)
            inner = self.of(part)
            said += ["（", *inner, "）"] if brackets and isinstance(part, brackets) else inner
        return tuple(said)


def _is_bracketed(said: Phrase) -> bool:
    """Whether words have a pair of brackets around them."""
    text = "".join(part if isinstance(part, str) else "0" for part in said)
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "（") - (char == "）")
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
                return self._joined(expr.parts, "，加上")
            case Difference():
                return (*self.of(expr.left), "减去", *self.atom(expr.right))
            case Product(right=Literal(said="每", text=price)):
                return (*self.atom(expr.left), "，", price)
            case Product(right=Literal(type=NumberType(is_ratio=True))) | Product(sign="的"):
                return (*self.atom(expr.left), "的", *self.atom(expr.right))
            case Product():
                return (*self.atom(expr.left), "乘以", *self.atom(expr.right))
            case Quotient(left=Difference() as change) if expr.right in (change.left, change.right):
                risen = expr.right == change.right
                now = change.left if risen else change.right
                return (*self.atom(now), "较", *self.atom(expr.right), "增长的比例" if risen else "下降的比例")
            case Quotient() if expr.type.is_ratio:
                return (*self.atom(expr.left), "占", *self.atom(expr.right), "的比例")
            case Quotient():
                return (*self.atom(expr.left), "除以", *self.atom(expr.right))
            case _:
                return super().of(expr)


def _choices(say: Words, expr: AnyOf) -> Phrase | None:
    """One of several values of one thing: 年次为1、2或3."""
    tests = [part for part in expr.parts if isinstance(part, Compare) and part.operator == "="]
    if len(tests) < len(expr.parts) or any(test.left != tests[0].left for test in tests):
        return None
    said = [say.of(test.right) for test in tests]
    values = [part for value in said[:-1] for part in ("、", *value)][1:]
    return (*say.of(tests[0].left), "为", *values, "或", *said[-1])


def _range(say: Words, expr: All) -> Phrase | None:
    """Two bounds of one quantity: 获批批次300批以上、不满350批."""
    match expr.parts:
        case (
            Compare(operator=">=" | ">" as above) as low,
            Compare(operator="<=" | "<" as below) as high,
        ) if low.left == high.left:
            if low.left.type == DATE:
                return (*say.of(low.left), "在", *say.of(low.right), "至", *say.of(high.right))
            least = (*say.of(low.right), "以上") if above == ">=" else ("超过", *say.of(low.right))
            return (*say.of(low.left), *least, "、不超过" if below == "<=" else "、不满", *say.of(high.right))
    return None


def subject_of(expr: Expr) -> Expr | None:
    """The one thing that a condition is about: of a comparison, two bounds or several values; else none."""
    match expr:
        case Compare():
            return expr.left
        case All() if _range(WORDS, expr) is not None:
            return subject_of(expr.parts[0])
        case AnyOf() if _choices(WORDS, expr) is not None:
            return subject_of(expr.parts[0])
        case _:
            return None


WORDS = Words()
FORMULAS = Formulas()
SPOKEN = Spoken()


def without_slots(said: Phrase) -> str:
    """The words without the places of numbers."""
    return "".join(part for part in said if isinstance(part, str))


def plain_words(expr: Expr) -> str:
    """The words without numbers."""
    return without_slots(WORDS.of(expr))


def spoken_words(expr: Expr) -> str:
    """The same as a sentence says it: 研发费用占营业收入的比例达到3%."""
    return without_slots(SPOKEN.of(expr))


def formula(expr: Expr) -> str:
    """The same with signs: 研发费用 × 5%."""
    return without_slots(FORMULAS.of(expr))
