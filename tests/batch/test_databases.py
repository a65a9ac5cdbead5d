"""``tiaowen batch`` by databases: the same bytes as without them, and what they cannot say is told."""

import sys
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from support.applicants import rows_at_thresholds, table_of
from support.command import Command
from support.policies import FOLDER, SEED, loaded

SOME = ("4.1", "5.2", "7.1", "26.3", "35.5", "35.6", "48.1")


def bytes_by(command: Command, folder: Path, table: pa.Table, engines: tuple[str, ...]) -> list[tuple[bytes, bytes]]:
    """The results and what is returned, by each engine."""
    parquet.write_table(table, folder / "申报.parquet")
    made = []
    for engine in engines:
        out = folder / f"{engine}.parquet"
        asked = [option for clause in SOME for option in ("--clause", clause)]
        ran = command(
            "batch", SEED, "--in", folder / "申报.parquet", "--out", out, "--engine", engine, "--settle", *asked
        )
        assert (ran.code, ran.err) == (0, ""), engine
        made.append((out.read_bytes(), out.with_suffix(".退回.csv").read_bytes()))
    return made


@pytest.mark.needs_system
def test_duckdb_writes_the_same_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    policy = loaded()
    table = table_of(policy, rows_at_thresholds(policy, 20, SOME))
    python, duckdb = bytes_by(Command(monkeypatch), tmp_path, table, ("python", "duckdb"))
    assert python == duckdb


def test_what_duckdb_cannot_say_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    policy = loaded(FOLDER / "taxes.policy")
    parquet.write_table(table_of(policy, rows_at_thresholds(policy, 5, ["env.top3"])), tmp_path / "申报.parquet")
    given: list[str | Path] = [
        "batch",
        FOLDER / "taxes.policy",
        "--in",
        tmp_path / "申报.parquet",
        "--clause",
        "env.top3",
    ]
    command = Command(monkeypatch)
    ran = command(*given, "--out", tmp_path / "甲.parquet", "--engine", "duckdb")
    assert ran.code == 0 and "T0507" in ran.err and "env.top3" in ran.err
    told = command(*given, "--out", tmp_path / "乙.parquet", "--engine", "python")
    assert told.code == 0 and told.err == ""
    assert (tmp_path / "甲.parquet").read_bytes() == (tmp_path / "乙.parquet").read_bytes()


def test_without_duckdb_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    ran = Command(monkeypatch)("batch", SEED, "--in", "a.csv", "--out", tmp_path / "b.csv", "--engine", "duckdb")
    assert ran.code == 2 and "pip install 'tiaowen[duckdb]'" in ran.err
