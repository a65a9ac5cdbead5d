"""One question to the solver: whether an obligation can be broken in a world.

In: an obligation and a world.  Out: yes, with cases that may show it; no; or neither.  Of lists of any length it is learned
on the way what their sums cannot be (``lists``).  Whoever has said no is kept, for another solver to confirm it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from math import floor
from typing import Any, Literal

import z3

from tiaowen.runtime.facts import FactType

from ..promises.common import in_common
from ..promises.obligation import Formula, Obligation
from ..promises.replay import Assignment, Raw, plainest
from .claims import Claim, claims
from .limits import SEED, limited
from .lists import Seen, learned, number_in, plainly_learned
from .world import PRESENT, SCALAR, World

Answer = Literal["yes", "no", "unknown"]
Nearest = Callable[[Fraction], int]
# How often something is learned of lists.
_LESSONS = 24


class Question:
    """``answer`` is that to the last time it was asked, ``refusals`` the solvers that have said no."""

    def __init__(self, obligation: Obligation, world: World) -> None:
        self.obligation, self.world = obligation, world
        self.common = in_common(obligation.applicants)
        self.claims: Sequence[Claim] = claims(world, obligation.applicants)
        self.broken: Formula = obligation.broken(self.claims)
        self.answer: Answer = "unknown"
        self.refusals: list[Any] = []
        self._model: Any = None
        self._items: dict[str, Sequence[tuple[Seen, int]]] = {}

    def cases(self, deadline: float) -> Iterator[Assignment]:
        """Cases that may show it; when there are no more, ``answer`` says whether there can be any."""
        for _ in range(_LESSONS):
            self.answer = self._ask(deadline)
            if self.answer != "yes":
                return
            lessons = self._lessons(deadline)
            if not lessons:
                break
            self.world.assumed += lessons
        for nearest in (round, floor) if not self.world.exact else (round,):
            yield self._case(nearest)

    def _ask(self, deadline: float) -> Answer:
        seconds = deadline - time.process_time()
        if seconds <= 0:
            return "unknown"
        # Facts beside one another are multiplied: that is a theory of its own, over the reals a decidable one.
        solver = limited(z3.SolverFor("QF_NRA") if not self.world.exact else z3.Solver(), seconds)
        solver.set("random_seed", SEED)
        solver.add(*self.world.assumed, self.broken)
        answer = solver.check()
        if answer == z3.sat:
            self._model = solver.model()
            return "yes"
        if answer == z3.unsat:
            self.refusals.append(solver)
            return "no"
        return "unknown"

    def _lessons(self, deadline: float) -> list[Formula]:
        """What the totals of the model cannot be; of what they can be, the items are kept."""
        self._items = {}
        for learn in (plainly_learned, learned):
            lessons = [(pool, learn(self.world, pool, self._model, deadline)) for pool in self.world.pools.values()]
            found = [lesson for _, lesson in lessons if lesson.inequality is not None]
            if found:
                self.refusals += [refusal for lesson in found for refusal in lesson.refusals]
                return [lesson.inequality for lesson in found]
            self._items = {pool.of: lesson.items for pool, lesson in lessons if pool.is_whole}
        return []

    # ── cases ──

    def _case(self, nearest: Nearest) -> Assignment:
        """The model as values of facts; what it leaves open is as simple as can be."""
        words = {code: word for word, code in self.world.words.items()}
        found: dict[tuple[str, str], Raw] = {}
        for (key, mark, at, _), variable in self.world.variables.items():
            if at == SCALAR and key in self.common.readings:
                term = self._model.eval(variable, model_completion=False)
                value = _value(term, self.common.readings[key], words, nearest)
                if value is not None:
                    found[key, mark] = value
        for key, reading in self.common.readings.items():
            if reading.kind == "list" and reading.item is not None:
                found[key, ""] = tuple(
                    self._item(key, reading.item, values, words, nearest) for values in self._listed(key)
                )
        return found

    def _listed(self, name: str) -> Iterator[dict[int, Any]]:
        """The items of a list, each its values by field, as terms."""
        length = self.common.readings[name].length
        if length is not None:
            yield from (self._values(name, at) for at in range(length))
            return
        if self.world.items is None:
            if name in self.world.firsts:
                yield self._values(name, 0)
            for seen, times in self._items.get(name, ()):
                for _ in range(times):
                    yield {key[3]: value for key, value in seen.values.items()}
            return
        for at in range(self.world.items):
            if z3.is_false(self._model.eval(self.world.present(name, at), model_completion=True)):
                return
            yield self._values(name, at)

    def _values(self, name: str, at: int) -> dict[int, Any]:
        own = (key for key in self.world.variables if key[0] == name and key[2] == at and key[3] != PRESENT)
        return {key[3]: self._model.eval(self.world.variables[key], model_completion=True) for key in own}

    def _item(self, name: str, of: FactType, values: dict[int, Any], words: dict[int, str], nearest: Nearest) -> Raw:
        days = self.common.days

        def read(index: int, reading: FactType) -> Raw:
            value = _value(values[index], reading, words, nearest) if index in values else None
            return plainest(reading, days) if value is None else value

        if of.kind != "record":
            return read(SCALAR, of)
        return tuple(read(index, part) for index, part in enumerate(of.fields))


def _value(term: Any, reading: FactType, words: dict[int, str], nearest: Nearest) -> Raw | None:
    """The value that a term of a model stands for; None where the model leaves it open."""
    if z3.is_true(term) or z3.is_false(term):
        return bool(z3.is_true(term))
    exact = number_in(term)
    if exact is None:
        return None
    if reading.kind == "text":
        code = int(exact)
        # Words of which no rule asks: as many as there are codes for them.
        return words.get(code) or ("其他" if code == len(words) else f"其他{code - len(words) + 1}")
    value = int(nearest(exact))
    return min(max(value, reading.least), reading.most) if reading.kind == "number" else value
