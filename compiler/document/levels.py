"""Which numbering makes the chapters, and which the articles: decided for a whole body of text at once.

In: the numbered lines of a body, in order, and what is known of each by itself.  Out: for each whether it is a
chapter, a section, an article, or an item of the article before.

The levels are the styles of numbers there are, in their usual order (一、 above （一） above 1.), but that a style that
begins anew within another's numbers stands below it.  Each number is then a node under the last one of a higher level.
From the top down, the nodes of a level are headings, or they are the articles:

- 编, 章 and 节 are headings always; 第X条 is the article wherever there is one, and what stands above it are headings;
- a level whose numbers have bare headings above further numbers is one of headings where what is below counts on across
  them, pays, or is most of what there is at both levels and no list that ends with ；; of 一、 one bare heading is enough;
- below a level of headings it is asked again; what has a sentence of its own there is an article nevertheless.

docs/decisions/0035 says why.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from .numbering import STYLES, Marker, Style

Level = Literal["chapter", "section", "article", "item"]
_HEADINGS: tuple[Style, ...] = ("编", "章", "节")


@dataclass(slots=True, kw_only=True, eq=False)
class Numbered:
    """A numbered line: ``text`` is what stands behind its number, ``has_text`` whether a paragraph without a number
    follows before the next number."""

    marker: Marker
    text: str
    has_text: bool
    level: Level = "item"
    below: list["Numbered"] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        """A heading: short, no sentence, no question, nothing that a list hangs on (（一）固定资产投资支持。)."""
        return len(self.text) <= _LONGEST_HEADING and not _SENTENCE.search(self.text)

    @property
    def is_over_headings(self) -> bool:
        """One short sentence with headings below that have numbers below: 一、培育产业，做强工业。/（一）集群培育/ 1.……"""
        return (
            len(self.text) <= _LONGEST_HEADING
            and not re.search("。.|[；？：]$", self.text)
            and any(each.below and each.is_bare for each in self.below)
        )

    @property
    def heads_list(self) -> bool:
        """Whether below are the parts of a sentence: 企业须同时满足以下条件： / （一）……； / （二）……。"""
        return (
            self.has_text
            and not any(each.pays for each in self.below)
            and all(each.is_listed for each in self.below[:-1])
        )

    @property
    def is_open(self) -> bool:
        """What a list hangs on: 2.支持创业："""
        return self.text.endswith("：")

    @property
    def is_listed(self) -> bool:
        """One of a list: （一）变更名称；"""
        return self.text.endswith("；") or (len(self.text) < 30 and self.text[-1:] not in "。：）")

    @property
    def pays(self) -> bool:
        return bool(_PAYS.search(self.text))


_LONGEST_HEADING = 45
# A heading may end with 。 or ：, but nothing stands behind it; a comma makes a sentence of what ends so.
_SENTENCE = re.compile(r"。.|；|？$|，.*[。：]$|(?:如下|下列|以下|之一).*：$|[^：]{21,}：$")
_PAYS = re.compile(r"(?:奖励|补助|补贴|资助|奖补|给予|扶持|补偿|减免|支持).*[0-9]+(?:\.[0-9]+)?[%万元亿]|[0-9万亿]元")


def decide(lines: Sequence[Numbered], said: Style | None = None) -> None:
    """Set the level of each line; ``said`` is the style that 【政策】 says the articles have."""
    present = {line.marker.style for line in lines}
    if "条" in present and said is None:
        said = "条"
    order = _order(lines, above_articles=said == "条")
    roots = _tree(lines, order)
    if said in present:
        _under(roots, said)
    else:
        _frontier(roots, is_top=True)


# --- which level stands above which -----------------------------------------------------------------------------------


def _order(lines: Sequence[Numbered], *, above_articles: bool) -> list[Style]:
    """The styles there are, from the highest to the lowest."""
    order = [style for style in STYLES if any(line.marker.style == style for line in lines)]
    if above_articles:
        over = [style for style in order if style in _HEADINGS or (style != "条" and _heads_articles(lines, style))]
        return [*over, "条", *(style for style in order if style not in over and style != "条")]
    for higher in [style for style in order if style not in _HEADINGS]:
        at = order.index(higher)
        lower = [style for style in order[at + 1 :] if _begins_within(lines, higher, style)]
        if lower:
            order.remove(higher)
            order.insert(order.index(lower[-1]) + 1, higher)
    return order


def _heads_articles(lines: Sequence[Numbered], style: Style) -> bool:
    """Whether numbers of a style are headings over 第X条: most stand right before one, or before another heading that
    does, and are no sentences."""
    mine = [at for at, line in enumerate(lines) if line.marker.style == style]
    before = [
        at
        for at in mine
        if lines[at].is_bare
        and not lines[at].text.endswith(("；", "。"))
        and any(line.marker.style == "条" for line in lines[at + 1 : at + 3])
        and (lines[at + 1].marker.style == "条" or lines[at + 1].marker.number == 1)
    ]
    first = next(at for at, line in enumerate(lines) if line.marker.style == "条")
    leads = mine[0] < first and lines[mine[0]].is_bare and style == "一"
    return len(before) * 2 > len(mine) or (leads and len(before) * 3 >= len(mine))


def _begins_within(lines: Sequence[Numbered], higher: Style, lower: Style) -> bool:
    """Whether the usually higher style stands below the other here: it first comes behind a number of it, each time
    begins with 1, and its numbers follow each other with none of the other's between."""
    seen_lower = False
    last: int | None = None
    runs = 0
    for line in lines:
        style, number = line.marker.style, line.marker.number
        if style == lower:
            seen_lower, last = True, None
        elif style == higher:
            if not seen_lower or number != (1 if last is None else last + 1):
                return False
            runs += last is None
            last = number
        elif STYLES.index(style) < STYLES.index(higher):
            seen_lower, last = False, None
    return runs > 0 and (runs > 1 or (last or 0) > 1)


def _tree(lines: Sequence[Numbered], order: Sequence[Style]) -> list[Numbered]:
    rank = {style: at for at, style in enumerate(order)}
    roots: list[Numbered] = []
    above: list[Numbered] = []
    for line in lines:
        while above and rank[above[-1].marker.style] >= rank[line.marker.style]:
            above.pop()
        (above[-1].below if above else roots).append(line)
        above.append(line)
    return roots


# --- headings or articles ---------------------------------------------------------------------------------------------


def _under(nodes: Sequence[Numbered], article: Style, depth: int = 0) -> bool:
    """The articles are the numbers of one style; what stands above them are headings, and so are headings beside these.
    Whether there are any."""
    holds = [_under(node.below, article, depth + 1) if node.marker.style != article else False for node in nodes]
    heads = {node.marker.style for node, has in zip(nodes, holds, strict=True) if has} | set(_HEADINGS)
    for node, has in zip(nodes, holds, strict=True):
        if node.marker.style == article:
            node.level = "article"
        elif has or (node.marker.style in heads and node.is_bare and not depth):
            is_chapter = node.marker.style in ("编", "章") or not (depth or node.marker.style == "节")
            node.level = "chapter" if is_chapter else "section"
        elif node.marker.style in heads and not depth and article != "条":
            node.level = "article"
    return any(holds) or any(node.marker.style == article for node in nodes)


def _frontier(nodes: Sequence[Numbered], *, is_top: bool) -> None:
    """The nodes of one level, of whatever styles: those below headings are the next level."""
    by_style: dict[Style, list[Numbered]] = defaultdict(list)
    for node in nodes:
        by_style[node.marker.style].append(node)
    following: list[Numbered] = []
    for style, group in by_style.items():
        heads = _headings(style, group, is_top=is_top)
        is_chapter = style == "章" or (is_top and style != "节")
        for node in group:
            is_head = node in heads
            if is_head:
                following += node.below
            is_leaf_heading = bool(heads) and is_top and node.is_bare and not node.below
            node.level = "article" if not is_head and not is_leaf_heading else "chapter" if is_chapter else "section"
    if following:
        _frontier(following, is_top="编" in by_style)


def _headings(style: Style, group: Sequence[Numbered], *, is_top: bool) -> set[Numbered]:
    """Those of a level that are headings over articles; none where the level is that of the articles."""
    if style in _HEADINGS:
        return set(group)
    is_first = is_top and (style == "一" or any(each.marker.style == "1.1" for node in group for each in node.below))
    over = [
        node
        for node in group
        if node.below
        and (node.is_bare or (is_first and node.is_over_headings))
        and not node.heads_list
        and (is_first or not (node.has_text or node.is_open))
    ]
    below = [each for node in over for each in node.below]
    heads = set(over)
    others = [node for node in group if node not in heads]
    if _counts_on(group):
        return {node for node in group if node.below}
    if not over:
        return set()
    is_list = sum(each.is_listed for each in below) * 2 > len(below)
    if is_first:
        sentences = sum(not node.is_bare for node in others)
        return set() if is_list and sentences > len(over) else heads
    pays = sum(each.pays for each in below) * 2 > len(below)
    return heads if pays or (len(below) > len(others) and not is_list) else set()


def _counts_on(group: Sequence[Numbered]) -> bool:
    """Whether the numbers below count on from one node to the next: 一、(一)(二) 二、(三)(四)."""
    last = 0
    style: Style | None = None
    joints = anew = 0
    for node in group:
        for each in node.below[:1]:
            if style is not None and each.marker.style == style:
                joints += each.marker.number == last + 1
                anew += each.marker.number == 1
        for each in node.below:
            style, last = each.marker.style, each.marker.number
    return joints > anew
