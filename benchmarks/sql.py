"""The generated SQL of three clauses on DuckDB against SQL written by hand for them, in one run, over a million rows.

By hand: the amounts as integers in 分, what is missing or contradicts itself refused, the amount exact, and no more.

    python benchmarks/sql.py [ROWS]
"""

from __future__ import annotations

import re
import sys
import time
from dataclasses import replace
from pathlib import Path

import duckdb

from tiaowen.compiler import load
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.targets.sql import SQL
from tiaowen.compiler.targets.target import Wanted

ROOT = Path(__file__).parent.parent
ROUNDS = 9

RESEARCH_TABLE = """
CREATE OR REPLACE TABLE 填报 AS SELECT
  i AS 编号,
  CAST(floor(random() * 90000000) + floor(random() * 100) / 100 + 1000000 AS DECIMAL(18, 2)) AS 研发费用合计,
  CAST(floor(random() * 100000) AS DECIMAL(18, 2)) AS 政府补助部分,
  CAST(floor(random() * 900000) AS DECIMAL(18, 2)) AS 委托外部机构研发费用,
  CAST(floor(random() * 90000000) + 1000000 AS DECIMAL(18, 2)) AS 上年研发费用合计,
  CAST(floor(random() * 100000) AS DECIMAL(18, 2)) AS 上年政府补助部分,
  CAST(floor(random() * 900000) AS DECIMAL(18, 2)) AS 上年委托外部机构研发费用,
  CASE WHEN i % 1000 = 0 THEN NULL ELSE CAST(floor(random() * 1000000000) AS DECIMAL(18, 2)) END AS 营业收入,
  random() < 0.1 AS 首次申报,
  DATE '2025-01-01' + CAST(floor(random() * 300) AS INTEGER) AS 申报日期
FROM range({rows}) AS r(i)
"""

# Twice the research expenses, so that half of what was contracted out is whole.
RESEARCH_BY_HAND = """
CREATE OR REPLACE VIEW 手写 AS
WITH a AS (
  SELECT 编号, 首次申报, 申报日期,
    {研发费用合计} AS r, {政府补助部分} AS g,
    {委托外部机构研发费用} AS w, {上年研发费用合计} AS r0,
    {上年政府补助部分} AS g0, {上年委托外部机构研发费用} AS w0,
    {营业收入} AS s
  FROM 填报
), b AS (
  SELECT *, 2 * (r - g) - w AS y, 2 * (r0 - g0) - w0 AS y0 FROM a
), c AS (
  SELECT *, 2 * greatest(least(y, y0), 0) + 5 * greatest(y - y0, 0) AS t,
    CASE
      WHEN r IS NULL OR g IS NULL OR w IS NULL OR r0 IS NULL OR g0 IS NULL OR w0 IS NULL OR s IS NULL OR 首次申报 IS NULL
        THEN 'T0601'
      WHEN r < 0 OR g < 0 OR w < 0 OR r0 < 0 OR g0 < 0 OR w0 < 0 OR s < 0 THEN 'T0607'
      WHEN w > r - g OR w0 > r0 - g0 THEN 'T0614'
    END AS 错误,
    y >= 200000000 AND (y > y0 OR (s > 0 AND 50 * y >= 3 * s))
      AND (申报日期 IS NULL OR 申报日期 BETWEEN DATE '2025-01-01' AND DATE '2025-12-31') AS 符合
  FROM b
), d AS (
  SELECT *,
    CASE WHEN NOT 首次申报 THEN least(
      CAST(t AS HUGEINT) * (y - w) + least(CAST(t AS HUGEINT) * w, CAST(y AS HUGEINT) * 40000000000),
      CAST(y AS HUGEINT) * 100000000000) END AS n
  FROM c
)
SELECT 编号,
  CASE WHEN 错误 IS NOT NULL THEN NULL WHEN NOT 符合 THEN 0.00
    WHEN 首次申报 THEN CAST(CAST((least(y, 4000000000) + 20) // 40 AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2))
    ELSE CAST(CAST((2 * n + 200 * CAST(y AS HUGEINT)) // (400 * CAST(y AS HUGEINT)) AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2))
  END AS 结果,
  CASE WHEN 错误 IS NULL THEN 符合 END AS 符合,
  CASE WHEN 错误 IS NULL AND 符合 THEN CASE
    WHEN 首次申报 AND y > 4000000000 THEN '封顶100万元'
    WHEN NOT 首次申报 AND n >= CAST(y AS HUGEINT) * 100000000000 THEN '封顶500万元'
    WHEN NOT 首次申报 AND CAST(t AS HUGEINT) * w > CAST(y AS HUGEINT) * 40000000000 THEN '封顶200万元'
  END END AS 封顶,
  错误
FROM d
"""

TAX_TABLE = """
CREATE OR REPLACE TABLE 填报 AS SELECT
  i AS 编号,
  CAST(floor(random() * 1500000) + floor(random() * 100) / 100 AS DECIMAL(18, 2)) AS 年收入额,
  CASE WHEN i % 1000 = 0 THEN NULL ELSE CAST(floor(random() * 60000) AS DECIMAL(18, 2)) END AS 专项扣除,
  CAST(floor(random() * 60000) AS DECIMAL(18, 2)) AS 专项附加
FROM range({rows}) AS r(i)
"""

TAX_BY_HAND = """
CREATE OR REPLACE VIEW 手写 AS
WITH a AS (
  SELECT 编号, {年收入额} AS r, {专项扣除} AS d, {专项附加} AS e
  FROM 填报
), b AS (
  SELECT *, greatest(r - d - e - 6000000, 0) AS x,
    CASE WHEN r IS NULL OR d IS NULL OR e IS NULL THEN 'T0601' WHEN r < 0 OR d < 0 OR e < 0 THEN 'T0607' END AS 错误
  FROM a
), c AS (
  SELECT *,
    CASE
      WHEN x <= 3600000 THEN 3 * x
      WHEN x <= 14400000 THEN 10 * x - 25200000
      WHEN x <= 30000000 THEN 20 * x - 169200000
      WHEN x <= 42000000 THEN 25 * x - 319200000
      WHEN x <= 66000000 THEN 30 * x - 529200000
      WHEN x <= 96000000 THEN 35 * x - 859200000
      ELSE 45 * x - 1819200000
    END AS n
  FROM b
)
SELECT 编号,
  CASE WHEN 错误 IS NULL THEN CAST(CAST((n + 50) // 100 AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) END AS 结果,
  错误 IS NULL AS 符合, CAST(NULL AS VARCHAR) AS 封顶, 错误
FROM c
"""

FEES_TABLE = """
CREATE OR REPLACE TABLE 填报 AS SELECT
  i AS 编号,
  CASE WHEN i % 1000 > 0 THEN list_transform(range(i % 10), lambda item: CAST(floor(random() * 100000) / 100 AS DECIMAL(18, 2)))
  END AS 期权费
FROM range({rows}) AS r(i)
"""

FEES_BY_HAND = """
CREATE OR REPLACE VIEW 手写 AS
WITH a AS (
  SELECT 编号, list_transform(期权费, lambda fee: {fee}) AS fees FROM 填报
), b AS (
  SELECT *, CAST(coalesce(list_sum(fees), 0) AS BIGINT) AS x,
    CASE WHEN fees IS NULL OR len(list_filter(fees, lambda fee: fee IS NULL)) > 0 THEN 'T0601'
      WHEN len(list_filter(fees, lambda fee: fee < 0)) > 0 THEN 'T0607' END AS 错误
  FROM a
)
SELECT 编号,
  CASE WHEN 错误 IS NULL THEN CAST(CAST((least(4 * x, 1200000) + 5) // 10 AS DECIMAL(18, 0)) * 0.01 AS DECIMAL(18, 2)) END AS 结果,
  错误 IS NULL AS 符合, CASE WHEN 错误 IS NULL AND 4 * x > 1200000 THEN '封顶1200元' END AS 封顶, 错误
FROM b
"""


# An amount in 分; NULL where it is too large for it, so that one bad row does not end the whole query.
IN_CENTS = "CASE WHEN {} > 99999999999999.99 THEN NULL ELSE CAST({} * 100 AS BIGINT) END"


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    for path, clause, table, by_hand in (
        ("jindong-2025", "7.1", RESEARCH_TABLE, RESEARCH_BY_HAND),
        ("taxes.policy", "iit.year", TAX_TABLE, TAX_BY_HAND),
        ("jindong-2025", "26.3", FEES_TABLE, FEES_BY_HAND),
    ):
        connection = duckdb.connect()
        connection.execute("SET threads = 1")
        connection.execute("SELECT setseed(0.5)")
        connection.execute(table.format(rows=rows))
        connection.execute(generated(path, clause))
        connection.execute(re.sub(r"\{(\w+)\}", lambda name: IN_CENTS.format(name[1], name[1]), by_hand))
        differing = connection.execute(
            f'SELECT count(*) FROM "{clause}" AS a JOIN 手写 AS b USING (编号)'
            " WHERE a.结果 IS DISTINCT FROM b.结果 OR a.错误 IS DISTINCT FROM b.错误"
        ).fetchall()[0][0]
        best = {"generated": float("inf"), "by hand": float("inf")}
        for _ in range(ROUNDS):
            for name, view in (("generated", f'"{clause}"'), ("by hand", "手写")):
                begin = time.process_time()
                connection.execute(
                    f"SELECT sum(结果), count(*) FILTER (符合), count(封顶), count(错误), sum(编号) FROM {view}"
                ).fetchall()
                best[name] = min(best[name], time.process_time() - begin)
        ratio = best["generated"] / best["by hand"]
        took = ", ".join(f"{name} {seconds * 1000:.0f} ms" for name, seconds in best.items())
        print(f"{clause}: {rows:,} rows, {took}: {ratio:.2f} × by hand; {differing} rows differ")


def generated(path: str, clause: str) -> str:
    module = module_of(load(str(ROOT / "policies" / path)))
    entry = next(each for each in module.entries if each.id == clause)
    text = SQL.emit(replace(module, entries=(entry,)), Report(), Wanted(dialect="duckdb"))[""]
    assert isinstance(text, str)
    return text


if __name__ == "__main__":
    main()
