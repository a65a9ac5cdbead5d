"""The workbook of a form: 申报表, a sheet for each list, 填表说明, and 选项, which is hidden.

In: a form.  Out: a ``Book``.  The first row of a sheet to fill in is the headings and nothing else, so that whoever reads it
needs not look for them; what is to be seen besides stands in remarks and colours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..report.diagnostic import Language
from ..targets.sheets.book import Book, Sheet, Shown
from .asking import EXPLAINED, OPTIONS, SHEET, Asking
from .explained import explained_sheet
from .options import Options
from .rows import applicants_sheet, items_sheet
from .words import say

Filled = Sequence[Mapping[str, Shown | None]]


def book_of(form: Asking, lang: Language, rows: Filled = (), items: Mapping[str, Filled] | None = None) -> Book:
    """All sheets, in the order in which they are filled in.  ``rows`` are what stands there already, by headings, and ``items``
    that of the sheets of lists, by their names.  Raises ``ValueError`` for headings and sheets that there are not."""
    book = Book(title=say(lang, "header", title=form.policy.title))
    options = Options(book, Sheet(name=OPTIONS, is_hidden=True))
    book.sheets.append(applicants_sheet(form, Sheet(name=SHEET), options, lang))
    book.sheets += [items_sheet(form, table, Sheet(name=table.sheet), options, lang) for table in form.tables]
    book.sheets.append(explained_sheet(form, Sheet(name=EXPLAINED[lang == "en"]), lang))
    if options.placed:
        book.sheets.append(options.sheet)
    sheets = {sheet.name: sheet for sheet in book.sheets[: 1 + len(form.tables)]}
    for name, given in ((SHEET, rows), *(items or {}).items()):
        if name not in sheets:
            raise ValueError(f"the form has no sheet {name}")
        _fill(sheets[name], given)
    return book


def _fill(sheet: Sheet, rows: Filled) -> None:
    places = {str(cell.value): column for (row, column), cell in sheet.cells.items() if row == 0}
    for at, row in enumerate(rows, 1):
        for heading, value in row.items():
            if heading not in places:
                raise ValueError(f"{sheet.name} has no column {heading}")
            if value is not None:
                sheet.put(at, places[heading], value, sheet.column_styles[places[heading]])
