"""A document cut into its parts: the notice, what it issues, the annexes; and of each its head, its body, its foot.

In: the lines and blocks of all files, in order.  Out: ``Part``s; every line of a head or foot has its role, the lines of
a body are left to ``levels``.

A part ends behind 落款 (offices and a date), before 附件1 with what is attached, and before a title behind which the
highest numbers begin anew.  附件 with nothing but a list, and an annex in whose midst the numbers of the main text go on, are
none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..text.pasted import unjoined
from . import lines as known
from .blocks import Line, RawBlock
from .departments import read_departments
from .index_card import IndexCard, index_card
from .numbering import STYLES, Marker, Style, read_marker
from .unnumbered import unnumbered_headings

Role = Literal[
    "letterhead",
    "number",
    "title",
    "subtitle",
    "addressee",
    "contents",
    "page",
    "preamble",
    "chapter",
    "section",
    "article",
    "item",
    "text",
    "closing",
    "signature",
    "date",
    "annex",
    "furniture",
]


@dataclass(slots=True, kw_only=True, eq=False)
class Place:
    """A line or a block, and where it stands: ``part``, ``chapter``, ``section`` and ``article`` count from 0, None where
    it stands in none."""

    line: Line | None = None
    block: RawBlock | None = None
    marker: Marker | None = None
    role: Role = "text"
    is_row: bool = False
    is_carded: bool = False
    part: int = 0
    chapter: int | None = None
    section: int | None = None
    article: int | None = None

    named: tuple[int, bool] | None = None

    @property
    def text(self) -> str:
        return self.line.text if self.line else ""

    @property
    def shown(self) -> str:
        """Its text for people: as it is compared, but with its dashes (2022—2024年)."""
        written = self.line.span.text if self.line else ""
        return "".join(own if char == "-" else char for char, own in zip(self.text, written, strict=True))

    @property
    def is_plain(self) -> bool:
        """Text that is neither of a table nor of head or foot."""
        return self.role == "text" and not self.is_row

    @property
    def departments(self) -> tuple[int, bool]:
        """Where those who answer begin, and whether any are named."""
        if self.named is None:
            at, told = read_departments(self.text)
            self.named = at, bool(told)
        return self.named


@dataclass(slots=True, kw_only=True)
class Part:
    """``places`` from its first to the last before the next part; ``body`` those of them that are neither head nor
    foot.  ``card`` is what a web site prints above the first."""

    is_annex: bool
    label: str = ""
    places: list[Place]
    body: list[Place] = field(default_factory=list)
    card: IndexCard | None = None

    def of(self, *roles: Role) -> list[Place]:
        return [place for place in self.places if place.role in roles]

    @property
    def title(self) -> str:
        texts = [place.shown for place in self.of("title")]
        if self.is_annex and texts and self.places[0].role == "title":
            match = known.ANNEX.match(texts[0])
            texts[0] = texts[0][match.end() :].strip() if match else texts[0]
        return known.unbooked(known.unnumbered(unjoined("".join(texts))))

    @property
    def is_order(self) -> bool:
        return any(known.ORDER.match(known.plain(place.text)) for place in self.of("number"))


def parts_of(contents: Sequence[Line | RawBlock]) -> list[Part]:
    """At least one."""
    places = [_place(content) for content in contents]
    told = [place for place in places if place.line]
    _numbered(told)
    _navigation(told)
    card = _card(told)
    _furniture(told)
    told = [place for place in told if place.role not in ("page", "contents")]
    _signatures(told)
    _unnumbered(told)
    begins = {id(told[at]): label for at, label in _beginnings(told)}
    parts = [Part(is_annex=False, places=[])]
    for place in places:
        if id(place) in begins:
            label = begins[id(place)]
            if any(each.line for each in parts[0].places) or len(parts) > 1:
                parts.append(Part(is_annex=bool(label), label=label, places=[]))
            else:
                parts[0].is_annex, parts[0].label = bool(label), label
        place.part = len(parts) - 1
        parts[-1].places.append(place)
    for part in parts:
        _lay_out(part)
    parts[0].card = card
    return parts


def _unnumbered(told: Sequence[Place]) -> None:
    """Headings of chapters without a number are chapters with an empty one."""
    has_marks = any(place.line.span.source.read.marks for place in told[:1] if place.line)
    found = unnumbered_headings(told, lambda at: has_marks and _is_marked(told, at))
    for count, at in enumerate(found, 1):
        told[at].marker = Marker("章", count, 0)


def _is_marked(told: Sequence[Place], at: int) -> bool:
    """Whether the text marks a line as a heading: ## of Markdown, <h2>, all of it in bold."""
    line, before = told[at].line, told[at - 1].line if at else None
    if line is None or len(line.text) > _LONGEST_MARKED:
        return False
    source = line.span.source
    start = before.span.end if before and before.span.source is source else 0
    lead = source.text[max(start, line.span.start - _LONGEST_MARK) : line.span.start]
    return bool(_HEADING_MARK.search(lead)) or (
        bool(_BOLD_BEGINS.search(lead)) and bool(_BOLD_ENDS.match(source.text, line.span.end))
    )


_LONGEST_MARKED, _LONGEST_MARK = 40, 400
_HEADING_MARK = re.compile(
    r"(?im)^[ ]{0,3}#{1,6}[ \t]+(?:\*\*)?\s*$|^[ ]{0,3}#{1,6}[ \t]+$|<h[1-6][^<>]*>(?:\s|<[^<>]*>|&nbsp;)*$"
)
_BOLD_BEGINS = re.compile(r"(?i)\*\*\s*$|<(?:b|strong)(?:\s[^<>]*)?>(?:\s|<[^<>]*>)*$")
_BOLD_ENDS = re.compile(r"(?i)\s*(?:\*\*|(?:</[^<>]*>\s*)*</(?:b|strong)>)\s*(?:<|$|\n)")


def _navigation(told: Sequence[Place]) -> None:
    """What a page has above 当前位置：首页 > 政策文件, which may be in two lines."""
    head = [place.text for place in told[:_MOST_CARD_LINES]]
    last = -1
    for at, text in enumerate(head):
        goes_on = at > 0 and bool(re.search("[>»＞]", text))
        if known.CRUMBS.match(text) or (goes_on and known.CRUMBS.match(f"{head[at - 1]}>{text}")):
            last = at
    for place in told[: last + 1]:
        place.role, place.marker, place.is_row = "furniture", None, False


def _card(told: Sequence[Place]) -> IndexCard | None:
    card = index_card([place.shown for place in told[:_MOST_CARD_LINES]])
    first = 0 if card and card.title else card.first if card else 0
    for place in told[first : card.end] if card else ():
        place.role, place.marker, place.is_row, place.is_carded = "furniture", None, False, True
    return card


_MOST_CARD_LINES = 60


def _place(content: Line | RawBlock) -> Place:
    if not isinstance(content, Line):
        return Place(block=content)
    is_row = known.is_row(content.text) if "\t" in content.text or "｜" in content.text else False
    return Place(line=content, marker=None if is_row else read_marker(content.text), is_row=is_row)


def _numbered(told: Sequence[Place]) -> None:
    """Lines that may speak of 第七条 as well as begin it begin it where that is missing between 第六条 and 第八条; 一 and
    white space are a number where others follow it and none is written otherwise, 1 and white space where 1.1 follows; 2） is
    one behind 1）, 1.2 behind 1.1, 第二， below another number.  A heading with a tab behind it, right
    above a row of a table, is one of the table."""
    markers = [place.marker for place in told if place.marker]
    known_numbers = {(marker.style, marker.number) for marker in markers if marker.sure}
    loose = {marker.number for marker in markers if marker.style == "一" and not marker.sure}
    counts = {1, 2} <= loose and not any(style == "一" for style, _ in known_numbers)
    parted = {marker.above[0] for marker in markers if marker.above and marker.number == 1}
    last = {"条": 0, "一": 0, "（1）": 0}
    path: tuple[int, ...] = ()
    is_below = False
    for place in told:
        if (marker := place.marker) is None:
            continue
        if marker.above or (marker.style == "1" and not marker.sure):
            own = (*marker.above, marker.number)
            if not (_follows(path, own) if marker.above else _heads(path, marker.number, parted)):
                place.marker = None
                continue
            path, is_below = own, True
        elif marker.style == "第一，":
            place.marker = marker if is_below else None
            continue
        elif not marker.sure:
            fits = marker.style in last and marker.number == last[marker.style] + 1
            if marker.style == "（1）":
                fits = fits or marker.number == 1
            elif (marker.style, marker.number) in known_numbers or (marker.style == "一" and not counts):
                fits = False
            if not fits:
                place.marker = None
                continue
        if marker.style in last:
            last[marker.style] = marker.number
        if marker.style in ("1", "一") and marker.sure:
            path = (marker.number,)
        is_below = True
    for at, place in enumerate(told[:-1]):
        span = place.line.span if place.line else None
        tail = span.source.read.text[span.end : span.end + 12].split("\n", 1)[0] if span else ""
        if (
            place.marker
            and ("\t" in tail or "\t" in place.text)
            and (told[at + 1].is_row or (at and told[at - 1].is_row))
        ):
            place.is_row, place.marker = True, None


def _follows(path: tuple[int, ...], own: tuple[int, ...]) -> bool:
    """Whether 3.2.1 goes on from where the numbers are: 3.2, 3.1.4 or 2.9."""
    depth = len(own) - 1
    if own[-1] == 1 and path[:depth] == own[:-1]:
        return len(path) == depth
    before = path[depth] if len(path) > depth else 0
    return (path[:depth] == own[:-1] and 0 < before < own[-1] < before + _MOST_MISSING) or (
        own[-1] == 1 and depth == 1 and own[0] == (path[0] if path else 0) + 1
    )


# One that is lost in pasting ends no count.
_MOST_MISSING = 3


def _heads(path: tuple[int, ...], number: int, parted: set[int]) -> bool:
    """Whether 3 总则 goes on from 2.4; 1 begins anew, behind a table of contents."""
    return number in parted and number in (1, (path[0] if path else 0) + 1)


def _furniture(told: Sequence[Place]) -> None:
    """Numbers of pages, and the table of contents: its lines come again, or end with a page."""
    later = {known.plain(place.text): at for at, place in enumerate(told)}
    in_contents = False
    for at, place in enumerate(told):
        text = place.text
        if place.role == "furniture":
            continue
        if known.PAGE.match(text):
            place.role = "page"
        elif known.CONTENTS.match(text):
            place.role, in_contents = "contents", True
        elif in_contents:
            entry = len(text) < 150 and known.ENTRY.match(text)
            in_contents = bool(entry) or later[known.plain(text)] > at
            place.role = "contents" if in_contents else "text"
        if place.role != "text":
            place.marker = None


def _signatures(told: Sequence[Place]) -> None:
    """落款: a date in a line of its own with the offices before it, or both in one line."""
    for at, place in enumerate(told):
        if place.role != "text" or place.marker or place.is_row:
            continue
        text = unjoined(place.text)
        if len(text) > known.LONGEST_TITLE_LINE:
            continue
        if known.DATE.match(text):
            if not text.startswith("（"):
                place.role = "date"
            signs = at - 1
            while signs >= 0 and told[signs].role == "text" and _signs(told[signs].text):
                told[signs].role = "signature"
                signs -= 1
        elif day := known.DATE_IN.search(text):
            before, behind = text[: day.start()].strip(), text[day.end() :].strip()
            if not behind and known.offices_in(before):
                place.role = "signature"


def _signs(text: str) -> bool:
    return bool(known.offices_in(text) or known.PERSON.match(text) or known.SEAL.match(text))


# --- where parts begin ------------------------------------------------------------------------------------------------


def _beginnings(told: Sequence[Place]) -> Iterator[tuple[int, str]]:
    """The lines with which parts begin, and the label of those that are annexes."""
    named = _named(told)
    seen: dict[Style, int] = {}
    has_text = is_signed = False
    at = 0
    while at < len(told):
        place = told[at]
        label = _annex(told, at, seen) if _mentions_annex(place) else None
        if label is not None:
            yield at, label
            seen, has_text, is_signed = {}, False, False
        elif has_text and _begins_anew(told, at, seen, named, is_signed=is_signed):
            yield at, ""
            seen, has_text, is_signed = {}, False, False
        elif has_text and place.role in ("signature", "date"):
            is_signed = is_signed or place.role == "date" or bool(known.DATE_IN.search(place.text))
        at = _behind_list(told, at) if label is None and _mentions_annex(place) else at + 1
        if place.marker:
            seen[place.marker.style] = place.marker.number
        has_text = has_text or bool(place.marker) or place.text[-1] in "。；" or place.text.endswith("如下：")


def _named(told: Sequence[Place]) -> set[str]:
    """The titles that stand in 《》 or behind 附件 before their own."""
    text = "".join(known.plain(place.text) for place in told[:60])
    return set(re.findall("《([^《》]+(?:《[^》]*》[^《》]*)*)》", text))


def _begins_anew(told: Sequence[Place], at: int, seen: dict[Style, int], named: set[str], *, is_signed: bool) -> bool:
    """Whether another document begins with a line, within the text before it or behind its 落款."""
    place = told[at]
    if place.role in ("signature", "date") or place.is_row or _is_remark(place.text) or _mentions_annex(place):
        return False
    if is_signed:
        following = told[at : at + _MOST_TITLE_LINES * 5]
        return any(each.marker or each.text[-1] in "。；" or known.ends_title(each.text) for each in following)
    if place.marker or not known.may_be_title(place.text) or len(place.text) <= _SHORTEST_TITLE:
        return False
    if known.META.match(place.text):
        return False
    lines = [each.text for each in _title_lines(told, at)]
    title = "".join(lines)
    if not known.ends_title(title):
        return False
    behind = told[at + len(lines) : at + len(lines) + 3]
    if not seen and any(known.is_addressee(each.text) for each in behind):
        return True
    first = next((each.marker for each in told[at + len(lines) : at + len(lines) + 6] if each.marker), None)
    if first is None or first.number != 1:
        return False
    if not seen:
        return known.plain(title) in named or any(known.plain(title) in known.plain(each.text) for each in told[:4])
    top = min(seen, key=STYLES.index)
    return STYLES.index(first.style) <= STYLES.index(top) and seen[top] > 1


def _is_remark(text: str) -> bool:
    return bool(known.BRACKETED.match(text) or known.is_furniture(text))


def _title_lines(told: Sequence[Place], at: int) -> list[Place]:
    """The lines of a title from the first on; where none ends it, all that may be of it."""
    found: list[Place] = []
    for place in told[at : at + _MOST_TITLE_LINES]:
        if place.marker or place.is_row or place.role != "text" or not known.may_be_title(place.text):
            break
        if found and (_is_remark(place.text) or known.DATE.match(place.text) or known.ADOPTED.match(place.text)):
            break
        whole = "".join(each.text for each in found)
        if place.text == whole:
            break
        if found and known.ends_title(whole) and not _goes_on(whole, place.text):
            break
        if found and (_begins_title(whole, place.text) or _mentions_annex(place)):
            break
        if known.META.match(place.text) and not known.is_kind(place.text):
            break
        found.append(place)
    return found


def _begins_title(above: str, line: str) -> bool:
    """Whether a title begins with a line, and what stands above it is of the page: it says all of that again (某市财政局 /
    某市财政局关于……), or that is in 《》, cut short, or a headline of the same place."""
    if known.plain(line).startswith(known.plain(above)):
        return True
    if len(above) < _SHORTEST_TITLE - 1 and not _OPENS.search(above):
        return known.ends_title(line)
    if above.startswith("《"):
        is_notice = re.match("[\u4e00-\u9fff]{2,20}[府厅室会局委办]关于", line)
        return bool(is_notice) if known.is_cut_short(above) else known.is_letterhead(above)
    return known.is_headline(above) and not known.is_kind(above) and line[:2] == above[:2]


# 某县 and 关于 may be a line of a title; 有效 and 其他 are of a page
_OPENS = re.compile("[省市县区州旗盟乡镇]$|关于|印发|转发|批转|公布")
_MOST_TITLE_LINES = 6
_SHORTEST_TITLE = 5


def _goes_on(title: str, line: str) -> bool:
    """Whether a line goes on with a title that might have ended: ……管理办法 / 实施细则."""
    is_notice = re.search(r"(?:通知|公告|决定|函|批复|（[^（）]*）)$", title)
    return not is_notice and 2 < len(line) < 20 and known.ends_title(line) and not re.search("关于|^《", line)


def _mentions_annex(place: Place) -> bool:
    return not place.is_row and place.text[0] == "附" and bool(known.ANNEX.match(place.text))


def _annex(told: Sequence[Place], at: int, seen: dict[Style, int]) -> str | None:
    """The label of the annex that begins with a line; None where the line heads a list of annexes only, or the main text
    goes on behind it."""
    match = known.ANNEX.match(told[at].text)
    assert match, "only lines that mention an annex are asked about"
    rest = told[at].text[match.end() :].strip()
    behind = _behind_list(told, at)
    if behind >= len(told) or _ends_here(told[behind]) or (rest and _mentions_annex(told[behind])):
        return None
    if behind > at + 1 or len(rest) > known.LONGEST_TITLE_LINE or rest[-1:] in ("。", "；") or known.FILE.search(rest):
        return None
    return None if _counts_on(told, at + 1, seen) else known.plain(match[1])


def _ends_here(place: Place) -> bool:
    return place.role in ("signature", "date") or bool(known.is_furniture(place.text))


def _counts_on(told: Sequence[Place], at: int, seen: dict[Style, int]) -> bool:
    """Whether the first numbers of a style behind a place go on with those before it."""
    if not seen:
        return False
    top = min(seen, key=STYLES.index)
    for place in told[at : at + _REACH]:
        if place.marker and place.marker.style == top:
            return place.marker.number == seen[top] + 1
    return False


_REACH = 400


def _behind_list(told: Sequence[Place], at: int) -> int:
    """Behind the list of annexes that a line heads: 附件：1.申请表 / 2.承诺书, or lines 附件2：…… under 附件1：……."""
    match = known.ANNEX.match(told[at].text)
    rest = told[at].text[match.end() :].strip() if match else ""
    first = read_marker(rest) if rest else None
    number = first.number if first else 0 if not rest else None
    end = at + 1
    while end < len(told) and not told[end].is_row:
        marker, text = told[end].marker, told[end].text
        if _mentions_annex(told[end]) and _names(text) and (_names(told[at].text) or known.FILE.search(text)):
            end += 1
        elif marker and number is not None and marker.style == "1" and marker.number == number + 1 and text[-1] != "。":
            number += 1
            end += 1
        elif number and end + 1 < len(told) and _goes_on_with(told[end], told[end + 1], number + 1):
            end += 1
        else:
            break
    return end


def _goes_on_with(place: Place, behind: Place, number: int) -> bool:
    """Whether a line is the rest of an entry of a list, above the next: 1.收费清单（2024年） / 情况说明 / 2.收费清单."""
    marker = behind.marker
    is_next = marker is not None and marker.style == "1" and marker.number == number
    is_rest = place.marker is None and place.role == "text" and len(place.text) < 30 and place.text[-1] not in "。；："
    return is_next and is_rest and not known.offices_in(place.text)


def _names(text: str) -> bool:
    """Whether a line that mentions an annex names it, too."""
    match = known.ANNEX.match(text)
    return bool(match and text[match.end() :].strip())


# --- head and foot ----------------------------------------------------------------------------------------------------


def _lay_out(part: Part) -> None:
    """The roles of head and foot; what is left is the body."""
    told = [place for place in part.places if place.line and place.role not in ("page", "contents")]
    head = _head(part, told)
    foot = max(head, _foot(told, head))
    for place in told[foot:]:
        if place.role == "text":
            place.role = "furniture" if known.is_furniture(place.text) else "closing"
        place.marker = None
    at = head
    while at < foot:
        end = _behind_list(told, at) if _mentions_annex(told[at]) and "。" not in told[at].text else at
        for place in told[at:end]:
            place.role, place.marker = "closing", None
        at = max(at + 1, end)
    begin = part.places.index(told[head]) if head < len(told) else len(part.places)
    stop = part.places.index(told[foot]) if foot < len(told) else len(part.places)
    part.body = part.places[begin:stop]


def _head(part: Part, told: Sequence[Place]) -> int:
    """The roles of the lines of a head; how many they are."""
    at = 0
    title: list[Place] = []
    if part.is_annex and told:
        told[0].role = "title" if _names(told[0].text) else "annex"
        title = list(told[:1]) if _names(told[0].text) else []
        at = 1
    while at < len(told) and not told[at].marker and not told[at].is_row:
        whole = "".join(each.text for each in title)
        lines = _title_lines(told, at)
        is_again = bool(title and lines) and known.plain("".join(each.text for each in lines)) in known.plain(whole)
        if not is_again and (role := _head_role(told[at], whole)) is not None:
            told[at].role = role
            at += 1
        elif is_again or (lines and known.is_letterhead(whole)):
            is_better = not is_again or _is_whole(lines, title)
            for each in title if is_better else lines:
                each.role = "letterhead"
            title = lines if is_better else title
            for each in title:
                each.role = "title"
            at += len(lines)
        elif known.is_addressee(told[at].text):
            told[at].role = "addressee"
            return at + 1
        elif (last := _addressed(told, at)) is not None:
            title = _between(told, at, last, title)
            at = last
        else:
            break
    return at


def _is_whole(lines: Sequence[Place], title: Sequence[Place]) -> bool:
    """Whether a title that comes again is all of it, and what stood above it of the page: 开始检索 / 某市关于……意见."""
    again = known.plain("".join(each.text for each in lines))
    above = known.plain("".join(each.text for each in title)).removesuffix(again)
    is_page = 1 < len(above) < _LONGEST_OF_PAGE and len(title) > len(lines)
    return is_page and known.ends_title(again) and not (known.offices_in(above) or _OF_OFFICE.match(again))


_LONGEST_OF_PAGE = 12
_MOST_BETWEEN = 15


def _addressed(told: Sequence[Place], at: int) -> int | None:
    """Where 主送 stands not far behind a line of a head, with nothing between that is a paragraph."""
    for end in range(at, min(at + _MOST_BETWEEN, len(told))):
        place = told[end]
        if place.marker or place.is_row or place.text[-1] in "。；" or place.role in ("signature", "date"):
            return None
        if known.is_addressee(place.text):
            return end
    return None


def _between(told: Sequence[Place], at: int, last: int, title: list[Place]) -> list[Place]:
    """The roles of what a page has between its own heading and 主送; the title, which may stand there in full, behind the
    office that it begins with."""
    while at < last:
        whole = "".join(each.text for each in title)
        lines = _title_lines(told, at)
        text = "".join(each.text for each in lines)
        is_other = len(text) > _SHORTEST_TITLE and known.plain(text) not in known.plain(whole)
        if lines and is_other and known.ends_title(text):
            for each in title:
                each.role = "letterhead"
            at += len(lines)
            above = at - len(lines) - 1
            office = told[above] if above >= 0 and _OF_OFFICE.match(text) else None
            title = [office, *lines] if office and known.offices_in(office.text) else lines
            for each in title:
                each.role = "title"
            continue
        for each in lines or [told[at]]:
            each.role = _head_role(each, whole) or "letterhead"
            at += 1
    return title


_OF_OFFICE = re.compile("关于|转发|批转|印发")


def _head_role(place: Place, title: str) -> Role | None:
    """What a line of a head is, if it is neither of the title nor 主送; web pages say title and office once more."""
    text, is_titled = unjoined(place.text), bool(title)
    if place.role == "furniture":
        return "furniture"
    if known.NUMBER.match(known.DATE_IN.sub("", text).strip()):
        return "number"
    if not is_titled and known.ORDER.match(known.plain(text)):
        return "number"
    if known.plain(text) == known.plain(title) or (is_titled and place.role == "text" and known.offices_in(text)):
        return "letterhead"
    if known.REGISTERED.match(text) or (not is_titled and known.LETTERHEAD.match(known.plain(text))):
        return "letterhead"
    if place.role == "date" or (place.role == "signature" and is_titled):
        return place.role
    if known.BRACKETED.match(text) or (is_titled and text.startswith(("—", "--")) and not known.is_furniture(text)):
        return "subtitle" if is_titled else "furniture"
    if known.DATE.match(text) or known.ADOPTED.match(text):
        return "date"
    if (
        known.is_furniture(text)
        or (not is_titled and known.META.match(text))
        or (is_titled and known.plain(text) == "附件：")
    ):
        return "furniture"
    return None


def _foot(told: Sequence[Place], head: int) -> int:
    """Where the foot begins: 落款, and what web pages and printed sheets put under a document."""
    last = max((at for at, place in enumerate(told) if place.marker), default=-1)
    printed = next((at for at in range(max(last + 1, head), len(told)) if known.is_furniture(told[at].text)), len(told))
    at = printed
    while (
        at and (told[at - 1].role in ("signature", "date") or _is_remark(told[at - 1].text)) and not told[at - 1].marker
    ):
        at -= 1
    if at == len(told) and at > 1 and told[at - 2].text[-1] in "。；" and known.offices_in(told[at - 1].text):
        at -= 1
        told[at].role = "signature"
    return at
