"""A table to be read: its columns, and its rows in chunks of Arrow.

INVARIANT: what stands in a sheet or a .csv comes as text, as it is shown there (3000, 0.1, 2019-05-01, 是), "" where nothing does;
Parquet and tables in memory come in the types that they have.  No row is left out, save such as are wholly empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from ..report.diagnostic import Diagnostic

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

# sheet: cells of a workbook; text: .csv; typed: Parquet; memory: a table of the caller.
Kind = Literal["sheet", "text", "typed", "memory"]
# So many rows a chunk: columns of them stay in the cache of a processor, and Arrow costs little beside them.
CHUNK = 32_768


class TableError(Exception):
    """A table that cannot be used; ``diagnostics`` say why, all that was found."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("；".join(each.title.zh for each in diagnostics))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """A cell that cannot be used (or, where ``column`` is "", a row), with why."""

    row: int
    column: str
    diagnostic: Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Some rows: ``rows`` are their numbers as the file counts them, the heading being a row too.  ``fractions`` counts, by
    column, the cells of a sheet that hold a binary float with a fraction."""

    rows: NDArray[np.int64]
    batch: pa.RecordBatch
    flaws: tuple[Flaw, ...] = ()
    fractions: Mapping[str, int] = field(default_factory=dict)

    def fractions_in(self, columns: Iterable[str]) -> int:
        """How many binary floats with a fraction these columns have, in the cells of a sheet or by their types."""
        if self.fractions:
            return sum(self.fractions.get(name, 0) for name in columns)
        return sum(_fractions(self.batch.column(name)) for name in columns)


def _fractions(column: pa.Array) -> int:
    """Those of its lists too."""
    import numpy as np
    import pyarrow as pa

    kind = column.type
    if pa.types.is_floating(kind):
        numbers = column.to_numpy(zero_copy_only=False)
        return int(np.count_nonzero(np.isfinite(numbers) & (numbers != np.floor(numbers))))
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _fractions(column.flatten())
    return sum(map(_fractions, column.flatten())) if pa.types.is_struct(kind) else 0


class Source(Protocol):
    """A table; it is gone through once.  ``names`` are the headings, in order; ``length`` is how many rows there are, where
    that is known before they are read; ``sheet`` the name of the sheet ("" for none).  ``place`` says where a column is:
    列C of a sheet, 第3列 of other files."""

    @property
    def path(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def sheet(self) -> str: ...
    @property
    def schema(self) -> pa.Schema: ...
    @property
    def length(self) -> int | None: ...
    @property
    def warnings(self) -> tuple[Diagnostic, ...]: ...
    @property
    def unread_sheets(self) -> tuple[str, ...]: ...

    def chunks(self, size: int = CHUNK) -> Iterator[Chunk]:
        """The rows.  Raises ``TableError`` where the file breaks off."""
        ...

    def close(self) -> None: ...


def letters(column: int) -> str:
    """The letters of a column, counted from 0.

    >>> letters(0), letters(26), letters(16383)
    ('A', 'AA', 'XFD')
    """
    said = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def cell_of(row: int, column: int, sheet: str = "") -> str:
    """A cell as people write it: 申报!C5; ``row`` from 1, ``column`` from 0."""
    return f"{sheet}!{letters(column)}{row}" if sheet else f"{letters(column)}{row}"
