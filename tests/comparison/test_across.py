"""``tiaowen check A B``: what is found between policies, and what is not."""

import json
from pathlib import Path

import pytest

from support.command import Command
from tiaowen.compiler.pipeline import compile_together
from tiaowen.compiler.report.diagnostic import Diagnostic
from tiaowen.compiler.text.source import Source

HERE = Path(__file__).parent
POLICIES = HERE.parent.parent / "policies"
CITY, DISTRICT = HERE / "白鹭市.policy", HERE / "青禾区.policy"
EDITIONS = HERE / "青禾区2024.policy", HERE / "青禾区2025.policy"

RULE = (
    "{title}\n\n{terms}（一）{text}。{more}\n【规则 1】高企奖励\n依据：“{text}”\n填报：{fact}：家。\n"
    "奖励：{fact}，每家{amount}万元。\n【完】\n"
)


def policy(
    title: str = "某市办法",
    amount: int = 10,
    fact: str = "新认定的国家高新技术企业",
    terms: str = "",
    more: str = "",
    text: str = "",
) -> str:
    text = text or f"对{fact}，每家奖励{amount}万元"
    return RULE.format(title=title, text=text, amount=amount, fact=fact, terms=terms, more=more)


def valid(year: int, until: int = 0) -> str:
    return f"【政策】办法\n有效期：{year}年1月1日至{until or year}年12月31日。\n【完】\n"


def found(*texts: str) -> list[Diagnostic]:
    sources = [Source.of(f"{number}.policy", text) for number, text in enumerate(texts)]
    _, report = compile_together([([source], None) for source in sources])
    return list(report.diagnostics)


def codes(*texts: str) -> list[str]:
    """Of what is found between policies, and of what they allow."""
    return [diagnostic.code for diagnostic in found(*texts) if diagnostic.code.startswith(("T045", "T0122"))]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv("TIAOWEN_LANG", raising=False)
    return Command(monkeypatch)


# ── the same matter ──


def test_both_pay_and_both_passages_are_quoted() -> None:
    (twice,) = found(policy(), policy("某区办法", 20))
    assert (twice.code, twice.severity) == ("T0450", "warning")
    assert twice.span is not None
    assert "20万元" in twice.span.text
    ((place, _),) = twice.related
    assert "10万元" in place.text


@pytest.mark.parametrize(
    "other",
    [
        policy("某区办法", fact="新认定的省级企业研究院"),
        policy("某区办法", fact="重新认定的国家高新技术企业", text="对重新认定的国家高新技术企业，每家奖励10万元"),
        policy("某区办法", 20, text="对新认定的国家高新技术企业，在市级奖励的基础上每家再奖励20万元"),
        policy("某区办法", 20, more="同一事项与上级政策重复的，就高享受，不重复享受。"),
    ],
    ids=["another subject", "again", "on top", "the higher one"],
)
def test_another_matter_or_one_that_is_settled_is_not_paid_twice(other: str) -> None:
    first = policy(fact="首次认定的国家高新技术企业") if "重新" in other else policy()
    assert codes(first, other) == []


@pytest.mark.parametrize("own", ["同一企业符合本办法两条的，就高享受。", "与本办法其他条款重复的，不重复享受。"])
def test_the_higher_among_its_own_rules_settles_nothing_between_policies(own: str) -> None:
    assert codes(policy(), policy("某区办法", 20, more=own)) == ["T0450"]


def test_editions_one_after_the_other_are_not_paid_twice() -> None:
    old = policy("某区办法（2024年版）", terms=valid(2024))
    assert codes(old, policy("某区办法（2025年版）", 20, terms=valid(2025))) == []
    assert codes(policy("某区办法（2024年版）"), policy("某区办法（2025年版）", 20)) == []


def test_editions_that_overlap_are() -> None:
    old = policy("某区办法（2024年版）", terms=valid(2024, 2025))
    (twice,) = found(policy("某区办法（2025年版）", 20, terms=valid(2025)), old)
    assert twice.code == "T0450"
    assert "2025年1月1日至2025年12月31日两份都有效" in twice.reason.zh
    assert twice.span is not None
    # The later policy is the one to look at, in whatever order they are named.
    assert twice.span.source.name == "0.policy"


# ── numbers and definitions ──

THRESHOLD = (
    "某{}办法\n\n（一）对{}的技术改造项目，每个奖励10万元。\n【规则 1】技改\n依据：“对{}的技术改造项目，每个奖励10万元”\n"
    "填报：设备投资：金额。\n条件：{}。\n奖励：10万元。\n【完】\n（二）与其他政策就高，不重复享受。\n"
)


def threshold(place: str, said: str) -> str:
    return THRESHOLD.format(place, said, said, said)


def test_thresholds_of_one_matter() -> None:
    assert codes(threshold("市", "设备投资500万元以上"), threshold("区", "设备投资300万元以上")) == ["T0451"]
    assert codes(threshold("市", "设备投资500万元以上"), threshold("区", "设备投资达到500万元")) == []


DEFINED = (
    "某{}办法\n\n（一）对研发投入按5%补助。\n【规则 1】补助\n依据：“对研发投入按5%补助”\n填报：研发费用：金额；政府补助：金额。\n"
    "其中：研发投入：{}。\n补助：研发投入的5%。\n【完】\n（二）与其他政策就高，不重复享受。\n"
)


def test_a_definition_is_compared_by_what_comes_of_it() -> None:
    net, plain = "研发费用，扣除政府补助", "研发费用乘以2减研发费用"
    assert codes(DEFINED.format("市", net), DEFINED.format("区", "研发费用，扣除政府补助、100元")) == ["T0452"]
    assert codes(DEFINED.format("市", plain), DEFINED.format("区", "研发费用乘以3减研发费用乘以2")) == []


def test_bounds_are_compared_where_the_policies_meet() -> None:
    bound = "【政策】办法\n本数：以上不含本数。\n【完】\n"
    one = threshold("市", "设备投资500万元以上")
    assert codes(one, threshold("区", "设备投资500万元以上").replace("\n\n", f"\n\n{bound}", 1)) == ["T0452"]
    assert codes(one, policy("某区办法", terms=bound, more="研发费用100万元以上的除外。")) == []


# ── 【容许】 ──

ALLOWED = "【容许 T0450】市、区分别奖励，本来就都给。【完】\n"


def test_what_is_found_between_may_be_allowed_in_either() -> None:
    one, other = policy(), policy("某区办法", 20)
    assert codes(one, other + ALLOWED) == []
    assert codes(one + ALLOWED, other) == []


def test_an_allowance_between_policies_is_not_idle_alone() -> None:
    assert codes(policy() + ALLOWED) == []
    assert codes(policy() + ALLOWED, policy(fact="新认定的省级企业研究院")) == ["T0122"]


# ── real policies, and the command ──


def test_real_policies_of_different_places_have_nothing_between_them() -> None:
    sources = [[Source.of(path.name, path.read_text("utf-8"))] for path in sorted(POLICIES.glob("*.policy"))]
    seed = [Source.of(p.name, p.read_text("utf-8")) for p in sorted((POLICIES / "jindong-2025").glob("*.policy"))]
    _, report = compile_together([(each, None) for each in (*sources, seed)])
    assert [found.code for found in report.diagnostics if found.code.startswith("T045")] == []


def test_city_and_district(command: Command) -> None:
    run = command("check", CITY, DISTRICT, "--format", "json")
    told = [(item["code"], item["severity"], Path(item["file"]).name, item["line"]) for item in json.loads(run.out)]
    assert told == [
        ("T0452", "hint", DISTRICT.name, 5),
        ("T0450", "warning", DISTRICT.name, 11),
        ("T0451", "hint", DISTRICT.name, 22),
        ("T0451", "hint", DISTRICT.name, 41),
    ]
    assert run.code == 0


def test_two_editions(command: Command) -> None:
    run = command("check", *EDITIONS, "--format", "sarif")
    (sarif,) = json.loads(run.out)["runs"]
    assert [result["ruleId"] for result in sarif["results"]] == ["T0452", "T0453"]
    assert all(result["relatedLocations"] for result in sarif["results"])
    assert command("check", *reversed(EDITIONS), "--format", "sarif").out == run.out


def test_the_faults_of_each_policy_are_told_too(command: Command, tmp_path: Path) -> None:
    faulty = tmp_path / "区.policy"
    faulty.write_text(
        policy("某区办法", fact="新认定的省级企业研究院").replace("，每家10万元。\n", "，每家9万元。\n"), "utf-8"
    )
    run = command("check", CITY, faulty)
    assert run.code == 1
    assert "T0402" in run.out


def test_the_same_policy_twice_is_wrong_usage(command: Command, tmp_path: Path) -> None:
    copy = tmp_path / "同.policy"
    copy.write_bytes(CITY.read_bytes())
    assert command("check", CITY, copy).code == 2
    assert command("check", CITY, tmp_path / "没有.policy").code == 2
