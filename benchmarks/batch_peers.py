"""Clause 7.1 written by hand for what people use for tables, each exact: DuckDB, Polars, NumPy.

In: columns of whole numbers of 分, as NumPy arrays.  Out: the amounts in 分.  Each is as its users would tune it: wide integers only
where a product needs them, NumPy in pieces that stay near the processor.  None tells what it refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Columns = Mapping[str, NDArray[Any]]
Peer = Callable[[], NDArray[np.int64]]
_AT_ONCE = 16_384


def duck(columns: Columns, threads: int) -> Peer:
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"SET threads = {threads}")
    table = pa.table(dict(columns))
    connection.register("held", table)
    connection.execute("CREATE TABLE t AS SELECT * FROM held")
    query = """
    WITH b AS (SELECT *, 2 * (r - g) - w AS y, 2 * (r0 - g0) - w0 AS y0 FROM t),
    c AS (SELECT *, 2 * greatest(least(y, y0), 0) + 5 * greatest(y - y0, 0) AS t,
        y >= 200000000 AND (y > y0 OR (s > 0 AND 50 * y >= 3 * s)) AS pays FROM b)
    SELECT CASE WHEN NOT pays THEN 0
      WHEN first = 1 THEN (least(y, 4000000000) + 20) // 40
      ELSE CAST(least((CAST(t AS HUGEINT) * (y - w) + least(CAST(t AS HUGEINT) * w, CAST(y AS HUGEINT) * 40000000000)
        + CAST(y AS HUGEINT) * 100) // (CAST(y AS HUGEINT) * 200), 500000000) AS BIGINT) END AS amount
    FROM c
    """
    return lambda: connection.sql(query).to_arrow_table()["amount"].to_numpy()


def polars(columns: Columns) -> Peer:
    import polars as pl

    frame = pl.DataFrame(dict(columns))
    r, g, w, r0, g0, w0, s, first = (pl.col(name) for name in ("r", "g", "w", "r0", "g0", "w0", "s", "first"))
    y, y0, t = pl.col("y"), pl.col("y0"), pl.col("t")
    wide = pl.Int128
    product = t.cast(wide) * (y - w).cast(wide) + pl.min_horizontal(
        t.cast(wide) * w.cast(wide), y.cast(wide) * pl.lit(40_000_000_000, wide)
    )
    usual = (product + y.cast(wide) * 100) // (y.cast(wide) * 200)
    pays = (y >= 200_000_000) & ((y > y0) | ((s > 0) & (50 * y >= 3 * s)))
    query = (
        frame.lazy()
        .with_columns(y=2 * (r - g) - w, y0=2 * (r0 - g0) - w0)
        .with_columns(t=2 * pl.max_horizontal(pl.min_horizontal(y, y0), 0) + 5 * pl.max_horizontal(y - y0, 0))
        .select(
            amount=pl.when(~pays)
            .then(0)
            .when(first == 1)
            .then((pl.min_horizontal(y, 4_000_000_000) + 20) // 40)
            .otherwise(pl.min_horizontal(usual, pl.lit(500_000_000, wide)).cast(pl.Int64))
        )
    )
    return lambda: query.collect(engine="streaming")["amount"].to_numpy()


def numpy(columns: Columns) -> Peer:
    """The product exceeds 64 bits: its quotient is guessed in doubles and corrected by the remainder modulo 2^64."""
    names = ("r", "g", "w", "r0", "g0", "w0", "s", "first")

    def run() -> NDArray[np.int64]:
        length = len(columns["r"])
        made = np.empty(length, np.int64)
        for start in range(0, length, _AT_ONCE):
            made[start : start + _AT_ONCE] = piece(*(columns[name][start : start + _AT_ONCE] for name in names))
        return made

    def piece(r: Any, g: Any, w: Any, r0: Any, g0: Any, w0: Any, s: Any, first: Any) -> Any:
        y, y0 = 2 * (r - g) - w, 2 * (r0 - g0) - w0
        t = 2 * np.maximum(np.minimum(y, y0), 0) + 5 * np.maximum(y - y0, 0)
        pays = (y >= 200_000_000) & ((y > y0) | ((s > 0) & (50 * y >= 3 * s)))
        d = np.where(pays, y, 1)
        near, cap = t.astype(float) * w, 4e10 * d
        apart = near - cap
        is_over = (apart > 4e18) | ((apart > -4e18) & (t * w - 40_000_000_000 * d > 0))
        n = t * (d - w) + np.where(is_over, 40_000_000_000 * d, t * w)
        x = t.astype(float) * (d - w) + np.where(is_over, cap, near)
        guessed = np.minimum(x / (200.0 * d), 500_000_001.0)
        q = guessed.astype(np.int64)
        rest = n + 100 * d - q * (200 * d)
        exact = q + (rest >= 200 * d) - (rest < 0)
        usual = np.where(guessed > 500_000_000.5, 500_000_000, np.minimum(exact, 500_000_000))
        return np.where(pays, np.where(first == 1, (np.minimum(d, 4_000_000_000) + 20) // 40, usual), 0)

    return run
