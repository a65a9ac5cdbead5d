"""What was made of some objects, as long as they are the very same.

In: a key, the objects that something is made from, and how.  Out: what is made, or what was made before where each of the
objects is the one of then: clauses and policies are told apart by identity, and what is made of them is made once.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

_Made = TypeVar("_Made")
# Compared by value: there are many of one.
_PLAIN = (str, int, tuple)


class Remembered(Generic[_Made]):
    """What was asked for since the last ``turn``, and between the two before; of more than ``most``, the older half goes.

    >>> remembered = Remembered[list[str]]()
    >>> source = object()
    >>> remembered.of("key", (source, 1), lambda: ["made"]) is remembered.of("key", (source, 1), lambda: ["made anew"])
    True
    >>> remembered.of("key", (source, 2), lambda: ["made anew"])
    ['made anew']
    """

    def __init__(self, most: int | None = None) -> None:
        self._now: dict[object, tuple[tuple[object, ...], _Made]] = {}
        self._before: dict[object, tuple[tuple[object, ...], _Made]] = {}
        self._most = most

    def of(self, key: object, made_from: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
        """INVARIANT: an object that is remembered is kept alive, so that no other has its identity."""
        kept = self._now.get(key) or self._before.get(key)
        if kept is None or not _same(kept[0], made_from):
            kept = made_from, make()
        if self._most is not None and len(self._now) >= self._most:
            self.turn()
        self._now[key] = kept
        return kept[1]

    def put(self, key: object, made_from: tuple[object, ...], made: _Made) -> None:
        """What is remembered from now on."""
        self._now[key] = made_from, made

    def turn(self) -> None:
        """What was not asked for since the last turn is forgotten."""
        self._before, self._now = self._now, {}


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return len(one) == len(other) and all(
        a is b or (isinstance(a, _PLAIN) and a == b) for a, b in zip(one, other, strict=True)
    )
