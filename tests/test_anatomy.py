"""Who looks at a rule (checks, promises, analysis) sees a mechanism by what it says of itself, never by its class.

Each mechanism of a policy is put into one that nobody knows; what is found must be the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from support.policies import POLICIES, of_every_policy_in_ci, rest_in_ci
from tiaowen.compiler.analysis.cliffs import cliffs
from tiaowen.compiler.analysis.turning_points import turns
from tiaowen.compiler.checks import CHECKS
from tiaowen.compiler.ir import core
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.model.expr import (
    Anatomy,
    Definition,
    DefinitionRef,
    Evaluation,
    Expr,
    Lowering,
    Mechanism,
    Outcome,
    Outline,
    Phrase,
    Telling,
    Wording,
    operands_of,
)
from tiaowen.compiler.model.policy import Policy
from tiaowen.compiler.model.types import NumberType, OptionType, Plain
from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.promises.within_cap import within_cap
from tiaowen.compiler.report.diagnostic import Text

ROOT = Path(__file__).parent.parent
# The fixtures of what is found about limits, cases, tiers, bands, steps and lists.
CODES = ("T0208", "T0405", "T042", "T0437", "T0438")
FIXTURES = [file for code in CODES for file in sorted((ROOT / "tests" / "diagnostics").glob(f"{code}*.policy"))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Mechanism):
    """A mechanism that only this test knows; what it says is what the one within says."""

    made: Mechanism
    type: NumberType | OptionType | Plain

    def value(self, of: Evaluation) -> Fraction | bool | None:
        return self.made.value(of)

    def lower(self, to: Lowering) -> core.Node:
        return self.made.lower(to)

    def anatomy(self) -> Anatomy:
        return self.made.anatomy()

    def words(self, say: Wording) -> Phrase:
        return self.made.words(say)

    def formula(self, say: Wording) -> Phrase:
        return self.made.formula(say)

    def explain(self, tell: Telling) -> None:
        self.made.explain(tell)

    def outline(self, write: Outline) -> str:
        return self.made.outline(write)

    def for_one(self, condition: Expr) -> Expr:
        return self.made.for_one(condition)

    def operands(self) -> Iterator[tuple[Expr, Expr | None]]:
        return self.made.operands()

    def outcomes(self) -> Iterator[Outcome]:
        return self.made.outcomes()

    def instances(self) -> Iterator[tuple[Text, Expr]]:
        return self.made.instances()

    def lifted(self, condition: Expr) -> Expr:
        return self.made.lifted(condition)


def disguised(tree: Any, done: dict[Definition, Any]) -> Any:
    """A copy in which every mechanism is an unknown one."""
    if isinstance(tree, DefinitionRef):
        made = tree.definition
        if made not in done:
            done[made] = replace(made, body=disguised(made.body, done))
        return replace(tree, definition=done[made])
    if isinstance(tree, tuple):
        return tuple(disguised(part, done) for part in tree)
    if not is_dataclass(tree) or isinstance(tree, type):
        return tree
    parts = {each.name: getattr(tree, each.name) for each in fields(tree) if each.name not in ("type", "span")}
    copied = replace(tree, **{name: disguised(part, done) for name, part in parts.items()})
    return Unknown(made=copied, type=copied.type) if isinstance(copied, Mechanism) else copied


def with_unknown(policy: Policy) -> Policy:
    return replace(policy, clauses={name: _of(clause) for name, clause in policy.clauses.items()})


def _of(clause: Clause) -> Clause:
    done: dict[Definition, Any] = {}
    parts = ("conditions", "checks", "amount", "series", "promises")
    made = {name: disguised(getattr(clause, name), done) for name in parts}
    definitions = tuple(done.get(each) or replace(each, body=disguised(each.body, done)) for each in clause.definitions)
    return replace(clause, **made, definitions=definitions)


def _read(path: Path) -> Policy:
    policy, _ = compile_sources(*read_policy(path))
    return policy


@pytest.mark.parametrize("path", [*rest_in_ci(POLICIES), *FIXTURES], ids=lambda path: path.stem)
def test_an_unknown_mechanism_is_seen_by_what_it_says(path: Path) -> None:
    policy = _read(path)
    unknown = with_unknown(policy)
    assert any(isinstance(each, Unknown) for clause in unknown.clauses.values() for each in _all(clause)) or not any(
        isinstance(each, Mechanism) for clause in policy.clauses.values() for each in _all(clause)
    )
    for check in CHECKS:
        assert [(made.title, made.span) for made in check(unknown)] == [
            (made.title, made.span) for made in check(policy)
        ], check.__name__
    for one, other in zip(policy.clauses.values(), unknown.clauses.values(), strict=True):
        caps = [[made.words for made in within_cap(*of)] for of in ((policy, one), (unknown, other))]
        assert caps[0] == caps[1]
        assert len(turns(one)) == len(turns(other))
        told = [
            [(made.told, made.threshold, made.mend is None) for made in cliffs(*of)]
            for of in ((policy, one), (unknown, other))
        ]
        assert told[0] == told[1]


@of_every_policy_in_ci
def test_what_a_mechanism_says_of_itself_is_about_its_operands(path: Path) -> None:
    for clause in _read(path).clauses.values():
        for made in _all(clause):
            if isinstance(made, Mechanism):
                said, operands = made.anatomy(), operands_of(made)
                named = [said.acts_on, *said.takes, *(limit.limit for limit in said.limits)]
                named += (
                    [part for branch in said.cases.branches for part in (branch.condition, branch.amount)]
                    if said.cases
                    else []
                )
                named += [said.repeated.body] if said.repeated else []
                named += [said.steps.subject, said.steps.start] if said.steps else []
                named += [said.segment.subject, said.segment.low, said.segment.high] if said.segment else []
                assert all(part is None or any(part is operand for operand in operands) for part in named), made


def _all(clause: Clause) -> Iterator[Expr]:
    """Every expression of a clause."""
    waiting: list[Expr] = [made.condition for made in (*clause.checks, *clause.conditions)]
    waiting += [] if clause.amount is None else [clause.amount]
    waiting += [made.body for made in clause.definitions]
    while waiting:
        expr = waiting.pop()
        yield expr
        waiting += operands_of(expr)
