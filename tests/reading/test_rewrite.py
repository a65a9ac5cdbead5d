"""What is shown of a sentence that cannot be read: the nearest one that can, in the author's words."""

import pytest

from tiaowen.compiler.pipeline import MAX_REWRITES, compile_sources
from tiaowen.compiler.reading.parse import Reader
from tiaowen.compiler.reading.rewrite import MAX_LENGTH, rewritten
from tiaowen.compiler.reading.vocabulary import Vocabulary
from tiaowen.compiler.report.diagnostic import Diagnostic, Edit
from tiaowen.compiler.text.source import Source, squeeze

_FACTS = (
    "费用、投资额、销售额、上年销售额：金额；面积：亩；人数、上年人数：人；月数：月；等级：甲级、乙级、丙级；首次申报：是否；"
    "补贴费：每笔金额"
)


def found(sentence: str) -> tuple[Source, list[Diagnostic]]:
    """The faults of a rule with the sentence, but for numbers, and what its file is."""
    heading = "" if sentence.startswith(("补助", "奖励")) else "\n奖励：10万元。"
    facts = sentence.removeprefix("填报：") if sentence.startswith("填报") else _FACTS
    body = "" if sentence.startswith("填报") else f"{sentence}。"
    text = f"某市若干政策\n\n（一）给予支持。\n\n【规则 1】例\n依据：“给予支持”\n填报：{facts}。\n{body}{heading}\n【完】\n"
    source = Source.of("例.policy", text)
    _, report = compile_sources([source])
    return source, [each for each in report.errors if each.code not in ("T0402", "T0403")]


def applied(source: Source, edits: list[Edit]) -> Source:
    text = source.text
    for edit in sorted(edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return Source.of(source.name, text)


REWRITTEN = [
    # caps and floors
    ("补助：投资额的10%，限高100万元", "投资额的10%，封顶100万元"),
    ("补助：投资额的10%（最高100万元）", "投资额的10%，最高100万元"),
    ("补助：按投资额的10%补助，最高不超100万元", "按投资额的10%补助，最高不超过100万元"),
    ("补助：投资额的10%，下限1万元", "投资额的10%，保底1万元"),
    # comparisons as signs, and as people speak
    ("补助：投资额≥100万元的，补助10万元", "投资额不低于100万元的，补助10万元"),
    ("补助：100万元≤投资额＜500万元的，5万元", "投资额100万元以上不满500万元的，5万元"),
    ("条件：人数≥10人", "人数不低于10人"),
    ("条件：首次申报=是", "首次申报为是"),
    ("条件：等级是甲级或乙级", "等级为甲级或乙级"),
    ("条件：投资额需达到100万元以上", "投资额达到100万元以上"),
    ("条件：投资额必须超过100万元", "投资额超过100万元"),
    ("条件：人数10人及10人以上", "人数10人以上"),
    ("条件：同时满足：投资额100万元以上、人数10人以上", "投资额100万元以上；人数10人以上"),
    ("条件：投资额100万元以上；并且人数10人以上", "人数10人以上"),
    ("条件：销售额同比增速10%以上", "销售额同比增长10%以上"),
    # if, then, else
    ("补助：如果投资额100万元以上，则补助10万元", "投资额100万元以上的，补助10万元"),
    ("补助：凡首次申报的，10万元", "首次申报的，10万元"),
    ("补助：首次申报的，10万元；否则给予5万元", "其余的，给予5万元"),
    ("补助：首次申报给予10万元", "首次申报的，给予10万元"),
    ("补助：首次申报的企业给予10万元", "首次申报的企业，给予10万元"),
    ("补助：甲级：10万元；乙级的，5万元；丙级的，1万元", "甲级的，10万元"),
    # amounts
    ("补助：投资额的10%，翻倍", "投资额的10%的2倍"),
    ("补助：一次性给予奖金10万元整", "一次性给予10万元"),
    ("补助：面积乘以200元每亩", "面积乘以200元/亩"),
    ("补助：投资额减去费用后的10%", "（投资额减费用）的10%"),
    ("补助：投资额扣除费用后按10%补助", "投资额，扣除费用，按10%补助"),
    ("补助：投资额与费用两者取低", "取投资额、费用中较低者"),
    ("补助：min(投资额，费用)", "取投资额、费用中较低者"),
    ("补助：投资额的10%，首次申报再加5万元", "投资额的10%，首次申报的，再奖励5万元"),
    ("补助：投资额的10%，首次申报再加5个点", "投资额的10%，首次申报的，提高5个百分点"),
    ("补助：投资额的10%，不足1万元按1万元补", "投资额的10%，不足1万元按1万元补助"),
    ("补助：投资额的10%，四舍五入取整到元", "投资额的10%，四舍五入到元"),
    ("补助：5万元再加投资额的1%", "5万元；同时，投资额的1%"),
    ("补助：等级为甲级企业的，10万元；其余的，1万元", "等级为甲级的，10万元"),
    # names and types
    ("补助：投次额的10%", ""),
    ("填报：招用毕业生：人数", "招用毕业生：人"),
    ("填报：首次申报：对错", "首次申报：是否"),
]


@pytest.mark.parametrize(("sentence", "written"), REWRITTEN, ids=[sentence for sentence, _ in REWRITTEN])
def test_a_sentence_is_shown_as_it_can_be_written_and_what_is_shown_can_be_read(sentence: str, written: str) -> None:
    source, faults = found(sentence)
    assert faults
    if written:
        assert [f"写作「{written}」"] == [each.suggestion.zh for each in faults if each.suggestion]
    edits = [each.edit for each in faults if each.edit]
    assert len(edits) == len(faults)
    _, report = compile_sources([applied(source, edits)])
    assert not {each.code for each in report.errors} - {"T0402", "T0403", "T0208"}


@pytest.mark.parametrize(
    "sentence",
    [
        "补助：投资额的10%，首次申报的再加5%",  # five percentage points more, or 5% more
        "条件：投资额100万元以上且首次申报或者甲级",
        "补助：费用的10%给予首次补助",
        "补助：投资额的50%，首次申报的，减10%",  # a tenth less, and no tenth of it
    ],
)
def test_what_has_two_readings_is_rewritten_as_neither(sentence: str) -> None:
    assert not any(each.edit for each in found(sentence)[1])


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [
        ("补助：费用限高5亩", "费用，封顶5亩"),
        ("条件：费用≥5个月", "费用不低于5个月"),
        ("补助：费用乘5个月", "费用乘以5个月"),
    ],
)
def test_what_can_be_read_and_means_nothing_in_the_rule_is_not_shown(sentence: str, begins: str) -> None:
    reader = Reader(Vocabulary.of(["费用"]))
    rule = "requirement" if sentence.startswith("条件") else "line"
    assert reader.reads(begins, rule)
    assert all(each.edit is None for each in found(sentence)[1])


def test_a_name_may_be_put_in_beyond_the_end_of_what_was_written() -> None:
    text = (
        "某市若干政策\n\n（一）给予支持。\n\n【规则 1】例\n依据：“给予支持”\n填报：面积：亩；类别：甲、乙。\n"
        "标准：\n  类别 ｜ 补助标准（元/亩）\n  甲 ｜ 100\n  乙 ｜ 50\n补助：面积，按补助标准。\n【完】\n"
    )
    _, report = compile_sources([Source.of("例.policy", text)])
    assert report.has_errors


def test_numbers_are_never_left_out_or_changed() -> None:
    reader = Reader(Vocabulary.of(["投资额"]))
    for text in ("投资额的10%，限高100，50万元", "投资额100万元的10%，减到9万元"):
        written = rewritten(reader, squeeze(text).text, "line", lambda _: "")
        assert written is None or all(number in written.text for number in ("10%", "00"))


def test_a_sentence_of_a_page_is_not_tried() -> None:
    reader = Reader(Vocabulary.of(["投资额"]))
    assert rewritten(reader, "投资额限高1万元" + "，限高1万元" * MAX_LENGTH, "line", lambda _: "") is None


def test_of_hundreds_of_sentences_the_first_are_shown_rewritten() -> None:
    rule = (
        "【规则 {}】例\n依据：“给予支持”\n填报：投资额：金额。\n补助：投资额的10%，限高50万元；随便给一些钱。\n【完】\n"
    )
    text = "某市若干政策\n\n（一）给予支持。\n\n" + "".join(rule.format(number) for number in range(80))
    _, report = compile_sources([Source.of("例.policy", text)])
    unread = [each for each in report.errors if each.code in ("T0110", "T0124", "T0201")]
    assert len(unread) == 160
    assert 40 <= sum(each.edit is not None for each in unread) <= MAX_REWRITES
