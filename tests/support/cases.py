"""Generated facts for the clauses of the first policy, aimed at the places where a rule can go wrong.

Comes in: a clause of ``oracle.CLAUSES`` and a seeded ``Random``. Goes out: cases, each the facts as a caller may write
them (numbers, texts with units, 是/否 …) beside the same facts in the oracle's exact form. The same seed gives the same
cases.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from .oracle import APPROVED, CLAUSES, DEFAULT_DATE, WAN, YI, expected

Exact = dict[str, Any]

CENT = Fraction(1, 100)
FOUR_PLACES = Fraction(1, 10**4)
STEPS = {"金额": CENT, "比例": Fraction(1, 10**8), "亩": FOUR_PLACES, "公斤": FOUR_PLACES, "米": FOUR_PLACES}
LARGEST = {"金额": Fraction(10**15) - CENT, "比例": Fraction(10), "整数": Fraction(10)}
LARGEST_QUANTITY = Fraction(10**9)

DATES = tuple(
    date.fromisoformat(day)
    for day in ("2025-01-01", "2025-06-30", "2024-12-31", "2026-01-01", "2028-12-31", "2029-01-01")
)

# The values at which the words of a clause change what it pays: its thresholds, and where its caps begin to bind.
THRESHOLDS: dict[str, dict[str, tuple[Fraction | int, ...]]] = {
    "4.1": {"科技保险保费": (25 * WAN,)},
    "5.1": {"科技成果转化保险保费": (25 * WAN,)},
    "5.2": {"年销售收入": tuple(3000 * WAN + k * 2000 * WAN for k in range(7))},
    "6.2": {"海外工程师年薪总额": (60 * WAN,)},
    "7.1": {"研发费用合计": (100 * WAN, 2000 * WAN, YI, 25000 * WAN)},
    "7.2": {"清单项目加回比例": (Fraction(3, 2), Fraction(2))},
    "7.3": {"年度研发费用支出": (100 * WAN,), "营业收入": (2000 * WAN,)},
    "8.4": {"科技合作服务实际支付费用": (40 * WAN,)},
    "10.1": {"实际设备投资额": (100 * WAN, 300 * WAN)},
    "11.1": {"已获数字化改造相关政策奖励": (20 * WAN,)},
    "21.1": {"全程提单业务规模": (3000,)},
    "23.1": {"公路宽度": (8,)},
    "26.2": {"短期出口信用保险保费": (625 * WAN,)},
    "26.3": {"期权费": (3000, 1500)},
    "26.4": {"年度跨境人民币结算量": (5 * YI,)},
    "34.2": {"示范基地建设费用": (30 * WAN,)},
    "35.1": {"规模种植面积": (50,)},
    "35.2": {"交售早籼谷": (50,)},
    "35.3": {"交售晚籼谷": (50,)},
    "35.4": {"稻渔综合种养面积": (50, 500)},
    "35.5": {"检测批次量": (300, 350, 400)},
    "36.1": {"林下中药材连片面积": (30,)},
    "36.2": {"油茶连片面积": (20,), "油茶补助年次": (0, 1, 2, 3)},
    "36.3": {"油茶新种基地面积": (2, 20)},
    "36.4": {"森林质量提升连片面积": (100,)},
    "37.1": {"集中连片种植面积": (5, 15, 30), "特色产业实际投资": (300 * WAN,)},
    "37.2": {"佛手新种植面积": (5, 100)},
    "48.1": {"家庭年收入": (10 * WAN,)},
}

# Where one fact's threshold is another fact's value: the fact, and its critical values given the others.
TIES: dict[str, tuple[str, Callable[[Exact], Iterable[Fraction]]]] = {
    "7.2": ("清单项目研发投入", lambda f: (f["国有企业研发投入"],)),
    "7.3": ("年度研发费用支出", lambda f: (f["营业收入"] / 20,)),
    "25.2": ("本年销售额", lambda f: (f["上年销售额"] * 11 / 10, f["上年销售额"])),
    "26.4": (
        "当年度经常项目和直接投资结算量",
        lambda f: (f["上年度经常项目和直接投资结算量"] + growth for growth in (0, 100 * WAN * 10000 / 3)),
    ),
    "35.3": ("晚籼谷种植面积", lambda f: (f["交售晚籼谷"] / 450,)),
    "48.1": ("家庭人均收入", lambda f: (f["低保边缘标准"],)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """``given`` is what a caller passes, ``exact`` the same for the oracle; ``on`` None leaves the date to default."""

    given: dict[str, object]
    exact: Exact
    on: date | None

    @property
    def date(self) -> date:
        return self.on or DEFAULT_DATE


def generate(clause_id: str, rng: Random, n: int) -> list[Case]:
    """Return ``n`` cases of ``clause_id``; at most a few in a hundred have facts that contradict each other."""
    return [_case(clause_id, rng) for _ in range(n)]


def boundary_values(clause_id: str) -> dict[str, tuple[Fraction, ...]]:
    """Return, for each numeric fact or list: 0, one step, each threshold with a step either side, a large value."""
    thresholds = THRESHOLDS.get(clause_id, {})
    values = {}
    for name, kind in CLAUSES[clause_id].facts.items():
        element = kind.removeprefix("list of ")
        if _is_number(element):
            step = _step(element)
            near = [t + k * step for t in map(Fraction, thresholds.get(name, ())) for k in (-1, 0, 1)]
            values[name] = tuple(sorted({Fraction(0), step, *(v for v in near if v >= 0), _largest(element)}))
    return values


def _case(clause_id: str, rng: Random) -> Case:
    while True:
        exact = _exact_facts(clause_id, rng)
        try:
            _, value = expected(clause_id, exact)
        except ValueError:
            if rng.random() < 0.03:
                break
            continue
        if CLAUSES[clause_id].ceiling and rng.random() < 0.25:
            approved = rng.choice([*_near(Fraction(value), "金额"), Fraction(0), _any_number("金额", rng)])
            exact[APPROVED] = min(approved, _largest("金额"))
        break
    return Case(
        given=_spell_all(clause_id, exact, rng),
        exact=exact,
        on=rng.choice(DATES) if rng.random() < 0.1 else None,
    )


def _exact_facts(clause_id: str, rng: Random) -> Exact:
    if clause_id == "7.1":
        return _research_facts(rng)
    if clause_id == "35.6":
        return {"检测记录": _records(rng)}
    bounds = boundary_values(clause_id)
    facts = {name: _any_value(kind, bounds.get(name, ()), rng) for name, kind in CLAUSES[clause_id].facts.items()}
    if clause_id in TIES and rng.random() < 0.6:
        name, critical = TIES[clause_id]
        kind = CLAUSES[clause_id].facts[name]
        facts[name] = min(
            rng.choice([near for value in critical(facts) for near in _near(value, kind)]), _largest(kind)
        )
    return facts


def _any_value(kind: str, bounds: tuple[Fraction, ...], rng: Random) -> Any:
    if kind.startswith("list of "):
        element = kind.removeprefix("list of ")
        return [_any_value(element, bounds, rng) for _ in range(rng.choice((0, 1, 1, 2, 3, 6)))]
    if kind == "是否":
        return rng.random() < 0.7
    if kind.startswith("["):
        return rng.choice(kind[1:-1].split(", "))
    if rng.random() < 0.6:
        return rng.choice(bounds[:-1] if rng.random() < 0.95 else bounds)
    return _any_number(kind, rng)


def _any_number(kind: str, rng: Random) -> Fraction:
    """Return a number of ``kind`` of any magnitude, small ones as often as large ones."""
    steps_max = int(_largest(kind) / _step(kind))
    digits = rng.randint(1, len(str(steps_max)))
    return min(rng.randrange(10**digits), steps_max) * _step(kind)


def _near(value: Fraction, kind: str) -> Iterator[Fraction]:
    """Yield the writable numbers of ``kind`` around ``value``."""
    step = _step(kind)
    middle = value // step * step
    return (near for near in (middle - step, middle, middle + step) if near >= 0)


def _is_number(kind: str) -> bool:
    return kind not in ("是否", "日期", "文字") and not kind.startswith(("[", "{"))


def _step(kind: str) -> Fraction:
    return STEPS.get(kind, Fraction(1))


def _largest(kind: str) -> Fraction:
    return LARGEST.get(kind, LARGEST_QUANTITY)


# 7.1: the facts are built backwards from the research costs B and P, so that the thresholds are met exactly.

# (B, P, outsourced): where the cap of 500万, the sub-cap of 200万, or both begin to bind.
RESEARCH_CORNERS = (
    (YI, Fraction(0), Fraction(0)),
    (YI, Fraction(0), 8000 * WAN),
    (12000 * WAN, Fraction(0), 12000 * WAN),
    (25000 * WAN, 25000 * WAN, Fraction(0)),
    (YI, YI, 2 * YI),
    (20000 * WAN, 30000 * WAN, 20000 * WAN),
)


def _research_facts(rng: Random) -> Exact:
    cost, before, outsourced = _research_costs(rng)
    revenue_options = [Fraction(0), *_near(cost * 100 / 3, "金额"), _any_number("金额", rng)]
    facts = {
        **_research_year(cost, outsourced, rng, ""),
        **_research_year(before, rng.choice((Fraction(0), before, _within(before * 2, rng))), rng, "上年"),
        "营业收入": min(rng.choice(revenue_options), _largest("金额")),
        "首次申报": rng.random() < 0.3,
    }
    return {name: facts[name] for name in CLAUSES["7.1"].facts}


def _research_costs(rng: Random) -> tuple[Fraction, Fraction, Fraction]:
    """Return 研发费用 of this year and of the last, and this year's outsourced costs (at most twice the former)."""
    jitter = rng.choice((-CENT, Fraction(0), Fraction(0), CENT))
    if rng.random() < 0.3:
        cost, before, outsourced = rng.choice(RESEARCH_CORNERS)
        if outsourced:
            outsourced += rng.choice((-CENT, Fraction(0), CENT))
        return cost + jitter, before, min(outsourced, (cost + jitter) * 2)
    before = rng.choice((Fraction(0), 100 * WAN, 5000 * WAN, _within(YI, rng), _within(10**6 * YI, rng)))
    cost = rng.choice(
        (
            100 * WAN,
            2000 * WAN,
            before,
            max(before, 100 * WAN),
            (500 * WAN + before * 3 / 100) * 20 // CENT * CENT,
            _within(YI, rng) * 3,
            _within(5 * YI, rng),
            _within(10**6 * YI, rng),
        )
    )
    cost = max(cost + jitter, Fraction(0))
    if rng.random() < 0.2:
        before = rng.choice(list(_near(cost, "金额")))
    raw = min(cost, before) / 50 + max(cost - before, Fraction(0)) / 20
    at_sub_cap = 400 * WAN * cost / raw // CENT * CENT if raw else Fraction(0)
    outsourced = rng.choice(
        (Fraction(0), cost, cost * 2, _within(cost * 2, rng), max(at_sub_cap + jitter, Fraction(0)))
    )
    return cost, before, min(outsourced, cost * 2)


def _research_year(cost: Fraction, outsourced: Fraction, rng: Random, year: str) -> Exact:
    """Return a year's three facts that make ``cost`` (half a 分 less where the halving asks for it)."""
    subsidy = rng.choice((Fraction(0), Fraction(0), _within(1000 * WAN, rng)))
    total = (cost + outsourced / 2 + subsidy) // CENT * CENT
    if rng.random() < 0.01:
        outsourced = total - subsidy + CENT
    return {f"{year}研发费用合计": total, f"{year}政府补助部分": subsidy, f"{year}委托外部机构研发费用": outsourced}


def _within(most: Fraction, rng: Random) -> Fraction:
    return rng.randint(0, int(most / CENT)) * CENT


# 35.6: mostly a year with a true record in each month, some days with more than three of one unit.


def _records(rng: Random) -> list[Exact]:
    months = list(range(1, 13))
    if rng.random() < 0.2:
        months.remove(rng.choice(months))
    days = [date(2025, month, rng.randint(1, 28)) for month in months]
    records = [_record(day, rng, true=True) for day in days]
    for _ in range(rng.choice((0, 2, 6))):
        day = rng.choice((date(2025, 1, 1), date(2025, 12, 31), date(2025, 1, 1) + timedelta(days=rng.randrange(365))))
        unit = rng.choice(("孝顺镇", "傅村镇"))
        records += [_record(day, rng, true=rng.random() < 0.7, unit=unit) for _ in range(rng.randint(1, 5))]
    if rng.random() < 0.1:
        records.append(_record(rng.choice((date(2024, 12, 31), date(2026, 1, 1))), rng, true=rng.random() < 0.5))
    rng.shuffle(records)
    return records if rng.random() < 0.95 else []


def _record(day: date, rng: Random, *, true: bool, unit: str | None = None) -> Exact:
    return {"日期": day, "单位": unit or rng.choice(("孝顺镇", "傅村镇", "多湖街道")), "相符": true}


# How a caller may write a fact.


def _spell_all(clause_id: str, exact: Exact, rng: Random) -> dict[str, object]:
    clause = CLAUSES[clause_id]
    types = {**clause.facts, APPROVED: "金额"}
    given = {}
    for name, value in exact.items():
        if name in clause.defaults and value == clause.defaults[name] and rng.random() < 0.5:
            continue
        given[name] = _spell(types[name], value, rng)
    return given


def _spell(kind: str, value: Any, rng: Random) -> object:
    if kind.startswith("list of {"):
        fields = dict(field.split(": ") for field in kind.removeprefix("list of ")[1:-1].split(", "))
        records = [{name: _spell(of, record[name], rng) for name, of in fields.items()} for record in value]
        return [list(record.values()) if rng.random() < 0.3 else record for record in records]
    if kind.startswith("list of "):
        items = [_spell(kind.removeprefix("list of "), item, rng) for item in value]
        return tuple(items) if rng.random() < 0.5 else items
    if kind == "是否":
        return rng.choice((value, "是" if value else "否"))
    if kind == "日期":
        return rng.choice((value, value.isoformat()))
    return _spell_number(kind, value, rng) if _is_number(kind) else value


def _spell_number(kind: str, value: Fraction, rng: Random) -> object:
    spellings: list[object] = [Decimal(_digits(value))]
    if value.denominator == 1:
        spellings.append(int(value))
    if kind == "比例":
        spellings.append(f"{_digits(value * 100)}%")
    elif kind == "整数":
        spellings = [int(value), _digits(value)]
    else:
        unit = "元" if kind == "金额" else kind
        spellings += [_digits(value), _digits(value) + unit]
    if kind == "金额":
        spellings += [f"{_digits(value / WAN)}万元", f"{_digits(value / YI)}亿元"]
    return rng.choice(spellings)


def _digits(value: Fraction) -> str:
    """Return ``value`` (at most ten decimals) in plain decimal digits, none to spare."""
    whole, decimals = divmod(int(value * 10**10), 10**10)
    return f"{whole}.{decimals:010d}".rstrip("0").rstrip(".")
