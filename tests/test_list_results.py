"""Results that are a list: clauses as texts have them, each with what it gives, in the interpreter, Python and JavaScript."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from support.facts import varied_cases
from support.node import Calculator
from support.rules import compiled, policy_of
from support.targets import Targets
from tiaowen.compiler.answers.worked_cases import run_cases

# What a text says, and its rule with worked cases.
CLAUSES: dict[str, str] = {
    "每年按当年贡献的50%给予奖励，分别不超过当年实缴": """填报：年度贡献、年度实缴：每年金额。
奖励（逐年，分别给予）：年度贡献的50%，封顶年度实缴。
算例：年度贡献100万元、60万元，年度实缴30万元、40万元，得30万元、30万元。
算例：年度贡献100万元、60万元，年度实缴30万元的，不受理。
算例：年度贡献无，年度实缴无，得0元。
""",
    "按当年地方贡献的30%给予奖励，累计不超过50万元": """填报：地方贡献：每年金额。
奖励（逐年，分别给予）：地方贡献的30%。
封顶：累计不超过50万元。
算例：地方贡献100万元、60万元、100万元，得30万元、18万元、2万元。
算例：地方贡献200万元、60万元，得50万元、0元。
""",
    "每年不超过10万元": """填报：租金：每年金额。
补助（逐年，分别发放）：租金的50%。
封顶：每年不超过10万元。
算例：租金10万元、30万元，得5万元、10万元。
""",
    "每人每月发放500元，高级职称的1000元": """填报：人员：每人含姓名（文字）、高级职称（是否）、在岗月数（月）。
条件：人员总数2人以上。
补贴（逐人，分别发放）：
  高级职称的，在岗月数，每月1000元；
  其余的，在岗月数，每月500元。
算例：
  人员见下表，得1.2万元、3000元。
    姓名 ｜ 高级职称 ｜ 在岗月数
    “张三” ｜ 是 ｜ 12个月
    “李四” ｜ 否 ｜ 6个月
算例：
  人员见下表的，不予补贴。
    姓名 ｜ 高级职称 ｜ 在岗月数
    “张三” ｜ 是 ｜ 12个月
""",
    "奖金总额按各企业贡献占比分配": """填报：企业：每家含贡献（金额）；奖金总额：金额。
其中（逐家）：占比：贡献除以贡献总额。
奖励（逐家，分别给予）：奖金总额乘以占比。
算例：企业60万元、40万元，奖金总额10万元，得6万元、4万元。
""",
    "前三年每年按当年地方贡献的100%、80%、50%给予奖励，每年不超过当年实缴": """填报：地方贡献、实缴：每年金额。
奖励（逐年，共3年）：地方贡献，分别按100%、80%、50%，封顶实缴。
算例：地方贡献10万元、20万元、30万元，实缴20万元、10万元、20万元，得10万元、10万元、15万元。
算例：地方贡献10万元、20万元，实缴20万元、10万元、20万元的，不受理。
""",
    "连续三年按租金的50%补助，累计不超过15万元": """填报：租金：每年金额。
补助（逐年，共3年）：租金的50%。
封顶：累计不超过15万元。
算例：租金20万元、20万元、30万元，得10万元、5万元、0元。
""",
    "三年内每年按新增人数给予补助，达到规上的每人2000元": """填报：各年：每年含规上（是否）、新增人数（人）、基数（人）。
其中（逐年）：计补人数：新增人数超过基数的部分。
补助（逐年，共3年）：
  规上的，计补人数，每人2000元；
  其余的，计补人数，每人1000元。
封顶：每年不超过1万元。
算例：
  各年见下表，得1万元、5000元、0元。
    规上 ｜ 新增人数 ｜ 基数
    是 ｜ 10人 ｜ 2人
    否 ｜ 7人 ｜ 2人
    是 ｜ 0人 ｜ 2人
""",
    "每单不超过100元，分别计算": """填报：费用、已交：每笔金额。
交纳（逐笔，分别计算）：费用减已交，封顶100元，四舍五入到元。
算例：费用150.5元、80.5元，已交10元、0.1元，得100元、80元。
""",
    "每个项目分别核定名额": """填报：项目：每个项目含人数（人）、重点（是否）。
核算（逐个项目，分别核定）：
  重点的，人数，每满10人2个；
  其余的，人数，每满10人1个。
算例：
  项目见下表，得6个、2个。
    人数 ｜ 重点
    39人 ｜ 是
    25人 ｜ 否
""",
}


@pytest.fixture(scope="module")
def calculator() -> Iterator[Calculator]:
    with Calculator() as found:
        yield found


@pytest.mark.parametrize("said", list(CLAUSES))
def test_a_clause_gives_its_list_everywhere(said: str, calculator: Calculator, tmp_path: Path) -> None:
    policy = policy_of(CLAUSES[said])
    assert policy.clauses["1"].cases
    assert [found.title.zh for found in run_cases(policy)] == []
    cases = varied_cases(policy.clauses["1"], Random(said))
    Targets(policy, calculator, tmp_path).agree([("1", facts, day) for facts, day in cases])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        # who gets less where the sum is capped
        ("填报：费：每人金额。\n补助（逐人，分别给予）：费。\n封顶：合计不超过5元。", "T0324"),
        ("填报：费：每人金额。\n补助（逐人，分别给予）：费。\n封顶：5元。", "T0324"),
        ("填报：费：每年金额。\n补助（逐年，分别给予）：费。\n封顶：5元。", "T0324"),
        # shared again
        ("填报：费：每人金额。\n补助（逐人，分别给予）：费。\n分期：50%、50%。", "T0324"),
        ("填报：费：每年金额。\n补助（逐年，分别给予）：费。\n扣除：5元。", "T0117"),
        # some of them
        ("填报：费：每笔金额。\n补助（逐笔，取最高2笔，分别给予）：费。", "T0117"),
        ("填报：费：每笔金额。\n条件（逐笔，分别给予）：费5元以上。\n补助：5元。", "T0117"),
        # which of two lists is gone through
        ("填报：甲、乙：每笔金额。\n补助（逐笔）：5元。", "T0117"),
    ],
)
def test_what_is_not_said_is_asked(body: str, code: str) -> None:
    assert {found.code for found in compiled(body)[1]} == {code}
