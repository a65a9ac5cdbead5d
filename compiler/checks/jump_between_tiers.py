"""Between tiers that are paid (or charged) by rate on the whole amount, crossing a threshold at most adds something."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.cliffs import cliffs
from ..analysis.in_words import shown
from ..analysis.places import place_of, walk
from ..analysis.tiers import Tiers, case_lists, case_words, neighbours, tiers_of
from ..meaning.faults import facts_in
from ..meaning.wording import plain_words
from ..model.clause import Clause
from ..model.expr import DefinitionRef, Difference, Product, anatomy_of
from ..model.types import NumberType
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at
from .tiers_out_of_order import rate_of

if TYPE_CHECKING:
    from ..model.policy import Policy

# A rate that at least doubles is worth a look; 5%, 6%, 7% are what tiers are for.
_TIMES = 2


class JumpBetweenTiers(Plain):
    """相邻两档的比例相差一倍以上，又都按全额计算，跨过门槛一下子多出一倍。

    错误示例：`交纳：面积140平方米以下的，价款的1%；面积超过140平方米的，价款的2%。`
    正确示例：`交纳：面积140平方米以下的，价款的1%；面积超过140平方米的，价款的1.5%。`
    理由：140平方米和140.01平方米几乎一样，数额却差一倍；原文就是这样定的，用【容许】写明，提醒制定部门。
    """

    code: ClassVar[str] = "T0423"
    severity: ClassVar[OneOf["hint"]] = "hint"
    clause: str
    subject: str
    number: str
    cases: tuple[str, str]
    rates: tuple[str, str]

    def texts(self) -> Texts:
        (below, above), (rate, next_rate) = self.cases, self.rates
        return (
            (
                f"规则 {self.clause}：{self.subject}跨过{self.number}，从{rate}跳到{next_rate}",
                f"clause {self.clause}: at {self.subject} {self.number} the rate leaps from {rate} to {next_rate}",
            ),
            (
                f"「{below}」和「{above}」都对全额计算，差一点点，数额就相差一倍以上",
                f"“{below}” and “{above}” are both of the whole amount, so a little more at least doubles it",
            ),
            (
                "核对两档的比例；有意这样定的不必改",
                "check the two rates; leave them where they are meant",
            ),
        )


@looks_at("rule")
def jump_between_tiers(policy: Policy) -> Iterator[JumpBetweenTiers]:
    for clause in policy.clauses.values():
        factors, taken = _factors(clause), _taken(clause)
        every = [(listed, tiers) for listed in case_lists(clause) for tiers in tiers_of(listed)]
        # 速算扣除数: what is taken off from the same threshold on evens the rates out
        evened = [
            (tiers.subject, tier.takes.low)
            for listed, tiers in every
            if id(listed.of) in taken
            for tier in tiers.ascending
        ]
        for listed, tiers in every:
            if isinstance(tiers.subject.type, NumberType):
                found = _jumps(policy, clause, tiers, is_factor=id(listed.of) in factors)
                yield from (jump for at, jump in found if (tiers.subject, at) not in evened)


def _factors(clause: Clause) -> set[int]:
    """The lists of cases that are the rate of something: 价款，按税率; not what is added to a rate (上浮比例)."""
    found: set[int] = set()
    for place in walk(clause):
        if isinstance(place.expr, Product):
            for side in (place.expr.left, place.expr.right):
                found.add(id(side.definition.body if isinstance(side, DefinitionRef) else side))
    return found


def _taken(clause: Clause) -> set[int]:
    """The lists of cases that are taken off from something."""
    found: set[int] = set()
    for place in walk(clause):
        taken = (place.expr.right,) if isinstance(place.expr, Difference) else anatomy_of(place.expr).takes
        found |= {id(each.definition.body if isinstance(each, DefinitionRef) else each) for each in taken}
    return found


def _jumps(
    policy: Policy, clause: Clause, tiers: Tiers, *, is_factor: bool
) -> Iterator[tuple[Fraction, JumpBetweenTiers]]:
    told = {cliff.varied.fact.name for cliff in cliffs(policy, clause)}
    for lower, higher in neighbours(tiers):
        rates = [rate_of(tier.branch.amount) for tier in (lower, higher)]
        low, high = lower.takes.high, higher.takes.low
        if low is None or low != high or rates[0] is None or rates[1] is None or told & set(facts_in(tiers.subject)):
            continue
        (one, base), (two, other_base) = rates[0], rates[1]
        if base is None and not is_factor:
            continue
        if base == other_base and one.type.is_ratio and two.type.is_ratio and two.value >= one.value * _TIMES > 0:
            jump = JumpBetweenTiers(
                span=two.span or place_of(clause, higher.branch.text, higher.branch.condition),
                clause=clause.id,
                subject=plain_words(tiers.subject),
                number=shown(clause, tiers.subject, low),
                cases=(case_words(lower.branch), case_words(higher.branch)),
                rates=(one.text, two.text),
            )
            yield low, jump
