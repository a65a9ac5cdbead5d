"""Whom a sentence speaks of, and from where on: 对研发费用达到100万元以上的企业.

In: the marked words before what is given.  Out: ``Subject``: the thresholds as conditions, and what is left in words; None
where the words say more than is understood (或 between thresholds, a number that is no threshold).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .marked import NUMBER, Marked
from .names import is_anyone, name_of

_VERBS = "首次突破|首次达到|首次超过|达到|达|突破|超过|高于|不低于|不少于|不超过|不高于|低于|少于|满|不满|未满|不足|大于|小于|在"
_INCLUDED = "(?:（不?含[^（）]{0,4}）)?"
_BOUND = rf"{_INCLUDED}(?:及?以上|及?以下|及?以内|之?间|内)?{_INCLUDED}"
_NAME = "[^，。；：、“”（）的且并或和及对ⓂⓇⓆⒹ\ue100-\ue1ff]"
_LINK = "(?:、|和|及|或|，)"
_SHARE = re.compile(
    rf"(?P<part>{_NAME}{{2,14}}?)占(?P<whole>{_NAME}{{2,14}}?)的?(?P<of>比重|比例|比)?(?P<verb>{_VERBS})?(?P<mark>Ⓡ.)(?P<bound>{_BOUND})"
)
_GROWN = re.compile(
    rf"(?P<name>{_NAME}{{2,14}}?)(?P<how>同比增长|较上年增长|较上年度增长|比上年增长)(?P<verb>{_VERBS})?(?P<mark>Ⓡ.)(?P<bound>{_BOUND})"
)
_RANGE = re.compile(
    rf"(?P<name>{_NAME}{{2,18}}?)(?P<verb>在)?(?P<mark>{NUMBER})(?P<inc>{_INCLUDED})[-—～至到](?P<end>{NUMBER})(?P<bound>{_BOUND})"
)
_PLAIN = re.compile(
    rf"(?P<name>(?!及?以[上下内]){_NAME}{{2,18}}?)(?P<verb>{_VERBS})?(?P<mark>{NUMBER})(?P<bound>{_BOUND})"
    rf"(?:(?P<end>{NUMBER})(?P<upto>{_BOUND}))?"
)
_TIER = rf"{NUMBER}{_BOUND}(?:[-—～至到]{NUMBER}{_BOUND})?"
_TIERS = re.compile(rf"(?P<name>{_NAME}{{2,18}}?)(?P<verb>{_VERBS})?(?P<marks>{_TIER}(?:{_LINK}{_TIER})+)")
_BARE = re.compile(
    rf"(?P<name>)(?P<verb>{_VERBS})?(?P<mark>{NUMBER})(?P<bound>{_BOUND})(?:(?P<end>{NUMBER})(?P<upto>{_BOUND}))?"
)
# What is measured where only the number is said: 2亩以上20亩以下的基地.
_MEASURED = {"亩": "面积", "平方米": "面积", "人": "人数", "岁": "年龄", "周岁": "年龄", "公里": "里程", "吨": "重量"}
_BASED = re.compile("，?在[^，。；ⓂⓇⓆ\ue100-\ue1ff]{2,16}的?基础上，?(?:[区县市]级?财政)?")
_GROWN_ALONE = ("增长", "提高", "增加", "下降", "降低", "减少", "增幅", "增速", "占比", "比例")
_WHO_BEFORE = re.compile(
    "^(?:对|凡|企业|单位|机构|项目|其|当年度?|个人|规上企业|并|且|的|给予|经核实|申报|申请|用于|因|按|每家企业|全年|有)+(?=.{2})"
)


@dataclass(frozen=True, slots=True)
class Condition:
    """A threshold as a sentence, with the facts that it needs."""

    said: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tiers:
    """年产值首次突破1亿元、5亿元: ``said`` names all of them."""

    said: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Subject:
    """``words`` are what is left without the thresholds; empty where they say no more than who applies."""

    words: str
    conditions: tuple[Condition, ...] = field(default=())
    tiers: Tiers | None = None


def subject_of(text: str, of: Marked, count: int) -> Subject | None:
    """``count``: how many amounts are given, which so many thresholds may belong to."""
    text = _BASED.sub("，", re.sub("Ⓓ.", lambda mark: of.plain(mark[0]), text))
    if re.search(rf"{NUMBER}{_BOUND}、[^ⓂⓇⓆ\ue100-\ue1ff，]+{NUMBER}", text):
        return None  # 蔬菜15亩以上、水果30亩以上: one of them, or each
    if re.search(rf"{NUMBER}{_BOUND}的[^，；ⓂⓇⓆ\ue100-\ue1ff]{{1,12}}{NUMBER}", text):
        return None  # 年销售额100万元以上的门店达到2家: so many of those
    tiers = None
    if count > 1 and (found := _TIERS.search(text)) and len(re.findall(_TIER, found["marks"])) == count:
        tiers = _tiers(found, of)
        text = _without(text, found)
        if tiers is None:
            return None
    if re.search(rf"([^，、])、[^，、ⓂⓇⓆ\ue100-\ue1ff]{{1,6}}\1[^，、ⓂⓇⓆ\ue100-\ue1ff]{{1,12}}{NUMBER}", text):
        return None  # 连锁店、加盟店经营满二年: of each of those that are listed
    conditions: list[Condition] = []
    while found := _first(text):
        made = _condition(found, of)
        if made is None:
            return None
        conditions.append(made)
        text = _without(text, found)
    if re.search(NUMBER, text) or (conditions and re.search("或(?!者?其)", text)):
        return None
    words = re.sub("(?:，|、|且|并|的)+(?=，|$)", "", re.sub("，?可以?$", "", text)).strip("，、")
    words = re.sub("^(?:对|，)?的?(?=企业|项目|单位)", "", words)
    return Subject(words="" if is_anyone(words) else words, conditions=tuple(conditions), tiers=tiers)


def thresholds(text: str, of: Marked) -> Iterator[Condition]:
    """Those of a marked text that are understood, whatever else it says."""
    while found := _first(text):
        made = _condition(found, of)
        if made is not None:
            yield made
        text = text[: found.start()] + text[found.end() :]


def type_of(mark: str, of: Marked) -> str:
    """The type of a fact that is compared with a number; empty where the number does not tell."""
    figure = of.of(mark)
    if figure.is_money:
        return "金额" if "/" not in figure.text else ""
    return "比例" if figure.is_ratio else of.unit(mark).lstrip("万亿")


def _first(text: str) -> re.Match[str] | None:
    for pattern in (_SHARE, _GROWN, _RANGE, _PLAIN, _BARE):
        if found := pattern.search(text):
            return found
    return None


def _without(text: str, found: re.Match[str]) -> str:
    """What stood before the name stays: 完成认定，年销售收入3000万元以上."""
    lead = found.start() + (0 if _led(found) is None else len(_led(found) or ""))
    before, behind = text[:lead], text[found.end() :]
    return f"{re.sub('(?:，|、|且|并|并且|和)+$', '，', before)}{re.sub('^(?:且|并|，|、)+', '，', behind)}"


def _led(found: re.Match[str]) -> str | None:
    name = found.groupdict().get("name") or found.groupdict().get("part") or ""
    led = _WHO_BEFORE.match(name)
    return led[0] if led else None


def _name(said: str) -> str:
    return name_of(_WHO_BEFORE.sub("", said))


def _condition(found: re.Match[str], of: Marked) -> Condition | None:
    groups = found.groupdict()
    verb, bound, mark = groups["verb"] or "", groups["bound"], of.plain(groups["mark"])
    if not verb and not bound and not groups.get("end"):
        return None
    if "whole" in groups:
        part, whole = _name(groups["part"]), name_of(groups["whole"])
        said = f"{part}占{whole}{groups['of'] or ''}{verb}{mark}{bound}"
        return Condition(said, ((part, "金额"), (whole, "金额"))) if part and whole and part != whole else None
    of_type = type_of(groups["mark"], of)
    name = _name(groups["name"]) or _MEASURED.get(of_type, "")
    if (
        not name
        or name.startswith(("每", "单个"))
        or name.endswith(("起", "前", "后", "内", "每", "达", "时"))
        or name in _GROWN_ALONE
    ):
        return None
    if of_type in ("年", "月", "个月", "天", "日") and bound in ("内", "以内", "之内", "间") and not verb:
        return None  # 毕业2年内: a span of time, which two days tell
    if _MEASURED.get(of_type) == "面积" and not name.endswith(("面积", "规模", "亩数")):
        name += "面积"
    if "how" in groups:
        said = f"{name}同比增长{verb}{mark}{bound}"
        return Condition(said, ((name, "金额"), (f"上年{name}", "金额")))
    if not of_type:
        return None
    if groups.get("upto"):
        return Condition(f"{name}{mark}{bound}{of.plain(groups['end'])}{groups['upto']}", ((name, of_type),))
    if groups.get("end"):
        first = _with_unit(mark, of.plain(groups["end"]))
        end = of.plain(groups["end"])
        other = type_of(groups["end"], of)
        if {of_type, other} - {"金额"} and of_type != other:
            return None
        return Condition(f"{name}{first}{groups['inc']}至{_with_unit(end, mark)}{bound}", ((name, of_type),))
    return Condition(f"{name}{'' if verb == '在' else verb}{mark}{bound}", ((name, of_type),))


def _with_unit(number: str, other: str) -> str:
    """100万 of 100万-300万元."""
    return f"{number}元" if number[-1] in "万亿" else number


def _tiers(found: re.Match[str], of: Marked) -> Tiers | None:
    marks = of.numbers(found["marks"])
    types = {type_of(mark, of) for mark in marks}
    name = _name(found["name"])
    verb = "" if found["verb"] == "在" else found["verb"] or ""
    if len(types) != 1 or not name or not (verb or re.search("以[上下内]", found["marks"])) or "" in types:
        return None
    return Tiers(said=f"{name}{verb}{of.plain(found['marks'])}", name=name, type=types.pop())
