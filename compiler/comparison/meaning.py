"""What a revised clause gives, held against what the old one gave: to the same applicants.

In: a clause of the old and one of the new policy.  Out: a ``Meaning``: the verdict, how it was come to, and an applicant
for each direction, whose results the interpreter has worked out by both.

Applicants are tried first; where none shows a direction, the solver is asked whether there can be any, for all facts that
both clauses accept, those too of which something is left out.  Without it (an extra, z3), or where it does not conclude,
the verdict is by the cases tried, and says how many they were.  A fact that only one clause asks for may have any value.

"equal" is nobody's outcome changed: it is proved, and neither whose facts are refused has changed (acceptance.py), nor the
payments that a sum is made of, nor the heading.  By cases alone it is "no change found".
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ..analysis.probing import Outcome, Probe
from ..ir.core import Program
from ..model.clause import Clause, PerItem
from ..program.lower import lower
from ..promises.obligation import Applicant, Claim, Formula, Obligation, Replayed, Told
from ..promises.replay import shows
from ..promises.telling import told
from ..report.diagnostic import Text
from .acceptance import Acceptance, acceptance
from .applicants import Values, applicants
from .common_facts import Joined, Unlike, joined, left_out
from .example import Example

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..proofs.verdict import Verdict as Decided

Verdict = Literal[
    "equal",
    "more generous",
    "less generous",
    "higher",
    "lower",
    "mixed",
    # as much in sum, but by other payments
    "other payments",
    # as much, but other facts are accepted
    "other facts",
    # as much, under another heading
    "other heading",
    "no change found",
    "not comparable",
]
By = Literal["same rule", "proof", "cases"]
# What one question to the solver may take by default, and all of a comparison, in seconds.
TIMEOUT_SECONDS = 2
TOTAL_SECONDS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """``cases`` is how many applicants were put to both; ``up`` one who gets more now, ``down`` one who gets less (in
    the sense of money: of 交纳 the one who pays more is ``up``), ``shifted`` one who gets as much by other payments,
    ``accepted`` one whose facts were refused, ``refused`` one whose facts are refused now.  ``reason``: why the two are not
    comparable.  ``undecided``: why the solver did not decide."""

    verdict: Verdict
    by: By
    cases: int = 0
    up: Example | None = None
    down: Example | None = None
    shifted: Example | None = None
    accepted: Example | None = None
    refused: Example | None = None
    pair: Joined | None = None
    reason: Text | None = None
    undecided: Text | None = None

    @property
    def examples(self) -> tuple[Example, ...]:
        found = (self.up, self.down, self.shifted, self.accepted, self.refused)
        return tuple(example for example in found if example is not None)


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
            self._deadline = time.process_time() + max(TOTAL_SECONDS, self.timeout)

    def asked(self, policy: Policy, obligation: Obligation) -> Decided | Text:
        """What comes of an obligation, or why it is not asked."""
        if self._decide is None:
            return _NO_SOLVER
        left = min(self.timeout, self._deadline - time.process_time())
        return self._decide(policy, obligation, left) if left > 0 else _LATE


_NO_SOLVER = Text("没有安装求解器 z3", "the solver z3 is not installed")
_LATE = Text("求解的总时限已到", "the time for all proofs together is up")


def meaning(old: tuple[Policy, Clause], new: tuple[Policy, Clause], solver: Solver) -> Meaning:
    before, after = old[1], new[1]
    if is_same_rule(before, after):
        return Meaning(verdict="equal" if _heading(before) == _heading(after) else "other heading", by="same rule")
    reason = _incomparable(before, after)
    if reason is not None:
        return Meaning(verdict="not comparable", by="cases", reason=reason)
    pair = joined(before, after)
    if isinstance(pair, Unlike):
        return Meaning(verdict="not comparable", by="cases", reason=pair.reason)
    found = _Compared(old, new, solver)
    found.put(pair)
    for made in left_out(before, after, pair):
        found.put(made.pair, made.facts)
    accepted = acceptance(old, new)
    return Meaning(
        verdict=_verdict(before, after, found, accepted),
        by=found.by,
        cases=found.cases,
        up=found.examples.get(_MORE),
        down=found.examples.get(_LESS),
        shifted=found.examples.get(_SHIFTED),
        accepted=accepted.now,
        refused=accepted.no_more,
        pair=pair,
        undecided=found.reasons[0] if found.reasons else None,
    )


class _Compared:
    """What came of the two clauses: an example for each way in which they differ, or why it is not known that they do
    not."""

    def __init__(self, old: tuple[Policy, Clause], new: tuple[Policy, Clause], solver: Solver) -> None:
        self.old, self.new, self.solver = old, new, solver
        self.cases = 0
        self.examples: dict[_Way, Example] = {}
        self.reasons: list[Text] = []
        self.asked = 0

    @property
    def by(self) -> By:
        return "proof" if self.asked and not self.reasons else "cases"

    def put(self, pair: Joined, missing: tuple[str, ...] = ()) -> None:
        """Applicants put to both; then, in the ways that none shows, the solver asked; ``missing`` is what they leave
        out."""
        clauses = {pair.old.id: pair.old, pair.new.id: pair.new}
        stage = replace(self.new[0], clauses=clauses, terms={}, goals=(), not_computed=())
        found = _Found(stage, pair)
        for values in applicants(self.old, self.new, pair):
            found.put(values)
        self.cases += found.count
        for way in _WAYS if pair.old.parts or pair.new.parts else _WAYS[:2]:
            if way in self.examples:
                continue
            example = found.example(way) or self._decided(stage, way, pair)
            if example is not None:
                facts = (*example.facts, *((name, _LEFT_OUT) for name in missing))
                self.examples[way] = replace(example, facts=facts)

    def _decided(self, stage: Policy, way: _Way, pair: Joined) -> Example | None:
        answer = self.solver.asked(stage, way.obligation(pair))
        self.asked += 1
        if isinstance(answer, Text):
            self.reasons.append(answer)
        elif answer.status == "refuted":
            return _example(answer.case)
        elif answer.status != "proved":
            self.reasons.append(answer.reason or _LATE)
        return None


def is_same_rule(old: Clause, new: Clause) -> bool:
    """Whether both ask for the same facts and compute the same from them, in the same way."""
    shapes = [
        (
            sorted(((f.name, f.type, f.reading, f.from_clause) for f in clause.facts), key=lambda made: made[0]),
            (clause.form, clause.ceiling, clause.unit, clause.rounding.mode, clause.rounding.step),
            _labels(clause),
        )
        for clause in (old, new)
    ]
    return shapes[0] == shapes[1] and _core(lower(old)) == _core(lower(new))


def _core(program: Program) -> object:
    checks = [(check.holds, check.code, check.fact) for check in program.checks]
    return set(program.lets), checks, program.conditions, program.amounts, program.whole, program.each


_PAID = ("奖补", "减免")


def _incomparable(old: Clause, new: Clause) -> Text | None:
    if old.form != new.form and not (old.form in _PAID and new.form in _PAID):
        return Text(f"由{old.form}改为{new.form}", "the result is of another kind")
    if old.unit != new.unit:
        return Text(f"结果的单位由{old.unit or '无'}改为{new.unit or '无'}", "the result is in another unit")
    return None


def _verdict(old: Clause, new: Clause, found: _Compared, accepted: Acceptance) -> Verdict:
    is_up, is_down = (way in found.examples for way in (_MORE, _LESS))
    if is_up and is_down:
        return "mixed"
    if is_up or is_down:
        if new.form == "核算":
            return "higher" if is_up else "lower"
        return "more generous" if is_up == (new.form != "交纳") else "less generous"
    if _SHIFTED in found.examples or _labels(old) != _labels(new):
        return "other payments"
    if not accepted.is_same:
        return "other facts"
    if _heading(old) != _heading(new):
        return "other heading"
    return "no change found" if found.reasons else "equal"


def _labels(clause: Clause) -> tuple[str, ...]:
    return (f"每{clause.series.each}",) if isinstance(clause.series, PerItem) else clause.labels


def _heading(clause: Clause) -> tuple[str, ...]:
    """What is given, or asked for, by name."""
    return clause.heading, clause.kind, clause.qualifies_for


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


class _Shifted(_Way):
    """That nobody gets as much in sum by other payments."""

    def obligation(self, pair: Joined) -> Obligation:
        made = super().obligation(pair)
        return replace(made, kind="same-payments", words=Text("各笔与原来相同", "each payment as before"))

    def broken(self, claims: Sequence[Claim]) -> Formula:
        old, new = claims
        world, zero = old.world, old.world.constant(0)
        differ = []
        for was, now in zip(old.parts, new.parts, strict=False):
            for sign in (1, -1):
                paid = tuple((sign * times, payment) for times, payment in now)
                paid += tuple((-sign * times, payment) for times, payment in was)
                differ.append(world.above(paid, zero, aligned=True))
        return world.every(old.held, new.held, world.some(*differ)) if differ else False

    def seen(self, claims: Sequence[Replayed]) -> bool:
        old, new = claims
        return not (old.undefined or new.undefined) and old.total == new.total != 0 and old.parts != new.parts

    def shown(self, old: Outcome, new: Outcome) -> bool:
        return old.amount == new.amount != 0 and old.parts != new.parts


_MORE, _LESS, _SHIFTED = _Way(1), _Way(-1), _Shifted(0)
_WAYS = (_MORE, _LESS, _SHIFTED)
_LEFT_OUT = "未填"


# ── cases ──


class _Found:
    """What came of the applicants that were put to both clauses."""

    def __init__(self, stage: Policy, pair: Joined) -> None:
        self.stage, self.pair = stage, pair
        self.count = 0
        self._old, self._new = Probe(pair.old), Probe(pair.new)
        self._shown: dict[_Way, list[tuple[bool, int, Values]]] = {way: [] for way in _WAYS}

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
