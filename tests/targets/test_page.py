"""What a page runs: the script as a whole, and its functions that need no page, in Node."""

import json
import re
from pathlib import Path
from random import Random
from typing import Any

from support.facts import varied_cases
from support.node import run
from support.policies import loaded
from support.rules import policy_of
from tiaowen.compiler import Policy
from tiaowen.compiler.program.module import module_of
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.targets.page import page_script

RULE = """填报：
  投资：金额；
  期权费：每笔金额；
  记录：每条含日期（日期）、单位（文字）、相符（是否）。
条件：投资100万元以上；期权费合计1元以上；记录中相符的数量1条以上。
奖励：投资的5%，封顶100万元。
"""


def evaluate(tmp_path: Path, body: str, expression: str) -> Any:
    return evaluate_in(tmp_path, policy_of(body), expression)


def evaluate_in(tmp_path: Path, policy: Policy, expression: str) -> Any:
    """What an expression gives within the function that a page runs."""
    script = page_script(module_of(policy), Report())
    opening = '(function () {\n"use strict";'
    assert script.startswith(opening)
    inner = script.removeprefix(opening).rstrip().removesuffix("})();")
    file = tmp_path / "page.mjs"
    file.write_text(f"const window = {{}};\n{inner}\nconsole.log(JSON.stringify({expression}));", "utf-8")
    return json.loads(run("await import(process.argv[2]);", f"file://{file}"))


def test_the_point_of_an_amount_moves_in_its_digits(tmp_path: Path) -> None:
    moved = [("3000", 4), ("12.5", -4), ("0.1", 4), ("-1,234.567", 2), (".5", 1), ("１２。", 1), ("三千", 4), ("", 4)]
    assert evaluate(tmp_path, RULE, f"{json.dumps(moved)}.map((of) => movedPoint(...of))") == [
        "30000000",
        "0.00125",
        "1000",
        "-123456.7",
        "5",
        None,
        None,
        None,
    ]


def test_what_is_typed_has_the_unit_of_its_box(tmp_path: Path) -> None:
    typed = [
        ("3000", "万元"),
        ("3000万", "万元"),
        ("3亿元", "万元"),
        ("三千", "万元"),
        (" 5 ", "亩"),
        ("20%", "%"),
        ("", "元"),
    ]
    assert evaluate(tmp_path, RULE, f"{json.dumps(typed)}.map((of) => numberGiven(...of) ?? null)") == [
        "3000万元",
        "3000万",
        "3亿元",
        "三千万元",
        "5亩",
        "20%",
        None,
    ]


def test_the_value_of_a_result_is_one_text(tmp_path: Path) -> None:
    values = '["700000.00", 12, true, ["1000.00", "2500.00"], [], { 第一年: "10.00", 第二年: "5.00" }]'
    assert evaluate(tmp_path, RULE, f"{values}.map(canonical)") == [
        "700000.00",
        "12",
        "true",
        "1000.00;2500.00",
        "",
        "第一年=10.00;第二年=5.00",
    ]


def test_what_is_filled_in_comes_back_from_the_address(tmp_path: Path) -> None:
    claims = [
        [
            "1",
            {
                "投资": "3000万元",
                "期权费": ["1元", "a;b&c=d/e?f,g%h#i"],
                "记录": [{"单位": "甲,乙", "相符": "是"}, {"日期": "2025-01-02"}],
            },
        ],
        ["1#二期", {"期权费": [], "申报日期": "2025-03-01", "不认识的": "x y"}],
    ]
    said = evaluate(tmp_path, RULE, f"encodeState({json.dumps(claims)}, typeOf)")
    assert said.startswith(
        "1?投资=3000万元&期权费=1元;a%3Bb%26c%3Dd%2Fe%3Ff%2Cg%25h%23i&记录=,甲%2C乙,是;2025-01-02,,/1%23二期?期权费=&"
    )
    assert evaluate(tmp_path, RULE, f"decodeState({json.dumps(said)}, typeOf)") == claims
    assert (
        evaluate(tmp_path, RULE, f"decodeState(encodeURI({json.dumps(said)}).replaceAll('%25', '%'), typeOf)") == claims
    )


def test_the_script_may_stand_within_its_element() -> None:
    script = page_script(module_of(loaded()), Report())
    assert not re.search(r"</script|<!--|<script", script, re.I)


def test_no_name_of_the_script_is_taken_twice() -> None:
    """A second function of the same name would take the place of the first in silence."""
    script = page_script(module_of(loaded()), Report())
    names = re.findall(r"^(?:async )?(?:function|class|const|let) ([\w$]+)", script, re.M)
    assert len(names) == len(set(names)), sorted(name for name in set(names) if names.count(name) > 1)


# What a form holds of facts (texts, lists of texts or of objects of texts), and the same facts read again.
HELD = """
const held = (of, value) => {
  if (of.kind === "list") return value.map((item) => held(of.item, item));
  if (of.kind !== "record") return value === true ? "是" : value === false ? "否" : String(value);
  const cells = of.fields.map((field, at) => [field.name, held(field, Array.isArray(value) ? value[at] : value[field.name])]);
  return Object.fromEntries(cells.filter(([, cell]) => cell !== ""));
};
const read = (of, value) => {
  const faults = [];
  const found = readValue(of, value, [of.name], faults);
  return faults.length ? faults.map(({ code }) => code).join() : String(found);
};
"""


def drawn() -> list[tuple[str, dict[str, object]]]:
    """Facts of every clause of the seed policy: those of its worked cases, and each with one fact changed."""
    rng = Random(41)
    policy = loaded()
    return [(clause.id, facts) for clause in policy.clauses.values() for facts, _ in varied_cases(clause, rng)]


def test_any_facts_come_back_from_the_address(tmp_path: Path) -> None:
    script = f"""(() => {{
        {HELD}
        const wrong = [];
        for (const [clause, facts] of {json.dumps(drawn())}) {{
          const entries = Object.entries(facts).map(([name, value]) => [name, held(typeOf(clause, name) ?? {{}}, value)]);
          const claims = [[clause, Object.fromEntries(entries.filter(([, value]) => value !== ""))]];
          const said = encodeState(claims, typeOf);
          const address = new URL(`https://example.org/#${{said}}`).hash;
          for (const one of [said, address, decodeURI(address)]) {{
            if (JSON.stringify(decodeState(one, typeOf)) !== JSON.stringify(claims)) wrong.push([clause, one]);
          }}
        }}
        return wrong;
    }})()"""
    assert evaluate_in(tmp_path, loaded(), script) == []


def test_a_number_keeps_its_value_in_any_box(tmp_path: Path) -> None:
    """As it is filled in and taken up again, in a box with a unit of its own and in one that others use."""
    script = f"""(() => {{
        {HELD}
        const wrong = [];
        let count = 0;
        for (const [clause, facts] of {json.dumps(drawn())}) {{
          for (const [name, value] of Object.entries(facts)) {{
            const of = typeOf(clause, name);
            if (of?.kind !== "number") continue;
            for (const [unit] of unitsOf(of).length ? unitsOf(of) : [[""]]) {{
              for (const heard of [[1], [1, 2]]) {{
                const box = {{ word: unit, units: unitsOf(of), heard, set: (word) => (box.word = word) }};
                const taken = numberGiven(numberShown(of, String(value), box), box.word);
                count += 1;
                if (read(of, taken) !== read(of, String(value))) wrong.push([clause, name, value, unit, taken]);
              }}
            }}
          }}
        }}
        return [count > 1000, wrong.slice(0, 5)];
    }})()"""
    assert evaluate_in(tmp_path, loaded(), script) == [True, []]


def test_the_lines_that_a_page_looks_for_are_those_that_an_explanation_has(tmp_path: Path) -> None:
    words = Path(__file__).parents[2].joinpath("compiler/targets/page/words.js").read_text("utf-8")
    policy = policy_of("填报：额：金额。\n条件：额1万元以上。\n补助：额，封顶5万元。")
    for place, lang in enumerate(("zh", "en")):
        patterns = dict(
            re.findall(rf"^const (\w+) = \[{'/.*?/, ' * place}/(.*?)/(?:, /.*?/)?\]\[SPOKEN\];$", words, re.M)
        )
        told = [
            "\n".join(policy.calc("1", {"额": value}, day).trace_in(lang)[2:-1])
            for value, day in ((1, "2025-03-01"), ("9万元", "2030-01-01"), ("9万元", None))
        ]
        found = [[name for name, pattern in patterns.items() if re.search(pattern, text)] for text in told]
        assert [set(each) - {"INDENTED"} for each in found] == [{"NOT_HELD"}, {"OUT_OF_DATE"}, {"CAP_LINE"}], lang


def test_a_table_of_a_sheet_is_pasted_by_its_columns(tmp_path: Path) -> None:
    columns = 'FACTS["1"].find(({ name }) => name === "记录").item.fields'
    plain = "2025年3月1日\t甲\t是\r\n2025/12/31\t乙\t否\r\n"
    headed = "单位\t相符\t日期\t备注\n甲\t是\t2025-03-01\t无\n"
    assert evaluate(tmp_path, RULE, f"pastedRows({columns}, {json.dumps(plain)})") == [
        ["2025-03-01", "甲", "是"],
        ["2025-12-31", "乙", "否"],
    ]
    assert evaluate(tmp_path, RULE, f"pastedRows({columns}, {json.dumps(headed)})") == [["2025-03-01", "甲", "是"]]
    part = "甲\t是\n乙"
    assert evaluate(tmp_path, RULE, f"pastedRows({columns}, {json.dumps(part)}, 1)") == [
        [None, "甲", "是"],
        [None, "乙", None],
    ]
