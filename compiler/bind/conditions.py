"""Conditions: 且、或、为、不为、在某界内.

In: the form of a condition.  Out: an expression that is 是 or 否.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tiaowen.runtime.numerals import read_numeral
from tiaowen.runtime.units import unit_decimals

from ..language.around import ANY_ADVICE, HAVING
from ..language.word_lists import NUMERALS, PLACES
from ..model.bounds import Range
from ..model.expr import All, AnyOf, Compare, Comparison, Element, Expr, FactRef, Literal, Not, TextLiteral
from ..model.types import BOOLEAN, DATE, ListType, NumberType, OptionType
from ..model.unit_words import PEOPLE
from ..reading.syntax import Form, Word
from ..report.diagnostic import Report
from ..report.errors.lists import WhichYears
from ..report.errors.syntax import WordWithoutMeaning
from ..report.errors.types import DifferentLengths, NeedsScope, WrongType
from ..text.source import Span
from .amounts import expr_of, quantity_of
from .binder import AtomForm, Binder, Out, Refused
from .choices import is_choice
from .desugar import named
from .elided import ALONE, form_of
from .ends import counted_bare, words_in
from .levels import check_apart
from .names import list_type, meaning_of, option_of, spelled, understood, wanted_for, within_list
from .ranges import inside, ranges_of, up_to_the_next
from .understood import understood_case
from .units import alike, check_alike, number_kind

_TRUTH = ("一个条件（能判断是或否）", "a condition")


def requirement_of(binder: Binder, form: Form) -> Expr:
    """A sentence of 条件, without its guard."""
    last = form.parts[-1]
    if isinstance(last, Form) and last.kind in ("ranges", "had_range", "growth_of_it"):
        # 年满60周岁: of the one quantity in that unit
        line = form_of("line", (form_of("guard", (last,), last.span),), last.span)
        last = named(
            form_of("guard", (last,), last.span), understood_case(binder, line) if "元" not in last.span.text else None
        )
    asked = condition_of(binder, last.parts[0] if isinstance(last, Form) and last.kind == "guard" else last)
    _refuse_without_bound(asked, form.span)
    return asked


def condition_of_items(inner: Binder, owner: Word, kind: ListType, form: Form | Word) -> Expr:
    """What is asked of each item of a list; a range alone (100万元以上的贷款, 四星以上的酒店) is of the item, or of the one field that
    it can be of."""
    if isinstance(form, Word):
        return truth_of(inner, form)
    if form.kind != "ranges":
        return condition_of(inner, form)
    if kind.item is not None:
        return condition_of(inner, form_of("within", (form_of("name", (owner,), owner.span), form), form.span))
    values = [word.text for word in words_in(form) if word.terminal == "VALUE"]
    owners = {name for value in values for name in inner.names.options.get(value, ())}
    days = [name for name, of in kind.fields if of == DATE] if any(w.terminal == "DATE" for w in words_in(form)) else []
    found = sorted(owners) if values else days
    if len(found) == 1:
        subject = replace(owner, text=found[0], span=form.span)
        return condition_of(inner, form_of("within", (form_of("name", (subject,), form.span), form), form.span))
    return requirement_of(inner, form_of("requirement", (form,), form.span))


# 住宿晚数为1晚: what says that it is just so many.
_JUST = re.compile("为|是|等于|正好|恰")


def _refuse_without_bound(asked: Expr, span: Span) -> None:
    """住宿晚数1晚, which pays nothing for two nights: in a condition of counts it says whether that is the least."""
    if not isinstance(asked, Compare) or asked.operator != "=" or not isinstance(asked.right, Literal):
        return
    kind, number = asked.left.type, asked.right.text
    is_count = isinstance(kind, NumberType) and not kind.unit.is_dimensionless and not _JUST.search(span.text)
    if is_count and number in span.text:
        raise Refused(_without_bound(span, spelled(asked.left), number))


def guard_of(binder: Binder, form: Form, before: Form | None) -> Expr | None:
    """When a sentence of 条件 binds: ［某情形的，］某条件; a range alone is of what the sentence before is about."""
    guard = form.form("guard")
    if before is None and binder.names.list_scope:
        # 首件的，……: of the present item
        before = understood_case(binder, form)
    return condition_of(binder, named(guard, before).parts[0]) if guard else None


def condition_of(binder: Binder, form: Form | Word) -> Expr:
    """Whatever asks: a test, or several with 且 or 或."""
    assert isinstance(form, Form)
    return expr_of(binder, form)


def truth_of(binder: Binder, form: Form | Word) -> Expr:
    """What must be 是 or 否 as it stands."""
    found = expr_of(binder, form)
    if found.type != BOOLEAN:
        raise Refused(
            WrongType(span=form.span, what=form.span.text, wanted=_TRUTH, advice=_truth_advice(found, form.span.text))
        )
    return found


def alternatives_of(binder: Binder, form: Form, *, ladder: bool = False) -> list[Expr]:
    """The conditions that a list of options or ranges stands for, one each.  As a ``ladder`` (达到A、B、C的，分别)
    each threshold reaches up to the next."""
    if form.kind == "within":
        subject = expr_of(binder, form.parts[0])
        ranges_form = form.form("ranges")
        assert ranges_form is not None
        if isinstance(subject.type, ListType) and _counts(ranges_form, subject.type.each):
            # 专利3件以上: how many there are
            subject = binder.atoms["how_many"](binder, form_of("how_many", _name_of(form), form.span))
        ranges = ranges_of(binder, ranges_form, subject)
        for end in (end for found in ranges for end in (found.low, found.high) if end is not None):
            check_apart(binder, subject, end, form.span)
        tests = [inside(subject, found) for found in ranges]
        if ladder and len(ranges) > 1 and all(r.high is None for r in ranges):
            tests = [inside(subject, found) for found in up_to_the_next(ranges)]
        if past := _past_of(binder, form, subject):
            tests = [
                All(parts=(test, _never(binder, past, r, form.span))) for test, r in zip(tests, ranges, strict=True)
            ]
        return tests
    first = next(part for part in form.parts if not (isinstance(part, Word) and part.terminal == "NOT"))
    of = next(form.words("NAME"), first)
    # 国家级项目, of one of the items of 项目, says no more than 国家级
    subject = _chooser(binder, first if isinstance(of, Word) and _is_open_list(binder, of) else of)
    choices = [part for part in form.parts if is_choice(part)]
    if sort := form.word("OF_SORT"):
        _check_sort(sort, subject)
    if (said := form.word("SO_MANY")) and read_numeral(said.text[0]) != len(choices):
        raise Refused(DifferentLengths(span=form.span, left=len(choices), right=int(read_numeral(said.text[0]))))
    return [equals(binder, subject, choice) for choice in choices]


def _counts(ranges: Form, each: str) -> bool:
    """Whether every number of a range is of what the items of a list are counted in."""
    numbers = [word for word in words_in(ranges) if word.terminal == "QUANTITY"]
    return bool(numbers) and all(re.fullmatch(f"[^个]*[{NUMERALS}]{re.escape(each)}", word.text) for word in numbers)


def _name_of(form: Form) -> tuple[Form | Word, ...]:
    first = form.parts[0]
    return first.parts if isinstance(first, Form) and first.kind == "name" else (first,)


# 本年销售额, as its past years are named without this.
_OF_NOW = re.compile("^(本年度?|当年度?|今年|年度?)")


def base_of(name: str) -> str:
    """The quantity of which a name says this year's.

    >>> base_of("本年销售额")
    '销售额'
    """
    return _OF_NOW.sub("", name)


def _past_of(binder: Binder, form: Form, subject: Expr) -> FactRef | None:
    """首次达到, where the years before are filled in (往年销售额：每年金额，不含本年): the list of them."""
    if not any(word.terminal == "LOWER" and word.text.startswith("首次") for word in words_in(form)):
        return None
    base = base_of(spelled(subject))
    for fact in binder.names.facts:
        match fact:
            case FactRef(type=ListType(each="年", item=NumberType()) as years) if base and base in fact.name:
                if years.this_year is None:
                    raise Refused(WhichYears(span=form.span, said=form.span.text, list=fact.name))
                if not years.this_year:
                    return fact
    return None


def _never(binder: Binder, past: FactRef, reached: Range, span: Span) -> Expr:
    """That in no year before it was so high."""
    assert isinstance(past.type, ListType) and past.type.item is not None and reached.low is not None
    one = Element(list=past.name, type=past.type.item)
    below: Comparison = "<" if reached.low_inclusive else "<="
    check_alike(reached.low, one, span)
    return binder.every(past.name, past.type.each, Compare(left=one, operator=below, right=reached.low))


def _each_within(binder: Binder, form: Form) -> Expr:
    """甲、乙均达到70%; 甲、乙分别达到70%、60%: each of several names; 历年销售额均达到100万元: each item of a list."""
    said, ranges_form = form.parts
    assert isinstance(said, Word) and isinstance(ranges_form, Form)
    words = _names_in(binder, said)
    subjects = [meaning_of(binder, word) for word in words]
    is_paired = said.text.endswith("分别")
    tests: list[Expr] = []
    for at, (word, subject) in enumerate(zip(words, subjects, strict=True)):
        of, inner = subject, binder
        if isinstance(subject.type, ListType):
            inner = within_list(binder, word.text)
            of = inner.names.known.get(word.text, subject)
        ranges = ranges_of(inner, ranges_form, None if is_paired else of)
        if len(ranges) != (len(words) if is_paired else 1):
            raise Refused(DifferentLengths(span=form.span, left=len(words), right=len(ranges)))
        found = ranges[at if is_paired else 0]
        low, high = (None if end is None else alike(end, of, form.span) for end in (found.low, found.high))
        test = inside(of, replace(found, low=low, high=high))
        if isinstance(subject.type, ListType):
            test = binder.every(word.text, subject.type.each, test)
        tests.append(test)
    return tests[0] if len(tests) == 1 else All(parts=tuple(tests))


def _names_in(binder: Binder, said: Word) -> list[Word]:
    """The names before 均, each with its place."""
    text = re.sub("(均|都|各|分别)$", "", said.text)
    found: list[Word] = []
    at = said.span.start
    for name in re.split("、|和|与|以?及", text):
        start = said.span.source.text.find(name, at)
        span = said.span if start < 0 else Span(said.span.source, start, start + len(name))
        at = span.end if start >= 0 else at
        found.append(Word(terminal="NAME", text=name, span=span))
    return found


def _is_open_list(binder: Binder, word: Word) -> bool:
    """Whether a name is that of the list of records whose items are gone through."""
    if word.terminal != "NAME" or word.text not in binder.names.open:
        return False
    kind = list_type(binder, word.text)
    return kind is not None and kind.item is None


def _chooser(binder: Binder, form: Form | Word) -> Expr:
    """What one of some options is said of: named, or (国家级的，…) the one fact that has the option."""
    if isinstance(form, Form) or form.terminal != "VALUE":
        return expr_of(binder, form)
    owners = binder.names.options.get(form.text, ())
    if len(owners) == 1:
        return understood(binder, owners[0], form.span)
    wanted = ("写明是哪一项的选项，如「类别为甲」", "the fact that it is an option of, as in 类别为甲")
    raise Refused(WrongType(span=form.span, what=form.text, wanted=wanted))


def equals(binder: Binder, subject: Expr, choice: Form | Word) -> Expr:
    """``subject`` 为 ``choice``."""
    assert isinstance(choice, Word)
    kind = subject.type
    if choice.terminal in ("YES", "NO") and kind == BOOLEAN:
        return subject if choice.terminal == "YES" else Not(part=subject)
    if isinstance(kind, OptionType):
        return Compare(left=subject, operator="=", right=option_of(kind, choice))
    if isinstance(kind, NumberType) and choice.terminal in ("QUANTITY", ALONE):
        if choice.terminal == ALONE and (unit_decimals(kind.unit) or kind.is_ratio):
            raise Refused(_without_bound(choice.span, spelled(subject), choice.text))
        number = counted_bare(quantity_of(binder, choice), subject)
        assert number is not None
        return Compare(left=subject, operator="=", right=alike(number, subject, choice.span))
    if choice.terminal == "TEXT" and not isinstance(kind, (NumberType, ListType)):
        return Compare(left=subject, operator="=", right=TextLiteral(text=choice.text[1:-1]))
    if isinstance(kind, ListType):
        raise Refused(NeedsScope(span=choice.span, name=spelled(subject), each=kind.each))
    raise Refused(WrongType(span=choice.span, what=choice.text, wanted=wanted_for(subject)))


def _check_sort(sort: Word, subject: Expr) -> None:
    """八级伤残的, of 伤残等级; of another fact 伤残 would be a condition."""
    if sort.text not in spelled(subject):
        raise Refused(WordWithoutMeaning(span=sort.span, word=sort.text, instead=ANY_ADVICE))


def _of_sort(binder: Binder, form: Form) -> Expr:
    """八级伤残的: of what is called 伤残等级 and measured in 级; 有两个子女的, of 子女数."""
    word = next(form.words("QUANTITY"))
    number = quantity_of(binder, word)
    found = _called_so(binder, form, [number])
    right = counted_bare(number, found)
    assert right is not None
    return Compare(left=found, operator="=", right=alike(right, found, word.span))


def _within_sort(binder: Binder, form: Form) -> Expr:
    """有三个以上子女的, 招用3名以上残疾人的: of what is called so."""
    ranges = form.form("ranges")
    assert ranges is not None
    if any(one.word("RANK") for one in ranges.forms("range")) and (place := _place_called_so(binder, form)):
        return AnyOf(parts=tuple(inside(place, one) for one in ranges_of(binder, ranges, place)))
    apart = replace(binder, out=Out(report=Report()))
    ends = [end for one in ranges_of(apart, ranges, None) for end in (one.low, one.high)]
    found = _called_so(binder, form, [end for end in ends if isinstance(end, Literal)])
    tests = tuple(inside(found, one) for one in ranges_of(binder, ranges, found))
    return tests[0] if len(tests) == 1 else AnyOf(parts=tests)


def _place_called_so(binder: Binder, form: Form) -> Expr | None:
    """第二次住院的: of 第几次住院."""
    sort = next(form.words("OF_SORT")).text
    found = [fact for fact in binder.names.facts if re.search(PLACES, spelled(fact)) and sort in spelled(fact)]
    return found[0] if len(found) == 1 else None


def _had_range(binder: Binder, form: Form) -> Expr:
    """购置1000平方米以上: of the one quantity in that unit."""
    ranges = form.form("ranges")
    assert ranges is not None
    line = form_of("line", (form_of("guard", (ranges,), form.span),), form.span)
    guard = named(form_of("guard", (ranges,), form.span), understood_case(binder, line))
    return condition_of(binder, guard.parts[0])


def _called_so(binder: Binder, form: Form, numbers: Sequence[Literal]) -> Expr:
    """The one thing that is counted and has the noun in its name, and the verb where one is said; in the unit of the numbers, 个
    being one of any."""
    sort = next(form.words("OF_SORT"))
    verb = next((word.text for word in form.words("HAVING") if word.text not in HAVING), "")
    found = [
        fact
        for fact in binder.names.facts
        if isinstance(fact.type, NumberType)
        and sort.text in spelled(fact)
        and verb in spelled(fact)
        and not unit_decimals(fact.type.unit)
        and all(_may_be_of(number, fact) for number in numbers)
    ]
    if len(found) != 1 or not numbers:
        named = [fact for fact in binder.names.facts if spelled(fact) == sort.text and verb]
        if len(named) == 1 and isinstance(named[0].type, NumberType):
            raise Refused(_of_whom(next(form.words("HAVING")), form, sort))
        raise Refused(WordWithoutMeaning(span=sort.span, word=sort.text, instead=ANY_ADVICE))
    return found[0]


def _of_whom(verb: Word, form: Form, sort: Word) -> WordWithoutMeaning:
    """游览1个以上A级景区的, of A级景区: of those that were visited, or of all there are."""
    said = form.span.text.removeprefix(verb.text).removesuffix(sort.text)
    instead = (
        f"「{sort.text}」就是{verb.text}的，写作「{sort.text}{said}的，……」；不是的，另填报「{verb.text}{sort.text}」",
        f"where {sort.text} is what is meant, write {sort.text}{said}的; else declare {verb.text}{sort.text}",
    )
    return WordWithoutMeaning(span=verb.span, word=verb.text, instead=instead)


def _may_be_of(number: Literal, fact: Expr) -> bool:
    unit, own = number.type.unit, number_kind(fact).unit
    both_people = unit.text in PEOPLE and own.text in PEOPLE
    return unit == own or both_people or (unit.text == "个" and not own.is_dimensionless)


def _without_bound(span: Span, name: str, number: str) -> WrongType:
    """投资额100万元的: of what is measured hardly ever just that number."""
    wanted = ("写明是以上、以下，还是正好", "whether it is this and more, this and less, or just this")
    advice = (
        f"写「{name}{number}以上」；正好的，写「{name}为{number}」",
        f"write {name}{number}以上, or {name}为{number} where it is just that",
    )
    return WrongType(span=span, what=f"{name}{number}", wanted=wanted, advice=advice)


def _truth_advice(found: Expr, said: str) -> tuple[str, str] | None:
    if isinstance(found.type, NumberType) and re.search("(?:增长|增加|提高|下降|降低|减少)[0-9.]+%$", said):
        return (f"写明是以上还是以下，如「{said}以上」", f"say whether it is this and more: {said}以上")
    if isinstance(found.type, NumberType):
        name = spelled(found)
        return (
            f"写明界，如「{name}……以上」；每一个都给的，去掉「的」：「{name}，每……」",
            f"say the bound: {name}……以上; where each of them is paid for, leave out 的: {name}，每……",
        )
    if isinstance(found.type, OptionType):
        return ("写明选项，如「为二级」", "say the option: 为二级")
    return None


def _joined(binder: Binder, form: Form) -> Expr:
    """甲且乙；甲或乙."""
    parts = tuple(condition_of(binder, part) for part in form.parts)
    return All(parts=parts) if form.kind == "all_of" else AnyOf(parts=parts)


def _holds(binder: Binder, form: Form) -> Expr:
    return truth_of(binder, form.parts[-1])


def _holds_not(binder: Binder, form: Form) -> Expr:
    return Not(part=truth_of(binder, next(form.forms())))


def _chosen(binder: Binder, form: Form) -> Expr:
    """为甲、乙；不为甲、乙；在这些界内."""
    alternatives = alternatives_of(binder, form)
    found = alternatives[0] if len(alternatives) == 1 else AnyOf(parts=tuple(alternatives))
    return Not(part=found) if form.kind == "none_of" else found


ATOMS: Mapping[str, AtomForm] = {
    "all_of": _joined,
    "any_of": _joined,
    "holds": _holds,
    "holds_not": _holds_not,
    "within": _chosen,
    "each_within": _each_within,
    "one_of": _chosen,
    "none_of": _chosen,
    "of_sort": _of_sort,
    "within_sort": _within_sort,
    "had_range": _had_range,
}
