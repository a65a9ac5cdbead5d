"""The sentences of a result: cases and parts that belong together, 同时, and the cap of the whole.

In: sentences, read.  Out: one amount, or None where one of them has a fault, which is reported.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..model.expr import EXPRESSIONS, Addition, Expr, Product, Truth, operands_of
from ..model.types import BOOLEAN
from ..reading.syntax import Form, Sentence, Word
from ..report.errors.types import MissingRespectively, SayTogether, WrongType
from .amounts import expr_of
from .awards import award_of
from .binder import Asked, Binder, Refused, Reported, Running
from .cases import cases_of, in_case
from .choices import listed_test
from .conditions import condition_of
from .desugar import case_of, with_subjects
from .parts import may_stand_together, part_of
from .ranges import ranges_of
from .units import number_kind, sum_of


def lines_of(
    binder: Binder,
    sentences: Sequence[Sentence],
    whole: Callable[[list[tuple[Expr, Expr, str]]], Expr],
    *,
    highest: bool = False,
) -> Expr | None:
    """The amount of several sentences: groups that 同时 adds, in each either alternatives (made by ``whole`` from
    condition, value and words) or one amount.  Of several, the ``highest`` may be that of no case."""
    groups: list[list[Sentence]] = []
    caps: list[Form] = []
    sound = True
    for sentence in sentences:
        if sentence.form is None:
            sound = False
            continue
        if sentence.form.kind == "line_cap" and groups:
            caps.append(sentence.form)
            continue
        if caps or sentence.form.kind == "line_cap":
            wanted = ("先写算法，封顶写在最后", "the amount first, the cap behind it")
            binder.report.add(WrongType(span=sentence.span, what=sentence.span.text, wanted=wanted))
            sound = False
            continue
        if groups and sentence.form.has("ALSO") and _leaves_open(groups[-1], sentence.form):
            wanted = ("说明另给的一笔给谁", "who gets what is added")
            advice = (
                "都给的，写在各种情形前面；只给最后一种情形的，接在那一句后面写「，再奖励……」",
                "what everybody gets stands before the cases; what the last case gets, behind it: ，再奖励…",
            )
            binder.report.add(WrongType(span=sentence.span, what="同时", wanted=wanted, advice=advice))
            sound = False
        if not groups or sentence.form.has("ALSO"):
            groups.append([])
        groups[-1].append(sentence)
    amounts: list[Expr] = []
    for group in groups:
        found = _group(binder, group, whole, highest)
        if found is None:
            sound = False
        else:
            amounts.append(found)
    if not sound or not amounts:
        return None
    try:
        running = Running((sum_of(amounts, [group[0].span for group in groups]),))
        for cap in caps:
            running = binder.steps["cap"](binder, cap, running)
        return running.parts[0]
    except Refused as refused:
        binder.report.add(refused.diagnostic)
        return None


def _group(
    binder: Binder, group: list[Sentence], whole: Callable[[list[tuple[Expr, Expr, str]]], Expr], highest: bool
) -> Expr | None:
    if not binder.goes_on and sum(1 for one in group if one.form and _has_part(one.form)) > 1:
        return _group(replace(binder, goes_on=True), group, whole, highest)
    branches: list[tuple[Expr, Expr, str]] = []
    plain: list[Expr] = []
    guard: Form | None = None
    for sentence in group:
        form = sentence.form
        assert form is not None
        try:
            before, guard = guard, _named_guard(case_of(form), guard)
            award = form.form("award", "refused")
            assert award is not None
            guard, award = (guard, award) if guard else _told_apart(binder, award)
            if guard:
                branches += _branches(binder, guard.parts[0], award)
            elif _continues(award) and (branches or plain):
                _continue(binder, award, before, branches, plain)
            elif form.has("OTHERWISE"):
                branches.append((Truth(value=True), award_of(binder, award), "其余的"))
            elif highest:
                branches.append((Truth(value=True), award_of(binder, award), "不论何种情形"))
            else:
                plain.append(award_of(binder, award))
            if (branches and plain) or (len(plain) > 1 and not may_stand_together(plain)):
                raise Refused(SayTogether(span=sentence.span))
        except Refused as refused:
            binder.report.add(refused.diagnostic)
            return None
        except Reported:
            return None
    if branches:
        try:
            return whole(branches)
        except Refused as refused:
            binder.report.add(replace(refused.diagnostic, span=group[0].span.to(group[-1].span)))
            return None
    return Addition(parts=tuple(plain), type=number_kind(plain[0]), listed=True) if len(plain) > 1 else plain[0]


def _told_apart(binder: Binder, award: Form) -> tuple[Form | None, Form]:
    """对新认定的企业，奖励20万元, where that is 是否: its case, and the amount behind the comma."""
    first, *rest = (*award.forms(),) or (None,)
    values = first.form("values") if first and first.kind == "base" and rest else None
    if values is None or len(values.parts) != 1 or expr_of(binder, values.parts[0]).type != BOOLEAN:
        return None, award
    if rest[0].kind == "rate":
        rest[0] = replace(rest[0], kind="base")
    held = Form(kind="holds", parts=values.parts, span=values.span)
    return Form(kind="guard", parts=(held,), span=values.span), replace(award, parts=tuple(rest))


def _named_guard(guard: Form | None, before: Form | None) -> Form | None:
    """满5年不足10年的，……: the case of a range alone is about what the case before is about."""
    if guard is None or not isinstance(ranges := guard.parts[0], Form) or ranges.kind != "ranges":
        return guard
    test = before.parts[0] if before else None
    if not isinstance(test, Form) or test.kind != "within":
        wanted = ("前面写明是什么", "what the range is of")
        raise Refused(WrongType(span=guard.span, what=guard.span.text, wanted=wanted))
    within = Form(kind="within", parts=(test.parts[0], ranges), span=ranges.span)
    return Form(kind="guard", parts=(within,), span=guard.span)


def _continue(
    binder: Binder, award: Form, guard: Form | None, branches: list[tuple[Expr, Expr, str]], plain: list[Expr]
) -> None:
    """超过1万元至10万元的部分，按2.5%: one more part of what the sentence before is about, added to what that gives.
    Behind 标的额不超过1万元的，50元 that is the first part, whose amount is fixed."""
    subject = _first_part(binder, guard) if guard and len(branches) == 1 else None
    if subject is not None and not _mentions(branches[0][1], subject):
        plain.append(branches.pop()[1])
    amount = branches[-1][1] if branches else plain[-1]
    last = amount.parts[-1] if isinstance(amount, Addition) else amount
    about = subject if subject is not None else part_of(last)
    if not isinstance(about, EXPRESSIONS):
        raise Refused(SayTogether(span=award.span))
    more = award_of(replace(binder, asked=((Asked(about, _upper_of(last)),),)), award)
    whole = sum_of((amount, more), (award.span, award.span))
    if branches:
        branches[-1] = (branches[-1][0], whole, branches[-1][2])
    else:
        plain[-1] = whole


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


def _branches(binder: Binder, guard: Form | Word, award: Form) -> list[tuple[Expr, Expr, str]]:
    assert isinstance(guard, Form)
    guard = with_subjects(guard) if guard.kind == "all_of" else guard
    count = len(_listed_literals(award))
    if not _has_respectively(award):
        if len(_listed_literals(award)) > 1 and listed_test(guard):
            raise Refused(MissingRespectively(span=award.span))
        return [_branch(binder, guard, award)]
    return [(when, award_of(paired, award), text) for when, paired, text in cases_of(binder, guard, count)]


def _branch(binder: Binder, guard: Form, award: Form) -> tuple[Expr, Expr, str]:
    condition = condition_of(binder, guard)
    return condition, award_of(in_case(binder, condition), award), guard.span.text


def _continues(award: Form) -> bool:
    """Whether a sentence begins with a part of a quantity that it does not name."""
    return next((part.kind for part in award.forms()), "") == "next_band"


def _mentions(expr: Expr, subject: Expr) -> bool:
    return expr == subject or any(_mentions(part, subject) for part in operands_of(expr))


def _has_part(line: Form) -> bool:
    award = line.form("award")
    return award is not None and any(
        form.kind in ("band", "next_band") for part in award.forms() for form in (part, *part.forms())
    )


def _leaves_open(group: Sequence[Sentence], more: Form) -> bool:
    """Whether 同时 may go with the last case alone: behind 其余的, or where a case before gets nothing."""
    forms = [sentence.form for sentence in group if sentence.form]
    cases = any(form.has("OTHERWISE") or form.form("refused") for form in forms)
    return cases and not more.has("OTHERWISE") and more.form("guard") is None


def _has_respectively(award: Form) -> bool:
    opening = award.form("opening")
    parts = (*award.forms(), *(opening.forms() if opening else ()))
    return any(part.has("RESPECTIVELY") for part in parts)


def _listed_literals(award: Form) -> list[Form | Word]:
    values = next((part.form("values") for part in award.forms() if part.form("values")), None)
    return [part for part in values.parts if isinstance(part, Form) and part.kind == "quantity"] if values else []
