"""Whole years and months have no more than the limit until one more is full."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..analysis.places import expressions_of, place_of
from ..meaning.wording import plain_words, spoken_words
from ..model.expr import Compare, DefinitionRef, Expr, Literal, anatomy_of, operands_of
from ..model.period import Period
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class WholePeriods(Plain):
    """整年数、整月数“不超过”几，零头不算在内。

    错误示例：`条件：完成日距签约日的年数不超过2年。`
    正确示例：`条件：完成日在自签约日起2年内。`
    理由：年数、月数只数满的，2年零11个月是2年，也“不超过2年”；“超过2年”则要满3年。
    """

    code: ClassVar[str] = "T0407"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    test: str
    first: str
    last: str
    unit: str
    number: int | None
    is_upper: bool

    def texts(self) -> Texts:
        n, unit = self.number, self.unit
        said = "个月" if unit == "月" else unit
        if n is None:
            holds, advice = "零头不算在内", f"零头也算的，写「{self.last}在自{self.first}起……{unit}内」"
        elif self.is_upper:
            rest = "11个月" if unit == "年" else "29天"
            holds = f"{n}{said}零{rest}也算{n}{said}，符合这一句"
            advice = (
                f"到{n}{said}为止的，写「{self.last}在自{self.first}起{n}{said}内」；只数满的，写「不满{n + 1}{said}」"
            )
        else:
            holds = f"{n}{said}零几天只算{n}{said}，要满{n + 1}{said}才符合这一句"
            advice = f"满{n}{said}就算的，写「{n}{said}以上」；要满{n + 1}{said}的，写「{n + 1}{said}以上」"
        return (
            (
                f"规则 {self.clause} 的「{self.test}」只数满的{unit}",
                f"clause {self.clause}: “{self.test}” counts full {'years' if unit == '年' else 'months'} only",
            ),
            (holds, "what is begun and not full is not counted, so the limit holds until one more is full"),
            (
                advice,
                f"write {self.last}在自{self.first}起…{said}内 for a limit to the day, or say which full number is meant",
            ),
        )


@looks_at("rule")
def whole_periods(policy: Policy) -> Iterator[WholePeriods]:
    for clause in policy.clauses.values():
        told: set[Expr] = set()
        for expr in expressions_of(clause):
            if isinstance(expr, Compare) and expr.operator in ("<=", ">") and expr not in told:
                counted = _defined(expr.left)
                period = anatomy_of(counted).period
                if not isinstance(period, Period) or period.is_age or period.measure == "天":
                    continue
                told.add(expr)
                first, last, limit = *operands_of(counted), expr.right
                yield WholePeriods(
                    span=place_of(clause, spoken_words(expr), limit),
                    clause=clause.id,
                    test=spoken_words(expr),
                    first=plain_words(first),
                    last=plain_words(last),
                    unit=period.measure,
                    number=int(limit.value) if isinstance(limit, Literal) and limit.value.denominator == 1 else None,
                    is_upper=expr.operator == "<=",
                )


def _defined(expr: Expr) -> Expr:
    """What a number is, by its name too."""
    while isinstance(expr, DefinitionRef):
        expr = expr.definition.body
    return expr
