"""Which 封顶 lowered an amount: in words, and when; by the evaluator of target ir, after what the interpreter reads."""

import json
import re
from collections.abc import Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.facts import varied_cases
from support.ir_evaluator import caps
from support.policies import loaded, of_every_policy
from support.rules import policy_of
from support.targets import emitted
from tiaowen.compiler import Policy
from tiaowen.compiler.answers.calculate import fed
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.targets.ir import clause_data
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.facts import read_facts

RULES: dict[str, tuple[str, list[tuple[dict[str, Any], list[str]]]]] = {
    "plain": ("填报：投资额：金额。\n奖励：投资额的5%，封顶50万元，保底1万元。", [
        ({"投资额": "1000万元"}, []),
        ({"投资额": "1000.01万元"}, ["封顶50万元"]),
        ({"投资额": 0}, []),
    ]),
    "in its case": ("填报：投资额：金额；规模：大型、中型。\n奖励：规模为大型的，投资额的5%，封顶50万元；规模为中型的，投资额的3%，封顶20万元。", [
        ({"投资额": "2000万元", "规模": "大型"}, ["封顶50万元"]),
        ({"投资额": "2000万元", "规模": "中型"}, ["封顶20万元"]),
        ({"投资额": "900万元", "规模": "大型"}, []),
    ]),
    "not where nothing is paid": ("填报：投资额：金额；首次申报：是否。\n条件：首次申报。\n奖励：投资额的5%，封顶50万元。", [
        ({"投资额": "2000万元", "首次申报": False}, []),
        ({"投资额": "2000万元", "首次申报": True}, ["封顶50万元"]),
    ]),
    "worked out": ("填报：投资额、设备款：金额。\n奖励：投资额的5%，封顶设备款的10%。", [
        ({"投资额": "3元", "设备款": "1元"}, ["封顶设备款的10%"]),
        ({"投资额": "2元", "设备款": "1元"}, []),
    ]),
    "for each": ("填报：投资额：金额；面积：亩。\n奖励：投资额的5%，面积每亩最高1000元。", [
        ({"投资额": "30万元", "面积": 10}, ["封顶每亩1000元"]),
        ({"投资额": "20万元", "面积": 10}, []),
    ]),
    "two of them": ("填报：投资额：金额；面积：亩。\n奖励：投资额的5%，面积每亩最高1000元，封顶5万元。", [
        ({"投资额": "200万元", "面积": 100}, ["封顶5万元"]),
        ({"投资额": "200万元", "面积": 60}, ["封顶每亩1000元", "封顶5万元"]),
        ({"投资额": "200万元", "面积": 40}, ["封顶每亩1000元"]),
    ]),
    "the best of several": ("填报：甲、乙：金额。\n奖励（就高）：\n  甲大于0的，甲的5%，封顶50万元；\n  乙大于0的，乙的10%，封顶20万元。", [
        ({"甲": "100万元", "乙": "900万元"}, ["封顶20万元"]),
        ({"甲": "500万元", "乙": "900万元"}, []),
        ({"甲": "5000万元", "乙": "900万元"}, ["封顶50万元"]),
    ]),
    "of a definition": ("填报：投资额：金额。\n其中：\n  基数：投资额的10%，封顶10万元。\n奖励：基数的50%。", [
        ({"投资额": "101万元"}, ["封顶10万元"]),
        ({"投资额": "100万元"}, []),
    ]),
    "of an item": ("填报：贷款额：每笔金额，按先后。\n奖励（逐笔）：贷款额的1%，封顶5万元。", [
        ({"贷款额": ["1万元", "501万元"]}, ["封顶5万元"]),
        ({"贷款额": ["500万元"]}, []),
        ({"贷款额": []}, []),
    ]),
    "of an item that counts": ("填报：贷款额：每笔金额，按先后。\n奖励（逐笔，取最后1笔）：贷款额的1%，封顶5万元。", [
        ({"贷款额": ["501万元", "1万元"]}, []),
        ({"贷款额": ["1万元", "501万元"]}, ["封顶5万元"]),
    ]),
    "of a group": ("填报：检测记录：每项含单位（文字）、费用（金额）。\n奖励（逐单位）：费用合计的10%，封顶1万元。", [
        ({"检测记录": [["甲", "6万元"], ["乙", "6万元"]]}, []),
        ({"检测记录": [["甲", "6万元"], ["甲", "6万元"]]}, ["封顶1万元"]),
    ]),
    "what is left of it": ("填报：月数、已领月数：个月。\n核算：月数，连同已领月数累计不超过36个月。", [
        ({"月数": 12, "已领月数": 25}, ["封顶36个月"]),
        ({"月数": 12, "已领月数": 24}, []),
    ]),
    "of a share": ("填报：投入、设备、软件：金额。\n补助：投入的10%，其中软件占投入的部分封顶1万元。", [
        ({"投入": "100万元", "设备": "80万元", "软件": "20万元"}, ["封顶1万元"]),
        ({"投入": "100万元", "设备": "90万元", "软件": "10万元"}, []),
    ]),
    "of all items together": ("填报：费用：每年金额，按先后。\n补助（逐年，分别给予）：费用的33%，每年封顶3元。\n封顶：合计5元。", [
        ({"费用": ["6元", "9元"]}, []),
        ({"费用": ["9.10元", "9.10元"]}, ["封顶3元", "封顶5元"]),
        ({"费用": ["1.50元"] * 10}, []),
        # 4.9599元, but rounded each by itself 5.01元
        ({"费用": ["1.50元"] * 10 + ["0.03元"]}, ["封顶5元"]),
    ]),
    "of years in turn": ("填报：费用：金额。\n补助（逐年，共2年）：费用的10%，封顶3元。\n封顶：合计5元。", [
        ({"费用": "25元"}, []),
        ({"费用": "26元"}, ["封顶5元"]),
        ({"费用": "40元"}, ["封顶3元", "封顶5元"]),
    ]),
}  # fmt: skip


def bound(policy: Policy, clause_id: str, facts: Mapping[str, object], day: object = None) -> list[str]:
    data: Any = json.loads(emitted(policy, "ir")[""])
    clause = next(each for each in data["clauses"] if each["id"] == clause_id)
    known = policy.clauses[clause_id]
    on = clause.get("usual_day") if day is None else date.fromisoformat(str(day)).toordinal()
    return caps(clause, read_facts(known.asked, fed(policy, known, facts)), on)


@pytest.mark.parametrize("name", RULES)
def test_the_caps_that_bind(name: str) -> None:
    rule, cases = RULES[name]
    policy = policy_of(rule)
    for facts, expected in cases:
        assert bound(policy, "1", facts) == expected, facts


@of_every_policy
def test_they_are_those_that_an_explanation_tells(path: Path) -> None:
    """Of results that come to no items, whose lines are told of each item and not of each group."""
    policy = loaded(path)
    for entry in module_of(policy).entries:
        known = policy.clauses[entry.id]
        if not entry.caps or any(of.kind == "list" for of in entry.facts):
            continue
        data: Any = clause_data(entry)
        for facts, day in islice(varied_cases(known, Random(entry.id)), 40):
            try:
                result = policy.calc(entry.id, facts, day)  # type: ignore[arg-type]
                held = read_facts(known.asked, fed(policy, known, facts))
            except FactError:
                continue
            if not (result.eligible or entry.is_on_any_day):
                continue
            on = date.fromisoformat(str(day)).toordinal() if day else data.get("usual_day")
            told = any(re.search("(?<!未)超过(分项)?封顶", line) for line in result.trace)
            assert bool(caps(data, held, on)) == told, (facts, result.trace)


def test_words_in_english() -> None:
    policy = policy_of("填报：投资额：金额；面积：亩。\n奖励：投资额的5%，面积每亩最高1000元，封顶5万元。")
    (entry,) = module_of(policy, "en").entries
    assert [cap.words for cap in entry.caps] == ["cap of 1,000 yuan per mu", "cap of 50,000 yuan"]


def test_a_cap_that_never_binds_is_none() -> None:
    (entry,) = module_of(policy_of("填报：家数：家，不超过5家。\n奖励：家数，每家1万元，封顶10万元。")).entries
    assert entry.caps == ()
