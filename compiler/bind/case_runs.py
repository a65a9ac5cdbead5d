"""Steps of a sentence that are taken in some cases, and which of them are alternatives.

In: the steps of a sentence, read.  Out: the same, those that belong together as one form ``case_run`` of
``case_taken``: ，甲的，按40%，乙的，按30%，其余的，不予 are three cases of one amount, of which none acts on another; ，绿色的，
上浮20%，国家级的，再奖励5万元 are two steps, one after the other.  A cap behind a step is of its case where the steps before it
have caps of their own (，甲的，按150%，最高300万元，乙的，按200%，最高400万元); a last cap alone is of the whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..reading.syntax import Form, Word
from ..text.source import Span

_CAPS = ("cap", "cap_per", "cap_each", "cap_together", "floor")
# Steps that say what the amount is in a case, rather than what is added to it.
_SAYS = ("rate", "raised_to", "cap", "per_unit", "per_quantity", "per_full")
# Likewise, where what is given is told; of what is to be paid each is taken from what the last left.
_SAYS_WHAT_IS_GIVEN = (*_SAYS, "saving", "halved", "free")


@dataclass(frozen=True, slots=True)
class _Taken:
    """A step with its case, and the limits behind it."""

    step: Form
    caps: tuple[Form, ...]

    @property
    def is_rest(self) -> bool:
        return self.step.has("OTHERWISE")

    @property
    def kind(self) -> str:
        last = self.step.parts[-1]
        return "" if isinstance(last, Word) else last.kind


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
        while at < len(parts) and parts[at].kind == "case_step":
            end = at + 1
            while end < len(parts) and parts[end].kind in _CAPS:
                end += 1
            taken.append(_Taken(parts[at], tuple(parts[at + 1 : end])))
            at = end
        yield from _told(taken, says)


def _told(taken: Sequence[_Taken], says: Sequence[str]) -> Iterator[Form]:
    *others, last = taken
    most = max((len(each.caps) for each in others), default=0)
    of_cases = most and (all(each.kind in says for each in taken) or all(each.caps for each in taken))
    whole = last.caps[most:] if of_cases else last.caps
    kept = [*others, replace(last, caps=last.caps[:most] if of_cases else ())]
    if most and not of_cases:
        # A cap in between limits what came before it, and the next step acts on what it leaves.
        for each in others:
            yield from (each.step, *each.caps)
        yield last.step
    elif most and not all(each.kind in says for each in taken):
        yield from _run(kept)
    else:
        yield from _in_groups(kept, says)
    yield from whole


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
