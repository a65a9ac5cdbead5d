"""What is found between two policies (T0450 to T0453): ``tiaowen check A B``."""

from typing import ClassVar

from ...text.source import Span
from ..diagnostic import Severity, Text
from .base import Plain, days_in_english
from .syntax import Texts


class _Across(Plain):
    """``policy`` is the other policy, in which ``passage`` stands."""

    policy: str
    passage: Span | None

    @property
    def related(self) -> tuple[tuple[Span, Text], ...]:
        return ((self.passage, Text(self.policy, "the other policy")),) if self.passage else ()


class PaidTwice(_Across):
    """同一事项两份政策都给，没有说能不能同时享受。

    错误示例：市、区两份政策都写`对新认定的国家高新技术企业，每家奖励20万元`，都没有说与对方的关系
    正确示例：`在市级奖励的基础上，每家再奖励20万元`，或`同一事项与上级政策就高享受，不重复享受`
    理由：两份政策同时有效，同一件事都给钱，能不能都拿要写明，否则申报人和审核人各有各的读法。两份有效期不重叠的（上一年和下一年的政策）、写明就高或在对方基础上再给的，不报。
    """

    code: ClassVar[str] = "T0450"
    severity: ClassVar[Severity] = "warning"
    clause: str
    other: str
    gives: str
    other_gives: str
    together: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 与{self.policy}的规则 {self.other} 对同一事项都给",
                f"clause {self.clause} and clause {self.other} of the other policy pay for the same matter",
            ),
            (
                f"这里给：{self.gives}；{self.policy}给：{self.other_gives}；{self.together}，都没有写明能不能同时享受",
                f"here: {self.gives}; there: {self.other_gives}; both are in force, and neither says whether both may be had",
            ),
            (
                "写明与对方的关系：就高、不重复享受，或在对方基础上再给；本来就都给的，用【容许】写明理由",
                "say how the two go together: the higher one only, or on top of the other; where both are meant, allow it with the reason",
            ),
        )


class ContradictingNumbers(_Across):
    """同一事项，两份政策的门槛或数额不同。

    错误示例：市里写`设备投资500万元以上的`，区里对同一事项写`设备投资300万元以上的`
    正确示例：两份政策的门槛一致，或写明区里放宽
    理由：两份政策同时有效，同一件事的门槛（或应交的数）不同，可能是有意的，也可能是抄漏了修改；要有人看一眼。
    """

    code: ClassVar[str] = "T0451"
    severity: ClassVar[Severity] = "hint"
    clause: str
    other: str
    said: str
    other_said: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的「{self.said}」与{self.policy}的「{self.other_said}」不同",
                f"clause {self.clause} has {self.said} where the other policy has {self.other_said}",
            ),
            (
                f"这里与{self.policy}的规则 {self.other} 是同一事项，又同时有效，数却不同",
                f"clause {self.other} of the other policy is about the same matter and in force at the same time",
            ),
            (
                "核对哪一个对；有意不同的，用【容许】写明理由",
                "check which one is right; where the difference is meant, allow it with the reason",
            ),
        )


class DifferingDefinition(_Across):
    """同一个名称，两份政策的意思不同。

    错误示例：2024年版写`所称小微企业，是指从业人员不满100人的企业`，2025年版写`不满300人`
    正确示例：两份政策用同一个定义；意思不同的，用不同的名称
    理由：同一个词（或以上、以下包不包括本数）在一起使用的两份政策里意思不同，读的人会看错。
    """

    code: ClassVar[str] = "T0452"
    severity: ClassVar[Severity] = "hint"
    name: str
    said: str
    other_said: str

    def texts(self) -> Texts:
        return (
            (
                f"「{self.name}」在这里与在{self.policy}里意思不同",
                f"{self.name} means one thing here, and another in the other policy",
            ),
            (
                f"这里：{self.said}；{self.policy}：{self.other_said}",
                f"whoever reads both takes one name for one thing; here it is {self.said}, there it is {self.other_said}",
            ),
            (
                "核对是不是有意改的；有意的，换一个名称，或用【容许】写明理由",
                "check whether that is meant; if so use another name, or allow it with the reason",
            ),
        )


class ExpiredBasis(_Across):
    """依照的政策，在本政策开始之前就已经到期。

    错误示例：2025年的政策写`办理程序按《某区若干政策（2024年版）》执行`，而后者2024年12月31日到期
    正确示例：`办理程序按《某区若干政策（2025年版）》执行`，或把要用的规定抄进来
    理由：依照的政策已经到期，就没有依据了。说废止、兑现往年的，不报。
    """

    code: ClassVar[str] = "T0453"
    severity: ClassVar[Severity] = "warning"
    ended: str
    begins: str

    def texts(self) -> Texts:
        return (
            (
                f"依照的{self.policy}已经到期",
                "this goes by a policy that has ended",
            ),
            (
                f"{self.policy}有效期到{self.ended}，本政策自{self.begins}起才有效",
                f"it ended on {days_in_english(self.ended)}, and this policy begins on {days_in_english(self.begins)}",
            ),
            (
                "改为现行的政策，或把要用的规定写进来",
                "name the policy that is in force, or write its provisions here",
            ),
        )
