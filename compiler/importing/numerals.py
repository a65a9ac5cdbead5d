"""Numbers as the automatic numbering of word processors writes them.

In: a number from 0 and the name that OOXML has for its format (w:numFmt).  Out: its text.

>>> [written(12, form) for form in ("chineseCounting", "chineseLegalSimplified", "decimalEnclosedCircle", "upperRoman")]
['十二', '壹拾贰', '⑫', 'XII']
>>> [written(number, "ideographTraditional") for number in (1, 2, 10)]
['甲', '乙', '癸']
"""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_USUAL = ("零一二三四五六七八九", ("", "十", "百", "千"), "万")
_FORMAL = ("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), "万")
_FORMAL_OLD = ("零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), "萬")
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def written(number: int, form: str) -> str:
    """The number in a format; a format that is not known is read as decimal, as word processors do."""
    write = _FORMS.get(form)
    return write(number) if write else str(number)


def digits(number: int) -> str:
    """一〇二"""
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def usual(number: int) -> str:
    """十二, 一百零二"""
    said = _counted(number, _USUAL)
    return said[1:] if said.startswith("一十") else said


def _counting(number: int) -> str:
    """As far as 99 with 十, from there digit by digit."""
    return usual(number) if number < 100 else digits(number)


def _counted(number: int, names: tuple[str, tuple[str, ...], str]) -> str:
    figures, places, myriad = names
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        between = figures[0] if 0 < low < 1000 else ""
        return _counted(high, names) + myriad + (between + _counted(low, names) if low else "")
    if number == 0:
        return figures[0]
    said, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            said += (figures[0] if gap else "") + figures[digit] + places[place]
        gap = digit == 0
    return said


def _roman(number: int) -> str:
    said = ""
    for value, sign in _ROMAN:
        said += sign * (number // value)
        number %= value
    return said


def _letters(number: int) -> str:
    """A to Z, then AA, BB: the letter again for each round."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)] if number > 0 else ""


def _from(first: str, count: int) -> Callable[[int], str]:
    """Signs that stand one behind the other in Unicode; beyond the last, the number itself."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= count else str(number)


def _circled(number: int) -> str:
    if 21 <= number <= 35:
        return chr(0x3251 + number - 21)
    if 36 <= number <= 50:
        return chr(0x32B1 + number - 36)
    return _from("①", 20)(number)


def _wide(number: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(number))


_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_TIMES = "".join(_STEMS[at % 10] + _BRANCHES[at % 12] for at in range(60))

_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "chineseCounting": _counting,
    "chineseCountingThousand": usual,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": usual,
    "japaneseCounting": usual,
    "ideographDigital": digits,
    "japaneseDigitalTenThousand": digits,
    "taiwaneseDigital": digits,
    "chineseLegalSimplified": lambda number: _counted(number, _FORMAL),
    "ideographLegalTraditional": lambda number: _counted(number, _FORMAL_OLD),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": lambda number: _TIMES[(number - 1) % 60 * 2 :][:2] if number > 0 else "",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _from("⒈", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "none": lambda number: "",
}
