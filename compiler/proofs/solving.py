"""One obligation decided: proved for all facts, refuted by a case that the interpreter confirms, or neither.

Reals first, with rounding known only by its bounds: quickly decided, and what cannot be there cannot be at all.  Then the
integers as they are.  Of a list of any length it is known what each item adds to its sums; where that does not decide it, a
case against the promise is sought among short lists.  The same obligation is asked in the same way each time, with the same
seed.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ..promises.common import in_common
from ..promises.obligation import Obligation
from ..promises.replay import Assignment, shows, simplest
from ..promises.telling import told
from ..report.diagnostic import Text
from .questions import Question
from .tried import tried
from .verdict import Status, Verdict
from .world import World

if TYPE_CHECKING:
    from ..model.policy import Policy

_TOO_LONG = Text("在时限内没有结论", "no conclusion within the time limit")
_LISTS = Text(
    "要对任意多项的清单下结论，超出了求解器的能力；三项以内没有找到反例",
    "the solver cannot conclude for lists of any length; no counterexample with up to three items",
)
_NOBODY = Text("已证明没有这样的申报", "proved: nobody is")
_EMPTY = Text(
    "没有人属于所说的情形，这项承诺什么也没有保证", "nobody is in the case that is meant: the promise promises nothing"
)
_EMPTY_SECONDS = 1
_OURS = Text(
    "求解器给出的反例在解释器里不成立：这是本程序的缺陷，请报告",
    "the solver's counterexample does not hold in the interpreter: a defect of this program, please report it",
)
_DISPROVED = Text(
    "求解器证明了，解释器却算出反例：这是本程序的缺陷，请报告",
    "the solver has proved it, and the interpreter works out a counterexample: a defect of this program, please report it",
)
# The lengths of lists among which a case is sought: so many items exactly, or at most.
_SHORT = ((0, False), (1, False), (3, True))


def decide(policy: Policy, obligation: Obligation, seconds: float) -> Verdict:
    """What comes of an obligation within so many seconds of processor time."""
    if obligation.settled is not None:
        return Verdict(obligation=obligation, status=obligation.settled.status, reason=obligation.settled.reason)
    deadline = time.process_time() + seconds
    unsure = False
    for world in _worlds(obligation):
        question = Question(obligation, world)
        left = deadline - time.process_time()
        for case in question.cases(deadline - (left / 2 if _is_general(obligation, world) else 0)):
            if shows(policy, obligation, case):
                return _shown(policy, obligation, case)
            if world.exact and not world.unsure:
                return Verdict(obligation=obligation, status="defect", reason=_OURS)
        unsure = unsure or world.unsure
        if question.answer == "no" and _is_general(obligation, world):
            return _never(policy, obligation, question)
        for case in tried(policy, obligation) if not world.exact and seconds > 0 else ():
            if shows(policy, obligation, case):
                return _shown(policy, obligation, case)
        if not unsure and world.exact:
            break
    return Verdict(obligation=obligation, status="not decided", reason=_LISTS if unsure else _TOO_LONG)


def _worlds(obligation: Obligation) -> Iterator[World]:
    """The worlds in which it is asked, one after the other."""
    yield World(exact=False, items=obligation.items)
    yield World(items=obligation.items)
    if obligation.items is None:
        yield from (World(items=items, fewer=fewer) for items, fewer in _SHORT)


def _is_general(obligation: Obligation, world: World) -> bool:
    """Whether what is not there is not at all: not where it was sought among short lists only."""
    return world.items == obligation.items


def _shown(policy: Policy, obligation: Obligation, case: Assignment) -> Verdict:
    """What a case says that has been replayed."""
    case = simplest(obligation, case, lambda trial: shows(policy, obligation, trial))
    status: Status = "proved" if obligation.is_wanted else "refuted"
    return Verdict(obligation=obligation, status=status, case=told(policy, obligation, case))


def _never(policy: Policy, obligation: Obligation, question: Question) -> Verdict:
    """What it says that there can be no case.  What is said of several clauses is tried besides: how they go together is
    more than each of them."""
    several = len({made.clause.id for made in obligation.applicants}) > 1
    if several and any(shows(policy, obligation, case) for case in tried(policy, obligation)):
        return Verdict(obligation=obligation, status="defect", reason=_DISPROVED)
    note, refusals = in_common(obligation.applicants).note, tuple(question.refusals)
    if obligation.is_wanted:
        return Verdict(
            obligation=obligation,
            status="refuted",
            reason=_NOBODY if note is None else Text(f"{_NOBODY.zh}；{note.zh}", f"{_NOBODY.en}; {note.en}"),
            refusals=refusals,
        )
    if _is_empty(obligation):
        return Verdict(obligation=obligation, status="not decided", reason=_EMPTY)
    return Verdict(obligation=obligation, status="proved", reason=note, refusals=refusals)


def _is_empty(obligation: Obligation) -> bool:
    """Whether surely nobody is in the case of which it promises something."""
    if obligation.premise is None:
        return False
    question = Question(replace(obligation, broken=obligation.premise), World(exact=False, items=obligation.items))
    next(question.cases(time.process_time() + _EMPTY_SECONDS), None)
    return question.answer == "no"
