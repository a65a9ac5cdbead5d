"""Further real policies against worked cases made independently of their rules: to the 分, by every calculator.

cases.jsonl has a case a line: policy, clause and number; ``inputs``, numbers in the fact's unit, records as lists;
``expected`` in yuan or in ``unit``, a list where the result is one, text for an exact decimal or fraction.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from support.node import Calculator
from support.policies import FOLDER, loaded
from support.targets import emitted, python_module
from tiaowen.compiler import Policy
from tiaowen.compiler.model.clause import Clause, Fact

# What cases.jsonl calls a policy, and its rule file.
FILES = {
    "02-lucheng-industry": "lucheng-2019",
    "16-exhibition": "exhibition-2024",
    "20-employment": "employment",
    "24-court-fees": "court-fees",
    "27-labour": "labour",
    "28-tax": "taxes",
}


def _policy(name: str) -> Policy:
    return loaded(FOLDER / f"{FILES[name]}.policy")


@dataclass(frozen=True)
class Case:
    policy: str
    clause: str
    number: int
    inputs: dict[str, Any]
    expected: tuple[Fraction, ...]
    unit: str

    def __str__(self) -> str:
        return f"{self.clause}-{self.number}"


def _cases() -> Iterator[Case]:
    for line in Path(__file__).with_name("cases.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        expected = case["expected"] if isinstance(case["expected"], list) else [case["expected"]]
        yield Case(
            policy=case["policy"],
            clause=case["clause"],
            number=case["case"],
            inputs=case["inputs"],
            expected=tuple(_rounded(Fraction(amount)) for amount in expected),
            unit=case.get("unit", "元"),
        )


def _rounded(amount: Fraction) -> Fraction:
    """Half up to 分."""
    return Fraction((amount * 100 + Fraction(1, 2)).__floor__(), 100)


CASES = [case for case in _cases() if case.policy in FILES]


def _amounts(value: Any) -> tuple[Fraction, ...]:
    if isinstance(value, dict):
        return tuple(Fraction(part) for part in value.values())
    return tuple(Fraction(part) for part in value) if isinstance(value, list | tuple) else (Fraction(value),)


def _asked(clause: Clause, clauses: Mapping[str, Clause]) -> Iterator[Fact]:
    """The facts of a rule; for one that is 取自 another rule, that rule's."""
    for fact in clause.facts:
        yield from clauses[fact.from_clause].facts if fact.from_clause else (fact,)


def _facts(case: Case, clauses: Mapping[str, Clause]) -> dict[str, Any]:
    """The inputs; a fraction (100000/3) as the nearest number that the fact can hold."""
    readings = {fact.name: fact.reading for fact in _asked(clauses[case.clause], clauses)}
    return {name: _written(value, readings[name].decimals) for name, value in case.inputs.items()}


def _written(value: Any, decimals: int) -> Any:
    if isinstance(value, str) and "/" in value and value.replace("/", "").isdigit():
        scaled = Fraction(value) * 10**decimals
        return str(Decimal((scaled + Fraction(1, 2)).__floor__()).scaleb(-decimals))
    return [_written(part, decimals) for part in value] if isinstance(value, list) else value


def _calculators(policy: Policy) -> Iterable[Callable[..., Any]]:
    return policy.calc, python_module(policy).calc


@pytest.mark.parametrize("name", FILES)
def test_every_case_is_paid_as_expected(name: str) -> None:
    policy = _policy(name)
    for calc in _calculators(policy):
        for case in (case for case in CASES if case.policy == name):
            result = calc(case.clause, _facts(case, policy.clauses))
            assert (str(case), _amounts(result.value), result.unit) == (str(case), case.expected, case.unit)


@pytest.mark.parametrize("name", FILES)
def test_every_case_in_javascript(name: str, tmp_path: Path) -> None:
    policy = _policy(name)
    module = tmp_path / "policy.mjs"
    module.write_text(emitted(policy, "javascript")[""], "utf-8")
    cases = [case for case in CASES if case.policy == name]
    with Calculator() as calculator:
        replies = calculator.calc(module, [(case.clause, _facts(case, policy.clauses), None) for case in cases])
    for case, reply in zip(cases, replies, strict=True):
        assert (str(case), _amounts(reply["value"]), reply["unit"]) == (str(case), case.expected, case.unit)


@pytest.mark.parametrize("name", FILES)
def test_every_case_is_a_worked_case_of_its_rule(name: str) -> None:
    """A rule has its cases among its 算例, with the same facts."""
    policy = _policy(name)
    for clause in policy.clauses.values():
        cases = [case for case in CASES if case.clause == clause.id]
        assert len(clause.cases) >= len(cases), clause.id
        assert {fact.name for fact in _asked(clause, policy.clauses)} == set(cases[0].inputs), clause.id


def test_every_clause_has_its_rule() -> None:
    assert {(case.policy, case.clause) for case in CASES} == {
        (name, clause) for name in FILES for clause in _policy(name).clauses
    }
