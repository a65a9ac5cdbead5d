"""The schemas of what the tools answer, beside those of the commands (service/shapes.py).

They are open: an assistant may pass over a name that it does not know.
"""

from __future__ import annotations

from typing import Any

from ..service.shapes import shape

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_PERIOD: Schema = {"type": ["array", "null"], "items": {"type": "string", "format": "date"}}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


_SHORT: Schema = {
    **dict.fromkeys(("clause", "title", "heading", "form", "kind", "unit", "chapter", "article"), _TEXT),
    "citation": _TEXT,
    "departments": _TEXT,
    "valid": _PERIOD,
    "same_matter": _TEXTS,
}
_FACT = _object(
    {
        "name": _TEXT,
        "kind": {"enum": ["number", "boolean", "option", "date", "text", "list", "record"]},
        "unit": _TEXT,
        "options": _TEXTS,
        "required": {"type": "boolean"},
        **dict.fromkeys(("expected", "range", "left_out", "note"), _TEXT),
        "for": _TEXTS,
        "clause": {"type": ["string", "null"]},
    }
)
_CASE = _object(
    {
        "text": _TEXT,
        "facts": {"type": "object"},
        "date": {"type": ["string", "null"]},
        "accepted": {"type": "boolean"},
        "results": _TEXTS,
    }
)
POLICIES = _object(
    {
        "policies": _list(
            _object(
                {
                    "policy": _TEXT,
                    "title": _TEXT,
                    "policy_hash": _TEXT,
                    "valid": _PERIOD,
                    "budget": {"type": ["string", "null"]},
                    "clauses": {"type": "integer"},
                }
            )
        )
    }
)
CLAUSES = _object(
    {"policy": _TEXT, "policy_hash": _TEXT, "clauses": _list(_object({**_SHORT, "facts": _TEXTS}))}
)  # fmt: skip
CLAUSE = _object(
    {
        **_SHORT,
        "facts": _list(_FACT),
        **dict.fromkeys(("conditions", "checks", "readings", "notes"), _TEXTS),
        "not_computed": _list(_object({"text": _TEXT, "reason": _TEXT, "note": _TEXT})),
        "examples": _list(_CASE),
        "policy_hash": _TEXT,
        "schema": {"type": "object"},
    }
)
CHECKED = _object(
    {"passed": {"type": "boolean"}, "read": _TEXT, "diagnostics": _list(shape("diagnostics")["items"])}
)  # fmt: skip
MESSAGES = _object({"messages": _list(shape("messages")["items"])})
