"""取自: what one rule takes from the result of another.

In: the rules of a document, each resolved by itself.  Out: the same, without the clauses whose facts cannot be had so:
a circle, a chain longer than people follow, a result of another kind than the fact.  All of these are told.

INVARIANT: from a clause, 取自 leads to others in at most ``LONGEST`` steps, and never back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..model.clause import Clause, Fact
from ..model.resolved import Resolved
from ..model.types import BOOLEAN, NumberType
from ..report.diagnostic import Diagnostic, Report
from ..report.errors.names import CircularDefinition
from ..report.errors.syntax import TooInvolved
from ..report.errors.types import WrongType

LONGEST = 20


def with_sound_feeds(read: Mapping[str, Resolved], report: Report) -> dict[str, Resolved]:
    """The rules, with no clause where what it is 取自 cannot be had."""
    clauses = {name: each.clause for name, each in read.items() if each.clause}
    found = dict(read)
    for name, clause in clauses.items():
        faults = list(_faults(clause, clauses))
        report.extend(faults)
        if faults:
            found[name] = replace(read[name], clause=None)
    return found


def _faults(clause: Clause, clauses: Mapping[str, Clause]) -> Iterator[Diagnostic]:
    for fact in clause.facts:
        source = clauses.get(fact.from_clause) if fact.from_clause else None
        if source is None:
            continue
        reached, is_too_long = _reached(source, clauses)
        if clause.id in reached:
            yield CircularDefinition(span=fact.span, name=fact.name)
        elif is_too_long:
            yield TooInvolved(span=fact.span)
        elif not _is_of_kind(source, fact):
            told = f"取自{source.id}"
            yield WrongType(span=fact.span, what=told, wanted=_wanted(source, fact))


def _reached(source: Clause, clauses: Mapping[str, Clause]) -> tuple[set[str], bool]:
    """The clauses that 取自 leads to from one, itself too; and whether some are further away than ``LONGEST`` steps."""
    reached, last = {source.id}, {source.id}
    for _ in range(LONGEST):
        names = {fact.from_clause for name in last for fact in clauses[name].facts}
        last = {name for name in names if name in clauses} - reached
        reached |= last
        if not last:
            return reached, False
    return reached, True


def _is_of_kind(source: Clause, fact: Fact) -> bool:
    """Whether a result may stand for a fact as it is: one number in the very unit in which the fact is read."""
    if source.form == "资格":
        return fact.type == BOOLEAN
    is_number = isinstance(fact.type, NumberType) and source.unit == fact.type.shown == fact.reading.unit
    return is_number and source.series is None


def _wanted(source: Clause, fact: Fact) -> tuple[str, str]:
    theirs = "是否符合" if source.form == "资格" else f"以「{source.unit}」计" if source.unit else "没有单位的数"
    theirs = "几个数" if source.series else theirs
    kind = fact.type
    own = f"以「{fact.reading.unit}」计的" if fact.reading.unit else "是否" if kind == BOOLEAN else "同类的"
    en = (
        f"a rule whose result is {fact.reading.unit or 'of the kind of the fact'}; that of {source.id} is {source.unit}"
    )
    return (f"结果与「{fact.name}」同类（{own}）的规则，规则 {source.id} 的结果是{theirs}", en)
