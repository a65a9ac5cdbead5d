"""The register of what was approved (核定金额) under ceilings: read from a file, and put beside the rows of a table.

In: a register, applicant → clause → amount, or a file that has one; a table of applicants.  Out: the register; the table with a
column ``7.1 核定金额`` for each ceiling.  Raises ``TableError`` and ``FactError``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from tiaowen.runtime.claims import APPROVED_NAME
from tiaowen.runtime.errors import FactError, Fault, hint, make_fault, show, visible

from ..intake.headings import column_of, fact_of, folded, heading_for
from ..intake.taken import in_unit
from ..intake.values import is_empty, value_of
from ..model.clause import APPROVED
from ..model.policy import Policy
from ..report.errors.tables import BadOption, LacksColumns
from ..tables.opening import open_table
from ..tables.source import Source, TableError
from .claims import total_word
from .options import KEY
from .plan import names_of
from .seen import Changed

Register = Mapping[str, Mapping[str, object]]
# What the columns of a register may be called, where it has a row an amount.
_CLAUSE = ("条款", "条款号", "规则", "规则号", "clause")
_AMOUNT = (APPROVED_NAME, "金额", "核定", "批准金额", "amount")
_APPLICANT = (KEY, "申报人", "申报单位", "单位名称", "企业名称", "姓名", "applicant")
_FEW = 20


def read_register(policy: Policy, path: str, key: str = "") -> dict[str, dict[str, object]]:
    """The register in a table: a row an amount (who applied, 条款, 核定金额), or a row an applicant with a column a clause."""
    ceilings = [clause.id for clause in policy.clauses.values() if clause.ceiling]
    names = [*((key,) if key else _APPLICANT), *_CLAUSE, *_AMOUNT]

    def is_known(heading: str) -> bool:
        return fact_of(heading, [*names, *ceilings]) is not None or _of_clause(heading, ceilings) is not None

    source = open_table(path, is_known)
    headings = tuple(source.schema.names)
    keyed = _first(headings, (key,) if key else _APPLICANT)
    clause, amount = _first(headings, _CLAUSE), _first(headings, _AMOUNT)
    wide = {name: found for name in headings if name != keyed and (found := _of_clause(name, ceilings))}
    is_long = bool(clause and amount)
    if not keyed or not (is_long or wide):
        lacking = [] if keyed else [key or KEY]
        lacking += (
            [] if is_long or wide else [name for name, has in (("条款", clause), (APPROVED_NAME, amount)) if not has]
        )
        raise TableError(LacksColumns(path=path, clause=APPROVED_NAME, columns=tuple(lacking), what="list"))
    unit = (fact_of(amount, _AMOUNT) or ("", ""))[1] if amount else ""
    columns = {} if is_long else wide
    register: dict[str, dict[str, object]] = {}
    twice: list[Fault] = []
    for chunk in source.chunks():
        if chunk.flaws:
            raise TableError(*(flaw.diagnostic for flaw in chunk.flaws))
        for row in chunk.batch.to_pylist():
            who = "" if row[keyed] is None else str(row[keyed]).strip()
            pairs = [(str(row[clause] or "").strip(), row[amount], unit)] if is_long else []
            pairs += [(of, row[name], said) for name, (of, said) in columns.items()]
            for of, cell, said in pairs:
                if is_empty(cell) or total_word(who) is not None:
                    continue
                theirs = register.setdefault(who, {})
                if of in theirs:
                    twice.append(_again(visible(who), visible(of)))
                theirs[of] = in_unit(APPROVED, value_of(APPROVED, cell), said)
    if twice:
        raise FactError(twice[:_FEW])
    return register


def _again(who: str, of: str) -> Fault:
    zh, en = f"「{APPROVED_NAME}」：{who}的「{of}」写了两次", f"“{APPROVED_NAME}”: {who} has “{of}” twice"
    return Fault("T0551", APPROVED_NAME, zh, en)


def _first(headings: Sequence[str], names: Sequence[str]) -> str:
    """The first heading that is one of some names, the earlier name first."""
    for name in names:
        for heading in headings:
            if fact_of(heading.lower(), (name.lower(),)) is not None:
                return heading
    return ""


def _of_clause(heading: str, clauses: Sequence[str]) -> tuple[str, str] | None:
    """The clause of a column of amounts, and its unit: 7.1, or 7.1 核定金额（万元）."""
    if (found := fact_of(heading, clauses)) is not None:
        return found
    headed = column_of(heading, (APPROVED_NAME,), clauses)
    return (headed.clause, headed.unit) if headed is not None and headed.clause else None


@dataclass(slots=True)
class Approved:
    """A register, held against the applicants of a table as they come."""

    by: Mapping[str, Mapping[str, object]]
    clauses: tuple[str, ...]
    key: str
    left: set[str]

    @classmethod
    def of(cls, policy: Policy, source: Source, register: Mapping[Any, Any], key: str) -> Approved:
        """Raises ``TableError`` where the table does not say who applies or has a column of such amounts itself."""
        faults = list(_wrong(policy, register))
        if faults:
            raise FactError(faults[:_FEW])
        headings = tuple(source.schema.names)
        keyed = next((name for name in headings if folded(name) == folded(key or KEY)), "")
        if not keyed:
            cause = f"表里没有「{visible(key or KEY)}」一列", f"the table has no column “{visible(key or KEY)}”"
            advice = "请用 --key 写明哪一列是申报人", "say with --key which column says who applies"
            raise TableError(BadOption(option="--approved", cause=cause, advice=advice))
        names, ids = names_of(policy), tuple(policy.clauses)
        for name in headings:
            headed = column_of(name, names, ids)
            if headed is not None and headed.fact == APPROVED_NAME:
                cause = f"表里已有「{visible(name)}」一列", f"the table has a column “{visible(name)}” itself"
                advice = "核定金额写在一处：去掉这一列，或者不用 --approved", "leave the column or the option out"
                raise TableError(BadOption(option="--approved", cause=cause, advice=advice))
        ceilings = tuple(clause.id for clause in policy.clauses.values() if clause.ceiling)
        by = {name.strip(): theirs for name, theirs in register.items()}
        return cls(by, ceilings, keyed, set(by))

    def beside(self, source: Source) -> Changed:
        """The table with the amounts."""
        schema = source.schema
        for clause in self.clauses:
            schema = schema.append(pa.field(heading_for(APPROVED_NAME, "", clause), pa.string()))
        return Changed(source, schema, self._with)

    def _with(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        keys = ["" if said is None else str(said).strip() for said in batch.column(self.key).to_pylist()]
        self.left.difference_update(keys)
        theirs = [self.by.get(key, {}) for key in keys]
        columns = [
            pa.array([None if (said := each.get(clause)) is None else str(said) for each in theirs], pa.string())
            for clause in self.clauses
        ]
        names = [heading_for(APPROVED_NAME, "", clause) for clause in self.clauses]
        return pa.RecordBatch.from_arrays([*batch.columns, *columns], names=[*batch.schema.names, *names])

    def refuse_strangers(self) -> None:
        """Raises ``FactError`` for those of the register that no row was of."""
        strangers = [name for name in self.by if name in self.left]
        if strangers:
            raise FactError(
                make_fault("T0620 stranger", (APPROVED_NAME,), name=visible(name)) for name in strangers[:_FEW]
            )


def _wrong(policy: Policy, register: Mapping[Any, Any]) -> Iterator[Fault]:
    for name, theirs in register.items():
        if not isinstance(name, str) or not isinstance(theirs, Mapping):
            yield make_fault("T0551 amounts", (APPROVED_NAME,), shown=show(theirs))
            continue
        for of in theirs:
            said = visible(of) if isinstance(of, str) else show(of)
            if of not in policy.clauses:
                yield make_fault("T0615", (said,), hint=hint(of, policy.clauses))
            elif not policy.clauses[of].ceiling:
                yield make_fault("T0551 ceiling", (APPROVED_NAME,), claim=said)
