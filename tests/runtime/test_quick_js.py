"""The quick reader of facts in JavaScript agrees with the full one behind it."""

import json
from pathlib import Path
from random import Random

from support.node import run
from support.rules import policy_of
from support.targets import emitted

RULE = """填报：
  金额：金额；利润：金额，可为负；限额：金额，100元以上，不超过30亿元；
  重量：公斤；面积：亩；功率：千瓦；工期：月；租金：元/平方米·月；家数：家；少数：家，不超过1000家；年次：整数；比例：比例；
  首次：是否；类别：一级、二级；单位：文字；日期：日期；列：每笔金额。
奖励：100元。
"""
NUMBERS = [
    "0",
    "00",
    "5",
    "007",
    "12",
    "3000",
    "30000000",
    "99999999999999",
    "999999999999999",
    "1000000000000000",
    "90071992547409",
    "90071992547410",
    "9007199254740993",
]
DECIMALS = ("", ".", ".0", ".5", ".25", ".00", ".001", ".0000", ".00000001", ".1.2", ".５")
WORDS = (
    *[
        "元",
        "万元",
        "亿元",
        "千元",
        "角",
        "万",
        "亿",
        "千",
        "百",
        "家",
        "个",
        "亩",
        "公顷",
        "公斤",
        "吨",
        "斤",
        "克",
        "毫克",
        "千瓦",
        "瓦",
        "月",
        "个月",
        "年",
        "分",
        "分之",
        "分之百",
        "%",
        "％",
        "‰",
        "倍",
        "折",
        "成",
        "个百分点",
        "BP",
    ],
    *("元/平方米·月", "元/月/㎡", "e3", "1", "万5000", " 元", "元 ", "\u3000", "\n", "", "", "", " " * 40 + "元"),
)
OTHERS = (
    *(
        "是",
        "否",
        "一级",
        "二级",
        "三级",
        "甲",
        "",
        " ",
        "-5",
        "+5",
        "１２",
        "1,000",
        "十二",
        "半",
        "2025-03-01",
        "2025-02-30",
    ),
    *("constructor", "__proto__", "0" * 39 + "5", "0" * 40 + "5", "\ud800"),
)


def test_the_quick_reader_agrees_with_the_full_one(tmp_path: Path) -> None:
    rng = Random(3)
    texts = [f"{rng.choice(('', '', '', ' ', '-'))}{n}{rng.choice(DECIMALS)}{rng.choice(WORDS)}" for n in NUMBERS * 150]
    values = json.dumps([*texts, *OTHERS])
    module = tmp_path / "policy.mjs"
    module.write_text(
        emitted(policy_of(RULE), "javascript")[""] + "\nexport { quick, readerOf, readClosely };\n", "utf-8"
    )
    script = f"""
        import {{ pathToFileURL }} from "node:url";
        import {{ isDeepStrictEqual }} from "node:util";
        const m = await import(pathToFileURL(process.argv[2]));
        const values = [
          ...{values},
          ...[0, -0, 1, -1, 0.5, 1e15, 999999999999999, 2 ** 53, 2 ** 53 - 1, 90071992547409, 90071992547410, 1e300, NaN, Infinity],
          ...[0n, -1n, 5n, 2n ** 53n, 2n ** 53n + 1n, 90071992547409n, 90071992547410n, 10n ** 40n, -(10n ** 40n)],
          ...[true, false, null, undefined, [], ["1"], {{}}, () => 5, Symbol("5"), new Number(5), new String("5")],
        ];
        let [read, wrong] = [0, []];
        for (const of of m.FACTS["1"]) for (const value of values) {{
          const held = m.quick(m.readerOf(of), value);
          if (held === undefined) continue;
          read += 1;
          const faults = [];
          const closely = m.readClosely(of, value, [of.name], faults);
          if (faults.length || !Object.is(held, closely)) wrong.push([of.name, String(value), String(held), String(closely)]);
        }}
        console.log(JSON.stringify({{ read, wrong }}));
    """
    found = json.loads(run(script, module))
    assert found["wrong"] == []
    assert found["read"] > 2000
