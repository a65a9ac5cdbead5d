"""What 【政策】 declares for all rules, before and after: 有效期, 预算, 本数, 同一事项 …; and the 指标."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from tiaowen.runtime.facts import format_quantity

from ..analysis.likeness import likeness, paired
from ..model.clause import Goal, Terms
from ..report.diagnostic import Text
from .clauses import ClauseChange, Difference, period

if TYPE_CHECKING:
    from ..model.policy import Policy

_LEAST = Fraction(3, 5)


def agreement_changes(old: Policy, new: Policy, clauses: Sequence[ClauseChange]) -> tuple[Difference, ...]:
    """Rules are named by their new numbers where they have one, so that a number alone is no change."""
    now = {change.old.id: change.new.id for change in clauses if change.old and change.new}
    found = [Difference(what=Text("标题", "title"), old=old.title, new=new.title)] if old.title != new.title else []
    before, after = list(old.terms.values()), list(new.terms.values())
    for index in range(max(len(before), len(after))):
        one = before[index] if index < len(before) else Terms()
        other = after[index] if index < len(after) else Terms()
        found += _terms(one, other, now)
    return (*found, *_goals(old.goals, new.goals))


def _terms(old: Terms, new: Terms, now: dict[str, str]) -> Iterator[Difference]:
    pairs = (
        (Text("有效期", "period of validity"), period(old.valid), period(new.valid)),
        (Text("预算", "budget"), _budget(old), _budget(new)),
        (Text("预算不足", "where the budget is short"), _sharing(old), _sharing(new)),
        (Text("本数", "whether a bound is included"), _inclusive(old), _inclusive(new)),
        (Text("取整", "rounding"), _rounding(old), _rounding(new)),
        (Text("单位", "units"), "、".join(old.units), "、".join(new.units)),
        (Text("就高从优", "precedence"), old.precedence, new.precedence),
    )
    yield from (Difference(what=what, old=was, new=is_now) for what, was, is_now in pairs if was != is_now)
    matters = [{frozenset(now.get(name, name) for name in one): one for one in old.same_matter}]
    matters.append({frozenset(one): one for one in new.same_matter})
    what = Text("同一事项", "same matter")
    yield from (Difference(what=what, old="与".join(one)) for key, one in matters[0].items() if key not in matters[1])
    yield from (Difference(what=what, new="与".join(one)) for key, one in matters[1].items() if key not in matters[0])


def _budget(terms: Terms) -> str:
    return "" if terms.budget is None else format_quantity(terms.budget.numerator, terms.budget.denominator, "元")


def _inclusive(terms: Terms) -> str:
    return "，".join(f"{word}{'含' if held else '不含'}本数" for word, held in terms.inclusive.items())


def _rounding(terms: Terms) -> str:
    return terms.rounding.text if terms.rounding else ""


def _sharing(terms: Terms) -> str:
    if terms.sharing is None:
        return ""
    rule = terms.sharing
    said = [{"pro_rata": "按比例折算", "applied": "按申报先后", "score": "按得分由高到低"}[rule.order]]
    said += [f"前{rule.places}名"] if rule.places is not None else []
    said += [f"封顶{format_quantity(rule.cap, 100, '元')}"] if rule.cap is not None else []
    said += [f"舍去到{format_quantity(rule.step, 100, '元')}"] if rule.step != 1 else []
    said += ["余数归金额最高的"] if rule.remainder == "largest" else []
    return "，".join([*said, *([] if rule.partial else ["不足支付的不支付"])])


def _goals(old: Sequence[Goal], new: Sequence[Goal]) -> Iterator[Difference]:
    """Goals belong together by their names, of the same name by their years."""
    what = Text("指标", "goal")

    def like(one: Goal, other: Goal) -> Fraction:
        return likeness(one.name, other.name) + Fraction(one.year == other.year, 10)

    pairs = dict(paired(old, new, like, _LEAST))
    for at, goal in enumerate(old):
        was, now = _goal(goal), _goal(new[pairs[at]]) if at in pairs else ""
        if was != now:
            yield Difference(what=what, old=was, new=now)
    yield from (Difference(what=what, new=_goal(goal)) for to, goal in enumerate(new) if to not in pairs.values())


def _goal(goal: Goal) -> str:
    return f"{goal.name}：{goal.target}{f'，{goal.year}年' if goal.year else ''}"
