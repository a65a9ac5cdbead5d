"""Other spellings of a form, put into the one that the rest of bind/ knows.

In: the form of a sentence as it was read.  Out: a form of the same meaning that leaves nothing to be understood from
what stands beside it: tests name what they are of, a sentence has one case, 中较低者 is 取……中较低者.  Nothing is typed
yet, so that the rooms which type never ask how a thing was spelled.
"""

import re
from dataclasses import replace
from itertools import pairwise

from ..reading.around import cap_said
from ..reading.syntax import Form, Sentence, Word
from ..report.errors.types import WrongType
from ..text.source import Span
from .binder import Refused
from .elided import ELIDED, form_of, growth_of, left_out, subject_of, with_subject
from .first_part import from_first
from .in_turn import pairs_apart


def plain(form: Form) -> Form:
    """The form and all that stands in it."""
    form = replace(form, parts=tuple(plain(part) if isinstance(part, Form) else part for part in form.parts))
    rewrite = _REWRITES.get(form.kind)
    return rewrite(form) if rewrite else form


def plain_line(line: Form, before: Form | None) -> Form:
    """A sentence of a result with one case at most; a range alone (满5年不足10年的，……) is about what the case ``before``
    is about."""
    line = pairs_apart(line)
    guard = _one_case(line)
    if guard is None:
        return plain(line)
    guard = named(guard, before)
    words = (part for part in line.parts if isinstance(part, Word))
    return plain(replace(line, parts=(*words, guard, line.parts[-1])))


def _part_of_the_one(form: Form) -> Form:
    """捐赠额，不超过利润的12%的部分: the part of it."""
    form = from_first(form)
    forms = list(form.forms())
    values = forms[0].form("values") if len(forms) > 1 and forms[0].kind == "base" else None
    name = values.parts[0] if values and len(values.parts) == 1 else None
    if isinstance(name, Form) and name.kind == "name" and forms[1].kind == "next_band" and forms[1].form("ranges"):
        band = _band(form_of("band", (name, *forms[1].parts), forms[0].span.to(forms[1].span)))
        return replace(form, parts=(band, *forms[2:]))
    return form


def cap_behind(sentence: Sentence) -> Form | None:
    """The cap that ends a sentence; with each of what is counted named before it (种植面积每亩最高180元), it is no such one."""
    award = sentence.form.parts[-1] if sentence.form else None
    last = award.parts[-1] if isinstance(award, Form) and award.parts else None
    if not isinstance(last, Form) or last.kind not in ("cap", "cap_per"):
        return None
    return None if last.kind == "cap_per" and isinstance(last.parts[0], Form) else last


def of_all(sentence: Sentence) -> tuple[Sentence, list[Form]]:
    """The last of several sentences that 同时 adds, and its cap in words of the whole (合计, 总额, 两项合计), apart from it: that
    is of them all.  累计 may be of this sentence too, and so may 合计 behind several amounts."""
    line = sentence.form
    award = line.parts[-1] if line else None
    cap = award.parts[-1] if isinstance(award, Form) and award.parts else None
    said = cap.word("CAP") if isinstance(cap, Form) and cap.kind == "cap" else None
    whole = cap_said(said.text).whole if said else ""
    if line is None or not isinstance(award, Form) or not isinstance(cap, Form) or not whole:
        return sentence, []
    amounts = next((part.form("values") for part in award.forms() if part.form("values")), None)
    if "累计" in whole or (amounts and len(amounts.parts) > 1):
        raise Refused(open_cap(cap))
    left = replace(award, parts=award.parts[:-1])
    return replace(sentence, form=replace(line, parts=(*line.parts[:-1], left))), [cap]


def open_cap(cap: Form) -> WrongType:
    wanted = ("写明管这一句，还是管前后几笔的合计", "whether it is of this sentence or of all together")
    advice = (
        f"管合计的，另起一栏「封顶：……」；只管这一句的，写「{_only(cap)}」",
        f"of all together, under a heading of its own: 封顶：; of this sentence alone, {_only(cap)}",
    )
    return WrongType(span=cap.span, what=cap.span.text, wanted=wanted, advice=advice)


def _only(cap: Form) -> str:
    word = cap.word("CAP")
    return f"封顶{cap.span.text.split(word.text)[-1]}" if word else cap.span.text


_NAMES = ("name", "list_total", "of_list")
_PARTS_OF_NAMES = ("share_of", "times", "divided", "priced_at")
_SUMS = ("addition", "difference")


def of_each(values: Form) -> Form:
    """房产税、土地使用税的50%: half of each of the names, not the whole of the first; however deep the last of them stands
    (甲费、乙费除以12个月乘以月数).  What is of each and what of one must not be left to guess."""
    *names, last = values.parts
    made_of = last.parts[0] if isinstance(last, Form) and last.kind == "value" else last
    if not names or not isinstance(made_of, Form):
        return values
    if _begins_with_name(made_of) and all(isinstance(name, Form) and name.kind in _NAMES for name in names):
        made = (_of_name(made_of, name) for name in names if isinstance(name, Form))
        return replace(values, parts=(*made, last))
    for name, part in pairwise(values.parts):
        if isinstance(name, Form) and name.kind in _NAMES and isinstance(part, Form) and _is_open(part):
            raise Refused(_of_which(values, name, part))
    return values


def _begins_with_name(made: Form) -> bool:
    """Whether a share, a product, a quotient begins with a name: 乙费的50%, 乙费除以12个月乘以月数."""
    first = made.parts[0]
    return (
        made.kind in _PARTS_OF_NAMES and isinstance(first, Form) and (first.kind in _NAMES or _begins_with_name(first))
    )


def _of_name(made: Form, name: Form) -> Form:
    first = made.parts[0]
    assert isinstance(first, Form)
    return replace(
        made, parts=(name if first.kind in _NAMES else _of_name(first, name), *made.parts[1:]), span=name.span
    )


def _is_open(part: Form) -> bool:
    """Whether what is said of the last may be said of the names before it: not of a sum of names, which adds up in any case."""
    part = part.parts[0] if part.kind == "value" and isinstance(part.parts[0], Form) else part
    if part.kind == "addition" and all(isinstance(each, Form) and _is_name_or_sum(each) for each in part.parts):
        return False
    first = part.parts[0] if part.parts else part
    return _begins_with_name(part) or (part.kind in _SUMS and isinstance(first, Form) and _leads_with_name(first))


def _is_name_or_sum(part: Form) -> bool:
    return part.kind in _NAMES or (
        part.kind == "addition" and all(isinstance(each, Form) and _is_name_or_sum(each) for each in part.parts)
    )


def _leads_with_name(part: Form) -> bool:
    first = part.parts[0]
    return part.kind in _NAMES or (
        part.kind in (*_PARTS_OF_NAMES, *_SUMS) and isinstance(first, Form) and _leads_with_name(first)
    )


def _of_which(values: Form, name: Form, part: Form) -> WrongType:
    """甲费、乙费减100元; 甲费、乙费的50%、丙费的20%: of the last alone, of each, or of them all together."""
    said, before = part.span.text, name.span.text
    wanted = (
        f"写明「{said}」只说「{said}」自己，还是前面的「{before}」也一样",
        f"whether {said} is said of {before} too",
    )
    advice = (
        f"只说它自己的，加括号：{before}、（{said}）；前面的也一样的，各写各的；一起算的，写「（……加……）」",
        f"of it alone, put brackets around it: {before}、（{said}）; of each, write it of each; of all together, （…加…）",
    )
    return WrongType(span=values.span, what=values.span.text, wanted=wanted, advice=advice)


def case_apart(award: Form) -> tuple[Form, Form]:
    """对新认定的企业，奖励20万元, where that is 是否: its case, and the amount behind the comma."""
    first, second, *rest = award.forms()
    values = first.form("values")
    assert values is not None
    if second.kind == "rate":
        second = replace(second, kind="base")
    held = form_of("holds", values.parts, values.span)
    return form_of("guard", (held,), values.span), replace(award, parts=(second, *rest))


def as_cap(values: Form, span: Span) -> Form:
    """，最高补贴限额, where that is a name."""
    return form_of("cap", values.parts, span)


def _one_case(line: Form) -> Form | None:
    """The case of a sentence; of two (工作十年以下的，在本单位五年以下的，……) both."""
    guards = list(line.forms("guard"))
    if len(guards) < 2:
        return guards[0] if guards else None
    span = guards[0].span.to(guards[-1].span)
    tests = tuple(test for guard in guards for test in _tests_of(guard))
    return form_of("guard", (form_of("all_of", tests, span),), span)


def _tests_of(guard: Form) -> tuple[Form | Word, ...]:
    test = guard.parts[0]
    return test.parts if isinstance(test, Form) and test.kind == "all_of" else (test,)


def named(guard: Form, before: Form | None) -> Form:
    """A range, 2人 or 为2人 alone, with what it is of: that of the case before."""
    test = guard.parts[0]
    about = left_out(test) if isinstance(test, Form) else None
    if about is None:
        return guard
    subject = subject_of(before) if before else None
    if subject is None and about.kind not in ("ranges", "growth_of_it"):
        return guard
    if subject is None:
        wanted = ("前面写明是什么", "what the range is of")
        said = guard.span.text.rstrip("，的")
        said = said.removesuffix("的")
        advice = (f"在前面写上名称，如「人数{said}的，……」", f"put the name before it, as in 人数{said}的，…")
        if of_list := re.fullmatch(
            "(?:首|第[0-9一二三四五六七八九十]+)(?:至[0-9一二三四五六七八九十]+)?([件笔次批项篇场张份])起?", said
        ):
            each = f"（逐{of_list[1]}）"
            advice = (
                f"清单里按先后分的，栏目后写「{each}：」，填报写「，按先后」；不是清单的，填报「第几{of_list[1]}：整数」",
                f"of a list, write {each} behind the heading and ，按先后 behind the fact; else a fact, 第几{of_list[1]}：整数",
            )
        raise Refused(WrongType(span=guard.span, what=guard.span.text, wanted=wanted, advice=advice))
    return form_of("guard", (with_subject(about, subject),), guard.span)


def _with_subjects(tests: Form) -> Form:
    """面积1万平方米以上且不超过3万平方米, 产值1亿元以上且同比增长10%以上: the tests behind 且 that leave out what they are of,
    with it."""
    parts: list[Form | Word] = []
    subject: Form | Word | None = None
    for part in tests.parts:
        if isinstance(part, Form) and part.kind in ("ranges", "growth_of_it"):
            ranges = part if part.kind == "ranges" else part.form("ranges")
            if subject is None or ranges is None:
                wanted = ("前面写明是什么", "what it is of")
                raise Refused(WrongType(span=part.span, what=part.span.text, wanted=wanted))
            of = subject if part.kind == "ranges" else growth_of(subject, part.span)
            part = form_of("within", (of, ranges), part.span)
        elif isinstance(part, Form) and part.kind == "within":
            subject = part.parts[0]
        parts.append(part)
    return replace(tests, parts=tuple(parts))


def _both_ends(form: Form) -> Form:
    """超过5%，但不超过10%: two tests."""
    subject, ranges, upper = form.forms()
    other = form_of("ranges", (form_of("range", (upper,), upper.span),), upper.span)
    return replace(
        form, kind="all_of", parts=tuple(form_of("within", (subject, one), form.span) for one in (ranges, other))
    )


def _grown(form: Form) -> Form:
    """产值同比增长, without by how much: that it has grown."""
    part = next(form.forms(), None)
    if part is None or part.kind not in ("growth", "increase"):
        return form
    grown = replace(part, kind="grown")
    return grown if form.kind == "holds" else replace(form, parts=(grown,))


def _dashed(form: Form) -> Form:
    """达到1万-3万平方米: 达到1万至3万平方米, a range and no subtraction."""
    place = next((place for place in (form, *form.forms("after_word")) if place.form("difference")), form)
    difference = place.form("difference")
    ends = tuple(end for end in difference.forms("quantity") if end.has("QUANTITY")) if difference else ()
    if len(ends) != 2:
        return form
    return replace(form, parts=(*place.words("LOWER"), ends[0], replace(ends[1], kind="bound")))


def _taken(form: Form) -> Form:
    """甲、乙中较低者, without 取."""
    values, extreme = form.form("values"), form.word("LOWEST", "HIGHEST", "MEAN")
    if values is None or extreme is None:
        return form
    taken = form_of("extreme", (*values.parts, extreme), form.span)
    parts = (replace(values, parts=(taken,)) if part is values else part for part in form.parts if part is not extreme)
    return replace(form, parts=tuple(parts))


def _of_the_nearest(form: Form) -> Form:
    """100元加争议金额超过1000元的部分的5%: a part is of what stands next to it, and what stands before 加 is no part of it.
    甲加乙超过1000元的部分 may be of either."""
    subject = form.parts[0]
    if not isinstance(subject, Form) or subject.kind not in ("addition", "difference"):
        return form
    first, nearest = subject.parts
    if subject.kind == "difference" or not isinstance(first, Form) or first.kind != "quantity":
        raise Refused(_of_either(subject))
    part = replace(form, parts=(nearest, *form.parts[1:]))
    return replace(subject, parts=(first, part), span=form.span)


def _of_either(subject: Form) -> WrongType:
    text, last = subject.span.text, subject.parts[-1].span.text
    wanted = ("写明是哪个数的部分", "what the part is of")
    advice = (
        f"是「{text}」的部分，加括号：（{text}）……的部分；只是「{last}」的部分，写（{last}……的部分）",
        f"put brackets around what it is a part of: （{text}）…的部分, or （{last}…的部分）",
    )
    return WrongType(span=subject.span, what=text, wanted=wanted, advice=advice)


def _of_last_year(form: Form) -> Form:
    """营业额超过上年的部分: 上年 of the same quantity."""
    subject = form.parts[0]
    name = subject.parts[0] if isinstance(subject, Form) and subject.kind == "name" else None
    return _with_last_year(form, name) if isinstance(name, Word) else form


def _with_last_year(form: Form, name: Word) -> Form:
    if form.kind == "last_year":
        return form_of("name", (Word(terminal="NAME", text=f"上年{name.text}", span=form.span),), form.span)
    return replace(
        form, parts=tuple(_with_last_year(part, name) if isinstance(part, Form) else part for part in form.parts)
    )


def _band(form: Form) -> Form:
    return _of_last_year(_of_the_nearest(form))


def _share_of_part(form: Form) -> Form:
    """医疗费超过起付线的部分的90%: of what （医疗费超过起付线的部分） is."""
    *part, rate = (each for each in form.parts if not (isinstance(each, Word) and each.terminal == "PART"))
    assert isinstance(rate, Word)
    band = form_of("bracket_band", tuple(part), form.span)
    return replace(form, kind="share_of", parts=(_band(band), form_of("quantity", (rate,), rate.span)))


def _of_those(form: Form) -> Form:
    """在岗的人员的年薪总额: 人员中在岗的年薪总额."""
    asked = form.form("requirement")
    names = list(form.words("NAME"))
    assert asked is not None and names
    owner, *fields = names
    condition = asked.parts[-1]
    assert isinstance(condition, Form)
    if form.kind == "count_those":
        return form_of("count", (owner, condition), form.span)
    return form_of("of_list", (owner, condition, *(fields or [owner]), *form.words("OF_LIST")), form.span)


def _at_most(form: Form) -> Form:
    """最多50万元、不得超过50万元: 不超过50万元."""
    return _one_end(form, "upper", Word(terminal="UPPER", text="不超过", span=form.span))


def _at_least(form: Form) -> Form:
    """至少50万元、不得低于50万元: 不低于50万元."""
    return _one_end(form, "after_word", Word(terminal="LOWER", text="不低于", span=form.span))


def _one_end(form: Form, kind: str, word: Word) -> Form:
    end = form_of(kind, (word, *form.forms()), form.span)
    return form_of("ranges", (form_of("range", (end,), form.span),), form.span)


def _parted(form: Form) -> Form:
    """50（含）万元: 50万元（含）."""
    word = form.word("PARTED")
    if word is None:
        return form
    included = re.sub(".*(（不?含）).*", r"\1", word.text)
    number: Form | Word = Word(terminal="QUANTITY", text=word.text.replace(included, ""), span=word.span)
    if form.kind != "bound":
        number = form_of("quantity", (number,), word.span)
    said = Word(terminal="INCLUDED", text=included, span=word.span)
    return replace(
        form, parts=tuple(each for part in form.parts for each in ((number, said) if part is word else (part,)))
    )


def _except_for(form: Form) -> Form:
    """除失信企业、房地产企业外: none of these."""
    denied = tuple(form_of("holds_not", (part,), part.span) for part in form.forms())
    return denied[0] if len(denied) == 1 else form_of("all_of", denied, form.span)


_REWRITES = {
    "bound": _parted,
    "after_word": _parted,
    "upper": _parted,
    "except_for": _except_for,
    "award": _part_of_the_one,
    "band": _band,
    "within": _of_last_year,
    "climb": _band,
    "from_nth": _of_the_nearest,
    "bracket_band": _of_the_nearest,
    "all_of": _with_subjects,
    "any_of": _with_subjects,
    "within_both": _both_ends,
    **ELIDED,
    "holds": _grown,
    "holds_not": _grown,
    "range": _dashed,
    "share_of_part": _share_of_part,
    "base": _taken,
    "besides": _taken,
    "count_those": _of_those,
    "of_those": _of_those,
    "no_more_than": _at_most,
    "no_less_than": _at_least,
}
