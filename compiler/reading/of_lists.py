"""What is said of a list, read: which of its items, and what of them: 前3年, 首笔, 最高的2件; 合计, 最高者, 平均值（不计零的）.

In: the words before a list's name (``before``) and behind it (``behind``).  Out: how far they reach, and what they say.
A list's own word for an item (笔) decides what is read: of a list of 笔, 前3年 is nothing.

>>> said_of_list(Listed("笔"), "", "前3笔合计")
ListSaid(take='first', skip=0, count=3, what='sum')
>>> said_of_list(Listed("年"), "前两年", "最高值").what, said_of_list(Listed("年"), "上一年的", "")
('highest', ListSaid(take='year', skip=1, count=1))
>>> of_works = Listed("件", ("品类",))
>>> said_of_list(of_works, "每品类最高的2件", "合计").kind, said_of_list(of_works, "", "平均值（不计零的）").without_zero
('品类', True)
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from tiaowen.runtime.numerals import read_numeral

Take = Literal["", "first", "last", "largest", "smallest", "year"]
What = Literal["", "sum", "mean", "highest", "lowest", "count", "kinds", "rank"]
Ties = Literal["", "same", "first"]


@dataclass(frozen=True, slots=True, repr=False)
class ListSaid:
    """Which items: those ``take``n in their order, behind the first ``skip`` the next ``count`` (None: all; years are counted
    back from this one, which is the 0th); of each ``kind``; by the size of ``key`` where it is named.  And ``what`` of them; of a rank, where the ``ties`` stand."""

    take: Take = ""
    skip: int = 0
    count: int | None = None
    what: What = ""
    kind: str = ""
    key: str = ""
    without_zero: bool = False
    is_recent: bool = False
    is_of_time: bool = False
    ties: Ties = ""
    numbers: tuple[str, ...] = ()

    def __repr__(self) -> str:
        shown = {name: getattr(self, name) for name in ("take", "skip", "count", "what", "kind", "key")}
        told = (f"{name}={value!r}" for name, value in shown.items() if value not in ("", None))
        return f"ListSaid({', '.join(told)})"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: what its items are counted in, the names of their fields, and its own; ``kinds`` are the fields by which items are
    of a kind (options, words); ``options`` those that its items may be of."""

    each: str
    fields: tuple[str, ...] = ()
    name: str = ""
    kinds: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


# Of a list of records with one field of the kind: 每类, 每种.
ANY_KIND = ("类", "种")
_N = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}"
# Other words for an item than the list's own: 第一个, 前3名 of people.
_ANY_ITEM = {"人": "[人名位个]", "家": "[家户个]", "户": "[户家个]", "年": "(?:个?年度?)"}


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _kind(of: Listed) -> str:
    return rf"[每各]一?(?:个(?!类|种))?(?P<kind>{_any((*of.fields, *ANY_KIND))})"


@lru_cache(maxsize=64)
def _places(of: Listed, *, is_column: bool = False) -> str:
    """Which items."""
    each = of.each
    kind = "" if is_column or not of.fields else rf"(?:{_kind(of)}(?:之?[中里])?的?(?=[首第前末最]))?"
    item = _ANY_ITEM.get(each, f"(?:个?{re.escape(each)}|[个项])")
    years = (
        rf"|(?P<year>上一?年度?|前一年度?|[本当今]年度?)|(?:最近|近|此前|之前|以前|前)(?P<years>{_N})个?年度?"
        if each == "年"
        else ""
    )
    first = "" if each == "年" else rf"|前(?P<first>{_N}){item}"
    return (
        rf"{kind}(?:"
        rf"(?P<head>首){item}|(?P<end>末|最后一?|最近一){item}"
        rf"|(?P<back>倒数)?第(?P<nth>{_N}){item}(?P<on>起|以后)?|第(?P<from>{_N}){item}?(?:至|到|—|-|～)第?(?P<to>{_N}){item}"
        rf"|最后(?P<last>{_N}){item}{first}{years}"
        rf"|最[高大多]的?(?P<most>{_N}){item}|最[低小少]的?(?P<least>{_N}){item})"
    )


def _whats(each: str) -> str:
    """What of them."""
    item = _ANY_ITEM.get(each, f"(?:个?{re.escape(each)}|[个项])")
    one = rf"(?:者|值|额|数|的?一{item}(?:的)?)"
    zero = (
        "（不计零的?）|（零不计）|（不含零的?）|（扣除零的?）|（零除外）|（剔除零值?）|（不计为?零的?[^（），；]{0,2}）"
    )
    return (
        rf"(?:(?P<sum>合计|之和|总和|总额|总计|累计)|(?P<mean>平均(?:值|数|额|水平)?)(?P<zero>{zero})?"
        rf"|(?P<high>最(?:[高大多]|(?P<late>晚)){one})|(?P<low>最(?:[低小少]|(?P<early>早)){one})|(?P<count>{re.escape(each)}数|个数))"
    )


_TIES = (
    "(?P<ties>（(?:并列|相同|同[分样值])的?，?(?:(?P<same>(?:名次|位次|排名)相同|[同占]一?个?名次|[都均]算)"
    "|先填的?在前|填在前面的在前|只?算先填的)）)"
)
# 得分由高到低的名次（并列的名次相同）: which the present item is.
_RANK = (
    "的?[由从自](?:(?P<falling>[高大多]到[低小少])|[低小少]到[高大多])的?(?:排序|排列|排名)?的?(?:名次|位次|排名|排位)"
    f"{_TIES}?"
)
# 得分最高的，; 得分前3名（并列的都算）的，: whether the present item is of these.
_AT_TOP = (
    "的?(?:(?P<high>最[高大多])|(?P<low>最[低小少])"
    rf"|(?P<ranked>(?:排名|排在|位列|位居)(?=[第前]))?(?:第(?P<nth>{_N})|第(?P<from>{_N})名?(?:至|到|—|-|～)第?(?P<to>{_N})|前(?P<first>{_N}))(?(ranked)[名位]?|名(?=的?（)))(?:的?{_TIES})?(?=的(?!{_N})|，|且|）|$)"
)


@lru_cache(maxsize=64)
def _before(of: Listed) -> re.Pattern[str]:
    return re.compile(rf"取?{_places(of)}的?")


@lru_cache(maxsize=64)
def _behind(of: Listed) -> re.Pattern[str]:
    what = _whats(of.each)
    of_all = what.replace("?P<", "?P<all_")
    placed = "" if of.each in ("人", "名", "位") else rf"|前(?P<top>{_N})名(?=的?{re.sub('[?]P<[a-z]+>', '?:', what)})"
    return re.compile(rf"{_RANK}|(?:之?[中里])?的?(?:(?:{_places(of)}{placed})的?{what}?|(?P<of_all>){of_all})")


@lru_cache(maxsize=64)
def _column(of: Listed) -> re.Pattern[str]:
    key = r"(?P<key>[^，；：、（）“”0-9]{1,30}?)?"
    size = rf"(?:(?P<top>最[高大多])|(?P<bottom>最[低小少]))的?(?P<size>{_N})?|(?<=[^取每中里的])前(?P<placed>{_N})名"
    kind = rf"(?:取?{_kind(of)}(?:之?[中里])?的?)?" if of.fields else "(?P<kind>(?!))?"
    item = f"(?:{re.escape(of.each)}|[个项]|者)?"
    return re.compile(rf"{kind}取?(?:{_places(of, is_column=True)}|{key}(?:{size}){item})")


def before(of: Listed, text: str, at: int) -> int:
    """Where the words that say which items end, before a list's name; ``at`` where there are none."""
    found = _before(of).match(text, at)
    return found.end() if found else at


# 取期权费最高者, 不同品类数, 涉及品类数: words before a list's name that add nothing.
ADDS_NOTHING = re.compile("取|(?:涉及的?)?不同的?|涉及的?")
# 品类数: how many different ones there are.
_KINDS = re.compile("的?(?:种类|类别|种|个)?数量?(?![额据值字目])")


# 专利的数量, of a list by its own name; of a field (年薪超过标准的数量) it is the number of those that are so.
_HOW_MANY = re.compile("的?(?:总数量|数量|数)(?![额据值字目])")


def behind(of: Listed, text: str, at: int, name: str = "") -> int:
    """Where what is said behind a list's ``name`` ends.

    >>> behind(Listed("件", ("品类",), kinds=("品类",)), "品类数2种", 2, "品类")
    3
    """
    found = _KINDS.match(text, at) if name in of.kinds else None
    found = found or _behind(of).match(text, at) or (_HOW_MANY.match(text, at) if of.name == name else None)
    return found.end() if found else at


def of_years(text: str, at: int) -> tuple[int, int]:
    """Where 前两年 of 前两年最高额, which leaves out of what list of years it is said, ends, and where all of it; ``at`` twice where it says no such thing.

    >>> of_years("前两年最高额的部分", 0), of_years("前两年", 0), of_years("首笔最高额", 0)
    ((3, 6), (0, 0), (0, 0))
    """
    years = Listed("年")
    which = before(years, text, at)
    end = behind(years, text, which) if which > at else at
    is_of_years = "年" in text[at:which] and end > which and said_of_list(years, text[at:which], text[which:end]).what
    return (which, end) if is_of_years else (at, at)


def said_of_list(each: Listed, first: str, last: str, name: str = "") -> ListSaid:
    """What the words before and behind a list's ``name`` say."""
    said = ListSaid()
    if first:
        found = _before(each).fullmatch(first)
        assert found is not None
        said = _which(found)
    if last:
        if name in each.kinds and _KINDS.fullmatch(last):
            return replace(said, what="kinds")
        found = _behind(each).fullmatch(last)
        if found is None and _HOW_MANY.fullmatch(last):
            return replace(said, what="count")
        assert found is not None
        if ranked := _ranked(last):
            return ranked
        is_all = found["of_all"] is not None
        return _with_what(said if is_all else _which(found), found, "all_" if is_all else "")
    return said


def said_of_column(of: Listed, text: str) -> ListSaid | None:
    """（逐笔，取最高3笔）: what the words behind the comma say; None where they say nothing of the kind."""
    found = _column(of).fullmatch(text)
    if found is None:
        return None
    by_size = found["top"] or found["bottom"] or found["placed"]
    if by_size is None:
        return _which(found)
    number = found["size"] or found["placed"]
    numbers = (number,) if number else ()
    return ListSaid(
        "smallest" if found["bottom"] else "largest",
        count=_number(numbers[0]) if numbers else 1,
        kind=found["kind"] or "",
        key=found["key"] or "",
        numbers=numbers,
    )


def _ranked(text: str) -> ListSaid | None:
    found = re.fullmatch(_RANK, text)
    if found is None:
        return None
    ties: Ties = "" if not found["ties"] else "same" if found["same"] else "first"
    return ListSaid("largest" if found["falling"] else "smallest", what="rank", ties=ties)


def said_of_place(of: Listed, text: str) -> ListSaid | None:
    """首件, 每类前2件: which of the items the present one is; None where it is said of items of another kind.

    >>> said_of_place(Listed("件", ("类型",)), "每类首件").kind, said_of_place(Listed("笔"), "首件")
    ('类', None)
    """
    found = _column(of).fullmatch(text)
    return _which(found) if found and not (found["top"] or found["bottom"] or found["placed"]) else None


def at_top(text: str, at: int) -> int:
    """Where 最高, 前3名（并列的都算）, said of the present item behind the name of a number, ends.

    >>> at_top("最高的，10万元", 0), at_top("最高的（并列的都算），", 0), at_top("最高5万元", 0), at_top("最高的2次合计", 0)
    (2, 10, 0, 0)
    """
    found = re.compile(_AT_TOP).match(text, at)
    return found.end() if found else at


def said_of_top(text: str) -> ListSaid:
    """Which items have the highest, the lowest number, and where equal ones stand."""
    found = re.compile(_AT_TOP).match(text)
    assert found is not None
    words = found.groupdict()
    ties: Ties = "" if not words["ties"] else "same" if words["same"] else "first"
    said = ListSaid("smallest" if words["low"] else "largest", 0, 1, "rank", ties=ties)
    if number := words["nth"]:
        return replace(said, skip=_number(number) - 1, numbers=(number,))
    if number := words["first"]:
        return replace(said, count=_number(number), numbers=(number,))
    if words["from"]:
        low, high = _number(words["from"]), _number(words["to"])
        return replace(said, skip=low - 1, count=high - low + 1, numbers=(words["from"], words["to"]))
    return said


# Words for a kind that are no name of a field: 每个品种.
_OF_A_KIND = ("类别", "种类", "类型", "品类", "品种", "类", "种")
_CAPPED = (
    "(?=(?:每?年度?|累计|合计|总额|(?:补助|奖励|补贴|资助|奖补)(?:资金|金额|总额|额)?)*"
    "(?:最[高多](?!的|[0-9一二两三四五六七八九十百千万亿.]+[^0-9一二两三四五六七八九十百千万亿.元])|不[得能]?(?:超过|高于)|封顶|限额|上限|控制在))"
)


# 每个｜品类, 每种｜作物
_EACH_OF = "(?:每一?|各|同一?|单一?)(?:个|[种类](?!$|的|[累合总最不封限上控补奖资年]))?"


@lru_cache(maxsize=64)
def _each_kind(of: Listed) -> re.Pattern[str]:
    words = _any((*of.kinds, *_OF_A_KIND))
    return re.compile(rf"{_EACH_OF}(?P<kind>{words})的?{_CAPPED}")


def of_each_kind(of: Listed, text: str, at: int) -> int:
    """Where 每个品类 before a cap, which is of all items of a kind, ends; ``at`` where it does not stand there.

    >>> of_works = Listed("件", ("品类",), "作品", kinds=("品类",))
    >>> of_each_kind(of_works, "每个品类最高50万元", 0), of_each_kind(of_works, "每个品类50万元", 0)
    (4, 0)
    """
    found = _each_kind(of).match(text, at) if of.kinds else None
    return found.end() if found else at


def kind_said(kinds: tuple[str, ...], text: str) -> str:
    """The field by which items are of a kind; nothing where it cannot be known.

    >>> kind_said(("品类",), "每类"), kind_said(("品类",), "每个品种"), kind_said(("级别", "品类"), "每类")
    ('品类', '品类', '')
    """
    word = re.sub(f"^{_EACH_OF}|的$", "", text)
    if word in kinds:
        return word
    alone = kinds[0] if len(kinds) == 1 else ""
    return alone if word in ANY_KIND or set(word) & set(alone) else ""


# 逐年增长, 连续三年增长（首年也比上年）: of a list, that each number is above the one before.
_GROWN = re.compile(
    rf"(?:(?:[均都]|已)?(?:保持|实现)?(?:逐[年月季期]|持续|连年|连续(?:(?P<count>{_N})个?[年月季期]度?)?))(?:[均都]|保持|实现|有所|同比)*"
    "(?:(?P<rises>增长|上升|提高|递增|增加)|(?P<falls>下降|降低|减少|递减))"
)
# （首年也比上年）: the first of some years is compared with the year before it; in the brackets 不比 says that it is not.
_TOO = "也"


@dataclass(frozen=True, slots=True)
class GrownSaid:
    """That a list grows, or ``falls``; for how many years (their ``count``), and whether of these the ``first`` is compared with the year
    before it (too, alone)."""

    falls: bool = False
    count: str = ""
    first: Literal["", "too", "alone"] = ""


def grows(text: str, at: int) -> int:
    """Where 逐年增长 behind the name of a list ends; ``at`` where it does not stand there.

    >>> grows("逐年增长10%以上", 0), grows("增长", 0)
    (4, 0)
    """
    found = _GROWN.match(text, at)
    return found.end() if found else at


def grown_said(text: str, of_first: str) -> GrownSaid:
    """What these words say, and those ``of_first``, in brackets.

    >>> grown_said("连续三年增长", "（首年也比上年）")
    GrownSaid(falls=False, count='3', first='too')
    """
    found = _GROWN.match(text)
    assert found is not None
    count = str(_number(found["count"])) if found["count"] else ""
    return GrownSaid(found["falls"] is not None, count, "too" if _TOO in of_first else "alone" if of_first else "")


def is_sum(text: str) -> bool:
    """Whether this says the sum of several names as well."""
    return text in ("合计", "之和", "总和", "总计", "累计")


def _which(found: re.Match[str]) -> ListSaid:
    words = found.groupdict()
    kind = words.get("kind") or ""
    if words["head"]:
        return ListSaid("first", 0, 1, kind=kind)
    if words["end"]:
        return ListSaid("last", 0, 1, kind=kind)
    if year := words.get("year"):
        return ListSaid("year", 0 if year[0] in "本当今" else 1, 1)
    if words["nth"]:
        count = None if words["on"] else 1
        return ListSaid(
            "last" if words["back"] else "first", _number(words["nth"]) - 1, count, kind=kind, numbers=(words["nth"],)
        )
    if words["from"]:
        low, high = _number(words["from"]), _number(words["to"])
        return ListSaid("first", low - 1, high - low + 1, kind=kind, numbers=(words["from"], words["to"]))
    takes: tuple[tuple[str, Take], ...] = (
        ("last", "last"),
        ("first", "first"),
        ("most", "largest"),
        ("top", "largest"),
        ("least", "smallest"),
    )
    for word, take in takes:
        if number := words.get(word):
            return ListSaid(take, 0, _number(number), kind=kind, numbers=(number,))
    if number := words.get("years"):
        is_recent = found[0].lstrip("取中里的").startswith(("近", "最近"))
        return ListSaid("year", 1, _number(number), is_recent=is_recent, numbers=(number,))
    return ListSaid(kind=kind)


def _with_what(said: ListSaid, found: re.Match[str], group: str) -> ListSaid:
    words = {name: found[f"{group}{name}"] for name in ("sum", "mean", "zero", "high", "low", "late", "early", "count")}
    what: What = ""
    for name, meant in _MEANT.items():
        if words[name]:
            what = meant
    is_of_time = bool(words["late"] or words["early"])
    return replace(said, what=what, without_zero=bool(words["zero"]), is_of_time=is_of_time)


_MEANT: dict[str, What] = {"sum": "sum", "mean": "mean", "high": "highest", "low": "lowest", "count": "count"}


def _number(text: str) -> int:
    return int(read_numeral(text))
