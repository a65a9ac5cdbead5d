"""What a clipboard brings with a text, read as what is meant.

In: a text as it stands in its file.  Out: ``Pasted``: the same text with every character in its place, of the same
length, so that a place in the one is that place in the other.  Marks of HTML and Markdown and bullets become white space,
U+000B, U+2028 and their like line ends, ［规则 1］ and 〖规则 1〗 【规则 1】; the end of a line within a sentence, which a
PDF has at every line, becomes a character without width (``JOINER``).

Lines are joined only where a sentence plainly goes on: behind ，、 or an open bracket, within a number, or where a line
without an end is as long as the lines of that text are.  Within blocks nothing is joined, since tables have lines.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from .joining import joints
from .lines import lines_of, page_lines

JOINER = "\u2060"


def unjoined(text: str) -> str:
    """A text for people, without what has no width.  Its places are no longer those of the file."""
    return _WIDTHLESS.sub("", text)


@dataclass(frozen=True, slots=True)
class Pasted:
    """``text`` as it is read; ``joined`` are the ends of lines that end no sentence, ``marks`` where marks of HTML or
    Markdown stood, ``heads`` the brackets that became 【】."""

    text: str
    joined: tuple[int, ...] = ()
    marks: tuple[int, ...] = ()
    heads: tuple[int, ...] = ()


def pasted(text: str) -> Pasted:
    reading = _Reading(text)
    if "<" in text and re.search(_PAGE_OF_WEB, text):
        reading.html()
    if "&" in text:
        reading.sub(_ENTITY, _entity)
    if _LINE_END.search(reading.text):
        kept = {match.start("end") for match in re.finditer(_IN_TITLE, reading.text)}
        reading.text = _LINE_END.sub(lambda end: end[0] if end.start() in kept else "\n", reading.text)
    if _WIDTHLESS.search(reading.text):
        reading.text = re.sub(_HIDDEN_FIRST, lambda match: " " * len(match[0]), reading.text)
        reading.text = re.sub(_HIDDEN, _shown_first, reading.text)
    reading.brackets()
    reading.markdown()
    if _FORMAL_DIGIT.search(reading.text) or "圆" in reading.text or "元整" in reading.text:
        reading.text = re.sub(_FORMAL, lambda match: match[0].translate(_USUAL), reading.text)
    reading.join()
    return Pasted(reading.text, tuple(reading.joined), tuple(sorted(reading.marks)), tuple(reading.heads))


@dataclass(slots=True)
class _Reading:
    text: str
    joined: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)

    def sub(self, pattern: str, read: Callable[[re.Match[str]], str]) -> None:
        """Every match becomes what it is read as, filled up to its length; None of them where nothing is read."""

        def filled(match: re.Match[str]) -> str:
            said = read(match)
            if said == match[0]:
                return said
            self.marks.append(match.start())
            return said + _fill(match, said) * (len(match[0]) - len(said))

        self.text = re.sub(pattern, filled, self.text)

    def html(self) -> None:
        for opening, closing in (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>")):
            self._without(opening, closing)
        self.sub(_TAG, lambda match: "\n" if match["line"] else "\t" if match["cell"] else "")

    def _without(self, opening: str, closing: str) -> None:
        lower = self.text.lower()
        at = lower.find(opening)
        parts: list[str] = []
        done = 0
        while at >= 0 and (end := lower.find(closing, at)) >= 0:
            end += len(closing)
            if "【" in self.text[at:end]:  # a mark left open, and the policy's own words behind it
                at = lower.find(opening, at + len(opening))
                continue
            parts += [self.text[done:at], re.sub(_BLACK, " ", self.text[at:end])]
            self.marks.append(at)
            done, at = end, lower.find(opening, end)
        self.text = "".join([*parts, self.text[done:]])

    def brackets(self) -> None:
        """［规则 1］ and ［完］."""
        if not any(mark in self.text for mark in "［〖[］〗]") or not re.search(_SOME_END, self.text):
            return

        def read(match: re.Match[str]) -> str:
            start, end = match.start("open"), match.end() - 1
            self.heads += [at for at, mark in ((start, "【"), (end, "】")) if self.text[at] != mark]
            return f"{match['lead']}【{match['said']}】"

        self.text = re.sub(_OTHER_HEAD, read, self.text)
        self.text = re.sub(_OTHER_END, read, self.text)

    def markdown(self) -> None:
        if not _MARKED_LINE.search(self.text):
            return
        outside = _outside(self.text)

        def read(match: re.Match[str]) -> str:
            if not outside(match.start()):
                return match[0]
            return "".join(filter(None, match.groups()))

        self.sub(_BOLD, read)
        self.sub(_LINE_MARK, read)
        self.sub(_BULLET, read)
        self.sub(_ESCAPED, read)

    def join(self) -> None:
        """Line ends within sentences go, and what stands between two sheets of paper."""
        blocks = cache(lambda: _outside(self.text))

        def outside(at: int) -> bool:
            return blocks()(at)

        lines = list(lines_of(self.text))
        pages = page_lines(lines, outside)
        self.joined, parts, done = [], [], 0
        gone = [(line.start, line.end, " ") for at in pages for line in (lines[at],)]
        for end, start in joints(lines, pages, outside):
            self.joined.append(end)
            gone.append((end, start, JOINER))
        for start, end, mark in sorted(gone):
            if start >= done:
                parts += [self.text[done:start], mark * (end - start)]
                done = end
        self.text = "".join([*parts, self.text[done:]])


# Patterns that few texts need are compiled where they are used.
# --- marks ------------------------------------------------------------------------------------------------------------

_KINDS = "政策|定义|规则|草稿|指标|不计算|容许"
_LINE_ENDS = "\v\f\x1c-\x1e\x85\u2028\u2029"
_LINE_END = re.compile(f"[{_LINE_ENDS}]")
# Within the title of a block, where no heading follows.
_IN_TITLE = rf"(?m)(?:^|(?<=[{_LINE_ENDS}]))[^\S\n]*【[^\S\n]*(?:{_KINDS})[^\n{_LINE_ENDS}]*(?P<end>[{_LINE_ENDS}])(?!\s*(?:[^\s：；。，]{{1,12}}：|【))"
_BLACK = r"[^\s]"
# What only a page has; <i> and <script> alone may be anybody's text.
_PAGE_OF_WEB = r"(?i)</(?:p|div|td|tr|li|h[1-6]|table|span|strong|body)>|<br[ ]?/?>"
_TAG = (
    r"(?i)<(?:(?P<line>/?(?:p|div|tr|li|ul|ol|h[1-6]|table|tbody|thead|section|article|blockquote|pre|body|html|head|center|dl|dd|dt|hr)|br)"
    r"|(?P<cell>/?(?:td|th))|/?(?:span|strong|b|i|em|u|s|a|font|small|big|sup|sub|img|meta|link|code|col|colgroup|label|input|title|o:p|st1:[a-z]+|!doctype))"
    r"(?:\s[^<>]{0,4000})?/?>"
)
_ENTITY = "&(?:nbsp|[a-zA-Z]{2,8}|#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,6});"
_WIDTHLESS = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_HIDDEN_FIRST = "(?m)^[^\\S\n]*[\u00ad\u200b-\u200d\u2060\ufeff][\u00ad\u200b-\u200d\u2060\ufeff \t\u00a0\u3000]*"
# A number or the head of a block that has characters without width in it.
_HIDDEN = "(?m)^[^\\S\n]*(?:[【［〖\\[][^】\n]{0,60}[】］〗\\]]|[第（(0-9一二三四五六七八九十百①-⑳㈠-㈩\u00ad\u200b-\u200d\u2060\ufeff]{2,80}[章节条）)、.．]?)"
_LEAD = r"[^\S\n]*+(?:[#>*•●▪■◆◇□○➢➤✓·\-–—]++[^\S\n]*+)?"
_OTHER_HEAD = rf"(?m)^(?P<lead>{_LEAD})(?P<open>[［〖\[【])(?P<said>[^\S\n]*(?:{_KINDS})[^\S\n]*(?:[0-9A-Za-z一二三四五六七八九十][^\s【】［］〖〗\[\]]*)?[^\S\n]*)[］〗\]】]"
_SOME_END = r"[【［〖\[][^\S\n]*完[^\S\n]*[】］〗\]]"
_OTHER_END = r"(?P<lead>)(?P<open>[【［〖\[])(?P<said>[^\S\n]*完[^\S\n]*)[］〗\]]"
_MARKED_LINE = re.compile(r"(?m)^[^\S\n]*+(?:[#>*•●▪■◆◇□○➢➤✓·\-–—`]|[0-9]{1,3}\\)|\*\*")
_BOLD = r"\*\*(?=[^*\n]+\*\*)|(?<=[^\s*])\*\*"
_LINE_MARK = r"(?m)^([^\S\n]{0,3})(?:(?:>[^\S\n]?|#{1,6}[^\S\n]+)+|```[^\n]*)"
# A bullet before what has a number or is a block.
_BULLET = r"(?m)^([^\S\n]*+)[•●▪■◆◇□○➢➤✓·*\-–—o+](?=[^\S\n]*(?:【|第[0-9一二三四五六七八九十百]{1,4}[章节条]|[一二三四五六七八九十]{1,3}、|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[①-⑳]|[0-9]{1,2}[.、．](?![0-9])))"
_ESCAPED = r"(?m)^([^\S\n]*[0-9]{1,3})\\([.、)])"


def _fill(match: re.Match[str], said: str) -> str:
    """White space, or within a word what has no width."""
    text, start, end = match.string, match.start(), match.end()
    before, behind = text[start - 1 : start], text[end : end + 1]
    within = (
        not said and bool(before.strip() and behind.strip()) and before not in ">】］〗" and behind not in "<【［〖"
    )
    return JOINER if within else " "


def _entity(match: re.Match[str]) -> str:
    from html import unescape  # which few texts need

    said = unescape(match[0])
    return said if len(said) == 1 and said not in "\0\r" else match[0]


def _shown_first(match: re.Match[str]) -> str:
    """What can be seen, then white space for what cannot."""
    seen = _WIDTHLESS.sub("", match[0])
    return seen + " " * (len(match[0]) - len(seen))


# --- numerals ---------------------------------------------------------------------------------------------------------

# 壹拾万元 is 一十万元; 队伍, 大陆 and 收拾 are none.  整 behind 元 ends an amount and says nothing more.
_FORMAL_DIGITS = "壹贰貳叁叄參肆伍陆陸柒捌玖"
_FORMAL_SIZES = "拾佰仟"
_FORMAL_DIGIT = re.compile(f"[{_FORMAL_DIGITS}{_FORMAL_SIZES}]")
_IN_FORMAL = f"{_FORMAL_DIGITS}{_FORMAL_SIZES}零〇万萬亿億"
_FORMAL = (
    f"(?<![队入退大内登收拾])[{_FORMAL_DIGITS}][{_FORMAL_SIZES}万萬亿億][{_IN_FORMAL}]*[元圆]?整?"
    f"|(?<![队入退大内登收拾{_IN_FORMAL}])[{_IN_FORMAL}]*[{_FORMAL_DIGITS}{_FORMAL_SIZES}][{_IN_FORMAL}]*[元圆]整?"
    "|(?<=[0-9一二三四五六七八九十百千万亿])圆整?|(?<=[0-9一二三四五六七八九十百千万亿]元)整(?![个体合数年月日])"
)
_USUAL = str.maketrans("壹贰貳叁叄參肆伍陆陸柒捌玖拾佰仟萬億圆整", f"一二二三三三四五六六七八九十百千万亿元{JOINER}")


# --- blocks -----------------------------------------------------------------------------------------------------------

_EDGE = rf"(?m)^{_LEAD}【[^\S\n]*(?P<kind>[^\s\d】]{{1,6}})[^】\n]*】?|【[^\S\n]*完[^\S\n]*】"
_ARTICLE = r"(?m)^[^\S\n]*+(?:第[0-9一二三四五六七八九十百]{1,5}[章条]|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、)"


def _outside(text: str) -> Callable[[int], bool]:
    """Whether a place is in no block."""
    starts: list[int] = []
    ends: list[int] = []
    edges = list(re.finditer(_EDGE, text))
    for edge, following in zip(edges, [*edges[1:], None], strict=False):
        if edge["kind"] is None:
            continue
        if following is not None and following["kind"] is None:
            end = following.end()
        elif re.fullmatch(_KINDS, edge["kind"]):
            limit = following.start() if following else len(text)
            article = re.compile(_ARTICLE).search(text, edge.end(), limit)
            end = article.start() if article else limit
        else:
            continue
        # the line of the head itself is outside: its mark is no part of the block
        starts.append(edge.end())
        ends.append(end)

    def outside(at: int) -> bool:
        index = bisect_right(starts, at) - 1
        return index < 0 or at >= ends[index]

    return outside
