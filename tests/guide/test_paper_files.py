"""``docs`` writing paper: files by their names, what is refused, and libraries and fonts that are not there."""

import sys
from pathlib import Path

import docx
import pytest

from support.command import Command
from support.policies import FOLDER
from tiaowen.compiler.guide.pdf import FACES, SANS, SERIF, fonts_of

SMALL = FOLDER / "labour.policy"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


@pytest.mark.parametrize("name", ["读本.docx", "读本.DOCX", "新/读本.docx"])
def test_the_name_of_a_file_says_its_format(name: str, command: Command, tmp_path: Path) -> None:
    assert command("docs", SMALL, "-o", tmp_path / name) == (0, "", "")
    assert docx.Document(str(tmp_path / name)).paragraphs
    assert [place.name for place in tmp_path.rglob("*") if place.is_file()] == ["读本.docx" if "新" in name else name]


def test_markdown_in_a_file_and_in_a_folder_is_the_same(command: Command, tmp_path: Path) -> None:
    assert command("docs", SMALL, "-o", tmp_path / "a.md") == (0, "", "")
    assert command("docs", SMALL, "-o", tmp_path / "b", "--format", "md") == (0, "", "")
    assert (tmp_path / "a.md").read_bytes() == (tmp_path / "b" / "指南.md").read_bytes()


def test_a_folder_with_such_a_name_stays_a_folder(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    assert command("docs", SMALL, "-o", tmp_path / "a.docx", "--format", "docx") == (0, "", "")
    assert (tmp_path / "a.docx" / "指南.docx").is_file()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("name", "form"), [("a.docx", "md"), ("a.md", "docx"), ("a.pdf", "docx"), ("a.docx", "site")])
def test_a_file_of_another_format_is_refused(name: str, form: str, lang: str, command: Command, tmp_path: Path) -> None:
    shown = command("docs", SMALL, "-o", tmp_path / name, "--format", form, "--lang", lang)
    assert (shown.code, shown.out) == (2, "")
    assert form in shown.err and name in shown.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("form", "name"), [("md", "指南.md"), ("docx", "指南.docx")])
def test_the_text_only_has_no_rules(form: str, name: str, command: Command, tmp_path: Path) -> None:
    assert command("docs", SMALL, "-o", tmp_path, "--format", form, "--text-only") == (0, "", "")
    place = tmp_path / name
    if form == "md":
        text = place.read_text("utf-8")
    else:
        text = "\n".join(each.text for each in docx.Document(str(place)).paragraphs)
    assert "每满一年支付一个月工资" in text
    assert "规则 lab" not in text.replace("\\", "") and "附录" not in text


def test_a_site_is_never_the_text_only(command: Command, tmp_path: Path) -> None:
    shown = command("docs", SMALL, "-o", tmp_path / "a", "--format", "site", "--text-only")
    assert shown.code == 2 and "site 不能只印正文" in shown.err


def test_paper_shows_no_actual_figures(command: Command, tmp_path: Path) -> None:
    shown = command("docs", SMALL, "-o", tmp_path / "a", "--format", "docx", "--actuals", "没有.csv")
    assert shown.code == 2 and "docx 不显示实际数" in shown.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_missing_library_is_told_with_what_to_do(
    lang: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    shown = command("docs", SMALL, "-o", tmp_path / "a", "--format", "pdf", "--lang", lang)
    assert shown.code == 2
    assert "T0595" in shown.err and "pip install 'tiaowen[pdf]'" in shown.err
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_chinese_font_nothing_is_printed(
    lang: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tiaowen.compiler.guide.pdf.fonts_of", lambda _families: None)
    shown = command("docs", SMALL, "-o", tmp_path / "a", "--format", "pdf", "--lang", lang)
    assert shown.code == 2 and "T0596" in shown.err and "fonts-noto-cjk" in shown.err
    assert not (tmp_path / "a").exists()


@pytest.mark.needs_system
def test_fonts_that_stand_in_for_others_are_told(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tiaowen.compiler.guide.pdf.FACES", dict.fromkeys(FACES, ("没有的字体",)))
    shown = command("docs", SMALL, "-o", tmp_path / "a.pdf")
    assert (shown.code, shown.out) == (0, "")
    assert "提示[T0597]：没有找到仿宋、楷体、黑体、小标宋、宋体" in shown.err
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_the_first_font_that_is_there_is_taken() -> None:
    assert fonts_of(["Arial", "DejaVu Sans"]) is None
    assert fonts_of([]) is None
    found = fonts_of(["Noto Sans CJK SC", "Noto Serif CJK SC"])
    assert found == {"fang": SERIF[0], "kai": SERIF[0], "hei": SANS[0], "song": SERIF[0], "song-plain": SERIF[0]}
    windows = fonts_of(["SimSun", "SimHei", "FangSong", "KaiTi", "Microsoft YaHei"])
    assert windows == {"fang": "FangSong", "kai": "KaiTi", "hei": "SimHei", "song": "SimSun", "song-plain": "SimSun"}
    assert fonts_of(["WenQuanYi Zen Hei"]) == dict.fromkeys(FACES, "WenQuanYi Zen Hei")
