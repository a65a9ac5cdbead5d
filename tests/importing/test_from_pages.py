"""A page of the web gives the text that a person sees in a browser."""

import pytest

from tiaowen.compiler.importing.page import read_page


def lines(page: str) -> list[str]:
    return read_page(page, "accepted").text.splitlines()


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>第一条&nbsp;甲 &amp; 乙<br>丙</p><div>丁<span> 戊</span></div>", ["第一条\u00a0甲 & 乙", "丙", "丁 戊"]),
        ("<html><head><title>某网</title><style>p{}</style></head><body>甲<script>x</script></body>", ["甲"]),
        ("<ol start=3><li>甲<ol type=a><li>乙</ol><li value=7>丙</ol>", ["3. 甲", "a. 乙", "7. 丙"]),
        ('<ol style="list-style-type: cjk-ideographic"><li>甲<li>乙</ol>', ["一、甲", "二、乙"]),
        ("<ul><li>甲</ul>", ["• 甲"]),
        ("<p>甲<span style='display:none'>看不见</span>乙</p>", ["甲乙"]),
        ("<p>甲<div hidden>丙<div>丁</div></div>乙</p>", ["甲", "乙"]),
        ("<table><tr><th>等级<th colspan=2>标准<tr><td>一级<td>10<td>8</table>", ["等级\t标准", "一级\t10\t8"]),
        ("<table><tr><td>甲<p>乙</p><td>1</table>", ["甲 乙\t1"]),
        (
            "<table><tr><td rowspan=2>企业<td>大<td>10<td rowspan=3>年底<tr><td>中<td>8<tr><td colspan=2>其他<td>5<tr><td>合计<td>1</table>",
            ["企业\t大\t10\t年底", "\t中\t8", "其他\t\t5", "合计\t1"],
        ),
        # tables that lay out a page
        ("<table><tr><td><p>一、甲</p><p>二、乙</p></td></tr></table>", ["一、甲", "二、乙"]),
        ("<table><tr><td><table><tr><td>甲<td>1</table></td></tr></table>", ["甲\t1"]),
        ("<p>按<del>5%</del><ins>8%</ins></p>", ["按8%"]),
        ("<p>甲</div></p>乙</table></li>丙<td>丁", ["甲", "乙", "丙丁"]),
        ("甲 < 乙，5<6", ["甲 < 乙，5<6"]),
    ],
)
def test_lines(page: str, said: list[str]) -> None:
    assert lines(page) == said


def test_changes_refused() -> None:
    assert read_page("<p>按<del>5%</del><ins>8%</ins></p>", "refused").text == "按5%\n"


def test_what_is_left_is_counted() -> None:
    page = read_page("<nav>首页</nav><p>甲<img src=a></p><p style='display: none'>内部</p>", "accepted")
    assert page.counts == {"paragraphs": 1, "hidden": 1, "pictures": 1, "controls": 1}
    assert page.left == (("hidden", "内部"),)
