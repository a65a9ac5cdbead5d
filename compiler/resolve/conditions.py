"""条件 and 核对: what must hold, once, for every item of a list, or in every month."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from ..bind.binder import Binder, Refused
from ..bind.cases import in_case
from ..bind.conditions import guard_of, requirement_of
from ..bind.levels import check_condition
from ..bind.names import within_list
from ..bind.sentences import attempt
from ..meaning.mechanisms.each_item import EveryItem
from ..meaning.mechanisms.groups import EveryMonth
from ..model.clause import Requirement
from ..model.expr import All, AnyOf, Expr, Not
from ..model.levels import Each
from ..model.types import DATE, ListType
from ..reading.syntax import Form, Section, Sentence
from ..report.errors.syntax import UnknownScope
from .context import Rule, each_in, lists_of_scope, lists_used
from .scope import Prior, Unsound


def read_check(rule: Rule, section: Section) -> None:
    rule.draft.checks += tuple(_requirements(rule, section))


def read_condition(rule: Rule, section: Section) -> None:
    rule.draft.conditions += tuple(_requirements(rule, section))


def assume_conditions(rule: Rule) -> None:
    """The result may go on about the quantities that the conditions ask for."""
    rule.binder = in_case(rule.binder, All(parts=tuple(made.condition for made in rule.draft.conditions)))


def _requirements(rule: Rule, section: Section) -> Iterator[Requirement]:
    lists: tuple[str, ...] = ()
    if section.scope not in ("", "含上年", "逐月"):
        lists = lists_of_scope(rule, section)
        if not lists:
            return
    binders = [("", within_list(rule.binder, *lists) if lists else rule.binder)]
    if section.scope == "含上年":
        binders.append(("上年：", replace(rule.binder, names=replace(rule.binder.names, known=Prior(rule.scope)))))
    before: Form | None = None
    for sentence in rule.sentences(section, "requirement"):
        when = sentence.form.form("guard") if sentence.form else None
        asked_when = partial(guard_of, before=before)
        before = when if when and when.form("within") else before
        for prefix, binder in binders:
            condition = _attempt(binder, sentence, requirement_of)
            guard = _attempt(binder, sentence, asked_when) if when else None
            if condition is None or (when and guard is None):
                continue
            if guard is not None:
                condition = AnyOf(parts=(Not(part=guard), condition))
            if not _is_of_each(rule, section, lists, condition, sentence):
                continue
            if lists:
                first, *also = lists_used(rule, section, binder, condition)
                each = each_in(rule, first)
                condition = EveryItem(list=first, each=each, condition=condition, also=tuple(also))
                prefix = f"每{each}"
            if section.scope == "逐月":
                condition = _monthly(rule, section, condition)
                prefix = "每月"
            if condition is not None:
                text = prefix + "".join(sentence.span.text.split())
                alone = guard if not section.scope else None
                yield Requirement(condition=condition, text=text, guard=alone, span=sentence.span)


def _is_of_each(rule: Rule, section: Section, lists: tuple[str, ...], condition: Expr, sentence: Sentence) -> bool:
    """Whether what is asked of each item, or month, is about it; else that is reported."""
    dated = (_dated(rule)[0][0],) if section.scope == "逐月" and len(_dated(rule)) == 1 else ()
    if not (lists or dated):
        return True
    first, *also = lists or dated
    each = Each(first, is_group=not lists, also=tuple(also))
    try:
        check_condition(each, condition, sentence.span, each_in(rule, first) if lists else "月")
    except Refused as refused:
        rule.report.add(refused.diagnostic)
        return False
    return True


def _attempt(binder: Binder, sentence: Sentence, bind: Callable[[Binder, Form], Expr | None]) -> Expr | None:
    try:
        return attempt(binder, sentence, bind)
    except Unsound:
        return None


def _monthly(rule: Rule, section: Section, condition: Expr) -> Expr | None:
    """（逐月）: the one list with a date field, month by month through the validity."""
    dated = _dated(rule)
    valid = rule.draft.valid or rule.terms.valid
    if len(dated) != 1 or valid is None:
        rule.report.add(UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading))
        return None
    name, key = dated[0]
    return EveryMonth(list=name, key=key, first=valid[0], last=valid[1], condition=condition)


def _dated(rule: Rule) -> list[tuple[str, int]]:
    """The fields of lists that are dates."""
    return [
        (fact.name, index)
        for fact in rule.facts.values()
        if isinstance(fact.type, ListType)
        for index, (_, kind) in enumerate(fact.type.fields)
        if kind == DATE
    ]
