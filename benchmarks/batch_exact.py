"""No 分 is wrong: clause 7.1 over many rows beside a formula of its own, and beside the interpreter on a sample.

    python benchmarks/batch_exact.py [ROWS] [ENGINE]

Rows lie on the thresholds, the caps and the ties of the clause and one 分 beside them; some are beyond what kernels count with, and one
in a hundred contradicts itself: just these must be returned.  In: nothing.  Out: how many rows differ; the exit code is 1 where some do.
"""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from tiaowen.compiler import load
from tiaowen.compiler.batch.results import MONEY, decimals

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.research import FIRST, RESEARCH, due  # noqa: E402

POLICY = ROOT / "policies" / "jindong-2025"
AT_ONCE, SAMPLE = 500_000, 4000
# In 分, and of twice the expenses: 100万元 and what pays the caps of 100万元, 200万元 and 500万元.
TURNS = (0, 1, 100_000_000, 2_000_000_000, 4_000_000_000, 8_000_000_000, 10_000_000_000, 25_000_000_000, 10**13)
MOST = 10**17 - 1
Column = NDArray[np.int64]


def drawn(rows: int, rng: np.random.Generator) -> tuple[list[Column], NDArray[np.bool_], NDArray[np.bool_]]:
    """The amounts, whether it is the first application, and which rows contradict themselves."""

    def some(most: Column | int) -> Column:
        near = rng.choice(TURNS, rows)
        any_size = (10.0 ** rng.uniform(0, 13, rows)).astype(np.int64)
        usual = rng.integers(10**8, 10**10, rows)
        made = np.choose(rng.integers(0, 5, rows), [near, any_size, usual, usual, usual])
        made = np.where(rng.random(rows) < 0.001, rng.integers(10**13, MOST, rows), made)
        return np.clip(made + rng.integers(-1, 2, rows), 0, most)

    def year() -> tuple[Column, Column, Column]:
        total = some(MOST)
        grant = np.where(rng.random(rows) < 0.5, 0, some(total) // rng.choice([1, 100], rows))
        out = np.where(rng.random(rows) < 0.4, 0, some(total - grant))
        return total, grant, out

    total, grant, out = year()
    before, grant_before, out_before = year()
    # As much as in the year before, and one 分 more and less.
    same = rng.random(rows) < 0.2
    grant_before, out_before = np.where(same, grant, grant_before), np.where(same, out, out_before)
    before = np.where(same, np.maximum(total + rng.integers(-1, 2, rows), grant + out), before)
    twice = 2 * (total - grant) - out
    at_share = np.minimum(np.where(twice < 10**15, twice, 0) * 50 // 3 + rng.integers(-1, 3, rows), MOST)
    income = np.where(rng.random(rows) < 0.4, np.maximum(at_share, 0), some(MOST))
    bad = rng.random(rows) < 0.01
    out = np.where(bad, total - grant + rng.choice([1, 50, 10**6], rows), out)
    return [total, grant, out, before, grant_before, out_before, income], rng.random(rows) < 0.2, bad


def main(rows: int, engine: str) -> int:
    policy, rng = load(str(POLICY)), np.random.default_rng(20251130)
    counted = dict.fromkeys(("rows", "amounts wrong", "returned", "wrongly returned or not", "sample wrong"), 0)
    seen: set[int] = set()
    begin = time.process_time()
    for start in range(0, rows, AT_ONCE):
        count = min(AT_ONCE, rows - start)
        columns, first, bad = drawn(count, rng)
        everywhere = np.ones(count, bool)
        table = pa.table(
            {name: decimals(each, everywhere, MONEY) for name, each in zip(RESEARCH, columns, strict=True)}
            | {FIRST: pa.array(first)}
        )
        result = policy.batch(table, clauses=["7.1"], engine=engine)
        returned = np.zeros(count, bool)
        returned[np.array(sorted({fault.row - 2 for fault in result.faults}), np.int64)] = True
        made = result.table["7.1"].combine_chunks().cast(pa.decimal128(38, 2))
        cents = np.frombuffer(made.buffers()[1], np.int64).reshape(-1, 2)[:, 0].tolist()
        expected = list(map(due, zip(*(each.tolist() for each in columns), strict=True), first.tolist()))
        seen.update(cents)
        counted["rows"] += count
        counted["returned"] += int(returned.sum())
        counted["wrongly returned or not"] += int((returned != bad).sum())
        counted["amounts wrong"] += sum(
            one is not None and one != other for one, other in zip(expected, cents, strict=True)
        )
        counted["amounts wrong"] += sum((one is None) != gone for one, gone in zip(expected, returned, strict=True))
        for place in rng.integers(0, count, max(1, SAMPLE * count // rows)).tolist():
            counted["sample wrong"] += (
                not returned[place] and _interpreted(policy, columns, first, place) != cents[place]
            )
    print(", ".join(f"{name}: {number:,}" for name, number in counted.items()), f"({engine})")
    print(f"{len(seen):,} different amounts; {time.process_time() - begin:.0f} s of processor")
    return int(any(number for name, number in counted.items() if "wrong" in name))


def _interpreted(policy: Any, columns: list[Column], first: NDArray[np.bool_], place: int) -> int:
    facts: dict[str, Any] = {
        name: Decimal(int(each[place])).scaleb(-2) for name, each in zip(RESEARCH, columns, strict=True)
    }
    return int(policy.calc("7.1", {**facts, FIRST: bool(first[place])}).value * 100)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 10_000_000, sys.argv[2] if sys.argv[2:] else "native"))
