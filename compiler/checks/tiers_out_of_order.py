"""Of graded cases a higher one earns no less, where the others all rise (or fall), and so of grades in a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

from tiaowen.runtime.facts import format_quantity

from ..accounts.accounting import Account, accounts_of
from ..analysis.graded_lists import upside_down
from ..analysis.places import place_of
from ..analysis.tiers import Tiers, case_lists, case_words, tiers_of
from ..model.clause import Clause
from ..model.expr import Expr, Product
from ..model.expr import Literal as Number
from ..model.types import OptionType
from ..report.diagnostic import Text
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class TiersOutOfOrder(Plain):
    """各档的数大小次序不对，高的一档反而少。

    错误示例：`获评星级为三星、四星、五星的，分别奖励10万元、30万元、20万元。`
    正确示例：`获评星级为三星、四星、五星的，分别奖励10万元、20万元、30万元。`
    理由：高一档的本来多给一些，这一档反过来，多半是两个数写颠倒了，或者少写（多写）了一位；国家级、省级、市级，一、二、三等奖也一样。
    """

    code: ClassVar[str] = "T0428"
    severity: ClassVar[Literal["warning"]] = "warning"
    clause: str
    case: str
    number: str
    before: str
    before_number: str
    rises: bool
    is_text: bool = False
    other_span: Span | None = None

    def texts(self) -> Texts:
        less, less_en = ("少", "less") if self.rises else ("多", "more")
        way, way_en = ("多", "more") if self.rises else ("少", "less")
        check = (
            "核对这两档的数，看是否写颠倒，或错了一位、错了单位",
            "check the numbers: they may be exchanged, a digit may be missing, or a unit wrong",
        )
        if self.is_text:
            return (
                (
                    f"依据里「{self.case}」是{self.number}，「{self.before}」是{self.before_number}，高的反而少",
                    f"the quotation gives {self.number} for “{self.case}”, less than {self.before_number} for the lower "
                    f"“{self.before}”",
                ),
                (
                    "两边一一对应，级别（或门槛）高的应当不比低的少",
                    "the two lists belong together, and a higher grade or threshold should earn no less",
                ),
                check,
            )
        return (
            (
                f"规则 {self.clause} 的「{self.case}」是{self.number}，比低一档的{self.before_number}还{less}",
                f"clause {self.clause}: “{self.case}” is {self.number}, {less_en} than {self.before_number} one step lower",
            ),
            (
                f"其他各档都是越高越{way}，只有「{self.before}」到「{self.case}」反过来",
                f"the other cases give {way_en} the higher they are; from “{self.before}” to “{self.case}” it is the reverse",
            ),
            check,
        )

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        at = self.other_span
        return () if at is None else ((at, Text("低一档的数", "the number one step lower")),)


@looks_at("rule")
def tiers_out_of_order(policy: Policy) -> Iterator[TiersOutOfOrder]:
    for account in accounts_of(policy):
        yield from of_cases(account.clause) or _of_quotations(account)


def of_cases(clause: Clause) -> list[TiersOutOfOrder]:
    """Those of the cases of a rule."""
    return [
        found for listed in case_lists(clause) for tiers in tiers_of(listed) for found in _out_of_order(clause, tiers)
    ]


def _of_quotations(account: Account) -> Iterator[TiersOutOfOrder]:
    for quotation in account.quotations:
        for pair in upside_down(quotation):
            if not any(value in account.read for value in (*pair.less.values, *pair.more.values)):
                yield TiersOutOfOrder(
                    span=quotation.span(pair.less.start, pair.less.end),
                    clause=account.clause.id,
                    case=pair.higher,
                    number=pair.less.text,
                    before=pair.lower,
                    before_number=pair.more.text,
                    rises=True,
                    is_text=True,
                    other_span=quotation.span(pair.more.start, pair.more.end),
                )


def _out_of_order(clause: Clause, tiers: Tiers) -> Iterator[TiersOutOfOrder]:
    graded = [(tier, rate_of(tier.branch.amount)) for tier in tiers.ascending]
    found = [(tier, rate) for tier, rate in graded if rate is not None]
    if len(found) < len(graded) or not _are_apart(tiers) or len({rate[1] for _, rate in found}) > 1:
        return
    steps = list(pairwise((tier, rate[0]) for tier, rate in found))
    up = [step for step in steps if step[0][1].value < step[1][1].value]
    down = [step for step in steps if step[0][1].value > step[1][1].value]
    # one that goes against at least two others; with as many on both sides nobody knows which are wrong, but that an
    # award does not fall as a grade rises
    few, many = sorted((down, up), key=len)
    is_graded_award = isinstance(tiers.subject.type, OptionType) and clause.form == "奖补" and few is down
    if not few or len(many) < (1 if is_graded_award else 2) * len(few):
        return
    for (below, lower), (above, higher) in few:
        yield TiersOutOfOrder(
            span=higher.span or place_of(clause, above.branch.text, above.branch.condition),
            clause=clause.id,
            case=case_words(above.branch),
            number=_said(higher),
            before=case_words(below.branch),
            before_number=_said(lower),
            rises=many is up,
            other_span=lower.span,
        )


def _are_apart(tiers: Tiers) -> bool:
    """Whether no two of the cases take the same numbers, so that one is higher than the other."""
    for lower, higher in pairwise(tiers.ascending):
        shared = tiers.possible(lower.takes.narrowed(higher.takes))
        if not shared.is_empty and shared.low != shared.high:
            return False
    return True


def rate_of(amount: Expr) -> tuple[Number, Expr | None] | None:
    """The number that a case gives (10万元, 5%), with what it is a rate of."""
    match amount:
        case Number():
            return amount, None
        case Product(left=base, right=Number() as rate):
            return rate, base
        case Product(left=Number() as rate, right=base):
            return rate, base
    return None


def _said(number: Number) -> str:
    return number.text or format_quantity(number.value.numerator, number.value.denominator, number.type.shown)
