"""The numbers that a passage of ordinary text names: what a quotation says, held against what a rule uses.

In: a text, squeezed.  Out: its figures, each with the values that it can be read as.  Numbers that are parts of names
(“315”, 5G, 第六届, 〔2025〕12号, 《…》) are none.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from tiaowen.runtime.numerals import NUMERAL_LENGTH_MAX, NumeralError, read_numeral, read_ratio
from tiaowen.runtime.units import Unit, parse_unit, unit_words

MONEY, RATIO, COUNT, DATE = "元", "%", "", "日期"


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
            plain = COUNT in (self.kind, other.kind) and not {MONEY, RATIO, DATE} & {self.kind, other.kind}
            return plain and self.number == other.number
        return self.number == other.number or (self.kind == RATIO and self.number == 1 - other.number)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text, from ``start`` to ``end``; ``is_bare`` where it says no more than 一个 or 全额, which many
    sentences say without meaning a number."""

    start: int
    end: int
    text: str
    values: tuple[Value, ...]
    is_bare: bool = False

    def is_same(self, others: Iterable[Value]) -> bool:
        return any(value.is_same(other) for other in others for value in self.values)


def figures(text: str, names: Collection[str] = (), units: Collection[str] = ()) -> list[Figure]:
    """The figures of a text in order; ``names`` are looked over, and so is what stands in quotation marks within
    quotation marks."""
    plain = _without_names(text, names)
    found = [figure for match in _pattern(frozenset(units)).finditer(plain) if (figure := _figure(match, units))]
    # 50、30、20万元: the unit stands once, behind the last.
    unit = ""
    for index in reversed(range(len(found))):
        figure = found[index]
        bare = re.fullmatch(r"[0-9.,]+[万亿]?", figure.text)
        if not bare:
            unit = re.sub(r"^[0-9.,]+", "", figure.text) if figure.text[0] in "0123456789" else ""
        elif unit and re.fullmatch(r"[、至到～\-和及或]", plain[figure.end : found[index + 1].start]):
            own = unit if figure.text[-1] not in "万亿" else unit.lstrip("万亿")
            found[index] = replace(figure, values=(*figure.values, *_values(figure.text + own, units)))
        else:
            unit = ""
    return found


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
# 1：0.5, with the colon as it is folded
MATCHED = r"[0-9]+(?:\.[0-9]+)?：[0-9]+(?:\.[0-9]+)?"
_DIGIT = "0-9.零〇一二两三四五六七八九十百千万亿"
# 5万千瓦 is 5万 of 千瓦.
_ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:[十百万亿]|千(?![瓦克米]))*"
_CHINESE = r"[零〇一二两三四五六七八九十百千万亿点]*[一二两三四五六七八九十半][零〇一二两三四五六七八九十百千万亿点]*"
_WORDS = {"全额": Fraction(1), "免费": Fraction(1), "免征": Fraction(1), "减半": Fraction(1, 2), "一半": Fraction(1, 2)}
_RATIOS = (
    rf"[0-9]+(?:：[0-9]+){{2,4}}|{MATCHED}(?=[，。；、的给配进予比分和与共])|"
    rf"(?:{_ARABIC}|{_CHINESE})(?:%|‰|‱|倍|个百分点)|[0-9一二两三四五六七八九](?:[.点]?[0-9一二三四五六七八九])?折"
    rf"|[一二两三四五六七八九]成[一二三四五六七八九]?(?![^，。；、）的])|(?:[百千万]|{_CHINESE}|[0-9]+)分之(?:{_CHINESE}|{_ARABIC})"
)


@lru_cache(maxsize=8)
def _pattern(units: frozenset[str]) -> re.Pattern[str]:
    unit = "|".join(map(re.escape, unit_words(units)))
    compound = rf"[万亿]?(?:{unit})(?:[/·]每?(?:{unit}))*"
    return re.compile(
        rf"(?P<ordinal>(?<=[名位列居])第(?:[0-9]{{1,3}}|{_CHINESE})|第(?:[0-9]{{1,3}}|{_CHINESE})(?=[名位年档]|[至到—~\-](?:第?(?:[0-9]{{1,3}}|{_CHINESE}))[名位年档]))"
        rf"|(?P<skip>（[0-9]{{1,2}}）|〔[0-9]+〕[0-9]+号|第(?:[0-9]+|{_CHINESE})|[0-9]+(?:\+[0-9A-Za-z]+)+|(?<![A-Za-z])[A-Za-z][A-Za-z+\-]{{0,20}}[0-9]+[A-Za-z+]*|[0-9]+[A-Za-z+]+(?![²³2])"
        rf"|(?:^|(?<=[“。；：]))[0-9]{{1,2}}[.、](?![0-9]))"
        rf"|(?P<date>[0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日|(?:19|20)[0-9]{{2}}(?=年|-(?:19|20)[0-9]{{2}}年))"
        rf"|(?P<ratio>{_RATIOS})|(?P<word>{'|'.join(_WORDS)})"
        rf"|(?P<number>{_ARABIC}(?:[余多])?(?:{compound})?|{_CHINESE}(?:{compound})(?!性))"
    )


def _without_names(text: str, names: Collection[str]) -> str:
    """The text with names, titles and inner quotations blanked out, offsets kept."""
    for name in sorted((name for name in names if re.search(f"[{_DIGIT}]", name)), key=len, reverse=True):
        # not within a longer number: an option 5 is no part of 15%
        before = f"(?<![{_DIGIT}])" if re.match(f"[{_DIGIT}]", name) else ""
        behind = f"(?![{_DIGIT}%‰])" if re.match(f"[{_DIGIT}]", name[-1]) else ""
        text = re.sub(before + re.escape(name) + behind, "＊" * len(name), text)
    # What is longer is no number that anybody reads, and costs the pattern time with the square of its length.
    text = re.sub(f"[{_DIGIT}]{{{NUMERAL_LENGTH_MAX + 1},}}", lambda match: "＊" * len(match[0]), text)
    text = re.sub(r"《[^》]*》|「[^」]*」|‘[^’]*’", lambda match: "＊" * len(match[0]), text)
    out: list[str] = []
    depth = 0
    for char in text:
        depth -= char == "”"
        out.append("＊" if depth > 1 else char)
        depth += char == "“"
    return "".join(out)


def _figure(match: re.Match[str], units: Collection[str]) -> Figure | None:
    text = match[0]
    if match["skip"]:
        return None
    if match["ordinal"]:
        # 第2至5名 may be said of a rank; 第一年 need not be said of anything.
        return Figure(match.start(), match.end(), text, tuple(_values(text[1:], units)), is_bare=True)
    if match["date"]:
        return Figure(match.start(), match.end(), text, (_date(text),))
    if match["word"]:
        return Figure(match.start(), match.end(), text, (Value(RATIO, _WORDS[text]),), is_bare=True)
    values = tuple(_values(text, units))
    is_bare = text[0] == "一" and not match["ratio"] and all(value == Value(COUNT, Fraction(1)) for value in values)
    return Figure(match.start(), match.end(), text, values, is_bare) if values else None


def _date(text: str) -> Value:
    """A year as itself, a day as its digits: only equality matters."""
    return Value(DATE, Fraction(int("".join(part.zfill(2) for part in re.findall("[0-9]+", text)))))


def _values(text: str, units: Collection[str]) -> Iterator[Value]:
    """What a numeral with its unit can be read as; nothing where it is no number after all (百家争鸣)."""
    try:
        if len(sides := text.split("：")) > 1:
            # 1：0.5配套 is a half; 5：3：2分担 is 50%, 30% and 20%.
            parts = [read_numeral(side) for side in sides]
            matched = read_matched(text)
            if matched is not None:
                yield Value(RATIO, matched)
            yield from (Value(RATIO, part / sum(parts)) for part in parts if sum(parts))
            return
        ratio = read_ratio(text.replace("‱", "")) if "‱" not in text else read_numeral(text[:-1]) / 10000
        if ratio is not None:
            yield Value(RATIO, ratio)
            return
        # 3万平方米 is 3万 of 平方米, but 3千瓦 is 3 of 千瓦: the longest number first.
        end = len(text) - len(re.sub(r"^[0-9,.零〇一二两三四五六七八九十百千万亿点半]+", "", text))
        for split in (end, end - 1):
            word = text[split:].lstrip("余多").replace("/每", "/")
            unit = parse_unit(word, units) if word else Unit()
            if split > 0 and unit is not None:
                number = read_numeral(text[:split])
                yield Value(unit_kind(unit), number * unit.factor)
                if not word and text[-1:] in "万亿":
                    yield Value(MONEY, number)
                return
    except NumeralError:
        return
