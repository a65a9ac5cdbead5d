"""The typings of the JavaScript modules of all policies, as TypeScript sees them.  Needs ``tsc``, which npm installs."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from support.policies import FOLDER, loaded
from support.rules import policy_of
from support.targets import emitted
from tiaowen.compiler import Policy

pytestmark = pytest.mark.needs_system

# Everything that the checker can be strict about; without the types of a browser or of Node, which they do not need.
OPTIONS = {
    "strict": True,
    "exactOptionalPropertyTypes": True,
    "noUncheckedIndexedAccess": True,
    "noImplicitOverride": True,
    "isolatedModules": True,
    "skipLibCheck": False,
    "noEmit": True,
    "target": "ES2022",
    "lib": ["ES2022"],
    "module": "NodeNext",
    "types": [],
}
RULE = """填报：
  营业收入：金额；
  重点企业：是否；
  类别：大型、中型；
  验收日期：日期；
  用工：人，未填按0人；
  占比：比例；
  费用：每笔金额；
  记录：每条含单位（文字）、数量（人）。
条件：重点企业；类别为大型。
奖励：营业收入，按5%，封顶100万元。
"""
RIGHT = """calc("1", {
  营业收入: "200万元", 重点企业: true, 类别: "大型", 验收日期: "2025-03-01", 占比: "20%",
  费用: [1, "2万元", 3n], 记录: [{ 单位: "甲", 数量: 1 }, ["乙", 2]],
}, { date: "2025-03-01" })"""
WRONG = (
    ('类别: "大型"', '类别: "小型"'),
    ("重点企业: true", '重点企业: "对"'),
    ('验收日期: "2025-03-01"', "验收日期: new Date(0)"),
    ('占比: "20%",', ""),
    ("数量: 1", "数目: 1"),
    ('calc("1"', 'calc("2"'),
    ('{ date: "2025-03-01" }', '"2025-03-01"'),
)
# What a result is used for, in types that are written out.
USE = """import { BUDGET, CLAUSES, FactError, FACTS, SAME_MATTER, TITLE, allocate, calc, settle } from "./policy.mjs";

const title: string = TITLE;
export const known: readonly string[] = [title, ...Object.keys(CLAUSES), ...Object.keys(FACTS)];
export const sets: readonly (readonly string[])[] = SAME_MATTER;
export const budget: string | null = BUDGET;
try {
  const settlement = settle({});
  const total: string = settlement.total;
  const shares = allocate({}, { budget: total });
  console.log(total, shares.budget, JSON.stringify(settlement));
} catch (error) {
  if (error instanceof FactError) console.log(error.faults.map((fault) => `${fault.code}: ${fault.message}`));
}
export type Calculate = typeof calc;
"""
# For the one thing of a browser or of Node that it uses.
CONSOLE = "declare const console: { log(...said: unknown[]): void };\n"


def checked(folder: Path) -> tuple[int, str]:
    tsc = shutil.which("tsc")
    assert tsc is not None, "npm install typescript, and put it on the PATH"
    config = {"compilerOptions": OPTIONS, "include": ["**/*.mts", "**/*.d.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(config), "utf-8")
    done = subprocess.run([tsc, "-p", "."], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def write(policy: Policy, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    texts = emitted(policy, "javascript")
    (folder / "policy.mjs").write_text(texts[""], "utf-8")
    (folder / "policy.d.mts").write_text(texts[".d.mts"], "utf-8")


def test_the_typings_of_all_policies_are_strict(tmp_path: Path) -> None:
    (tmp_path / "console.d.ts").write_text(CONSOLE, "utf-8")
    for path in sorted(FOLDER.iterdir()):
        write(loaded(path), tmp_path / path.stem)
        (tmp_path / path.stem / "use.mts").write_text(USE, "utf-8")
    assert len(list(tmp_path.glob("*/policy.d.mts"))) >= 7
    assert checked(tmp_path) == (0, "")


def test_facts_are_checked_where_they_are_written(tmp_path: Path) -> None:
    write(policy_of(RULE), tmp_path)
    calls = [RIGHT, *(RIGHT.replace(*change) for change in WRONG)]
    assert len(set(calls)) == len(calls)
    for index, call in enumerate(calls):
        text = f'import {{ calc }} from "./policy.mjs";\n\nexport const value: string = {call}.value;\n'
        (tmp_path / f"use_{index}.mts").write_text(text, "utf-8")
    code, said = checked(tmp_path)
    wrong = {line.split(".mts")[0] for line in said.splitlines() if "error TS" in line}
    assert code != 0
    assert sorted(wrong) == [f"use_{index}" for index in range(1, len(calls))], said
