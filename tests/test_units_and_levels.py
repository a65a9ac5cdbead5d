"""Amounts per day, month, person; lists, groups and years; the whole and its items: paid as people read it, or refused.

``units_and_levels.jsonl`` has a rule a line, as new users write them, with what it pays of ``facts``, or the code with which it
is ``refused``.  Each was worked out by hand from its words.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from support.ids import said
from support.rules import compiled

ROWS = [json.loads(line) for line in Path(__file__).with_name("units_and_levels.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[said(row["rule"]) for row in ROWS])
def test_paid_as_people_read_it_or_refused(row: dict[str, Any]) -> None:
    policy, errors = compiled(row["rule"])
    if "refused" in row:
        assert row["refused"] in [error.code for error in errors]
        return
    assert not errors, [error.title.zh for error in errors]
    assert _written(policy.calc("1", row["facts"]).value) == _written(row["paid"])


def _written(value: Any) -> Any:
    """A result as it can be compared: every number exact, parties by their names."""
    if isinstance(value, dict):
        return {name: Decimal(each) for name, each in value.items()}
    return [Decimal(each) for each in value] if isinstance(value, tuple | list) else Decimal(value)
