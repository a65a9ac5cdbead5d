"""Coverage: every number and sentence of the policies is accounted for, and nothing can be taken away unnoticed."""

from dataclasses import replace
from pathlib import Path

import pytest

from support.command import Command
from support.ids import said
from support.policies import loaded, of_every_policy
from tiaowen.compiler import Policy
from tiaowen.compiler.accounts.coverage import Coverage, coverage
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

ROOT = Path(__file__).parent.parent
SEED = ROOT / "policies" / "jindong-2025"

TEXT = """某区若干政策

（一）支持研发。力争投入强度达到3.5%。对企业研发费用按5%补助，每家最高补助100万元。给予一定倾斜。发放2025年第六届“315”节补贴。
{blocks}
"""
GOAL = "【指标】\n依据：“力争投入强度达到3.5%”；\n投入强度：达到3.5%。\n【完】\n"
RULE = """【规则 1】研发补助
依据：“对企业研发费用按5%补助，每家最高补助100万元”
填报：研发费用：金额。
补助：研发费用的5%，封顶100万元。
【完】
"""
LEFT = "【不计算】\n依据：“发放2025年第六届“315”节补贴”；\n理由：幅度未定。\n【完】\n"


def covered(blocks: str) -> Coverage:
    policy, _ = compile_sources([Source.of("某区.policy", TEXT.format(blocks=blocks))])
    return coverage(policy)


def loose(found: Coverage) -> tuple[list[str], list[str]]:
    return [n.number.text for n in found.loose_numbers], ["".join(s.span.text.split()) for s in found.loose_sentences]


def test_every_number_and_sentence_is_bound() -> None:
    found = covered(GOAL + RULE + LEFT)
    assert loose(found) == ([], [])
    assert found.percent == 100
    kinds = [sentence.kind for sentence in found.sentences]
    assert kinds == ["标题", "指标", "计算", "措施", "不计算"]
    assert {n.number.text: n.number.exempt for n in found.numbers if n.number.exempt} == {
        "（一）": "编号",
        "2025年": "年份",
        "第六届": "名称",
        "“315”": "引号里的名称",
    }


def test_what_is_missing_is_named() -> None:
    assert loose(covered(RULE + LEFT))[0] == ["3.5%"]
    assert loose(covered(GOAL + LEFT)) == (["5%", "100万元"], ["对企业研发费用按5%补助，每家最高补助100万元。"])
    assert loose(covered(GOAL + RULE))[1] == ["发放2025年第六届“315”节补贴。"]


def test_a_number_that_a_rule_only_quotes_is_loose() -> None:
    unused = RULE.replace("，封顶100万元。", "。")
    assert loose(covered(GOAL + unused + LEFT))[0] == ["100万元"]


@of_every_policy
def test_the_policies_are_covered(path: Path) -> None:
    assert loose(coverage(loaded(path))) == ([], [])


@pytest.fixture(scope="module")
def seed() -> Policy:
    return loaded()


def _without(seed: Policy) -> dict[str, Policy]:
    """The first policy without one of its rules, goals or 不计算, each."""
    without: dict[str, Policy] = {}
    for name in seed.clauses:
        rest = {key: clause for key, clause in seed.clauses.items() if key != name}
        without[f"规则 {name}"] = replace(seed, clauses=rest)
    for goal in seed.goals:
        # Goals that share a quotation (各1家以上) are one sentence of 【指标】: they stand and fall together.
        kept = tuple(other for other in seed.goals if other.citation != goal.citation)
        without[f"指标 {goal.name}"] = replace(seed, goals=kept)
    for left in seed.not_computed:
        others = tuple(other for other in seed.not_computed if other is not left)
        without[f"不计算 {left.citation.text}"] = replace(seed, not_computed=others)
    return without


@pytest.fixture(scope="module")
def full(seed: Policy) -> Coverage:
    return coverage(seed)


# With every suite each eighth block, in CI all of them.
WITHOUT = [
    pytest.param(what, policy, id=said(what), marks=() if place % 8 == 0 else pytest.mark.needs_system)
    for place, (what, policy) in enumerate(_without(loaded()).items())
]


@pytest.mark.parametrize(("what", "policy"), WITHOUT)
def test_without_any_one_block_its_numbers_or_sentence_are_named(what: str, policy: Policy, full: Coverage) -> None:
    """Every number that a rule, a goal or a 不计算 alone accounts for is loose without it, and its sentence where
    there is none."""
    found = coverage(policy)
    both = zip(full.numbers, found.numbers, strict=True)
    lost = [now.is_loose for before, now in both if before.bound != now.bound]
    assert found.percent < 100, what
    assert any(lost) or found.loose_sentences, what


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(monkeypatch)


def test_the_command(command: Command) -> None:
    assert command("coverage", SEED, "--fail-under", "100").code == 0
    shown = command("coverage", SEED)
    assert "数字 100.0%，句子 100.0%" in shown.out
    assert '"numbers_percent": "100.0%"' in command("coverage", SEED, "--json").out


def test_the_command_fails_below_the_limit(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "某区.policy"
    path.write_text(TEXT.format(blocks=RULE), "utf-8")
    shown = command("coverage", path, "--fail-under", "90")
    assert shown.code == 1
    assert "数字没有着落：3.5%" in shown.out
