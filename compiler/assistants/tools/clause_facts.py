"""What a clause asks for: in words, as a schema, with worked cases."""

from __future__ import annotations

from typing import Any

from ...report.diagnostic import Text
from ...service.clauses import clause_data
from ...targets.schema import facts_schema
from ..shapes import CLAUSE
from ..tool import Answered, Argument, Data, Given, House, Tool, offer_of, text_of

CLAUSE_ID = Argument(
    about=Text("条款号，如 7.1（find_clauses 列出）", "the id of the clause, such as 7.1 (find_clauses has them)"),
    schema={"type": "string", "maxLength": 100},
)


def _run(house: House, given: Given) -> Answered:
    offer, clause_id = offer_of(house, given), text_of(given, "clause")
    data: Any = clause_data(offer.policy, clause_id, house.lang)
    entries = {entry.id: entry for entry in offer.program(house.lang).entries}
    schema = facts_schema(entries[clause_id], entries, house.lang)
    return Answered({**data, "policy_hash": offer.policy.hash, "schema": schema}, _text(data, house))


def _text(data: Data, house: House) -> str:
    zh = house.lang == "zh"
    basis, condition, facts, case = (
        ("依据：", "条件：", "填报：", "算例：") if zh else ("Basis: ", "Condition: ", "Facts:", "Worked case: ")
    )
    lines = [f"{data['clause']} {data['title']}", f"{basis}“{data['citation']}”"]
    lines += [f"{condition}{each}" for each in data["conditions"]]
    lines += [facts, *(_fact(each, zh) for each in data["facts"])]
    lines += [f"{case}{each['text']}" for each in data["examples"][:3]]
    return "\n".join(lines)


def _fact(each: Data, zh: bool) -> str:
    said = [each["expected"], each["range"], each["left_out"], each["note"]]
    needed = "" if each["required"] else ("（可以不填）" if zh else " (may be left out)")
    said = [part for part in said if part]
    return f"- {each['name']}{needed}：{'；'.join(said)}" if zh else f"- {each['name']}{needed}: {'; '.join(said)}"


CLAUSE_FACTS = Tool(
    name="clause_facts",
    title=Text("一条规则要填报什么", "Facts of a clause"),
    about=Text(
        "一条规则的条件、要填报的每一项（必填与否、单位、范围、选项、缺省）和算例；schema 是 calculate 的 facts 的 JSON Schema。计算之前先看这个，缺什么就问用户，不要猜。",
        "The conditions of a rule, every fact it asks for (needed or not, unit, range, options, default) and worked cases; schema is the JSON Schema of the facts of calculate. Look here before calculating, and ask the user for what is missing rather than guess.",
    ),
    arguments={"clause": CLAUSE_ID},
    answer=CLAUSE,
    run=_run,
)
