"""What the numbers of a text are for, as the words next to them tell: 投资额100万元以上的，按10%补助，最高50万元.

In: a text, squeezed, and its figures.  Out: for each figure the roles that it may have there; none where nothing tells.
The words are rows of ``language/roles.py``.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ..language.roles import BEFORE, BEHIND, EARLIER, LIMIT_OF_AWARD, TAKEN_BEFORE, UP_FROM, UP_TO, Role, RoleWord
from .figures import DATE, PLACE, Figure

Roles = frozenset[Role]
UNTOLD: Roles = frozenset()
_IN_BRACKETS = re.compile("（[^（）]*）")
# 甲费减（乙费的10%）
_OPENED = re.compile("(减去?|扣除)（(?=[^，。；：（）]*$)")
_CLAUSE = re.compile("[^，。；：（）“”]*$")
_INCLUDED = "(?:（不?含[^）]*）)?"
_LISTED = re.compile(
    rf"{_INCLUDED}(?:{UP_FROM}|{UP_TO})?{_INCLUDED}(?:[、/]|[至到～\-—]|和|及|或|以及|与)(?:不满|不足|超过)?"
)
_UP_FROM = re.compile(rf"{_INCLUDED}(?:{UP_FROM}|起(?!步|付|征)){_INCLUDED}")
_UP_TO = re.compile(rf"{_INCLUDED}(?:{UP_TO}){_INCLUDED}")
_RANGE = re.compile(rf"{_INCLUDED}[至到～\-—]")
_APPLICANTS = "(?:企业|项目|单位|机构|个人|主体|园区|平台|产品|商户|人员|家庭|农户)"
_WITHIN = re.compile(r"(?:[至到～\-—][0-9.]+[^，。；：、0-9]{0,4}?)?的?(?:法定)?幅度[之以]?内")
_OF_CASE = re.compile(rf"{_INCLUDED}的(?:[^，。；：、0-9]{{0,12}}，|{_APPLICANTS}|部分)")


def roles_in(text: str, found: Sequence[Figure]) -> list[Roles]:
    """The roles of each figure, in their order."""
    roles: list[Roles] = []
    runs: list[list[int]] = []
    for index, figure in enumerate(found):
        is_listed = bool(index) and bool(_LISTED.fullmatch(text, found[index - 1].end, figure.start))
        if is_listed and not _kinds(found[index - 1]).isdisjoint(_kinds(figure)):
            runs[-1].append(index)
        else:
            runs.append([index])
    for run in runs:
        first, last = found[run[0]], found[run[-1]]
        start = found[run[0] - 1].end if run[0] else 0
        end = found[run[-1] + 1].start if run[-1] + 1 < len(found) else len(text)
        before = text[max(start, first.start - _REACH) : first.start]
        between = "".join(text[found[at].end : found[at + 1].start] for at in run[:-1])
        behind = text[last.end : min(end, last.end + _REACH)]
        if end < len(text) and _OF_NEXT.fullmatch(behind):
            # 5亿元的奖励30万元: the award is the next number
            behind = behind[:1]
        told = _roles(first, before, behind, between)
        if told == {"给付"} and _RANGE.search(between):
            # 50元至300元: what is given is somewhere between
            told |= {"范围", "未填", "封顶", "保底"}
        roles += [_of(found[at], told) for at in run]
    for index, (one, other) in enumerate(pairwise(found)):
        if one.end == other.start and "步长" in roles[index] and not _kinds(one).isdisjoint(_kinds(other)):
            # 每超过15年1年
            roles[index], roles[index + 1] = frozenset({"门槛", "分段"}), roles[index]
        if one.values == other.values and _COUNTS_AS.fullmatch(text, one.end, other.start):
            # 不足1200元的，按1200元支付
            roles[index] = roles[index + 1] = frozenset({"门槛", "封顶", "保底", "给付"})
    return roles


_REACH = 30
_OF_NEXT = re.compile("的[^，。；：、]*")
_COUNTS_AS = re.compile("[^。；0-9]{0,10}按照?[^。；，0-9]{0,6}")


def _kinds(figure: Figure) -> set[str]:
    return {value.kind for value in figure.values}


def _of(figure: Figure, told: Roles) -> Roles:
    """Dates and turns have no role of their own, and 3家 is no award."""
    if any(value.kind in (DATE, PLACE) for value in figure.values):
        return UNTOLD
    return told if figure.is_money or figure.is_ratio or told != {"给付"} else UNTOLD


def _roles(figure: Figure, before: str, behind: str, between: str) -> Roles:
    clause = _CLAUSE.search(_OPENED.sub(r"\1", _IN_BRACKETS.sub("", before)))
    said = clause.group() if clause else ""
    word = _nearest(said, is_ratio=figure.is_ratio)
    roles = frozenset(word[0].roles) if word else UNTOLD
    is_near = word is not None and _IN_BETWEEN.fullmatch(said, word[1]) is not None
    if word and "给付" in roles and word[0].touches:
        roles |= _told_earlier(said[: word[2]])
        if word[0].pattern.startswith("每") and not (figure.is_ratio or figure.is_money):
            # 每交售50公斤奖励30元
            roles |= {"步长"}
    if word and "门槛" in roles and len(roles) > 1:
        roles = _limit(said[: word[2]], behind, roles)
    if _WITHIN.match(behind):
        # 在10%至30%的幅度内减除: which of them it is, and for what, is said elsewhere
        return UNTOLD
    if figure.is_money and before.endswith("在") and _ON_TOP_OF.match(behind):
        # 在150元基础上每增加…: what is given so far, or from where on there is more
        return frozenset({"门槛", "分段", "扣除", "给付"})
    if "扣除" in roles and re.match(TAKEN_BEFORE, behind):
        # 减除30%后的余值: taken off, or the 70% that is left given; of a sum, what lies above it counts
        return frozenset({"扣除", "给付"} if figure.is_ratio else {"分段"})
    for row in BEHIND:
        if _compiled(row).match(behind) and (figure.is_ratio or not row.of_ratios):
            if row.roles[0] == "给付" and "门槛" in roles:
                # 不超过50万元的补助 is a limit of it; 达到10亿元的奖励20万元 is no award of 10亿元
                return roles if roles == {"门槛"} else roles - {"门槛"}
            if row.roles[0] == "给付" and roles >= {"给付", "扣除"}:
                # 甲费减乙费的10%补助
                return roles
            if row.roles[0] == "分段" or roles.isdisjoint({"封顶", "保底", "步长"}):
                return frozenset(row.roles)
    if _UP_FROM.match(behind) or (_RANGE.search(between) and not is_near):
        return _with_bound(roles, "保底", is_near=is_near)
    if _UP_TO.match(behind):
        return _with_bound(roles, "封顶", is_near=is_near)
    if roles <= {"给付"} and not is_near and _OF_CASE.match(behind):
        return UNTOLD
    if _is_far(roles, is_near=is_near):
        return UNTOLD
    return roles


_ON_TOP_OF = re.compile("的?基础上")
_IN_BETWEEN = re.compile(
    "(?:再|另|可|新|一次性|给予|予以|分别|各|为|按照?|约|共|计|总额|金额|资金|额度|额)*[^，。；：、0-9]{0,2}"
)


def _told_earlier(said: str) -> Roles:
    return frozenset(role for row in EARLIER if _compiled(row).search(said) for role in row.roles)


def _is_far(roles: Roles, *, is_near: bool) -> bool:
    """补助 is said of many things: only right before a number does it tell what this number is."""
    return roles == {"给付"} and not is_near


def _with_bound(roles: Roles, limit: Role, *, is_near: bool) -> Roles:
    """投资额500万元以上; but 奖励5万元以上, 补助20万元以内, where the limit is of what is given."""
    if "封顶" in roles and "门槛" not in roles:
        return roles
    if roles == {"给付"} and is_near:
        return frozenset({limit, "门槛", "给付"})
    if "步长" in roles or "扣除" in roles:
        return UNTOLD
    return frozenset({"门槛"})


def _limit(before: str, behind: str, roles: Roles) -> Roles:
    """不超过, 不低于: of what is given, or of what a case asks for."""
    is_of_award = _LIMIT_OF_AWARD.search(before) and not behind.startswith(("的", "、", "且", "和", "及"))
    if is_of_award:
        return roles - {"门槛"}
    return frozenset({"门槛"}) if _ENDS_CASE.match(behind) and not _LIMIT_OF_AWARD.search(before) else roles


_ENDS_CASE = re.compile(rf"{_INCLUDED}的(?:，|{_APPLICANTS})")
_LIMIT_OF_AWARD = re.compile(LIMIT_OF_AWARD)


def _nearest(said: str, *, is_ratio: bool) -> tuple[RoleWord, int, int] | None:
    """The word that ends last before the number, with its end and its start; of two, that of the earlier row."""
    best: tuple[RoleWord, int, int] | None = None
    for row in BEFORE:
        if (row.of_ratios and not is_ratio) or (row.of_sums and is_ratio):
            continue
        for match in _compiled(row).finditer(said):
            if best is None or match.end() > best[1]:
                best = (row, match.end(), match.start())
    return best


@lru_cache(maxsize=64)
def _compiled(row: RoleWord) -> re.Pattern[str]:
    return re.compile(f"(?:{row.pattern}){'$' if row.touches else ''}")
