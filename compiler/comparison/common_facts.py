"""Two clauses over the same facts, so that one applicant can be put to both.

In: a clause of the old and one of the new policy.  Out: both with the facts of the same name and type made one (in the
range that both accept, or, ``either``, that one of them does), a fact that was only renamed under its new name, options by
their words; without a period of validity, which is compared apart.  ``Unlike`` says why there is no such pair.
``left_out``: the same for applicants who leave something out, of which the two assume different things.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from typing import Any

from tiaowen.runtime.facts import FactType

from ..analysis.likeness import likeness, paired
from ..analysis.probing import shown
from ..model.clause import Clause, Fact
from ..model.expr import (
    Definition,
    Element,
    Expr,
    FactRef,
    Field,
    Literal,
    Mechanism,
    OptionLiteral,
    TextLiteral,
    Truth,
)
from ..model.quantity import DAY
from ..model.types import BOOLEAN, CLAIM_DATE, TEXT, NumberType, OptionType
from ..report.diagnostic import Text
from ..text.source import Span

_LEAST_RENAMED = Fraction(2, 5)
# Under these names the two clauses stand beside each other.
OLD, NEW = "原", "新"


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """``renamed``: old name → new name.  ``only_old`` and ``only_new``: the facts that one of them asks for alone."""

    old: Clause
    new: Clause
    renamed: Mapping[str, str]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    options: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]

    def values(self, values: Mapping[str, Any], *, of_old: bool) -> dict[str, Any] | None:
        """The values of a claim by the clause as it was, for the joined one; None where it has an option that only one
        of the two knows."""
        made: dict[str, Any] = {}
        for name, value in values.items():
            known = self.renamed.get(name, name) if of_old else name
            if known in self.options:
                places = self.options[known][0 if of_old else 1]
                value = places[value]
                if value >= len(self._reading(known).options):
                    return None
            made[known] = value
        return made

    def _reading(self, name: str) -> FactType:
        return next(fact.reading for fact in self.new.facts if fact.name == name)

    @property
    def readings(self) -> dict[str, FactType]:
        """The facts of both, by name; 申报日期 where one of them asks for it."""
        found = {fact.name: fact.reading for fact in (*self.new.facts, *self.old.facts)}
        if self.old.uses_date or self.new.uses_date:
            found[CLAIM_DATE] = FactType(name=CLAIM_DATE, kind="date")
        return found


@dataclass(frozen=True, slots=True)
class Unlike:
    """Why no applicant can be put to both."""

    reason: Text


def joined(old: Clause, new: Clause, *, either: bool = False) -> Joined | Unlike:
    renamed = renamed_facts(old, new)
    mine = {renamed.get(fact.name, fact.name): fact for fact in old.facts}
    theirs = {fact.name: fact for fact in new.facts}
    common: dict[str, FactType] = {}
    options: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    moved_types: dict[bool, dict[OptionType, OptionType]] = {True: {}, False: {}}
    for name, fact in theirs.items():
        if name not in mine:
            continue
        reading = _common(replace(mine[name].reading, name=name), fact.reading, either=either)
        if reading is None:
            return Unlike(
                Text(f"填报「{name}」的类型变了，同样的填报不能两边都算", f"the type of the fact {name} is another")
            )
        common[name] = reading
        if fact.reading.options != mine[name].reading.options:
            moved = tuple(_places(made.reading.options, reading.options) for made in (mine[name], fact))
            if fact.reading.ordered and any(place != tuple(sorted(place)) for place in moved):
                return Unlike(
                    Text(
                        f"填报「{name}」的选项次序变了，不能逐级对应", f"the options of the fact {name} do not line up"
                    )
                )
            options[name] = (moved[0], moved[1])
            for of_old, made in ((True, mine[name]), (False, fact)):
                assert isinstance(made.type, OptionType)
                listed = _listed(made.type.options, reading.options)
                moved_types[of_old][made.type] = replace(made.type, options=listed)
    for of_old, facts in ((True, mine), (False, theirs)):
        for name, fact in facts.items():
            if name not in options and isinstance(fact.type, OptionType) and fact.type in moved_types[of_old]:
                return Unlike(
                    Text(
                        f"「{name}」与别的填报选项相同，而后者的选项变了",
                        f"options shared by facts became others ({name})",
                    )
                )
    return Joined(
        old=_under(old, OLD, renamed, common, moved_types[True]),
        new=_under(new, NEW, {}, common, moved_types[False]),
        renamed=renamed,
        only_old=tuple(name for name in mine if name not in theirs),
        only_new=tuple(name for name in theirs if name not in mine),
        options=options,
    )


def renamed_facts(old: Clause, new: Clause) -> dict[str, str]:
    """The facts that go by another name now: of one type, with like names, each the likest of the other."""
    before = [fact for fact in old.facts if all(fact.name != other.name for other in new.facts)]
    after = [fact for fact in new.facts if all(fact.name != other.name for other in old.facts)]

    def like(one: Fact, other: Fact) -> Fraction:
        if _common(replace(one.reading, name=""), replace(other.reading, name="")) is None:
            return Fraction(0)
        return likeness(one.name, other.name)

    return {before[at].name: after[to].name for at, to in paired(before, after, like, _LEAST_RENAMED)}


def _places(of: tuple[str, ...], common: tuple[str, ...]) -> tuple[int, ...]:
    """The place of each option among the common ones; of others, behind them all."""
    listed = _listed(of, common)
    return tuple(listed.index(option) for option in of)


def _listed(of: tuple[str, ...], common: tuple[str, ...]) -> tuple[str, ...]:
    return (*common, *(option for option in of if option not in common))


def _common(one: FactType, other: FactType, *, either: bool = False) -> FactType | None:
    """What both accept, or (``either``) what one of them does; None where they are not of one type, or there is no such
    thing."""
    if (one.kind, one.unit, one.decimals, one.ordered) != (other.kind, other.unit, other.decimals, other.ordered):
        return None
    if one.kind == "list":
        assert one.item is not None and other.item is not None
        item = _inner(one.item, other.item, either=either)
        return None if item is None else replace(other, item=item, default=None, optional=False)
    if one.kind == "record" and _inner(one, other, either=either) is None:
        return None
    options = _either(one, other) if either else tuple(option for option in other.options if option in one.options)
    lows = [low for low in (one.low, other.low) if low is not None]
    highs = [high for high in (one.high, other.high) if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    negative = one.negative and other.negative
    if either:
        low, high = min(lows) if len(lows) == 2 else None, max(highs) if len(highs) == 2 else None
        negative = one.negative or other.negative
    if (low is not None and high is not None and low > high) or (one.kind == "option" and not options):
        return None
    return replace(other, low=low, high=high, options=options, negative=negative, default=None, optional=False)


def _either(one: FactType, other: FactType) -> tuple[str, ...]:
    """The options of both, in an order that both keep; nothing where there is none such."""
    for wide, narrow in ((other, one), (one, other)):
        if tuple(option for option in wide.options if option in narrow.options) == narrow.options:
            return wide.options
    return () if other.ordered else tuple(dict.fromkeys((*other.options, *one.options)))


def _inner(one: FactType, other: FactType, *, either: bool = False) -> FactType | None:
    """Likewise of what a list is made of, whose options must be the same."""
    if one.options != other.options or [part.name for part in one.fields] != [part.name for part in other.fields]:
        return None
    if not one.fields:
        return _common(one, other, either=either)
    parts = [_inner(mine, theirs, either=either) for mine, theirs in zip(one.fields, other.fields, strict=True)]
    known = tuple(part for part in parts if part is not None)
    return replace(other, fields=known) if len(known) == len(parts) else None


# ── what is left out ──


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """The two clauses for applicants who leave ``facts`` out, under their new names."""

    facts: tuple[str, ...]
    pair: Joined


def left_out(old: Clause, new: Clause, pair: Joined) -> Iterator[LeftOut]:
    """Where both assume something of a fact that is left out, and not the same: each such fact, then all of them."""
    assumed = {
        now.name: (fact, now)
        for fact in old.facts
        for now in new.facts
        if pair.renamed.get(fact.name, fact.name) == now.name
        if fact.reading.default is not None and now.reading.default is not None
        if _constant(fact, fact.reading) != _constant(now, now.reading)
    }
    groups = [(name,) for name in assumed] + ([tuple(assumed)] if len(assumed) > 1 else [])
    for names in groups:
        sides = []
        for clause, side in ((pair.old, 0), (pair.new, 1)):
            constants = {name: _constant(assumed[name][side], _reading_in(clause, name)) for name in names}
            made: Clause = _Renaming({}, {}, constants).of(clause)
            facts = tuple(fact for fact in clause.facts if fact.name not in names)
            sides.append(replace(made, id=clause.id, facts=facts))
        yield LeftOut(facts=names, pair=replace(pair, old=sides[0], new=sides[1]))


def _reading_in(clause: Clause, name: str) -> FactType:
    return next(fact.reading for fact in clause.facts if fact.name == name)


def _constant(fact: Fact, joined: FactType) -> Expr:
    """What is assumed of a fact that is left out, as an expression of a clause that reads it so."""
    value, kind = fact.reading.default, fact.type
    match kind:
        case OptionType():
            assert isinstance(value, int)
            listed = replace(kind, options=_listed(kind.options, joined.options))
            return OptionLiteral(index=listed.options.index(kind.options[value]), type=listed)
        case NumberType():
            assert isinstance(value, int)
            return Literal(value=value * fact.scale, type=kind, text=shown(fact.reading, value))
    if kind == BOOLEAN:
        return Truth(value=bool(value))
    if kind == TEXT:
        return TextLiteral(text=str(value))
    assert isinstance(value, int)
    return Literal(value=Fraction(value), type=DAY, text=shown(fact.reading, value))


def _under(
    clause: Clause,
    name: str,
    renamed: Mapping[str, str],
    common: Mapping[str, FactType],
    options: Mapping[OptionType, OptionType],
) -> Clause:
    renaming = _Renaming(renamed, options)
    made: Clause = renaming.of(clause)
    facts = tuple(
        replace(fact, name=known, reading=common.get(known, fact.reading), from_clause="")
        for fact in made.facts
        if (known := renamed.get(fact.name, fact.name))
    )
    return replace(made, id=name, facts=facts, valid=None, cases=(), promises=(), ceiling=False)


class _Renaming:
    """Puts new names in the place of old ones, wherever a fact is meant, or what is known of it; a definition that two
    expressions share is shared still."""

    def __init__(
        self,
        names: Mapping[str, str],
        options: Mapping[OptionType, OptionType],
        constants: Mapping[str, Expr] | None = None,
    ) -> None:
        self.names, self.options, self.constants = names, options, constants or {}
        self._definitions: dict[Definition, Definition] = {}

    def of(self, value: Any) -> Any:
        if not self.names and not self.options and not self.constants:
            return value
        if isinstance(value, tuple):
            return tuple(self.of(part) for part in value)
        if not is_dataclass(value) or isinstance(value, (type, Span, Fact)):
            return value
        if isinstance(value, Definition):
            if value not in self._definitions:
                self._definitions[value] = self._parts(value)
            return self._definitions[value]
        if isinstance(value, OptionLiteral):
            kind = self.options.get(value.type)
            return replace(value, index=kind.options.index(value.text), type=kind) if kind else value
        made = self._parts(value)
        if isinstance(made, FactRef) and made.name in self.constants:
            return self.constants[made.name]
        if isinstance(made, FactRef):
            return replace(made, name=self.names.get(made.name, made.name))
        of_list = made.list if isinstance(made, Element | Field) else ""
        of_list = made.anatomy().list if isinstance(made, Mechanism) else of_list
        renamed = _with(made, list=self.names.get(of_list, of_list)) if of_list else made
        also = made.anatomy().also if isinstance(made, Mechanism) else ()
        return _with(renamed, also=tuple(self.names.get(each, each) for each in also)) if also else renamed

    def _parts(self, value: Any) -> Any:
        changed = {
            each.name: made
            for each in fields(value)
            if each.init and (made := self.of(before := getattr(value, each.name))) is not before
        }
        return _with(value, **changed) if changed else value


def _with(value: Any, **changed: Any) -> Any:
    """A copy with other values, of whatever kind of node it is."""
    return replace(value, **changed)
