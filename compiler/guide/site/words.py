"""The words that only the pages of the site have, beside those of the guide."""

from __future__ import annotations

from collections.abc import Mapping

from ...report.diagnostic import Text

WORDS_OF_SITE: Mapping[str, Text] = {
    key: Text(zh, en)
    for key, zh, en in [
        # ── around every page ──
        ("skip", "跳到正文", "Skip to the text"),
        ("this guide", "本指南", "This guide"),
        ("where this is", "位置", "Where this page is"),
        ("printed from", "摘自《{title}》指南", "From the guide to 《{title}》"),
        ("for one enterprise", "一家企业能享受什么", "For one enterprise"),
        ("untitled", "（没有写标题）", "(untitled)"),
        # ── search ──
        ("search", "检索", "Search"),
        ("search the guide", "检索条文、规则和填报项", "Search articles, rules and items to report"),
        ("search hint", "例如：研发费用、高新技术企业 奖励", "for example 研发费用, or several words"),
        ("search: found", "找到{count}处", "{count} found"),
        ("search: none", "没有找到，换一个词试试", "nothing found; try another word"),
        ("search: nearly", "没有完全一样的，下面{count}处相近", "nothing is exactly so; {count} come near"),
        ("search: more", "只列出前{count}处，再加一个词可以缩小范围", "the first {count} are shown; another word narrows it down"),
        # ── the front page ──
        ("issued by", "发文机关", "Issued by"),
        ("extent", "篇幅", "Extent"),
        ("so many articles", "{articles}条条文，{rules}条可以计算的规则", "{articles} articles, {rules} rules that can be calculated"),
        ("preamble", "序言", "Preamble"),
        ("so many rules", "{count}条规则", "{count} rules"),
        ("all rules", "规则一览", "All rules"),
        ("articles", "条文", "Articles"),
        ("by chapter", "规则较多，各章的页面列出本章的规则。", "There are many rules; the page of each chapter lists its own."),
        ("picture of awards", "各条规则最多给多少", "The most that each rule gives"),
        ("most", "最高", "At most"),
        ("at most", "最高", "up to "),
        ("bar: most", "一个申报人合计最高的数", "the most that one applicant is given in all"),
        ("bar: each", "每一个的标准，个数不限", "the rate for one of each, of any number"),
        ("not drawn", "没有画出（按比例给，没有写明最高额，或不发放金额）", "Not drawn (a percentage without a cap, or no amount)"),
        ("all goals", "逐项查看{count}项指标", "All {count} goals"),
        ("count of goals", "指标数", "Number of goals"),
        ("so many goals", "{count}项", "{count}"),
        ("so many met", "{met}／{all}项达到", "{met} of {all} met"),
        (
            "legend: passages",
            "原文里画实线的文字是规则的依据（标着规则号）或者指标，画点线的不计算，点它到相应的地方；带色的数字由规则或指标使用。没有画线的，"
            "既不计算，也不是指标。",
            "Words of the official text with a line under them are what a rule rests on (with its number) or a goal, those with dots are "
            "not calculated: each leads to its place. Coloured numbers are used by the rule or the goal. What is not underlined is neither.",
        ),
        # ── an article ──
        ("official text", "原文", "Official text"),
        ("tag: goal", "指标", "goal"),
        ("tag: left", "不计算", "not calculated"),
        ("goals of article", "本条的指标", "Goals of this article"),
        ("articles beside", "前后条文", "Articles before and after"),
        ("article before", "上一条", "Previous"),
        ("article behind", "下一条", "Next"),
        # ── a rule ──
        ("to the text", "看它在原文里的位置", "See it in the official text"),
        ("who may apply", "谁可以申报", "Who may apply"),
        ("calculator", "算一算", "Calculate it"),
        ("then the result", "再算结果", "Then the result"),
        ("is the most", "是一个申报人合计最多能得的数。", " is the most that one applicant is given in all."),
        ("departments", "责任单位", "Departments"),
        ("remarks", "要留意的", "Take note"),
        ("tiers of", "{heading}各档", "{heading} by case"),
        # ── goals and what is not computed ──
        ("actual", "实际", "Actual"),
        ("达到", "达到", "met"),
        ("未达到", "未达到", "not met"),
        ("未报告", "未报告", "not reported"),
        ("above by", "高出{gap}", "above by {gap}"),
        ("points", "{points}个百分点", "{points} percentage points"),
        ("below by", "差{gap}", "short by {gap}"),
        (
            "why not computed",
            "下面这些话没有写成可以计算的规则，每一句写明原因；怎样执行，以原文和主管部门的规定为准。",
            "These words have not been made into rules that can be calculated, each for the reason given.",
        ),
        ("before the chapters", "各章以外", "Outside the chapters"),
        # ── one enterprise ──
        (
            "about the enterprise",
            "填一次企业的情况，算出各条规则的结果；同一事项就高享受一项。",
            "Give the facts of an enterprise once: each rule is calculated, and of one matter the highest is taken.",
        ),
        ("needs script", "这一页要用脚本计算，请允许浏览器运行脚本。", "This page calculates with a script; please allow it."),
    ]
}  # fmt: skip
