"""``tiaowen diff``: the words that changed, what a revision means, and that it says how it knows."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from support.command import Command
from support.policies import loaded
from tiaowen.compiler import Policy, load
from tiaowen.compiler.analysis.likeness import likeness, paired
from tiaowen.compiler.comparison import Comparison, compare
from tiaowen.compiler.comparison.clauses import ClauseChange
from tiaowen.compiler.comparison.meaning import Solver, meaning
from tiaowen.compiler.comparison.revision import revision
from tiaowen.compiler.comparison.texts import word_changes
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.report.diagnostic import Text
from tiaowen.compiler.text.source import Source

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "revision"
EDITIONS = (HERE / "青禾区2024.policy", HERE / "青禾区2025.policy")
SEED = HERE.parent.parent / "policies" / "jindong-2025"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv("TIAOWEN_LANG", raising=False)
    return Command(monkeypatch)


def policy(*rules: str, article: str = "给予支持") -> Policy:
    """A policy of one article with these rules, each from its 填报 on."""
    blocks = (f"【规则 {n}】支持\n依据：“{article}”\n{rule}\n【完】\n" for n, rule in enumerate(rules, 1))
    made, report = compile_sources([Source.of("甲.policy", f"（一）{article}。\n{''.join(blocks)}")])
    assert len(made.clauses) == len(rules), report.diagnostics
    return made


def editions() -> Comparison:
    old, new = map(load, EDITIONS)
    return compare(old, new)


def change(old: str, new: str) -> ClauseChange:
    (found,) = compare(policy(old), policy(new)).clauses
    return found


def verdict(old: str, new: str) -> tuple[str, str]:
    found = change(old, new)
    assert found.meaning is not None
    return found.verdict, found.meaning.by


class WithoutSolver(Solver):
    """As where the extra is not installed."""

    def __post_init__(self) -> None:
        self._decide = None


# ── what a revision means ──


def test_a_policy_beside_itself_is_all_equal() -> None:
    made = compare(loaded(), load(SEED))
    assert {change.verdict for change in made.clauses} == {"equal"}
    assert len(made.clauses) == len(loaded().clauses)
    assert not any(change.is_changed for change in made.clauses)
    assert {change.status for change in made.articles} == {"same"}
    assert made.agreements == ()


def test_a_hair_more_is_more_generous() -> None:
    rule = "填报：投资额：金额。\n补助：投资额的{}，封顶100万元。"
    found = change(rule.format("5%"), rule.format("5.001%")).meaning
    assert found is not None
    assert (found.verdict, found.by, found.down) == ("more generous", "proof", None)
    assert found.up is not None
    old, new = policy(rule.format("5%")), policy(rule.format("5.001%"))
    facts = dict(found.up.facts)
    assert Fraction(old.calc("1", facts).value) < Fraction(new.calc("1", facts).value)  # type: ignore[arg-type]


RATE = "填报：投资额：金额。\n条件：投资额{}。\n补助：投资额的{}，封顶{}。"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (("100万元以上", "5%", "50万元"), ("超过100万元", "5%", "50万元"), ("less generous", "proof")),
        (("100万元以上", "5%", "50万元"), ("100万元以上", "5%", "60万元"), ("more generous", "proof")),
        (("100万元以上", "5%", "50万元"), ("100万元以上", "6%", "40万元"), ("mixed", "cases")),
        (("100万元以上", "5%", "50万元"), ("50万元以上", "4%", "50万元"), ("mixed", "cases")),
        (("100万元以上", "5%", "50万元"), ("达到100万元", "千分之五十", "500000元"), ("equal", "same rule")),
    ],
)
def test_verdicts_of_a_rate(old: tuple[str, ...], new: tuple[str, ...], wanted: tuple[str, str]) -> None:
    assert verdict(RATE.format(*old), RATE.format(*new)) == wanted


def test_to_pay_less_is_more_generous() -> None:
    rule = "填报：面积：平方米。\n交纳：面积，每平方米{}元。"
    assert verdict(rule.format(5), rule.format(4))[0] == "more generous"
    assert verdict(rule.format(5), rule.format(6))[0] == "less generous"


def test_a_wider_qualification_is_more_generous() -> None:
    rule = "填报：年营业收入：金额。\n条件：年营业收入{}万元以上。\n资格：列为重点企业。"
    assert verdict(rule.format(5000), rule.format(3000)) == ("more generous", "proof")
    assert verdict(rule.format(3000), rule.format(5000)) == ("less generous", "proof")


def test_a_calculation_is_neither_generous_nor_not() -> None:
    rule = "填报：甲批次：批次。\n核算：甲批次，每批次{}个。"
    assert verdict(rule.format(1), rule.format(2))[0] == "higher"
    assert verdict(rule.format(2), rule.format(1))[0] == "lower"


def test_the_same_in_other_words_is_proved_equal() -> None:
    old = "填报：投资额：金额。\n补助：投资额的5%，封顶50万元。"
    new = "填报：投资额：金额。\n补助：\n  投资额1000万元以上的，50万元；\n  其余的，投资额的5%。"
    assert verdict(old, new) == ("equal", "proof")


def test_a_fact_that_only_one_asks_for_may_be_anything() -> None:
    old = "填报：投资额：金额。\n补助：投资额的5%。"
    new = "填报：投资额：金额；注册在本区：是否。\n条件：注册在本区。\n补助：投资额的5%。"
    found = change(old, new).meaning
    assert found is not None
    assert found.pair is not None
    assert (found.verdict, found.by, found.pair.only_new) == ("less generous", "proof", ("注册在本区",))
    assert found.down is not None
    assert dict(found.down.facts)["注册在本区"] == "否"


def test_a_renamed_fact_is_the_same_fact() -> None:
    rule = "填报：{0}：金额。\n其中：计补额：取{0}、100万元中较低者。\n补助：计补额的{1}。"
    found = change(rule.format("贷款利息", "50%"), rule.format("实际贷款利息", "40%")).meaning
    assert found is not None
    assert found.pair is not None
    assert (found.verdict, dict(found.pair.renamed)) == ("less generous", {"贷款利息": "实际贷款利息"})


def test_a_renamed_list_is_the_same_list() -> None:
    rule = "填报：{0}：每笔金额。\n补助（逐笔）：{0}的{1}，封顶{2}元。"
    assert verdict(rule.format("期权费", "40%", 800), rule.format("期权费用", "40%", 900))[0] == "more generous"


def test_an_option_that_came_is_compared_where_both_know_it() -> None:
    rule = "填报：企业类别：{}。\n补助：\n  企业类别为小型的，{}万元；\n  其余的，1万元。"
    found = verdict(rule.format("大型、中型、小型", 5), rule.format("大型、小型、微型", 6))
    assert found == ("more generous", "proof")
    graded = "填报：星级：{}（由低到高）。\n奖励：星级达到四星的，{}万元。"
    assert verdict(graded.format("三星、四星", 5), graded.format("三星、四星、五星", 5)) == ("other facts", "proof")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("填报：数量：亩。\n补助：数量，每亩5元。", "填报：数量：公斤。\n补助：数量，每公斤5元。"),
        ("填报：投资额：金额。\n补助：投资额的5%。", "填报：投资额：金额。\n交纳：投资额的5%。"),
        ("填报：批数：批次。\n核算：批数，每批次1个。", "填报：批数：批次。\n核算：批数，每批次1家。"),
        (
            "填报：星级：三星、四星（由低到高）。\n奖励：星级达到四星的，5万元。",
            "填报：星级：四星、三星（由低到高）。\n奖励：星级达到三星的，5万元。",
        ),
    ],
)
def test_what_no_applicant_can_be_put_to_is_not_compared(old: str, new: str) -> None:
    found = change(old, new)
    assert found.verdict == "not comparable"
    assert found.meaning is not None
    assert found.meaning.reason is not None


def test_a_narrower_range_is_told_and_compared_within() -> None:
    rule = "填报：月数：月，不超过{}个月。\n补助：月数，每月1000元。"
    found = change(rule.format(36), rule.format(12))
    assert (found.verdict, [one.what.en for one in found.differences]) == ("other facts", ["fact"])
    assert found.meaning is not None
    assert found.meaning.accepted is None
    assert found.meaning.refused is not None
    assert 12 < int(dict(found.meaning.refused.facts)["月数"].removesuffix("月")) <= 36
    assert found.meaning.refused.new.zh == "不受理"


def test_a_bound_that_is_declared_otherwise_changes_a_rule_whose_words_did_not() -> None:
    rule = RATE.format("100万元以上", "5%", "50万元")
    text = f"（一）给予支持。\n【规则 1】支持\n依据：“给予支持”\n{rule}\n【完】\n"
    old, new = (
        compile_sources([Source.of("甲.policy", f"【政策】办法\n本数：以上{word}本数。\n【完】\n{text}")])[0]
        for word in ("含", "不含")
    )
    made = compare(old, new)
    assert [(one.what.zh, one.old, one.new) for one in made.agreements] == [("本数", "以上含本数", "以上不含本数")]
    (found,) = made.clauses
    assert (found.verdict, found.differences) == ("less generous", ())
    assert found.meaning is not None
    assert found.meaning.down is not None
    assert found.meaning.down.facts == (("投资额", "100万元"),)


def test_a_rule_that_takes_its_fact_from_one_that_changed_is_told() -> None:
    source = "填报：全部批次、不合格批次：批次。\n核算：全部批次减不合格批次{}。"
    paid = "填报：检测批次量：批次，取自1。\n补助：检测批次量，每批次100元。"
    made = compare(policy(source.format(""), paid), policy(source.format("减不合格批次"), paid))
    assert [change.verdict for change in made.clauses] == ["lower", "equal"]
    assert [one.what.en for one in made.clauses[1].differences] == ["a fact is taken from a rule that changed"]


# ── what else a revision may change ──


def test_one_more_than_every_count_is_tried() -> None:
    rule = "填报：费用：每个金额。\n补助（逐个，取最高{}个）：费用的10%，封顶1万元。"
    found = change(rule.format(4), rule.format(5)).meaning
    assert found is not None
    assert (found.verdict, found.up is not None) == ("more generous", True)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        # 核对
        ("填报：投资额：金额。\n补助：投资额的10%。", "填报：投资额：金额。\n核对：投资额不超过1000万元。\n补助：投资额的10%。", "other facts"),
        ("填报：甲数、乙数：金额。\n核对：甲数不超过乙数。\n补助：甲数的10%。", "填报：甲数、乙数：金额。\n核对：乙数不低于甲数。\n补助：甲数的10%。", "equal"),
        ("填报：月数：月，不超过12个月。\n补助：月数，每月1000元。", "填报：月数：月。\n核对：月数不超过12个月。\n补助：月数，每月1000元。", "other facts"),
        # ranges, also of items
        ("填报：甲数：金额。\n补助：甲数的10%。", "填报：甲数：金额，不超过100万元。\n补助：甲数的10%。", "other facts"),
        ("填报：甲数：金额。\n核算：甲数。", "填报：甲数：金额，可为负。\n核算：甲数。", "other facts"),
        # options
        ("填报：级别：省级、市级。\n补助：级别为省级、市级的，分别10万元、5万元。", "填报：级别：国家级、省级、市级。\n补助：级别为国家级、省级、市级的，分别20万元、10万元、5万元。", "other facts"),
        ("填报：级别：省级、市级、无。\n补助：级别为省级、市级的，分别10万元、5万元。", "填报：级别：市级、无、省级。\n补助：级别为市级、省级的，分别5万元、10万元。", "equal"),
        # what is left out
        ("填报：投资额：金额；比例数：比例，未填按20%。\n补助：投资额的比例数。", "填报：投资额：金额；比例数：比例，未填按10%。\n补助：投资额的比例数。", "less generous"),
        ("填报：投资额：金额；比例数：比例，未填按20%。\n补助：投资额的比例数。", "填报：投资额：金额；比例数：比例。\n补助：投资额的比例数。", "other facts"),
        ("填报：级别：甲类、乙类，未填按甲类。\n补助：甲类的，1万元；乙类的，2万元。", "填报：级别：甲类、乙类，未填按乙类。\n补助：甲类的，1万元；乙类的，2万元。", "more generous"),
        # heading and kind
        ("填报：投资额：金额。\n补助：投资额的10%。", "填报：投资额：金额。\n奖励：投资额的10%。", "other heading"),
        ("填报：投资额：金额。\n补助：投资额的10%。", "填报：投资额：金额。\n减免：投资额的10%。", "other heading"),
        ("填报：投资额：金额。\n奖励：投资额的10%。", "填报：投资额：金额。\n最高奖励：投资额的10%。", "other heading"),
        ("填报：甲：是否。\n条件：甲。\n资格：重点企业。", "填报：甲：是否。\n条件：甲。\n资格：骨干企业。", "other heading"),
        # payments
        ("填报：投资额：金额。\n补助：投资额的10%。\n分期：60%、40%。", "填报：投资额：金额。\n补助：投资额的10%。\n分期：50%、50%。", "other payments"),
        ("填报：收益：金额。\n补助：收益的10%。\n分配：单位60%、个人40%。", "填报：收益：金额。\n补助：收益的10%。\n分配：单位50%、个人50%。", "other payments"),
        # days
        ("填报：授权日：日期。\n条件：申报日期在自授权日起一年内。\n补助：1万元。", "填报：授权日：日期。\n其中：天数：申报日期距授权日的天数。\n条件：申报日期不早于授权日；天数不超过365天。\n补助：1万元。", "less generous"),
        ("填报：日子：日期。\n条件：日子2024年1月1日至2024年12月31日。\n补助：1万元。", "填报：日子：日期。\n条件：日子2024年1月1日至2024年12月30日。\n补助：1万元。", "less generous"),
        ("填报：日子：日期。\n条件：日子不晚于2024年2月28日。\n补助：1万元。", "填报：日子：日期。\n条件：日子早于2024年3月1日。\n补助：1万元。", "more generous"),
    ],
)  # fmt: skip
def test_what_is_no_change_of_nobodys_outcome(old: str, new: str, wanted: str) -> None:
    assert change(old, new).verdict == wanted


def in_force(valid: str, own: str = "") -> Policy:
    text = (
        f"【政策】办法\n有效期：{valid}。\n【完】\n（一）给予支持。\n【规则 1】支持\n依据：“给予支持”\n{own}"
        "填报：投资额：金额。\n补助：投资额的5%。\n【完】\n"
    )
    return compile_sources([Source.of("甲.policy", text)])[0]


YEAR = "2025年1月1日至2025年12月31日"


def test_when_a_rule_is_valid_is_part_of_it() -> None:
    later = "2026年1月1日至2026年12月31日"
    (found,) = compare(in_force(YEAR), in_force(later)).clauses
    assert (found.verdict, found.is_changed) == ("other period", False)
    assert "其余规则只改有效期：1条" not in revision(compare(in_force(YEAR), in_force(YEAR)))
    own = "有效期：2025年1月1日至2025年6月30日。\n"
    (found,) = compare(in_force(YEAR), in_force(YEAR, own)).clauses
    assert (found.verdict, found.is_changed) == ("other period", True)
    (found,) = compare(in_force(YEAR), in_force(YEAR, f"有效期：{YEAR}。\n")).clauses
    assert found.verdict == "equal"


def test_of_what_is_left_out_the_example_says_so() -> None:
    rule = "填报：投资额：金额；比例数：比例，未填按{}。\n补助：投资额的比例数。"
    found = change(rule.format("20%"), rule.format("10%")).meaning
    assert found is not None
    assert found.down is not None
    assert dict(found.down.facts)["比例数"] == "未填"


def test_equal_is_said_only_where_it_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    old = "填报：投资额：金额。\n补助：投资额的5%，封顶50万元。"
    new = "填报：投资额：金额。\n补助：\n  投资额1000万元以上的，50万元；\n  其余的，投资额的5%。"
    monkeypatch.setattr("tiaowen.compiler.comparison.Solver", WithoutSolver)
    made = compare(policy(old), policy(new))
    assert [change.verdict for change in made.clauses] == ["no change found"]
    assert "没有发现变化（按" in revision(made)


@pytest.mark.needs_system  # by its time
def test_many_items_are_not_taken_for_few() -> None:
    rule = (
        "填报：费用：每笔金额；甲、乙：整数，2至1000。\n其中：{}\n其中（逐笔）：折后：费用乘以系数。\n补助：折后总额。"
    )
    narrow = "积：甲乘以乙；系数：积9991以上且积不超过9991且甲不超过乙的，40%；其余的，50%。"
    assert verdict(rule.format("系数：50%。"), rule.format(narrow))[0] != "equal"


# ── how it is known ──


def test_without_the_solver_the_verdict_is_by_cases_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (policy(RATE.format("100万元以上", rate, "50万元")) for rate in ("5%", "6%"))
    monkeypatch.setattr("tiaowen.compiler.comparison.Solver", WithoutSolver)
    made = compare(old, new)
    (found,) = made.clauses
    assert found.meaning is not None
    assert (found.verdict, found.meaning.by) == ("more generous", "cases")
    assert found.meaning.cases > 20
    assert f"更有利（按{found.meaning.cases}个案例比较）" in revision(made)
    assert "没有得到证明（没有安装求解器 z3）" in revision(made)


def test_a_missing_solver_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    for name in [name for name in sys.modules if name == "z3" or name.startswith("tiaowen.compiler.proofs")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "z3", None)
    old, new = (policy(RATE.format("100万元以上", rate, "50万元")) for rate in ("5%", "6%"))
    found = meaning((old, old.clauses["1"]), (new, new.clauses["1"]), Solver())
    assert found.by == "cases"
    assert found.undecided == Text("没有安装求解器 z3", "the solver z3 is not installed")


CHANGES = [
    ("5%", "5.01%"),
    ("8%", "7.9%"),
    ("50%", "60%"),
    ("以上", "以下"),
    ("封顶", "保底"),
    ("20万元", "21万元"),
    ("100万元", "99万元"),
    ("10万元", "9万元"),
]


# With every suite one of them, in CI all.
MUTANTS = [
    pytest.param(*pair, id="→".join(pair), marks=() if place == 3 else pytest.mark.needs_system)
    for place, pair in enumerate(CHANGES)
]


@pytest.mark.parametrize(("was", "now"), MUTANTS)
def test_solver_and_cases_agree_on_mutants_of_the_seed_policy(was: str, now: str) -> None:
    """What the solver finds in a direction, the cases find too: else they would be too few."""
    seed = loaded()
    compared = 0
    for source in seed.document.sources:
        mutant = re.sub(rf"(?<=[^0-9.]){re.escape(was)}", now, source.text)
        if mutant == source.text:
            continue
        revised, _ = compile_sources([Source.of(source.name, mutant), *seed.document.sources[:1]])
        for name, clause in revised.clauses.items():
            pair = (seed, seed.clauses[name]), (revised, clause)
            by_solver, by_cases = meaning(*pair, Solver()), meaning(*pair, WithoutSolver())
            compared += by_solver.by != "same rule"
            wanted = {"equal": "no change found"}.get(by_solver.verdict, by_solver.verdict)
            wanted = wanted if by_solver.by == "proof" else by_solver.verdict
            assert by_cases.verdict == wanted, (name, by_solver)
    assert compared > 0


# ── which rules and articles belong together ──


def test_rules_are_matched_by_words_and_facts_not_by_number() -> None:
    one = "填报：种植面积：亩。\n补助：种植面积，每亩{}元。"
    other = "填报：展位数量：个。\n补助：展位数量，每个{}万元。"
    made = compare(policy(one.format(5), other.format(2)), policy(other.format(2), one.format(6)))
    assert [(c.old and c.old.id, c.new and c.new.id, c.verdict) for c in made.clauses] == [
        ("2", "1", "equal"),
        ("1", "2", "more generous"),
    ]


def test_a_rule_in_the_same_phrases_about_something_else_is_another_rule() -> None:
    """Every award sounds alike; what it is about decides."""

    def award(head: str, about: str, amount: int) -> Policy:
        article = f"{head}。对{about}的企业，奖励{amount}万元"
        return policy(f"填报：{about}：是否。\n条件：{about}。\n奖励：{amount}万元。", article=article)

    made = compare(award("支持品牌建设", "获得省级名牌", 20), award("支持绿色发展", "获评国家级绿色工厂", 50))
    assert [change.verdict for change in made.clauses] == ["new", "gone"]
    assert {article.status for article in made.articles if not article.outside} == {"removed", "added"}


def test_an_article_has_its_own_heading_in_each_column() -> None:
    rule = "填报：甲：金额。\n奖励：甲的5%。"
    old, new = (
        policy(rule, article=f"{head}。对购置数控机床和工业机器人的企业，按投入的百分之五补助")
        for head in ("更新设备", "智能改造")
    )
    (row,) = [line for line in revision(compare(old, new)).splitlines() if line.startswith("| （一）")]
    before, after = row.split(" | ")[:2]
    assert ("更新设备" in before, "智能改造" in before) == (True, False)
    assert ("更新设备" in after, "智能改造" in after) == (False, True)


def test_editions_of_a_policy() -> None:
    made = editions()
    told = {(c.old.id if c.old else "", c.new.id if c.new else ""): c.verdict for c in made.clauses}
    assert told == {
        ("", "1.1"): "new",
        ("1.1", "2.1"): "more generous",
        ("2.1", "3.1"): "mixed",
        ("4.1", "4.1"): "less generous",
        ("5.1", "5.1"): "other period",
        ("6.1", "6.1"): "more generous",
        ("7.1", "7.1"): "more generous",
        ("3.1", ""): "gone",
    }
    articles = {(a.old, a.new): a.status for a in made.articles if not a.outside}
    assert articles[("（一）", "（二）")] == "changed"
    assert articles[("", "（一）")] == "added"
    assert articles[("（三）", "")] == "removed"
    assert [one.what.zh for one in made.agreements] == ["标题", "有效期", "预算"]


def test_every_example_is_what_the_interpreter_gives() -> None:
    old, new = map(load, EDITIONS)
    compared = 0
    for found in compare(old, new).clauses:
        for example in (found.meaning.up, found.meaning.down) if found.meaning else ():
            if example is not None and found.old is not None and found.new is not None:
                for made, clause, said in ((old, found.old, example.old), (new, found.new, example.new)):
                    assert _paid(made, clause, dict(example.facts)) == said.zh.removeprefix("得"), found
                    compared += 1
    assert compared == 12


def _paid(made: Policy, clause: Clause, facts: dict[str, str]) -> str:
    """The result in words, of the facts that the clause asks for."""
    from tiaowen.runtime.facts import format_quantity

    names = {fact.name for fact in clause.facts}
    own = {name: value for name, value in facts.items() if name in names}
    if "贷款利息" in names:
        own["贷款利息"] = facts["实际贷款利息"]
    result = made.calc(clause.id, own)
    if clause.form == "资格":
        return "符合" if result.value else "不符合"
    if not result.eligible:
        return "不予（不符合条件）"
    return format_quantity(*Fraction(result.value).as_integer_ratio(), result.unit)  # type: ignore[arg-type]


def test_words_that_changed_are_whole_numbers() -> None:
    runs = [(run.kind, run.text) for run in word_changes("每家最高补助20万元。", "每家最高补助30万元。")]
    assert runs == [("=", "每家最高补助"), ("-", "20万元"), ("+", "30万元"), ("=", "。")]
    assert "".join(r.text for r in word_changes("甲乙丙丁", "甲丙丁戊") if r.kind in "=-") == "甲乙丙丁"
    assert "".join(r.text for r in word_changes("甲乙丙丁", "甲丙丁戊") if r.kind in "=+") == "甲丙丁戊"


def test_the_likest_belong_together() -> None:
    assert paired(["每亩补助", "每户交纳"], ["每户交纳金", "每亩补助"], likeness, Fraction(1, 2)) == [(0, 1), (1, 0)]
    assert paired(["每亩补助"], ["毫不相干"], likeness, Fraction(1, 2)) == []


# ── as people read it ──


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table(lang: str, update: bool) -> None:
    text = revision(editions(), "zh" if lang == "zh" else "en")
    golden = GOLDEN / f"青禾区2024-2025.{lang}.md"
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_text_of_a_policy_never_becomes_markup() -> None:
    hostile = "给予<script>alert(1)</script>支持|**粗**`码`[链](http://例)"
    old = policy("填报：投资额：金额。\n补助：投资额的5%。", article=hostile)
    new = policy("填报：投资额：金额。\n补助：投资额的6%。", article=hostile + "并公示<b>")
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(revision(compare(old, new)))
    for markup in ("<script", "<b>", "<strong>", "<code>", "<a "):
        assert markup not in html
    assert html.count("<table>") == 2
    assert "<ins>并公示&lt;b&gt;</ins>" in html


def test_the_same_policies_give_the_same_table() -> None:
    assert revision(editions()) == revision(editions())


# ── the command ──


def test_differences_are_no_failure(command: Command) -> None:
    run = command("diff", *EDITIONS)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("# 修订对照表")
    assert command("diff", *EDITIONS, "--lang", "en").out.startswith("# Old and new text compared")


def test_as_json(command: Command) -> None:
    told = json.loads(command("diff", *EDITIONS, "--json").out)
    assert told["counts"]["more generous"] == 3
    assert sum(told["counts"].values()) == len(told["clauses"]) == 8
    (rate,) = [one for one in told["clauses"] if one["new"] and one["new"]["clause"] == "2.1"]
    assert (rate["old"]["clause"], rate["verdict"], rate["by"]) == ("1.1", "more generous", "proof")
    assert rate["more"] == {"facts": {"研发费用": "200万元"}, "old": "得10万元", "new": "得12万元"}
    assert rate["less"] is None
    (article,) = [one for one in told["articles"] if one["new"] == "（二）"]
    assert ["-", "5%"] in article["paragraphs"][0]["words"]


def test_into_a_file(command: Command, tmp_path: Path) -> None:
    place = tmp_path / "对照表.md"
    assert command("diff", *EDITIONS, "-o", place) == (0, "", "")
    assert place.read_text("utf-8") == command("diff", *EDITIONS).out
    copy = tmp_path / "旧.policy"
    copy.write_bytes(EDITIONS[0].read_bytes())
    assert command("diff", copy, EDITIONS[1], "-o", copy).code == 2
    assert copy.read_bytes() == EDITIONS[0].read_bytes()


def test_a_rule_that_is_not_understood_stops_it(command: Command, tmp_path: Path) -> None:
    faulty = tmp_path / "新.policy"
    faulty.write_text(EDITIONS[1].read_text("utf-8").replace("研发费用的6%", "研发经费的6%"), "utf-8")
    run = command("diff", EDITIONS[0], faulty)
    assert (run.code, run.out) == (1, "")
    assert "T0201" in run.err
    assert command("diff", EDITIONS[0], tmp_path / "没有").code == 2


def test_a_worked_case_that_fails_does_not_stop_it(command: Command, tmp_path: Path) -> None:
    revised = tmp_path / "新.policy"
    revised.write_text(EDITIONS[1].read_text("utf-8").replace("得12万元", "得13万元"), "utf-8")
    run = command("diff", EDITIONS[0], revised)
    assert run.code == 0
    assert "更有利" in run.out
    assert "还有 1 个错误" in run.err
