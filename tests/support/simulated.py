"""A small policy to simulate, and its revision: a threshold, a cap, a cliff, one matter under two clauses, a list, a ceiling."""

from functools import cache

from tiaowen.compiler.pipeline import Loaded, compile_sources
from tiaowen.compiler.text.source import Source

NEW = """试行政策（2026年版）

【政策】试行政策（2026年版）
有效期：2026年1月1日至2026年12月31日。
同一事项：就高从优，不重复享受；
  1.1与2.1。
预算：1000万元。
【完】

一、科技

（一）给予研发补助10%，最高50万元，研发费用100万元以上。（区科技局、区财政局）
【规则 1.1】研发补助
依据：“给予研发补助10%，最高50万元，研发费用100万元以上”
填报：研发费用：金额。
条件：研发费用达到100万元以上。
补助：研发费用的10%，封顶50万元。
【完】

二、产业

（二）设备投资100万元至300万元的补助8%。（区经信局）
【规则 2.1】设备补助
依据：“设备投资100万元至300万元的补助8%”
填报：设备投资：金额。
条件：设备投资100万元至300万元以内。
补助：设备投资的8%。
【完】
（三）期权费补助10%，认定的每家奖励5万元。（区经信局）
【规则 3.1】期权费补助
依据：“期权费补助10%”
填报：期权费：每笔金额。
补助（逐笔，分别给予）：期权费的10%。
【完】
【规则 3.2】认定奖励
依据：“认定的每家奖励5万元”
填报：认定企业：家。
最高奖励：每家5万元。
【完】
"""
# Another cap, another rate, another number, another name of a fact; one clause less, and one that is gone in the new one.
OLD = (
    NEW.replace("2026", "2025")
    .replace("最高50万元", "最高40万元")
    .replace("封顶50万元", "封顶40万元")
    .replace("8%", "10%")
    .replace("规则 2.1", "规则 2.9")
    .replace("1.1与2.1", "1.1与2.9")
    .replace("设备投资", "设备投资额")
    .replace("（二）设备投资额100万元", "（二）设备投资100万元")
    .replace("“设备投资额100万元", "“设备投资100万元")
)
OLD = OLD[: OLD.index("【规则 3.2】")].replace("，认定的每家奖励5万元", "，展位费补助1万元") + (
    "【规则 9.9】展位补助\n依据：“展位费补助1万元”\n填报：参展：是否。\n条件：参展。\n补助：1万元。\n【完】\n"
)


def policy_of(text: str, name: str = "试行.policy") -> Loaded:
    made, report = compile_sources([Source.of(name, text)])
    assert len(made.clauses) == text.count("【规则"), [each.title.zh for each in report.errors]
    return made


@cache
def new() -> Loaded:
    return policy_of(NEW)


@cache
def old() -> Loaded:
    return policy_of(OLD)
