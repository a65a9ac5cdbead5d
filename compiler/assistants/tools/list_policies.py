"""Which policies there are."""

from __future__ import annotations

from typing import Any

from ...report.diagnostic import Text
from ...service.clauses import policy_data
from ..shapes import POLICIES
from ..tool import Answered, Data, Given, House, Tool


def _run(house: House, _: Given) -> Answered:
    found: list[Data] = []
    for name, offer in house.offers.items():
        data: Any = policy_data(offer.policy, house.lang)
        found.append(
            {
                "policy": name,
                "title": data["policy"],
                "policy_hash": data["policy_hash"],
                "valid": data["valid"],
                "budget": data["budget"],
                "clauses": len(data["clauses"]),
            }
        )
    lines = [_line(each, house) for each in found]
    return Answered({"policies": found}, "\n".join(lines))


def _line(each: Data, house: House) -> str:
    first, last = each["valid"] or (None, None)
    if house.lang == "zh":
        when = f"，有效期 {first} 至 {last}" if first else ""
        return f"{each['policy']}：{each['title']}，{each['clauses']} 条规则{when}"
    when = f", valid from {first} to {last}" if first else ""
    return f"{each['policy']}: {each['title']}, {each['clauses']} rules{when}"


LIST_POLICIES = Tool(
    name="list_policies",
    title=Text("有哪些政策", "Policies"),
    about=Text(
        "列出可以计算的政策：名字、题目、有效期、规则条数。其他工具的 policy 就用这里的名字。",
        "Lists the policies that can be calculated: name, title, validity, number of rules. The other tools take these names as policy.",
    ),
    arguments={},
    answer=POLICIES,
    run=_run,
    of_policy=False,
)
