"""``batch`` on Spark: the same as on one machine, by mounted folders and by addresses; and what is in the way is told in words."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from support.applicants import THREE_RULES as POLICY
from tiaowen.compiler.batch.options import EngineName
from tiaowen.compiler.batch.to_file import BatchFile
from tiaowen.compiler.output import OutputError
from tiaowen.compiler.pipeline import Loaded, load
from tiaowen.compiler.report.render import render_text
from tiaowen.compiler.tables.source import TableError

pytest.importorskip("pyspark")

ROWS = 70_000
# A machine of Java that is soon done is not made fast first.
SOON = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    place = tmp_path_factory.mktemp("policy") / "试行.policy"
    place.write_text(POLICY, "utf-8")
    return load(place)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a table in two files, some of whose applicants apply twice, a small table and a list."""
    folder = tmp_path_factory.mktemp("given")
    table = pa.table(
        {
            "统一社会信用代码": [f"A{row % 69_900}" for row in range(ROWS)],
            "研发费用": [None if row % 3 else f"{row % 900}.5" for row in range(ROWS)],
            "设备投资": ["x" if row == 66_000 else str(row % 700) for row in range(ROWS)],
            "首次申报": [row % 2 == 0 for row in range(ROWS)],
        }
    )
    (folder / "申 报").mkdir()
    for at, (first, last) in enumerate(((0, 30_000), (30_000, ROWS))):
        place = folder / "申 报" / f"{at}.parquet"
        parquet.write_table(table.slice(first, last - first), place, row_group_size=9_000)
    parquet.write_table(table.slice(65_900, 200), folder / "少.parquet")
    lines = [f"A{row},{row % 50}.25" for row in range(0, ROWS, 700)]
    (folder / "清单.csv").write_text("\n".join(["统一社会信用代码,期权费", *lines, ""]), "utf-8")
    return folder


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One for all tests, as a program has that uses Spark for other things too; whatever is split is split small."""
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["JDK_JAVA_OPTIONS"] = SOON
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.log.level": "ERROR",
        "spark.sql.files.maxPartitionBytes": "120000",
        "spark.sql.shuffle.partitions": "2",
    }
    builder = SparkSession.builder.master("local[2]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    yield made
    made.stop()
    del os.environ["PYSPARK_PYTHON"], os.environ["JDK_JAVA_OPTIONS"]


def results(made: BatchFile) -> list[bytes]:
    """The bytes of all files."""
    assert isinstance(made.results, Path) and isinstance(made.faults, Path)
    files = sorted(made.results.iterdir()) if made.results.is_dir() else [made.results]
    return [file.read_bytes() for file in (*files, made.faults)]


def said(error: TableError) -> str:
    return render_text(error.diagnostics, "zh")


# ── folders that every machine sees ──


@pytest.mark.needs_system
def test_every_option_gives_the_same_bytes(session: Any, policy: Loaded, given: Path, tmp_path: Path) -> None:
    lists = {"期权费": given / "清单.csv"}
    engines: tuple[EngineName, ...] = ("native", "duckdb", "spark")
    made = {
        engine: policy.batch_file(
            given / "申 报", tmp_path / f"{engine}.parquet", engine=engine, budget=9_000, lists=lists
        )
        for engine in engines
    }
    assert made["native"].summary.returned == 101 and made["native"].summary.shared is not None
    assert results(made["duckdb"]) == results(made["native"]) == results(made["spark"])
    assert len({repr(each.summary) for each in made.values()}) == 1
    for engine in engines:
        made[engine] = policy.batch_file(
            given / "少.parquet", f"{tmp_path}/{engine}/", engine=engine, explain=True, settle=True, lists=lists
        )
    assert results(made["duckdb"]) == results(made["native"]) == results(made["spark"])
    assert "1.1 理由" in parquet.read_schema(tmp_path / "spark" / "part-000000.parquet").names
    assert not list(tmp_path.glob(".*"))


@pytest.mark.needs_system
def test_an_interrupted_run_goes_on(
    session: Any, policy: Loaded, given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of DuckDB on Spark, into a file; one of Spark on Spark, into a folder."""
    whole = results(policy.batch_file(given / "申 报", tmp_path / "整.parquet", engine="native", settle=True))
    parts = results(policy.batch_file(given / "申 报", f"{tmp_path}/整/", engine="native", settle=True))
    first: EngineName
    for out, first, name, after in (
        ("一.parquet", "duckdb", "Filed.rows", whole),
        ("二/", "spark", "Filed.end", parts),
    ):
        with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
            patched.setattr(f"tiaowen.compiler.batch.filed.{name}", _interrupted)
            policy.batch_file(given / "申 报", f"{tmp_path}/{out}", engine=first, settle=True, resume=True)
        assert not (tmp_path / out).exists()
        kept = tmp_path / f".{out.rstrip('/')}.tiaowen-resume"
        for said_last in sorted(kept.glob("part-*.json"))[1:]:
            said_last.unlink()
        made = policy.batch_file(given / "申 报", f"{tmp_path}/{out}", engine="spark", settle=True, resume=True)
        assert made.taken == 1 and results(made) == after
    assert not list(tmp_path.glob(".*"))


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


# ── addresses ──


@pytest.mark.needs_system
def test_addresses_give_the_same_rows(
    session: Any, policy: Loaded, given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a file system of Hadoop's own names, and by file://; whatever is split, in the order of the table."""
    lists = {"期权费": f"file://{given}/清单.csv"}
    native = policy.batch_file(
        given / "申 报", f"{tmp_path}/整/", engine="native", settle=True, lists={"期权费": given / "清单.csv"}
    )
    session.sparkContext._jsc.hadoopConfiguration().set("fs.viewfs.mounttable.t.link./d", f"file://{tmp_path}")
    asked: dict[str, Any] = {"engine": "spark", "settle": True, "lists": lists}
    made = policy.batch_file(f"file://{given}/申 报", "viewfs://t/d/果/", **asked)
    assert made.results == "viewfs://t/d/果/" and made.faults == "viewfs://t/d/果.退回.csv"
    files = sorted(each.name for each in (tmp_path / "果").iterdir() if each.name[0] != ".")
    assert len(files) > 2 and files[:2] == ["_SUCCESS", "part-000000.parquet"]
    table = parquet.read_table(tmp_path / "果")
    assert table.equals(parquet.read_table(tmp_path / "整")) and made.summary == native.summary
    assert (tmp_path / "果.退回.csv").read_bytes() == (tmp_path / "整.退回.csv").read_bytes()
    # What is there stays.
    with pytest.raises(OutputError):
        policy.batch_file(f"file://{given}/申 报", f"file://{tmp_path}/果/", **asked)
    # Nothing half stays where it breaks off, and files whose columns differ are no table.
    there = sorted(tmp_path.iterdir())
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("tiaowen.compiler.batch.spark.files.Files.in_order", _interrupted)
        policy.batch_file(given / "少.parquet", f"file://{tmp_path}/断/", **asked)
    (tmp_path / "不同").mkdir()
    for name in ("a", "b"):
        parquet.write_table(pa.table({name: ["1"]}), tmp_path / "不同" / f"{name}.parquet")
    with pytest.raises(TableError, match="读不出表格") as error:
        policy.batch_file(f"file://{tmp_path}/不同/", f"file://{tmp_path}/断/", **asked)
    assert "它的列和 a.parquet 的不一样" in said(error.value)
    with pytest.raises(TableError, match=r"无\.parquet"):
        policy.batch_file(f"file://{tmp_path}/无.parquet", f"file://{tmp_path}/断/", **asked)
    assert sorted(each for each in tmp_path.iterdir() if each.name != "不同") == there
    # Reasons too, and faults in a file of this machine.
    small: dict[str, Any] = {"explain": True, "errors": tmp_path / "错.csv"}
    policy.batch_file(given / "少.parquet", f"file://{tmp_path}/少/", **asked, **small)
    whole = policy.batch_file(
        given / "少.parquet",
        tmp_path / "全.parquet",
        engine="python",
        explain=True,
        settle=True,
        lists={"期权费": given / "清单.csv"},
    )
    assert parquet.read_table(tmp_path / "少").equals(parquet.read_table(tmp_path / "全.parquet"))
    assert isinstance(whole.faults, Path) and (tmp_path / "错.csv").read_bytes() == whole.faults.read_bytes()


@pytest.mark.parametrize(
    ("asked", "advice"),
    [
        ({"out": "hdfs://主机/果.parquet"}, "请以 / 结尾"),
        ({"budget": 100}, "挂载的"),
        ({"resume": True}, "Spark 自己会重做"),
        ({"spark_by": "sql"}, "请去掉 --spark-by sql"),
        ({"sheet": "申报"}, "没有工作表"),
        ({"engine": "native"}, "请加上 --engine spark"),
        ({"engine": "duckdb", "master": "yarn"}, "请加上 --engine spark"),
    ],
)
def test_what_addresses_do_not_have_is_refused(policy: Loaded, asked: dict[str, Any], advice: str) -> None:
    out = asked.get("out", "hdfs://主机/果/")
    options = {"engine": "spark", **{name: value for name, value in asked.items() if name != "out"}}
    with pytest.raises(TableError) as error:
        policy.batch_file("hdfs://主机/申报/", out, **options)
    assert advice in said(error.value) and "T0520" in said(error.value)


def test_a_table_in_memory_is_not_split(policy: Loaded) -> None:
    with pytest.raises(TableError) as error:
        policy.batch(pa.table({"研发费用": ["1"]}), engine="spark")
    assert "policy.batch_file(" in said(error.value)


# ── what is in the way ──


@pytest.mark.parametrize(
    ("master", "java", "told"),
    [
        ("local", None, "没有 Java"),
        ("local", 'openjdk version "11.0.2" 2019-01-15', "是 Java 11，太旧"),
        ("local", 'java version "1.8.0_202"', "是 Java 8，太旧"),
        ("spark://127.0.0.1:{port}", 'openjdk version "21" 2023-09-19', "10 秒内连不上它"),
        ("k8s://https://127.0.0.1:{port}", 'openjdk version "17.0.1"', "10 秒内连不上它"),
        ("sc://127.0.0.1", 'openjdk version "17.0.1"', "Spark Connect"),
    ],
)
def test_what_is_in_the_way_is_told_before_spark_starts(
    monkeypatch: pytest.MonkeyPatch,
    policy: Loaded,
    given: Path,
    tmp_path: Path,
    master: str,
    java: str | None,
    told: str,
) -> None:
    monkeypatch.setattr("pyspark.SparkContext._active_spark_context", None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    if java is not None:
        program = tmp_path / "bin" / "java"
        program.write_text(f"#!/bin/sh\necho '{java}' >&2\n", "utf-8")
        program.chmod(0o755)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        place = master.format(port=closed.getsockname()[1])
        with pytest.raises(TableError) as error:
            policy.batch_file(given / "少.parquet", tmp_path / "果.parquet", engine="spark", master=place)
    assert told in said(error.value)
    assert [each.name for each in tmp_path.iterdir()] == ["bin"]


def test_without_pyspark_it_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, policy: Loaded, given: Path, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(TableError) as error:
        policy.batch_file(given / "少.parquet", tmp_path / "果.parquet", engine="spark")
    assert "pip install 'tiaowen[spark]'" in said(error.value)


@pytest.mark.needs_system
def test_another_session_is_not_taken_for_the_one_named(
    session: Any, policy: Loaded, given: Path, tmp_path: Path
) -> None:
    with pytest.raises(TableError, match="master=yarn"):
        policy.batch_file(given / "少.parquet", tmp_path / "果.parquet", engine="spark", master="yarn")
    assert session.range(3).count() == 3


# ── machines that have nothing of ours ──


@pytest.fixture
def work() -> Iterator[None]:
    """Where machines of Spark's own work, within what is installed: nothing of it stays."""
    import pyspark

    folder = Path(pyspark.__file__).parent / "work"
    before = set(folder.iterdir()) if folder.exists() else set()
    yield
    for each in set(folder.iterdir()) - before:
        shutil.rmtree(each)
    if not before:
        folder.rmdir()


@pytest.mark.needs_system
def test_what_machines_need_is_sent_to_them(work: None, given: Path, policy: Loaded, tmp_path: Path) -> None:
    """Two of Spark's own, each a process apart, whose Python has the libraries but no compiler of ours, no compiler of C and no cache:
    what runs there was sent, kernels too."""
    python = tmp_path / "python"
    libraries = Path(pa.__file__).parents[1]
    base = Path(sys.executable).resolve()
    python.write_text(
        f"#!/bin/sh\nexport TIAOWEN_CC= TIAOWEN_CACHE={tmp_path}/none\n"
        f'PYTHONPATH="$PYTHONPATH:{libraries}" exec {base} -s "$@"\n',
        "utf-8",
    )
    python.chmod(0o755)
    alone = subprocess.run(
        [python, "-c", "import pyarrow, tiaowen"], capture_output=True, text=True, cwd="/", check=False
    )
    assert "No module named 'tiaowen'" in alone.stderr
    native = policy.batch_file(given / "申 报", f"{tmp_path}/一/", engine="native", settle=True)
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "tiaowen",
        "batch",
        policy.document.sources[0].name,
        "--in",
        given / "申 报",
        "--settle",
    ]
    spread = ["--out", f"{tmp_path}/二/", "--engine", "spark", "--master", "local-cluster[2,1,1024]"]
    environment = {**os.environ, "PYSPARK_PYTHON": str(python), "JDK_JAVA_OPTIONS": SOON}
    ran = subprocess.run([*command, *spread], capture_output=True, text=True, env=environment, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    assert "T0509" not in ran.stderr
    assert [file.read_bytes() for file in sorted((tmp_path / "二").iterdir())] == results(native)[:-1]
