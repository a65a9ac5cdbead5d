"""Paper as it comes out of LibreOffice and of typst, measured: 22 lines a page, 28 characters a line, nothing beyond the
area of type, heads of tables on every page, no heading at the foot of one."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import typst

from support.hostile import HOSTILE, POLICY
from support.paper import Box, converted, pages, paper
from support.policies import loaded
from tiaowen.compiler.guide.paper import STYLES, Paper, grid, line, lines_of
from tiaowen.compiler.guide.pdf import fonts_of, pdf_of
from tiaowen.compiler.guide.word import docx_of
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

pytestmark = pytest.mark.needs_system
FORMS = ("docx", "pdf")
# In tenths of a point.
LEFT, RIGHT, TOP, BOTTOM = 793, 5216, 1048, 7427


def printed(made: Paper, form: str, folder: Path) -> tuple[tuple[Box, ...], ...]:
    """The lines of each page, in the order of the page."""
    if form == "docx":
        place = converted(docx_of(made), folder)
    else:
        fonts = fonts_of(typst.Fonts().families())
        assert fonts, "no Chinese font"
        place = folder / "b.pdf"
        place.write_bytes(pdf_of(made, fonts))
    return tuple(tuple(sorted(page, key=lambda box: (box.top, box.left))) for page in pages(place))


def in_type(page: tuple[Box, ...]) -> list[Box]:
    """Without the number of the page."""
    return [box for box in page if box.bottom <= BOTTOM + 30]


@pytest.fixture(scope="module", params=FORMS)
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Box, ...], ...]:
    return printed(paper(loaded()), request.param, tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize("form", FORMS)
def test_a_page_has_22_lines_of_28_characters(form: str, tmp_path: Path) -> None:
    text = "国" * (28 * 22 * 2 - 2)
    first, second, *more = printed(Paper(title="", parts=((line("body", text),),)), form, tmp_path)
    assert not more
    for page in (first, second):
        boxes = in_type(page)
        assert len(boxes) == 22
        assert {len(box.text) for box in boxes[1:]} == {28}
    assert len(in_type(first)[0].text) == 26


@pytest.mark.parametrize("form", FORMS)
def test_the_text_begins_where_the_standard_says(form: str, tmp_path: Path) -> None:
    (page,) = printed(Paper(title="", parts=((line("body", "国" * 100),),)), form, tmp_path)
    first, second, *_ = in_type(page)
    assert abs(second.left - LEFT) <= 10
    assert abs(first.left - second.left - 2 * 158) <= 12
    assert abs(first.top - TOP) <= 100
    (number,) = (box for box in page if box.bottom > BOTTOM + 30)
    assert number.text == "—1—"
    # 7 mm below the area of type, one character from its right edge.
    assert abs((number.top + number.bottom) // 2 - BOTTOM - 198) <= 20
    assert abs(RIGHT - 140 - number.right) <= 30


def test_nothing_stands_beyond_the_area_of_type(whole: tuple[tuple[Box, ...], ...]) -> None:
    for number, page in enumerate(whole, 1):
        for box in page:
            # The empty half of a mark at the beginning or end of a line is cut off.
            before = 85 if box.text[0] in "（《“" else 0
            behind = 85 if box.text[-1] in "，。；：、！？）》”" else 0
            assert box.left >= LEFT - 60 - before and box.right <= RIGHT + 10 + behind, (number, box)
        assert len(in_type(page)) + 1 == len(page) or not in_type(page), number


def test_the_pages_are_numbered(whole: tuple[tuple[Box, ...], ...]) -> None:
    assert 100 < len(whole) < 160
    for number, page in enumerate(whole, 1):
        last = page[-1]
        assert last.text == f"—{number}—"
        middle = (LEFT + RIGHT) // 2
        assert (last.left > middle) == (number % 2 == 1)


def test_no_heading_stands_at_the_foot_of_a_page(whole: tuple[tuple[Box, ...], ...]) -> None:
    made = paper(loaded())
    headings = {re.sub(r"\s", "", each.text) for each in lines_of(made) if STYLES[each.style].level or each.keep}
    for number, page in enumerate(whole, 1):
        boxes = in_type(page)
        row = "".join(box.text for box in boxes if box.bottom > boxes[-1].bottom - 30)
        assert re.sub(r"\s", "", row) not in headings, (number, row)


def test_no_line_begins_with_a_mark_that_ends_something(whole: tuple[tuple[Box, ...], ...]) -> None:
    for number, page in enumerate(whole, 1):
        assert not [box for box in page if box.text[0] in "，。；：、！？）》”" and box.left < LEFT + 300], number


def test_every_word_of_the_paper_is_on_a_page(whole: tuple[tuple[Box, ...], ...]) -> None:
    made = paper(loaded())
    shown = Counter("".join(box.text for page in whole for box in page))
    wanted = Counter("".join(each.text for each in lines_of(made)))
    for char in "金东区科技局奖励补助①②元%":
        assert shown[char] >= wanted[char], char


@pytest.mark.parametrize("form", FORMS)
def test_heads_of_tables_come_again_on_every_page(form: str, tmp_path: Path) -> None:
    rows = [[str(number), "很长的一句话" * 20] for number in range(1, 60)]
    made = printed(Paper(title="", parts=((grid(["号", "内容"], rows),),)), form, tmp_path)
    assert len(made) > 2
    for page in made:
        assert {box.text for box in page[:2]} == {"号", "内容"}
    numbers = [box.text for page in made for box in page if box.text.isdecimal()]
    assert sorted(map(int, numbers)) == list(range(1, 60))


def test_a_pdf_has_bookmarks_a_title_and_no_time(tmp_path: Path) -> None:
    fonts = fonts_of(typst.Fonts().families())
    assert fonts
    place = tmp_path / "a.pdf"
    place.write_bytes(pdf_of(paper(loaded()), fonts))
    told = subprocess.run(["pdfinfo", place], check=True, capture_output=True).stdout.decode()
    assert "金东区" in told and "Date" not in told and "Author" not in told
    outline = subprocess.run(
        ["pdftohtml", "-xml", "-i", "-stdout", place], check=True, capture_output=True, cwd=tmp_path
    ).stdout.decode()
    for heading in ("规则说明", "一、强化科技创新", "规则 7.1"):
        assert re.search(rf'<item page="[0-9]+">[^<]*{heading}', outline), heading
    assert place.read_bytes() == pdf_of(paper(loaded()), fonts)


def test_hostile_texts_are_printed_as_they_are(tmp_path: Path) -> None:
    policy, report = compile_sources([Source.of("恶.policy", POLICY)])
    assert not report.has_errors
    wanted = [
        *HOSTILE,
        "#panic(1)",
        "$x^2$",
        "*粗*_斜_",
        "<label>",
        "@ref",
        "= 题",
        "// 注",
        "#(1+1)",
        "https://example.com",
    ]
    lines = tuple(line("body", text) for text in wanted)
    shown = "".join(
        box.text
        for page in printed(Paper(title="恶", parts=(*paper(policy).parts, lines)), "pdf", tmp_path)
        for box in page
    )
    assert "<script>pwned=1</script>" in shown
    for text in ("#panic(1)", "$x^2$", "*粗*_斜_", "<label>", "@ref", "=题", "//注", "#(1+1)", "{{7*7}}", "\\u202e"):
        assert text in shown, text
    assert b"/URI" not in (tmp_path / "b.pdf").read_bytes()
