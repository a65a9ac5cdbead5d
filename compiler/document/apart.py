"""A line that holds several articles, as a text has it whose line ends were lost: ……补助。第二条 对企业……。第三条 …….

In: the folded text of a line.  Out: where its parts begin.  A number begins one only behind the end of a sentence, and only
as the next of those before it.
"""

import re
from collections.abc import Iterator

from .numbering import Style, read_marker

_SHORTEST = 60
_BEHIND = r"(?:^|(?<=[。；：？！”）\s]))"
_HAN = "[一二三四五六七八九十百零〇]{1,5}"
_NUMBER = re.compile(
    rf"{_BEHIND}(?:第(?:{_HAN}|[0-9]{{1,3}})[章条](?!规定|所|第|的|、|至|和|中|与|或|，)|{_HAN}、(?![一二三四五六七八九十]、)|（{_HAN}）(?!、|至|项|款))"
)
# 一、要素支持（一）
_HEADING = re.compile(rf"(?<=[。；\s]){_HAN}、[\w“”]{{4,40}}(?=（一）)")
_ANY_NUMBER = re.compile(rf"{_NUMBER.pattern}|（一）")


def parts_of_line(text: str) -> list[int]:
    """The beginnings behind the first; none where the line is one paragraph."""
    if len(text) < _SHORTEST or not (text.count("第") > 1 or text.count("、") > 1):
        return []
    found = list(_numbers(text))
    styles = {style for style, _, _ in found}
    top: Style = "条" if "条" in styles else "一"
    split = {"条": ("章", "条"), "一": ("一", "（一）")}[top]
    tops = [at for style, _, at in found if style == top]
    # ……制定本方案。一、要素支持（一）……。（二）……: an excerpt may end before 二、
    is_excerpt = top == "一" and bool(tops) and tops[0] > _SHORTEST and len(found) > 2
    if len(tops) < 2 and not is_excerpt:
        return []
    return [at for style, _, at in found if at and style in split]


def _numbers(text: str) -> Iterator[tuple[Style, int, int]]:
    """Those that count on, each with its style and place; of （一） anew behind each 一、."""
    last: dict[Style, int] = {}
    heads = {match.end() for match in _HEADING.finditer(text)}
    for found in _ANY_NUMBER.finditer(text):
        if not _NUMBER.match(text, found.start()) and found.start() not in heads:
            continue
        marker = read_marker(text[found.start() : found.start() + 12])
        if marker is None or marker.style not in ("章", "条", "一", "（一）"):
            continue
        before = last.get(marker.style)
        if marker.number == (before or 0) + 1 or (before is None and found.start() == 0):
            last[marker.style] = marker.number
            if marker.style in ("章", "一"):
                last.pop("（一）", None)
            yield marker.style, marker.number, found.start()
