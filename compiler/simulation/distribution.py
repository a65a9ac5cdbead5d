"""How the facts of a made-up population are spread: data.

All numbers are whole: of a fact in its smallest part (分), of a share in millionths.  ``sampled`` draws them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from tiaowen.runtime.facts import FactType

MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LogNormal:
    """``median`` in the middle, and two thirds of all between median ÷ ``spread`` and median × ``spread``; so far as
    ``related``, with the size of the applicant.  In steps of ``step``; so many are ``zero``."""

    median: int
    spread: Decimal
    related: int = 0
    step: int = 1
    zero: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniform:
    """From ``low`` to ``high``, in steps of ``step`` from ``low``, each as likely; so many are ``zero``."""

    low: int
    high: int
    step: int = 1
    zero: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """Values with their weights: numbers, or places among the options."""

    values: tuple[int, ...]
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes:
    """So many are 是."""

    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """From one day to another, by ordinal."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Texts with their weights."""

    texts: tuple[str, ...]
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list of ``least`` to ``most`` items: each of one distribution, or a record with one for each field."""

    least: int
    most: int
    each: Simple | tuple[tuple[str, Simple], ...]


Simple = LogNormal | Uniform | Weighted | Yes | Days | Words
Distribution = Simple | Items


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A column of the population: what the clauses in ``clauses`` ask under one name.  ``of`` is for one clause alone where
    several ask for different things under it ("": for all of them)."""

    name: str
    reading: FactType
    clauses: tuple[str, ...]
    of: str = ""

    @property
    def heading(self) -> str:
        return f"{self.of} {self.name}".lstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a population is made of: how many in a million apply for each clause, and how the facts are spread, by heading;
    ``asked`` are the columns, in the order of the policy."""

    shares: Mapping[str, int]
    facts: Mapping[str, Distribution]
    asked: tuple[Asked, ...]
