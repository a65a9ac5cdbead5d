"""Where a name is spoken of in free words (口径, 说明), which nothing reads: “社平”即职工月平均工资.

In: a name and the places where it stands.  Out: the places in free words of the same blocks, and whether the name stands there
by itself.  Where other words grow out of it (裁员率, of 裁员) a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ...text.source import Span
from ..desk import Checked
from ..spot import rules, sections_of

_EDGE = "，。；：、（）()“”「」《》‘’=＝+＋×÷－≥≤><\\s-"
_LEADS = "上年|本年|按|为|将|以|其|与|和|由|在|对|从|把|若|及|或|即|指|减|加|乘|除|除以|扣除|超过|不论|无论|的|是"
_FOLLOWS = "为|按|的|指|是|即|不|未|以|和|与|及|或|由|在|等|包括|包含|含|填|取|达|超|低于|高于|须|应|可|减|加|乘|除|恰|都|均|也|仍|计"


def mentions(checked: Checked, name: str, places: Collection[Span]) -> Iterator[tuple[Span, bool]]:
    """Each place in the files where the name is spoken of, and whether it surely is this name."""
    sure = re.compile(f"(?:^|(?<=[{_EDGE}])|{_behind(_LEADS)}){re.escape(name)}(?=$|[{_EDGE}]|{_FOLLOWS})")
    for block, there, resolved in rules(checked):
        if not any(there.holds(span) for span in places):
            continue
        longer = {each.name for each in resolved.occurrences} if resolved else set[str]()
        longer = {each for each in longer if name in each and each not in (name, f"上年{name}")}
        for section in sections_of(checked, block):
            if section.kind.room != "words":
                continue
            start, text = section.content_span.start, section.content_span.text
            taken = [found.span() for each in longer for found in re.finditer(re.escape(each), text)]
            for found in re.finditer(re.escape(name), text):
                if not any(begin <= found.start() and found.end() <= end for begin, end in taken):
                    place = Span(block.source, start + found.start(), start + found.end())
                    yield checked.places.span(place), bool(sure.match(text, found.start()))


def _behind(words: str) -> str:
    """Behind one of several words, which have different lengths."""
    return "|".join(f"(?<={word})" for word in words.split("|"))
