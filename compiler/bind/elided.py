"""What a sentence leaves out because it stands beside: the bounds of all but the last of several numbers (300万、500万、1亿元以上),
what several tests are of (甲、乙均达到70%以上), 为 before a number (人数1人的).

In: the form of a sentence as it was read.  Out: a form of the same meaning in which nothing is left out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..reading.syntax import Form, Word
from ..report.errors.types import WrongType
from ..text.source import Span
from .binder import Refused

# A number without 为 or a bound: of a count that number, of money hardly ever.
ALONE = "ALONE"


def form_of(kind: str, parts: tuple[Form | Word, ...], span: Span) -> Form:
    return Form(kind=kind, parts=parts, span=span)


# ── what a test is of ──


def left_out(test: Form) -> Form | None:
    """A test that leaves out what it is of: a range, 为3人以上, 2人, 为2人; None where it says so."""
    if test.kind in ("ranges", "growth_of_it"):
        return test
    if test.kind == "had_range":
        return test.form("ranges")
    if test.kind == "within_said" and len(test.parts) == 1:
        one = test.parts[0]
        assert isinstance(one, Form)
        return form_of("ranges", (one,), test.span)
    if test.kind == "holds" and isinstance(one := test.parts[0], Form) and one.kind == "quantity":
        number = one.word("QUANTITY")
        return form_of("one_of", (replace(number, terminal=ALONE),), test.span) if number else None
    first = test.parts[0] if test.kind == "one_of" else None
    is_number = isinstance(first, Word) and first.terminal in ("QUANTITY", "TEXT")
    return test if is_number else None


def subject_of(guard: Form) -> Form | Word | None:
    """What the one test of a case is of, or each of several is."""
    test = guard.parts[0]
    if isinstance(test, Form) and test.kind == "all_of":
        named = {_name_in(part) for part in test.parts}
        return named.pop() if len(named) == 1 else None
    if not isinstance(test, Form) or test.kind not in ("within", "one_of", "is_number", "within_said"):
        return None
    first = test.parts[0]
    is_said = isinstance(first, Form) or first.terminal == "NAME"
    return first if is_said and len(test.parts) > 1 else None


def _name_in(test: Form | Word) -> Form | Word | None:
    subject = subject_of(Form(kind="guard", parts=(test,), span=test.span))
    if isinstance(subject, Form) and subject.kind in ("name", "growth"):
        return subject.parts[0]
    return subject


def with_subject(test: Form, subject: Form | Word) -> Form:
    if test.kind == "ranges":
        return form_of("within", (subject, test), test.span)
    if test.kind == "growth_of_it":
        of = subject if isinstance(subject, Form) and subject.kind == "growth" else growth_of(subject, test.span)
        return form_of("within", (of, *test.forms("ranges")), test.span)
    return replace(test, parts=(subject, *test.parts))


# ── what a percentage is of ──


def base_of(award: Form) -> list[Form | Word]:
    """What the percentage that an amount begins with is of (本人工资, of 按本人工资的60%); nothing where it begins otherwise."""
    first = next(award.forms(), None)
    if first and first.kind == "free_base":
        # 免收学费: of the whole of it
        part = next(first.forms())
        return [form_of("bracket", (part,), part.span)]
    share = _first_value(award)
    if share is None or share.kind != "share_of" or not _is_rate(share.parts[-1]):
        return []
    return [share.parts[0]]


def of_base(award: Form, bases: Sequence[Form | Word]) -> Form:
    """已满二年的，按70%, behind 不满二年的，按本人工资的60%: 70% of the same."""
    first = next(award.forms(), None)
    if first and first.kind == "discount" and bases and isinstance(bases[0], Form) and bases[0].kind == "bracket":
        # 困难的，减收50%, behind 免收学费
        base = form_of("base", (form_of("values", (bases[0],), first.span),), first.span)
        return replace(award, parts=(base, *award.parts))
    rate = _first_value(award)
    if rate is None or not bases or not _is_rate(rate):
        return award
    return with_part(award, rate, form_of("share_of", (bases[0], rate), rate.span))


def _first_value(award: Form) -> Form | None:
    """The one value that an amount begins with."""
    first = next(award.forms(), None)
    first = next(first.forms(), None) if first and first.kind == "opening" else first
    values = first.form("values") if first and first.kind == "base" and not first.has("RESPECTIVELY") else None
    if values is None or len(values.parts) != 1:
        return None
    one = values.parts[0]
    return one if isinstance(one, Form) else None


def _is_rate(part: Form | Word) -> bool:
    word = part.word("RATE", "QUANTITY") if isinstance(part, Form) and part.kind == "quantity" else None
    return word is not None and word.text.endswith(("%", "‰", "全额"))


def with_part(form: Form, one: Form, other: Form) -> Form:
    """The form with another in the place of one of its parts, however deep."""
    if form is one:
        return other
    return replace(
        form, parts=tuple(with_part(part, one, other) if isinstance(part, Form) else part for part in form.parts)
    )


def growth_of(subject: Form | Word, span: Span) -> Form:
    """By how much a quantity has grown on the year before."""
    name = subject.parts[0] if isinstance(subject, Form) else subject
    return form_of("growth", (name,), span)


# ── what is said once for several ──


def _number_alone(form: Form) -> Form:
    """人数1人的: with 为 left out."""
    subject, bare = form.forms()
    if word := bare.word("INCLUDED"):
        wanted = ("写明是以上还是以下", "whether it is this number and more, or and less")
        raise Refused(WrongType(span=word.span, what=word.text, wanted=wanted))
    numbers = (replace(word, terminal=ALONE) for word in _numbers(bare))
    return replace(form, kind="one_of", parts=(subject, *numbers))


def _numbers(bare: Form) -> Iterator[Word]:
    for part in bare.parts:
        if isinstance(part, Form):
            yield from _numbers(part)
        elif part.terminal == "QUANTITY":
            yield part


def _said_to_be(form: Form) -> Form:
    """人数为3人以上: with 为 before the range."""
    name, one = form.parts
    return replace(form, kind="within", parts=(name, form_of("ranges", (one,), one.span)))


def _with_number(model: Form, bound: Form) -> Form:
    """A range of one end, with another number."""
    end = next(model.forms(), None)
    number = next((part for part in end.forms()), None) if end and len(list(model.forms())) == 1 else None
    if end is None or number is None or end.kind not in ("above", "upper", "after_word"):
        wanted = ("写全每一个的界", "each with its bound")
        raise Refused(WrongType(span=bound.span, what=bound.span.text, wanted=wanted))
    other = bound if number.kind == "bound" else replace(bound, kind="quantity")
    end = replace(end, parts=tuple(other if part is number else part for part in end.parts), span=bound.span)
    return replace(model, parts=(end,), span=bound.span)


def _all_with_bounds(form: Form) -> Form:
    """300万、500万、1亿美元以上: each with the words of the first that has any."""
    bare = form.form("bare")
    if bare is None:
        return form
    first = next(form.forms("range"))
    made = (_with_number(first, form_of("bound", (word,), word.span)) for word in _numbers(bare))
    return replace(form, parts=(*made, *(part for part in form.parts if part is not bare)))


def _of_the_sum(form: Form) -> Form:
    """工资、奖金合计超过5000元(的部分): of what they make together."""
    values, *others = (part for part in form.parts if not (isinstance(part, Word) and part.terminal == "TOTAL"))
    assert isinstance(values, Form)
    whole, *more = values.parts
    for value in more:
        whole = form_of("addition", (whole, value), values.span)
    kind = "band" if form.kind == "band_of_total" else "within"
    return replace(form, kind=kind, parts=(form_of("bracket", (whole,), values.span), *others))


ELIDED: Mapping[str, Callable[[Form], Form]] = {
    "is_number": _number_alone,
    "within_said": _said_to_be,
    "within_total": _of_the_sum,
    "band_of_total": _of_the_sum,
    "ranges": _all_with_bounds,
}
