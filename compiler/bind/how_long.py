"""How long something is given, where the sentence leaves it out: 每月100元, of a rule that asks for one number of months and
uses it for nothing else, is 100元 for each of these.

In: an amount in 元/月 under the heading of a result.  Out: the amount times the months.  Whatever else the months may be for
(a case, a condition, a name under 其中, what was had before) leaves the amount as it is, which is then refused.
"""

import re

from ..model.expr import Expr, FactRef
from ..model.unit_words import HOW_OFTEN, OCCASIONS
from .binder import Binder
from .parts import mentions
from .units import number_kind, product

# 已领月数, 累计缴费年限, 工龄: what lies behind, not how long something is given.
_BEHIND = re.compile("已|累计|上年|龄|年限|工作|缴费|参保|居住|连续|第几")


def times_how_long(binder: Binder, amount: Expr) -> Expr:
    """An amount for each month, day or year, times the one fact that says how many of them there are."""
    if not binder.names.facts_alone or binder.heading.is_series or binder.names.list_scope:
        return amount
    for unit, power in number_kind(amount).unit.powers:
        if power == -1 and unit in (*HOW_OFTEN, *OCCASIONS):
            facts = [fact for fact in binder.names.facts if _is_in(fact, unit)]
            # 运费 in 元/次, where the sentence has no 每次
            is_of_name = unit in OCCASIONS and any(
                _is_price(fact, unit) and mentions(amount, fact) for fact in binder.names.facts
            )
            if len(facts) == 1 and not is_of_name and not _is_used(binder, facts[0], amount):
                amount = product(amount, facts[0], "×")
    return amount


def _is_in(fact: Expr, unit: str) -> bool:
    if not isinstance(fact, FactRef) or not hasattr(fact.type, "unit"):
        return False
    return number_kind(fact).unit.powers == ((unit, 1),)


def _is_price(fact: Expr, unit: str) -> bool:
    return isinstance(fact, FactRef) and hasattr(fact.type, "unit") and (unit, -1) in number_kind(fact).unit.powers


def _is_used(binder: Binder, fact: Expr, amount: Expr) -> bool:
    assert isinstance(fact, FactRef)
    asked = any(mentions(each.subject, fact) for layer in binder.here.asked for each in layer)
    return asked or mentions(amount, fact) or _BEHIND.search(fact.name) is not None
