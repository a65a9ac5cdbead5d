"""Values that are asked for their hash again and again keep it: an expression is hashed whole, with all it is made of.

In: a frozen dataclass with slots, which is a ``KeptHash``.  Out: the same, its hash worked out once for each value.
"""

from dataclasses import fields
from functools import cache, partial
from operator import attrgetter
from typing import Any, TypeVar

_Class = TypeVar("_Class", bound="type[KeptHash]")


class KeptHash:
    """Where the hash is kept; it is no field."""

    __slots__ = ("_hash",)


def kept_hash(made: _Class) -> _Class:
    """The class, whose values keep their hash."""
    compared = cache(partial(_compared, made))

    def __hash__(self: KeptHash) -> int:
        try:
            return self._hash  # type: ignore[no-any-return,attr-defined]
        except AttributeError:
            found = hash(compared()(self))
            object.__setattr__(self, "_hash", found)
            return found

    setattr(made, "__hash__", __hash__)  # noqa: B010  # mypy takes an assignment to a method for a slip
    return made


def _compared(made: Any) -> Any:
    """What gives the fields in which two values of a class are compared."""
    names = [field.name for field in fields(made) if field.compare]
    return attrgetter(*names) if names else lambda value: ()
