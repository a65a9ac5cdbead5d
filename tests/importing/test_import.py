"""``tiaowen import``: what a user types, and what comes of it."""

import io
import zipfile
from pathlib import Path

import pytest

from support.command import Command
from support.word_files import OFFICIAL, File, run

TEXT = "某市若干政策\n一、研发\n（一）研发补助。对企业按研发费用的5%给予补助。\n"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = File()
    file.pattern(1, OFFICIAL)
    file.line("某市若干政策")
    file.line("研发", level=0)
    file.line("研发补助。对企业按研发费用的5%给予补助。", level=1)
    file.line("附：", runs=run("内部掌握", "<w:rPr><w:vanish/></w:rPr>"))
    written = tmp_path / "通知.docx"
    written.write_bytes(file.bytes)
    return written


def test_a_document(command: Command, document: Path, tmp_path: Path) -> None:
    out = tmp_path / "通知.policy"
    done = command("import", document, "-o", out)
    assert (done.code, out.read_text("utf-8")) == (0, f"{TEXT}附：\n")
    assert "读入：4段，2处自动编号" in done.out
    assert "《某市若干政策》，1章，1条" in done.out
    assert done.err == "没有读入：隐藏的文字 1 处\n  “内部掌握”\n"
    assert "2 automatic numbers" in command("import", document, "-o", out, "--lang", "en").out


def test_the_same_document_gives_the_same_bytes(command: Command, document: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "甲.policy", tmp_path / "乙.policy"
    command("import", document, "-o", first)
    command("import", document, "-o", second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", TEXT.encode()),
        ("a.txt", TEXT.encode("gb18030")),
        ("a.txt", TEXT.replace("\n", "\r\n").encode("utf-16")),
        ("a.doc.txt", b"\xef\xbb\xbf" + TEXT.encode()),
        ("a.html", f"<meta charset=gb2312><p>{TEXT}".replace("\n", "<p>").encode("gb18030")),
        ("a.htm", f"<p>{TEXT}".replace("\n", "<p>").encode()),
        # a page that was saved under the name of a document
        ("a.doc", f"<html><body><p>{TEXT}".replace("\n", "<p>").encode()),
    ],
)
def test_texts_and_pages(command: Command, tmp_path: Path, name: str, data: bytes) -> None:
    place, out = tmp_path / name, tmp_path / "out.policy"
    place.write_bytes(data)
    assert command("import", place, "-o", out).code == 0
    assert out.read_text("utf-8") == TEXT


def test_from_standard_input(command: Command, document: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.policy"
    assert command("import", "-", "-o", out, stdin=document.read_bytes()).code == 0
    assert out.read_text("utf-8").startswith(TEXT)


def _archive(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        # A date of its own: these bytes name a test, and each process has to give it the same name.
        archive.writestr(zipfile.ZipInfo(name), "<a/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "code", "advice"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0d\0" * 9, "T0571", "另存为”Word 文档（*.docx）"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e",
            "T0571",
            "去掉密码",
        ),
        ("a.rtf", b"{\\rtf1 a}", "T0571", "另存为”Word 文档（*.docx）"),
        ("a.pdf", b"%PDF-1.7 ...", "T0571", "PDF 转 Word"),
        ("a.png", b"\x89PNG\r\n", "T0571", "识别成文字"),
        ("a.xlsx", _archive("xl/workbook.xml"), "T0571", "贴进 *.docx"),
        ("a.docx", _archive("xl/workbook.xml"), "T0570", "另存为"),
        ("a.docx", b"PK\x03\x04half", "T0570", "另存为"),
        ("a.txt", b"", "T0573", "核对文件"),
        ("a.html", b"<html><body><img src=a></body></html>", "T0573", "识别成文字"),
        ("a.txt", b"\0\1\2", "T0194", ""),
    ],
)
def test_what_is_no_document(command: Command, tmp_path: Path, name: str, data: bytes, code: str, advice: str) -> None:
    place, out = tmp_path / name, tmp_path / "out.policy"
    place.write_bytes(data)
    done = command("import", place, "-o", out)
    assert done.code == 2
    assert f"[{code}]" in done.err
    assert advice in done.err
    assert not out.exists()


def test_rules_that_are_written_already_stay(command: Command, document: Path, tmp_path: Path) -> None:
    out = tmp_path / "通知.policy"
    kept = f"{TEXT}【规则 1】研发补助\n【完】\n"
    out.write_text(kept, "utf-8")
    done = command("import", document, "-o", out)
    assert (done.code, out.read_text("utf-8")) == (2, kept)
    assert "[T0572]" in done.err
    out.write_text(TEXT, "utf-8")
    assert command("import", document, "-o", out).code == 0


def test_nothing_is_written_over_the_document_itself(command: Command, tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text(TEXT, "utf-8")
    done = command("import", place, "-o", place)
    assert (done.code, place.read_text("utf-8")) == (2, TEXT)
    assert "[T0591]" in done.err


@pytest.mark.parametrize("arguments", [[], ["没有.docx", "-o", "a"], [".", "-o", "a"], ["a.txt"]])
def test_wrong_usage(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, "utf-8")
    assert command("import", *arguments).code == 2
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_the_mark_of_a_note_is_no_number(command: Command, tmp_path: Path) -> None:
    place = tmp_path / "a.policy"
    place.write_text(
        "（一）按研发费用［注1］的5%给予补助。\n【规则 1】研发补助\n依据：“按研发费用［注1］的5%给予补助”\n"
        "填报：研发费用：金额。\n补助：研发费用的5%。\n算例：研发费用100元，得5元。\n【完】\n",
        "utf-8",
    )
    assert "没有发现问题" in command("check", place).out
