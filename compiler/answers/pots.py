"""A budget in several pots (预算 as {章、部门或条款: 金额}), drawn on in the order in which they are given.

In: what is due to each applicant, by claim, and the pots as they are given.  Out: an ``Allocation`` that says what each pot paid.
A pot is named for what it pays for: a chapter (第二章, or its heading), a department that leads or answers for an article, a
clause, or 全部.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from tiaowen.runtime.allocate import (
    Allocation,
    Owed,
    PotShare,
    Reason,
    SharingRule,
    Who,
    admitted,
    allocation_of,
    shared,
    told_first,
)
from tiaowen.runtime.claims import BUDGET_TYPE
from tiaowen.runtime.errors import FactError, Fault, hint, make_fault, show, visible
from tiaowen.runtime.facts import read_value
from tiaowen.runtime.result import money

from ..document.document import answering
from .claims import read_assignments

if TYPE_CHECKING:
    from ..model.policy import Policy

# Of the pot that pays for every clause.
ALL = "全部"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pot:
    """One of several budgets, in 分, for the claims of ``clauses``."""

    name: str
    budget: int
    clauses: frozenset[str]


def read_pots(policy: Policy, given: Mapping[object, object], faults: list[Fault]) -> list[Pot]:
    """The pots, each with the clauses that it pays for; what is wrong with them goes to ``faults``."""
    known = pots_of(policy)
    found: list[Pot] = []
    if not given:
        faults.append(make_fault("T0620 budget", (BUDGET_TYPE.name,)))
    for name, amount in given.items():
        clauses = (known.get(_folded(name)) or known.get(_numbered(name))) if isinstance(name, str) else None
        said = visible(name) if isinstance(name, str) else show(name)
        if clauses is None:
            near = hint(name, known)
            listed = "、".join(map(visible, [*policy.clauses][:3]))
            zh = f"预算「{said}」：政策没有这一章、部门或条款{near[0] or f'，可以写章名、部门、条款号（如 {listed}）或“{ALL}”'}"
            en = f"budget “{said}”: the policy has no such chapter, department or clause{near[1] or f'; name one, or {ALL}'}"
            faults.append(Fault("T0552", said, zh, en))
        try:
            read = read_value(replace(BUDGET_TYPE, name=f"{BUDGET_TYPE.name} {said}"), amount)
        except FactError as error:
            faults += error.faults
            continue
        assert isinstance(read, int)
        found.append(Pot(name=said, budget=read, clauses=clauses or frozenset()))
    return found


def pots_typed(texts: Sequence[str]) -> object:
    """A budget as it is typed: one sum, or pots as NAME=SUM.  Raises ``FactError``.

    >>> pots_typed(["600万元"]), pots_typed(["第二章=600万元", "7.1=50万元"])
    ('600万元', {'第二章': '600万元', '7.1': '50万元'})
    """
    if len(texts) == 1 and "=" not in texts[0].replace("＝", "="):
        return texts[0]
    return read_assignments(texts, {})


def pots_of(policy: Policy) -> Mapping[str, frozenset[str]]:
    """What a pot may be named for → the ids of its clauses: of a name that is several things, those of the narrowest."""
    clauses, offices, chapters = dict[str, set[str]](), dict[str, set[str]](), dict[str, set[str]]()
    for name in policy.clauses:
        clauses.setdefault(_folded(name), set()).add(name)
        if name not in policy.read:
            continue
        block = policy.read[name].block
        named = answering(block)
        for office in (*named.leads, *named.responsible):
            offices.setdefault(_folded(office), set()).add(name)
        if chapter := block.chapter:
            for called in {
                _numbered(chapter.label),
                _folded(chapter.heading),
                _folded(chapter.label + chapter.heading),
            }:
                chapters.setdefault(called, set()).add(name)
    found = {ALL: set(policy.clauses)} | chapters | offices | clauses
    return {name: frozenset(ids) for name, ids in found.items() if name}


def _folded(name: str) -> str:
    return "".join(normalize("NFKC", name).split())


def _numbered(label: str) -> str:
    """第二章, 二、 and 二 are one chapter."""
    return f"第{_folded(label).removeprefix('第').rstrip('章、.')}章"


def share_pots(
    owed: Mapping[str, Owed],
    pots: Sequence[Pot],
    clauses: Mapping[str, str],
    rule: SharingRule,
    scores: Mapping[str, int] | None = None,
) -> Allocation:
    """The shares of several pots, drawn on in their order: each pays for the claims that it covers, as far as an earlier one
    has not, and shares itself out by the rule where it does not suffice.  What is left in a pot stays in it.  ``clauses``: name of
    a claim → its clause."""
    told = told_first({name: sum(each.paid.values()) for name, each in owed.items()}, owed)
    paid = {name: each.paid for name, each in owed.items()}
    due, shares, made = drawn(paid, pots, clauses, rule, scores, lambda name, reason: told[name].append(reason))
    whole = sum(pot.budget for pot in pots)
    return replace(allocation_of(due, shares, whole, told, owed), pots=made)


def drawn(
    paid: Mapping[Who, Mapping[str, int]],
    pots: Sequence[Pot],
    clauses: Mapping[str, str],
    rule: SharingRule,
    scores: Mapping[Who, int] | None,
    tell: Callable[[Who, Reason], None],
) -> tuple[dict[Who, int], dict[Who, int], tuple[PotShare, ...]]:
    """What is due to each applicant and what each gets, in 分, and what became of each pot.  ``paid``: by applicant, what is due of
    each claim."""
    due = {name: sum(claims.values()) for name, claims in paid.items()}
    most, order = admitted(due, rule, scores, tell)
    # What is still to be paid of each claim; what the cap for one applicant takes off, it takes off the last claims.
    open_: dict[Who, dict[str, int]] = {}
    for name, each in paid.items():
        room = most[name]
        open_[name] = {}
        for claim, amount in each.items():
            open_[name][claim] = min(amount, room)
            room -= open_[name][claim]
    # How many applicants, and how much for each, is said of all pots together.
    within = replace(rule, places=None, cap=None)
    shares = dict.fromkeys(paid, 0)
    made: list[PotShare] = []
    for place, pot in enumerate(pots):
        later = frozenset[str]().union(*(other.clauses for other in pots[place + 1 :]))
        mine = {name: [claim for claim in claims if clauses[claim] in pot.clauses] for name, claims in open_.items()}
        wanted = {name: sum(open_[name][claim] for claim in claims) for name, claims in mine.items()}
        why: dict[Who, list[Reason]] = {}
        got = shared(wanted, order, pot.budget, within, _teller(why))
        for name, share in got.items():
            if wanted[name]:
                for reason in why.get(name, ()):
                    tell(name, reason)
                tell(name, Reason("from pot", {"pot": pot.name, "wanted": wanted[name], "amount": share}))
            shares[name] += share
            # A claim that no later pot pays for goes first.
            for claim in sorted(mine[name], key=lambda each: clauses[each] in later):
                met = min(share, open_[name][claim])
                share -= met
                open_[name][claim] -= met
        waiting = sum(
            open_[name][claim] for name, claims in mine.items() for claim in claims if clauses[claim] in later
        )
        asked, given = sum(wanted.values()), sum(got.values())
        made.append(
            PotShare(
                name=pot.name,
                budget=money(pot.budget, 100),
                wanted=money(asked, 100),
                paid=money(given, 100),
                overflow=money(waiting, 100),
                unmet=money(asked - given - waiting, 100),
                remainder=money(pot.budget - given, 100),
            )
        )
    for name, claims in open_.items():
        for claim, amount in claims.items():
            if amount and not any(clauses[claim] in pot.clauses for pot in pots):
                tell(name, Reason("no pot", {"claim": claim, "amount": amount}))
    return due, shares, tuple(made)


def _teller(why: dict[Who, list[Reason]]) -> Callable[[Who, Reason], None]:
    return lambda name, reason: why.setdefault(name, []).append(reason)
