"""What an interrupted run has done, kept beside its output so that the next one goes on from there.

In: a folder, and a fingerprint of everything that a result depends on (``fingerprint_of``).  Out: the parts of the run, by number.
A part counts only when all of it is there; where the fingerprint is another, nothing is taken over.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..model.policy import Policy
from ..tables.parquet_file import files_in
from ..tables.writing import part_path, write_table
from ..version import VERSION
from .options import Budget, Options
from .outcome import RowFault

_STATE = "run.json"
_PIECE = 8 * 2**20


class Kept:
    """The folder is made when the first part is put into it.  Raises OSError where it cannot be.  Results stand in ``results``
    (by default the same folder), of which the parts are .parquet files where they are to stay."""

    def __init__(self, folder: Path, fingerprint: str, results: Path | None = None) -> None:
        self.folder, self.fingerprint, self.results = folder, fingerprint, results
        self.taken = 0
        if folder.exists() and _read(folder / _STATE).get("fingerprint") != fingerprint:
            shutil.rmtree(folder)

    def get(self, number: int, rows: NDArray[np.int64]) -> tuple[pa.RecordBatch, tuple[RowFault, ...], Any] | None:
        """The part of these rows: its results, its faults and what was counted; None where it is still to be worked out."""
        found = self.said(number)
        if found is None or found[0] != _span(rows):
            return None
        try:
            batch = self.batch(number)
        except (OSError, pa.ArrowException):
            return None
        self.taken += 1
        return batch, *found[1:]

    def said(self, number: int) -> tuple[list[int], tuple[RowFault, ...], Any] | None:
        """Of a part that is there, without its results: its rows (first, last, how many), faults and what was counted."""
        said = _read(self._path(number, "json"))
        return (said["rows"], tuple(RowFault(**fault) for fault in said["faults"]), said["tally"]) if said else None

    def batch(self, number: int) -> pa.RecordBatch:
        """The results of a part that is there.  Raises OSError and ArrowException."""
        with pa.OSFile(str(self._path(number, "arrow"))) as file, pa.ipc.open_file(file) as reader:
            return reader.get_batch(0)

    def put(
        self, number: int, rows: NDArray[np.int64], batch: pa.RecordBatch, faults: Iterable[RowFault], tally: Any
    ) -> None:
        """One more part; what says that it is there is written last."""
        self.begin()
        with _whole(self._path(number, "arrow") if self.results is None else part_path(self.results, number)) as file:
            if self.results is not None:
                write_table("part.parquet", file, pa.Table.from_batches([batch]))
            else:
                with pa.ipc.new_file(file, batch.schema) as writer:
                    writer.write_batch(batch)
        said = {"rows": _span(rows), "faults": [asdict(fault) for fault in faults], "tally": tally}
        _write(self._path(number, "json"), said)

    def begin(self) -> None:
        """The folder, where it is not there yet."""
        if not (self.folder / _STATE).exists():
            self.folder.mkdir(exist_ok=True)
            _write(self.folder / _STATE, {"fingerprint": self.fingerprint})
        if self.results is not None:
            self.results.mkdir(exist_ok=True)

    def clear(self) -> None:
        """The run is done."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, number: int, suffix: str) -> Path:
        return self.folder / f"part-{number:06}.{suffix}"


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file that is there whole or not at all, though two may write it at once."""
    made = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        with made.open("wb") as file:
            yield file
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def fingerprint_of(policy: Policy, options: Options, sheet: str, files: Iterable[str], size: int) -> str:
    """A hash of the compiler, the policy, the options, the sheet, the bytes of the tables and the size of chunks.  The engine is no part
    of it: all give the same."""
    said = (VERSION, policy.hash, size, options.clauses, options.key, str(options.date), sorted(options.units.items()))
    more = (options.explain, options.settle, _plain(options.budget), options.lang, sorted(options.lists), sheet)
    approved = (
        None
        if options.approved is None
        else sorted((who, sorted(map(str, of.items()))) for who, of in options.approved.items())
    )
    made = sha256(repr((said, more, approved, pa.__version__)).encode())
    for path in (each for named in files for each in _files(Path(named))):
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                made.update(piece)
        made.update(b"\0")
    return made.hexdigest()


def _plain(budget: Budget | None) -> object:
    """A budget as something of which the same is always printed."""
    if budget is None or isinstance(budget, int):
        return budget
    return [(pot.name, pot.budget, sorted(pot.clauses)) for pot in budget]


def _files(path: Path) -> list[Path]:
    return files_in(path) if path.is_dir() else [path]


def _span(rows: NDArray[np.int64]) -> list[int]:
    """First and last row, and how many there are."""
    return [int(rows[0]), int(rows[-1]), len(rows)] if len(rows) else []


def _read(path: Path) -> Mapping[str, Any]:
    try:
        made: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return made


def _write(path: Path, said: Mapping[str, Any]) -> None:
    with _whole(path) as file:
        file.write(json.dumps(said, ensure_ascii=False).encode())
