"""Results of which no list can be published and no letter be written (T0545–T0549).  These have no span."""

from typing import ClassVar

from .base import Plain
from .syntax import Texts


class NotResults(Plain):
    """给出的表不是这份政策的结果。

    错误示例：`tiaowen notice 金东.policy --results 申报表.xlsx -o 公示`
    正确示例：先 `tiaowen batch 金东.policy --in 申报表.xlsx --out 结果.xlsx --settle`，再 `tiaowen notice 金东.policy --results 结果.xlsx -o 公示`
    理由：公示和告知书只写算出来的结果；缺列的表、另一份政策的结果，都写不成。
    """

    code: ClassVar[str] = "T0545"
    what: tuple[str, str]
    cause: tuple[str, str]
    advice: tuple[str, str]

    def texts(self) -> Texts:
        return (self.what, self.cause, self.advice)


class UnreadableResult(Plain):
    """结果里有一格读不成结果。

    错误示例：“7.1”一列写着“约70万”，或是小数点后有三位
    正确示例：700000.00
    理由：公示的金额要与算出的分毫不差，读不准的不猜。
    """

    code: ClassVar[str] = "T0546"
    row: int
    column: str
    cause: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (
                f"结果第{self.row}行「{self.column}」一列读不成结果",
                f"row {self.row} of the results, column “{self.column}”, is no result",
            ),
            self.cause,
            (
                "请用 tiaowen batch 重新算出这份结果，不要手工改动",
                "make the results anew with tiaowen batch, and leave them as they are",
            ),
        )


class OtherAmount(Plain):
    """结果里的金额与政策算出的不一致。

    错误示例：结果里 7.1 是 710000.00，按申报的内容算出来是 700000.00
    正确示例：结果和申报表都没有改动过，日期也相同
    理由：公示出去的金额必须是按政策算出来的，差一分也要先查清。
    """

    code: ClassVar[str] = "T0547"
    row: int
    key: str
    column: str
    given: tuple[str, str]
    due: tuple[str, str]

    def texts(self) -> Texts:
        return (
            (
                f"第{self.row}行「{self.key}」的「{self.column}」：结果里是{self.given[0]}，按政策是{self.due[0]}",
                f"row {self.row}, {self.key}, “{self.column}”: {self.given[1]} in the results, {self.due[1]} by the policy",
            ),
            ("结果与政策算出的不一致，没有写出公示", "the results are not what the policy gives; nothing is written"),
            (
                "请核对申报表和结果是不是同一批、申报日期是否相同，再用 tiaowen batch 重新计算",
                "see whether both are of the same applications and the same date, and make the results anew with tiaowen batch",
            ),
        )


class NotSettled(Plain):
    """同一事项的几项奖补都在结果里，没有结算。

    错误示例：一家企业 15.2 和 15.3 都有金额，而结果里没有「合计」一列
    正确示例：`tiaowen batch … --settle` 算出的结果
    理由：政策写明同一事项不重复享受；没有结算的名单公示出去，就是重复兑现。
    """

    code: ClassVar[str] = "T0548"
    row: int
    key: str
    clauses: tuple[str, ...]

    def texts(self) -> Texts:
        listed, in_english = "、".join(self.clauses), ", ".join(self.clauses)
        return (
            (
                f"第{self.row}行「{self.key}」的 {listed} 是同一事项，只能享受一项，结果没有结算",
                f"row {self.row}, {self.key}: {in_english} are one matter of which one is paid; they are not settled",
            ),
            (
                "政策写明同一事项就高从优、不重复享受；结果里没有「合计」一列",
                "by the policy the best of one matter is paid; the results have no column 合计",
            ),
            ("请给 tiaowen batch 加上 --settle 重新计算", "make the results anew by tiaowen batch with --settle"),
        )


class NoSuchApplicant(Plain):
    """结果、申报表、退回名单里的申报单位对不上。

    错误示例：结果里有一家，申报表里没有；或者两行是同一个统一社会信用代码
    正确示例：三份表是同一批的，每家一行
    理由：对不上的不知道该写给谁，也无从核对金额。
    """

    code: ClassVar[str] = "T0549"
    row: int
    key: str
    what: tuple[str, str]
    advice: tuple[str, str] = (
        "请核对几份表是不是同一批，每个申报单位只有一行",
        "see whether the tables are of the same applications, one row an applicant",
    )

    def texts(self) -> Texts:
        return (
            (f"第{self.row}行「{self.key}」{self.what[0]}", f"row {self.row}, {self.key}: {self.what[1]}"),
            ("对不上的申报单位写不成公示和告知书", "nothing can be told of an applicant that the tables differ about"),
            self.advice,
        )
