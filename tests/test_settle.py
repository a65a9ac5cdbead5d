"""Settlement of the claims of a policy: declared and named same matters, feeding, faults, the command, the seed."""

import io
import json
from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.policies import loaded
from tiaowen.compiler import Policy
from tiaowen.compiler.answers.settlement import read_settlement
from tiaowen.compiler.cli import main
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source
from tiaowen.runtime.errors import FactError

SEED = Path(__file__).parent.parent / "policies" / "jindong-2025"
QUOTE = "给予支持"


def rule(clause: str, *sentences: str) -> str:
    return f"【规则 {clause}】第{clause}项\n依据：“{QUOTE}”\n" + "。\n".join(sentences) + "。\n【完】\n"


TEXT = (
    "试行政策\n\n【政策】试行政策\n有效期：2025年1月1日至2025年12月31日；\n"
    "同一事项：就高从优，不重复享受；\n1与2；\n2与3。\n【完】\n"
    f"（一）{QUOTE}。\n"
    + "".join(rule(clause, "填报：数：金额", "奖励：数") for clause in ("1", "2", "3", "4"))
    + rule("5", "填报：数：金额", "最高奖励：数")
    + rule("6", "填报：数：金额", "抵扣：数")
    + rule("7", "填报：检测批次量：批次，取自8", "条件：检测批次量达到300批次", "补助：2.5万元")
    + rule("8", "填报：检测批次：批次", "核算：检测批次")
    + rule("1#旧", "填报：数：金额", "奖励：数")
)


@pytest.fixture(scope="module")
def policy() -> Policy:
    compiled, report = compile_sources([Source.of("试行.policy", TEXT)])
    errors = [d for d in report.errors if not d.code.startswith("T04")]  # the quotation has no numbers
    assert not errors
    return compiled


def amounts(**given: object) -> dict[str, dict[str, object]]:
    """Claims: c1=5 is 5 yuan of clause 1, c1_二=3 a further one."""
    return {name[1:].replace("_", "#"): {"数": amount} for name, amount in given.items()}


def test_declared_matters_bind_every_claim_of_both_clauses(policy: Policy) -> None:
    settled = policy.settle(amounts(c1=5, c1_二=4, c2=8, c3=1))
    # Two claims of clause 1 do not exclude each other: 5 + 4 + 1 against 8.
    assert list(settled.paid) == ["1", "1#二", "3"]
    assert settled.dropped == {"2": ("1", "1#二", "3")}
    settled = policy.settle(amounts(c1=5, c1_二=4, c2=8, c2_二=3, c3=1))
    assert list(settled.paid) == ["2", "2#二"]
    assert settled.dropped == {"1": ("2", "2#二"), "1#二": ("2", "2#二"), "3": ("2", "2#二")}


def test_matters_named_with_the_claims(policy: Policy) -> None:
    settled = policy.settle(amounts(c4=5, c4_二=6, c5=4, c6=3), [["4", "4#二", "5"], ["5", "6"], ["4"]])
    assert list(settled.paid) == ["4#二", "6"]
    assert settled.dropped == {"4": ("4#二",), "5": ("4#二", "6")}
    assert settled.subtotals == {"奖补": Decimal("6.00"), "减免": Decimal("3.00")}


def test_document_order_whatever_the_order_of_the_claims(policy: Policy) -> None:
    claims = amounts(c6=1, c4=1, c1_二=1, c1=1)
    assert list(policy.settle(claims).paid) == ["1", "1#二", "4", "6"]
    assert list(policy.settle(amounts(c3=2, c2=2)).paid) == ["2"]


def test_a_clause_id_may_have_a_number_sign(policy: Policy) -> None:
    settled = policy.settle(amounts(c1_旧=5, c2=8, **{"c1_旧_二": 4}))
    assert {name: result.clause for name, result in settled.paid.items()} == {
        "2": "2",
        "1#旧": "1#旧",
        "1#旧#二": "1#旧",
    }


def test_ceilings_count_at_their_amount(policy: Policy) -> None:
    assert policy.settle(amounts(c5=5, c4=1)).kind == "上限"
    approved = policy.settle({"5": {"数": 5, "核定金额": 3}, "4": {"数": 4}}, [["4", "5"]])
    assert (list(approved.paid), approved.kind) == (["4"], "定额")


def test_the_date_is_that_of_every_claim(policy: Policy) -> None:
    settled = policy.settle(amounts(c1=5, c4=5), date="2026-01-01")
    assert list(settled.refused) == ["1", "4"] and settled.total == 0
    assert "不在有效期" in settled.explain()


@pytest.mark.parametrize(("batches", "paid"), [(300, ["7"]), (299, [])])
def test_a_claim_feeds_those_that_take_its_result(policy: Policy, batches: int, paid: list[str]) -> None:
    settled = policy.settle({"7": {}, "8": {"检测批次": batches}})
    assert list(settled.paid) == paid
    assert settled.others["8"].value == batches


def test_a_claim_feeds_the_one_of_the_same_name(policy: Policy) -> None:
    claims = {"7": {}, "7#乙": {}, "8": {"检测批次": 299}, "8#乙": {"检测批次": 300}}
    assert list(policy.settle(claims).paid) == ["7#乙"]


def test_a_fact_that_is_given_is_not_fed(policy: Policy) -> None:
    assert list(policy.settle({"7": {"检测批次量": 300}, "8": {"检测批次": 1}}).paid) == ["7"]
    assert list(policy.settle({"7": {"检测批次": 300}, "8": {"检测批次": 1}}).paid) == ["7"]


def test_feeding_that_is_not_clear_leaves_the_fact_missing(policy: Policy) -> None:
    claims = {"7": {}, "8#甲": {"检测批次": 300}, "8#乙": {"检测批次": 300}}
    assert [(fault.code, fault.fact) for fault in faults(policy, claims)] == [("T0601", "7：检测批次量")]


def faults(policy: Policy, claims: Mapping[str, Mapping[str, object]], *more: object) -> list[SimpleNamespace]:
    with pytest.raises(FactError) as raised:
        policy.settle(claims, *more)  # type: ignore[arg-type]  # bad ones too
    return [SimpleNamespace(code=f.code, fact=f.fact, zh=f.message, en=f.message_en) for f in raised.value.faults]


def test_the_faults_of_all_claims_are_told_with_their_names(policy: Policy) -> None:
    found = faults(policy, {"4": {"数": -1}, "1": {}, "2": {"数": 1, "额": 2}, "3": {"数": 1}})
    assert [(fault.code, fault.fact) for fault in found] == [
        ("T0601", "1：数"),
        ("T0602", "2：额"),
        ("T0607", "4：数"),
    ]
    assert found[0].zh.startswith("1：「数」") and found[0].en.startswith("1: “数”")


def test_a_claim_is_not_blamed_for_what_a_faulty_one_should_give(policy: Policy) -> None:
    assert [fault.fact for fault in faults(policy, {"7": {}, "8": {"检测批次": -1}})] == ["8：检测批次"]
    found = faults(policy, {"7": {"多余": 1}, "8": {"检测批次": -1}})
    assert [fault.fact for fault in found] == ["7：多余", "8：检测批次"]


@pytest.mark.parametrize(
    ("claims", "sets", "code", "words"),
    [
        ({"9": {}}, [], "T0615", "没有「9」这一条款"),
        ({"11": {}}, [], "T0615", "没有「11」这一条款"),
        ({"9#一": {}}, [], "T0615", "「9#一」"),
        ({"#": {}}, [], "T0615", "「#」"),
        ({1: {"数": 1}}, [], "T0615", "「1」"),
        ({"1": [1]}, [], "T0603", "「1」应是"),
        ({"1": {"数": 1}}, [["1", "2"]], "T0623", "第1组里的「2」没有申报"),
        ({"1": {"数": 1}, "4#二": {"数": 1}}, [["1"], ["1", "4"]], "T0623", "第2组里的「4」没有申报，是不是「4#二」？"),
        ({"1": {"数": 1}}, ["1"], "T0623", "第1组应是申报的名单"),
        ({"1": {"数": 1}}, [{"1": 1}], "T0623", "第1组应是申报的名单"),
        ({"1": {"数": 1}}, [["1", None]], "T0623", "第1组里应是申报的名字，填的是None"),
        ({"1": {"数": 1}}, [["1", ["1"]]], "T0623", "第1组里应是申报的名字，填的是list"),
    ],
)
def test_bad_claims_and_sets(
    policy: Policy, claims: dict[str, dict[str, object]], sets: list[object], code: str, words: str
) -> None:
    found = faults(policy, claims, sets)
    assert [fault.code for fault in found] == [code]
    assert words in found[0].zh


def test_a_bad_date_is_told_once(policy: Policy) -> None:
    assert [fault.code for fault in faults(policy, amounts(c1=1, c2=1), (), "2025-02-30")] == ["T0612"]


NAMES = ("1", "1#二", "2", "2#二", "3", "4", "5", "6")


@given(
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 9), min_size=1),
    st.lists(st.lists(st.sampled_from(NAMES), max_size=3), max_size=4),
)
def test_the_total_is_the_best_of_all_admissible_selections(
    policy: Policy, values: dict[str, int], sets: list[list[str]]
) -> None:
    sets = [[name for name in names if name in values] for names in sets]
    matters = [{"1", "2"}, {"2", "3"}]

    def admissible(chosen: tuple[str, ...]) -> bool:
        declared = ({one[0], other[0]} in matters for one, other in combinations(chosen, 2))
        return not any(declared) and all(len(set(names) & set(chosen)) <= 1 for names in sets)

    best = max(
        sum(values[name] for name in chosen)
        for size in range(len(values) + 1)
        for chosen in combinations(values, size)
        if admissible(chosen)
    )
    settled = policy.settle({name: {"数": value} for name, value in values.items()}, sets)
    assert settled.total == best == sum(values[name] for name in settled.paid)
    assert admissible(tuple(settled.paid))
    assert {*settled.paid, *settled.dropped, *settled.refused} == set(values)
    for name, instead in settled.dropped.items():
        assert instead and set(instead) <= set(settled.paid)
        assert not any(admissible((name, other)) for other in instead)


# ── JSON and the command ──


def test_numbers_are_read_as_written() -> None:
    claims, sets, on = read_settlement('{"claims": {"1": {"数": 0.10}}, "同一事项": [["1"]], "申报日期": "2025-03-01"}')
    assert claims == {"1": {"数": Decimal("0.10")}} and sets == [["1"]] and on == "2025-03-01"
    assert read_settlement('{"claims": {}}') == ({}, [], None)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ('{"claim": {}}', "T0620", "没有「claim」一项，是不是「claims」？"),
        ("{}", "T0620", "应有「claims」一项"),
        ('{"claims": [1]}', "T0620", "应有「claims」一项"),
        ('{"claims": {}, "同一事项": "1"}', "T0620", "「同一事项」应是名单的列表"),
        ('{"claims": {"1": {}, "1": {}}}', "T0621", "「1」填了两次"),
        ('{"claims": {"1": {"数": 1, "数": 2}}}', "T0621", "「数」填了两次"),
        ("[]", "T0620", "最外层"),
        ("{", "T0620", "第1行"),
    ],
)
def test_json_that_is_no_settlement(text: str, code: str, words: str) -> None:
    with pytest.raises(FactError) as raised:
        read_settlement(text)
    assert raised.value.code == code
    assert words in str(raised.value)


def settle_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: object, *options: str
) -> tuple[int, str, str]:
    data = json.dumps(given, ensure_ascii=False).encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    code = main(["settle", str(SEED), "--facts", "-", *options])
    return code, *capsys.readouterr()


SERVICE: dict[str, dict[str, object]] = {"15.2": {"年度小升规的服务业企业": 1}, "15.3": {"月度升规的服务业企业": 1}}


def test_the_command_prints_summary_explanation_and_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = settle_command(monkeypatch, capsys, {"claims": SERVICE})
    assert (code, err) == (0, "")
    assert out.startswith("合计：15万元，") and "是同一事项" in out and "【15.2】" not in out
    _, explained, _ = settle_command(monkeypatch, capsys, {"claims": SERVICE}, "--explain")
    assert explained.startswith(out) and "\n【15.2】\n规则 15.2" in explained
    _, data, _ = settle_command(monkeypatch, capsys, {"claims": SERVICE, "申报日期": "2025-03-01"}, "--json")
    said = json.loads(data)
    assert (said["total"], said["dropped"], said["date"]) == ("150000.00", {"15.2": ["15.3"]}, "2025-03-01")


def test_the_date_of_the_command_goes_before_that_of_the_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"claims": SERVICE, "申报日期": "2025-03-01"}
    _, data, _ = settle_command(monkeypatch, capsys, given, "--json", "--date", "2026-01-01")
    assert json.loads(data)["total"] == "0.00"


def test_bad_claims_end_the_command_with_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = settle_command(monkeypatch, capsys, {"claims": SERVICE, "同一事项": [["15.2", "15.1"]]})
    assert (code, out) == (2, "")
    assert err.startswith("错误[T0623]：「同一事项」第1组里的「15.1」没有申报")


# ── the first policy ──


@pytest.fixture(scope="module")
def seed() -> Policy:
    return loaded()


FIELD: dict[str, dict[str, object]] = {
    "36.1": {"林下中药材连片面积": 30},
    "37.1": {"特色产业类别": "新种植中药材", "集中连片种植面积": 30, "特色产业实际投资": "5万元"},
    "37.2": {"佛手新种植面积": 10},
    "36.2": {"油茶连片面积": 20, "油茶验收合格": True, "油茶补助年次": 1},
    "36.3": {"油茶新种基地面积": 20, "新种基地验收合格": True},
}


@pytest.mark.parametrize(
    ("names", "paid"),
    [
        # 15.2 10万元, 15.3 15万元
        (["15.2", "15.3"], ["15.3"]),
        # 36.2 1.2万元 in the second year, 36.3 4万元
        (["36.2", "36.3"], ["36.3"]),
        # 36.1 3万元, 37.1 2.5万元, 37.2 2万元
        (["36.1", "37.1"], ["36.1"]),
        (["37.1", "37.2"], ["37.1"]),
        (["36.1", "37.2"], ["36.1", "37.2"]),
        (["36.1", "37.1", "37.2"], ["36.1", "37.2"]),
    ],
)
def test_what_the_first_policy_declares_to_be_the_same_matter(seed: Policy, names: list[str], paid: list[str]) -> None:
    claims = {name: (SERVICE | FIELD)[name] for name in names}
    settled = seed.settle(claims)
    assert list(settled.paid) == paid
    assert sorted(settled.dropped) == sorted(set(names) - set(paid))


def test_records_of_checks_feed_their_subsidy(seed: Policy) -> None:
    days = [f"2025-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 26)]
    claims: dict[str, dict[str, object]] = {
        "35.5": {},
        "35.6": {"检测记录": [{"日期": day, "单位": "甲", "相符": True} for day in days]},
    }
    settled = seed.settle(claims)
    assert settled.total == 25000 and list(settled.others) == ["35.6"]
