"""Whose facts one of two clauses refuses and the other does not: ranges, options, what may be left out, 核对.

In: a clause of the old and one of the new policy.  Out: ``Acceptance``: whether it is the same for everybody, and somebody
who was refused, or is now.  That it is the same is said only where each asks nothing that the other does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tiaowen.runtime.facts import FactType

from ..analysis.linear import Lines
from ..analysis.probing import Probe, shown
from ..analysis.ranges import Ranges
from ..ir import core
from ..model.clause import Clause
from ..model.types import CLAIM_DATE
from ..program.lower import lower
from ..promises.obligation import Applicant, Obligation
from ..promises.replay import replay
from ..promises.telling import result_told
from ..report.diagnostic import Text
from .applicants import Values, applicants
from .common_facts import Unlike, joined
from .example import Example

if TYPE_CHECKING:
    from ..model.policy import Policy

_REFUSED = Text("不受理", "the facts are refused")
_LEFT_OUT = "未填"
# A check that is made of more nodes, its definitions written out, is not compared.
_NODES = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """``now``: somebody who was refused and is not any more; ``no_more`` one who is refused now."""

    is_same: bool
    now: Example | None = None
    no_more: Example | None = None


_SAME = Acceptance(is_same=True)


def acceptance(old: tuple[Policy, Clause], new: tuple[Policy, Clause]) -> Acceptance:
    pair = joined(old[1], new[1], either=True)
    if isinstance(pair, Unlike):
        return Acceptance(is_same=False)
    before, after = _Side.of(old[1], pair.old, pair.renamed), _Side.of(new[1], pair.new, {})
    if before.asks_no_more_than(after) and after.asks_no_more_than(before):
        return _SAME
    stage = replace(new[0], clauses={pair.old.id: pair.old, pair.new.id: pair.new}, terms={}, goals=(), not_computed=())
    found: dict[bool, Example] = {}
    for values in applicants(old, new, pair):
        for missing in ((), *((name,) for name in pair.readings if before.assumes(name) != after.assumes(name))):
            accepted = before.accepts(values, missing), after.accepts(values, missing)
            if accepted[0] != accepted[1] and accepted[1] not in found:
                side = after if accepted[1] else before
                found[accepted[1]] = _example(stage, side, values, missing, of_new=accepted[1])
        if len(found) == 2:
            break
    return Acceptance(is_same=False, now=found.get(True), no_more=found.get(False))


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two: what it accepts of each fact by itself, and of all together."""

    clause: Clause
    readings: Mapping[str, FactType]
    probe: Probe

    @classmethod
    def of(cls, bare: Clause, made: Clause, renamed: Mapping[str, str]) -> _Side:
        readings = {renamed.get(fact.name, fact.name): fact.reading for fact in bare.facts}
        return cls(made, readings, Probe(made))

    def assumes(self, name: str) -> bool:
        """Whether the fact may be left out; so may one that is not asked for."""
        reading = self.readings.get(name)
        return reading is None or reading.default is not None or reading.optional

    def accepts(self, values: Values, missing: tuple[str, ...] = ()) -> bool:
        if not all(self.assumes(name) for name in missing):
            return False
        values = self.filled(values, missing)
        own = {fact.name: fact.reading for fact in self.clause.facts}
        if not all(_is_in(self.readings[name], reading, values[name]) for name, reading in own.items()):
            return False
        try:
            return self.probe.result(values) is not None
        except AssertionError:  # an amount that is not defined
            return False

    def filled(self, values: Values, missing: tuple[str, ...]) -> Values:
        """With what it assumes of what is left out."""
        made = dict(values)
        for name in missing:
            reading = self.readings.get(name)
            if reading is not None and reading.default is not None:
                joint = next(fact.reading for fact in self.clause.facts if fact.name == name)
                default: Any = reading.default
                is_option = reading.kind == "option"
                made[name] = joint.options.index(reading.options[default]) if is_option else default
        return made

    def asks_no_more_than(self, other: _Side) -> bool:
        """Whether it surely accepts all that the other does; of a fact that only one of them asks for nothing is said."""
        for name, mine in self.readings.items():
            theirs = other.readings.get(name)
            if theirs is not None and (not _contains(mine, theirs) or self.assumes(name) < other.assumes(name)):
                return False
        theirs_hold = [_written_out(check.holds, lower(other.clause).lets) for check in lower(other.clause).checks]
        mine_hold = [_written_out(check.holds, lower(self.clause).lets) for check in lower(self.clause).checks]
        if None in (*theirs_hold, *mine_hold):
            return False
        known = Ranges(self.clause, {}, Lines({}))
        for node in theirs_hold:
            assert node is not None
            known = known.where(node)
        return all(node in theirs_hold or known.surely(node) for node in mine_hold if node is not None)


def _contains(one: FactType, other: FactType) -> bool:
    """Whether the one accepts all values that the other does."""
    if one.kind == "list":
        assert one.item is not None and other.item is not None
        return one.length in (None, other.length) and _contains(one.item, other.item)
    if one.kind == "record":
        return all(_contains(mine, theirs) for mine, theirs in zip(one.fields, other.fields, strict=True))
    if one.kind == "option":
        return set(other.options) <= set(one.options)
    if one.kind == "number":
        return one.least <= other.least and one.most >= other.most
    low = one.low is None or (other.low is not None and one.low <= other.low)
    return low and (one.high is None or (other.high is not None and one.high >= other.high))


def _is_in(own: FactType, joint: FactType, value: Any) -> bool:
    """Whether a fact as one clause reads it may have a value as both read it."""
    match own.kind:
        case "number":
            return bool(own.least <= value <= own.most)
        case "option":
            return joint.options[value] in own.options
        case "date":
            return bool((own.low or value) <= value <= (own.high or value))
        case "list":
            assert own.item is not None and joint.item is not None
            item, joint_item = own.item, joint.item
            return len(value) == (own.length or len(value)) and all(_is_in(item, joint_item, part) for part in value)
        case "record":
            return all(_is_in(*each) for each in zip(own.fields, joint.fields, value, strict=True))
    return True


def _written_out(node: core.Node, lets: tuple[core.Let, ...]) -> core.Node | None:
    """A condition with its definitions in their places; None where that is too much."""
    known = {let.name: let.value for let in lets}
    left = [_NODES]

    def out(value: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise OverflowError
        if isinstance(value, core.Local | core.LocalFlag) and value.name in known:
            return out(known[value.name])
        if isinstance(value, tuple):
            return tuple(out(part) for part in value)
        names = getattr(value, "__dataclass_fields__", ())
        return replace(value, **{name: out(getattr(value, name)) for name in names}) if names else value

    try:
        made: core.Node = out(node)
    except OverflowError:
        return None
    return made


def _example(stage: Policy, side: _Side, values: Values, missing: tuple[str, ...], *, of_new: bool) -> Example:
    """Somebody whom one of the two accepts, with what that one gives."""
    clause, filled = side.clause, side.filled(values, missing)
    case = {(name, ""): value for name, value in filled.items()}
    promise = Obligation(clause=clause, kind="accepted", words=Text("", ""), applicants=(Applicant(clause=clause),))
    done = replay(stage, promise, case)
    result = result_told(done[0].result if done else None)
    facts = tuple(_facts(clause, filled, missing))
    return Example(facts=facts, old=_REFUSED if of_new else result, new=result if of_new else _REFUSED)


def _facts(clause: Clause, values: Values, missing: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for fact in clause.facts:
        yield fact.name, _LEFT_OUT if fact.name in missing else shown(fact.reading, values[fact.name])
    if clause.uses_date:
        yield CLAIM_DATE, shown(FactType(name=CLAIM_DATE, kind="date"), values[CLAIM_DATE])
