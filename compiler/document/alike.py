"""What has values, found by a value that may be said of the same number.

In: things with the values of each.  Out: of hundreds, those that have one that is the same; only those whose numbers
agree are compared.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Generic, TypeVar

from .figures import RATIO, Value

_Thing = TypeVar("_Thing")


class Alike(Generic[_Thing]):
    """The things, by the numbers of their values."""

    def __init__(self, held: Iterable[tuple[_Thing, Iterable[Value]]]) -> None:
        self._things: list[_Thing] = []
        self._at: dict[Fraction, list[tuple[int, Value]]] = defaultdict(list)
        for thing, values in held:
            for value in values:
                for number in _numbers(value):
                    self._at[number].append((len(self._things), value))
            self._things.append(thing)

    def of(self, values: Iterable[Value]) -> list[_Thing]:
        """Those with a value that is the same as one of these, in their order."""
        return [self._things[at] for at in sorted(set(self._found(values)))]

    def has(self, values: Iterable[Value]) -> bool:
        return next(self._found(values), None) is not None

    def _found(self, values: Iterable[Value]) -> Iterator[int]:
        for value in values:
            for number in _numbers(value):
                for at, own in self._at.get(number, ()):
                    if own.is_same(value):
                        yield at


def known(values: Iterable[Value]) -> Alike[Value]:
    return Alike((value, (value,)) for value in values)


def _numbers(value: Value) -> tuple[Fraction, ...]:
    """Two values that are the same have one of these in common (``Value.is_same``)."""
    number = value.number
    if value.kind == RATIO:
        return (max(number, 1 - number),)
    return (number, number * 12) if value.kind == "年" else (number,)
