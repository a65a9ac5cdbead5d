"""The JavaScript module by itself: what it exports, takes, gives and refuses, and that its numbers are exact.

That it gives what the interpreter gives is shown by tests/agreement/.
"""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.integer_expressions import drawn_expressions
from support.integer_values import value_of
from support.node import run
from support.rules import policy_of
from support.targets import EXPORTS, emitted
from tiaowen.compiler.ir.integer import Call, Int
from tiaowen.compiler.targets.expressions import Printer
from tiaowen.compiler.targets.javascript_expressions import LANGUAGE, SAFE
from tiaowen.runtime.calendar_days import months_between, shift_months

RULE = """填报：
  营业收入：金额；
  重点企业：是否；
  类别：大型、中型；
  验收日期：日期；
  用工：人，未填按0人；
  记录：每条含单位（文字）、数量（人）。
条件：重点企业；验收日期2025年1月1日以后；类别为大型。
奖励：营业收入，按5%，封顶100万元。
"""
FACTS = """{ 营业收入: "200万元", 重点企业: "是", 类别: "大型", 验收日期: "2025-03-01", 用工: 3n, 记录: [["甲", 1]] }"""


def evaluate(tmp_path: Path, body: str, expression: str) -> Any:
    """What an expression gives with the module of a rule as ``m``; an error's name and message where it throws."""
    module = tmp_path / "policy.mjs"
    module.write_text(emitted(policy_of(body), "javascript")[""], "utf-8")
    script = f"""
        import {{ pathToFileURL }} from "node:url";
        const m = await import(pathToFileURL(process.argv[2]));
        const facts = {FACTS};
        let found;
        try {{
          found = {expression};
        }} catch (error) {{
          found = {{ name: error.name, code: error.code, fact: error.fact, message: error.message }};
        }}
        console.log(JSON.stringify(found));
    """
    return json.loads(run(script, module))


def test_the_module_exports_what_embedders_use_and_nothing_else(tmp_path: Path) -> None:
    assert evaluate(tmp_path, RULE, "Object.keys(m)") == EXPORTS


def test_a_result_has_the_names_that_it_has_in_python(tmp_path: Path) -> None:
    policy = policy_of(RULE)
    found = evaluate(tmp_path, RULE, 'Object.keys(m.calc("1", facts))')
    facts: dict[str, object] = {"营业收入": 1, "重点企业": True, "类别": "中型", "验收日期": "2025-03-01", "记录": []}
    result = policy.calc("1", facts)
    assert all(hasattr(result, name) for name in [*found, "explain", "trace", "to_dict"])
    assert evaluate(tmp_path, RULE, 'Object.keys(m.calc("1", facts).to_dict())') == list(result.to_dict())


@pytest.mark.parametrize(
    ("body", "facts", "value"),
    [
        (RULE, "facts", "100000.00"),
        ("填报：甲：家。\n奖励：甲，每家1万元。\n", "{ 甲: 999_999_999_999_999 }", "9999999999999990000.00"),
        ("填报：甲：家。\n条件：甲2家以上。\n资格：甲。\n", "{ 甲: 2 }", True),
        ("填报：甲：名额。\n核算：甲，乘以3。\n", "{ 甲: 2 }", 6),
        ("填报：甲：名额。\n核算：甲，乘以1000。\n", "{ 甲: 999_999_999_999_999 }", "999999999999999000"),
        ("填报：甲：亩。\n核算：甲除以8。\n", "{ 甲: 1 }", "0.125"),
        ("填报：甲：金额；乙：金额。\n核算：甲占乙的比例。\n", "{ 甲: 1, 乙: 8 }", "0.12500000"),
    ],
)
def test_money_and_ratios_are_text_and_counts_numbers(tmp_path: Path, body: str, facts: str, value: object) -> None:
    assert evaluate(tmp_path, body, f'm.calc("1", {facts}).value') == value


@pytest.mark.parametrize(
    "change",
    [
        "{ 营业收入: 2_000_000 }",
        "{ 营业收入: 2_000_000n }",
        "{ 重点企业: true }",
        '{ 用工: "3人" }',
        "{ 用工: undefined }",
        '{ 记录: [{ 单位: "甲", 数量: 1 }] }',
        '{ 记录: [Object.assign(Object.create(null), { 单位: "甲", 数量: 1n })] }',
    ],
)
def test_facts_come_in_many_forms(tmp_path: Path, change: str) -> None:
    assert evaluate(tmp_path, RULE, f'm.calc("1", {{ ...facts, ...{change} }}).value') == "100000.00"


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ("{ 营业收入: 0.5 }", "T0604", "二进制浮点数"),
        ("{ 营业收入: 2 ** 53 }", "T0604", "9007199254740992"),
        ("{ 营业收入: NaN }", "T0604", "NaN"),
        ("{ 营业收入: undefined }", "T0601", "没有填报"),
        ("{ 营业收入: null }", "T0603", "填的是null"),
        ("{ 营业收入: new Number(5) }", "T0603", "填的是Object"),
        ("{ 营业收入: Symbol('x') }", "T0603", "填的是symbol"),
        ("{ 营业收入: () => 5 }", "T0603", "填的是function"),
        ("{ 验收日期: new Date(0) }", "T0612", "时区"),
        ("{ 重点企业: 1 }", "T0603", "填的是1"),
        ("{ 记录: new Set() }", "T0603", "一列值"),
        ("{ 记录: [new Map([['单位', '甲'], ['数量', 1]])] }", "T0603", "各项名称和值"),
        ('{ 记录: [JSON.parse(\'{"__proto__": {"单位": "甲", "数量": 1}}\')] }', "T0613", "__proto__"),
        ("{ 记录: [,] }", "T0603", "undefined"),
        ("JSON.parse('{\"__proto__\": 1}')", "T0602", "__proto__"),
        ("{ toString: 1 }", "T0602", "toString"),
    ],
)
def test_facts_that_javascript_makes_wrong(tmp_path: Path, change: str, code: str, words: str) -> None:
    merged = f"Object.fromEntries([...Object.entries(facts), ...Object.entries({change})])"
    found = evaluate(tmp_path, RULE, f'm.calc("1", {merged})')
    assert (found["name"], found["code"]) == ("FactError", code)
    assert words in found["message"]


@pytest.mark.parametrize("facts", ["new Map()", "Object.create({ 营业收入: 1 })", "[]", "null", "undefined", '"x"'])
def test_facts_must_be_a_plain_object(tmp_path: Path, facts: str) -> None:
    assert evaluate(tmp_path, RULE, f'm.calc("1", {facts})')["code"] == "T0603"


@pytest.mark.parametrize("options", ['"2025-03-01"', "null", '{ on: "2025-03-01" }', 'new Date("2025-03-01")'])
def test_a_date_that_is_not_given_as_one_is_no_date_overlooked(tmp_path: Path, options: str) -> None:
    assert evaluate(tmp_path, RULE, f'm.calc("1", facts, {options})')["name"] == "TypeError"


def test_a_moment_is_no_date(tmp_path: Path) -> None:
    found = evaluate(tmp_path, RULE, 'm.calc("1", facts, { date: new Date() })')
    assert (found["code"], found["fact"]) == ("T0612", "申报日期")


CLAIMS = '{ "1": facts, "1#乙": { ...facts, 营业收入: "100万元" } }'


def test_a_settlement_and_an_allocation_have_the_names_that_they_have_in_python(tmp_path: Path) -> None:
    policy = policy_of(RULE)
    settled, allocated = policy.settle({}), policy.allocate({"甲": {}}, budget=1)
    for call, answer in (
        (f"m.settle({CLAIMS})", settled),
        (f"m.allocate({{ 甲: {CLAIMS} }}, {{ budget: 5 }})", allocated),
    ):
        names = evaluate(tmp_path, RULE, f"Object.keys({call})")
        assert names and all(hasattr(answer, name) for name in [*names, "explain", "to_dict"])
        assert evaluate(tmp_path, RULE, f"Object.keys({call}.to_dict())") == list(answer.to_dict())


@pytest.mark.parametrize(
    "call",
    [
        *(f"m.settle({claims})" for claims in ("null", "[]", '"1"', "new Set()", "undefined")),
        *(f"m.settle({{}}, {options})" for options in ("null", '"2025-03-01"', "{ on: 1 }", '{ same_matter: "1" }')),
        *(f"m.allocate({applicants}, {{ budget: 1 }})" for applicants in ("null", "[]", '{ 甲: {}, "7": {} }')),
        "m.allocate({}, { budget: 1, score: {} })",
    ],
)
def test_what_is_no_call_of_settle_or_allocate(tmp_path: Path, call: str) -> None:
    assert evaluate(tmp_path, RULE, call)["name"] == "TypeError"


def test_an_order_that_an_object_would_lose_is_kept_by_a_map(tmp_path: Path) -> None:
    call = f'm.allocate(new Map([["乙", {{}}], ["7", {CLAIMS}], ["3", {{}}]]), {{ budget: 1 }})'
    assert evaluate(tmp_path, RULE, f"{call}.applicants") == ["乙", "7", "3"]
    assert evaluate(tmp_path, RULE, 'm.allocate({ "7": {} }, { budget: 1 }).applicants') == ["7"]
    # Of the claims of one enterprise that order means nothing.
    assert evaluate(tmp_path, RULE, 'm.settle({ "1#乙": facts, "1": facts }).claims') == ["1", "1#乙"]


def test_a_settlement_is_plain_data(tmp_path: Path) -> None:
    call = f'm.settle({CLAIMS}, {{ same_matter: [["1", "1#乙"]] }})'
    copied = "(({ total, claims, trace, dropped }) => [total, claims, trace.length > 9, dropped])"
    expected = ["100000.00", ["1", "1#乙"], True, {"1#乙": ["1"]}]
    assert evaluate(tmp_path, RULE, f"{copied}({{ ...{call} }})") == expected
    assert evaluate(tmp_path, RULE, f"{copied}(structuredClone({{ ...{call} }}))") == expected
    held = f"((s) => [s, s.paid, s.dropped, s.dropped['1#乙'], s.subtotals, s.claims, s.summary, s.trace, s.results])({call})"
    assert evaluate(tmp_path, RULE, f"{held}.every(Object.isFrozen)") is True
    shared = f"((a) => [a, a.shares, a.due, a.reasons, a.reasons.甲, a.applicants])(m.allocate({{ 甲: {CLAIMS} }}, {{ budget: 5 }}))"
    assert evaluate(tmp_path, RULE, f"{shared}.every(Object.isFrozen)") is True
    assert evaluate(tmp_path, RULE, "[m.SAME_MATTER, m.SHARING, m.BUDGET]") == [[], None, None]


def test_what_the_module_gives_cannot_be_changed(tmp_path: Path) -> None:
    tried = """[m.FACTS, m.FACTS["1"], m.FACTS["1"][0], m.CLAUSES["1"], m.calc("1", facts), m.calc("1", facts).trace]"""
    assert evaluate(tmp_path, RULE, f"{tried}.every(Object.isFrozen)") is True


def test_numbers_are_number_where_that_is_safe_and_bigint_elsewhere() -> None:
    small = emitted(policy_of("填报：甲：家，不超过1000家。\n奖励：甲，每家1万元。\n"), "javascript")[""]
    assert "[n, d] = [BigInt(10000 * 甲), 1n];" in small
    large = emitted(policy_of("填报：甲：家。\n奖励：甲，每家1万元。\n"), "javascript")[""]
    assert "[n, d] = [10000n * BigInt(甲), 1n];" in large
    money = emitted(policy_of("填报：甲：金额。\n奖励：甲，按5%。\n"), "javascript")[""]
    assert "[n, d] = [甲, 2000n];" in money


# ── any expression is exact ──


def test_any_expression_is_exact() -> None:
    """Random expressions over Numbers and BigInts, at the ends of their ranges, as Python works them out."""
    rows = []
    expected = []
    for names, expr, cases in drawn_expressions(Random(1), 400, SAFE):
        big = {name.name for name in names if max(-name.low, name.high) > SAFE}
        printer = Printer(LANGUAGE, frozenset(), wide=big)
        printed = f"({', '.join(printer.name(name.name) for name in names)}) => {printer.integer(expr, True)}"
        for values in cases:
            given = ", ".join(f"{value}{'n' if name in big else ''}" for name, value in values.items())
            rows.append(f"({printed})({given})")
            expected.append(str(value_of(expr, values)))
    runtime = emitted(policy_of("填报：甲：家。\n奖励：甲，每家1万元。\n"), "javascript")[""].replace("export ", "")
    script = f"{runtime}\nconsole.log(JSON.stringify([{','.join(rows)}].map(String)));"
    assert json.loads(run(script)) == expected


def test_the_calendar_is_that_of_python() -> None:
    rng = Random(2)
    last = 3652059
    days = [1, 59, 60, last, last - 1, *(rng.randint(1, last) for _ in range(300)), *range(738000, 738100)]
    shifts = [(day, rng.choice((0, 1, -1, 12, -12, 11, 120000, -120000, rng.randint(-200, 200)))) for day in days]
    pairs = [(day, rng.choice([*days, day + 30, day - 31])) for day in days]
    pairs = [(one, min(max(other, 1), last)) for one, other in pairs]
    printer = Printer(LANGUAGE, frozenset())
    calls = [printer.integer(Call("shift_months", (Int(a), Int(b))), False) for a, b in shifts]
    calls += [printer.integer(Call("months_between", (Int(a), Int(b))), False) for a, b in pairs]
    runtime = emitted(policy_of("填报：甲：家。\n奖励：甲，每家1万元。\n"), "javascript")[""].replace("export ", "")
    found = json.loads(run(f"{runtime}\nconsole.log(JSON.stringify([{','.join(calls)}]));"))
    assert found == [shift_months(*pair) for pair in shifts] + [months_between(*pair) for pair in pairs]
