"""Which 封顶 lowered an amount: of each its words, and the condition that it did.

In: a clause.  Out: its caps in the order in which the amount comes to them.  What is asked is what an explanation tells:
that what is capped was above its cap, in the case that applies; of items, that it was so for one of those that count.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ..model.clause import Clause, PerItem
from ..model.expr import (
    All,
    Compare,
    Definition,
    DefinitionRef,
    Expr,
    Literal,
    Mechanism,
    Product,
    Truth,
    anatomy_of,
    operands_of,
)
from ..report.diagnostic import Language
from . import phrases as p
from .wording import WORDS, spoken_words


@dataclass(frozen=True, slots=True)
class Capped:
    """One cap: 封顶500万元, and that it lowered the amount."""

    words: str
    binds: Expr


def caps(clause: Clause, lang: Language = "zh") -> tuple[Capped, ...]:
    """The caps of a clause; of a result for each item not the one of all of them together, which rounding decides
    (``PerItem.up_to``).  Each asks only where something is paid."""
    amounts = clause.amounts
    if isinstance(clause.series, PerItem):
        assert clause.amount is not None
        amounts = (_of_items(clause.amount),)
    found: dict[Capped, None] = {}
    for amount in amounts:
        found |= dict.fromkeys(_within(amount, None, lang, set()))
    return tuple(found)


def cap_said(limit: Expr, lang: Language) -> str:
    """封顶500万元; of what is left of a cap after what was had before, the whole."""
    body = limit.definition.body if isinstance(limit, DefinitionRef) else limit
    made = anatomy_of(body)
    if made.takes and made.acts_on is not None:
        return cap_said(made.acts_on, lang)
    if isinstance(limit, Product) and isinstance(limit.right, Literal) and limit.right.said == "每":
        # 每亩最高180元
        limit = limit.right
    return "".join(part for part in WORDS[lang].say(p.CAP_OF, limit=spoken_words(limit, lang)) if isinstance(part, str))


def _of_items(amount: Expr) -> Expr:
    """What the items come to, without the cap of all of them together."""
    while anatomy_of(amount).repeated is None and (inner := anatomy_of(amount).acts_on) is not None:
        amount = inner
    return amount


# A definition, and the condition under which it was come to.
_Visit = tuple[Definition, Expr | None]


def _within(expr: Expr, path: Expr | None, lang: Language, seen: set[_Visit]) -> Iterator[Capped]:
    """The caps of an expression that counts where ``path`` holds, those within it first."""
    if isinstance(expr, DefinitionRef):
        if (visit := (expr.definition, path)) not in seen:
            seen.add(visit)
            yield from _within(expr.definition.body, path, lang, seen)
        return
    if not isinstance(expr, Mechanism):
        for part in operands_of(expr):
            yield from _within(part, path, lang, seen)
        return
    for operand, when in _taken(expr):
        is_same = expr.for_one(_TRUE) is _TRUE
        for made in _within(operand, _both(path, when) if is_same else when, lang, seen if is_same else set()):
            yield made if is_same else Capped(made.words, _all(path, expr.for_one(made.binds)))
    for limit in expr.anatomy().limits:
        if limit.word == "封顶":
            beyond = Compare(left=limit.amount, operator=">", right=limit.limit)
            yield Capped(cap_said(limit.limit, lang), _all(path, beyond))


def _taken(expr: Mechanism) -> Iterator[tuple[Expr, Expr | None]]:
    """The operands, each with the condition under which it is what counts: of several of which the best or the least is
    taken, where it is that one."""
    made = expr.anatomy()
    compared: tuple[Expr, ...] = made.choice.parts if made.choice else ()
    if made.cases is not None and made.cases.highest:
        compared = tuple(branch.amount for branch in made.cases.branches)
    for operand, when in expr.operands():
        is_compared = any(operand is part for part in compared)
        yield operand, _both(when, Compare(left=operand, operator="=", right=expr)) if is_compared else when


_TRUE = Truth(value=True)


def _both(one: Expr | None, other: Expr | None) -> Expr | None:
    if one is None or other is None:
        return other if one is None else one
    return All(parts=(one, other))


def _all(path: Expr | None, holds: Expr) -> Expr:
    return holds if path is None else All(parts=(path, holds))
