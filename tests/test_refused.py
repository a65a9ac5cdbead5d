"""What each way to refuse a sentence says: a sentence for every ``raise Refused`` of the compiler, and its code."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from support.ids import said
from support.rules import TERMS, compiled
from tiaowen.compiler import bind
from tiaowen.compiler.bind.binder import Refused

COMPILER = Path(bind.__file__).parent.parent


class Row(NamedTuple):
    """Facts declared, the sections of a rule, and the code of the one error."""

    facts: str
    sentences: str
    code: str
    terms: str = TERMS


ROWS = [
    # names
    Row("级：一级、二级", "条件：级为三级。\n补助：5元。", "T0201"),
    Row("项：每项含费（金额）、新（是否）", "补助：费的5%。", "T0310"),
    Row("甲：金额", "标准（档）：\n  ｜ 甲 ｜ 金额 ｜\n  ｜ 10元以上 ｜ 5% ｜\n补助：档。", "T0302"),
    Row("甲：金额", "标准（档）：\n  ｜ 每段数额 ｜ 费 ｜\n  ｜ 10元以上 ｜ 5% ｜\n补助：数额的5%。", "T0201"),
    Row("甲：金额", "其中：乙：丙的5%；丙：乙的6%。\n补助：乙。", "T0207"),
    Row("甲：金额", f"其中：{'；'.join(f'乙{i}：乙{i + 1}的5%' for i in range(60))}；乙60：甲。\n补助：乙0。", "T0120"),
    Row(
        "甲：金额",
        f"其中：乙0：甲；{'；'.join(f'乙{i}：乙{i - 1}加1元' for i in range(1, 120))}。\n补助：乙119。",
        "T0120",
    ),
    # what is declared
    Row("甲：金额，默认是", "补助：5元。", "T0302"),
    Row("甲：是否，不超过5元", "补助：5元。", "T0302"),
    Row("甲：金额，10元以上5元以下", "补助：5元。", "T0311"),
    Row(f"甲：元{'/家' * 40}", "补助：5元。", "T0302"),
    Row(f"甲：每元{'/家' * 40}金额", "补助：5元。", "T0302"),
    Row("甲：一级、二级、一级", "补助：5元。", "T0202"),
    # words of a cap
    Row("费用：金额；户数：户", "补助：费用，每户不超过5元。", "T0302"),
    Row("费用：金额；甲、乙：人", "补助：费用，每人不超过5元。", "T0302"),
    Row("甲、乙：金额", "补助：甲；同时，乙，累计不超过5元。", "T0302"),
    Row("甲、乙、丙：金额", "补助：甲；同时，乙、丙，合计不超过5元。", "T0302"),
    Row("户数：户；已获：金额", "补助：户数，每户5元，连同已获每户累计不超过9元。", "T0302"),
    # what adds to nothing
    Row("甲：金额", "补助：另给予甲的5%。", "T0302"),
    Row("甲、乙：是否", "补助：甲的，5元；乙的，再奖励3元。", "T0302"),
    # numbers and units
    Row("费用：每笔金额", "补助：费用的5%。", "T0310"),
    Row("订单：每笔含甲额（金额）、乙额（金额）", "其中（逐笔）：比：甲额÷乙额。\n补助：100元，×比。", "T0310"),
    Row("订单：每笔含甲额（金额）", "其中（逐笔）：半：甲额的50%。\n条件：半10元以上。\n补助：5元。", "T0310"),
    Row("订单：每笔含甲额（金额）", "其中（逐笔）：半：甲额的50%。\n补助（逐年，共2年）：半。", "T0310"),
    Row(
        "订单：每笔含甲额（金额）",
        "其中（逐笔）：半：甲额的50%。\n标准：\n  半 ｜ 额\n  1元以上 ｜ 5元\n补助：额。",
        "T0310",
    ),
    Row("面积：平方米", "标准：\n  面积 ｜ 额\n  一百百平米以上 ｜ 5元\n补助：额。", "T0113"),
    Row("面积：平方米，一百百平方米以上", "补助：5元。", "T0113"),
    Row("甲：金额", "补助：甲的5%。\n分期：一百百%、50%。", "T0113"),
    Row("甲、各年贡献：金额", "补助（逐年，共3年）：甲，分别按1%、2%、3%，分别不超过各年贡献。", "T0303"),
    Row("甲：是否", "补助：甲的5%。", "T0302"),
    Row("甲：金额", "补助：甲的30%—50%。", "T0114"),
    Row("甲、乙：金额", "补助：甲的乙。", "T0302"),
    Row("甲：金额", "补助：5%加甲。", "T0307"),
    Row("甲：金额；面积：亩", "补助：甲加面积。", "T0301"),
    Row("乙：每笔金额", "条件：乙100元以上。\n补助：5元。", "T0310"),
    Row("日：日期", "条件：日100元以上。\n补助：5元。", "T0302"),
    Row("甲：家", "补助：甲，每家/每家5元。", "T0302"),
    Row("甲、乙：亩", "补助：每亩5元。", "T0302"),
    Row("级：高、低", "补助：级为高、低的，分别1元、2元、3元。", "T0303"),
    Row("甲、乙：家", "奖励：甲、乙，每家分别1元、2元、3元。", "T0303"),
    # levels
    Row("项：每项含费（金额）", "其中（逐项）：半：费的50%。\n补助：半。", "T0310"),
    Row("项：每项含费（金额）；乙：金额", "补助（逐项）：费的5%，扣除乙。", "T0320"),
    Row("项：每项含费（金额）", "补助（逐项）：费的5%；同时，5元。", "T0320"),
    Row("项：每项含费（金额）；乙：是否", "条件（逐项）：乙。\n补助：5元。", "T0320"),
    Row("项：每项含费（金额）、类（甲、乙）", "其中：总费：费总额。\n补助（逐类）：总费的5%。", "T0321"),
    Row(
        "项：每项含费（金额）、日（日期）",
        "其中：数：项中费5元以上的数量。\n条件（逐月）：数1项以上。\n补助：5元。",
        "T0321",
    ),
    Row("项：每项含费（金额）", "条件：项中费超过费的数量2项以上。\n补助：5元。", "T0322"),
    # conditions and bounds
    Row("甲：金额", "条件：甲。\n补助：10元。", "T0302"),
    Row("级：甲、乙；等：甲、丙", "补助：甲的，1元；其余的，2元。", "T0302"),
    Row("甲：每笔金额", "条件：甲为1元、2元。\n补助：10元。", "T0310"),
    Row("甲：金额", "条件：甲为是。\n补助：10元。", "T0302"),
    Row("甲：金额", "补助：100万元以上的，10元；其余的，5元。", "T0302"),
    Row("甲：是否；乙：金额", "条件：甲且100万元以上。\n补助：5元。", "T0302"),
    Row("日：日期", "条件：日2025年3月1日前。\n补助：5元。", "T0302"),
    Row("日：日期", "条件：日3月1日以后。\n补助：5元。", "T0302"),
    Row("日：日期", "条件：日2025年2月30日以后。\n补助：5元。", "T0302"),
    Row("甲、乙：比例", "条件：甲达到乙5个百分点。\n补助：5元。", "T0302"),
    Row("级：一级、二级", "条件：级二级以上。\n补助：5元。", "T0302"),
    Row("甲、上年甲：金额", "条件：甲超过上年甲10%。\n补助：5元。", "T0313"),
    Row("甲：金额", "条件：甲在有效期内。\n补助：5元。", "T0302"),
    Row("日：日期", "条件：日在有效期内。\n补助：5元。", "T0302", "【政策】试行政策\n【完】\n"),
    Row("日：日期；甲：金额", "条件：日在自甲起30天内。\n补助：5元。", "T0302"),
    Row("日、起：日期", "条件：日在自起起1.5年内。\n补助：5元。", "T0302"),
    # one amount after another
    Row("甲：金额", "交纳：甲的30%减免。", "T0302"),
    Row("", "奖励：连续三年每年20万元。", "T0302"),
    Row("", "奖励：20万元、30万元。", "T0304"),
    Row("甲：金额", "补助：甲的5%，10%。", "T0307"),
    Row("", "补助：给予最高20万元奖励。", "T0302"),
    Row("", "最高奖励：给予最高20万元、30万元奖励。", "T0304"),
    Row("面积：亩", "补助：面积，2000元/亩、3000元/亩。", "T0304"),
    Row("甲、乙：金额", "补助：甲的5%，乙。", "T0305"),
    Row("甲：是否", "奖励：甲的，10元；20元。", "T0305"),
    Row("甲：金额", "补助：10元；超过1万元的部分2%。", "T0305"),
    Row("级：高、低", "奖励：级为高、低的，10元、20元。", "T0304"),
    # parts of one quantity
    Row("甲：金额", "补助：甲超过1万元的部分2%，超过部分5%。", "T0302"),
    Row("甲：金额", "补助：甲的5%，超过1万元的部分2%。", "T0305"),
    Row("甲：金额", "补助：甲不超过1万元的部分2%，超过5000元的部分5%。", "T0302"),
    Row("甲：金额", "补助：甲低于5万元的部分5%。", "T0302"),
    Row("甲：项", "补助：甲从第0项起，每项5元。", "T0302"),
    # cases
    Row("甲：是否", "补助：甲的，10元；其余的，5天。", "T0301"),
    Row("甲：是否；额：金额", "补助：额的10%，甲的，按15%给予补助。", "T0302"),
    Row("甲：是否；额：金额", "补助：额，甲的，提高至80万元。", "T0314"),
    # caps, deductions
    Row("甲、乙：金额", "补助：甲、乙，封顶100元。", "T0306"),
    Row("费：每笔金额", "补助（逐笔）：费的5%，累计封顶100元。", "T0302"),
    Row("费：每台金额；额：金额", "补助：额，每台最高5元。", "T0310"),
    Row("额：金额", "补助：额，每亩最高5元。", "T0302"),
    Row("甲、乙：金额", "补助：甲、乙，扣除甲。", "T0306"),
    # prices and percentages
    Row("量：千瓦时", "补贴：按量给予0.3元/千瓦时、0.4元/千瓦时补贴。", "T0304"),
    Row("甲：家；乙：金额", "奖励：乙，甲每家6元。", "T0305"),
    Row("甲：金额", "补助：每亩1元。", "T0302"),
    Row("", "补助：每月1元、2元。", "T0304"),
    Row("甲：金额", "补助：甲，每家5元。", "T0305"),
    Row("甲：金额", "补助：甲不超过1万元的部分，按2%，超过1万元的部分，按5%。", "T0306"),
    Row("甲：金额", "补助：甲，按5%、6%。", "T0304"),
    Row("甲：金额", "补助：甲的5%，上浮10%、20%。", "T0304"),
    Row("甲：金额", "补助：甲，提高2个百分点。", "T0302"),
    Row("甲：金额", "补助：甲，下浮5元。", "T0302"),
    Row("甲：金额", "补助：甲的5%，再奖励5万元、6万元。", "T0304"),
    Row("甲：金额", "补助：甲的5%，再奖励5%。", "T0307"),
    Row("甲：金额", "优惠：甲，五折、六折优惠。", "T0304"),
    Row("甲：金额", "优惠：甲，30%优惠。", "T0302"),
    # steps and rounding
    Row("时：小时", "收取：时，不足0小时的不计，每小时5元。", "T0302"),
    Row("年限：年", "补助：年限，每满0年5元。", "T0302"),
    Row("年龄：岁", "核算：年龄在六十岁基础上每增加一岁减少一年。", "T0302"),
    Row("人数：人", "奖励：人数10人以上的，每增加1人奖励5元。", "T0302"),
    Row("面积：平方米", "奖励：50万元，每增加1万平方米再奖励30万元。", "T0302"),
    # lists
    Row("甲：金额", "补助：甲总数，每个5元。", "T0302"),
    Row("甲：金额", "补助：甲总额的5%。", "T0302"),
    # tables
    Row("级：高、低", "标准：\n  ｜ 每段级 ｜ 额 ｜\n  ｜ 高 ｜ 5% ｜\n补助：额。", "T0302"),
    Row("甲：金额", "标准（内插）：\n  ｜ 甲 ｜ 额 ｜\n  ｜ 100元 ｜ 5元 ｜\n补助：额。", "T0302"),
    Row("甲：金额", "标准（内插）：\n  ｜ 甲 ｜ 额 ｜\n  ｜ 1元 ｜ 5元 ｜\n  ｜ 2元 ｜ 甲的5% ｜\n补助：额。", "T0302"),
    # instalments and shares
    Row("", "奖励：100元。\n分期：40元、60元。", "T0302"),
    Row("", "奖励：100元。\n分配：60%、40%。", "T0302"),
    Row("", "奖励：100元。\n分配：甲、乙按4：6：3的比例分担。", "T0303"),
    # worked cases
    Row("甲：金额", "补助：甲。\n算例：甲见下表，得5元。", "T0302"),
    Row(
        "项：每项含费（金额）、新（是否）",
        "资助：项中新的数量，每项10元。\n算例：项见下表，得5元。\n  ｜ 费 ｜ 老 ｜\n  ｜ 10 ｜ 是 ｜",
        "T0201",
    ),
    Row(
        "项：每项含费（金额）、新（是否）",
        "资助：项中新的数量，每项10元。\n算例：项见下表，得5元。\n  ｜ 费 ｜ 新 ｜\n  ｜ 10 ｜",
        "T0118",
    ),
    # promises
    Row("甲：是否", "条件：甲。\n资格：试行。\n承诺：应得不超过10元。", "T0302"),
    Row("甲：金额", "补助：甲。\n承诺：应得不超过10元、20元。", "T0302"),
    Row("甲：是否", "补助：5元。\n承诺：甲增加的，应得不减少。", "T0302"),
]


def errors(row: Row) -> set[str]:
    declared = f"填报：{row.facts}。\n" if row.facts else ""
    return {error.code for error in compiled(declared + row.sentences, row.terms)[1]}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: said(row.facts, row.sentences))
def test_a_sentence_is_refused(row: Row) -> None:
    assert errors(row) == {row.code}


def test_every_way_to_refuse_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    reached: set[tuple[str, int]] = set()
    made = Refused.__init__

    def counted(self: Refused, *args: Any, **kwargs: Any) -> None:
        caller = sys._getframe(1)
        reached.add((str(Path(caller.f_code.co_filename).resolve()), caller.f_lineno))
        made(self, *args, **kwargs)

    monkeypatch.setattr(Refused, "__init__", counted)
    for row in ROWS:
        errors(row)
    missed = [
        f"{path.relative_to(COMPILER)} {place}: {ast.unparse(call)}"
        for path, place, call in refusals()
        if not any((str(path.resolve()), line) in reached for line in range(call.lineno, (call.end_lineno or 0) + 1))
    ]
    assert not missed


def refusals() -> Iterator[tuple[Path, str, ast.Call]]:
    """Every ``Refused(…)`` of the compiler: its file, the function that it stands in, the call."""
    for path in sorted(COMPILER.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
                        yield path, function.name, node
