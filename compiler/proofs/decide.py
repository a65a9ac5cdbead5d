"""One obligation decided: proved for all facts, refuted by a case that the interpreter confirms, or neither.

Reals first where the rule multiplies facts (what cannot be over the reals cannot be over the integers), then the
integers as they are.  A list of any length is known by bounds only; a case against the promise is sought among short
lists.  The same obligation is asked in the same way each time, with the same seed.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any, Literal

import z3

from tiaowen.runtime.facts import FactType

from ..diagnostic import Text
from ..model import CLAIM_DATE
from .algebra import SCALAR, Claim, World, claim
from .obligation import Formula, Obligation, Verdict
from .replay import Assignment, Raw, plainest, shows, simplest, told

if TYPE_CHECKING:
    from ..pipeline import Policy

_ITEMS_TRIED = (1, 2, 3)
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
    exact = _Question(obligation, World())
    loose: _Question | None = None
    if exact.world.nonlinear:
        loose = _Question(obligation, World(exact=False, nonlinear=True))
        if loose.ask((deadline - time.monotonic()) / 2) == "no":
            return Verdict(obligation=obligation, status="proved")
    lists = any(fact.reading.kind == "list" for made in obligation.applicants for fact in made.clause.facts)
    answer = exact.ask((deadline - time.monotonic()) * (Fraction(1, 2) if exact.world.unsure else 1))
    if answer == "no":
        return Verdict(obligation=obligation, status="proved")
    if answer == "yes" and not (lists and exact.world.unsure):
        case = exact.case(exact.model)
        if shows(policy, obligation, case):
            return _refuted(policy, obligation, case)
        if not exact.world.unsure:
            return Verdict(obligation=obligation, status="defect", reason=_OURS)
    if loose is not None and loose.model is not None:
        for nearest in (round, floor):
            case = loose.case(loose.model, nearest)
            if shows(policy, obligation, case):
                return _refuted(policy, obligation, case)
    if lists and exact.world.unsure:
        for items in _ITEMS_TRIED:
            few = _Question(obligation, World(items=items))
            if few.ask(deadline - time.monotonic()) == "yes":
                case = few.case(few.model)
                if shows(policy, obligation, case):
                    return _refuted(policy, obligation, case)
                if not few.world.unsure:
                    return Verdict(obligation=obligation, status="defect", reason=_OURS)
    late = time.monotonic() >= deadline or answer == "unknown"
    reason = _LISTS if lists and exact.world.unsure else _TOO_LONG if late else _OPEN
    return Verdict(obligation=obligation, status="not decided", reason=reason)


def _refuted(policy: Policy, obligation: Obligation, case: Assignment) -> Verdict:
    case = simplest(policy, obligation, case)
    return Verdict(obligation=obligation, status="refuted", case=told(policy, obligation, case))


class _Question:
    """An obligation in a world: can it be broken there?"""

    def __init__(self, obligation: Obligation, world: World) -> None:
        self.obligation, self.world = obligation, world
        self.claims: Sequence[Claim] = [claim(world, applicant) for applicant in obligation.applicants]
        self.broken: Formula = obligation.broken(self.claims)
        self.model: Any = None

    def ask(self, seconds: float | Fraction) -> Literal["yes", "no", "unknown"]:
        if seconds <= 0:
            return "unknown"
        # Facts beside one another are multiplied: that is a theory of its own, over the reals a decidable one.
        solver = z3.SolverFor("QF_NRA") if not self.world.exact else z3.Solver()
        solver.set("timeout", max(1, int(seconds * 1000)))
        solver.set("random_seed", _SEED)
        solver.add(*self.world.assumed, self.broken)
        answer = solver.check()
        if answer == z3.sat:
            self.model = solver.model()
            return "yes"
        return "no" if answer == z3.unsat else "unknown"

    def case(self, model: Any, nearest: Any = round) -> Assignment:
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
            value = _value(model.eval(variable, model_completion=False), of, words, nearest)
            if item != SCALAR:
                items.setdefault(name, {})[item, index] = plainest(of, valid) if value is None else value
            elif value is not None:
                found[name, mark] = value
            elif mark:
                found[name, mark] = found.get((name, ""), plainest(of, valid))
        for name, reading in readings.items():
            if reading.kind == "list" and self.world.items is not None:
                found[name, ""] = tuple(_item(reading, items.get(name, {}), at) for at in range(self.world.items))
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
    if z3.is_algebraic_value(term):
        term = term.approx(20)
    if not z3.is_rational_value(term) and not z3.is_int_value(term):
        return None
    exact = (
        Fraction(term.as_long())
        if z3.is_int_value(term)
        else Fraction(term.numerator_as_long(), term.denominator_as_long())
    )
    if reading.kind == "text":
        return words.get(int(exact), "其他")
    value = int(nearest(exact))
    return min(max(value, reading.least), reading.most) if reading.kind == "number" else value
