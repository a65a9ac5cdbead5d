"""What the quotation gives once must not be given twice: 奖励10万元 is not 10万元；同时，10万元."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import accounts_of, value_of
from ..model.expr import Addition, DefinitionRef, Expr, Literal, Product, operands_of
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


_PARTS = 500


class NumberCountedTwice(Plain):
    """依据里只有一次的数，规则算了两次。

    错误示例：`依据：“给予一次性奖励10万元”`，而规则写 `奖励：10万元；同时，10万元。`
    正确示例：`奖励：10万元。`
    理由：原文给一次，规则加了两次（或者乘了两次），数字都对得上，钱却不是那么多。
    """

    code: ClassVar[str] = "T0462"
    severity: ClassVar = "warning"
    clause: str
    number: str
    is_product: bool

    def texts(self) -> Texts:
        did, did_en = ("乘了两次", "multiplies by it") if self.is_product else ("加了两次", "adds it")
        return (
            (
                f"规则 {self.clause} 把「{self.number}」{did}，依据里只有一次",
                f"the quotation of clause {self.clause} has “{self.number}” once, and the rule {did_en} twice",
            ),
            ("同一个数算两次，结果就不是原文的数", "the same number counted twice gives another result than the text"),
            (
                f"删去一个「{self.number}」；原文确是这个意思的，依据里引上两处，或在「口径」里写明这个数",
                "leave one of them out; if the text means it so, quote both places, or name the number under 口径",
            ),
        )


@looks_at("rule")
def number_counted_twice(policy: Policy) -> Iterator[NumberCountedTwice]:
    for account in accounts_of(policy):
        for literal, times, is_product in _repeated(account.clause.amounts):
            value = value_of(literal)
            quoted = sum(figure.is_same([value]) for figure, _ in account.quoted)
            if 0 < quoted < times and not any(value.is_same(read) for read in account.read):
                yield NumberCountedTwice(
                    span=literal.span, clause=account.clause.id, number=literal.text, is_product=is_product
                )


def _repeated(amounts: tuple[Expr, ...]) -> Iterator[tuple[Literal, int, bool]]:
    """The numbers of parts of one sum that are the same expression, and those of one product that are the same rate."""
    waiting = list(amounts)
    seen: set[int] = set()
    while waiting:
        expr = waiting.pop()
        if id(expr) in seen:
            continue
        seen.add(id(expr))
        if isinstance(expr, Addition):
            yield from _same(_flat(expr, Addition), is_product=False)
        if isinstance(expr, Product):
            rates = [part for part in _flat(expr, Product) if isinstance(part, Literal)]
            yield from _same(rates, is_product=True)
        waiting += [expr.definition.body] if isinstance(expr, DefinitionRef) else operands_of(expr)


def _flat(expr: Expr, kind: type[Addition] | type[Product]) -> list[Expr]:
    """The parts, through names too; of names that use one another twice, and so on, not more than so many."""
    return list(islice(_parts(expr, kind), _PARTS))


def _parts(expr: Expr, kind: type[Addition] | type[Product]) -> Iterator[Expr]:
    made = expr.definition.body if isinstance(expr, DefinitionRef) else expr
    if not isinstance(made, kind):
        yield expr
        return
    for part in operands_of(made):
        yield from _parts(part, kind)


def _same(parts: Sequence[Expr], *, is_product: bool) -> Iterator[tuple[Literal, int, bool]]:
    counted = Counter(map(repr, parts))
    for part in parts:
        number = next(_literals(part), None)
        if (times := counted.pop(repr(part), 1)) > 1 and number is not None:
            yield number, times, is_product


def _literals(expr: Expr) -> Iterator[Literal]:
    if isinstance(expr, Literal):
        if expr.span is not None:
            yield expr
        return
    for operand in operands_of(expr):
        yield from _literals(operand)
