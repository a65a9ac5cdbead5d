"""An amount in the capital characters in which it is written where it must not be altered (正确填写票据和结算凭证的基本规定).

>>> in_capitals(Decimal("140000.00")), in_capitals(Decimal("1680.32"))
('壹拾肆万元整', '壹仟陆佰捌拾元零叁角贰分')
>>> in_capitals(Decimal("107000.53")), in_capitals(Decimal("6007.14")), in_capitals(Decimal("0.05"))
('壹拾万柒仟元零伍角叁分', '陆仟零柒元壹角肆分', '伍分')
>>> in_capitals(Decimal("100010000.30")), in_capitals(Decimal("0.00")), in_capitals(Decimal("16409.02"))
('壹亿零壹万元零叁角', '零元整', '壹万陆仟肆佰零玖元零贰分')
"""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def in_capitals(amount: Decimal) -> str:
    """Of an amount in yuan, with two decimals, from zero to 10^16."""
    yuan, fen = divmod(int(amount.scaleb(2)), 100)
    said = f"{_whole(yuan)}元" if yuan or not fen else ""
    tenths, hundredths = divmod(fen, 10)
    # 壹拾万柒仟元零伍角: a zero stands too where the 元 have none of their own.
    if said and fen and (tenths == 0 or yuan % 10 == 0):
        said += "零"
    if tenths:
        said += f"{_DIGITS[tenths]}角"
    return said + (f"{_DIGITS[hundredths]}分" if hundredths else "" if tenths else "整")


def _whole(number: int) -> str:
    if not number:
        return _DIGITS[0]
    said, is_apart = "", False
    for group in range((len(str(number)) - 1) // 4, -1, -1):
        four = number // 10 ** (4 * group) % 10_000
        if not four:
            is_apart = bool(said)
            continue
        if said and (is_apart or four < 1000):
            said += _DIGITS[0]
        said += _four(four) + _GROUPS[group]
        is_apart = False
    return said


def _four(number: int) -> str:
    said, is_apart = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            said += (_DIGITS[0] if is_apart and said else "") + _DIGITS[digit] + _PLACES[place]
        is_apart = not digit
    return said


def counted(number: int) -> str:
    """The number of an item, as 公文 count: 一, 十, 二十三; from 100 on in digits.

    >>> [counted(number) for number in (1, 10, 19, 20, 59, 100)]
    ['一', '十', '十九', '二十', '五十九', '100']
    """
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_PLAIN[tens] if tens > 1 else "") + ("十" if tens else "") + _PLAIN[ones]


_PLAIN: tuple[str, ...] = ("", *"一二三四五六七八九")
