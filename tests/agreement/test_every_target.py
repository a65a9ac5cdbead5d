"""One meaning: every target gives what the interpreter gives, over claims drawn for every clause of the policies.

What each of them tells (a result with its explanation and faults, or a value, whether it is eligible and a code) stands in
its file of tests/support/answerers/.  How many claims it was put is printed at the end of a run, and asserted, so that a
target that answers nothing is noticed.
"""

from collections import Counter
from pathlib import Path

import pytest

from support.answerers import ANSWERERS
from support.answerers.answerer import Answerer
from support.answerers.comparing import compare, drawn
from support.policies import POLICIES, loaded, of_every_policy
from support.tally import Tally
from tiaowen.runtime.errors import FAULT_WORDS

# Claims drawn for each clause: with every suite, and in CI.
FEW, MANY = 10, 250
TOTAL = 100_000

# With every suite the first policy and a small one; in CI many claims of all of them.
SAMPLED = [path for path in POLICIES if path.stem in ("jindong-2025", "court-fees", "labour")]


@pytest.mark.parametrize("kind", [kind for kind in ANSWERERS if not kind.needs_system], ids=lambda kind: kind.name)
@pytest.mark.parametrize("path", SAMPLED, ids=lambda path: path.stem)
def test_a_sample(path: Path, kind: type[Answerer], tmp_path: Path, tally: Tally) -> None:
    asked = agree(path, kind, FEW, 1, tmp_path)
    tally.add(kind.name, asked, len(loaded(path).clauses))


@pytest.mark.needs_system
@pytest.mark.parametrize("kind", ANSWERERS, ids=lambda kind: kind.name)
@of_every_policy
def test_all(path: Path, kind: type[Answerer], tmp_path: Path, tally: Tally) -> None:
    count = min(MANY, kind.most)
    asked = agree(path, kind, count, max(1, count * kind.least // 100), tmp_path)
    tally.add(kind.name, asked, len(loaded(path).clauses))


def agree(path: Path, kind: type[Answerer], count: int, least: int, folder: Path) -> Counter[str]:
    """How many claims of each clause were put to a target, ``least`` at least, which all came out as the interpreter has them."""
    policy = loaded(path)
    with kind(policy, folder) as answerer:
        said = [clause for clause in policy.clauses if answerer.can(clause)]
        found = compare(policy, answerer, count)
    assert not found.disagreements, f"{len(found.disagreements)} disagree, the shortest:\n{found.disagreements[0]}"
    assert len(said) == len(policy.clauses) - kind.unsaid.get(path.stem, 0)
    assert not [clause for clause in said if found.asked[clause] < least], found.asked
    return found.asked


def test_enough_is_put_to_them() -> None:
    """Each is asked at least so much, which ``agree`` holds; together it is what is promised."""
    clauses = sum(len(loaded(path).clauses) for path in POLICIES)
    unsaid = {kind: sum(kind.unsaid.values()) for kind in ANSWERERS}
    least = [(clauses - unsaid[kind]) * min(MANY, kind.most) * kind.least // 100 for kind in ANSWERERS]
    assert sum(least) >= TOTAL


@pytest.mark.needs_system
def test_every_fault_of_a_call_is_drawn() -> None:
    met = Counter(
        fault[0]
        for path in POLICIES
        for clause in loaded(path).clauses.values()
        for _, outcome in drawn(loaded(path), clause, MANY)
        if isinstance(outcome, list)
        for fault in outcome
    )
    # T0615 is a clause that there is not; the T062x are of settle and allocate.
    assert {code for code in FAULT_WORDS if "T0601" <= code <= "T0617"} - {"T0603 claim", *met} <= {"T0615"}
