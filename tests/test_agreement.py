"""One meaning: the interpreter, the compiled Python and the compiled JavaScript give the same, to the 分 and the word."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.cases import generate
from support.facts import varied_cases
from support.node import Calculator, Request
from support.pages import ROOT, Example, compiled, examples
from support.policies import loaded
from support.rules import policy_of
from support.targets import Targets
from tiaowen.compiler.report.diagnostic import Language

CASES_PER_CLAUSE = 100
POLICY = loaded()
OTHERS = [path.name for path in sorted((ROOT / "policies").iterdir()) if path.name != "jindong-2025"]
EXAMPLES = [found for page in sorted((ROOT / "docs").rglob("*.md")) for found in examples(page) if not found.refused]

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

# Put in place of every fact in turn; that some of them are right for some facts does no harm.
VALUES: tuple[object, ...] = (
    *(None, True, False, 0, 1, -1, 3, 10**15 - 1, 10**15, -(10**15), 10**30, -(10**30), 2**53, 10**45, -(10**4000)),
    *(0.5, 1e300, float("nan"), float("inf")),
    *([], [1], [None], [[]], ["x", 1], {}, {"日期": "2025-03-01"}, [{}], [{"日期": 1, "它": 2}], [["2025-03-01"]]),
    *("", " ", "是", "否", "2025-03-01", "2025-02-29", "2024-02-29", "0000-01-01", "0001-01-01", "9999-12-31"),
    *(
        "2025-3-1",
        "2025-03-01\n",
        "20250301",
        "0",
        "-0",
        "+5",
        "-0.001",
        "0.001",
        "0.01",
        "0.0000000001",
        "1e5",
        "1E30",
    ),
    *(
        "1,000",
        "1,00",
        "1,000.50万元",
        "１，０００．５",
        "1 000",
        "3000万元",
        "2.5亿",
        "1亿2000万",
        "3万5000",
        "1.5万5000",
    ),
    *("十", "十二", "一百零五", "两千", "二千万", "十两", "两两百", "一千五", "二十百", "零点五", "三点一四亿", "点五"),
    *(
        "半",
        "负半",
        "负三",
        "一半",
        "万",
        "百万",
        "廿",
        "〇",
        "二〇二五",
        "约100",
        "100余",
        "99999999999999.99",
        "9" * 41,
    ),
    *(
        "20%",
        "0.2",
        "２％",
        "5‰",
        "3‱",
        "2个百分点",
        "1.5倍",
        "百分之二",
        "千分之2.5",
        "三分之一",
        "零分之一",
        "一分之一",
    ),
    *("六五折", "9折", "6.5折", "0折", "十折", "三成", "三成五", "3成5", "十成", "两成", "150%", "1/3", "%", "分之"),
    *("5亩", "5 公顷", "3千瓦", "3万千瓦", "2个月", "2月", "5万平方米", "3吨", "7家", "2个项目", "5元/家", "12人·月"),
    *("5元/年/家", "1e30元", "５家", " 5 ", "\u30005\ufeff", "\x1c5\x85", "\ufeff5", "\u202e5", "五\u2028", "a" * 60),
    *("𠮷" * 41, "\ud800", "__proto__", "constructor", '"><script>', "${1}", "\\u0041", "\x00", "😀", "\u3000"),
)
INSTEAD_OF_FACTS: tuple[object, ...] = (None, [], {}, 5, "x", {"__proto__": 1, "toString": 2, "": 3})
DATES: tuple[object, ...] = (None, "2025-12-31", date(2024, 12, 31), "2026-01-01", "2025-02-30", 20250101, "", True)


# In English, every third case.
_LANGUAGES: tuple[tuple[Language, int], ...] = (("zh", 1), ("en", 3))


@pytest.fixture(scope="module")
def calculator() -> Iterator[Calculator]:
    with Calculator() as found:
        yield found


@pytest.fixture(scope="module")
def targets(calculator: Calculator, tmp_path_factory: pytest.TempPathFactory) -> Targets:
    return Targets(POLICY, calculator, tmp_path_factory.mktemp("javascript"))


@pytest.mark.parametrize("clause_id", list(POLICY.clauses))
def test_generated_facts(clause_id: str, targets: Targets) -> None:
    cases = generate(clause_id, Random(clause_id), CASES_PER_CLAUSE)
    targets.agree([(clause_id, _spelled(case.given), case.on) for case in cases])


@pytest.mark.parametrize("clause_id", list(POLICY.clauses))
def test_worked_cases_and_their_neighbours(clause_id: str, targets: Targets) -> None:
    cases = varied_cases(POLICY.clauses[clause_id], Random(clause_id))
    targets.agree([(clause_id, facts, day) for facts, day in cases])


@pytest.mark.parametrize("name", OTHERS)
def test_further_policies(name: str, calculator: Calculator, tmp_path: Path) -> None:
    policy = loaded(ROOT / "policies" / name)
    targets = Targets(policy, calculator, tmp_path)
    for clause in policy.clauses.values():
        targets.agree([(clause.id, facts, day) for facts, day in varied_cases(clause, Random(clause.id))])


@pytest.mark.parametrize("name", ["jindong-2025", *OTHERS])
def test_explained_in_english(name: str, calculator: Calculator, tmp_path: Path) -> None:
    policy = loaded(ROOT / "policies" / name)
    targets = Targets(policy, calculator, tmp_path, "en")
    for clause in policy.clauses.values():
        cases = list(varied_cases(clause, Random(f"{clause.id} in English")))
        targets.agree([(clause.id, facts, day) for facts, day in cases[::2]])


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_examples_of_the_documentation(example: Example, calculator: Calculator, tmp_path: Path) -> None:
    policy, _ = compiled(example)
    for lang, step in _LANGUAGES:
        targets = Targets(policy, calculator, tmp_path, lang)
        for clause in policy.clauses.values():
            cases = list(varied_cases(clause, Random(clause.id)))
            targets.agree([(clause.id, facts, day) for facts, day in cases[::step]])


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


@pytest.mark.parametrize("clause_id", list(POLICY.clauses))
def test_facts_of_every_wrong_kind(clause_id: str, targets: Targets) -> None:
    facts = _spelled(generate(clause_id, Random(clause_id), 1)[0].given)
    requests: list[Request] = [(clause_id, facts, day) for day in DATES]
    for name in facts:
        requests += [(clause_id, {**facts, name: value}, None) for value in VALUES]
        requests.append((clause_id, {other: facts[other] for other in facts if other != name}, None))
        requests.append((clause_id, {**facts, f"{name}额": 1, name[1:]: 1}, "2025-02-30"))
    requests += [(clause_id, instead, None) for instead in INSTEAD_OF_FACTS]
    targets.agree(requests)


@pytest.mark.parametrize("clause_id", ["7.10", "71", "", "__proto__", "x" * 100, 7])
def test_clauses_that_there_are_not(clause_id: Any, targets: Targets) -> None:
    targets.agree([(clause_id, {}, None)])


FED = {
    clause.id: fact for clause in POLICY.clauses.values() for fact in clause.facts if fact.from_clause in POLICY.clauses
}


@pytest.mark.parametrize("clause_id", list(FED))
def test_facts_of_another_clause(clause_id: str, targets: Targets) -> None:
    fact, rng = FED[clause_id], Random(clause_id)
    requests: list[Request] = []
    for case, source in zip(generate(clause_id, rng, 100), generate(fact.from_clause, rng, 100), strict=True):
        own, theirs = _spelled(case.given), _spelled(source.given)
        rest = {name: value for name, value in own.items() if name != fact.name}
        wrong = dict.fromkeys(theirs, "？")
        requests += [(clause_id, rest | theirs, case.on), (clause_id, own | theirs, case.on)]
        requests += [(clause_id, rest | wrong, "2025-02-30"), (clause_id, {**own, fact.name: "？"}, "2025-02-30")]
    targets.agree(requests)


# Characters that this Python does not know yet may be letters to a newer Node: what is printable differs by edition.
KNOWN = st.characters(exclude_categories=["Cs", "Cn"])
NUMERALS = st.text("0123456789.,-+%‰零一二两三四五六七八九十百千万亿点负半分之成折倍个元亩家月 ", max_size=8)
AMOUNTS = st.one_of(st.integers(0, 10**15), st.integers(0, 10**17).map(lambda n: f"{n // 100}.{n % 100:02}"), NUMERALS)
FACTS = st.one_of(
    AMOUNTS,
    st.booleans(),
    st.text(KNOWN, max_size=4),
    st.lists(st.one_of(AMOUNTS, st.text(KNOWN, max_size=3)), max_size=3),
)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_facts(data: st.DataObject, targets: Targets) -> None:
    clause = data.draw(st.sampled_from(list(POLICY.clauses.values())))
    kinds = {fact.name: FACTS if fact.reading.kind != "boolean" else st.booleans() for fact in clause.facts}
    facts = data.draw(st.fixed_dictionaries({name: AMOUNTS if kind is FACTS else kind for name, kind in kinds.items()}))
    changed = data.draw(st.dictionaries(st.sampled_from(list(kinds)) | st.text(KNOWN, max_size=4), FACTS, max_size=1))
    targets.agree([(clause.id, {**facts, **changed}, None)])


def _spelled(facts: dict[str, object]) -> dict[str, object]:
    """The facts with text for each Decimal, which JavaScript does not have."""
    return {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in facts.items()}
