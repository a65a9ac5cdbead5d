"""What the service says of itself, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..report.diagnostic import Text

if TYPE_CHECKING:
    from ..report.diagnostic import Language

WORDS = {
    "title": Text("条文：政策计算服务", "tiaowen: policies that calculate"),
    "description": Text(
        '填报的内容作为 JSON 送来，结果连同每一步的说明送回。金额和其他数量写成文字（"3000万元"）或者 JSON 的数，数照写的读，不经过二进制浮点；'
        "结果里的金额是以元计、两位小数的文字。有错的请求得到 application/problem+json，每一处错都有码和中英文说明（Accept-Language 定语言）。"
        "请求体最大 {size} KiB，一列最多 {items} 项，最多套 {depth} 层。填报的内容不记录，不保存。",
        'Facts come as JSON, results go back with every step explained.  Amounts and other quantities are text ("3000万元") or numbers of '
        "JSON, which are read as they are written and never pass a binary float; amounts of results are text in yuan with two decimals. "
        "What is wrong with a request is told as application/problem+json, each fault with its code and in both languages (Accept-Language "
        "says which goes first).  A body has at most {size} KiB, a list {items} items, {depth} levels.  Facts are neither logged nor kept.",
    ),
    "the service itself": Text("服务本身", "the service itself"),
    "policies": Text("有哪些政策", "which policies there are"),
    "clauses": Text("有哪些条款", "which clauses there are"),
    "clause": Text("一条规则：依据、条件、填报项、算例", "one clause: its basis, conditions, facts, worked cases"),
    "facts": Text("一条规则要填什么", "what one clause asks for"),
    "schema": Text("一条规则的 JSON Schema：填报、结果", "the JSON Schemas of one clause: facts and result"),
    "calc": Text("计算结果", "the result"),
    "explain": Text("计算的说明，逐行", "the explanation of a calculation, line by line"),
    "settle": Text(
        "一家企业几项申报一并结算：就高从优，不重复享受",
        "several claims of one enterprise: the best admissible selection",
    ),
    "allocate": Text("全部申报分配预算", "a budget shared out among all applicants"),
    "check": Text("核对一份政策草稿", "a draft of a policy checked"),
    "health": Text("是否在运行", "whether it runs"),
    "metrics": Text("运行的数字，Prometheus 格式", "numbers for operators, in the format of Prometheus"),
    "date of the claim": Text(
        "申报日期，不填是有效期的最后一天", "date of the claim; by default the last day of validity"
    ),
    "facts of the clause": Text("这条规则的填报项", "the facts of the clause"),
    "code of the first fault": Text("第一处错的码", "code of the first fault"),
    "example of an applicant": Text("甲厂", "甲厂"),
    "example of a draft": Text(
        "（一）对企业给予设备投资额10%的补助。\n\n【规则 1】设备补助\n依据：“给予设备投资额10%的补助”\n填报：设备投资额：金额。\n"
        "补助：设备投资额的10%。\n算例：设备投资额100万元，得10万元。\n【完】\n",
        "（一）对企业给予设备投资额10%的补助。\n\n【规则 1】设备补助\n依据：“给予设备投资额10%的补助”\n填报：设备投资额：金额。\n"
        "补助：设备投资额的10%。\n算例：设备投资额100万元，得10万元。\n【完】\n",
    ),
    # pages
    "policies served": Text("政策", "Policies"),
    "interface": Text("接口", "Interface"),
    "interface of": Text("接口说明", "What can be asked"),
    "guide": Text("读本", "Guide"),
    "valid": Text("有效期", "Valid"),
    "until": Text("{first} 至 {last}", "{first} to {last}"),
    "rules": Text("规则", "Rules"),
    "so many": Text("{count} 条", "{count}"),
    "version": Text("版本", "Version"),
    "address": Text("地址", "Address"),
    "request": Text("请求", "Request"),
    "answer": Text("答复", "Answer"),
    "send": Text("发送", "Send"),
    "body": Text("请求体", "Body"),
    "clause of the address": Text("条款", "Clause"),
    "fact": Text("填报项", "Fact"),
    "expected": Text("填什么", "What it is"),
    "left out": Text("不填", "Left out"),
    "for": Text("用在", "Used for"),
    "no script": Text(
        "浏览器不运行脚本时，可以照请求的样子自己发送。", "Without scripts, send the request yourself as it is shown."
    ),
    "skip": Text("跳到正文", "Skip to the text"),
    "machine-readable": Text("机器可读的说明", "For machines"),
    "explained": Text(
        "每条规则一个地址，填报的内容作为 JSON 送来；点开一条可以看它要什么，试着发送。",
        "An address for each rule, to which its facts are sent as JSON.  Open one to see what it asks for, and to try it.",
    ),
    "nothing kept": Text("填报的内容不记录，不保存。", "Facts are neither logged nor kept."),
    "of all": Text("几项申报、预算", "Several claims, budgets"),
    "read about": Text("查看", "Looking up"),
}


def said(name: str, lang: Language, **filled: object) -> str:
    """A text in a language, filled in."""
    return WORDS[name].said(lang).format(**filled)
