"""Slips in the rules of the policies, and whether anything tells of them: a part of them here, all of them by mutants.py."""

from fractions import Fraction
from pathlib import Path

import pytest
from mutants import POLICIES, Run, examine, failings, table, together
from mutants import slips as every_slip

from support.mutants import KINDS, Mutant, mutants
from support.rule_words import other_size, rules, scaled, shifted
from tiaowen.compiler.text.source import Source

# Of the slips of each kind in each policy every so many is examined: with every suite, and in CI.
EVERY = 20
# Of a part of them fewer may be caught than of all.
LEAST = 93


def chosen(path: Path, every: int) -> list[Mutant]:
    """The same each time: of every kind one of the first, then one of so many …"""
    found: dict[str, list[Mutant]] = {}
    for mutant in every_slip(path):
        found.setdefault(mutant.kind, []).append(mutant)
    return [mutant for kind in sorted(found) for mutant in found[kind][len(kind) % 3 :: every]]


@pytest.fixture(scope="module", params=[pytest.param(EVERY, marks=pytest.mark.needs_system)])
def run(request: pytest.FixtureRequest) -> Run:
    return together([examine(path, chosen(path, request.param)) for path in POLICIES])


def test_nearly_every_slip_is_caught(run: Run) -> None:
    caught, total = run.rate("quotation", "check", "case", "prove")
    assert total >= 150
    assert caught * 100 >= total * LEAST, table(run)
    assert run.wrongly_refuted == 0


def test_of_what_survives_an_applicant_is_shown_or_what_else_is_other(run: Run) -> None:
    assert all(one.otherwise for one in run.survivors), table(run)
    assert all(not one.otherwise for one in run.examined if one.caught_by)


def test_there_are_slips_of_every_kind() -> None:
    made = {mutant.kind for path in POLICIES for mutant in every_slip(path)}
    assert made == set(KINDS)
    assert sum(len(every_slip(path)) for path in POLICIES) >= 3000


def test_what_is_caught_too_seldom_is_told(run: Run) -> None:
    blind = Run(tuple(one for one in run.examined if not one.caught_by), 0, 0, (), 0)
    assert len(failings(blind)) >= 2 or not blind.examined


# ── the slips ──

RULE = """某区若干政策

（一）支持研发。对设备投资100万元至300万元的按8%补助，最高20万元。
【规则 1.1】设备补助
依据：“对设备投资100万元至300万元的按8%补助，最高20万元”
有效期：2025年1月1日至2025年12月31日。
填报：设备投资、已获补助、支出：金额；费用：每笔金额；面积：亩；级：一级、二级；重点：是否。
核对：支出不超过设备投资。
其中：基数：取设备投资、支出中较低者。
条件：
  设备投资100万元至300万元；
  面积5亩（含）以上，或重点；
  级为二级的，支出超过10万元。
补助（就高）：
  重点的，基数的8%，封顶20万元，扣除已获补助；
  其余的，面积，每亩2000元，封顶1.5亿元。
封顶：50万元。
【完】
"""


@pytest.fixture(scope="module")
def slips() -> list[Mutant]:
    return mutants([Source.of("政策.policy", RULE)])


@pytest.mark.parametrize(
    ("kind", "without", "having"),
    [
        ("cap dropped", "封顶20万元，扣除", "基数的8%，扣除"),
        ("cap dropped", "封顶：50万元。", "1.5亿元。\n【完】"),
        ("cap raised", "封顶20万元", "封顶40万元"),
        ("cap lowered", "封顶：50万元", "封顶：45万元"),
        ("caps exchanged", "", "封顶50万元。\n封顶：1.5亿元"),
        ("cap before what it should follow", "", "面积，封顶1.5亿元，每亩2000元"),
        ("cap on the total instead of a part", "封顶20万元", "封顶：20万元。"),
        ("cap on a part instead of the total", "封顶：50万元", "扣除已获补助，封顶50万元；"),
        ("floor for cap", "封顶20万元", "保底20万元"),
        ("floor for cap", "封顶：", "保底："),
        ("lower of two for higher", "较低者", "中较高者"),
        ("edge moved up", "100万元至", "条件：\n  设备投资101万元至300万元"),
        ("edge moved down", "", "面积4亩（含）以上"),
        ("edge times ten", "", "超过100万元"),
        ("option moved", "", "级为一级的，支出"),
        ("range opened", "", "条件：\n  设备投资不超过300万元"),
        ("range opened", "", "条件：\n  设备投资不低于100万元"),
        ("以上 for 超过, or back", "（含）以上", "面积超过5亩，或"),
        ("以上 for 超过, or back", "超过10万元", "支出不低于10万元"),
        ("万 for 亿, 万元 for 元", "", "封顶1.5万元"),
        ("万 for 亿, 万元 for 元", "", "每亩2000万元"),
        ("condition dropped", "级为二级", "或重点。\n补助"),
        ("condition negated", "", "面积低于5亩，或"),
        ("condition negated", "", "级不为二级的"),
        ("condition negated", "", "非重点的，基数"),
        ("condition for one case only, for all", "级为二级的", "  支出超过10万元。"),
        ("且 for 或, or back", "，或", "以上且重点"),
        ("rate changed", "的8%，封", "的9%，封"),
        ("rate times ten", "的8%，封", "的80%，封"),
        ("扣除 or 减 dropped", "，扣除已获补助", "封顶20万元；"),
        ("price times ten", "", "每亩20000元"),
        ("another name of the same kind", "", "扣除设备投资"),
        ("part of a result dropped", "其余的", "扣除已获补助。\n封顶"),
        ("cases exchanged", "", "重点的，面积，每亩2000元"),
        ("check of the facts dropped", "核对", "其中"),
        ("year moved", "", "2026年1月1日至2025年"),
        ("kind of result exchanged", "补助（就高）", "减免（就高）："),
        ("最高 for an amount, or back", "", "最高补助（就高）："),
        ("rounding changed", "", "取整：舍去到元。"),
        ("就高 for the first, or back", "就高", "补助：\n"),
        ("option of a fact lost", "一级、二级", "级：二级"),
        ("two names exchanged", "", "基数：取支出、设备投资中"),
        ("steps in another order", "", "扣除已获补助，封顶20万元"),
    ],
)
def test_a_kind_of_slip(slips: list[Mutant], kind: str, without: str, having: str) -> None:
    texts = [slip.text.partition("有效期")[2] for slip in slips if slip.kind == kind]
    assert any(having in text and not (without and without in text) for text in texts), texts


def test_no_slip_twice_and_none_that_is_no_slip(slips: list[Mutant]) -> None:
    texts = [slip.text for slip in slips]
    assert len(set(texts)) == len(texts) > 50
    assert RULE not in texts
    head = RULE.partition("有效期")[0]
    assert all(text.startswith(head) for text in texts)


def test_numbers() -> None:
    assert [scaled(text, Fraction(10)) for text in ("1.5亿元", "0.03%", "全额", "六五折")] == [
        "15亿元",
        "0.3%",
        "一半",
        "九五折",
    ]
    assert [shifted(text, 1) for text in ("100万元", "0.03%", "9.99亩", "一半")] == [
        "101万元",
        "0.04%",
        "10.00亩",
        "一半",
    ]
    assert shifted("0家", -1) == "0家"
    assert [other_size(text) for text in ("3万元", "3亿元", "3元", "3家")] == ["3亿元", "3万元", "3万元", "3家"]


def test_sentences_are_those_of_the_rule() -> None:
    (rule,) = rules([Source.of("政策.policy", RULE)])
    assert [line.section.heading for line in rule.lines if line.is_result] == ["补助", "补助"]
    assert "支出" in rule.names["设备投资"]
