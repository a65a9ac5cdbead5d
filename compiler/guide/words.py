"""The guide's own words, in Chinese and in English; what stands between them is the policy's.

In: a key, and what is to stand in its braces.  Out: words that a template prints as they are, whatever is filled in
escaped as the format does it.  A key says what the words are about; where two of them are one sentence with and without
something, both stand in full, since no language is made of pieces of another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from markupsafe import Markup

from ..report.diagnostic import Language, Text

WORDS: Mapping[str, Text] = {
    key: Text(zh, en)
    for key, zh, en in [
        # ── marks ──
        ("colon", "：", ": "),
        ("colon at the end", "：", ":"),
        ("comma", "，", ", "),
        ("list comma", "、", ", "),
        ("semicolon", "；", "; "),
        ("full stop", "。", "."),
        ("between sentences", "", " "),
        ("in brackets", "（{said}）", " ({said})"),
        ("quoted", "“{said}”", "“{said}”"),
        # ── a document ──
        ("index", "目录", "Contents"),
        ("articles", "条文", "Articles"),
        ("chapters", "各章", "Chapters"),
        ("untitled", "（没有写标题）", "(untitled)"),
        ("other articles", "其他条款", "Other provisions"),
        ("closing", "附则", "Closing provisions"),
        ("valid", "有效期", "Valid"),
        ("period", "{first}至{last}", "from {first} to {last}"),
        ("budget", "预算", "Budget"),
        ("precedence", "上位政策", "Policies above this one"),
        ("deadline", "时限", "Until"),
        ("牵头单位", "牵头单位", "Lead department"),
        ("责任单位", "责任单位", "Responsible department"),
        ("实施单位", "实施单位", "Implementing department"),
        ("配合单位", "配合单位", "Supporting department"),
        ("nobody named", "未写明责任单位", "No department named"),
        # ── rules of an article ──
        ("rules of article", "本条有{count}条可以计算的规则", "Rules of this article that can be calculated ({count})"),
        ("article without rules", "本条没有可以计算的规则。", "This article has no rule that can be calculated."),
        ("no rules", "没有可以计算的规则。", "No rule here can be calculated."),
        ("rule", "规则", "Rule"),
        ("rule and title", "规则 {id}　{title}", "Rule {id} {title}"),
        ("title", "名称", "Title"),
        ("what is given", "给什么", "What it gives"),
        ("kind", "结果", "Result"),
        ("article", "条款", "Article"),
        ("上限", "上限", "ceiling"),
        ("定额", "定额", "fixed"),
        ("资格", "资格", "qualification"),
        ("核算", "核算", "figure"),
        ("奖补", "奖补", "support"),
        ("减免", "减免", "reduction"),
        ("交纳", "交纳", "payment due"),
        # ── what a rule is ──
        ("what it is", "是什么", "What it is"),
        (
            "is qualification",
            "{heading}。条件都符合的，{whom}；本身不发放金额。",
            "{heading}. Whoever meets all conditions qualifies ({whom}); no amount is paid by itself.",
        ),
        (
            "is figure",
            "{heading}。按下面的办法算出一个数，供核算使用；本身不发放金额。",
            "{heading}. A figure is worked out as shown below, for other calculations; no amount is paid by itself.",
        ),
        (
            "is ceiling",
            "{heading}（{form}）。算出的是{kind}：实际金额由主管部门核定，不超过这个数。",
            "{heading} ({form}). What is worked out is a {kind}: the competent department decides the amount, up to it.",
        ),
        (
            "is fixed",
            "{heading}（{form}）。算出的数是{kind}：符合条件的，就是这个数。",
            "{heading} ({form}). What is worked out is {kind}: whoever meets the conditions gets exactly this.",
        ),
        ("basis", "依据", "Basis"),
        ("own period", "{valid}（本条另有规定）", "{valid} (this rule has a period of its own)"),
        ("same matter", "同一事项", "Same matter"),
        (
            "is same matter",
            "与规则 {rules} 属于同一事项的，就高享受一项，不重复享受。",
            "where it is one matter with rule {rules}, the highest of them is paid, not several.",
        ),
        # ── facts ──
        ("what to report", "要填报什么", "What to report"),
        ("fact", "填报项", "Item"),
        ("what to fill in", "填什么", "What to fill in"),
        ("range", "范围", "Range"),
        ("left out", "不填时", "If left out"),
        ("note", "说明", "Notes"),
        ("approved", "核定金额", "核定金额 (approved amount)"),
        ("as the ceiling", "按上限", "the ceiling counts"),
        (
            "of the approved",
            "主管部门核定后才填，结果取它和上限中较低的",
            "filled in once the competent department has approved it; the result is the lower of it and the ceiling",
        ),
        (
            "none below zero",
            "没有写明“可为负”的数都不能为负。",
            "A number may be negative only where “may be negative” is said.",
        ),
        ("no facts", "不需要填报。", "Nothing is to be reported."),
        ("checks", "填报的数还要合乎", "What is reported must also agree with this"),
        ("from rule", "取自规则 {rule} 的结果，也可以改填该规则的各项", "the result of rule {rule}; or give the items of that rule"),
        ("options in order", "选项由低到高排列", "options from low to high"),
        ("one option", "选一项", "choose one"),
        ("earliest first", "由先到后填报", "the earliest first"),
        ("in order of", "按{order}先后", "ordered by {order}, the earliest first"),
        ("with this year", "含本年", "this year included"),
        ("without this year", "不含本年", "without this year"),
        ("may be left out", "可不填", "may be left out"),
        ("needed", "必填", "required"),
        ("counts as", "按{value}", "counts as {value}"),
        ("an amount", "金额（元、万元、亿元）", "amount in yuan"),
        ("a ratio", "比例（%）", "percentage"),
        ("a factor", "系数", "factor"),
        ("a whole number", "整数", "whole number"),
        ("a time of day", "时刻（如 19:00）", "time of day (as 19:00)"),
        ("a number of", "数（{unit}）", "number ({unit})"),
        ("a whole number of", "整数（{unit}）", "whole number ({unit})"),
        ("a list", "清单，每{each}一行：{kind}", "list, a row for each {each}: {kind}"),
        ("a list of so many", "清单，{count}行，每{each}一行：{kind}", "list of {count} rows, one for each {each}: {kind}"),
        ("yes or no", "是或否", "yes or no"),
        ("yes", "是", "yes"),
        ("no", "否", "no"),
        ("a date", "日期", "date"),
        ("a text", "文字", "text"),
        ("from to", "{low}至{high}", "{low} to {high}"),
        ("not below", "不低于{low}", "at least {low}"),
        ("not above", "不高于{high}", "at most {high}"),
        ("may be negative", "可为负", "may be negative"),
        # ── numbers worked out first ──
        ("worked out first", "先算出的数", "Worked out first"),
        (
            "named numbers",
            "条件和计算里用到这些数，先算出来",
            "The conditions and the calculation use these numbers",
        ),
        ("name", "名称", "Name"),
        ("in words", "怎样算", "How it is worked out"),
        ("formula", "公式", "Formula"),
        ("worked out so", "{name}这样算", "How {name} is worked out"),
        ("an item of", "{list}中的每一{each}，分别计算", "for each {each} of {list}"),
        ("each item of", "{name}（{list}逐项）", "{name} (for each item of {list})"),
        # ── conditions ──
        ("conditions", "要符合的条件", "Conditions"),
        ("all of these", "以下{count}项要{all}符合", "{all} of these {count} must hold"),
        ("all", "全部", "All"),
        ("must hold", "要符合", "This must hold"),
        ("any of the following", "即下面各项中，符合{any}就可以", "that is, {any} of the following is enough"),
        ("any", "任何一项", "any one"),
        ("every one", "全部", "every one"),
        ("all of the following", "即下面各项要{all}符合", "that is, {all} of the following must hold"),
        ("no conditions", "没有另外的条件。", "There are no further conditions."),
        # ── the calculation ──
        ("calculation", "怎样计算", "How it is worked out"),
        ("is always", "{heading}是固定的：{amount}。", "The {heading} is always the same: {amount}."),
        ("the last is the result", "最后算出的数就是结果", "The last number worked out is the result"),
        ("so many amounts", "结果是{count}笔", "The result is {count} amounts"),
        ("step", "步骤", "Step"),
        ("item", "项目", "Item"),
        ("rate", "标准", "Rate"),
        ("sum", "合计", "Sum"),
        ("all of the above", "以上各项相加", "the sum of the above"),
        (
            "highest case",
            "下面的情形中，取符合的情形里最高的一项",
            "Of the cases below that hold, the one that gives most applies",
        ),
        (
            "highest case, marked",
            "下面的情形中，取符合的情形里最高的一项，算出的数记作{mark}",
            "Of the cases below that hold, the one that gives most applies; what it gives is {mark}",
        ),
        ("first case", "按先后次序，适用下面第一种符合的情形", "The first case below that holds applies"),
        (
            "first case, marked",
            "按先后次序，适用下面第一种符合的情形，算出的数记作{mark}",
            "The first case below that holds applies; what it gives is {mark}",
        ),
        ("case", "情形", "Case"),
        ("numbered case", "情形{number}", "Case {number}"),
        ("in other cases", "其余的", "in all other cases"),
        ("no case, nothing", "以上情形都不符合的，为0。", "If none of these cases holds, it is 0."),
        (
            "a row for each",
            "结果是一列：每{each}一个数，按填报的次序。",
            "The result is a list: one number for each {each}, in the order reported.",
        ),
        (
            "last takes the rest",
            "各笔分别{rounding}，最后一笔是总额减去前面各笔。",
            "Each amount is {rounding}; the last is the whole less the amounts before it.",
        ),
        ("rounded at the end", "最后{rounding}。", "At the end it is {rounding}."),
        (
            "answer only",
            "不用计算：条件都符合就是“符合”，有一项不符合就是“不符合”。",
            "Nothing is calculated: where all conditions hold the answer is yes, where one does not it is no.",
        ),
        # ── what else is said ──
        ("readings", "口径", "How it is read"),
        (
            "is read so",
            "原文可以有几种读法的地方，本规则这样读",
            "Where the official text can be read in several ways, this rule reads it so",
        ),
        ("notes", "说明", "Notes"),
        ("cases", "算例", "Worked cases"),
        ("numbered example", "例{number}", "Example {number}"),
        ("example", "算例", "Case"),
        ("situation", "情况", "Situation"),
        ("comes to", "应得", "Comes to"),
        ("example worked out", "例{number}的计算", "Example {number}, worked out"),
        ("date of claim", "申报日期", "date of the claim"),
        ("given fact", "{name}{value}", "{name}: {value}"),
        ("the rest is zero", "其余为零", "everything else zero"),
        ("the rest is default", "其余不填", "everything else left out"),
        ("so many rows", "{count}行", "{count} rows, as in the table"),
        ("none", "无", "none"),
        ("case and result", "{given}，得{result}", "{given}. Gives {result}"),
        ("not accepted", "不受理", "not accepted"),
        ("nothing given", "不予", "nothing"),
        # ── on paper ──
        ("appendix", "附录", "Appendix"),
        ("rules on paper", "规则说明", "The rules explained"),
        (
            "appendix is made",
            "本附录由规则文件生成，用来说明正文中可以计算的规定怎样填报、怎样计算，不是文件正文；与正文不一致的，以正文为准。",
            "This appendix is made from the rules. It explains what is to be reported and how amounts are worked out; it is "
            "no part of the official text, which prevails.",
        ),
        ("overview", "规则一览", "All rules"),
        # ── goals, and what is not computed ──
        ("goals", "指标", "Goals"),
        ("goals by department", "指标（按责任单位）", "Goals by responsible department"),
        ("goal", "指标", "Goal"),
        ("target", "要求", "Target"),
        ("year", "年份", "Year"),
        ("of year", "{year}年", "{year}"),
        ("day", "{year}年{month}月{day}日", "{iso}"),
        ("not computed", "不计算的内容", "Not calculated"),
        ("幅度未定", "幅度未定", "the amount is left open"),
        ("条件未定", "条件未定", "the conditions are left open"),
        ("转引上级政策", "转引上级政策", "refers to the policy of a higher authority"),
        ("原则性表述", "原则性表述", "a statement of principle"),
        ("一事一议", "一事一议", "decided case by case"),
        ("工作程序", "工作程序", "a matter of procedure"),
        ("列举计数", "列举计数", "a number that counts what is listed"),
        # ── how to read it ──
        ("legend", "怎样读本指南", "How to read this guide"),
        (
            "legend: basis",
            "“依据”是文件原文；表格、公式和算例由规则生成，与计算器给出的结果一致。",
            "“Basis” is the official text, in Chinese; tables, formulas and worked cases are made from the rules and agree "
            "with what the calculator gives.",
        ),
        (
            "legend: bounds",
            "条件、情形和步骤里，“达到”“以上”“不超过”“以下”“至”都包括所写的数本身，“超过”“低于”“不满”都不包括。",
            "“At least”, “at most” and “up to” include the number itself; “above” and “below” do not. The Chinese words "
            "达到, 以上, 不超过, 以下 and 至 include it; 超过, 低于 and 不满 do not.",
        ),
        (
            "legend: marks",
            "①、②等是步骤的编号；后面的步骤写到①，指的就是第①步算出的数。",
            "① and ② are the numbers of steps; where a later step says ①, it means what step ① gave.",
        ),
        ("legend: 上限", "实际金额由主管部门核定，不超过算出的数。", "the competent department decides the amount, up to the number worked out."),
        ("legend: 定额", "符合条件的，就是算出的数。", "whoever meets the conditions gets exactly the number worked out."),
        ("legend: 资格", "只判断是否符合。", "it is only decided whether the conditions hold."),
        ("legend: 核算", "只算出一个数。", "only a number is worked out."),
    ]
}  # fmt: skip


class Say(Protocol):
    """The words of a key, with what stands in its braces by name."""

    def __call__(self, key: str, **values: object) -> Markup: ...


def speaker(lang: Language, escape: Callable[[str], str], words: Mapping[str, Text] = WORDS) -> Say:
    """What a template in this language says its words by; texts that are filled in go through ``escape``."""

    def say(key: str, **values: object) -> Markup:
        shown = {
            name: value if isinstance(value, Markup) else Markup(escape(str(value))) for name, value in values.items()
        }
        return Markup(words[key].said(lang)).format(**shown)

    return say


def said(key: str, lang: Language, **values: object) -> str:
    """The same as a text that nothing has been escaped in."""
    return WORDS[key].said(lang).format(**values)
