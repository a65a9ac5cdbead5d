"""Reads the numerals of official Chinese, in rules and in facts alike, exactly.

>>> read_numeral("2.5亿"), read_numeral("二十万三千"), read_ratio("百分之二点五"), read_ratio("六五折")
(Fraction(250000000, 1), Fraction(203000, 1), Fraction(1, 40), Fraction(13, 20))
"""

import re
from fractions import Fraction
from math import prod

# Longer numerals than this are refused unread: no amount of a policy needs them.
NUMERAL_LENGTH_MAX = 40

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－−〇", "0123456789.,%+--零")
_DIGITS = "零一二三四五六七八九"
_SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_BASIS_POINTS = (("个基点", 10000), ("BP", 10000), ("bp", 10000))
_MAGNITUDE = "([十百千]?[万亿]|万亿|[百千])?"


class NumeralError(ValueError):
    """A numeral that cannot be read; ``reason`` says why in Chinese, ``reason_en`` in English."""

    def __init__(self, reason: str, reason_en: str) -> None:
        super().__init__(reason, reason_en)
        self.reason, self.reason_en = reason, reason_en

    def __str__(self) -> str:
        return self.reason


def read_numeral(text: str) -> Fraction:
    """The number that ``text`` writes: 1,000 · -2.5亿 · 1亿2000万 · 二十万三千 · 两 · 零点五 · 半.

    Full-width forms count as half-width ones. Raises NumeralError for anything else.
    """
    plain = _half_width(text)
    sign = -1 if plain[:1] in ("-", "负") else 1
    plain = plain[1:] if plain[:1] in ("-", "负", "+") else plain
    if plain == "半":
        return Fraction(sign, 2)
    number = _read_arabic(plain) if plain[:1].isascii() else _read_chinese(plain)
    return sign * number


def read_ratio(text: str) -> Fraction | None:
    """The ratio that ``text`` writes: 2% · 5‰ · 百分之二 · 三分之一 · 2/3 · 六五折 (0.65) · 三成 · 1.5倍 · 一半 ·
    2个百分点 · 150个基点 · 150BP.

    None where it is not such a form at all; NumeralError where it is one, but malformed.
    """
    plain = _half_width(text)
    for suffix, parts in (("%", 100), ("‰", 1000), ("‱", 10000), ("个百分点", 100), ("倍", 1), *_BASIS_POINTS):
        if plain.endswith(suffix):
            return read_numeral(plain.removesuffix(suffix)) / parts
    if "分之" in plain:
        below, _, above = plain.partition("分之")
        whole = Fraction(_SIZES.get(below) or read_numeral(below))
        if whole < 2 or whole.denominator != 1:
            raise NumeralError("“分之”前面应是大于一的整数", "a whole number above one must stand before 分之")
        return read_numeral(above) / whole
    if parted := re.fullmatch("([1-9][0-9]*)[/／]([1-9][0-9]*)", plain):
        return Fraction(int(parted[1]), int(parted[2]))
    if plain.endswith("折"):  # what is left to be paid
        return _read_tenths(plain, "([1-9])(?:[.点]?([0-9]))?折")
    if re.search("[0-9一二两三四五六七八九]成", plain):
        return _read_tenths(plain, "([1-9])成([1-9])?")
    return Fraction(1, 2) if plain == "一半" else None


def _read_tenths(text: str, pattern: str) -> Fraction:
    """Tenths and hundredths by their digits: 九折 and 9折 are 9/10, 六五折 and 6.5折 are 65/100, 三成 is 3/10."""
    digits = "".join(str(_DIGITS.find(char)) if char in _DIGITS else char for char in text.replace("两", "二"))
    parts = re.fullmatch(pattern, digits)
    if not parts:
        raise NumeralError("应写作九折、六五折、三成、三成五这样", "write 九折, 六五折, 三成 or 三成五")
    return Fraction(int(parts[1] + (parts[2] or "0")), 100)


def _half_width(text: str) -> str:
    if len(text) > NUMERAL_LENGTH_MAX:
        raise NumeralError(f"数字太长，超过{NUMERAL_LENGTH_MAX}个字", f"longer than {NUMERAL_LENGTH_MAX} characters")
    return text.translate(_HALF_WIDTH)


def _read_arabic(text: str) -> Fraction:
    compound = re.fullmatch("(?:([0-9]+)亿)?([0-9]{1,4})万([0-9]{4})?", text)
    if compound and (compound[1] or compound[3]):  # 1亿2000万, 3万5000
        return Fraction(int(compound[1] or 0) * 10**8 + int(compound[2]) * 10**4 + int(compound[3] or 0))
    parts = re.fullmatch(r"([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?" + _MAGNITUDE, text)
    if not parts:
        if "," in text:
            raise NumeralError("千分位逗号应每三位一个", "commas must part groups of three digits")
        raise NumeralError("不是数字", "not a number")
    return Fraction(parts[1].replace(",", "") + (parts[2] or "")) * magnitude(parts[3])


def magnitude(word: str | None) -> int:
    """What a numeral with 百, 千, 万, 千万, 亿, 万亿 … behind it is multiplied by; 1 for none."""
    return prod(_SIZES[char] for char in word or "")


def _read_chinese(text: str) -> Fraction:
    whole, point, rest = text.partition("点")
    if not point:
        return Fraction(_read_whole(text))
    decimals = re.fullmatch(f"([{_DIGITS}]+){_MAGNITUDE}", rest)
    if not decimals:
        raise NumeralError("“点”后面应逐位写数字", "digits must follow 点")
    digits = "".join(str(_DIGITS.index(digit)) for digit in decimals[1])
    return (_read_whole(whole) + Fraction(int(digits), 10 ** len(digits))) * magnitude(decimals[2])


def _read_whole(text: str) -> int:
    """A whole number in 汉字: read loosely, then held against its proper writing, which refuses 二十百 and 一千五."""
    usual = re.sub("^两$|(?<!十)两(?=[百千万亿])", "二", text)
    usual = re.sub("^(?=[百千])", "一", re.sub("(?<=[百零])十|^十", "一十", usual))
    total = section = digit = 0
    for char in usual:
        if char in _DIGITS:
            digit = _DIGITS.index(char)
        elif char in "十百千":
            section, digit = section + digit * _SIZES[char], 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        elif char == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        else:
            raise NumeralError("不是数字", "not a number")
    total += section + digit
    if usual not in (_write_whole(total), _write_whole(total, linked=True)):
        raise NumeralError("汉字数字应写全，如二十万三千、一千零五十", "write it in full, as 二十万三千")
    return total


def _write_whole(number: int, linked: bool = False) -> str:
    """``number`` in 汉字, 十 as 一十: 二十万三千; ``linked`` puts 零 behind 万 and 亿 there too: 二十万零三千."""
    for word, size in reversed(_SIZES.items()):
        if number >= size:
            high, low = divmod(number, size)
            gap = low < size // 10 or (linked and size >= 10**4 and high % 10 == 0)
            rest = ("零" if gap else "") + _write_whole(low, linked) if low else ""
            return _write_whole(high, linked) + word + rest
    return _DIGITS[number]
