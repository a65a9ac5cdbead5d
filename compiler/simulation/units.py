"""Units that are said beside a table, put into its headings: from there on a column says itself what its numbers are in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..intake.headings import column_of, fact_of, heading_for

if TYPE_CHECKING:
    import pyarrow as pa

    from ..model.policy import Policy


def with_units(policy: Policy, schema: pa.Schema, units: Mapping[str, str]) -> pa.Schema:
    """The columns of applicants; ``units`` by fact."""
    import pyarrow as pa

    names = {fact.name for clause in policy.clauses.values() for fact in clause.asked}
    fields = []
    for field in schema:
        headed = column_of(field.name, names, list(policy.clauses)) if units else None
        unit = units.get(headed.fact, "") if headed is not None and not headed.unit else ""
        is_said = headed is not None and unit
        name = heading_for(headed.fact, unit, headed.clause) if headed is not None and is_said else field.name
        fields.append(pa.field(name, field.type))
    return pa.schema(fields)


def in_units(table: pa.Table, units: Mapping[str, str]) -> pa.Table:
    """The table of a list."""
    names = []
    for name in table.column_names:
        found = fact_of(name, list(units)) if units else None
        names.append(heading_for(found[0], units[found[0]]) if found is not None and not found[1] else name)
    return table.rename_columns(names)
