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


AROUND = (
    *(
        "首页 > 政务公开 > 政策文件",
        "当前位置：首页>>信息公开",
        "打印 关闭",
        "【打印】【关闭】",
        "打印本页 | 关闭窗口",
        "首页",
    ),
    *(
        "分享到：",
        "分享到：微信 微博",
        "浏览次数：123次",
        "浏览次数：",
        "【字体：大 中 小】",
        "字体：[大 中 小]",
        "字号：大 中 小 打印",
    ),
    *(
        "上一篇：关于奖励的通知",
        "下一篇：没有了",
        "版权所有：某区人民政府",
        "浙ICP备05000000号-1",
        "某区 浙公网安备 33070302100001号",
    ),
)
OF_THE_DOCUMENT = (
    *(
        "首页推荐的企业奖励5万元。",
        "下载费用补助5万元",
        "打印设备按10%补助",
        "第一条 为促进发展",
        "大",
        "主办单位：区商务局",
    ),
    *(
        "版权所有人每件奖励1万元",
        "上一年研发费用：5万元",
        "承办单位每场补助5万元",
        "第1条，分享到岗人员的，每人补助1000元",
    ),
)


def test_lines_that_a_site_has_around_a_document_are_left_out_and_told() -> None:
    page = read_page("".join(f"<p>{line}</p>" for line in (*AROUND, *OF_THE_DOCUMENT)), "accepted")
    assert page.text.splitlines() == [*OF_THE_DOCUMENT]
    assert page.counts["navigation"] == len(AROUND)
    assert lines("<table><tr><td>关闭<td>5万元<tr><td>打印<td>首页</table>") == ["关闭\t5万元", "打印\t首页"]
    for long in ("返回首页" * 60, "首页/甲" * 60, "浏览,,,," * 60, "QQ空间" * 60, "首页 > 甲" * 60):
        assert lines(f"{long}补助5万元。") == [f"{long}补助5万元。"]
    assert lines("打印<br>第一条 甲<br>关闭") == ["第一条 甲"]


def test_what_is_left_is_counted() -> None:
    page = read_page("<nav>首页</nav><p>甲<img src=a></p><p style='display: none'>内部</p>", "accepted")
    assert page.counts == {"paragraphs": 1, "hidden": 1, "pictures": 1, "controls": 1}
    assert page.left == (("hidden", "内部"),)
