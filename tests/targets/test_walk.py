"""Walks through a clause: turning points, curves, next steps and what a refusal lacks are exact, and calc says the same."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.facts import varied_cases
from support.page_scope import asked, scope
from support.policies import loaded, of_every_policy_in_ci
from support.rules import policy_of
from tiaowen.compiler import Policy
from tiaowen.compiler.analysis.turning_points import turning_points
from tiaowen.compiler.answers.calculate import fed
from tiaowen.compiler.meaning.faults import fact_checks
from tiaowen.compiler.meaning.interpret import amounts_of, evaluator
from tiaowen.compiler.model.clause import APPROVED, Clause
from tiaowen.compiler.model.types import CLAIM_DATE
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import FactType, format_quantity, read_facts
from tiaowen.runtime.result import Result

CHECKS = (Path(__file__).parent.parent / "support" / "walk_checks.js").read_text("utf-8")
# How many neighbours of its first worked case a clause is walked from: with every suite, and in CI.
FEW, MANY = 1, 12
DAY = 739252  # 2025-01-01


def drawn(policy: Policy, most: int) -> list[tuple[str, dict[str, object], object]]:
    """Some facts for every clause: those of its first worked case, and some of its neighbours."""
    found = []
    for clause in policy.clauses.values():
        rng = Random(clause.id)
        cases = list(varied_cases(clause, rng))
        found += [(clause.id, facts, day) for facts, day in (cases[0], *rng.sample(cases, min(len(cases), most)))]
    return found


@pytest.mark.parametrize("most", [FEW, pytest.param(MANY, marks=pytest.mark.needs_system)])
@of_every_policy_in_ci
def test_walks_are_exact_and_calc_says_the_same(path: Path, most: int, tmp_path: Path) -> None:
    policy = loaded(path)
    cases = drawn(policy, most)
    found = asked(tmp_path / "walk.mjs", scope(policy), CHECKS, cases)
    assert [wrong for each in found if each for wrong in each["wrong"]] == []
    assert sum(each is not None for each in found) > len(cases) // 2
    for (clause_id, facts, day), each in zip(cases, found, strict=True):
        if each is not None:
            confirmed(policy, policy.clauses[clause_id], facts, day, each)


def confirmed(policy: Policy, clause: Clause, facts: Mapping[str, object], day: Any, found: Mapping[str, Any]) -> None:
    """Each step brings what its text says, and each lack is what a condition waits for."""
    own = fed(policy, clause, facts)
    try:
        before = policy.calc(clause.id, own, day)
    except FactError:
        assert not found["steps"]
        assert [lack["text"] for lack in found["lacks"]]
        return
    assert bool(found["lacks"]) is not before.eligible
    for step in found["steps"]:
        if "to" in step:
            confirm_step(clause, before, policy.calc(clause.id, changed(clause, own, step), day), step)
    for lack in found["lacks"]:
        if lack["path"] and lack["path"] != ["申报日期"]:
            assert failing(policy.calc(clause.id, changed(clause, own, lack), day)) < failing(before), lack
    is_apart = any(fact.reading.kind in ("list", "date") for fact in clause.facts)
    for line, reason in zip(before.trace, before.trace[1:], strict=False):
        if not is_apart and line.startswith("条件") and "：不符合" in line and ("还差" in reason or "超出" in reason):
            assert any(lack["path"] for lack in found["lacks"] if lack.get("line") == line), line
    if not any(line.startswith("申报日期 ") for line in before.trace):
        confirm_turns(clause, own, found["turns"])


def confirm_step(clause: Clause, before: Result, after: Result, step: Mapping[str, Any]) -> None:
    gain = total(after.value) - total(before.value)
    assert gain == Fraction(*map(int, step["gain"])), step
    assert (gain < 0) is (clause.form == "交纳") and gain, step
    if clause.form == "资格":
        assert after.value is True
        return
    shown = after.value if step["text"].count(f"可得{clause.heading}") else abs(gain)
    assert format_quantity(*total(shown).as_integer_ratio(), clause.unit).rstrip("%月") in step["text"], step


def confirm_turns(clause: Clause, facts: Mapping[str, object], turns: Mapping[str, Any]) -> None:
    """Where the analysis says that something may change, and by the interpreter the result does, a walk has a turn."""
    if any(fact.reading.kind in ("list", "date") for fact in clause.facts):
        return
    values: Any = {**read_facts(clause.asked, facts), CLAIM_DATE: DAY}
    for name, found in turns.items():
        walked, low, last = {int(turn) for turn in found["turns"]}, int(found["low"]), int(found["last"])
        for point in turning_points(clause, values, name):
            around = [_exact(clause, {**values, name: point + step}) for step in range(-2, 3)]
            bends = any(a - 2 * b + c for a, b, c in zip(around, around[1:], around[2:], strict=False))
            if bends and low + 2 < point < last - 2:
                assert walked & set(range(point - 1, point + 3)), (clause.id, name, point, around, found)


def _exact(clause: Clause, values: Any) -> Fraction:
    """The result before rounding; 0 where nothing is paid, and where the facts are refused."""
    evaluation = evaluator(clause, values)
    if not all(evaluation.truth(check.holds) for check in fact_checks(clause)):
        return Fraction(0)
    if not all(evaluation.truth(made.condition) for made in clause.conditions):
        return Fraction(0)
    made = sum((amount or Fraction(0) for amount in amounts_of(clause, evaluation)), Fraction(clause.form == "资格"))
    approved = values.get(APPROVED.name)
    return made if approved is None else min(made, Fraction(approved, 100))


def changed(clause: Clause, facts: Mapping[str, object], step: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with the value of a step at its path."""
    name, *rest = step["path"]
    of = next(fact.reading for fact in clause.facts if fact.name == name)
    return {**facts, name: _put(of, facts.get(name), rest, step["value"])}


def _put(of: FactType, old: Any, path: Sequence[Any], value: object) -> Any:
    if not path:
        return value
    if of.item is not None:
        return [_put(of.item, part, path[1:], value) if place == path[0] else part for place, part in enumerate(old)]
    names = [field.name for field in of.fields]
    record = old if isinstance(old, Mapping) else dict(zip(names, old, strict=True))
    return {**record, path[0]: value}


def failing(result: Result) -> int:
    return sum(line.startswith("条件") and "：不符合" in line for line in result.trace)


def total(value: Any) -> Fraction:
    if isinstance(value, dict | list | tuple):
        return sum(map(total, value.values() if isinstance(value, dict) else value), Fraction(0))
    return Fraction(value)


RESEARCH = """填报：研发费用合计、上年研发费用：金额；规模：大型、中型、小型；高新技术企业：是否；设备：每台含价格（金额）、台数（整数）。
条件：上年研发费用达到500万元；高新技术企业。
补助：
  规模为大型的，研发费用合计的5%，封顶490万元；
  规模为中型的，研发费用合计超过100万元的部分，按10%；
  其余的，设备的价格总额的10%，封顶20万元。
"""
FACTS = {
    "研发费用合计": "9786万元",
    "上年研发费用": "500万元",
    "规模": "大型",
    "高新技术企业": True,
    "设备": [["3万元", 1], ["5万元", 2]],
}


def said(tmp_path: Path, body: str, facts: Mapping[str, object], **options: object) -> tuple[list[str], list[str]]:
    """The texts of the next steps and of what is missing."""
    script = "return [nextSteps, missing].map((ask) => ask('1', ...GIVEN).map(({ text }) => text));"
    steps, lacks = asked(tmp_path / "said.mjs", scope(policy_of(body)), script, [facts, options])
    return steps, lacks


def test_the_next_step_ends_at_the_cap(tmp_path: Path) -> None:
    steps, lacks = said(tmp_path, RESEARCH, FACTS)
    assert "研发费用合计再增加14万元，补助增加7000元；达到9800万元后封顶" in steps
    assert "「规模」为中型的，补助增加479.3万元" in steps
    assert not lacks
    english, _ = said(tmp_path, RESEARCH, FACTS, lang="en")
    assert "研发费用合计 14万元 more: 补助 rises by 7000元; from 9800万元 on nothing more" in english


def test_a_cap_is_seen_behind_a_division_too(tmp_path: Path) -> None:
    """Above and below of the amount have the fact in common there."""
    body = (
        "填报：研发费用、委托额：金额。\n核对：委托额不超过研发费用。\n"
        "补助：研发费用的5%，其中委托额占研发费用的部分封顶2万元，封顶50万元。\n"
    )
    facts = {"研发费用": "300万元", "委托额": "0元"}
    assert "研发费用再增加700万元，补助增加35万元；达到1000万元后封顶" in said(tmp_path, body, facts)[0]
    bound = said(tmp_path, body, {**facts, "研发费用": "1200万元"})[0]
    assert bound == ["补助已到封顶：研发费用达到1000万元后都是50万元"]


def test_what_was_in_the_year_before_is_no_step(tmp_path: Path) -> None:
    body = (
        "填报：研发费用、上年研发费用：金额。\n条件：研发费用比上年研发费用增长10%以上。\n"
        "补助：研发费用超过上年研发费用的部分的5%。\n"
    )
    steps, _ = said(tmp_path, body, {"研发费用": "300万元", "上年研发费用": "200万元"})
    assert steps == ["研发费用每增加1万元，补助增加500元"]
    _, lacks = said(tmp_path, body, {"研发费用": "210万元", "上年研发费用": "200万元"})
    assert lacks[0].startswith("研发费用还差10万元"), lacks


LOWEST = """
const shown = GIVEN.map(([n, d]) => polynomials.lowest(n.map(BigInt), d.map(BigInt)).map((p) => p.map(Number)));
return shown;
"""


def test_fractions_of_polynomials_are_in_lowest_terms(tmp_path: Path) -> None:
    """5t ÷ t, (6t + 4t²) ÷ 2t, one that has nothing in common, (t² + t − 6) ÷ (t − 2), (t² − 4) ÷ (2 − t), nothing."""
    fractions = [
        [[0, 5], [0, 1]], [[0, 6, 4], [0, 2]], [[3, 2, 1], [5, 1]], [[-6, 1, 1], [-2, 1]], [[-4, 0, 1], [2, -1]], [[0], [3, 1]],
    ]  # fmt: skip
    found = asked(tmp_path / "lowest.mjs", scope(policy_of(RESEARCH)), LOWEST, fractions)
    assert found == [[[5], [1]], [[3, 2], [1]], [[3, 2, 1], [5, 1]], [[3, 1], [1]], [[-2, -1], [1]], [[0], [1]]]


def test_what_binds_is_said_where_nothing_brings_more(tmp_path: Path) -> None:
    body = "填报：投资：金额。\n补助：投资的5%，封顶10万元。\n"
    assert said(tmp_path, body, {"投资": "300万元"})[0] == ["补助已到封顶：投资达到200万元后都是10万元"]
    assert said(tmp_path, body, {"投资": "3万元"})[0] == ["投资再增加197万元，补助增加9.85万元；达到200万元后封顶"]


def test_without_a_cap_each_unit_is_told(tmp_path: Path) -> None:
    steps, _ = said(tmp_path, RESEARCH, {**FACTS, "规模": "中型", "研发费用合计": "50万元"})
    assert "研发费用合计超过100万元后，每增加1万元，补助增加1000元" in steps
    steps, _ = said(tmp_path, RESEARCH, {**FACTS, "规模": "小型", "研发费用合计": "50万元"})
    assert "设备第2台的价格再增加192万元，补助增加19.2万元；达到197万元后封顶" in steps


def test_a_refusal_tells_what_each_condition_lacks(tmp_path: Path) -> None:
    _, lacks = said(tmp_path, RESEARCH, {**FACTS, "上年研发费用": "480万元", "高新技术企业": "否"})
    assert lacks == ["上年研发费用还差20万元（现为480万元，须达到500万元）", "「高新技术企业」须为是"]
    body = "填报：裁员、参保人数：人；投产日：日期。\n核对：参保人数1人以上。\n条件：裁员占参保人数不高于20%；投产日不早于2025年3月1日。\n奖励：1万元。\n"
    _, lacks = said(tmp_path, body, {"裁员": 4, "参保人数": 15, "投产日": "2025-02-26"})
    assert lacks == [
        "参保人数还差5人（现为15人，须达到20人）；或者裁员多了1人（现为4人，须不超过3人）",
        "投产日须在2025-03-01或以后（现为2025-02-26）",
    ]
    _, lacks = said(tmp_path, RESEARCH, FACTS, date="2026-03-01")
    assert lacks == ["申报日期须在2025-01-01至2025-12-31之间（现为2026-03-01）"]


def test_a_module_in_english_is_walked_alike(tmp_path: Path) -> None:
    facts = {**FACTS, "上年研发费用": "480万元", "高新技术企业": "否"}
    script = "return missing('1', ...GIVEN).map(({ path, text }) => [path, text]);"
    lacks = asked(tmp_path / "en.mjs", scope(policy_of(RESEARCH), "en"), script, [facts, {"lang": "en"}])
    assert [path for path, _ in lacks] == [["上年研发费用"], ["高新技术企业"]]
    assert lacks[1][1] == "高新技术企业 must be yes"
    script = "return nextSteps('1', ...GIVEN).map(({ text }) => text);"
    steps = asked(tmp_path / "en.mjs", scope(policy_of(RESEARCH), "en"), script, [FACTS, {"lang": "en"}])
    assert any(step.startswith("研发费用合计 140,000 yuan more: subsidy rises by 7,000 yuan") for step in steps), steps


def test_a_payment_is_better_the_less_it_is(tmp_path: Path) -> None:
    body = "填报：奖金：金额。\n交纳：\n  奖金不超过3.6万元的，奖金的3%；\n  其余的，奖金的10%。\n"
    assert said(tmp_path, body, {"奖金": "36001元"})[0] == ["奖金减少1元（不超过3.6万元），交纳减少2520.1元"]


def test_a_curve_has_its_marks(tmp_path: Path) -> None:
    script = """
const { pieces, marks, cut, low, high, unit, scale } = curve('1', ...GIVEN);
const shown = pieces.map(({ from, to, y0, y1, linear }) => [from, to, y0, y1, linear]);
return [shown, marks.map(({ x, kind, text, short }) => [x, kind, text, short]), cut, low, high, unit, scale];
"""
    body = """填报：投资：金额。
条件：投资达到100万元。
奖励：
  投资不满300万元的，投资的1%；
  投资不满500万元的，2万元；
  其余的，投资的1%，封顶10万元。
"""
    given = [{"投资": "200万元"}, ["投资"], {}]
    shown, marks, cut, *ends = asked(tmp_path / "curve.mjs", scope(policy_of(body)), script, given)
    assert marks == [
        ["100000000"[:9], "threshold", "达到100万元起，奖励1万元", "达到100万元起1万元"],
        ["300000000", "cliff", "达到300万元，奖励由3万元降为2万元", "达到300万元降为2万元"],
        ["500000000", "step", "达到500万元，奖励由2万元升为5万元", "达到500万元升为5万元"],
        ["1000000000", "cap", "达到1000万元后封顶，奖励10万元", "封顶10万元"],
    ]
    assert [(piece[0], piece[1], piece[4]) for piece in shown[:3]] == [
        ("0", "99999999", True),
        ("100000000", "299999999", True),
        ("300000000", "499999999", True),
    ]
    assert (cut, ends) == (False, ["0", "1250000001", "元", "100"])


# A slip in the walk, which the checks must notice.
SLIPS = (
    ("return { v: p[0] < 0n", "return { v: p[0] <= 0n"),
    ("turn === undefined ? FAR : nearer(turn - 1n, FAR)", "turn === undefined ? FAR : nearer(turn, FAR)"),
    ("return a >= 0n ? [a / -b + 1n]", "return a >= 0n ? [a / -b + 2n]"),
    ("return { v: false, h: farther(", "return { v: false, h: FAR || farther("),
    ("return limited(integer(held.v ? then : otherwise, scope), held.h);", "return integer(held.v ? then : otherwise, scope);"),
    ("const h = nearer(best.h, ...held);", "const h = best.h;"),
    ("nearer(h, low.h, high.h), rise", "nearer(h, low.h), rise"),
    ("horizon = nearer(horizon, held.h);\n        if (held.v)", "if (held.v)"),
    ("h: nearer(sound.h, held.h, paid.h)", "h: nearer(sound.h, paid.h)"),
    ("isUp ? h : -1n), fall", "FAR), fall"),
    ("const counted = ({ v, h }) => formed([v ? 1n : 0n], h,", "const counted = ({ v, h }) => formed([v ? 1n : 0n], FAR,"),
    ("const last = x + step * horizonOf(state);", "const last = x + step * (horizonOf(state) + 1n);"),
)  # fmt: skip
MIXED = """填报：投资、上年投资：金额；人数：人，不超过1000人；班组：每个含人数（人）、奖金（金额）、类别（甲、乙）。
核对：人数1人以上。
其中：
  基本额：投资达到500万元的，投资的3%，封顶20万元；其余的，取投资的1%、2万元中较低者；
  人数额：人数每满7人1000元，封顶1万元。
条件：投资较上年投资增长10%以上；班组中人数5人以上的数量1个以上。
奖励：
  投资达到100万元的，基本额加人数额；
  其余的，班组中人数5人以上的奖金总额的10%，封顶5万元。
算例：
  投资600万元，上年投资500万元，人数40人，班组见下表，得18.5万元。
    人数 ｜ 奖金 ｜ 类别
    5人 ｜ 300元 ｜ 甲
    3人 ｜ 200元 ｜ 乙
"""


@pytest.fixture(scope="module")
def mixed() -> Policy:
    return policy_of(MIXED)


def test_a_mix_of_mechanisms_is_walked_exactly(mixed: Policy, tmp_path: Path) -> None:
    assert noticed(mixed, scope(mixed), tmp_path) == ""


@pytest.mark.parametrize(("old", "new"), SLIPS)
def test_a_slip_is_noticed(old: str, new: str, mixed: Policy, tmp_path: Path) -> None:
    text = scope(mixed)
    assert text.count(old) == 1
    assert noticed(mixed, text.replace(old, new), tmp_path)


def noticed(policy: Policy, text: str, tmp_path: Path) -> str:
    """What the checks find wrong first."""
    clause = policy.clauses["1"]
    cases = [("1", facts, day) for facts, day in list(varied_cases(clause, Random(1)))[::6]]
    found = asked(tmp_path / "slip.mjs", text, CHECKS, cases)
    for each in found:
        if each and each["wrong"]:
            return str(each["wrong"][0])
    try:
        for (_, facts, day), each in zip(cases, found, strict=True):
            if each:
                confirmed(policy, clause, facts, day, each)
    except AssertionError as error:
        return str(error) or "not confirmed"
    return ""
