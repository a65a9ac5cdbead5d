"""What else is to be seen of an audit: how cells were understood, and what could not be audited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..batch.run import Run
from ..model.policy import Policy
from ..report.diagnostic import Language
from .clauses import is_due, pays_money
from .saying import said_yuan


def notes_of(policy: Policy, run: Run, lang: Language, is_of_several: bool, paid: Mapping[str, int]) -> Iterator[str]:
    """How cells were understood, and which clauses could not be audited."""
    of = (f"《{policy.title}》" if lang == "zh" else f"{policy.title}: ") if is_of_several else ""
    if is_due(policy):
        yield (
            f"{of}政策只有交纳，付款是缴费人交的：应付、实付即应交、实交"
            if lang == "zh"
            else f"{of}the policy gives nothing: the payments are those that were made to it"
        )
    for note in run.summary().notes:
        yield (
            f"{of}「{note.column}」有{note.times}格{note.zh}"
            if lang == "zh"
            else f"{of}{note.times} cells of “{note.column}”: {note.en}"
        )
    idle: list[str] = []
    for clause, names in run.plan.left_out:
        if not pays_money(policy, policy.clauses[clause]):
            continue
        if not paid[clause]:
            idle.append(clause)
            continue
        amount = said_yuan(paid[clause], lang)
        yield (
            f"{of}{clause} 付了{amount}，没有核对：申报表没有「{'、'.join(names)}」"
            if lang == "zh"
            else f"{of}{clause}, by which {amount} was paid, is not audited: the applications lack {', '.join(names)}"
        )
    if idle:
        listed = "、".join(idle)
        yield (
            f"{of}申报表没有其填报项、也没有付过款，没有核对：{listed}"
            if lang == "zh"
            else f"{of}not audited, having neither facts in the applications nor payments: {listed}"
        )
