"""Less than a whole one: 不足1小时的按1小时计, 不足1小时的，按1小时, （不足1平方米的不计）.

In: the forms that say so, and the price behind them.  Out: what comes of the rest; whether 按 counts up in whole ones or
is the least that is counted, by the price that follows.  Where that leaves both open, both are asked.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from ..language.senses import Rest, rest_of
from ..model.expr import Literal
from ..model.quantity import MONEY, read_quantity
from ..model.unit_words import MONTHS_OF
from ..reading.syntax import Form, Word
from ..report.diagnostic import Report
from ..report.errors.types import WrongType
from ..text.source import Span
from .binder import Binder, Refused
from .counted import unit_size
from .ranges import ranges_of

_AS = re.compile("按(?!比例|实际)(?P<as>[^）]+?)计算?）?$")
_SHORT = ("不足", "不满", "未满")


def rest_said(binder: Binder, short: Literal, ending: Word) -> Rest:
    """What the words behind 不足…… say of the rest; what it counts as must be that which it is short of."""
    said = _AS.search(ending.text)
    if said is None:
        return rest_of(ending.text)
    other = _size(binder, said["as"].replace("整", ""), ending.span)
    if other is None or (other.value, other.type.unit) != (short.value, short.type.unit):
        wanted = (f"与前面相同的数，如不足{short.text}的按{short.text}计", "what it is short of, again")
        raise Refused(WrongType(span=ending.span, what=ending.text.strip("）"), wanted=wanted))
    return "up"


def in_whole_ones(binder: Binder, parts: Sequence[Form]) -> Iterator[Form]:
    """The steps of a sentence; 停放时间，不足1小时的，按1小时，每小时5元 counts started hours, and 不足3小时的，按3小时，每小时5元 at
    least three."""
    parts = _with_riders(binder, parts)
    for at, part in enumerate(parts):
        behind = _step_of(binder, parts[at + 1]) if at + 1 < len(parts) else None
        before = _step_of(binder, parts[at - 1]) if at else None
        if before is None and part.kind == "replaced" and (short := _short_of_one(binder, part)):
            if behind is None or not _alike(short, behind) or short.value < behind.value:
                raise Refused(_at_least_or_in_steps(part.span, short))
            yield _counted_up(part, short) if short.value == behind.value else part
        else:
            if part.kind == "rounded_short" and behind and (word := part.word("QUANTITY")):
                refuse_larger(binder, word, behind)
            yield part


_PRICES = ("per_unit", "per_quantity", "per_full")


def _with_riders(binder: Binder, parts: Sequence[Form]) -> list[Form]:
    """，每小时5元，不足1小时的按1小时计: said behind the price as well as in brackets."""
    found: list[Form] = []
    for part in parts:
        price = found[-1] if found and found[-1].kind in _PRICES else None
        if price is not None and price.kind == "per_full" and (half := half_of(binder, price, part)):
            found[-1] = replace(price, parts=(*price.parts, half), span=price.span)
            continue
        said = _rest_behind(binder, part) if price and not price.form("rider") else None
        step = _step_of(binder, price) if price and said else None
        if price is None or said is None or step is None or not _alike(said[0], step):
            found.append(part)
            continue
        if said[0].value > step.value:
            if part.kind == "replaced":
                # 人数，每人100元，不足3人的按3人计: at least three
                found.append(part)
                continue
            raise Refused(_at_least_or_in_steps(part.span, said[0]))
        word = Word(terminal="QUANTITY", text=said[0].text, span=part.span)
        ending = Word(terminal="RIDER_END", text=f"{said[1]}）", span=part.span)
        rider = Form(kind="rider", parts=(word, ending), span=part.span)
        found[-1] = replace(price, parts=(*price.parts, rider), span=price.span)
    return found


def half_of(binder: Binder, price: Form, part: Form) -> Form | None:
    """，六个月以上不满一年的，按一年计算，不满六个月的，按半年计算: what a half and more of a step counts as, and what less does."""
    step, ranges, values = _step_of(binder, price), part.form("ranges"), part.form("values")
    if part.kind != "replaced" or step is None or ranges is None or values is None:
        return None
    apart = replace(binder, out=replace(binder.out, report=Report(), literals=[], occurrences=[]))
    found = ranges_of(apart, ranges, None)
    if len(found) != 1:
        return None
    low, high = (_in_its_unit(end, step) for end in (found[0].low, found[0].high))
    half, whole = step.value / 2, step.value
    if (low, high) == (half, whole) and found[0].low_inclusive and not found[0].high_inclusive:
        same = _size(binder, re.sub("计算?$", "", values.span.text), values.span)
        if same and _in_its_unit(same, step) == whole:
            return Form(kind="upper_half", parts=(ranges,), span=part.span)
    is_lower = low is None and high == half and not found[0].high_inclusive
    return Form(kind="lower_half", parts=(ranges, values), span=part.span) if is_lower else None


def _in_its_unit(end: object, step: Literal) -> Fraction | None:
    """A number of months in the unit of a step of years."""
    if not isinstance(end, Literal):
        return None
    if _alike(end, step):
        return end.value
    one, other = MONTHS_OF.get(end.type.unit.text), MONTHS_OF.get(step.type.unit.text)
    return end.value * one / other if one and other else None


def _rest_behind(binder: Binder, part: Form) -> tuple[Literal, str] | None:
    """What the rest is short of, and what comes of it."""
    if part.kind == "replaced" and (short := _short_of_one(binder, part)):
        return short, f"的按{short.text}计"
    if part.kind == "rounded_short":
        word, ending = part.word("QUANTITY", "UNIT"), part.word("SHORT_END")
        size = _size(binder, word.text, word.span) if word else None
        return (replace(size, text=word.text), ending.text) if size and word and ending else None
    return None


def refuse_larger(binder: Binder, word: Word, behind: Literal) -> None:
    """不足3小时的按3小时计，每小时5元: at least three hours, or in steps of three."""
    short = _size(binder, word.text, word.span)
    if short is not None and _alike(short, behind) and short.value > behind.value:
        raise Refused(_at_least_or_in_steps(word.span, short))


def _short_of_one(binder: Binder, part: Form) -> Literal | None:
    """What 不足1小时的，按1小时 is short of, where it counts as that; not of money, of which the least is meant."""
    ranges, values = part.form("ranges"), part.form("values")
    ends = [end for one in ranges.forms() for end in one.forms()] if ranges else []
    word = ends[0].word("UPPER") if len(ends) == 1 else None
    if word is None or word.text not in _SHORT or values is None or part.has("ITEM"):
        return None
    short = _size(binder, ends[0].span.text.removeprefix(word.text), ends[0].span)
    same = _size(binder, re.sub("计算?$", "", values.span.text), values.span)
    if short is None or same is None or short.type == MONEY or not _alike(short, same):
        return None
    return short if short.value == same.value else None


def _counted_up(part: Form, short: Literal) -> Form:
    word = Word(terminal="QUANTITY", text=short.text, span=part.span)
    ending = Word(terminal="SHORT_END", text=f"的按{short.text}计", span=part.span)
    return Form(kind="rounded_short", parts=(word, ending), span=part.span)


def _step_of(binder: Binder, part: Form) -> Literal | None:
    """What a price is for each of, or for so many of."""
    if part.kind == "per_unit":
        items = list(part.words("ITEM"))
        return unit_size(binder, items[0]) if items else None
    if part.kind in ("per_quantity", "per_full"):
        size = part.form("step_size")
        word = (size or part).word("QUANTITY", "UNIT")
        return _size(binder, word.text, word.span) if word else None
    return None


def _size(binder: Binder, text: str, span: Span) -> Literal | None:
    """A quantity as written, or one of a unit; it is noted as a number of the rule where it is bound."""
    if not re.match("[0-9零一二两三四五六七八九十百千万半]", text):
        text = f"1{text}"
    return read_quantity(Word(terminal="QUANTITY", text=text, span=span), Report(), binder.names.terms.units)


def _alike(one: Literal, other: Literal) -> bool:
    return one.type.unit.powers == other.type.unit.powers


def _at_least_or_in_steps(span: Span, short: Literal) -> WrongType:
    wanted = ("写明是最少按这么多计，还是按整数进位", "whether it is the least that is counted, or steps")
    advice = (
        f"最少按{short.text}计的，写作「，不低于{short.text}」；一{short.text}一{short.text}进位的，写作「，每{short.text}……元"
        f"（不足{short.text}的按{short.text}计）」",
        f"the least is written ，不低于{short.text}; steps, with the price of a step, ，每{short.text}…元（不足{short.text}的按{short.text}计）",
    )
    return WrongType(span=span, what=span.text, wanted=wanted, advice=advice)
