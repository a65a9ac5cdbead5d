"""A budget in pots and a register of what was approved, over the rows of a table: as ``allocate`` has it, applicant by applicant."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from support.command import Command
from support.simulated import NEW, new
from tiaowen.compiler import load
from tiaowen.compiler.batch.approved import read_register
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.simulation.population import CLAIMED, KEY
from tiaowen.compiler.tables.source import TableError
from tiaowen.runtime import FactError

CEILING = """某园区支持办法

【政策】某园区支持办法
有效期：2025年1月1日至2025年12月31日；
同一事项：就高从优，不重复享受；
1与2。
【完】

（一）对首次升规的企业，最高奖励10万元。对年产值突破1亿元的企业，奖励8万元。

【规则 1】升规奖励
依据：“对首次升规的企业，最高奖励10万元”
填报：首次升规：是否。
条件：首次升规。
最高奖励：10万元。
算例：首次升规，得10万元。
【完】

【规则 2】产值奖励
依据：“对年产值突破1亿元的企业，奖励8万元”
填报：年产值：金额。
条件：年产值突破1亿元。
奖励：8万元。
算例：年产值2亿元，得8万元。
【完】
"""
POTS = {"二": "30万元", "区科技局": "40万元", "全部": "50万元"}


@cache
def applicants() -> pa.Table:
    return new().population(60, seed=3).table


def claims_of(policy: Loaded, table: pa.Table) -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for row in table.to_pylist():
        ids = row[CLAIMED].split("、") if row[CLAIMED] else ()
        found[row[KEY]] = {name: {of.name: row[of.name] for of in policy.clauses[name].facts} for name in ids}
    return {name: claims for name, claims in found.items() if claims}


def register_of(table: pa.Table) -> dict[str, dict[str, object]]:
    claim = [row[KEY] for row in table.to_pylist() if row[CLAIMED] and "3.2" in row[CLAIMED].split("、")]
    assert len(claim) > 2
    return {name: {"3.2": "1.5万元"} for name in claim[::2]}


@pytest.mark.parametrize("budget", ["100万元", POTS])
@pytest.mark.parametrize("has_register", [False, True])
def test_as_allocate_shares_it(budget: object, has_register: bool) -> None:
    approved = register_of(applicants()) if has_register else None
    made = new().batch(applicants(), budget=budget, approved=approved)
    alone = new().allocate(claims_of(new(), applicants()), budget=budget, approved=approved)
    shares = dict(zip(made.table[KEY].to_pylist(), made.table["分配"].to_pylist(), strict=True))
    assert {name: share for name, share in shares.items() if share is not None} == alone.shares
    shared = made.summary.shared
    assert shared is not None and shared.pots == alone.pots
    assert Decimal(shared.budget - shared.paid).scaleb(-2) == alone.remainder
    totals = dict(zip(made.table[KEY].to_pylist(), made.table["合计"].to_pylist(), strict=True))
    assert {name: total for name, total in totals.items() if total is not None} == alone.due
    unpaid = [said for said in made.table["未付"].to_pylist() if said and "还没有核定金额" in said]
    assert len(unpaid) == sum(map(len, alone.unapproved.values())) and bool(unpaid) is has_register


def test_what_is_wrong_with_a_register() -> None:
    table = applicants()
    with pytest.raises(FactError, match="没有申报"):
        new().batch(table, settle=True, approved={"谁": {"3.2": "1万元"}})
    with pytest.raises(FactError, match="不是上限"):
        new().batch(table, settle=True, approved={table[KEY][0].as_py(): {"1.1": "1万元"}})
    with pytest.raises(FactError, match=r"没有「9\.9」"):
        new().batch(table, settle=True, approved={table[KEY][0].as_py(): {"9.9": "1万元"}})
    with pytest.raises(TableError, match="--approved"):
        new().batch(table.drop_columns([KEY]), settle=True, approved={})
    others = [row[KEY] for row in table.to_pylist() if row[CLAIMED] and "3.2" not in row[CLAIMED]]
    made = new().batch(table, settle=True, approved={others[0]: {"3.2": "1万元"}})
    assert [(each.key, each.clause, each.code) for each in made.faults] == [(others[0], "3.2", "T0551")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("长.csv", "统一社会信用代码,条款,核定金额（万元）\n甲,3.2,8\n乙,3.2,\n丙,3.2,1234元\n合计,,8\n"),
        ("宽.csv", "申报人,3.2（万元）\n甲,8\n乙,\n丙,1234元\n"),
    ],
)
def test_a_register_in_a_table(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    assert read_register(new(), str(file)) == {"甲": {"3.2": "8万元"}, "丙": {"3.2": "1234元"}}


def test_the_commands_take_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = Command(monkeypatch)
    policy = tmp_path / "试行.policy"
    policy.write_text(NEW, "utf-8")
    facts = tmp_path / "全部.json"
    facts.write_text(
        '{"申报": {"甲": {"3.2": {"认定企业": 1}}, "乙": {"3.2": {"认定企业": 1}}}, "预算": "9万元"}', "utf-8"
    )
    given = tmp_path / "申报.csv"
    given.write_text("统一社会信用代码,认定企业\n甲,1\n乙,1\n", "utf-8")
    register = tmp_path / "核定.csv"
    register.write_text("统一社会信用代码,条款,核定金额\n甲,3.2,3万元\n", "utf-8")
    run = command("allocate", policy, "--facts", facts, "--approved", register)
    assert run.code == 0 and "分得3万元" in run.out and "还没有核定金额" in run.out
    out = tmp_path / "结果.csv"
    run = command(
        "batch",
        policy,
        "--in",
        given,
        "--out",
        out,
        "--approved",
        register,
        "--budget",
        "3.2=2万元",
        "--budget",
        "全部=5000元",
    )
    assert run.code == 0 and "预算「3.2」2万元：申请3万元，付2万元，余额0元，转由后面的预算支付1万元" in run.out
    assert out.read_text("utf-8-sig").splitlines()[1].endswith('"30000.00",,"25000.00"')
    told = ("notice", policy, "--results", out, "--in", given, "-o", tmp_path / "公示")
    run = command(*told, "--approved", register)
    assert run.code == 0 and "1个申报单位、1个事项，合计30000.00元" in run.out, run.err
    run = command(*told)
    assert run.code == 2 and "T0547" in run.err
    register.write_text("统一社会信用代码,条款,核定金额\n甲,3.2,3万元\n甲,3.2,3万元\n", "utf-8")
    run = command("allocate", policy, "--facts", facts, "--approved", register)
    assert run.code == 2 and "甲的「3.2」写了两次" in run.err
    register.write_text("统一社会信用代码,条款\n甲,3.2\n", "utf-8")
    run = command("allocate", policy, "--facts", facts, "--approved", register)
    assert run.code == 2 and "核定金额" in run.err


def test_of_some_clauses_the_others_are_not_told_of() -> None:
    """A row claims 1.1 and 3.1; asked for is 1.1."""
    made = new().batch(applicants(), clauses=["1.1"])
    assert not made.faults and made.summary.clauses[0].claims > 0


def test_an_approved_amount_that_is_not_paid_is_no_ceiling(tmp_path: Path) -> None:
    """In 未付, whether a register or a column has it."""
    (tmp_path / "园区.policy").write_text(CEILING, "utf-8")
    policy = load(tmp_path / "园区.policy")
    table = pa.table({KEY: ["甲", "乙"], "首次升规": [True] * 2, "年产值": ["2亿元"] * 2})
    less = "1 升规奖励：5万元（核定），与2（8万元）是同一事项，就高支付后者"
    registered = policy.batch(table, settle=True, approved={"甲": {"1": "5万元"}}).table
    assert registered["未付"].to_pylist() == [less, "1 是上限，至多10万元，还没有核定金额，不计入应得"]
    in_column = table.append_column("1 核定金额", pa.array(["5万元", "9万元"]))
    said = policy.batch(in_column, settle=True).table["未付"].to_pylist()
    assert said == [less, "2 产值奖励：8万元，与1（9万元）是同一事项，就高支付后者"]
