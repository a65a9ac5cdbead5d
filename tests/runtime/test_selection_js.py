"""The selection in JavaScript finds what the one in Python finds, and gives up where that does."""

import json
import re
from itertools import combinations
from random import Random
from typing import Any

import pytest

from support.node import run
from support.pages import ROOT
from support.rules import policy_of
from support.targets import emitted
from tiaowen.runtime import selection, settle
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.result import Result
from tiaowen.runtime.selection import TooManyExclusions, best_selection

SOURCE = (ROOT / "compiler" / "targets" / "runtime" / "javascript" / "selection.js").read_text("utf-8")
SCRIPT = """
const found = ASKED.map(([weights, pairs]) => {
  const excluded = weights.map(() => 0n);
  for (const [one, other] of pairs) {
    if (one === other) continue;
    excluded[one] |= 1n << BigInt(other);
    excluded[other] |= 1n << BigInt(one);
  }
  try {
    return bestOf(weights.map(BigInt), excluded);
  } catch (error) {
    if (!(error instanceof TooManyExclusions)) throw error;
    return null;
  }
});
console.log(JSON.stringify(found));
"""
Problem = tuple[list[str], list[list[int]]]


def problem(rng: Random) -> Problem:
    count = rng.randint(0, 24)
    most = rng.choice((1, 3, 10**17))
    density = rng.choice((0.05, 0.15, 0.4, 0.9))
    weights = [str(rng.randint(1, most)) for _ in range(count)]
    return weights, [list(pair) for pair in combinations(range(count), 2) if rng.random() < density]


def limited(text: str, work: int, depth: int) -> str:
    """The JavaScript with other limits than those that stand in it."""
    text, changed = re.subn(r"WORK_MAX = \d+", f"WORK_MAX = {work}", text)
    text, further = re.subn(r"DEPTH_MAX = \d+", f"DEPTH_MAX = {depth}", text)
    assert (changed, further) == (1, 1)
    return text


def test_the_limits_are_those_of_python() -> None:
    assert limited(SOURCE, selection.WORK_MAX, selection.DEPTH_MAX) == SOURCE


@pytest.mark.parametrize(("work", "depth"), [(10**6, 300), (40, 300), (120, 300), (10**6, 2), (10**6, 4)])
def test_the_same_is_found_or_given_up(work: int, depth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "DEPTH_MAX", depth)
    rng = Random(work + depth)
    problems = [problem(rng) for _ in range(400)]
    expected: list[Any] = []
    for weights, pairs in problems:
        try:
            expected.append(best_selection([int(one) for one in weights], [(a, b) for a, b in pairs], work))
        except TooManyExclusions:
            expected.append(None)
    found = json.loads(run(f"{limited(SOURCE, work, depth)}\nconst ASKED = {json.dumps(problems)};\n{SCRIPT}"))
    assert found == expected
    assert (None in expected) == (work < 10**6 or depth < 300) and expected != [None] * 400


SLIPS = (
    ("taken[0] > left[0]", "taken[0] < left[0]"),
    ("Math.floor(most.length / 2)", "0"),
    ("count - 1n - BigInt(claim)", "BigInt(claim)"),
    ("without & ~this.excluded[claim]", "without"),
    ("bits(this.excluded[claim] & group).length", "1"),
    ("this.workLeft -= claims.length", "this.workLeft -= 1"),
    ("depth === 0", "depth === 1"),
    ("this.weights[other] > this.weights[claim] &&", ""),
    (" & others & ~neighbours", " & others"),
    ("claims &= ~group", "claims &= claims - 1n"),
    ("& claims & ~group;", "& ~group;"),
    ("digits.length - 1 - at", "at"),
)


@pytest.mark.parametrize("slip", SLIPS, ids=[right for right, _ in SLIPS])
def test_a_slip_is_noticed(slip: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "DEPTH_MAX", 4)
    right, wrong = slip
    assert SOURCE.count(right) == 1
    rng = Random(11)
    problems = [problem(rng) for _ in range(300)]
    ask = f"\nconst ASKED = {json.dumps(problems)};\n{SCRIPT}"
    sound = run(limited(SOURCE, 60, 4) + ask)
    assert run(limited(SOURCE.replace(right, wrong), 60, 4) + ask) != sound


def test_what_cannot_be_found_is_refused_in_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policy_of("填报：数：金额。\n奖励：数。\n")
    claims = {f"1#{number}": {"数": 1} for number in range(18)}
    rng = Random(3)
    sets = [list(pair) for pair in combinations(claims, 2) if rng.random() < 0.35]
    monkeypatch.setattr(settle, "best_of", lambda weights, excluded: selection.best_of(weights, excluded, work_max=12))
    with pytest.raises(FactError) as raised:
        policy.settle(claims, sets)
    script = f"""
        try {{
          settle({json.dumps(claims)}, {{ same_matter: {json.dumps(sets)} }});
        }} catch (error) {{
          console.log(JSON.stringify(error.faults.map(Object.values)));
        }}
    """
    module = limited(emitted(policy, "javascript")[""].replace("export ", ""), 12, 300)
    fault = raised.value.faults[0]
    assert json.loads(run(f"{module}\n{script}")) == [[fault.code, fault.fact, fault.message, fault.message_en]]
    assert isinstance(policy.settle(claims, []).paid["1#0"], Result)
