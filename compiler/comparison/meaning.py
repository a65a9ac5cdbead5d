"""What a revised clause gives, held against what the old one gave: to the same applicants.

In: a clause of the old and one of the new policy.  Out: a ``Meaning``: the verdict, how it was come to, and an applicant
for each direction, whose results the interpreter has worked out by both.

Applicants are tried first; where none shows a direction, the solver is asked whether there can be any, for all facts that
both clauses accept.  Without it (an extra, z3), or where it does not conclude, the verdict is by the cases tried, and says
how many they were.  A fact that only one clause asks for may have any value.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ..analysis.probing import Outcome, Probe
from ..ir.core import Program
from ..model.clause import Clause
from ..program.lower import lower
from ..promises.obligation import Applicant, Claim, Formula, Obligation, Replayed, Told
from ..promises.replay import shows
from ..promises.telling import told
from ..report.diagnostic import Text
from .applicants import Values, applicants
from .common_facts import Joined, Unlike, joined

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..proofs.verdict import Verdict as Decided

Verdict = Literal["equal", "more generous", "less generous", "higher", "lower", "mixed", "not comparable"]
By = Literal["same rule", "proof", "cases"]
# What one question to the solver may take by default, and all of a comparison, in seconds.
TIMEOUT_SECONDS = 2
TOTAL_SECONDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An applicant, and what the two clauses give; facts in the drafter's units."""

    facts: tuple[tuple[str, str], ...]
    old: Text
    new: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """``cases`` is how many applicants were put to both; ``up`` one who gets more now, ``down`` one who gets less (in
    the sense of money: of 交纳 the one who pays more is ``up``).  ``reason``: why the two are not comparable.
    ``undecided``: why the solver did not decide."""

    verdict: Verdict
    by: By
    cases: int = 0
    up: Example | None = None
    down: Example | None = None
    pair: Joined | None = None
    reason: Text | None = None
    undecided: Text | None = None

    @property
    def is_changed(self) -> bool:
        return self.verdict != "equal"


@dataclass(slots=True)
class Solver:
    """The solver, where there is one, and how much of its time is left."""

    timeout: float = TIMEOUT_SECONDS
    _deadline: float = 0
    _decide: Callable[[Policy, Obligation, float], Decided] | None = None

    def __post_init__(self) -> None:
        try:
            from ..proofs.solving import decide
        except ModuleNotFoundError as error:
            if error.name != "z3":
                raise
        else:
            self._decide = decide
            self._deadline = time.monotonic() + max(TOTAL_SECONDS, self.timeout)

    def asked(self, policy: Policy, obligation: Obligation) -> Decided | Text:
        """What comes of an obligation, or why it is not asked."""
        if self._decide is None:
            return _NO_SOLVER
        left = min(self.timeout, self._deadline - time.monotonic())
        return self._decide(policy, obligation, left) if left > 0 else _LATE


_NO_SOLVER = Text("没有安装求解器 z3", "the solver z3 is not installed")
_LATE = Text("求解的总时限已到", "the time for all proofs together is up")


def meaning(old: tuple[Policy, Clause], new: tuple[Policy, Clause], solver: Solver) -> Meaning:
    before, after = old[1], new[1]
    if is_same_rule(before, after):
        return Meaning(verdict="equal", by="same rule")
    reason = _incomparable(before, after)
    if reason is not None:
        return Meaning(verdict="not comparable", by="cases", reason=reason)
    pair = joined(before, after)
    if isinstance(pair, Unlike):
        return Meaning(verdict="not comparable", by="cases", reason=pair.reason)
    stage = replace(new[0], clauses={pair.old.id: pair.old, pair.new.id: pair.new}, terms={}, goals=(), not_computed=())
    found = _Found(stage, pair)
    for values in applicants(old, new, pair):
        found.put(values)
    up, down = found.example(_MORE), found.example(_LESS)
    reasons: list[Text] = []
    asked = [way for way, example in ((_MORE, up), (_LESS, down)) if example is None]
    for way in asked:
        answer = solver.asked(stage, way.obligation(pair))
        if isinstance(answer, Text):
            reasons.append(answer)
        elif answer.status == "refuted":
            shown = _example(answer.case)
            up, down = (shown, down) if way is _MORE else (up, shown)
        elif answer.status != "proved":
            reasons.append(answer.reason or _LATE)
    return Meaning(
        verdict=_verdict(after.form, up is not None, down is not None),
        by="proof" if asked and not reasons else "cases",
        cases=found.count,
        up=up,
        down=down,
        pair=pair,
        undecided=reasons[0] if reasons else None,
    )


def is_same_rule(old: Clause, new: Clause) -> bool:
    """Whether both ask for the same facts and compute the same from them, in the same way."""
    shapes = [
        (
            sorted(((f.name, f.type, f.reading, f.from_clause) for f in clause.facts), key=lambda made: made[0]),
            (clause.form, clause.ceiling, clause.unit, clause.rounding.mode, clause.rounding.step),
            [label for label, _ in clause.series.parts] if clause.series else [],
        )
        for clause in (old, new)
    ]
    return shapes[0] == shapes[1] and _core(lower(old)) == _core(lower(new))


def _core(program: Program) -> object:
    checks = [(check.holds, check.code, check.fact) for check in program.checks]
    return set(program.lets), checks, program.conditions, program.amounts, program.whole


_PAID = ("奖补", "减免")


def _incomparable(old: Clause, new: Clause) -> Text | None:
    if old.form != new.form and not (old.form in _PAID and new.form in _PAID):
        return Text(f"由{old.form}改为{new.form}", "the result is of another kind")
    if old.unit != new.unit:
        return Text(f"结果的单位由{old.unit or '无'}改为{new.unit or '无'}", "the result is in another unit")
    return None


def _verdict(form: str, is_up: bool, is_down: bool) -> Verdict:
    if is_up == is_down:
        return "mixed" if is_up else "equal"
    if form == "核算":
        return "higher" if is_up else "lower"
    return "more generous" if is_up == (form != "交纳") else "less generous"


# ── the two directions ──


class _Way:
    """That nobody gets more (``sign`` 1) or less (-1) by the new clause than by the old."""

    def __init__(self, sign: int) -> None:
        self.sign = sign

    def obligation(self, pair: Joined) -> Obligation:
        words = (
            Text("不多于原来", "no more than before") if self.sign > 0 else Text("不少于原来", "no less than before")
        )
        return Obligation(
            clause=pair.new,
            kind="no-more" if self.sign > 0 else "no-less",
            words=words,
            applicants=(Applicant(clause=pair.old), Applicant(clause=pair.new)),
            broken=self.broken,
            seen=self.seen,
        )

    def broken(self, claims: Sequence[Claim]) -> Formula:
        old, new = claims
        if new.clause.amount is None:
            one, other = (new, old) if self.sign > 0 else (old, new)
            return old.world.every(one.held, old.world.no(other.held))
        paid = [(self.sign * times, payment) for times, payment in new.total]
        paid += [(-self.sign * times, payment) for times, payment in old.total]
        return old.world.above(tuple(paid), old.world.constant(0), aligned=True)

    def seen(self, claims: Sequence[Replayed]) -> bool:
        old, new = claims
        return not (old.undefined or new.undefined) and self.sign * (new.total - old.total) > 0

    def shown(self, old: Outcome, new: Outcome) -> bool:
        return self.sign * (new.amount - old.amount) > 0


_MORE, _LESS = _Way(1), _Way(-1)


# ── cases ──


class _Found:
    """What came of the applicants that were put to both clauses."""

    def __init__(self, stage: Policy, pair: Joined) -> None:
        self.stage, self.pair = stage, pair
        self.count = 0
        self._old, self._new = Probe(pair.old), Probe(pair.new)
        self._shown: dict[_Way, list[tuple[bool, int, Values]]] = {_MORE: [], _LESS: []}

    def put(self, values: Values) -> None:
        results = self._results(values)
        if results is None:
            return
        self.count += 1
        for way, shown in self._shown.items():
            if way.shown(*results):
                shown.append((not all(result.eligible for result in results), self.count, values))

    def _results(self, values: Values) -> tuple[Outcome, Outcome] | None:
        try:
            old, new = self._old.result(values), self._new.result(values)
        except AssertionError:  # an amount that is not defined
            return None
        return None if old is None or new is None else (old, new)

    def example(self, way: _Way) -> Example | None:
        """The best applicant that shows a direction: eligible by both, of a worked case, with round numbers; and that
        the interpreter, asked as anybody asks it, pays so."""
        obligation = way.obligation(self.pair)
        for barred, _, values in sorted(self._shown[way], key=lambda found: found[:2]):
            rounded = self._rounded(way, values, barred)
            for candidate in (rounded, values):
                case = {(name, ""): value for name, value in candidate.items()}
                if shows(self.stage, obligation, case):
                    return _example(told(self.stage, obligation, case))
        return None

    def _rounded(self, way: _Way, values: Values, barred: bool) -> Values:
        """With the roundest numbers that show as much."""
        present = dict(values)
        for name, reading in self.pair.readings.items():
            value = present[name]
            if reading.kind != "number" or not isinstance(value, int):
                continue
            for rounder in _rounder(value, reading.scale):
                trial: Values = {**present, name: rounder}
                results = self._results(trial) if reading.least <= rounder <= reading.most else None
                if results and way.shown(*results) and all(r.eligible for r in results) != barred:
                    present = trial
                    break
        return present


def _rounder(value: int, scale: int) -> Iterator[int]:
    """The number to one digit, two, three … up and down, as long as that is simpler than it is."""
    digits = len(str(abs(value)))
    for kept in range(1, 4):
        size: int = 10 ** max(digits - kept, 0)
        if value % size == 0 and value % scale == 0:
            return
        yield from (-(-value // size) * size, value // size * size)


def _example(case: Sequence[Told]) -> Example:
    old, new = case
    facts: dict[str, str] = dict(new.facts) | dict(old.facts)
    return Example(facts=tuple(facts.items()), old=old.result, new=new.result)
