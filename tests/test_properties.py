"""``tiaowen test --properties``: each promise broken by a rule, the case as it is told; and what compiled code may do."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from support.command import Command
from support.policies import loaded, of_every_policy, of_every_policy_in_ci
from support.rules import policy_of
from tiaowen.compiler import Policy
from tiaowen.compiler.promises.replay import replay
from tiaowen.compiler.promises.trial import Trial, trials_text
from tiaowen.compiler.properties import promises_to_try, try_promises
from tiaowen.compiler.properties.applicants import grounds, seeds
from tiaowen.compiler.properties.compiled import compared_calc, compiled_module

ROOT = Path(__file__).parent.parent
SEED = ROOT / "policies" / "jindong-2025"
MONEY = "填报：甲、乙：金额。\n"
KEPT = (
    "某区若干政策\n\n（一）支持研发。对设备投资100万元至300万元的按8%补助，最高20万元。（责任单位：区科技局）\n"
    "【规则 1.1】设备补助\n依据：“对设备投资100万元至300万元的按8%补助，最高20万元”\n"
    "填报：设备投资：金额。\n条件：设备投资100万元至300万元。\n补助：设备投资的8%，封顶20万元。\n"
    "算例：设备投资100万元，得8万元。\n【完】\n"
)
BROKEN = KEPT.replace("算例：", "承诺：设备投资增加的，应得不减少；应得不超过设备投资。\n算例：")


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv("TIAOWEN_LANG", raising=False)
    monkeypatch.delenv("TIAOWEN_DEBUG", raising=False)
    return Command(monkeypatch)


def shown(trials: list[Trial]) -> list[str]:
    """What is told of the promises that do not hold."""
    return [line.strip() for line in trials_text(trials, "zh").splitlines()[1:-1]]


@of_every_policy_in_ci
def test_every_clause_of_every_policy_keeps_its_promises(path: Path) -> None:
    trials = list(try_promises(loaded(path), examples=5))
    assert shown([trial for trial in trials if not trial.held]) == []
    assert min(trial.examples for trial in trials) >= 5


@of_every_policy
def test_some_of_those_who_are_tried_are_paid(path: Path) -> None:
    policy = loaded(path)
    for clause in policy.clauses.values():
        promise = promises_to_try(policy, clause)[-1]
        done = (replay(policy, promise, case) for case in seeds(promise, grounds(policy, promise)))
        assert any(claims and claims[0].result and any(claims[0].parts) for claims in done), clause.id


BREAKS = (
    ("填报：甲：金额，可为负。\n奖励：甲的5%。", ["不成立  应得不为负", "反例：甲 -1元，得-0.05元"]),
    (
        "填报：甲：金额。\n奖励：甲的5%，封顶10万元。\n保底：20万元。",
        ["不成立  应得不超过封顶数10万元", "反例：甲 0元，得20万元"],
    ),
    # 进位 behind the cap of one item: what is beyond it is beyond by less than a 元.
    (
        "填报：甲：每笔金额。\n奖励（逐笔）：甲的5%，封顶20.5元。\n取整：进位到元。",
        ["不成立  只有一笔的，应得不超过封顶数20.5元", "反例：甲 500元，得21元"],
    ),
    (
        "填报：甲：金额。\n条件：甲100万元至300万元。\n奖励：甲的8%。\n承诺：没有断崖。",
        ["不成立  承诺：没有断崖（甲）", "反例：甲 300万元，得24万元", "改为：甲 3000000.01元，不予（不符合条件）"],
    ),
    (
        "填报：面积：亩。\n条件：面积20亩以上。\n奖励：面积不超过100亩的，面积，每亩1000元；其余的，2000元。\n"
        "承诺：面积增加的，应得不减少。",
        ["不成立  承诺：面积增加的，应得不减少", "反例：面积 20亩，得2万元", "改为：面积 200亩，得2000元"],
    ),
    (
        "填报：等级：一级、二级、三级（由低到高）；甲：金额。\n奖励：等级为一级、二级、三级的，分别3万元、2万元、5万元。\n"
        "承诺：等级提高的，应得不减少；应得不超过4万元。",
        [
            "不成立  承诺：等级提高的，应得不减少",
            "反例：等级 一级，甲 0元，得3万元",
            "改为：等级 二级，得2万元",
            "不成立  承诺：应得不超过4万元",
            "反例：等级 三级，甲 0元，得5万元",
        ],
    ),
    (
        "填报：人员：每人含年薪（金额）、在岗（是否）。\n条件：人员中在岗的数量3人以上。\n"
        "补助（逐人）：年薪30万元以上的，1万元。\n承诺：应得不超过2万元。",
        [
            "不成立  承诺：应得不超过2万元",
            "反例：人员 （年薪30万元，在岗是）、（年薪30万元，在岗是）、（年薪30万元，在岗是），得3万元",
        ],
    ),
)


@pytest.mark.parametrize(("body", "told"), BREAKS, ids=[told[0] for _, told in BREAKS])
def test_a_promise_that_is_broken_is_told_with_its_simplest_case(body: str, told: list[str]) -> None:
    assert shown(list(try_promises(policy_of(body), examples=20))) == told


def test_several_clauses_together() -> None:
    rule = "【规则 2】再试\n依据：“给予支持”\n填报：甲：金额；乙：金额。\n奖励：甲的3%，封顶10万元。"
    body = "填报：甲：金额。\n奖励：甲的5%，封顶20万元。\n承诺：本条与规则2合计不超过30万元；本条与规则2合计不超过25万元。\n【完】\n"
    trials = list(try_promises(policy_of(body + rule), examples=20))
    assert shown(trials) == [
        "不成立  承诺：本条与规则2合计不超过25万元",
        "反例：甲 400万元，得20万元",
        "规则 2：乙 0元，得10万元",
    ]


def test_the_same_each_time() -> None:
    once, again = (list(try_promises(policy_of(BREAKS[4][0]), examples=30)) for _ in range(2))
    assert [(trial.examples, trial.case) for trial in once] == [(trial.examples, trial.case) for trial in again]


# ── where examples are ──


def values_tried(policy: Policy, name: str) -> set[object]:
    clause = policy.clauses["1"]
    first = promises_to_try(policy, clause)[0]
    return {case[name, ""] for case in seeds(first, grounds(policy, first))}


def test_examples_at_and_beside_thresholds_caps_and_tiers() -> None:
    body = "填报：甲：金额。\n条件：甲100万元以上。\n奖励：2万元；同时，甲在300万元基础上每增加100万元再奖励1万元。\n封顶：20万元。\n"
    tried = values_tried(policy_of(body), "甲")
    yuan = {number * 100 + more for number in (100 * 10**4, 400 * 10**4, 500 * 10**4) for more in (-1, 0, 1)}
    assert yuan <= tried


def test_examples_where_one_fact_meets_another() -> None:
    body = "填报：甲：金额，不超过1亿元；乙：亩。\n条件：乙20亩以上。\n补助：甲的50%，封顶15万元，乙每亩最高1000元。\n"
    policy = policy_of(f"{body}算例：甲10万元，乙40亩，得4万元。")
    assert {8 * 10**6 + more for more in (-1, 0, 1)} <= values_tried(policy, "甲")
    assert {20 * 10**4 + more for more in (-1, 0, 1)} <= values_tried(policy, "乙")


def test_examples_of_lists_have_items_at_their_thresholds() -> None:
    body = "填报：甲：每笔金额。\n条件：甲笔数不超过5笔。\n奖励（逐笔）：甲的50%，封顶1000元。"
    tried = values_tried(policy_of(body.replace("条件：甲笔数不超过5笔。\n", "")), "甲")
    firsts = {value[0] for value in tried if isinstance(value, tuple) and value}
    assert {2000 * 100 + more for more in (-1, 0, 1)} <= firsts
    assert {len(value) for value in tried if isinstance(value, tuple)} >= {0, 1, 2, 3}


def test_lists_reach_one_above_every_count() -> None:
    policy = policy_of("填报：甲：每个金额。\n奖励（逐个，取最高7个）：甲的50%，封顶1000元。")
    lengths = {len(value) for value in values_tried(policy, "甲") if isinstance(value, tuple)}
    assert {6, 7, 8} <= lengths
    policy = policy_of("填报：甲：每笔金额。\n条件：甲总数不超过9笔。\n奖励（逐笔）：甲的50%，封顶1000元。")
    assert {8, 9, 10} <= {len(value) for value in values_tried(policy, "甲") if isinstance(value, tuple)}


def test_dates_on_29_february_and_at_the_ends_of_years_and_of_periods() -> None:
    body = "填报：授权日：日期。\n条件：申报日期在自授权日起一年内。\n奖励：1万元。"
    policy = policy_of(body)
    first = promises_to_try(policy, policy.clauses["1"])[0]
    tried = {(case["授权日", ""], case["申报日期", ""]) for case in seeds(first, grounds(policy, first))}
    granted = {day for day, _ in tried}
    days = ((2024, 2, 28), (2024, 2, 29), (2024, 3, 1), (2024, 12, 31), (2025, 1, 1), (2025, 2, 28), (2025, 12, 31))
    assert {date(*day).toordinal() for day in days} <= granted
    leap = date(2024, 2, 29).toordinal()
    assert {(leap, date(2025, 2, 28).toordinal()), (leap, date(2025, 3, 1).toordinal())} <= tried


def test_every_combination_of_options() -> None:
    policy = policy_of("填报：级：一级、二级、三级；甲、乙：是否。\n奖励：甲的，1万元；乙且级为二级的，2万元。")
    first = promises_to_try(policy, policy.clauses["1"])[0]
    tried = {tuple(case.values()) for case in seeds(first, grounds(policy, first))}
    assert len(tried) == 3 * 2 * 2


# ── compiled code ──


class Other:
    """A compiled module that does otherwise in its results."""

    def __init__(self, policy: Policy, calc: Any) -> None:
        module = compiled_module(policy)
        self.FactError = module.FactError
        self.calc = lambda *given: calc(module, *given)


def tried_with(policy: Policy, calc: Any) -> list[str]:
    return shown(list(try_promises(policy, examples=20, calc=compared_calc(policy, Other(policy, calc)))))


def test_compiled_code_that_pays_otherwise_is_found() -> None:
    policy = policy_of("填报：甲：金额。\n条件：甲100元以上。\n奖励：甲的5%，封顶10万元。")

    def calc(module: Any, clause: str, facts: Any, on: Any) -> Any:
        return module.calc(clause, facts | {"甲": facts["甲"] - 1} if facts["甲"] == 200 else facts, on)

    assert tried_with(policy, calc) == []
    policy = policy_of("填报：甲：金额。\n条件：甲200元以上。\n奖励：甲的5%，封顶10万元。")
    assert tried_with(policy, calc) == [
        "不成立  编译出的程序与解释器结果相同",
        "反例：甲 200元，编译出的程序不予（不符合条件），解释器得10元",
    ]


def test_compiled_code_that_reads_integers_otherwise_is_found() -> None:
    policy = policy_of("填报：甲：金额；乙：每笔金额。\n奖励：甲的5%。\n封顶：乙总额。")

    def calc(module: Any, clause: str, facts: Any, on: Any) -> Any:
        if isinstance(facts["甲"], int) and facts["甲"] > 100 and all(isinstance(each, int) for each in facts["乙"]):
            facts = facts | {"甲": facts["甲"] - 100}
        return module.calc(clause, facts, on)

    assert tried_with(policy, calc)[0] == "不成立  编译出的程序与解释器结果相同"


def test_compiled_code_that_accepts_what_is_refused_is_found() -> None:
    policy = policy_of(f"{MONEY}核对：乙不超过甲。\n奖励：甲的5%。")

    def calc(module: Any, clause: str, facts: Any, on: Any) -> Any:
        return module.calc(clause, facts | {"乙": 0}, on)

    assert tried_with(policy, calc) == [
        "不成立  编译出的程序与解释器结果相同",
        "反例：甲 0元，乙 1元，编译出的程序得0元，解释器不受理（应当：乙不超过甲）",
    ]


def test_a_result_that_cannot_be_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def calc(module: Any, clause: str, facts: Any, on: Any) -> Any:
        return module.calc(clause, facts, on) if facts["甲"] else 1 // 0

    told = tried_with(policy_of("填报：甲：金额。\n奖励：甲的5%。"), calc)
    assert told == ["不成立  结果总能算出", "反例：甲 0元，算不出结果"]


# ── the command ──


def written(folder: Path, text: str) -> Path:
    path = folder / "政策.policy"
    path.write_text(text, "utf-8")
    return path


def test_the_command_tells_a_case_and_fails(command: Command, tmp_path: Path) -> None:
    path = written(tmp_path, BROKEN)
    run = command("test", path, "--properties", "20")
    assert (run.code, run.err) == (1, "")
    assert run.out.splitlines()[-5:-1] == [
        "规则 1.1 设备补助",
        "  不成立  承诺：设备投资增加的，应得不减少",
        "    反例：设备投资 100万元，得8万元",
        "    改为：设备投资 400万元，不予（不符合条件）",
    ]
    assert run.out.splitlines()[-1].startswith("用编译出的程序试算承诺 7 项，共 ")
    english = command("test", path, "--properties", "20", "--lang", "en").out
    assert "  broken  promised: 设备投资增加的，应得不减少\n    case: 设备投资 100万元, gives 8万元\n" in english
    told = json.loads(command("test", path, "--properties", "20", "--json").out)["properties"]
    assert [(made["kind"], made["status"]) for made in told if made["status"] != "held"] == [("monotone", "broken")]
    assert all(made["examples"] >= 20 for made in told if made["status"] == "held")


def test_promises_that_hold(command: Command, tmp_path: Path) -> None:
    path = written(tmp_path, KEPT)
    run = command("test", path, "--properties", "20")
    assert (run.code, run.err) == (0, "")
    assert "不成立 0" in run.out
    assert "properties" not in json.loads(command("test", path, "--json").out)


def test_a_policy_with_errors_is_not_tried(command: Command, tmp_path: Path) -> None:
    run = command("test", written(tmp_path, KEPT.replace("设备投资的8%", "设备投入的8%")), "--properties", "20")
    assert run.code == 1
    assert "承诺" not in run.out


def test_without_hypothesis_it_says_how_to_install_it(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in sys.modules if name.startswith("tiaowen.compiler.properties")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr(sys.modules["tiaowen.compiler"], "properties")
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    run = command("test", written(tmp_path, KEPT), "--properties", "20")
    assert (run.code, run.out) == (2, "")
    assert "T0593" in run.err
    assert all(how in run.err for how in ("pip install hypothesis", "pip install -e '.[properties]'"))
