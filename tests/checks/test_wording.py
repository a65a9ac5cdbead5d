"""The checks on words, units and years: what they find, and what they must leave alone."""

import pytest

from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

OURS = {f"T04{number}" for number in range(30, 45)}


def found(quote: str, body: str, terms: str = "") -> list[tuple[str, str]]:
    """Code and place of what the checks on words say of a rule; it has no errors otherwise."""
    policy = f"【政策】某区若干政策\n{terms}\n【完】\n" if terms else ""
    text = f"某区若干政策\n\n{policy}（一）给予支持。{quote}。\n【规则 1】甲\n依据：“{quote}”\n{body}\n【完】\n"
    report = compile_sources([Source.of("甲", text)])[1]
    assert not report.errors, [error.title.zh for error in report.errors]
    return [(each.code, each.span.text) for each in report.diagnostics if each.code in OURS and each.span]


INVESTED = "填报：投资额：金额。\n"
TWO_TIERS = "补助：\n  投资额{first}的，5万元；\n  投资额{second}的，10万元。"


# ── one number, two cases ──


@pytest.mark.parametrize(
    ("quote", "first", "second"),
    [
        ("投资额50万元以上100万元以下的，补助5万元；100万元以上的，补助10万元", "50万元以上不满100万元", "100万元以上"),
        (
            "投资额50万元以上100万元以内的，补助5万元；100万元及以上的，补助10万元",
            "50万元以上100万元以下",
            "超过100万元",
        ),
    ],
)
def test_a_number_in_two_cases_of_the_text(quote: str, first: str, second: str) -> None:
    assert [code for code, _ in found(quote, INVESTED + TWO_TIERS.format(first=first, second=second))] == ["T0430"]


@pytest.mark.parametrize(
    ("quote", "first", "second", "more"),
    [
        # the text says which
        (
            "投资额50万元以上不满100万元的，补助5万元；100万元以上的，补助10万元",
            "50万元以上不满100万元",
            "100万元以上",
            "",
        ),
        (
            "投资额50万元以上100万元以下（不含）的，补助5万元；100万元以上的，补助10万元",
            "50万元以上不满100万元",
            "100万元以上",
            "",
        ),
        (
            "投资额50万元以上100万元（含）以下的，补助5万元；100万元以上的，补助10万元",
            "50万元以上100万元以下",
            "超过100万元",
            "",
        ),
        # 口径 says which
        (
            "投资额50万元以上100万元以下的，补助5万元；100万元以上的，补助10万元",
            "50万元以上不满100万元",
            "100万元以上",
            "\n口径：正好100万元的，按10万元。",
        ),
    ],
)
def test_a_number_whose_case_is_said(quote: str, first: str, second: str, more: str) -> None:
    assert not found(quote, INVESTED + TWO_TIERS.format(first=first, second=second) + more)


def test_what_the_policy_declares_of_the_words() -> None:
    quote = "投资额50万元以上至100万元以下的，补助5万元；100万元以上的，补助10万元"
    body = INVESTED + TWO_TIERS.format(first="50万元以上100万元以下", second="100万元以上")
    assert not found(quote, body, "本数：以上含本数，以下不含本数。")


def test_the_same_number_of_two_quantities() -> None:
    quote = "年销售额100万元以下且设备投资100万元以上的，补助5万元"
    body = "填报：年销售额、设备投资：金额。\n条件：年销售额100万元以下；设备投资100万元以上。\n补助：5万元。"
    assert not found(quote, body)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("投资额50万元至100万元的，补助5万元；100万元至500万元的，补助10万元", ["T0431"]),
        ("投资额50万元—100万元的，补助5万元；100万元—500万元的，补助10万元", ["T0431"]),
        ("投资额50万元至100万元（不含）的，补助5万元；100万元至500万元的，补助10万元", []),
        ("投资额50万元至100万元（不含100万元，下同）的，补助5万元；100万元至500万元的，补助10万元", []),
        ("投资额50万元（含）—100万元的，补助5万元；100万元（含）—500万元的，补助10万元", []),
        ("投资额50万元至100万元的，补助5万元；超过100万元至500万元的，补助10万元", ["T0432"]),
    ],
)
def test_ranges_that_share_an_end(quote: str, expected: list[str]) -> None:
    body = "填报：投资额：金额，不超过500万元。\n" + TWO_TIERS.format(
        first="50万元以上不满100万元", second="100万元以上"
    )
    assert sorted({code for code, _ in found(quote, body)}) == expected


def test_ranges_of_parts_have_nothing_at_their_ends() -> None:
    quote = "投资额100万元至500万元的部分，补助5%；500万元至1000万元的部分，补助8%"
    body = (
        INVESTED
        + "补助：\n  投资额超过100万元至500万元的部分，按5%；\n  同时，投资额超过500万元至1000万元的部分，按8%。"
    )
    assert not found(quote, body)


# ── the rule and its quotation ──


@pytest.mark.parametrize(
    ("quote", "condition"),
    [
        ("投资额100万元以上的，补助5万元", "投资额超过100万元"),
        ("投资额超过100万元的，补助5万元", "投资额100万元以上"),
        ("投资额达到100万元的，补助5万元", "投资额超过100万元"),
        ("投资额不满100万元的，补助5万元", "投资额100万元以下"),
        ("投资额高于100万元（含）的，补助5万元", "投资额高于100万元"),
        ("投资额100万元以上的，最高补助100万元，按投资额5%", "投资额超过100万元"),
    ],
)
def test_a_rule_on_the_other_side_of_the_line(quote: str, condition: str) -> None:
    amount = "投资额5%，封顶100万元" if "5%" in quote else "5万元"
    assert found(quote, f"{INVESTED}条件：{condition}。\n补助：{amount}。") == [("T0432", "100万元")]


@pytest.mark.parametrize(
    ("quote", "condition", "more"),
    [
        ("投资额100万元及以上的，补助5万元", "投资额不低于100万元", ""),
        ("投资额不少于100万元的，补助5万元", "投资额达到100万元", ""),
        ("投资额高于100万元（含）的，补助5万元", "投资额100万元以上", ""),
        ("投资额首次突破100万元的，补助5万元", "投资额达到100万元", ""),
        ("投资额100万元以上的，补助5万元", "投资额超过100万元", "\n口径：100万元以上按超过100万元执行。"),
        ("投资额100万元的，补助5万元；投资额超过100万元的，另给奖牌", "投资额达到100万元", ""),
    ],
)
def test_a_rule_on_the_same_side(quote: str, condition: str, more: str) -> None:
    assert not found(quote, f"{INVESTED}条件：{condition}。\n补助：5万元。{more}")


def test_the_other_case_of_the_same_line() -> None:
    body = INVESTED + "条件：投资额不低于100万元。\n补助：5万元。"
    assert not found("投资额不满100万元的，不予补助；其余的，补助5万元", body)


def test_a_text_that_includes_a_number_and_does_not() -> None:
    body = "填报：面积：亩。\n条件：面积5亩（含）以上。\n补助：2000元。"
    assert found("面积5亩（含）以上的，补助2000元；面积5亩（不含）以上的，给予指导", body) == [
        ("T0432", "5亩（不含）以上")
    ]
    assert not found("面积5亩（含）以上的，补助2000元；面积5亩（不含）以下的，给予指导", body)


# ── units and rates ──


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ("100万元、50元", [("T0433", "50元")]),
        ("80元、50万元", [("T0433", "80元")]),
        ("1万元、5000元", []),
        ("1万元、100元", []),
        ("5万元、2000元", []),
    ],
)
def test_an_amount_without_its_wan(amounts: str, expected: list[tuple[str, str]]) -> None:
    body = f"填报：等级：一级、二级。\n奖励：一级、二级的，分别{amounts}。"
    assert found(f"对一级、二级企业，分别奖励{amounts}", body) == expected


def test_prices_beside_caps_are_of_two_magnitudes() -> None:
    body = "填报：面积：亩。\n奖励：面积，每亩50元，封顶50万元。"
    assert not found("奖励标准为每亩50元、最高50万元", body)


@pytest.mark.parametrize(
    ("quote", "body", "expected"),
    [
        ("按保费的800%补助", "填报：保费：金额。\n补助：保费的800%。", [("T0434", "800%")]),
        ("按保费的100%补助", "填报：保费：金额。\n补助：保费的100%。", []),
        ("按日工资的300%支付", "填报：日工资：金额。\n支付：日工资的300%。", []),
        ("按标准的150%补助", "填报：标准额：金额。\n补助：标准额的150%。", []),
        ("研发投入按150%加回", "填报：研发投入：金额。\n补助：研发投入的150%。", []),
        ("按保费的1.5倍补助", "填报：保费：金额。\n补助：保费的1.5倍。", []),
        (
            "研发费用占营业收入的比重高于300%的，奖励1万元",
            "填报：研发费用、营业收入：金额。\n条件：研发费用占营业收入比重高于300%。\n奖励：1万元。",
            [("T0434", "300%")],
        ),
        (
            "产值增长150%以上的，奖励1万元",
            "填报（含上年）：产值：金额。\n条件：产值较上年产值增长150%以上。\n奖励：1万元。",
            [],
        ),
    ],
)
def test_a_share_of_more_than_all(quote: str, body: str, expected: list[tuple[str, str]]) -> None:
    assert found(quote, body) == expected


# ── growth, increases, steps ──

GROWN = "填报（含上年）：产值：金额。\n条件：产值较上年产值增长10%以上。\n奖励：1万元。"


@pytest.mark.parametrize(
    ("quote", "more", "expected"),
    [
        ("对新引进的工业企业，产值增长10%以上的，奖励1万元", "", ["T0435"]),
        ("对新引进的工业企业，产值增长10%以上的，奖励1万元", "\n口径：上年没有产值的，不奖励。", []),
        ("对新引进的工业企业，产值增长10%以上的，奖励1万元", "\n算例：产值1万元，上年产值0元的，不予奖励。", []),
        ("对工业企业，产值增长10%以上的，奖励1万元", "", []),
        ("对新增产值的工业企业，产值增长10%以上的，奖励1万元", "", []),
    ],
)
def test_newcomers_have_no_growth(quote: str, more: str, expected: list[str]) -> None:
    assert [code for code, _ in found(quote, GROWN + more)] == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("奖励：（出口额减上年出口额）的1%。", ["T0436"]),
        ("其中：增量：出口额减上年出口额。\n奖励：增量的1%。", ["T0436"]),
        ("其中：增量：出口额超过上年出口额的部分。\n奖励：增量的1%。", []),
        ("条件：出口额较上年有增长。\n奖励：（出口额减上年出口额）的1%。", []),
        ("核对：出口额不低于上年出口额。\n奖励：（出口额减上年出口额）的1%。", []),
        ("奖励：出口额，扣除上年出口额，按1%。", []),
    ],
)
def test_an_increase_that_may_be_a_decrease(body: str, expected: list[str]) -> None:
    quote = "按出口额较上年增量的1%奖励"
    assert [code for code, _ in found(quote, f"填报（含上年）：出口额：金额。\n{body}")] == expected


def test_a_part_taken_out_is_no_increase() -> None:
    body = "填报：研发费用合计、政府补助：金额。\n补助：（研发费用合计减政府补助）的5%。"
    assert not found("按扣除政府补助的研发费用的5%补助，鼓励投入增加", body)


@pytest.mark.parametrize(
    ("quote", "step", "more", "expected"),
    [
        ("年产值每增加500万元，再奖励1万元", "每增加500万元再奖励1万元", "", ["T0437"]),
        ("年产值每增加500万元，再奖励1万元（不足500万元的不计）", "每增加500万元再奖励1万元", "", []),
        ("年产值每增加500万元，再奖励1万元", "每增加500万元再奖励1万元", "\n口径：不足500万元的不计。", []),
        ("年产值每增加500万元，再奖励1万元", "每增加500万元再奖励1万元", "\n算例：年产值700万元，得1万元。", []),
        ("年产值每增加500万元，再奖励1万元", "每增加500万元再奖励1万元（不足500万元的按比例计）", "", []),
    ],
)
def test_what_is_left_of_a_step(quote: str, step: str, more: str, expected: list[str]) -> None:
    body = f"填报：年产值：金额。\n奖励：年产值在0元基础上{step}。{more}"
    assert [code for code, _ in found(quote, body)] == expected


def test_persons_leave_nothing_of_a_step() -> None:
    body = "填报：员工：人。\n奖励：员工在10人基础上每增加1人再奖励1万元。"
    assert not found("员工在10人基础上每增加1人，再奖励1万元", body)


# ── ceilings and words that leave room ──

LABS = "填报：省级实验室、市级实验室：家。\n"


@pytest.mark.parametrize(
    ("quote", "body", "expected"),
    [
        (
            "省级、市级实验室，每家分别最高奖励20万元、10万元",
            "奖励：省级实验室、市级实验室，每家分别20万元、10万元。",
            ["T0438"],
        ),
        (
            "省级、市级实验室，每家分别最高奖励20万元、10万元",
            "最高奖励：省级实验室、市级实验室，每家分别20万元、10万元。",
            [],
        ),
        (
            "省级、市级实验室，每家分别奖励20万元、10万元",
            "最高奖励：省级实验室、市级实验室，每家分别20万元、10万元。",
            ["T0438"],
        ),
        ("省级、市级实验室，每家分别奖励20万元、10万元", "奖励：省级实验室、市级实验室，每家分别20万元、10万元。", []),
        (
            "省级、市级实验室，每家分别奖励20万元、10万元，最高20万元",
            "奖励：省级实验室、市级实验室，每家分别20万元、10万元，分别封顶20万元、20万元。",
            [],
        ),
        (
            "省级、市级实验室，每家分别奖励20万元、10万元以内",
            "最高奖励：省级实验室、市级实验室，每家分别20万元、10万元。",
            [],
        ),
        (
            "省级、市级实验室，每家分别最高奖励20万元、10万元",
            "奖励：省级实验室、市级实验室，每家分别20万元、10万元。\n口径：一律按最高额奖励。",
            [],
        ),
    ],
)
def test_a_ceiling_is_a_ceiling(quote: str, body: str, expected: list[str]) -> None:
    assert [code for code, _ in found(quote, LABS + body)] == expected


@pytest.mark.parametrize(
    ("quote", "body", "expected"),
    [
        ("按保费的80%、最高20万元补助", "补助：保费的80%，封顶20万元。", []),
        ("按保费最高80%补助", "补助：保费的80%。", ["T0438"]),
        ("按保费最高80%补助", "最高补助：保费的80%。", []),
        # the ceiling of the text is the cap of the rule, and nothing leaves room for the rest
        ("按保费的80%、最高20万元补助", "最高补助：保费的80%，封顶20万元。", ["T0438"]),
        ("按保费的80%补助，20万元以内", "最高补助：保费的80%，封顶20万元。", ["T0438"]),
        ("按保费80%补助，原则上不超过20万元", "补助：保费的80%，封顶20万元。", ["T0442"]),
        ("按保费80%补助，原则上不超过20万元", "补助：保费的80%，封顶20万元。\n口径：“原则上”按一律执行。", []),
        ("视情按保费80%补助", "补助：保费的80%。", ["T0442"]),
        ("对一般纳税人可按保费80%补助", "补助：保费的80%。", []),
    ],
)
def test_words_that_leave_room(quote: str, body: str, expected: list[str]) -> None:
    assert [code for code, _ in found(quote, f"填报：保费：金额。\n{body}")] == expected


def test_a_default_that_may_be_otherwise_is_a_reading() -> None:
    body = "填报：保费：金额；补助比例：比例，50%至80%，未填按50%。\n补助：保费，按补助比例。"
    assert not found("原则上按保费的50%补助，可逐步提高至80%", body)


# ── years, departments, months ──

VALID = "有效期：2026年1月1日至2026年12月31日。"


@pytest.mark.parametrize(
    ("year", "more", "expected"),
    [
        ("2024", "", ["T0439"]),
        ("2025", "", []),
        ("2026", "", []),
        ("2024", "\n口径：2024年度的，补办一次。", []),
    ],
)
def test_a_year_that_is_too_long_ago(year: str, more: str, expected: list[str]) -> None:
    body = f"填报：{year}年度升规：是否。\n条件：{year}年度升规。\n奖励：1万元。{more}"
    assert [code for code, _ in found(f"对{year}年度升规的企业，奖励1万元", body, VALID)] == expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [("奖励1万元", ["T0439"]), ("自认定之日起连续三年，奖励1万元", []), ("次年继续奖励1万元", [])],
)
def test_a_rule_in_force_longer_than_its_policy(quote: str, expected: list[str]) -> None:
    body = "有效期：2026年1月1日至2028年12月31日。\n填报：认定：是否。\n条件：认定。\n奖励：1万元。\n口径：三年内有效。"
    assert [code for code, _ in found(quote, body, VALID)] == expected


def test_a_basis_that_has_ended() -> None:
    body = "填报：认定：是否。\n条件：认定。\n奖励：1万元。"
    ended, present = "根据《某市行动计划（2021-2023年）》，奖励1万元", "根据《某市行动计划（2024-2026年）》，奖励1万元"
    assert [code for code, _ in found(ended, body, VALID)] == ["T0439"]
    assert not found(present, body, VALID)
    assert not found("2019年前认定的，奖励1万元", f"{body}\n口径：2019年前认定的不再核查。", VALID)


def departments(*named: str) -> list[str]:
    text = "某区若干政策\n\n" + "".join(
        f"（{number}）抓好落实。做好服务。（责任单位：{names}）\n\n"
        for number, names in zip("一二三四五", named, strict=False)
    )
    report = compile_sources([Source.of("甲", text)])[1]
    return [each.span.text for each in report.diagnostics if each.code == "T0440" and each.span]


def test_a_department_with_a_slip() -> None:
    often = ("区经信局、区财政局", "区经信局、区财政局", "区经信局、区财政局")
    assert departments(*often, "区经信居") == ["区经信居"]
    assert departments(*often, "区经信信局") == ["区经信信局"]
    # departments of their own, and slips with nothing to compare them with
    assert not departments(*often, "区民政局、区投促中心、区府办")
    assert not departments("区经信局", "区经信局", "区经信居")


def test_a_department_of_a_goal_with_a_slip() -> None:
    goals = "【指标】\n依据：“新增企业10家”；\n新增企业：10家，责任单位：{}；\n新建平台：10家。\n【完】"
    often = "（责任单位：区经信局）\n\n"
    text = f"某区若干政策\n\n（一）甲。新增企业10家。{often}{goals}\n\n（二）乙。丙。{often}（三）丁。戊。{often}"
    for name, expected in (("区经信居", ["区经信居"]), ("区经信局", []), ("区民政局", [])):
        report = compile_sources([Source.of("甲", text.format(name))])[1]
        assert not report.errors
        assert [each.span.text for each in report.diagnostics if each.code == "T0440" and each.span] == expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("每月补贴417元，每年5000元", ["T0441"]),
        ("每月补贴1000元，全年不超过10000元", ["T0441"]),
        ("按1000元/月补贴，每年最高1万元", ["T0441"]),
        ("每月补贴1000元，全年不超过12000元", []),
        ("每月补贴1000元，最长10个月，全年不超过10000元", []),
        ("每人每月补贴1000元，每家企业全年不超过10000元", []),
        ("每月补贴1000元，全年最高10万元", []),
        ("每月补贴1000元；一次性奖励，全年不超过10000元", []),
    ],
)
def test_months_and_the_year(quote: str, expected: list[str]) -> None:
    yearly = next(word for word in ("5000元", "10000元", "12000元", "10万元", "1万元") if word in quote)
    monthly = "417元" if "417" in quote else "1000元"
    more = "，最长不超过10个月" if "10个月" in quote else ""
    body = f"填报：月数：月{more.replace('最长', '')}。\n补贴：月数，每月{monthly}，封顶{yearly}。"
    assert [code for code, _ in found(quote, body)] == expected


# ── what the number in a mark says, days, room, bases ──


@pytest.mark.parametrize(
    ("quote", "condition", "expected"),
    [
        ("投资额1000万元以上（含1000万元）的，补助10万元", "投资额超过1000万元", [("T0432", "1000万元")]),
        ("投资额1000万元以上（含1000万元）的，补助10万元", "投资额1000万元以上", []),
    ],
)
def test_a_number_said_again_in_its_mark(quote: str, condition: str, expected: list[tuple[str, str]]) -> None:
    assert found(quote, f"{INVESTED}条件：{condition}。\n补助：10万元。") == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("投产日期2027年1月1日以后", ["T0439"]),
        ("申报日期2027年1月1日以后", ["T0439"]),
        ("申报日期2025年12月31日以前", ["T0439"]),
        ("投产日期2025年1月1日以后", []),
        ("投产日期2025年12月31日以前", []),
        ("申报日期2026年6月30日以前", []),
        ("租赁到期日2027年1月1日以后", []),
    ],
)
def test_days_that_nobody_can_claim_on(condition: str, expected: list[str]) -> None:
    body = f"填报：投产日期、租赁到期日：日期；投资额：金额。\n条件：{condition}。\n补助：10万元。\n说明：投产日期、租赁到期日、投资额供核实。"
    body += "\n口径：日期照配套办法。"
    said = found("给予补助10万元", body, "有效期：2026年1月1日至2026年12月31日。")
    assert [code for code, _ in said if code == "T0439"] == expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("视财力情况给予投资额的10%补助", [("T0442", "视财力情况")]),
        ("通过视频监控核实情况的，给予投资额的10%补助", []),
    ],
)
def test_room_that_is_left(quote: str, expected: list[tuple[str, str]]) -> None:
    assert found(quote, f"{INVESTED}补助：投资额的10%。") == expected


GROWTH = "填报（含上年）：产值：金额。\n其中：增量：产值超过上年产值的部分；增幅：增量除以上年产值。\n"


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("奖励：100万元，乘以增幅，封顶10万元。", [("T0443", "增量除以上年产值")]),
        ("条件：上年产值超过0元。\n奖励：100万元，乘以增幅，封顶10万元。", []),
        ("条件：增幅5%以上。\n奖励：100万元，乘以增幅，封顶10万元。", []),
        ("条件：增幅5%以上。\n奖励：10万元。", []),
    ],
)
def test_bases_that_may_be_zero(rest: str, expected: list[tuple[str, str]]) -> None:
    case = "\n口径：5%、100万元、10万元、0元照办法取舍。\n算例：产值110万元，上年产值100万元，得10万元。"
    said = "产值增长的，给予奖励"
    assert [pair for pair in found(said, GROWTH + rest + case) if pair[0] == "T0443"] == expected


# ── prices, caps ──


def told(rule: str, facts: str) -> list[str]:
    """The codes of what is asked about a rule for its result."""
    text = f"某区若干政策\n\n（一）给予支持。{rule}。\n【规则 1】甲\n依据：“{rule}”\n填报：{facts}。\n补助：{rule}。\n【完】\n"
    report = compile_sources([Source.of("甲", text)])[1]
    assert not report.errors, [error.title.zh for error in report.errors]
    return [each.code for each in report.diagnostics if each.code in ("T0415", "T0454", "T0455", "T0456")]


@pytest.mark.parametrize(
    ("rule", "facts", "codes"),
    [
        ("面积，每亩300元，绿色基地的，增加50元", "面积：亩；绿色基地：是否", ["T0454"]),
        ("面积，每亩300元，绿色基地的，增加300元", "面积：亩；绿色基地：是否", ["T0454"]),
        ("面积，每亩300元，绿色基地的，增加300.01元", "面积：亩；绿色基地：是否", []),
        ("人数，每人每月500元，乘以月数，残疾人的，提高100元", "人数：人；月数：月；残疾人：是否", ["T0454"]),
        ("面积，绿色基地的，每亩350元，其余的，每亩300元", "面积：亩；绿色基地：是否", []),
        ("面积，每亩300元；同时，绿色基地的，50元", "面积：亩；绿色基地：是否", []),
        ("用气量，每立方米3元，超过300立方米的，上浮20%", "用气量：立方米", ["T0455"]),
        ("用气量，每立方米3元，超过300立方米的，每立方米加收1元", "用气量：立方米", ["T0455"]),
        ("用气量300立方米以下的部分，每立方米3元；超过300立方米的部分，每立方米3.6元", "用气量：立方米", []),
        ("用气量300立方米以下的，用气量，每立方米3元；其余的，用气量，每立方米3.6元", "用气量：立方米", []),
        ("费用的10%，累计不超过50万元", "费用：金额", ["T0456"]),
        ("费用的10%，连同已获补助累计不超过50万元", "费用、已获补助：金额", []),
        ("费用的10%，封顶50万元", "费用：金额", []),
        ("费用的10%，甲的，最高1万元，乙、丙的，分别最高2万元、3万元", "费用：金额；类别：甲、乙、丙", []),
        ("费用的10%，乙、丙的，分别最高2万元、3万元", "费用：金额；类别：甲、乙、丙", ["T0415"]),
    ],
)
def test_what_prices_and_caps_are_of(rule: str, facts: str, codes: list[str]) -> None:
    assert told(rule, facts) == codes
