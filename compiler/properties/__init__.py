"""Properties: what the clauses promise (``promises/``) tried on the compiled Python, and the Python on the interpreter.

In: a policy that compiles.  Out: a ``Trial`` for each promise: with how many examples it held, or the simplest case
against it.  The examples are those at and around everything that the compiler knows of a clause (applicants.py), then
so many more that Hypothesis draws; the same ones each time.  Only this package knows Hypothesis, so it is imported only
where properties are asked for; without it that raises ``ModuleNotFoundError``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from hypothesis import Phase, assume, find, settings
from hypothesis.errors import NoSuchExample, Unsatisfiable

from ..model.clause import Clause
from ..promises import obligations, obligations_of_policy
from ..promises.obligation import Obligation, Told
from ..promises.of_clause import applicant
from ..promises.replay import Assignment, Calc, replay, simplest
from ..promises.telling import facts_told, told
from ..promises.trial import Trial
from ..report.diagnostic import Text
from .applicants import cases, grounds, seeds
from .compiled import Disagreement, compared_calc

if TYPE_CHECKING:
    from ..model.policy import Policy

_AGREES = "agrees"


def try_promises(
    policy: Policy, clauses: Iterable[Clause] | None = None, examples: int = 100, calc: Calc | None = None
) -> Iterator[Trial]:
    """The promises of the clauses (by default all) in order, and that their compiled form agrees with the interpreter;
    so many ``examples`` are drawn.  ``calc`` is what is tried, by default the compiled Python."""
    calc = calc or compared_calc(policy)
    if clauses is None:
        yield from try_policy(policy, examples, calc)
    for clause in policy.clauses.values() if clauses is None else clauses:
        yield from _try(policy, promises_to_try(policy, clause), examples, calc)


def try_policy(policy: Policy, examples: int = 100, calc: Calc | None = None) -> Iterator[Trial]:
    """What 【政策】 promises of several clauses, or of all."""
    asked = promises_of_policy_to_try(policy)
    if asked:
        yield from _try(policy, asked, examples, calc or compared_calc(policy))


def _try(policy: Policy, asked: Sequence[Obligation], examples: int, calc: Calc) -> Iterator[Trial]:
    groups: dict[object, list[Obligation]] = {}
    for promise in asked:
        groups.setdefault(_claims(promise), []).append(promise)
    found = [trial for group in groups.values() for trial in _Trying(policy, calc, group).trials(examples)]
    order = {id(promise): place for place, promise in enumerate(asked)}
    yield from sorted(found, key=lambda trial: order[id(trial.obligation)])


def promises_of_policy_to_try(policy: Policy) -> list[Obligation]:
    return _tried(obligations_of_policy(policy))


def promises_to_try(policy: Policy, clause: Clause) -> list[Obligation]:
    """What a clause promises of its results, and that its compiled form agrees with the interpreter."""
    return [*_tried(obligations(policy, clause)), _agrees(policy, clause)]


def _tried(promises: Iterable[Obligation]) -> list[Obligation]:
    """Those of which results say something."""
    return [promise for promise in promises if promise.settled is None]


def _agrees(policy: Policy, clause: Clause) -> Obligation:
    """Seen by ``compared_calc`` itself."""
    return Obligation(
        clause=clause,
        kind=_AGREES,
        words=Text("编译出的程序与解释器结果相同", "the compiled program gives what the interpreter gives"),
        applicants=(applicant(policy, clause),),
        span=clause.span,
    )


def _claims(promise: Obligation) -> object:
    """Promises about the same claims are tried on the same cases."""
    return (tuple((made.clause.id, made.differs) for made in promise.applicants), promise.items)


class _Trying:
    """Promises about the same claims, each tried until a case against it is found.  They are told apart by their
    identity: to compare them would be to compare whole clauses."""

    def __init__(self, policy: Policy, calc: Calc, promises: Sequence[Obligation]) -> None:
        self.policy, self.calc, self.promises = policy, calc, promises
        self.left = list(promises)
        self.found: dict[int, Trial] = {}
        self.examples = 0

    def trials(self, examples: int) -> Iterator[Trial]:
        first = self.promises[0]
        known = grounds(self.policy, first)
        for case in seeds(first, known):
            self._note(case)
        options = settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
        )
        while self.left:
            try:
                self._note(find(cases(first, known), self._is_broken, settings=options))
            except (NoSuchExample, Unsatisfiable):
                break
        for promise in self.promises:
            yield self.found.get(id(promise)) or Trial(obligation=promise, examples=self.examples)

    def _is_broken(self, case: Assignment) -> bool:
        broken = self._broken(case)
        # Refused facts are no example.
        assume(broken is not None)
        return bool(broken)

    def _broken(self, case: Assignment) -> list[Obligation] | None:
        """The promises that a case breaks; None where its facts are refused."""
        try:
            done = replay(self.policy, self.promises[0], case, self.calc)
        except Disagreement:
            return [promise for promise in self.left if promise.kind == _AGREES] or None
        if done is None:
            return None
        self.examples += 1
        return [promise for promise in self.left if promise.seen(done)]

    def _note(self, case: Assignment) -> None:
        """Makes the case simple for each promise that it breaks; of these nothing more is asked."""
        for promise in self._broken(case) or ():
            examples = self.examples
            simple = simplest(promise, case, partial(self._breaks, promise))
            self.found[id(promise)] = Trial(obligation=promise, examples=examples, case=self._told(promise, simple))
        self.left = [promise for promise in self.left if id(promise) not in self.found]

    def _breaks(self, promise: Obligation, case: Assignment) -> bool:
        return any(broken is promise for broken in self._broken(case) or ())

    def _told(self, promise: Obligation, case: Assignment) -> tuple[Told, ...]:
        try:
            return told(self.policy, promise, case, self.calc)
        except Disagreement as found:
            (made,) = promise.applicants
            return (Told(clause=made.clause.id, facts=facts_told(made, case), result=found.said),)
