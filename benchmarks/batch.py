"""What a batch costs, in ratios within one run, each beside what it is measured by.

    python benchmarks/batch.py kernel [ROWS]      7.1 in memory, beside the loop by hand, DuckDB, Polars and NumPy
    python benchmarks/batch.py table [ROWS]       the whole policy, Parquet to Parquet, beside reading and writing alone; elapsed time too
    python benchmarks/batch.py sheet [ROWS]       the whole policy from .xlsx: seconds of processor
    python benchmarks/batch.py memory [ROWS]      the most memory of a run, Parquet to Parquet
    python benchmarks/batch.py start              the command on 60 rows, beside check: seconds
    python benchmarks/batch.py linear FILE.svg [ROWS]  cost by rows and by clauses, as a plot

Answers are compared before anything is timed.  Needs a C compiler; peers that are not installed are left out, and said.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import batch_peers
import numpy as np
import pyarrow as pa
from pyarrow import parquet

from tiaowen.compiler import load
from tiaowen.compiler.batch.columns import FactColumn
from tiaowen.compiler.batch.kernels import Kernels
from tiaowen.compiler.batch.kernels.native import compilers
from tiaowen.compiler.program.module import module_of

HERE = Path(__file__).resolve().parent
POLICY = HERE.parent / "policies" / "jindong-2025"
ROUNDS = 7
NAMES = {
    "r": "研发费用合计",
    "g": "政府补助部分",
    "w": "委托外部机构研发费用",
    "r0": "上年研发费用合计",
    "g0": "上年政府补助部分",
    "w0": "上年委托外部机构研发费用",
    "s": "营业收入",
    "first": "首次申报",
}


def timed(run: Callable[[], Any]) -> tuple[float, float]:
    """Seconds of processor, of all threads, and seconds that went by."""
    begin, began = time.process_time(), time.perf_counter()
    run()
    return time.process_time() - begin, time.perf_counter() - began


def ratios(
    base: Callable[[], Any], others: dict[str, Callable[[], Any]], rounds: int = ROUNDS
) -> dict[str, list[tuple[float, float]]]:
    """Of each the times, alternating, with the base first."""
    took: dict[str, list[tuple[float, float]]] = {"": [], **{name: [] for name in others}}
    for _ in range(rounds):
        took[""].append(timed(base))
        for name, run in others.items():
            took[name].append(timed(run))
    return took


def told(what: str, took: dict[str, list[tuple[float, float]]], rows: int, base: str) -> None:
    processor, elapsed = ({name: [pair[at] for pair in pairs] for name, pairs in took.items()} for at in (0, 1))
    least = min(processor[""]) / rows * 1e9
    print(f"{what}, {rows:,} rows, processor time, {len(took[''])} rounds; {base}: {least:.2f} ns a row")
    for name, seconds in processor.items():
        if name:
            by_round = median(one / other for one, other in zip(seconds, processor[""], strict=True))
            went_by = min(elapsed[name]) / min(elapsed[""])
            print(
                f"  {name}: {min(seconds) / min(processor['']):.2f} × (median of rounds {by_round:.2f}),"
                f" {min(seconds) / rows * 1e9:.2f} ns; elapsed {went_by:.2f} ×"
            )


# ── one clause in memory ──


def research(rows: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(7)
    usual = {"r": (10**8, 9 * 10**9), "g": (0, 10**7), "w": (0, 9 * 10**7), "s": (0, 10**11)}
    made = {name: rng.integers(*usual[name.rstrip("0")], rows) for name in NAMES if name != "first"}
    return made | {"first": (rng.random(rows) < 0.1).astype(np.uint8)}


def kernel(rows: int) -> None:
    columns = research(rows)
    by_hand = _by_hand(columns)
    module = module_of(load(str(POLICY)))
    facts = {NAMES[name]: FactColumn(values) for name, values in columns.items()}
    own: dict[str, Callable[[], np.ndarray]] = {}
    for how in ("native", "numpy"):
        kernels = Kernels(module, ["7.1"], how)
        own[f"tiaowen, {how}"] = lambda kernels=kernels: kernels.run("7.1", facts, None, rows).values
    peers = {"NumPy by hand": batch_peers.numpy(columns)}
    for name, make in (
        ("DuckDB by hand, one thread", lambda: batch_peers.duck(columns, 1)),
        ("Polars by hand", lambda: batch_peers.polars(columns)),
    ):
        try:
            peers[name] = make()
        except ModuleNotFoundError as error:
            print(f"left out: {name} ({error.name} is not installed)")
    expected = by_hand()
    for name, run in {**own, **peers}.items():
        differing = int((run() != expected).sum())
        assert differing == 0, f"{name}: {differing} rows differ"
    slow = 3 if rows > 2_000_000 else ROUNDS
    told("clause 7.1", ratios(by_hand, own), rows, "by hand in C")
    told("clause 7.1", ratios(by_hand, peers, slow), rows, "by hand in C")


def _by_hand(columns: dict[str, np.ndarray]) -> Callable[[], np.ndarray]:
    compiler = next(iter(compilers()), None)
    assert compiler is not None, "a compiler of C is needed"
    print("compiler:", compiler.version.splitlines()[0])
    folder = Path(tempfile.mkdtemp())
    command = [*compiler.command, *compiler.flags, "-o", str(folder / "hand.so"), str(HERE / "clause_7_1.c")]
    subprocess.run(command, check=True)
    function = ctypes.CDLL(str(folder / "hand.so")).by_hand
    shutil.rmtree(folder)
    rows = len(columns["r"])
    arguments = [ctypes.c_size_t(rows), *(ctypes.c_void_p(columns[name].ctypes.data) for name in NAMES)]

    def run() -> np.ndarray:
        amounts = np.empty(rows, np.int64)
        function(*arguments, ctypes.c_void_p(amounts.ctypes.data))
        return amounts

    return run


# ── whole tables ──

# What is a part of another fact, and what has such parts.
PARTS = ("政府补助部分", "委托外部机构研发费用", "清单项目研发投入")
GROUP = 131_072
WHOLES = ("研发费用合计", "上年研发费用合计", "国有企业研发投入")


def applicants(rows: int, path: Path, clauses: Sequence[str] = ()) -> int:
    """A Parquet file with a column for every fact of the clauses that is no list; how many there are."""
    policy = load(str(POLICY))
    rng = np.random.default_rng(7)
    facts = {
        of.name: of
        for clause in policy.clauses.values()
        if not clauses or clause.id in clauses
        for of in clause.asked
        if of.kind in ("number", "boolean", "option", "date") and of.name != "核定金额"
    }
    writer: Any = None
    for start in range(0, rows, GROUP):
        count = min(GROUP, rows - start)
        keys = pa.array([f"91330{number:013}" for number in range(start, start + count)])
        columns = {"统一社会信用代码": keys, **{of.name: _random(of, count, rng) for of in facts.values()}}
        table = pa.table(columns)
        writer = writer or parquet.ParquetWriter(
            path, table.schema, use_dictionary=False, store_decimal_as_integer=True
        )
        writer.write_table(table)
    writer.close()
    return len(facts)


def _random(of: Any, rows: int, rng: np.random.Generator) -> pa.Array:
    match of.kind:
        case "boolean":
            return pa.array(rng.random(rows) < 0.8)
        case "option":
            return pa.DictionaryArray.from_arrays(
                rng.integers(0, len(of.options), rows).astype(np.int8), list(of.options)
            ).cast(pa.string())
        case "date":
            return pa.array(rng.integers(18_000, 20_400, rows).astype(np.int32)).cast(pa.date32())
        case _:
            # So that the parts of a sum are no more than the sum: no row is refused.
            usual = 10**9 if of.unit == "元" else 500
            usual = usual // 1000 if any(part in of.name for part in PARTS) else usual
            least = max(of.least, min(of.most, usual * of.scale) // 100 if of.name in WHOLES else of.least)
            values = rng.integers(least, max(least + 1, min(of.most, usual * of.scale)), rows)
            return _decimal(values, of.decimals)


def _decimal(values: np.ndarray, places: int) -> pa.Array:
    words = np.empty((len(values), 2), np.int64)
    words[:, 0], words[:, 1] = values, values >> 63
    return pa.Array.from_buffers(pa.decimal128(18, places), len(values), [None, pa.py_buffer(words)])


def copied(source: Path, results: Path, into: Path) -> None:
    """Reading the columns and writing such results, and nothing else."""
    made = parquet.ParquetFile(results)
    with pa.OSFile(str(into), "wb") as stream:
        writer = parquet.ParquetWriter(
            stream, made.schema_arrow, use_dictionary=False, store_decimal_as_integer=True, compression="snappy"
        )
        for _ in parquet.ParquetFile(source, memory_map=True).iter_batches(65_536):
            pass
        for batch in HELD[results]:
            writer.write_batch(batch)
        writer.close()


HELD: dict[Path, list[pa.RecordBatch]] = {}


def worked(source: Path, into: Path, engine: str, clauses: Sequence[str] = (), policy: Any = None) -> None:
    from tiaowen.compiler.batch.filed import Filed
    from tiaowen.compiler.batch.opening import open_applications
    from tiaowen.compiler.batch.options import Options
    from tiaowen.compiler.batch.stream import stream_batch

    policy = policy or load(str(POLICY))
    options = Options(clauses=tuple(clauses), engine=engine)
    given = open_applications(policy, str(source))
    with into.open("wb") as stream:
        sink = Filed(str(into), stream, None, "zh", is_wanted=False)
        sink.end(stream_batch(policy, given.source, sink, options))


def table(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, into, alone = (Path(folder, name) for name in ("in.parquet", "out.parquet", "alone.parquet"))
        count, policy = applicants(rows, source), load(str(POLICY))
        worked(source, into, "native", (), policy)
        HELD[into] = list(parquet.ParquetFile(into).iter_batches(65_536))
        names = parquet.ParquetFile(into).schema_arrow.names
        print(f"{count} facts a row, {len(names)} columns of results")
        kept = Path(folder, "kept.parquet")
        shutil.copy(into, kept)
        HELD[kept] = HELD[into]
        runs = {
            f"tiaowen, {engine}": lambda engine=engine: worked(source, into, engine, (), policy)
            for engine in ("native", "numpy")
        }
        told(
            "the whole policy, Parquet to Parquet",
            ratios(lambda: copied(source, kept, alone), runs, 3),
            rows,
            "reading and writing alone",
        )


def sheet(rows: int) -> None:
    import xlsxwriter

    with tempfile.TemporaryDirectory() as folder:
        source, book, into = (Path(folder, name) for name in ("in.parquet", "in.xlsx", "out.xlsx"))
        count = applicants(rows, source)
        made = parquet.read_table(source)
        written = xlsxwriter.Workbook(str(book), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
        page = written.add_worksheet("申报")
        page.write_row(0, 0, made.column_names)
        for number, row in enumerate(zip(*(column.to_pylist() for column in made.columns), strict=True), 1):
            page.write_row(number, 0, ["是" if cell is True else "否" if cell is False else cell for cell in row])
        written.close()
        seconds, _ = timed(lambda: worked(book, into, "auto"))
        print(f"{rows:,} rows of {count} facts, .xlsx to .xlsx: {seconds:.1f} s of processor")
        seconds, _ = timed(lambda: worked(book, into.with_suffix(".parquet"), "auto"))
        print(f"{rows:,} rows of {count} facts, .xlsx to .parquet: {seconds:.1f} s of processor")


def memory(rows: int) -> None:
    """In processes of their own, so that only the run is counted."""
    with tempfile.TemporaryDirectory() as folder:
        source, into = Path(folder, "in.parquet"), Path(folder, "out.parquet")
        subprocess.run([sys.executable, __file__, "make", str(rows), str(source)], check=True)
        seconds, most = _command(source, into)
        print(f"{rows:,} rows, the whole command: {most / 1024:.0f} MiB at most, {seconds:.0f} s of processor")


def _command(source: Path, into: Path, bytecode: str = "") -> tuple[float, int]:
    """The seconds of processor and the KiB of memory of ``tiaowen batch``."""
    return _spent([*_tiaowen("batch"), "--in", str(source), "--out", str(into)], bytecode)


def _tiaowen(command: str) -> list[str]:
    return [sys.executable, "-m", "tiaowen", command, str(POLICY)]


def _spent(command: Sequence[str], bytecode: str = "") -> tuple[float, int]:
    """``bytecode``: the folder where Python keeps it, even where it is told to keep none."""
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": bytecode} if bytecode else {}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **kept})
    _, status, used = os.wait4(process.pid, 0)
    assert status == 0, command
    return used.ru_utime + used.ru_stime, used.ru_maxrss


def start() -> None:
    """Beside ``check`` of the same policy, in turn, once Python has kept the bytecode, as an installation does."""
    with tempfile.TemporaryDirectory() as folder:
        source, into = Path(folder, "in.parquet"), Path(folder, "out.xlsx")
        applicants(60, source)
        kept = str(Path(folder, "bytecode"))
        took = [(_command(source, into, kept)[0], _spent(_tiaowen("check"), kept)[0]) for _ in range(6)]
        batch, alone = (min(each) for each in zip(*took[1:], strict=True))
        print(f"60 rows: {batch:.2f} s of processor, the whole command; check of the policy alone: {alone:.2f} s")


def linear(path: Path, rows: int) -> None:
    """The processor time of batches of so many rows, and of so many clauses; the least of three."""
    policy = load(str(POLICY))
    own = [clause for clause in policy.clauses if clause not in LISTED]
    with tempfile.TemporaryDirectory() as folder:
        into = Path(folder, "out.parquet")
        source = Path(folder, "in.parquet")

        def took(count: int, clauses: Sequence[str]) -> float:
            applicants(count, source, clauses)
            # The first of them may have to compile the kernels.
            return min(timed(lambda: worked(source, into, "native", clauses, policy))[0] for _ in range(2))

        shares = range(1, 6)
        by_rows = [(rows * part // 5, took(rows * part // 5, own)) for part in shares]
        by_clauses = [(len(own) * part // 5, took(rows, own[: len(own) * part // 5])) for part in shares]
    for what, points in (("rows", by_rows), ("clauses", by_clauses)):
        print(what, ", ".join(f"{count:,}: {seconds:.2f} s" for count, seconds in points))
    path.write_text(plot([("行数", by_rows), (f"规则条数（{rows:,} 行）", by_clauses)]), "utf-8")


# Clauses that go through lists, which these tables have not.
LISTED = ("26.3", "34.2", "35.6")


def plot(panels: list[tuple[str, list[tuple[int, float]]]]) -> str:
    """Points and the line from nothing to the last of them, in whole hundredths of a second."""
    width, height, gap = 320, 200, 60
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(panels) * (width + gap) + gap} {height + 90}" '
        'font-family="sans-serif" font-size="12" fill="#333">'
    ]
    for number, (name, points) in enumerate(panels):
        left, top = gap + number * (width + gap), 30
        most, longest = points[-1][0], max(round(seconds * 100) for _, seconds in points)
        lines.append(f'<text x="{left}" y="18" font-weight="bold">{name}，处理器时间（秒）</text>')
        lines.append(f'<path d="M{left} {top}V{top + height}H{left + width}" fill="none" stroke="#999"/>')
        spots = [
            (left + width * count // most, top + height - height * round(seconds * 100) // longest, count, seconds)
            for count, seconds in points
        ]
        listed = " ".join(f"{x},{y}" for x, y, _, _ in spots)
        lines.append(f'<polyline points="{listed}" fill="none" stroke="#1a6fb5" stroke-width="2"/>')
        for x, y, count, seconds in spots:
            lines.append(f'<circle cx="{x}" cy="{y}" r="3.5" fill="#1a6fb5"/>')
            lines.append(f'<text x="{x}" y="{y - 8}" text-anchor="middle">{seconds:.2f}</text>')
            lines.append(f'<text x="{x}" y="{top + height + 18}" text-anchor="middle">{count:,}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def main() -> None:
    what, *more = sys.argv[1:] or ["kernel"]
    match what:
        case "kernel":
            kernel(int(more[0]) if more else 10_000_000)
        case "table":
            table(int(more[0]) if more else 1_000_000)
        case "sheet":
            sheet(int(more[0]) if more else 100_000)
        case "memory":
            memory(int(more[0]) if more else 10_000_000)
        case "make":
            applicants(int(more[0]), Path(more[1]))
        case "start":
            start()
        case "linear":
            linear(Path(more[0]), int(more[1]) if more[1:] else 500_000)
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
