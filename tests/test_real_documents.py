"""Real documents as drafters paste them, and what happens to such documents on the way: read as a careful reader does."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from support.truths import Truth, misread, read

FOLDER = Path(__file__).parent / "documents"
TRUTHS = [json.loads(line) for line in (FOLDER / "truth.jsonl").read_text("utf-8").splitlines()]
NAMES = [told["file"].removesuffix(".txt") for told in TRUTHS]


@pytest.mark.parametrize("told", TRUTHS, ids=NAMES)
def test_a_real_document_is_read_as_its_editor_would(told: dict[str, Any]) -> None:
    text = (FOLDER / told["file"]).read_text("utf-8")
    assert misread(text, Truth.of(told)) == []


# --- what happens to documents on the way -----------------------------------------------------------------------------

# A line of the text, with its number where it is one of the real document's.
Lines = list[tuple[int | None, str]]
HAN = "〇一二三四五六七八九"


def in_han(number: int) -> str:
    """The number in 汉字, below 100."""
    tens, ones = divmod(number, 10)
    return (
        ("" if tens == 1 else HAN[tens] if tens else "")
        + ("十" if tens else "")
        + (HAN[ones] if ones or not tens else "")
    )


def each(change: Callable[[str], str]) -> Callable[[Lines], Lines]:
    return lambda lines: [(at, change(text)) for at, text in lines]


def wide(text: str) -> str:
    """Digits and dots of full width, as some typewriters of offices have them."""
    return re.sub(
        "[0-9]+[.、]?", lambda found: found[0].translate(str.maketrans("0123456789.", "０１２３４５６７８９．")), text
    )


def arabic_articles(text: str) -> str:
    return re.sub(r"^(\s*)第([一二三四五六七八九十]{1,4})条", lambda found: f"{found[1]}第{value(found[2])}条 ", text)


def value(han: str) -> int:
    return next(number for number in range(1, 100) if in_han(number) == han)


def spaced_articles(text: str) -> str:
    return re.sub(r"^(\s*)第\s*([一二三四五六七八九十]{1,4})\s*([条章])", r"\1第 \2 \3 ", text)


def ringed(text: str) -> str:
    """（一） to （十） as one character each."""
    return re.sub(
        "^(\\s*)[（(]([一二三四五六七八九]|十)[)）]",
        lambda found: found[1] + chr(0x3220 + value(found[2]) - 1),
        text,
    )


def with_pages(lines: Lines) -> Lines:
    """The number of a page behind every twentieth line."""
    made: Lines = []
    for count, line in enumerate(lines, 1):
        made.append(line)
        if count % 20 == 0:
            made.append((None, f"— {count // 20} —"))
    return made


def with_letterhead(lines: Lines) -> Lines:
    return [(None, "某某县人民政府文件"), (None, ""), *lines]


def with_annexes(lines: Lines) -> Lines:
    """Two annexes behind the text: numbered paragraphs, and a table."""
    return [
        *lines,
        (None, "附件1"),
        (None, "项目评审要点"),
        (None, "一、评审原则"),
        (None, "（一）公开公平。评审应当公开、公平、公正。"),
        (None, "（二）择优支持。按得分由高到低支持。"),
        (None, "二、评审程序"),
        (None, "（一）形式审查。由主管部门审查。"),
        (None, "附件2"),
        (None, "项目申报表"),
        (None, "序号\t项目名称\t金额"),
        (None, "1.\t甲项目\t10万元"),
        (None, "2.\t乙项目\t20万元"),
    ]


def from_the_web(lines: Lines) -> Lines:
    return [
        (None, "索引号：113307/2025-00012"),
        (None, "发布机构：某某县人民政府办公室"),
        (None, "发布日期：2025-03-01 09:30"),
        *lines,
        (None, "来源：某某县人民政府办公室"),
        (None, "【打印本页】 【关闭窗口】"),
    ]


def under_a_card(*rows: tuple[str, ...]) -> Lines:
    return [(None, "\t".join(row)) for row in rows]


# What sites print above a document: pairs in a line, a line each, cells of a table; the title again is one of many things.
CARDS = {
    "pairs": under_a_card(
        ("索引号：0001/2025-00012",),
        ("主题分类：科技、教育",),
        ("发文机关：某某县人民政府",),
        ("标题：{title}",),
        ("发文字号：",),
    ),
    "lines": under_a_card(
        ("索 引 号：",),
        ("0001/2025-00012",),
        ("主题分类：",),
        ("财政、金融\\税务",),
        ("标　　题：",),
        ("{title}",),
        ("有效性：",),
        ("有效",),
        ("主 题 词：",),
    ),
    "cells": under_a_card(
        ("索 引 号：", "0001/2025-00012", "主题分类：", "财政、金融"),
        ("发布机构：", "某某县人民政府办公室", "发布日期：", "2025年3月1日"),
        ("标　　题：", "{title}"),
    ),
}


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("told", TRUTHS, ids=NAMES)
def test_the_card_of_a_web_site_is_none_of_the_document(told: dict[str, Any], card: str) -> None:
    truth = Truth.of(told)
    above = [line.replace("{title}", truth.title[0]) for _, line in CARDS[card]]

    def moved(found: dict[int, str]) -> dict[int, str]:
        return {line + len(above): said for line, said in found.items()}

    truth = replace(
        truth,
        articles=moved(truth.articles),
        chapters=moved(truth.chapters),
        either_articles=frozenset(line + len(above) for line in truth.either_articles),
        either_chapters=frozenset(line + len(above) for line in truth.either_chapters),
        issuer=truth.issuer or ("某某县人民政府" if card == "pairs" else ""),
        day=truth.day or "",
    )
    assert misread("\n".join([*above, (FOLDER / told["file"]).read_text("utf-8")]), truth) == []


def as_a_pdf(lines: Lines) -> Lines:
    """Every line ends where the sheet does."""
    made: Lines = []
    for at, text in lines:
        pieces = [text.strip()[start : start + 32] for start in range(0, max(1, len(text.strip())), 32)]
        made += [(at if not count else None, piece) for count, piece in enumerate(pieces)]
    return made


def in_sheets(width: int) -> Callable[[Lines], Lines]:
    """As a PDF gives it: a line has so many 汉字, a sheet 26 lines, its number below and the same words above."""

    def printed(lines: Lines) -> Lines:
        made: Lines = []
        for at, text in lines:
            said, columns = ("\u3000\u3000", 4) if text.strip() else ("", 0)
            begins = at
            for char in text.strip():
                wide = 1 if char.isascii() else 2
                if columns + wide > 2 * width and char not in "，。；：、）》”％！？":
                    made.append((begins, said))
                    begins, said, columns = None, "", 0
                said, columns = said + char, columns + wide
            made.append((begins, said))
        sheets = range(0, len(made), 26)
        return [
            line
            for page, start in enumerate(sheets, 1)
            for line in (
                *made[start : start + 26],
                (None, f"第 {page} 页 共 {len(sheets)} 页"),
                (None, "某某区文件汇编"),
            )
        ]

    return printed


def without_blank_lines(lines: Lines) -> Lines:
    return [line for line in lines if line[1].strip()]


def with_blank_lines(lines: Lines) -> Lines:
    return [made for line in lines for made in (line, (None, ""))]


WAYS: dict[str, Callable[[Lines], Lines]] = {
    "wide": each(wide),
    "arabic": each(arabic_articles),
    "spaced": each(spaced_articles),
    "ringed": each(ringed),
    "half": each(lambda text: text.translate(str.maketrans("（），；：", "(),;:"))),
    "commas": each(lambda text: re.sub(r"^(\s*)([0-9]{1,2})[.．] ?", r"\1\2、", text)),
    "indented": each(lambda text: f"\u3000\u3000{text.strip()}"),
    "pages": with_pages,
    "letterhead": with_letterhead,
    "annexes": with_annexes,
    "web": from_the_web,
    "pdf": as_a_pdf,
    "sheets of 28": in_sheets(28),
    "sheets of 36": in_sheets(36),
    "sheets of 42": in_sheets(42),
    "tight": without_blank_lines,
    "loose": with_blank_lines,
    "all": lambda lines: with_blank_lines(from_the_web(with_pages(with_letterhead(each(wide)(lines))))),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("told", TRUTHS, ids=NAMES)
def test_what_happens_on_the_way_changes_nothing(told: dict[str, Any], way: str) -> None:
    text = (FOLDER / told["file"]).read_text("utf-8")
    lines = WAYS[way](list(enumerate(text.split("\n"), 1)))
    truth = Truth.of(told)
    at = {line: number for number, (line, _) in enumerate(lines, 1) if line is not None}
    labels = dict(lines_of(lines))

    def moved(found: dict[int, str], *, anew: bool = False) -> dict[int, str]:
        return {at[line]: label(labels[line], said) if anew else said for line, said in found.items()}

    truth = replace(
        truth,
        articles=moved(truth.articles, anew=True),
        chapters=moved(truth.chapters),
        either_articles=frozenset(at[line] for line in truth.either_articles),
        either_chapters=frozenset(at[line] for line in truth.either_chapters),
        day=None if way.startswith(("pdf", "sheets")) else truth.day,
        number=None if way in ("web", "all") and not truth.number else truth.number,
    )
    assert misread("\n".join(text for _, text in lines), truth) == []


def lines_of(lines: Lines) -> list[tuple[int, str]]:
    return [(at, text.strip()) for at, text in lines if at is not None]


def label(line: str, before: str) -> str:
    """The label that a line has now, where it had another."""
    found = re.match(
        r"第[\s\d〇一二三四五六七八九十百０-９]+条|[㈠-㈩]|[（(][一二三四五六七八九十]+[)）]|[0-9０-９]+[.、．]|[一二三四五六七八九十]+[、.]",
        line,
    )
    return found[0] if found else before


# --- composed in the manner of real ones ------------------------------------------------------------------------------

COMPOSED = [json.loads(line) for line in (FOLDER / "composed.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("told", COMPOSED, ids=lambda told: told["name"])
def test_a_document_in_the_manner_of_real_ones_is_read(told: dict[str, Any]) -> None:
    assert misread(told["text"], Truth.of(told)) == []
    annexes = [
        [annex.label, annex.title, [article.label.strip() for article in annex.articles]]
        for annex in read(told["text"]).annexes
    ]
    assert annexes == told["annexes"]


def test_the_articles_can_be_said_where_two_readings_are_right() -> None:
    text = "某区政策\n\n【政策】某区政策\n条款：{}；\n【完】\n\n（一）工业\n1.技改。按5%补助。\n2.上规。奖励10万元。\n（二）农业。每亩100元。\n"
    for said, labels in (("1.", ["1.", "2.", "（二）"]), ("（一）", ["（一）", "（二）"])):
        assert [article.label for article in read(text.format(said)).articles] == labels


def test_articles_of_annexes_are_their_own() -> None:
    text = (
        "某区办法\n第一条 按附件补助。\n第二条 每年一次。\n附件1\n补助标准\n（一）一级。500元。\n（二）二级。300元。\n"
    )
    document = read(text)
    assert [article.name for article in document.articles] == ["第一条", "第二条"]
    (annex,) = document.annexes
    assert [article.name for article in annex.articles] == ["附件1（一）", "附件1（二）"]
    assert document.find_quote(["二级。300元"], annex.articles[1])
