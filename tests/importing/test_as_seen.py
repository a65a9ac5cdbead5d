"""What is imported is what LibreOffice shows: of documents that python-docx made, and of the same saved by LibreOffice."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support.command import Command
from support.word_files import OFFICIAL, File, run
from tiaowen.compiler.importing.word import read_word

pytestmark = pytest.mark.needs_system
DOCUMENTS = Path(__file__).parent.parent / "documents"


def converted(place: Path, form: str, ending: str) -> Path:
    program = shutil.which("soffice")
    assert program, "LibreOffice is not installed"
    out = place.parent / "out"
    profile = f"-env:UserInstallation={(place.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", form, "--outdir", str(out), str(place)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out / f"{place.stem}.{ending}"


def seen(place: Path) -> str:
    """The text that LibreOffice shows, without white space; it counts notes in its own way."""
    return _bare(converted(place, "txt:Text (encoded):UTF8", "txt").read_text("utf-8-sig"))


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def official() -> File:
    """Numbers of all kinds, a real document, a table."""
    file = File()
    file.pattern(1, OFFICIAL)
    # LibreOffice does not know levels that never begin anew, which test_word.py tests
    file.pattern(2, [("chineseCountingThousand", "第%1章　"), ("chineseCountingThousand", "第%2条　")])
    file.pattern(3, [("ideographTraditional", "%1."), ("decimal", "%1.%2　")])
    for level, of in [(0, 1), (1, 1), (2, 1), (2, 1), (3, 1), (4, 1), (4, 1), (1, 1), (2, 1), (0, 2), (1, 2), (1, 2), (0, 2), (1, 2), (0, 3), (1, 3), (1, 3), (0, 3), (1, 3), (0, 1), (1, 1)]:  # fmt: skip
        file.line("对企业给予补助。", level=level, of=of)
    file.list(4, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>')
    for level in (0, 1, 0):
        file.line("又一章。", level=level, of=4)
    for line in (DOCUMENTS / "18-穗残疾人辅具补贴办法2019.txt").read_text("utf-8").splitlines():
        file.line(line.replace("&", "&amp;").replace("<", "&lt;"))
    file.line("软回车", runs="<w:r><w:br/></w:r>" + run("后面") + run("看不见", "<w:rPr><w:vanish/></w:rPr>"))
    file.table([["等级", "标准（万元）", "备注"], ["一级", "10", ""], ["二级", "20", "不重复享受"]])
    return file


def test_a_document_of_python_docx(tmp_path: Path) -> None:
    place = tmp_path / "甲.docx"
    place.write_bytes(official().bytes)
    ours = read_word("甲.docx", place.read_bytes(), "accepted").text
    assert _bare(ours).replace("看不见", "") == seen(place).replace("看不见", "")


def test_the_same_saved_by_libreoffice(tmp_path: Path) -> None:
    """Through its own format and back: everything in the file is as LibreOffice writes it."""
    place = tmp_path / "甲.docx"
    place.write_bytes(official().bytes)
    ours = read_word("甲.docx", place.read_bytes(), "accepted").text
    own = converted(place, "odt", "odt")
    (tmp_path / "二").mkdir()
    again = tmp_path / "二" / "甲.odt"
    again.write_bytes(own.read_bytes())
    saved = converted(again, "docx", "docx")
    assert _bare(read_word("甲.docx", saved.read_bytes(), "accepted").text) == _bare(ours)


def test_what_docs_prints_is_imported_as_it_was(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The official text, printed for Word and read back."""
    command = Command(monkeypatch)
    seed = DOCUMENTS.parent.parent / "policies" / "jindong-2025"
    assert command("docs", seed, "--text-only", "-o", tmp_path / "甲.docx").code == 0
    assert command("import", tmp_path / "甲.docx", "-o", tmp_path / "甲.policy").code == 0
    official = (seed / "原文.txt").read_text("utf-8")
    assert _bare((tmp_path / "甲.policy").read_text("utf-8")) == _bare(official)
