"""The rows of tests/vectors, and what a row gives as Python has it."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from support.pages import ROOT
from tiaowen.runtime.facts import FactType

FOLDER = ROOT / "tests" / "vectors"
FILES = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def given(value: Any) -> object:
    """What a row gives, as Python has it."""
    if isinstance(value, list):
        return [given(part) for part in value]
    if not isinstance(value, dict):
        return value
    if "$" in value:
        kinds: Mapping[str, Callable[[str], object]] = {
            "decimal": Decimal, "integer": int, "float": float, "date": date.fromisoformat,
        }  # fmt: skip
        return kinds[value["$"]](value["text"])
    return {name: given(part) for name, part in value.items()}


def fact_type(said: dict[str, Any]) -> FactType:
    changes: dict[str, Any] = {key: int(said[key]) for key in ("low", "high") if key in said}
    changes |= {"options": tuple(said.get("options", ())), "fields": tuple(map(fact_type, said.get("fields", ())))}
    return FactType(**said | changes | ({"item": fact_type(said["item"])} if "item" in said else {}))


TYPES = {name: fact_type(said) for name, said in FILES["readings"]["types"].items()}
