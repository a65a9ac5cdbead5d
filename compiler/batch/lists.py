"""Lists and records that have a table of their own: a row an item, with who applies as the key column.

In: a table and the fact.  Out: the items of each key, in the order of their rows, as ``calc`` reads them; what is wrong with the
table as a whole (``TableError``), and which cells cannot be used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tiaowen.runtime.facts import FactType

from ..intake.headings import column_of, folded
from ..intake.taken import in_unit
from ..intake.values import is_empty, value_of
from ..report.diagnostic import Diagnostic
from ..report.errors.tables import LacksColumns
from ..tables.source import Source, TableError
from .options import KEY

# Of who has no item at all.
_NONE = "无"


@dataclass(frozen=True, slots=True)
class Items:
    """``of`` each key its items; ``flaws`` are what is wrong with cells, by key; ``fractions`` counts the binary
    floats with a fraction."""

    of: Mapping[str, object]
    flaws: Mapping[str, Diagnostic] = field(default_factory=dict)
    fractions: int = 0


def items_of(source: Source, fact: FactType, key: str, units: Mapping[str, str]) -> Items:
    """The items in a table.  Raises ``TableError`` where it has no such columns."""
    headings = tuple(source.schema.names)
    item = fact if fact.kind == "record" else fact.item
    assert item is not None
    fields = item.fields if item.kind == "record" else (item,)
    names = [part.name or fact.name for part in fields]
    keyed = next((name for name in headings if folded(name) == folded(key or KEY)), "")
    places: dict[str, tuple[str, str]] = {}
    for heading in headings:
        if heading != keyed and (found := column_of(heading, names, ())) is not None:
            places.setdefault(found.fact, (heading, found.unit or units.get(found.fact, "")))
    if item.kind != "record" and not places and len(headings) == 2 and keyed:
        places[names[0]] = next(name for name in headings if name != keyed), ""
    lacking = [] if keyed else [key or KEY]
    lacking += [
        name
        for name, part in zip(names, fields, strict=True)
        if name not in places and part.default is None and not part.optional
    ]
    if lacking:
        raise TableError(
            LacksColumns(
                path=f"{source.path} {source.sheet}".strip(), clause=fact.name, columns=tuple(lacking), what="list"
            )
        )
    found_items: dict[str, list[object]] = {}
    flaws: dict[str, Diagnostic] = {}
    fractions = 0
    for chunk in source.chunks():
        keys = ["" if said is None else str(said).strip() for said in chunk.batch.column(keyed).to_pylist()]
        columns = {name: chunk.batch.column(heading).to_pylist() for name, (heading, _) in places.items()}
        fractions += chunk.fractions_in(heading for heading, _ in places.values())
        by_row = dict(zip(chunk.rows.tolist(), keys, strict=True))
        for flaw in chunk.flaws:
            flaws.setdefault(by_row.get(flaw.row, ""), flaw.diagnostic)
        for place, said in enumerate(keys):
            made = {
                name: in_unit(part, value_of(part, columns[name][place]), places[name][1])
                for name, part in zip(names, fields, strict=True)
                if name in columns and not is_empty(columns[name][place])
            }
            if made and set(map(_said, made.values())) == {_NONE}:
                found_items.setdefault(said, [])
            elif made:
                found_items.setdefault(said, []).append(made if item.kind == "record" else made[names[0]])
    if fact.kind == "record":
        # One of each applicant; several are left a list, for the reader of facts to refuse.
        return Items({key: made[0] if len(made) == 1 else made for key, made in found_items.items()}, flaws, fractions)
    return Items(dict(found_items), flaws, fractions)


def _said(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
