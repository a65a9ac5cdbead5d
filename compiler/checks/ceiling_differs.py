"""最高 of the award itself makes a ceiling, nothing else does: the heading has to say what the quotation says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import Account, Quotation, accounts_of, value_of
from ..accounts.roles_held import is_ceiling_of_award
from ..document.figures import MONEY, RATIO, Figure, Value
from ..model.clause import Clause
from ..model.expr import Addition, DefinitionRef, Expr, Literal, Mechanism, Product
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_AT_MOST = re.compile(
    "(?:最高|最多)(?:可|给予|可给予|一次性|一次性给予|奖励|奖补|补助|补贴|资助|支持|达|可达|不超过|额度|限额|为|按|按照)*$"
)
_LISTED = re.compile("(?:、|和|及|或|以及|与)")
_OPEN = re.compile("最高|最多|至多|不超|不高于|上限|封顶|限额")
_OPEN_END = re.compile("(?:[^，。；、]{0,4}(?:以内|之内|为限|封顶)|（?上限)")
_VAGUE = re.compile("幅度|可达|视|酌情|原则上|上限(?=[^0-9]*$)")


class CeilingDiffers(Plain):
    """原文是上限，规则写成定额；或者原文是定额，规则写成上限。

    错误示例：`依据：“对新认定的省级重点实验室，每家最高奖励200万元”`，规则写 `奖励：`
    正确示例：`最高奖励：新认定的省级重点实验室，每家200万元。`
    理由：原文的最高说的是奖励本身的，给多少由主管部门核定，写「最高奖励：」；最高只管算式的上限的，写封顶。
    """

    code: ClassVar[str] = "T0438"
    severity: ClassVar = "warning"
    clause: str
    heading: str
    amount: str

    def texts(self) -> Texts:
        if self.amount:
            return (
                (
                    f"依据写最高{self.amount}，规则 {self.clause} 写成了定额",
                    f"the quotation gives up to {self.amount}, clause {self.clause} exactly that",
                ),
                (
                    f"最高说的是奖补本身的，{self.amount}是上限，给多少由主管部门核定",
                    "what is given is decided by the authority, up to this ceiling",
                ),
                (
                    f"栏目写「最高{self.heading}：」；一律按最高额给的，在「口径」里写明",
                    f"write the heading 最高{self.heading}：; where the full amount is always given, say so under 口径",
                ),
            )
        return (
            (
                f"规则 {self.clause} 的栏目是「{self.heading}」，依据里没有最高一类的话",
                f"clause {self.clause} is headed {self.heading}, and the quotation has no word for a ceiling",
            ),
            (
                "最高的栏目表示给多少由主管部门在上限以内核定；原文写的是定额",
                "such a heading lets the authority decide up to a ceiling, while the text states the amount",
            ),
            (f"栏目写「{self.heading.removeprefix('最高')}：」", "leave 最高 out of the heading"),
        )


@looks_at("rule")
def ceiling_differs(policy: Policy) -> Iterator[CeilingDiffers]:
    for account in accounts_of(policy):
        clause = account.clause
        if clause.ceiling:
            found = _award_as_ceiling(account)
        else:
            found = _ceiling_as_award(account) if clause.form in ("奖补", "减免") else None
        if found:
            quotation = next(each for each in account.quotations if found in each.figures)
            yield CeilingDiffers(
                span=quotation.span(found.start, found.end),
                clause=clause.id,
                heading=clause.heading,
                amount="" if clause.ceiling else found.text,
            )


def _award_as_ceiling(account: Account) -> Figure | None:
    """An amount that is given, where nothing in the quotation leaves room for it: words of a ceiling are of other numbers,
    which the rule has as limits (按1%补助，最高50万元)."""
    given = [value_of(literal) for literal in _awards(account.clause)]
    for quotation in account.quotations:
        left_open = _left_open(quotation)
        if left_open is None or any(value in given for figure in left_open for value in figure.values):
            return None
    figures = (figure for quotation in account.quotations for figure in quotation.figures)
    return next((figure for figure in figures if any(value in given for value in figure.values)), None)


def _left_open(quotation: Quotation) -> list[Figure] | None:
    """The figures that words of a ceiling are of: the next one behind 最高, with those listed, or the one before 以内; None
    where there are words that are of no figure."""
    if _VAGUE.search(quotation.text):
        return None
    found: list[Figure] = []
    for index, figure in enumerate(quotation.figures):
        before = quotation.figures[index - 1] if index else None
        start = before.end if before else 0
        end = quotation.figures[index + 1].start if index + 1 < len(quotation.figures) else len(quotation.text)
        is_listed = before in found and _LISTED.fullmatch(quotation.text, start, figure.start)
        if (
            is_listed
            or _OPEN.search(quotation.text, start, figure.start)
            or _OPEN_END.match(quotation.text, figure.end, end)
        ):
            found.append(figure)
    return found if quotation.figures or not _OPEN.search(quotation.text) else None


def _ceiling_as_award(account: Account) -> Figure | None:
    """An amount of the quotation that is a ceiling there and what is given here; one that stands among what is given
    otherwise (T0460) is none."""
    if not is_ceiling_of_award(account):
        return None
    given = [value_of(literal) for literal in _awards(account.clause)]
    ceilings: list[Figure] = []
    others: list[Value] = []
    for quotation in account.quotations:
        capped = _ceilings(quotation)
        ceilings += capped
        others += (value for figure in quotation.figures if figure not in capped for value in figure.values)
    for figure in ceilings:
        for value in figure.values:
            is_award = value.kind in (MONEY, RATIO) and value in given
            if is_award and value not in others and value not in account.read and "最高" not in account.said:
                return figure
    return None


def _ceilings(quotation: Quotation) -> Sequence[Figure]:
    """The figures behind 最高, and those listed with them."""
    found: list[Figure] = []
    for index, figure in enumerate(quotation.figures):
        before = quotation.figures[index - 1] if index else None
        start = before.end if before else 0
        is_listed = before in found and _LISTED.fullmatch(quotation.text, start, figure.start)
        if is_listed or _AT_MOST.search(quotation.text, start, figure.start):
            found.append(figure)
    return found


def _awards(clause: Clause) -> Iterator[Literal]:
    """The numbers that make up what is given: not limits, conditions or steps."""
    waiting: list[Expr] = [] if clause.amount is None else [clause.amount]
    seen: dict[int, Expr] = {}
    while waiting:
        expr = waiting.pop(0)
        if id(expr) in seen:
            continue
        seen[id(expr)] = expr
        match expr:
            case Literal():
                yield expr
            case Product():
                waiting += (expr.left, expr.right)
            case Addition():
                waiting += expr.parts
            case DefinitionRef():
                waiting.append(expr.definition.body)
            case Mechanism():
                made = expr.anatomy()
                waiting += [made.acts_on] if made.acts_on is not None else []
                waiting += (branch.amount for branch in (made.cases.branches if made.cases else ()))
                waiting += [made.repeated.body] if made.repeated else []
