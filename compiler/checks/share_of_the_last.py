"""A percentage behind a sum is of the last alone: 甲费减乙费的10% may be meant of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..reading.syntax import Form, Word
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

_SUMS = {"addition": "加", "difference": "减"}


class ShareOfTheLast(Plain):
    """几个数加减之后的百分之几，是最后一个的，还是全部的，没有说。

    错误示例：`补助：设备投资加软件投资的5%。`
    正确示例：`补助：（设备投资加软件投资）的5%。`
    理由：「的5%」管紧挨着它的那一样，照此算是设备投资的全部，加软件投资的5%；多半要的是两样合计的5%。
    """

    code: ClassVar[str] = "T0413"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    said: str
    first: str
    last: str
    sign: str
    rate: str

    def texts(self) -> Texts:
        both = f"{self.first}{self.sign}{self.last}"
        return (
            (
                f"规则 {self.clause}：「{self.said}」的{self.rate}是「{self.last}」的，还是「{both}」的，没有说",
                f"clause {self.clause}: {self.rate} in “{self.said}” may be of {self.last}, or of {both}",
            ),
            (
                f"照写的算，是{self.first}的全部，{self.sign}{self.last}的{self.rate}",
                f"as written it is the whole of {self.first}, and {self.rate} of {self.last}",
            ),
            (
                f"全部的{self.rate}，写「（{both}）的{self.rate}」；只是{self.last}的，写「{self.first}{self.sign}（{self.last}的{self.rate}）」",
                f"of the whole, write （{both}）的{self.rate}; of the last alone, {self.first}{self.sign}（{self.last}的{self.rate}）",
            ),
        )


@looks_at("rule")
def share_of_the_last(policy: Policy) -> Iterator[ShareOfTheLast]:
    for clause in policy.clauses.values():
        for section in policy.read[clause.id].sections:
            if section.kind.form:
                for sentence in section.sentences:
                    if sentence.form is not None:
                        yield from _found(clause.id, sentence.form)


def _found(clause: str, form: Form) -> Iterator[ShareOfTheLast]:
    for part in form.forms():
        yield from _found(clause, part)
    if form.kind not in _SUMS:
        return
    left, right = form.parts
    if not isinstance(left, Form) or not isinstance(right, Form) or right.kind != "share_of" or not _is_whole(left):
        return
    of, rate = right.parts
    # 原值减原值的比例: of the whole it would be of nothing
    is_of_itself = form.kind == "difference" and left.span.text == right.parts[0].span.text
    if isinstance(of, Form) and of.kind == "name" and _is_share(rate) and not is_of_itself:
        first, last, share = left.span.text, of.span.text, rate.span.text
        sign = _SUMS[form.kind]
        yield ShareOfTheLast(
            span=form.span, clause=clause, said=form.span.text, first=first, last=last, sign=sign, rate=share
        )


def _is_whole(form: Form | Word) -> bool:
    """Whether it is names alone: of one that has a share of its own, each has."""
    return isinstance(form, Form) and (form.kind == "name" or (form.kind in _SUMS and all(map(_is_whole, form.parts))))


def _is_share(part: Form | Word) -> bool:
    return isinstance(part, Word) or part.has("RATE") or part.kind == "name"
