"""What large texts cost: a document of 600,000 characters, and rules of hundreds of cases, in seconds of processor time.

Each run is a process of its own; its user and system time are counted, so that waiting for others does not matter.  The
document is made of the texts in policies/ with fresh numbers of articles, and a rule here and there.  Prints each figure
beside its limit (on an unloaded machine); the exit code is 1 where one is over.
Run it with the Python that has tiaowen installed: ``python benchmarks/large.py``.
"""

import re
import subprocess
import sys
import tempfile
from itertools import count, cycle
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHARACTERS = 600_000
RULE = """对研发费用达到100万元以上的企业，按研发费用的5%给予补助，每家企业最高补助50万元。
【规则 {0}】研发补助
依据：“对研发费用达到100万元以上的企业，按研发费用的5%给予补助，每家企业最高补助50万元”
填报：研发费用：金额。
条件：研发费用达到100万元以上。
补助：研发费用的5%，封顶50万元。
算例：研发费用200万元，得10万元。
【完】
"""


def document() -> str:
    """Articles 1, 2, 3 … of the paragraphs of the policies, every fortieth with a rule."""
    said = [line for path in sorted((ROOT / "policies").rglob("*.policy")) for line in own_text(path)]
    parts, size = ["某市若干政策汇编\n\n"], 0
    for number, text in zip(count(1), cycle(said), strict=False):
        body = RULE.format(number) if number % 40 == 0 else text + "\n"
        parts.append(f"第{number}条 {body}")
        size += len(parts[-1])
        if size >= CHARACTERS:
            return "".join(parts)
    raise AssertionError


def own_text(path: Path) -> list[str]:
    outside = re.sub("【(?:规则|政策|定义|指标|不计算|容许).*?【完】", "", path.read_text("utf-8"), flags=re.S)
    marker = "^(?:第.{1,6}条|[（(]?[一二三四五六七八九十0-9]+[）)]?[、.．]?)\\s*"
    return [re.sub(marker, "", line.strip()) for line in outside.splitlines() if len(line.strip()) > 30]


def ranges() -> str:
    cases = "；".join(f"甲{n}0万元至{n + 1}0万元的，{n}万元" for n in range(1, 501))
    return rule("填报：甲：金额。", cases)


def ranges_of_two() -> str:
    cases = "；".join(
        f"甲{n}万元至{n + 1}万元且乙{m}人至{m + 1}人的，{n + m}万元" for n in range(20) for m in range(20)
    )
    return rule("填报：甲：金额；乙：人。", cases)


def capped_options() -> str:
    options = "、".join(f"第{n}类" for n in range(500))
    cases = "；".join(f"第{n}类的，投资额的{n % 50 + 1}%，最高{n + 1}万元" for n in range(500))
    return rule(f"填报：类别：{options}；投资额：金额。", cases)


def worked_cases() -> str:
    cases = "；".join(f"营业收入{n * 20}万元，得{n}万元" for n in range(1, 1001))
    return rule("填报：营业收入：金额。", f"营业收入的5%。\n算例：{cases}")


def rule(above: str, amount: str) -> str:
    return f"（一）对企业给予奖励。\n【规则 1】甲\n依据：“对企业给予奖励”\n{above}\n奖励：{amount}。\n【完】\n"


# The command, the text, and the limit in milliseconds.
MEASURED = (
    ("check", document, 3000),
    ("coverage", document, 5000),
    ("check", ranges, 5000),
    ("check", ranges_of_two, 5000),
    ("check", capped_options, 5000),
    ("check", worked_cases, 5000),
)


def main() -> int:
    over = False
    with tempfile.TemporaryDirectory() as folder:
        for command, text, limit_ms in MEASURED:
            path = Path(folder) / f"{text.__name__}.policy"
            path.write_text(text(), "utf-8")
            took = processor_ms(command, path)
            over |= took > limit_ms
            verdict = "over" if took > limit_ms else "within"
            print(f"tiaowen {command} of {text.__name__}: {took} ms, {verdict} {limit_ms} ms")
    return int(over)


def processor_ms(command: str, path: Path) -> int:
    """User and system time of one run."""
    import resource  # not on Windows

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = [sys.executable, "-m", "tiaowen", command, str(path)]
    subprocess.run(run, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return round(spent * 1000)


if __name__ == "__main__":
    sys.exit(main())
