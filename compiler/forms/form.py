"""What a form asks for, and the workbook that asks for it.

In: a policy, the ids of clauses (none: all of them), the heading of the key column.  Out: a ``Form``.  What is wrong with what
was asked for, and what is to be told of it, goes to the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tiaowen.runtime.errors import FactError, hint, make_fault

from ..intake.headings import Headed, column_of, folded
from ..model.clause import Clause
from ..model.policy import Policy
from ..model.types import CLAIM_DATE
from ..report.diagnostic import Diagnostic, Language, Report
from ..report.errors.forms import KeyIsTaken, NameIsTaken, OneNameSeveralThings, TooManyColumns
from ..targets.sheets.book import Shown
from ..targets.sheets.names import SheetNames
from .asking import CLAIMED, CREDIT_CODE, EXPLAINED, OPTIONS, SHEET, Asking, Table
from .columns import Column, columns_of, fed, wanted

# A sheet has 16,384 columns; a few of them are the key and what is said of a row.
COLUMNS_MAX = 16_000
_NAMES = ("单位名称", "姓名")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form(Asking):
    """What is asked for, and its file."""

    def workbook(
        self,
        lang: Language = "zh",
        *,
        rows: Sequence[Mapping[str, Shown | None]] = (),
        items: Mapping[str, Sequence[Mapping[str, Shown | None]]] | None = None,
    ) -> bytes:
        """The file: .xlsx, explained in a language.  ``rows`` are applicants that are known already, each by the headings, and
        ``items`` what stands in the sheets of lists, by their names.  Raises ``ValueError`` for headings and sheets that there
        are not.  Needs XlsxWriter (the extra ``workbook``)."""
        from ..targets.sheets.written import written
        from .workbook import book_of

        return written(book_of(self, lang, rows, items))


def form_of(policy: Policy, clauses: Sequence[str], key: str, report: Report, *, rows: int) -> Form | None:
    """The form; None where the report says why there is none.  Raises ``FactError`` (T0615) for clauses that there are
    not."""
    chosen = _chosen(policy, clauses)
    columns = columns_of(policy, chosen)
    key = key.strip() or CREDIT_CODE
    found: list[Diagnostic] = [*_faults(columns, key, tuple(policy.clauses))]
    report.extend(found)
    if found:
        return None
    several = {column.of.name: column for column in columns if column.clause}
    notes = tuple(
        OneNameSeveralThings(
            name=name, clauses=tuple(each.clause for each in columns if each.clause and each.of.name == name)
        )
        for name in several
    )
    report.extend(notes)
    sheets = SheetNames()
    for name in (SHEET, *EXPLAINED, OPTIONS):
        sheets.name(name)
    return Form(
        policy=policy,
        clauses=chosen,
        key=key,
        name=_name(key, columns),
        claimed=len(chosen) > 1,
        dated=any(clause.uses_date for clause in chosen),
        columns=tuple(column for column in columns if not column.is_table),
        tables=tuple(
            Table(sheet=sheets.name(f"{column.clause} {column.of.name}"), column=column)
            for column in columns
            if column.is_table
        ),
        wanted=wanted(policy, chosen, columns),
        worked_out=fed(policy, chosen),
        rows=rows,
        notes=notes,
    )


def _chosen(policy: Policy, clauses: Sequence[str]) -> tuple[Clause, ...]:
    wanted = tuple(dict.fromkeys(clauses))
    unknown = [each for each in wanted if each not in policy.clauses]
    if unknown:
        raise FactError([make_fault("T0615", (each,), hint=hint(each, policy.clauses)) for each in unknown])
    return tuple(clause for clause in policy.clauses.values() if not wanted or clause.id in wanted)


def _name(key: str, columns: Sequence[Column]) -> str:
    """The heading of the column with the names of applicants; none where the key is one, or a fact has it."""
    said = _NAMES["身份证" in key]
    taken = {folded(column.of.name) for column in columns}
    return "" if folded(said) in taken or "名称" in key or "姓名" in key else said


def _faults(columns: Sequence[Column], key: str, ids: Sequence[str]) -> list[Diagnostic]:
    names = tuple(dict.fromkeys(column.of.name for column in columns))
    own = (folded(CLAIMED), folded(CLAIM_DATE))
    if len(columns) > COLUMNS_MAX:
        return [TooManyColumns(count=len(columns), most=COLUMNS_MAX)]
    found: list[Diagnostic] = []
    if not key.isprintable() or folded(key) in own or column_of(key, names, ids) is not None:
        found.append(KeyIsTaken(key=key))
    for column in columns:
        meant = Headed(column.of.name, column.unit, column.clause)
        if folded(column.of.name) in own or column_of(column.heading, names, ids) != meant:
            found.append(NameIsTaken(name=column.of.name))
    return found
