"""The numbers that a passage of ordinary text names: what a quotation says, held against what a rule uses.

In: a text, squeezed.  Out: its figures, each with the values that it can be read as, and those that the words around
make of it (超过500人 is 501人以上, 增长10% is 110%).  Numbers that are parts of names (“315”, 5G, 第三方, 〔2025〕12号,
《…》) are none.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from tiaowen.runtime.numerals import NUMERAL_LENGTH_MAX, NumeralError, read_numeral, read_ratio
from tiaowen.runtime.units import Unit, parse_unit, unit_words

from ..language.bounds_words import words_of
from ..language.roles import Role

MONEY, RATIO, COUNT, DATE = "元", "%", "", "日期"
# Between a whole number and the next: 超过500, 不超过500 and 501以上 are one border.  A rank or a turn: 第一名, 第2年.
# What a ratio makes of the whole: 增长10% is 110%.
# The bare number of a table, whose unit stands in its heading or nowhere: only its digits can be held against a rule's.
BORDER, BORDER_OF_MONEY, PLACE, WHOLE, DIGITS = "界", "元界", "第", "总", "数"
_NEVER_PLAIN = frozenset({MONEY, RATIO, DATE, BORDER, BORDER_OF_MONEY, PLACE, WHOLE, DIGITS})


@dataclass(frozen=True, slots=True)
class Value:
    """A number with what it measures: ``MONEY`` in yuan (元/亩 too), ``RATIO``, ``DATE`` (an ordinal or a year), a unit
    of measure, or ``COUNT``: 家, 项 and plain numbers, which are told apart by nobody (三条 = 3)."""

    kind: str
    number: Fraction

    def is_same(self, other: "Value") -> bool:
        """Whether both may be said of one number: 65% is also 35% less."""
        if {self.kind, other.kind} == {"年", "月"}:
            years, months = (self, other) if self.kind == "年" else (other, self)
            return years.number * 12 == months.number
        if self.kind != other.kind:
            # 3 and 3年, 20 and 20亩; money and ratios are never plain numbers
            plain = COUNT in (self.kind, other.kind) and not _NEVER_PLAIN & {self.kind, other.kind}
            return plain and self.number == other.number
        return self.number == other.number or (self.kind == RATIO and self.number == 1 - other.number)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text, from ``start`` to ``end``; ``is_bare`` where it says no more than 一个 or 全额, which many
    sentences say without meaning a number.  ``otherwise`` is what the words around make of it; ``covers`` is what a
    rule may say instead where an official text says this: 第一名 for 前三名, 超过500人 for 501人以上.  ``roles`` are those that
    its neighbours tell of a number that is quoted (``roles_in_text.py``); none where nothing tells."""

    start: int
    end: int
    text: str
    values: tuple[Value, ...]
    is_bare: bool = False
    otherwise: tuple[Value, ...] = ()
    covers: tuple[Value, ...] = ()
    roles: frozenset[Role] = frozenset()

    @property
    def readings(self) -> tuple[Value, ...]:
        return self.values + self.otherwise

    @property
    def is_ratio(self) -> bool:
        return any(value.kind == RATIO for value in self.values)

    @property
    def is_money(self) -> bool:
        return any(value.kind == MONEY for value in self.values)

    @property
    def is_measured(self) -> bool:
        """Whether it measures what has parts: money, 亩, 千瓦时."""
        return any(value.kind not in (COUNT, PLACE, RATIO, DATE) for value in self.values)

    @property
    def borders(self) -> tuple[Value, ...]:
        return tuple(value for value in self.otherwise + self.covers if value.kind in (BORDER, BORDER_OF_MONEY))

    @property
    def compared(self) -> tuple[Value, ...]:
        """What a number of a rule is held against."""
        return self.readings + self.borders

    def is_same(self, others: Iterable[Value]) -> bool:
        compared = self.compared
        return any(value.is_same(other) for other in others for value in compared)


def figures(
    text: str,
    names: Collection[str] = (),
    units: Collection[str] = (),
    headed: Collection[str] = (),
    apart: Collection[int] = (),
) -> list[Figure]:
    """The figures of a text in order; ``names`` are looked over, and so are those in quotation marks within
    quotation marks.  ``headed`` are units that a heading gives to the numbers below it: 单位：万元.  A number ends where the
    text was ``apart`` (``Squeezed.apart``): 500 1.1% are two."""
    if not SIGNS.search(text):
        return []
    units = frozenset(units)
    plain, named = _without_names(text, names, units)
    pattern = _pattern(units)
    pieces = pairwise((0, *sorted(apart), len(plain)))
    matches = (match for start, end in pieces for match in pattern.finditer(plain, start, end))
    found = [figure for match in matches if (figure := _figure(match, units))]
    # 50、30、20万元: the unit stands once, behind the last.
    unit = ""
    for index in reversed(range(len(found))):
        figure = found[index]
        if not _UNITLESS.fullmatch(figure.text):
            unit = figure.text.lstrip("0123456789.,") if figure.text[0] in "0123456789" else ""
        elif unit and _LISTED.fullmatch(plain[figure.end : found[index + 1].start]):
            own = unit if figure.text[-1] not in "万亿" else unit.lstrip("万亿")
            # 50 of 50、30、20万元 is no sum of 50元; 1万 is one of 1万元 as it stands
            plain_values = (value for value in figure.values if value.kind != MONEY or figure.text[-1] in "万亿")
            found[index] = replace(figure, values=(*plain_values, *_values(figure.text + own, units)))
        else:
            unit = ""
            if below := [value for word in headed for value in _values(figure.text + word, units)]:
                found[index] = replace(figure, values=(*figure.values, *below))
    grown = False
    for index, figure in enumerate(found):
        before, behind = _around(plain, figure)
        follows = bool(index and _RANGE.fullmatch(plain[found[index - 1].end : figure.start]))
        grown = figure.text not in _WORDS and (bool(_GROWN.search(before)) or (grown and follows))
        otherwise = tuple(_otherwise(figure, before, behind, grown=grown))
        is_bare = figure.is_bare or _counts_nothing(figure, before, behind)
        if otherwise or is_bare != figure.is_bare:
            found[index] = replace(figure, is_bare=is_bare, otherwise=otherwise)
    ends = {value for figure in found for value in figure.otherwise}
    for index, figure in enumerate(found):
        if covers := tuple(_covers(figure, *_around(plain, figure), ends)):
            found[index] = replace(figure, covers=covers)
    # A rule may say 价款的十倍 where 价款十倍 is one of its options.
    found += (
        replace(figure, start=start + figure.start, end=start + figure.end, is_bare=True)
        for start, end in named
        for figure in figures(text[start:end], (), units)
        if any(value.kind in (MONEY, RATIO) for value in figure.values)
    )
    return sorted(found, key=lambda figure: (figure.start, figure.end))


def _around(text: str, figure: Figure) -> tuple[str, str]:
    """What stands before and behind a figure."""
    return text[max(0, figure.start - _REACH) : figure.start], text[figure.end : figure.end + _REACH]


def lists_of(text: str, found: Iterable[Figure]) -> list[int]:
    """How many figures stand in each list of a text; those that are not 0, too."""
    lengths: list[int] = []
    end, length, filled = -1, 0, 0
    for figure in found:
        if length and not _LISTED.fullmatch(text[end : figure.start]):
            lengths += (length, filled)
            length = filled = 0
        end, length = figure.end, length + 1
        filled += any(value.number for value in figure.values)
    return [*lengths, length, filled]


def heading_units(text: str) -> set[str]:
    """The units that headings of a text give: （单位：万元/辆）, 税率（%）."""
    return {match[1] or match[2] for match in _HEADING_UNIT.finditer(text)}


def read_matched(text: str) -> Fraction | None:
    """What 按1：0.5配套 gives for each yuan that it is matched with; None where the text is no such ratio."""
    match = re.fullmatch(MATCHED, text)
    first, second = (read_numeral(part) for part in text.split("：")) if match else (Fraction(0), Fraction(0))
    return second / first if first else None


def unit_kind(unit: Unit) -> str:
    """What a unit measures, as ``Value.kind`` has it: per what it is said does not matter."""
    above = [word for word, power in unit.powers if power > 0]
    if MONEY in above:
        return MONEY
    return above[0] if above and above[0] in _MEASURES else COUNT


_MEASURES = frozenset(
    (
        "美元",
        "欧元",
        "港元",
        "日元",
        "英镑",
        "亩",
        "平方米",
        "立方米",
        "米",
        "公斤",
        "升",
        "千瓦",
        "千瓦时",
        "吨标准煤",
        "岁",
        "年",
        "季度",
        "月",
        "天",
        "小时",
    )
)
# What texts write for a unit: 15km, 200万人民币.
_ALSO_WRITTEN = {
    "人民币": "元",
    "元人民币": "元",
    "km": "公里",
    "KM": "公里",
    "kW": "千瓦",
    "KW": "千瓦",
    "kw": "千瓦",
    "kWh": "千瓦时",
    "KWH": "千瓦时",
    "kwh": "千瓦时",
    "cm": "厘米",
    "m": "米",
    "t": "吨",
    "L": "升",
}
_LATIN = "|".join(sorted((word for word in _ALSO_WRITTEN if word.isascii()), key=len, reverse=True))
# How far around a figure its words are looked at.
_REACH = 24
_UNITLESS = re.compile(r"[0-9.,]+[万亿]?")
_LISTED = re.compile(r"[、至到～\-—和及或/]")
_RANGE = re.compile(r"(?:（不?含[^）]*）)?[至到～\-—、和]")
_HEADING_UNIT = re.compile(r"单位：([百千万亿]*(?:元|%)[^，。；：）\s]{0,8})|（([百千万亿]*元(?:/[^）]{1,6})?|%)）")
_INCLUDED = r"(?:（含[^）]*）)?"
_AND_MORE = re.compile(rf"{_INCLUDED}(?:{'|'.join(words_of('behind', side='low'))}|起|[至到～\-—])")
_AND_LESS = re.compile(rf"{_INCLUDED}(?:{'|'.join(words_of('behind', side='high'))}|为[止限]|的?基础上)")
_LAST = re.compile(rf"(?:{'|'.join(words_of('before', is_line_above=True))}|[至到～\-—])第?$")
_FIRST = re.compile(rf"(?:{'|'.join(words_of('before', is_line_above=False))}|至少|不到)$")
_GROWN = re.compile(
    r"(?:增长|增幅|增速|提高|提升|上浮|增加|新增|递增|上调|上升|上涨|加收|增发|加发)[^，。；：、0-9%的部]{0,8}$|超过?上年度?$"
)
_PAY = re.compile(r"的?[^，。；：、0-9]{0,15}?(?:工资|薪金|收入|养老金|租金|补贴|津贴|标准|缴费|费用)")
_ONE = re.compile(r"[1一](?![0-9.,百千万亿十倍元角分成折%‰]|个百分点).+")
_TWO = re.compile("[两二2](?![0-9.])")
# 每增加1人, 1公里租价, 两项就高, 处于两个区间, 同时符合两项以上, 一年累计, 20元/500克（或者500毫升）
_PER = re.compile(r"每[^，。；：、0-9]{0,8}$")
_PRICED = re.compile(r"的?(?:租价|运价|单价|价格|票价)")
_HIGHER_OF = re.compile(r"(?:中|之中)?(?:就高|择高|从高|取高|孰高|就低|孰低|择优|不重复|不叠加|不可?兼得)")
_AT_ONCE = re.compile(r"(?:处于|同时|属于|兼有|符合|满足|具备|享受)[^，。；：、0-9]{0,6}$")
_YEAR_OF = re.compile(r"[内度]?[累总合]计?|度|一次")
# 2022年度, 上一年, 前两年, 一季度 say when, 两个阶段, 三个目标 how a text is laid out.
_WHEN = re.compile("(?:[上前近下]|[上下]个|之前|此前)$")
_YEAR_NAMED = re.compile("年度")
# 2019年补助标准为: of the one year whose standard is quoted.
_STANDARD_OF = re.compile("年[^，。；：0-9]{0,10}标准(?:为|是|按|：)")
_STANDARD_OF_A_YEAR = re.compile("(?:19|20)[0-9]{2}年[^，。；：0-9]{0,10}标准")
_QUARTER = re.compile("[第前]?[一二三四1-4]个?季度")
_SORTS = "(?:阶段|目标|方面|环节|步骤|层次|层面|维度|方向|原则|要求)"
LAID_OUT = re.compile(f"[0-9一二两三四五六七八九十]{{1,3}}个{_SORTS}")
_SAME_IN_BRACKETS = re.compile(r"（(?:或者?|即|折合|合|约)$")


def _counts_nothing(figure: Figure, before: str, behind: str) -> bool:
    """Whether a figure says nothing that a rule would have to repeat."""
    if _SAME_IN_BRACKETS.search(before) or _names_a_time(figure, before, behind):
        return True
    if LAID_OUT.match(figure.text + behind):
        return True
    if _ONE.fullmatch(figure.text):
        per_year = _YEAR_OF.match(behind) and not re.search("[满超过足到后近达]$", before)
        return bool(_PER.search(before) or _PRICED.match(behind) or (figure.text == "一年" and per_year))
    if figure.text.startswith("1") and behind[:1] in ("至", "到", "～", "-", "—"):
        # 1—10台: there is no fewer
        return {(value.kind in (COUNT, MONEY), value.number) for value in figure.values} == {(True, Fraction(1))}
    if _TWO.match(figure.text) and all(value.kind == COUNT for value in figure.values):
        return bool(_HIGHER_OF.match(behind) or _AT_ONCE.search(before))
    return False


def _names_a_time(figure: Figure, before: str, behind: str) -> bool:
    """Whether a figure only says which year or quarter is meant."""
    if any(value.kind == DATE for value in figure.values):
        is_of_one = _STANDARD_OF.match(behind) and not _STANDARD_OF_A_YEAR.search(before + behind[1:])
        return len(figure.text) == _YEAR_LENGTH and bool(_YEAR_NAMED.match(behind) or is_of_one)
    if any(value.kind in ("年", "季度") for value in figure.values) and _WHEN.search(before):
        return not re.match("内|以[上内]", behind)
    is_one = bool(_QUARTER.fullmatch(figure.text)) and not re.search("[满每续共计过足到达]$", before)
    return is_one and not re.match("以[上下内]|内", behind)


_YEAR_LENGTH = 4


def digits_of(text: str) -> Iterator[Value]:
    """The digits that a number is written with: the 500 of 500万元."""
    if written := re.match(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![0-9,.])", text):
        yield Value(DIGITS, Fraction(written[0].replace(",", "")))


def _otherwise(figure: Figure, before: str, behind: str, *, grown: bool) -> Iterator[Value]:
    """What the words around make of a figure."""
    if _DIGITS_ALONE.fullmatch(figure.text) and {value.number for value in figure.values} == {figure.values[0].number}:
        # no unit stands behind the last of its list, nor in a heading
        yield from digits_of(figure.text)
    if price := _PRICE.match(figure.text):
        # 2.3元/公里 is 2.3元 for each 公里, whatever the length is counted in
        with suppress(NumeralError):
            yield Value(MONEY, read_numeral(price[1]))
    for value in _distinct(figure.values):
        if value.kind == RATIO:
            # 增长10% is 110% of before.  A number that is itself what is added is never held against the whole.
            if grown or value.number > 1:
                yield Value(WHOLE, value.number + grown)
        elif value.kind not in (DATE, PLACE):
            if value.kind in _TIMES and _PAY.match(behind):
                # 40个月的工资 is 40 times that of a month.
                yield Value(RATIO, value.number)
            if _AND_LESS.match(behind) or _LAST.search(before):
                yield Value(_border(value), value.number)


def _covers(figure: Figure, before: str, behind: str, ends: Collection[Value]) -> Iterator[Value]:
    """501人以上 begins behind 500; of three years there is a first, a second and a third.  ``ends`` are the borders that
    the same text names."""
    written = _WHOLE.match(figure.text)
    for value in _distinct(figure.values):
        if value.kind in (RATIO, DATE, PLACE):
            continue
        if _AND_MORE.match(behind) or _FIRST.search(before):
            if not figure.is_measured or figure.text.startswith("第"):
                yield Value(BORDER, value.number - 1)
            elif written and (number := int(written[0].replace(",", ""))) > 1:
                # 亩 and 元 have parts: only where a text writes 501, or 15以下 and 16以上, does it mean what is next.
                border = Value(_border(value), value.number * (number - 1) / number)
                if border in ends or (number > _TENS and number % _TENS == 1):
                    yield border
        if (
            value.kind in _IN_TURN
            and value.number <= _TURNS_MAX
            and (_TURN.search(figure.text) or before.endswith("前"))
        ):
            yield from (Value(PLACE, Fraction(turn)) for turn in range(1, int(value.number) + 1))


def _distinct(values: tuple[Value, ...]) -> Iterable[Value]:
    """Each once; most figures have one."""
    return dict.fromkeys(values) if len(values) > 1 else values


def _border(value: Value) -> str:
    return BORDER_OF_MONEY if value.kind == MONEY else BORDER


_DIGITS_ALONE = re.compile("[0-9.,]+")
_PRICE = re.compile(r"([0-9][0-9.,]*[千百十]?[万亿]?)元(?:人民币)?/")
_TIMES = ("年", "月", "天")
_IN_TURN = (COUNT, "年", "月", "季度")
_TURN = re.compile("[年届次期名位档轮批]")
_TURNS_MAX = 20
_TENS = 10
_WHOLE = re.compile(r"[0-9]+(?:,[0-9]{3})*(?![0-9.,])")
# 1：0.5, with the colon as it is folded
MATCHED = r"[0-9]+(?:\.[0-9]+)?：[0-9]+(?:\.[0-9]+)?"
_DIGIT = "0-9.零〇一二两三四五六七八九十百千万亿"
# 5万千瓦 is 5万 of 千瓦.
_ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:[十百万亿]|千(?![瓦克米]))*"
_ORDINAL = r"(?:[0-9]{1,3}|[一二三四五六七八九十百零]{1,5})"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿点]*[一二两三四五六七八九十半][零〇一二两三四五六七八九十百千万亿点]*"
_WORDS = {
    **dict.fromkeys(("全额", "全免", "全部", "足额", "免费", "免征"), Fraction(1)),
    **dict.fromkeys(("减半", "折半", "一半", "半价"), Fraction(1, 2)),
    **dict.fromkeys(("双倍", "加倍", "翻倍", "翻番"), Fraction(2)),
}
# Without any of these there is no figure, and most sentences have none.
SIGNS = re.compile(f"[{_DIGIT}半壹贰叁肆伍陆柒捌玖拾佰仟]|{'|'.join(_WORDS)}")
# LPR-150BP is no name.
_LESS_POINTS = r"[A-Za-z]{1,8}[+\-][0-9.]+(?:BP|bp|个基点|个百分点|%)"
_SIDE = r"[0-9]+(?:\.[0-9]+)?"
_RATIOS = (
    rf"{_SIDE}(?:：{_SIDE}){{2,4}}|{MATCHED}(?=[，。；、的给配进予比分和与共])|"
    rf"(?<![0-9至到\-—])(?![0-9]+：[0-5][0-9](?![0-9.]))(?:{MATCHED}(?=[）”]|$)|(?<=[按照为]){MATCHED}(?![0-9：]))|"
    r"(?<![0-9A-Za-z/.,元])[1-9][0-9]?/[1-9][0-9]?(?![0-9A-Za-z/.,])|[0-9]+(?:\.[0-9]+)?(?:BP|bp|个基点)|"
    rf"(?:{_ARABIC}|{_CHINESE})(?:%|‰|‱|倍|个百分点)|[0-9一二两三四五六七八九](?:[.点]?[0-9一二三四五六七八九])?折"
    rf"|[一二两三四五六七八九]成[一二三四五六七八九]?(?![^，。；、）的])|(?:[百千万]|{_CHINESE}|[0-9]+)分之(?:{_CHINESE}|{_ARABIC})"
)


_ANY_NUMERAL = r"(?:[0-9]{1,4}|[零〇一二两三四五六七八九十百]{1,4})"
# A numeral in a word counts nothing, even where the word goes on with what could be a unit: 部 of 六部门, 周 of 30周年, 角 of
# 长三角, 包 of 三包; nor does one before a noun that is no unit: 211工程, 500强, 12345热线, 1年期贷款利率.
IN_A_WORD = (
    rf"(?<![0-9.]){_ANY_NUMERAL}(?:周年|年期(?:以上)?的?(?:LPR|(?:贷款|存款|国债)?(?:市场报价|基准)?利率)|部门|部委(?!员)|部队|位一体|次元|门峡|门县|匹狼|维码|×24小时"
    r"|届[一二三四五六七]中|届(?=[0-9]{1,3}次|人民政府|人民代表|人大|政府|省委|市委|区委|县委)|次(?=(?:常务|全体|党组|主席团)会议)"
    r"|次产业|支一扶|年义务教育|年一贯制|个(?:意识|自信|维护|确立|全面|一百年|毫不动摇|务必|结合|革命))"
    r"|(?<=[长珠金闽浙])三角|(?<![每满超达足买])三包(?![0-9元以及装])"
    r"|(?<![0-9.])[0-9]{2,5}(?:[、/][0-9]{2,5})*(?:工程|热线|高校|院校|平台|大学|强(?![度制化力]))"
    r"|(?<![0-9.])[1-9]\.[0-9](?:版|时代|模式|战略|行动|改革|升级)"
)


# 19:00至22:00 are times of day, and no proportion.
_CLOCK = r"(?<![0-9：])(?:0?[5-9]|1[0-9]|2[0-4])：(?:00|15|30|45|59)(?![0-9：])|(?<=次日)[0-9]{1,2}：[0-5][0-9]"


@lru_cache(maxsize=8)
def _pattern(units: frozenset[str]) -> re.Pattern[str]:
    unit = "|".join(map(re.escape, unit_words(units)))
    unit = rf"元人民币|人民币|(?:{_LATIN})(?![A-Za-z0-9²³+])|{unit}"
    compound = rf"[万亿]?(?:{unit})(?:[/·]每?(?:{unit}))*"
    return re.compile(
        rf"(?P<ordinal>第{_ORDINAL}(?:个?(?:{unit})(?:(?<![条款项章节目编])|(?=起|及?以)))"
        rf"|第{_ORDINAL}(?=[名位年档期轮、的至到～—\-，；。）”]|$)|(?<=[名位列居])第{_ORDINAL})"
        rf"|(?P<leading>(?<=前){_ORDINAL}(?:[名位]|(?=[的，、；。）”]|$)))"
        rf"|(?P<skip>{IN_A_WORD}|{_CLOCK}|（[0-9]{{1,2}}）|［尾?注[0-9]{{1,3}}］|〔[0-9]+〕[0-9]+号|第(?:[0-9]+|{_CHINESE})|[0-9]+(?:\+[0-9A-Za-z]+)+|(?<![A-Za-z])(?!{_LESS_POINTS})[A-Za-z][A-Za-z+\-]{{0,20}}[0-9]+[A-Za-z+]*|[0-9]+(?![0-9]|BP|bp|(?:{_LATIN})(?![A-Za-z0-9²³+]))[A-Za-z+]+(?![²³2])"
        rf"|(?:^|(?<=[“。；：]))[0-9]{{1,2}}[.、](?![0-9]))"
        rf"|(?P<date>[0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日|(?:19|20)[0-9]{{2}}(?=年|-(?:19|20)[0-9]{{2}}年))"
        rf"|(?:(?<=每)|(?<=[达满超过破])(?=[百千万]{{1,2}}(?:{unit})(?:及?以上|[的且并或，。；、]|$)))(?P<each>[百千万亿]{{1,3}}(?:{unit})(?:[/·](?:{unit}))*)"
        rf"|(?P<ratio>{_RATIOS})|(?P<word>(?:{'|'.join(_WORDS)})(?!额))"
        rf"|(?P<number>{_ARABIC}(?:[余多])?(?:{compound})?|{_CHINESE}(?:{compound})(?!性))"
    )


def _without_names(text: str, names: Collection[str], units: Collection[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text with names, titles and names in inner quotation marks blanked out, offsets kept; and where the names were."""
    named: list[tuple[int, int]] = []

    def blank(match: re.Match[str]) -> str:
        named.append(match.span())
        return "＊" * len(match[0])

    for name in sorted((name for name in names if re.search(f"[{_DIGIT}]", name)), key=len, reverse=True):
        # not within a longer number: an option 5 is no part of 15%
        before = f"(?<![{_DIGIT}])" if re.match(f"[{_DIGIT}]", name) else ""
        behind = f"(?![{_DIGIT}%‰])" if re.match(f"[{_DIGIT}]", name[-1]) else ""
        text = re.sub(before + re.escape(name) + behind, blank, text)
    # What is longer is no number that anybody reads, and costs the pattern time with the square of its length.
    if len(text) > NUMERAL_LENGTH_MAX:
        text = _TOO_LONG.sub(lambda match: "＊" * len(match[0]), text)
    if "《" in text:
        text = _BOOK.sub(lambda match: "＊" * len(match[0]), text)
    for match in (*_INNER.finditer(text), *_within_quotation(text)):
        inner, (start, end) = match[0][1:-1], match.span()
        if is_quoted_name(inner, units):
            text = f"{text[: start + 1]}{'＊' * len(inner)}{text[end - 1 :]}"
    return text, named


_INNER = re.compile("「[^「」]*」|‘[^‘’]*’")
_IN_QUOTATION_MARKS = re.compile("“[^“”]*”")
_NAME_LENGTH_MAX = 30


_TOO_LONG = re.compile(f"[{_DIGIT}]{{{NUMERAL_LENGTH_MAX + 1},}}")
_BOOK = re.compile("《[^》]*》")


def _within_quotation(text: str) -> Iterator[re.Match[str]]:
    """What stands in quotation marks within a quotation, innermost."""
    if text.count("“") < 2:
        return
    for match in _IN_QUOTATION_MARKS.finditer(text):
        before = text[: match.start()]
        if before.count("“") > before.count("”"):
            yield match


def is_quoted_name(inner: str, units: Collection[str]) -> bool:
    """Whether quotation marks hold a name (“315”, “专精特新”, “15分钟生活圈”), whose numbers count nothing.  What says an amount,
    a percentage or a limit is a sentence of its own: “每增长1亿元奖励10万元”, “10亩以上”."""
    if len(inner) > _NAME_LENGTH_MAX or re.search("[，。；：]", inner):
        return False
    return not any(_is_said(figure, inner) for figure in figures(inner, (), units))


def _is_said(figure: Figure, text: str) -> bool:
    if _UNITLESS.fullmatch(figure.text):
        return False
    if figure.is_money or figure.is_ratio:
        return True
    before, behind = _around(text, figure)
    is_limit = bool(_AND_MORE.match(behind) or _AND_LESS.match(behind) or _LAST.search(before) or _FIRST.search(before))
    return not figure.is_bare and (is_limit or (figure.is_measured and not behind and bool(before)))


def _figure(match: re.Match[str], units: frozenset[str]) -> Figure | None:
    text = match[0]
    if match["skip"]:
        return None
    if match["ordinal"]:
        # 第2至5名 may be said of a rank; 第一年 need not be said of anything.
        values = _values(text[1:], units)
        turns = tuple(Value(PLACE, value.number) for value in values)
        return Figure(match.start(), match.end(), text, values + turns, is_bare=True) if values else None
    if match["date"]:
        return Figure(match.start(), match.end(), text, (_date(text),))
    if match["each"]:
        # 每百公斤: who pays for each 公斤 says it without a number
        values = _values(f"一{text}", units)
        return Figure(match.start(), match.end(), text, values, is_bare=True) if values else None
    if match["word"]:
        return Figure(match.start(), match.end(), text, (Value(RATIO, _WORDS[text]),), is_bare=True)
    values = _values(text, units)
    is_bare = text[0] == "一" and not match["ratio"] and all(value == Value(COUNT, Fraction(1)) for value in values)
    return Figure(match.start(), match.end(), text, values, is_bare) if values else None


def _date(text: str) -> Value:
    """A year as itself, a day as its digits: only equality matters."""
    return Value(DATE, Fraction(int("".join(part.zfill(2) for part in re.findall("[0-9]+", text)))))


@lru_cache(maxsize=1 << 12)
def _values(text: str, units: frozenset[str]) -> tuple[Value, ...]:
    """What a numeral with its unit can be read as; nothing where it is no number after all (百家争鸣)."""
    return tuple(_readings(text, units))


def _readings(text: str, units: frozenset[str]) -> Iterator[Value]:
    try:
        if len(sides := text.split("：")) > 1:
            # 1：0.5配套 is a half; 5：3：2分担 is 50%, 30% and 20%.
            parts = [read_numeral(side) for side in sides]
            matched = read_matched(text)
            if matched is not None:
                yield Value(RATIO, matched)
            yield from (Value(RATIO, part / sum(parts)) for part in parts if sum(parts))
            if Fraction(1) in parts and len(parts) > 2:
                # 1：1.2：1.5 is 1.2 times and 1.5 times the first.
                yield from (Value(RATIO, part) for part in parts)
            return
        ratio = read_ratio(text.replace("‱", "")) if "‱" not in text else read_numeral(text[:-1]) / 10000
        if ratio is not None:
            yield Value(RATIO, ratio)
            return
        # 3万平方米 is 3万 of 平方米, but 3千瓦 is 3 of 千瓦: the longest number first.
        end = len(text) - len(text.lstrip("0123456789,.零〇一二两三四五六七八九十百千万亿点半"))
        for split in (end, end - 1):
            word = text[split:].lstrip("余多").replace("/每", "/")
            word = re.sub(
                f"元?人民币|(?<![A-Za-z])(?:{_LATIN})(?![A-Za-z0-9²³])", lambda match: _ALSO_WRITTEN[match[0]], word
            )
            unit = parse_unit(word, units) if word else Unit()
            if split > 0 and unit is not None:
                try:
                    number = read_numeral(text[:split])
                except NumeralError:
                    continue  # 5万千 of 瓦 is 5万 of 千瓦
                yield Value(unit_kind(unit), number * unit.factor)
                if not word:
                    # 速算扣除数2000, 最高20万
                    yield Value(MONEY, number)
                return
    except NumeralError:
        return
