"""Files of rows as they are written: the same bytes for the same rows, and no text that becomes a formula."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from tiaowen.compiler.tables import workbook_writing
from tiaowen.compiler.tables.opening import open_table
from tiaowen.compiler.tables.source import TableError
from tiaowen.compiler.tables.writing import file_writer, write_table, write_tables

MONEY = pa.decimal128(38, 2)
TABLE = pa.table(
    {
        "企业": ["甲", '=HYPERLINK("x")', None, "@乙"],
        "额": pa.array([Decimal("1.20"), Decimal("12345678901234567.00"), None, Decimal("-3.00")], MONEY),
        "符合": [True, False, None, True],
        "日期": [date(2019, 5, 1), None, None, date(2020, 1, 1)],
        "各年": pa.array([[Decimal("1.00"), Decimal("2.50")], [], None, [None]], pa.list_(MONEY)),
        "数": pa.array([1, -2, None, 10**16], pa.int64()),
        "说": ["-5", "+86 1", '甲,乙\n"丙"', "\tx"],
    }
)


def written(name: str, table: pa.Table = TABLE) -> bytes:
    into = BytesIO()
    write_table(name, into, table)
    return into.getvalue()


@pytest.mark.parametrize("name", ["表.csv", "表.parquet", "表.xlsx"])
def test_the_same_rows_give_the_same_bytes(name: str) -> None:
    assert written(name) == written(name)


def test_a_csv_has_a_mark_and_no_formula() -> None:
    assert written("表.csv").decode("utf-8-sig").splitlines() == [
        '"企业","额","符合","日期","各年","数","说"',
        '"甲","1.20","是","2019-05-01","1.00、2.50","1","-5"',
        '"\'=HYPERLINK(""x"")","12345678901234567.00","否",,,"-2","\'+86 1"',
        ',,,,,,"甲,乙',
        '""丙"""',
        '"\'@乙","-3.00","是","2020-01-01",,"10000000000000000","\'\tx"',
    ]
    assert written("表.csv").startswith(b"\xef\xbb\xbf")
    heading = written("表.csv", pa.table({"=1+1": ["甲"]}))
    assert b"'=1+1" in heading


def test_a_csv_is_read_back_as_it_was(tmp_path: Path) -> None:
    """A mark that is for sheets alone is none of the name that notice and audit look for."""
    table = pa.table({"企业": ["=甲", "@乙", "'丙", "-5", "\tx"]})
    path = tmp_path / "表.csv"
    path.write_bytes(written("表.csv", table))
    (chunk,) = open_table(str(path)).chunks()
    assert chunk.batch.column(0).to_pylist() == ["=甲", "@乙", "'丙", "-5", "\tx"]


def test_a_workbook_shows_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(written("表.xlsx"))
    rows = list(CalamineWorkbook.from_path(path).get_sheet_by_name("结果").iter_rows())
    assert rows[0] == TABLE.column_names
    assert rows[1] == ["甲", 1.2, "是", date(2019, 5, 1), "1.00、2.50", 1.0, "-5"]
    assert rows[2][:2] == ['=HYPERLINK("x")', "12345678901234567.00"]
    assert rows[4][5] == "10000000000000000"
    xml = __import__("zipfile").ZipFile(path).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml
    styles = __import__("zipfile").ZipFile(path).read("xl/styles.xml")
    assert b'quotePrefix="1"' in styles


def test_several_sheets(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with path.open("wb") as stream:
        write_tables(str(path), stream, [("结果", TABLE), ("退回", TABLE.select(["企业"]))])
    assert CalamineWorkbook.from_path(path).sheet_names == ["结果", "退回"]


@pytest.mark.parametrize("name", ["表.csv", "表.parquet", "表.xlsx"])
def test_what_is_written_is_read_again(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(written(name))
    source = open_table(str(path))
    assert source.schema.names == TABLE.column_names
    assert [len(chunk.rows) for chunk in source.chunks()] == [TABLE.num_rows]


def test_a_sheet_that_is_full_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_writing, "ROWS", 4)
    with pytest.raises(TableError) as refused:
        written("表.xlsx")
    assert [said.code for said in refused.value.diagnostics] == ["T0528"]
    assert written("表.xlsx", TABLE.slice(0, 3))


def test_other_formats_are_refused() -> None:
    with pytest.raises(TableError) as refused:
        file_writer("表.pdf", BytesIO())
    assert [said.code for said in refused.value.diagnostics] == ["T0512"]
