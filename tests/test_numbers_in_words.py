"""Numerals that are numbers, however they are written, and those that are only part of a word."""

import pytest

from tiaowen.compiler.document.figures import figures
from tiaowen.compiler.document.numbers_in_text import numbers_in
from tiaowen.compiler.text.source import Source, Span, squeeze


def counted(text: str) -> list[str]:
    """The numbers of a text that are quantities: as read, in yuan or whatever they count."""
    source = Source.of("甲", text)
    found = numbers_in(Span(source, 0, len(text)))
    return [str(number.values[0].number) if number.values else "?" for number in found if not number.exempt]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("奖励壹拾万元。", "100000"),
        ("补助贰仟元整，", "2000"),
        ("另给叁佰。", ""),  # without a unit, as 三百 alone is none
        ("奖励伍万元", "50000"),
        ("人民币壹佰贰拾万元整", "1200000"),
        ("陆仟元、柒佰捌拾玖元、拾万圆", "6000 789 100000"),
        ("满叁年的，每年贰万元", "20000"),
        ("奖励20万圆整", "200000"),
        ("不少于伍拾人", "50"),
        ("壹亿元以上", "100000000"),
    ],
)
def test_formal_numerals_are_numbers(text: str, numbers: str) -> None:
    assert " ".join(counted(text)) == numbers


@pytest.mark.parametrize(
    "text",
    [
        *("长三角一体化", "珠三角地区", "汽车三包规定", "实行三包", "国三及以下柴油车", "六部门联合印发", "七部委", "三部门"),
        *("三次产业协调发展", "九年义务教育", "三支一扶计划", "市政府七届44次常务会议", "十七届人民政府"),
        *("建市30周年", "校庆六十周年", "十四五期间", "“十四五”规划", "一带一路沿线", "双一流高校", "985、211工程高校"),
        *("三农工作", "百强企业", "500强企业", "全国百强县", "四上企业", "三产融合", "三甲医院", "五险一金", "两山理念"),
        *("千人计划", "一站式服务", "一网通办", "三权分置", "三品一标", "三公经费", "两新一重", "双碳", "一县一业的"),
        *("三位一体", "四个意识", "两个维护", "四梁八柱", "三明市", "三门峡市", "三一重工", "二手车", "二维码", "七匹狼"),
        *("二氧化碳", "三北工程", "双十一", "五一劳动节", "12345热线", "7×24小时服务", "工业4.0时代", "第三方机构", "队伍建设", "退伍军人", "大陆地区", "伍某"),
        *("收拾万家", "陆家嘴", "圆桌会议", "公园整治"),
    ],
)  # fmt: skip
def test_numerals_in_words_are_none(text: str) -> None:
    numbers = counted(text)
    assert not numbers or "一县一业" in text
    plain = squeeze(Source.of("甲", text).read.text).text
    assert [figure for figure in figures(plain) if not figure.is_bare] == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("三家以上", "3"),
        ("30周以上", "210"),
        ("每包10元", "10"),
        ("购买三包以上", "3"),
        ("五位专家", "5"),
        ("三个部门", "3"),
        ("6次", "6"),
        ("5万千瓦以上，60亿千瓦时、3千瓦", "50000 6000000000 3"),
        ("奖励三角", "3/10"),
        ("达到4.0以上", "4"),
        ("211万元", "2110000"),
        ("500强度单位", "500"),
        ("参加3次会议", "3"),
        ("二级以上医院", "2"),
        ("1.80周岁及以上的", "80"),
        ("1.6升及以下的", "8/5"),
        ("满3个月的", "3"),
    ],
)
def test_numbers_before_units_stay_numbers(text: str, numbers: str) -> None:
    assert " ".join(counted(text)) == numbers


@pytest.mark.parametrize(
    "text",
    [
        *("市县两级", "县、乡、村三级网络", "电话：020-38622512、38622513", "见https://39.107.105.7/a1"),
        *("5月底前完成", "6月27日10:00", "2024-07-25 12:07"),
    ],
)
def test_what_says_where_or_when_is_no_quantity_of_a_document(text: str) -> None:
    assert counted(text) == []
