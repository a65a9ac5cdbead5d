"""The workbook of a form: 申报表, a sheet for each list, 填表说明, and 选项, which is hidden.

In: a form.  Out: a ``Book``.  The first row of a sheet to fill in is the headings and nothing else, so that whoever reads it
needs not look for them; what is to be seen besides stands in remarks and colours.
"""

from __future__ import annotations

from ..report.diagnostic import Language
from ..targets.sheets.book import Book, Sheet
from .asking import OPTIONS, SHEET, Asking
from .explained import explained_sheet
from .options import Options
from .rows import applicants_sheet, items_sheet
from .words import say


def book_of(form: Asking, lang: Language) -> Book:
    """All sheets, in the order in which they are filled in."""
    book = Book(title=say(lang, "header", title=form.policy.title))
    options = Options(book, Sheet(name=OPTIONS, is_hidden=True))
    book.sheets.append(applicants_sheet(form, Sheet(name=SHEET), options, lang))
    book.sheets += [items_sheet(form, table, Sheet(name=table.sheet), options, lang) for table in form.tables]
    book.sheets.append(explained_sheet(form, Sheet(name=say(lang, "sheet")), lang))
    if options.placed:
        book.sheets.append(options.sheet)
    return book
