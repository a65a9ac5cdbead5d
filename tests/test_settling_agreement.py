"""One meaning of several claims: interpreter, compiled Python and compiled JavaScript settle and share out alike, to the 分
and the word, and refuse alike."""

import json
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.facts import varied_cases
from support.node import Call, Ordered, run
from support.pages import ROOT
from support.policies import SEED, loaded, of_every_policy_in_ci
from support.targets import Calculator, Targets, emitted, python_module
from tiaowen.compiler import Policy
from tiaowen.compiler.pipeline import Loaded, compile_sources
from tiaowen.compiler.text.source import Source
from tiaowen.runtime import FactError

DRAWS = 60
FURTHER = ("", "", "#二期", "#三期", "#2")
Facts = dict[str, object]


class Drawn:
    """Claims of a policy, drawn from its worked cases and their neighbours: nearly all sound, some with faults."""

    def __init__(self, policy: Loaded, rng: Random) -> None:
        self.policy, self.rng = policy, rng
        self.sound: dict[str, list[Facts]] = {}
        self.faulty: dict[str, list[Facts]] = {}
        for clause in policy.clauses.values():
            for facts, _ in varied_cases(clause, Random(clause.id)):
                into = self.sound if _is_sound(policy, clause.id, facts) else self.faulty
                into.setdefault(clause.id, []).append(facts)

    def claims(self, count: int, faults: float) -> dict[str, Facts]:
        rng, found = self.rng, dict[str, Facts]()
        while len(found) < count:
            clause = rng.choice(list(self.sound))
            pool = self.faulty.get(clause, []) if rng.random() < faults else []
            facts = dict(rng.choice(pool or self.sound[clause]))
            for fact in self.policy.clauses[clause].facts:
                # What another claim gives is mostly left to it, and that claim made.
                if fact.from_clause in self.sound and rng.random() < 0.8:
                    facts.pop(fact.name, None)
                    found[fact.from_clause] = dict(rng.choice(self.sound[fact.from_clause]))
            found[clause + rng.choice(FURTHER)] = facts
        shuffled = list(found.items())
        rng.shuffle(shuffled)
        return dict(shuffled)

    def matters(self, names: list[str], most: int) -> list[list[str]]:
        return [
            self.rng.sample(names, min(len(names), self.rng.randint(1, 4))) for _ in range(self.rng.randint(0, most))
        ]

    def day(self) -> str | None:
        return self.rng.choice((None, None, None, "2025-03-01", "2025-07-01", "2030-01-01"))


def _is_sound(policy: Policy, clause: str, facts: Facts) -> bool:
    try:
        policy.calc(clause, facts)
    except FactError:
        return False
    return True


@of_every_policy_in_ci
def test_drawn_claims_are_settled_alike(path: Path, calculator: Calculator, tmp_path: Path) -> None:
    policy = loaded(path)
    drawn, rng = Drawn(policy, Random(path.name)), Random(f"{path.name}的结算")
    calls: list[Call] = []
    for index in range(DRAWS):
        claims = drawn.claims(rng.randint(10, 16), 0.3 if index % 6 == 0 else 0)
        matters = drawn.matters(list(claims), 6)
        if index % 12 == 1:
            claims["没有的#条款"] = {}
            matters.append(["没有的", next(iter(claims))])
        given: Any = Ordered(claims) if index % 2 else claims
        calls.append(("settle", (given,), {"same_matter": matters, "date": drawn.day()}))
    seen = Counter[str]()
    for answer in Targets(policy, calculator, tmp_path).agree_on(calls):
        seen.update(["faults"] if isinstance(answer, list) else [key for key in answer if answer[key]])
    assert seen["faults"] >= 5
    # What a policy that only works out or only takes in never pays.
    pays = any(clause.form in ("奖补", "减免") for clause in policy.clauses.values())
    assert seen["claims"] >= 30 and (not pays or min(seen["paid"], seen["dropped"]) >= 10), seen


@of_every_policy_in_ci
def test_drawn_applicants_share_a_budget_alike(path: Path, calculator: Calculator, tmp_path: Path) -> None:
    policy = loaded(path)
    drawn, rng = Drawn(policy, Random(f"{path.name}的申报人")), Random(f"{path.name}的预算")
    calls: list[Call] = []
    for index in range(12):
        applicants = {str(number): drawn.claims(rng.randint(1, 4), 0) for number in rng.sample(range(10**4), 5)}
        if index % 4 == 0:
            applicants["1号"] = {"没有的": {}}
        budget = rng.choice((None, "1元", "10万元", "123456.78元", 10**9, "-1", "0.001元"))
        calls.append(("allocate", (Ordered(applicants),), {"budget": budget, "scores": None, "date": drawn.day()}))
    answers = Targets(policy, calculator, tmp_path).agree_on(calls)
    assert {isinstance(answer, list) for answer in answers} == {True, False}


# ── what the policies do not have ──

QUOTE = "给予支持"


def terms(*lines: str) -> Loaded:
    """A policy with these lines in 【政策】: 1 to 4 pay, 5 is a ceiling, 6 is 减免, 7 takes its fact from 8, 9 from 5."""
    rules = {
        **dict.fromkeys(("1", "2", "3", "4"), "填报：数：金额。\n奖励：数。"),
        "5": "填报：数：金额。\n最高奖励：数。",
        "6": "填报：数：金额。\n抵扣：数。",
        "7": "填报：检测批次量：批次，取自8。\n条件：检测批次量达到300批次。\n补助：2.5万元。",
        "8": "填报：检测批次：批次。\n核算：检测批次。",
        "9": "填报：奖：金额，取自5。\n奖励：奖，按50%。",
        "1#旧": "填报：数：金额。\n奖励：数。",
    }
    body = "".join(f"【规则 {name}】第{name}项\n依据：“{QUOTE}”\n{text}\n【完】\n" for name, text in rules.items())
    head = "；\n".join(("【政策】试行政策\n有效期：2025年1月1日至2025年12月31日", *lines))
    policy, report = compile_sources(
        [Source.of("试行.policy", f"试行政策\n\n{head}。\n【完】\n（一）{QUOTE}。\n{body}")]
    )
    assert not [found for found in report.errors if not found.code.startswith("T04")]
    return policy


MATTERS = "同一事项：就高从优，不重复享受；\n1与2；\n2与3与1#旧"
NAMES = ("1", "1#二", "2", "2#二", "3", "4", "5", "6", "1#旧", "1#旧#二")


def test_ties_ceilings_and_whole_numbers_as_names(calculator: Calculator, tmp_path: Path) -> None:
    rng = Random(5)
    calls: list[Call] = []
    for index in range(150):
        names = rng.sample(NAMES, rng.randint(2, len(NAMES)))
        claims: dict[str, object] = {name: {"数": rng.choice((0, 1, 1, 2, 3, "1.5", 10**14))} for name in names}
        if index % 5 == 0 and "5" in claims:
            claims["5"] = {"数": 3, "核定金额": rng.choice((0, 2, 4))}
        sets = [rng.sample(names, rng.randint(1, min(3, len(names)))) for _ in range(rng.randint(0, 5))]
        # Whether JavaScript is given an object, which lists whole numbers first, or a Map makes no difference.
        calls += [
            ("settle", (given,), {"same_matter": sets, "date": rng.choice((None, "2025-03-01", "2026-01-01"))})
            for given in (claims, Ordered(claims))
        ]
    answers = Targets(terms(MATTERS), calculator, tmp_path).agree_on(calls)
    assert sum(len(answer["dropped"]) > 1 for answer in answers) > 100
    assert {answer["kind"] for answer in answers} == {"上限", "定额"}


def test_both_are_explained_in_english(calculator: Calculator, tmp_path: Path) -> None:
    policy = terms(MATTERS, "预算：12.34元", "预算不足：按得分由高到低，前2名，封顶3元")
    claims = {
        "1": {"数": 5},
        "2": {"数": 1},
        "3": {"数": 1234567},
        "5": {"数": 2},
        "6": {"数": 0},
        "7": {},
        "8": {"检测批次": 2},
    }
    applicants = {"甲": {"1": {"数": 9}}, "乙": {"4": {"数": 2}}, "丙": {"4": {"数": 5000}}}
    calls: list[Call] = [("settle", (claims,), {"date": day}) for day in (None, "2026-01-01")]
    calls += [
        ("allocate", (applicants,), {"budget": budget, "scores": {"甲": 1, "乙": 2, "丙": 3}}) for budget in (4, 100)
    ]
    answers = Targets(policy, calculator, tmp_path, "en").agree_on(calls)
    assert answers[0]["trace"][0].startswith("Total: 1,234,574 yuan (awards 1,234,574 yuan")
    assert answers[2]["reasons"]["乙"][-1] == "Share: 1 yuan"
    with pytest.raises(ValueError, match="--lang en"):
        python_module(policy).settle({}).explain("en")


def test_claims_of_different_days_have_no_day_in_common(calculator: Calculator, tmp_path: Path) -> None:
    rules = (("1", "有效期：2025年1月1日至2025年6月30日。\n奖励：5元。"), ("2", "奖励：6元。"))
    body = "".join(f"【规则 {name}】第{name}项\n依据：“{QUOTE}”\n{text}\n【完】\n" for name, text in rules)
    policy, _ = compile_sources([Source.of("试行.policy", f"试行政策\n\n（一）{QUOTE}。\n{body}")])
    given: tuple[dict[str, object], ...] = ({"1": {}}, {"2": {}}, {"1": {}, "2": {}})
    calls: list[Call] = [("settle", (claims,), {}) for claims in given]
    answers = Targets(policy, calculator, tmp_path).agree_on(calls)
    assert [answer["date"] for answer in answers] == ["2025-06-30", None, None]
    assert [answer["total"] for answer in answers] == ["5.00", "6.00", "11.00"]


def test_what_one_claim_takes_from_another(calculator: Calculator, tmp_path: Path) -> None:
    given: tuple[dict[str, object], ...] = (
        {"7": {}, "8": {"检测批次": 300}},
        {"7": {}, "8": {"检测批次": 299}},
        {"7": {}, "7#乙": {}, "8": {"检测批次": 299}, "8#乙": {"检测批次": 300}},
        {"7": {}, "8#甲": {"检测批次": 300}, "8#乙": {"检测批次": 300}},
        {"7#丙": {}, "8#甲": {"检测批次": 300}},
        {"7": {"检测批次量": 300}, "8": {"检测批次": 1}},
        {"7": {"检测批次": 300}, "8": {"检测批次": 1}},
        {"7": {}, "8": {"检测批次": -1}},
        {"7": {"多余": 1}, "8": {"检测批次": -1, "额": 2}, "1": {}},
        {"9": {}, "5": {"数": 100}},
        {"9": {}, "5": {"数": 100, "核定金额": 40}},
        {"9": {"数": 100, "核定金额": 40}, "5": {"数": 7}},
        {"9": {"核定金额": 40}, "5": {"数": 7}},
        {"9": {"奖": 100, "核定金额": 40}, "5": {"数": 7}},
    )
    answers = Targets(terms(), calculator, tmp_path).agree_on([("settle", (claims,), {}) for claims in given])
    assert [answer["total"] if isinstance(answer, dict) else len(answer) for answer in answers[:9]] == [
        *("25000.00", "0.00", "25000.00", 1, "25000.00", "25000.00", "25000.00", 1, 4)
    ]


@pytest.mark.parametrize(
    ("claims", "sets"),
    [
        ({"10": {}, "11#一": {}, "#": {}, "": {}, "1": {"数": 1}}, []),
        ({"1": [1], "2": None, "3": "数", "4": {"数": 1}}, [["1", "9"]]),
        ({"1": {"数": 1}, "4#二": {"数": 1}}, [["1"], ["1", "4"], [None], [["1"]], ["1", 5]]),
        ({"1": {"数": 1}}, ["1", {"1": 1}, 5, None]),
        ({"1" * 60: {}, "1\u202e": {}, "1#\u202e": {"数": -1}, "__proto__": {}, "1#__proto__": {"数": 1}}, []),
        ({"1#__proto__": {"数": 1}, "1#": {"数": 2}, "1##": {"数": 2}}, [["1#__proto__", "1##"]]),
    ],
)
def test_bad_claims_and_sets(claims: Any, sets: Any, calculator: Calculator, tmp_path: Path) -> None:
    days = (None, "2025-03-01", "2025-02-30")
    calls: list[Call] = [("settle", (claims,), {"same_matter": sets, "date": day}) for day in days]
    Targets(terms(), calculator, tmp_path).agree_on(calls)


SHARINGS = (
    "按比例折算",
    "按比例折算，余数归金额最高的",
    "按比例折算，舍去到元，余额结余",
    "按比例折算，舍去到元，余数归金额最高的，封顶2元",
    "按申报先后",
    "按申报先后，前2名，封顶3元",
    "按申报先后，不足支付的不支付",
    "按得分由高到低",
    "按得分由高到低，前3名，不足支付的不支付",
)


@pytest.mark.parametrize("sharing", SHARINGS)
def test_every_way_to_share_a_budget(sharing: str, calculator: Calculator, tmp_path: Path) -> None:
    policy, rng = terms(MATTERS, "预算：12.34元", f"预算不足：{sharing}"), Random(sharing)
    calls: list[Call] = []
    for index in range(60):
        names = [str(number) for number in rng.sample(range(30), rng.randint(1, 6))]
        applicants: dict[str, object] = {
            name: {
                claim: {"数": rng.choice((0, 1, "2.55", 7, "7.01"))} for claim in rng.sample(NAMES, rng.randint(0, 3))
            }
            for name in names
        }
        scores: Any = {name: rng.choice((60, 80, "80.0", "99.9999", -5)) for name in names}
        if index % 10 == 9:
            applicants |= {"甲": 5, "乙": {"1": {"数": -1}, "99": {}}}
            scores |= {"甲": "0.00001", "丙": 1, names[0]: None}
        elif index % 10 == 8:
            scores = rng.choice((None, 5, {}))
        budget = rng.choice((None, None, "5元", 0, "1亿元", "-1", 0.5 if index % 10 == 9 else 3))
        calls.append(("allocate", (Ordered(applicants),), {"budget": budget, "scores": scores, "date": None}))
    answers = Targets(policy, calculator, tmp_path).agree_on(calls)
    shared = [answer for answer in answers if isinstance(answer, dict)]
    assert len(shared) >= 25 and len(shared) < len(answers)
    assert any(answer["shares"] != answer["due"] for answer in shared)


def test_what_modules_say_of_a_policy(tmp_path: Path) -> None:
    policy = terms(MATTERS, "预算：12.34元", "预算不足：按申报先后，前2名，封顶20.5万元")
    module = python_module(policy)
    assert module.SAME_MATTER == (("1", "2"), ("2", "3", "1#旧"))
    assert (str(module.BUDGET), module.SHARING.order, module.SHARING.cap) == ("12.34", "applied", 20500000)
    script = f"{emitted(policy, 'javascript')[''].replace('export ', '')}\nconsole.log(JSON.stringify([SAME_MATTER, SHARING, BUDGET]));"
    sharing = {
        "order": "applied",
        "places": 2,
        "cap": "205000.00",
        "step": "0.01",
        "remainder": "kept",
        "partial": True,
    }
    assert json.loads(run(script)) == [[["1", "2"], ["2", "3", "1#旧"]], sharing, "12.34"]


def _whole_allocation(policy: Loaded) -> dict[str, object]:
    """One that has everything that an allocation may have."""
    claims = {"甲": {"1": {"数": -1}, "5": {"数": 1}}}
    return policy.allocate(claims, budget={"全部": 1}, approved={}).to_dict()


def test_the_tables_of_the_documentation_have_every_key() -> None:
    page = (ROOT / "docs" / "settling.md").read_text("utf-8")
    policy = terms(MATTERS)
    for answer in (policy.settle({}).to_dict(), _whole_allocation(policy)):
        table = page.split(f"| `{answer['answer']}` | |", 1)[1].split("\n\n", 1)[0]
        listed = [name for row in table.split("\n")[2:] for name in re.findall("`([a-z_]+)`", row.split("|")[1])]
        assert sorted(listed) == sorted([*answer, "left_out"])


def test_the_first_policy_says_what_governs_its_claims(calculator: Calculator, tmp_path: Path) -> None:
    """Its own same matters, with claims that are fed, refused and never counted, in one settlement."""
    claims: dict[str, object] = {
        "15.2": {"年度小升规的服务业企业": 1},
        "15.3": {"月度升规的服务业企业": 1},
        "36.1": {"林下中药材连片面积": 30},
        "37.1": {"特色产业类别": "新种植中药材", "集中连片种植面积": 30, "特色产业实际投资": "5万元"},
        "37.2": {"佛手新种植面积": 10},
        "36.2": {"油茶连片面积": 20, "油茶验收合格": True, "油茶补助年次": 1},
        "36.3": {"油茶新种基地面积": 20, "新种基地验收合格": True},
        "35.5": {},
        "35.6": {"检测记录": [{"日期": f"2025-03-{day:02}", "单位": "甲", "相符": True} for day in range(1, 26)]},
        "7.3": {"年度研发费用支出": "200万元", "营业收入": "2000万元"},
        "35.6#乙": {"检测记录": []},
    }
    (answer,) = Targets(loaded(SEED), calculator, tmp_path).agree_on([("settle", (claims,), {})])
    assert {name: bool(answer[name]) for name in ("paid", "dropped", "refused", "others")} == dict.fromkeys(
        ("paid", "dropped", "refused", "others"), True
    )


# ── claims that are refused, approved amounts, same matters of an applicant ──


def test_a_claim_that_cannot_be_read_is_refused_alone(calculator: Calculator, tmp_path: Path) -> None:
    applicants: dict[str, object] = {
        "甲": {"1": {"数": 5}, "4": {"数": -1}, "99": {}, "2#二": [1]},
        "乙": {"7": {}, "8": {"检测批次": -1}, "3": {"数": 2}},
        "丙": {"4": {"数": 7}},
        "丁": {},
    }
    for lang in ("zh", "en"):
        calls: list[Call] = [("allocate", (applicants,), {"budget": 100, "date": day}) for day in (None, "2025-03-01")]
        calls.append(("allocate", (applicants,), {"budget": 100, "date": "2025-02-30"}))
        found, _, faults = Targets(terms(MATTERS), calculator, tmp_path, lang).agree_on(calls)
        assert found["shares"] == {"甲": "5.00", "乙": "2.00", "丙": "7.00", "丁": "0.00"}
        refused = {
            name: {claim: each[0]["code"] for claim, each in own.items()} for name, own in found["refused"].items()
        }
        assert refused == {"甲": {"99": "T0615", "2#二": "T0603", "4": "T0607"}, "乙": {"7": "T0550", "8": "T0607"}}
        assert [len(found["reasons"][name]) for name in applicants] == [5, 4, 2, 2]
        # A day that is none is said once, of no applicant.
        assert [fault[:2] for fault in faults] == [["T0612", "申报日期"]]


def test_ceilings_are_a_debt_only_where_they_are_approved(calculator: Calculator, tmp_path: Path) -> None:
    claims: dict[str, object] = {"1": {"数": 3}, "5": {"数": 10}, "5#二": {"数": 20}}
    given: tuple[tuple[object, str], ...] = (
        (None, "33.00"),
        ({}, "3.00"),
        ({"甲": {"5": 4}}, "7.00"),
        ({"甲": {"5": "9.99元", "5#二": "20.01"}}, "32.99"),
        ({"甲": {"5": 0, "5#二": None}}, "3.00"),
    )
    wrong: tuple[object, ...] = (
        *(
            [1],
            "甲",
            {"乙": {}},
            {"甲": 4},
            {"甲": {"1": 2, "6": 1, "5#三": 2}},
            {"甲": {"5": -1}},
            {"甲": {"5": "多少"}},
        ),
    )
    calls: list[Call] = [
        ("allocate", ({"甲": claims},), {"budget": 100, "approved": approved})
        for approved in (*(register for register, _ in given), *wrong)
    ]
    twice = {"甲": {"5": {"数": 10, "核定金额": 2}}}
    calls += [("allocate", (twice,), {"budget": 100, "approved": register}) for register in ({}, {"甲": {"5": 2}})]
    *answers, by_itself, both = Targets(terms(MATTERS), calculator, tmp_path).agree_on(calls)
    assert [answer["due"]["甲"] for answer in answers[: len(given)]] == [due for _, due in given]
    assert answers[1]["unapproved"] == {"甲": {"5": "10.00", "5#二": "20.00"}}
    assert "unapproved" not in answers[0] and "unapproved" not in answers[3]
    codes = [
        [fault[0] for fault in answer] if isinstance(answer, list) else answer["refused"] for answer in answers[5:]
    ]
    assert codes[:5] == [["T0551"], ["T0551"], ["T0620"], ["T0551"], ["T0551"] * 3]
    assert [list(found["甲"]) for found in codes[5:] if isinstance(found, dict)] == [["5"], ["5"]]
    assert by_itself["due"] == {"甲": "2.00"} and both[0][0] == "T0551"


def test_an_open_ceiling_stands_in_nobodys_way(calculator: Calculator, tmp_path: Path) -> None:
    policy = terms("同一事项：就高从优，不重复享受；\n1与5")
    applicants: dict[str, object] = {"甲": {"1": {"数": 3}, "5": {"数": 10}}}
    registers: tuple[object, ...] = (None, {}, {"甲": {"5": "2.99"}}, {"甲": {"5": "3.01"}})
    calls: list[Call] = [("allocate", (applicants,), {"budget": 100, "approved": each}) for each in registers]
    answers = Targets(policy, calculator, tmp_path).agree_on(calls)
    assert [answer["due"]["甲"] for answer in answers] == ["10.00", "3.00", "3.00", "3.01"]


def test_same_matters_of_an_applicant(calculator: Calculator, tmp_path: Path) -> None:
    applicants = Ordered({"1": {"1": {"数": 3}, "4": {"数": 4}}, "0": {"1": {"数": 3}, "4": {"数": 4}}})
    given: tuple[object, ...] = (
        {"1": [["1", "4"]]},
        {"0": [["1", "4"]], "1": []},
        *([], {"1": [["1", "3"]]}, {"1": "1"}, {"1": None}, {"1": [5]}, {"2": [["1"]]}),
    )
    calls: list[Call] = [("allocate", (applicants,), {"budget": 100, "same_matter": sets}) for sets in given]
    answers = Targets(terms(), calculator, tmp_path).agree_on(calls)
    assert [answer["due"] for answer in answers[:2]] == [{"1": "4.00", "0": "7.00"}, {"1": "7.00", "0": "4.00"}]
    assert [answer[0][0] for answer in answers[2:]] == ["T0551", "T0623", "T0551", "T0551", "T0623", "T0620"]
