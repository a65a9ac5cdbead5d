"""The typings of a JavaScript module: the facts of each clause, and ``calc`` once for each.

In: a policy.  Out: the text of a declaration file for TypeScript.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from tiaowen.runtime.facts import FactType

from ..ir.shape import Answer, One, PerItem, Several
from ..program.module import Entry, Module
from .identifiers import literal, one_line

_NUMBERS = {"元": "Amount", "%": "Ratio", "": "Whole"}
_KINDS = {"boolean": "YesNo", "date": "IsoDate", "text": "string"}


def typings(module: Module, names: Mapping[str, str], runtime: str) -> str:
    """The declaration file; ``names`` tell the identifiers of clauses apart, ``runtime`` is what all modules share."""
    ids = " | ".join(literal(clause_id) for clause_id in names) or "never"
    parts = [
        f"// {one_line(module.title)}\n// Typings of the module that tiaowen generated beside this file; do not edit.",
        runtime.strip("\n"),
        f"export type ClauseId = {ids};",
    ]
    for clause in module.entries:
        facts = "\n".join(f"  {_field(of)}" for of in clause.asked)
        parts.append(
            f"/** {one_line(clause.id)} {one_line(clause.title)} */\n"
            f"export interface Facts_{names[clause.id]} {{\n{facts}\n}}\n"
            f"/** “{one_line(clause.quote)}” */\n"
            f"export declare function calc(clauseId: {literal(clause.id)}, facts: {_given(clause, names)}, "
            f"options?: Options): Result<{_value(clause)}>;"
        )
    return "\n\n".join(parts) + "\n"


def _given(clause: Entry, names: Mapping[str, str]) -> str:
    """The facts of a clause; or for one of them the facts of the clause that it is 取自."""
    own = f"Facts_{names[clause.id]}"
    fed = [f"(Omit<{own}, {literal(name)}> & Facts_{names[source]})" for name, source in clause.feeds]
    return " | ".join([own, *fed])


def _field(of: FactType) -> str:
    mark = "?" if of.optional or of.default is not None else ""
    unit = f"/** {one_line(of.unit)} */ " if of.kind == "number" and of.unit not in _NUMBERS else ""
    return f"{unit}readonly {literal(of.name)}{mark}: {_type(of)};"


def _type(of: FactType) -> str:
    if of.kind == "number":
        return _NUMBERS.get(of.unit, "Quantity")
    if of.kind == "option":
        return " | ".join(literal(option) for option in of.options)
    if of.kind == "list":
        return f"ReadonlyArray<{_type(of.item) if of.item else 'never'}>"
    if of.kind == "record":
        fields = " ".join(_field(part) for part in of.fields)
        return f"{{ {fields} }} | readonly [{', '.join(_type(part) for part in of.fields)}]"
    return _KINDS[of.kind]


def _value(clause: Entry) -> str:
    match shape := clause.shape:
        case Answer():
            return "boolean"
        case One():
            return _AMOUNTS[shape.of.shown]
        case Several():
            one = _AMOUNTS[shape.of.shown]
            if shape.named:
                return "{ " + " ".join(f"readonly {literal(name)}: {one};" for name in shape.labels) + " }"
            return f"readonly [{', '.join([one] * len(shape.labels))}]"
        case PerItem():
            return f"ReadonlyArray<{_AMOUNTS[shape.of.shown]}>"
        case _:
            assert_never(shape)


_AMOUNTS = {"money": "string", "ratio": "string", "count": "number | string"}
