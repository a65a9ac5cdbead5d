"""One more of what is paid for must not cost: no cliff where one case hands over to the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.cliff import Cliff, given
from ..analysis.cliffs import cliffs
from ..analysis.mending import case_at
from ..analysis.places import place_of
from ..analysis.probing import money_or_number
from ..meaning.faults import facts_in
from ..model.clause import Clause
from ..model.types import OptionType
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at
from .tiers_out_of_order import of_cases

if TYPE_CHECKING:
    from ..model.policy import Policy


class ACliff(Plain):
    """跨过一个门槛，多一点反而少得（交纳的，多一点反而多交得多）。

    错误示例：`补助：投资额不超过100万元的，投资额的8%；其余的，投资额的5%。`
    正确示例：`补助：投资额不超过100万元的，投资额的8%；其余的，投资额的5%，保底8万元。`
    理由：投资100万元得8万元，多投1分钱只得5万元，企业会把投资压在门槛以下，或者拆成两个项目。
    """

    code: ClassVar[str] = "T0422"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    fact: str
    heading: str
    is_due: bool
    values: tuple[str, str]
    amounts: tuple[str, str]
    threshold: str
    example: str
    is_passed: bool
    change: str
    more: int
    # it is a grade (星级) rather than a number
    is_grade: bool = False
    # what the case behind the threshold should not be below (for 交纳 above), tried out; nothing where there is none
    limit: str = ""

    @property
    def others(self) -> str:
        return f"例如{self.example}的，" if self.example else ""

    @property
    def others_en(self) -> str:
        return f"for {self.example}: " if self.example else ""

    def texts(self) -> Texts:
        (value, next_value), (before, after) = self.values, self.amounts
        more = f"；另有{self.more}处门槛也这样" if self.more else ""
        more_en = f"; and likewise at {self.more} more" if self.more else ""
        head = f"规则 {self.clause}：{self.fact}{'超过' if self.is_passed else '达到'}{self.threshold}"
        head_en = f"clause {self.clause}: where {self.fact} passes {self.threshold}"
        if self.is_due:
            mend = f"让门槛以上的不超过「{self.limit}」，或者" if self.limit else ""
            return (
                (f"{head}，{self.heading}多出{self.change}", f"{head_en}, {self.change} more is due"),
                (
                    f"{self.others}{self.fact}从{value}增加到{next_value}，{self.heading}从{before}增加到{after}，"
                    f"多交的比增加的还多{more}",
                    f"{self.others_en}from {value} to {next_value} it rises from {before} to {after}, by more than {self.fact} does"
                    f"{more_en}",
                ),
                (
                    f"{mend}改为超额累进（每一档的比例只对落在本档内的部分计算，表头写「每段……」）",
                    "let no more be due above it than at it and the excess, or compute each rate of its own part only",
                ),
            )
        if self.is_grade:
            return (
                (
                    f"规则 {self.clause}：{self.fact}到{next_value}，{self.heading}反而减少{self.change}",
                    f"{head_en}, {self.change} less is given",
                ),
                (
                    f"{self.others}{self.fact}从{value}升为{next_value}，{self.heading}从{before}降为{after}；别的级是越高越多{more}",
                    f"{self.others_en}from {value} to {next_value} the result falls from {before} to {after}; other grades get "
                    f"more the higher they are{more_en}",
                ),
                (
                    f"核对这两级的数，看是否写颠倒；确实如此的，给{next_value}加保底，不低于{value}的数额",
                    "check what the two grades get: the numbers may be exchanged; or let the higher get no less (保底)",
                ),
            )
        mend = f"给门槛以上的一档加保底，不低于{self.limit}" if self.limit else "让门槛以上的一档不低于门槛处的数额"
        return (
            (f"{head}，{self.heading}反而减少{self.change}", f"{head_en}, {self.change} less is given"),
            (
                f"{self.others}{self.fact}从{value}增加到{next_value}，{self.heading}从{before}降为{after}{more}",
                f"{self.others_en}from {value} to {next_value} the result falls from {before} to {after}{more_en}",
            ),
            (
                f"{mend}；或者改为分段计算（每一档的比例只对落在本档内的部分计算）",
                "let the case above be no less than what is paid at the threshold (保底), or pay each part at its own rate",
            ),
        )


@looks_at("rule")
def cliff(policy: Policy) -> Iterator[ACliff]:
    for clause in policy.clauses.values():
        by_fact: dict[str, list[Cliff]] = {}
        for found in cliffs(policy, clause):
            # of grades each of which gives one number, or one rate, all are looked at together
            is_told = isinstance(found.varied.type, OptionType) and bool(of_cases(clause))
            if not found.ends and not is_told:
                by_fact.setdefault(found.varied.name, []).append(found)
        for listed in by_fact.values():
            yield _told(clause, listed)


def _told(clause: Clause, listed: list[Cliff]) -> ACliff:
    first = listed[0]
    before, after = (money_or_number(result.amount, clause.unit) for result in (first.before, first.after))
    is_grade = isinstance(first.varied.type, OptionType)
    branch = case_at(first, first.value + 1) if is_grade else None
    return ACliff(
        span=place_of(clause, branch.text if branch else "", first.edge),
        clause=clause.id,
        fact=first.varied.name,
        heading=clause.heading,
        is_due=clause.form == "交纳",
        values=first.told,
        example=given(first),
        threshold=first.threshold,
        is_passed=first.is_passed,
        change=money_or_number(abs(first.after.amount - first.before.amount), clause.unit),
        amounts=(before, after),
        more=len(listed) - 1,
        is_grade=is_grade,
        limit=_limit(first, before),
    )


def _limit(found: Cliff, before: str) -> str:
    """What the case above the threshold should keep to, where that was tried and helps."""
    if found.mend is None:
        return ""
    if found.clause.form == "交纳":
        excess = f"{found.varied.name}超过{found.threshold}的部分"
        return excess if found.before.amount == 0 else f"{before}加{excess}"
    is_fixed = next(facts_in(found.mend), None) is None
    return before if is_fixed else f"前一档在门槛处的数额（本例是{before}）"
