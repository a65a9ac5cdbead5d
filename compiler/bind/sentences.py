"""The sentences of a result: cases and parts that belong together, 同时, and the cap of the whole.

In: sentences, read.  Out: one amount, or None where one of them has a fault, which is reported.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tiaowen.runtime.units import Unit

from ..model.expr import EXPRESSIONS, Addition, Expr, Product, Truth
from ..model.types import BOOLEAN, NumberType
from ..model.unit_words import APPLICANTS
from ..model.why import Column
from ..reading.around import cap_said
from ..reading.syntax import Form, Sentence, Word
from ..report.errors.apart import FurtherAward
from ..report.errors.syntax import TooInvolved
from ..report.errors.types import MissingRespectively, SayTogether, WrongType
from ..text.source import squeeze
from .amounts import expr_of
from .awards import award_of
from .binder import Asked, Binder, Refused, Running
from .cases import cases_of, in_case
from .choices import listed_test
from .conditions import condition_of
from .counted import counted_from, measured_in
from .desugar import cap_behind, case_apart, of_all, open_cap, plain, plain_line
from .elided import base_of, form_of, of_base, subject_of, with_part
from .first_part import case_alone, joined
from .in_turn import lines_apart, lines_beside
from .levels import check_amount, each_of
from .names import spelled
from .of_options import with_its_fact
from .others import ask_of_others
from .parts import may_stand_together, mentions, part_of
from .ranges import ranges_of
from .understood import understood_case
from .units import number_kind, sum_of
from .values import adds_more, alike_of_what

Case = tuple[Expr, Expr, str]
Whole = Callable[[list[Case], Column], Expr]


# 再奖励10万元, 再提高2个百分点: an award on top of another.
_FURTHER = re.compile("(再|另外?|额外|追加)")
# A case that ends where the next one begins.
_ENDS = re.compile("不[满足超]|未满|以[下内]|[至到—～-]|[低少小][于]")
# 每公里加收2元: more than what the case before gives.
_ON_TOP = re.compile("(每[^，；：0-9]{1,4})?加[收价征发]")


@dataclass(frozen=True, slots=True)
class _SoFar:
    """What the sentences of a group have given: cases (condition, amount, words), or amounts that stand side by side."""

    cases: list[Case] = field(default_factory=list)
    plain: list[Expr] = field(default_factory=list)
    # The case before, where it is a range of what its price is for each of, written without 的: the words of both.
    bare: list[tuple[str, str]] = field(default_factory=list)
    # What the percentage of the case before is of, which the next one may leave out.
    bases: list[Form | Word] = field(default_factory=list)
    # Of each case, whether it says that it adds (每月加发50元).
    adding: list[bool] = field(default_factory=list)

    @property
    def last(self) -> Expr | None:
        return self.cases[-1][1] if self.cases else self.plain[-1] if self.plain else None

    def replace_last(self, amount: Expr) -> None:
        if self.cases:
            self.cases[-1] = (self.cases[-1][0], amount, self.cases[-1][2])
        else:
            self.plain[-1] = amount


# An amount has so many cases at most.
MAX_CASES = 1000


def lines_of(binder: Binder, sentences: Sequence[Sentence], whole: Whole) -> Expr | None:
    """The amount of several sentences: groups that 同时 adds, in each either alternatives (made by ``whole`` from
    condition, value and words, under their heading) or one amount.  Of several, the highest may be that of no case."""
    if len(sentences) > MAX_CASES:
        binder.out.report.add(TooInvolved(span=sentences[MAX_CASES].span))
        return None
    sentences = [part for sentence in sentences for part in _each_case(binder, sentence)]
    try:
        groups, caps = _grouped(binder, sentences)
    except Refused as refused:
        binder.out.report.add(refused.diagnostic)
        return None
    amounts = [_group(binder, group, whole) for group in groups]
    found = [amount for amount in amounts if amount is not None]
    if not found or len(found) < len(amounts) or caps is None:
        return None
    try:
        if each := each_of(binder):
            word = binder.names.each or "组"
            for amount, group in zip(found, groups, strict=True):
                span = group[0].span.to(group[-1].span)
                check_amount(each, amount, span, word, is_alone=len(found) == 1)
        running = Running((sum_of(found, [group[0].span for group in groups]),))
        for cap in caps:
            running = capped_by(binder, cap, running)
        return running.parts[0]
    except Refused as refused:
        binder.out.report.add(refused.diagnostic)
        return None


# A sentence that is a cap alone.
LINE_CAPS = ("line_cap", "line_cap_per", "line_cap_of_kind")


def capped_by(binder: Binder, cap: Form, running: Running) -> Running:
    """An amount within a cap that is a sentence of its own."""
    kind = cap.kind.removeprefix("line_")
    return binder.steps[kind](binder, replace(plain(cap), kind=kind), running)


def _each_case(binder: Binder, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, or one for each of the cases that stand in it in turn."""
    form = sentence.form
    beside = lines_beside(binder, form) if form else ()
    apart = tuple(one for line in beside for one in lines_apart(line))
    if len(apart) < 2:
        yield sentence
        return
    yield from (replace(sentence, form=one, span=one.span) for one in apart)


def _grouped(binder: Binder, sentences: Sequence[Sentence]) -> tuple[list[list[Sentence]], list[Form] | None]:
    """The sentences between one 同时 and the next, and the caps behind them all; None for these where a sentence is
    unreadable or stands where it may not, which is reported."""
    groups: list[list[Sentence]] = []
    caps: list[Form] = []
    sound, is_unread = True, False
    for sentence in sentences:
        form = sentence.form
        if form is None:
            sound, is_unread = False, True
        elif form.kind in LINE_CAPS and groups:
            caps.append(form)
        elif caps or form.kind in LINE_CAPS:
            wanted = ("先写算法，封顶写在最后", "the amount first, the cap behind it")
            advice = (
                "只定上限、数由主管部门定的，栏目前加「最高」：最高奖励：……；给前面的数封顶的，写在那个数后面：……，封顶……",
                "a ceiling within which the department decides is said by the heading: 最高奖励：…; a cap stands behind its amount",
            )
            binder.out.report.add(WrongType(span=sentence.span, what=sentence.span.text, wanted=wanted, advice=advice))
            sound = False
        elif _has_nothing_before(form, groups):
            # Behind a sentence that is unreadable nobody knows what stands before.
            if not is_unread:
                binder.out.report.add(_besides_nothing(sentence))
            sound = False
        else:
            if groups and form.has("ALSO") and _leaves_open(groups[-1], form):
                binder.out.report.add(_open_to_two_readings(sentence))
                sound = False
            if not groups or form.has("ALSO"):
                groups.append([])
            groups[-1].append(sentence)
    if len(groups) > 1 and sound:
        _refuse_open_cap(binder, groups)
        groups[-1][-1], behind = of_all(groups[-1][-1])
        caps = [*behind, *caps]
    return groups, caps if sound else None


def _refuse_open_cap(binder: Binder, groups: Sequence[Sequence[Sentence]]) -> None:
    """每家企业最高20万元, 每年最高20万元 behind the last of several amounts, where the applicant is the 企业: of that amount or of
    them all.
    Where an amount before has a cap too, each has its own."""
    if binder.names.each or any(cap_behind(group[-1]) for group in groups[:-1]):
        return
    cap = cap_behind(groups[-1][-1])
    words = cap.word("CAP", "ITEM") if cap else None
    if cap is None or words is None:
        return
    said = cap_said(words.text if cap.kind == "cap" else f"每{words.text}")
    units = [Unit(((unit, 1),)) for unit in said.measures]
    is_of_applicant = said.measure in APPLICANTS and not any(measured_in(binder, unit) for unit in units)
    is_of_year = bool(said.year) and not said.measure and not binder.heading.is_series
    if not said.whole and (is_of_applicant or is_of_year):
        raise Refused(open_cap(cap))


def _has_nothing_before(form: Form, groups: Sequence[Sequence[Sentence]]) -> bool:
    """Whether a sentence that adds (再奖励, 另, 同时) has nothing before it that it could add to."""
    award = form.parts[-1]
    adds = isinstance(award, Form) and adds_more(award)
    is_case = bool(groups) and (form.has("OTHERWISE") or form.form("guard") is not None)
    return (adds and not form.has("ALSO") and not is_case) or (form.has("ALSO") and not groups)


def _besides_nothing(sentence: Sentence) -> WrongType:
    wanted = ("在前面的数上加，而前面没有它加上去的数", "what is added to an amount, and there is none before it")
    advice = (
        "加在前一句的数上的，接在那一句后面写「，甲的，再奖励……」；另给一笔的，写「同时，……」；就是这个数的，删去「再」「另」",
        "write it behind the amount that it is added to (，甲的，再奖励…), or 同时，…; else leave out 再",
    )
    return WrongType(span=sentence.span, what=sentence.span.text, wanted=wanted, advice=advice)


def _leaves_open(group: Sequence[Sentence], more: Form) -> bool:
    """Whether 同时 may go with the last case alone: behind 其余的, or where a case before gets nothing."""
    forms = [sentence.form for sentence in group if sentence.form]
    cases = any(form.has("OTHERWISE") or form.form("refused") for form in forms)
    return cases and not more.has("OTHERWISE") and more.form("guard") is None


def _open_to_two_readings(sentence: Sentence) -> WrongType:
    wanted = ("说明另给的一笔给谁", "who gets what is added")
    advice = (
        "都给的，写在各种情形前面；只给最后一种情形的，接在那一句后面写「，再奖励……」",
        "what everybody gets stands before the cases; what the last case gets, behind it: ，再奖励…",
    )
    return WrongType(span=sentence.span, what="同时", wanted=wanted, advice=advice)


def _group(binder: Binder, group: list[Sentence], whole: Whole) -> Expr | None:
    """The amount of the sentences between one 同时 and the next."""
    if sum(1 for one in group if one.form and _has_part(one.form)) > 1:
        binder = replace(binder, here=replace(binder.here, goes_on=True))
    so_far = _SoFar()
    case: Form | None = None
    for sentence in joined(group):
        assert sentence.form is not None
        form = _counted(binder, sentence.form) if len(group) == 1 else sentence.form
        try:
            case = _sentence(binder, form, case, so_far)
            if (so_far.cases and so_far.plain) or (len(so_far.plain) > 1 and not may_stand_together(so_far.plain)):
                raise Refused(SayTogether(span=sentence.span))
        except Refused as refused:
            binder.out.report.add(refused.diagnostic)
            return None
    if not so_far.cases:
        first, *others = so_far.plain
        return Addition(parts=(first, *others), type=number_kind(first), listed=True) if others else first
    try:
        return whole(so_far.cases, binder.heading.column)
    except Refused as refused:
        binder.out.report.add(refused.diagnostic.with_(span=group[0].span.to(group[-1].span)))
        return None


def _sentence(binder: Binder, form: Form, before: Form | None, so_far: _SoFar) -> Form | None:
    """Adds what one sentence gives; its case, if it has any, is what the next one may go on about."""
    form = with_its_fact(binder, case_alone(form))
    line = plain_line(form, before or understood_case(binder, form))
    binder = replace(binder, here=replace(binder.here, adds=line.has("ALSO")))
    guard, award = line.form("guard"), line.form("award", "refused")
    assert award is not None
    award = _going_on(award, before) if guard is None and len(so_far.cases) == 1 else award
    _refuse_alike(line, award)
    if guard is None and _is_told_apart(binder, award):
        guard, award = case_apart(award)
    case = guard or line.word("OTHERWISE")
    if so_far.cases and case:
        _refuse_further(line, case, so_far.cases[-1][2])
        _refuse_beyond(case, award, so_far)
        award = of_base(award, so_far.bases)
    elif case:
        so_far.adding.append(_ON_TOP.match(award.span.text) is not None)
    if case:
        so_far.bases[:] = base_of(award)
    if case:
        ask_of_others(binder, case, [condition for condition, _, _ in so_far.cases])
    if guard:
        so_far.cases.extend(_cases(binder, guard.parts[0], award))
        _ask_of_whole(binder, guard, award, so_far)
    elif _continues(award) and so_far.last is not None:
        _continue(binder, award, before, so_far)
    elif line.has("OTHERWISE"):
        so_far.cases.append((Truth(value=True), award_of(binder, award), "其余的"))
    elif binder.heading.column.order == "就高":
        so_far.cases.append((Truth(value=True), award_of(binder, award), "不论何种情形"))
    else:
        so_far.plain.append(award_of(binder, award))
    return guard


def _counted(binder: Binder, line: Form) -> Form:
    """新获证绿色食品的，每个2万元: of what is counted in these, each."""
    guard, award = line.form("guard"), line.form("award")
    test = guard.parts[0] if guard else None
    first = next(award.forms(), None) if award else None
    if guard is None or award is None or first is None or first.kind != "per_unit" or first.has("RESPECTIVELY"):
        return line
    name = test.form("name") if isinstance(test, Form) and test.kind == "holds" else None
    word = next(name.words("NAME"), None) if name else None
    kinds = [fact.type for fact in binder.names.facts if word and spelled(fact) == word.text]
    units = [item.text for item in first.words("ITEM")]
    if not (len(kinds) == 1 and isinstance(kinds[0], NumberType) and kinds[0].shown and units[:1] == [kinds[0].shown]):
        return line
    assert name is not None
    base = form_of("base", (form_of("values", (name,), name.span),), name.span)
    parts = (part for part in line.parts if part is not guard and part is not award)
    return replace(line, parts=(*parts, replace(award, parts=(base, *award.parts))))


def _refuse_further(line: Form, case: Form | Word, before: str) -> None:
    """再奖励10万元 in a later case: of several cases one is taken, and 再 adds."""
    at = case.span.end
    award = squeeze(line.span.source.read.text, at, line.span.end).text.removeprefix("的").removeprefix("，")
    if further := _FURTHER.match(award):
        said = squeeze(case.span.source.read.text, case.span.start, at).text.rstrip("，的")
        of = before.removesuffix("的")
        raise Refused(FurtherAward(span=line.span, word=further[1], case=said, amount=award, before=of))


def _refuse_beyond(case: Form | Word, award: Form, so_far: _SoFar) -> None:
    """3公里以内的，10元；超过3公里的，超过部分每公里2元: with the 10元 of the case before, or without.  Of 70岁以上不满80岁的，
    加发50元；80岁以上的，加发100元 each says that it adds to something else."""
    first = _first_of(award)
    is_beyond = first.kind == "next_band" and first.has("BEYOND")
    adds = first.kind in ("per_unit", "base") and _ON_TOP.match(award.span.text) is not None
    is_rung = adds and all(so_far.adding) and _ENDS.search(so_far.cases[-1][2]) is not None
    so_far.adding.append(adds)
    if not is_beyond and (not adds or is_rung):
        return
    wanted = ("写明前一种情形的数还给不给", "whether what the case before gives is given too")
    said = case.span.text.rstrip("，的")
    advice = (
        f"还给的，不写情形，写「；{said}的部分，……」；只给这一部分的，写明是什么的，如「某某{said}的部分，……」",
        f"where it is, write no case: ；{said}的部分，…; where it is not, say what the part is of",
    )
    raise Refused(WrongType(span=award.span, what=award.span.text, wanted=wanted, advice=advice))


def _ask_of_whole(binder: Binder, guard: Form, award: Form, so_far: _SoFar) -> None:
    """用气量30立方米以内，每立方米2.5元；超过30立方米，每立方米3元: of all that is used, or of what is above the 30."""
    condition, amount, _ = so_far.cases[-1]
    asked = [each.subject for listed in in_case(binder, condition).here.asked for each in listed]
    is_tier = _first_of(award).kind == "per_unit" and any(mentions(amount, subject) for subject in asked)
    before = so_far.bare.pop() if so_far.bare else None
    if not is_tier or re.search("的[^，]*，?$", guard.span.text):
        return
    so_far.bare.append((guard.span.text.removesuffix("，"), award.span.text))
    if before is None:
        return
    pair = (before, *so_far.bare)
    parts = "；".join(f"{words}的部分，{price}" for words, price in pair)
    cases = "；".join(f"{words}的，{price}" for words, price in pair)
    wanted = (
        "写明全部都按这一档的单价，还是只有落在这一档里的部分",
        "whether the price is for all of it, or for the part within",
    )
    advice = (
        f"各段按各段的单价、再相加的，写「{parts}」；到了哪一档，全部都按那一档的，写「{cases}」",
        f"where each part has its own price, write {parts}; where all of it has the price of its tier, {cases}",
    )
    raise Refused(
        WrongType(
            span=guard.span.to(award.span), what=f"{guard.span.text}{award.span.text}", wanted=wanted, advice=advice
        )
    )


def _refuse_alike(line: Form, award: Form) -> None:
    """甲级、乙级的，各奖励10万元: the same in each case; 各 where two may hold, and 均 of no case, would say nothing."""
    word, guard = award.word("EACH_OF_THEM"), line.form("guard")
    if word is None:
        return
    test = guard.parts[0] if guard else None
    listed = listed_test(test) if isinstance(test, Form) else None
    if (word.text == "各" and listed is None) or (guard is None and not line.has("OTHERWISE")):
        raise Refused(alike_of_what(word))


def _is_told_apart(binder: Binder, award: Form) -> bool:
    """对新认定的企业，奖励20万元: whether what it begins with is 是否, a case."""
    first, *rest = (*award.forms(),) or (None,)
    values = first.form("values") if first and first.kind == "base" and rest else None
    return values is not None and len(values.parts) == 1 and expr_of(binder, values.parts[0]).type == BOOLEAN


def _continue(binder: Binder, award: Form, guard: Form | None, so_far: _SoFar) -> None:
    """超过1万元至10万元的部分，按2.5%: one more part of what the sentence before is about, added to what that gives.
    Behind 标的额不超过1万元的，50元 that is the first part, whose amount is fixed."""
    subject = _first_part(binder, guard) if guard and len(so_far.cases) == 1 else None
    if subject is not None and guard is not None:
        if mentions(so_far.cases[0][1], subject):
            raise Refused(_part_behind_case(guard, award, subject))
        so_far.plain.append(so_far.cases.pop()[1])
    amount = so_far.last
    assert amount is not None
    last = amount.parts[-1] if isinstance(amount, Addition) else amount
    about = subject if subject is not None else part_of(last)
    if about is None and _first_of(award).has("NTH"):
        # 900元；从第11项起，每项加收150元
        about = counted_from(binder, _first_of(award))
    if not isinstance(about, EXPRESSIONS):
        raise Refused(SayTogether(span=award.span))
    here = replace(binder.here, asked=((Asked(about, _upper_of(last)),),))
    more = award_of(replace(binder, here=here), award)
    if not so_far.cases and len(so_far.plain) > 1 and may_stand_together((*so_far.plain, more)):
        # 标的额不超过1万元的部分……；标的额超过1万元至10万元的部分……；超过10万元的部分……
        so_far.plain.append(more)
        return
    so_far.replace_last(sum_of((amount, more), (award.span, award.span)))


def _part_behind_case(guard: Form, award: Form, subject: Expr) -> WrongType:
    """3家以内的，每家1万元；超过3家的部分，每家2万元: a case, and a part that reaches beyond it."""
    wanted = ("前后都是一个数的部分", "parts of one quantity, both of them")
    test = guard.parts[0]
    ranges = test.form("ranges") if isinstance(test, Form) else None
    named = spelled(subject)
    upper = re.sub("(及?以[下内]|之?内)$", "", ranges.span.text if ranges else "")
    upper = upper if upper.startswith("不") else f"不超过{upper}"
    advice = (
        f"前一段写「{named}{upper}的部分，……」；各算各的，后一句写成情形「……的，……」",
        f"the part before is {named}{upper}的部分; for a case of its own write …的，…",
    )
    return WrongType(span=award.span, what=award.span.text, wanted=wanted, advice=advice)


def _first_part(binder: Binder, guard: Form) -> Expr | None:
    """What a case 某数不超过某数的 is about."""
    test = guard.parts[0]
    ranges_form = test.form("ranges") if isinstance(test, Form) and test.kind == "within" else None
    if ranges_form is None or not isinstance(test, Form):
        return None
    subject = expr_of(binder, test.parts[0])
    ranges = ranges_of(binder, ranges_form, subject)
    return subject if len(ranges) == 1 and ranges[0].low is None else None


def _upper_of(expr: Expr) -> Expr | None:
    """The upper bound of a part."""
    return _upper_of(expr.left) if isinstance(expr, Product) else getattr(expr, "high", None)


def _cases(binder: Binder, guard: Form | Word, award: Form) -> Iterator[Case]:
    """The cases of a sentence: one, or with 分别 one for each that its guard lists."""
    assert isinstance(guard, Form)
    if _has_respectively(award):
        for when, paired, text in cases_of(binder, guard, len(_listed_literals(award))):
            yield when, award_of(paired, award), text
        return
    if len(_listed_literals(award)) > 1 and listed_test(guard):
        raise Refused(MissingRespectively(span=award.span))
    condition = condition_of(binder, guard)
    yield condition, award_of(in_case(binder, condition), award), guard.span.text


def _going_on(award: Form, before: Form | None) -> Form:
    """标的额不超过1万元的，50元；标的额超过1万元至10万元的部分，按2.5%: the part goes on about what the case is of."""
    first = _first_of(award)
    of = first.parts[0] if first.kind in ("band", "band_by") and first.form("ranges") else None
    subject = subject_of(before) if before and of else None
    if of is None or subject is None or _name_in(of) is None or _name_in(of) != _name_in(subject):
        return award
    return with_part(award, first, replace(first, kind="next_band", parts=first.parts[1:]))


def _name_in(part: Form | Word) -> str | None:
    """The name that a form is, and no more."""
    word = part.parts[0] if isinstance(part, Form) and part.kind in ("name", "understood") else part
    return word.text if isinstance(word, Word) and word.terminal == "NAME" else None


def _continues(award: Form) -> bool:
    """Whether a sentence begins with a part of a quantity that it does not name."""
    return _first_of(award).kind == "next_band"


def _first_of(award: Form) -> Form:
    """What an amount begins with."""
    first = next(award.forms(), award)
    return next(first.forms(), first) if first.kind == "opening" else first


def _has_part(line: Form) -> bool:
    award = line.form("award")
    return award is not None and any(
        form.kind in ("band", "next_band") for part in award.forms() for form in (part, *part.forms())
    )


def _has_respectively(award: Form) -> bool:
    opening = award.form("opening")
    parts = (*award.forms(), *(opening.forms() if opening else ()))
    return any(part.has("RESPECTIVELY") for part in parts)


def _listed_literals(award: Form) -> list[Form | Word]:
    values = next((part.form("values") for part in award.forms() if part.form("values")), None)
    return [part for part in values.parts if isinstance(part, Form) and part.kind == "quantity"] if values else []


def attempt(binder: Binder, sentence: Sentence, bind: Callable[[Binder, Form], Expr | None]) -> Expr | None:
    """``bind`` of the sentence's form, put plainly; None where it was unreadable or is refused, which is reported."""
    if sentence.form is None:
        return None
    try:
        return bind(binder, plain(sentence.form))
    except Refused as refused:
        binder.out.report.add(refused.diagnostic)
    return None
