"""The guide on paper: the layout of official documents, every word of the document, and texts that stay texts."""

import re

import pytest
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from support.hostile import HOSTILE
from support.hostile import POLICY as HOSTILE_POLICY
from support.paper import of_document, opened, paper, parts, value
from support.policies import FOLDER, loaded
from tiaowen.compiler.guide.cards import amount
from tiaowen.compiler.guide.content import content_of
from tiaowen.compiler.guide.paper import STYLES, Gap, Grid, Line, Paper, grid, line, lines_of, printable
from tiaowen.compiler.guide.printed import paper_of
from tiaowen.compiler.guide.word import docx_of
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

SMALL = FOLDER / "labour.policy"
NOTICE = "36-推广创新举措通知2018附表.txt"


@pytest.fixture(scope="module")
def seed() -> Paper:
    return paper(loaded())


def texts(made: Paper, part: int = 0) -> list[str]:
    return [each.text for each in lines_of(Paper(title="", parts=(made.parts[part],)))]


# ── what stands on it ──


@pytest.mark.parametrize("text_only", [False, True])
def test_every_paragraph_of_the_document_stands_in_order(text_only: bool) -> None:
    policy = loaded()
    made = paper(policy, text_only=text_only)
    shown = "".join(texts(made)).replace("\n", "")
    assert shown == "".join(paragraph.text for paragraph in policy.document.paragraphs)
    assert len(made.parts) == (1 if text_only else 2)


@pytest.mark.parametrize("name", ["13-穗公租房办法2024.txt", "17-穗低保标准通知2025.txt", NOTICE])
def test_documents_of_every_form_stand_whole(name: str) -> None:
    policy = of_document(name)
    shown = "".join(each.text for each in lines_of(paper(policy, text_only=True)))
    said = "".join(paragraph.text for paragraph in policy.document.paragraphs)
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", said)


def test_the_parts_of_a_document_begin_on_new_pages() -> None:
    made = paper(of_document(NOTICE), text_only=True)
    assert [part[0].text for part in made.parts if isinstance(part[0], Line)][1:] == ["附件"]
    (annex,) = made.parts[1:]
    assert [type(block) for block in annex[:4]] == [Line, Gap, Line, Gap]
    assert [block.style for block in annex[:3] if isinstance(block, Line)] == ["annex", "title"]


def test_the_day_begins_two_characters_behind_the_office_above_it() -> None:
    made = paper(of_document(NOTICE), text_only=True)
    office, day = (each for each in lines_of(made) if each.style == "signature")
    assert (office.text, day.text) == ("国务院办公厅", "2018年12月23日")
    # 6 characters above 7 (digits are half as wide), which stand 2 from the right and begin 2 further to the right.
    assert (office.right, day.right) == (500, 200)


def test_a_rule_says_all_that_the_pages_say(seed: Paper) -> None:
    policy = loaded()
    shown = texts(seed, 1)
    for rule in content_of(policy).rules:
        assert shown.count(f"规则 {rule.clause.id}　{rule.clause.title}") == 1
        assert f"依据：“{rule.clause.citation.text}”" in shown
        for case in rule.cases:
            assert set(case.lines) <= set(shown)
            assert case.text in shown
    for goal in policy.goals:
        assert goal.name in shown
    roles = [text for text in shown if text.startswith(("牵头单位：", "责任单位："))]
    assert "牵头单位：区科技局" in roles and "责任单位：区科技局、区经信局" in roles


def test_amounts_in_tables_have_their_fen_and_those_in_sentences_ten_thousands(seed: Paper) -> None:
    amounts = [each.text for each in lines_of(seed) if each.style == "amount"]
    money = [text for text in amounts if text.endswith("元")]
    assert money and all(re.fullmatch(r"－?[0-9]{1,3}(,[0-9]{3})*\.[0-9]{2}元", text) for text in money)
    assert "4,000,000.00元" in money and "结果：最高奖励400万元" in texts(seed, 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("260万元", "2,600,000.00元"),
        ("1.25亿元", "125,000,000.00元"),
        ("0元", "0.00元"),
        ("-0.05元", "－0.05元"),
        ("12亩", ""),
        ("不予", ""),
        ("260", ""),
        ("很多元", ""),
    ],
)
def test_an_amount_of_a_table(text: str, shown: str) -> None:
    assert amount(text) == shown


def test_what_an_article_has_besides_is_said_once_for_a_rule(seed: Paper) -> None:
    shown = texts(seed, 1)
    besides = [text for text in shown if text.startswith("同条不计算的内容：")]
    rules = sum(bool(rule.clause.not_computed and rule.cases) for rule in content_of(loaded()).rules)
    assert rules and len(besides) < sum(len(r.clause.not_computed) * len(r.cases) for r in content_of(loaded()).rules)


def test_in_english_the_words_around_are(seed: Paper) -> None:
    made = paper(loaded(SMALL), lang="en")
    assert texts(made) == texts(paper(loaded(SMALL)))
    shown = texts(made, 1)
    assert shown[:2] == ["Appendix", "The rules explained"]
    assert not [text for text in shown if text.startswith(("依据", "要填报什么", "附录"))]


# ── tables ──


def test_a_column_in_which_nothing_stands_is_left_out() -> None:
    made = grid(["甲", "乙", "丙"], [["1", "", "2"], ["3"]])
    assert [each.text for each in made.heads] == ["甲", "丙"]
    assert [[cell.text for cell in row] for row in made.rows] == [["1", "2"], ["3", ""]]


def test_widths_add_up_and_short_columns_have_what_they_need() -> None:
    made = grid(["步骤", "怎样算"], [["①", "很长的一句话" * 30]])
    assert sum(made.widths) == 1000
    assert 60 < made.widths[0] < 120
    assert grid(["甲"], [["乙"]]).widths == (1000,)


def test_no_row_of_the_first_policy_has_more_cells_than_heads(seed: Paper) -> None:
    grids = [block for part in seed.parts for block in part if isinstance(block, Grid)]
    assert len(grids) > 200
    for each in grids:
        assert {len(row) for row in each.rows} == {len(each.heads)} == {len(each.widths)}


# ── the document of Word ──


def test_the_page_is_that_of_the_standard() -> None:
    document = opened(paper(loaded(SMALL)))
    (section,) = document.sections
    assert (_mm(section.page_width), _mm(section.page_height)) == (2100, 2970)
    assert (_mm(section.top_margin), _mm(section.left_margin)) == (370, 280)
    assert (_mm(section.right_margin), _mm(section.bottom_margin)) == (260, 350)
    properties = document.element.body[-1]
    (found,) = properties.findall(qn("w:docGrid"))
    assert value(found, "type") == "linesAndChars"
    # 22 lines in 225 mm, 28 characters in 156 mm: what Word counts from these.
    pitch, space = int(value(found, "linePitch")), int(value(found, "charSpace"))
    assert 22 * pitch <= 225 * 1440 * 10 // 254 < 23 * pitch
    assert 28 * (16 * 4096 + space) <= 156 * 72 * 4096 * 10 // 254 < 29 * (16 * 4096 + space)


def _mm(length: Length | None) -> int:
    """In tenths, rounded."""
    assert length is not None
    return (int(length) + Mm(1) // 20) * 10 // Mm(1)


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("公文标题", "方正小标宋简体", Pt(22)),
        ("一级标题", "黑体", Pt(16)),
        ("二级标题", "楷体_GB2312", Pt(16)),
        ("公文正文", "仿宋_GB2312", Pt(16)),
    ],
)
def test_styles_have_the_fonts_of_the_standard(style: str, font: str, size: Length) -> None:
    made = opened(paper(loaded(SMALL))).styles[style]
    fonts = made.element.rPr.find(qn("w:rFonts"))
    assert value(fonts, "eastAsia") == font
    assert made.font.size == size


def test_text_is_set_in_lines_of_fixed_height_two_characters_in() -> None:
    made = opened(paper(loaded(SMALL))).styles["公文正文"].element
    assert value(made.pPr.find(qn("w:ind")), "firstLineChars") == "200"
    spacing = made.pPr.find(qn("w:spacing"))
    assert (value(spacing, "line"), value(spacing, "lineRule")) == ("579", "exact")


def test_headings_have_levels_and_stay_with_what_follows() -> None:
    styles = opened(paper(loaded(SMALL))).styles
    for style in STYLES.values():
        element = styles[style.name].element
        level = element.pPr.find(qn("w:outlineLvl"))
        assert (level is None) == (style.level == 0)
        assert (element.pPr.find(qn("w:keepNext")) is not None) == style.keep
    assert STYLES["first"].keep and STYLES["rule"].keep and STYLES["label"].keep


def test_other_fonts_stand_in_for_those_that_are_missing() -> None:
    table = parts(docx_of(paper(loaded(SMALL))))["word/fontTable.xml"].decode()
    for name, other in (
        ("仿宋_GB2312", "仿宋"),
        ("楷体_GB2312", "楷体"),
        ("方正小标宋简体", "华文中宋"),
        ("黑体", "SimHei"),
    ):
        assert re.search(f'w:name="{name}"><w:altName w:val="{other}"/>', table)


def test_chinese_in_every_run_is_set_in_the_chinese_font() -> None:
    document = opened(paper(loaded(SMALL)))
    runs = document.element.body.findall(f".//{qn('w:r')}")
    for run in runs:
        fonts, text = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}"), run.find(qn("w:t")).text
        assert (fonts.get(qn("w:hint")) == "eastAsia") == bool(
            re.search("[\u2460-\u24ff\u3000-\u9fff\uff00-\uffef]", text)
        ), text
    assert len(runs) > 100


def test_pages_are_numbered_at_the_outer_edge() -> None:
    document = opened(paper(loaded(SMALL)))
    (section,) = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert "".join(node.text or "" for node in paragraph._p.iter(qn("w:t"))) == "— 1 —"
        (field,) = paragraph._p.findall(qn("w:fldSimple"))
        assert value(field, "instr").strip() == "PAGE"
        assert value(paragraph._p.pPr.find(qn("w:jc")), "val") == side
        assert value(paragraph._p.pPr.find(qn("w:ind")), f"{side}Chars") == "100"
        assert {value(node, "val") for node in paragraph._p.iter(qn("w:sz"))} == {"28"}
        assert {value(node, "eastAsia") for node in paragraph._p.iter(qn("w:rFonts"))} == {"宋体"}


def test_rows_are_not_broken_and_heads_come_again(seed: Paper) -> None:
    body = opened(seed).element.body
    tables = body.findall(qn("w:tbl"))
    assert tables
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert heads == [True] + [False] * (len(rows) - 1)
        widths = [int(value(column, "w")) for column in table.find(qn("w:tblGrid"))]
        assert abs(sum(widths) - 156 * 1440 * 10 // 254) <= len(widths) + 1


def test_each_part_but_the_first_begins_on_a_new_page() -> None:
    body = opened(paper(loaded(SMALL))).element.body
    breaks = [node.getparent().getparent() for node in body.iter(qn("w:pageBreakBefore"))]
    assert ["".join(text.text for text in each.iter(qn("w:t"))) for each in breaks] == ["附录"]


def test_the_texts_of_word_are_those_of_the_paper(seed: Paper) -> None:
    body = opened(seed).element.body
    shown = ["".join(text.text or "" for text in each.iter(qn("w:t"))) for each in body.iter(qn("w:p"))]
    assert [text for text in shown if text] == [
        each.text.replace("\n", "") for each in lines_of(seed) if each.text.replace("\n", "")
    ]


def test_the_same_paper_gives_the_same_bytes_without_a_time(seed: Paper) -> None:
    from zipfile import ZipFile

    data = docx_of(seed)
    assert data == docx_of(paper_of(content_of(loaded()), "zh", text_only=False))
    import io

    with ZipFile(io.BytesIO(data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts(data)["docProps/core.xml"].decode()
    assert "金东区" in core
    assert not re.search("created|modified|creator|lastModifiedBy|revision", core)
    assert not [name for name in parts(data) if "thumbnail" in name or "custom" in name]


# ── no text becomes anything else ──


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_reads_as_it_is(text: str) -> None:
    made = Paper(title=printable(text), parts=((line("body", text), grid([text], [[text]])),))
    body = opened(made).element.body
    shown = ["".join(node.text or "" for node in each.iter(qn("w:t"))) for each in body.iter(qn("w:p"))]
    assert shown == [printable(text)] * 3


def test_what_paper_cannot_show_is_left_out_or_seen() -> None:
    assert printable("甲\u202e乙\u2066丙") == "甲\\u202e乙\\u2066丙"
    assert printable("甲\u200b乙\ufeff丙\u2060丁") == "甲乙丙丁"
    assert printable("甲\x00乙\x1b丙\ud800丁\ufffe戊\uffff\ufdd0") == "甲乙丙丁戊"
    assert printable("甲\n乙\t丙\u2028丁\x85戊") == "甲 乙 丙 丁 戊"
    assert printable("第一条\u3000为𠀀") == "第一条\u3000为𠀀"


def test_a_hostile_policy_is_printed_as_it_is_written() -> None:
    policy, report = compile_sources([Source.of("恶.policy", HOSTILE_POLICY)])
    assert not report.has_errors
    made = paper(policy)
    xml = parts(docx_of(made))["word/document.xml"].decode()
    assert "<script" not in xml and "&lt;script&gt;pwned=1&lt;/script&gt;" in xml
    names = set(re.findall(r"<(/?[\w:]+)", xml))
    assert all(name.removeprefix("/").startswith("w:") for name in names)
    assert "fldChar" not in xml and "instrText" not in xml and "w:hyperlink" not in xml
