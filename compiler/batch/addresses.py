"""Addresses of tables that no folder of this machine has: hdfs://主机/申报/, s3a://桶/申报/, abfss://…, file:///….

In: what was typed.  Out: whether it is one, and the table there as a ``Source`` of which only Spark reads rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import pyarrow as pa

from ..report.diagnostic import Diagnostic
from ..tables.source import CHUNK, Chunk, Kind

# A letter alone is a drive of Windows.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


def is_address(path: str) -> bool:
    """Whether a file system is named before the path.

    >>> is_address("hdfs://nn/申报/"), is_address("file:/data"), is_address("C:/申报"), is_address("申报.parquet")
    (True, True, False, False)
    """
    return _ADDRESS.match(path) is not None


def name_of(file: str) -> str:
    """One name for a file, however its address is written.

    >>> name_of("file:///in%20dir/a.parquet") == name_of("file:/in%20dir/a.parquet")
    True
    """
    scheme, _, rest = unquote(file).partition(":")
    return f"{scheme}:/{rest.lstrip('/')}" if scheme == "file" else f"{scheme}:{rest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressed:
    """A ``Source`` of which Spark reads the rows, in its own time and on any machine."""

    path: str
    schema: pa.Schema
    length: int
    kind: Kind = "typed"
    sheet: str = ""
    unread_sheets: tuple[str, ...] = ()
    warnings: tuple[Diagnostic, ...] = ()

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        raise AssertionError(f"{self.path} is read by Spark")

    def close(self) -> None:
        """Nothing is open."""
