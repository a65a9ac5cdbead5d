"""A table at a path, by the end of its name."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from ..report.diagnostic import Diagnostic
from ..report.errors.source import MissingFile
from ..report.errors.tables import LockFile, NoRows, OpenElsewhere, OtherTableFormat, UnreadableTable
from .source import Source, TableError

READ = (".xlsx", ".xlsm", ".csv", ".parquet")
WRITTEN = (".xlsx", ".csv", ".parquet")
_LOCK = "~$"


def open_table(
    path: str,
    is_known: Callable[[str], bool] = lambda heading: False,
    *,
    sheet: str = "",
    apart: Collection[str] = (),
) -> Source:
    """The table in a file.  ``is_known`` says which headings are looked for: they tell titles from headings, and the sheet
    of applicants from others; ``sheet`` names it, and those that are ``apart`` are of something else.  Raises
    ``TableError`` where it is locked, missing, cut off or of another format, or has no rows."""
    refuse(path)
    match ".parquet" if Path(path).is_dir() else suffix_of(path):
        case ".xlsx" | ".xlsm":
            from .workbook import Book

            found = Book.at(path).applicants(is_known, sheet, apart)
        case ".csv":
            from .text_file import open_text

            found = open_text(path, is_known)
        case ".parquet":
            from .parquet_file import open_parquet

            found = open_parquet(path)
        case _:
            raise TableError(OtherTableFormat(path=path, known=READ))
    if found.length == 0:
        raise TableError(NoRows(path=path, has_headings=True))
    return found


def suffix_of(path: str) -> str:
    return Path(path).suffix.lower()


def warnings_of(path: str) -> tuple[Diagnostic, ...]:
    """What is to be told of a file beside what is in it: that it is open in WPS or Excel."""
    place = Path(path)
    # Office leaves out the first two characters of a longer name.
    names = (f"{_LOCK}{place.name}", f"{_LOCK}{place.name[2:]}")
    is_open = suffix_of(path) in (".xlsx", ".xlsm", ".csv") and any((place.parent / name).exists() for name in names)
    return (OpenElsewhere(path=path),) if is_open else ()


def refuse(path: str) -> None:
    """Raises ``TableError`` of a file that is missing, empty, no file, or a lock."""
    place = Path(path)
    try:
        if place.name.startswith(_LOCK):
            raise TableError(
                LockFile(path=path, meant=str(place.with_name(place.name.removeprefix(_LOCK) or "申报.xlsx")))
            )
        if place.is_dir():
            if any(place.glob("*.parquet")):
                return
            cause = "这是一个目录，里面没有 .parquet 文件", "it is a folder without .parquet files"
            raise TableError(UnreadableTable(path=path, cause=cause))
        if not place.exists():
            raise TableError(MissingFile(path=path))
        with place.open("rb") as file:
            if not file.read(1):
                raise TableError(NoRows(path=path, has_headings=False))
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise TableError(UnreadableTable(path=path, cause=(f"操作系统提示：{said}", said))) from None
