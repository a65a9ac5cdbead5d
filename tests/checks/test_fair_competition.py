"""The hints about 公平竞争审查: what a reviewer would ask about, and what nobody would."""

import re

import pytest

from tiaowen.compiler.analysis.fair_competition import words_for_here
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.report.diagnostic import Diagnostic
from tiaowen.compiler.text.source import Source

CODES = ("T0445", "T0446", "T0447", "T0448")


def hints(text: str, validity: str = "", title: str = "甲市乙阳区关于推动发展的若干政策") -> list[Diagnostic]:
    policy = f"【政策】{title}\n{validity}\n【完】\n\n" if validity else ""
    source = Source.of("甲", f"{title}\n\n{policy}（一）给予支持。{text}\n")
    return [each for each in compile_sources([source])[1].diagnostics if each.code in CODES]


@pytest.mark.parametrize(
    ("text", "code", "passage"),
    [
        ("对浙江某某科技有限公司每年补助200万元。", "T0445", "浙江某某科技有限公司"),
        ("给予乙阳产投集团每年补助200万元。", "T0445", "乙阳产投集团"),
        ("对列入重点企业培育库的企业，奖励10万元。", "T0445", "培育库"),
        ("支持企业使用阿里云服务，按费用的30%补助。", "T0445", "阿里云服务"),
        ("对入驻华为云数据中心的企业，给予房租50%的补助。", "T0445", "华为云数据中心"),
        ("支持企业向乙阳区创新载体购买检测服务，按费用的50%补助。", "T0446", "向乙阳区创新载体购买检测服务"),
        ("对采购本区企业产品的，按采购额的2%奖励。", "T0446", "采购本区企业"),
        ("委托本市服务机构开展设计的，按费用的30%补助。", "T0446", "委托本市服务"),
        ("对注册地迁入我区的企业，奖励200万元。", "T0447", "注册地迁入我区"),
        ("对在本区设立分公司的企业，奖励20万元。", "T0447", "在本区设立"),
        ("对承诺五年内不迁出的企业，奖励20万元。", "T0447", "不迁出"),
        ("对符合限上条件并入统的商贸企业，按销售额的1%奖励。", "T0447", "入统"),
        ("按企业地方贡献的50%奖励。", "T0448", "地方贡献"),
        ("对年纳税额500万元以上的企业，奖励20万元。", "T0448", "纳税额"),
        ("对上年度入库税收超500万元的企业，奖励20万元。", "T0448", "入库税收"),
        ("按缴纳企业所得税的30%给予补助。", "T0448", "缴纳企业所得税"),
        ("按其地方财政贡献额的80%给予扶持。", "T0448", "地方财政贡献额"),
        ("按房产实际入库的房产税的40%给予补助。", "T0448", "房产税的40%"),
        ("采购区内规模以上工业企业产品的，按采购额的2%奖励。", "T0446", "采购区内规模以上工业企业"),
        ("对新迁入的综合型总部企业，奖励200万元。", "T0447", "新迁入的综合型总部"),
        ("在高新区纳税登记的企业，奖励20万元。", "T0447", "在高新区纳税"),
    ],
)
def test_what_a_reviewer_asks_about(text: str, code: str, passage: str) -> None:
    (hint,) = hints(text)
    assert hint.code == code
    assert hint.severity == "hint"
    assert hint.span
    assert hint.span.text == passage
    assert "《公平竞争审查条例》第" in hint.reason.zh
    assert hint.suggestion
    assert "审查时会问" in hint.suggestion.zh


@pytest.mark.parametrize(
    "text",
    [
        # nothing is given
        "支持企业向乙阳区创新载体购买检测服务。",
        "鼓励企业在本区设立研发中心。",
        "2025年，地方贡献增长5%以上。",
        # open to all
        "对年研发费用100万元以上的企业，按研发费用的5%补助。",
        "对购买商业性科技保险的企业，按保费的80%补助。",
        "完成股份制改造，变更为股份有限公司的，奖励50万元。",
        "对新组建的企业集团，奖励50万元。",
        "对上市公司再融资的，奖励50万元。",
        # persons, not operators
        "对在本市无自有住房的人才，每月补贴1000元。",
        "按缴纳契税地方留成部分的50%给予购房补贴。",
        # a tax by law
        "个人所得的劳务报酬，应纳税额按20%计算，减除费用不予补助。",
        "对在本市登记结婚的新人，发放消费补贴1000元。",
        # a house is where it is
        "对租赁本区标准厂房的企业，按租金的30%补助。",
        # other words with the same characters
        "以科技精华为内容的展览，应用友好型材料的，按费用的5%补助。",
        "深入统筹推进技术改造，按设备投资额的5%补助。",
        "纳入统一管理的设备，按投资额的5%补助。",
        # within a place that is no district
        "对园区内企业购买服务的，不分来源，按费用的10%补助。",
    ],
)
def test_what_nobody_asks_about(text: str) -> None:
    assert not hints(text)


def test_one_hint_for_a_passage() -> None:
    assert [each.code for each in hints("对注册地迁入我区、在本区设立总部的企业，按地方贡献的50%奖励。")] == [
        "T0447",
        "T0448",
    ]


def test_a_policy_that_had_ended_before_the_regulation_was_in_force() -> None:
    text = "按企业地方贡献的50%奖励。"
    assert not hints(text, "有效期：2019年1月1日至2021年12月31日。")
    assert hints(text, "有效期：2025年1月1日至2025年12月31日。")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("金华市金东区关于推动经济高质量发展的若干政策", ["金华市", "金东区", "金东", "本区", "我市"]),
        ("某区若干政策", ["本区", "我区", "当地"]),
    ],
)
def test_words_for_here(title: str, words: list[str]) -> None:
    pattern = re.compile(words_for_here(title))
    assert all(pattern.fullmatch(word) for word in words)
    assert not pattern.search("城市内涝、园区内、小区内")
