"""The words that stand around an amount, read: the open terminals of grammar/words.lark, what the words of a cap say, and
what is told of a word that stands in no list.

In: the lists of ``language/around.py``.  Out: patterns; of the words of a cap, how it binds; of words that cannot be
read, the one that has no meaning at its place.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import KW_ONLY, dataclass

from ..language.around import (
    ACHIEVING,
    ADVICE,
    ANY_ADVICE,
    APPLICANT_NOUNS,
    AT_MOST,
    AWARDS,
    CALLED,
    CAPPED,
    COMING_BY,
    COUNTS,
    GIVING,
    HAVING,
    HOLDING,
    HOW_COME_BY,
    IN_A_TAX,
    KINDS,
    MEASURES,
    MONEY_CALLED,
    NEVER_SILENT,
    NOUNS,
    OF_A_DAY,
    OF_YEARS,
    RATED,
    RECEIVERS,
    ROLES,
    SUMS,
    TAXES,
    WHEN,
    WHOLE,
    WHOSE,
)

_NUMBER = "0-9一二三四五六七八九十百两"
# 年累计, 累计年, 一年内累计: of how long it is, which the fact says too.
_SO_FAR = "(?:年度?|全年|当年|一年内?)?累[计积](?:年|全年)?"


def _any(*words: Iterable[str]) -> str:
    """One of some words, the longest that fits."""
    every = {word for group in words for word in group}
    return f"(?:{'|'.join(sorted(every, key=lambda word: (-len(word), word)))})"


def patterns(most: int | None = None) -> dict[str, str]:
    """The open terminals of grammar/words.lark, made of the lists; for a trial of the grammar, of the first words of each."""
    awards = _any(AWARDS)
    nouns, kinds, called = NOUNS[:most], KINDS[:most], CALLED[:most]
    one = rf"{_any(kinds, nouns)}{{0,5}}{_any(nouns)}"
    to = rf"(?:给|其)?(?:{_any(nouns, ROLES[:most])}|{one})(?=[{_NUMBER}]|一次性)"
    whom = rf"{one}(?:(?:、|或者?|和|与|以?及){one})*"
    holding = _any(HOLDING[:most])
    named = rf"{_any(nouns, kinds, called)}{{0,5}}"
    give = (
        rf"发(?=[0-9一二两三四五六七八九十半])|准予(?:在税前)?(?:加计)?扣除|(?:给予|奖励|补助|补贴|资助|奖补|补偿|支付|发给|发放){to}|(?:[产婚丧病]|护理|陪产|育儿|年休|探亲|奖励|哺乳)假(?=[{_NUMBER}])"
        rf"|一次性|[补奖](?=[0-9])|全[额部](?=[补退返奖给资据])|据实|按实(?!际)|处以?|加处(?![{_NUMBER}])|罚[款金](?=[{_NUMBER}])|给予(?:(?:{one}|其)(?!的))?|予以|发放|享受|奖励|补助|补贴|资助|奖补|救助|配套|贴息|补偿|返还"
        r"|退还|退回|收费(?=[0-9])|抵用|抵扣|减免|支付|交纳|缴纳|征收(?!率)|收取|支持|报销|核销|赔付|给付|发给|拨付|津贴|折算|折合|计算|计征|计发|计"
    )
    verbs = _any(word for word in GIVING if word not in ("给予", "予以", "处以", "处", "进行", "给"))
    whose = rf"[每一](?:[家户店次])(?:{one})?|每个{one}|单一?(?:[{MEASURES}]?{one}|[{MEASURES}机店])|同一{one}的?"
    years = OF_YEARS if most is None else "三年(?=累计)"
    when = rf"(?:{_any(WHEN[:most], WHOLE[:most])}|{years}|{OF_A_DAY})"
    return {
        "EACH_DONE": rf"每{_any(ACHIEVING)}(?=[^，；：、（）“”{_NUMBER}]{{1,12}}[0-9])",
        "EACH": rf"每(?:住|入住|停留)[一1](?=[晚夜天])|每(?:(?:新|成功)*{_any(COMING_BY[:most])}(?=[{_NUMBER}]))?"
        r"|(?:[自从][^，；：、（）“”0-9]{1,10}之日起，?)?按(?=(?:日|天|月|季度?|年)(?:加收|支付|发放|补助|补贴|给予|征收|收取|交纳|缴纳|计))",
        "BY": rf"加?按照?|补足?[至到](?=[0-9])|打(?=[一二三四五六七八九0-9])|(?:{_any(RATED)})为|{named}(?:{_any(RATED)})(?:为|按)?(?=每|[{_NUMBER}][0-9.,]*[%‰]?(?:[^0-9.,%‰以及（]|$))",
        "HAVING": rf"新?(?:{_any(HAVING, COMING_BY[:most])}|建|发展)(?=[{_NUMBER}])",
        "ITS": rf"(?:{_SO_FAR})?(?:{_any(COMING_BY[:most])})|{_SO_FAR}|(?:{_any(WHOSE[:most])}){{1,3}}",
        "OBJECT": rf"[^，；：、（）“”{_NUMBER}]{{1,10}}",
        "WITHIN_LIMIT": rf"的?(?:最高)?(?:限额|额度|限度|标准)(?:[之以])?内(?:{give}|扣除)*",
        "WHO": rf"的?{holding}?{whom}，(?!且|或|并且|而且)",
        "FOR_WHOM": rf"的?{holding}?{whom}(?=[给奖分按每一补资享发均各不免全最0-9报为积])",
        "NOUN": rf"{one}(?=的[，；：）分按给]|的?，?且|的?，?或|的?$|[，、和与及]|[之以]?外)",
        "GIVE": rf"(?:{give})+(?:{named}(?:{awards}金?(?:资金|经费)?|(?:资金|经费)(?![0-9.]+[%‰倍]))(?=[{_NUMBER}]))?",
        "GIVEN": rf"(?!的?部分)(?:的?(?:标准|比例|税率|费率|利率|征收率)(?=[，）、（]|$)|的?(?:标准|比例|税率|费率|征收率)?(?:给予|予以|支付|发放|发给|加处|处以|加收|收取|进行|实行)?"
        rf"(?:一次性|累加|叠加|全额|全部)*(?:据实|按实(?!际))?(?!提高|上浮|下浮|上调|下调|最高|最低|封顶)(?:给予|予以)?"
        rf"{named}(?:{_any(IN_A_TAX)}|{verbs}(?:[金费款]|资金|{_any(TAXES)}|给?{_any(kinds)}{{0,5}}{_any(RECEIVERS, ROLES[:most])})?|{_any(MONEY_CALLED)})(?=[，）、（]|$))",
        "CAP": rf"(?:(?:{named}{awards}?|享受|发放|执行)(?:期限?|时间)(?:累计|合计)?(?:{_AT_LONGEST})|{named}{awards}?(?:{_any(COUNTS)})(?:累计|合计)?(?:{AT_MOST})|[但且并]?(?:{when})?(?:(?:{whose}){when}*(?:给予)?|{when}*)"
        rf"总?(?:(?:获得?的?)?{named}{_any(CAPPED)})?(?:总金额|{_any(SUMS)})?{when}*(?:总金额|{_any(SUMS)})?(?:{AT_MOST}))",
        "AWARDED": rf"由于|因|造成|导致|致使|(?:当年度?|本年度?|年内)?{_any(HOW_COME_BY[:most])}?新?(?:被?(?:认定|评定|评选|评)为?|(?:确定|命名)为|获得|获评为?|获批为?|荣获|获(?![得评批])|荣立|入选|入库|列入|纳入|取得"
        r"|通过|引进|引育|培育|培养|招引|招聘|聘用|录用|创建|创成|建成|建|购置|发展|开办|投产)的?|(?:年度)?考核(?:结果)?为?|在",
        "UPLIFT_TO": rf"(?:(?:{named}{awards})?(?:比例|标准|额度)|最高{named}{awards}?(?:限额|额度|金额|额)?)?再?(?:提高|上浮|调高|调整|降低|下调)[至到]|(?:提高|上浮|调高|调整)(?:{named}{awards})?(?:比例|标准|额度)[至到]",
    }


# ── caps ──

# 补贴期限最长不超过: of how long something is given.
_AT_LONGEST = "最长(?:不得?超过|为)?|不得?超过|为"
LENGTH = re.compile("(?:期限?|时间)(?:累计|合计)?(?:最长|不)")
# 补助面积不超过: of how much of it is counted.
_COUNT = re.compile(rf"({_any(COUNTS)})(?:累计|合计)?(?:{AT_MOST})$")

# A noun of who or what is meant.
NOUN = rf"{_any(KINDS, NOUNS)}{{0,5}}{_any(NOUNS)}"
_NOUN = re.compile(NOUN)


def is_noun(text: str) -> bool:
    """Whether a noun of who or what is meant says nothing that some have and others have not.

    >>> is_noun("培训学员"), is_noun("高级职称人员")
    (True, False)
    """
    return _NOUN.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class CapSaid:
    """How the words of a cap bind it: for each one of ``measure`` (户, 家, 台; "" where it is for one amount), whose
    ``noun`` is 企业, 项目 …; for the ``whole`` of several amounts (累计, 合计, 总额); in each ``year``, or ``day``; of ``several``
    years or times together (三年累计)."""

    measure: str = ""
    _: KW_ONLY
    noun: str = ""
    whole: str = ""
    year: str = ""
    several: str = ""
    day: str = ""

    @property
    def measures(self) -> tuple[str, ...]:
        """The units in which what the cap is for each of may be counted: a machine in 台, 项目 in 个 or 项."""
        if self.measure == "机":
            return ("台", "辆", "套", "件")
        if self.measure == "店":
            return ("家", "个")
        by_noun = ("项",) if self.measure == "个" and self.noun.endswith(("项目", "课题")) else ()
        return (self.measure, *by_noun)

    @property
    def is_of_applicant(self) -> bool:
        """Whether the noun says that it is for one applicant, whatever is counted."""
        return self.noun.endswith(APPLICANT_NOUNS)


_WHOSE_OF_A_CAP = re.compile(
    rf"(?:每|单一?|同一)(?:(?P<noun>{_any(KINDS)}{{0,5}}{_any(word for word in NOUNS if len(word) > 1)})"
    rf"|(?P<measure>[{MEASURES}机店])(?P<of>{_any(KINDS)}{{0,5}}{_any(NOUNS)})?)"
)


def counted_in(text: str) -> tuple[str, tuple[str, ...]] | None:
    """What the words of a cap say that it is of, and the units of that; None where they say no such thing.

    >>> counted_in("补助面积不超过")
    ('面积', ('平方米', '亩', '公顷'))
    """
    said = _COUNT.search(text)
    return (said[1], COUNTS[said[1]]) if said else None


def cap_said(text: str) -> CapSaid:
    """What the words of a cap say.

    >>> cap_said("每户不超过")
    CapSaid(measure='户', noun='', whole='', year='', several='', day='')
    >>> cap_said("单个企业年度累计补助最高不超过")
    CapSaid(measure='个', noun='企业', whole='累计', year='年度', several='', day='')
    >>> cap_said("同一项目最高").measures
    ('个', '项')
    """
    whose = _WHOSE_OF_A_CAP.search(re.sub("每年", "", text))
    measure, noun = (whose["measure"] or "个", whose["noun"] or whose["of"] or "") if whose else ("", "")
    whole = next((word for word in sorted(WHOLE, key=len, reverse=True) if word in text), "")
    several = re.search(OF_YEARS, text)
    year = "" if several else next((word for word in WHEN if word in text), "")
    return CapSaid(
        measure,
        noun=noun,
        whole=whole or next(iter(re.findall("总金额|总[补奖资]", text)), ""),
        year=year,
        several=several[0] if several else "",
        day=day[0] if (day := re.search(OF_A_DAY, text)) else "",
    )


# ── what is left over ──
_MARKS = "，；：。、（）“”0-9"
_RUN = re.compile(rf"[^{_MARKS}]{{1,20}}")
_SMALL = (
    "按照",
    "按",
    "为",
    "的",
    "由",
    "不超过",
    "最高",
    "封顶",
    "不得超过",
    "最多",
    "比例",
    "标准",
    "税率",
    "费率",
    "全额",
)
# 家 of 国家级 is no noun by itself.
_KNOWN = {*NOUNS, *KINDS, *CALLED, *GIVING, *_SMALL} - {"家", "户", "人", "机", "村"}
_LONGEST = max(map(len, _KNOWN))


def left_over(text: str) -> str:
    """The first word of a run of words about an amount that stands in no list; "" where there is none, or nothing else.

    >>> left_over("给予首次补助，封顶5元"), left_over("各奖励10%"), left_over("给予补助"), left_over("限高5元")
    ('首次', '各', '', '')
    """
    found = _RUN.match(text)
    parts = _parted(found[0]) if found else []
    unknown = [part for part, is_known in parts if not is_known]
    return unknown[0] if unknown and (unknown[0] in NEVER_SILENT or len(unknown) < len(parts)) else ""


def is_known(run: str) -> bool:
    """Whether a run of words is made of words that say nothing about an amount: 给予企业补助."""
    return all(is_said for _, is_said in _parted(run))


def stands_before_a_number(text: str) -> bool:
    """Whether a run of words is a noun or a way to give, with a number behind it: no name."""
    found = _RUN.match(text)
    parts = _parted(found[0]) if found else []
    return bool(found and text[found.end() : found.end() + 1].isdigit() and parts[-1][0] in (*NOUNS, *GIVING))


def _parted(run: str) -> Sequence[tuple[str, bool]]:
    """A run of words parted into known ones and what lies between them, with as few characters between as can be."""
    best: list[tuple[int, tuple[tuple[str, bool], ...]]] = [(0, ())]
    for end in range(1, len(run) + 1):
        cost, parts = best[end - 1]
        last = run[end - 1]
        more = (*parts[:-1], (parts[-1][0] + last, False)) if parts and not parts[-1][1] else (*parts, (last, False))
        best.append((cost + 1, more))
        for word in NEVER_SILENT:
            if run.endswith(word, 0, end) and best[end - len(word)][0] + 1 < best[end][0]:
                best[end] = (best[end - len(word)][0] + 1, (*best[end - len(word)][1], (word, False)))
        for length in range(1, min(_LONGEST, end) + 1):
            word = run[end - length : end]
            if word in _KNOWN and best[end - length][0] < best[end][0]:
                best[end] = (best[end - length][0], (*best[end - length][1], (word, True)))
    return best[-1][1]


def advice_for(word: str) -> tuple[str, str]:
    """What to write for a word that stands in no list."""
    return next((advice for pattern, advice in ADVICE if re.match(pattern, word)), ANY_ADVICE)


def is_never_silent(word: str) -> bool:
    """Whether a word is one of those that mean something wherever they stand."""
    return advice_for(word) is not ANY_ADVICE
