"""Tables as offices have them: what is read of each cell, and what is refused with its place."""

import codecs
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from support.workbooks import Formula, Worked, known, workbook
from tiaowen.compiler.report.diagnostic import Diagnostic
from tiaowen.compiler.tables.memory import in_memory
from tiaowen.compiler.tables.opening import open_table, warnings_of
from tiaowen.compiler.tables.source import Source, TableError
from tiaowen.compiler.tables.unread import unread_cells

KNOWN = known("代码", "研发费用", "成立日期", "首次申报")


def rows_of(source: Source, size: int = 65536) -> list[tuple[int, tuple[object, ...]]]:
    return [
        (int(row), tuple(cells.values()))
        for chunk in source.chunks(size)
        for row, cells in zip(chunk.rows, chunk.batch.to_pylist(), strict=True)
    ]


def flaws_of(source: Source) -> list[tuple[int, str, str]]:
    return [(flaw.row, flaw.column, flaw.diagnostic.title.zh) for chunk in source.chunks() for flaw in chunk.flaws]


def refused(path: Path, **given: str) -> Sequence[Diagnostic]:
    with pytest.raises(TableError) as error:
        source = open_table(str(path), KNOWN, sheet=given.get("sheet", ""))
        list(source.chunks())
    return error.value.diagnostics


# ── workbooks ──


def test_a_sheet_is_read_as_it_is_shown(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["代码", "研发费用", "成立日期", "首次申报"],
        ["甲", 3000, date(2019, 5, 1), True],
        ["乙 ", 0.1, "2019年5月1日", "√"],
        [None, None, None, None],
        ["丙", "1,234.50", 43586, False],
        ["丁", Worked("=1+2|3"), None, None],
    ]
    source = open_table(str(workbook(tmp_path / "表.xlsx", {"申报": rows})), KNOWN)
    assert (source.sheet, source.schema.names, source.length) == ("申报", rows[0], 5)
    chunks = list(source.chunks())
    assert rows_of(open_table(source.path, KNOWN)) == [
        (2, ("甲", "3000", "2019-05-01", "是")),
        (3, ("乙", "0.1", "2019年5月1日", "√")),
        (5, ("丙", "1,234.50", "43586", "否")),
        (6, ("丁", "3", "", "")),
    ]
    assert [dict(chunk.fractions) for chunk in chunks] == [{"研发费用": 1}]
    assert rows_of(open_table(source.path, KNOWN), 1) == rows_of(open_table(source.path, KNOWN), 3)


def test_cells_that_read_as_empty_and_are_not(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["代码", "研发费用"],
        ["甲", Formula("=A1*2")],
        ["乙", Worked("=1/0|#DIV/0!")],
        ["丙", Worked('=IF(1,"","")|')],
        ["丁", 91330701000000123],
    ]
    path = workbook(tmp_path / "表.xlsx", {"申报": rows})
    found = flaws_of(open_table(str(path), KNOWN))
    assert found == [
        (2, "研发费用", "申报!B2 是没有算过的公式，格子里没有值"),
        (3, "研发费用", "申报!B3 是错误值 #DIV/0!"),
        (4, "研发费用", "申报!B4 是没有算过的公式，格子里没有值"),
        (5, "研发费用", "申报!B5 是数字 91330701000000130，15 位以后已经不准"),
    ]


@pytest.mark.parametrize(
    ("cell", "is_unread"),
    [
        (b'<c r="B2"><f>A1</f></c>', True),
        (b'<c r="B2"><f>A1</f><v></v></c>', True),
        (b'<c r="B2"><f>A1</f><v/></c>', True),
        (b'<c r="B2"><f t="shared" si="0"/></c>', True),
        (b'<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', True),
        (b'<c r="B2" t="e"><v>#N/A</v></c>', True),
        (b'<c r="B2"><f>A1</f><v>0</v></c>', False),
        (b'<c r="B2"><f t="shared" si="0"/><v>7</v></c>', False),
        (b'<c r="B2" t="str"><f>A1</f><v></v></c>', False),
        (b'<c r="B2" t="str"><f>A1</f><v xml:space="preserve"> </v></c>', False),
        (b'<c r="B2"><v>7</v></c>', False),
    ],
)
def test_which_cells_are_unread(tmp_path: Path, cell: bytes, is_unread: bool) -> None:
    import zipfile

    made = workbook(tmp_path / "旧.xlsx", {"表": [["a"]]})
    path = tmp_path / "新.xlsx"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = b'<worksheet><sheetData><row r="2">' + cell + b"</row></sheetData></worksheet>"
            new.writestr(name, data)
    assert list(unread_cells(str(path), "表")) == ([(2, 1)] if is_unread else [])


def test_titles_and_merged_headings_stand_above_the_rows(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["2025年度申报汇总表", None, None],
        ["填报单位：某局", None, None],
        ["代码", "经费", None],
        [None, "研发费用", "首次申报"],
        ["甲", 5, "是"],
    ]
    merged = [("A1:C1", rows[0][0]), ("A3:A4", "代码"), ("B3:C3", "经费")]
    source = open_table(str(workbook(tmp_path / "表.xlsx", {"申报": rows}, {"申报": merged})), KNOWN)
    assert source.schema.names == ["代码", "研发费用", "首次申报"]
    assert rows_of(source) == [(5, ("甲", "5", "是"))]


def test_a_merged_cell_below_has_no_value_of_its_own(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["代码", "研发费用"], ["甲", 5], [None, 6], ["备注：单位为元", None]]
    merged = [("A2:A3", "甲"), ("A4:B4", rows[3][0])]
    source = open_table(str(workbook(tmp_path / "表.xlsx", {"申报": rows}, {"申报": merged})), KNOWN)
    assert flaws_of(source) == [(3, "代码", "申报!A3 和 A2 合并了，没有自己的值")]


def test_the_sheet_of_applicants_is_found_among_others(tmp_path: Path) -> None:
    sheets: dict[str, list[list[Any]]] = {
        "说明": [["怎样填"]],
        "申报": [["代码", "研发费用"], ["甲", 5]],
        "项目": [["代码", "金额"], ["甲", 1]],
    }
    path = workbook(tmp_path / "表.xlsx", sheets)
    source = open_table(str(path), KNOWN)
    assert (source.sheet, source.unread_sheets) == ("申报", ("说明", "项目"))
    assert open_table(str(path), KNOWN, sheet="项目").schema.names == ["代码", "金额"]


def test_two_sheets_of_applicants_are_refused(tmp_path: Path) -> None:
    one = [["代码", "研发费用"], ["甲", 5]]
    path = workbook(tmp_path / "表.xlsx", {"多湖街道": one, "东孝街道": one})
    (said,) = refused(path)
    assert (said.code, "「多湖街道」、「东孝街道」" in said.reason.zh) == ("T0516", True)
    assert [said.code for said in refused(path, sheet="城东")] == ["T0516"]
    assert rows_of(open_table(str(path), KNOWN, sheet="东孝街道")) == [(2, ("甲", "5"))]


def test_columns_that_mean_nothing_are_refused_with_their_cells(tmp_path: Path) -> None:
    rows = [["代码", "研发费用", "研发费用", None], ["甲", 5, 6, None], ["乙", 5, 6, "见附件"]]
    found = [said.title.zh for said in refused(workbook(tmp_path / "表.xlsx", {"申报": rows}))]
    assert found == ["「研发费用」有2列：申报!B1、申报!C1", "申报!D3 有内容，这一列却没有表头"]


# ── what is no table ──


def test_a_file_cut_off_is_refused(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "表.xlsx", {"申报": [["代码", "研发费用"], ["甲", 5]]}).read_bytes()
    for part in (whole[: len(whole) // 2], b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, b"no table"):
        path = tmp_path / "半.xlsx"
        path.write_bytes(part)
        assert [said.code for said in refused(path)] == ["T0510"]
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.table({"代码": ["甲"] * 1000}), sink)
    (tmp_path / "半.parquet").write_bytes(sink.getvalue().to_pybytes()[:-20])
    assert [said.code for said in refused(tmp_path / "半.parquet")] == ["T0510"]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "~$申报.xlsx").write_bytes(b"lock")
    (tmp_path / "空.csv").write_bytes(b"")
    (tmp_path / "白.csv").write_bytes(b"\xef\xbb\xbf\n\n")
    (tmp_path / "旧.xls").write_bytes(b"x")
    (tmp_path / "夹.csv").mkdir()
    heads = workbook(tmp_path / "头.xlsx", {"申报": [["代码", "研发费用"]]})
    codes = {
        path.name: [said.code for said in refused(path)]
        for path in (*sorted(tmp_path.iterdir()), tmp_path / "无.csv", tmp_path / "a\0.csv")
    }
    assert codes == {
        "~$申报.xlsx": ["T0511"],
        "空.csv": ["T0513"],
        "白.csv": ["T0513"],
        "旧.xls": ["T0512"],
        "夹.csv": ["T0510"],
        heads.name: ["T0513"],
        "无.csv": ["T0191"],
        "a\0.csv": ["T0191"],
    }


def test_an_open_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "申报表.xlsx"
    assert warnings_of(str(path)) == ()
    (tmp_path / "~$申报表.xlsx").write_bytes(b"")
    assert [said.code for said in warnings_of(str(path))] == ["T0529"]


# ── .csv ──

TEXT = '代码,研发费用,备注\n甲 ,3000,"一,二"\n\n乙,,"两\n行"\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_csv_in_any_encoding(tmp_path: Path, encoding: str, ending: str) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(TEXT.replace("\n", ending).encode(encoding))
    source = open_table(str(path), KNOWN)
    assert source.schema.names == ["代码", "研发费用", "备注"]
    assert rows_of(source) == [(2, ("甲", "3000", "一,二")), (4, ("乙", "", f"两{ending}行"))]


def test_what_is_not_ascii_may_come_late(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(b"code,n\n" + b"a,1\n" * 10 + "乙,2\n".encode("gb18030"))
    assert rows_of(open_table(str(path)))[-1] == (12, ("乙", "2"))


def test_titles_stand_above_the_headings_of_a_csv_too(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("2025年度申报\n\n代码\t研发费用\n甲\t5\n", "utf-8")
    assert rows_of(open_table(str(path), KNOWN)) == [(4, ("甲", "5"))]


def test_rows_of_another_length_are_set_apart_and_stop_nothing(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("代码,研发费用\n甲,1\n乙,2,3\n丙,4\n丁\n", "utf-8")
    source = open_table(str(path), KNOWN)
    assert rows_of(source) == [(2, ("甲", "1")), (4, ("丙", "4"))]
    assert flaws_of(open_table(str(path), KNOWN)) == [
        (3, "", "这一行有3格，表头有2列"),
        (5, "", "这一行有1格，表头有2列"),
    ]


def test_the_numbers_of_rows_hold_across_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiaowen.compiler.tables.text_file._PIECE", 4096)
    path = tmp_path / "表.csv"
    lines = [f"{'x' * 30}{number},{number}" + (",9" if number % 97 == 0 else "") for number in range(2, 3000)]
    path.write_text("代码,研发费用\n" + "\n".join(lines) + "\n", "utf-8")
    source = open_table(str(path), KNOWN)
    chunks = list(source.chunks(50))
    assert len(chunks) > 20
    assert all(str(row) == cells[1] for row, cells in rows_of(open_table(str(path), KNOWN), 50))
    wrong = [flaw.row for chunk in chunks for flaw in chunk.flaws]
    assert wrong == [number for number in range(2, 3000) if number % 97 == 0]
    assert sum(len(chunk.rows) for chunk in chunks) + len(wrong) == 2998


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "cause", "advice"),
    [
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "文件加了打开密码", "把打开密码清空"),
        (_OLE, "旧格式", "另存为 .xlsx"),
        (b"PK\3\4" + bytes(26) + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods", "另存为 .xlsx"),
    ],
    ids=["password", "xls", "ods"],
)
def test_what_is_called_xlsx_and_is_none(tmp_path: Path, data: bytes, cause: str, advice: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(data)
    (said,) = refused(path)
    assert said.code == "T0510" and cause in said.reason.zh
    assert said.suggestion is not None and advice in said.suggestion.zh


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF16_LE + "代码".encode("utf-16-le"),
        b"a,b\n\x00\x01,2\n",
        b"\xff\xff\xff,\xfe\n",
        '代码,研发费用\n甲,"开着的引号\n乙,1\n'.encode(),
        "代码,研发费用\n甲,1\n".encode() + "乙".encode("gb18030"),
    ],
    ids=["utf-16", "binary", "no encoding", "open quotation mark", "two encodings"],
)
def test_a_csv_that_cannot_be_read(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(data)
    assert [said.code for said in refused(path)] == ["T0510"]


def test_columns_of_a_csv_that_mean_nothing(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("代码,研发费用,研发费用\n甲,1,2\n", "utf-8")
    assert [said.title.zh for said in refused(path)] == ["「研发费用」有2列：第2列、第3列"]
    path.write_text("代码,研发费用,\n甲,1,\n乙,2,9\n", "utf-8")
    assert [said.title.zh for said in refused(path)] == ["第3行第3列 有内容，这一列却没有表头"]


# ── Parquet, and tables in memory ──


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    table = pa.table({"代码": ["甲", "乙"], "研发费用": pa.array([Decimal("1.50"), None], pa.decimal128(18, 2))})
    parquet.write_table(table, tmp_path / "表.parquet")
    source = open_table(str(tmp_path / "表.parquet"))
    assert (source.length, source.schema) == (2, table.schema)
    assert rows_of(source) == [(2, ("甲", Decimal("1.50"))), (3, ("乙", None))]
    assert (
        rows_of(in_memory(table), 1)
        == rows_of(in_memory(table.to_batches()[0]))
        == rows_of(in_memory(table.to_reader()))
    )


def test_a_table_in_memory_may_be_refused() -> None:
    with pytest.raises(TableError):
        in_memory(pa.table([["甲"], ["乙"]], names=["代码", "代码"]))
    with pytest.raises(TypeError):
        in_memory([{"代码": "甲"}])
