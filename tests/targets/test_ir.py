"""Target ir: what it writes is all that an evaluator needs, and docs/ir.md has every node."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any, get_args

import pytest

from support.facts import varied_cases
from support.ir_evaluator import OPERATORS, evaluate
from support.pages import ROOT, compiled, examples
from support.policies import loaded, of_every_policy_in_ci
from support.rules import policy_of
from support.schemas import faults, validator
from support.targets import emitted
from tiaowen.compiler import Policy
from tiaowen.compiler.answers.calculate import fed
from tiaowen.compiler.ir import integer
from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.program import explanation
from tiaowen.compiler.service.shapes import shape
from tiaowen.compiler.targets.identifiers import plainly
from tiaowen.compiler.targets.ir import FORMAT
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import read_facts, read_value

PAGE = (ROOT / "docs" / "ir.md").read_text("utf-8")


def data_of(policy: Policy) -> Any:
    return json.loads(emitted(policy, "ir")[""], parse_float=pytest.fail)


def agree(policy: Policy, data: Any, clause_id: str, facts: Mapping[str, object], day: object) -> bool:
    """Whether the evaluator gives what ``calc`` gives, where that reads the facts at all."""
    clause = next(each for each in data["clauses"] if each["id"] == clause_id)
    known = policy.clauses[clause_id]
    try:
        held = read_facts(known.asked, fed(policy, known, facts))
        on = clause.get("usual_day") if day is None else date.fromisoformat(str(day)).toordinal()
    except (FactError, ValueError):
        return False
    if clause.get("day_name") and on is None:
        return False
    found = evaluate(clause, held, on)
    try:
        result = policy.calc(clause_id, facts, day)  # type: ignore[arg-type]
    except FactError as error:
        assert found == sorted(fault.code for fault in error.faults)
        return True
    eligible, value, lines = found
    assert (eligible, _exact(value)) == (result.eligible, _exact(result.value))
    assert [line for line in result.trace[2:-1] if not line.startswith(("申报日期 ", "核定金额"))] == lines
    return True


def _exact(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _exact(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(part) for part in value]
    return value if isinstance(value, bool) else Fraction(value)


@of_every_policy_in_ci
def test_examples_are_the_worked_cases(path: Any) -> None:
    policy = loaded(path)
    for clause, said in zip(policy.clauses.values(), data_of(policy)["clauses"], strict=True):
        assert [example["text"] for example in said["examples"]] == [case.text for case in clause.cases]
        for example, case in zip(said["examples"], clause.cases, strict=True):
            facts, day = case_facts(clause, case)
            assert (example["facts"], example.get("date")) == (json.loads(json.dumps(facts)), day)
            if case.accepted:
                assert policy.calc(clause.id, example["facts"], example.get("date"))
        rows = {of["name"]: of.get("each") for of in said["facts"] if of["kind"] == "list"}
        assert rows == {fact.name: fact.type.each for fact in clause.facts if fact.reading.kind == "list"}  # type: ignore[union-attr]
        assert all(rows.values())


def test_integers_beyond_the_safe_ones_are_text() -> None:
    policy = policy_of(
        "填报：甲：金额，不超过900000000000000元；乙：金额。\n条件：乙大于90071992547409.93元。\n奖励：甲。\n"
    )
    (clause,) = data_of(policy)["clauses"]
    assert clause["facts"][0]["high"] == "90000000000000000"
    assert clause["conditions"] == [[">", "乙", ["int", "9007199254740993"]]]
    whole = [part for part in _parts(clause) if isinstance(part, int)]
    assert all(abs(part) < 2**53 for part in whole)
    facts = {"甲": "5元", "乙": "90071992547409.94"}
    assert agree(policy, data_of(policy), "1", facts, None)


def test_the_same_policy_gives_the_same_bytes_with_its_format() -> None:
    text = emitted(loaded(), "ir")[""]
    assert emitted(loaded(), "ir")[""] == text
    data = json.loads(text)
    assert data["format"] == FORMAT
    assert text == plainly(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))) + "\n"
    assert (data["title"], data["source_sha256"]) == (loaded().title, loaded().hash)
    assert data["same_matter"] and f'"format": {FORMAT}' in PAGE


def _parts(data: Any) -> Iterator[Any]:
    yield data
    if isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from _parts(part)


# What writes each kind of node: the class, and what the list begins with where it is a list.
KINDS = {
    "Int": {"int"}, "Name": set(), "ItemOf": {"item", "at"}, "Sum": {"+"}, "Times": {"*"}, "FloorDiv": {"//"},
    "Extreme": {"min", "max"}, "If": {"if"}, "Call": {"shift_months", "months_between"}, "FoldInt": {"sum", "count"},
    "FoldPart": {"numerator", "denominator"}, "Flag": set(), "ItemFlag": {"item", "at"}, "Place": {"place"}, "SameText": {"is"},
    "Bool": set(), "Compare": {"<", "<=", ">", ">=", "=", "!="}, "Logic": {"and", "or"}, "Not": {"not"},
    "FoldAll": {"all"}, "Quantity": {"quantity"}, "Word": {"option", "day", "text"}, "Paid": {"paid"}, "Items": {"items"},
}  # fmt: skip


def test_the_page_has_every_node_and_no_other() -> None:
    classes = {*get_args(integer.IntExpr), *get_args(integer.BoolExpr), *get_args(explanation.Value)}
    assert {each.__name__ for each in classes} == set(KINDS)
    documented = set(re.findall(r'`\["([^"]+)"', PAGE))
    assert documented == set().union(*KINDS.values())
    assert documented >= set(OPERATORS)


# What the documentation does not show.
FRACTIONS = """填报：设备：每台含价格（金额）、年限（整数）、台数（整数）。
核对（逐台）：年限1以上。
补助（逐台）：价格除以年限，封顶1万元。
算例：
  设备见下表，得1.5万元。
    价格 ｜ 年限 ｜ 台数
    3万元 ｜ 3 ｜ 1
    3万元 ｜ 6 ｜ 2
"""


@pytest.mark.needs_system  # by its time
def test_the_evaluator_agrees_on_all_that_the_documentation_shows() -> None:
    """Which is every mechanism, so that every node but the rarest is met."""
    met: set[str] = set()
    checked = validator(shape("ir"))
    shown = [compiled(each)[0] for each in examples(ROOT / "docs" / "language.md") if not each.refused]
    for policy in (*shown, policy_of(FRACTIONS)):
        data = data_of(policy)
        assert not faults(checked, data)
        met |= {part[0] for part in _parts(data) if isinstance(part, list) and part and isinstance(part[0], str)}
        for clause in policy.clauses.values():
            for facts, day in list(varied_cases(clause, Random(clause.id)))[::4]:
                agree(policy, data, clause.id, facts, day)
    assert set().union(*KINDS.values()) - met <= {"int", "!="}


@pytest.mark.parametrize(
    "node",
    [
        ["?", 1],
        ["+"],
        ["*", 1],
        ["if", True, 1],
        ["sum", {"list": "甲"}, 1],
        ["sum", ["甲"], 1],
        ["is", "甲", 1],
        ["int", "12"],
        1.5,
        None,
    ],
)
def test_what_is_no_node_has_not_the_shape(node: Any) -> None:
    data = data_of(policy_of("填报：甲：金额。\n奖励：甲，封顶1万元。\n"))
    checked = validator(shape("ir"))
    assert not faults(checked, data)
    data["clauses"][0]["conditions"] = [["and", ["<", "甲", ["+", 1, node]]]]
    assert faults(checked, data)


@of_every_policy_in_ci
def test_the_page_has_every_part(path: Any) -> None:
    """Each name of an object that is written stands in the page."""
    data = data_of(loaded(path))
    assert not faults(validator(shape("ir")), data)
    for clause in data["clauses"]:
        del clause["examples"]
    names = {name for part in _parts(data) if isinstance(part, dict) for name in part}
    assert {name for name in names if f"`{name}`" not in PAGE and f'"{name}"' not in PAGE} == set()


def test_a_fact_is_held_as_the_page_says() -> None:
    policy = policy_of("填报：开始：时刻；率：比例；日：日期；等：甲、乙。\n条件：率在1%以上。\n奖励：1元。\n")
    (clause,) = data_of(policy)["clauses"]
    scales = {of["name"]: of.get("scale", 1) for of in clause["facts"]}
    given = {"开始": "19:30", "率": "20%", "日": "0001-01-02", "等": "乙"}
    held = {fact.name: read_value(fact.reading, given[fact.name]) for fact in policy.clauses["1"].facts}
    assert held == {"开始": 1170, "率": scales["率"] // 5, "日": 2, "等": 1}
    assert scales["开始"] == 60
