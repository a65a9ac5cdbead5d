"""What looks like a block and is none: 规则 1】, 【细则 1】 with the sections of a rule, sections without any head.

In: the folded text between two blocks, and whether a stray 【完】 ends it.  Out: the place, and the head to write; None
where there is only the document's own text.  （【政策背景】 and 条件： may be that.）
"""

import re
from itertools import pairwise
from typing import NamedTuple

_KINDS = "政策|定义|规则|草稿|指标|不计算|容许"
_NO_OPENING = rf"(?m)^[^\S\n]*(?:(?P<kind>{_KINDS})[^\S\n]*(?P<number>[0-9A-Za-z][^\s【】\n]{{0,12}})?)[^\S\n]*】"
_OTHER_HEAD = r"(?m)^[^\S\n]*【[^\S\n]*(?P<said>[^【】\n]{1,20})】"
_SECTION = r"(?m)^[^\S\n]*(?P<heading>依据|填报|核对|其中|条件|奖励|补助|算例|口径)(?:（[^（）\n]{1,12}）)?：[^\S\n]*(?P<quote>“)?"
# （规则 1）补助, 规则1：补助, above its sections
_LINE_ABOVE = r"(?:^|\n)[^\S\n]*(?P<said>[^\s规]{0,3}规则[^\S\n]*(?P<number>[0-9A-Za-z][0-9A-Za-z.\-]{0,12}|[一二三四五六七八九十]{1,3})[^\w\s]?)[^\n]*\s*$"
_NEAR = 6


class Mistaken(NamedTuple):
    """From ``start`` to ``end``; ``head`` is what to write, ``is_missing`` above it rather than for it."""

    start: int
    end: int
    head: str
    is_missing: bool = False


def mistaken_block(text: str, start: int, end: int, *, has_end: bool) -> Mistaken | None:
    """The last that looks like the head of a block, where one is missing."""
    sections = [*re.compile(_SECTION).finditer(text, start, end)]
    rule = _rule(sections, text)
    heads = [*re.compile(_NO_OPENING).finditer(text, start, end)]
    if heads and (has_end or rule is not None or heads[-1]["number"]):
        open_ = heads[-1]
        number = f" {open_['number']}" if open_["number"] else ""
        return Mistaken(open_.start("kind"), open_.end(), f"【{open_['kind']}{number}】")
    if not has_end and rule is None:
        return None
    heads = [*re.compile(_OTHER_HEAD).finditer(text, start, end)]
    if heads and (rule is None or heads[-1].start() < rule.start()):
        found = heads[-1]
        label = re.search(r"[0-9A-Za-z][^\s]*|[一二三四五六七八九十]+$", found["said"])
        kind = "规则" if rule is not None or label else "指标"
        written = f"【{kind} {label[0] if label else '1'}】" if kind == "规则" else "【指标】"
        return Mistaken(text.index("【", found.start()), found.end(), written)
    if rule is not None:
        if above := re.search(_LINE_ABOVE, text[start : rule.start()]):
            place = start + above.start("said"), start + above.end("said")
            return Mistaken(*place, f"【规则 {above['number']}】")
        return Mistaken(rule.start("heading"), rule.end(), "【规则 1】", is_missing=True)
    return None


def _rule(sections: list[re.Match[str]], text: str) -> re.Match[str] | None:
    """The first of sections that only a rule has: 依据 with its quotation or 填报, and another within a few lines."""
    for one, other in pairwise(sections):
        is_sure = (one["heading"] == "依据" and one["quote"]) or one["heading"] == "填报"
        if is_sure and one["heading"] != other["heading"] and text.count("\n", one.start(), other.start()) <= _NEAR:
            return one
    return None
