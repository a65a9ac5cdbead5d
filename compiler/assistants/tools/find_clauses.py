"""The clauses of a policy, all of them or those that words are about."""

from __future__ import annotations

from typing import Any

from ...report.diagnostic import Text
from ...service.clauses import policy_data
from ...service.search import search
from ..shapes import CLAUSES
from ..tool import Answered, Argument, Data, Given, House, Tool, offer_of, text_of


def _run(house: House, given: Given) -> Answered:
    offer = offer_of(house, given)
    words = text_of(given, "words") if given.get("words") is not None else ""
    whole: Any = policy_data(offer.policy, house.lang)
    clauses: Any = search(offer.policy, words, house.lang) if words.strip() else whole["clauses"]
    lines = [_line(each, house) for each in clauses]
    if not lines:
        nothing = Text(
            f"没有规则说到「{words}」；不写 words 列出全部", f"no rule is about “{words}”; without words all are listed"
        )
        lines = [nothing.said(house.lang)]
    data = {"policy": whole["policy"], "policy_hash": whole["policy_hash"], "clauses": clauses}
    return Answered(data, "\n".join(lines))


def _line(each: Data, house: House) -> str:
    if house.lang == "zh":
        facts = "、".join(each["facts"])
        return f"{each['clause']} {each['title']}（{each['heading']}）：{each['citation']}　填报：{facts}"
    facts = ", ".join(each["facts"])
    return f"{each['clause']} {each['title']} ({each['heading']}): {each['citation']}  facts: {facts}"


FIND_CLAUSES = Tool(
    name="find_clauses",
    title=Text("找规则", "Find clauses"),
    about=Text(
        "找一份政策里的规则：条款号、名称、依据的原文、责任单位、要填报什么。words 写要找的事（如 研发费用 补助），最相关的在前；不写就列出全部。",
        "Finds the rules of a policy: id, title, the sentence it rests on, who is responsible, which facts it asks for. words says what it is about (Chinese, as the policy: 研发费用 补助), the most relevant first; without it all are listed.",
    ),
    arguments={
        "words": Argument(
            about=Text(
                "要找的事，空格分开；不写列出全部", "what to look for, parted by spaces; all where it is left out"
            ),
            schema={"type": "string", "maxLength": 200},
            is_needed=False,
        )
    },
    answer=CLAUSES,
    run=_run,
)
