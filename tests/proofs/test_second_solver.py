"""What is proved of the policies in this repository, another solver confirms: whatever was not to be found, it does not
find either."""

from pathlib import Path

import pytest

from support.policies import loaded, of_every_policy_in_ci
from support.rules import policy_of
from support.second_solver import answer
from tiaowen.compiler.proofs import prove
from tiaowen.compiler.proofs.verdict import Verdict


def confirmed(verdict: Verdict) -> bool:
    return bool(verdict.refusals) and all(answer(solver.to_smt2()) == "unsat" for solver in verdict.refusals)


@of_every_policy_in_ci
def test_every_verdict_is_confirmed(path: Path) -> None:
    asked = [made for made in prove(loaded(path)) if made.obligation.settled is None]
    # A case is confirmed by the interpreter.
    proved = [made for made in asked if made.status == "proved"]
    assert proved
    assert all(made.status in ("proved", "refuted") for made in asked)
    assert [made.obligation.words.zh for made in proved if not confirmed(made)] == []


@pytest.mark.needs_system  # by its time
@pytest.mark.parametrize(
    "body",
    [
        "填报：甲：每笔金额。\n奖励（逐笔）：甲的40%，封顶800元。\n承诺：应得不超过甲总额。",
        "填报：开工日期：日期；甲：金额。\n条件：申报日期在自开工日期起1年内。\n"
        "奖励：申报日期距开工日期的月数，每月100元。\n承诺：应得不超过1200元。",
        "填报：甲：金额；月：月，不超过12个月。\n奖励：甲除以12，乘以月除以1个月。\n承诺：应得不超过甲。",
    ],
    ids=["of what the items of a list come to", "of months between dates", "of products"],
)
def test_so_it_is_with_what_is_learned_on_the_way(body: str) -> None:
    (promised,) = [made for made in prove(policy_of(body)) if made.obligation.kind == "limit"]
    assert promised.status == "proved"
    assert confirmed(promised)


def test_what_is_not_so_is_not_confirmed() -> None:
    assert answer("(declare-const a Real)(assert (> (* a a) 2.0))(check-sat)") == "sat"
