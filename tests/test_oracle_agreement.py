"""The reference interpreter gives what the oracle gives, for every clause of the first policy that has a rule."""

from random import Random

import pytest

from support.agreement import disagreements
from support.cases import generate
from support.oracle import CLAUSES
from support.policies import loaded
from tiaowen.runtime import FactError

CASES_PER_CLAUSE = 400
POLICY = loaded()


def test_the_first_chapter_is_complete_and_the_oracle_knows_every_clause() -> None:
    first_chapter = {clause_id for clause_id in CLAUSES if int(clause_id.partition(".")[0]) <= 8}
    assert first_chapter <= set(POLICY.clauses) <= set(CLAUSES)


@pytest.mark.parametrize("clause_id", list(POLICY.clauses))
def test_calc_agrees_with_the_oracle(clause_id: str) -> None:
    cases = generate(clause_id, Random(clause_id), CASES_PER_CLAUSE)
    assert disagreements(POLICY.calc, clause_id, cases, FactError) == []
