"""A department must be spelt like everywhere else: 区经信居 is 区经信局."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from ..document.departments import Departments
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import Span, squeeze
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_OFTEN = 3
_LEAST_LENGTH = 4
# Departments that there are: 区民政局 is no slip for 区财政局.
_KNOWN = re.compile(
    "[^，。；、]{0,6}?(?:发展和改革|发改|经济和信息化|经信|工信|科技|科学技术|财政|民政|民宗|商务|水务|水利|税务|教育|教体|体育|文旅|文广旅体|"
    "文化|人社|人力社保|卫健|卫生健康|住建|建设|资规|自然资源|规划|农业农村|农业|交通|交通运输|司法|公安|审计|统计|医保|市场监管|市监|应急|"
    "生态环境|环保|信访|机关事务|综合执法|行政执法|国资|金融|投促|投资促进|招商|大数据|数据|林业|海洋|渔业|粮食|气象|供电|邮政|邮政管理|退役军人|"
    "城管|残联|总工会|工会|团|妇联|科协|工商联|外事|外办|府|政府|组织|宣传|统战|编办|政法|档案|乡村振兴|口岸|经济|民族|消防|电力|烟草)"
    "[局办委部厅会院]?(?:分局|中心|管理局|委员会|办公室|支队|大队|集团)?"
)


class MisspeltDepartment(Plain):
    """责任单位多半写错了一个字。

    错误示例：`（责任单位：区科技局、区经信居）`，而别处都写区经信局
    正确示例：`（责任单位：区科技局、区经信局）`
    理由：同一个单位在一份文件里应当只有一种写法；写错的，汇总责任分工时会漏掉。
    """

    code: ClassVar[str] = "T0440"
    severity: ClassVar = "hint"
    name: str
    nearest: str
    count: int

    def texts(self) -> Texts:
        return (
            (f"责任单位「{self.name}」只出现一次", f"the department {self.name} is named only once"),
            (
                f"只差一个字的「{self.nearest}」出现了{self.count}次",
                f"{self.nearest}, which differs in one character, is named {self.count} times",
            ),
            (f"是不是「{self.nearest}」？", f"is it {self.nearest}?"),
        )


@looks_at("text")
def misspelt_department(policy: Policy) -> Iterator[MisspeltDepartment]:
    document = policy.document
    places: list[tuple[str, tuple[Span, ...]]] = []
    for owner in document.chapters:
        places += ((name, (owner.span,)) for name in _named(owner.departments))
    for article in document.articles:
        places += ((name, article.spans) for name in _named(article.departments))
    for goal in policy.goals:
        owners = [owner for owner in (goal.place.article, goal.place.chapter) if owner]
        inherited = {name for owner in owners for name in _named(owner.departments)}
        # Those that the goal itself names stand behind it, before the block ends.
        text = goal.span.source.read.text
        behind = Span(goal.span.source, goal.span.end, goal.span.end + len(text[goal.span.end :].split("【完】", 1)[0]))
        places += ((name, (behind,)) for name in goal.departments if name not in inherited)
    counted = Counter(name for name, _ in places)
    for name, spans in places:
        if counted[name] == 1 and len(name) >= _LEAST_LENGTH and not _KNOWN.fullmatch(name):
            near = [other for other, count in counted.items() if count >= _OFTEN and _is_one_slip(name, other)]
            if near:
                yield MisspeltDepartment(span=_place(name, spans), name=name, nearest=near[0], count=counted[near[0]])


def _named(departments: Departments) -> tuple[str, ...]:
    return (*departments.leads, *departments.responsible, *departments.supporting)


def _place(name: str, spans: tuple[Span, ...]) -> Span:
    """The last place where a name stands."""
    for span in reversed(spans):
        squeezed = squeeze(span.source.read.text, span.start, span.end)
        at = squeezed.text.rfind(name)
        if at >= 0:
            return squeezed.span(span.source, at, at + len(name))
    return spans[-1]


def _is_one_slip(one: str, other: str) -> bool:
    """One character replaced, added, left out, or two neighbours changed."""
    if len(one) == len(other):
        wrong = [index for index in range(len(one)) if one[index] != other[index]]
        return len(wrong) == 1 or (len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(one) == sorted(other))
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return len(longer) == len(shorter) + 1 and any(
        longer[:index] + longer[index + 1 :] == shorter for index in range(len(longer))
    )
