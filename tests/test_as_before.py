"""fmt writes a file in the way in which it was written: BOM, encoding, order of bytes, and each line's own end."""

import codecs
from pathlib import Path

import pytest

from support.command import Command
from tiaowen.compiler.format.as_before import as_before

TEXT = "试行政策\n\n（一）给予支持。\n【规则 1】甲\n依据：“给予支持”\n奖励:5元\n口径：5元。\n【完】\n"
FORMATTED = TEXT.replace("奖励:5元", "奖励：5元。")
ENDS = ("\r\n", "\n", "\r")


def _mixed(text: str) -> str:
    lines = text.split("\n")
    return "".join(f"{line}{ENDS[at % 3]}" for at, line in enumerate(lines[:-1])) + lines[-1]


@pytest.mark.parametrize("written", [str, _mixed, lambda text: text.replace("\n", "\r\n")])
@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gbk"),
        ("utf-16", "utf-16"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_a_file_stays_as_it_was_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, encoding: str, said: str, written: object
) -> None:
    path = tmp_path / "甲.policy"
    path.write_bytes(written(TEXT).encode(encoding))  # type: ignore[operator]
    assert Command(monkeypatch)("fmt", path, "--encoding", said).code == 0
    assert path.read_bytes() == written(FORMATTED).encode(encoding)  # type: ignore[operator]


def test_marks_are_kept() -> None:
    for mark, encoding in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        assert as_before(mark + "甲".encode(encoding), "乙\n", "utf-16") == mark + "乙\n".encode(encoding)
    mark = "\ufeff".encode("gb18030")
    assert as_before(mark + "甲".encode("gb18030"), "乙", "gb18030") == mark + "乙".encode("gb18030")


def test_a_new_line_ends_as_the_one_before_it() -> None:
    assert as_before(b"a\r\nb\nc\r\n", "a\nx\nb\nc\n", "utf-8") == b"a\r\nx\r\nb\nc\r\n"
    assert as_before(b"a\r\nb\nc\n", "a\nc\n", "utf-8") == b"a\r\nc\n"
