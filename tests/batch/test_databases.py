"""``tiaowen batch`` by databases: the same bytes as without them, and what they cannot say is told."""

import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from pyarrow import parquet

from support.applicants import rows_at_thresholds, table_of
from support.command import Command
from support.policies import FOLDER, SEED, loaded

POLICY = """试行政策

（一）对科技保险保费给予80%的补助，最高20万元。
【规则 1】保费补助
依据：“对科技保险保费给予80%的补助，最高20万元”
填报：科技保险保费：金额。
补助：科技保险保费的80%，封顶20万元。
【完】
"""
# Of SQL on Spark: 35.6 has no kernel.
FEW = ("4.1", "7.1", "35.6")


def ran(
    command: Command, given: Path, out: str, engine: str, *options: str | Path, clauses: Sequence[str] = ()
) -> tuple[bytes, ...]:
    """The files of the results, then what is returned."""
    asked = [option for clause in clauses for option in ("--clause", clause)]
    made = command("batch", SEED, "--in", given, "--out", out, "--engine", engine, *options, *asked)
    assert made.code == 0, (engine, made.err)
    place = Path(out)
    files = sorted(place.iterdir()) if place.is_dir() else [place]
    assert not list(place.parent.glob(".*tiaowen*"))
    return *(file.read_bytes() for file in files), place.with_suffix(".退回.csv").read_bytes()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100,000 rows around every threshold of the seed; some applicants twice."""
    policy, rng = loaded(), Random(3)
    drawn = table_of(policy, rows_at_thresholds(policy, 80)).combine_chunks()
    table = drawn.take([rng.randrange(drawn.num_rows) for _ in range(100_000)])
    keys = pa.array([f"甲{row if row % 5000 else 7}" for row in range(len(table))])
    place = tmp_path_factory.mktemp("many") / "申报.parquet"
    parquet.write_table(table.set_column(0, "统一社会信用代码", keys), place, row_group_size=30_000)
    return place


@pytest.mark.needs_system
def test_a_hundred_thousand_rows_give_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, many: Path
) -> None:
    command = Command(monkeypatch)
    made = {
        engine: ran(command, many, str(tmp_path / f"{engine}.parquet"), engine, "--settle")
        for engine in ("native", "numpy", "duckdb", "spark")
    }
    assert made["native"][-1].count(b"T0523") == 20
    assert len(set(made.values())) == 1


@pytest.mark.needs_system
def test_sql_on_spark_and_folders_give_the_same_bytes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, many: Path
) -> None:
    command = Command(monkeypatch)
    native = ran(command, many, f"{tmp_path}/native/", "native", clauses=FEW)
    spark = ran(command, many, f"{tmp_path}/spark/", "spark", "--spark-by", "sql", clauses=FEW)
    assert len(native) == 5 and native == spark
    # A folder is read as one table.
    again = command("batch", SEED, "--in", f"{tmp_path}/native", "--out", tmp_path / "again.csv", "--clause", "4.1")
    assert again.code == 2 and "T0518" in again.err


@pytest.mark.needs_system
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
    said = command(*given, "--out", tmp_path / "甲.parquet", "--engine", "duckdb")
    assert said.code == 0 and "T0507" in said.err and "env.top3" in said.err
    told = command(*given, "--out", tmp_path / "乙.parquet", "--engine", "python")
    assert told.code == 0 and told.err == ""
    assert (tmp_path / "甲.parquet").read_bytes() == (tmp_path / "乙.parquet").read_bytes()


def test_without_duckdb_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    shown = Command(monkeypatch)("batch", SEED, "--in", "a.csv", "--out", tmp_path / "b.csv", "--engine", "duckdb")
    assert shown.code == 2 and "pip install 'tiaowen[duckdb]'" in shown.err


def test_a_folder_is_a_table_in_parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Written by one, read as one; what is there already is left alone."""
    (tmp_path / "申报").mkdir()
    for at, premium in enumerate(("30", "x")):
        table = pa.table({"统一社会信用代码": [f"甲{at}"], "科技保险保费": [premium]})
        parquet.write_table(table, tmp_path / "申报" / f"{at}.parquet")
    command = Command(monkeypatch)
    (tmp_path / "试行.policy").write_text(POLICY, "utf-8")
    given = ("batch", tmp_path / "试行.policy", "--in", tmp_path / "申报", "--out", f"{tmp_path}/结果/")
    assert command(*given).code == 0
    (made,) = sorted((tmp_path / "结果").iterdir())
    assert made.name == "part-000000.parquet" and parquet.read_table(made).num_rows == 2
    assert '"甲1","1","科技保险保费","T0611"' in (tmp_path / "结果.退回.csv").read_text("utf-8-sig")
    before = made.read_bytes()
    again = command(*given)
    assert again.code == 2 and "那里已经有东西" in again.err and made.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--master", "local"], "请加上 --engine spark"),
        (["--spark-by", "sql"], "请加上 --engine spark"),
        (["--lists", "期权费=hdfs://主机/清单.csv"], "这样的地址只有 Spark 认"),
    ],
)
def test_options_of_spark_need_spark(monkeypatch: pytest.MonkeyPatch, options: list[str], said: str) -> None:
    shown = Command(monkeypatch)("batch", SEED, "--in", "a.csv", "--out", "b.csv", *options)
    assert shown.code == 2 and said in shown.err


def test_what_cannot_be_split_is_refused_by_spark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    (tmp_path / "a.csv").write_text("科技保险保费\n30\n", "utf-8")
    (tmp_path / "试行.policy").write_text(POLICY, "utf-8")
    given = (
        "batch",
        tmp_path / "试行.policy",
        "--in",
        tmp_path / "a.csv",
        "--out",
        tmp_path / "b.csv",
        "--engine",
        "spark",
    )
    shown = Command(monkeypatch)(*given)
    assert shown.code == 2 and "T0520" in shown.err and "只有 .parquet" in shown.err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.csv", "试行.policy"]
