"""What a drafter promises in words: of each kind one that is proved and one that is refuted, with the case that shows it,
by the solver and by trying the compiled program."""

import pytest
import z3

from support.rules import TERMS, policy_of
from tiaowen.compiler import Policy
from tiaowen.compiler.promises.replay import Calc
from tiaowen.compiler.promises.trial import trials_text
from tiaowen.compiler.proofs import prove
from tiaowen.compiler.proofs.report import proofs_json, proofs_text
from tiaowen.compiler.proofs.verdict import Verdict
from tiaowen.compiler.properties import try_promises

BY_CLASS = "填报：类别：甲类、乙类、丙类；投资额：金额。\n奖励：甲类、乙类的，投资额的10%；丙类的，投资额的5%。\n"
BIG = "填报：投资额：金额；规上企业：是否。\n条件：投资额100万元以上。\n奖励：规上企业的，投资额的10%；其余的，投资额的5%。\n"
YEARS = "填报：投资额：金额。\n奖励（分3年）：投资额的10%，封顶10万元。\n"
ITEMS = "填报：费用：每笔金额。\n奖励（逐笔）：费用的10%，封顶10万元。\n封顶：100万元。\n"
PLAIN = "填报：投资额：金额。\n奖励：投资额的10%。\n"
CAPPED = "填报：投资额：金额。\n奖励：投资额的10%，封顶50万元。\n"
TWO = "填报：投资额、税收：金额。\n奖励：投资额加税收，按10%，封顶50万元。\n"
OF_TWO = "填报：投资额、税收：金额。\n奖励：投资额不超过税收的，1万元；其余的，2万元。\n"


def other(condition: str, amount: str) -> str:
    return (
        "【完】\n【规则 2】再试\n依据：“给予支持”\n填报：投资额：金额；规上企业：是否。\n"
        f"条件：{condition}。\n奖励：投资额的{amount}，封顶20万元。"
    )


def own(rule: str, promise: str, others: str = "") -> Policy:
    return policy_of(f"{rule}承诺：{promise}。\n{others}")


ONLY_BIG = "填报：投资额：金额；规上企业：是否。\n条件：规上企业。\n奖励：投资额的10%。\n"


@pytest.fixture(autouse=True)
def solver_without_a_past(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of several cases the solver finds first hangs on the terms that it has made before."""
    monkeypatch.setattr(z3.z3, "_main_ctx", None)


def verdict(policy: Policy) -> Verdict:
    (found,) = [made for made in prove(policy) if made.obligation.words.zh.startswith("承诺")]
    return found


def shown(found: Verdict) -> str:
    return "；".join(line.strip() for line in proofs_text([found], "zh").splitlines()[2:-1])


def tried(policy: Policy, calc: Calc | None = None) -> list[str]:
    """What is told of the promise in words after trying it."""
    trials = [
        made for made in try_promises(policy, examples=20, calc=calc) if made.obligation.words.zh.startswith("承诺")
    ]
    return [line.strip() for line in trials_text(trials, "zh").splitlines()[1:-1]]


PROVED = (
    (BIG, "规上企业的，应得不少于10万元", ""),
    (BIG, "非规上企业的，投资额增加的，应得不减少", ""),
    (BY_CLASS, "甲类与乙类同等", ""),
    (BY_CLASS, "甲类、乙类的，投资额增加的，应得不减少", ""),
    ("填报：注册地：本地、外地；投资额：金额。\n奖励：投资额的10%。\n", "外地企业与本地企业同等", ""),
    ("填报：注册地：本地、外地；投资额：金额。\n奖励：投资额的10%。\n", "应得与注册地无关", ""),
    ("填报：本地企业：是否；投资额：金额。\n奖励：投资额的10%。\n", "本地企业与非本地企业同等", ""),
    ("填报：地址：文字；投资额：金额。\n条件：投资额1元以上。\n奖励：投资额的10%。\n", "应得与地址无关", ""),
    (CAPPED, "投资额500万元以上的，应得与投资额无关", ""),
    (CAPPED, "应得与申报日期无关", ""),
    (TWO, "投资额和税收都增加的，应得不减少", ""),
    (YEARS, "每年应得不超过10万元", ""),
    (YEARS, "第二年应得不超过投资额", ""),
    (ITEMS, "每笔应得不超过10万元", ""),
    (ITEMS, "每笔应得不超过费用的10%", ""),
    (PLAIN, "分两次申报不多得", ""),
    ("填报：投资额：金额。\n交纳：投资额的10%，封顶10万元。\n", "投资额分两次申报的，应得合计不减少", ""),
    (ONLY_BIG, "本条与规则2不同时享受", other("非规上企业", "5%")),
    (ONLY_BIG, "应得不少于规则2", other("非规上企业", "15%")),
    (ONLY_BIG, "规则1的应得不少于规则2", other("投资额100万元以上", "5%")),
    (CAPPED, "没有企业能得到超过50万元", ""),
)
REFUTED = (
    (BIG, "规上企业的，应得不少于11万元", "", "反例：投资额 100万元，规上企业 是，得10万元"),
    (BY_CLASS, "甲类与丙类同等", "", "反例：类别 甲类，投资额 1元，得0.1元；改为：类别 丙类，得0.05元"),
    (
        "填报：地址：文字；投资额：金额。\n条件：地址为“金东”。\n奖励：投资额的10%。\n",
        "应得与地址无关",
        "",
        None,
    ),
    (OF_TWO, "投资额和税收都增加的，应得不减少", "", None),
    (
        "填报：投资额：金额。\n条件：申报日期在2025年6月30日前（含）。\n奖励：投资额的10%。\n",
        "应得与申报日期无关",
        "",
        None,
    ),
    (YEARS, "每年应得不超过9万元", "", "反例：投资额 100万元，得10万元、10万元、10万元"),
    (YEARS, "第二年应得不超过9万元", "", "反例：投资额 100万元，得10万元、10万元、10万元"),
    (ITEMS, "每笔应得不超过9万元", "", "反例：费用 100万元，得10万元"),
    (CAPPED, "分两次申报不多得", "", None),
    (
        "填报：投资额：金额。\n交纳：投资额100万元以上的，投资额的10%；其余的，0元。\n",
        "分两次申报不多得",
        "",
        None,
    ),
    (
        ONLY_BIG,
        "本条与规则2不同时享受",
        other("投资额100万元以上", "5%"),
        "反例：投资额 100万元，规上企业 是，得10万元；规则 2：得5万元",
    ),
    (
        ONLY_BIG,
        "应得不少于规则2",
        other("投资额100万元以上", "15%"),
        "反例：投资额 100万元，规上企业 是，得10万元；规则 2：得15万元",
    ),
    (CAPPED, "没有企业能得到50万元以上", "", "反例：投资额 500万元，得50万元"),
)


@pytest.mark.parametrize(("rule", "promise", "others"), PROVED, ids=[made[1] for made in PROVED])
def test_proved_and_not_broken_by_trying(rule: str, promise: str, others: str) -> None:
    policy = own(rule, promise, others)
    assert verdict(policy).status == "proved"
    assert tried(policy) == []


@pytest.mark.parametrize(("rule", "promise", "others", "case"), REFUTED, ids=[made[1] for made in REFUTED])
def test_refuted_with_a_case_and_broken_by_trying(rule: str, promise: str, others: str, case: str | None) -> None:
    policy = own(rule, promise, others)
    found = verdict(policy)
    assert found.status == "refuted", found
    assert found.case
    if case is not None:
        assert shown(found) == case
    assert tried(policy)[0] == f"不成立  承诺：{promise}"


def test_somebody_gets_it_and_who_is_told() -> None:
    policy = own(CAPPED, "有企业能得到50万元")
    found = verdict(policy)
    assert (found.status, shown(found)) == ("proved", "例如：投资额 500万元，得50万元")
    assert tried(policy) == []


@pytest.mark.parametrize(
    ("rule", "promise"),
    [
        (CAPPED, "有企业能得到超过50万元"),
        (CAPPED, "有企业能得到60万元"),
        ("填报：投资额：金额，不超过300万元。\n奖励：投资额的10%。\n", "有企业能得到50万元"),
        (BIG, "投资额100万元以下的，有企业能得到50万元"),
        ("填报：投资额：金额。\n奖励：投资额100万元以上的，60万元；其余的，30万元。\n", "有企业能得到恰好50万元"),
    ],
)
def test_nobody_gets_it(rule: str, promise: str) -> None:
    policy = own(rule, promise)
    found = verdict(policy)
    assert (found.status, found.case) == ("refuted", ())
    assert "不成立" in proofs_text([found], "zh")
    # Trying does not show that there is nobody.
    assert tried(policy) == [f"没有试到  承诺：{promise}"]


def test_what_is_gained_by_rounding_is_no_gain_of_claiming_twice() -> None:
    # Twice 0.05元 gives 0.01元 each, and 0.1元 at once 0.01元.
    assert verdict(own(PLAIN, "分两次申报不多得")).status == "proved"
    twice = own(
        "填报：投资额：金额。\n奖励：投资额100万元以下的，投资额的10%；其余的，投资额的5%。\n", "分两次申报不多得"
    )
    found = verdict(twice)
    assert found.status == "refuted"
    assert [told.called.zh for told in found.case[1:] if told.called] == ["分开申报，第1次", "分开申报，第2次"]


@pytest.mark.parametrize("rounding", ["四舍五入到分", "四舍五入到元", "舍去到元", "进位到元"])
@pytest.mark.parametrize("times", "两三四")
def test_a_percentage_gives_no_more_in_parts_however_it_is_rounded(rounding: str, times: str) -> None:
    policy = own(f"{PLAIN}取整：{rounding}。\n", f"投资额分{times}次申报的，应得合计不变")
    found = [made for made in prove(policy) if made.obligation.kind == "split"]
    assert [made.status for made in found] == ["proved", "proved"]


def test_nobody_is_in_the_case_that_is_meant() -> None:
    found = verdict(own(BIG, "投资额50万元以下的，应得不少于1万元"))
    assert found.status == "not decided"
    assert found.reason
    assert "没有人属于所说的情形" in found.reason.zh


def test_what_is_the_same_matter_is_not_paid_twice() -> None:
    terms = TERMS.replace("【完】", "同一事项：就高。\n1与2。\n【完】")
    policy = policy_of(f"{ONLY_BIG}承诺：本条与规则2不同时享受。\n{other('投资额100万元以上', '5%')}", terms)
    found = verdict(policy)
    assert found.status == "proved"
    assert found.reason
    assert "同一事项" in found.reason.zh


WHOLE = TERMS.replace("【完】", "{}承诺：全部条款合计不超过50万元；承诺：全部条款合计不超过20万元。\n【完】")


@pytest.mark.parametrize(("matter", "second"), [("", "refuted"), ("同一事项：就高。\n1与2。\n", "proved")])
def test_all_clauses_together(matter: str, second: str) -> None:
    rule = "填报：投资额：金额；规上企业：是否。\n条件：规上企业。\n奖励：投资额的10%，封顶20万元。\n"
    policy = policy_of(rule + other("投资额100万元以上", "5%"), WHOLE.format(matter))
    found = [made for made in prove(policy) if made.obligation.clause is None]
    assert [made.status for made in found] == ["proved", second]
    assert proofs_text(found, "zh").startswith("【政策】\n  已证明  承诺：全部条款合计不超过50万元")
    assert {made["clause"] for made in proofs_json(found)["promises"]} == {"政策"}  # type: ignore[index,call-overload,union-attr]
    told = [line for line in tried(policy) if line.startswith("不成立")]
    assert told == (["不成立  承诺：全部条款合计不超过20万元"] if second == "refuted" else [])


HALVED = "填报：检测费：金额；小微企业：是否；类别：甲类、乙类。\n收取：小微企业的，免收；甲类的，检测费，减半；其余的，检测费。\n"
WAIVED = "填报：租金、管理费：金额，不超过100万元。\n减免：免收租金；同时，管理费，减半。\n"
LEFT = "填报：已获补助：金额。\n补助：20万元，扣除已获补助。\n"
LOWEST = "填报：甲费、乙费、丙费：金额。\n补助：取甲费、乙费、丙费中较低者。\n"
PARTS = "填报：甲费、乙费、总额：金额。\n核对：甲费加乙费不超过总额。\n补助：甲费；同时，乙费。\n"
LISTED = "填报：费用：每笔金额；总投资：金额。\n核对：费用总额不超过总投资。\n补助（逐笔）：费用的50%。\n"
MONTHS = "填报：起日、止日：日期。\n其中：月数：止日距起日的月数。\n补贴：取月数、12个月中较低者，每月1000元。\n"
LASTING = "填报：申请月数、已领月数：月。\n其中：补贴月数：申请月数，连同已领月数累计不超过36个月。\n补贴：补贴月数，每月1000元。\n"
SINCE = (
    "填报：缴费日：日期。\n其中：月数：申报日期距缴费日的月数。\n条件：月数不超过12个月。\n补贴：月数，每月500元。\n"
)

# Of each rule a promise that holds to the 分, and one that is a 分 too small.
DECIDED = (
    (HALVED, "应得不超过检测费", "应得不超过检测费的99%"),
    (HALVED, "小微企业的，应得不超过0元", "非小微企业的，应得不超过0元"),
    (WAIVED, "应得不超过150万元", "应得不超过1499999.99元"),
    (WAIVED, "应得不超过租金加管理费", "应得不超过租金"),
    (LEFT, "应得不超过20万元", "应得不超过199999.99元"),
    (LEFT, "已获补助增加的，应得不增加", "已获补助增加的，应得不减少"),
    (LEFT, "有企业能得到20万元", "有企业能得到200000.01元"),
    (LOWEST, "应得不超过丙费", "应得不超过丙费的99%"),
    (PARTS, "应得不超过总额", "应得不超过总额的99%"),
    (LISTED, "应得不超过总投资", "应得不超过总投资的49%"),
    (MONTHS, "应得不超过1.2万元", "应得不超过11999.99元"),
    (LASTING, "应得不超过3.6万元", "应得不超过35999.99元"),
    (SINCE, "应得不超过6000元", "应得不超过5999.99元"),
)


@pytest.mark.parametrize(("rule", "true", "false"), DECIDED)
def test_a_limit_is_proved_and_a_smaller_one_is_refuted(rule: str, true: str, false: str) -> None:
    assert verdict(own(rule, true)).status == "proved"
    assert verdict(own(rule, false)).status == "refuted"
