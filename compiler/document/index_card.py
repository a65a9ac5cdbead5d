"""The card that web sites of governments print above a document: 索引号, 主题分类, 发文机关, 标题, …, each with what it is.

In: the lines with which a document begins.  Out: the lines of the card, and what it says: as pairs in a line (label：value,
or cells of a table) or a line each, as a clipboard brings them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from . import lines as known
from .numbering import read_marker

_WORDS = (
    "索引号 信息索引 索取号 分类 主题分类 体裁分类 组配分类 公文种类 信息类别 服务对象 发文机关 发文机构 发布机构 发布单位 制发机关 公开主体 成文日期 发文日期 发布日期 公开日期 公布日期 生成日期 生效日期 实施日期 "
    "失效日期 废止日期 有效期限 标题 信息名称 文件名称 名称 发文字号 文号 文件编号 主题词 关键词 有效性 时效性 效力状态 公开方式 统一编号 规范性文件编号 内容概述 规范性文件登记号 文档类型 原文链接 文件状态 "
    "政策文号 法规类别 效力级别 发布部门 实施日期 发文标题 文件标题 发文文号 发文部门 发文时间 颁布单位 颁布日期 实施时间 法规类型 所属行业 所属区域 阅读人次 评论人次 发文内容"
)
_LABELS = frozenset(_WORDS.split())
# Labels that only such cards have: one of them, and two more, are one.
_SURE = frozenset(
    (
        "索引号",
        "信息索引",
        "索取号",
        "主题分类",
        "体裁分类",
        "组配分类",
        "发文机关",
        "发文机构",
        "发布机构",
        "发文部门",
        "效力级别",
    )
)
# Who publishes a page (发布机构) may be another than who issued the document.
_ISSUERS = ("发文机关", "发文机构", "发文部门", "颁布单位")
_DATES = ("成文日期", "发文日期", "发文时间", "颁布日期")
_NUMBERS = ("发文字号", "发文文号", "政策文号", "文号", "文件编号")
_TITLES = ("标题", "发文标题", "文件标题", "信息名称", "文件名称", "名称")
_REACH = 60


@dataclass(frozen=True, slots=True)
class IndexCard:
    """``first`` and ``end`` of its lines; ``said`` are the values by their labels, as they stand in the text."""

    first: int
    end: int
    said: Mapping[str, str]

    @property
    def title(self) -> str:
        return self._of(_TITLES)

    @property
    def number(self) -> str:
        """第707号 is that of an order."""
        number = self._of(_NUMBERS)
        return f"{self.issuer}令{number}" if number.startswith("第") and self.issuer else number

    @property
    def issuer(self) -> str:
        return self._of(_ISSUERS)

    @property
    def day(self) -> str:
        return self._of(_DATES)

    def _of(self, labels: Sequence[str]) -> str:
        return next((self.said[label] for label in labels if self.said.get(label)), "")


def index_card(texts: Sequence[str]) -> IndexCard | None:
    """The card among the lines that come first, where there is one.

    >>> index_card(["索 引 号：", "0001/2018-2", "发文机关：\\t某县人民政府", "标　　题：关于某事的通知", "正文。"]).title
    '关于某事的通知'
    """
    cells = list(_cells(texts[:_REACH]))
    at = next((at for at, (_, cell) in enumerate(cells) if _label(cell)), None)
    if at is None:
        return None
    first, end = cells[at][0], cells[at][0]
    said: dict[str, str] = {}
    while at < len(cells) and (found := _label(cells[at][1])):
        label, value = found
        end = cells[at][0] + 1
        at += 1
        if not value and at < len(cells) and _is_value(label, cells[at], end, said):
            lines = _lines_of_title(cells[at:]) if label in _TITLES else 1
            value, end = "".join(cell for _, cell in cells[at : at + lines]), cells[at + lines - 1][0] + 1
            at += lines
        said.setdefault(label, value)
    known_as_card = len(said) > 2 and not _SURE.isdisjoint(said)
    return IndexCard(first, end, said) if known_as_card else None


def _lines_of_title(cells: Sequence[tuple[int, str]]) -> int:
    """How many cells are the title that the first begins: one, unless it ends only in a line behind it."""
    title = ""
    for count, (_, cell) in enumerate(cells[:_MOST_TITLE_LINES], 1):
        if count > 1 and (_label(cell) or not known.may_be_title(cell)):
            break
        title += cell
        if known.ends_title(title):
            return count
    return 1


_MOST_TITLE_LINES = 4


def _cells(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    for at, text in enumerate(texts):
        for cell in re.split(r"\t|｜|\|", text):
            if cell.strip():
                yield at, cell.strip()


def _label(cell: str) -> tuple[str, str] | None:
    """The label that a cell begins with, and what it says of it; 标 题 is spaced out, 【文号】某政发〔2012〕87号 in brackets."""
    word, colon, value = cell.partition("】" if cell.startswith("【") and "：" not in cell else "：")
    plain = known.plain(word).strip("【】[]-•·*")
    return (plain, value.strip()) if plain in _LABELS and (colon or not value) else None


def _is_value(label: str, cell: tuple[int, str], end: int, said: Mapping[str, str]) -> bool:
    """Whether a cell is what a label says: the next one, unless it has a label itself.  Behind the last label, which may be
    left empty, the title of the document comes once more."""
    at, text = cell
    if _label(text) or at > end or text[-1] in "。；：" or read_marker(text):
        return False
    if known.ORDER.match(known.plain(text)) or known.LETTERHEAD.match(known.plain(text)):
        return False
    number = known.NUMBER.match(text) or known.NUMBER_IN.fullmatch(text)
    if label in _NUMBERS or number:
        return label in _NUMBERS and bool(number)
    if label.endswith(("日期", "期限")):
        return any(char.isdigit() for char in text)
    title = next((known.plain(said[each]) for each in _TITLES if said.get(each)), "")
    return label in _TITLES or not (title and (title.startswith(known.plain(text)) or title in known.plain(text)))
