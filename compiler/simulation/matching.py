"""Two policies over the same applicants: which clauses belong together, and the table as the other policy reads it.

In: a policy, another, and a table whose columns and 申报条款 are in the words of the first.  Out: pairs of clauses, and the table in
the words of the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..batch.outcome import CLAIMED
from ..comparison.clauses import clause_pairs
from ..comparison.common_facts import renamed_facts
from ..comparison.texts import text_changes
from ..intake.headings import heading_for
from .held import column_for, headed

if TYPE_CHECKING:
    import pyarrow as pa

    from ..model.policy import Policy
    from .paying import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """``of_new`` and ``of_old`` have the clause of the other policy for each that has one."""

    old: Policy
    new: Policy
    of_new: Mapping[str, str]
    of_old: Mapping[str, str]


def matched(old: Policy, new: Policy) -> Matched:
    """The clauses that belong together, as ``tiaowen diff`` pairs them."""
    before, after = list(old.clauses), list(new.clauses)
    pairs = clause_pairs(old, new, text_changes(old.document, new.document))
    of_new = {after[to]: before[at] for at, to in pairs}
    return Matched(old=old, new=new, of_new=of_new, of_old={was: now for now, was in of_new.items()})


def as_old(made: Matched, table: pa.Table) -> pa.Table:
    """The table as the other policy reads it: claims by its numbers, and facts that it calls otherwise under its names."""
    heads = headed(made.new, table.column_names)
    known = headed(made.old, table.column_names)
    for was, now in made.of_old.items():
        before, after = made.old.clauses[was], made.new.clauses[now]
        renamed = renamed_facts(before, after)
        for fact in before.facts:
            source = column_for(heads, now, renamed.get(fact.name, fact.name))
            if source is None or (fact.name not in renamed and heads[source].clause != now):
                continue
            name = heading_for(fact.name, heads[source].unit, was if heads[source].clause == now else "")
            if column_for(known, was, fact.name) is None and name not in table.column_names:
                table = table.append_column(name, table[source])
    return table


def claims_of_old(
    made: Matched, table: pa.Table, claimed: Mapping[str, Truth], *, is_partial: bool = False
) -> dict[str, Truth]:
    """Who claims each clause of the other policy: those who claim the clause that it has become; of one that is gone (unless
    the comparison ``is_partial``, of some clauses), those who say so."""
    found: dict[str, Truth] = {}
    gone = (
        {}
        if is_partial
        else _said(table, [was for was in made.old.clauses if was not in made.of_old and was not in made.new.clauses])
    )
    for was in made.old.clauses:
        now = made.of_old.get(was)
        if now is not None and now in claimed:
            found[was] = claimed[now]
        elif was in gone:
            found[was] = gone[was]
    return found


def _said(table: pa.Table, ids: Sequence[str]) -> dict[str, Truth]:
    """The rows that say that they claim these clauses."""
    import numpy as np

    if CLAIMED not in table.column_names:
        return {}
    spread = table[CLAIMED].combine_chunks().dictionary_encode()
    named = [_names(text) for text in spread.dictionary.to_pylist()]
    places = spread.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    made = {name: np.isin(places, [at for at, names in enumerate(named) if name in names]) for name in ids}
    return {name: mask for name, mask in made.items() if mask.any()}


def _names(text: str | None) -> list[str]:
    return [name for name in re.split(r"[、，,;；\s]+", text or "") if name]


def as_new(made: Matched, table: pa.Table) -> pa.Table:
    """The table without claims of clauses that only the other policy has."""
    import pyarrow as pa

    gone = set(made.old.clauses) - set(made.new.clauses)
    if CLAIMED not in table.column_names or not gone:
        return table
    spread = table[CLAIMED].combine_chunks().dictionary_encode()
    kept = ["、".join(name for name in _names(text) if name not in gone) for text in spread.dictionary.to_pylist()]
    cells = pa.array(kept, pa.string()).take(spread.indices)
    return table.set_column(table.column_names.index(CLAIMED), CLAIMED, cells)
