"""A fee that begins with one for the first of what is counted: 首小时5元，以后每小时3元; 起步价10元（含3公里），超过3公里每公里2元.

In: the form of an amount as it was read.  Out: a form of the same meaning: 5元，超过1小时的部分，每小时3元.  Where nothing goes on
behind it, 3公里以内10元 is a case, 3公里以内的，10元.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ..reading.syntax import Form, Sentence, Word
from ..report.errors.types import WrongType
from ..text.source import Span
from .binder import Refused
from .elided import form_of

_HOW_MUCH = re.compile(
    "(?P<number>[0-9.]+|[一二两三四五六七八九十半])?个?(?P<unit>半小时|[^0-9一二两三四五六七八九十，；、（）]+?)(?:（含）|[之以]?内|含|收费|计费|收取|基价|价格|为|按|）|$)"
)
_LEADING = re.compile("^[（/，]?(?:起步(?:价|里程|费)?(?:为|按)?|包?含|[首第前][重程段次]?)*")
# Of nothing else a fee can begin: 5000元，超过500元的部分 may be of anything.
_STARTS = ("FIRST_UNIT", "WITHIN_IT", "INCLUDED")


def from_first(award: Form) -> Form:
    """The parts behind the first unit as parts above it."""
    forms = list(award.forms())
    first = forms[0] if forms else award
    is_fixed = first.kind == "base" and "元" in first.span.text
    if first.kind == "first_part" or is_fixed:
        forms = [first, *(_as_later(form, first.kind == "first_part") for form in forms[1:])]
    if not any(form.kind in ("first_part", "later_part") for form in forms):
        return award
    if first.kind == "first_part":
        base = form_of("base", (_amount(first),), first.span)
        return replace(award, parts=(base, *_behind(forms[1:], _size(first))))
    if first.kind == "later_part" or not is_fixed or any(map(_is_case, forms)):
        raise Refused(_above_what(next(form for form in forms if form.kind == "later_part").span))
    return replace(award, parts=(first, *_behind(forms[1:], None)))


def joined(group: Sequence[Sentence]) -> list[Sentence]:
    """首小时5元；以后每小时3元: one sentence; 80至89周岁每人50元，90周岁以上每人100元: two."""
    made: list[Sentence] = []
    for sentence in (each for one in group for each in _cases_apart(one)):
        award, before = _award(sentence), _award(made[-1]) if made else None
        if made and (with_rest := _with_rest(made[-1], sentence)):
            made[-1] = with_rest
            continue
        goes_on = award is not None and next(award.forms(), award).kind == "later_part"
        if goes_on and award is not None and before is not None and next(before.forms(), before).kind == "first_part":
            form = made[-1].form
            assert form is not None
            whole = replace(before, parts=(*before.parts, *award.parts))
            made[-1] = replace(made[-1], form=replace(form, parts=(*form.parts[:-1], whole)))
        else:
            made.append(sentence)
    return made


def _with_rest(before: Sentence, sentence: Sentence) -> Sentence | None:
    """工龄每满一年1000元；六个月以上不满一年的，按一年计算: what is less than a step, of the sentence before."""
    line, form = before.form, sentence.form
    award, last = (each.parts[-1] if each else None for each in (line, form))
    guard = form.form("guard") if form else None
    ranges = guard.parts[0] if guard else None
    if not (line and isinstance(award, Form) and isinstance(last, Form) and isinstance(ranges, Form)):
        return None
    amount = list(last.forms())
    steps = [part for each in award.forms() for part in (each, *each.forms())]
    is_in_steps = any(part.kind == "per_full" or part.kind == "replaced" for part in steps)
    values = amount[0].form("values") if len(amount) == 1 and amount[0].kind == "base" else None
    if ranges.kind != "ranges" or values is None or not is_in_steps or not re.search("[年月]", ranges.span.text):
        return None
    rest = form_of("replaced", (ranges, form_of("rate", (values,), last.span)), sentence.span)
    return replace(before, form=replace(line, parts=(*line.parts[:-1], replace(award, parts=(*award.parts, rest)))))


def _cases_apart(sentence: Sentence) -> Iterator[Sentence]:
    """A sentence whose case is a range, and the ranges behind it that are cases as well."""
    line = sentence.form
    award = line.parts[-1] if line else None
    guard = line.form("guard") if line else None
    forms = list(award.forms()) if isinstance(award, Form) and award.kind == "award" else []
    starts = [at for at, form in enumerate(forms) if at and _is_case(form)]
    if line is None or guard is None or not starts or not isinstance(award, Form):
        yield sentence
        return
    yield replace(
        sentence, form=replace(line, parts=(*line.parts[:-1], replace(award, parts=tuple(forms[: starts[0]]))))
    )
    for start, end in pairwise((*starts, len(forms))):
        ranges, price = forms[start].parts
        case = form_of("guard", (ranges,), ranges.span)
        amount = replace(award, parts=(price, *forms[start + 1 : end]), span=price.span)
        yield replace(sentence, form=replace(line, parts=(case, amount), span=forms[start].span))


def _is_case(form: Form) -> bool:
    return form.kind == "later_part" and form.form("ranges") is not None and not _is_of_its_price(form)


def _is_of_its_price(part: Form) -> bool:
    """超过3公里每公里2元: whether the range is of what the price is for each of."""
    ranges, price = part.form("ranges"), part.parts[-1]
    if ranges is None or not isinstance(price, Form):
        return True
    units = [word.text for word in price.words("ITEM")]
    units += [re.sub("[0-9.]+", "", word.text) for word in price.words("QUANTITY")]
    return any(unit in ranges.span.text for unit in units)


def case_alone(line: Form) -> Form:
    """3公里以内10元, with nothing behind it that goes on: a case."""
    award = line.parts[-1]
    forms = list(award.forms()) if isinstance(award, Form) and award.kind == "award" else []
    word = forms[0].word("FIRST_UNIT") if forms and forms[0].kind == "first_part" else None
    if word is None or "内" not in word.text or line.form("guard") or any(map(_goes_on, forms[1:])):
        return line
    guard = form_of("guard", (_ranges("不超过", "upper", _size(forms[0]), word.span),), word.span)
    base = form_of("base", (_amount(forms[0]),), forms[0].span)
    assert isinstance(award, Form)
    words = (part for part in line.parts if isinstance(part, Word))
    return replace(line, parts=(*words, guard, replace(award, parts=(base, *forms[1:]))))


def _goes_on(form: Form) -> bool:
    inner = next(form.forms(), form) if form.kind == "opening" else form
    return inner.kind in ("later_part", "next_band")


def _award(sentence: Sentence) -> Form | None:
    form = sentence.form
    award = form.parts[-1] if form and not form.form("guard") and not form.has("ALSO") else None
    return award if isinstance(award, Form) and award.kind == "award" else None


def _amount(first: Form) -> Form:
    number = next(first.words("QUANTITY"))
    return form_of("values", (form_of("quantity", (number,), number.span),), number.span)


def _size(first: Form) -> Word | None:
    """1小时 of 首小时, 3公里 of （含3公里）."""
    word = first.word(*_STARTS)
    found = _HOW_MUCH.search(_LEADING.sub("", word.text)) if word else None
    if word is None or found is None:
        return None
    text = (
        f"{found['number'] or ''}{found['unit']}"
        if found["number"] or found["unit"] == "半小时"
        else f"1{found['unit']}"
    )
    return Word(terminal="QUANTITY", text=text, span=word.span)


def _behind(forms: Sequence[Form], size: Word | None) -> Iterator[Form]:
    """What follows, each part above the first unit, or above what it says itself, up to where the next one begins."""
    for at, form in enumerate(forms):
        ranges = form.form("ranges") if form.kind == "later_part" else None
        price = form.parts[-1] if form.parts else form
        if form.kind == "opening" and size is not None and (beyond := next(form.forms())).has("BEYOND"):
            # ，超过部分每公里2元
            ranges, price = _ranges("超过", "after_word", size, form.span), form.parts[-1]
            yield _part(ranges, beyond.span, price, form.span)
            continue
        elif form.kind != "later_part":
            yield form
            continue
        ranges = ranges or _ranges("超过", "after_word", size, form.span)
        assert isinstance(price, Form)
        upper = _lower_end(forms[at + 1]) if at + 1 < len(forms) else None
        yield _part(_up_to(_above(ranges), upper), ranges.span, price, form.span)


def _as_later(form: Form, is_behind_first: bool) -> Form:
    """，超过3公里每公里2元; with 的， a part only behind the first 3公里."""
    ranges = form.form("ranges") if form.kind == "replaced" else None
    price = form.parts[-1] if ranges else None
    if ranges is None or not isinstance(price, Form) or price.kind != "per_unit":
        return form
    is_part = is_behind_first or ("的，" not in form.span.text and _is_of_its_price(form))
    return form_of("later_part", (ranges, price), form.span) if is_part else form


def _part(ranges: Form, span: Span, price: Form | Word, whole: Span) -> Form:
    part = Word(terminal="PART", text="的部分", span=span)
    return form_of("opening", (form_of("next_band", (ranges, part), span), price), whole)


def _lower_end(form: Form) -> Form | None:
    """10公里 of ，10公里以上每公里2.7元: where the part before ends; where it is charged besides (加收), it does not."""
    ranges = form.form("ranges") if form.kind == "later_part" else None
    end = _only_end(_above(ranges)) if ranges else None
    if end is None or end.kind != "after_word" or re.search("[加另再]", form.span.text):
        return None
    return next(end.forms(), None)


def _only_end(ranges: Form) -> Form | None:
    one = next(ranges.forms(), None)
    return next(one.forms(), None) if one and len(list(one.forms())) == len(list(ranges.forms())) == 1 else None


def _up_to(ranges: Form, upper: Form | None) -> Form:
    end = _only_end(ranges)
    if upper is None or end is None or end.kind != "after_word":
        return ranges
    one = next(ranges.forms())
    number = next(upper.words("QUANTITY"), None)
    if number is None:
        return ranges
    parts: tuple[Form | Word, ...] = (*end.words("LOWER"), *end.forms(), form_of("bound", (number,), number.span))
    return replace(ranges, parts=(replace(one, parts=parts),))


def _above(ranges: Form) -> Form:
    """6公里以上, 3公里后 as a part: 超过6公里, 超过3公里."""
    one = next(ranges.forms(), None)
    end = next(one.forms(), None) if one else None
    if one is None or end is None or end.kind != "above" or len(list(ranges.forms())) > 1:
        return ranges
    words = tuple(part for part in end.parts if isinstance(part, Form))
    word = Word(terminal="LOWER", text="超过", span=end.span)
    return replace(ranges, parts=(replace(one, parts=(form_of("after_word", (word, *words), end.span),)),))


def _ranges(word: str, kind: str, size: Word | None, span: Span) -> Form:
    if size is None:
        raise Refused(_above_what(span))
    span = size.span
    said = Word(terminal="LOWER" if kind == "after_word" else "UPPER", text=word, span=span)
    end = form_of(kind, (said, form_of("quantity", (size,), size.span)), span)
    return form_of("ranges", (form_of("range", (end,), span),), span)


def _above_what(span: Span) -> WrongType:
    wanted = ("前面写明头一份是多少", "how much the first amount is for")
    advice = (
        f"写作「起步价10元（含3公里），{span.text}」，或「首小时5元，{span.text}」",
        f"write 起步价10元（含3公里），{span.text}, or 首小时5元，{span.text}",
    )
    return WrongType(span=span, what=span.text, wanted=wanted, advice=advice)
