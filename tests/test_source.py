"""Reading files, places in them, and the two readings of a text."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.document import files as files_module
from tiaowen.compiler.document.files import SourceError, read_source
from tiaowen.compiler.text.source import Source, Span, fold, position, squeeze

TEXT = "一、强化科技创新\n（一）每家最高奖励200万元。\n"
# Chinese sentences with what folding looks at in them.
TEXTS = st.text(alphabet="甲乙万元0123，,.％%“”\"'（(—－-~\u3000 \t\n\r\u200b\ufeff家•", max_size=60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def refusal(path: Path | str, encoding: str = "utf-8") -> tuple[str, str]:
    """The code of the refusal, and all that it says."""
    with pytest.raises(SourceError) as caught:
        read_source(path, encoding)
    found = caught.value.diagnostic
    assert found.suggestion
    return found.code, " ".join((found.title.zh, found.reason.zh, found.suggestion.zh))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_bom_and_line_ends_do_not_count(folder: Path, data: bytes) -> None:
    path = folder / "甲.policy"
    path.write_bytes(data)
    source = read_source(path)
    assert source.text == TEXT
    assert source.sha256 == Source.of("乙", TEXT).sha256


def test_gb18030_is_explained_and_read_on_request(folder: Path) -> None:
    path = folder / "甲.policy"
    path.write_bytes(TEXT.encode("gb18030"))
    code, said = refusal(path)
    assert code == "T0195"
    assert all(word in said for word in ("WPS", "记事本", "UTF-8", "--encoding gb18030"))
    assert read_source(path, "gb18030").text == TEXT


def test_utf16_is_explained_and_read_on_request(folder: Path) -> None:
    path = folder / "甲.policy"
    path.write_bytes(TEXT.encode("utf-16"))
    assert refusal(path)[0] == "T0196"
    assert read_source(path, "utf-16").text == TEXT


def test_binary_files_are_refused(folder: Path) -> None:
    path = folder / "甲.docx"
    for data in (b"PK\x03\x04\x00\x00", b"\x89PNG\r\n\x1a\n\xff\xfe\xfd", bytes(range(1, 256)) * 4):
        path.write_bytes(data)
        assert refusal(path)[0] == "T0194"
    path.write_bytes("a\0b".encode("utf-16"))
    assert refusal(path, "utf-16")[0] == "T0194"


def test_damage_is_told_with_its_line(folder: Path) -> None:
    path = folder / "甲.policy"
    path.write_bytes((TEXT * 3).encode() + "元".encode()[:2])
    code, said = refusal(path)
    assert code == "T0197"
    assert "第 7 行" in said


def test_a_wrong_encoding_option_is_told(folder: Path) -> None:
    path = folder / "甲.policy"
    path.write_bytes((TEXT + "龘").encode() + "。".encode())
    assert refusal(path, "国标")[0] == "T0199"
    assert refusal(path, "hex")[0] == "T0199"
    path.write_text("奖" * 7, "utf-8")
    code, said = refusal(path, "ascii")
    assert code == "T0197"
    assert "去掉 --encoding" in said


def test_what_is_no_file_is_refused(folder: Path) -> None:
    assert refusal(folder / "没有.policy")[0] == "T0191"
    assert refusal(folder)[0] == "T0192"
    assert refusal("a\0b")[0] == "T0193"
    if hasattr(os, "mkfifo"):
        pipe = folder / "pipe"
        os.mkfifo(pipe)
        assert refusal(pipe)[0] == "T0192"


def test_a_file_without_permission_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "甲.policy"
    path.write_text(TEXT, "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    code, said = refusal(path)
    assert code == "T0193"
    assert "Permission denied" in said


def test_size_is_limited_before_reading(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "甲.policy"
    with path.open("wb") as file:
        file.truncate(files_module.MAX_BYTES + 1)

    def refuse(*_: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path)[0] == "T0198"


def test_positions_count_characters_from_one() -> None:
    source = Source.of("甲", "一二\n\n三四𠀀五")
    assert [position(source, offset) for offset in (0, 2, 3, 4, 7)] == [(1, 1), (1, 3), (2, 1), (3, 1), (3, 4)]
    assert Span(source, 4, 6).text == "三四"
    assert Span(source, 0, 1).to(Span(source, 4, 6)).text == "一二\n\n三四"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("１２３ＡＢｃ％＋＝／．", "123ABc%+=/."),
        ("甲,乙;丙:(丁)?!|", "甲，乙；丙：（丁）？！｜"),
        ("1,000万元和1，000元及12，345，678元", "1,000万元和1,000元及12,345,678元"),
        ("100、1，2，30家，1000，10，0000", "100、1，2，30家，1000，10，0000"),
        ("3.5%，共1.", "3.5%，共1."),
        ("0—6岁、100万－300万、5%–8%", "0-6岁、100万-300万、5%-8%"),
        ("金义新区—磐安，——2025年", "金义新区—磐安，——2025年"),
        ('称"甲"、"乙"\n"丙', "称“甲”、“乙”\n“丙"),
        ('“甲"，"乙”', "“甲”，“乙”"),
        ("「甲」『乙』", "「甲」『乙』"),
        ("元/家•年，二○二五年，~〜", "元/家·年，二〇二五年，～～"),
        ("½㎡①", "½㎡①"),
    ],
)
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(TEXTS)
def test_folding_keeps_every_place_and_is_done_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


def test_squeezing_keeps_the_way_back() -> None:
    source = Source.of("甲", "\u3000 面积 15\u200b 亩(含)\n以上 ，补助")
    squeezed = squeeze(source.text, 0, source.text.index("，"))
    assert squeezed.text == "面积15亩（含）以上"
    assert squeezed.span(source, 2, 5).text == "15\u200b 亩"
    assert squeezed.span(source, 0, len(squeezed.text)).text == "面积 15\u200b 亩(含)\n以上"
    assert squeezed.offsets(len(squeezed.text), len(squeezed.text)) == (source.text.index("，"),) * 2


@given(TEXTS, st.data())
def test_squeezing_a_part_is_part_of_squeezing_all(text: str, data: st.DataObject) -> None:
    """But for a dash with white space beside it, which is one of a range only where both numbers are there: 0 —6."""

    def alike(said: str) -> str:
        return said.translate({ord("—"): "-", ord("–"): "-"})

    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    squeezed = squeeze(text, start, end)
    parts = squeeze(text, 0, start).text + squeezed.text + squeeze(text, end).text
    assert alike(parts) == alike(squeeze(text).text)
    assert len(squeezed.origin) == len(squeezed.text) + 1
    assert alike("".join(fold(text)[at] for at in squeezed.origin[:-1])) == alike(squeezed.text)
    assert not any(char.isspace() for char in squeezed.text)
