"""Target schema: whatever calc takes from JSON is valid, every result is, and much of what calc refuses is not."""

import json
import re
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.cases import generate
from support.facts import varied_cases
from support.hostile import HOSTILE, POLICY
from support.node import NODE
from support.policies import FOLDER, SEED, loaded, of_every_policy_in_ci
from support.rules import policy_of
from support.schemas import as_json, faults, proper, validator
from support.targets import emitted
from support.vectors import FILES, TYPES, given
from tiaowen.compiler import Policy
from tiaowen.compiler.answers.calculate import calc
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.targets.schema import fact_schema, facts_schema, result_schema
from tiaowen.compiler.targets.schema_numbers import number_pattern
from tiaowen.compiler.text.source import Source
from tiaowen.runtime import FactError
from tiaowen.runtime.facts import FactType, read_value
from tiaowen.runtime.units import UNITS


def document(policy: Policy, lang: Any = "zh") -> Any:
    """The schema of a policy; there is no number with decimals in it."""
    return proper(json.loads(emitted(policy, "schema", lang)[""], parse_float=pytest.fail))


@cache
def document_at(path: Path) -> Any:
    return document(loaded(path))


def claims(policy: Policy, path: Path, clause_id: str, most: int = 5) -> Iterator[tuple[dict[str, object], object]]:
    """Facts as callers write them: worked cases, each with a fact changed, and of the first policy drawn ones."""
    rng = Random(clause_id)
    varied = list(varied_cases(policy.clauses[clause_id], rng))
    yield from rng.sample(varied, min(len(varied), most))
    if path == SEED:
        yield from ((case.given, case.on) for case in generate(clause_id, rng, most))


@of_every_policy_in_ci
def test_what_calc_takes_is_valid_and_so_is_what_it_gives(path: Path) -> None:
    policy, schema = loaded(path), document_at(path)
    for clause in policy.clauses.values():
        facts_of, result_of = validator(schema, f"facts-{clause.id}"), validator(schema, f"result-{clause.id}")
        given_of = validator(
            schema, f"claim-{clause.id}" if f"claim-{clause.id}" in schema["$defs"] else f"facts-{clause.id}"
        )
        taken = 0
        for facts, day in claims(policy, path, clause.id):
            try:
                result = policy.calc(clause.id, facts, day)  # type: ignore[arg-type]
            except FactError:
                continue
            taken += 1
            assert not faults(facts_of, as_json(facts)), (clause.id, facts)
            assert not faults(given_of, as_json(facts)), (clause.id, facts)
            assert not faults(result_of, result.to_dict()), clause.id
        assert taken, clause.id


@of_every_policy_in_ci
def test_examples_are_the_worked_cases(path: Path) -> None:
    policy, schema = loaded(path), document_at(path)
    for clause in policy.clauses.values():
        facts = schema["$defs"][f"facts-{clause.id}"]
        assert facts["title"] == f"{clause.id} {clause.title}"
        assert facts["description"] == clause.citation.text
        shown = facts.get("examples", [])
        assert bool(shown) == any(case.accepted for case in clause.cases)
        assert not [fault for each in shown for fault in faults(validator(schema, f"facts-{clause.id}"), each)]


def test_a_schema_of_one_clause_stands_alone() -> None:
    entries = {entry.id: entry for entry in module_of(loaded()).entries}
    for entry in (entries["35.5"], entries["7.2"], entries["26.3"]):
        for made in (facts_schema(entry, entries), facts_schema(entry, entries, settled=True), result_schema(entry)):
            assert "$ref" not in json.dumps(made)
            assert proper(made)


@pytest.mark.parametrize(
    ("clause", "changes"),
    [
        ("5.2", {"年销售收入": None}),
        ("5.2", {"年销售收入": True}),
        ("5.2", {"年销售收入": [1]}),
        ("5.2", {"年销售收入": -1}),
        ("5.2", {"年销售收入": 10**15}),
        ("5.2", {"年销售收入": "很多"}),
        ("5.2", {"年销售收入": "-3000万元"}),
        ("5.2", {"年销售收入": "3000万亩"}),
        ("5.2", {"年销售收入": "=1+1"}),
        ("5.2", {"完成省科技成果登记并产业化": 1}),
        ("5.2", {"完成省科技成果登记并产业化": "yes"}),
        ("5.2", {"销售收入": 1}),
        ("1.1", {"新认定的省级重点实验室": Decimal("1.5")}),
        ("1.1", {"新认定的省级重点实验室": "一半"}),
        ("1.1", {"核定金额": "无"}),
        ("7.2", {"清单项目加回比例": 3}),
        ("7.2", {"清单项目加回比例": "百分之"}),
        ("26.3", {"期权费": "1000元"}),
        ("26.3", {"期权费": ["千元元"]}),
        ("35.6", {"检测记录": [{"日期": "2025-02-30"[:9], "单位": "甲", "相符": True}]}),
        ("35.6", {"检测记录": [{"日期": "2025-02-30", "单位": "甲", "相符": True}]}),
        ("35.6", {"检测记录": [{"日期": "0000-02-01", "单位": "甲", "相符": True}]}),
        ("35.6", {"检测记录": [{"日期": "2025-02-03", "单位": 1, "相符": True}]}),
        ("35.6", {"检测记录": [{"日期": "2025-02-03", "单位": "甲"}]}),
        ("35.6", {"检测记录": [{"日期": "2025-02-03", "单位": "甲", "相符": True, "备注": ""}]}),
        ("35.6", {"检测记录": [["2025-02-03", "甲"]]}),
        ("35.6", {"检测记录": [["2025-02-03", "甲", True, 1]]}),
        ("35.5", {"检测记录": []}),
    ],
)
def test_what_is_of_another_kind_fails(clause: str, changes: dict[str, object]) -> None:
    policy, schema = loaded(), document_at(SEED)
    facts = schema["$defs"][f"facts-{clause}"]["examples"][0]
    calc(policy, clause, facts)
    with pytest.raises(FactError):
        calc(policy, clause, {**facts, **changes})
    assert faults(validator(schema, f"facts-{clause}"), {**facts, **changes})


def test_what_is_left_out_fails() -> None:
    schema = document_at(SEED)
    assert faults(validator(schema, "facts-5.2"), {"年销售收入": 1})
    assert not faults(
        validator(schema, "facts-1.1"), {"新认定的省级重点实验室": 1, "新认定的市级重点实验室": 0, "核定金额": None}
    )
    # A fact that another clause works out: it, or what that clause asks for, or, in settle, that claim.
    record = {"检测记录": [["2025-02-03", "甲", True]]}
    assert not faults(validator(schema, "facts-35.5"), record)
    assert faults(validator(schema, "facts-35.5"), {})
    assert not faults(validator(schema, "claim-35.5"), {})


def test_readings_of_the_vectors() -> None:
    passed = refused = 0
    for name, value, reading in FILES["readings"]["readings"]:
        made = given(value)
        if isinstance(made, float) or (isinstance(made, Decimal) and not made.is_finite()):
            continue  # no JSON
        found = faults(validator(fact_schema(TYPES[name])), as_json(made))
        if "held" in reading:
            assert not found, (name, value)
        else:
            refused += 1
            passed += not found
    # What is out of a range as text, has too many decimals, or is no proper writing of a number, only the reader sees.
    assert passed * 3 < refused


_PIECES = (
    *"0123456789０９一二两三十百千万亿零〇半点.．,，-－负+ /·%％‰倍折成个",
    *("分之", "个百分点", "BP", "一半", "10", "000", "25", "2.5", "1,000", "二十万三千", "万元", "千瓦", "m2", "元/月", "\u3000", "\x1f", "\ufeff", "\n"),
    *UNITS,
)  # fmt: skip


def test_texts_that_the_reader_takes_are_valid() -> None:
    """Texts put together from what numbers are made of: whatever is read is valid; of what is not, little is."""
    rng = Random(12)
    own = tuple(
        FactType(name="数", kind="number", unit=unit, decimals=4)
        for unit in ("吨", "毫克/立方米", "自定·家", "天", "%")
    )
    kinds = [*(of for of in TYPES.values() if of.kind == "number"), *own]
    checked = {id(of): validator(fact_schema(of)) for of in kinds}
    taken = refused = passed = 0
    for _ in range(5_000):
        of = rng.choice(kinds)
        number = "".join(rng.choices(_PIECES[:60], k=rng.randint(1, 4)))
        words = rng.choice(("", of.unit, rng.choice(_PIECES), of.unit + rng.choice(_PIECES)))
        text = rng.choice(("", "", " ")) + number + words + rng.choice(("", "", "\u3000"))
        found = faults(checked[id(of)], text)
        try:
            read_value(of, text)
        except FactError:
            refused += 1
            passed += not found
        else:
            taken += 1
            assert not found, (of.name, text)
    assert taken > 300
    assert passed * 10 < refused


def test_claims_of_several_clauses_are_valid() -> None:
    schema = document_at(SEED)
    some = {"35.5": {}, "35.6": {"检测记录": []}, "5.2#二期": schema["$defs"]["facts-5.2"]["examples"][0]}
    asked = {"claims": some, "同一事项": [["35.5", "5.2#二期"]], "申报日期": "2025-03-01"}
    loaded().settle(some, [["35.5", "5.2#二期"]], "2025-03-01")
    assert not faults(validator(schema), asked)
    wrongs: tuple[dict[str, object], ...] = (
        {},
        {"claims": []},
        {"claims": {"5.22": {}}},
        {"claims": {"5.2#二期": {}}},
        {**asked, "同一事项": ["35.5"]},
        {**asked, "备注": 1},
        {**asked, "申报日期": "明天"},
    )
    for wrong in wrongs:
        assert faults(validator(schema), wrong), wrong
    applicants = validator(schema, "applicants")
    assert not faults(applicants, {"申报": {"甲": some}, "预算": "100万元"})
    assert faults(applicants, {"申报": {"甲": {"5.22": {}}}, "预算": 1})
    assert not faults(applicants, {"申报": {"甲": some}}), "the policy states a budget"
    assert faults(validator(document_at(FOLDER / "taxes.policy"), "applicants"), {"申报": {}})


def test_an_id_may_have_a_sign_of_further_claims() -> None:
    text = "试行\n\n（一）给予1万元支持。\n" + "".join(
        f"【规则 {number}】试行{place}\n依据：“给予1万元支持”\n填报：{name}：是否。\n条件：{name}。\n奖励：1万元。\n【完】\n"
        for place, (number, name) in enumerate((("7", "甲"), ("7#乙", "丁"), ("7#乙#丙", "戊")))
    )
    policy, report = compile_sources([Source.of("试行.policy", text)])
    assert list(policy.clauses) == ["7", "7#乙", "7#乙#丙"], report.errors
    checked = validator(document(policy))
    claims = {
        "7": {"甲": True},
        "7#二": {"甲": True},
        "7#乙": {"丁": True},
        "7#乙#二": {"丁": True},
        "7#乙#丙": {"戊": True},
        "7#乙丙": {"甲": True},
    }
    policy.settle(claims)
    assert not faults(checked, {"claims": claims})
    assert faults(checked, {"claims": {"7#乙": {"甲": True}}})


def test_defaults_lists_and_days() -> None:
    policy = policy_of(
        "填报：\n  难度：系数，未填按1.5；\n  首日：日期；\n  等次：甲等、乙等，未填按乙等；\n  增长：金额，可为负，未填按0元；\n"
        "  次数：整数，1至3。\n条件：等次为甲等。\n奖励：次数×1万元×难度，封顶3万元。"
    )
    facts = document(policy)["$defs"]["facts-1"]
    assert facts["required"] == ["首日", "次数"]
    assert {name: each["default"] for name, each in facts["properties"].items() if "default" in each} == {
        "难度": "1.5",
        "等次": "乙等",
        "增长": 0,
    }
    assert facts["properties"]["次数"]["description"] == "整数，在1至3之间"
    assert facts["properties"]["增长"]["exclusiveMinimum"] == -(10**15)
    english = document(policy, "en")["$defs"]["facts-1"]["properties"]
    assert english["次数"]["description"] == "a whole number, from 1 to 3"
    assert english["难度"]["description"].endswith("; 1.5 where it is left out")


def test_names_that_would_be_code_are_names() -> None:
    policy, report = compile_sources([Source.of("恶.policy", POLICY)])
    assert not report.has_errors
    text = emitted(policy, "schema")[""]
    assert "<" not in text and text.replace("\n", "").isprintable()
    schema = document(policy)
    (clause,) = policy.clauses.values()
    for facts, day in varied_cases(clause, Random(1)):
        try:
            result = policy.calc(clause.id, facts, day)  # type: ignore[arg-type]
        except FactError:
            continue
        assert not faults(validator(schema, f"facts-{clause.id}"), as_json(facts))
        assert not faults(validator(schema, f"result-{clause.id}"), result.to_dict())
        assert not faults(validator(schema), {"claims": {f"{clause.id}#{HOSTILE[0]}": as_json(facts)}})


@pytest.mark.parametrize("word", HOSTILE)
def test_a_unit_may_have_any_sign(word: str) -> None:
    of = FactType(name=word, kind="number", unit=word, decimals=0)
    assert not faults(validator(fact_schema(of)), f"12{word}")
    read_value(of, f"12{word}")
    assert faults(validator(fact_schema(of)), f"x12{word}")
    options = FactType(name=word, kind="option", options=(word, "乙"))
    assert not faults(validator(fact_schema(options)), word)
    assert faults(validator(fact_schema(options)), f"{word} ")


def test_the_same_policy_gives_the_same_text() -> None:
    again, _ = compile_sources([Source.of("a.policy", (FOLDER / "taxes.policy").read_text("utf-8"))])
    assert emitted(again, "schema") == emitted(loaded(FOLDER / "taxes.policy"), "schema")


def test_patterns_mean_the_same_to_ecmascript() -> None:
    """Which JSON Schema names, with its flag u, which takes no needless escape."""
    rng = Random(7)
    patterns = {
        (of.unit, of.decimals, of.negative): number_pattern(of.unit, of.decimals, negative=of.negative)
        for of in TYPES.values()
        if of.kind == "number"
    }
    patterns |= {(word, 0, False): number_pattern(word, 0, negative=False) for word in HOSTILE}
    texts = [
        "".join(rng.choices(_PIECES[:60], k=rng.randint(1, 4))) + rng.choice(("", unit, rng.choice(_PIECES)))
        for unit, _, _ in patterns
        for _ in range(40)
    ]
    asked = json.dumps([list(patterns.values()), texts])
    script = "const [patterns, texts] = JSON.parse(require('fs').readFileSync(0, 'utf-8'));" + (
        "console.log(JSON.stringify(patterns.map((p) => texts.map((text) => new RegExp(p, 'u').test(text)))));"
    )
    ran = subprocess.run([NODE, "-e", script], input=asked, capture_output=True, encoding="utf-8", check=True)
    found = [[re.search(pattern, text) is not None for text in texts] for pattern in patterns.values()]
    differ = [
        text
        for row, other in zip(found, json.loads(ran.stdout), strict=True)
        for text, a, b in zip(texts, row, other, strict=True)
        if a is not b
    ]
    # A line end at the very end: $ of Python is before it; a mark of the byte order is space to ECMAScript alone.
    assert not [text for text in differ if not text.endswith("\n") and "\ufeff" not in text]
