"""承诺: what the drafter means the result to keep to, for ``tiaowen prove`` to prove."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..bind.binder import Binder, Refused
from ..bind.desugar import plain
from ..bind.names import meaning_of
from ..bind.ranges import ranges_of
from ..model.clause import Bounded, Monotone, NoCliff, Promise
from ..model.expr import Comparison, Expr, FactRef
from ..model.types import NumberType, OptionType
from ..reading.syntax import Form, Section
from ..report.errors.types import WrongType
from .context import Rule
from .scope import Unsound

_FALLS = ("减少", "降低", "下降")


def read_promises(rule: Rule, section: Section) -> None:
    """Their numbers are the drafter's own: none need stand in the quotation."""
    binder = replace(rule.binder, out=replace(rule.binder.out, literals=[]))
    amount = rule.draft.amount
    # Where the amount has faults of its own, these are told.
    is_known = amount is not None or rule.draft.form == "资格"
    for sentence in rule.sentences(section, "promise"):
        text = "".join(sentence.span.text.split())
        try:
            if sentence.form is not None and is_known:
                for meant in _meant(binder, sentence.form, amount):
                    rule.draft.promises += (Promise(meant=meant, text=text, span=sentence.span),)
        except Refused as refused:
            rule.report.add(refused.diagnostic)
        except Unsound:
            pass


def limits_of(promised: Iterable[Promise]) -> list[Expr]:
    """The expressions that promises name."""
    return [made.meant.limit for made in promised if isinstance(made.meant, Bounded)]


def _meant(binder: Binder, form: Form, amount: Expr | None) -> Iterator[Monotone | Bounded | NoCliff]:
    if amount is None:
        wanted = ("有金额的规则（本条的结果是符合与否）", "a rule whose result is a number")
        raise Refused(WrongType(span=form.span, what=form.span.text, wanted=wanted))
    if form.kind == "no_cliff":
        yield NoCliff()
    elif form.kind == "monotone":
        yield _monotone(binder, form)
    else:
        ranges = form.form("ranges")
        assert ranges is not None
        found = ranges_of(binder, plain(ranges), amount)
        if len(found) != 1:
            wanted = ("一个范围，如不超过100万元", "one range, such as 不超过100万元")
            raise Refused(WrongType(span=ranges.span, what=ranges.span.text, wanted=wanted))
        others = tuple(_clause_id(word.text) for word in form.words("OTHER"))
        low: Comparison = ">=" if found[0].low_inclusive else ">"
        high: Comparison = "<=" if found[0].high_inclusive else "<"
        for operator, limit in ((low, found[0].low), (high, found[0].high)):
            if limit is not None:
                yield Bounded(operator=operator, limit=limit, others=others)


def _monotone(binder: Binder, form: Form) -> Monotone:
    name, changed, kept = form.words("NAME", "CHANGED", "KEEPS")
    fact = meaning_of(binder, name)
    ordered = isinstance(fact.type, NumberType) or (isinstance(fact.type, OptionType) and fact.type.ordered)
    if not isinstance(fact, FactRef) or not ordered:
        wanted = ("填报的一个数，或由低到高的选项", "a fact that is a number or an ordered option")
        raise Refused(WrongType(span=name.span, what=name.text, wanted=wanted))
    falls = changed.text.removesuffix("的") in _FALLS
    never_rises = kept.text.endswith(("增加", "提高"))
    return Monotone(fact=fact.name, rises=falls == never_rises)


def _clause_id(text: str) -> str:
    """规则10.1、第10.1条 is 10.1."""
    return text.removeprefix("规则").removeprefix("第").removesuffix("条")
