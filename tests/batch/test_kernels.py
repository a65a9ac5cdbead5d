"""Kernels: the same results as the compiled module, at the bounds of what they count with too; a compiler and a cache that fail."""

from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pytest

from support.applicants import rows_at_thresholds, table_of
from support.policies import loaded, of_every_policy
from support.research import FIRST, RESEARCH, due
from tiaowen.compiler.batch.by_kernels import kernels_of
from tiaowen.compiler.batch.columns import APART, EMPTY, FactColumn
from tiaowen.compiler.batch.kernels import Kernels, native
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.tables.source import TableError
from tiaowen.runtime import FactError

HOWS: tuple[Literal["native"], Literal["numpy"]] = ("native", "numpy")
# Clause 7.1 as in its sentence: 分 of seven amounts, and whether it is a first application.


def agree(policy: Loaded, table: Any) -> None:
    judge = policy.batch(table, engine="python")
    for engine in HOWS:
        made = policy.batch(table, engine=engine)
        assert made.table.equals(judge.table), engine
        assert made.faults == judge.faults, engine


def test_some_clauses() -> None:
    ids = ("4.1", "5.2", "7.1", "11.3", "35.3", "36.1", "37.1")
    policy = loaded()
    table = table_of(policy, rows_at_thresholds(policy, 12, ids))
    judge = policy.batch(table, clauses=ids, engine="python")
    for engine in HOWS:
        made = policy.batch(table, clauses=ids, engine=engine)
        assert made.table.equals(judge.table), engine
        assert made.faults == judge.faults, engine


@pytest.mark.needs_system
@of_every_policy
def test_many_of_every_clause(path: Path) -> None:
    agree(loaded(path), table_of(loaded(path), rows_at_thresholds(loaded(path), 150)))


@pytest.mark.parametrize(
    "kind", [pa.decimal128(20, 2), pa.decimal128(38, 4), pa.int64(), pa.int32(), pa.string(), pa.decimal128(9, 0)]
)
def test_columns_of_any_type(kind: pa.DataType) -> None:
    cells = ["40000000", "3000000.00", None, "0", "29999999", "-5", "100000000"]
    whole = [None if cell is None else cell.partition(".")[0] for cell in cells]
    sales = pa.array(whole, pa.string()).cast(kind)
    done = pa.array(["是", "是", "是", None, "否", "是", "是"])
    agree(loaded(), pa.table({"编号": [*"ABCDEFG"], "完成省科技成果登记并产业化": done, "年销售收入": sales}))


def test_cells_as_people_write_them() -> None:
    cells = [
        "4,000.5万元",
        "40,000,000",
        " 30000000 ",
        "三千万元",
        "30000000.005",
        "1e9",
        "３０００００００",
        "",
        "无",
        "4,00",
    ]
    done = ["是", "√", "Y", "1", "否", "是 ", "对", "是", "是", "是"]
    agree(loaded(), pa.table({"编号": list("ABCDEFGHIJ"), "完成省科技成果登记并产业化": done, "年销售收入": cells}))


def test_amounts_in_the_unit_of_a_heading() -> None:
    cells = [pa.array(["3000", "3000.0001", "2999.999999", "x"]), pa.array([3000, 2999, None, 10**12], pa.int64())]
    for sales in cells:
        table = pa.table({"编号": list("ABCD"), "完成省科技成果登记并产业化": ["是"] * 4, "年销售收入（万元）": sales})
        agree(loaded(), table)


@pytest.mark.parametrize("how", HOWS)
def test_at_the_bound_and_beyond(how: Any) -> None:
    """What is at the bound is counted with, what is 分 beyond is set apart; on either side the module agrees."""
    policy = loaded()
    kernels = Kernels(module_of(policy), ["7.1"], how)
    bound = kernels.bound("7.1")
    assert bound is not None
    most = bound * 100
    for name in RESEARCH:
        values = np.array([most - 1, most, most + 1, 10**17 - 1, -1, 2**63 - 1, -(2**63)])
        columns = {each: FactColumn(np.full(len(values), 0)) for each in RESEARCH}
        columns["研发费用合计"] = FactColumn(np.full(len(values), most))
        columns[name] = FactColumn(values)
        columns[FIRST] = FactColumn(np.zeros(len(values), np.uint8))
        outcome = kernels.run("7.1", columns, None, len(values))
        assert outcome.status[2:].all(), name
        for row in range(2):
            cents = {each: int(columns[each].values[row]) for each in RESEARCH}
            facts = {each: f"{value // 100}.{value % 100:02}" for each, value in cents.items()}
            if outcome.status[row]:
                with pytest.raises(FactError) as error:
                    policy.calc("7.1", {**facts, FIRST: False})
                assert {fault.code for fault in error.value.faults} == {"T0614"}
                continue
            expected = policy.calc("7.1", {**facts, FIRST: False})
            assert (int(outcome.values[row]), outcome.eligible[row]) == (
                int(Decimal(str(expected.value)) * 100),
                expected.eligible,
            )


@pytest.mark.parametrize("how", HOWS)
def test_an_independent_formula(how: Any) -> None:
    """Rows around the thresholds, the ties and the caps of clause 7.1."""
    rng, kernels = Random(71), Kernels(module_of(loaded()), ["7.1"], how)
    rows = [_research(rng) for _ in range(3000)]
    columns = {name: FactColumn(np.array([row[name] for row, _ in rows])) for name in RESEARCH}
    columns[FIRST] = FactColumn(np.array([first for _, first in rows], np.uint8))
    outcome = kernels.run("7.1", columns, None, len(rows))
    for place, (facts, first) in enumerate(rows):
        expected = due((facts[name] for name in RESEARCH), first)
        assert bool(outcome.status[place]) == (expected is None)
        assert expected is None or int(outcome.values[place]) == expected, facts
    assert len({int(value) for value in outcome.values}) > 500


def _research(rng: Random) -> tuple[dict[str, int], bool]:
    turns = (0, 1, 100_000_000, 100_000_001, 99_999_999, 25_000_000_000, 10_000_000_000, 4_000_000_000, 10**13)

    def some(most: int) -> int:
        usual = rng.randrange(10**8, 10**10)
        chosen = rng.choice((rng.choice(turns), rng.randrange(10 ** rng.randint(1, 13)), usual, usual, usual))
        return min(most, max(0, chosen + rng.choice((-1, 0, 0, 1))))

    total, before = some(10**13), some(10**13)
    grant, grant_before = some(total) // rng.choice((1, 100)), some(before) // rng.choice((1, 100))
    before = max(grant_before, rng.choice((before, before, total)))
    out, out_before = some(total - grant), some(before - grant_before)
    values = (total, grant, out, before, grant_before, out_before, some(10**13))
    return dict(zip(RESEARCH, values, strict=True)), rng.random() < 0.2


def test_empty_cells_and_cells_to_be_read_singly() -> None:
    kernels = Kernels(module_of(loaded()), ["5.2", "4.1"], "numpy")
    state = np.array([0, EMPTY, APART], np.uint8)
    columns = {
        "完成省科技成果登记并产业化": FactColumn(np.ones(3, np.uint8)),
        "年销售收入": FactColumn(np.full(3, 7_500_000_000), state),
    }
    outcome = kernels.run("5.2", columns, None, 3)
    assert outcome.status.tolist() == [0, 1, 1]
    assert outcome.values[0] == 14_000_000
    # 核定金额 may be left out.
    columns = {"科技保险保费": FactColumn(np.full(3, 30_000_000)), "核定金额": FactColumn(np.full(3, 100), state)}
    outcome = kernels.run("4.1", columns, None, 3)
    assert outcome.status.tolist() == [0, 0, 1]
    assert outcome.values[:2].tolist() == [100, 20_000_000]
    assert [kernels.cap_words("4.1")[bits] for bits in outcome.cap[:2]][1] == "封顶20万元"


def test_no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    table = pa.table({"编号": ["A"], "完成省科技成果登记并产业化": ["是"], "年销售收入": ["3000万元"]})
    for command in ("", "/nowhere/cc", "false"):
        monkeypatch.setenv("TIAOWEN_CC", command)
        # Those that an earlier test had compiled.
        kernels_of.cache_clear()
        with pytest.raises(TableError) as error:
            loaded().batch(table, engine="native")
        assert [each.code for each in error.value.diagnostics] == ["T0506"]
    assert loaded().batch(table).table["5.2"].to_pylist() == [100_000]


def test_a_broken_library_is_made_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIAOWEN_CACHE", str(tmp_path))
    module = module_of(loaded())
    Kernels(module, ["5.2"])
    (kept,) = (tmp_path / "kernels").iterdir()
    for damage in (b"", kept.read_bytes()[:2000], b"\x7fELF"):
        # Not written in place: it is loaded in this process.
        broken = tmp_path / "broken"
        broken.write_bytes(damage)
        broken.replace(kept)
        columns = {
            "完成省科技成果登记并产业化": FactColumn(np.ones(1, np.uint8)),
            "年销售收入": FactColumn(np.array([3 * 10**9])),
        }
        assert Kernels(module, ["5.2"]).run("5.2", columns, None, 1).values.tolist() == [10_000_000]
        assert [each.name for each in (tmp_path / "kernels").iterdir()] == [kept.name]


def test_a_compiler_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIAOWEN_CACHE", str(tmp_path))
    script = tmp_path / "cc"
    script.write_text('#!/bin/sh\n[ "$1" = --version ] && echo one && exit 0\necho cannot compile >&2\nexit 1\n')
    script.chmod(0o755)
    monkeypatch.setenv("TIAOWEN_CC", str(script))
    with pytest.raises(native.NoCompiler, match="cannot compile"):
        Kernels(module_of(loaded()), ["5.2"])
    assert not list((tmp_path / "kernels").iterdir())
