"""The table of docs/language.md of all units that there are, made from the table of the code."""

from fractions import Fraction

from tiaowen.compiler.model.unit_words import MONTHS_OF
from tiaowen.runtime.units import UNITS, Unit, unit_decimals

BEGIN, END = "<!-- 单位表：由程序生成 -->\n", "<!-- 单位表完 -->\n"


def unit_table() -> str:
    """Counts in one row, then each measure with the words that convert into it."""
    own = [word for word, unit in UNITS.items() if unit == Unit(((word, 1),))]
    counts = [word for word in own if not unit_decimals(UNITS[word])]
    lines = ["| 单位 | 也可以写，怎样换算 |", "|---|---|"]
    lines.append(f"| 个数（整数）：{'、'.join(counts)} | {_also(counts)} |")
    measures = [word for word in own if word not in counts and word not in MONTHS_OF]
    lines += [f"| {word} | {_also([word])} |" for word in measures if _other_words(word)]
    alone = [word for word in measures if not _other_words(word)]
    lines.append(f"| {'、'.join(alone)} | |")
    times = "、".join(f"1{word} ＝ {months}个月" for word, months in MONTHS_OF.items() if months > 1)
    lines.append(f"| 年、季度、月 | {times}，只在比较、相加、封顶时换算（单价里的每年、每月不换算）；{_also(['月'])} |")
    return "\n".join(lines) + "\n"


def _other_words(of: str) -> list[str]:
    return [word for word, unit in UNITS.items() if unit.powers == ((of, 1),) and word != of]


def _also(words: list[str]) -> str:
    return "，".join(_converted(other, of) for of in words for other in _other_words(of))


def _converted(word: str, of: str) -> str:
    factor = UNITS[word].factor
    if factor == 1:
        return f"{word}（{of}）"
    if factor > 1:
        return f"1{word} ＝ {_number(factor)}{of}"
    return f"{_number(1 / factor)}{word} ＝ 1{of}"


def _number(factor: Fraction) -> str:
    whole = int(factor)
    return f"{whole // 10**4}万" if whole % 10**4 == 0 else str(whole)
