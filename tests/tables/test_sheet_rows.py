"""Rows written all at once stand in a workbook as XlsxWriter writes them cell by cell, and so high that texts can be read."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from random import Random
from typing import Any
from zipfile import ZipFile

import pyarrow as pa
import pytest
import xlsxwriter

from tiaowen.compiler.tables.sheet_rows import LONGEST
from tiaowen.compiler.tables.writing import write_table

TEXTS = [
    "甲公司",
    None,
    "A&B <b>",
    "=1+1",
    "-5",
    " 前",
    "后　",
    "_x000D_ y",
    "三\x07\r b",
    "￾甲",
    "长" * 60,
    "🙂" * 20_000,
]
TEXTS += ["一\n二", "<r>甲</r>", "\t"]


def cells(xml: bytes) -> list[str]:
    """The cells below the headings, whatever they look like; 1.50 is 1.5."""
    rows = re.sub(' s="[0-9]+"', "", xml.decode().partition('<row r="2"')[2])
    plain = re.sub("<v>(.*?)</v>", lambda found: f"<v>{float(found[1])!r}</v>", rows)
    return re.findall("<c .*?</c>", plain, re.DOTALL)


def written(table: pa.Table) -> bytes:
    into = BytesIO()
    write_table("表.xlsx", into, table)
    return ZipFile(into).read("xl/worksheets/sheet1.xml")


def by_hand(rows: list[list[Any]]) -> bytes:
    into = BytesIO()
    book = xlsxwriter.Workbook(into, {"constant_memory": True, "default_date_format": "yyyy"})
    page = book.add_worksheet()
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, column, cell)
            elif cell is not None:
                page.write(number, column, cell)
    book.close()
    return ZipFile(into).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("seed", range(3))
def test_cells_are_those_of_xlsxwriter(seed: int) -> None:
    rng = Random(seed)
    money = [None if rng.random() < 0.3 else Decimal(rng.randrange(-(10**8), 10**14)).scaleb(-2) for _ in range(50)]
    days = [date.fromordinal(rng.randrange(693_597, 767_000)) for _ in range(48)] + [
        date(1900, 2, 28),
        date(1900, 3, 1),
    ]
    counts = [rng.randrange(-(10**9), 10**14) for _ in range(50)]
    floats = [rng.uniform(-1, 1) * 10 ** rng.randrange(-9, 20) for _ in range(50)]
    table = pa.table(
        {
            "额": pa.array(money, pa.decimal128(38, 2)),
            "日": days,
            "数": counts,
            "比": floats,
            "否": pa.array(["是", None] * 25).dictionary_encode(),
        }
    )
    rows = [list(row.values()) for row in table.to_pylist()]
    assert cells(written(table)) == cells(by_hand(rows))


def test_texts_are_those_of_xlsxwriter_and_no_markup() -> None:
    # XlsxWriter would cut off what is too long without a sign, write what cannot be written, and take what begins with <r>
    # for markup.
    expected = [text for text in TEXTS if text not in ("￾甲", "🙂" * 20_000, "<r>甲</r>")]
    assert cells(written(pa.table({"文": expected}))) == cells(by_hand([[text] for text in expected]))
    xml = written(pa.table({"文": TEXTS})).decode()
    assert "&lt;r&gt;甲&lt;/r&gt;" in xml
    assert "￾" not in xml
    cut = re.search("(🙂+…)<", xml)
    assert cut is not None
    assert len(cut[1].encode("utf-16-le")) // 2 <= LONGEST


def test_numbers_that_a_sheet_cannot_hold_are_texts() -> None:
    table = pa.table(
        {
            "额": pa.array([Decimal("12345678901234567.00"), Decimal("-0.05")], pa.decimal128(38, 2)),
            "数": [10**15, -(10**15) + 1],
            "日": [date(1899, 12, 31), date(1900, 1, 1)],
            "比": [float("nan"), 0.5],
        }
    )
    made = [re.sub("<[^>]+>", "", cell) for cell in cells(written(table))]
    assert made[:4] == ["12345678901234567.00", "1000000000000000", "1899-12-31", "NAN"]
    assert made[4:] == ["-0.05", "-999999999999999.0", "1.0", "0.5"]


def test_a_row_is_as_high_as_its_longest_text() -> None:
    table = pa.table({"7.1 理由": ["短", "一\n二\n三", "长" * 100, None, "一\n" * 200]})
    heights = re.findall('<row r="([0-9]+)"(?: ht="([0-9.]+)")?', written(table).decode())
    assert heights[1:] == [("2", ""), ("3", "47.25"), ("4", "62.25"), ("5", ""), ("6", "408.75")]


def test_rows_of_several_batches_are_numbered_on() -> None:
    table = pa.table({"数": list(range(10_000))})
    xml = written(pa.concat_tables([table, table]))
    assert re.findall(rb'<c r="A(\d+)"', xml) == [str(row).encode() for row in range(1, 20_002)]
    assert b'<dimension ref="A1:A20001"' in xml
