"""One obligation decided: proved for all facts, refuted by a case that the interpreter confirms, or neither.

Reals first, with rounding known only by its bounds: quickly decided, and what cannot be there cannot be at all.  Then the
integers as they are.  A list of any length is known by bounds only; a case against the promise is sought among short
lists.  The same obligation is asked in the same way each time, with the same seed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any, Literal

import z3

from tiaowen.runtime.calendar_days import months_between, shift_months
from tiaowen.runtime.facts import FactType

from ..model.types import CLAIM_DATE
from ..promises.obligation import Formula, Obligation
from ..promises.replay import Assignment, Raw, plainest, shows, simplest
from ..promises.telling import told
from ..report.diagnostic import Text
from .claims import Claim, claim
from .verdict import Verdict
from .world import SCALAR, World

if TYPE_CHECKING:
    from ..model.policy import Policy

_ITEMS_TRIED = (1, 2, 3)
_CALLS_TRIED = 8
_FUNCTIONS: dict[str, Callable[..., int]] = {"shift_months": shift_months, "months_between": months_between}
_SEED = 20250101

_TOO_LONG = Text("在时限内没有结论", "no conclusion within the time limit")
_LISTS = Text(
    "要对任意多项的清单下结论，超出了求解器的能力；三项以内没有找到反例",
    "the solver cannot conclude for lists of any length; no counterexample with up to three items",
)
_OPEN = Text(
    "规则里有求解器不了解的计算（日期推算等）", "the rule has calculations that the solver does not know (dates)"
)
_OURS = Text(
    "求解器给出的反例在解释器里不成立：这是本程序的缺陷，请报告",
    "the solver's counterexample does not hold in the interpreter: a defect of this program, please report it",
)


def decide(policy: Policy, obligation: Obligation, seconds: float) -> Verdict:
    """What comes of an obligation within so many seconds."""
    if obligation.settled is not None:
        return Verdict(obligation=obligation, status="proved", reason=obligation.settled)
    deadline = time.monotonic() + seconds
    loose = _Question(obligation, World(exact=False, items=obligation.items))
    if loose.ask((deadline - time.monotonic()) / 2) == "no":
        return Verdict(obligation=obligation, status="proved")
    for nearest in (round, floor) if loose.model is not None else ():
        case = loose.case(nearest)
        if shows(policy, obligation, case):
            return _refuted(policy, obligation, case)
    has_lists = any(fact.reading.kind == "list" for made in obligation.applicants for fact in made.clause.facts)
    exact = _Question(obligation, World(items=obligation.items))
    answer = exact.ask((deadline - time.monotonic()) / (2 if exact.world.unsure else 1))
    if answer == "no":
        return Verdict(obligation=obligation, status="proved")
    if has_lists and obligation.items is None and exact.world.unsure:
        for items in _ITEMS_TRIED:
            found = _search(policy, _Question(obligation, World(items=items)), deadline)
            if found is not None:
                return found
        return Verdict(obligation=obligation, status="not decided", reason=_LISTS)
    found = _search(policy, exact, deadline) if answer == "yes" else None
    return found or Verdict(
        obligation=obligation, status="not decided", reason=_OPEN if exact.world.unsure else _TOO_LONG
    )


def _search(policy: Policy, question: _Question, deadline: float) -> Verdict | None:
    """A case against the promise; None where none is found."""
    obligation = question.obligation
    if question.ask(deadline - time.monotonic()) != "yes":
        return None
    for _ in range(_CALLS_TRIED if question.world.calls else 1):
        if question.world.calls and question.pin_calls(deadline - time.monotonic()) != "yes":
            continue
        case = question.case()
        if shows(policy, obligation, case):
            return _refuted(policy, obligation, case)
        if not question.world.unsure:
            return Verdict(obligation=obligation, status="defect", reason=_OURS)
    return None


def _refuted(policy: Policy, obligation: Obligation, case: Assignment) -> Verdict:
    case = simplest(obligation, case, lambda trial: shows(policy, obligation, trial))
    return Verdict(obligation=obligation, status="refuted", case=told(policy, obligation, case))


class _Question:
    """An obligation in a world: can it be broken there?"""

    def __init__(self, obligation: Obligation, world: World) -> None:
        self.obligation, self.world = obligation, world
        self.claims: Sequence[Claim] = [claim(world, applicant) for applicant in obligation.applicants]
        self.broken: Formula = obligation.broken(self.claims)
        self.model: Any = None

    def ask(self, seconds: float, besides: Sequence[Formula] = ()) -> Literal["yes", "no", "unknown"]:
        if seconds <= 0:
            return "unknown"
        # Facts beside one another are multiplied: that is a theory of its own, over the reals a decidable one.
        solver = z3.SolverFor("QF_NRA") if not self.world.exact else z3.Solver()
        solver.set("timeout", max(1, int(seconds * 1000)))
        solver.set("random_seed", _SEED)
        solver.add(*self.world.assumed, *besides, self.broken)
        answer = solver.check()
        if answer == z3.sat:
            self.model = solver.model()
            return "yes"
        return "no" if answer == z3.unsat else "unknown"

    def pin_calls(self, seconds: float) -> Literal["yes", "no", "unknown"]:
        """Asks again with the arguments of all functions as the model has them, and so with their true values."""
        pinned: list[Formula] = []
        true_values: list[Formula] = []
        for made in self.world.calls:
            given = [self.model.eval(argument, model_completion=True) for argument in made.arguments]
            value = _FUNCTIONS[made.function](*(int(_fraction(argument) or 0) for argument in given))
            same = z3.And(*(argument == one for argument, one in zip(made.arguments, given, strict=True)))
            pinned.append(same)
            true_values.append(z3.Implies(same, made.value == value))
        # INVARIANT: what is learned is true, so the next model, if this one was none, is another.
        self.world.assumed += true_values
        before = self.model
        answer = self.ask(seconds, pinned)
        if answer != "yes" and self.ask(seconds) != "yes":
            self.model = before
        return answer

    def case(self, nearest: Any = round) -> Assignment:
        """The model as values of facts; what it leaves open is as simple as can be."""
        readings: dict[str, FactType] = {}
        valid = None
        for made in self.obligation.applicants:
            valid = valid or made.valid
            readings |= {f"{made.clause.id} {fact.name}": fact.reading for fact in made.clause.facts}
            readings |= {fact.name: fact.reading for fact in made.clause.facts if fact.name not in readings}
        readings[CLAIM_DATE] = FactType(name=CLAIM_DATE, kind="date")
        words = {code: word for word, code in self.world.words.items()}
        found: dict[tuple[str, str], Raw] = {}
        items: dict[str, dict[tuple[int, int], Raw]] = {}
        for (name, mark, item, index), variable in self.world.variables.items():
            reading = readings[name]
            of = reading if item == SCALAR else reading.item
            of = of.fields[index] if of is not None and index != SCALAR else of
            assert of is not None
            value = _value(self.model.eval(variable, model_completion=False), of, words, nearest)
            if item != SCALAR:
                items.setdefault(name, {})[item, index] = plainest(of, valid) if value is None else value
            elif value is not None:
                found[name, mark] = value
        for made in self.obligation.applicants if self.world.items is not None else ():
            for fact in made.clause.facts:
                own = f"{made.clause.id} {fact.name}"
                name = own if own in items else fact.name
                if fact.reading.kind == "list":
                    values = items.get(name, {})
                    found[name, ""] = tuple(_item(fact.reading, values, at) for at in range(self.world.items or 0))
        return found


def _item(reading: FactType, values: dict[tuple[int, int], Raw], at: int) -> Raw:
    assert reading.item is not None
    if reading.item.kind != "record":
        return values.get((at, SCALAR), plainest(reading.item))
    return tuple(values.get((at, index), plainest(part)) for index, part in enumerate(reading.item.fields))


def _value(term: Any, reading: FactType, words: dict[int, str], nearest: Any) -> Raw | None:
    """The value that a term of a model stands for; None where the model leaves it open."""
    if z3.is_true(term) or z3.is_false(term):
        return bool(z3.is_true(term))
    exact = _fraction(term)
    if exact is None:
        return None
    if reading.kind == "text":
        return words.get(int(exact), "其他")
    value = int(nearest(exact))
    return min(max(value, reading.least), reading.most) if reading.kind == "number" else value


def _fraction(term: Any) -> Fraction | None:
    """The number that a term of a model is (of an algebraic one, one near it); None where it is none."""
    if z3.is_algebraic_value(term):
        term = term.approx(20)
    if z3.is_int_value(term):
        return Fraction(term.as_long())
    return Fraction(term.numerator_as_long(), term.denominator_as_long()) if z3.is_rational_value(term) else None
