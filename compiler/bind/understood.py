"""What the first case of a sentence is of, where it does not say so: 100万元以上的，…… of the one amount that is asked for, 第2年的，……
of the one fact that is a place in a row, where nothing else is called so.

In: a sentence whose case is a range alone.  Out: a case that is of that fact; None where there are none or several, which
is then refused.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from ..language.word_lists import PLACES
from ..model.expr import DefinitionRef, Expr, FactRef, Literal
from ..model.types import DATE, NumberType
from ..reading.syntax import Form, Word
from ..report.diagnostic import Report
from .binder import AtomForm, Binder, Out, Refused
from .desugar import plain
from .elided import form_of, left_out, with_subject
from .ends import counts, words_in
from .names import lists_of, understood
from .ranges import ranges_of


def understood_case(binder: Binder, line: Form) -> Form | None:
    """The case that a first range goes on about."""
    guard = line.form("guard")
    test = guard.parts[0] if guard else None
    about = left_out(plain(test)) if isinstance(test, Form) else None
    if guard is None or about is None:
        return None
    if own := _own_place(binder, about):
        return form_of("guard", (form_of("within", (own, about), guard.span),), guard.span)
    facts = tuple(_candidates(binder, about))
    is_known = _is_of_a_day(about) or any(
        name in facts for name in ({fact.name for fact in _numbers(binder)} | _made_of_items(binder))
    )
    if len(facts) != 1 or not is_known:
        return None
    word = Word(terminal="NAME", text=facts[0], span=guard.span)
    if about.kind == "growth_of_it":
        return form_of("guard", (with_subject(about, word),), guard.span)
    named = form_of("understood", (word,), guard.span)
    return form_of("guard", (form_of("within", (named, about), guard.span),), guard.span)


def _made_of_items(binder: Binder) -> set[str]:
    """What 其中（逐家） names for each item of the list that is gone through: 第一名的, where 名次 is one of them."""
    scope = binder.names.list_scope
    known = binder.names.known
    made = {name for name in known if isinstance(known[name], DefinitionRef)} if scope else set()
    return {name for name in made if scope in lists_of(known[name])}


def _own_place(binder: Binder, about: Form) -> Form | None:
    """首件的, in a column of items: which of them the present one is, unless a fact is a place in a row."""
    ranks = [word for one in about.forms("range") for word in one.words("RANK")]
    if not ranks or not binder.names.list_scope or any(True for _ in _candidates(binder, about)):
        return None
    return form_of("own_place", (ranks[0],), ranks[0].span)


def understood_fact(binder: Binder, part: Form) -> Expr | None:
    """What 超过2小时的部分 is of, where nothing before it says so: the one quantity in that unit; never of money."""
    ranges = part.form("ranges")
    if ranges is None or "元" in ranges.span.text or any(layer for layer in binder.here.asked):
        return None
    facts = tuple(_candidates(binder, ranges))
    if len(facts) != 1 or facts[0] not in {fact.name for fact in _numbers(binder)}:
        return None
    return understood(binder, facts[0], part.span)


def _candidates(binder: Binder, about: Form) -> Iterator[str]:
    """The facts that it can be of: with a place in a row, those that are one; else those of the unit of its number."""
    if any(one.word("RANK") for one in about.forms("range")):
        facts = {fact.name for fact in _numbers(binder) if re.search(PLACES, fact.name)}
        yield from (
            facts if binder.names.facts_alone else facts | {n for n in binder.names.known if re.search(PLACES, n)}
        )
        return
    if _is_of_a_day(about):
        # 2025年6月30日以前的
        yield from (fact.name for fact in binder.names.facts if isinstance(fact, FactRef) and fact.type == DATE)
        return
    if about.kind == "growth_of_it":
        asked = {fact.name for fact in _numbers(binder)}
        yield from (name for name in asked if f"上年{name}" in asked)
        return
    if not binder.names.facts_alone:
        # what is defined may be of that unit, too
        return
    try:
        ends = _ends(binder, about)
    except Refused:
        return
    for fact in _numbers(binder):
        kind = fact.type
        assert isinstance(kind, NumberType)
        if ends and all(
            counts(fact, end) or (end.type.unit.powers == kind.unit.powers and end.type.is_ratio == kind.is_ratio)
            for end in ends
        ):
            yield fact.name


def _is_of_a_day(about: Form) -> bool:
    return any(word.terminal == "DATE" for word in words_in(about))


def _numbers(binder: Binder) -> Iterator[FactRef]:
    for fact in binder.names.facts:
        if isinstance(fact, FactRef) and isinstance(fact.type, NumberType):
            yield fact


def _ends(binder: Binder, about: Form) -> list[Literal]:
    """The numbers of the range, read apart, so that they are noted only where it is bound."""
    apart = replace(binder, out=Out(report=Report()))
    if about.kind != "ranges":
        read = (apart.atoms["quantity"](apart, _quantity(word)) for word in about.words("ALONE", "QUANTITY"))
        return [end for end in read if isinstance(end, Literal)]
    ends = [end for one in ranges_of(apart, about, None) for end in (one.low, one.high) if end is not None]
    literals = [end for end in ends if isinstance(end, Literal)]
    return literals if len(literals) == len(ends) else []


def _quantity(word: Word) -> Form:
    return form_of("quantity", (replace(word, terminal="QUANTITY"),), word.span)


def _understood(binder: Binder, form: Form) -> Expr:
    word = form.parts[0]
    assert isinstance(word, Word)
    return understood(binder, word.text, form.span)


ATOMS: dict[str, AtomForm] = {"understood": _understood}
