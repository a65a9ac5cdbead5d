"""Twice the text is at most about twice the work: counted in calls, since seconds depend on the machine.

What is quadratic would pass as unnoticed in every small test, and end in minutes for a file of 100 kB.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from tiaowen.compiler.accounts.coverage import coverage
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.text.source import Source

SEED = Path(__file__).parent.parent / "policies" / "jindong-2025"
# Of twice as much; what is held against so many before it costs a little more, until there are so many.
_DOCUMENT, _CASES = 230, 300


def ranges(count: int) -> str:
    return _rule("填报：甲：金额。", "；".join(f"甲{n}0万元至{n + 1}0万元的，{n}万元" for n in range(1, count)))


def quoted(count: int) -> str:
    said = "，".join(f"{n}0万元至{n + 1}0万元的，按{n % 97 + 1}%" for n in range(1, count))
    return f"（一）对企业营业收入，{said}给予奖励。\n【规则 1】甲\n依据：“对企业营业收入，{said}”\n填报：营业收入：金额。\n奖励：营业收入，{said}。\n【完】\n"


def capped_options(count: int) -> str:
    options = "、".join(f"第{n}类" for n in range(1, count))
    cases = (f"第{n}类的，投资额的{n % 50 + 1}%，最高{n}万元" for n in range(1, count))
    return _rule(f"填报：类别：{options}；投资额：金额。", "；".join(cases))


def definitions(count: int) -> str:
    named = [f"甲{n}：营业收入的{n % 50 + 1}%" for n in range(count)]
    return _rule(f"填报：营业收入：金额。\n其中：{'；'.join(named)}。", f"甲{count - 1}")


def worked_cases(count: int) -> str:
    cases = (f"营业收入{n * 20}万元，得{n}万元" for n in range(1, count))
    return _rule("填报：营业收入：金额。", f"营业收入的5%。\n算例：{'；'.join(cases)}")


def promises(count: int) -> str:
    held = (f"营业收入{n * 20}万元以上的，应得不少于{n}万元" for n in range(1, count))
    return _rule("填报：营业收入：金额。", f"营业收入的5%。\n承诺：{'；'.join(held)}")


def rules(count: int) -> str:
    said = "按营业收入的5%给予奖励，最高100万元"
    rule = f"依据：“{said}”\n填报：营业收入：金额。\n奖励：营业收入的5%，封顶100万元。\n【完】\n"
    return f"（一）对企业{said}。\n" + "".join(f"【规则 {n}】甲\n{rule}" for n in range(1, count))


def document(count: int) -> str:
    articles = (
        f"（{n}）对第{n}类企业研发费用达到{n}00万元以上的，按研发费用的5%给予补助，最高{n}0万元。（责任单位：区科技局、区财政局）\n"
        "各有关部门要加强领导，落实责任，认真组织实施，每年向区政府报告一次执行情况。\n"
        for n in range(1, count)
    )
    return f"某市若干政策\n\n{''.join(articles)}"


def lines(count: int) -> str:
    return "（一）对企业给予奖励。\n" + "".join(f"各单位第{n}批\n" for n in range(count * 4))


def _rule(above: str, amount: str) -> str:
    return f"（一）对企业给予奖励。\n【规则 1】甲\n依据：“对企业给予奖励”\n{above}\n奖励：{amount}。\n【完】\n"


@pytest.mark.parametrize(
    ("text", "most"),
    [
        pytest.param(ranges, _CASES, marks=pytest.mark.needs_system),
        (quoted, _CASES),
        pytest.param(capped_options, _CASES, marks=pytest.mark.needs_system),
        (definitions, _CASES),
        (worked_cases, _DOCUMENT),
        (promises, _DOCUMENT),
        pytest.param(rules, _CASES, marks=pytest.mark.needs_system),
        (document, _DOCUMENT),
        (lines, _DOCUMENT),
    ],
)
def test_twice_the_text_is_twice_the_work(text: Callable[[int], str], most: int) -> None:
    _calls(text(20))  # what is made once, is made
    once, twice = _calls(text(50)), _calls(text(100))
    assert twice * 100 <= once * most, f"{once} calls, {twice} of twice as much"


def _calls(text: str) -> int:
    """How many calls it takes to check a text and to work out its coverage."""
    count = 0

    def one(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(one)
    try:
        policy, _ = compile_sources([Source.of("甲.policy", text)])
        coverage(policy)
    finally:
        sys.setprofile(None)
    return count


def test_a_check_reads_nothing_of_what_others_do() -> None:
    """What ``tiaowen check`` does not need is not imported: each module costs every run."""
    others = ("promises", "proofs", "properties", "comparison", "guide", "targets", "format")
    code = (
        "import sys; from tiaowen.compiler.pipeline import compile_sources, read_policy; "
        f"compile_sources(*read_policy({str(SEED)!r})); "
        "print(*{name.split('.')[2] for name in sys.modules if name.startswith('tiaowen.compiler.')})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert not {*others} & {*done.stdout.split()}
