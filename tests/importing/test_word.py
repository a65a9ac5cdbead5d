"""A document of Word or WPS gives the text that a person sees on its pages."""

import io
import zipfile
from collections.abc import Callable

import pytest

from support.word_files import OFFICIAL, File, changed, run
from tiaowen.compiler.importing.imported import Imported, NotImported
from tiaowen.compiler.importing.numerals import written
from tiaowen.compiler.importing.word import read_word


def imported(file: File) -> Imported:
    return read_word("甲.docx", file.bytes, "accepted")


def lines(file: File, changes: str = "accepted") -> list[str]:
    return read_word("甲.docx", file.bytes, "refused" if changes == "refused" else "accepted").text.splitlines()


@pytest.fixture
def file() -> File:
    return File()


# ── automatic numbers ──


def test_levels_count_on_and_begin_anew(file: File) -> None:
    file.pattern(1, OFFICIAL)
    for level in (0, 1, 1, 2, 2, 3, 4, 4, 2, 1, 0, 1, 2):
        file.line("文", level=level)
    labels = [line.removesuffix("文") for line in lines(file)]
    assert labels == ["一、", "（一）", "（二）", "1.", "2.", "（1）", "①", "②", "3.", "（三）", "二、", "（一）", "1."]


@pytest.mark.parametrize(
    ("form", "number", "said"),
    [
        ("chineseCounting", 20, "二十"),
        ("chineseCounting", 100, "一〇〇"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseLegalSimplified", 15, "壹拾伍"),
        ("ideographLegalTraditional", 26, "贰拾陸".replace("贰", "貳")),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 2, "丑"),
        ("ideographZodiacTraditional", 13, "丙子"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("decimalEnclosedParen", 1, "⑴"),
        ("ideographEnclosedCircle", 3, "㊂"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("lowerLetter", 28, "bb"),
        ("lowerRoman", 4, "iv"),
        ("ideographDigital", 105, "一〇五"),
        ("never heard of", 3, "3"),
    ],
)
def test_formats(form: str, number: int, said: str) -> None:
    assert written(number, form) == said


def test_lists_of_one_pattern_count_on_unless_they_start(file: File) -> None:
    file.pattern(1, [("chineseCountingThousand", "第%1条　")])
    file.list(2, 1)
    file.list(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    for of in (1, 2, 3, 3, 1):
        file.line("甲", level=0, of=of)
    assert [line[:3] for line in lines(file)] == ["第一条", "第二条", "第五条", "第六条", "第七条"]


def test_a_level_that_does_not_begin_anew_and_one_in_plain_figures(file: File) -> None:
    never = '<w:lvlRestart w:val="0"/>'
    levels = [("chineseCountingThousand", "第%1章　"), ("chineseCountingThousand", "第%2条　"), ("decimal", "%1.%3　")]
    file.pattern(1, levels, {1: never, 2: "<w:isLgl/>"})
    for level in (0, 1, 1, 0, 1, 2):
        file.line("甲", level=level)
    said = ["第一章", "第一条", "第二条", "第二章", "第三条", "2.1"]
    assert [line.partition("　")[0] for line in lines(file)] == said


def test_the_number_of_a_style_that_is_based_on_another(file: File) -> None:
    file.pattern(1, OFFICIAL)
    style = file.made.styles["Heading 2"].element
    style.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 1
    own = file.made.styles.add_style("条标题", 1)
    own.base_style = file.made.styles["Heading 2"]
    file.made.add_paragraph("甲", "条标题")
    file.made.add_paragraph("乙", "Heading 2")
    file.line("丙", properties='<w:pStyle w:val="Heading2"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(file) == ["一、甲", "二、乙", "丙"]


def test_bullets_and_the_space_behind_a_number(file: File) -> None:
    file.pattern(1, [("decimal", "%1."), ("bullet", "\uf06c")])
    for node in file.made.part.numbering_part.element.iter(f"{{{file.made.element.nsmap['w']}}}suff"):
        node.getparent().remove(node)
    file.line("3家以上", level=0)
    file.line("要点", level=1)
    assert lines(file) == ["1. 3家以上", "● 要点"]


# ── changes ──


def test_changes_within_a_line(file: File) -> None:
    file.line("按", runs=changed("del", "5%") + changed("ins", "8%") + run("补助"))
    assert lines(file) == ["按8%补助"]
    assert lines(file, "refused") == ["按5%补助"]
    assert imported(file).counts["accepted"] == 2


@pytest.mark.parametrize(("kind", "accepted", "refused"), [("del", ["一、甲乙", "二、丙"], ["一、甲", "二、乙", "三、丙"]),
                                                           ("ins", ["一、甲", "二、乙", "三、丙"], ["一、甲乙", "二、丙"])])  # fmt: skip
def test_an_end_of_a_paragraph_that_was_changed(file: File, kind: str, accepted: list[str], refused: list[str]) -> None:
    file.pattern(1, OFFICIAL)
    file.line("甲", level=0, properties=f'<w:rPr><w:{kind} w:id="1" w:author="a"/></w:rPr>')
    file.line("乙", level=0)
    file.line("丙", level=0)
    assert lines(file) == accepted
    assert lines(file, "refused") == refused


def test_a_paragraph_that_is_gone_has_no_number(file: File) -> None:
    file.pattern(1, OFFICIAL)
    file.line("甲", level=0)
    file.line(level=0, properties='<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>', runs=changed("del", "乙"))
    file.line("丙", level=0)
    assert lines(file) == ["一、甲", "二、丙"]
    assert lines(file, "refused") == ["一、甲", "二、乙", "三、丙"]


def test_rows_that_were_changed(file: File) -> None:
    table = file.table([["甲", "1"], ["乙", "2"], ["丙", "3"]])
    for row, kind in ((1, "ins"), (2, "del")):
        properties = table.rows[row]._tr.get_or_add_trPr()
        properties.append(properties.makeelement(f"{{{properties.nsmap['w']}}}{kind}"))
    assert lines(file) == ["甲\t1", "乙\t2"]
    assert lines(file, "refused") == ["甲\t1", "丙\t3"]


def test_a_number_that_a_change_gave(file: File) -> None:
    file.pattern(1, OFFICIAL)
    file.line("甲", level=0, properties='<w:pPrChange w:id="1" w:author="a"><w:pPr/></w:pPrChange>')
    assert lines(file) == ["一、甲"]
    assert lines(file, "refused") == ["甲"]


# ── what else is in a line ──


def test_hidden_text_is_told_and_not_read(file: File) -> None:
    file.line(
        "甲", runs=run("内部掌握5%", "<w:rPr><w:vanish/></w:rPr>") + run("乙", '<w:rPr><w:vanish w:val="0"/></w:rPr>')
    )
    assert lines(file) == ["甲乙"]
    assert imported(file).left == (("hidden", "内部掌握5%"),)


def test_fields_show_their_result(file: File) -> None:
    def field(code: str, result: str | None) -> str:
        shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        return f'{begin}<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>{shown}{end}'

    file.line("见第", runs=field(" REF _Ref1 \\r ", "三") + run("条") + field(" eq \\o\\ac(○,2) ", None) + run("项"))
    assert lines(file) == ["见第三条②项"]


def test_soft_ends_of_lines_and_signs(file: File) -> None:
    signs = '<w:r><w:br/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    file.line("甲", runs=signs)
    assert lines(file) == ["甲", "乙-丙☑"]


def test_notes_stand_below_what_they_belong_to(file: File) -> None:
    file.part("footnotes", f'<w:footnote w:id="2"><w:p>{run("以税务机关核定的为准。")}</w:p></w:footnote>')
    file.line("按研发费用", runs='<w:r><w:footnoteReference w:id="2"/></w:r>' + run("的5%补助。"))
    file.line("下一段。")
    assert lines(file) == ["按研发费用［注1］的5%补助。", "［注1］以税务机关核定的为准。", "下一段。"]


def test_text_boxes_in_both_forms_are_read_once(file: File) -> None:
    box = f"<w:txbxContent><w:p>{run('某县人民政府文件')}</w:p></w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    file.line(runs=f"<w:r>{both}</w:r>{run('关于印发办法的通知')}")
    assert lines(file) == ["某县人民政府文件", "关于印发办法的通知"]


def test_formulas_in_a_line(file: File) -> None:
    part = "<m:r><m:t>{}</m:t></m:r>"
    fraction = f"<m:f><m:num>{part.format('甲+乙')}</m:num><m:den>{part.format('丙')}</m:den></m:f>"
    file.line("补助＝", runs=f"<m:oMath>{fraction}</m:oMath>")
    assert lines(file) == ["补助＝（甲+乙）/丙"]


def test_what_is_left_is_counted(file: File) -> None:
    file.made.sections[0].header.paragraphs[0].text = "内部资料"
    file.made.sections[0].footer.paragraphs[0].text = "— 1 —"
    file.part("comments", f'<w:comment w:id="1"><w:p>{run("这里再问财政局")}</w:p></w:comment>')
    file.line("甲")
    assert imported(file).left == (("margins", "内部资料"), ("comments", "这里再问财政局"))


# ── tables ──


def test_cells_that_are_merged(file: File) -> None:
    table = file.table([["等级", "标准", ""], ["", "城区", "乡镇"], ["一级", "10", "8"]])
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    assert lines(file) == ["等级\t标准", "\t城区\t乡镇", "一级\t10\t8"]


def test_numbers_and_paragraphs_in_cells(file: File) -> None:
    file.pattern(1, [("decimal", "%1")])
    table = file.table([["", "甲"], ["", "乙"]])
    for row in table.rows:
        numbered = row.cells[0].paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_numId().val = 1
        row.cells[1].add_paragraph("其他")
    assert lines(file) == ["1\t甲 其他", "2\t乙 其他"]


def test_a_frame_is_the_paragraphs_in_it(file: File) -> None:
    file.table([["一、甲。"]]).cell(0, 0).add_paragraph("二、乙。")
    assert lines(file) == ["一、甲。", "二、乙。"]
    assert "tables" not in imported(file).counts


# ── other writers, and what is no document ──


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if (said := change(name, old.read(name))) is not None:
                new.writestr(name, said)
    return out.getvalue()


def test_a_file_of_the_strict_kind(file: File) -> None:
    file.pattern(1, OFFICIAL)
    file.line("甲", level=0)
    old, new = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    strict = repacked(file.bytes, lambda name, data: data.replace(old, new))
    assert read_word("甲.docx", strict, "accepted").text == "一、甲\n"


def test_a_file_without_styles_and_numbering(file: File) -> None:
    file.line("甲", level=0)
    bare = repacked(file.bytes, lambda name, data: None if "styles" in name or "numbering" in name else data)
    assert read_word("甲.docx", bare, "accepted").text == "甲\n"


def _no_text(name: str, data: bytes) -> bytes | None:
    return None if name == "word/document.xml" else data


def _half(name: str, data: bytes) -> bytes | None:
    return data[: len(data) // 2] if name == "word/document.xml" else data


def _doctype(name: str, data: bytes) -> bytes | None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
    return bomb if name == "word/document.xml" else data


def _deep(name: str, data: bytes) -> bytes | None:
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    deep = b"<w:document " + space + b"><w:body>" + b"<w:sdt>" * 5_000 + b"</w:sdt>" * 5_000 + b"</w:body></w:document>"
    return deep if name == "word/document.xml" else data


@pytest.mark.parametrize("change", [_no_text, _half, _doctype, _deep])
def test_what_is_damaged_is_refused(file: File, change: Callable[[str, bytes], bytes | None]) -> None:
    file.line("甲")
    with pytest.raises(NotImported) as refused:
        read_word("甲.docx", repacked(file.bytes, change), "accepted")
    assert refused.value.diagnostic.code == "T0570"


def test_an_archive_that_is_cut_off(file: File) -> None:
    with pytest.raises(NotImported):
        read_word("甲.docx", file.bytes[:2000], "accepted")
