"""Both compiled modules: the same bytes every time, well typed, and no text of a policy ever becomes code in them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.hostile_policies import BREAKERS, hostile_policy
from support.node import NODE, run
from support.pages import ROOT
from support.policies import loaded
from support.rules import policy_of
from support.targets import EXPORTS, Calculator, Targets, emitted, python_module, written
from tiaowen.compiler import Policy
from tiaowen.compiler.targets.every import TARGETS
from tiaowen.compiler.targets.target import Wanted

SEED = ROOT / "policies" / "jindong-2025"

# Names that are words of a language, of its library, or of the modules themselves.
NAMES = (
    *("class", "await", "let", "static", "None", "int", "print", "date", "re", "prod", "match", "self", "async"),
    *(
        "constructor",
        "toString",
        "__proto__",
        "prototype",
        "arguments",
        "eval",
        "BigInt",
        "Number",
        "Math",
        "undefined",
    ),
    *("v", "n", "d", "on", "given", "facts", "held", "pays", "plain", "value", "lines", "several", "error", "approved"),
    *(
        "calc",
        "calc_1",
        "_calc_1",
        "_calc_1_1",
        "TITLE",
        "FACTS",
        "CALCS",
        "money",
        "rounded",
        "least",
        "most",
        "result",
    ),
    *(
        "_item0",
        "_group0",
        "_1",
        "_quantity_1",
        "sum",
        "each",
        "part",
        "中间数1",
        "中间数2",
        "甲的分母",
        "ﬁ",
        "fi",
        "𠮷",
    ),
    *("$x", "x'y", "${z}", "`", "甲\\", "</script>", "甲\u202e乙", "*/", "#", "甲#乙", "{{ 7 }}", "%s", "ᅠ", "\u00b7"),
)


@pytest.fixture(scope="module")
def seed() -> Policy:
    return loaded()


# ── names and texts ──


@pytest.mark.parametrize("text", BREAKERS)
def test_no_text_becomes_code(text: str, tmp_path: Path) -> None:
    policy = hostile_policy(text)
    facts = {"甲": f"大型{text}", "乙": "城关镇"}
    expected = policy.calc(f"1{text}", facts).to_dict()

    module = python_module(policy)
    assert not hasattr(module, "hacked")
    assert (module.TITLE, list(module.CLAUSES)) == (policy.title, [f"1{text}"])
    assert module.calc(f"1{text}", facts).to_dict() == expected

    path = tmp_path / "policy.mjs"
    path.write_text(emitted(policy, "javascript")[""], "utf-8")
    script = f"""
        import {{ pathToFileURL }} from "node:url";
        const m = await import(pathToFileURL(process.argv[2]));
        const [id, facts] = JSON.parse({json.dumps(json.dumps([f"1{text}", facts]))});
        console.log(JSON.stringify([Object.keys(m), m.TITLE, m.CLAUSES[id].citation, m.calc(id, facts), globalThis.hacked]));
    """
    assert json.loads(run(script, path)) == [EXPORTS, policy.title, text, expected, None]


@pytest.mark.parametrize("target", [target.name for target in TARGETS if not target.dialects])
@pytest.mark.parametrize("text", BREAKERS)
def test_no_text_hides_or_ends_a_script_element(text: str, target: str) -> None:
    files, _ = written(hostile_policy(text), target, Wanted(stem="policy"))
    for suffix, data in files.items():
        if target == "workbook":
            continue  # of no characters
        made = data.decode()
        assert all(char.isprintable() or char == "\n" for char in made), suffix
        assert target == "python" or len(re.findall("</script|<!--", made)) == (target == "html")


def test_any_name_is_a_quantity_of_its_own(calculator: Calculator, tmp_path: Path) -> None:
    """Every name is a fact, and the result tells them apart; the sum and its cap need names of the compiler's own."""
    names = [*dict.fromkeys(NAMES)]
    declared = "、".join(names)
    policy = policy_of(
        f"填报：{declared}：金额。\n其中：\n  甲：{names[0]}除以2元；\n  合计：{'加'.join(names)}。\n"
        "条件：合计超过0元。\n奖励：合计，按50%，封顶合计。\n"
    )
    assert [fact.name for fact in policy.clauses["1"].facts] == [name.replace(" ", "") for name in names]
    targets = Targets(policy, calculator, tmp_path)
    each = {name: 2 ** (index % 40) for index, name in enumerate(names)}
    targets.agree([("1", each, None), *(("1", {**dict.fromkeys(names, 0), name: 1}, None) for name in names)])


# ── the seed policy ──


HASHES = """
import sys
from hashlib import sha256

from support.targets import written
from tiaowen.compiler import load
from tiaowen.compiler.targets.every import TARGETS
from tiaowen.compiler.targets.target import Wanted

policy = load(sys.argv[1])
for target in TARGETS:
    for dialect in target.dialects or ("",):
        for suffix, data in written(policy, target.name, Wanted(stem="policy", dialect=dialect))[0].items():
            print(target.name, dialect, suffix, sha256(data).hexdigest())
"""


@pytest.mark.needs_system  # by its time: a minute of processor
def test_compiling_twice_gives_the_same_bytes() -> None:
    def hashes(seed: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", HASHES, str(SEED)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "tests")},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout

    first = hashes("1")
    assert {line.split(" ")[0] for line in first.splitlines()} == {target.name for target in TARGETS}
    assert hashes("2") == first


def test_node_reads_the_module_and_its_typings(seed: Policy, tmp_path: Path) -> None:
    texts = emitted(seed, "javascript")
    assert set(texts) == {"", ".d.ts", ".d.mts"}
    module, typings = tmp_path / "policy.mjs", tmp_path / "policy.d.ts"
    module.write_text(texts[""], "utf-8")
    typings.write_text(texts[".d.ts"], "utf-8")
    subprocess.run([NODE, "--check", module], check=True)
    strip = """
        import { readFileSync } from "node:fs";
        import { stripTypeScriptTypes } from "node:module";
        console.log(stripTypeScriptTypes(readFileSync(process.argv[2], "utf-8")).replace(/\\/\\*.*?\\*\\/|\\/\\/.*|\\s/gs, ""));
    """
    assert run(strip, typings).strip() in ("", "export{};")


def test_the_typings_know_each_clause(seed: Policy) -> None:
    typings = emitted(seed, "javascript")[".d.ts"]
    for clause in seed.clauses.values():
        assert f"calc(clauseId: {json.dumps(clause.id)}, facts: Facts_" in typings
    assert 'readonly "营业收入": Amount;' in typings
    assert 'readonly "核定金额"?: Amount;' in typings


def test_the_python_module_needs_only_the_standard_library(seed: Policy, tmp_path: Path) -> None:
    module = tmp_path / "policy.py"
    module.write_text(emitted(seed, "python")[""], "utf-8")
    script = "import policy; print(policy.calc('7.3', {'年度研发费用支出': '200万元', '营业收入': '2000万元'}).value)"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {script}"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "True\n"
