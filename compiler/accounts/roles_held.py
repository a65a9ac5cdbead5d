"""The roles of a quotation's numbers held against those of the rule's: a cap is no threshold, an award no step.

In: an ``Account``.  Out: the numbers that the rule uses for something else than the text does, each with both places.
A number of the text whose neighbours tell nothing, or of the rule whose place tells nothing, may be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..document.alike import Alike
from ..document.figures import RATIO, Figure
from ..language.roles import Role
from ..text.source import Span
from .accounting import Account, Stated
from .roles_of_rule import GIVEN

Roles = frozenset[Role]
# What pays, or decides whether and how much: a number of the rule that does so must be one that the text has for it.
_DECIDING = Roles({"给付", "封顶", "保底", "扣除", "门槛", "分段", "步长"})


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A ``figure`` of the quotation, at ``span``, that the rule has only ``as`` something else, or ``besides``."""

    figure: Figure
    span: Span
    stated: Stated
    used_as: Roles
    is_besides: bool = False


def misplaced(account: Account) -> Iterator[Misplaced]:
    quoted = list(account.quoted)
    numbers = [*account.stated, *account.lent]
    stated = Alike((made, made.values) for made in numbers)
    told: set[int] = set()
    for figure, span in quoted:
        here = stated.of(figure.compared)
        if not figure.roles or figure.is_bare or figure.is_same(account.read) or not here:
            continue
        if all(_is_elsewhere(account, figure, made) for made in here):
            told |= {id(made) for made in here}
            made = next((made for made in here if not made.uses[0] <= {"范围", "核对"}), here[0])
            yield Misplaced(figure, span, made, made.uses[0])
    for made in numbers:
        here_quoted = [(figure, span) for _, figure, span in account.figures.of(made.values)]
        if id(made) in told or made.is_same(account.read) or not here_quoted:
            continue
        for use in made.uses:
            if made.value.kind == RATIO and use == {"扣除"}:
                # a rate may also be taken from the whole: 1 less 10%
                continue
            if use == {"步长"} and _is_named_as_unit(account, made):
                continue
            is_held = use <= _DECIDING and not any(accepts(account, figure, use) for figure, _ in here_quoted)
            if is_held and made.value.number and not _is_of_award_too(account, made, use, stated):
                figure = here_quoted[0][0]
                others = (other for each in here_quoted for other in stated.of(each[0].compared) if other is not made)
                besides = any(accepts(account, figure, also) for other in others for also in other.uses)
                yield Misplaced(*here_quoted[0], made, use, besides)
                break


def _is_named_as_unit(account: Account, made: Stated) -> bool:
    """Whether the text says the step as a unit, 每万平方米15万元, where the rule has 1万平方米."""
    text = made.span.text if made.span else ""
    unit = re.compile(f"每(?:满|增加|超过|达到|个)?{re.escape(text[1:])}")
    return text[:1] == "1" and any(unit.search(quotation.text) for quotation in account.quotations)


def _is_of_award_too(account: Account, made: Stated, use: Roles, stated: Alike[Stated]) -> bool:
    """Whether what is given is held against another award as well: 硬件补助 is at most 软件补助, and of 新获奖励额 what was given
    for the lower grade is taken off, where the text speaks of a difference."""
    if use <= {"封顶", "保底"}:
        return GIVEN in made.uses
    if use != {"扣除"} or not any(_DIFFERENCE.search(quotation.text) for quotation in account.quotations):
        return False
    return any(GIVEN in other.uses for other in stated.of([made.value]) if other is not made)


_DIFFERENCE = re.compile(
    "差额|补差|补足|升级|升为|升至|晋级|晋升|晋档|提档|已获|已享受|已奖|原有?(?:等级|级别|奖励|补助)|扣除|抵扣|抵减"
)


def is_ceiling_of_award(account: Account) -> bool:
    """Whether all that the rule gives is a most in the quotation (每家最高奖励200万元): then the award itself has a ceiling, and
    the heading may want 最高 (T0438); else a cap has come among what is given."""
    given = [made for made in account.stated if any("给付" in use for use in made.uses)]
    quoted = (figure for made in given for _, figure, _ in account.figures.of(made.values) if figure.roles)
    return all("封顶" in figure.roles for figure in quoted)


def _is_elsewhere(account: Account, figure: Figure, made: Stated) -> bool:
    return bool(made.uses) and not any(accepts(account, figure, use) for use in made.uses)


def accepts(account: Account, figure: Figure, use: Roles) -> bool:
    """Whether what the text has as ``figure.roles`` may be used so."""
    if not use:
        return True
    if use <= {"闲置"}:
        return False
    if not figure.roles or not figure.roles.isdisjoint(use):
        return True
    return any(use & _also(account, figure, role) for role in figure.roles)


def _also(account: Account, figure: Figure, role: Role) -> Roles:
    """The roles in which a rule may put what is said otherwise."""
    is_sum = figure.is_money
    found: Iterable[Role] = ()
    match role:
        case "封顶":
            # 最高奖励 makes a ceiling of the award; 最高80% is a rate; what is counted may be limited where it is filled in
            found = ("给付",) if account.clause.ceiling or figure.is_ratio or is_ceiling_of_award(account) else ()
            found = (*found, "范围") if figure.is_ratio else found
            found = found if is_sum or figure.is_ratio else ("范围", "核对", "分段", "除数", "给付")
        case "门槛":
            found = ("范围", "核对", "分段")
            found = found if is_sum or figure.is_ratio else (*found, "封顶", "保底", "扣除")
        case "给付":
            found = ("范围", "未填") if figure.is_ratio else ()
            found = (*found, "扣除") if figure.text.endswith(("折", "成")) or figure.is_bare else found
        case "步长":
            found = ("除数",) if is_sum or figure.is_ratio else ("除数", "给付")
        case "扣除":
            # under 扣减额 what is given is what is taken off
            found = ("分段", "给付") if account.clause.heading == "扣减额" else ("分段",)
        case "分段":
            # 增长10%以上的部分 begins at 110% of the year before
            found = ("门槛",) if figure.is_ratio else ()
        case "除数":
            found = ("步长", "给付")
    return Roles(found)
