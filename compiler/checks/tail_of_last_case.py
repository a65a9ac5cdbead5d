"""A step behind the last of several cases is of that case; people may mean it of all: that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar
from typing import Literal as OneOf

from ..model.clause import Clause
from ..reading.syntax import Form, Section, Sentence, lines_in
from ..report.errors.base import Plain
from ..report.errors.syntax import Texts
from ..text.source import squeeze
from .reach import looks_at

if TYPE_CHECKING:
    from ..model.policy import Policy

# Steps that are said for all alike.
_WHOLE = frozenset(
    [
        "cap",
        "cap_per",
        "cap_each",
        "floor",
        "deduct",
        "rounded",
        "case_step",
        "halved",
        "halved_step",
        "doubled_step",
        "uplift",
        "discount",
        "replaced",
        "more",
    ]
)


class TailOfLastCase(Plain):
    """最后一种情形后面的一步，是只管它，还是都管？

    错误示例：`低保户的，费用的80%；其余的，费用的50%，每户最高5000元。`（低保户没有封顶）
    正确示例：`低保户的，费用的80%；其余的，费用的50%。` 和 `封顶：5000元。`
    理由：情形之间是「；」，后面的一步只管那一种情形；原文里写在最后的，常常是管全部的。
    """

    code: ClassVar[str] = "T0417"
    severity: ClassVar[OneOf["warning"]] = "warning"
    clause: str
    tail: str
    last: str

    def texts(self) -> Texts:
        return (
            (
                f"规则 {self.clause} 的「{self.tail}」，只管「{self.last}」，还是每一种情形？",
                f"clause {self.clause}: is “{self.tail}” of “{self.last}” only, or of every case?",
            ),
            (
                "情形之间是「；」，写在最后一种后面的，只对这一种算",
                "cases are parted by ；, so what stands behind the last is worked out for it alone",
            ),
            (
                "都管的，每一种后面都写，封顶、保底、扣除、取整也可以另起一栏；只管这一种的，把它写在前面，或在「口径」里写明",
                "of all: behind each, or (封顶, 保底, 扣除, 取整) under a heading of its own; of this one: put it first, or say so under 口径",
            ),
        )


@looks_at("rule")
def tail_of_last_case(policy: Policy) -> Iterator[TailOfLastCase]:
    for clause in policy.clauses.values():
        for section in policy.read[clause.id].sections:
            if section.kind.room in ("result", "definitions"):
                yield from _of(clause, section)


def _of(clause: Clause, section: Section) -> Iterator[TailOfLastCase]:
    for *others, (sentence, award) in _lists(section.sentences):
        said = {step.kind for _, other in others for step in _steps(other)}
        steps = _steps(award)
        tail = [step for step in steps if step.kind not in said and _is_of_all(award, step)]
        if not tail or steps[-len(tail) :] != tail:
            continue
        if _is_another_amount(award, tail[0], [other for _, other in others]):
            continue
        place = tail[0].span.to(tail[-1].span)
        text = "".join(place.text.split()).lstrip("，")
        if not any(text in told or "只" in told for told in clause.readings):
            case = "".join(sentence.span.text.split()).split("，")[0]
            yield TailOfLastCase(span=place, clause=clause.id, tail=text, last=case)


def _is_another_amount(award: Form, tail: Form, others: Sequence[Form]) -> bool:
    """每集10万元；每集10万元，减半: without what stands behind it, the last would be the case before once more."""
    source = award.span.source.read.text
    before = squeeze(source, award.span.start, tail.span.start).text.rstrip("，")
    return before in {squeeze(source, other.span.start, other.span.end).text for other in others}


def _lists(sentences: Sequence[Sentence]) -> Iterator[list[tuple[Sentence, Form]]]:
    """The cases between one 同时 and the next that give something, each with its amount."""
    found: list[tuple[Sentence, Form]] = []
    for sentence in sentences:
        line = sentence.form if sentence.form is None else next(lines_in(sentence.form), None)
        is_case = line is not None and (line.form("guard") is not None or line.has("OTHERWISE"))
        if line is None or line.has("ALSO") or not is_case:
            if len(found) > 1:
                yield found
            found = []
        if line is not None and is_case and (award := line.form("award")):
            found.append((sentence, award))
    if len(found) > 1:
        yield found


def _steps(award: Form) -> list[Form]:
    """What is done behind the first amount."""
    return list(award.forms())[1:]


def _is_of_all(award: Form, step: Form) -> bool:
    """Whether a step does something with an amount: a percentage does so only where the amount is there before it."""
    if step.kind == "rate":
        first, *behind = award.forms()
        return behind[0] is not step or any(True for _ in _within(first, "share_of"))
    return step.kind in _WHOLE


def _within(form: Form, kind: str) -> Iterator[Form]:
    for part in form.forms():
        if part.kind == kind:
            yield part
        yield from _within(part, kind)
