"""A simulation is the sum of single results: against ``calc`` and ``settle`` row by row, at thresholds, beside another policy,
with a number varied."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pyarrow as pa
import pytest

from support.policies import SEED, loaded
from support.simulated import NEW, OLD, new, old, policy_of
from tiaowen.compiler.pipeline import Loaded, reworded
from tiaowen.compiler.report.errors.simulation import UnreadableRange
from tiaowen.compiler.simulation.figures import Simulation
from tiaowen.compiler.simulation.paying import How
from tiaowen.compiler.simulation.population import CLAIMED, KEY
from tiaowen.compiler.simulation.simulate import simulate
from tiaowen.compiler.simulation.vary import Curving, VaryError, varied
from tiaowen.compiler.tables.memory import in_memory
from tiaowen.compiler.tables.source import TableError
from tiaowen.runtime import FactError

Row = dict[str, Any]


@cache
def applicants(size: int = 100) -> pa.Table:
    return new().population(size, seed=5).table


def money(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def claims_of(policy: Loaded, row: Row, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {
        name: {fact.name: row.get(f"{name} {fact.name}", row.get(fact.name)) for fact in policy.clauses[name].facts}
        for name in ids
    }


def settled(policy: Loaded, table: pa.Table) -> list[Any]:
    """Every row by itself, as ``policy.settle`` pays it."""
    rows = table.to_pylist()
    return [policy.settle(claims_of(policy, row, row[CLAIMED].split("、"))) for row in rows if row[CLAIMED]]


def test_the_cost_is_the_sum_of_single_settlements() -> None:
    made = new().simulate(applicants())
    singly = settled(new(), applicants())
    assert money(made.cost) == sum(each.total for each in singly)
    assert made.recipients == sum(each.total > 0 for each in singly)
    for figures in made.clauses:
        paid = [each.paid[figures.clause] for each in singly if figures.clause in each.paid]
        values = [sum(r.value) if isinstance(r.value, tuple) else r.value for r in paid]
        assert money(figures.paid or 0) == sum(values, Decimal(0))
        assert figures.recipients == len(paid)
        assert figures.dropped == sum(figures.clause in each.dropped for each in singly)
    assert any(figures.dropped for figures in made.clauses)


def test_groups_bands_and_the_largest_add_up() -> None:
    made = new().simulate(applicants())
    assert sum(group.paid for group in made.articles) == made.cost
    assert sum(group.paid for group in made.chapters) == made.cost
    # 1.1 has two departments, and counts for each.
    (shared,) = [each.paid or 0 for each in made.clauses if each.clause == "1.1"]
    assert sum(group.paid for group in made.departments) == made.cost + shared > made.cost
    assert [(group.name, group.role) for group in made.departments] == [
        ("区科技局", "responsible"),
        ("区财政局", "responsible"),
        ("区经信局", "responsible"),
    ]
    assert sum(band.applicants for band in made.bands) == made.recipients
    assert sum(band.amount for band in made.bands) == made.cost
    totals = sorted((each.total for each in settled(new(), applicants())), reverse=True)
    assert [money(each.paid) for each in made.largest] == totals[:20]
    assert all(sum(amount for _, amount in each.parts) == each.paid for each in made.largest)
    share, many, amount = made.tops[-1]
    assert share == 50 and money(amount) == sum(totals[:many])
    assert made.budget == 10**9 and not made.is_budget_given and made.is_synthetic


@pytest.mark.needs_system
def test_the_seed_policy_is_the_sum_of_single_settlements() -> None:
    table = loaded(SEED).population(150, seed=2).table
    made = loaded(SEED).simulate(table)
    singly = settled(loaded(SEED), table)
    assert money(made.cost) == sum(each.total for each in singly)
    assert made.faulty == 0


# ── thresholds ──


def rows_of(amounts: Sequence[str], fact: str, clause: str) -> pa.Table:
    return pa.table(
        {
            KEY: [f"甲{place}" for place in range(len(amounts))],
            CLAIMED: [clause] * len(amounts),
            fact: pa.array([Decimal(amount) for amount in amounts], pa.decimal128(18, 2)),
        }
    )


def test_within_five_hundredths_of_a_threshold_to_the_cent() -> None:
    """Less than 5% below 100万元: 95万元 is just 5%, one 分 more is less."""
    amounts = ["949999.99", "950000.00", "950000.01", "999999.99", "1000000.00", "1000000.01"]
    made = new().simulate(rows_of(amounts, "研发费用", "1.1"))
    (near,) = made.near
    assert (near.clause, near.fact, near.threshold, near.applicants) == ("1.1", "研发费用", "100万元", 2)
    assert near.amount == 2 * 10_000_000
    assert not made.cliffs and made.recipients == 2


def test_at_a_cliff_to_the_cent() -> None:
    """设备投资 above 300万元 gets nothing: up to 5% above it would have got 24万元."""
    amounts = ["2999999.99", "3000000.00", "3000000.01", "3149999.99", "3150000.00", "3150000.01"]
    made = new().simulate(rows_of(amounts, "设备投资", "2.1"))
    (cliff,) = made.cliffs
    assert (cliff.clause, cliff.threshold, cliff.applicants, cliff.amount) == ("2.1", "300万元", 3, 3 * 24_000_000)
    assert not made.near and cliff.is_cliff


def test_at_the_cap_to_the_cent() -> None:
    amounts = ["4999999.99", "5000000.00", "5000000.01", "5000000.05", "5000000.10"]
    made = new().simulate(rows_of(amounts, "研发费用", "1.1"))
    (figures,) = [each for each in made.clauses if each.clause == "1.1"]
    singly = [new().calc("1.1", {"研发费用": amount}) for amount in amounts]
    assert money(figures.paid or 0) == sum(Decimal(str(result.value)) for result in singly)
    assert 0 < figures.capped < len(amounts)


def test_a_number_of_several_facts_that_is_missed_by_little() -> None:
    text = NEW.replace("填报：研发费用：金额。", "填报：研发费用：金额；营业收入：金额。").replace(
        "条件：研发费用达到100万元以上。", "条件：研发费用达到100万元以上；研发费用占营业收入达到3%。"
    )
    policy = policy_of(
        text.replace("研发费用100万元以上。", "研发费用100万元以上，占营业收入3%。").replace(
            "研发费用100万元以上”", "研发费用100万元以上，占营业收入3%”"
        )
    )
    spent = ["2850000", "2850000.01", "2999999.99", "3000000", "900000"]
    turnover = pa.array([Decimal(100_000_000)] * 4 + [Decimal(31_000_000)], pa.decimal128(18, 2))
    table = rows_of(spent, "研发费用", "1.1").append_column("营业收入", turnover)
    found = [near for near in policy.simulate(table).near if near.threshold == "3%"]
    assert [(near.applicants, near.amount) for near in found] == [(2, None)]


# ── beside another policy ──


def test_gains_and_losses_are_those_of_single_settlements() -> None:
    made = new().simulate(applicants(), against=old()).against
    assert made is not None
    changes = []
    for row in applicants().to_pylist():
        ids = row[CLAIMED].split("、")
        was = dict(claims_of(new(), row, [i for i in ids if i != "3.2"]).items())
        if "2.1" in was:
            was["2.9"] = {"设备投资额": was.pop("2.1")["设备投资"]}
        before, after = old().settle(was).total, new().settle(claims_of(new(), row, ids)).total
        changes.append(after - before)
    assert made.gainers == sum(change > 0 for change in changes) > 0
    assert made.losers == sum(change < 0 for change in changes) > 0
    assert money(made.gained) == sum(change for change in changes if change > 0)
    assert money(made.lost) == -sum(change for change in changes if change < 0)
    assert made.new - made.old == made.gained - made.lost
    assert (
        sum(shift.change for shift in made.articles)
        == sum(shift.change for shift in made.clauses)
        == made.new - made.old
    )
    assert [shift.name for shift in made.clauses if shift.is_new] == ["3.2 认定奖励"]
    assert [name for name, _ in made.left_out] == ["9.9（原）"]
    assert sum(sum(fifth.counts.values()) for fifth in made.fifths) == made.gainers + made.losers + made.unchanged


def test_a_policy_beside_itself_changes_nothing() -> None:
    made = new().simulate(applicants(), against=policy_of(NEW, "同一份.policy")).against
    assert made is not None and (made.gainers, made.losers, made.old) == (0, 0, made.new)
    assert not made.left_out and not made.gains and not made.losses


def test_a_clause_whose_facts_the_table_lacks_is_compared_on_neither_side() -> None:
    other = policy_of(
        OLD.replace("填报：设备投资额：金额。", "填报：购置款：金额。")
        .replace("条件：设备投资额", "条件：购置款")
        .replace("补助：设备投资额", "补助：购置款")
    )
    made = new().simulate(applicants(), against=other).against
    assert made is not None and [name for name, _ in made.left_out] == ["2.1", "9.9（原）"]
    assert "购置款" in made.left_out[0][1].zh
    assert not any(shift.name.startswith("2.1") for shift in made.clauses)
    # Of 1.1, which is one matter with it, the new cap is all that changes.
    (shift,) = [each for each in made.clauses if each.name.startswith("1.1")]
    assert shift.losers == 0 < shift.gainers


# ── a number varied ──


def test_at_the_present_value_it_costs_what_it_costs() -> None:
    made = new().simulate(applicants(), vary=[("1.1 50万元", "40万元..70万元/3")])
    (curve,) = made.curves
    (now,) = [point for point in curve.points if point.is_present]
    assert now.cost == made.cost and now.text == "50万元" and now.value == 500_000
    assert [point.text for point in curve.points] == ["40万元", "50万元", "60万元", "70万元"]


def test_the_points_are_at_round_numbers_and_at_the_present_one() -> None:
    made = varied(new(), "1.1 50万元", "30万元..70万元")
    assert [int(value / 10_000) for value in made.values] == [30, 34, 38, 42, 46, 50, 54, 58, 62, 66, 70]
    assert [str(value) for value in varied(new(), "2.1 8%", "7%..8.5%").values][:2] == ["7/100", "73/1000"]


@pytest.mark.parametrize(
    ("number", "values", "value", "was", "now"),
    [
        ("1.1 50万元", "20万元..80万元/2", "20万元", "封顶50万元", "封顶20万元"),
        pytest.param("2.1 8%", "5%..12%", "12%", "投资的8%", "投资的12%", marks=pytest.mark.needs_system),
        (
            "2.1 300万元",
            "200万元..500万元/3",
            "500万元",
            "条件：设备投资100万元至300万元",
            "条件：设备投资100万元至500万元",
        ),
        pytest.param(
            "1.1 100万元", "0.5百万元..2百万元", "200万元", "达到100万元", "达到200万元", marks=pytest.mark.needs_system
        ),
    ],
)
def test_a_point_is_what_the_policy_with_that_number_costs(
    number: str, values: str, value: str, was: str, now: str
) -> None:
    """The document still says the old number: its quotation is not asked."""
    made = new().simulate(applicants(), vary=[(number, values)])
    (point,) = [each for each in made.curves[0].points if each.text == value]
    other = policy_of(NEW.replace(was, now))
    assert point.cost == other.simulate(applicants()).cost != made.cost


def refused(number: str, values: str = "1万元..2万元", policy: Loaded | None = None) -> tuple[str, str, str]:
    with pytest.raises(VaryError) as caught:
        (policy or new()).simulate(applicants(), vary=[(number, values)])
    (found,) = caught.value.diagnostics
    assert found.title.en and found.reason.en and found.suggestion is not None and found.suggestion.en
    return found.code, found.reason.zh, found.suggestion.zh


def test_a_number_that_stands_twice_is_asked_about_with_the_places() -> None:
    policy = policy_of(NEW.replace("封顶50万元", "封顶100万元").replace("最高50万元", "最高100万元"))
    code, why, mend = refused("1.1 100万元", policy=policy)
    assert code == "T0562" and "2处" in why and "100万元#1" in mend and "封顶100万元" in mend and "#全部" in mend
    vary = [(f"1.1 100万元#{which}", "90万元..110万元/2") for which in ("1", "2", "全部")]
    curves = policy.simulate(applicants(), vary=vary).curves
    assert len({curve.points[0].cost for curve in curves}) == 3


@pytest.mark.parametrize(
    ("number", "values", "code", "said"),
    [
        ("1.1 60万元", "1万元..2万元", "T0562", "50万元"),
        ("9.1 60万元", "1万元..2万元", "T0562", "没有规则"),
        ("1.1", "1万元..2万元", "T0562", "没有写要变动的数"),
        ("", "1万元..2万元", "T0562", "没有规则"),
        ("1.1 50万元#9", "1万元..2万元", "T0562", "1处"),
        ("1.1 50万元", "30-50", "T0563", ".."),
        ("1.1 50万元", "50万元..30万元", "T0563", "小于"),
        ("1.1 50万元", "3亩..5亩", "T0563", "亩"),
        ("1.1 50万元", "1万元..2万元/0", "T0563", "份数"),
        ("1.1 50万元", "1万元..2万元/9999", "T0563", "份数"),
        ("1.1 50万元", "10万元..20万元/7", "T0563", "小数"),
    ],
)
def test_what_cannot_be_varied_is_refused(number: str, values: str, code: str, said: str) -> None:
    found = refused(number, values)
    assert found[0] == code and said in found[1] + found[2]


def test_a_value_with_which_the_rule_cannot_be_read_is_told() -> None:
    made = varied(new(), "2.1 8%", "5%..12%")
    wrong = UnreadableRange(said="x", why=("读不通", "unreadable"))
    with pytest.raises(VaryError) as caught:
        Curving(new(), made, ["2.1"], How(), {}, lambda policy, _name, _sources: (policy, (wrong,)), "python")
    (found,) = caught.value.diagnostics
    assert found.code == "T0564" and "5%" in found.title.zh and wrong.title.zh in found.reason.zh


# ── tables as they come ──


def test_nobody_claims_anything() -> None:
    with pytest.raises(VaryError) as caught:
        new().simulate(pa.table({KEY: ["甲"], CLAIMED: [""], "研发费用": pa.array([None], pa.decimal128(18, 2))}))
    assert [each.code for each in caught.value.diagnostics] == ["T0565"]


def test_a_faulty_claim_is_counted_and_stops_nothing() -> None:
    table = rows_of(["2000000", "3000000"], "研发费用", "1.1").set_column(2, "研发费用", pa.array(["两条", "300万元"]))
    made = new().simulate(table)
    assert made.faulty == 1 and made.recipients == 1 and made.cost == 30_000_000
    assert not made.is_synthetic


def test_a_day_out_of_force_pays_nothing() -> None:
    made = new().simulate(applicants(), date="2027-01-01")
    assert made.cost == 0 and made.day == date(2027, 1, 1) and not made.bands


def test_budget_goes_before_that_of_the_policy() -> None:
    made = new().simulate(applicants(), budget="2000万元")
    assert made.budget == 2_000_000_000 and made.is_budget_given
    with pytest.raises(FactError):
        new().simulate(applicants(), budget="很多")


def test_the_same_twice() -> None:
    first, second = (new().simulate(applicants(), against=old(), vary=[("2.1 8%", "5%..12%/1")]) for _ in range(2))
    assert isinstance(first, Simulation) and first == second == replace(second)
    assert all(isinstance(point.value, Fraction) for point in first.curves[0].points)


# ── chunk by chunk, with options ──


def test_chunks_are_the_whole() -> None:
    """Whatever the size of a chunk: the same applicant in two of them, ties among the largest, gains and losses."""
    table = pa.concat_tables([applicants(300), applicants(300).slice(290)])
    vary = [varied(new(), "1.1 50万元", "30万元..70万元/2")]
    whole, parts = (
        simulate(
            new(), in_memory(table), reworded=reworded, other=old(), budget=3 * 10**9, vary=vary, how=How(), size=size
        )
        for size in (10_000, 41)
    )
    assert whole == parts and whole.faulty == 10 and whole.near and whole.against and whole.shared


def test_a_budget_is_shared_out_as_batch_does() -> None:
    budget = {"一": "40万元", "全部": "60万元"}
    made = new().simulate(applicants(), budget=budget).shared
    assert made is not None and made == new().batch(applicants(), budget=budget).summary.shared
    assert [pot.name for pot in made.pots] == ["一", "全部"] and 0 < made.paid <= made.budget == 10**8
    assert new().simulate(applicants()).shared is None


def test_some_clauses_only() -> None:
    every, some = (
        new().simulate(applicants(), against=old()),
        new().simulate(applicants(), against=old(), clauses=["1.1"]),
    )
    assert [each.clause for each in some.clauses] == ["1.1"] and some.faulty == 0
    (figures,) = [each for each in every.clauses if each.clause == "1.1"]
    assert some.cost == figures.amount and {each.clause for each in some.near} <= {"1.1"}
    assert some.against is not None and [each.name for each in some.against.clauses] == ["1.1 研发补助"]
    with pytest.raises(TableError, match=r"--vary 2\.1"):
        new().simulate(applicants(), clauses=["1.1"], vary=[("2.1 8%", "5%..12%")])
    with pytest.raises(FactError):
        new().simulate(applicants(), clauses=["7.7"])


def test_a_unit_beside_the_table() -> None:
    """With --unit as with the unit in the heading, on both sides of a threshold too."""
    bare = rows_of(["95.5", "120"], "研发费用", "1.1")
    headed = bare.rename_columns([KEY, CLAIMED, "研发费用（万元）"])
    made = new().simulate(bare, units={"研发费用": "万元"}, against=old(), vary=[("1.1 50万元", "10万元..50万元/1")])
    assert made == new().simulate(headed, against=old(), vary=[("1.1 50万元", "10万元..50万元/1")])
    assert made.cost == 12_000_000 and [near.applicants for near in made.near] == [1]
    with pytest.raises(TableError):
        new().simulate(bare, units={"研究费用": "万元"})
