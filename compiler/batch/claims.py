"""Which rows claim which clauses, and which rows are no application at all.

A column 申报条款 decides where the table has it.  Else a clause is claimed where a fact that only it asks for is filled or, where it
has no fact of its own, where all that it needs is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..intake.headings import folded
from ..report.diagnostic import Diagnostic
from ..report.errors.tables import ClaimsNothing, ClaimUnknown, NoKey, SameKey, TotalRow
from .cells import Cells, Mask, every, some

_TOTALS = frozenset(("合计", "总计", "小计", "共计", "总合计", "合计数"))
Hashes = NDArray[np.int64]
Shorter = NDArray[np.uint32]
Rows = NDArray[np.unsignedinteger[Any]]
_NOTHING = frozenset(("", "无", "/", "-"))


@dataclass(frozen=True, slots=True)
class Claimed:
    """``by`` clause which rows claim it; ``wrong`` are the rows that are returned as a whole, or a name in them that is no
    clause: the place of the row, the column, and why."""

    by: Mapping[str, Mask]
    wrong: tuple[tuple[int, str, Diagnostic], ...]


class Firsts(Protocol):
    """What knows who has applied already."""

    def first(self, keys: pa.Array, rows: NDArray[np.int64]) -> NDArray[np.int64]: ...


class Applicants:
    """Who has applied already, over all chunks: of each key hashes of 64 and of 32 bits and the row in which it was seen first, so that
    ten million of them are 160 MB.  In runs that are sorted by the first hash, each at least twice as long as the next."""

    def __init__(self) -> None:
        self._runs: list[tuple[Hashes, Shorter, Rows]] = []
        self._hashing = _Hashing()

    def first(self, keys: pa.Array, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Of each of these keys (texts, none of them null) the row in which it was seen first, of a new one its own."""
        made = np.array(rows, np.int64)
        hashes, others = self._hashing.of(keys)
        for known, beside, seen in self._runs:
            places = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
            found = (known[places] == hashes) & (beside[places] == others)
            made[found] = seen[places[found]]
        order = np.argsort(hashes, kind="stable")
        same = np.flatnonzero(hashes[order[1:]] == hashes[order[:-1]])
        if len(same):
            # Within the chunk it is the keys themselves that are compared.
            earliest: dict[str, int] = {}
            for place in np.unique(np.concatenate([order[same], order[same + 1]])).tolist():
                made[place] = earliest.setdefault(keys[place].as_py(), int(made[place]))
        own = order[made[order] == np.asarray(rows)[order]]
        if len(own):
            numbers = made[own]
            self._add((hashes[own], others[own], numbers.astype(np.min_scalar_type(numbers.max()))))
        return made

    def _add(self, run: tuple[Hashes, Shorter, Rows]) -> None:
        while self._runs and len(self._runs[-1][0]) < 2 * len(run[0]):
            # One column after the other, so that no more than one of them stands there twice.
            one, other, seen = self._runs.pop()
            hashes = np.concatenate([one, run[0]])
            del one
            order = np.argsort(hashes, kind="stable")
            hashes = hashes[order]
            other = np.concatenate([other, run[1]])[order]
            run = (hashes, other, np.concatenate([seen, run[2]])[order])
        self._runs.append(run)


class _Hashing:
    """Two hashes of a text: its bytes, each times a number that was drawn for its place.  Of the second the upper half
    is kept.  Two texts have the same pair by a chance below 2^-87, whoever chose them, since nobody knows what was drawn."""

    def __init__(self) -> None:
        self._drawn = np.random.default_rng()
        self._times = np.zeros((2, 0), np.uint64)

    def of(self, keys: pa.Array) -> tuple[Hashes, Shorter]:
        _, offsets, data = keys.buffers()
        ends = np.frombuffer(offsets, np.int32)[keys.offset : keys.offset + len(keys) + 1].astype(np.int64)
        lengths = np.diff(ends)
        longest = int(lengths.max(initial=0))
        if longest > self._times.shape[1]:
            more = self._drawn.integers(0, 2**64, (2, longest - self._times.shape[1]), np.uint64)
            self._times = np.concatenate([self._times, more], axis=1)
        if not longest:
            return np.zeros(len(keys), np.int64), np.zeros(len(keys), np.uint32)
        # One more than each byte, so that a text is none that goes on with bytes of 0.
        codes = np.frombuffer(data, np.uint8)[ends[0] : ends[-1]].astype(np.uint64) + np.uint64(1)
        if longest == int(lengths.min()):
            table = codes.reshape(len(keys), longest)
            one, other = (table @ times[:longest] for times in self._times)
            return one.view(np.int64), _upper(other)
        places = np.arange(len(codes)) - np.repeat(ends[:-1] - ends[0], lengths)
        sums = (np.cumsum(codes * times[places]) for times in self._times)
        one, other = (np.diff(np.append(np.uint64(0), each)[ends - ends[0]]) for each in sums)
        return one.view(np.int64), _upper(other)


def _upper(hashes: NDArray[np.uint64]) -> Shorter:
    return (hashes >> np.uint64(32)).astype(np.uint32)


def claimed(cells: Cells, applicants: Firsts) -> Claimed:
    """The claims of a chunk's rows."""
    plan, length = cells.plan, cells.length
    wrong: list[tuple[int, str, Diagnostic]] = []
    by = _named(cells, wrong) if plan.claimed else _filled(cells)
    refused = np.zeros(length, bool)
    for place, column, said in _rows(cells, some(list(by.values()), length), applicants):
        refused[place] = True
        wrong.append((place, column, said))
    if plan.claimed:
        silent = ~cells.filled(plan.claimed) & _has_facts(cells) & ~refused
        wrong += [(int(place), plan.claimed, ClaimsNothing()) for place in np.flatnonzero(silent)]
    return Claimed(
        {clause: mask & ~refused for clause, mask in by.items()}, tuple(sorted(wrong, key=lambda each: each[0]))
    )


def _has_facts(cells: Cells) -> Mask:
    """The rows in which some fact is filled."""
    headings = {place.heading: None for clause in cells.plan.clauses for place in clause.places.values()}
    return some([cells.filled(heading) for heading in headings], cells.length)


def _filled(cells: Cells) -> dict[str, Mask]:
    made: dict[str, Mask] = {}
    for clause in cells.plan.clauses:
        if clause.own:
            made[clause.id] = some([cells.filled(heading) for heading in clause.own], cells.length)
        else:
            needed = [cells.filled(heading) for heading in clause.needed]
            made[clause.id] = every(needed, cells.length) if needed else np.zeros(cells.length, bool)
    return made


def _named(cells: Cells, wrong: list[tuple[int, str, Diagnostic]]) -> dict[str, Mask]:
    """What 申报条款 says."""
    plan = cells.plan
    known = {folded(clause): clause for clause in plan.ids}
    unasked = {folded(clause) for clause in plan.unasked}
    lacks = {folded(clause): names for clause, names in plan.left_out}
    coded = cells.chunk.batch.column(plan.claimed).cast("string").dictionary_encode()
    said = [_names_in(text) for text in coded.dictionary.to_pylist()]
    codes = np.array([-1 if code is None else code for code in coded.indices.to_pylist()], np.int64)
    made = {clause: np.zeros(cells.length, bool) for clause in plan.ids}
    for code, names in enumerate(said):
        rows = codes == code
        for name in names:
            if (clause := known.get(folded(name))) is not None:
                made[clause] |= rows
                continue
            if folded(name) in unasked:
                continue
            listed = "、".join(plan.ids[:8]) + ("……" if len(plan.ids) > 8 else "")
            unknown = ClaimUnknown(name=name, listed=listed, lacks=lacks.get(folded(name), ()))
            wrong += [(int(place), plan.claimed, unknown) for place in np.flatnonzero(rows)]
    return made


def _names_in(text: str | None) -> list[str]:
    """
    >>> _names_in("7.1、8.2，9.1 10.1"), _names_in("无")
    (['7.1', '8.2', '9.1', '10.1'], [])
    """
    said = (text or "").translate(str.maketrans("，,;；\n\t　", "、、、、、、、")).replace(" ", "、")
    return [name.strip() for name in said.split("、") if name.strip() not in _NOTHING]


def _rows(cells: Cells, asks: Mask, applicants: Firsts) -> list[tuple[int, str, Diagnostic]]:
    """Rows that are no application of somebody: totals, those without a key, those whose key has a row already."""
    plan = cells.plan
    found: list[tuple[int, str, Diagnostic]] = []
    first = plan.key or (plan.carried[0] if plan.carried else "")
    for place, word in _totals(cells, first):
        found.append((place, first, TotalRow(word=word)))
    if not plan.key:
        return found
    told = np.zeros(cells.length, bool)
    told[[place for place, _, _ in found]] = True
    has = cells.has_key
    found += [(int(place), plan.key, NoKey(column=plan.key)) for place in np.flatnonzero(asks & ~has & ~told)]
    asked = np.flatnonzero(has & ~told)
    keys = cells.named if len(asked) == cells.length else cells.named.take(pa.array(asked))
    rows = cells.chunk.rows[asked]
    seen = applicants.first(keys, rows)
    for again in np.flatnonzero(seen != rows).tolist():
        found.append((int(asked[again]), plan.key, SameKey(key=keys[again].as_py(), first=int(seen[again]))))
    return found


def _totals(cells: Cells, heading: str) -> list[tuple[int, str]]:
    if not heading:
        return []
    column = cells.chunk.batch.column(heading)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return []
    some = np.flatnonzero(pc.fill_null(pc.match_substring(column, "计"), False).to_numpy(zero_copy_only=False))
    said = ((place, column[place].as_py()) for place in some.tolist())
    return [(place, word) for place, text in said if (word := total_word(text)) is not None]


def total_word(text: object) -> str | None:
    """The word that says that a row is of totals, where the cell that should name somebody has one."""
    word = text.strip().rstrip("：:").replace(" ", "").replace("　", "") if isinstance(text, str) else ""
    return word if word in _TOTALS else None
