"""Thresholds, or what must be paid, that two policies in force at a time put differently for the same matter (T0451)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model.expr import All, Compare, DefinitionRef, Expr, FactRef, Literal
from ..report.errors.across import ContradictingNumbers
from .side_by_side import PAID, Pair, named

if TYPE_CHECKING:
    from ..model.clause import Clause


def contradicting_numbers(pair: Pair) -> Iterator[ContradictingNumbers]:
    for old, new in pair.same_matters:
        if not pair.in_force_together(old, new):
            continue
        found = list(_thresholds(old, new))
        if not found and new.form not in PAID:
            found = list(_amounts(old, new))
        for mine, theirs in found:
            yield ContradictingNumbers(
                span=mine.span or new.citation.span or new.span,
                clause=new.id,
                other=old.id,
                policy=named(pair.old),
                said=mine.text,
                other_said=theirs.text,
                passage=theirs.span or old.citation.span or old.span,
            )


def _thresholds(old: Clause, new: Clause) -> Iterator[tuple[Literal, Literal]]:
    """The numbers that the same fact must reach (or keep below), where they are others."""
    theirs = dict(_tests(old))
    for key, mine in _tests(new):
        other = theirs.get(key)
        if other is not None and mine.value != other.value:
            yield mine, other


def _tests(clause: Clause) -> Iterator[tuple[tuple[str, str], Literal]]:
    waiting: list[Expr] = [made.condition for made in clause.conditions if made.guard is None]
    while waiting:
        match waiting.pop(0):
            case All(parts=parts):
                waiting += parts
            case DefinitionRef(definition=made):
                waiting.append(made.body)
            case Compare(left=FactRef(name=name), operator=operator, right=Literal() as number):
                yield (name, operator[0]), number


def _amounts(old: Clause, new: Clause) -> Iterator[tuple[Literal, Literal]]:
    """The numbers that are others, where both rules have as many of the same kinds."""
    if [number.type for number in old.numbers] != [number.type for number in new.numbers]:
        return
    yield from (
        (mine, theirs) for theirs, mine in zip(old.numbers, new.numbers, strict=True) if mine.value != theirs.value
    )
