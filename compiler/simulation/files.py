"""A population in a file: a sheet or a table of applicants, and a sheet, or a file beside it, for each list.

In: a population, or the path of a file.  Out: bytes by path; or a table of Arrow with the tables of its lists.  Parquet has lists as
arrays; a workbook has a sheet for each, named for the fact, with who applies as the first column; .csv has a file for each:
人口.期权费.csv beside 人口.csv.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..intake.headings import column_of
from ..model.types import CLAIM_DATE
from ..report.diagnostic import Diagnostic
from .population import CLAIMED, KEY, Population

if TYPE_CHECKING:
    import pyarrow as pa

    from ..model.policy import Policy
    from ..tables.source import Source

SHEET = "合成申报人"
_UNFIT = re.compile(r"[\[\]:*?/\\]")


def written(made: Population, path: str) -> dict[Path, bytes]:
    """The files.  Raises ``TableError`` where the format is none that can be written, or has too few rows."""
    from ..tables.opening import suffix_of

    place = Path(path)
    if suffix_of(path) == ".parquet":
        return {place: _bytes(path, [(SHEET, made.table)])}
    main, lists = _apart(made.table)
    if suffix_of(path) == ".csv":
        beside = {place.with_suffix(f".{sheet}.csv"): table for sheet, table in lists.items()}
        return {
            place: _bytes(path, [(SHEET, main)]),
            **{at: _bytes(path, [(SHEET, each)]) for at, each in beside.items()},
        }
    return {place: _bytes(path, [(SHEET, main), *lists.items()])}


def _bytes(path: str, sheets: list[tuple[str, pa.Table]]) -> bytes:
    from ..tables.writing import write_tables

    stream = io.BytesIO()
    write_tables(path, stream, sheets)
    return stream.getvalue()


def _apart(table: pa.Table) -> tuple[pa.Table, dict[str, pa.Table]]:
    """The table without its lists, and each list as a table: a row an item, with who applies."""
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = {}
    for field in table.schema:
        if pa.types.is_list(field.type):
            column = table[field.name].combine_chunks()
            parents = pc.list_parent_indices(column)
            items = pc.list_flatten(column)
            keys = table[KEY].combine_chunks().take(parents)
            if pa.types.is_struct(items.type):
                parts = {each.name: items.field(at) for at, each in enumerate(items.type)}
            else:
                parts = {field.name: items}
            lists[sheet_of(field.name)] = pa.table({KEY: keys, **parts})
    names = [field.name for field in table.schema if not pa.types.is_list(field.type)]
    return table.select(names), lists


def sheet_of(heading: str) -> str:
    """The name of the sheet of a list.

    >>> sheet_of("甲/乙")
    '甲_乙'
    """
    return _UNFIT.sub("_", heading)[:31]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicants:
    """A table, the tables of its lists by fact, and what is to be told of the file."""

    source: Source
    lists: Mapping[str, pa.Table]
    warnings: tuple[Diagnostic, ...]


def read_applicants(policies: tuple[Policy, ...], path: str, sheet: str = "") -> Applicants:
    """The applicants in a file, which are read chunk by chunk, and its lists, read whole.  Raises ``TableError``."""
    from ..tables.opening import open_table, suffix_of, warnings_of

    clauses = [clause for policy in policies for clause in policy.clauses.values()]
    facts = {fact.name for clause in clauses for fact in clause.asked}
    ids = {clause.id for clause in clauses}
    lists = {
        sheet_of(fact.name): fact.name for clause in clauses for fact in clause.facts if fact.reading.kind == "list"
    }

    def is_known(heading: str) -> bool:
        return heading in (KEY, CLAIMED, CLAIM_DATE) or column_of(heading, facts, ids) is not None

    source = open_table(path, is_known, sheet=sheet, apart=tuple(lists))
    flaws: tuple[Diagnostic, ...] = ()
    found = {}
    for sheet, fact in lists.items():
        beside = Path(path).with_suffix(f".{sheet}.csv")
        if sheet in source.unread_sheets:
            found[fact], more = _whole(open_table(path, lambda _: True, sheet=sheet))
        elif suffix_of(path) == ".csv" and beside.exists():
            found[fact], more = _whole(open_table(str(beside), lambda _: True))
        else:
            continue
        flaws += more
    return Applicants(source=source, lists=found, warnings=(*warnings_of(path), *source.warnings, *flaws))


def _whole(source: Source) -> tuple[pa.Table, tuple[Diagnostic, ...]]:
    import pyarrow as pa

    chunks = list(source.chunks())
    table = pa.Table.from_batches([chunk.batch for chunk in chunks], schema=source.schema)
    flaws = tuple(dict.fromkeys(flaw.diagnostic for chunk in chunks for flaw in chunk.flaws))
    source.close()
    return table, flaws
