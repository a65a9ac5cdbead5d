"""The facts that a sentence needs and nobody asks for: a line for 填报 with its type, and the sentence that uses it.

In: the text of a sentence and the names that it may use.  Out: texts and what is to be declared for each, the likeliest
first; whether they can be read, and mean something in the rule, is for those who ask.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tiaowen.runtime.units import parse_unit

from .recast import AMOUNT, BEGINS_AN_AMOUNT, COUNTS, GIVEN, RANGE, recast
from .vocabulary import Vocabulary, longest_first

_WORD = r"[\u4e00-\u9fffA-Za-z]"


@dataclass(frozen=True, slots=True)
class Needed:
    """A text, and the facts to be declared for it: 发放月数：月."""

    text: str
    facts: str


def needed(text: str, rule: str, known: Vocabulary) -> Iterator[Needed]:
    """What a sentence of a rule of the grammar could be with facts that are declared for it."""
    ways = (_condition_alone,) if rule == "requirement" else (_case_of_its_own, _word_before_a_bound, _come_by)
    for made in _times(text, known):
        # to say it is plainer, though it is understood
        plain, *said = _recast_too(made, known)
        yield from (*said, plain)
    for made in (*_measured(text, known), *_dates(text, known), *_years(text, known)):
        yield from _recast_too(made, known)
    for way in ways:
        for made in way(text, known):
            yield from _recast_too(made, known)


def _recast_too(made: Needed, known: Vocabulary) -> Iterator[Needed]:
    yield made
    declared = dict(line.split("：") for line in made.facts.split("；"))
    kinds = {name: _SHOWN.get(kind, kind) for names, kind in declared.items() for name in names.split("、")}
    wider = replace(known, names=known.names.union(kinds), kinds=frozenset({*known.kinds, *kinds.items()}))
    yield from (Needed(text, made.facts) for text in recast(made.text, wider))


_SHOWN = {"金额": "元", "比例": "%"}


def names_of(facts: str) -> frozenset[str]:
    """The names that lines of 填报 declare."""
    return frozenset(name for line in facts.split("；") for name in line.partition("：")[0].split("、"))


def type_guessed(name: str, behind: str) -> str:
    """The type of a quantity by what stands behind its name in a sentence, else by its own last word; "" where neither tells.

    >>> type_guessed("营业收入", "达到2000万元"), type_guessed("职工", "10人以上"), type_guessed("同期利率", "的50%")
    ('金额', '人', '比例')
    """
    if found := re.match(
        rf"(?:在|首次|年|均|累计|合计)*{_BOUNDED}{AMOUNT}(?P<unit>[^，；、（）0-9以至的及不]{{1,6}})", behind
    ):
        unit = found["unit"].removesuffix("整")
        if unit.startswith(("%", "个百分点")):
            return "比例"
        if re.match("[万亿]?元$|[万亿]$", unit):
            return "金额"
        if unit.startswith(("年", "日", "月")) and len(re.findall("[0-9]+", behind[:10])) > 1:
            return "日期"
        return unit.lstrip("万亿") if parse_unit(unit.lstrip("万亿")) else ""
    if re.match("的?，|的$|的?(?:企业|单位|项目|个人)，|且|或", behind):
        return "是否"
    if re.search("(?:率|比例|占比|比重|增速|增幅|LPR|系数)$", name):
        return "比例"
    if re.search("(?:面积)$", name):
        return "平方米"
    if re.search("(?:人数|人员|员工|职工)$", name):
        return "人"
    if re.search("(?:月数|期限)$", name):
        return "月"
    if re.search(
        "(?:额|费|费用|款|金|租|价|价格|收入|产值|投资|投入|利润|税|税收|利息|成本|支出|工资|薪|贡献|保费|资金|标准|奖励|补助|补贴)$",
        name,
    ):
        return "金额"
    return ""


_BOUNDED = r"(?:达到?|超过?|满|为|不?[低高大小少多][于过]|不超过|不足|未满|不满)?"


def _own(name: str, known: Vocabulary) -> bool:
    """Whether a run of words may be a name of its own: it holds none that is declared, and no word of the language."""
    return (
        2 <= len(name) <= _LONGEST
        and not re.search(f"(?:{longest_first(known.names | known.options)})", name)
        and not re.search(_NO_NAME, name)
        and not SAYS_A_NUMBER.search(name)
    )


_LONGEST = 16
# 每家合计不超过, 一定补助: words about an amount, and no name that somebody forgot to declare.
SAYS_A_NUMBER = re.compile("[0-9]|最高|最低|不得?超过|不低于|合计|基础上|^[每的按]|^(?:一定|适当|相应)")
_NO_NAME = rf"[^\u4e00-\u9fffA-Za-z]|^(?:其余|其他|其它|分别|同时|每|按|第|前|后|不|未|非|再|另|且|或|凡|应得|给予|{GIVEN})|的(?!确)|(?:给予|奖励|补助|补贴)$|^(?:年|月|年度|当年度?|本年度?|上一?年度?|实际|申报|项目|企业|单位|一般|一般项目|一般企业)$"


def _times(text: str, known: Vocabulary) -> Iterator[Needed]:
    """每月200元, and no months are declared."""
    for unit, name in (("月", "月数"), ("年", "年数"), ("天", "天数")):
        if (
            not known.facts_in(unit)
            and name not in known.names
            and re.search(rf"每[^，；0-9]*?{unit}[^，；0-9]*(?:[0-9]|[百千万]分之)|元/[^，；0-9]*{unit}", text)
        ):
            yield Needed(text, f"{name}：{unit}")


def _years(text: str, known: Vocabulary) -> Iterator[Needed]:
    """第一年100%，第二年70%, and it is not asked which year it is."""
    if re.search("第[一二两三1-3]年|前[两二三四五2-5]年|首年", text) and "第几年" not in known.names:
        yield Needed(text, "第几年：整数，1以上")


def _measured(text: str, known: Vocabulary) -> Iterator[Needed]:
    """同期市场租金的50%, 营业收入达到2000万元: a quantity by its place."""
    lead = (
        r"(?:(?<=^)|(?<=[，；（、])|(?<=按照)|(?<=按)|(?<=对)|(?<=给予)|(?<=超过)|(?<=不低于)|(?<=占)|(?<=且)|(?<=或))"
    )
    for found in re.finditer(
        rf"{lead}(?P<name>(?!按|对|给予|不|超过|占){_WORD}{{2,14}}?)(?=的?[0-9.]+%|的(?:全额|一半)|{_BOUNDED}{AMOUNT}[^，；0-9]{{1,3}}(?:以[上下]|及以|以内|的|，|；|$|至))",
        text,
    ):
        name, behind = found["name"], text[found.end() :]
        share = re.match("的?[0-9.]+%(?!以|及|的?，)|的(?:全额|一半)", behind)
        kind = type_guessed(name, "" if share else behind) or ("金额" if share else "")
        is_word = not type_guessed(name, "") and known.facts_in(_SHOWN.get(kind, kind))
        if kind and not is_word and _own(name, known):
            yield Needed(text, f"{name}：{kind}")


_SINCE = re.compile(
    r"自(?P<from>[\u4e00-\u9fff]{2,8}?)(?:之日|日|之时|当日)?起(?:的)?(?P<within>[0-9一二三四五六七八九十两]+(?:年|个月|日|天))(?:之?内)(?P<done>[\u4e00-\u9fff]{2,8}?)(?P<end>的|$)"
)


def _dates(text: str, known: Vocabulary) -> Iterator[Needed]:
    """自开工之日起两年内竣工的: two days."""
    if found := _SINCE.search(text):
        first, second = f"{found['from'].removesuffix('日')}日", f"{found['done']}日"
        if not {first, second} & known.names:
            said = f"{second}在自{first}起{found['within']}内{found['end']}"
            yield Needed(text[: found.start()] + said + text[found.end() :], f"{first}、{second}：日期")


def _condition_alone(text: str, known: Vocabulary) -> Iterator[Needed]:
    """在本区注册: a condition that holds or does not."""
    name = re.sub("^(?:必须|需要?|须|应当?|具有|具备|企业|申报单位|单位|已|当年)", "", text)
    for each in dict.fromkeys((text, name)):
        if _own(each, known) and not re.search("[0-9]", each):
            yield Needed(each, f"{each}：是否")


_CASE = re.compile(
    rf"^(?:对|凡|对于)?(?P<name>{_WORD}{{2,18}}?)(?P<whom>的(?:企业|单位|项目|机构|个人|人员|人才|家庭|农户|平台|主体|组织|团队|产品|园区|基地)?|企业|单位|项目|机构)(?P<mark>，)?{BEGINS_AN_AMOUNT}"
)


def _case_of_its_own(text: str, known: Vocabulary) -> Iterator[Needed]:
    """对首次认定为高新技术企业的，给予10万元奖励: the case as a fact that holds or does not."""
    if found := _CASE.match(text):
        for name in dict.fromkeys(
            (found["name"] + found["whom"].removeprefix("的") * (found["whom"][0] != "的"), found["name"])
        ):
            if _own(name, known):
                yield Needed(f"{name}的，{text[found.end() :]}", f"{name}：是否")


def _word_before_a_bound(text: str, known: Vocabulary) -> Iterator[Needed]:
    """连片种植50亩以上的: a word before what is measured, as a condition of its own."""
    quantities = longest_first(known.quantities)
    pattern = rf"^(?:对)?(?P<name>{_WORD}{{2,10}}?)(?P<what>(?:{quantities})?(?:在|达到?|首次)?(?:{RANGE}))(?:的?(?:企业|单位|项目|大户|农户|主体)?的?)，?{BEGINS_AN_AMOUNT}"
    if (found := re.match(pattern, text)) and _own(found["name"], known):
        name = found["name"]
        yield Needed(f"{name}且{found['what']}的，{text[found.end() :]}", f"{name}：是否")


_COME_BY = re.compile(
    rf"^(?:对)?(?:按照?)?每(?P<by>(?:新|成功)*(?:增加?|吸纳|招[引用聘]|引进|培[训育养]|建成?|获得?|举办|开设|开通|发表|组织|购[买置]|授权|认定|孵化|培育)*)[1一]?(?:个)?(?P<unit>{COUNTS})(?P<of>{_WORD}{{0,10}}?)(?:的)?，?(?=(?:{GIVEN}|一次性)*[0-9])"
)


def _come_by(text: str, known: Vocabulary) -> Iterator[Needed]:
    """每新增1家规上企业奖励5万元: what is counted."""
    if found := _COME_BY.match(text):
        unit, of, by = found["unit"], found["of"], found["by"]
        parsed = parse_unit(unit)
        name = f"{by}{of}" if of else f"{by}{unit}数"
        if parsed and not known.facts_in(parsed.text) and not SAYS_A_NUMBER.search(name) and (of or _own(name, known)):
            yield Needed(f"{name}，每{unit}{text[found.end() :]}", f"{name}：{unit}")
