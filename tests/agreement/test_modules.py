"""What the policies do not have (rules of further kinds, the examples of the documentation), what they say in English, and
facts of every wrong kind: interpreter, compiled Python, JavaScript and Java give the same, to the 分 and the word."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.answerers.comparing import drawn
from support.claims import INSTEAD_OF_FACTS, VALUES, first_claim
from support.facts import varied_cases
from support.node import Request
from support.pages import ROOT, Example, compiled, examples
from support.policies import POLICIES, loaded, of_every_policy, of_every_policy_in_ci
from support.rules import policy_of
from support.targets import Calculator, Targets
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.pipeline import Loaded
from tiaowen.compiler.report.diagnostic import Language
from tiaowen.runtime.facts import FactType

EXAMPLES = [found for page in sorted((ROOT / "docs").rglob("*.md")) for found in examples(page) if not found.refused]
# Of the examples of the documentation every fourth is also explained in English with every suite, and all of them in CI.
IN_ENGLISH = [
    pytest.param(example, marks=() if place % 4 == 0 else pytest.mark.needs_system)
    for place, example in enumerate(EXAMPLES)
]
DRAWN = 10

# What neither the policy nor the documentation has.
RULES = (
    """填报：到岗、离岗：时刻；难度：系数，0.5至3；班次：每次含开始（时刻）、人数（人）；月均：人，可带小数。
条件：离岗不早于17:30；到岗在8:00至次日1:00之间。
补助：离岗距到岗的小时数，每小时10元，按难度；同时，班次中开始19:00以后的人数总额，每人5元；同时，月均，每人3元。
算例：
  到岗9:00，离岗18:30，难度1.2，月均1.5人，班次见下表，得123.5元。
    开始 ｜ 人数
    19:30 ｜ 1人
    8:00 ｜ 3人
""",
    """填报：产品：每件含品类（甲、乙）、额（金额）、上市日期（日期），按上市日期先后；往年额：每年金额，不含本年；基数：金额。
其中：前期：前两年往年额最高值。
条件：往年额最低者不超过1亿元。
补助（逐件，每品类取最高1件）：额除以3，封顶1万元。
扣除：取前期、基数中较低者。
封顶：首件额加产品中品类为甲的额平均值（不计零的）。
算例：
  基数0元，往年额1元、2元，产品见下表，得100元。
    品类 ｜ 额 ｜ 上市日期
    甲 ｜ 100元 ｜ 2025-03-01
    甲 ｜ 200元 ｜ 2025-02-01
    乙 ｜ 100元 ｜ 2025-03-01
""",
    """填报：批次：每批含次序（整数）、重量（公斤）、合格（是否），按次序先后。
其中（逐批）：计价重量：重量，封顶10公斤。
核算：前3批计价重量合计；同时，最后一批计价重量；同时，批次中合格的计价重量最低者；同时，批次第2至3批的重量合计。
算例：
  批次见下表，得20公斤。
    次序 ｜ 重量 ｜ 合格
    2 ｜ 3公斤 ｜ 是
    1 ｜ 20公斤 ｜ 否
    3 ｜ 1公斤 ｜ 是
""",
    """填报：设备：每台含价格（金额）、年限（整数）、类别（甲类、乙类（由低到高））、厂家（文字）、购置日期（日期）。
核对（逐台）：年限1以上。
条件（逐台）：类别达到乙类；厂家为“本厂”；购置日期在有效期内。
补助（逐台）：价格除以年限，封顶1万元。
算例：
  设备见下表，得1.5万元。
    价格 ｜ 年限 ｜ 类别 ｜ 厂家 ｜ 购置日期
    3万元 ｜ 3 ｜ 乙类 ｜ 本厂 ｜ 2025-03-01
    3万元 ｜ 6 ｜ 乙类 ｜ 本厂 ｜ 2025-12-31
""",
    """填报：排口：每个含浓度（整数）、排量（立方米）。
交纳（逐个，取浓度最高的2个）：排量，每立方米3元，进位到元。
算例：
  排口见下表，得30元。
    浓度 ｜ 排量
    5 ｜ 1
    7 ｜ 3
    5 ｜ 9
""",
    """填报：人员：每人含工资（金额）、组别（甲组、乙组）；奖金池：金额。
其中（逐人）：份额：奖金池乘以工资除以工资总额。
条件：人员中工资超过工资总额的60%的数量1人以上。
奖励（逐人）：
  组别为甲组的，份额；
  其余的，工资超过工资总额的10%的部分，按5%。
算例：
  奖金池1000元，人员见下表，得753元。
    工资 ｜ 组别
    300元 ｜ 甲组
    100元 ｜ 乙组
    0元 ｜ 乙组
""",
    """填报：支出、总支出：金额，可为负。
核算：支出占总支出的比例。
算例：支出1万元，总支出3万元，得33.333333%。
""",
    """填报：年次：整数，不超过60；人数、扣减：人，不超过1000人。
奖励：取（人数减扣减）、3人中较高者，每满2人100元，封顶1万元。
取整：四舍五入到元。
算例：年次10，人数5人，扣减1人，得200元。
""",
    """填报：数量：公斤，可为负。
核算：数量除以3。
算例：数量10公斤，得3.3333公斤。
""",
    *(
        f"填报：数量：公斤，可为负。\n核算：数量除以3。\n取整：{mode}到整数。\n算例：数量10公斤，得{kilograms}公斤。\n"
        for mode, kilograms in (("四舍五入", 3), ("舍去", 3), ("进位", 4))
    ),
    *(
        f"填报：数额：金额，可为负。\n核算：数额的50%，{mode}到元。\n算例：数额-5.2元，得{yuan}元。\n"
        for mode, yuan in (("四舍五入", -3), ("舍去", -2), ("进位", -3))
    ),
    *(
        f"填报：日、起点：日期。\n条件：日在自起点起{length}内。\n奖励：1万元。\n算例：日{last}，起点2025-03-01，得1万元。\n"
        for length, last in (("30天", "2025-03-31"), ("3个月", "2025-06-01"), ("2年", "2027-03-01"))
    ),
)

# In English, every third case.
_LANGUAGES: tuple[tuple[Language, int], ...] = (("zh", 1), ("en", 3))


@of_every_policy_in_ci
def test_explained_in_english(path: Path, calculator: Calculator, tmp_path: Path) -> None:
    policy = loaded(path)
    targets = Targets(policy, calculator, tmp_path, "en")
    for clause in policy.clauses.values():
        targets.agree([(claim.clause, claim.facts, claim.day) for claim, _ in drawn(policy, clause, DRAWN)])


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_examples_of_the_documentation(example: Example, calculator: Calculator, tmp_path: Path) -> None:
    agree_on_neighbours(example, "zh", calculator, tmp_path)


@pytest.mark.parametrize("example", IN_ENGLISH, ids=str)
def test_examples_of_the_documentation_in_english(example: Example, calculator: Calculator, tmp_path: Path) -> None:
    agree_on_neighbours(example, "en", calculator, tmp_path)


def agree_on_neighbours(example: Example, lang: Language, calculator: Calculator, folder: Path) -> None:
    policy, _ = compiled(example)
    targets = Targets(policy, calculator, folder, lang)
    for clause in policy.clauses.values():
        cases = list(varied_cases(clause, Random(clause.id)))
        targets.agree([(clause.id, facts, day) for facts, day in cases[:: dict(_LANGUAGES)[lang]]])


@pytest.mark.parametrize("body", RULES)
def test_rules_of_further_kinds(body: str, calculator: Calculator, tmp_path: Path) -> None:
    policy = policy_of(body)
    requests = [("1", facts, day) for facts, day in varied_cases(policy.clauses["1"], Random(body))]
    for lang, step in _LANGUAGES:
        Targets(policy, calculator, tmp_path, lang).agree(requests[::step])


def test_a_rule_that_counts_with_the_day_of_the_claim(calculator: Calculator, tmp_path: Path) -> None:
    policy = policy_of("填报：到期日：日期。\n条件：申报日期不晚于到期日。\n奖励：100元。\n", terms="")
    days = (None, "2025-03-01", "2025-03-02", "2025-02-28", "？")
    Targets(policy, calculator, tmp_path).agree([("1", {"到期日": "2025-03-01"}, day) for day in days])


def test_lists_without_end(calculator: Calculator, tmp_path: Path) -> None:
    targets = Targets(policy_of("填报：费用：每笔金额。\n补助（逐笔）：费用。\n"), calculator, tmp_path)
    targets.agree([("1", {"费用": ["？"] * (10**6 + 1)}, None)])


# ── facts of every wrong kind ──


def alike(of: FactType) -> object:
    """What makes two facts be read in the same way."""
    bounds = (of.negative, of.low is None, of.high is None, of.default is None, of.optional, of.length)
    return of.kind, of.unit, of.decimals, bounds, bool(of.options), of.item and alike(of.item), *map(alike, of.fields)


def of_every_kind() -> Iterator[tuple[Path, str, str]]:
    """A fact of each kind that the policies have."""
    met: set[object] = set()
    for path in POLICIES:
        for clause in loaded(path).clauses.values():
            for fact in clause.asked:
                if alike(fact) not in met:
                    met.add(alike(fact))
                    yield path, clause.id, fact.name


def wrong_facts(policy: Loaded, clause: Clause, names: list[str]) -> list[Request]:
    """Right facts with each of the values in the place of one, without one, with one too many."""
    facts, requests = first_claim(policy, clause).facts, list[Request]()
    for name in names:
        requests += [(clause.id, {**facts, name: value}, None) for value in VALUES]
        requests.append((clause.id, {other: facts[other] for other in facts if other != name}, None))
        requests.append((clause.id, {**facts, f"{name}额": 1, name[1:]: 1}, "2025-02-30"))
    return requests + [(clause.id, instead, None) for instead in INSTEAD_OF_FACTS]


@of_every_policy_in_ci
def test_a_fact_of_each_kind_given_wrongly(path: Path, calculator: Calculator, tmp_path: Path) -> None:
    policy = loaded(path)
    targets = Targets(policy, calculator, tmp_path)
    for _, clause_id, name in (each for each in of_every_kind() if each[0] == path):
        targets.agree(wrong_facts(policy, policy.clauses[clause_id], [name]))


@pytest.mark.needs_system
@of_every_policy
def test_every_fact_given_wrongly(path: Path, calculator: Calculator, tmp_path: Path) -> None:
    policy = loaded(path)
    targets = Targets(policy, calculator, tmp_path)
    for clause in policy.clauses.values():
        targets.agree(wrong_facts(policy, clause, [fact.name for fact in clause.asked]))


def test_clauses_that_there_are_not(calculator: Calculator, tmp_path: Path) -> None:
    ids: tuple[Any, ...] = ("7.10", "71", "", "__proto__", "x" * 100, 7)
    Targets(loaded(), calculator, tmp_path).agree([(clause_id, {}, None) for clause_id in ids])
