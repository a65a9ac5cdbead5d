"""承诺: what the drafter means the result to keep to, for ``tiaowen prove`` to prove; of a rule, or in 【政策】 of several."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from ..bind.binder import Binder, Names, Out, Refused
from ..bind.conditions import condition_of
from ..meaning.mechanisms import ATOMS, STEPS
from ..meaning.mechanisms.each_item import every_item
from ..model.clause import Terms
from ..model.expr import Literal
from ..model.promise import Meant, Promise
from ..model.quantity import MONEY
from ..reading.syntax import Form, Section
from ..report.diagnostic import Report
from .context import Rule
from .promised import About, alike_in_case, meant_by, read_plainly
from .scope import Unsound


def read_promises(rule: Rule, section: Section) -> None:
    """Their numbers are the drafter's own: none need stand in the quotation."""
    binder = replace(rule.binder, out=replace(rule.binder.out, literals=[]))
    draft = rule.draft
    about = About(binder, rule.block.head, rule.facts, draft.amount, draft.series, draft.form == "交纳")
    # Where the amount has faults of its own, these are told.
    is_known = draft.amount is not None or draft.form == "资格"
    for sentence in rule.sentences(section, "promise"):
        text = "".join(sentence.span.text.split())
        try:
            if sentence.form is not None and is_known:
                draft.promises += tuple(_promised(about, sentence.form, text))
        except Refused as refused:
            rule.report.add(refused.diagnostic)
        except Unsound:
            pass


def promised_of_all(terms: Terms, form: Form, report: Report) -> tuple[Promise, ...]:
    """What 【政策】 promises, of several rules or of all."""
    binder = Binder(names=Names(known={}, terms=terms), out=Out(report), atoms=ATOMS, steps=STEPS, every=every_item)
    paid = Literal(value=Fraction(0), type=MONEY, text="")
    said = next(form.forms())
    try:
        return tuple(_promised(About(binder, "", {}, paid), said, "".join(said.span.text.split())))
    except Refused as refused:
        report.add(refused.diagnostic)
        return ()


def _promised(about: About, form: Form, text: str) -> Iterator[Promise]:
    case, said = read_plainly(form)
    if case is not None and said.kind == "same":
        yield Promise(meant=alike_in_case(about, case), text=text, span=form.span)
        return
    given = None if case is None else condition_of(about.binder, case)
    found: Iterator[Meant] = meant_by(about, said)
    for meant in found:
        yield Promise(meant=meant, text=text, given=given, span=form.span)
