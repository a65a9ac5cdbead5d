"""A made-up population: applicants whose facts are spread as declared, and who make sense to the rules that they apply for.

In: a policy, distributions, how many applicants, a seed.  Out: a ``Population``.  Each row applies for some clauses and has the
facts that these ask for.  Facts that a rule would refuse together (more spent on others than in all) are drawn again; a claim for
which none are found is withdrawn and counted, so that every claim of the population is calculated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, assert_never

from tiaowen.runtime.facts import FactType

from ..meaning.faults import FactCheck, fact_checks, facts_in
from ..meaning.interpret import evaluator
from ..model.types import CLAIM_DATE
from .distribution import Asked, Days, Declared, Distribution, Items, LogNormal, Simple, Uniform, Weighted, Words, Yes
from .sampling import Draw, log_two, times_power, together

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from ..model.policy import Policy
    from .sampling import Whole

KEY, NAME, CLAIMED, LABEL = "统一社会信用代码", "申报人", "申报条款", "数据性质"
SYNTHETIC = "合成数据"
# So often facts that a rule refuses together are drawn again.
_TURNS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """The rows; lists are arrays.  ``claims`` are how many rows apply for each clause, ``withdrawn`` how many claims were left
    out because no facts were found that the rule takes together."""

    table: pa.Table
    claims: Mapping[str, int]
    withdrawn: Mapping[str, int]


def population(policy: Policy, declared: Declared, size: int, seed: int) -> Population:
    """``size`` applicants, the same for the same seed; the first rows of a larger population are a smaller one."""
    import numpy as np

    rows = np.arange(size, dtype=np.int64)
    claims = _claims(declared, rows, seed)
    sizes = Draw(seed, "规模").normal(rows)
    columns = {asked.heading: _Column(asked, declared.facts[asked.heading], seed, sizes) for asked in declared.asked}
    for column in columns.values():
        claimed = np.zeros(size, dtype=np.bool_)
        for clause in column.asked.clauses:
            claimed |= claims[clause]
        column.draw(rows[claimed], 0)
    withdrawn = _made_sound(policy, columns, claims)
    for column in columns.values():
        kept = np.zeros(size, dtype=np.bool_)
        for clause in column.asked.clauses:
            kept |= claims[clause]
        column.keep(kept)
    return Population(
        table=_table(columns, claims, rows),
        claims={name: int(mask.sum()) for name, mask in claims.items()},
        withdrawn={name: count for name, count in withdrawn.items() if count},
    )


def _claims(declared: Declared, rows: Whole, seed: int) -> dict[str, NDArray[np.bool_]]:
    """Who applies for what; who would apply for nothing applies for one clause."""
    import numpy as np

    names = [name for name, share in declared.shares.items() if share]
    claims = {name: Draw(seed, "申报", name).holds(rows, declared.shares[name]) for name in names}
    none = ~np.logical_or.reduce(list(claims.values())) if names else np.zeros(len(rows), dtype=np.bool_)
    one = Draw(seed, "只报一条").chosen(rows, [declared.shares[name] for name in names]) if names else rows
    for place, name in enumerate(names):
        claims[name] |= none & (one == place)
    return {name: claims.get(name, np.zeros(len(rows), dtype=np.bool_)) for name in declared.shares}


class _Column:
    """A column while it is made: ``values`` in the fact's smallest part where ``given``; of a list, tuples."""

    def __init__(self, asked: Asked, spread: Distribution, seed: int, sizes: Whole) -> None:
        import numpy as np

        self.asked, self.spread, self.seed, self.sizes = asked, spread, seed, sizes
        self.given: NDArray[np.bool_] = np.zeros(len(sizes), dtype=np.bool_)
        self.values: NDArray[Any] = np.zeros(len(sizes), dtype=object if isinstance(spread, Items) else np.int64)

    def draw(self, rows: Whole, turn: int) -> None:
        spread, reading = self.spread, self.asked.reading
        self.given[rows] = True
        if not isinstance(spread, Items):
            self.values[rows] = self._drawn(spread, reading, rows, turn, "")
            return
        count = self._draw(turn, "项数").below(rows, spread.most - spread.least + 1) + spread.least
        item = reading.item
        assert item is not None
        items: list[list[Any]] = []
        for place in range(spread.most):
            if isinstance(spread.each, tuple):
                fields = zip(spread.each, item.fields, strict=True)
                parts = [self._drawn(each, of, rows, turn, place, name).tolist() for (name, each), of in fields]
                items.append(list(zip(*parts, strict=True)))
            else:
                items.append(self._drawn(spread.each, item, rows, turn, place).tolist())
        for at, (row, many) in enumerate(zip(rows.tolist(), count.tolist(), strict=True)):
            self.values[row] = tuple(items[place][at] for place in range(many))

    def keep(self, rows: NDArray[np.bool_]) -> None:
        self.given &= rows

    def held(self, row: int) -> object:
        """A value as the interpreter takes it."""
        value = self.values[row]
        if isinstance(value, tuple):
            item, spread = self.asked.reading.item, self.spread
            assert item is not None and isinstance(spread, Items)
            if isinstance(spread.each, tuple):
                kinds = [(each, of) for (_, each), of in zip(spread.each, item.fields, strict=True)]
                return tuple(
                    tuple(_held(part, each) for part, (each, _) in zip(one, kinds, strict=True)) for one in value
                )
            return tuple(_held(one, spread.each) for one in value)
        assert not isinstance(self.spread, Items)
        return _held(int(value), self.spread)

    def _draw(self, turn: int, *named: object) -> Draw:
        return Draw(self.seed, "填报", self.asked.heading, turn, *named)

    def _drawn(self, spread: Simple, reading: FactType, rows: Whole, turn: int, *named: object) -> Whole:
        import numpy as np

        draw = self._draw(turn, *named)
        match spread:
            case LogNormal():
                normal = together(self.sizes[rows], draw.normal(rows), spread.related)
                exponents = (normal * log_two(spread.spread)) >> 16
                made = times_power(spread.median, exponents, reading.most)
                made = np.maximum(made // spread.step * spread.step, np.int64(max(reading.least, 0)))
                return self._with_zeros(made, spread.zero, rows, turn, named)
            case Uniform():
                steps = (spread.high - spread.low) // spread.step + 1
                made = spread.low + draw.below(rows, steps) * np.int64(spread.step)
                return self._with_zeros(made, spread.zero, rows, turn, named)
            case Weighted():
                return np.array(spread.values, dtype=np.int64)[draw.chosen(rows, spread.weights)]
            case Yes():
                return draw.holds(rows, spread.share).astype(np.int64)
            case Days():
                return spread.first + draw.below(rows, spread.last - spread.first + 1)
            case Words():
                return draw.chosen(rows, spread.weights)
            case _:
                assert_never(spread)

    def _with_zeros(self, made: Whole, zero: int, rows: Whole, turn: int, named: Sequence[object]) -> Whole:
        import numpy as np

        return np.where(self._draw(turn, *named, "零").holds(rows, zero), np.int64(0), made) if zero else made


def _held(value: int, spread: Simple) -> object:
    match spread:
        case Words():
            return spread.texts[value]
        case Yes():
            return bool(value)
        case _:
            return value


# ── what a rule refuses ──


def _made_sound(
    policy: Policy, columns: Mapping[str, _Column], claims: Mapping[str, NDArray[np.bool_]]
) -> dict[str, int]:
    """Draws again what rules refuse, and withdraws the claims that are refused still: how many of each clause."""
    import numpy as np

    checked = [name for name in claims if fact_checks(policy.clauses[name])]
    waiting = {name: np.flatnonzero(claims[name]) for name in checked}
    for turn in range(1, _TURNS + 1):
        again: dict[str, set[int]] = {}
        for name in checked:
            of = _columns_of(policy, columns, name)
            for row, check in _refused(policy, name, of, waiting[name]):
                for fact in dict.fromkeys(facts_in(check.holds)):
                    again.setdefault(of[fact].asked.heading if fact in of else "", set()).add(row)
        again.pop("", None)
        if not again:
            return dict.fromkeys(checked, 0)
        for heading, rows in again.items():
            columns[heading].draw(np.array(sorted(rows), dtype=np.int64), turn)
        redrawn = np.array(sorted(set().union(*again.values())), dtype=np.int64)
        waiting = {name: redrawn[claims[name][redrawn]] for name in checked}
    left: dict[str, int] = {}
    for name in checked:
        of = _columns_of(policy, columns, name)
        refused = sorted({row for row, _ in _refused(policy, name, of, waiting[name])})
        claims[name][refused] = False
        left[name] = len(refused)
    return left


def _columns_of(policy: Policy, columns: Mapping[str, _Column], clause: str) -> dict[str, _Column]:
    names = [fact.name for fact in policy.clauses[clause].facts]
    return {name: columns.get(f"{clause} {name}") or columns[name] for name in names}


def _refused(policy: Policy, name: str, of: Mapping[str, _Column], rows: Whole) -> Iterator[tuple[int, FactCheck]]:
    """The rows whose facts the rule does not take together, with the checks that fail."""
    clause = policy.clauses[name]
    valid = clause.valid or policy.terms_of(clause).valid
    day = (valid[1] if valid else date(2025, 12, 31)).toordinal()
    checks = fact_checks(clause)
    for row in rows.tolist():
        values = {fact: column.held(row) for fact, column in of.items()}
        if clause.uses_date:
            values[CLAIM_DATE] = day
        evaluation = evaluator(clause, values)
        for check in checks:
            if not evaluation.truth(check.holds):
                yield row, check
                break


# ── the table ──


def _table(columns: Mapping[str, _Column], claims: Mapping[str, NDArray[np.bool_]], rows: Whole) -> pa.Table:
    import pyarrow as pa

    numbers = [number + 1 for number in rows.tolist()]
    claimed: list[list[str]] = [[] for _ in numbers]
    for name, mask in claims.items():
        for row in mask.nonzero()[0].tolist():
            claimed[row].append(name)
    made = {
        # Of eighteen characters, as a real one, and none that a real one may have.
        KEY: pa.array([f"合成{number:016}" for number in numbers], pa.string()),
        NAME: pa.array([f"合成申报人{number}" for number in numbers], pa.string()),
        LABEL: pa.array([SYNTHETIC] * len(numbers), pa.string()),
        CLAIMED: pa.array(["、".join(names) for names in claimed], pa.string()),
    }
    for heading, column in columns.items():
        made[heading] = _array(column)
    return pa.table(made).replace_schema_metadata({LABEL: SYNTHETIC})


def _array(column: _Column) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    reading, spread = column.asked.reading, column.spread
    if not isinstance(spread, Items):
        return _cells(column.values, ~column.given, reading, spread)
    item = reading.item
    assert item is not None
    rows = [value if is_given else () for value, is_given in zip(column.values, column.given.tolist(), strict=True)]
    ends = np.concatenate(([0], np.cumsum([len(row) for row in rows], dtype=np.int64))).astype(np.int32)
    flat = [one for row in rows for one in row]
    none = np.zeros(len(flat), dtype=np.bool_)
    if isinstance(spread.each, tuple):
        parts = [
            _cells(np.array([one[at] for one in flat], dtype=np.int64), none, of, each)
            for at, ((_, each), of) in enumerate(zip(spread.each, item.fields, strict=True))
        ]
        items = pa.StructArray.from_arrays(parts, names=[part.name for part in item.fields])
    else:
        items = _cells(np.array(flat, dtype=np.int64), none, item, spread.each)
    offsets = pa.array(ends, pa.int32(), mask=np.append(~column.given, False))
    return pa.ListArray.from_arrays(offsets, items)


def _cells(values: Whole, none: NDArray[np.bool_], reading: FactType, spread: Simple) -> pa.Array:
    """Values in the smallest part as a table has them; null where there is ``none``."""
    import numpy as np
    import pyarrow as pa

    match reading.kind:
        case "number" if reading.decimals:
            return _decimals(values, none, reading.decimals)
        case "number":
            return pa.array(values, pa.int64(), mask=none)
        case "boolean":
            return pa.array(values != 0, pa.bool_(), mask=none)
        case "date":
            since = (values - date(1970, 1, 1).toordinal()).astype(np.int32)
            return pa.array(since, pa.int32(), mask=none).cast(pa.date32())
        case _:
            words = spread.texts if isinstance(spread, Words) else reading.options
            places = pa.array(values.astype(np.int32), pa.int32(), mask=none)
            return pa.DictionaryArray.from_arrays(places, pa.array(words, pa.string())).cast(pa.string())


def _decimals(values: Whole, none: NDArray[np.bool_], places: int) -> pa.Array:
    """Whole numbers of the last place as decimals: two halves of 128 bits, of which the upper one is the sign."""
    import numpy as np
    import pyarrow as pa

    halves = np.empty((len(values), 2), dtype="<i8")
    halves[:, 0], halves[:, 1] = values, values >> 63
    bits = np.packbits(~none, bitorder="little")
    kind = pa.decimal128(16 + places, places)
    return pa.Array.from_buffers(kind, len(values), [pa.py_buffer(bits.tobytes()), pa.py_buffer(halves.tobytes())])
