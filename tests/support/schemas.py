"""JSON Schema in tests, with numbers as they are written: a decimal of JSON is a Decimal here, and no float.

Comes in: a schema and a value.  Goes out: what the schema has against it.
"""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.validators import extend
from referencing import Registry, Resource


def _is_whole(_: object, value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite() and value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


Exact = extend(
    Draft202012Validator, type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_whole)
)  # fmt: skip


def proper(schema: Any) -> Any:
    """A schema that its own dialect has nothing against."""
    Draft202012Validator.check_schema(schema)
    return schema


def validator(schema: Any, name: str = "") -> Any:
    """A validator of a schema; of its definition of a name, where one is said."""
    checker = Draft202012Validator.FORMAT_CHECKER
    if not name:
        return Exact(schema, format_checker=checker)
    registry = _registry(schema["$id"], json.dumps(schema))
    return Exact(
        {"$ref": f"{schema['$id']}#{schema['$defs'][name]['$anchor']}"}, registry=registry, format_checker=checker
    )


@cache
def _registry(named: str, text: str) -> Any:
    """A document gone through once for all its anchors."""
    return Registry().with_resource(named, Resource.from_contents(json.loads(text))).crawl()


def faults(checked: Any, value: object) -> list[str]:
    """What a validator has against a value."""
    return [f"{error.json_path}: {error.message[:200]}" for error in checked.iter_errors(value)]


def as_json(value: Any) -> Any:
    """Facts as JSON has them, read with its numbers as they are written: days are texts, tuples lists."""
    if isinstance(value, Mapping):
        return {name: as_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
