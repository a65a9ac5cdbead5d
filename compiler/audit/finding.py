"""What an audit gives: findings, and what they come to.  Amounts are in 分."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from tiaowen.runtime.result import money

from ..report.diagnostic import Language

if TYPE_CHECKING:
    from ..batch.outcome import RowFault

Kind = Literal["多付", "少付", "不符合条件", "超期", "重复享受", "无申报", "应付未付", "尾差"]
# In the order in which reports have them, with what each is called in English.
KINDS: Mapping[Kind, str] = {
    "多付": "paid too much",
    "少付": "paid too little",
    "不符合条件": "not eligible",
    "超期": "out of force",
    "重复享受": "paid twice",
    "无申报": "no application",
    "应付未付": "due and not paid",
    "尾差": "rounding",
}
LARGEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One clause of one applicant that was not paid as it should have been.

    ``policy`` is its title; ``row`` that of the application (0 where there is none), as the sheet counts it; ``message`` says
    what is wrong, ``explanation`` how the amount comes about, line by line, both in the language of the audit.
    """

    policy: str
    key: str
    clause: str
    title: str
    department: str
    paid: int
    due: int
    kind: Kind
    message: str
    explanation: tuple[str, ...]
    row: int

    @property
    def difference(self) -> int:
        """What was paid beyond what was due; below zero where it was less."""
        return self.paid - self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Of a clause, a department or a kind (``name``; ``title`` that of a clause): what was ``paid`` and ``due``, how many
    ``findings``, and by how much these say that too much (``over``) and too little (``under``) was paid.  Differences of
    rounding are in ``paid`` and ``due`` only."""

    policy: str
    name: str
    title: str
    paid: int
    due: int
    findings: int
    over: int
    under: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditResult:
    """``findings`` in the order of the policies and of the applications, payments without one behind them; differences of
    rounding (below ``tolerance``) are among them as 尾差.

    ``faults`` are rows of the tables that could not be read, by the table (申报, 付款); ``notes`` what else is to be seen.
    ``applicants`` and ``payments`` is how many rows of each were read, ``paid`` all that was paid.
    """

    policies: tuple[str, ...]
    findings: tuple[Finding, ...]
    by_clause: tuple[Total, ...]
    by_department: tuple[Total, ...]
    by_kind: tuple[Total, ...]
    faults: tuple[tuple[Literal["申报", "付款"], RowFault], ...]
    notes: tuple[str, ...]
    applicants: int
    payments: int
    paid: int
    due: int
    tolerance: int
    lang: Language

    @property
    def rounding(self) -> tuple[Finding, ...]:
        """The differences of rounding."""
        return tuple(finding for finding in self.findings if finding.kind == "尾差")

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """The findings but for differences of rounding."""
        return tuple(finding for finding in self.findings if finding.kind != "尾差")

    @property
    def largest(self) -> tuple[Finding, ...]:
        """The ten findings of the largest amounts."""
        return tuple(sorted(self.wrong, key=lambda finding: -abs(finding.difference))[:LARGEST])

    def to_list(self) -> list[dict[str, object]]:
        """The findings in forms that JSON has; amounts are yuan as text with two decimals."""
        return [
            {
                **({"policy": each.policy} if len(self.policies) > 1 else {}),
                "key": each.key,
                "clause": each.clause,
                "paid": f"{yuan(each.paid):f}",
                "due": f"{yuan(each.due):f}",
                "kind": each.kind,
                "message": each.message,
                "explanation": list(each.explanation),
            }
            for each in self.findings
        ]


def yuan(fen: int) -> Decimal:
    """In yuan, with two decimals."""
    return money(fen, 100)


def totals_of(
    findings: Iterable[Finding], sums: Sequence[Total], name_of: Mapping[tuple[str, str], str] | None
) -> tuple[Total, ...]:
    """The totals by clause (``name_of`` is None), or by what each clause, of a policy, belongs to.  ``sums`` have what was
    paid and due, by clause; what neither paid nor owed anything is left out."""
    made: dict[tuple[str, str], Total] = {}

    def add(of: Total) -> None:
        name = name_of[of.policy, of.name] if name_of is not None else of.name
        key = (of.policy, name) if name_of is None else ("", name)
        before = made.get(key)
        made[key] = Total(
            policy=key[0],
            name=name,
            title=of.title if name_of is None else "",
            paid=of.paid + (before.paid if before else 0),
            due=of.due + (before.due if before else 0),
            findings=of.findings + (before.findings if before else 0),
            over=of.over + (before.over if before else 0),
            under=of.under + (before.under if before else 0),
        )

    for each in sums:
        add(each)
    for finding in findings:
        if finding.kind != "尾差":
            add(_of(finding, finding.clause, 0, 0))
    return tuple(total for total in made.values() if total.paid or total.due or total.findings)


def by_kind(findings: Sequence[Finding]) -> tuple[Total, ...]:
    """The totals of every kind that there is."""
    found: list[Total] = []
    for kind in KINDS:
        theirs = [_of(finding, kind, finding.paid, finding.due) for finding in findings if finding.kind == kind]
        if theirs:
            found.append(
                Total(
                    policy="",
                    name=kind,
                    title="",
                    paid=sum(each.paid for each in theirs),
                    due=sum(each.due for each in theirs),
                    findings=len(theirs),
                    over=sum(each.over for each in theirs),
                    under=sum(each.under for each in theirs),
                )
            )
    return tuple(found)


def _of(finding: Finding, name: str, paid: int, due: int) -> Total:
    difference = finding.difference
    return Total(
        policy=finding.policy,
        name=name,
        title=finding.title,
        paid=paid,
        due=due,
        findings=1,
        over=max(difference, 0),
        under=max(-difference, 0),
    )
