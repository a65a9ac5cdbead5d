"""A case behind another with 「，」 stands within it; where it is given an amount of its own, it may have been meant beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from ..bind.in_turn import GIVES
from ..model.clause import Clause
from ..reading.syntax import Form, lines_in
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy


class CaseBehindAnother(Plain):
    """「，」后面又是一种情形，是并列的，还是前一种里面的？

    错误示例：`自建的，每平方米100元，租用的，每平方米50元。`（只租用的，什么也没有）
    正确示例：`自建的，每平方米100元；租用的，每平方米50元。`
    理由：「，」后面的情形是前一种情形里面的一步，两种都符合的才按后一个数；只符合后一种的，一分也没有。
    """

    code: ClassVar[str] = "T0458"
    severity: ClassVar[Literal["warning"]] = "warning"
    clause: str
    case: str
    before: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的「{self.case}」和「{self.before}」，是并列的，还是要都符合？",
                f"clause {self.clause}: does “{self.case}” stand beside “{self.before}”, or within it?",
            ),
            (
                f"「，」后面的情形是前一种情形里面的一步：只有「{self.case}」、没有「{self.before}」的，得的是零",
                f"behind 「，」 a case is a step within the case before it: “{self.case}” without “{self.before}” is given nothing",
            ),
            (
                f"并列的，「{self.case}」前面写「；」；要都符合的，写「其中{self.case}」",
                f"side by side: write 「；」 before “{self.case}”; both at once: 其中{self.case}",
            ),
        )


@looks_at("rule")
def case_behind_another(policy: Policy) -> Iterator[CaseBehindAnother]:
    for clause in policy.clauses.values():
        for section in policy.read[clause.id].sections:
            for sentence in section.sentences:
                if section.kind.room in ("result", "definitions") and sentence.form is not None:
                    yield from _of(clause, sentence.form)


def _of(clause: Clause, form: Form) -> Iterator[CaseBehindAnother]:
    for line in lines_in(form):
        guard, award = line.form("guard"), line.form("award")
        if guard is None or award is None:
            continue
        for step in award.forms("case_step"):
            if len(parts := list(step.forms())) < 2:
                # 其余的
                continue
            test, given = parts[0], parts[-1]
            # Of the options of one fact it is known whether they can be at once.
            may_be_both = "holds" in (test.kind, *(each.kind for each in guard.forms())) and not _shares(guard, test)
            if may_be_both and given.kind in GIVES and not _is_within(test):
                case = "".join(test.span.text.split())
                before = "".join(guard.span.text.split()).rstrip("，")
                yield CaseBehindAnother(span=test.span, clause=clause.id, case=f"{case}的", before=before)


def _is_within(test: Form) -> bool:
    """其中租用的: it is said."""
    return test.span.source.read.text[: test.span.start].rstrip().endswith("其中")


def _shares(guard: Form, test: Form) -> bool:
    """Whether both are about the same."""
    return bool(_names(guard) & _names(test))


def _names(form: Form) -> set[str]:
    return {word.text for word in form.words("NAME")}.union(*map(_names, form.forms()))
