"""Amounts and shares in words.  In: whole 分.  Out: texts, exact or (``short``) rounded where a picture has no room.

>>> exact(416_318_127_872, "zh"), short(416_318_127_872, "zh"), short(5_000, "zh"), short(-866_000_000, "zh")
('4,163,181,278.72元', '41.63亿元', '50元', '-866万元')
>>> short(416_318_127_872, "en"), percent(1, 3), percent(0, 0)
('4.16 bn yuan', '33.3%', '–')
"""

from __future__ import annotations

from tiaowen.runtime.facts import decimal_text

from ...report.diagnostic import Language


def exact(cents: int, lang: Language) -> str:
    """Yuan with two decimals."""
    yuan = f"{abs(cents) // 100:,}.{abs(cents) % 100:02}"
    return f"{'-' if cents < 0 else ''}{yuan}{'元' if lang == 'zh' else ' yuan'}"


def short(cents: int, lang: Language) -> str:
    """Rounded half up to two decimals of what people say."""
    for least, words in ((10**8, ("亿元", "")), (10**4, ("万元", ""))) if lang == "zh" else _ENGLISH:
        if abs(cents) >= least * 100:
            return decimal_text(cents, least * 100, 2) + words[0]
    if lang == "en":
        return exact(cents, lang).replace(".00 ", " ")
    return f"{decimal_text(cents, 100, 2)}元"


_ENGLISH = ((10**9, (" bn yuan", "")), (10**6, (" m yuan", "")))


def signed(cents: int, lang: Language) -> str:
    return f"+{short(cents, lang)}" if cents > 0 else short(cents, lang).replace("-", "−")


def exact_signed(cents: int, lang: Language) -> str:
    return f"+{exact(cents, lang)}" if cents > 0 else exact(cents, lang).replace("-", "−")


def percent(part: int, whole: int) -> str:
    """To one decimal, rounded half up."""
    tenths = (abs(part) * 2000 + whole) // (2 * whole) if whole else 0
    return f"{'-' if part < 0 and tenths else ''}{tenths // 10}.{tenths % 10}%" if whole else "–"


def count(number: int) -> str:
    return f"{number:,}"
