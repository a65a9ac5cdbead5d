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
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

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
        lines = list(_lines(self.text))
        outside: Callable[[int], bool] | None = None
        open_ones = [line for line in lines if line.said and (not line.is_ended or _is_left_open(line.said))]
        if not open_ones:
            return
        if sum(line.is_long for line in open_ones) >= _LEAST:
            outside = _outside(self.text)
        width = _usual_width([line for line in lines if outside(line.start)]) if outside else 0
        # where some lines are indented and most are not, one that is begins a paragraph
        begins = sum(line.lead != "" and line.is_indented for line in lines) * 4 < len(lines) * 3
        found: list[tuple[int, int]] = []
        waiting = iter(open_ones)
        next_one = next(waiting, None)
        for at, one in enumerate(lines[:-1]):
            if one is not next_one:
                continue
            next_one = next(waiting, None)
            following, is_next = _following(lines, at)
            if following.is_indented and begins:
                is_next = False
            if _goes_on(one, following, width, is_next=is_next):
                outside = outside or _outside(self.text)
                if outside(one.start):
                    found.append((one.end, following.start))
        parts: list[str] = []
        done = 0
        for end, start in found:
            parts += [self.text[done:end], JOINER * (start - end)]
            done = start
        self.joined = [end for end, _ in found]
        self.text = "".join([*parts, self.text[done:]])


# Patterns that few texts need are compiled where they are used.
# --- marks ------------------------------------------------------------------------------------------------------------

_KINDS = "政策|定义|规则|指标|不计算|容许"
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
_LINE_MARK = r"(?m)^([^\S\n]{0,3})(?:(?:>[^\S\n]?)+(?:#{1,6}[^\S\n]+)?|#{1,6}[^\S\n]+|```[^\n]*)"
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


# --- lines ------------------------------------------------------------------------------------------------------------


class _Line(NamedTuple):
    """What a line says from ``start`` to ``end``, without the white space that ``lead``s it and stands behind it."""

    said: str
    start: int
    end: int
    lead: str

    @property
    def is_indented(self) -> bool:
        """By two 汉字."""
        return bool(self.lead and _FULL.match(self.lead))

    @property
    def is_ended(self) -> bool:
        return self.said[-1:] in _ENDS or self.said[-2:] in _ENDED

    @property
    def is_long(self) -> bool:
        return len(self.said) * 2 >= _SHORTEST

    @property
    def width(self) -> int:
        """In columns: what is not ASCII takes two."""
        return 2 * len(self.said) - len(self.said.encode("ascii", "ignore"))


_ENDS = frozenset("。；;：:！？!?…")
_ENDED = frozenset(mark + closing for mark in "。；！？" for closing in "”）】〕」")
_LINE = re.compile("[^\n]+")
_SPACE = " \t\u00a0\u3000\u200b\ufeff\u2060"
_FULL = re.compile("^(?:\u3000{2}|[ \u00a0]{4}|[ \u00a0]{2}(?=\u3000)|\t)")
_SHORTEST, _WIDEST, _LEAST, _SLACK = 30, 130, 3, 8


def _lines(text: str) -> Iterator[_Line]:
    """Those that are not empty; an empty one is there as a line that says nothing."""
    last, is_blank = 0, False
    for match in _LINE.finditer(text):
        written = match[0].rstrip(_SPACE)
        if not is_blank and (match.start() > last + 1 or not written):
            yield _Line("", last, last, "")
            is_blank = True
        last = match.end()
        if not written:
            continue
        is_blank = False
        said = written.lstrip(_SPACE)
        width = len(written) - len(said)
        yield _Line(said, match.start() + width, match.start() + len(written), written[:width])


def _usual_width(lines: list[_Line]) -> int:
    """How wide the lines are that end no sentence, where so many are of one width that they are cut by it; else 0."""
    open_ones = [line for line in lines if line.is_long and not line.is_ended]
    if len(open_ones) < _LEAST:
        return 0
    widths = Counter(line.width for line in open_ones)
    full = sum(1 for line in lines if line.said)
    for width in sorted(widths, reverse=True):
        # with the first lines of paragraphs, which are indented
        near = sum(widths[width - less] for less in range(_SLACK))
        if near >= _LEAST and near * 6 >= full:
            cut = [line for line in open_ones if width - _SLACK < line.width <= width]
            if sum(bool(re.search("[，。；：、]", line.said)) for line in cut) * 2 < len(cut):
                return 0  # a list of names
            wider = sum(line.width > width + 2 for line in lines if len(line.said) * 2 > width)
            return width if wider * 10 <= near and _SHORTEST <= width <= _WIDEST else 0
    return 0


_NUMBER = "[0-9一二三四五六七八九十百零〇]"
# What a line begins with that begins something of its own.
_BEGINS = re.compile(
    rf"第{_NUMBER}{{1,5}}[章节条编](?!规定|所|第|的|、|至|和|中|与|或|，)|[一二三四五六七八九十百]{{1,4}}[、.．]|[（(][ ]?{_NUMBER}{{1,4}}[ ]?[)）]|[0-9]{{1,3}}[、.．](?![0-9])|[0-9]{{1,2}}[)）]"
    r"|[①-⑳㈠-㈩●•▪■◆]|附件|附表|附[：:]|[【〖［\[]|[-—－–][ ]?[0-9]{1,3}[ ]?[-—－–]|注[：:]|[\u4e00-\u9fff]{1,12}[〔\[（【](?:19|20)[0-9]{2}[〕\]）】][0-9]+号$"
)
_LABEL = "(?:责任|牵头|配合|主办|协办|实施)(?:单位|部门)[：:]"
_PAGE = r"[-—－–·]{0,2}[ ]?[0-9]{1,3}[ ]?[-—－–·]{0,2}|第[ ]?[0-9]{1,3}[ ]?页"
_CELLS = "[\t|｜]"
_LONG_ENOUGH = 10
_GOES_ON_IN_NUMBER = r"[0-9.,]$"
# 发布日期：2025-03-01 and 联系电话：38622527 end with their number.
_TOLD = r"[^，。：:]{2,8}[：:][^，。]{0,30}$"
_NUMBER_GOES_ON = "[0-9]|[.][0-9]|[%％‰万亿元年月日家个项名倍亩吨户]"


def _following(lines: list[_Line], at: int) -> tuple[_Line, bool]:
    """What is said behind a line, and whether that is the next but for the number of a page."""
    is_next = True
    for other in lines[at + 1 : at + 4]:
        if other.said and not re.fullmatch(_PAGE, other.said):
            return other, is_next
        is_next = is_next and bool(other.said)
    return lines[at + 1], False


def _goes_on(one: _Line, other: _Line, width: int, *, is_next: bool) -> bool:
    """Whether a line that ends no sentence goes on in another."""
    if not other.said or re.search(_CELLS, one.said) or re.search(_CELLS, other.said):
        return False
    last = one.said[-1]
    if _BEGINS.match(other.said):
        return (last == "、" or one.said.endswith("第")) and other.said[0] in "（(第"
    if last in "（(《“〔" or _is_open(one.said, other.said):
        return True
    if one.is_ended or re.match(_LABEL, other.said):
        return False
    if last in "，,、" or other.said[0] in "，。；：、）》”％！？":
        return True
    if other.is_indented and not one.is_indented:
        return False
    if len(one.said) < _LONG_ENOUGH:
        return False
    if not is_next:
        return False
    if re.search(_GOES_ON_IN_NUMBER, one.said) and re.match(_NUMBER_GOES_ON, other.said):
        return bool(re.search("[\u4e00-\u9fff]", one.said)) and not re.match(_TOLD, one.said)
    return bool(width) and width - _SLACK < one.width <= width + 2


def _is_left_open(said: str) -> bool:
    return any(said.rfind(opening) > said.rfind(closing) for opening, closing in ("（）", "()"))


def _is_open(one: str, other: str) -> bool:
    """Whether a bracket that is opened in a line is closed in the next."""
    return any(
        one.rfind(opening) > one.rfind(closing)
        and -1 < other.find(closing) < (other.find(opening) % (len(other) + 1) or len(other) + 1)
        for opening, closing in ("（）", "《》", "“”", "()")
    )
