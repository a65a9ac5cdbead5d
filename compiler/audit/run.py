"""An audit: the applications worked out chunk by chunk, and held against what was paid.

In: policies, each with its table of applications, and the table of payments.  Out: an ``AuditResult``.  Memory is that of the
payments, of a chunk of applications, and of the findings; only what differs is explained.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ..batch.cells import filled
from ..batch.money import fen_of_column
from ..batch.options import KEY, Options, Progress
from ..batch.outcome import ELIGIBLE, RowFault
from ..batch.plan import names_of
from ..batch.run import Part, Run
from ..batch.seen import Seen
from ..model.clause import APPROVED, Clause
from ..model.policy import Policy
from ..report.errors.audit import AuditNeedsKey
from ..report.errors.tables import ClaimUnknown, NotAColumn
from ..tables.source import Chunk, Source, TableError
from .asked import Asked, Difference, Settings
from .clauses import Payable, department_of, payable_of, paying, pays_money
from .explaining import Explaining
from .finding import AuditResult, Finding, Total, by_kind, totals_of
from .notes import notes_of
from .payments import Payments, read_payments
from .saying import Saying
from .twice import paid_by_both, twins_of


def audited(asked: Sequence[Asked], paid: Source, settings: Settings, progress: Progress | None = None) -> AuditResult:
    """What is to be said of the payments.  Raises ``TableError`` or ``FactError`` where tables or options cannot be used."""
    payable = payable_of(asked)
    _refuse_units(asked, paid, settings)
    of_paid = {name: unit for name, unit in settings.units.items() if name in paid.schema.names}
    payments = read_payments(paid, payable, settings.key, of_paid, paying(asked))
    policies = [each.policy for each in asked]
    audit = _Audit(payments=payments, payable=payable, policies=policies, settings=settings)
    first = 0
    for number, each in enumerate(asked):
        audit.work(number, first, each, progress)
        first += len(each.policy.clauses)
    return audit.result()


def _refuse_units(asked: Sequence[Asked], paid: Source, settings: Settings) -> None:
    """Ends the audit where a unit is of a column that none of the tables has."""
    known = {name for each in asked for name in names_of(each.policy)} | set(paid.schema.names)
    wrong = [name for name in settings.units if name not in known]
    if wrong:
        near = {name: tuple(get_close_matches(name, known, 3, 0.3)) for name in wrong}
        raise TableError(*(NotAColumn(path=paid.path, option="--unit", name=name, near=near[name]) for name in wrong))


@dataclass(slots=True, kw_only=True)
class _Audit:
    """What was found so far, by what was paid to whom by which clause."""

    payments: Payments
    payable: Sequence[Payable]
    policies: Sequence[Policy]
    settings: Settings
    findings: list[tuple[tuple[int, int, int], str, int, Finding]] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    unknown: list[dict[tuple[int, str], RowFault]] = field(default_factory=list)
    due: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    # Clauses that the applications have not the facts of: nothing can be said of what was paid by them.
    unasked: set[int] = field(default_factory=set)
    seen: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))

    def __post_init__(self) -> None:
        self.seen = np.zeros(len(self.payments.codes), bool)
        self.due = [0] * len(self.payable)

    # ── the applications ──

    def work(self, number: int, first: int, asked: Asked, progress: Progress | None) -> None:
        """One policy: ``number`` it is, and its clauses are from ``first`` on among all."""
        settings = self.settings
        options = Options(
            key=settings.key,
            date=settings.date,
            units=_units(asked, settings),
            settle=True,
            lists=asked.lists,
            lang=settings.lang,
        )
        seen = Seen(asked.applications)
        run = Run(asked.policy, seen, options)
        if not run.plan.key:
            raise TableError(AuditNeedsKey(path=asked.applications.path, key=settings.key or KEY))
        explaining = Explaining(asked, run, options)
        self.unknown.append({})
        for part in run.parts(progress):
            assert seen.last is not None
            self._part(number, first, asked.policy, run, part, seen.last, explaining)
        order = {clause: first + place for place, clause in enumerate(asked.policy.clauses)}
        self.unasked |= {
            order[clause] for clause, _ in run.plan.left_out if pays_money(asked.policy, asked.policy.clauses[clause])
        }
        summary = run.summary()
        self.rows = max(self.rows, summary.rows)
        self.notes += notes_of(asked.policy, run, settings.lang, len(self.policies) > 1, self._paid_by(order))

    def _part(
        self, number: int, first: int, policy: Policy, run: Run, part: Part, chunk: Chunk, explaining: Explaining
    ) -> None:
        keys = ["" if said is None else str(said).strip() for said in chunk.batch.column(run.plan.key).to_pylist()]
        known = pc.index_in(pa.array(keys, pa.string()), value_set=self.payments.keys)
        codes = pc.fill_null(known, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        faulty = self._faults(part.faults, chunk)
        assert part.settled is not None
        dropped = {row: dict(losses) for row, losses in part.settled.dropped.items()}
        found: list[Difference] = []
        order = {clause: first + place for place, clause in enumerate(policy.clauses)}
        dated = self._dated(chunk, run.plan.day)
        for plan in run.plan.clauses:
            clause = policy.clauses[plan.id]
            if pays_money(policy, clause):
                approved = plan.places.get(APPROVED.name)
                has = chunk.batch.column(approved.heading) if approved is not None else None
                found += self._clause(
                    order[plan.id], clause, part.batch, codes, faulty, dropped, _filled(has, len(keys)), dated
                )
        found.sort(key=lambda each: (each.row, each.place))
        told = explaining.of(chunk, found, {place: clause for clause, place in order.items()})
        saying = Saying(policy=policy, settings=self.settings)
        for each, lines, cap in zip(found, told.lines, told.caps, strict=True):
            clause = policy.clauses[self.payable[each.place].clause]
            kind, message = saying.of(
                clause,
                each,
                lines,
                cap,
                self._singles(each.at),
                self._paid_of(codes[each.row], order, each.dropped),
                self.payments.has_days,
            )
            if kind is None:
                continue
            key, row = keys[each.row], int(chunk.rows[each.row])
            message += saying.unread(self.payments.unread.get((key, each.place)))
            due = each.due
            if kind == "超期" and due:
                # What was paid before the policy is in force was not due.
                self.due[each.place] -= min(due, max(each.paid, 0)) if each.is_open else due
                due = 0
            self._add((number, row, each.place), key, each.place, each.paid, due, kind, message, lines)

    def _clause(
        self,
        place: int,
        clause: Clause,
        batch: pa.RecordBatch,
        codes: NDArray[np.int64],
        faulty: Mapping[tuple[int, str], RowFault],
        dropped: Mapping[int, Mapping[str, tuple[str, ...]]],
        approved: NDArray[np.bool_],
        dated: NDArray[np.bool_],
    ) -> list[Difference]:
        """The claims of a clause in a chunk that are to be told of."""
        held = batch.column(clause.id + ELIGIBLE)
        done = held.is_valid().to_numpy(zero_copy_only=False)
        eligible = pc.fill_null(held, False).to_numpy(zero_copy_only=False)
        due = np.where(eligible, np.maximum(fen_of_column(batch.column(clause.id)), 0), 0)
        out = np.zeros(len(codes), bool)
        for row, losses in dropped.items():
            if clause.id in losses:
                out[row] = True
        owed = np.where(out, 0, due)
        at = self.payments.places(codes, place)
        has = at >= 0
        paid = (
            np.where(has, self.payments.sums[np.maximum(at, 0)], 0)
            if len(self.payments.codes)
            else np.zeros(len(codes), np.int64)
        )
        wrong = np.zeros(len(codes), bool)
        for row, of in faulty:
            wrong[row] |= of in (clause.id, "")
        is_claim = done | wrong
        self.seen[at[has & is_claim]] = True
        # Up to a ceiling of which nothing is approved the authority decides: what it paid below is what is due.
        is_open = (clause.ceiling & done & ~approved & ~out) if clause.ceiling else np.zeros(len(codes), bool)
        owed = np.where(is_open, np.minimum(owed, np.maximum(paid, 0)), owed)
        self.due[place] += sum(map(int, owed[done].tolist())) if owed.dtype == object else int(owed[done].sum())
        tells = (done & (paid != owed)) | (wrong & ~done & (paid != 0)) | (done & ~eligible & (paid != 0))
        if clause.form == "减免":
            tells &= has  # what is left off is not paid out, and stands in the table only where somebody wrote it down
        if self.payments.has_days:
            early, late = self._outside(at, clause)
            late &= has & done & ~dated
            tells |= (has & done & early) | late
        else:
            late = np.zeros(len(codes), bool)
        return [
            Difference(
                row=row,
                place=place,
                at=int(at[row]),
                paid=int(paid[row]),
                due=int(owed[row]) if not is_open[row] else int(due[row]),
                eligible=bool(eligible[row]),
                is_open=bool(is_open[row]),
                dropped=dropped.get(row, {}).get(clause.id, ()),
                is_late=bool(late[row]),
                fault=None if done[row] else faulty.get((row, clause.id)) or faulty.get((row, "")),
            )
            for row in np.flatnonzero(tells).tolist()
        ]

    def _dated(self, chunk: Chunk, heading: str) -> NDArray[np.bool_]:
        """Which of the rows say on what day the claim was made, or have it said for them."""
        if self.settings.date is not None or not heading:
            return np.full(chunk.batch.num_rows, self.settings.date is not None)
        return filled(chunk.batch.column(heading))

    def _outside(self, at: NDArray[np.int64], clause: Clause) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Of which something was paid before the clause was in force, and of which after."""
        policy = next(policy for policy in self.policies if policy.clauses.get(clause.id) is clause)
        valid = clause.valid or policy.terms_of(clause).valid
        if valid is None or not len(self.payments.codes):
            return np.zeros(len(at), bool), np.zeros(len(at), bool)
        days, starts = self.payments.days, self.payments.starts
        earliest = np.minimum.reduceat(np.where(days == 0, 2**31, days), starts)
        latest = np.maximum.reduceat(days, starts)
        where = np.maximum(at, 0)
        return (earliest < valid[0].toordinal())[where], (latest > valid[1].toordinal())[where]

    def _faults(self, faults: Sequence[RowFault], chunk: Chunk) -> dict[tuple[int, str], RowFault]:
        """By the place of the row, and the clause; those of a claim of another policy are kept until all are read."""
        places = {int(row): place for place, row in enumerate(chunk.rows)} if faults else {}
        made: dict[tuple[int, str], RowFault] = {}
        for fault in faults:
            if fault.code == ClaimUnknown.code and len(self.policies) > 1:
                self.unknown[-1][fault.row, fault.message.partition("；")[0]] = fault
                continue
            self.faults.append(fault)
            if fault.row in places and not (fault.clause == "" and fault.code == ClaimUnknown.code):
                made.setdefault((places[fault.row], fault.clause), fault)
        return made

    def _singles(self, at: int) -> tuple[list[int], list[int], list[int]]:
        return self.payments.singles(at) if at >= 0 else ([], [], [])

    def _paid_of(self, key: int, order: Mapping[str, int], clauses: Sequence[str]) -> dict[str, int]:
        """What one was paid by other clauses."""
        found: dict[str, int] = {}
        for clause in clauses:
            at = int(self.payments.places(np.array([key], np.int64), order[clause])[0])
            found[clause] = int(self.payments.sums[at]) if at >= 0 else 0
        return found

    def _add(
        self,
        order: tuple[int, int, int],
        key: str,
        place: int,
        paid: int,
        due: int,
        kind: Any,
        message: str,
        lines: tuple[str, ...],
    ) -> None:
        of = self.payable[place]
        policy = self.policies[order[0]]
        self.findings.append(
            (
                order,
                key,
                place,
                Finding(
                    policy=of.policy,
                    key=key,
                    clause=of.clause,
                    title=policy.clauses[of.clause].title,
                    department=department_of(policy, of.clause, self.settings.lang),
                    paid=paid,
                    due=due,
                    kind=kind,
                    message=message,
                    explanation=lines,
                    row=order[1] if order[1] < _LAST else 0,
                ),
            )
        )

    # ── what is left ──

    def _without_application(self) -> None:
        """Payments that no application stands behind."""
        numbers = [number for number, policy in enumerate(self.policies) for _ in policy.clauses]
        for at in np.flatnonzero(~self.seen).tolist():
            code, place = divmod(int(self.payments.codes[at]), self.payments.clauses)
            paid = int(self.payments.sums[at])
            if not paid or place in self.unasked:
                continue
            policy = self.policies[numbers[place]]
            clause = policy.clauses[self.payable[place].clause]
            key = self.payments.keys[code].as_py()
            amounts, _, rows = self.payments.singles(at)
            saying = Saying(policy=policy, settings=self.settings)
            kind, message = saying.unclaimed(clause, paid, len(amounts), pays_money(policy, clause))
            self._add((numbers[place], _LAST + rows[0], place), key, place, paid, 0, kind, message, ())

    def result(self) -> AuditResult:
        self._without_application()
        if len(self.policies) > 1:
            self._across()
        # What one of the policies has a clause for is a claim by it.
        for where, fault in (self.unknown[0] if self.unknown else {}).items():
            if all(where in other for other in self.unknown):
                self.faults.append(fault)
        self.findings.sort(key=lambda each: each[0])
        findings = tuple(each[3] for each in self.findings)
        sums = self._sums()
        lang = self.settings.lang
        departments = {
            (policy.title, clause): department_of(policy, clause, lang)
            for policy in self.policies
            for clause in policy.clauses
        }
        return AuditResult(
            policies=tuple(policy.title for policy in self.policies),
            findings=findings,
            by_clause=totals_of(findings, sums, None),
            by_department=totals_of(findings, sums, departments),
            by_kind=by_kind(findings),
            faults=(
                *(("申报", fault) for fault in sorted(dict.fromkeys(self.faults), key=lambda fault: fault.row)),
                *(("付款", fault) for fault in self.payments.faults),
            ),
            notes=(*self.notes, *Saying.unused(self.payments.unused, lang)),
            applicants=self.rows,
            payments=self.payments.read,
            paid=sum(map(int, self.payments.sums.tolist())),
            due=sum(total.due for total in sums),
            tolerance=self.settings.tolerance,
            lang=lang,
        )

    def _paid_by(self, order: Mapping[str, int]) -> dict[str, int]:
        paid = self._paid()
        return {clause: paid[place] for clause, place in order.items()}

    def _paid(self) -> list[int]:
        """What was paid by each clause."""
        paid = [0] * len(self.payable)
        for code, amount in zip(
            (self.payments.codes % max(self.payments.clauses, 1)).tolist(), self.payments.sums.tolist(), strict=True
        ):
            paid[code] += int(amount)
        return paid

    def _sums(self) -> list[Total]:
        paid = self._paid()
        titles = [clause.title for policy in self.policies for clause in policy.clauses.values()]
        return [
            Total(
                policy=of.policy,
                name=of.clause,
                title=titles[place],
                paid=paid[place],
                due=self.due[place],
                findings=0,
                over=0,
                under=0,
            )
            for place, of in enumerate(self.payable)
        ]

    def _across(self) -> None:
        """What two policies pay for one matter is paid once."""
        made = {(key, place): at for at, (_, key, place, _) in enumerate(self.findings)}
        before = [finding for _, _, _, finding in self.findings]
        twice, met = paid_by_both(self.payments, twins_of(self.policies), before, made)
        for at in met:
            self.due[self.findings[at][2]] -= before[at].due
        gone = set(met)
        for each in twice:
            number = self._number(each.less)
            found = self.findings[each.at] if each.at >= 0 else None
            self.due[each.less] -= found[3].due if found else each.paid
            gone |= {each.at}
            message = Saying(policy=self.policies[number], settings=self.settings).across(
                self.payable[each.less], self.payable[each.more], each.paid, each.other, each.together
            )
            order = found[0] if found else (number, _LAST, each.less)
            lines = found[3].explanation if found else ()
            self._add(order, each.key, each.less, each.paid, 0, "重复享受", message, lines)
        self.findings = [each for at, each in enumerate(self.findings) if at not in gone]

    def _number(self, place: int) -> int:
        """The policy that a clause is of."""
        for number, policy in enumerate(self.policies):
            if place < len(policy.clauses):
                return number
            place -= len(policy.clauses)
        raise AssertionError("a place is of one of the policies")


# Behind all applications stand the payments without one.
_LAST = 2**40


def _filled(column: pa.Array | None, length: int) -> NDArray[np.bool_]:
    return np.zeros(length, bool) if column is None else filled(column)


def _units(asked: Asked, settings: Settings) -> dict[str, str]:
    """The units of the facts of these applications: others are of the payments."""
    names = names_of(asked.policy)
    return {name: unit for name, unit in settings.units.items() if name in names}
