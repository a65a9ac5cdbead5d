"""What is wrong with a draft."""

from __future__ import annotations

from typing import Any

from ...report.diagnostic import Text
from ...report.render import visible
from ...service.answers import check_draft, check_rule
from ..shapes import CHECKED
from ..tool import DRAFT_MOST, Answered, Argument, Data, Given, House, Tool, offer_of, text_of

_MOST = 40


def _run(house: House, given: Given) -> Answered:
    text = text_of(given, "text", DRAFT_MOST)
    if given.get("policy") is None:
        data: Data = check_draft(text, house.lang)
    else:
        data = check_rule(offer_of(house, given).policy, text, house.lang)
    lines = [line for each in data["diagnostics"][:_MOST] for line in _lines(each, house)]
    rest = len(data["diagnostics"]) - _MOST
    if rest > 0:
        lines.append(Text(f"……还有 {rest} 条", f"… and {rest} more").said(house.lang))
    if not data["diagnostics"]:
        lines.append(Text("没有问题", "no problems found").said(house.lang))
    return Answered(data, "\n".join([*lines, data["read"]]))


def _lines(each: Any, house: House) -> list[str]:
    zh = house.lang == "zh"
    kinds = {"error": "错误", "warning": "警告", "hint": "提示"}
    head = f"{kinds[each['severity']] if zh else each['severity']}[{each['code']}] {each['title']}"
    if each["line"]:
        head += (
            f"（第{each['line']}行第{each['column']}列）" if zh else f" (line {each['line']}, column {each['column']})"
        )
    reason, suggestion = ("原因：", "建议：") if zh else ("reason: ", "suggestion: ")
    lines = [head, f"  {reason}{each['reason']}"]
    if each["suggestion"]:
        lines.append(f"  {suggestion}{each['suggestion']}")
    return [visible(line) for line in lines]


CHECK_DRAFT = Tool(
    name="check_draft",
    title=Text("核对草稿", "Check a draft"),
    about=Text(
        "核对一段条文和写在它下面的规则（【规则 1】……【完】），算例一并计算：每处问题的代码、位置、原因、建议，同 tiaowen check。写规则时反复用它改到没有问题；拿不准的代码用 explain_message。",
        "Checks the text of a document with the rules below its sentences (【规则 1】…【完】), its worked cases run too: code, place, reason and suggestion of each problem, as tiaowen check. Use it again and again while writing a rule; explain_message says what a code means.",
    ),
    arguments={
        "text": Argument(
            about=Text(
                "一份政策的全文，或者一条条文连同它的规则；写了 policy 的，只是一条规则也可以",
                "the whole text of a policy, or one article with its rules; where policy is given, a rule alone will do",
            ),
            schema={"type": "string"},
        ),
        "policy": Argument(
            about=Text(
                "草稿是要放进哪一份政策的规则：依据对着那份政策的原文核对，同号的规则由它代替；不写就单独核对",
                "into which policy the rules of the draft are to come: they are compared with its text, and stand in the place of its rules of the same id; without it the draft is checked alone",
            ),
            schema={"type": "string"},
            is_needed=False,
        ),
    },
    answer=CHECKED,
    run=_run,
    of_policy=False,
)
