"""Every engine gives the same table, byte by byte, and the same faults, whatever the columns are made of."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest

from support.applicants import Row, rows_at_thresholds, table_of
from support.policies import FOLDER, SEED, loaded
from tiaowen.compiler.batch.cells import Cells, Mask
from tiaowen.compiler.batch.engine import ByModule
from tiaowen.compiler.batch.outcome import BatchResult
from tiaowen.compiler.batch.plan import ClausePlan
from tiaowen.compiler.batch.worked import Worked
from tiaowen.compiler.pipeline import Loaded
from tiaowen.runtime.facts import FactType

SOME = ("4.1", "5.2", "7.1", "11.3", "26.3", "35.5", "37.1", "48.1")
POLICIES = sorted(FOLDER.iterdir())


@cache
def claims(path: Path, most: int, clauses: Sequence[str]) -> tuple[Row, ...]:
    return tuple(rows_at_thresholds(loaded(path), most, clauses))


def alike(policy: Loaded, table: pa.Table, clauses: Sequence[str], engines: Sequence[str], **given: Any) -> BatchResult:
    """The result, the same from every engine."""
    judge = policy.batch(table, clauses=clauses, engine="python", **given)
    for engine in engines:
        found = _with(policy, engine, table, clauses, given)
        for name in judge.table.column_names:
            assert found.table[name].to_pylist() == judge.table[name].to_pylist(), (engine, name)
        assert found.table.schema == judge.table.schema
        assert found.faults == judge.faults, engine
        assert found.summary == judge.summary, engine
    return judge


def _with(policy: Loaded, engine: str, table: pa.Table, clauses: Sequence[str], given: dict[str, Any]) -> BatchResult:
    return policy.batch(table, clauses=clauses, engine=engine, **given)  # type: ignore[arg-type]  # one of the names


@pytest.mark.parametrize(
    ("path", "most", "clauses", "engines"),
    [
        (SEED, 16, SOME, ["numpy", "duckdb"]),
        *(
            pytest.param(path, 80, (), ["numpy", "native", "duckdb"], marks=pytest.mark.needs_system)
            for path in POLICIES
        ),
    ],
    ids=["some", *(path.name for path in POLICIES)],
)
def test_engines_agree(path: Path, most: int, clauses: Sequence[str], engines: Sequence[str]) -> None:
    policy, drawn = loaded(path), claims(path, most, clauses)
    ids = tuple(dict.fromkeys(row.clause for row in drawn))
    result = alike(policy, table_of(policy, drawn), ids, engines, settle=True)
    assert sum(each.eligible for each in result.summary.clauses) > len(ids)
    assert result.faults
    typed = typed_table(policy, drawn)
    alike(policy, typed, ids, engines, settle=True)
    alike(policy, typed.combine_chunks().slice(3, typed.num_rows - 5), ids, engines)


def test_kernels_answer_for_most_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else agreement would say nothing of them."""
    put: list[int] = []
    add = ByModule.add

    def counted(self: ByModule, clause: ClausePlan, cells: Cells, asks: Mask, into: Worked) -> None:
        put.append(int(asks.sum()))
        add(self, clause, cells, asks, into)

    monkeypatch.setattr(ByModule, "add", counted)
    policy = loaded()
    sound = [row for row in claims(SEED, 16, SOME) if _is_sound(policy, row)]
    policy.batch(table_of(policy, sound), clauses=SOME, engine="numpy")
    assert sum(put) < len(sound) // 5


def _is_sound(policy: Loaded, row: Row) -> bool:
    from tiaowen.runtime import FactError

    try:
        policy.calc(row.clause, row.facts, row.day)
    except FactError:
        return False
    return True


# ── columns with types ──


def typed_table(policy: Loaded, drawn: Sequence[Row]) -> pa.Table:
    """The same claims in the types that a database would have; what these cannot hold is left out."""
    table = table_of(policy, drawn)
    kinds = {of.name: of for row in drawn for of in policy.clauses[row.clause].asked}
    made: dict[str, Any] = {}
    for heading in table.column_names:
        of = kinds.get(heading.split(" ")[-1])
        made[heading] = table[heading] if of is None else _typed(of, table[heading].to_pylist())
    days = table["申报日期"].to_pylist()
    made["申报日期"] = pa.array([None if day is None else _day(day) for day in days], pa.date32())
    return pa.table(made)


def _typed(of: FactType, cells: list[Any]) -> pa.Array:
    match of.kind:
        case "number" if of.unit not in ("%", "时"):
            places = of.decimals + 1
            return pa.array([_decimal(cell, places) for cell in cells], pa.decimal128(38, places))
        case "boolean":
            return pa.array([{"是": True, "否": False}.get(cell) for cell in cells], pa.bool_())
        case "option":
            return pa.array(cells).dictionary_encode()
        case "date":
            return pa.array([None if cell is None else _day(cell) for cell in cells], pa.date32())
        case "list" if of.item is not None and of.item.kind == "number":
            lists = [None if cell is None else [_decimal(part, 4) for part in cell] for cell in cells]
            return pa.array(lists, pa.list_(pa.decimal128(30, 4)))
        case _:
            return pa.array(cells)


def _decimal(cell: Any, places: int) -> Decimal | None:
    try:
        made = Decimal(cell)
    except (ArithmeticError, TypeError, ValueError):
        return None
    return made if made.adjusted() < 20 and made == round(made, places) else None


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


# ── single columns ──

CELLS = ["0", "1", "007", "1.5", "1.55", "1.555", ".5", "5.", "+5", "-5", "-0", "1e5", "1E5", " 3 ", "3元", "3万元", "1,234.5", "三", "３", "3亿元", "0.5 万元", "3角", "3万五", "3元半", "3公斤", "-3元", "",
         " ", "x", "1/2", "0x10", "1_000", "NaN", "inf", "9" * 14, "9" * 15, "9" * 16, "9" * 30, "0.001", "12.30", "1.0000000"]  # fmt: skip


@pytest.mark.parametrize("unit", ["", "万元", "元"])
def test_a_number_in_text_is_what_the_module_reads(unit: str) -> None:
    heading = f"科技保险保费（{unit}）" if unit else "科技保险保费"
    table = pa.table({heading: CELLS, "申报条款": ["4.1"] * len(CELLS)})
    result = alike(loaded(), table, ["4.1"], ["numpy"])
    assert len(result.faults) > 10
    assert sum(value is not None for value in result.table["4.1"].to_pylist()) > 10


@pytest.mark.parametrize(
    "array",
    [
        pa.array([0, 1, -1, None, 10**15, 2**62, -(2**63)]),
        pa.array([0, 255, None], pa.uint8()),
        pa.array([0, 2**64 - 1, 3], pa.uint64()),
        pa.array([Decimal("0.01"), Decimal("-0.01"), None, Decimal("99999999999999999.99")], pa.decimal128(38, 2)),
        pa.array([Decimal("0.010"), Decimal("0.011"), Decimal("1E+3")], pa.decimal128(20, 3)),
        pa.array([Decimal("1E+3"), Decimal(7), None], pa.decimal128(10, 0)),
        pa.array([Decimal("1.25"), None], pa.decimal256(60, 2)),
        pa.array([1.0, 0.1, float("nan"), float("inf"), -0.0, 2.0**53, 1e300, None]),
        pa.array([1.0, 0.5, None], pa.float32()),
        pa.array(["3", None, "x"]).dictionary_encode(),
        pa.array(["3", None, "x"], pa.large_string()),
        pa.array([True, None, False]),
        pa.array([date(2025, 1, 1), None]),
        pa.array([[1], None]),
        pa.nulls(3),
    ],
    ids=lambda array: str(array.type),
)
@pytest.mark.parametrize("heading", ["科技保险保费", "科技保险保费（万元）"])
def test_a_number_of_any_type_is_what_the_module_reads(array: pa.Array, heading: str) -> None:
    table = pa.table({heading: array, "申报条款": ["4.1"] * len(array)})
    alike(loaded(), table, ["4.1"], ["numpy"])


@pytest.mark.parametrize(
    "array",
    [
        pa.array(["是", "否", "√", "x", "", None, "或", "TRUE", "1"]),
        pa.array([True, False, None]),
        pa.array([1, 0, 2, None]),
        pa.array([1.0, 0.0, 0.5, None]),
    ],
    ids=lambda array: str(array.type),
)
def test_yes_and_no_are_what_the_module_reads(array: pa.Array) -> None:
    table = pa.table(
        {"完成省科技成果登记并产业化": array, "年销售收入": ["7500万元"] * len(array), "申报条款": ["5.2"] * len(array)}
    )
    alike(loaded(), table, ["5.2"], ["numpy"])


@pytest.mark.parametrize(
    "array",
    [
        pa.array(["2025-03-01", "2025年3月1日", "20250301", "2026/1/1", "某日", "", None, "2025-02-30"]),
        pa.array([date(2025, 3, 1), date(1, 1, 1), date(9999, 12, 31), None]),
        pa.array([datetime(2025, 3, 1), datetime(2025, 3, 1, 12), None], pa.timestamp("ms")),
        pa.array([20250301, 45000, None]),
    ],
    ids=lambda array: str(array.type),
)
def test_days_are_what_the_module_reads(array: pa.Array) -> None:
    table = pa.table({"申报日期": array, "科技保险保费": [100] * len(array)})
    alike(loaded(), table, ["4.1"], ["numpy"])
    alike(loaded(), table, ["4.1"], ["numpy"], date="2024-12-31")


def test_many_rows_in_many_chunks_are_the_same() -> None:
    """Boundary-heavy numbers, one row in a hundred wrong: exactly those are returned."""
    rng = Random(7)
    edges = [24_999_999, 25_000_000, 25_000_001, 0, 1, 99_999_999_999]
    cents = [
        rng.choice(edges) + rng.randrange(-2, 3) if rng.random() < 0.5 else rng.randrange(10**9) for _ in range(5000)
    ]
    wrong = set(rng.sample(range(5000), 50))
    cells = [
        "x" if row in wrong else f"{max(0, each) // 100}.{max(0, each) % 100:02d}" for row, each in enumerate(cents)
    ]
    table = pa.table({"科技保险保费": cells})
    pieces = pa.Table.from_batches(table.to_batches(max_chunksize=777))
    result = alike(loaded(), pieces, ["4.1"], ["numpy", "native"])
    assert [fault.row - 2 for fault in result.faults] == sorted(wrong)
    for row, (cent, value) in enumerate(zip(cents, result.table["4.1"].to_pylist(), strict=True)):
        if row not in wrong:
            # 80%, at most 20万元, half up
            assert value == Decimal(min((max(0, cent) * 8 + 5) // 10, 20_000_000)).scaleb(-2)
