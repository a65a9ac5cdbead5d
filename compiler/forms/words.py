"""What a form says of itself, in both languages."""

from __future__ import annotations

from ..report.diagnostic import Language

_WORDS: dict[str, tuple[str, str]] = {
    # ── marks ──
    "colon": ("：", ": "),
    "semicolon": ("；", "; "),
    "comma": ("、", ", "),
    "numbered": ("{number}. {text}", "{number}. {text}"),
    "rule": ("{id} {title}", "{id} {title}"),
    # ── what may be filled in ──
    "amount": ("金额，按元填", "amount, in yuan"),
    "number of": ("数，按{unit}填", "number, in {unit}"),
    "whole of": ("整数，按{unit}填", "whole number, in {unit}"),
    "factor": ("数", "number"),
    "whole": ("整数", "whole number"),
    "ratio": ("比例，填百分数，如 15%", "ratio, in percent, such as 15%"),
    "clock": ("时刻，如 19:30", "time of day, such as 19:30"),
    "decimals": ("最多{count}位小数", "at most {count} decimals"),
    "more options": ("等{count}项", "and others ({count} in all)"),
    "boolean": ("选“是”或“否”", "choose 是 (yes) or 否 (no)"),
    "option": ("选一项：{options}", "choose one: {options}"),
    "date": ("日期，如 2025-03-01", "date, such as 2025-03-01"),
    "text": ("文字", "text"),
    "range": ("范围：{range}", "range: {range}"),
    "needed": ("必填", "required"),
    "left blank": ("不填的，按{value}", "left blank: {value}"),
    "may be blank": ("可以不填", "may be left blank"),
    "differs": ("规则 {clause}：{said}", "clause {clause}: {said}"),
    "many": ("等{count}条，见“{sheet}”", "and others ({count} in all): see “{sheet}”"),
    "asked by": ("用在：", "Asked by:"),
    "asked by in line": ("用在 {clauses}", "for {clauses}"),
    "wrong": ("这里应填：{said}", "to be filled in here: {said}"),
    # ── the columns that are no facts ──
    "credit code": (
        "18位统一社会信用代码：数字和大写字母（没有 I、O、S、V、Z），末位是校验码。每家一行，不要重复。",
        "Unified social credit code: 18 digits and capital letters (no I, O, S, V, Z), the last a check digit. One row an applicant, none twice.",
    ),
    "credit code wrong": (
        "不是有效的统一社会信用代码：应为18位，字母大写，校验码相符。请照营业执照再核对一遍。",
        "No valid code: 18 characters, letters in capitals, the check digit right. Compare it with the licence.",
    ),
    "key": (
        "认出申报人用的「{key}」。每人一行，不要重复。",
        "By which an applicant is known. One row an applicant, none twice.",
    ),
    "name": ("申报单位的名称；只用来称呼，不参加计算。", "The name of the applicant; nothing is worked out from it."),
    "claimed": (
        "申报哪几条，填条款号；几条的用顿号隔开，如 {example}。填了以后，本行要填的格子变黄，不用填的变灰。",
        "The clauses applied for, by their numbers, joined by 、 such as {example}. The cells to fill in then turn yellow, the others grey.",
    ),
    "day": (
        "这一家申报的日期；不填的，汇总时用统一的日期。",
        "The day on which this applicant applies; left blank, the day of the batch.",
    ),
    "item key": (
        "是哪一家的：从列表里选（先在“{sheet}”里填好这一家）。每行填一{each}，一家有几{each}填几行，按先后排。",
        "Whose item it is: choose from the list (fill in “{sheet}” first). One item a row, in their order.",
    ),
    "item key wrong": ("“{sheet}”里没有这一家，请先填那一张", "Not in “{sheet}”: fill it in there first"),
    "so many": ("每家填{count}行", "{count} rows an applicant"),
    # ── 填表说明 ──
    "title": ("{title}　申报表填表说明", "{title}: how to fill in the form"),
    "period": ("{first} 至 {last}", "{first} to {last}"),
    "valid": ("有效期：{period}", "Valid: {period}"),
    "how": ("一、怎么填", "1. How it is filled in"),
    "clauses": ("二、能申报的条款", "2. What can be applied for"),
    "columns": ("三、每一栏填什么", "3. What goes into each column"),
    "how rows": (
        "一行填一家。第一行是列名，不要改、不要合并单元格，也不要在它上面插行；列可以挪动，用不着的列可以删。",
        "One row an applicant. Do not change or merge the headings in the first row, nor put rows above it; columns may be moved, and those that nobody needs deleted.",
    ),
    "how key": (
        "「{key}」认出是谁申报的：{said}",
        "“{key}” says who applies: {said}",
    ),
    "how claimed": (
        "「申报条款」写明申报哪几条，填条款号，几条的用顿号隔开（如 {example}），从列表里选一条的也可以。填了以后，本行要填的格子变黄，不用填的变灰，写错的条款号变红。",
        "“申报条款” says which clauses are applied for: their numbers joined by 、 (such as {example}), or one chosen from the list. The cells to fill in then turn yellow, the others grey, a number that there is not red.",
    ),
    "how claimed blank": (
        "「申报条款」整列删掉的，按填了什么来认：只有一条规则才问的栏填了，就算申报那一条；没有这种栏的规则，要填的都填了才算。",
        "Without the column “申报条款” it goes by what is filled in: a clause is applied for where a column that only it asks for is filled in, and one that has no such column where all that it needs is.",
    ),
    "how shared": (
        "几条规则都问的事只填一次，列名是绿底；只有一条规则问的，列名是蓝底或黄底，一条一种。",
        "What several clauses ask is filled in once, under a green heading; what one clause asks stands under blue and yellow ones in turn.",
    ),
    "how units": (
        "金额和数量按列名里的单位填，只填数字：列名是“（元）”的，30万元填 300000。想按万元填，就把列名里的“元”改成“万元”。",
        "Amounts and quantities go in the unit of the heading, in digits alone: under “（元）” 300000 is 30万元. To fill in 万元, write 万元 into the heading.",
    ),
    "how choices": (
        "“是/否”和选项从列表里选；日期填 2025-03-01；比例填 15%。鼠标停在列名上，看这一栏填什么、哪条规则为什么要它。",
        "Choose yes or no and options from the list; days are 2025-03-01, ratios 15%. Point at a heading to see what goes there, and which clause needs it for what.",
    ),
    "how lists": (
        "一家有几笔、几项的，填在另外的表里：{sheets}。第一列选是哪一家，一笔一行；申报了、却一笔也没有的，写一行“无”。",
        "Where an applicant has several items they go into sheets of their own: {sheets}. The first column says whose they are; one item a row. Who applies and has none writes a row with 无.",
    ),
    "how rows more": (
        "预备了{rows}行；不够的接着往下填，照样能读，只是没有下拉列表和颜色提示。",
        "{rows} rows are prepared; more may follow below, and are read as well, without lists and colours.",
    ),
    "how approved": (
        "「核定金额」由主管部门核定后填写，申报人不填，所以不在本表。",
        "核定金额 (the approved amount) is the authority's to fill in, and not in this form.",
    ),
    "how worked out": (
        "「{fact}」不用填：由规则 {source} 的填报算出来（规则 {clause} 用它）。",
        "“{fact}” is not asked for: clause {source} works it out for clause {clause}.",
    ),
    "how batch": (
        "填好的表交给汇总的人，逐家计算：tiaowen batch 政策文件 --in 申报表.xlsx --out 结果.xlsx",
        "Who collects the forms works them out: tiaowen batch POLICY --in 申报表.xlsx --out results.xlsx",
    ),
    "in column": ("{place} {heading}", "{place} {heading}"),
    "in sheet": ("“{heading}”表", "sheet “{heading}”"),
    "article": ("条文", "Article"),
    "basis": ("依据", "Basis"),
    "quoted": ("“{text}”", "“{text}”"),
    "kind": ("是什么", "What it is"),
    "ceiling": (
        "{heading}：算出的是上限，实际金额由主管部门在此以内核定",
        "{heading}: what is worked out is a ceiling, up to which the authority approves",
    ),
    "departments": ("责任单位", "Responsible department"),
    "own period": ("有效期", "Valid"),
    "conditions": ("条件", "Conditions"),
    "no conditions": ("没有条件", "none"),
    "checks": ("核对", "Checks"),
    "to fill in": ("要填的栏", "Columns"),
    "example": ("算例", "Worked case"),
    "same matter": ("同一事项", "Same matter"),
    "is same matter": ("和 {clauses} 不重复享受，只付合计最高的", "of this and {clauses} the highest is paid"),
    "place": ("栏", "Column"),
    "called": ("列名", "Heading"),
    "what": ("填什么", "What to fill in"),
    "range head": ("范围", "Range"),
    "blank": ("不填的", "Left blank"),
    "used": ("用在哪条、做什么用", "For which clause and what"),
    "source": (
        "源文件 SHA-256：{hash}；由 tiaowen {version} 生成",
        "SHA-256 of the source: {hash}; made by tiaowen {version}",
    ),
    "header": ("{title}　申报表", "{title}: form"),
}


def say(lang: Language, name: str, /, **parts: object) -> str:
    """The words of that name, filled in."""
    said = _WORDS[name][0 if lang == "zh" else 1]
    return said.format(**parts) if parts else said
