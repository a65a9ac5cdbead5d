"""A small policy of every kind of block, and changes as people make them, with slips."""

from random import Random

from tiaowen.compiler.editing.desk import Desk

SMALL = """某区支持企业研发的若干办法

一、总则（区科技局牵头）
【政策】
有效期：2025年1月1日至2025年12月31日；
同一事项：就高从优，不重复享受；
1.1与2.1。
【完】
【定义】
填报：研发费用：金额；营业收入：金额。
其中：研发强度：研发费用÷营业收入。
【完】

（一）鼓励研发投入。对研发费用500万元以上的企业，按研发费用的2%给予补助，最高100万元。
【规则 1.1】研发补助
依据：“对研发费用500万元以上的企业，按研发费用的2%给予补助，最高100万元”；
条件：研发费用500万元以上。
补助：研发费用的2%，封顶100万元。
算例：研发费用500万元，得10万元；
  研发费用400万元，不予。
【完】

（二）支持𠮷祥产业园。研发强度达到3%的企业，一次性奖励10万元；达到5%的，一次性奖励20万元。并按强度奖励的50%配套。
【规则 2.1】强度奖励
依据：“研发强度达到3%的企业，一次性奖励10万元；达到5%的，一次性奖励20万元”；
奖励（依次）：
  研发强度达到5%的，20万元；
  研发强度达到3%的，10万元。
算例：研发费用500万元，营业收入1亿元，得20万元；研发费用300万元，营业收入1亿元，得10万元；研发费用100万元，营业收入1亿元，不予。
【完】
【规则 2.2】配套
依据：“按强度奖励的50%配套”；
填报：上级奖励：金额，取自2.1。
奖励：上级奖励的50%。
算例：上级奖励10万元，得5万元。
【完】

（三）2025年全区研发投入强度力争达到3.5%。各部门要加强宣传。
【指标】依据：“2025年全区研发投入强度力争达到3.5%”；研发投入强度：3.5%。【完】
【不计算】依据：“各部门要加强宣传”；理由：原则性表述。【完】
"""

_SAID = (
    *(
        "【规则 9.9】",
        "【完】",
        "“",
        "”",
        "万元",
        "3000",
        "。",
        "；",
        "\n",
        "，",
        "奖励：",
        "条件：",
        "算例：",
        "以上",
        "5%",
        "𠮷",
        " ",
    ),
    *(
        "【容许 T0421】原文如此。【完】",
        "【定义】",
        "（一）",
        "封顶：20万元。",
        "取自1.1",
        "\n二、",
        "其中：",
        "……",
        "口径：",
        "研发费用",
        "1.1",
    ),
)


def edited(desk: Desk, random: Random) -> None:
    """A change of one file: something taken away, typed, copied, or another digit."""
    file = random.choice(sorted(desk.texts))
    text = desk.texts[file]
    at, kind = random.randrange(len(text) + 1), random.randrange(10)
    if kind < 3:
        desk.change(file, at, min(len(text), at + random.choice((1, 1, 1, 2, 5, 40))), "")
    elif kind < 7:
        desk.change(file, at, at, random.choice(_SAID))
    elif kind < 9:
        begin = random.randrange(len(text) + 1)
        desk.change(file, at, at, text[begin : begin + random.choice((1, 3, 20, 200))])
    elif digits := [place for place, char in enumerate(text) if char.isdigit()]:
        place = random.choice(digits)
        desk.change(file, place, place + 1, str(random.randrange(10)))
