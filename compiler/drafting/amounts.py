"""Sentences of amounts, in the words of the rule language.

In: whom the text speaks of, and what is given.  Out: ``Amount``s, the most trusted first: the sentence with the facts and
conditions that it needs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .marked import Marked
from .names import is_anyone, name_of, things
from .subject import Subject, type_of


@dataclass(frozen=True, slots=True)
class Given:
    """What is given: ``marks`` are its numbers, in the order of the text, from ``start`` to ``end`` of the marked text;
    ``base`` what a share is of, ``each`` the unit that one is given for, ``has_most`` whether it says 最高."""

    form: str
    marks: tuple[str, ...]
    start: int
    end: int
    has_most: bool
    gives: str
    base: str = ""
    each: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """``brackets`` go behind the heading (逐笔); ``form`` is empty where it is that of what is given."""

    said: str
    facts: tuple[tuple[str, str], ...]
    conditions: tuple[str, ...] = ()
    form: str = ""
    brackets: str = ""
    readings: tuple[str, ...] = ()


def amounts_of(subject: Subject, given: Given, of: Marked) -> Iterator[Amount]:
    match given.form:
        case "growth":
            yield from _growth(subject, given, of)
        case "excess":
            name = name_of(given.base)
            said = f"{name}超过{of.plain(given.marks[0])}的部分，按{of.plain(given.marks[1])}"
            yield from _with(subject.words, Amount(said, ((name, "金额"),)))
        case "cost" | "share":
            yield from _share(subject, given, of)
        case "share in tiers":
            yield from _shares_in_tiers(subject, given, of)
        case "daily":
            yield from _daily(subject, given, of)
        case "in turn":
            yield from _in_turn(subject, given, of)
        case "per":
            yield from _per(subject, given, of)
        case "whole":
            yield from _whole(subject)
        case _:
            yield from _fixed(subject, given, of)


@dataclass(frozen=True, slots=True)
class Asked:
    """Facts to be answered with yes or no, and the conditions that say which answer it has to be."""

    names: tuple[str, ...]
    conditions: tuple[str, ...]

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, "是否") for name in self.names)


def so(words: str) -> Asked | None:
    """One for each part of what the text says of who applies; None where a part is too long to be a name."""
    parts = [part for part in words.split("，") if part.strip("的并且、及")]
    if any(_UNSURE.match(part) or _SOMETIME.search(part) for part in parts):
        return None
    denied = [
        (_DENIED.match(part.lstrip("对且并的")), part.lstrip("对且并的")) for part in parts if not is_anyone(part)
    ]
    said = {
        name_of(re.sub("的(?:企业|单位|项目)$", "", part[found.end() :]) if found else part): found[0] if found else ""
        for found, part in denied
    }
    if not all(said):
        return None
    return Asked(tuple(said), tuple(f"{mark}{name}" for name, mark in said.items()))


_DENIED = re.compile("不属于|不(?=|纳入|享受|具备|符合|含|是|在)|未(?=[^来成])|非(?=[^常法])")


# By what an office is to judge, or for each of what: no question that is answered with yes or no.
_UNSURE = re.compile("按照(?!要求|规定)|根据|依据|视|结合|每|单(?!位|体)|.*每.{1,3}$")
_SOMETIME = re.compile("每[月年日天季]|按[月年日天季]")


def _with(words: str, amount: Amount) -> Iterator[Amount]:
    """The amount, where the words hold of who applies."""
    asked = so(words)
    if asked is not None:
        yield Amount(
            said=amount.said,
            facts=(*amount.facts, *asked.facts),
            conditions=(*amount.conditions, *asked.conditions),
            form=amount.form,
            brackets=amount.brackets,
            readings=amount.readings,
        )


_EACH_OF = re.compile("^每(?P<unit>[笔件场项次台批])(?P<name>.{2,})")


def _share(subject: Subject, given: Given, of: Marked) -> Iterator[Amount]:
    rate = of.plain(given.marks[0])
    if each := _EACH_OF.match(given.base):
        name = name_of(each["name"])
        if name:
            yield from _with(
                subject.words,
                Amount(
                    f"{name}的{rate}",
                    ((name, f"每{each['unit']}金额"),),
                    form="share of each",
                    brackets=f"逐{each['unit']}",
                ),
            )
        return
    name = name_of(re.sub("^(?:企业|单位|项目)(?=.{2})", "", given.base))
    if name and not _CALCULATED.match(name):
        yield from _with(subject.words, Amount(f"{name}的{rate}", ((name, "金额"),)))


def _shares_in_tiers(subject: Subject, given: Given, of: Marked) -> Iterator[Amount]:
    """投资额达到100万元、500万元以上的，分别按设备购置费的5%、8%给予补助."""
    name = name_of(given.base)
    if subject.tiers is not None and name and subject.tiers.type == "金额":
        rates = "、".join(of.plain(mark) for mark in given.marks)
        said = f"{subject.tiers.said}的，分别按{name}的{rates}"
        facts = tuple(dict.fromkeys(((subject.tiers.name, "金额"), (name, "金额"))))
        yield from _with(subject.words, Amount(said, facts, form="share in tiers"))


_FROM_DAY = re.compile("^(?P<from>[自从][^，。；]{2,16}之?日起)，?")


def _daily(subject: Subject, given: Given, of: Marked) -> Iterator[Amount]:
    """从滞纳税款之日起，按日加收滞纳税款万分之五的滞纳金."""
    name, since = name_of(given.base), _FROM_DAY.match(subject.words)
    if name and name not in ("天数",):
        said = f"天数，按日{given.gives}{name}的{of.plain(given.marks[0])}"
        told = (f"天数{since['from']}计算",) if since else ()
        words = subject.words[since.end() :] if since else subject.words
        yield from _with(words, Amount(said, ((name, "金额"), ("天数", "天")), readings=told))


# What is itself to be calculated.
_CALCULATED = re.compile("(?:超出|超过|增长|增加|新增|差|增)(?:的|部分)?额?$|增量$")


def _growth(subject: Subject, given: Given, of: Marked) -> Iterator[Amount]:
    name = name_of(given.base)
    if name:
        said = f"{name}超过上年{name}的部分，按{of.plain(given.marks[0])}"
        yield from _with(subject.words, Amount(said, ((name, "金额"), (f"上年{name}", "金额"))))


def _whole(subject: Subject) -> Iterator[Amount]:
    name = name_of(subject.words)
    if name and not subject.conditions:
        paid = name if name.endswith(("费", "费用", "额", "款", "金")) else f"{name}费用"
        yield Amount(f"{paid}的全额", ((paid, "金额"),))


def _in_turn(subject: Subject, given: Given, of: Marked) -> Iterator[Amount]:
    """年快速检测达到300批次、350批次的，分别补助2万元、3万元."""
    marks = re.findall("[ⓂⓆⓇ].", given.base)
    types = {type_of(mark, of) for mark in marks}
    found = re.search(
        "(?P<name>[^，。；：、“”（）的且并或对]{2,18}?)(?P<verb>首次突破|首次达到|达到|突破|超过|达|满)?$",
        subject.words,
    )
    if found is None or subject.conditions or len(types) != 1 or "" in types or len(marks) != len(given.marks):
        return
    name = name_of(found["name"])
    bounds = of.plain(given.base)
    if not name or not (found["verb"] or given.base.endswith("以上")):
        return
    amounts = "、".join(of.plain(mark) for mark in given.marks)
    said = f"{name}{found['verb'] or ''}{bounds}的，分别{given.gives}{amounts}"
    yield from _with(subject.words[: found.start()], Amount(said, ((name, types.pop()),)))


def _per(subject: Subject, given: Given, of: Marked) -> Iterator[Amount]:
    """交售早籼谷，每50公斤30元."""
    size, each = given.marks
    name, unit = name_of(given.base), type_of(size, of)
    if name and unit:
        amount = f"{name}，每{of.plain(size)}{of.plain(each)}"
        yield from _with(subject.words, Amount(amount, ((name, unit),)))


_ITEMS = "家户人名项个件台套场次"


def _fixed(subject: Subject, given: Given, of: Marked) -> Iterator[Amount]:
    texts = [of.plain(mark) for mark in given.marks]
    pers = {text.partition("/")[2] for text in texts}
    if len(pers) > 1:
        return
    units = [unit for unit in re.split("[/·]", pers.pop()) if unit]
    periods = [unit for unit in units if unit in _PERIODS] + ([given.period] if given.period else [])
    things_ = [unit for unit in units if unit not in _PERIODS]
    amounts = [text.partition("/")[0] for text in texts]
    each = given.each or (things_[0] if things_ else "")
    if len(things_) > 1 or len(periods) > 1 or (given.each and things_):
        return
    if periods and any(of_type in _TIMES for each in subject.conditions for _, of_type in each.facts):
        return  # 连续缴费满3年的，每年补贴500元: for each of those years, or in each year
    readings = ("按一年计算",) if periods == ["年"] else ()
    period = periods[0] if periods else ""
    if period not in ("", "年"):
        if len(amounts) == 1 and subject.tiers is None:
            yield from _by_period(subject, each, period, amounts[0], given)
        return
    if subject.tiers is not None:
        if not each:
            said = f"{subject.tiers.said}的，分别{given.gives}{'、'.join(amounts)}"
            fact = ((subject.tiers.name, subject.tiers.type),)
            yield from _with(subject.words, Amount(said, fact, form="tiers", readings=readings))
    elif len(amounts) > 1:
        yield from _list(subject, each, amounts)
    else:
        yield from _single(subject, each, amounts[0], readings, given, period)


_TIMES = ("年", "月", "个月", "天", "日", "小时")
_PERIODS = {"年": "年数", "月": "月数", "天": "天数", "日": "天数"}


def _by_period(subject: Subject, each: str, period: str, amount: str, given: Given) -> Iterator[Amount]:
    """发放月数，每月500元; 人数，每人每月500元，乘以发放月数."""
    time = f"{given.gives if len(given.gives) == 2 else '发放'}{_PERIODS[period]}"
    unit = "天" if period in "天日" else period
    if not each:
        yield from _with(subject.words, Amount(f"{time}，每{unit}{amount}", ((time, unit),), form="by time"))
    elif each in "人名户家件" and (name := name_of(given.base) or name_of(subject.words)):
        counted = f"{name}{'' if each in _ITEMS else '数'}"
        said = f"{counted}，每{each}每{unit}{amount}，乘以{time}"
        yield Amount(said, ((counted, each), (time, unit)), form="each by time")


_LEVEL = re.compile("(?P<lead>.*?)(?P<items>[^、，的]{2}(?:、[^、，的]{2})+)的?$")


def _list(subject: Subject, each: str, amounts: list[str]) -> Iterator[Amount]:
    """What is listed, as many as there are amounts: each counted, or one of several levels."""
    if subject.conditions:
        return
    found = _LEVEL.match(subject.words.rstrip("，"))
    items = found["items"].split("、") if found else []
    first = items[0][-2:] if items else ""
    if found and len(items) == len(amounts) and len({item[-1] for item in items}) == 1 and first[-1] in "星级类等":
        name = f"{name_of(found['lead'])}{first[-1] + '级' if first[-1] == '星' else '等级' if first[-1] in '级等' else '类别'}"
        said = f"{name}为{'、'.join(items)}的，分别{'、'.join(amounts)}"
        if name_of(name) == name:
            yield Amount(said, ((name, "、".join(items)),), form="levels")
        return
    if not each and (made := _levels(subject.words, amounts)) is not None:
        yield made
        return
    names = things(subject.words, len(amounts))
    unit = each or (unit_of(names[-1]) if names else "")
    if names:
        said = f"{'、'.join(names)}，每{unit}分别{'、'.join(amounts)}"
        yield Amount(said, tuple((name, unit) for name in names), form="list")


_STEP = "[一二三四五六七八九十甲乙丙丁]{1,2}(?P<kind>星级|星|级|类|等奖|等)"
_STEPS = re.compile(
    f"(?P<lead>[^、]*?)(?P<items>{_STEP}(?:、[一二三四五六七八九十甲乙丙丁]{{1,2}}(?P=kind))+)的?(?P<noun>[^、，]*)"
)
_KINDS = {"星级": "星级", "星": "星级", "类": "类别"}


def _levels(words: str, amounts: list[str]) -> Amount | None:
    """三星级、四星级、五星级的酒店: one of these, and none of them twice."""
    found = _STEPS.fullmatch(words.rstrip("，"))
    items = found["items"].split("、") if found else []
    about = (name_of(found["noun"]) or name_of(found["lead"])) if found else ""
    if found is None or len(items) != len(amounts) or not about or found["kind"] == "等奖":
        return None
    name = f"{about}{_KINDS.get(found['kind'], '等级')}"
    return Amount(f"{name}为{'、'.join(items)}的，分别{'、'.join(amounts)}", ((name, "、".join(items)),), form="levels")


# What is counted in 家; other things are 个.
_HOUSES = re.compile(
    "(?:企业|机构|单位|中心|基地|园区?|站|实验室|研究院|院|店|场|社|平台|工厂|车间|孵化器|空间|公司|银行|大户|载体|库|馆|所|示范点|领军|巨人|冠军)$"
)


def unit_of(name: str) -> str:
    return "家" if _HOUSES.search(name) else "个"


_COUNTED = re.compile(
    "新?认定|获评|评定|获批|入选|新建|建成|设立|引进|创建|备案|命名|创成|获得|授予|入库|评审|验收|培育"
)
_BY_COUNT = re.compile(
    "按照?(?P<name>[^，。；、]{2,12}(?:数|数量|面积))$|根据(?P<told>[^，。；、]{2,24}(?:数|数量|面积))$"
)


def _single(
    subject: Subject, each: str, amount: str, readings: tuple[str, ...], given: Given, period: str
) -> Iterator[Amount]:
    """One sum: for each of what is counted, or once."""
    if each:
        unit = each
        counted = next((fact for condition in subject.conditions for fact in condition.facts if fact[1] == unit), None)
        words = subject.words.rstrip("，")
        if found := _BY_COUNT.search(words):
            name, words = name_of(found["name"] or found["told"]), words[: found.start()]
            if name:
                said = f"{name}，每{unit}{'每年' if period else ''}{amount}"
                yield from _with(words, Amount(said, ((name, unit),), form="each", readings=readings))
        elif counted is not None:
            said = f"{counted[0]}，每{unit}{amount}"
            yield from _with(words, Amount(said, (counted,), form="each", readings=readings))
        elif given.base and (own := name_of(given.base)):
            said = f"{own}，每{unit}{'每年' if period else ''}{amount}"
            yield from _with(words, Amount(said, ((own, unit),), form="each", readings=readings))
        elif name := name_of(words):
            name = name if unit in _ITEMS else f"{name}面积" if unit in ("亩", "平方米") else f"{name}{unit}数"
            said = f"{name}，每{unit}{'每年' if period else ''}{amount}"
            yield Amount(said, ((name, unit),), form="each", readings=readings)
        return
    name = name_of(subject.words)
    if (
        name
        and _COUNTED.match(name)
        and not subject.conditions
        and not subject.words.rstrip("，的").endswith(("企业", "单位"))
    ):
        unit = unit_of(name)
        yield Amount(f"{name}，每{unit}{amount}", ((name, unit),), form="one each", readings=readings)
    elif subject.words or subject.conditions:
        yield from _with(subject.words, Amount(amount, (), form="once", readings=readings))
