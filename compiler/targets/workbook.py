"""A workbook that calculates: a sheet an article, with cells to fill in, live results, and how they come about.

In: a module.  Out: an .xlsx that Excel, WPS and LibreOffice open, with formulas only: no macro, no link to elsewhere.  Needs
XlsxWriter (the extra ``workbook``).
"""

from __future__ import annotations

from collections.abc import Mapping

from ..program.module import Module
from ..report.diagnostic import Report
from ..report.errors.output import MissingLibrary
from .sheets.workbook import book_of
from .target import Target, Wanted


def emit(module: Module, report: Report, wanted: Wanted) -> Mapping[str, bytes]:
    """One file; nothing where the library is missing."""
    try:
        from .sheets.written import written
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "xlsxwriter":
            raise
        report.add(MissingLibrary(library="XlsxWriter", extra="workbook"))
        return {}
    made = book_of(module, report)
    return {} if made is None else {"": written(made.book)}


WORKBOOK = Target(name="workbook", suffixes=("",), emit=emit)
