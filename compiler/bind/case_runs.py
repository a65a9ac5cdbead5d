"""Steps of a sentence that are taken in some cases, and which of them are alternatives.

In: the steps of a sentence, read.  Out: the same, those that belong together as one form ``case_run`` of
``case_taken``: ，甲的，按40%，乙的，按30%，其余的，不予 are three cases of one amount, of which none acts on another; ，绿色的，
上浮20%，国家级的，再奖励5万元 are two steps, one after the other.  A cap behind a step is of its case where the steps before it
have caps of their own (，甲的，按150%，最高300万元，乙的，按200%，最高400万元), or where its case raises the percentage of an amount that
has a cap already (最高1000万元，甲的，提高4个百分点，最高3000万元); another last cap alone is of the whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..reading.syntax import Form, Word
from ..report.errors.types import WrongType
from ..text.source import Span
from .binder import Refused

_CAPS = ("cap", "cap_per", "cap_each", "cap_together", "floor", "floor_per")
# Steps that say what the amount is in a case, rather than what is added to it.
_SAYS = ("rate", "raised_to", "cap", "cap_per", "per_unit", "per_quantity", "per_full")
# Likewise, where what is given is told; of what is to be paid each is taken from what the last left.
_SAYS_WHAT_IS_GIVEN = (*_SAYS, "saving", "halved", "free")


@dataclass(frozen=True, slots=True)
class _Taken:
    """A step with its case, and the limits behind it; the amount that it acts on may be capped before."""

    step: Form
    caps: tuple[Form, ...]
    is_capped: bool = False

    @property
    def is_rest(self) -> bool:
        return self.step.has("OTHERWISE")

    @property
    def kind(self) -> str:
        last = self.step.parts[-1]
        if isinstance(last, Word):
            return ""
        # 减按1%征收 says what the amount is
        return "rate" if last.kind == "discount" and last.span.text.startswith("减按") else last.kind

    @property
    def has_own(self) -> bool:
        """Whether the limits are of this case only."""
        raised = any(cap.kind == "raised_to" for cap in self.caps)
        return raised or (bool(self.caps) and self.is_capped and raises(self.step.parts[-1]))


def raises(step: Form | Word) -> bool:
    """提高至12%, 提高4个百分点: whether a step changes the percentage that stands before it."""
    if isinstance(step, Word):
        return False
    return step.kind == "raised_to" or (step.kind == "uplift" and step.span.text.endswith("个百分点"))


def in_runs(parts: Sequence[Form], *, is_charged: bool) -> Iterator[Form]:
    """The steps of a sentence, those that are cases of one amount together."""
    says = _SAYS if is_charged else _SAYS_WHAT_IS_GIVEN
    at = 0
    while at < len(parts):
        if parts[at].kind != "case_step":
            yield parts[at]
            at += 1
            continue
        taken: list[_Taken] = []
        is_capped = any(part.kind == "cap" for part in parts[:at])
        while at < len(parts) and parts[at].kind == "case_step":
            end = at + 1
            while end < len(parts) and parts[end].kind in (*_CAPS, "raised_to"):
                end += 1
            taken.append(_Taken(parts[at], tuple(parts[at + 1 : end]), is_capped))
            at = end
        yield from _told(taken, says)


def _told(taken: Sequence[_Taken], says: Sequence[str]) -> Iterator[Form]:
    *others, last = taken
    if last.has_own and any(raises(each.step.parts[-1]) and not each.caps for each in others):
        raise Refused(_of_which(last.caps[0]))
    most = max((len(each.caps) for each in others), default=0)
    of_cases = most and (all(each.kind in says for each in taken) or all(each.caps for each in taken))
    own = last.caps if last.has_own else last.caps[:most] if of_cases else ()
    whole = last.caps[len(own) :]
    kept = [*others, replace(last, caps=own)]
    if most and not of_cases:
        # A cap in between limits what came before it, and the next step acts on what it leaves.
        for each in others:
            yield from _run([each]) if each.has_own else (each.step, *each.caps)
        yield from _run(kept[-1:])
    elif most and not all(each.kind in says for each in taken):
        yield from _run(kept)
    else:
        yield from _in_groups(kept, says)
    yield from whole


def _of_which(cap: Form) -> WrongType:
    """最高1000元，甲的，提高至12%，乙的，提高至10%，最高2000元: of 乙, or of both."""
    wanted = ("写明这个封顶管哪几种情形", "which of the cases it is of")
    advice = (
        "各种情形后面都写上自己的封顶；管全部的，另起一栏「封顶：……」",
        "write a cap behind each of the cases; of the whole, under a heading of its own: 封顶：",
    )
    return WrongType(span=cap.span, what=cap.span.text, wanted=wanted, advice=advice)


def _in_groups(taken: Sequence[_Taken], says: Sequence[str]) -> Iterator[Form]:
    """One after the other those that say what the amount is, or that 其余的 closes, as one run."""
    group: list[_Taken] = []
    for each in taken:
        # ，绿色的，比例提高至15%，绿色的，最高提高至80万元: two steps of one case
        again = any(each.step.parts[0].span.text == before.step.parts[0].span.text for before in group)
        if group and not each.is_rest and (again or not (each.kind in says and group[-1].kind in says)):
            yield from _run(group)
            group = []
        group.append(each)
    yield from _run(group)


def _run(group: Sequence[_Taken]) -> Iterator[Form]:
    if len(group) == 1 and not group[0].caps and not group[0].is_rest:
        yield group[0].step
        return
    forms = tuple(Form(kind="case_taken", parts=(*each.step.parts, *each.caps), span=_span(each)) for each in group)
    yield Form(kind="case_run", parts=forms, span=forms[0].span.to(forms[-1].span))


def _span(taken: _Taken) -> Span:
    return taken.step.span.to(taken.caps[-1].span) if taken.caps else taken.step.span
