"""Where a line ends within a sentence, as every line of a PDF does.

In: the lines of a text.  Out: the places between two that are read as one.  Only where the sentence plainly goes on: behind
，、 or an open bracket, within a number, or where a line without an end is as long as the lines of that text are.  Within
blocks nothing is joined, since tables have lines.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from tiaowen.runtime.numerals import NumeralError, read_numeral

from .lines import TextLine, is_page

_SHORTEST, _WIDEST, _LEAST, _SLACK = 30, 130, 3, 8


def joints(
    lines: Sequence[TextLine], pages: frozenset[int], outside: Callable[[int], bool]
) -> Iterator[tuple[int, int]]:
    """From the end of one line to the start of the next; what only the sheets have (``pages``) goes with it."""
    open_ones = [
        at for at, line in enumerate(lines[:-1]) if line.said and (not line.is_ended or _is_left_open(line.said))
    ]
    if not open_ones:
        return
    is_cut = _cut_by_width(lines, outside)
    # where some lines are indented and most are not, one that is begins a paragraph
    begins = sum(line.lead != "" and line.is_indented for line in lines) * 4 < len(lines) * 3
    last = 0  # the number of the last 第七条 that begins an article
    behind = 0
    for at in open_ones:
        for line in lines[behind : at + 1]:
            last = _article(line.said) or last
        behind = at + 1
        one = lines[at]
        if at in pages:
            continue
        following, is_next = _following(lines, pages, at)
        if following.is_indented and begins:
            is_next = False
        if _goes_on(one, following, is_next=is_next, is_cut=is_next and is_cut(one), last=last) and outside(one.start):
            yield one.end, following.start


def _cut_by_width(lines: Sequence[TextLine], outside: Callable[[int], bool]) -> Callable[[TextLine], bool]:
    """Whether a line without an end is one that the width of the sheet cut; nothing is, where lines have no width."""
    if sum(_is_long(line) and not line.is_ended for line in lines) >= _LEAST:
        told = [line for line in lines if outside(line.start)]
        if width := _usual_width(told):
            return lambda line: width - _SLACK < line.width <= width + 2
        if length := _usual_length(told):
            return lambda line: len(line.said) == length
    return lambda line: False


def _is_long(line: TextLine) -> bool:
    return len(line.said) * 2 >= _SHORTEST


def _usual_width(lines: Sequence[TextLine]) -> int:
    """How wide the lines are that end no sentence, where so many are of one width that they are cut by it; else 0."""
    open_ones = [line for line in lines if _is_long(line) and not line.is_ended]
    if len(open_ones) < _LEAST:
        return 0
    widths = Counter(line.width for line in open_ones)
    full = sum(1 for line in lines if line.said)
    for width in sorted(widths, reverse=True):
        # with the first lines of paragraphs, which are indented
        near = sum(widths[width - less] for less in range(_SLACK))
        if near >= _LEAST and near * 6 >= full:
            cut = [line for line in open_ones if width - _SLACK < line.width <= width]
            if not _are_sentences(cut):
                return 0  # a list of names
            wider = sum(line.width > width + 2 for line in lines if len(line.said) * 2 > width)
            return width if wider * 10 <= near and _SHORTEST <= width <= _WIDEST else 0
    return 0


def _usual_length(lines: Sequence[TextLine]) -> int:
    """How many characters the longest lines have, where that many are cut by them rather than by the width; else 0."""
    longest = max((len(line.said) for line in lines), default=0)
    cut = [line for line in lines if len(line.said) == longest]
    is_usual = len(cut) >= 2 * _LEAST and len(cut) * 3 >= sum(1 for line in lines if line.said)
    return longest if is_usual and _SHORTEST <= longest * 2 <= _WIDEST and _are_sentences(cut) else 0


def _are_sentences(lines: Sequence[TextLine]) -> bool:
    return sum(bool(re.search("[，。；：、,;:]", line.said)) for line in lines) * 2 >= len(lines)


_NUMBER = "[0-9一二三四五六七八九十百零〇]"
# What a line begins with that begins something of its own.
_BEGINS = re.compile(
    rf"第{_NUMBER}{{1,5}}[章节条编](?!规定|所|第|的|、|至|和|中|与|或|，)|[一二三四五六七八九十百]{{1,4}}[、.．]|[（(][ ]?{_NUMBER}{{1,4}}[ ]?[)）]|[0-9]{{1,3}}[、.．](?![0-9])|[0-9]{{1,2}}[)）]"
    r"|[①-⑳㈠-㈩●•▪■◆]|附件|附表|附[：:]|[【〖［\[]|[-—－–][ ]?[0-9]{1,3}[ ]?[-—－–]|注[：:]|[\u4e00-\u9fff]{1,12}[〔\[（【](?:19|20)[0-9]{2}[〕\]）】][0-9]+号$"
)
_ARTICLE = re.compile(rf"第[ ]?({_NUMBER}{{1,5}})[ ]?条")
_LABEL = re.compile("(?:责任|牵头|配合|主办|协办|实施)(?:单位|部门)[：:]")
_OPENING = re.compile("[（《“(]")
_CELLS = re.compile("[\t|｜]")
_LONG_ENOUGH = 10
_GOES_ON_IN_NUMBER = re.compile(r"[0-9.,]$")
# 发布日期：2025-03-01 and 联系电话：38622527 end with their number.
_TOLD = re.compile(r"[^，。：:]{2,8}[：:][^，。]{0,30}$")
_NUMBER_GOES_ON = re.compile("[0-9]|[.][0-9]|[%％‰万亿元年月日家个项名倍亩吨户]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+$")
_ADDRESS_GOES_ON = re.compile("[0-9/_%?=&.-]*[A-Za-z][!-~]*")
# A title that takes the whole line; 《……的通知 within a sentence has its bracket open.
_TITLE = re.compile(
    "[^，。；：,;:]*(?:关于|印发)[^，。；：,;:]*的(?:通知|公告|通告|决定|批复|通报|(?:若干|实施|指导)?(?:意见|政策|措施|办法|规定))$"
)


def _following(lines: Sequence[TextLine], pages: frozenset[int], at: int) -> tuple[TextLine, bool]:
    """What is said behind a line, and whether that is the next but for what only the sheets have."""
    is_next = True
    is_paged = False
    for near in range(at + 1, min(at + 8, len(lines))):
        said = lines[near].said
        if near in pages or is_page(said):
            is_paged = True
        elif said:
            return lines[near], is_next or is_paged
        else:
            is_next = False
    return lines[at + 1], False


def _article(said: str) -> int:
    """The number of the article that a line may begin."""
    found = _ARTICLE.match(said) if said[:1] == "第" else None
    try:
        return int(read_numeral(found[1])) if found else 0
    except NumeralError:
        return 0


def _goes_on(one: TextLine, other: TextLine, *, is_next: bool, is_cut: bool, last: int) -> bool:
    """Whether a line that ends no sentence goes on in another; ``is_cut`` by the width of the sheet."""
    if not other.said or _CELLS.search(one.said) or _CELLS.search(other.said):
        return False
    end = one.said[-1]
    if _ADDRESS.search(one.said) and _ADDRESS_GOES_ON.fullmatch(other.said):
        return is_next
    if _BEGINS.match(other.said):
        # 依照《……法》/ 第五十六条执行, between 第三十八条 and 第三十九条
        speaks = is_cut and last and _article(other.said) not in (0, 1, last + 1) and not one.is_ended
        return bool(speaks) or ((end == "、" or one.said.endswith("第")) and other.said[0] in "（(第")
    if end in "（(《“〔" or (_OPENING.search(one.said) and _is_open(one.said, other.said)):
        return True
    if one.is_ended or _LABEL.match(other.said):
        return False
    if end in "，,、" or other.said[0] in "，。；：、）》”％！？":
        return True
    if (other.is_indented and not one.is_indented) or len(one.said) < _LONG_ENOUGH or not is_next:
        return False
    if _GOES_ON_IN_NUMBER.search(one.said) and _NUMBER_GOES_ON.match(other.said):
        return bool(re.search("[\u4e00-\u9fff]", one.said)) and not _TOLD.match(one.said)
    return is_cut and not _TITLE.match(one.said)


def _is_left_open(said: str) -> bool:
    return any(said.rfind(opening) > said.rfind(closing) for opening, closing in ("（）", "()"))


def _is_open(one: str, other: str) -> bool:
    """Whether a bracket that is opened in a line is closed in the next."""
    return any(
        one.rfind(opening) > one.rfind(closing)
        and -1 < other.find(closing) < (other.find(opening) % (len(other) + 1) or len(other) + 1)
        for opening, closing in ("（）", "《》", "“”", "()")
    )
