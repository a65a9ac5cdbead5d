"""How a claim of a case differs from the first of them: every fact of one name is otherwise the same in all claims.

In: a difference in one fact, and what the first claim has there.  Out: what this claim has, where the case says so.  A
difference with a ``mark`` has a value of its own in the case, under that mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

# A value as the runtime holds it, by the name of the fact and the mark of the claim that has it for its own.
Raw = bool | int | str | tuple["Raw", ...]
Assignment = Mapping[tuple[str, str], Raw]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """This claim has ``least`` to ``most`` of the smallest unit more than the first; by default any value at all."""

    fact: str
    least: int | None = None
    most: int | None = None

    @property
    def mark(self) -> str:
        return "" if self.least is not None and self.least == self.most else "′"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """This claim has this value, whatever the others have."""

    fact: str
    value: Raw

    @property
    def mark(self) -> str:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the first claim has is in ``of`` parts, of which this claim has the one ``at`` this place; the last part is
    what the others leave."""

    fact: str
    at: int
    of: int

    @property
    def mark(self) -> str:
        return _part(self.at) if self.at < self.of else ""

    @property
    def others(self) -> tuple[str, ...]:
        """The marks of all parts but the last."""
        return tuple(_part(at) for at in range(1, self.of))


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstItem:
    """The first item of a list has, in this claim, ``more`` of the smallest unit: of its number, or of that of a field."""

    fact: str
    index: int | None
    more: int = 1

    @property
    def mark(self) -> str:
        return ""


Difference = Apart | Fixed | Part | FirstItem


def _part(at: int) -> str:
    return "′" * at


def value_in(differs: Difference, first: Raw, case: Assignment) -> Raw | None:
    """What a claim has of the fact in which it differs; None where the case does not keep to what is meant."""
    match differs:
        case Fixed():
            return differs.value
        case FirstItem():
            assert isinstance(first, tuple)
            return (_with_more(first[0], differs), *first[1:]) if first else None
        case Part():
            assert isinstance(first, int)
            parts = [_number(case.get((differs.fact, mark), 0)) for mark in differs.others]
            left = first - sum(parts)
            return None if min(left, *parts) < 0 else left if differs.at == differs.of else parts[differs.at - 1]
        case Apart():
            least, most = differs.least, differs.most
            if least is None and most is None:
                return case.get((differs.fact, differs.mark), first)
            start = _number(first) + (least if least is not None else most or 0)
            value = _number(case.get((differs.fact, differs.mark), start)) if differs.mark else start
            more = value - _number(first)
            return value if (least is None or least <= more) and (most is None or more <= most) else None
        case _:
            assert_never(differs)


def _with_more(item: Raw, differs: FirstItem) -> Raw:
    if differs.index is None:
        return _number(item) + differs.more
    assert isinstance(item, tuple)
    number = _number(item[differs.index]) + differs.more
    return (*item[: differs.index], number, *item[differs.index + 1 :])


def _number(value: Raw) -> int:
    assert isinstance(value, int)
    return value
