"""合计: what several clauses give one enterprise together, each in its own time, with its own names and its own refusals."""

import sys

import pytest

from support.rules import policy_of
from tiaowen.compiler import Policy
from tiaowen.compiler.proofs import prove
from tiaowen.compiler.proofs.report import proofs_text
from tiaowen.compiler.proofs.verdict import Verdict
from tiaowen.compiler.properties import try_promises


def made_of(*bodies: str, terms: str = "") -> Policy:
    """The policy whose rules have these bodies."""
    rules = [f"【规则 {n}】再试\n依据：“给予支持”\n{body}" for n, body in enumerate(bodies[1:], 2)]
    return policy_of("\n【完】\n".join([bodies[0], *rules]), terms or TERMS)


def verdict(*bodies: str, terms: str = "") -> Verdict:
    """The verdict on 合计 of rule 1, which stands with the others of these bodies."""
    (found,) = [made for made in prove(made_of(*bodies, terms=terms)) if "合计" in made.obligation.words.zh]
    return found


TERMS = "【政策】试行政策\n有效期：2025年1月1日至2025年12月31日。\n【完】\n"
APART = "【政策】试行政策\n有效期：2025年1月1日至2025年12月31日；\n同一事项：就高从优，不重复享受；\n  1与2。\n【完】\n"
UNTIMED = "【政策】试行政策\n【完】\n"
IN_2025 = "有效期：2025年1月1日至2025年12月31日。\n"
IN_2026 = "有效期：2026年1月1日至2026年12月31日。\n"
UP_TO_10 = "承诺：本条与规则2合计不超过10万元。"

PROVED = {
    "a fact of one name is one number": (
        f"填报：甲：金额。\n条件：甲100万元以上。\n补助：10万元。\n{UP_TO_10}",
        "填报：甲：金额，不超过1亿元。\n条件：甲低于100万元。\n补助：10万元。",
    ),
    "one number in the narrower range, whatever the wider one would give": (
        f"填报：甲：金额。\n补助：甲的10%。\n{UP_TO_10}",
        "填报：甲：金额，不超过50万元。\n补助：甲的10%。",
    ),
    "one name, told in other units": (
        f"填报：面积：亩。\n条件：面积3亩以上。\n补助：10万元。\n{UP_TO_10}",
        "填报：面积：公顷。\n条件：面积不满0.2公顷。\n补助：10万元。",
    ),
    "one option of those that both know": (
        f"填报：等级：甲、乙、丙。\n补助：等级为甲的，10万元；其余的，0元。\n{UP_TO_10}",
        "填报：等级：丁、乙、甲。\n补助：等级为乙、丁的，10万元；其余的，0元。",
    ),
    "the same list, whatever its sums are called": (
        f"填报：费用：每笔金额。\n其中：花费：费用总额。\n补助：花费100元以上的，10万元；其余的，0元。\n{UP_TO_10}",
        "填报：费用：每笔金额。\n其中：开销：费用总额。\n补助：开销不满100元的，10万元；其余的，0元。",
    ),
    "one of what a third clause gives": (
        f"填报：甲：金额，取自3。\n补助：甲100元以上的，10万元；其余的，0元。\n{UP_TO_10}",
        "填报：乙：金额，取自3。\n补助：乙不满100元的，10万元；其余的，0元。",
        "填报：丙：金额。\n核算：丙的10%。",
    ),
    "what one gives the other": (
        "填报：甲：金额。\n补助：甲的10%，封顶6万元。\n承诺：本条与规则2合计不超过9万元。",
        "填报：乙：金额，取自1。\n补助：乙的50%。",
    ),
}


@pytest.mark.parametrize("bodies", PROVED.values(), ids=PROVED)
def test_proved(bodies: tuple[str, ...]) -> None:
    assert verdict(*bodies).status == "proved"


@pytest.mark.parametrize("bodies", PROVED.values(), ids=PROVED)
def test_what_is_proved_holds_where_it_is_tried(bodies: tuple[str, ...]) -> None:
    policy = made_of(*bodies)
    found = [trial for trial in try_promises(policy, [policy.clauses["1"]], 30) if "合计" in trial.obligation.words.zh]
    assert [(trial.held, trial.examples > 30) for trial in found] == [(True, True)]


def test_what_is_proved_and_does_not_hold_is_a_defect_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["tiaowen.compiler.promises.limit"]
    monkeypatch.setattr(module, "paid_together", lambda policy, claims: (claims[1].total, ()))
    found = verdict(
        f"填报：甲：金额。\n补助：甲的10%，封顶20万元。\n{UP_TO_10}", "填报：甲：金额。\n补助：甲的8%，封顶10万元。"
    )
    assert (found.status, found.case) == ("defect", ())


def test_of_the_same_matter_one_is_paid() -> None:
    bodies = (
        f"填报：甲：金额。\n补助：甲的10%，封顶10万元。\n{UP_TO_10}",
        "填报：甲：金额。\n补助：甲的8%，封顶10万元。",
    )
    assert verdict(*bodies, terms=APART).status == "proved"
    assert verdict(*bodies).status == "refuted"


def test_at_one_time_one_of_two_periods_counts() -> None:
    one = f"{IN_2025}填报：甲：金额。\n补助：甲的10%，封顶10万元。\n{UP_TO_10}"
    assert verdict(one, f"{IN_2026}填报：甲：金额。\n补助：甲的10%，封顶10万元。", terms=UNTIMED).status == "proved"


REFUTED = {
    "what one list comes to in each is worked out with each one's names": (
        "填报：费用：每笔金额；系数：比例，0%至100%。\n其中：折扣：系数的90%。\n其中（逐笔）：折后：费用乘以折扣。\n"
        f"补助：折后总额100元以上的，10万元；其余的，0元。\n{UP_TO_10}",
        "填报：费用：每笔金额；系数：比例，0%至100%。\n其中：折扣：系数的10%。\n其中（逐笔）：折后：费用乘以折扣。\n"
        "补助：折后总额不满100元的，10万元；其余的，0元。",
        "规则 2：得10万元",
    ),
    "a claim that is refused counts as nothing": (
        f"填报：甲：金额。\n补助：甲的10%。\n{UP_TO_10}",
        "填报：甲：金额。\n核对：甲不超过100元。\n补助：甲的10%。",
        "规则 2：不予（填报不受理）",
    ),
    "each has its own period": (
        f"{IN_2025}填报：甲：金额。\n补助：申报日期2025年6月1日以后的，甲的10%，封顶10万元。\n{UP_TO_10}",
        "有效期：2025年1月1日至2026年12月31日。\n填报：甲：金额。\n补助：申报日期2026年6月1日以后的，20万元；其余的，0元。",
        "规则 2：得20万元",
    ),
    "what one gives the other is not more": (
        "填报：甲：金额。\n补助：甲的10%，封顶6万元。\n承诺：本条与规则2合计不超过8万元。",
        "填报：乙：金额，取自1。\n补助：乙的50%。",
        "规则 2：得3万元",
    ),
}


@pytest.mark.parametrize(("one", "other", "shown"), REFUTED.values(), ids=REFUTED)
def test_refuted(one: str, other: str, shown: str) -> None:
    found = verdict(one, other, terms=UNTIMED)
    assert found.status == "refuted", found
    assert shown in proofs_text([found], "zh")


NOTED = {
    "「甲」的范围各条不同，按都准填的0元至1亿元": ("填报：甲：金额。\n", "填报：甲：金额，不超过1亿元。\n"),
    "「甲」不填时的默认值各条不同（1万元、2万元），当作填了同一个数": (
        "填报：甲：金额，默认1万元。\n",
        "填报：甲：金额，默认2万元。\n",
    ),
    "各条的「甲」不是同一种填报，当作各填各的": ("填报：甲：金额。\n", "填报：甲：亩。\n"),
    "「甲」的选项各条不同，只取都有的二、三": ("填报：甲：一、二、三。\n", "填报：甲：二、三、四。\n"),
}


@pytest.mark.parametrize(("note", "facts"), NOTED.items(), ids=NOTED)
def test_what_the_clauses_ask_differently_is_said(note: str, facts: tuple[str, str]) -> None:
    found = verdict(f"{facts[0]}补助：5万元。\n{UP_TO_10}", f"{facts[1]}补助：5万元。")
    assert (found.status, found.reason and found.reason.zh) == ("proved", note)
