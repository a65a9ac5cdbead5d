"""A policy over a population: what it costs, who gets it, who stands near a threshold.

In: a policy and a table of applicants (and another policy, a budget, numbers to vary).  Out: a ``Simulation``.  Every amount in it
is the sum of results that ``policy.calc`` gives for single rows, settled as ``policy.settle`` settles them; whole 分 throughout.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tiaowen.runtime.result import parse_date

from ..document.document import answering
from ..model.clause import Clause
from ..program.module import module_of
from ..report.diagnostic import Text
from ..report.errors.simulation import NobodyClaims
from .against import against
from .figures import COST, DUE, Against, Band, ClauseFigures, Curve, Group, Large, Near, Simulation
from .matching import as_new, matched
from .named import Names, largest_rows
from .near import at_cliffs, near_misses
from .paying import How, Paying, paying
from .population import LABEL, SYNTHETIC
from .vary import Reworded, Varied, VaryError, curve

if TYPE_CHECKING:
    import pyarrow as pa

    from ..model.policy import Policy
    from .paying import Truth
    from .sampling import Whole

_LARGEST = 20
# The ends of bands, in yuan.
_ENDS = (
    1_000,
    10_000,
    50_000,
    100_000,
    200_000,
    500_000,
    1_000_000,
    2_000_000,
    5_000_000,
    10_000_000,
    50_000_000,
    100_000_000,
)
# The shares of those who are paid most, in hundredths.
_TOPS = (1, 10, 20, 50)
Told = Callable[[int, int], None]


def simulate(
    policy: Policy,
    table: pa.Table,
    *,
    reworded: Reworded,
    other: Policy | None = None,
    budget: int | None = None,
    vary: Sequence[Varied] = (),
    how: How,
    path: str = "",
    progress: Told | None = None,
) -> Simulation:
    """``budget`` in 分 goes before that of the policy.  Raises ``VaryError`` where a number cannot be varied as asked, or nobody
    claims anything."""
    tell = progress or (lambda _done, _all: None)
    steps = 3 + (other is not None) + sum(len(each.values) for each in vary)
    pair = None if other is None else matched(other, policy)
    mine = table if pair is None else as_new(pair, table)
    base = paying(policy, mine, how)
    if not any(mask.any() for mask in base.claimed.values()):
        raise VaryError(NobodyClaims(path=path))
    tell(1, steps)
    cliffs, left = at_cliffs(policy, mine, base, how)
    tell(2, steps)
    over = {(each.clause, each.fact, each.threshold) for each in cliffs}
    near = tuple(
        each for each in near_misses(policy, mine, base, how) if (each.clause, each.fact, each.threshold) not in over
    )
    tell(3, steps)
    names = Names(table, how.key)
    beside = None if pair is None else against(pair, table, base, how, names)
    done = 3 + (pair is not None)
    curves = []
    for each in vary:
        curves.append(curve(policy, each, mine, base, how, reworded))
        done += len(each.values)
        tell(done, steps)
    return _simulation(policy, table, base, budget, how, names, near, cliffs, beside, tuple(curves), left)


def _simulation(
    policy: Policy,
    table: pa.Table,
    base: Paying,
    budget: int | None,
    how: How,
    names: Names,
    near: tuple[Near, ...],
    cliffs: tuple[Near, ...],
    beside: Against | None,
    curves: tuple[Curve, ...],
    left: tuple[str, ...],
) -> Simulation:
    figures = tuple(_figures(policy, base))
    is_due = not any(policy.clauses[name].form in COST for name in base.paid)
    counted = [name for name in base.paid if policy.clauses[name].form in (DUE if is_due else COST)]
    total = base.total(counted)
    by_form = {
        form: int(base.total([n for n in counted if policy.clauses[n].form == form]).sum()) for form in (*COST, *DUE)
    }
    faults = Counter(fault.code for fault in base.result.faults)
    first = {fault.code: Text(fault.message, fault.message_en) for fault in reversed(base.result.faults)}
    declared = next((terms.budget for terms in policy.terms.values() if terms.budget is not None), None)
    return Simulation(
        title=policy.title,
        policy_hash=policy.hash,
        day=parse_date(how.on, None),
        rows=table.num_rows,
        is_synthetic=is_synthetic(table),
        is_due=is_due,
        applicants=_any(base.claimed.values(), base.rows),
        claims=sum(int(mask.sum()) for mask in base.claimed.values()),
        faulty=len(base.result.faults),
        faulty_by_code=tuple((code, count, first[code]) for code, count in sorted(faults.items())),
        recipients=int((total > 0).sum()),
        cost=int(total.sum()),
        before_settlement=sum(int(base.amounts[name].sum()) for name in counted),
        ceiling=sum(int(base.paid[name].sum()) for name in counted if policy.clauses[name].kind == "上限"),
        by_form={form: amount for form, amount in by_form.items() if amount},
        budget=budget if budget is not None else None if declared is None else int(declared * 100),
        is_budget_given=budget is not None,
        clauses=figures,
        articles=_groups(base, [(each.article, each) for each in figures], counted),
        chapters=_groups(base, [(each.chapter, each) for each in figures], counted),
        departments=_groups(
            base, [(each.departments[0] if each.departments else "", each) for each in figures], counted
        ),
        bands=tuple(_bands(total)),
        tops=tuple(_tops(total)),
        near=near,
        cliffs=cliffs,
        largest=tuple(_largest(base, counted, total, names)),
        against=beside,
        curves=curves,
        notes=tuple(_notes(base, left)),
    )


def is_synthetic(table: pa.Table) -> bool:
    """Whether any row says that it was made up."""
    import pyarrow.compute as pc

    if LABEL not in table.column_names:
        return False
    column = table[LABEL]
    return bool(pc.any(pc.equal(column.cast("string"), SYNTHETIC)).as_py())


def _any(masks: Iterable[Truth], rows: int) -> int:
    import numpy as np

    found = np.zeros(rows, dtype=np.bool_)
    for mask in masks:
        found |= mask
    return int(found.sum())


def _figures(policy: Policy, base: Paying) -> Iterator[ClauseFigures]:
    entries = {entry.id: entry for entry in module_of(policy).entries}
    counts = {each.clause: each for each in base.result.summary.clauses}
    for name, claimed in base.claimed.items():
        clause, entry = policy.clauses[name], entries[name]
        amount = base.amounts.get(name)
        paid = base.paid.get(name) if clause.form in (*COST, *DUE) else None
        got = base.eligible[name] if amount is None else amount > 0
        received = got if paid is None else paid > 0
        yield ClauseFigures(
            clause=name,
            title=clause.title,
            form=clause.form,
            kind=clause.kind,
            article=entry.article,
            chapter=entry.chapter,
            departments=_departments(policy, clause),
            claims=int(claimed.sum()) + counts[name].faulty,
            faulty=counts[name].faulty,
            eligible=int(base.eligible[name].sum()),
            recipients=int(received.sum()),
            capped=int((base.capped[name] & base.eligible[name]).sum()),
            dropped=int((got & ~received).sum()),
            amount=None if amount is None else int(amount.sum()),
            paid=None if paid is None else int(paid.sum()),
        )


def _departments(policy: Policy, clause: Clause) -> tuple[str, ...]:
    """Who answers for a clause: those that lead first."""
    found = answering(policy.read[clause.id].block)
    return tuple(dict.fromkeys((*found.leads, *found.responsible)))


def _groups(base: Paying, named: Sequence[tuple[str, ClauseFigures]], counted: Sequence[str]) -> tuple[Group, ...]:
    """The clauses by a name that each has, in the order in which the names come."""
    by_name: dict[str, list[str]] = {}
    for name, each in named:
        if each.clause in counted:
            by_name.setdefault(name, []).append(each.clause)
    made = []
    for name, clauses in by_name.items():
        total = base.total(clauses)
        made.append(Group(name=name, clauses=tuple(clauses), recipients=int((total > 0).sum()), paid=int(total.sum())))
    return tuple(made)


def _bands(total: Whole) -> Iterator[Band]:
    """Those who are paid anything, by how much: from the first band that has somebody to the last."""
    ends = [0, *(end * 100 for end in _ENDS)]
    found = []
    for low, high in zip(ends, [*ends[1:], None], strict=True):
        inside = (total > 0) & (total >= low) & ((total < high) if high is not None else (total >= 0))
        found.append(Band(low=low, high=high, applicants=int(inside.sum()), amount=int(total[inside].sum())))
    filled = [place for place, band in enumerate(found) if band.applicants]
    yield from found[filled[0] : filled[-1] + 1] if filled else ()


def _tops(total: Whole) -> Iterator[tuple[int, int, int]]:
    """Of each share of those who are paid, the ones who are paid most: hundredths, how many they are, what they get."""
    import numpy as np

    sorted_down = np.sort(total[total > 0])[::-1]
    for share in _TOPS:
        count = -(-len(sorted_down) * share // 100)
        if count:
            yield share, count, int(sorted_down[:count].sum())


def _largest(base: Paying, counted: Sequence[str], total: Whole, names: Names) -> Iterator[Large]:
    for row in largest_rows(total, _LARGEST):
        key, name = names.of(row)
        parts = [(clause, int(base.paid[clause][row])) for clause in counted if base.paid[clause][row] > 0]
        parts.sort(key=lambda part: -part[1])
        yield Large(row=row + 2, key=key, name=name, paid=int(total[row]), parts=tuple(parts))


def _notes(base: Paying, left: Sequence[str]) -> Iterator[Text]:
    for clause, columns in base.result.summary.left_out:
        listed = "、".join(columns)
        yield Text(
            f"规则 {clause} 没有计算：表里没有 {listed}", f"clause {clause} is not calculated: the table lacks {listed}"
        )
    for note in base.result.notes:
        yield Text(note.zh, note.en)
    if left:
        listed = "、".join(left)
        yield Text(
            f"规则 {listed} 的断崖在清单的各项里，没有统计有多少申报人",
            f"the cliffs of {listed} are in the items of lists, and who stands there is not counted",
        )
