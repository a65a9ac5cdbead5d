"""Values that are asked for their hash again and again keep it: an expression is hashed whole, with all it is made of.

In: a frozen dataclass with slots, which is a ``KeptHash``.  Out: the same, its hash worked out once for each value.
"""

from typing import TypeVar

_Class = TypeVar("_Class", bound="type[KeptHash]")


class KeptHash:
    """Where the hash is kept; it is no field."""

    __slots__ = ("_hash",)


def kept_hash(made: _Class) -> _Class:
    """The class, whose values keep their hash."""
    worked_out = made.__hash__

    def __hash__(self: KeptHash) -> int:
        try:
            return self._hash  # type: ignore[no-any-return,attr-defined]
        except AttributeError:
            found = worked_out(self)
            object.__setattr__(self, "_hash", found)
            return found

    setattr(made, "__hash__", __hash__)  # noqa: B010  # mypy takes an assignment to a method for a slip
    return made
