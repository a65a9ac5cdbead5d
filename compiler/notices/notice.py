"""What is to be told of a table of results, before anything of a document is known.

Amounts are in yuan, with two decimals.  Applicants stand in the order of the table, claims in that of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..model.clause import Clause
from ..model.policy import Policy
from ..report.diagnostic import Diagnostic, Text


class NoticeError(ValueError):
    """Results of which nothing can be told; ``diagnostics`` are all the reasons."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("；".join(each.title.zh for each in diagnostics[:5]))
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """What a clause gives an applicant.  ``amount``: None where it is no money; ``shown`` is then what it is.  ``kind`` is
    上限 where the authority is still to decide, up to the amount.  ``parts``: those of a result of several amounts.
    ``trace``: the explanation, line by line; none where nobody has worked it out."""

    clause: Clause
    eligible: bool
    amount: Decimal | None
    shown: Text
    kind: str
    cap: str = ""
    parts: tuple[Decimal, ...] = ()
    trace: tuple[str, ...] = ()

    @property
    def is_paid(self) -> bool:
        """Whether anything is paid or waived, as far as the clause goes."""
        return self.counts and self.eligible and bool(self.amount)

    @property
    def counts(self) -> bool:
        return self.clause.form in ("奖补", "减免") and self.amount is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A claim that could not be worked out: the clause (or none), the column, what is wrong, how to mend it."""

    row: int
    clause: str
    column: str
    code: str
    said: Text
    mend: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """``paid`` and ``dropped`` (with what is paid instead) are what counts; ``refused`` what is not eligible or 0;
    ``waiting`` ceilings of which nothing is approved yet; ``others`` what is no payment.  ``share``: what it has of a budget, where one was shared out."""

    row: int
    key: str
    name: str
    paid: tuple[Award, ...] = ()
    dropped: tuple[tuple[Award, tuple[Award, ...]], ...] = ()
    refused: tuple[Award, ...] = ()
    waiting: tuple[Award, ...] = ()
    others: tuple[Award, ...] = ()
    returned: tuple[Returned, ...] = ()
    share: Decimal | None = None

    @property
    def total(self) -> Decimal:
        return summed(award.amount for award in self.paid)

    @property
    def is_idle(self) -> bool:
        """Whether there is no result at all."""
        return not (self.paid or self.dropped or self.refused or self.waiting or self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of the list that is published."""

    applicant: Applicant
    award: Award


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """``key_heading`` and ``name_heading`` are the columns that name applicants (one, where there is no other).
    ``notes`` are what is to be told beside the documents."""

    policy: Policy
    applicants: tuple[Applicant, ...]
    key_heading: str
    name_heading: str
    is_masked: bool = False
    notes: tuple[Text, ...] = ()

    @property
    def listed(self) -> tuple[Listed, ...]:
        """Whatever is paid, in the order of the document, then of the keys."""
        order = {clause: place for place, clause in enumerate(self.policy.clauses)}
        lines = (Listed(applicant=each, award=award) for each in self.applicants for award in each.paid)
        return tuple(sorted(lines, key=lambda line: (order[line.award.clause.id], line.applicant.key)))

    @property
    def totals(self) -> Mapping[str, Decimal]:
        """What each clause comes to, by its id, in the order of the document; only those by which anything is paid."""
        found: dict[str, Decimal] = {}
        for line in self.listed:
            found[line.award.clause.id] = summed((found.get(line.award.clause.id), line.award.amount))
        return found

    @property
    def total(self) -> Decimal:
        return summed(self.totals.values())

    @property
    def shared(self) -> Decimal | None:
        """What of a budget is shared out; None where none was."""
        shares = [each.share for each in self.applicants if each.share is not None]
        return summed(shares) if shares else None

    @property
    def is_short(self) -> bool:
        """Whether a budget was shared out that does not cover all that is due."""
        return self.shared is not None and self.shared != self.total


def summed(amounts: Iterable[Decimal | None]) -> Decimal:
    """The sum of amounts in yuan, exact."""
    whole = sum(int(amount.scaleb(2)) for amount in amounts if amount is not None)
    return Decimal(whole).scaleb(-2)
