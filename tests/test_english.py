"""In English: the words around are English, the policy's own stay; numbers and units are put into English exactly."""

import pickle
import re
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from support.facts import varied_cases
from support.own_words import MEASURE_WORDS, chinese_of_ours, given_texts, guide_words, own_words
from support.pages import ROOT, Example, compiled, examples
from support.policies import loaded, of_every_policy_in_ci
from support.rules import policy_of
from support.targets import emitted, python_module
from tiaowen.compiler.guide.markdown import guide
from tiaowen.compiler.guide.words import WORDS
from tiaowen.compiler.language.headings import RESULT_WORDS, heading_said
from tiaowen.compiler.meaning import phrases
from tiaowen.compiler.model.policy import Policy
from tiaowen.compiler.report.diagnostic import Text
from tiaowen.runtime import FactError
from tiaowen.runtime.english_units import english_item, english_items, english_unit
from tiaowen.runtime.in_english import shown_quantity
from tiaowen.runtime.units import UNITS

EXAMPLES = [found for page in sorted((ROOT / "docs").rglob("*.md")) for found in examples(page) if not found.refused]


def _chinese(policy: Policy, step: int) -> list[str]:
    """Lines of explanations that have Chinese of ours, of every so manieth case."""
    found: list[str] = []
    for clause in policy.clauses.values():
        own = own_words(policy, clause)
        for facts, day in list(varied_cases(clause, Random(clause.id)))[::step]:
            words = {*own, *given_texts(facts), "别处"}
            try:
                lines = policy.calc(clause.id, facts, day).trace_in("en")  # type: ignore[attr-defined]
            except FactError as error:
                # The bounds of a fact are told in the unit that it is given in.
                lines = tuple(fault.message_en for fault in error.faults if fault.code in ("T0614", "T0617"))
            found += [line for line in lines if chinese_of_ours(line, words)]
    return found


@of_every_policy_in_ci
def test_no_chinese_of_ours_is_left_in_an_explanation(path: Path) -> None:
    assert _chinese(loaded(path), step=2) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_nor_in_that_of_any_construct(example: Example) -> None:
    assert _chinese(compiled(example)[0], step=5) == []


def test_chinese_of_ours_would_be_found() -> None:
    assert chinese_of_ours("适用：研发费用 (3 家)", {"研发费用"}) == ["适用："]
    assert chinese_of_ours("Applies: 研发费用 (3 家) per 家", {"研发费用"}) == []
    assert chinese_of_ours("研发费用2600万元", {"研发费用"}) == ["万元"]
    assert chinese_of_ours("3 家企业", set()) == ["家企业"]


@of_every_policy_in_ci
def test_nor_in_the_guide(path: Path) -> None:
    policy = loaded(path)
    own, quoted = guide_words(policy), WORDS["legend: bounds"].en
    for line in guide(policy, "en").split("\n"):
        shown = re.sub(r"\\(.)", r"\1", line).replace(quoted, "")
        shown = re.sub(r"\]\(#[^)]*\)", "]", shown)
        # A unit may be given as the policy writes it.
        shown = re.sub(r"(number \((?:[^(),]+, )?)[^()]+\)", r"\1)", shown)
        assert line.startswith(">") or not chinese_of_ours(shown, own), line


def test_every_heading_of_a_result_has_english_words() -> None:
    for word in RESULT_WORDS:
        assert heading_said(word, "en").isascii()
        assert heading_said(f"最高{word}", "en") == f"{heading_said(word, 'en')} of at most"
        assert heading_said(word, "zh") == word


TOLD: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    (
        "填报：面积：平方米。\n条件：面积50平方米以上。\n补助：面积，每平方米10元，封顶50万元，上浮20%。",
        {"面积": "6万平方米"},
        (
            "Condition 1: 面积 is at least 50 m² – holds (面积 = 60,000 m²)",
            "面积 (60,000 m²) × 10 yuan per m² = 600,000 yuan",
            "600,000 yuan is above the cap of 500,000 yuan: 500,000 yuan counts",
            "500,000 yuan × (1 + 20%) = 600,000 yuan",
            "Result: subsidy 600,000 yuan",
        ),
    ),
    (
        "填报：甲、乙：金额；首次：是否。\n条件：甲占乙的比例达到3%；非首次。\n最高奖励：甲的5%，保底1万元。",
        {"甲": "29999.50元", "乙": "100万元", "首次": True},
        (
            "Condition 1: 甲 as a share of 乙 is at least 3% – does not hold (甲 as a share of 乙 = about 3%)",
            "  甲 as a share of 乙 = about 3%, must be at least 3%; about 0.0001% short of it",
            "Condition 2: not 首次 – does not hold",
            "Result: the conditions are not met, award of at most 0 yuan",
        ),
    ),
    (
        "填报：贷款：每笔含额（金额）、银行（文字）。\n补助（逐笔，取最高2）：额的1%。",
        {"贷款": [["100万元", "甲行"], ["30.5元", "乙行"]]},
        (
            "  Item 1 “甲行”: 额 (1,000,000 yuan) × 1% = 10,000 yuan",
            "  Item 2 “乙行”: 额 (30.50 yuan) × 1% = about 0.31 yuan",
            "Of these, the 2 highest items: about 10,000.31 yuan",
            "Result: subsidy 10,000.31 yuan",
        ),
    ),
    (
        "填报：规模：大、中、小；工龄：年。\n补助：大的，5万元；中的，工龄每满1年2000元；其余的，不予。",
        {"规模": "中", "工龄": "3年"},
        (
            "Applies: 规模 is 中",
            "工龄 (3 years): 3 times 1 year, 2,000 yuan each time = 6,000 yuan",
            "Result: subsidy 6,000 yuan",
        ),
    ),
    (
        "填报：额：金额。\n补助：额。\n分配：单位60%、个人40%。",
        {"额": "1000元"},
        (
            "单位:",
            "额 (1,000 yuan) × 60% = 600 yuan",
            "个人:",
            "额 (1,000 yuan) × 40% = 400 yuan",
            "Result: subsidy 单位 600 yuan; 个人 400 yuan",
        ),
    ),
    (
        "填报：额：金额。\n补助（逐年，共2年）：额，封顶10万元。",
        {"额": "1000元"},
        (
            "Year 1:",
            "额 = 1,000 yuan",
            "1,000 yuan is not above the cap of 100,000 yuan",
            "Year 2:",
            "额 = 1,000 yuan",
            "1,000 yuan is not above the cap of 100,000 yuan",
            "Result: subsidy 1,000 yuan; 1,000 yuan",
        ),
    ),
]


@pytest.mark.parametrize(("body", "facts", "lines"), TOLD)
def test_it_reads_as_plain_english(body: str, facts: dict[str, Any], lines: tuple[str, ...]) -> None:
    trace = policy_of(body).calc("1", facts).trace_in("en")
    assert trace[0].startswith("Rule 1 ")
    assert trace[1].startswith("Basis: “")
    assert trace[2:] == lines


def test_outside_its_validity_and_with_an_approved_amount() -> None:
    policy = loaded()
    late = policy.calc("1.3", {"新认定的省级科技企业孵化器": 1, "新认定的市级科技企业孵化器": 0}, "2030-01-01")
    assert any("2030-01-01, is outside the period of validity (" in line for line in late.trace_in("en"))
    given = {"新认定的省级科技企业孵化器": 1, "新认定的市级科技企业孵化器": 0, "核定金额": "1000.5元"}
    *_, approved, result = policy.calc("1.3", given).trace_in("en")
    assert approved == "Approved amount 1,000.50 yuan: the lower of it and the ceiling counts"
    assert result == "Result: award of at most 1,000.50 yuan"


# ── the languages of a result ──


def test_the_interpreter_explains_in_both_languages_and_so_does_what_is_kept_of_a_result() -> None:
    result = policy_of("填报：额：金额。\n补助：额。").calc("1", {"额": "1000元"})
    for made in (result, pickle.loads(pickle.dumps(result))):
        assert made.explain().endswith("结果：补助1000元")
        assert made.explain("zh") == made.explain() == "\n".join(made.trace)
        assert made.explain("en").endswith("Result: subsidy 1,000 yuan")
        assert made.to_dict("en")["trace"] == list(made.trace_in("en"))
        with pytest.raises(ValueError, match="not in fr"):
            made.explain("fr")


def test_a_compiled_module_explains_in_one_language_and_says_so() -> None:
    policy = policy_of("填报：额：金额。\n补助：额。")
    for lang, other in (("zh", "en"), ("en", "zh")):
        result = python_module(policy, lang).calc("1", {"额": "1000元"})  # type: ignore[arg-type]
        assert result.explain() == result.explain(lang) == policy.calc("1", {"额": "1000元"}).explain(lang)
        with pytest.raises(ValueError, match=f"compile the policy with --lang {other}"):
            result.explain(other)


def test_a_module_in_english_has_no_chinese_explanations_and_is_no_larger_by_much() -> None:
    policy = loaded()
    for target in ("python", "javascript"):
        zh, en = (emitted(policy, target, lang)[""] for lang in ("zh", "en"))
        assert "适用：" in zh and "未超过封顶" in zh
        assert "适用：" not in en and "未超过封顶" not in en
        assert len(en) < len(zh) * 1.3


# ── words, numbers and units ──


@pytest.mark.needs_system  # by its time
def test_a_phrase_says_the_same_in_both_languages() -> None:
    def of(value: object) -> list[Text]:
        return [value] if isinstance(value, Text) else list(value.values()) if isinstance(value, dict) else []

    said_by = {name: value for name, value in vars(phrases).items() if name.isupper()}
    named = [(name, said) for name, value in said_by.items() for said in of(value)]
    assert len(named) > 100
    # What an author is told in one language only; what one language says by the verb, the other by the noun.
    only = {"zh": {"growth", "verb", "month", "unit", "each", "picked"}, "en": {"padded", "list", "left"}}
    chinese = re.compile("[㐀-鿿（）：，；、]")
    code = "".join(path.read_text("utf-8") for path in (ROOT / "compiler").rglob("*.py") if path.name != "phrases.py")
    for name, said in named:
        zh, en = (set(re.findall(r"\{(\w+)\}", words)) for words in said)
        assert not said.zh or zh - en <= only["zh"], name
        assert not said.zh or en - zh <= only["en"], name
        assert said.en and not chinese.search(said.en), name
        assert re.search(rf"\bp\.{name}\b", code), f"{name} is never said"


def test_every_unit_has_an_english_name_or_is_a_measure_word() -> None:
    kept = {word for word in UNITS if english_unit(word)[0] == word and re.search("[㐀-鿿]", word)}
    assert kept >= set(MEASURE_WORDS.split())
    assert not kept & {"元", "亩", "平方米", "米", "公斤", "吨", "千瓦时", "年", "月", "天", "小时", "人", "户", "辆"}
    # A word of its own that is so many of another keeps its number: 5公里 is 5 km.
    assert all(english_unit(word)[1] == 1 for word in UNITS)


@pytest.mark.parametrize(
    ("unit", "said", "size"),
    [
        ("元/平方米·月", "yuan per m² per month", 1),
        ("万元/亩", "yuan per mu", 10000),
        ("个月", "month(s)", 1),
        ("个项目", "project(s)", 1),
        ("批次/条", "batch(es) per 条", 1),
        ("元/家·年", "yuan per 家 per year", 1),
        ("人·天", "person(s)·day", 1),
        ("%", "%", 1),
        ("", "", 1),
        ("时刻", "时刻", 1),
        ("枚", "枚", 1),
    ],
)
def test_units(unit: str, said: str, size: int) -> None:
    assert english_unit(unit) == (said, Fraction(size))


def test_items() -> None:
    assert [english_item(word) for word in ("年", "笔", "项目")] == ["year", "item", "project"]
    assert [english_items(word) for word in ("年", "笔", "班")] == ["years", "items", "classes"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "unit", "said"),
    [
        (260_000_000, 100, "yuan", "2,600,000 yuan"),
        (50, 100, "yuan", "0.50 yuan"),
        (-123_456_789, 100, "yuan", "-1,234,567.89 yuan"),
        (1, 3, "yuan", "about 0.33 yuan"),
        (1, 3, "%", "about 33.3333%"),
        (1, 1, "month(s)", "1 month"),
        (3, 2, "month(s)", "1.5 months"),
        (0, 1, "batch(es) per 条", "0 batches per 条"),
        (2023, 1, "year(s)", "2023 years"),
        (12_345, 1, "", "12,345"),
        (39, 2, "时刻", "19:30"),
        (26, 1, "时刻", "2:00 the next day"),
        (1, 0, "yuan", "(cannot be calculated)"),
    ],
)
def test_quantities(numerator: int, denominator: int, unit: str, said: str) -> None:
    assert shown_quantity(numerator, denominator, unit) == said


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("补助：2.5亿元。", "Fixed amount: 250,000,000 yuan"),
        ("补助：五十万元。", "Fixed amount: 500,000 yuan"),
        ("补助：额的10%，提高2个百分点。", "额 (1,000 yuan) × (10% + 2 percentage points)"),
        ("补助：额，每满500元1.5元。", "额 (1,000 yuan): 2 times 500 yuan, 1.50 yuan each time"),
        ("补助：额的百分之五。", "额 (1,000 yuan) × 5%"),
        ("补助：额的三分之一。", "额 (1,000 yuan) × 1/3"),
        ("补助：额，按六五折。", "额 (1,000 yuan) × 65%"),
    ],
)
def test_numbers_as_written(sentence: str, said: str) -> None:
    trace = policy_of(f"填报：额：金额。\n{sentence}").calc("1", {"额": "1000元"}).trace_in("en")
    assert any(line.startswith(said) for line in trace), trace


# ── several claims ──


def test_a_settlement_in_english() -> None:
    policy = loaded()
    claims: dict[str, dict[str, object]] = {
        "1.3": {"新认定的省级科技企业孵化器": 1, "新认定的市级科技企业孵化器": 0},
        "15.1": {"入选省级服务业领军企业": False},
        "15.2": {"年度小升规的服务业企业": 1},
        "15.3": {"月度升规的服务业企业": 1},
        "7.3": {"年度研发费用支出": "100万元", "营业收入": "1000万元"},
    }
    made = policy.settle(claims, [["15.2", "15.3"]])
    assert made.summary_in("en") == (
        "Total: 450,000 yuan (awards 450,000 yuan, reductions 0 yuan); ceilings among it, up to which the competent "
        "department decides",
        "Paid:",
        "  1.3  科技企业孵化器奖励: 300,000 yuan (ceiling)",
        "  15.3  服务业月度升规奖励: 150,000 yuan",
        "The same matter, paid once only:",
        "  15.2  服务业小升规奖励: 100,000 yuan; it is the same matter as 15.3 (150,000 yuan), which is paid instead, being more",
        "Not paid:",
        "  15.1  服务业领军企业奖励: Condition 1: 入选省级服务业领军企业 – does not hold",
        "Not part of the total:",
        "  7.3  研发企业要素保障: qualifies",
    )
    assert made.summary == made.summary_in("zh")
    assert made.to_dict("en")["trace"] == list(made.trace_in("en"))
    assert made.explain("en").startswith("Total: ")


def test_why_a_claim_is_not_paid_is_told_alike_in_both_languages() -> None:
    policy, refused = loaded(), 0
    for clause in policy.clauses.values():
        for facts, _ in list(varied_cases(clause, Random(clause.id)))[::7]:
            for day in (None, "2030-01-01"):
                try:
                    made = policy.settle({clause.id: dict(facts)}, date=day)
                except FactError:
                    continue
                zh, en = made.summary_in("zh"), made.summary_in("en")
                assert len(zh) == len(en)
                if made.refused:
                    refused += 1
                    # As many reasons, and the rule gives nothing or says why.
                    assert ("按规则算得0元" in zh[-1]) == ("the rule gives 0 yuan" in en[-1])
                    assert ("不在有效期" in zh[-1]) == ("outside the period of validity" in en[-1])
                    assert zh[-1].count("：不符合") == en[-1].count(" – does not hold")
    assert refused > 50


SHARED = """填报：额：金额。
补助：额。
"""


def test_an_allocation_in_english() -> None:
    policy = policy_of(SHARED, terms="【政策】试行政策\n预算：100万元。\n预算不足：按比例折算。\n【完】\n")
    made = policy.allocate({"甲": {"1": {"额": "150万元"}}, "乙": {"1": {"额": "50万元"}}})
    assert made.explain(lang="en").split("\n") == [
        "甲:",
        "  Due: 1,500,000 yuan",
        "  All claims come to 2,000,000 yuan, more than the budget of 1,000,000 yuan: each is reduced in proportion",
        "  Share: 750,000 yuan",
        "乙:",
        "  Due: 500,000 yuan",
        "  All claims come to 2,000,000 yuan, more than the budget of 1,000,000 yuan: each is reduced in proportion",
        "  Share: 250,000 yuan",
        "Budget 1,000,000 yuan, of which 0 yuan is left",
    ]
    assert made.to_dict("en")["reasons"] == {name: list(said) for name, said in made.reasons_in("en").items()}
    assert made.reasons == made.reasons_in("zh")
