"""The desk finds what a fresh check finds, after any changes, and reads anew only what changed."""

from pathlib import Path
from random import Random

import pytest

from support.edits import SMALL, edited
from tiaowen.compiler.editing.desk import Desk
from tiaowen.compiler.pipeline import compile_sources, read_policy
from tiaowen.compiler.report.render import as_data
from tiaowen.compiler.text.source import Source

POLICIES = Path(__file__).parent.parent.parent / "policies"
SEED = POLICIES / "jindong-2025"


def is_as_fresh(desk: Desk, official: Source | None = None) -> None:
    """Whether the desk and a check of the same texts find the same, in the same order and words, and read the same rules."""
    sources = [Source.of(name, desk.texts[name]) for name in sorted(desk.texts)]
    policy, report = compile_sources(sources, official)
    found = desk.checked
    assert as_data(found.report.diagnostics, "zh", found.report.allowed) == as_data(
        report.diagnostics, "zh", report.allowed
    )
    assert list(found.policy.clauses) == list(policy.clauses)


def session(desk: Desk, seed: int, count: int, official: Source | None = None) -> None:
    """So many changes, some of them taken back, each checked."""
    random = Random(seed)
    is_as_fresh(desk, official)
    for _ in range(count):
        before = dict(desk.texts)
        edited(desk, random)
        is_as_fresh(desk, official)
        if random.random() < 0.7:
            for name, text in before.items():
                desk.put(name, text)


def test_the_small_policy_is_sound() -> None:
    found = Desk({"某区.policy": SMALL}).checked
    assert not [each.title.zh for each in found.report.errors]
    assert list(found.policy.clauses) == ["1.1", "2.1", "2.2"]


def test_after_each_of_some_changes_the_desk_finds_what_a_check_finds() -> None:
    session(Desk({"某区.policy": SMALL}), 1, 8)


@pytest.mark.needs_system
def test_after_each_of_500_changes_the_desk_finds_what_a_check_finds() -> None:
    for seed in range(10):
        session(Desk({"某区.policy": SMALL}), 100 + seed, 50)


@pytest.mark.needs_system
def test_of_a_policy_in_files_too() -> None:
    sources, official = read_policy(SEED)
    assert official is not None
    desk = Desk({source.name: source.text for source in sources}, (official.name, official.text))
    session(desk, 7, 6, official)


def test_only_the_block_that_changed_is_read_anew() -> None:
    desk = Desk({"某区.policy": SMALL})
    assert desk.checked.read_anew > 3
    at = SMALL.index("封顶100万元") + 2
    desk.change("某区.policy", at, at + 3, "80")
    assert desk.checked.read_anew == 1
    is_as_fresh(desk)
    # What stands before a rule moves it, and reads nothing of it anew but the block itself.
    desk.change("某区.policy", at, at, "1")
    before = {name: clause for name, clause in desk.checked.policy.clauses.items() if name != "1.1"}
    assert all(desk.checked.policy.clauses[name] is clause for name, clause in before.items())


def test_a_rule_is_read_anew_where_what_it_is_taken_from_changes() -> None:
    desk = Desk({"某区.policy": SMALL})
    assert desk.checked.read_anew > 3
    at = SMALL.index("达到5%的，20万元") + len("达到5%的，")
    desk.change("某区.policy", at, at + 2, "30")
    assert desk.checked.read_anew == 2  # 2.1, and 2.2 that is 取自 it
    is_as_fresh(desk)


def test_a_change_and_its_reverse_leave_what_was_found() -> None:
    desk = Desk({"某区.policy": SMALL})
    before = as_data(desk.checked.report.diagnostics)
    desk.change("某区.policy", 40, 90, "")
    assert as_data(desk.checked.report.diagnostics) != before
    desk.put("某区.policy", SMALL)
    assert as_data(desk.checked.report.diagnostics) == before


@pytest.mark.parametrize("text", ["", "\n", "【规则 1】", "【完】【完】", "\ufeff一、甲\r\n（一）乙\r\n", "𠮷"])
def test_any_text_can_lie_on_the_desk(text: str) -> None:
    desk = Desk({"a.policy": text})
    is_as_fresh(desk)
    desk.put("a.policy", f"{text}【规则 1.1】\n依据：“甲”；\n奖励：1元\n")
    is_as_fresh(desk)
    desk.put("b.policy", SMALL)
    is_as_fresh(desk)
    desk.put("a.policy", None)
    is_as_fresh(desk)
    desk.put("b.policy", None)
    assert desk.checked.report.diagnostics == ()


def test_two_blocks_of_the_same_words_are_two() -> None:
    rule = "【规则 1.1】甲\n依据：“甲”；\n奖励：1元。\n【完】\n"
    lent = "【定义】填报：甲：金额；甲：金额。【完】\n"
    desk = Desk({"a.policy": f"一、甲\n{lent}{lent}{rule}{rule}"})
    is_as_fresh(desk)
    desk.change("a.policy", 0, 0, "某区办法\n\n")
    is_as_fresh(desk)
