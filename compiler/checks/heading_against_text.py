"""The heading must do what the quotation does, and the rule's own title: 交纳 is no 补助, 补助 no 减免."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..accounts.accounting import Account, Quotation, accounts_of
from ..document.figures import Figure
from ..language.headings import Form
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# By what the text says that it does so: of a number, and in any way at all.
_OF_NUMBER: dict[Form, str] = {
    "奖补": "奖励|奖补|补助|补贴|资助|贴息|发放|发给|补偿",
    "交纳": "交纳|缴纳|收取|加收|征收|计收|预缴|计征|罚款|滞纳金",
    "减免": "减免|免收|免除|减征|减收|优惠",
}
_AT_ALL: dict[Form, re.Pattern[str]] = {
    "奖补": re.compile("奖|补|资助|贴息|返还|退还|配套|扶持|支持|给予|发放|发给|支付|赔偿|拨付|津贴|救助|保障"),
    "减免": re.compile("减|免|优惠|抵|折|扣|退|返还|让利|返|下浮|下调"),
    "交纳": re.compile("交纳|缴|征|收|滞纳金|罚|税|费率|计费|处以|纳税|按日加"),
}
# What the title of a rule says that it does, as its last word.
_TITLED: dict[Form, re.Pattern[str]] = {
    "奖补": re.compile("(?:奖励|奖补|补助|补贴|资助|贴息|补偿|返还|津贴|奖励金|补助金|补偿金|赔偿金|报酬)$"),
    "减免": re.compile("(?:减免|减征|免收|抵扣|抵用|优惠)$"),
    "交纳": re.compile("(?:税|税额|税款|受理费|申请费|滞纳金|罚款)$"),
}
# To pay what is waived leaves people with as much, and is no slip.
_AGAINST: tuple[tuple[Form, Form], ...] = (
    ("奖补", "交纳"),
    ("减免", "奖补"),
    ("减免", "交纳"),
    ("交纳", "奖补"),
    ("交纳", "减免"),
)
# By its title a rule is told too where it waives what it should pay, or pays what it should waive.
_AGAINST_TITLE: tuple[tuple[Form, Form], ...] = (
    ("奖补", "交纳"),
    ("奖补", "减免"),
    ("减免", "奖补"),
    ("减免", "交纳"),
    ("交纳", "奖补"),
)
_DOES: dict[Form, tuple[str, str]] = {
    "奖补": ("给钱", "pays"),
    "减免": ("减免", "waives"),
    "交纳": ("收钱", "levies"),
}
_HEADED: dict[Form, str] = {"奖补": "奖励：」或「补助：", "减免": "减免：", "交纳": "交纳："}


class HeadingAgainstText(Plain):
    """栏目与原文的动词相反。

    错误示例：`依据：“按标的额的2%交纳受理费”`，而规则写 `补助：标的额的2%。`
    正确示例：`交纳：标的额的2%。`
    理由：数都对，可是一个是收钱，一个是给钱；减免是少收，不是给。
    """

    code: ClassVar[str] = "T0463"
    severity: ClassVar = "warning"
    clause: str
    heading: str
    is_form: Form
    verb: str
    does: Form
    is_title: bool = False

    def texts(self) -> Texts:
        (ours, ours_en), (theirs, theirs_en) = _DOES[self.is_form], _DOES[self.does]
        if self.is_title:
            return (
                (
                    f"规则 {self.clause} 的名称是「{self.verb}」，栏目是「{self.heading}」",
                    f"clause {self.clause} is called {self.verb}, and headed {self.heading}",
                ),
                (f"名称说的是{theirs}，栏目是{ours}", f"by its title it {theirs_en}, by its heading it {ours_en}"),
                (
                    f"栏目写「{_HEADED[self.does]}」，或改名称",
                    f"use the heading that {theirs_en}, or give it another title",
                ),
            )
        return (
            (
                f"依据说的是「{self.verb}」，规则 {self.clause} 的栏目是「{self.heading}」",
                f"the quotation says {self.verb}, and clause {self.clause} is headed {self.heading}",
            ),
            (f"原文是{theirs}，规则是{ours}", f"the text {theirs_en}, and the rule {ours_en}"),
            (
                f"栏目写「{_HEADED[self.does]}」；原文确是{ours}的，把说明这一点的话也引上",
                f"use the heading that {theirs_en}; if the text {ours_en}, quote the words that say so too",
            ),
        )


@looks_at("rule")
def heading_against_text(policy: Policy) -> Iterator[HeadingAgainstText]:
    for account in accounts_of(policy):
        form = account.clause.form
        if titled := _by_title(account):
            yield titled
            continue
        if form not in _DOES or any(_AT_ALL[form].search(quotation.text) for quotation in account.quotations):
            continue
        for does in _OF_NUMBER:
            if (form, does) in _AGAINST and (found := _verb(account, does)):
                span, verb = found
                yield HeadingAgainstText(
                    span=span,
                    clause=account.clause.id,
                    heading=account.clause.heading,
                    is_form=form,
                    verb=verb,
                    does=does,
                )
                break


def _by_title(account: Account) -> HeadingAgainstText | None:
    """A rule whose own title says that it does otherwise."""
    clause = account.clause
    title = re.sub("（[^）]*）$", "", clause.title)
    for does, words in _TITLED.items():
        if (clause.form, does) in _AGAINST_TITLE and words.search(title):
            return HeadingAgainstText(
                span=clause.span,
                clause=clause.id,
                heading=clause.heading,
                is_form=clause.form,
                verb=title,
                does=does,
                is_title=True,
            )
    return None


def _verb(account: Account, does: Form) -> tuple[Span, str] | None:
    """Where the text says so of a number: 2%交纳, 每件交纳50元; not 缴纳的税款的5%."""
    before = re.compile(rf"({_OF_NUMBER[does]})[^，。；：、的0-9]{{0,6}}$")
    behind = re.compile(rf"[^，。；：、0-9]{{0,4}}?({_OF_NUMBER[does]})")
    for quotation in account.quotations:
        for figure in quotation.figures:
            if not (figure.is_money or figure.is_ratio):
                continue
            found = before.search(quotation.text, 0, figure.start) or behind.match(quotation.text, figure.end)
            if found and (does != "减免" or _is_what_is_left(account, figure)):
                return _place(quotation, found), found[1]
    return None


def _is_what_is_left(account: Account, figure: Figure) -> bool:
    """Whether a rule that levies has the part that is waived as what is levied: 减免30% as 30%, rather than less 30%."""
    made = [made for made in account.stated if figure.is_same([made.value])]
    return bool(made) and all(use == {"给付"} for each in made for use in each.uses)


def _place(quotation: Quotation, found: re.Match[str]) -> Span:
    return quotation.span(*found.span(1))
