"""A kernel in NumPy: step by step over arrays that stay near the processor, buffers used again as soon as they are free.

In: a kernel, its columns for a piece of the rows, and the arrays of the results, which are filled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...targets.c_kernel import reachable
from ...targets.columnar.steps import Kernel, Step
from .calendar import months_between, shift_months

Array = NDArray[Any]
_DTYPES = {"whole": np.int64, "real": np.float64, "truth": np.bool_}
_PLAIN: dict[str, Callable[..., Any]] = {
    **{"add": np.add, "subtract": np.subtract, "multiply": np.multiply},
    **{"least": np.minimum, "most": np.maximum, "size": np.absolute},
    **{"real_add": np.add, "real_subtract": np.subtract, "real_multiply": np.multiply, "real_divide": np.divide},
    **{"less": np.less, "at_most": np.less_equal, "equal": np.equal, "real_less": np.less},
    **{"and": np.logical_and, "or": np.logical_or, "not": np.logical_not},
}


def run(
    kernel: Kernel,
    columns: Sequence[Array],
    offsets: Sequence[Array],
    days: Array | None,
    outputs: tuple[Array, Array, Array, Array],
) -> None:
    """Fill the results of these rows."""
    values, eligible, cap, status = outputs
    length = len(eligible)
    made = _Run(kernel, columns, offsets, days, length)
    for place in _plan(kernel):
        made.step(*place)
    made.put(values, eligible, cap, status)


Planned = tuple[int, Step, tuple[int, ...]]


_PLANS: dict[int, tuple[Kernel, tuple[Planned, ...]]] = {}


def _plan(kernel: Kernel) -> tuple[Planned, ...]:
    """The steps in their order, each with those whose arrays are free behind it."""
    if (found := _PLANS.get(id(kernel))) is not None and found[0] is kernel:
        return found[1]
    live = reachable(kernel)
    last: dict[int, int] = {}
    for place in live:
        for each in kernel.steps[place].of:
            last[each] = place
    kept = {*kernel.values, kernel.eligible, *kernel.caps, kernel.apart, kernel.refused}
    free: dict[int, list[int]] = {}
    for each, place in last.items():
        if each not in kept:
            free.setdefault(place, []).append(each)
    made = tuple((place, kernel.steps[place], tuple(free.get(place, ()))) for place in live)
    _PLANS[id(kernel)] = kernel, made
    return made


class _Run:
    def __init__(
        self, kernel: Kernel, columns: Sequence[Array], offsets: Sequence[Array], days: Array | None, length: int
    ) -> None:
        self.kernel, self.columns, self.offsets, self.days, self.length = kernel, columns, offsets, days, length
        self.at: dict[int, Any] = {}
        self._own: set[int] = set()
        self._spare: dict[str, list[Array]] = {"whole": [], "real": [], "truth": []}
        self._counts = [np.diff(each) for each in offsets]

    def step(self, place: int, step: Step, free: tuple[int, ...]) -> None:
        self.at[place] = self._of_items(step) if step.inner or step.lists else self._of_rows(place, step)
        for each in free:
            if each in self._own:
                self._own.discard(each)
                self._spare[self.kernel.steps[each].kind].append(self.at.pop(each))
            else:
                self.at.pop(each, None)

    def put(self, values: Array, eligible: Array, cap: Array, status: Array) -> None:
        kernel, at = self.kernel, self.at
        for number, place in enumerate(kernel.values):
            np.copyto(values[number] if values.ndim > 1 else values, at[place])
        np.copyto(eligible, at[kernel.eligible])
        cap[:] = 0
        for bit, place in enumerate(kernel.caps):
            np.bitwise_or(cap, np.left_shift(np.asarray(at[place], np.uint8), np.uint8(bit)), out=cap)
        np.copyto(status, np.logical_or(at[kernel.apart], at[kernel.refused]))

    # ── rows ──

    def _buffer(self, place: int, kind: str) -> Array:
        """An array for a step, one that is free where there is one."""
        self._own.add(place)
        spare = self._spare[kind]
        return spare.pop() if spare else np.empty(self.length, _DTYPES[kind])

    def _of_rows(self, place: int, step: Step) -> Any:
        of = [self.at[each] for each in step.of]
        match step.code:
            case "constant":
                return np.int64(step.constant)
            case "real_constant":
                return np.float64(step.constant) / np.float64(step.high or 1)
            case "truth":
                return np.bool_(step.constant)
            case "fact":
                return self._widened(place, self.columns[step.constant])
            case "day":
                assert self.days is not None
                return self._widened(place, self.days)
            case "truth_fact":
                return np.not_equal(self.columns[step.constant], 0, out=self._buffer(place, "truth"))
        if not any(isinstance(each, np.ndarray) for each in of):
            return _alone(step, of)
        return _worked_out(step, of, self._buffer(place, step.kind))

    def _widened(self, place: int, column: Array) -> Array:
        if column.dtype == np.int64:
            return column
        made = self._buffer(place, "whole")
        np.copyto(made, column)
        return made

    # ── lists ──

    def _of_items(self, step: Step) -> Any:
        match step.code:
            case "length":
                return self._counts[step.lists[0]]
            case "item":
                return self._items(step).astype(np.int64)
            case "truth_item":
                return self._items(step) != 0
            case "sum" | "real_sum" | "count" | "every":
                return self._together(step)
        (place,) = step.inner
        of = [
            np.repeat(value, self._counts[place])
            if isinstance(value := self.at[each], np.ndarray) and not self.kernel.steps[each].inner
            else value
            for each in step.of
        ]
        size = int(self.offsets[place][-1] - self.offsets[place][0])
        return _worked_out(step, of, np.empty(size, _DTYPES[step.kind]))

    def _items(self, step: Step) -> Array:
        offsets = self.offsets[step.inner[0]]
        return self.columns[step.constant][offsets[0] : offsets[-1]]

    def _together(self, step: Step) -> Array:
        """What the items of each row come to."""
        (place,) = step.lists
        offsets, counts = self.offsets[place], self._counts[place]
        value = self.at[step.of[0]]
        if not self.kernel.steps[step.of[0]].inner:
            # The same of all items: of each row its own.
            value = np.repeat(np.broadcast_to(value, self.length), counts)
        if step.code == "every":
            wrong = self._summed(np.logical_not(value).astype(np.int64), offsets, counts, np.int64)
            return np.equal(wrong, 0)
        kind = np.float64 if step.code == "real_sum" else np.int64
        return self._summed(value.astype(kind), offsets, counts, kind)

    def _summed(self, value: Array, offsets: Array, counts: Array, kind: Any) -> Array:
        made = np.zeros(len(counts), kind)
        some = counts > 0
        if some.any():
            made[some] = np.add.reduceat(value, (offsets[:-1] - offsets[0])[some])
        return made


def _alone(step: Step, of: Sequence[Any]) -> Any:
    """Of constants alone."""
    made = _worked_out(step, [np.asarray([each]) for each in of], np.empty(1, _DTYPES[step.kind]))
    return made[0]


def _worked_out(step: Step, of: Sequence[Any], out: Array) -> Array:
    match step.code:
        case "choose" | "real_choose":
            np.copyto(out, of[2])
            np.copyto(out, of[1], where=of[0])
        case "within":
            if step.constant:
                shifted = np.subtract(of[0], step.constant)
                np.less_equal(shifted.view(np.uint64), np.uint64(step.high - step.constant), out=out)
            else:
                np.less_equal(np.asarray(of[0]).view(np.uint64), np.uint64(step.high), out=out)
        case "real" | "number_of":
            np.copyto(out, of[0])
        case "floor":
            np.copyto(out, of[0] if step.constant else np.floor(of[0]), casting="unsafe")
        case "shift_months":
            np.copyto(out, shift_months(of[0], of[1]))
        case "months_between":
            np.copyto(out, months_between(of[0], of[1]))
        case _:
            _PLAIN[step.code](*of, out=out)
    return out
