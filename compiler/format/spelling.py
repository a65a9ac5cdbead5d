"""The one spelling of a sentence, printed from its terminals.

In: the tokens of a sentence that has been read, and the rule it was read as.  Out: its text, with the words that the
lexicon has for them, numbers in half-width digits, and the small words that are put or left out in one way:

- 费用的5%, but 存量部分2%: 的 stands before a percentage, save behind 部分, as the documents have it
- 500万 is 500万元 where it is money; in 算例 it is in the unit of its fact, and stays
- ，得5万元 and 的，不予补助 end a case

What stays as written is what the documents choose among: the words of bounds (本数 may declare each by itself), 奖励,
补助, 给予 and the like, 未 and 非, 每家 and 每年 before a cap, 三分之一, 六五折, and names of units.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from tiaowen.runtime.facts import decimal_text
from tiaowen.runtime.numerals import NumeralError, read_numeral

from ..language.lexicon import LEXICON
from ..model.quantity import MONEY, read_day, read_quantity
from ..reading.around import cap_said
from ..reading.syntax import Word
from ..report.diagnostic import Report


def canonical(tokens: Sequence[Word], rule: str) -> str:
    """The text of a sentence in the one spelling."""
    said = list(tokens)
    for rewrite in _REWRITES:
        said = rewrite(said, rule)
    return "".join(map(_spelt, said))


def _spelt(word: Word) -> str:
    match word.terminal:
        case "DATE":
            day = read_day(word.text)
            return f"{day.year}年{day.month}月{day.day}日" if day else word.text
        case "ROUNDED":
            return re.sub("(?<=入|去|位)至", "到", word.text)
        case "FROM_CLAUSE":
            return word.text.replace("取自规则", "取自")
        case "QUANTITY" | "RATE" | "NEGATIVE":
            return _number(word.text)
    known = LEXICON[word.terminal]
    return known.said or known.others.get(word.text, word.text)


# ── numbers ──

_WORDS_OF_NUMBERS = "零〇一二两三四五六七八九十百千万亿点"
_CHINESE = re.compile(rf"([{_WORDS_OF_NUMBERS}]+)(.*)")
_PARTS = re.compile(rf"(百|千)分之([{_WORDS_OF_NUMBERS}]+|[0-9.]+)")
_SIGNS = {"百": "%", "千": "‰"}
_LARGE = (("亿", 10**8), ("万", 10**4))


def _number(text: str) -> str:
    """A number in digits: 二十万元 is 20万元, 1,000万元 is 1000万元, 百分之二 is 2%; 三分之一, 六五折 and 三成 stay."""
    text = re.sub("(?<=[0-9]),(?=[0-9]{3})", "", text)
    try:
        if parts := _PARTS.fullmatch(text):
            return _decimal(read_numeral(parts[2])) + _SIGNS[parts[1]]
        if (chinese := _CHINESE.fullmatch(text)) and not re.search("分之|[折成半]", text):
            return _figures(chinese[1]) + chinese[2]
    except NumeralError:
        pass
    return text


def _figures(numeral: str) -> str:
    """A numeral in 汉字 as digits, with 万 or 亿 where it is so many of them."""
    value = read_numeral(numeral)
    for word, size in _LARGE:
        if value >= size and (value * 100 / size).denominator == 1 and (numeral[-1] in "万亿" or value % size == 0):
            return _decimal(value / size) + word
    return _decimal(value)


def _decimal(value: Fraction) -> str:
    return decimal_text(value.numerator, value.denominator, 12)


# ── words put in, left out, or chosen by what stands beside them ──


def _yuan(said: list[Word], rule: str) -> list[Word]:
    """元 behind 万 and 亿 where they are money: not in 算例 and defaults, where the unit is that of the fact, nor in a
    range, where it may be that of the other number (1万至3万平方米)."""
    if rule not in ("line", "definition", "requirement", "setting", "promise"):
        return said
    return [
        replace(word, text=f"{word.text}元")
        if word.terminal == "QUANTITY" and not {before, behind} & _OF_RANGES and _is_bare_money(word)
        else word
        for before, word, behind in _with_neighbours(said)
    ]


def _is_bare_money(word: Word) -> bool:
    literal = read_quantity(word, Report()) if word.text[-1] in "万亿" else None
    return literal is not None and literal.type == MONEY


def _of(said: list[Word], rule: str) -> list[Word]:
    """的 between a name and a percentage, but none behind 部分."""
    if rule == "case":
        return said
    kept: list[Word] = []
    is_part = False
    for _, word, behind in _with_neighbours(said):
        if word.terminal == "OF" and is_part and behind == "RATE":
            continue
        # 一级企业90%: the name says what has the option, and the share is its own.
        is_of_option = [each.terminal for each in kept[-2:]] == ["VALUE", "NAME"]
        if word.terminal == "RATE" and kept and kept[-1].terminal in ("NAME", "CLOSE") and not is_part | is_of_option:
            kept.append(replace(word, terminal="OF", text="的"))
        kept.append(word)
        is_part = word.terminal == "PART" or (word.terminal == "NAME" and word.text.endswith("部分"))
    return kept


def _endings(said: list[Word], rule: str) -> list[Word]:
    """A case ends ，得… or 的，不予."""
    ends = {"YIELDS": ("COMMA", "，"), "REFUSED": ("THEN", "的，")} if rule == "case" else {}
    return [
        replace(word, terminal=ends[behind][0], text=ends[behind][1])
        if word.terminal in ("COMMA", "THEN") and behind in ends
        else word
        for _, word, behind in _with_neighbours(said)
    ]


def _caps(said: list[Word], rule: str) -> list[Word]:
    """最高, 不超过, 每家企业最高补助 … are 封顶 as a step; 每户最高 and 总额不超过 stay as they are."""
    kept: list[Word] = []
    is_brought = False
    for before, word, _ in _with_neighbours(said):
        if word.terminal == "CAP":
            is_brought = before in ("COMMA", "OF_PART", "RESPECTIVELY") and _is_plain(word)
            word = replace(word, text="封顶") if is_brought else word
        elif word.terminal == "COMMA":
            is_brought = False
        if not (is_brought and word.terminal in ("CAP_END", "BELOW")):
            kept.append(word)
    return kept


def _is_plain(cap: Word) -> bool:
    """Whether the words of a cap say nothing of what it is for each of, or of the whole (每户最高, 总额不超过)."""
    said = cap_said(cap.text)
    return not said.whole and (not said.measure or said.is_of_applicant)


def _dashes(said: list[Word], rule: str) -> list[Word]:
    """100万元-200万元 is 至."""
    return [replace(word, terminal="TO", text="至") if word.terminal == "DASH" else word for word in said]


_REWRITES: tuple[Callable[[list[Word], str], list[Word]], ...] = (_yuan, _of, _endings, _caps, _dashes)
_OF_RANGES = frozenset({"TO", "DASH"})


def _with_neighbours(said: Sequence[Word]) -> Iterator[tuple[str, Word, str]]:
    """Each word with the terminals before and behind it."""
    terminals = ["", *(word.terminal for word in said), ""]
    return zip(terminals, said, terminals[2:], strict=False)
