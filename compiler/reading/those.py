"""Which items of a list are meant, said before its name: 获证日期在2024年1月1日以后的｜专利的费用合计, 发明｜专利5件以上.

In: a text, a place in it, and whether a part of it can be read.  Out: where the condition ends, before the name of the list; and
the condition as a sentence of its own, so that it is read as any other.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .of_lists import Listed, before, behind

# 其中, 拥有: words that add nothing to which items are meant.
_LEADS = re.compile("(?:其中|拥有|具有|现有|持有|取得|获得|对)+")
_BREAKS = re.compile("[，；：。]")
_N = "[0-9][0-9.,]*[十百千万亿]*|[一二三四五六七八九十两百]+"
# 5件以上, 达到5件: a bound, of how many there are.
_BOUND = rf"(?:(?:的?数量)?在?(?:达到?|不[少低]于|少于|超过|突破|不?满|不足|不超过|不多于)(?:{_N}){{each}}|(?:{_N}){{each}}(?:（不?含）)?及?以[上下]|占)"
# 2024年1月1日以后｜获证: of 获证日期
_DAY = r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WHEN = re.compile(
    rf"(?:在|于|自)?(?P<when>(?:(?:{_DAY})(?:至|到|—+|～|-)(?:{_DAY})(?:之?间|期间)?|(?:{_DAY})(?:（不?含）)?(?:及?以[前后]|之?[前后])))(?P<done>[\u4e00-\u9fff]{{1,8}})"
)
_DATES = ("日期", "日", "时间")
_YEARS = re.compile("(?:上一?|去|前|往|历|本|当|今)年度?")


@dataclass(frozen=True, slots=True)
class Those:
    """A condition from ``start`` to ``end`` of a text, behind which there is perhaps a 的, and then the name of a list from ``name`` on;
    whether a field ``is_of_field`` of it is said behind that.  Of 2024年1月1日以后获证, ``field`` is what the range that ends at ``range_end`` is of."""

    start: int
    end: int
    name: int
    is_of_field: bool = False
    field: str = ""
    range_end: int = 0


def those(text: str, at: int, lists: Mapping[str, Listed], reads: Callable[[str, str], bool]) -> Those | None:
    """The condition that begins here, where it is one of the items of a list named behind it, of which something is said.

    >>> lists = dict.fromkeys(["专利", "费用"], Listed("件", ("获证日期", "费用"), "专利"))
    >>> those("在岗的专利费用合计", 0, lists, lambda text, rule: text == "在岗")
    Those(start=0, end=2, name=3, is_of_field=True, field='', range_end=0)
    >>> those("发明专利5件以上", 0, lists, lambda text, rule: text == "发明").name
    2
    >>> those("2024年1月1日以后获证的专利件数", 0, lists, lambda text, rule: rule == "ranges").field
    '获证日期'
    >>> those("发明专利每件5元", 0, lists, lambda text, rule: True)
    """
    lead = _LEADS.match(text, at)
    start = lead.end() if lead else at
    if any(text.endswith((f"{name}中", f"{name}里"), 0, at) for name in lists):
        # 项目中在岗的……: of what has been named already
        return None
    for name, end in _named(text, start, lists):
        of = lists[text[name:end]]
        is_of_field = _is_of_field(text, end, of)
        if not (is_of_field or _is_of_list(text, end, of)) or before(of, text, at) >= name - 1 > at:
            continue
        stop = name - 1 if text[name - 1] == "的" else name
        if stop <= start:
            continue
        condition = text[start:stop]
        if text[name:end] in condition or _YEARS.fullmatch(condition):
            # 甲总额超过上年｜甲总额的部分: two of the same are held against one another
            continue
        if (found := _WHEN.fullmatch(condition)) and reads(found["when"], "ranges"):
            done = found["done"].removesuffix("的")
            field = next((each for each in of.fields if any(each == done + date for date in _DATES)), "")
            if field:
                return Those(start + found.start("when"), stop, name, is_of_field, field, start + found.end("when"))
        if reads(condition, "requirement"):
            return Those(start, stop, name, is_of_field)
    return None


def so_many(text: str, at: int, lists: Mapping[str, Listed]) -> int:
    """Where an option of the items of a list ends, before a bound of how many of it there are; ``at`` where there is none.

    >>> lists = {"专利": Listed("件", (), "专利", options=("发明", "外观"))}
    >>> so_many("发明5件以上", 0, lists), so_many("专利中发明达到5件", 0, lists), so_many("发明5元以上", 0, lists)
    (2, 5, 0)
    """
    lead = _LEADS.match(text, at)
    start = lead.end() if lead else at
    for of in dict.fromkeys(lists.values()):
        among = re.compile(rf"{re.escape(of.name)}[中里]的?").match(text, start)
        begin = among.end() if among else start
        option = max((each for each in of.options if text.startswith(each, begin)), key=len, default="")
        if option and _bound_of(of).match(text, begin + len(option)):
            return begin + len(option)
    return at


@lru_cache(maxsize=64)
def _bound_of(of: Listed) -> re.Pattern[str]:
    return re.compile(_BOUND.replace("{each}", re.escape(of.each)))


def _named(text: str, start: int, lists: Mapping[str, Listed]) -> Iterator[tuple[int, int]]:
    """The places where the name of a list of its own stands behind something, up to the next comma."""
    broken = _BREAKS.search(text, start)
    stop = broken.start() if broken else len(text)
    for name, of in lists.items():
        if of.name == name:
            at = text.find(name, start + 1, stop)
            while at >= 0:
                yield at, at + len(name)
                at = text.find(name, at + 1, stop)


def _is_of_list(text: str, end: int, of: Listed) -> bool:
    """Whether it is said behind the name of a list how many there are, or what of them is meant."""
    return (
        _bound_of(of).match(text, end) is not None
        or text.startswith("总数", end)
        or behind(of, text, end, of.name) > end
    )


def _is_of_field(text: str, end: int, of: Listed) -> bool:
    at = end + text.startswith("的", end)
    fields = (field for field in of.fields if text.startswith(field, at))
    return any(behind(of, text, at + len(field), field) > at + len(field) for field in fields)
