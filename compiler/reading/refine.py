"""Where a word ends, beyond what its pattern can say: no pattern knows the names that a rule declares.

In: the place where a terminal is tried, with the end that its pattern has found there (the place itself where it found
none).  Out: where the word ends after all; the place itself where it is not that word.  In the examples, ``taken`` gives
what a refinement leaves of a word that the pattern has found in a text.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ..language.around import GIVING, HOLDING, IN_A_TAX, KINDS, MONEY_CALLED, WHOSE
from ..language.word_lists import (
    COUNTERS,
    DOINGS,
    NO_COUNTED,
    NUMERALS,
    PLACES,
)
from .around import is_noun
from .of_lists import ADDS_NOTHING, Listed, at_top, before, behind, grows, is_sum, of_each_kind, of_years
from .those import so_many, those


class Longest:
    """The longest of some words at a place; of words that others may stand for, whose ``meanings`` they are."""

    def __init__(self, words: frozenset[str], meanings: Mapping[str, str] | None = None) -> None:
        self.meanings = meanings or {}
        self.words = words | self.meanings.keys()
        self._lengths = sorted({len(word) for word in self.words}, reverse=True)

    def end(self, text: str, at: int) -> int:
        """Where the word ends, or ``at`` where there is none."""
        tried = (text[at : at + length] for length in self._lengths)
        return at + len(next((word for word in tried if word in self.words), ""))

    def meant(self, word: str) -> str:
        return self.meanings.get(word, word)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a terminal is tried: its pattern reaches from ``at`` to ``stop``; ``accepts`` are the terminals after which
    the sentence can go on."""

    text: str
    at: int
    stop: int
    names: Longest
    options: Longest
    accepts: Callable[[], Iterable[str]]
    # The names of lists and of what their items have, the longest first.
    lists: Mapping[str, Listed] = field(default_factory=dict)
    # The names of facts that are one of several options.
    sorts: tuple[str, ...] = ()
    # The names of facts that hold or not.
    whether: tuple[str, ...] = ()
    # Whether a text can be read as a rule of the grammar.
    reads: Callable[[str, str], bool] = lambda text, rule: False

    @property
    def said(self) -> str:
        return self.text[self.at : self.stop]


def per_unit(place: Place) -> int:
    """A price is by a unit; before 的， and 的部分 it is a bound.

    >>> taken(per_unit, "面积60元/平方米", "60元/平方米")
    '60元/平方米'
    >>> taken(per_unit, "税收20万元/亩的部分", "20万元/亩")
    ''
    """
    is_bound = place.text.startswith(("的，", "的部分"), place.stop)
    return place.at if "/" not in place.said or is_bound else place.stop


_ITEM = re.compile(
    rf"[{COUNTERS}](?![{NO_COUNTED}{DOINGS}]|分别)[^，；：、（）“”{NUMERALS}每按加减乘除扣免罚收交缴提增的及或且]{{1,6}}?"
    rf"(?=[{NUMERALS}每]|分别|[{DOINGS}])"
)
_BEHIND_A_LIST = re.compile(rf"[{NUMERALS}每]|分别|给予|[{DOINGS}]")


def item_with_noun(place: Place) -> int:
    """The noun behind a count adds nothing to it, where it is one of the known ones, or part of a name of the rule.

    >>> taken(item_with_noun, "每张床位5000元", "张")
    '张床位'
    >>> taken(item_with_noun, "每个月5000元", "个月")
    '个月'
    >>> taken(item_with_noun, "每个首次认定项目5000元", "个")
    '个'
    >>> taken(item_with_noun, "每人月工资的30%", "人月", at="人", names=["月工资"])
    '人'
    """
    behind_count = place.names.end(place.text, place.stop)
    if place.text[place.stop : behind_count] in place.lists and _BEHIND_A_LIST.match(place.text, behind_count):
        # 每笔融资给予3000元, of a list 融资
        return behind_count
    noun = _ITEM.match(place.text, place.at)
    if noun is None:
        # 每人月工资的30%, where 月工资 is a name
        inner = (start for start in range(place.at + 1, place.stop) if place.names.end(place.text, start) > place.stop)
        return next(inner, place.stop)
    said = noun[0][1:]
    return noun.end() if is_noun(said) or any(said in name for name in place.names.words) else place.stop


def before_a_name(place: Place) -> int:
    """Whose something is, before its name.

    >>> taken(before_a_name, "按企业营业额的5%", "企业", names=["营业额"])
    '企业'
    >>> taken(before_a_name, "按企业母公司营业额的5%", "企业", names=["营业额"])
    \'\'
    """
    for stop in range(place.stop, place.at, -1):
        end = place.names.end(place.text, stop)
        # 接待游客3000人以上 is 游客; 销售收入的5% may be another amount than 收入
        is_whose = _WHOSE.fullmatch(place.text, place.at, stop) is not None
        if end > stop and (is_whose or (stop == place.stop and _COUNTED_BEHIND.match(place.text, end))):
            return stop
    return place.at


_WHOSE = re.compile(rf"(?:{'|'.join(WHOSE)})+")
_COUNTED_BEHIND = re.compile(
    "(?:在|首次|累计)?(?:达到?|超过?|突破|不[低少]于|满)?[0-9]+[万]?[^0-9，；、元万亿%‰成倍折]{1,3}(?:（不?含）)?(?:及?以[上下]|的|，|$)"
)
# Units of two: 人月 is a unit, and 每人月 a number of months of each person.
_OF_TWO = ("人天", "人月", "人年")


def unit_of_a_list(place: Place) -> int:
    """A list has items: 每人月 is months of each person, 每人月金额 money of each 人月.

    >>> taken(unit_of_a_list, "每人月", "人月", at="人月")
    '人'
    >>> taken(unit_of_a_list, "每人月金额", "人月", at="人月")
    '人月'
    """
    is_type = place.text[place.stop : place.stop + 1] in ("", "，", "；")
    is_list = place.text.startswith("每", place.at - 1) and is_type and place.said in _OF_TWO
    # 每个｜国家级、省级
    is_of_options = place.text.startswith("级", place.stop) and place.said.startswith("个")
    return place.at + 1 if is_list or is_of_options else place.stop


_DOES = "(?:给予|予以|奖励|补助|补贴|资助|奖补|发放|发给|支付|享受|最高|封顶|不超过|一次性|分别|再|另|增加|加|提高|上浮|扣|减|加收|收取|交纳|缴纳|按)"
_OBJECT = re.compile(
    rf"(?![{NO_COUNTED}]|{_DOES})[^，；：、（）“”{NUMERALS}每的按加减乘除扣免罚]{{1,10}}?(?=[{NUMERALS}，]|的，|{_DOES})"
)


def counted_object(place: Place) -> int:
    """What stands between a count and the amount for each: a known noun, or part of a name of the rule.

    >>> taken(counted_object, "论文奖励2000元", "论文奖励", names=["发表论文"])
    '论文'
    >>> taken(counted_object, "粮食补助5元", "粮食补助", names=["交售粮食"])
    '粮食'
    >>> taken(counted_object, "月工资5倍", "月工资", names=["月工资"])
    ''
    """
    noun = _OBJECT.match(place.text, place.at)
    if noun is None:
        return place.at
    said = noun[0]
    is_amount = said in place.names.words and place.text[noun.end()] in "0123456789零〇一二两三四五六七八九十百千万亿半"
    known = is_noun(said) or any(said in name or name in said for name in place.names.words if len(name) > 1)
    return place.at if is_amount or not known else noun.end()


def short_option(place: Place) -> int:
    """An option may leave out what the last of several says for all.

    >>> taken(short_option, "一、二、三等奖", "", options=["一等奖", "二等奖", "三等奖"])
    '一'
    >>> taken(short_option, "天府旅游名镇、名村的", "", at="名村", options=["天府旅游名镇", "天府旅游名村"])
    '名村'
    """
    return place.stop if place.stop > place.at else _short(place)[0]


def whole_option(place: Place) -> str:
    """The option that is meant where it is said so shortly."""
    said = place.said if place.said in place.options.words else _short(place)[1]
    return place.options.meant(said)


# One of several options in a row.
_LISTED = re.compile("([^，；：、（）和与及至到～—-]{1,6})(?:、|和|与|以?及|至|到|～|—+|-)")


def _short(place: Place) -> tuple[int, str]:
    """Where a shortened option ends, and the whole of it."""
    end, whole = _short_of_the_last(place)
    return (end, whole) if end > place.at else _short_of_the_first(place)


_AND_BEFORE = re.compile("(?:、|和|与|以?及)$")
_HEAD = 2


def _short_of_the_first(place: Place) -> tuple[int, str]:
    """天府旅游名镇、｜名村: what the first of several says for all of them, and no other option can be meant."""
    text, words = place.text, place.options.words
    start = place.at
    if not _AND_BEFORE.search(text, 0, start) or any(text.startswith(name, start) for name in place.names.words):
        return place.at, ""
    before = text[:start]
    first = ""
    while not first and (mark := _AND_BEFORE.search(before)):
        before = before[: mark.start()]
        first = max((option for option in words if before.endswith(option)), key=len, default="")
        # 名县、名镇、｜名村
        before = before[: max(before.rfind("、"), 0) + 1]
    heads = (first[:length] for length in range(len(first) - 1, _HEAD - 1, -1))
    for head in heads:
        meant = {option for option in words if option.startswith(head) and text.startswith(option[len(head) :], start)}
        if meant := {option for option in meant if len(option) > len(head) + 1}:
            longest = max(meant, key=len)
            return start + len(longest) - len(head), longest
    return place.at, ""


def _short_of_the_last(place: Place) -> tuple[int, str]:
    """一、二、三等奖."""
    text, ends, starts = place.text, [], [place.at]
    while match := _LISTED.match(text, starts[-1]):
        ends.append(match.end(1))
        starts.append(match.end())
    last = text[starts[-1] : place.options.end(text, starts[-1])]
    for length in range(1, len(last)):
        whole = [text[start:end] + last[-length:] for start, end in zip(starts, ends, strict=False)]
        if whole and place.options.words.issuperset(whole):
            return ends[0], whole[0]
    return place.at, ""


def who_is_meant(place: Place) -> int:
    """What stands before a comma says who is meant, where no declared name stands there.

    >>> taken(who_is_meant, "物流企业，按10%", "物流企业，")
    '物流企业，'
    >>> taken(who_is_meant, "的技改项目，10%", "的技改项目，", names=["技改项目"])
    ''
    """
    text, at, stop, names = place.text, place.at, place.stop, place.names
    if any(names.end(text, start) > start for start in range(at, stop)):
        return at
    return for_whom(place)


# 一级｜残疾人每月130元
_OF_A_NAME_BEFORE_MORE = re.compile(
    "([^，；：、（）“”0-9的]{2,6}?)(?:人员|人才|企业|单位|学生|人|户)(?=[0-9每给奖补按最分报])"
)
# A类｜城市每人每天300元, 法定休假日｜加班支付300%
_OF_ITS_SORT_BEFORE_MORE = re.compile("([^，；：、（）“”0-9的]{1,6}?)(?=[0-9每给奖补按最分报支发收缴交征不免为])")
_HOLDING = re.compile(f"的?({'|'.join(HOLDING)})")


def for_whom(place: Place) -> int:
    """获证单位 says who is meant behind an option, where a fact is called by that word (获证类型): elsewhere it is a condition.

    >>> taken(for_whom, "有机食品获证单位", "获证单位", at="获", names=["获证类型"], options=["有机食品"])
    '获证单位'
    >>> taken(for_whom, "有机食品获证单位", "获证单位", at="获", names=["类型"], options=["有机食品"])
    ''
    >>> taken(for_whom, "一级残疾人每月130元", "", at="残", names=["残疾等级"], options=["一级"])
    '残疾人'
    >>> taken(for_whom, "A类城市每天300元", "", at="城", sorts=("城市类别",), options=["A类"])
    '城市'
    """
    held = _HOLDING.match(place.said)
    if place.stop == place.at:
        said = _OF_A_NAME_BEFORE_MORE.match(place.text, place.at)
        is_behind = said and any(place.text.endswith(option, 0, place.at) for option in place.options.words)
        if said and is_behind and any(said[1] in name for name in place.names.words):
            return said.end()
        return _sort_behind(place)
    if held is None:
        return place.stop
    is_option = any(place.text.endswith(option, 0, place.at) for option in place.options.words)
    return place.stop if is_option and any(held[1] in name for name in place.names.words) else place.at


def _sort_behind(place: Place) -> int:
    """A类｜城市, of 城市类别: what the fact is called by whose option it is."""
    said = _OF_ITS_SORT_BEFORE_MORE.match(place.text, place.at)
    is_behind = any(place.text.endswith(option, 0, place.at) for option in place.options.words)
    if said is None or not is_behind or place.names.end(place.text, place.at) > place.at:
        return place.at
    return said.end() if any(said[1] in name for name in place.sorts) else place.at


def other_end(place: Place) -> int:
    """The other end of a range stands only behind one end; elsewhere 但不超过 is a step.

    >>> taken(other_end, "超过5%，但不超过10%", "，但", accepts=["YET", "COMMA"])
    '，但'
    >>> taken(other_end, "投资的5%，但不超过10万元", "，但", accepts=["COMMA"])
    ''
    """
    return place.stop if place.stop > place.at and "YET" in place.accepts() else place.at


_AT_LEAST = re.compile("不[得能]?[低少]于|保底|最低")
_A_BOUND = re.compile("以[上下内前后]|[超达满足至]|[低高大小多少早晚]于|占|增长|下降")


def further_test(place: Place) -> int:
    """且不低于 behind an amount is a step, behind a test a further one.

    >>> taken(further_test, "售价的80%，且不低于成本价", "，且")
    ''
    >>> taken(further_test, "售价80元以下，且不低于成本价", "，且")
    '，且'
    >>> taken(further_test, "低保家庭中的残疾人的", "中的", names=["残疾人"], options=["低保家庭"], whether=("残疾人",))
    '中的'
    >>> taken(further_test, "人员中的残疾人的", "中的", names=["人员", "残疾人"], whether=("残疾人",))
    ''
    """
    text, at = place.text, place.at
    if place.said == "中的":
        tests = (*place.options.words, *place.whether)
        behind = max(place.options.end(text, place.stop), place.names.end(text, place.stop))
        is_both = text.endswith(tests, 0, at) and text[place.stop : behind] in tests
        return place.stop if is_both else at
    before = text[max(text.rfind("的，", 0, at) + 1, 0) : at]
    is_step = _AT_LEAST.match(text, place.stop) and not _A_BOUND.search(before)
    return at if is_step else place.stop


_BOUND = re.compile("不(?:超过|高于|大于|多于|低于|少于|小于|早于|晚于|足|满)|未(?:超过|达到?|满)")


def denied(place: Place) -> int:
    """不足 before a name is a bound, unless a name begins with 足.

    >>> taken(denied, "不足职工工资的60%", "不", names=["职工工资"])
    ''
    >>> taken(denied, "不足额缴费的", "不", names=["足额缴费"])
    '不'
    """
    is_bound = _BOUND.match(place.text, place.at) and place.names.end(place.text, place.stop) == place.stop
    return place.at if is_bound else place.stop


def each_in_time(place: Place) -> int:
    """按月发放 is each month, unless 月发放标准 is a name.

    >>> taken(each_in_time, "按月发放100元", "按")
    '按'
    >>> taken(each_in_time, "按月发放标准", "按", names=["月发放标准"])
    ''
    """
    is_named = place.said == "按" and place.names.end(place.text, place.stop) > place.stop
    return place.at if is_named else place.stop


_PAST = re.compile(
    "(?:[0-9.]+[十百千万亿]*[^，；：（）、0-9每]{1,3}){2}，?(?:[每按][^，；：（）、0-9]{1,6}?)?(?:增|加|积|计|记|再|另|额外|追加|给|奖|补|一次性|上浮|上调|提高|发放)"
)


def past_a_number(place: Place) -> int:
    """每超过 a number, so much: where the size of the step stands behind the number.

    >>> taken(past_a_number, "每超过15年1年增加100元", "每超过")
    '每超过'
    >>> taken(past_a_number, "每超过1年100元", "每超过")
    ''
    """
    return place.stop if _PAST.match(place.text, place.stop) else place.at


_PLACES = re.compile(PLACES)


def counted_stretch(place: Place) -> int:
    """第1至3家每家1万元 is a part of what is counted, unless the rule asks for a place in a row.

    >>> taken(counted_stretch, "前3家每家1万元", "前3家", names=["家数"])
    '前3家'
    >>> taken(counted_stretch, "前3家每家1万元", "前3家", names=["第几家"])
    ''
    """
    has_places = any(_PLACES.search(name) for name in place.names.words)
    return place.at if has_places else place.stop


def place_before_what_is_given(place: Place) -> int:
    """第二年奖励3万元, without 的: where the rule asks for a place in a row.

    >>> taken(place_before_what_is_given, "第二年奖励3万元", "第二年", names=["第几年"])
    '第二年'
    >>> taken(place_before_what_is_given, "第二年奖励3万元", "第二年", names=["年数"])
    \'\'
    """
    if not _GIVES_NEXT.match(place.text, place.stop):
        return place.stop
    return place.stop if any(_PLACES.search(name) for name in place.names.words) else place.at


_GIVES_NEXT = re.compile("减半|全额|不予|[奖补资]")
_OF_A_NAME = re.compile(
    "([^，；：、（）“”0-9的]{2,6}?)(?:人员|人才|企业|单位|学生|人|户)(?=的[，；：）分按给]|的?$|，)"
)


def what_is_meant(place: Place) -> int:
    """残疾人 behind an option of 残疾等级 says nothing more; a word that no name has is a condition.

    >>> taken(what_is_meant, "一级残疾人的，", "", at="残", names=["残疾等级"], options=["一级"])
    '残疾人'
    >>> taken(what_is_meant, "一级残疾人的，", "", at="残", names=["等级"], options=["一级"])
    ''
    """
    if place.stop > place.at:
        return place.stop
    said = _OF_A_NAME.match(place.text, place.at)
    return said.end() if said and any(said[1] in name for name in place.names.words) else place.at


_OF_SORT = re.compile("(?![的分按给])([^，；：、（）“”0-9的]{2,6}?)(?=的[，；：）分按给最封]|的?$|，)")


def of_its_sort(place: Place) -> int:
    """伤残 behind an option, or a rank, of 伤残等级, 子女 behind a count: a word of a name; of which name it must be is known where
    it is bound.

    >>> taken(of_its_sort, "八级伤残的，", "", at="伤", names=["伤残等级"], options=["八级"])
    '伤残'
    >>> taken(of_its_sort, "八级致残的，", "", at="致", names=["伤残等级"], options=["八级"])
    ''
    >>> taken(of_its_sort, "达到10%以上的，", "", at="以", names=["规模以上工业企业"])
    ''
    """
    said = _OF_SORT.match(place.text, place.at)
    if said is not None and re.match("及?以[上下内外前后]", said[1]):
        return place.at
    is_count = bool(_COUNTED.search(place.text[: place.at]))
    is_one = said is not None and any(said[1] in name and (is_count or said[1] != name) for name in place.names.words)
    return said.end() if said and is_one else place.at


# 招用3名以上｜残疾人的
_COUNTED = re.compile(
    f"[{NUMERALS}][个名位人件家台户项条间套辆所趟场部届次艘列](?:（不?含）)?(及?以[上下内](?:（不?含）)?)?$"
)


def refused_tax(place: Place) -> int:
    """免征增值税 is nothing at all, where no name of the rule is called so; else that is what is free.

    >>> taken(refused_tax, "免征增值税", "免征增值税")
    '免征增值税'
    >>> taken(refused_tax, "免征增值税", "免征增值税", names=["增值税"])
    ''
    >>> taken(refused_tax, "免征检测费", "免征", names=["检测费"])
    ''
    """
    if place.said == "免征" and place.names.end(place.text, place.stop) > place.stop:
        return place.at
    names = (place.names.end(place.text, start) >= place.stop for start in range(place.at + 1, place.stop))
    return place.at if place.said.endswith("税") and any(names) else place.stop


def at_an_option(place: Place) -> int:
    """在 an option of a place, 因 one of a cause: 在一级医院的, 因火灾的.

    >>> taken(at_an_option, "在一级医院", "在", options=["一级"])
    '在'
    >>> taken(at_an_option, "在此基础上", "在", options=["一级"])
    ''
    """
    if place.options.end(place.text, place.stop) > place.stop:
        return place.stop
    # 新认定的｜农业国家级
    kinds = _KINDS.match(place.text, place.stop)
    if kinds and place.stop > place.at and place.options.end(place.text, kinds.end()) > kinds.end():
        return kinds.end()
    return place.at if _ONLY_AT_AN_OPTION.fullmatch(place.said) else place.stop


_ONLY_AT_AN_OPTION = re.compile(".*(?:在|造成|导致|致使|因|由于|获|新?(?:建|购置|发展|开办|投产)的?|考核(?:结果)?为?)")
_KINDS = re.compile(rf"(?:{'|'.join(sorted({*KINDS, '产业化', '国家'}, key=len, reverse=True))}){{1,3}}")


# 、硕士每月1500元, 、二级500元, behind an amount
_PAIRED = re.compile(
    "(?!和|与|以?及)[^，；：、（）“”0-9每给奖补按]{0,6}?(?:给予|奖励|补助|补贴|资助|报销|按(?:[^，；：、（）0-9]{1,10}的)?|每[^，；：、（）0-9]{1,6})*(?=[0-9])"
)
_PARTED_BEFORE = re.compile(
    "、(?=[^，、：0-9]*每[^，、：]*[0-9十百千])|、(?=[^，、：0-9]*按照?[0-9])|、(?=[^，、：0-9]*(最高|最多|不超过|封顶)[^，、：]*[0-9十百千])"
)
_AMOUNT_ENDS = re.compile("[0-9][^，；：、（）]*$")
_NEAR_A_NUMBER = re.compile("、[^，、：（）0-9]{1,12}[0-9]")


# 、60人（含）以上奖励1万元, 、50人至100人的每人150元, behind an amount
_NUMBER = "[0-9.]+(?![0-9.])[十百千万亿]*[^，；：、（）0-9的至到～—-]{0,4}(?:（不?含）)?"
_BOUNDED_NEXT = re.compile(
    f"、(?:达到?|超过)?{_NUMBER}(?:(?:至|到|～|—+|-){_NUMBER}(?:之间)?|及?以[上下](?:（不?含）)?(?:(?:不满|不足|不超过)?{_NUMBER}(?:及?以下)?)?)(?:（不?含）)?(?:的|企业|单位)?，?(?:给予|奖励|补助|补贴|资助|每|按|[0-9])"
)
_GIVEN_BEFORE = re.compile(
    "(?:给予|奖励|补助|补贴|资助|每|按|以[上下](?:（不?含）)?的?，?)[^，；：、（）]*[0-9][^，；：、（）]*$"
)
_BY_A_NUMBER_TOO = re.compile("按照?[0-9]")
_BY_A_NUMBER = re.compile("按照?[0-9][^，；：、的]*$")


def parting_steps(place: Place) -> int:
    """、 is a comma where it parts steps rather than names.

    >>> taken(parting_steps, "30%、最高50万元", "、")
    '、'
    >>> taken(parting_steps, "甲、乙每个5000元", "、", names=["甲", "乙"])
    ''
    >>> taken(parting_steps, "甲每个1万元、乙每个5000元", "、", names=["甲", "乙"])
    '、'
    >>> taken(parting_steps, "甲按每个1万元、乙按每个5000元", "、", names=["甲", "乙"])
    '、'
    >>> taken(parting_steps, "甲按10%、乙按5%", "、", names=["甲", "乙"])
    '、'
    >>> taken(parting_steps, "按甲、乙按5%", "、", at="、", names=["甲", "乙"])
    ''
    >>> taken(parting_steps, "一级200元、二级500元", "、", at="、", options=["一级", "二级"])
    '、'
    >>> taken(parting_steps, "一级、二级500元", "、", at="、", options=["一级", "二级"])
    ''
    """
    text, at = place.text, place.at
    if _BOUNDED_NEXT.match(text, at) and _GIVEN_BEFORE.search(text[:at]):
        return at + 1
    if text[at] == "、":
        option = place.options.end(text, at + 1)
        is_list = option > at + 1 and any(text.endswith(one, 0, at) for one in place.options.words)
        is_before_steps = _PARTED_BEFORE.match(text, at)
        is_pair = option > at + 1 and not is_list and _PAIRED.match(text, option) and _AMOUNT_ENDS.search(text[:at])
        if is_pair and (is_before_steps or _NEAR_A_NUMBER.match(text, at)):
            return at + 1
        if is_list or not is_before_steps:
            return at
    behind = place.names.end(text, at + 1)
    is_named = text[at] == "、" and behind > at + 1
    is_price = text[at - 1] == "元" and text.startswith(("每", "按每", "按照每"), behind)
    if text[at] == "、" and _BY_A_NUMBER_TOO.match(text, behind):
        return place.stop if is_named and _BY_A_NUMBER.search(text[:at]) else at
    return at if is_named and not is_price else place.stop


def until_a_name(place: Place) -> int:
    """Words without meaning end before a name that begins in them and goes on beyond them.

    >>> taken(until_a_name, "给予补贴标准的50%", "给予补贴", names=["补贴标准"])
    '给予'
    """
    begins = (start for start in range(place.at + 1, place.stop) if place.names.end(place.text, start) > place.stop)
    return next(begins, place.stop)


def behind_a_number(place: Place) -> int:
    """Words without meaning behind a number are no name; a noun of what money is called stands behind money.

    >>> taken(behind_a_number, "5%给予补助", "给予补助")
    '给予补助'
    >>> taken(behind_a_number, "5%的补助", "补助", names=["补助"])
    ''
    >>> taken(behind_a_number, "3000元前期费用", "前期费用", names=["前期费用"])
    '前期费用'
    """
    if place.said.endswith(IN_A_TAX):
        return place.stop
    if place.said.endswith(MONEY_CALLED) and place.text[place.at - 1] == "元" and place.at not in (0, place.stop):
        # 3000元前期费用: no name can stand right behind money
        return place.stop
    is_noun_alone = place.said.endswith(MONEY_CALLED) and not place.said.endswith(_GIVING_MONEY)
    if is_noun_alone and place.text[place.at - 1] != "元":
        return place.at
    return place.at if _holds_a_name(place, place.at) else place.stop


_GIVING_MONEY = (
    *(word for word in GIVING if word.endswith(MONEY_CALLED)),
    *(f"{word}{noun}" for word in GIVING for noun in ("费", "款", "资金")),
)


def without_a_name(place: Place) -> int:
    """Words that a name may begin in, with which they end.

    >>> taken(without_a_name, "甲较上年增长5%", "较上年", names=["甲"])
    '较上年'
    >>> taken(without_a_name, "甲较上年增长5%", "较上年", names=["甲", "上年"])
    ''
    """
    return place.at if _holds_a_name(place, place.at + 1) else place.stop


def which_items(place: Place) -> int:
    """Words before a list's name that say which of its items; of what list a field is, and 取, add nothing.

    >>> taken(which_items, "前3笔期权费合计", "", lists={"期权费": Listed("笔")})
    '前3笔'
    >>> taken(which_items, "取期权费最高者", "", lists={"期权费": Listed("笔")})
    '取'
    >>> taken(which_items, "人员前3人的年薪合计", "", lists=dict.fromkeys(["人员", "年薪"], Listed("人", ("年薪",), "人员")))
    '人员前3人的'
    >>> taken(which_items, "首笔费用", "", lists={"期权费": Listed("笔")})
    ''
    """
    text, at, lists = place.text, place.at, place.lists
    for name, of in lists.items():
        if of.name == name and of.fields and text.startswith(name, at):
            start = at + len(name)
            start += text.startswith(("中", "的"), start)
            end = before(of, text, start)
            if end > start and _list_at(place, end) in of.fields:
                return end
            is_apart = start > at + len(name) or place.names.end(text, at) == start
            if is_apart and _list_at(place, start) in of.fields and _is_of_list(place, start):
                return start
    if place.names.end(text, at) > at:
        return at
    if said := ADDS_NOTHING.match(text, at):
        return said.end() if _is_of_list(place, said.end()) else at
    ends = {before(of, text, at) for of in dict.fromkeys(lists.values())}
    return max((end for end in ends if end > at and _list_at(place, end)), default=at)


def _list_at(place: Place, at: int) -> str:
    """The list whose name begins here, where no longer name does."""
    end = place.names.end(place.text, at)
    return name if (name := place.text[at:end]) in place.lists else ""


def _is_of_list(place: Place, at: int) -> bool:
    """Whether a list's name begins here, and something is said of it."""
    name = _list_at(place, at)
    end = at + len(name)
    return bool(name) and behind(place.lists[name], place.text, end, name) > end


def said_of_list(place: Place) -> int:
    """What is said behind a list's name; 甲、乙合计 is of both.

    >>> taken(said_of_list, "期权费前3笔合计，", "", at="前3", lists={"期权费": Listed("笔")})
    '前3笔合计'
    >>> taken(said_of_list, "甲、期权费合计", "", at="合", lists={"期权费": Listed("笔")}, names=["甲"])
    ''
    """
    text, at = place.text, place.at
    ending = [name for name in place.names.words if text.endswith(name, 0, at)] if place.lists else []
    name = max(ending, key=len, default="")
    if name not in place.lists:
        return at
    end = behind(place.lists[name], text, at, name)
    is_of_several = text[: at - len(name)].endswith(("、", "和", "与", "及")) and is_sum(text[at:end])
    return at if is_of_several else end


def years_of_one(place: Place) -> int:
    """前两年最高额, where one list of years alone is filled in.

    >>> taken(years_of_one, "前两年最高额", "", lists={"往年额": Listed("年", name="往年额")})
    '前两年最高额'
    >>> taken(years_of_one, "前两年最高额", "")
    ''
    """
    lists = {of.name for of in place.lists.values() if of.each == "年"}
    return of_years(place.text, place.at)[1] if len(lists) == 1 else place.at


def of_the_present(place: Place) -> int:
    """贡献最高的，: of the present item, behind the name of a number of it.

    >>> taken(of_the_present, "贡献最高的，10万元", "", at="最", names=["贡献"], lists={"贡献": Listed("家")})
    '最高'
    >>> taken(of_the_present, "贡献最高的，10万元", "", at="最", names=["贡献"])
    ''
    """
    ending = [name for name in place.lists if place.text.endswith(name, 0, place.at)]
    return at_top(place.text, place.at) if ending else place.at


_EACH = re.compile(
    "(均|都|分别)(?=达|不[低少超高大满足]|未超|低于|少于|超过|高于|大于|多于|突破|满|在|为?[第前]|累计|[0-9.]+[^，；、按给予]{0,6}以[上下内])"
)
_AND = re.compile("、|和|与|以?及")


def each_of_several(place: Place) -> int:
    """Several names, or a list, before 均达到: each of them.

    >>> taken(each_of_several, "甲、乙均达到70%", "", at="甲", names=["甲", "乙"])
    '甲、乙均'
    >>> taken(each_of_several, "甲、乙均按10%", "", at="甲", names=["甲", "乙"])
    ''
    >>> taken(each_of_several, "历年销售额均达到", "", at="历", lists={"历年销售额": Listed("年")})
    '历年销售额均'
    """
    text, end, count = place.text, place.names.end(place.text, place.at), 1
    first = text[place.at : end]
    while end > place.at and (joined := _AND.match(text, end)):
        following = place.names.end(text, joined.end())
        if following == joined.end():
            return place.at
        end, count = following, count + 1
    each = _EACH.match(text, end) if end > place.at else None
    if each is None or (count == 1 and (first not in place.lists or each[1] == "分别")):
        return place.at
    return each.end()


def of_those(place: Place) -> int:
    """的 before what is said of the items just asked for: 人员中在岗的年薪总额.

    >>> taken(of_those, "的年薪总额", "的", lists={"年薪": Listed("人")})
    '的'
    >>> taken(of_those, "的年薪", "的", lists={"年薪": Listed("人")})
    ''
    """
    is_one = place.text.startswith("的", place.at) and _is_of_list(place, place.at + 1)
    return place.at + 1 if is_one else place.at


def which_of_a_list(place: Place) -> int:
    """A condition before the name of a list, of which something is said.

    >>> taken(which_of_a_list, "在岗的人员总数", "", lists={"人员": Listed("人", (), "人员")}, reads=["在岗"])
    '在岗的'
    >>> taken(which_of_a_list, "在岗的人员总数", "", lists={"人员": Listed("人", (), "人员")})
    ''
    """
    return _those_end(place, is_of_field=False)


def which_of_a_field(place: Place) -> int:
    """A condition before the name of a list, of a field of which something is said.

    >>> lists = dict.fromkeys(["人员", "年薪"], Listed("人", ("年薪",), "人员"))
    >>> taken(which_of_a_field, "在岗的人员年薪合计", "", lists=lists, reads=["在岗"])
    '在岗的'
    >>> taken(which_of_a_field, "在岗的人员总数", "", lists=lists, reads=["在岗"])
    ''
    """
    return _those_end(place, is_of_field=True)


def grows_throughout(place: Place) -> int:
    """逐年增长 behind the name of a list.

    >>> taken(grows_throughout, "销售额逐年增长", "", at="逐", lists={"销售额": Listed("年")})
    '逐年增长'
    >>> taken(grows_throughout, "销售额逐年增长", "", at="逐", names=["销售额"])
    ''
    """
    ending = [name for name in place.lists if place.text.endswith(name, 0, place.at)]
    return grows(place.text, place.at) if ending else place.at


def of_a_share(place: Place) -> int:
    """的 before a bound adds nothing behind what something is a share of.

    >>> taken(of_a_share, "甲占乙的30%以上", "的")
    '的'
    >>> taken(of_a_share, "乙的30%以上", "的")
    ''
    """
    before = re.split("[，；：（）]", place.text[: place.at])[-1]
    return place.at if place.said == "的" and "占" not in before else place.stop


def kind_before_a_cap(place: Place) -> int:
    """每个品类 before a cap, where the items of a list are of kinds.

    >>> lists = {"作品": Listed("件", ("品类", "费用"), "作品", kinds=("品类",))}
    >>> taken(kind_before_a_cap, "每个品类最高不超过50万元", "", lists=lists)
    '每个品类'
    >>> taken(kind_before_a_cap, "每个城市最高不超过50万元", "", lists=lists)
    ''
    """
    ends = (of_each_kind(of, place.text, place.at) for of in dict.fromkeys(place.lists.values()))
    return max(ends, default=place.at)


def kind_of_a_list(place: Place) -> int:
    """An option of the items of a list, before a bound of how many there are.

    >>> lists = {"专利": Listed("件", (), "专利", options=("发明", "外观"))}
    >>> taken(kind_of_a_list, "发明5件以上", "", lists=lists)
    '发明'
    >>> taken(kind_of_a_list, "发明5万元以上", "", lists=lists)
    ''
    """
    return so_many(place.text, place.at, place.lists) if place.lists else place.at


def _those_end(place: Place, *, is_of_field: bool) -> int:
    found = those(place.text, place.at, place.lists, place.reads) if place.lists else None
    return found.name if found and found.is_of_field == is_of_field else place.at


def _holds_a_name(place: Place, first: int) -> bool:
    """Whether a name begins from ``first`` on and reaches to the end of the word."""
    return any(place.names.end(place.text, start) >= place.stop for start in range(first, place.stop))


REFINE: Mapping[str, Callable[[Place], int]] = {
    "PRICE": per_unit,
    "UNIT": unit_of_a_list,
    "ITEM": item_with_noun,
    "ITS": before_a_name,
    "OBJECT": counted_object,
    "VALUE": short_option,
    "WHO": who_is_meant,
    "FOR_WHOM": for_whom,
    "AND": further_test,
    "REFUSED": refused_tax,
    "NOT": denied,
    "EACH": each_in_time,
    "AWARDED": at_an_option,
    "NOUN": what_is_meant,
    "OF_SORT": of_its_sort,
    "RANK": place_before_what_is_given,
    "SEGMENT": counted_stretch,
    "EACH_PAST": past_a_number,
    "YET": other_end,
    "COMMA": parting_steps,
    "GIVE": until_a_name,
    "GIVEN": behind_a_number,
    "YEAR_ON_YEAR": without_a_name,
    "CAP": without_a_name,
    "ALL_OF": each_of_several,
    "WHICH": which_items,
    "OF_LIST": said_of_list,
    "AT_TOP": of_the_present,
    "OF_YEARS": years_of_one,
    "THEIR": of_those,
    "WEIGHT": of_a_share,
    "OF_KIND": kind_before_a_cap,
    "EVER_GROWN": grows_throughout,
    "THOSE": which_of_a_list,
    "THOSE_OF": which_of_a_field,
    "SO_MANY_OF": kind_of_a_list,
}
