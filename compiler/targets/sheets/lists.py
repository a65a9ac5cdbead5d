"""A list of facts on a sheet of its own: a row an item, as many as ``ROWS``, each with what is wrong with it.

In: a list's type, and what stands in it.  Out: its ``Table``, and the first fault of all its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tiaowen.runtime.facts import FactType, Value

from ...report.diagnostic import Language
from .book import Sheet, address, styled
from .clause import Limit
from .inputs import first_of, read, shown_given, style, validation
from .looks import CELL_CENTER, FAULT, HEAD, LINK, NOTE, REMARK, TITLE
from .operands import (
    EMPTY,
    Number,
    Text,
    Truth,
    any_of,
    as_number,
    choice,
    compare,
    constant,
    every,
    if_text,
    literal,
)
from .steps import RowSteps
from .tables import Table
from .words import say

CELLS_MAX = 30000
"""So many cells of steps a sheet of items has at most."""
HEADER = 3
FIRST_ROW = HEADER + 1


@dataclass(frozen=True, slots=True)
class ListSheet:
    """``fault`` is that of the list, ``count`` how many items there are; ``texts_at`` is the column of what is told of each
    item."""

    sheet: Sheet
    table: Table
    fault: Text
    count: Number
    fields: tuple[FactType, ...]
    texts_at: int


def list_sheet(
    sheet: Sheet,
    of: FactType,
    given: Sequence[Value],
    limit: Limit,
    options: Sequence[str],
    back: str,
    title: str,
    lang: Language,
    rows: int,
    size: int,
) -> ListSheet:
    """The sheet of a list; ``options`` are where those of each field stand, ``back`` is where its link leads.  It has so many
    ``rows``, and what is worked out holds for ``size`` of them."""
    assert of.item is not None
    fields = of.item.fields or (replace(of.item, name=of.name),)
    fault_at = 1 + len(fields)
    texts_at, scratch = fault_at + 1, fault_at + 2
    _head(sheet, fields, back, title, size, lang, texts_at)
    table = Table(sheet, FIRST_ROW, size)
    for row in range(rows):
        steps = RowSteps(sheet, "", FIRST_ROW + row, most=scratch + CELLS_MAX // size)
        steps.column = scratch
        table.steps.append(steps)
    values = [_fields_of(part, fields, of) for part in given[:rows]]
    _cells(sheet, fields, values, rows, lang)
    for at, field in enumerate(fields):
        area = (FIRST_ROW, 1 + at, FIRST_ROW + rows - 1, 1 + at)
        if (checked := validation(field, limit.of(field), options[at], lang)) is not None:
            sheet.validations.append((area, checked))
    faults = _readings(sheet, table, fields, values, limit, options, lang, fault_at)
    place = sheet.area((FIRST_ROW, fault_at), (FIRST_ROW + rows - 1, fault_at))
    count = Number(f"SUM({table.area(table.steps[0].column - 2)})", len(values), 0, rows)
    flags = table.area(table.steps[0].column - 1)
    first = next((fault.value for fault in faults if fault.value), "")
    fault = Text(f'IF(SUM({flags})=0,"",INDEX({place},MATCH(1,{flags},0)))', first)
    if of.length is not None:
        wrong = literal(f"T0610 {of.name}{say(lang, 'length', count=of.length)}")
        fault = if_text(compare("=", count, constant(of.length)), fault, wrong)
    sheet.hidden_columns |= set(range(scratch, scratch + CELLS_MAX // size))
    sheet.put(FIRST_ROW + rows, 1, say(lang, "no more", rows=size), styled(NOTE, wrap=False))
    sheet.warned.append(
        ((FIRST_ROW, fault_at, FIRST_ROW + rows - 1, fault_at), f'LEFT({_open(FIRST_ROW, fault_at)},2)="T0"', FAULT)
    )
    return ListSheet(sheet, table, fault, count, fields, texts_at)


def _open(row: int, column: int) -> str:
    return address(row, column).replace("$", "")


def _fields_of(value: Value, fields: Sequence[FactType], of: FactType) -> tuple[Value, ...]:
    assert of.item is not None
    return tuple(value) if of.item.fields and isinstance(value, tuple) else (value,)


def _head(
    sheet: Sheet, fields: Sequence[FactType], back: str, title: str, size: int, lang: Language, texts_at: int
) -> None:
    sheet.put(0, 0, title, TITLE)
    sheet.put(1, 0, say(lang, "back to rule"), LINK, link=back)
    sheet.put(1, 2, say(lang, "list hint", rows=size), styled(NOTE, wrap=False))
    sheet.heights |= {0: 26, HEADER: 32}
    sheet.widths |= {0: 8, texts_at - 1: 40, texts_at: 60}
    sheet.put(HEADER, 0, say(lang, "item"), HEAD)
    for at, field in enumerate(fields, 1):
        unit = f"（{field.unit}）" if field.kind == "number" and field.unit and field.unit != "%" else ""
        unit = unit if lang == "zh" else unit.replace("（", " (").replace("）", ")")
        sheet.put(HEADER, at, f"{field.name}{unit}", styled(HEAD, wrap=True))
        sheet.widths[at] = 22
    sheet.put(HEADER, texts_at - 1, say(lang, "remark"), HEAD)
    sheet.put(HEADER, texts_at, say(lang, "how"), HEAD)
    sheet.title_rows = FIRST_ROW
    sheet.printed_columns = texts_at + 1
    sheet.is_landscape = len(fields) > 2


def _cells(
    sheet: Sheet, fields: Sequence[FactType], values: Sequence[tuple[Value, ...]], rows: int, lang: Language
) -> None:
    for row in range(rows):
        sheet.put(FIRST_ROW + row, 0, row + 1, CELL_CENTER)
        for at, field in enumerate(fields):
            value = shown_given(field, values[row][at], lang) if row < len(values) else None
            sheet.put(FIRST_ROW + row, 1 + at, value, style(field))


def _readings(
    sheet: Sheet,
    table: Table,
    fields: Sequence[FactType],
    values: Sequence[tuple[Value, ...]],
    limit: Limit,
    options: Sequence[str],
    lang: Language,
    fault_at: int,
) -> list[Text]:
    """Every row read, from the last up: a row is used where anything stands in it or below it."""
    rows = len(table.steps)
    columns: list[int] = []
    faults: list[Text] = [EMPTY] * rows
    table.held = [[] for _ in range(rows)]
    table.used = [Truth("FALSE", False)] * rows
    below = constant(0)
    for row in reversed(range(rows)):
        steps = table.steps[row]
        cells = [sheet.at(FIRST_ROW + row, 1 + at) for at in range(len(fields))]
        is_given = row < len(values)
        filled = any_of([Truth(f'{cell}<>""', is_given, 0) for cell in cells])
        used_cell = steps.put(choice(filled, constant(1), below))
        used = Truth(f"{used_cell}=1", is_given, 0)
        below = Number(used_cell, int(is_given), 0, 1)
        own: list[Text] = []
        columns = []
        for at, field in enumerate(fields):
            value = values[row][at] if is_given else None
            reading = read(steps, field, cells[at], value, limit.of(field), options[at], lang)
            columns.append(1 + at if field.kind == "text" else steps.column - 1)
            table.held[row].append(reading.held)
            own.append(reading.fault)
        fault = if_text(used, if_text(filled, first_of(own), literal(f"T0601 {say(lang, 'gap')}")))
        value_now = fault.value if is_given else ""
        sheet.put_formula(FIRST_ROW + row, fault_at, Text(fault.text, value_now), REMARK)
        faults[row] = Text(sheet.at(FIRST_ROW + row, fault_at), value_now)
        table.used[row] = used
        # The last two of what is read: whether there is an item, and whether anything is wrong with it.
        steps.put(as_number(used))
        steps.put(as_number(Truth(f'{faults[row].text}<>""', value_now != "", 0)))
    table.columns = columns
    return faults


def item_texts(sheet: ListSheet, told: Truth, texts: Sequence[Text]) -> None:
    """What is told of each item, beside it."""
    for row, text in enumerate(texts):
        said = if_text(every([sheet.table.used[row], told]), text)
        sheet.sheet.put_formula(FIRST_ROW + row, sheet.texts_at, said, REMARK)
