"""The shape of what target ``ir`` writes, as JSON Schema; docs/ir.md says what it means.

Comes in: nothing.  Goes out: a schema, with definitions for nodes, facts, amounts.  A node is looked at by the kind with which
its list begins, so that nothing is tried that it cannot be.
"""

from __future__ import annotations

from typing import Any

from ..targets.ir import FORMAT

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TRUE: Schema = {"const": True}
_PLACE: Schema = {"type": "integer", "minimum": 0}
# A number of JSON where every reader holds it exactly, text beyond.
_INTEGER: Schema = {"type": ["integer", "string"], "pattern": "^-?[0-9]+$"}
_DAY: Schema = {"type": "integer", "minimum": 1}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_NODE, _AMOUNT, _FACT, _OVER, _VALUE = map(_ref, ("node", "amount", "fact", "over", "value"))


def _list(of: Schema, least: int = 0) -> Schema:
    return {"type": "array", "items": of, **({"minItems": least} if least else {})}


def _tuple(*of: Schema) -> Schema:
    return {"type": "array", "prefixItems": list(of), "items": False, "minItems": len(of)}


def _object(needed: Schema, optional: Schema | None = None) -> Schema:
    properties = {**needed, **(optional or {})}
    return {"type": "object", "properties": properties, "required": list(needed), "additionalProperties": False}


def _node(*of: Schema, more: Schema | bool = False, least: int | None = None) -> Schema:
    """A node: behind its kind these, then any number of ``more``."""
    return {"prefixItems": [True, *of], "items": more, "minItems": 1 + (len(of) if least is None else least)}


_TWO = _node(_NODE, _NODE)
_KINDS: dict[str, Schema] = {
    "int": _node({"type": "string", "pattern": "^-?[0-9]{16,}$"}),
    **dict.fromkeys(("+", "min", "max", "and", "or"), _node(_NODE, more=_NODE)),
    **dict.fromkeys(("*", "//", "<", "<=", ">", ">=", "=", "!=", "shift_months", "months_between"), _TWO),
    "if": _node(_NODE, _NODE, _NODE),
    "not": _node(_NODE),
    "is": _node(_NODE, _TEXT, more=_TEXT),
    "item": _node(_TEXT, _PLACE, least=1),
    "at": _node(_TEXT, _PLACE, _PLACE, least=2),
    **dict.fromkeys(("sum", "count", "all"), _node(_OVER, _NODE)),
    **dict.fromkeys(("numerator", "denominator"), _node(_OVER, _NODE, _NODE)),
    "place": _node(_object({"lists": _list({"type": "string"}, 1), "pick": _ref("pick")}, {"tied": {"const": True}})),
}
_VALUES: dict[str, Schema] = {
    "quantity": _node(_NODE, _NODE, _TEXT),
    "option": _node(_NODE, _list(_TEXT)),
    "day": _node(_NODE),
    "text": _node(_NODE),
    "paid": _node(),
    "items": _node(_list(_TEXT), _list(_VALUE)),
}


def _of_kinds(kinds: dict[str, Schema]) -> Schema:
    """A list that begins with one of these kinds, and is as that kind wants it."""
    one_of: list[Schema] = [
        {"if": {"prefixItems": [{"const": kind}]}, "then": schema} for kind, schema in kinds.items()
    ]
    return {"prefixItems": [{"enum": list(kinds)}], "minItems": 1, "allOf": one_of}


_PICK = _object(
    {"order": {"enum": ["first", "last", "largest", "smallest"]}},
    {
        "skip": _PLACE,
        "count": _PLACE,
        "key": _tuple(_NODE, _NODE),
        "each": _list(_PLACE),
        "where": _NODE,
        "of": _ref("pick"),
    },
)
_LETS = _list(_tuple(_TEXT, _NODE))
_ROUNDING = _object(
    {
        "step": _tuple(_PLACE, _PLACE),
        "mode": {"enum": ["half_up", "down", "up"]},
        "shown": {"enum": ["money", "ratio", "count"]},
    }
)
_TEXTS = _list(_TEXT)
_DEFS: Schema = {
    "node": {
        "type": ["string", "integer", "boolean", "array"],
        "if": {"type": "array"},
        "then": _of_kinds(_KINDS),
    },
    "over": {
        "type": ["string", "object"],
        "properties": {
            "lists": _list(_TEXT, 1),
            "groups": _object({"keys": _list(_PLACE)}, {"months": _list(_tuple(_PLACE, _PLACE))}),
            "pick": _ref("pick"),
        },
        "required": ["lists"],
        "additionalProperties": False,
    },
    "pick": _PICK,
    "amount": {
        "type": "object",
        "properties": {
            "set": _tuple(_NODE, _NODE),
            "lets": _LETS,
            "cases": _list(_tuple(_NODE, _AMOUNT), 1),
            "otherwise": _AMOUNT,
        },
        "oneOf": [{"required": ["set"]}, {"required": ["cases", "otherwise"]}],
        "additionalProperties": False,
    },
    "fact": _object(
        {"kind": {"enum": ["number", "boolean", "option", "date", "text", "list", "record"]}},
        {
            "name": _TEXT,
            "unit": _TEXT,
            "decimals": _PLACE,
            "scale": _PLACE,
            "negative": _TRUE,
            "low": _INTEGER,
            "high": _INTEGER,
            "options": _TEXTS,
            "ordered": _TRUE,
            "optional": _TRUE,
            "default": True,
            "item": _FACT,
            "fields": _list(_FACT),
            "length": _PLACE,
            "each": _TEXT,
        },
    ),
    "shape": {
        "type": "object",
        "properties": {
            "kind": {"enum": ["answer", "one", "several", "per_item"]},
            "of": _ROUNDING,
            "approved": _TRUE,
            "labels": _TEXTS,
            "named": _TRUE,
            "remainder": _TRUE,
            "lists": _TEXTS,
            "limited": _TRUE,
        },
        "required": ["kind"],
        "additionalProperties": False,
    },
    "value": {
        "if": {"type": "array", "prefixItems": [{"enum": list(_VALUES)}], "minItems": 1},
        "then": _of_kinds(_VALUES),
        "else": _NODE,
    },
    "explanation": _object(
        {
            "values": _list(_VALUE),
            "lines": _list(
                _object(
                    {},
                    {
                        "parts": _list({"type": ["string", "integer"]}),
                        "when": _list(_PLACE),
                        "unless": _list(_PLACE),
                        "each": _PLACE,
                    },
                )
            ),
        }
    ),
    "clause": _object(
        {
            "id": _TEXT,
            "quote": _TEXT,
            "form": _TEXT,
            "kind": _TEXT,
            "shape": _ref("shape"),
            "explanation": _ref("explanation"),
        },
        {
            **dict.fromkeys(("title", "chapter", "heading", "unit", "told_unit", "day_name"), _TEXT),
            "facts": _list(_FACT),
            "approved": _FACT,
            "feeds": _list(_tuple(_TEXT, _TEXT)),
            "valid": _tuple(_DAY, _DAY),
            "usual_day": _DAY,
            "on_any_day": _TRUE,
            "lets": _LETS,
            "checks": _list(
                _object({"holds": _NODE, **dict.fromkeys(("code", "fact", "zh", "en"), _TEXT)}),
            ),
            "conditions": _list(_NODE),
            "amounts": _list(_AMOUNT),
            "whole": _AMOUNT,
            "each": _object({"lists": _TEXTS, "amount": _AMOUNT}, {"up_to": _AMOUNT}),
            "caps": _list(_object({"words": _TEXT, "binds": _NODE})),
            "examples": _list(
                _object({"text": _TEXT, "facts": {"type": "object"}}, {"date": _TEXT, "refused": _TRUE}),
            ),
        },
    ),
}
IR_SHAPE: Schema = {
    **_object(
        {
            "format": {"const": FORMAT},
            "source_sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "compiler": _TEXT,
        },
        {
            "title": _TEXT,
            "clauses": _list(_ref("clause")),
            "language": _TEXT,
            "same_matter": _list(_TEXTS),
            "sharing": _object(
                {
                    "order": {"enum": ["pro_rata", "applied", "score"]},
                    "step": _INTEGER,
                    "remainder": {"enum": ["kept", "largest"]},
                    "partial": {"type": "boolean"},
                },
                {"places": {"type": ["integer", "null"]}, "cap": {"type": ["integer", "string", "null"]}},
            ),
            "budget": _INTEGER,
        },
    ),
    "$defs": _DEFS,
}
