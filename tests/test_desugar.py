"""Other spellings of a form come to one, before anything is typed."""

import pytest

from tiaowen.compiler.bind.desugar import plain, plain_line
from tiaowen.compiler.reading.parse import Reader
from tiaowen.compiler.reading.syntax import Form
from tiaowen.compiler.reading.vocabulary import Vocabulary
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.text.source import Source

READER = Reader(Vocabulary.of({"甲", "乙", "年限", "上年甲"}, {}, frozenset()))
# (rule of the grammar, a spelling, the same thing said plainly)
SAME = [
    ("requirement", "甲超过5%，但不超过10%", "甲超过5%，且甲不超过10%"),
    ("requirement", "甲1万元以上且不超过3万元", "甲1万元以上，且甲不超过3万元"),
    ("requirement", "甲1亿元以上且同比增长10%以上", "甲1亿元以上，且甲同比增长10%以上"),
    ("requirement", "甲达到1万元-3万元", "甲达到1万元至3万元"),
    ("requirement", "甲超过1万元-3万元", "甲超过1万元至3万元"),
    ("requirement", "甲同比增长", "甲同比有增长"),
    ("requirement", "甲较乙增长", "甲较乙有增长"),
    ("line", "甲、乙中较低者", "取甲、乙中较低者"),
    ("line", "甲10万元以上的，乙20万元以下的，5万元", "甲10万元以上，且乙20万元以下的，5万元"),
]


def read(text: str, rule: str) -> Form:
    report = Report()
    sentence = READER.sentence(Source.of("句", text), 0, len(text), rule, report)
    assert sentence.form is not None, report.diagnostics
    return sentence.form


@pytest.mark.parametrize(("rule", "said", "plainly"), SAME, ids=[row[1] for row in SAME])
def test_other_spellings_come_to_one(rule: str, said: str, plainly: str) -> None:
    rewrite = plain if rule == "requirement" else lambda form: plain_line(form, None)
    assert read(said, rule) != read(plainly, rule)
    assert rewrite(read(said, rule)) == rewrite(read(plainly, rule))


def test_a_range_alone_is_about_what_the_case_before_is_about() -> None:
    before = plain_line(read("年限不足5年的，1万元", "line"), None)
    alone = plain_line(read("满5年不足10年的，2万元", "line"), before.form("guard"))
    assert alone == plain_line(read("年限满5年不足10年的，2万元", "line"), None)


@pytest.mark.parametrize(
    "rule_and_text", [(rule, text) for rule, *texts in SAME for text in texts], ids=lambda row: row[1]
)
def test_what_is_plain_stays(rule_and_text: tuple[str, str]) -> None:
    rule, text = rule_and_text
    form = read(text, rule)
    once = plain(form) if rule == "requirement" else plain_line(form, None)
    assert (plain(once) if rule == "requirement" else plain_line(once, None)) == once
