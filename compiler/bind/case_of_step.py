"""A range before a step: ，不足1200元的，按1200元支付 is another amount where the amount lies there, ，第二年的，按70% a step that is
taken in one case, whose range is of a fact that is understood.

In: the steps of a sentence.  Out: the same, each ``replaced`` by its like: an amount for an amount, else a case.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..reading.syntax import Form, Word
from ..report.errors.types import WrongType
from .binder import Binder, Refused
from .elided import form_of
from .understood import understood_case


def told_apart(binder: Binder, parts: Sequence[Form]) -> Iterator[Form]:
    """The steps, those with a range before them as what they are; 低于60%的，按60% has what the range before is a share of."""
    base: Form | Word | None = None
    for part in parts:
        if of_name := _of_name(part):
            yield of_name
            continue
        if part.kind != "replaced":
            yield part
            continue
        ranges, step = part.form("ranges"), part.parts[-1]
        assert ranges is not None
        base = _base_of(ranges) or base
        values = step.form("values") if isinstance(step, Form) and step.kind == "rate" else None
        if values is None or _is_rank(ranges) or (_is_rate(values) and base is None and not _is_of_rates(ranges)):
            yield _as_case(binder, part, ranges, step)
            continue
        if base is not None and _is_rate(values):
            ranges, values = _of(base, ranges), _of(base, values)
        items = tuple(part.words("ITEM"))
        yield replace(part, parts=(*items, ranges, values))


def _as_case(binder: Binder, part: Form, ranges: Form, step: Form | Word) -> Form:
    """，第二年的，按70%: a case of the fact that the range is of."""
    line = form_of("line", (form_of("guard", (ranges,), ranges.span),), part.span)
    guard = None if "元" in ranges.span.text or part.has("ITEM") else understood_case(binder, line)
    if guard is None:
        said = ranges.span.text
        wanted = ("前面写明是什么的", "what the range is of")
        advice = (f"写上名称，如「，某某{said}的，……」", f"put the name before it: ，某某{said}的，…")
        raise Refused(WrongType(span=ranges.span, what=said, wanted=wanted, advice=advice))
    return form_of("case_step", (guard.parts[0], step), part.span)


_UNIT = re.compile("[0-9零一二两三四五六七八九十百千万.,]+")


def _of_name(part: Form) -> Form | None:
    """，人数不足3人的按3人计: of what is counted, another number of it.  Of money, the amount may be meant as well."""
    test, step = (part.parts[0], part.parts[-1]) if part.kind == "case_step" else (None, None)
    if not isinstance(test, Form) or test.kind != "within" or not isinstance(step, Form) or step.kind != "rate":
        return None
    subject, ranges, values = test.parts[0], test.form("ranges"), step.form("values")
    if not isinstance(subject, Form) or ranges is None or values is None or subject.kind != "name":
        return None
    ends = {_UNIT.sub("", end.span.text) for end in _ends(ranges)}
    said = _UNIT.sub("", re.sub("计算?$", "", values.span.text))
    return (
        replace(part, kind="replaced", parts=(subject, ranges, values))
        if ends == {said} and said not in _OPEN
        else None
    )


# Of these, another amount may be meant, or another share.
_OPEN = ("", "元", "%", "‰")


def _is_rank(ranges: Form) -> bool:
    return any(one.word("RANK") for one in ranges.forms("range"))


def _ends(ranges: Form) -> Iterator[Form]:
    """What a range ends at: 高于平均工资的300%, 低于60%."""
    return (limit for one in ranges.forms() for end in one.forms() for limit in end.forms())


def _base_of(ranges: Form) -> Form | Word | None:
    shares = (limit.parts[0] for limit in _ends(ranges) if limit.kind == "share_of" and _is_rate(limit.parts[-1]))
    return next(shares, None)


def _is_of_rates(ranges: Form) -> bool:
    return any(_is_rate(limit) for limit in _ends(ranges))


def _is_rate(form: Form | Word) -> bool:
    """Whether this is a percentage and no more."""
    if isinstance(form, Word):
        return form.terminal == "RATE" or form.text.endswith(("%", "‰"))
    return len(form.parts) == 1 and form.kind in ("values", "quantity", "value", "bound") and _is_rate(form.parts[0])


def _of(base: Form | Word, form: Form) -> Form:
    """The form with 60% as 60% of the base."""
    if form.kind == "quantity" and _is_rate(form):
        return form_of("share_of", (base, form), form.span)
    if form.kind == "share_of":
        return form
    return replace(form, parts=tuple(_of(base, part) if isinstance(part, Form) else part for part in form.parts))
