"""The parts of an amount: what may stand side by side, and their sum.

In: the amounts of a sentence so far.  Out: whether they are parts of one quantity; their total.
"""

from collections.abc import Iterator, Sequence
from itertools import permutations

from ..model.expr import Definition, DefinitionRef, Expr, FactRef, Literal, Mechanism, Product, operands_of
from ..report.errors.types import WrongType
from ..text.source import Span
from .binder import Refused, Running
from .units import number_kind, sum_of


def total_of(running: Running, span: Span) -> Expr:
    """The parts added up."""
    if not running.parts:
        advice = ("先写从哪个数算起，如「投资额的10%，扣除……」", "say first what it is taken of: 投资额的10%，扣除…")
        wanted = ("前面的一个数", "an amount before it")
        raise Refused(WrongType(span=span, what=span.text, wanted=wanted, advice=advice))
    for part in running.parts:
        if number_kind(part).is_ratio and isinstance(part, Literal) and part.said != "全额":
            return part
    return sum_of(running.parts, [span] * len(running.parts))


def may_stand_together(exprs: Sequence[Expr]) -> bool:
    """Whether amounts may stand side by side, with no 同时, since nothing but their sum can be meant."""
    return are_parts(exprs) or _have_rates_of_their_own(exprs)


def are_parts(exprs: Sequence[Expr]) -> bool:
    """Whether all are parts (部分) of one quantity."""
    subjects = {part_of(expr) for expr in exprs}
    return len(subjects) == 1 and None not in subjects


def are_fixed(running: Running) -> bool:
    """Whether the amount so far is fixed, or nothing: 超过1万平方米的部分每2000平方米5万元 adds to it."""
    return all(isinstance(part, Literal) and not part.type.is_ratio for part in running.parts)


def part_of(expr: Expr) -> Expr | None:
    """The quantity that this is a part of, or is calculated from a part of."""
    match expr:
        case Product(left=base):
            return part_of(base)
        case DefinitionRef(definition=made):
            return part_of(made.body)
    return expr.part_of if isinstance(expr, Mechanism) else None


def _have_rates_of_their_own(exprs: Sequence[Expr]) -> bool:
    """厂房投资的5%，设备投资的8%；境外展会每个3万元，境内展会每个1万元: of one quantity after the other, none of which is
    in another."""
    bases = [_rated(expr) for expr in exprs]
    known = [base for base in bases if base is not None]
    if any(isinstance(base, FactRef) and base.name.startswith("其中") for base in known):
        # 总数每人100元，其中女性每人150元: those are among them
        return False
    return len(known) == len(bases) and not any(other in _within(one) for one, other in permutations(known, 2))


def _rated(expr: Expr) -> Expr | None:
    """The quantity that an amount is a percentage of, or a price for each of; of a part, the whole."""
    match expr:
        case Product(left=base, right=Literal(type=kind)) if not isinstance(base, Literal):
            if kind.is_ratio or any(power < 0 for _, power in kind.unit.powers):
                return _rated(base) or part_of(base) or base
    return None


def _within(expr: Expr) -> Iterator[Expr]:
    """An expression with all that it is made of, also by what its names are defined as; each definition once."""
    waiting, seen = [expr], set[Definition]()
    while waiting:
        found = waiting.pop()
        yield found
        if not isinstance(found, DefinitionRef):
            waiting += operands_of(found)
        elif found.definition not in seen:
            seen.add(found.definition)
            waiting.append(found.definition.body)


def mentions(expr: Expr, subject: Expr) -> bool:
    """Whether an expression is made of another; what its names are defined as is not looked into."""
    return expr == subject or any(mentions(part, subject) for part in operands_of(expr))
