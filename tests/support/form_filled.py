"""Forms filled in as people fill them in, and read back by their headings; nothing is calculated here.

Comes in: a form, and claims.  Goes out: the file, with each claim in a row of its own and its items in the sheets of lists; and
from such a file what each row says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from support.workbook import read_sheets, typed
from tiaowen.compiler.forms import credit_code
from tiaowen.compiler.forms.asking import CLAIMED, SHEET
from tiaowen.compiler.forms.form import Form
from tiaowen.compiler.forms.rows import headings
from tiaowen.compiler.forms.workbook import book_of
from tiaowen.compiler.intake.headings import Headed, column_of
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.model.types import CLAIM_DATE
from tiaowen.compiler.targets.sheets.book import Book
from tiaowen.compiler.targets.sheets.written import written


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What an applicant fills in: what is claimed, the facts of all of it (of a fact that each clause means differently, by
    heading), the day."""

    claims: tuple[str, ...]
    facts: Mapping[str, Any]
    name: str = "某公司"
    day: date | str | None = None
    key: str = ""


def code(number: int) -> str:
    """A code that there could be, one for each number."""
    body = f"91330703MA{number:07d}"
    return body + credit_code.check_digit(body)


def filled(form: Form, rows: Sequence[Row]) -> bytes:
    """The file with these rows."""
    return written(filled_book(form, rows))


def filled_book(form: Form, rows: Sequence[Row]) -> Book:
    made, items = [], {table.sheet: list[dict[str, Any]]() for table in form.tables}
    for at, row in enumerate(rows, 1):
        key = row.key or code(at)
        known = {form.key: key, form.name: row.name, CLAIMED: "、".join(row.claims), CLAIM_DATE: row.day}
        cells = {heading: known[heading] for heading in form.before}
        for column in form.columns:
            name = column.heading if column.heading in row.facts else column.of.name
            if name in row.facts:
                cells[column.heading] = typed(column.of, row.facts[name], "zh")
        made.append(cells)
        for table in form.tables:
            given = row.facts.get(table.column.of.name)
            if given == [] and table.column.of.kind == "list":
                items[table.sheet].append({form.key: key, headings(table)[0][0]: "无"})
            for item in given or ():
                parts = {
                    heading: typed(of, item.get(of.name) if isinstance(item, Mapping) else item, "zh")
                    for heading, of in headings(table)
                }
                items[table.sheet].append({form.key: key, **parts})
    return book_of(form, "zh", made, items)


def headed(form: Form, clause: Clause, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts that each clause means differently, under its own heading."""
    own = {f"{clause.id} {name}" for name in facts} & {column.heading for column in form.columns}
    return {(f"{clause.id} {name}" if f"{clause.id} {name}" in own else name): value for name, value in facts.items()}


@dataclass(slots=True)
class Read:
    """A row as it is read: the facts of a clause by their names, with what headings say of units."""

    key: str
    claims: tuple[str, ...]
    day: Any
    cells: dict[Headed, Any] = field(default_factory=dict)

    def of(self, clause: str) -> tuple[dict[str, Any], dict[str, str]]:
        """What the row says of one clause: facts, and the units that headings name."""
        meant = {headed.fact: headed for headed in self.cells if headed.clause == ""}
        meant |= {headed.fact: headed for headed in self.cells if headed.clause == clause}
        facts = {name: self.cells[headed] for name, headed in meant.items()}
        return facts, {name: headed.unit for name, headed in meant.items()}


def read_back(file: Path, form: Form) -> list[Read]:
    """What stands in the rows of a filled form.  Days, which a file has as numbers, are known by the fact; all other numbers
    are floats, as whoever reads sheets has them."""
    sheets = read_sheets(file)
    kinds = {column.of.name: column.of.kind for column in form.columns}
    found = [_row(cells, kinds, form) for cells in _rows(sheets[SHEET])]
    by_key = {row.key: row for row in found}
    for table in form.tables:
        clause = f"{table.column.clause} " if table.column.clause else ""
        names = [of.name for of in table.column.fields]
        of_fields = {of.name: of.kind for of in table.column.fields}
        headed = column_of(f"{clause}{table.column.of.name}", [table.column.of.name], form.ids)
        assert headed is not None
        for cells in _rows(sheets[table.sheet]):
            parts: dict[str, Any] = {}
            for heading, value in cells.items():
                if heading != form.key and (one := column_of(heading, names, form.ids)) is not None:
                    made = _value(value, of_fields[one.fact])
                    parts[one.fact] = f"{_digits(made)}{one.unit}" if one.unit and value else made
            is_record = table.column.of.item is not None and table.column.of.item.fields
            item = parts if is_record else next(iter(parts.values()))
            by_key[str(cells[form.key])].cells.setdefault(headed, []).append(item)
    return found


def _digits(value: Any) -> str:
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _row(cells: Mapping[str, Any], kinds: Mapping[str, str], form: Form) -> Read:
    claims = tuple(str(cells.get(CLAIMED, form.ids[0])).split("、"))
    row = Read(str(cells[form.key]), claims, _value(cells.get(CLAIM_DATE), "date"))
    for heading, value in cells.items():
        headed = None if heading in form.before else column_of(heading, list(kinds), form.ids)
        if headed is not None:
            row.cells[headed] = _value(value, kinds[headed.fact])
        else:
            assert heading in form.before, heading
    return row


def _rows(cells: Mapping[tuple[int, int], Any]) -> Iterator[dict[str, Any]]:
    """Each row that has anything, by the headings."""
    headings = {column: str(value) for (row, column), value in cells.items() if row == 0}
    for at in sorted({row for row, _ in cells} - {0}):
        yield {headings[column]: value for (row, column), value in cells.items() if row == at}


def _value(value: Any, kind: str) -> Any:
    if kind == "date" and isinstance(value, str) and value.isdecimal():
        return date(1899, 12, 30) + timedelta(int(value))
    try:
        return float(value) if kind == "number" else value
    except (TypeError, ValueError):
        return value
