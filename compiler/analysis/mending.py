"""What would remove a cliff: a limit of the whole or of one case, tried out by the interpreter.

In: a cliff.  Out: the limit, if the clause edited with it gives what it gave before the edge, and falls no more behind it.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, cast
from typing import Literal as OneOf

from ..meaning.mechanisms.cap import Cap
from ..model.clause import Clause
from ..model.expr import (
    Addition,
    Branch,
    Definition,
    DefinitionRef,
    Difference,
    Element,
    Expr,
    FactRef,
    Field,
    Literal,
    Mechanism,
    Truth,
)
from ..model.types import NumberType
from .cliff import Cliff
from .edges import branches_of
from .probing import Probe


def mend_of(cliff: Cliff) -> Expr | None:
    """The limit that would remove it: of the whole, where nothing takes the next value (a cap at what was paid last);
    of the case behind the edge otherwise (not less, or for 交纳 not more, than the case before it gives there)."""
    clause = cliff.clause
    if clause.amount is None or clause.series is not None or not isinstance(cliff.varied.type, NumberType):
        return None
    if cliff.ends:
        return _cap_at_end(cliff)
    if not isinstance(cliff.of, Mechanism):
        return None
    first, then = (case_at(cliff, value) for value in (cliff.value, cliff.value + 1))
    if first is None or then is None or cliff.edge.operator not in ("<", "<=", ">", ">="):
        return None
    last = _swapped(first.amount, cliff.edge.left, cliff.edge.right)
    if clause.form == "交纳":
        kind = _number(then.amount)
        more = Difference(left=cliff.edge.left, right=cliff.edge.right, type=kind, may_be_negative=True)
        last = Addition(parts=(last, more), type=kind)
    word: OneOf["封顶", "保底"] = "封顶" if clause.form == "交纳" else "保底"
    limited = Cap(amount=then.amount, limit=last, word=word, type=_number(then.amount))
    return last if _is_mended(cliff, _with_cases(cliff, then, replace(then, amount=limited))) else None


def _cap_at_end(cliff: Cliff) -> Literal | None:
    """What is paid at the end of all, as a cap of a clause that does not end there."""
    clause, opened = cliff.clause, _opened(cliff)
    # a cap of the whole is none of each item
    if opened is None or opened.amount is None or cliff.varied.in_item:
        return None
    threshold = cliff.value if cliff.is_passed else cliff.value + 1
    last = cliff.varied.outcome(Probe(opened), cliff.base, threshold)
    if last is None:
        return None
    kind = _number(opened.amount)
    limit = Literal(value=last.amount, type=kind, text="")
    capped = replace(opened, amount=Cap(amount=opened.amount, limit=limit, word="封顶", type=kind))
    return limit if clause.amount is not None and _is_mended(cliff, capped) else None


def _opened(cliff: Cliff) -> Clause | None:
    """The clause without the upper end."""
    clause, edge, endless = cliff.clause, cliff.edge, Truth(value=True)
    if clause.amount is None or edge.operator not in ("<", "<="):
        return None
    if isinstance(cliff.of, Mechanism):
        last = case_at(cliff, cliff.value)
        condition = _swapped(last.condition, edge, endless) if last else endless
        return None if last is None else _with_cases(cliff, last, replace(last, condition=condition))
    conditions = tuple(replace(made, condition=_swapped(made.condition, edge, endless)) for made in clause.conditions)
    return replace(clause, conditions=conditions)


def _with_cases(cliff: Cliff, old: Branch, new: Branch) -> Clause:
    """The clause with one case of the list in another form."""
    assert isinstance(cliff.of, Mechanism) and cliff.clause.amount is not None
    amount = _swapped(cliff.clause.amount, cliff.of, _swapped(cliff.of, old, new))
    return replace(cliff.clause, amount=amount)


def case_at(cliff: Cliff, value: int) -> Branch | None:
    """The case of the list that an applicant with a value is."""
    there = cliff.varied.evaluated(cliff.clause, cliff.base, value)
    return next((branch for branch in branches_of(cliff.of) if there.truth(branch.condition)), None)


def _is_mended(cliff: Cliff, clause: Clause) -> bool:
    """Whether the edited clause gives as much before the edge as it did, and has no cliff there."""
    probe, varied = Probe(clause), cliff.varied
    before = varied.outcome(probe, cliff.base, cliff.value)
    after = varied.outcome(probe, cliff.base, cliff.value + 1)
    now = varied.outcome(Probe(cliff.clause), cliff.base, cliff.value)
    if before is None or after is None or now is None or before.amount != now.amount:
        return False
    change = after.amount - before.amount
    return change <= max(clause.rounding.step, cliff.varied.scale) if clause.form == "交纳" else change >= 0


def _swapped(tree: Expr, old: Expr | Branch, new: Expr | Branch) -> Expr:
    """An expression with another in a place of it; a definition that has the old one becomes another definition."""
    return cast("Expr", _with_new(tree, old, new, {}))


def _with_new(tree: object, old: Expr | Branch, new: Expr | Branch, done: dict[Definition, object]) -> object:
    if tree is old or (isinstance(tree, FactRef | DefinitionRef | Element | Field) and tree == old):
        return new
    if isinstance(tree, DefinitionRef):
        made = tree.definition
        if made not in done:
            body = cast("Expr", _with_new(made.body, old, new, done))
            done[made] = tree if body is made.body else replace(tree, definition=replace(made, body=body))
        return done[made]
    if isinstance(tree, tuple):
        parts = tuple(_with_new(part, old, new, done) for part in tree)
        return tree if all(one is other for one, other in zip(parts, tree, strict=True)) else parts
    if not is_dataclass(tree) or isinstance(tree, type):
        return tree
    changed: dict[str, Any] = {}
    for each in fields(tree):
        value = getattr(tree, each.name)
        if each.name not in ("type", "span") and (found := _with_new(value, old, new, done)) is not value:
            changed[each.name] = found
    return replace(tree, **changed) if changed else tree


def _number(expr: Expr) -> NumberType:
    assert isinstance(expr.type, NumberType)
    return expr.type
