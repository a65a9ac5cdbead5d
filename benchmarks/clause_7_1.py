"""What one call of clause 7.1 costs through the compiled module, against the same rule written by hand.

The hand-written side is what a careful programmer would deliver instead: integers only, the same facts accepted and
refused, the same result type. Both answer the same calls in one run, in alternating rounds; before any timing they must
agree. Prints the median ratio for facts given as numbers and as texts, beside the limit; the exit code is 1 where the
first is over.
Run it with the Python that tiaowen is installed in: ``python benchmarks/clause_7_1.py [ROUNDS]``.
"""

import importlib.util
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter_ns
from types import ModuleType
from typing import Any

from tiaowen.runtime import FactError, FactType, Fault, Result, money, parse_date, read_value

POLICY = Path(__file__).resolve().parent.parent / "policies" / "jindong-2025"
LIMIT_PERCENT = 150
CALLS_A_ROUND = 2000

Facts = dict[str, object]
Calc = Callable[[str, Facts], Any]


def main(rounds: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        module = compiled(Path(folder))
    numbers = [some_facts(random.Random(seed)) for seed in range(50)]
    texts = [{name: spelled(value) for name, value in facts.items()} for facts in numbers]
    agree(module, numbers + texts)
    over = False
    for what, facts, limit in (("numbers", numbers, LIMIT_PERCENT), ("texts", texts, None)):
        ours, theirs, percent = compare(module.calc, calc_by_hand, facts, rounds)
        print(
            f"7.1, facts as {what}: compiled {ours} ns a call, by hand {theirs} ns, median ratio {shown(percent)}",
            end="",
        )
        print(f", limit {shown(limit)}" if limit else "")
        over |= limit is not None and percent > limit
    return int(over)


def compiled(folder: Path) -> ModuleType:
    """Compile the policy and import the module that comes out."""
    target = folder / "jindong_2025.py"
    command = [
        sys.executable,
        "-m",
        "tiaowen.compiler.cli",
        "compile",
        str(POLICY),
        "--target",
        "python",
        "-o",
        str(target),
    ]
    subprocess.run(command, stdin=subprocess.DEVNULL, check=True)
    spec = importlib.util.spec_from_file_location("jindong_2025", target)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def compare(ours: Calc, theirs: Calc, facts: Sequence[Facts], rounds: int) -> tuple[int, int, int]:
    """Return the median cost of a call of either in ns, and the median over the rounds of their ratio, in percent."""
    costs = [(round_ns(ours, facts), round_ns(theirs, facts)) for _ in range(rounds)]
    return (
        int(median(a for a, _ in costs)),
        int(median(b for _, b in costs)),
        int(median(a * 100 // b for a, b in costs)),
    )


def round_ns(calc: Calc, facts: Sequence[Facts]) -> int:
    start = perf_counter_ns()
    for _ in range(CALLS_A_ROUND // len(facts)):
        for one in facts:
            calc("7.1", one)
    return (perf_counter_ns() - start) // CALLS_A_ROUND


def agree(module: ModuleType, calls: Sequence[Facts]) -> None:
    """Exit unless both give the same result for ``calls``, and refuse the same wrong facts with the same codes."""
    for facts in calls:
        ours, theirs = module.calc("7.1", facts), calc_by_hand("7.1", facts)
        for name in ("value", "unit", "eligible", "kind", "form", "date", "clause", "citation", "title"):
            if getattr(ours, name) != getattr(theirs, name):
                sys.exit(f"{name} differs: {getattr(ours, name)!r}, by hand {getattr(theirs, name)!r}; {facts}")
    sound = calls[0]
    wrong: list[Facts] = [
        {**sound, name: value}
        for name in sound
        for value in (True, -1, 10**15, "1.001", "x", 1.5, None, Decimal("NaN"), Decimal("0.001"), "3亩")
        if not (name == "首次申报" and value is True)
    ]
    wrong += [{**sound, "委托外部机构研发费用": 10**14}, {**sound, "无此项": 1}, {}]
    for facts in wrong:
        codes = [refusal(module.calc, facts, module.FactError), refusal(calc_by_hand, facts, FactError)]
        if not codes[0] or codes[0] != codes[1]:
            sys.exit(f"refusals differ: {codes[0]}, by hand {codes[1]}; {facts}")


def refusal(calc: Calc, facts: Facts, fact_error: type[Any]) -> list[tuple[str, str]]:
    try:
        calc("7.1", facts)
    except fact_error as error:
        return [(fault.code, fault.fact) for fault in error.faults]
    return []


def some_facts(rng: random.Random) -> Facts:
    """Return facts that reach every branch of the rule now and then."""
    facts: Facts = {}
    for year in ("", "上年"):
        subsidy, own = rng.randrange(300), rng.randrange(50, 20000)
        facts[f"{year}研发费用合计"] = (own + subsidy) * 10**4
        facts[f"{year}政府补助部分"] = subsidy * 10**4
        facts[f"{year}委托外部机构研发费用"] = rng.randrange(own) * 10**4
    return {**facts, "营业收入": rng.randrange(300000) * 10**4, "首次申报": rng.random() < 0.3}


def spelled(value: object) -> object:
    return ("是" if value else "否") if isinstance(value, bool) else f"{int(str(value)) // 10**4}万元"


def shown(percent: int | None) -> str:
    return f"{Decimal(percent or 0) / 100:.2f}"


# The rule by hand. Amounts are whole 分; costs after halving the outsourced part are whole half 分.

TITLE = "研发投入补助"
CITATION = (
    "对企业研发费用（扣除政府补助部分、委托外部机构研发费用按50%折算）达到100万元以上并较上年有增长的或达到100万元以上并占营业收入比重高于3%（含）的，"
    "按存量部分2%和增量部分5%进行补助，每家企业最高补助500万元（其中委托外部机构部分最高补助200万元）。首次申报企业按5%，每家最高补助100万元"
)
FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2025, 12, 31)
AMOUNTS = (
    "研发费用合计",
    "政府补助部分",
    "委托外部机构研发费用",
    "上年研发费用合计",
    "上年政府补助部分",
    "上年委托外部机构研发费用",
    "营业收入",
)
NAMES = frozenset((*AMOUNTS, "首次申报"))
AMOUNT_TYPES = {name: FactType(name=name, kind="number", unit="元", decimals=2) for name in AMOUNTS}
FIRST_TYPE = FactType(name="首次申报", kind="boolean")
CENTS_LIMIT = 10**17


def calc_by_hand(clause_id: str, facts: Mapping[str, object], on: date | str | None = None) -> Result:
    faults: list[Fault] = []
    total = amount(facts, "研发费用合计", faults)
    subsidy = amount(facts, "政府补助部分", faults)
    outsourced = amount(facts, "委托外部机构研发费用", faults)
    total_before = amount(facts, "上年研发费用合计", faults)
    subsidy_before = amount(facts, "上年政府补助部分", faults)
    outsourced_before = amount(facts, "上年委托外部机构研发费用", faults)
    revenue = amount(facts, "营业收入", faults)
    first = yes(facts, "首次申报", faults)
    if len(facts) != len(NAMES) or faults:
        faults += [Fault("T0602", name, f"没有{name}", f"no {name}") for name in facts if name not in NAMES]
        raise FactError(faults)
    if outsourced > total - subsidy:
        faults.append(contained("委托外部机构研发费用"))
    if outsourced_before > total_before - subsidy_before:
        faults.append(contained("上年委托外部机构研发费用"))
    if faults:
        raise FactError(faults)
    day = parse_date(on, LAST_DAY)
    assert day is not None
    cost = 2 * (total - subsidy) - outsourced
    cost_before = 2 * (total_before - subsidy_before) - outsourced_before
    dense = revenue > 0 and cost * 100 >= revenue * 6
    if not (FIRST_DAY <= day <= LAST_DAY and cost >= 2 * 10**8 and (cost > cost_before or dense)):
        return result(Decimal("0.00"), False, day)
    # Below, amounts are hundredths of half 分 times the denominator.
    if first:
        numerator, denominator = min(cost * 5, 2 * 10**10), 1
    else:
        stock = cost if cost < cost_before else cost_before
        raw = 2 * stock + 5 * (cost - stock)
        numerator, denominator = raw * cost, cost
        if raw * outsourced > 4 * 10**10 * cost:
            numerator = raw * (cost - outsourced) + 4 * 10**10 * cost
        if numerator > 10**11 * cost:
            numerator, denominator = 10**11, 1
    return result(money(numerator, denominator * 20000), True, day)


def amount(facts: Mapping[str, object], name: str, faults: list[Fault]) -> int:
    """Read one amount into 分; plain whole yuan here, every other spelling by the common reader."""
    if name not in facts:
        faults.append(Fault("T0601", name, f"{name}没有填报", f"{name} is missing"))
        return 0
    value = facts[name]
    if type(value) is int:
        cents = value * 100
        if 0 <= cents < CENTS_LIMIT:
            return cents
    try:
        read = read_value(AMOUNT_TYPES[name], value)
    except FactError as error:
        faults += error.faults
        return 0
    assert isinstance(read, int)
    return read


def yes(facts: Mapping[str, object], name: str, faults: list[Fault]) -> bool:
    value = facts.get(name)
    if value is True or value is False:
        return value
    if name not in facts:
        faults.append(Fault("T0601", name, f"{name}没有填报", f"{name} is missing"))
        return False
    try:
        return read_value(FIRST_TYPE, value) is True
    except FactError as error:
        faults += error.faults
        return False


def contained(name: str) -> Fault:
    return Fault("T0614", name, f"{name}超过了研发费用合计减政府补助部分", f"{name} exceeds the sum it is part of")


def result(value: Decimal, eligible: bool, day: date) -> Result:
    return Result(
        "金华市金东区关于推动经济高质量发展的若干政策",
        "0" * 64,
        "by hand",
        "7.1",
        TITLE,
        CITATION,
        "元",
        "奖补",
        "定额",
        value,
        eligible,
        day,
        lambda: (f"{value}元",),
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 31))
