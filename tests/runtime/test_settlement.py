"""Settlement of results: what is paid, dropped, refused, never counted, and how it is told."""

import json
from datetime import date
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest

from tiaowen.runtime import settle as module
from tiaowen.runtime.errors import FactError
from tiaowen.runtime.result import Outcome, Result
from tiaowen.runtime.selection import best_of
from tiaowen.runtime.settle import best_settlement


def result(
    clause: str,
    value: Outcome = Decimal("1.00"),
    *,
    form: str = "奖补",
    kind: str = "定额",
    unit: str = "元",
    eligible: bool = True,
    on: date | None = date(2025, 12, 31),
) -> Result:
    lines = (f"规则 {clause}", "条件1 达标：不符合", "　还差1家") if not eligible else (f"规则 {clause}", "按5%")
    return Result(
        policy="试行政策",
        policy_hash="0" * 64,
        compiler="0",
        clause=clause,
        title=f"第{clause}项",
        citation="给予支持",
        unit=unit,
        form=form,
        kind=kind,
        value=value,
        eligible=eligible,
        date=on,
        explain=lambda: (*lines, f"结果：{value}"),
    )


def test_each_claim_stands_in_one_place() -> None:
    claims = {
        "甲": result("1", Decimal("10.00")),
        "乙": result("2", Decimal("7.50"), form="减免"),
        "丙": result("3", Decimal("12.00")),
        "丁": result("4", Decimal("0.00")),
        "戊": result("5", Decimal("0.00"), eligible=False),
        "己": result("6", True, form="资格", kind="资格", unit=""),
        "庚": result("7", 300, form="核算", kind="核算", unit="批次"),
        "辛": result("8", Decimal("99.00"), form="交纳"),
    }
    settled = best_settlement(claims, [("甲", "丙"), ("乙", "丙"), ("甲", "辛"), ("丁", "乙")])
    assert settled.paid == {"甲": claims["甲"], "乙": claims["乙"]}
    assert settled.dropped == {"丙": ("甲", "乙")}
    assert settled.refused == {"丁": claims["丁"], "戊": claims["戊"]}
    assert settled.others == {"己": claims["己"], "庚": claims["庚"], "辛": claims["辛"]}
    assert settled.total == Decimal("17.50") and settled.total.as_tuple().exponent == -2
    assert settled.subtotals == {"奖补": Decimal("10.00"), "减免": Decimal("7.50")}
    assert settled.kind == "定额"
    assert settled.date == date(2025, 12, 31)


def test_nothing_to_settle() -> None:
    settled = best_settlement({}, [])
    assert settled.total == Decimal("0.00") and settled.total.as_tuple().exponent == -2
    assert settled.paid == {} and settled.dropped == {} and settled.date is None
    assert settled.summary == ("合计：0元，其中奖补0元，减免0元",)


def test_a_ceiling_counts_only_where_it_is_paid() -> None:
    ceiling = result("1", Decimal("5.00"), kind="上限")
    assert best_settlement({"甲": ceiling, "乙": result("2")}, []).kind == "上限"
    assert best_settlement({"甲": ceiling, "乙": result("2", Decimal("6.00"))}, [("甲", "乙")]).kind == "定额"
    assert best_settlement({"甲": result("1", kind="核定")}, []).kind == "定额"


def test_of_equal_totals_the_earlier_claims_are_kept() -> None:
    claims = {name: result(name, Decimal("5.00")) for name in "abcd"}
    assert list(best_settlement(claims, [("a", "b"), ("c", "d"), ("b", "c")]).paid) == ["a", "c"]


def test_amounts_of_several_years_and_parties_count_whole() -> None:
    yearly = result("1", (Decimal("2.00"), Decimal("0.50")))
    split = result("2", {"企业": Decimal("1.00"), "个人": Decimal("1.49")})
    settled = best_settlement({"甲": yearly, "乙": split}, [("甲", "乙")])
    assert list(settled.paid) == ["甲"] and settled.total == Decimal("2.50")


def test_large_amounts_stay_exact() -> None:
    claims = {str(number): result(str(number), Decimal(f"{10**30 + number}.01")) for number in range(3)}
    assert best_settlement(claims, [("0", "1"), ("0", "2")]).total == Decimal(f"{2 * 10**30 + 3}.02")


def test_dates_that_differ_are_no_date() -> None:
    assert best_settlement({"甲": result("1"), "乙": result("2", on=None)}, []).date is None


def test_the_explanation_says_what_was_paid_instead_and_why_not() -> None:
    claims = {
        "1": result("1", Decimal("200000.00")),
        "2": result("2", Decimal("150000.00"), kind="上限"),
        "3": result("3", eligible=False),
        "4": result("4", Decimal("0.00")),
        "5": result("5", 300, form="核算", unit="批次"),
    }
    settled = best_settlement(claims, [("1", "2")])
    assert settled.summary == (
        "合计：20万元，其中奖补20万元，减免0元",
        "支付：",
        "　1　第1项：20万元",
        "不重复享受：",
        "　2　第2项：15万元（上限），与1（20万元）是同一事项，就高支付后者",
        "不支付：",
        "　3　第3项：条件1 达标：不符合；还差1家",
        "　4　第4项：按规则算得0元",
        "不计入合计：",
        "　5　第5项：300",
    )
    told = settled.explain().split("\n")
    assert told[: len(settled.summary)] == list(settled.summary)
    for name, made in claims.items():
        at = told.index(f"【{name}】")
        assert told[at + 1 : at + 1 + len(made.trace)] == list(made.trace)


def test_as_json() -> None:
    claims = {"甲": result("1", Decimal("5.00")), "乙": result("2"), "丙": result("3", eligible=False)}
    said = best_settlement(claims, [("甲", "乙")]).to_dict()
    assert json.loads(json.dumps(said)) == said
    assert said["total"] == "5.00" and said["kind"] == "定额" and said["date"] == "2025-12-31"
    assert said["subtotals"] == {"奖补": "5.00", "减免": "0.00"}
    assert said["paid"] == {"甲": claims["甲"].to_dict()}
    assert said["dropped"] == {"乙": ["甲"]}
    assert said["refused"] == {"丙": claims["丙"].to_dict()}


def test_too_many_exclusions_are_refused_rather_than_settled_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "best_of", lambda weights, excluded: best_of(weights, excluded, work_max=30))
    claims = {str(number): result(str(number)) for number in range(12)}
    pairs = [pair for pair in combinations(claims, 2) if Random("".join(pair)).random() < 0.4]
    with pytest.raises(FactError) as raised:
        best_settlement(claims, pairs)
    assert raised.value.code == "T0625"
    assert "12项" in raised.value.message and f"{len(pairs)}对" in raised.value.message
