"""Sentences that once were paid otherwise than people read them, without a word: they are paid as they say, or refused.

``trust_sentences.jsonl`` has a sentence a line: ``rule`` is its columns (a line that begins with @ belongs into 【政策】),
``right`` the amounts that are right.  "error" among them: refusing it is right, as it always is.  "warning": paying
otherwise is right, if a warning asks.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tiaowen.compiler import Policy
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source
from tiaowen.runtime.errors import FactError

ROWS = [json.loads(line) for line in Path(__file__).with_name("trust_sentences.jsonl").read_text("utf-8").splitlines()]
# What is said of quotations and numbers, and of names that a small rule does not use, asks nothing.
_ASK_NOTHING = ("T0208", "T0401", "T0402", "T0403", "T0404")


def written(rule: str) -> str:
    """A policy around the columns of a rule."""
    lines = rule.split("\n")
    terms = "".join(f"{line[1:]}\n" for line in lines if line.startswith("@"))
    body = "\n".join(line for line in lines if not line.startswith("@"))
    return (
        f"试行政策\n\n【政策】试行政策\n有效期：2025年1月1日至2025年12月31日。\n{terms}【完】\n\n"
        f"（一）给予支持。\n【规则 1】试行\n依据：“给予支持”\n{body}\n【完】\n"
    )


def paid(policy: Policy, facts: dict[str, Any]) -> Any:
    """What a rule pays of facts; "error" where the facts are refused."""
    try:
        result = policy.calc("1", facts)
    except FactError:
        return "error"
    value: Any = result.value
    return [Decimal(each) for each in value] if isinstance(value, tuple | list) else Decimal(value)


@pytest.mark.parametrize("row", ROWS, ids=[row["what"] for row in ROWS])
def test_paid_as_people_read_it_or_refused(row: dict[str, Any]) -> None:
    policy, report = compile_sources([Source.of("试行.policy", written(row["rule"]))])
    told = [each for each in report.diagnostics if each.code not in _ASK_NOTHING]
    if any(each.severity == "error" for each in told):
        return
    result = paid(policy, row["facts"])
    is_asked = "warning" in row["right"] and bool(told)
    assert result == "error" or result in row["right"] or is_asked, (result, [each.title.zh for each in told])
