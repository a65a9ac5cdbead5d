"""What a policy costs and who gets it, summed over the chunks of a table.

In: what the rows of a chunk are paid, again and again.  Out: figures by clause, groups of clauses, bands, the largest.  Beside the
sums there is one whole number for each applicant who is paid anything, from which the shares of the largest are taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..document.document import answering
from ..program.module import module_of
from ..report.diagnostic import Text
from .figures import COST, DUE, ROLES, Band, ClauseFigures, Group, Large
from .named import Largest, Names

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..batch.outcome import ClauseCount, RowFault
    from ..model.policy import Policy
    from .paying import Paying
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


@dataclass(slots=True)
class _Of:
    """One clause so far."""

    claims: int = 0
    eligible: int = 0
    recipients: int = 0
    capped: int = 0
    dropped: int = 0
    amount: int = 0
    paid: int = 0


@dataclass(slots=True)
class _Group:
    """Some clauses together."""

    clauses: list[str] = field(default_factory=list)
    recipients: int = 0
    paid: int = 0


class Sums:
    """``names`` are the clauses that are calculated, ``money`` those of them whose result is money."""

    def __init__(self, policy: Policy, names: Sequence[str]) -> None:
        self.policy, self.names = policy, names
        self.entries = {entry.id: entry for entry in module_of(policy).entries}
        money = [name for name in names if policy.clauses[name].unit == "元"]
        self.money = frozenset(money)
        self.is_due = not any(policy.clauses[name].form in COST for name in money)
        forms = DUE if self.is_due else COST
        self.counted = [name for name in money if policy.clauses[name].form in forms]
        self.rows = self.applicants = self.recipients = self.cost = self.before = 0
        self.by = {name: _Of() for name in names}
        self.articles: dict[str, _Group] = {}
        self.chapters: dict[str, _Group] = {}
        self.departments: dict[tuple[str, str], _Group] = {}
        for name in self.counted:
            entry = self.entries[name]
            self.articles.setdefault(entry.article, _Group()).clauses.append(name)
            self.chapters.setdefault(entry.chapter, _Group()).clauses.append(name)
            for office, role in roles_of(policy, name).items() or (("", ""),):
                self.departments.setdefault((office, role), _Group()).clauses.append(name)
        self._bands = [[0, 0] for _ in range(len(_ENDS) + 1)]
        self._largest = Largest[Large](_LARGEST)
        self._totals: list[Whole] = []
        self._faults: Counter[str] = Counter()
        self._first: dict[str, Text] = {}

    def add(self, base: Paying, rows: NDArray[np.int64], names: Names, faults: Sequence[RowFault]) -> None:
        """One more chunk: ``rows`` are their numbers in the file."""
        import numpy as np

        self.rows += base.rows
        for fault in faults:
            self._faults[fault.code] += 1
            self._first.setdefault(fault.code, Text(fault.message, fault.message_en))
        asks = np.zeros(base.rows, dtype=np.bool_)
        for name, claimed in base.claimed.items():
            asks |= claimed
            self._clause(name, base)
        self.applicants += int(asks.sum())
        for group in (*self.articles.values(), *self.chapters.values(), *self.departments.values()):
            paid = base.total(group.clauses)
            group.recipients += int((paid > 0).sum())
            group.paid += int(paid.sum())
        total = base.total(self.counted)
        self.recipients += int((total > 0).sum())
        self.cost += int(total.sum())
        self.before += sum(int(base.amounts[name].sum()) for name in self.counted)
        self._add_bands(total)
        self._totals.append(total[total > 0])

        def large(row: int) -> Large:
            key, name = names.of(row)
            parts = [(clause, int(base.paid[clause][row])) for clause in self.counted if base.paid[clause][row] > 0]
            parts.sort(key=lambda part: -part[1])
            return Large(row=int(rows[row]), key=key, name=name, paid=int(total[row]), parts=tuple(parts))

        self._largest.add(total, large)

    def _clause(self, name: str, base: Paying) -> None:
        found, form = self.by[name], self.policy.clauses[name].form
        amount = base.amounts.get(name)
        paid = base.paid.get(name) if form in (*COST, *DUE) else None
        got = base.eligible[name] if amount is None else amount > 0
        received = got if paid is None else paid > 0
        found.claims += int(base.claimed[name].sum())
        found.eligible += int(base.eligible[name].sum())
        found.recipients += int(received.sum())
        found.capped += int((base.capped[name] & base.eligible[name]).sum())
        found.dropped += int((got & ~received).sum())
        found.amount += 0 if amount is None else int(amount.sum())
        found.paid += 0 if paid is None else int(paid.sum())

    def _add_bands(self, total: Whole) -> None:
        ends = [0, *(end * 100 for end in _ENDS)]
        for band, (low, high) in zip(self._bands, zip(ends, [*ends[1:], None], strict=True), strict=True):
            inside = (total > 0) & (total >= low) & ((total < high) if high is not None else (total >= 0))
            band[0] += int(inside.sum())
            band[1] += int(total[inside].sum())

    # ── what came of it ──

    @property
    def claims(self) -> int:
        return sum(each.claims for each in self.by.values())

    @property
    def faulty(self) -> int:
        return sum(self._faults.values())

    def faulty_by_code(self) -> tuple[tuple[str, int, Text], ...]:
        return tuple((code, count, self._first[code]) for code, count in sorted(self._faults.items()))

    def by_form(self) -> Mapping[str, int]:
        sums = {
            form: sum(self.by[name].paid for name in self.counted if self.policy.clauses[name].form == form)
            for form in (*COST, *DUE)
        }
        return {form: amount for form, amount in sums.items() if amount}

    def ceiling(self) -> int:
        return sum(self.by[name].paid for name in self.counted if self.policy.clauses[name].kind == "上限")

    def figures(self, counts: Mapping[str, ClauseCount]) -> Iterator[ClauseFigures]:
        for name, found in self.by.items():
            clause, entry = self.policy.clauses[name], self.entries[name]
            is_paid = name in self.money and clause.form in (*COST, *DUE)
            yield ClauseFigures(
                clause=name,
                title=clause.title,
                form=clause.form,
                kind=clause.kind,
                article=entry.article,
                chapter=entry.chapter,
                departments=tuple(roles_of(self.policy, name)),
                claims=found.claims + counts[name].faulty,
                faulty=counts[name].faulty,
                eligible=found.eligible,
                recipients=found.recipients,
                capped=found.capped,
                dropped=found.dropped,
                amount=found.amount if name in self.money else None,
                paid=found.paid if is_paid else None,
            )

    def groups(self, of: Mapping[str, _Group]) -> tuple[Group, ...]:
        return tuple(_made(name, "", group) for name, group in of.items())

    def by_department(self) -> tuple[Group, ...]:
        """Those of one department together, as they are first named."""
        order = list(dict.fromkeys(name for name, _ in self.departments))
        made = [_made(name, role, group) for (name, role), group in self.departments.items()]
        return tuple(sorted(made, key=lambda each: (order.index(each.name), [*ROLES, ""].index(each.role))))

    def bands(self) -> Iterator[Band]:
        """Those who are paid anything, by how much: from the first band that has somebody to the last."""
        ends = [0, *(end * 100 for end in _ENDS)]
        filled = [place for place, (applicants, _) in enumerate(self._bands) if applicants]
        for place in range(filled[0], filled[-1] + 1) if filled else ():
            high = ends[place + 1] if place + 1 < len(ends) else None
            yield Band(low=ends[place], high=high, applicants=self._bands[place][0], amount=self._bands[place][1])

    def tops(self) -> Iterator[tuple[int, int, int]]:
        """Of each share of those who are paid, the ones who are paid most: hundredths, how many they are, what they get."""
        import numpy as np

        sorted_down = np.sort(np.concatenate(self._totals or [np.zeros(0, np.int64)]))[::-1]
        for share in _TOPS:
            count = -(-len(sorted_down) * share // 100)
            if count:
                yield share, count, int(sorted_down[:count].sum())

    def largest(self) -> tuple[Large, ...]:
        return self._largest.found


def _made(name: str, role: str, group: _Group) -> Group:
    return Group(name=name, clauses=tuple(group.clauses), recipients=group.recipients, paid=group.paid, role=role)


def roles_of(policy: Policy, name: str) -> dict[str, str]:
    """The departments of a clause, each with the first of its roles."""
    found = answering(policy.read[name].block)
    named = {"leads": found.leads, "responsible": found.responsible, "supporting": found.supporting}
    roles: dict[str, str] = {}
    for role, offices in named.items():
        for office in offices:
            roles.setdefault(office, role)
    return roles
