"""What a clipboard brings with a text: read as what is meant, every place where it was."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.document.document import read_document
from tiaowen.compiler.format.formatter import format_sources
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.text.pasted import pasted
from tiaowen.compiler.text.source import Source, position, squeeze

RULE = "【规则 1】补助\n依据：“每家补助10万元”\n填报：入选：是否。\n条件：入选。\n补助：10万元。\n【完】"


def lines(text: str) -> list[str]:
    """The paragraphs that a text has, without white space."""
    document = read_document([Source.of("甲", text)], Report())
    return [squeeze(paragraph.text).text for paragraph in document.paragraphs]


def blocks(text: str) -> list[str]:
    document = read_document([Source.of("甲", text)], Report())
    return [f"{block.kind}{block.head}" for block in document.blocks]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("一、甲\x0b（一）乙。\u2028（二）丙。\x85（三）丁。\u2029\x0c（四）戊。", "一、甲|（一）乙。|（二）丙。|（三）丁。|（四）戊。"),
        ("<p>一、甲</p><p class='a'>（一）<strong>乙</strong>补助。<br/>丙</p>", "一、甲|（一）乙补助。|丙"),
        ("<div><h2>一、甲</h2>\n<span style=\"color:red\">（一）</span>奖1&nbsp;0万元&ldquo;丁&rdquo;。</div>", "一、甲|（一）奖10万元“丁”。"),
        ("<!-- 注 --><style>p{}</style><table><tr><td>甲</td><td>10</td></tr><tr><td>乙</td></tr></table>", "甲10|乙"),
        ("名<b>目</b>、<i>，<script>x</script>", "名<b>目</b>、<i>，<script>x</script>"),
        ("COD<50、水分<p值的除外", "COD<50、水分<p值的除外"),
        ("<p><span>第十</span>八条 <b>甲</b>。</p><p>（<i>一</i>）乙。</p>", "第十八条甲。|（一）乙。"),
        ("\ufeff\u200b一、甲\n\u200b（一）\ufeff乙。", "一、甲|（一）乙。"),
        ("符合本办法第五条（二）、\n（三）项规定的，补助10万元。\n（一）甲。", "符合本办法第五条（二）、（三）项规定的，补助10万元。|（一）甲。"),
        ("（一）甲。（牵头单位：甲局；\n配合单位：乙局）\n（二）乙。（\n责任单位：丙局）", "（一）甲。（牵头单位：甲局；配合单位：乙局）|（二）乙。（责任单位：丙局）"),
        ("（一）甲。\n责任单位：甲局\n配合单位：乙局", "（一）甲。|责任单位：甲局|配合单位：乙局"),
        ("对获得认定的企业给予奖励50万元\n。一次性发放。", "对获得认定的企业给予奖励50万元。一次性发放。"),
        ("# 某政策\n\n## 一、甲\n\n**（一）乙。**按5%补助。\n> （二）丙。", "某政策|一、甲|（一）乙。按5%补助。|（二）丙。"),
        ("1\\. 甲。\n2\\. 乙。", "1.甲。|2.乙。"),
        ("• 一、甲\n- （一）乙。\n● （二）丙。\n* 第三条 丁\n- 戊", "一、甲|（一）乙。|（二）丙。|第三条丁|-戊"),
        ("第\u200b七条 甲。\n\ufeff（\u200b八）乙。\n丙\u00a0丁。", "第七条甲。|（八）乙。|丙丁。"),
        ("对企业购置设备的，\n按5%补助。\n第二句。", "对企业购置设备的，按5%补助。|第二句。"),
        ("对企业研发投入每家最高补助10\n0万元。", "对企业研发投入每家最高补助100万元。"),
        ("（一）研发补助。（责任单位：市科\n技局、市财政局）\n（二）乙。", "（一）研发补助。（责任单位：市科技局、市财政局）|（二）乙。"),
        ("（一）研发补助。（牵头部\n\n门：市科技局）\n\n（二）乙。", "（一）研发补助。（牵头部门：市科技局）|（二）乙。"),
        ("一、加强组织领导\n成立领导小组。\n（一）甲", "一、加强组织领导|成立领导小组。|（一）甲"),
        ("附表\n等级\t金额\n甲\t10\n乙\t20", "附表|等级金额|甲10|乙20"),
        ("10\n20\n30", "10|20|30"),
        ("\n".join(f"金华市{one}科技股份有限公司第{one}分公司" for one in "甲乙丙丁戊"), "|".join(f"金华市{one}科技股份有限公司第{one}分公司" for one in "甲乙丙丁戊")),
        ("某市人民政府\n2025年3月14日", "某市人民政府|2025年3月14日"),
    ],
)  # fmt: skip
def test_what_is_read(written: str, read: str) -> None:
    assert "|".join(lines(written)) == read


PDF = """（一）支持企业加大研发投入。对符合条件的高新技术企
业，按照上一年度研发费用的5%给予补助，单个企业最高补
助100万元。对首次认定的国家级专精特新“小巨人”企业
，一次性奖励50万元；对省级专精特新中小企业奖励2
0万元。
（二）支持企业开拓市场。参加境外展会的，按照展位费的
— 3 —
50%给予补助。
"""


def test_lines_that_are_cut_by_their_width_are_joined() -> None:
    assert lines(PDF) == [
        "（一）支持企业加大研发投入。对符合条件的高新技术企业，按照上一年度研发费用的5%给予补助，单个企业最高补助100万元。"
        "对首次认定的国家级专精特新“小巨人”企业，一次性奖励50万元；对省级专精特新中小企业奖励20万元。",
        "（二）支持企业开拓市场。参加境外展会的，按照展位费的50%给予补助。",
    ]


NUMBERS = range(1, 40)


def test_an_article_that_a_cut_line_speaks_of_begins_none() -> None:
    said = "对符合条件的企业给予补助，补助标准由区财政局拟订；具体依照《某某省促进科技成果转化条例》第五十六条执行。"
    text = wrapped("\n".join(f"第{number}条 {'按' * at}{said}" for at, number in enumerate(NUMBERS)), 76)
    assert "\n第五十六条" in text
    document = read_document([Source.of("甲", text)], Report())
    assert [article.number for article in document.articles] == list(NUMBERS)


def test_what_only_sheets_have_is_no_text() -> None:
    sheet = "\n".join(["对首次认定的企业给予奖励五十万元，每家企业每年最高奖励不超过一百万"] * 13)
    text = "".join(f"{sheet}\n{page}\n某某区文件汇编\n" for page in (1, 2, 3))
    assert all("汇编" not in line and not line[-1].isdigit() for line in lines(text))
    table = "\n".join(str(number) for number in range(1, 20))
    assert lines(table) == table.split("\n")


def wrapped(text: str, width: int) -> str:
    """A text as a PDF gives it: paragraphs indented, lines cut at a width in columns."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, columns = "\u3000\u3000", 4
        for char in paragraph:
            wide = 1 if char.isascii() else 2
            if columns + wide > width:
                lines.append(line)
                line, columns = "", 0
            line, columns = line + char, columns + wide
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("width", [56, 63, 70, 77, 84])
def test_a_document_cut_at_any_width_is_the_same(width: int) -> None:
    text = (Path(__file__).parent.parent / "policies" / "jindong-2025" / "原文.txt").read_text("utf-8")
    plain, cut = (read_document([Source.of("甲", each)], Report()) for each in (text, wrapped(text, width)))
    assert [(one.label, one.departments) for one in cut.articles] == [
        (one.label, one.departments) for one in plain.articles
    ]
    assert [one.heading for one in cut.chapters] == [one.heading for one in plain.chapters]
    assert squeeze(cut.official_text).text == squeeze(plain.official_text).text


@pytest.mark.parametrize(
    ("text", "chapters", "articles"),
    [
        ("某县优惠办法（试行）第一章总则 第一条为加快招商引资步伐，优化投资环境，制定本办法。第二条本办法适用于来我县投资的企业。第二章扶持 第三条对固定资产投资1000万元以上的，按本办法第二条补助。", ["总则", "扶持"], ["第一条", "第二条", "第三条"]),
        ("为促进发展，制定本政策。一、支持研发。（一）补助。按研发费用的5%补助，最高50万元。（二）奖励。对首次认定的奖励20万元。二、支持上市。（一）上市。奖励100万元。（二）挂牌。奖励20万元。", ["支持研发", "支持上市"], ["（一）", "（二）", "（一）", "（二）"]),
        ("第一条 符合本办法第二条、第三条规定的企业，按照第四条的标准给予补助，具体由区科技局会同区财政局办理。第三条规定的除外。", [], ["第一条"]),
    ],
)  # fmt: skip
def test_a_line_with_several_articles_is_parted(text: str, chapters: list[str], articles: list[str]) -> None:
    document = read_document([Source.of("甲", text)], Report())
    assert [chapter.heading for chapter in document.chapters] == chapters
    assert [article.label.strip() for article in document.articles] == articles
    assert squeeze(document.official_text).text == squeeze(text).text


def test_titles_and_headings_are_said_without_what_joins_them() -> None:
    text = "<p>关于支持<b>企</b>业的若\n\n干政策（第\n一版）\n\n一、强化科技创新（区科技\n局牵头）\n（一）支持<i>研</i>发。补助10万元。</p>"
    document = read_document([Source.of("甲", text)], Report())
    assert "\u2060" not in document.title + document.official_text
    assert document.chapters[0].heading == "强化科技创新"
    assert document.chapters[0].departments.leads == ("区科技局",)
    assert document.articles[0].heading == "支持研发"


def test_places_are_those_of_the_file() -> None:
    source = Source.of("甲", "<p>一、甲</p>\u2028" + PDF)
    at = source.text.index("首次认定")
    assert source.text[at : at + 4] == "首次认定"
    assert position(source, at) == (3, 9)
    assert len(source.read.text) == len(source.text)


@pytest.mark.parametrize(
    ("opening", "closing"), [("［规则 1］", "［完］"), ("〖规则 1〗", "〖完〗"), ("[规则 1]", "[完]"), ("- 【规则 1】", "【完】"),
                             ("### [规则 1]", "［ 完 ］"), ("**【规则 1】**", "【完】"), ("<p>【规则 1】补助</p>", "<p>【完】</p>"), ("【\ufeff规\u200b则 1】", "【完】"), ("【规则 1]", "【完]"), ("• ［规则1］", "【完】")]
)  # fmt: skip
def test_a_block_in_other_brackets_is_one(opening: str, closing: str) -> None:
    text = f"（一）每家补助10万元。\n{RULE.replace('【规则 1】补助', opening if '补助' in opening else opening + '补助').replace('【完】', closing)}\n（二）乙。"
    assert blocks(text) == ["规则1"]
    policy, _ = compile_sources([Source.of("甲", text)])
    assert list(policy.clauses) == ["1"]
    assert lines(text) == ["（一）每家补助10万元。", "（二）乙。"] or "- 【" in text or "#" in text or "•" in text


def test_fmt_mends_the_brackets_and_leaves_the_text() -> None:
    text = "# 甲\n（一）每家补助\n10万元。\n" + RULE.replace("【", "〖").replace("】", "〗") + "\n［指标］甲［完］\n"
    (formatted,) = format_sources([Source.of("甲", text)])
    assert (
        formatted
        == "# 甲\n（一）每家补助\n10万元。\n【规则 1】补助\n依据：“每家补助10万元”\n填报：入选：是否。\n条件：入选。\n补助：10万元。\n【完】\n【指标】甲【完】\n"
    )
    (again,) = format_sources([Source.of("甲", formatted)])
    assert again == formatted


def test_tags_within_a_block_are_no_part_of_it() -> None:
    text = (
        "<p>（一）每家补<b>助1</b>0万元。</p>\n<p>【规则 1】认<b>定</b>补助</p>\n<p>依据：“每家补<b>助1</b>0万元”</p>\n"
        "<p>填报：入<b>选</b>：是否。</p>\n<p>条件：入选。</p><p>补助：1<b>0</b>万元。</p>\n<p>【完】</p>\n"
    )
    policy, report = compile_sources([Source.of("甲", text)])
    assert not report.has_errors
    result = policy.calc("1", {"入选": True})
    assert result.trace[:2] == ("规则 1 认定补助", "依据：“每家补助10万元”")
    (formatted,) = format_sources([Source.of("甲", text)])
    assert (
        "<p>【规则 1】认定补助\n依据：“每家补助10万元”\n填报：入选：是否。\n条件：入选。\n补助：10万元。\n【完】</p>"
        in formatted
    )


@pytest.mark.parametrize(
    ("head", "found", "write"),
    [
        ("规则 1.2】补助", "规则1.2】", "【规则 1.2】"),
        ("规则 1.2 补助", "规则1.2", "【规则 1.2】"),
        ("规则1：补助", "规则1", "【规则 1】"),
        ("（规则 1）补助", "（规则1）", "【规则 1】"),
        ("【条款 3】补助", "【条款3】", "【规则 3】"),
        ("【补助】", "【补助】", "【规则 1】"),
        ("这里没有开头。", "依据", "【规则 1】"),
    ],
)
def test_what_looks_like_a_block_is_told_with_what_to_write(head: str, found: str, write: str) -> None:
    text = f"某政策\n（一）每家补助10万元。\n{RULE.replace('【规则 1】补助', head)}\n（二）乙。"
    (told,) = compile_sources([Source.of("甲", text)])[1].errors
    assert (told.code, write in (told.suggestion.zh if told.suggestion else "")) == ("T0108", True)
    assert f"「{found}」" in told.title.zh


def test_a_head_with_spaces_or_slips_is_read() -> None:
    assert blocks("【 规 则 1 】甲\n依据：“乙”\n【 完 】") == ["规则1"]
    assert blocks("【指 标】甲\n乙") == []


def test_brackets_of_the_document_stay() -> None:
    text = "[规划 1] 甲\n［2025］12号\n[规则] 乙\n（一）丙。"
    assert pasted(text).text == text


def test_lines_of_blocks_stay() -> None:
    text = "（一）甲。\n【规则 1】补助\n标准：\n  等级 ｜ 金额\n  甲级，\n  乙级 ｜ 20\n【完】\n对乙，\n奖励。"
    source = Source.of("甲", text)
    assert [text[at - 1 : at + 2] for at in source.read.joined] == ["，\n奖"]


@given(st.text(alphabet="一、（）【】［］规则完甲，。\n\u200b\ufeff \x0b<p>/br&;*#-1.\\\u3000"))
def test_every_text_keeps_its_length_and_is_read_once(text: str) -> None:
    read = pasted(text)
    assert len(read.text) == len(text)
    assert squeeze(pasted(read.text).text).text == squeeze(read.text).text or "<" in read.text or "&" in read.text


def test_long_texts_of_marks_are_read_in_time() -> None:
    for part in ("<!-- ", "<p ", "**", "［规则 1］", "（", "&#", "，\n", "1\n", "- ", "【规则 1】\n", "\u200b"):
        assert len(pasted(part * 20_000).text) == len(part) * 20_000


def test_a_page_of_white_space_is_read_in_time() -> None:
    """A page saved with its tags leaves lines of hundreds of thousands of blanks."""
    for blank in (" ", "\u3000", "\t"):
        text = f"（一）支持企业{blank * 300_000}\n，{blank * 300_000}【规则\n"
        assert len(pasted(text).text) == len(text)
