"""Each promise: a rule of which it is proved, and one of which it is refuted, with the case that shows it."""

import pytest
import z3

from support.rules import compiled, policy_of
from tiaowen.compiler import Policy
from tiaowen.compiler.answers import calculate
from tiaowen.compiler.program import lower
from tiaowen.compiler.promises import PROMISES
from tiaowen.compiler.proofs import prove, solving
from tiaowen.compiler.proofs.report import proofs_text
from tiaowen.compiler.proofs.verdict import Verdict

MONEY = "填报：甲、乙：金额。\n"


@pytest.fixture(autouse=True)
def solver_without_a_past(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which of several cases the solver finds first hangs on the terms that it has made before."""
    monkeypatch.setattr(z3.z3, "_main_ctx", None)


def verdict(policy: Policy, words: str) -> Verdict:
    """The verdict on the promise of rule 1 with these words."""
    (found,) = [v for v in prove(policy) if words in v.obligation.words.zh and v.obligation.owner == "1"]
    return found


def shown(found: Verdict) -> str:
    """The counterexample as it is told, without the words around it."""
    assert found.status == "refuted", found
    return "；".join(line.strip() for line in proofs_text([found], "zh").splitlines()[2:-1])


def test_every_promise_is_listed_once() -> None:
    assert len(set(PROMISES)) == len(PROMISES) == 17


PROVED = (
    ("应得不为负", f"{MONEY}奖励：甲的5%，扣除乙，扣完为止。"),
    ("应得不为负", "填报：甲：每笔金额。\n奖励（逐笔）：甲的5%，封顶20万元。"),
    ("应得不为负", f"{MONEY}核对：乙不超过甲。\n奖励：甲减乙。"),
    ("应得不超过封顶数10万元", f"{MONEY}奖励：甲的5%，保底1万元，封顶10万元。"),
    ("应得不超过封顶数10万元", f"{MONEY}奖励：甲的5%，封顶10万元，扣除乙，扣完为止。"),
    ("乙达到1元的，应得不超过封顶数10万元", f"{MONEY}奖励：乙达到1元的，甲的5%，封顶10万元；其余的，甲的2%。"),
    ("只有一笔的，应得不超过封顶数20万元", "填报：甲：每笔金额。\n奖励（逐笔）：甲的5%，封顶20万元。"),
    ("应得不超过封顶数乙", f"{MONEY}奖励：甲的5%，封顶乙。"),
    ("「甲 × 5%」不超过封顶数10万元", f"{MONEY}奖励：甲的5%，封顶10万元；同时，乙的2%，封顶3万元。"),
    ("「乙 × 2%」不超过封顶数3万元", f"{MONEY}奖励：甲的5%，封顶10万元；同时，乙的2%，封顶3万元。"),
    ("「甲 × 5%」不超过封顶数10万元", f"{MONEY}奖励：甲的5%，封顶10万元，上浮20%。"),
    ("「基数」不超过封顶数10万元", f"{MONEY}其中：基数：甲的5%，封顶10万元。\n奖励：基数的20%。"),
    (
        "「甲 × 5%」不超过封顶数10万元",
        f"{MONEY}奖励（就高）：甲100元以上的，甲的5%，封顶10万元；乙100元以上的，乙的3%。",
    ),
    ("条件不符合的，应得为零", f"{MONEY}条件：乙达到100万元。\n奖励：甲的5%。"),
    ("结果总能算出", f"{MONEY}核对：乙达到1元。\n奖励：甲乘以（甲除以乙）。"),
    ("结果总能算出", f"{MONEY}条件：甲占乙不低于3%。\n奖励：甲乘以（甲除以乙）。"),
    ("整数不溢出", f"{MONEY}奖励：甲的5%。"),
    ("甲增加的，应得不减少", f"{MONEY}条件：甲100万元以上。\n奖励：甲的5%，封顶10万元。\n承诺：甲增加的，应得不减少。"),
    ("乙增加的，应得不增加", f"{MONEY}奖励：甲的5%，扣除乙，扣完为止。\n承诺：乙增加的，应得不增加。"),
    (
        "甲增加的，应得不减少",
        f"{MONEY}奖励：2万元；同时，甲在30万元基础上每增加20万元再奖励1万元。\n承诺：甲增加的，应得不减少。",
    ),
    ("乙增加的，应得不减少", f"{MONEY}条件：甲大于0元。\n奖励：甲乘以（乙除以甲）。\n承诺：乙增加的，应得不减少。"),
    ("应得不超过甲", f"{MONEY}奖励：甲的50%，封顶10万元。\n承诺：应得不超过甲。"),
    ("应得不低于1万元", f"{MONEY}条件：甲达到20万元。\n奖励：甲的5%。\n承诺：应得不低于1万元。"),
    ("应得不超过40万元", "填报：甲：每笔金额。\n奖励（逐笔，取最高2）：甲的5%，封顶20万元。\n承诺：应得不超过40万元。"),
    ("没有断崖（甲）", f"{MONEY}奖励：甲的5%，封顶10万元。\n承诺：没有断崖。"),
    ("没有断崖（甲）", "填报：甲：每笔金额。\n奖励（逐笔）：甲的5%，封顶20万元。\n承诺：没有断崖。"),
    ("没有断崖（乙）", f"{MONEY}奖励：20万元，扣除乙，扣完为止。\n承诺：没有断崖。"),
    ("应得不超过甲总额", "填报：甲：每笔金额。\n奖励（逐笔）：甲的40%，封顶800元。\n承诺：应得不超过甲总额。"),
    ("没有断崖（甲）", "填报：甲：金额，可为负。\n核算：甲的5%。\n承诺：没有断崖。"),
)


@pytest.mark.parametrize(("words", "body"), PROVED, ids=[f"{n}-{words}" for n, (words, _) in enumerate(PROVED)])
def test_proved(words: str, body: str) -> None:
    assert verdict(policy_of(body), words).status == "proved"


REFUTED = (
    # Three years rounded up are one 分 more than their cap.
    (
        "应得不超过封顶数10万元",
        "填报：甲：金额。\n奖励（分3年）：甲的5%。\n封顶：累计不超过10万元。",
        "反例：甲 1999999.7元，得99999.99元、0.02元、0元",
    ),
    (
        "只有一笔的，应得不超过封顶数20.5元",
        "填报：甲：每笔金额。\n奖励（逐笔）：甲的5%，封顶20.5元。\n取整：进位到元。",
        "反例：甲 500元，得21元",
    ),
    ("应得不为负", "填报：甲：金额，可为负。\n奖励：甲的5%。", "反例：甲 -1元，得-0.05元"),
    (
        "应得不为负",
        "填报：甲：金额。\n奖励：甲的5%。\n分期：25%、25%、25%、25%。",
        "反例：甲 0.4元，得0.01元、0.01元、0.01元、-0.01元",
    ),
    (
        "应得不超过封顶数10万元",
        "填报：甲：金额。\n奖励：甲的5%，封顶10万元。\n保底：20万元。",
        "反例：甲 0元，得20万元",
    ),
    ("应得不超过封顶数10.55元", "填报：甲：金额。\n奖励：甲的5%，封顶10.55元，进位到角。", "反例：甲 300元，得10.6元"),
    (
        "甲增加的，应得不减少",
        "填报：甲：金额。\n条件：甲100万元至300万元。\n奖励：甲的8%。\n承诺：甲增加的，应得不减少。",
        "反例：甲 100万元，得8万元；改为：甲 400万元，不予（不符合条件）",
    ),
    (
        "等级提高的，应得不减少",
        "填报：等级：一级、二级、三级（由低到高）。\n奖励：等级为一级、二级、三级的，分别3万元、2万元、5万元。\n"
        "承诺：等级提高的，应得不减少。",
        "反例：等级 一级，得3万元；改为：等级 二级，得2万元",
    ),
    ("应得不超过乙", f"{MONEY}奖励：甲的50%。\n承诺：应得不超过乙。", "反例：甲 1元，乙 0元，得0.5元"),
    (
        "应得不超过15万元",
        "填报：甲：每笔金额。\n奖励（逐笔）：甲的5%，封顶20万元。\n承诺：应得不超过15万元。",
        "反例：甲 400万元，得20万元",
    ),
    (
        "应得不超过5元",
        "填报：开工日期：日期；甲：金额。\n条件：申报日期在自开工日期起1年内。\n奖励：甲的5%。\n承诺：应得不超过5元。",
        "反例：开工日期 2025-12-31，甲 200元，申报日期 2025-12-31，得10元",
    ),
    (
        "没有断崖（甲）",
        "填报：甲：金额。\n条件：甲100万元至300万元。\n奖励：甲的8%。\n承诺：没有断崖。",
        "反例：甲 300万元，得24万元；改为：甲 3000000.01元，不予（不符合条件）",
    ),
    (
        "没有断崖（甲）",
        "填报：甲：每笔金额。\n奖励（逐笔）：甲1000元以上的，500元；其余的，0元。\n承诺：没有断崖。",
        "反例：甲 999.99元，得0元；改为：甲 1000元，得500元",
    ),
    (
        "没有断崖（等级）",
        "填报：等级：低、中、高（由低到高）。\n奖励：等级为低、中、高的，分别1万元、3万元、2万元。\n承诺：没有断崖。",
        "反例：等级 中，得3万元；改为：等级 高，得2万元",
    ),
    (
        "应得不低于100元",
        "填报：甲：每笔金额；乙：金额。\n其中：份数：乙除以3，舍去到元。\n"
        "奖励：甲总数1笔以上的，100元；份数777元至777元的，1元；其余的，100元。\n承诺：应得不低于100元。",
        "反例：甲 无，乙 2331元，得1元",
    ),
    (
        "没有断崖（面积）",
        "填报：面积：亩。\n奖励：面积不超过20亩的，面积，每亩1000元；其余的，2000元。\n承诺：没有断崖。",
        "反例：面积 20亩，得2万元；改为：面积 20.0001亩，得2000元",
    ),
)


@pytest.mark.parametrize(
    ("words", "body", "case"), REFUTED, ids=[f"{n}-{words}" for n, (words, _, _) in enumerate(REFUTED)]
)
def test_refuted(words: str, body: str, case: str) -> None:
    found = verdict(policy_of(body), words)
    # The bounds of what is simple are the shrinker's; that the case shows it is the interpreter's word.
    assert shown(found) == case


def test_without_fact_checks_a_division_by_zero_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policy_of(f"{MONEY}奖励：甲乘以（甲除以乙）。")
    assert verdict(policy, "结果总能算出").status == "proved"
    for module in (lower, calculate):
        monkeypatch.setattr(module, "fact_checks", lambda clause: ())
    assert shown(verdict(policy, "结果总能算出")) == "反例：甲 0元，乙 0元，算不出结果"


def test_several_clauses_together() -> None:
    rule = "【规则 2】再试\n依据：“给予支持”\n填报：甲：金额。\n奖励：甲的3%，封顶10万元。"
    body = "填报：甲：金额。\n奖励：甲的5%，封顶20万元。\n承诺：本条与规则2合计不超过30万元；本条与规则2合计不超过25万元。\n【完】\n"
    policy = policy_of(body + rule)
    assert verdict(policy, "合计不超过30万元").status == "proved"
    assert shown(verdict(policy, "合计不超过25万元")) == "反例：甲 400万元，得20万元；规则 2：得10万元"


def test_a_fact_of_the_same_name_is_the_same_fact() -> None:
    rule = "【规则 2】再试\n依据：“给予支持”\n填报：甲：金额。\n条件：甲不满100万元。\n奖励：10万元。"
    body = "填报：甲：金额。\n条件：甲100万元以上。\n奖励：20万元。\n承诺：本条与规则2合计不超过20万元。\n【完】\n"
    assert verdict(policy_of(body + rule), "合计不超过20万元").status == "proved"


def test_two_items_may_be_beyond_what_one_is() -> None:
    body = "填报：甲：每笔金额。\n奖励（逐笔）：甲的5%，封顶20万元。\n承诺：应得不超过30万元。"
    found = verdict(policy_of(body), "应得不超过30万元")
    assert found.status == "refuted"
    ((_, items),) = found.case[0].facts
    assert items.count("、") == 1


def test_words_that_no_rule_asks_for_are_as_many_as_are_wanted() -> None:
    body = "填报：票：每张含单位（文字）、票额（金额）。\n补助（逐单位）：票额总额的100%，封顶5元。\n承诺：应得不超过10元。"
    found = verdict(policy_of(body), "应得不超过10元")
    assert found.status == "refuted"
    assert found.case[0].result.zh == "得11元"


def test_a_list_of_many_items_may_be_beyond_what_three_are() -> None:
    body = "填报：甲：每笔金额。\n奖励（逐笔）：甲的5%，封顶20万元。\n承诺：应得不超过1000万元。"
    assert shown(verdict(policy_of(body), "应得不超过1000万元")) == "反例：甲 1元、400万元（共50个），得10000000.05元"


def test_what_lists_of_any_length_come_to_is_not_decided() -> None:
    body = "填报：甲：每笔金额。\n奖励（逐笔）：甲的5%，封顶20万元。\n承诺：应得不超过10亿元。"
    found = verdict(policy_of(body), "应得不超过10亿元")
    assert (found.status, found.case) == ("not decided", ())
    assert found.reason is not None
    assert "三项以内没有找到反例" in found.reason.zh


def test_what_has_no_more_and_less_is_said_and_not_proved() -> None:
    some = policy_of("填报：甲：金额；首次：是否；日：日期。\n奖励：首次的，甲的5%；其余的，甲的5%。\n承诺：没有断崖。")
    assert [v.status for v in prove(some) if v.obligation.kind == "no-cliff"] == ["proved", "not asked"]
    none = verdict(policy_of("填报：首次：是否。\n奖励：首次的，1万元；其余的，2万元。\n承诺：没有断崖。"), "没有断崖")
    assert none.status == "not decided"
    assert none.reason is not None
    assert "什么也没有保证" in none.reason.zh


def test_a_case_that_does_not_replay_is_a_defect_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policy_of("填报：甲：金额。\n奖励：甲的5%，封顶10万元。\n保底：20万元。")
    monkeypatch.setattr(solving, "shows", lambda *_: False)
    found = verdict(policy, "应得不超过封顶数")
    assert (found.status, found.case) == ("defect", ())


def test_no_time_no_conclusion() -> None:
    policy = policy_of("填报：甲：金额。\n奖励：甲的5%，封顶10万元。")
    statuses = {v.obligation.kind: v.status for v in prove(policy, timeout=0)}
    assert statuses["within-cap"] == "not decided"


def test_the_same_answers_each_time() -> None:
    policy = policy_of(REFUTED[4][1])
    once, again = (proofs_text(list(prove(policy)), "zh") for _ in range(2))
    assert once == again


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("填报：甲：金额；乙：是否。\n奖励：甲的5%。\n承诺：乙增加的，应得不减少。", "T0302"),
        ("填报：甲：金额。\n奖励：甲的5%。\n承诺：应得不超过20亩。", "T0301"),
        ("填报：甲：金额。\n条件：甲100万元以上。\n资格：符合。\n承诺：没有断崖。", "T0302"),
        ("填报：甲：金额。\n奖励：甲的5%。\n承诺：丙增加的，应得不减少。", "T0201"),
        ("填报：甲：金额。\n奖励：甲的5%。\n承诺：本条与规则9合计不超过1元。", "T0206"),
    ],
)
def test_a_promise_that_makes_no_sense_is_told(body: str, code: str) -> None:
    assert [found.code for found in compiled(body)[1]] == [code]


def test_who_is_told_to_fill_in_again_is_said() -> None:
    words = verdict(policy_of(f"{MONEY}奖励：甲乘以（甲除以乙）。"), "结果总能算出").obligation.words
    assert words.zh == "结果总能算出（乙须大于零，才能作除数，否则退回重填）"


def test_the_words_of_a_cap_are_english_where_they_should_be() -> None:
    found = verdict(policy_of("填报：甲：每笔金额。\n奖励（逐笔）：甲的5%，封顶20万元。"), "只有一笔的")
    assert found.obligation.words.en == "with a single item, the result never exceeds the cap of 20万元"


def test_what_a_series_comes_to_is_an_integer_too() -> None:
    series = verdict(policy_of("填报：甲：金额。\n核算（分3年）：甲的900000%。"), "整数不溢出")
    assert series.reason is not None
    assert "有1处可能超出64位" in series.reason.zh
