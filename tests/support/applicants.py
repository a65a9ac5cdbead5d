"""Tables of applicants: claims drawn around every threshold of a policy, a row a claim."""

from collections.abc import Sequence
from random import Random
from typing import Any, NamedTuple

import pyarrow as pa

from support.drawn import drawn
from tiaowen.compiler.model.clause import APPROVED
from tiaowen.compiler.pipeline import Loaded

# Two rules of one matter, and one of a list.
THREE_RULES = """试行政策

【政策】试行政策
有效期：2025年1月1日至2025年12月31日。
同一事项：就高从优，不重复享受；
  1.1与2.1。
【完】

（一）对研发费用给予10%的补助，最高50元。
【规则 1.1】研发补助
依据：“对研发费用给予10%的补助，最高50元”
填报：研发费用：金额。
补助：研发费用的10%，封顶50元。
算例：研发费用100元，得10元。
【完】
（二）对首次申报的，按设备投资的20%给予奖励。
【规则 2.1】设备奖励
依据：“对首次申报的，按设备投资的20%给予奖励”
填报：设备投资：金额；首次申报：是否。
条件：首次申报。
奖励：设备投资的20%。
算例：首次申报，设备投资100元，得20元。
【完】
（三）对期权费按40%资助。
【规则 3.1】期权费资助
依据：“对期权费按40%资助”
填报：期权费：每笔金额。
资助（逐笔）：期权费的40%。
算例：期权费100元，得40元。
【完】
"""


class Row(NamedTuple):
    """One claim: its clause, the facts as typed, and the day or None."""

    clause: str
    facts: dict[str, Any]
    day: str | None


def rows_at_thresholds(policy: Loaded, most: int, clauses: Sequence[str] = ()) -> list[Row]:
    """So many claims of each clause at most, always the same; none in which a fact is given that the clause has not."""
    found: list[Row] = []
    for clause in policy.clauses.values():
        if clauses and clause.id not in clauses:
            continue
        own = {of.name for of in clause.asked}
        for facts, day in drawn(policy, clause, Random(clause.id), most):
            if facts.keys() <= own and not any(value is None for value in facts.values()):
                found.append(Row(clause.id, facts, day))
    return found


def table_of(policy: Loaded, rows: Sequence[Row]) -> pa.Table:
    """A row a claim: who applies, 申报条款, 申报日期 and every fact, as text; lists as lists of texts or of mappings."""
    asked = dict.fromkeys((row.clause, of.name) for row in rows for of in policy.clauses[row.clause].asked)
    # A ceiling's 核定金额 is a column of its own.
    own = {(clause, name): f"{clause} {name}" if name == APPROVED.name else name for clause, name in asked}
    made: dict[str, Any] = {
        "统一社会信用代码": [f"甲{number}" for number in range(len(rows))],
        "申报条款": [row.clause for row in rows],
        "申报日期": pa.array([row.day for row in rows], pa.string()),
    }
    for heading in dict.fromkeys(own.values()):
        cells = ({own[row.clause, name]: value for name, value in row.facts.items()} for row in rows)
        made[heading] = pa.array([_cell(each.get(heading)) for each in cells])
    return pa.table(made)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return {name: _cell(part) for name, part in value.items()}
    return [_cell(part) for part in value] if isinstance(value, list | tuple) else value
