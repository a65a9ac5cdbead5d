"""Words that are never without meaning: each sentence is paid as people read it, or refused with the code that says why.

``right`` is the amount (several where the result is several), or the code of an error; of facts that are refused, "facts".
"""

from decimal import Decimal
from typing import Any

import pytest

from support.ids import said
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source
from tiaowen.runtime.errors import FactError

FEE = "填报：费用：金额。\n"
ITEMS = "填报：购买：每笔含价格（金额）、支付（云闪付、支付宝）。\n"
BOUGHT = {"购买": [[1000, "云闪付"], [20000, "云闪付"], [10000, "支付宝"]]}
TWO = "填报：甲、乙：金额。\n"

ROWS: list[tuple[str, dict[str, Any], Any]] = [
    # words around an amount
    (FEE + "补助：费用，按10%给予首次补助。", {"费用": 100}, "T0124"),
    (FEE + "补助：首次给予费用的10%。", {"费用": 100}, "T0124"),
    (FEE + "补助：费用，按10%给予每户补助。", {"费用": 100}, "T0124"),
    (FEE + "补助：费用的10%给予前三名企业奖励。", {"费用": 100}, "T0124"),
    (FEE + "补助：费用100元以上的规上企业，费用的10%。", {"费用": 100}, "T0124"),
    (FEE + "补助：费用100元以上的首次认定企业，费用的10%。", {"费用": 100}, "T0124"),
    (FEE + "补助：费用100元以上的物流企业，费用的10%。", {"费用": 100}, 10),
    (FEE + "补助：费用100元以上的信息技术服务企业和个人，费用的10%。", {"费用": 100}, 10),
    (FEE + "补助：费用，按10%给予企业一次性设备购置补助。", {"费用": 100}, 10),
    (FEE + "补助：费用100元（含税）以上的，费用的10%。", {"费用": 100}, "T0110"),
    (FEE + "补助：另奖励1万元。", {"费用": 100}, "T0302"),
    (FEE + "补助：再奖励1万元。", {"费用": 100}, "T0302"),
    (FEE + "补助：同时，费用的10%。", {"费用": 100}, "T0302"),
    (FEE + "补助：费用的10%，另奖励1万元。", {"费用": 100}, 10010),
    (FEE + "补助：费用的10%；同时，再奖励1万元。", {"费用": 100}, 10010),
    # whose a cap is
    ("填报：费用：金额；户数：户。\n补助：费用的10%，每户不超过10元。", {"费用": 1000, "户数": 3}, "T0302"),
    ("填报：费用：金额；户数：户。\n补助：费用的10%，户数每户不超过10元。", {"费用": 1000, "户数": 3}, 30),
    ("填报：户数：户。\n补助：户数，每户50元，每户最高10元。", {"户数": 3}, 30),
    ("填报：项目数：项。\n补助：项目数，每项50元，单个项目最高10元。", {"项目数": 3}, 30),
    ("填报：室：家。\n补助：室，每家50元，每家企业最高100元。", {"室": 3}, "T0302"),
    ("填报：室：家。\n补助：室，每家50元，单个企业最高100元。", {"室": 3}, 100),
    ("填报：费用：金额；人数：人。\n补助：费用的10%，每人最高10元。", {"费用": 1000, "人数": 3}, 30),
    (FEE + "补助：费用的10%，每亩最高10元。", {"费用": 1000}, "T0302"),
    (TWO + "补助：甲；同时，乙，总计不超过5元。", {"甲": 4, "乙": 3}, 5),
    (TWO + "补助：甲；同时，乙，累计不超过5元。", {"甲": 4, "乙": 3}, "T0302"),
    (TWO + "补助：甲；同时，乙；合计不超过5元。", {"甲": 4, "乙": 3}, 5),
    # bounds
    ("@本数：以上不含本数。\n" + FEE + "补助：费用100元及以上的，10元。", {"费用": 100}, 10),
    ("@本数：以上不含本数，及以上含本数。\n" + FEE + "补助：费用达到100元及以上的，10元。", {"费用": 100}, 10),
    ("@本数：及以上不含本数。\n" + FEE + "补助：费用100元及以上的，10元。", {"费用": 100}, "T0302"),
    ("@本数：以内不含本数。\n" + FEE + "补助：费用100元之内的，10元。", {"费用": 100}, 0),
    ("@本数：以上含本数，以上不含本数。\n" + FEE + "补助：费用100元以上的，10元。", {"费用": 100}, "T0202"),
    # places
    ("填报：零售额：金额。\n奖励：零售额前三名的，5元。", {"零售额": 1}, "T0302"),
    ("填报：人数：人。\n奖励：人数前三名的，5元。", {"人数": 1}, "T0302"),
    ("填报：名次：整数。\n奖励：名次前三名的，分别5元、4元、3元。", {"名次": 3}, 3),
    ("填报：名次：整数。\n奖励：名次前三名的，分别5元、4元、3元。", {"名次": 0}, "facts"),
    ("填报：赛：每场含名次（整数）。\n奖励（逐场）：名次前三名的，5元。", {"赛": [[0], [2]]}, "facts"),
    ("填报：名次：整数。\n奖励：名次第0名的，5元。", {"名次": 1}, "T0302"),
    # scopes
    (ITEMS + "补贴（逐支付，取首笔）：价格总额的15%，封顶2000元。", BOUGHT, "T0117"),
    (ITEMS + "补贴（逐支付，取最高1笔）：价格总额的15%，封顶2000元。", BOUGHT, "T0117"),
    (ITEMS + "补贴（支付）：价格总额的15%，封顶2000元。", BOUGHT, "T0117"),
    (ITEMS + "补贴（逐笔，取首笔）：价格的15%。", BOUGHT, "T0117"),
    (ITEMS + "补贴（逐笔，最多2笔）：价格的15%。", BOUGHT, "T0117"),
    (ITEMS + "补贴（逐笔，取最高2件）：价格的15%。", BOUGHT, "T0117"),
    (ITEMS + "补贴（逐笔，取最高2笔）：价格的15%。", BOUGHT, 4500),
    (ITEMS + "其中（逐笔，取最高1笔）：计补：价格。\n补贴：计补总额。", BOUGHT, "T0117"),
    (ITEMS + "条件（逐笔，首笔）：价格100元以上。\n补贴（逐笔）：价格。", BOUGHT, "T0117"),
    # a part is of what stands next to it
    (FEE + "交纳：100元加费用超过1000元的部分的5%。", {"费用": 2000}, 150),
    (FEE + "其中：费：100元加费用超过1000元的部分的5%。\n交纳：费。", {"费用": 2000}, 150),
    (TWO + "交纳：甲加乙超过1000元的部分的5%。", {"甲": 1000, "乙": 1000}, "T0302"),
    (TWO + "交纳：（甲加乙）超过1000元的部分的5%。", {"甲": 1000, "乙": 1000}, 50),
    (TWO + "交纳：甲减乙超过1000元的部分的5%。", {"甲": 1000, "乙": 1000}, "T0302"),
    # started hours, and the least that is counted
    ("填报：时间：分钟。\n交纳：时间，不足1小时的，按1小时，每小时5元。", {"时间": 61}, 10),
    ("填报：时间：分钟。\n交纳：时间，不足30分钟的，按30分钟，每30分钟5元。", {"时间": 61}, 15),
    ("填报：时间：小时。\n交纳：时间，不足3小时的，按3小时，每小时5元。", {"时间": 4}, 20),
    ("填报：时间：小时。\n交纳：时间，不足3小时的，按3小时，每小时5元。", {"时间": 2}, 15),
    ("填报：时间：小时。\n交纳：时间，不足30分钟的，按30分钟，每小时5元。", {"时间": 2}, "T0302"),
    ("填报：时间：小时。\n核算：时间，不足1小时的，按1小时。", {"时间": 2}, "T0302"),
    ("填报：时间：小时。\n交纳：时间，不足3小时的按3小时计，每小时5元。", {"时间": 4}, "T0302"),
    ("填报：时间：小时。\n交纳：时间，每小时5元（不足3小时的按3小时计）。", {"时间": 4}, "T0302"),
    ("填报：时间：小时。\n交纳：时间，每小时5元（不足1小时的按实际时间计）。", {"时间": "1.2"}, 6),
    ("填报：工资：金额。\n发放：工资，不足1200元的，按1200元支付。", {"工资": 1000}, 1200),
    # what may be negative, and what an instalment is called
    ("填报：费：每笔金额，可为负。\n补助（逐笔）：费的10%。", {"费": [-100, 200]}, 10),
    ("填报：费：每笔含甲（金额），可为负。\n补助（逐笔）：甲的10%。", {"费": [[-100]]}, "T0302"),
    ("填报：费：是否，可为负。\n补助：费的，10元。", {"费": True}, "T0302"),
    ("填报：甲：金额；达产升规：是否。\n奖励：甲。\n分期：50%、达产升规后50%。", {"甲": 100}, "T0302"),
    ("填报：甲：金额。\n奖励：甲。\n分期：验收前50%、验收后50%。", {"甲": 100}, [50, 50]),
    # what would stand for nothing
    (FEE + "补助：费用。\n取整：舍去到元。\n取整：进位到元。", {"费用": 1}, "T0202"),
    (FEE + "有效期：2025年1月1日至2025年6月30日。\n有效期：2025年1月1日至2025年6月30日。\n补助：费用。", {}, "T0202"),
    (FEE + "条件：费用1元以上。\n资格：合格。\n封顶：10元。", {"费用": 1}, "T0302"),
    (FEE + "条件：费用1元以上。\n资格：合格。\n取整：舍去到元。", {"费用": 1}, "T0302"),
]
_OF_QUOTATIONS = ("T0401", "T0402", "T0403", "T0404")


def _written(rule: str) -> str:
    """A policy around the columns of a rule; a line that begins with @ belongs into 【政策】."""
    lines = rule.split("\n")
    terms = "".join(f"{line[1:]}\n" for line in lines if line.startswith("@"))
    body = "\n".join(line for line in lines if not line.startswith("@"))
    valid = "" if "有效期" in terms else "有效期：2025年1月1日至2025年12月31日。\n"
    return (
        f"试行政策\n\n【政策】试行政策\n{valid}{terms}【完】\n\n"
        f"（一）给予支持。\n【规则 1】试行\n依据：“给予支持”\n{body}\n【完】\n"
    )


@pytest.mark.parametrize(("rule", "facts", "right"), ROWS, ids=[said(row[0]) for row in ROWS])
def test_paid_as_people_read_it_or_refused(rule: str, facts: dict[str, Any], right: Any) -> None:
    policy, report = compile_sources([Source.of("试行.policy", _written(rule))])
    errors = [each for each in report.diagnostics if each.severity == "error" and each.code not in _OF_QUOTATIONS]
    if isinstance(right, str) and right != "facts":
        assert right in {each.code for each in errors}, [each.title.zh for each in errors]
        return
    assert not errors, [each.title.zh for each in errors]
    if right == "facts":
        with pytest.raises(FactError):
            policy.calc("1", facts)
        return
    value: Any = policy.calc("1", facts).value
    assert ([*value] if isinstance(value, tuple) else Decimal(value)) == right
