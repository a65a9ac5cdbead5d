"""就高从优 over the clauses of a row: of clauses that are one matter the best admissible selection is paid.

In: what was worked out of each clause.  Out: what each row comes to, and in words what was dropped in favour of what.  It is
``policy.settle`` for all rows of a chunk at once: of each group of clauses that exclude each other the admissible selections are
few, and what each comes to is a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tiaowen.runtime.errors import FactError, make_fault
from tiaowen.runtime.settle import COUNTED, SAME_MATTER_NAME
from tiaowen.runtime.tongues import TONGUES, tongue_of

from ..ir.shape import Answer
from ..program.module import Entry, Module
from .cells import Mask
from .outcome import TOTAL, UNPAID
from .results import MONEY, decimals, whole_numbers
from .worked import Worked

# So many admissible selections a group may have; sets of the same matter have a handful.
_MOST = 4096
# Which claims a selection keeps is one number.
_NAMES = 62


@dataclass(frozen=True, slots=True)
class Settled:
    """``claims``: which rows have a claim that was worked out, ``totals`` in 分 (whole numbers of any size where 64 bits do
    not hold one), ``unpaid`` in words, null for none; ``dropped`` are by row the clauses not paid, and those paid instead."""

    claims: Mask
    totals: NDArray[Any]
    unpaid: pa.Array
    dropped: Mapping[int, Sequence[tuple[str, tuple[str, ...]]]]

    def column(self) -> pa.Array:
        """The totals as money; null where a row has no claim."""
        if self.totals.dtype != object:
            return decimals(self.totals, self.claims, MONEY)
        small = np.array([int(total) if -(2**63) <= total < 2**63 else 0 for total in self.totals], np.int64)
        large = {row: int(total) for row, total in enumerate(self.totals) if not -(2**63) <= total < 2**63}
        return decimals(small, self.claims, MONEY, large)


def settled_of(batch: pa.RecordBatch) -> Settled:
    """What was settled, from the columns of a result; ``dropped`` stands there in words only."""
    totals, unpaid = batch.column(TOTAL), batch.column(UNPAID)
    numbers = [number or 0 for number in whole_numbers(totals)]
    is_small = all(abs(number) < 2**62 for number in numbers)
    claims = totals.is_valid().to_numpy(zero_copy_only=False)
    return Settled(claims, np.array(numbers, np.int64 if is_small else object), unpaid, {})


class Settling:
    """How the clauses of a run exclude each other, worked out once."""

    def __init__(self, module: Module, ids: Sequence[str], lang: str) -> None:
        self.entries = {entry.id: entry for entry in module.entries if entry.id in ids and _counts(entry)}
        self.names, self.lang = [name for name in ids if name in self.entries], lang
        pairs = {
            frozenset(pair)
            for matter in module.same_matter
            for pair in combinations([name for name in dict.fromkeys(matter) if name in self.entries], 2)
        }
        self.groups = [_Group.of(names, pairs) for names in _connected(self.names, pairs)]

    def settle(
        self, worked: Mapping[str, Worked], approved: Mapping[str, Mask], *, is_register: bool = False
    ) -> Settled:
        """What is paid in each row.  Claims that were refused are not among them.  ``approved`` are ceilings, and the rows of
        which there is an amount approved; where these come from a register, the others wait and are not paid."""
        waits = {name: ~mask for name, mask in approved.items()} if is_register else {}
        length = len(next(iter(worked.values())).done) if worked else 0
        claims = np.zeros(length, bool)
        for each in worked.values():
            claims |= each.done
        full = {name: _paid(worked[name]) for name in self.names}
        amounts = {name: np.where(waits[name], 0, of) if name in waits else of for name, of in full.items()}
        kind: type = object if any(amount.dtype == object for amount in amounts.values()) else np.int64
        totals: NDArray[Any] = np.zeros(length, kind)
        dropped: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
        for group in self.groups:
            totals = totals + self._group(group, amounts, dropped)
        lines: dict[int, dict[str, str]] = {}
        for row, losses in dropped.items():
            lines[row] = {
                name: self._said(name, "核定" if name in approved and approved[name][row] else "", rivals, worked, row)
                for name, rivals in losses
            }
        for name, mask in waits.items():
            for row in np.flatnonzero(mask & (full[name] > 0)).tolist() if name in full else ():
                lines.setdefault(row, {})[name] = self._unapproved(name, worked, row)
        said = pa.nulls(length, pa.string())
        if lines:
            texts = [
                "\n".join(lines[row][name] for name in self.names if name in lines[row]) if row in lines else None
                for row in range(length)
            ]
            said = pa.array(texts, pa.string())
        return Settled(claims, totals, said, dropped)

    def _group(
        self, group: _Group, amounts: Mapping[str, NDArray[Any]], dropped: dict[int, list[tuple[str, tuple[str, ...]]]]
    ) -> NDArray[Any]:
        """The best of a group in each row; of equal ones the one with the earlier claims."""
        if len(group.names) == 1:
            return amounts[group.names[0]]
        sums = [_total([amounts[name] for name in chosen]) for chosen in group.selections]
        # Which claims count at all: one of 0 keeps nothing out and is not what makes a selection the better one.
        earlier = [_bits([amounts[name] for name in group.names], chosen, group.names) for chosen in group.selections]
        best, bits = sums[0].copy(), earlier[0].copy()
        at = np.zeros(len(best), np.int64)
        for number in range(1, len(sums)):
            better = (sums[number] > best) | ((sums[number] == best) & (earlier[number] > bits))
            best[better], bits[better], at[better] = sums[number][better], earlier[number][better], number
        for name in group.names:
            kept = np.array([name in chosen for chosen in group.selections])
            for row in np.flatnonzero((amounts[name] > 0) & ~kept[at]).tolist():
                chosen = group.selections[int(at[row])]
                rivals = tuple(other for other in chosen if other in group.rivals[name] and amounts[other][row] > 0)
                dropped.setdefault(row, []).append((name, rivals))
        return best

    def _said(self, name: str, kind: str, rivals: Sequence[str], worked: Mapping[str, Worked], row: int) -> str:
        """As a settlement says it; the name of the claim first (``unpaid_in``).  ``kind`` is that of the result where it is
        not that of the rule."""
        tongue = tongue_of(self.lang)
        words = tongue.SETTLING_WORDS

        def amount(clause: str) -> str:
            return tongue.shown_quantity(_number(worked[clause], row), 100, words["yuan"])

        entry = self.entries[name]
        what = words.get(kind or entry.kind, words["titled"]).format(title=entry.title, amount=amount(name))
        listed = words["list comma"].join(words["rival"].format(name=other, amount=amount(other)) for other in rivals)
        return f"{name} {words['instead'].format(what=what, rivals=listed)}"

    def _unapproved(self, name: str, worked: Mapping[str, Worked], row: int) -> str:
        """As an allocation says it; the name of the claim first."""
        tongue = tongue_of(self.lang)
        words = tongue.SETTLING_WORDS
        ceiling = tongue.shown_quantity(_number(worked[name], row), 100, words["yuan"])
        return f"{name} {words['not approved'].format(claim='', ceiling=ceiling).strip()}"


def unpaid_in(text: str) -> frozenset[str]:
    """The claims that 未付 names: each begins a line."""
    return frozenset(line.partition(" ")[0] for line in text.split("\n"))


def waiting_in(text: str) -> frozenset[str]:
    """Of the claims that 未付 names, the ceilings of which nothing is approved yet, in either language."""
    ends = tuple(tongue.SETTLING_WORDS["not approved"].rpartition("{ceiling}")[2] for tongue in TONGUES.values())
    return frozenset(line.partition(" ")[0] for line in text.split("\n") if line.endswith(ends))


@dataclass(frozen=True, slots=True)
class _Group:
    """Clauses that exclude each other, over others too: every selection to which none can be added."""

    names: tuple[str, ...]
    selections: tuple[tuple[str, ...], ...]
    rivals: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, names: tuple[str, ...], pairs: set[frozenset[str]]) -> _Group:
        rivals = {
            name: frozenset(other for other in names if frozenset((name, other)) in pairs and other != name)
            for name in names
        }
        selections = []
        for chosen in _selections(names, rivals):
            selections.append(chosen)
            if len(selections) > _MOST or len(names) > _NAMES:
                fault = make_fault("T0625", (SAME_MATTER_NAME,), claims=str(len(names)), pairs=str(len(pairs)))
                raise FactError([fault])
        return cls(names, tuple(selections), rivals)


def _selections(names: tuple[str, ...], rivals: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """The largest selections in which no two exclude each other."""

    def among(chosen: frozenset[str], may: frozenset[str], had: frozenset[str]) -> Iterator[frozenset[str]]:
        if not may and not had:
            yield chosen
        for name in (each for each in names if each in may):
            others = rivals[name] | {name}
            yield from among(chosen | {name}, may - others, had - others)
            may, had = may - {name}, had | {name}

    for found in among(frozenset(), frozenset(names), frozenset()):
        yield tuple(name for name in names if name in found)


def _connected(names: Sequence[str], pairs: set[frozenset[str]]) -> list[tuple[str, ...]]:
    """The groups in which clauses exclude each other; one that excludes none is a group of its own."""
    found: list[tuple[str, ...]] = []
    left = list(names)
    while left:
        group = {left[0]}
        while more := {other for pair in pairs if pair & group for other in pair} - group:
            group |= more
        found.append(tuple(name for name in names if name in group))
        left = [name for name in left if name not in group]
    return found


def _counts(entry: Entry) -> bool:
    return entry.form in COUNTED and entry.unit == "元" and not isinstance(entry.shape, Answer)


def _paid(worked: Worked) -> NDArray[Any]:
    """What each row is paid by a clause alone, in 分; nothing that is below zero."""
    pays = worked.done & worked.eligible
    made: NDArray[Any] = np.where(pays & (worked.values > 0), worked.values, 0)
    if worked.large:
        made = made.astype(object)
        for row, number in worked.large.items():
            made[row] = max(number, 0) if pays[row] else 0
    elif len(made) and int(made.max()) >= 2**56:
        made = made.astype(object)  # sums of what is so large are added as whole numbers of any size
    return made


def _number(worked: Worked, row: int) -> int:
    return worked.large.get(row, int(worked.values[row]))


def _total(amounts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    made = amounts[0].copy()
    for other in amounts[1:]:
        made = made + other
    return made


def _bits(amounts: Sequence[NDArray[Any]], chosen: Sequence[str], names: Sequence[str]) -> NDArray[np.int64]:
    """A number that is the greater, the earlier the claims are that a selection keeps."""
    made = np.zeros(len(amounts[0]), np.int64)
    for place, (name, amount) in enumerate(zip(names, amounts, strict=True)):
        if name in chosen:
            made |= (amount > 0).astype(np.int64) << (len(names) - 1 - place)
    return made
