"""The structure of official documents, the blocks between their paragraphs, and quotations found in them."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.compiler.document.departments import Departments
from tiaowen.compiler.document.document import Article, Chapter, Document, read_document
from tiaowen.compiler.document.files import read_source
from tiaowen.compiler.document.numbering import number_value
from tiaowen.compiler.document.passages import quote_parts
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.text.source import Source, Span

POLICY = Path(__file__).parent.parent / "policies" / "jindong-2025"


def read(*texts: str) -> tuple[Document, list[str]]:
    """The document of some files, and the codes of what was found wrong, each with the text it points at."""
    report = Report()
    sources = [Source.of(f"{index}.policy", text) for index, text in enumerate(texts)]
    document = read_document(sources, report)
    return document, [f"{found.code} {found.span.text if found.span else ''}" for found in report.diagnostics]


def outline(document: Document) -> list[tuple[str, str]]:
    """What each paragraph is and what it belongs to, by numbers; the same for all spellings of one document."""

    def number(node: Chapter | Article | None) -> str:
        return str(node.number) if node else ""

    return [(line.role, f"{number(line.chapter)}.{number(line.article)}") for line in document.paragraphs]


# --- the first policy -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed() -> Document:
    report = Report()
    document = read_document([read_source(POLICY / "原文.txt")], report)
    assert not report.diagnostics
    return document


def test_the_seed_document_is_recognised(seed: Document) -> None:
    assert seed.title == "金华市金东区关于推动经济高质量发展的若干政策"
    assert seed.subtitles == ("（2025年版）", "（公开征求意见稿）")
    assert [paragraph.text[:10] for paragraph in seed.preamble] == ["为全面落实中央、省委"]
    assert [chapter.number for chapter in seed.chapters] == list(range(1, 9))
    assert [chapter.departments.leads for chapter in seed.chapters] == [
        (name,)
        for name in ("区科技局", "区经信局", "区发改局", "区交通局", "区商务局", "区发改局", "区农业农村局", "区人社局")
    ]
    assert seed.chapters[1].heading == "深化“3+3”主导产业培育建设"
    assert [article.number for article in seed.articles] == list(range(1, 49))
    assert all(article.heading and article.departments.responsible for article in seed.articles)
    assert [paragraph.text[:4] for paragraph in seed.closing] == ["上述8个", "文件明确"]
    assert seed.blocks == ()


def test_articles_know_their_chapter_heading_and_departments(seed: Document) -> None:
    seventh = seed.articles[6]
    assert (seventh.label, seventh.heading) == ("（七）", "支持企业加大研发投入")
    assert seventh.chapter is seed.chapters[0]
    # without a 。 before its bracket
    assert seed.articles[31].departments == Departments(responsible=("区发改局", "区供电分局"))


def test_the_document_is_the_same_cut_into_files(seed: Document) -> None:
    lines = seed.official_text.split("\n")
    starts = [0, *(index for index, line in enumerate(lines) if line.endswith("牵头）")), len(lines)]
    parts = ["\n".join(lines[start:end]) for start, end in pairwise(starts)]
    document, found = read(*parts)
    assert found == []
    assert (document.title, document.official_text) == (seed.title, seed.official_text)
    assert outline(document) == outline(seed)


@pytest.mark.parametrize(
    "spelling",
    [
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\n\u3000\u3000").replace("。", "。 "),
        lambda text: text.translate(str.maketrans("（）：，0123456789%", "():,０１２３４５６７８９％")),
        lambda text: text.replace("（", "（ ").replace("）", "\u200b）"),
    ],
    ids=["crlf", "indented", "widths", "spaces"],
)
def test_spelling_does_not_change_the_structure(seed: Document, spelling: Callable[[str], str]) -> None:
    document, found = read(spelling(seed.sources[0].text))
    assert found == []
    assert outline(document) == outline(seed)
    assert len(document.articles[6].departments.responsible) == 7


# --- numbering --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7),
        ("七", 7),
        ("⑦", 7),
        ("十", 10),
        ("二十一", 21),
        ("一百零五", 105),
        ("一百一十五", 115),
        ("一〇五", 105),
    ],
)
def test_numbers(written: str, value: int) -> None:
    assert number_value(written) == value


def test_statutes_have_chapters_and_numbered_articles() -> None:
    document, found = read(
        "某某办法\n第一章 总则\n第一条 为了交纳费用，制定本办法。\n"
        "第二条　案件受理费：\n（一）财产案件。\n1、每件50元；\n第二条规定的费用，由原告预交。\n"
        "第二章 标准\n第一节 财产案件\n第三条 分段累计。超过1万元的部分按2%交纳。\n2007年4月1日\n"
    )
    assert found == []
    assert outline(document) == [
        ("title", "."),
        ("chapter", "1."),
        ("article", "1.1"),
        ("article", "1.2"),
        ("item", "1.2"),
        ("item", "1.2"),
        ("text", "1.2"),
        ("chapter", "2."),
        ("section", "2."),
        ("article", "2.3"),
        ("date", "."),
    ]
    assert [(item.label, item.number) for item in document.articles[1].items] == [("（一）", 1), ("1、", 1)]
    assert [article.heading for article in document.articles] == ["", "案件受理费：", "分段累计"]


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("一、研发补助。按5%。\n1.首次按2%。\n（1）封顶100万元。\n二、设备补助。", "一、 二、"),
        ("1.研发补助。按5%。\n（1）封顶100万元。\n2．设备补助。\n2.5亿元以上的除外。", "1. 2．"),
        ("（一）研发补助。\n①首次按2%。\n（二）设备补助。", "（一） （二）"),
        ("一、研发\n（一）补助。\n二、设备\n（一）补助。\n（二）奖励。", "（一） （一） （二）"),
        ("一、总则\n第一条 甲。\n二、分则\n第二条 乙。", "第一条 第二条"),
        ("第一条 甲。\n一、乙。\n第2条 丙。", "第一条 第2条"),
        ("没有编号的通知。", ""),
    ],
)
def test_articles_are_found_by_the_numbering_there_is(text: str, articles: str) -> None:
    document, found = read(text)
    assert found == []
    assert " ".join(article.label for article in document.articles) == articles


def test_a_number_used_twice_is_warned_of() -> None:
    assert read("（一）甲。\n（二）乙。\n（二）丙。")[1] == ["T0105 （二）"]
    assert read("一、甲\n（一）乙。\n二、丙\n（一）丁。\n（一）戊。")[1] == ["T0105 （一）"]
    assert read("一、甲\n（一）乙。\n（二）丙。\n二、丁\n（二）戊。")[1] == ["T0105 （二）"]


@pytest.mark.parametrize(
    ("bracket", "departments"),
    [
        ("（责任单位：区科技局、区经信局）", Departments(responsible=("区科技局", "区经信局"))),
        ("(责任单位:区发改局（区粮食局）、区财政局)。", Departments(responsible=("区发改局（区粮食局）", "区财政局"))),
        (
            "（牵头单位：甲局；配合单位：乙局、丙局）",
            Departments(leads=("甲局",), supporting=("乙局", "丙局")),
        ),
        ("（甲局牵头，乙局、丙局配合）", Departments(leads=("甲局",), supporting=("乙局", "丙局"))),
        ("\n责任单位：甲局，配合单位：乙局。", Departments(responsible=("甲局",), supporting=("乙局",))),
        ("（市工信局、市科委、相关区）", Departments(responsible=("市工信局", "市科委", "相关区"))),
        ("经市“两局”（市工信局、市科技局）认定的项目，由市里保障。", Departments()),
        (
            "（责任单位：甲局、各区政府。以下政策均需各区政府落实，不再单独列出）",
            Departments(responsible=("甲局", "各区政府")),
        ),
        ("（不含税）", Departments()),
        ("（（（（", Departments()),
    ],
)
def test_departments(bracket: str, departments: Departments) -> None:
    document, _ = read(f"（一）研发补助。按5%补助。{bracket}\n（二）设备补助。")
    assert document.articles[0].departments == departments
    assert document.articles[0].heading == "研发补助"


def test_what_stands_behind_the_departments_is_not_the_articles() -> None:
    document, _ = read(
        "一、甲\n（一）乙。\n丙。（责任单位：甲局）\n丁。\n（二）戊。（责任单位：乙局）\n1.己。\n庚。\n辛。"
    )
    assert outline(document)[2:] == [
        ("text", "1.1"),
        ("text", "1."),
        ("article", "1.2"),
        ("item", "1.2"),
        ("closing", "."),
        ("closing", "."),
    ]
    assert [span.text for span in document.articles[0].spans] == ["（一）乙。", "丙。（责任单位：甲局）"]


def test_titles_of_several_lines() -> None:
    document, _ = read(
        "金区政〔2025〕12号\n金东区人民政府办公室关于印发\n若干政策的通知\n（试行）\n各乡镇人民政府：\n现予印发。\n一、甲"
    )
    assert document.title == "金东区人民政府办公室关于印发若干政策的通知"
    assert document.subtitles == ("（试行）",)
    assert (document.imprint.number, document.imprint.addressee) == ("金区政〔2025〕12号", "各乡镇人民政府")
    assert [paragraph.text for paragraph in document.preamble] == ["现予印发。"]


# --- blocks -----------------------------------------------------------------------------------------------------------


def blocks(document: Document) -> list[tuple[str, str, str, int | None]]:
    return [
        (block.kind, block.head, block.body.text.strip(), block.article.number if block.article else None)
        for block in document.blocks
    ]


def test_blocks_know_their_article_and_leave_the_text_alone() -> None:
    document, found = read(
        "【政策】某某政策【完】\n一、甲\n【指标】乙【完】 【指标】丙【完】\n（一）丁。（责任单位：甲局）\n"
        "\u3000【 规则 1.1 】研发补助\n依据：“丁”；\n补助：10万元。\n【 完 】\n"
        "（二）戊。\n【规则2.1】己【完】\n【不计算】庚【完】辛"
    )
    assert found == []
    assert blocks(document) == [
        ("政策", "", "某某政策", None),
        ("指标", "", "乙", None),
        ("指标", "", "丙", None),
        ("规则", "1.1", "研发补助\n依据：“丁”；\n补助：10万元。", 1),
        ("规则", "2.1", "己", 2),
        ("不计算", "", "庚", 2),
    ]
    assert document.blocks[1].chapter is document.chapters[0]
    assert document.blocks[3].head_span.text == "【 规则 1.1 】"
    assert document.blocks[3].span.text.endswith("【 完 】")
    assert document.official_text == "一、甲\n（一）丁。（责任单位：甲局）\n（二）戊。\n辛"


def test_quoted_ends_do_not_end_a_block() -> None:
    document, found = read("（一）甲。\n【规则 1.1】依据：“乙【完】丙，“丁”。\n戊”；“”己。\n【完】\n庚。")
    assert found == []
    assert blocks(document) == [("规则", "1.1", "依据：“乙【完】丙，“丁”。\n戊”；“”己。", 1)]


@pytest.mark.parametrize(
    ("text", "found", "kinds"),
    [
        ("（一）甲。\n【规则 1.1】乙；\n（二）丙。\n【规则 2.1】丁【完】", ["T0101 【规则 1.1】"], "规则1 规则2"),
        ("（一）甲。\n【规则 1.1】乙；\n【规则 1.2】丙【完】", ["T0101 【规则 1.1】"], "规则1 规则1"),
        ("（一）甲。\n【规则 1.1】乙；", ["T0101 【规则 1.1】"], "规则1"),
        ("（一）甲。\n【完】\n（二）乙。", ["T0102 【完】"], ""),
        ("（一）甲。【规则 1.1】乙【完】", ["T0102 【完】"], ""),
        ("（一）甲。\n【规侧 1.1】乙【完】\n【指 标】丙", ["T0103 规侧"], "规则1"),
        ("（一）甲。\n【规规则 1.1】乙【完】\n【则规 1.2】丙【完】", ["T0103 规规则", "T0103 则规"], "规则1 规则1"),
        ("（一）甲。\n【不算】丁【完】", ["T0103 不算"], "不计算1"),
        ("（一）甲。\n【规侧 1.1】乙\n（二）丙。", ["T0101 【规侧 1.1】", "T0103 规侧"], "规则1"),
        ("（一）甲。\n【规则 1.1】依据：“乙；\n【完】\n（二）丙“丁”。\n【指标】戊【完】", ["T0104 “"], "规则1 指标2"),
        ("（一）甲。\n【规则 1.1】依据：乙”；\n【完】\n（二）丙“丁”。", ["T0104 ”"], "规则1"),
        ("（一）甲。\n【规则 1.1】依据：“乙“；【完】【指标】戊【完】", ["T0104 “"], "规则1 指标1"),
        ("（一）甲。\n【规则 1.1】“乙；\n（二）丙”", ["T0101 【规则 1.1】"], "规则1"),
        ("（一）甲。\n【规则 1.1 研发补助\n乙【完】", ["T0106 【规则 1.1 研发补助"], "规则1"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_block_stays_in_it(text: str, found: list[str], kinds: str) -> None:
    document, codes = read(text)
    assert codes == found
    assert (
        " ".join(f"{block.kind}{block.article.number if block.article else ''}" for block in document.blocks) == kinds
    )
    assert [article.number for article in document.articles] == [1, 2][: text.count("\n（") + 1]


def test_an_unclosed_head_keeps_its_label() -> None:
    document, _ = read("【规则 1.1 研发补助\n乙【完】")
    assert [(block.head, block.body.text) for block in document.blocks] == [("1.1", "\n乙")]


def test_a_misspelt_kind_can_be_corrected() -> None:
    report = Report()
    read_document([Source.of("甲", "【规侧 7.1】乙【完】")], report)
    (found,) = report.diagnostics
    assert found.edit
    assert (found.edit.span.text, found.edit.replacement) == ("规侧", "规则")


@pytest.mark.parametrize(
    "text", ["【2025】12号", "【政策背景】推动发展。", "【规划】发展。", "见【规则】。", "【目标】", "【】", "【"]
)
def test_brackets_of_the_document_are_left_alone(text: str) -> None:
    document, found = read(f"（一）甲。\n{text}\n【指标】乙【完】")
    assert found == []
    assert document.official_text == f"（一）甲。\n{text}"


FRAGMENTS = [
    "【规则 1.1】",
    "【规侧】",
    "【完】",
    *"【】“”（）甲\n\u3000",
    '"',
    "（一）",
    "一、",
    "第二条",
    "责任单位：",
]


@given(st.lists(st.sampled_from(FRAGMENTS)))
def test_every_text_gives_a_document(parts: list[str]) -> None:
    text = "".join(parts)
    document, _ = read(text)
    spans = sorted(
        [paragraph.span for paragraph in document.paragraphs] + [block.span for block in document.blocks],
        key=lambda span: span.start,
    )
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(article.spans and article.span.text.startswith(article.label) for article in document.articles)
    # whatever is in neither is white space or a stray 【完】
    inside = {at for span in spans for at in range(span.start, span.end)}
    rest = "".join(char for at, char in enumerate(text) if at not in inside)
    assert not rest.replace("【完】", "").strip()


def test_deep_and_long_texts_are_read() -> None:
    depth = 20_000
    document, _ = read(
        f"（一）{'（' * depth}甲{'）' * depth}\n【规则 1.1】{'“' * depth}\n{'【' * depth}\n{' ' * depth}\n【完】"
    )
    assert len(document.blocks) == 1


# --- quotations -------------------------------------------------------------------------------------------------------


def quoted(document: Document, quote: str, article: int | None = None) -> list[str] | None:
    own = document.articles[article - 1] if article else None
    spans = document.find_quote(quote_parts(quote), own)
    return None if spans is None else [span.text for span in spans]


def test_quotations_are_found_whatever_their_spelling(seed: Document) -> None:
    assert quoted(seed, "集中连片种植蔬菜面积15亩以上、\n水果面积３０亩以上") == [
        "集中连片种植蔬菜面积 15 亩以上、水果面积 30 亩以上"
    ]
    assert quoted(seed, "对企业研发费用(扣除政府补助部分、……首次申报企业按５%,每家最高补助100万元") == [
        "对企业研发费用（扣除政府补助部分、",
        "首次申报企业按5%，每家最高补助100万元",
    ]
    assert quoted(seed, "推广科技成果‘先用后转’，") == ["推广科技成果“先用后转”，"]
    assert quoted(seed, "首次申报企业按6%") is None
    assert quoted(seed, "……") is None


def test_the_parts_of_a_quotation_stand_in_the_order_of_the_text(seed: Document) -> None:
    assert quoted(seed, "首次申报企业按5%……对企业研发费用") is None
    assert quoted(seed, "支持开展关键核心技术攻关……加强科创平台效能建设") is None


def test_a_quotation_over_articles_begins_a_sentence_in_each(seed: Document) -> None:
    over = "加强科创平台效能建设……支持开展关键核心技术攻关"
    assert quoted(seed, over) == over.split("……")
    document, _ = read(
        "（一）甲企业按5%补助，每家最高10万元。\n（二）乙项目，每家最高20万元。每年一次。\n附件：标准\n一级30元。"
    )
    assert quoted(document, "甲企业按5%补助……乙项目，每家最高20万元……一级30元") == [
        "甲企业按5%补助",
        "乙项目，每家最高20万元",
        "一级30元",
    ]
    assert quoted(document, "甲企业按5%补助……每年一次") == ["甲企业按5%补助", "每年一次"]
    # the cap of another article
    assert quoted(document, "甲企业按5%补助，……每家最高20万元") is None
    assert quoted(document, "按5%补助……乙项目") is None
    assert quoted(document, "一级30元……乙项目") is None


def test_the_article_of_the_block_comes_first() -> None:
    document, _ = read("（一）每家奖励10万元。\n（二）每家奖励10万元。\n每项20万元。\n【指标】甲【完】\n（三）丙。")
    assert [document.find_quote(["奖励10万元"], article) for article in (*document.articles, None)] == [
        (Span(document.sources[0], start, start + 6),) for start in (5, 18, 5, 5)
    ]


def test_a_quotation_over_paragraphs_has_a_span_for_each() -> None:
    document, _ = read("（一）每家奖励\n【指标】甲【完】\n10万元。\n（二）乙。")
    assert quoted(document, "每家奖励10万元") == ["每家奖励", "10万元"]


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("首次申保企业按5%", "首次申报企业按5%"),
        ("一次性奖励11万元", "一次性奖励10万元"),
        ("佛手新种植5亩以上，每亩补助2千元", "佛手新种植5亩（含）以上，每亩补助2000元"),
        ("集中连片种植蔬菜20亩以上", "集中连片种植蔬菜面积 15 亩以上"),
        ("zzzz", None),
        ("甲", None),
        ("", None),
    ],
)
def test_the_nearest_passage(seed: Document, quote: str, passage: str | None) -> None:
    assert seed.nearest_passage(quote) == passage


def test_lines_of_adoption_are_of_no_title() -> None:
    """Whatever kind of document it is: behind 条例 a title ends by itself, behind 守则 and 解释 it does not."""
    text = (
        "某省组成人员守则\n\n2015年9月26日 某省人民代表大会常务委员会第十六次会议通过\n\n2018年6月1日 第三次会议修订\n\n"
        "第一条 为了加强自身建设，制定本守则。\n\n第二条 本守则所称组成人员，是指主任和委员。\n"
    )
    document = read_document([Source.of("守则.txt", text)], Report())
    assert document.title == "某省组成人员守则"
    assert [article.label for article in document.articles] == ["第一条", "第二条"]
    twice = text.replace("某省组成人员守则\n", "某省组成人员守则\n\n某省组成人员守则\n", 1)
    assert read_document([Source.of("守则.txt", twice)], Report()).title == "某省组成人员守则"


def test_an_excerpt_in_one_line_has_its_articles() -> None:
    lead = "为深入贯彻关于促进民营经济发展壮大的决策部署，激发民营经济发展活力，提振民营经济发展信心，结合某市实际，制定本实施方案，请认真贯彻执行。"
    text = (
        f"{lead}一、加强资源要素支持（一）强化财税政策。减半征收。（市税务局、市财政局）（二）加强基金支持。争取基金。"
    )
    document = read_document([Source.of("甲", text)], Report())
    assert [chapter.heading for chapter in document.chapters] == ["加强资源要素支持"]
    assert [article.heading for article in document.articles] == ["强化财税政策", "加强基金支持"]
