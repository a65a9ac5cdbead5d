"""The documents as they come out of LibreOffice, measured: nothing beyond the area of type, heads of tables on every page,
what is signed never alone on its page."""

from pathlib import Path

import pytest

from support.notices import INSURED, REGISTERED, fault, row
from support.paper import Box, converted, pages
from support.policies import loaded
from tiaowen.compiler.guide.paper import Paper
from tiaowen.compiler.guide.word import docx_of
from tiaowen.compiler.notices.letters import letters_paper
from tiaowen.compiler.notices.listed import list_paper
from tiaowen.compiler.notices.made import notice_of
from tiaowen.compiler.notices.notice import Notice

pytestmark = pytest.mark.needs_system
# In tenths of a point.
LEFT, RIGHT, TOP, BOTTOM = 793, 5216, 1048, 7427
LONG = "金华市金东区某某数字经济产业园区运营管理服务有限责任公司"


@pytest.fixture(scope="module")
def notice() -> Notice:
    rows = [row(f"91{at:03}", f"{LONG}第{at}分公司", {"5.2": REGISTERED, "4.1": INSURED}) for at in range(20)]
    rows.append(row("330702199001011237", "张三", {"5.2": {**REGISTERED, "年销售收入": "2999.99万元"}}))
    return notice_of(
        loaded(), rows, faults=[fault("91000"), fault("91001", column="名称很长的一个填报项" * 3)], mask=True
    )


def printed(made: Paper, folder: Path) -> list[list[Box]]:
    """The lines of each page, without its number."""
    place = converted(docx_of(made), folder)
    return [
        sorted((box for box in page if box.bottom <= BOTTOM + 30), key=lambda box: (box.top, box.left))
        for page in pages(place)
    ]


def in_type(page: list[Box]) -> bool:
    return all(box.left >= LEFT - 10 and box.right <= RIGHT + 10 and box.top >= TOP - 10 for box in page)


def test_the_list_stays_within_the_area_of_type_with_heads_on_every_page(notice: Notice, tmp_path: Path) -> None:
    first, *others = printed(list_paper(notice, "zh"), tmp_path)
    assert all(map(in_type, (first, *others)))
    assert "（盖章）" in "".join(box.text for box in first)
    of_names = [page for page in others if any("分公司" in box.text for box in page)]
    assert len(of_names) > 1
    for page in of_names:
        said = [box.text for box in page]
        assert "序号" in said and said.index("序号") < 6
    # A row is never broken: its number stands on the page of its amount.
    for page in of_names:
        said = [box.text for box in page]
        assert sum(text in ("140000.00", "200000.00") for text in said) == sum(text.isdigit() for text in said)


def test_a_letter_is_signed_below_some_of_its_text(notice: Notice, tmp_path: Path) -> None:
    made = printed(letters_paper(notice, "zh"), tmp_path)
    assert all(map(in_type, made))
    signed = [page for page in made if any("（盖章）" in box.text for box in page)]
    assert len(signed) == len(notice.applicants)
    assert all(len(page) > 2 for page in signed)
    assert sum(any("申报结果告知书" in box.text for box in page[:1]) for page in made) == len(notice.applicants)
