"""The words of the documents, in Chinese and in English.  In: a key, and what is to stand in its braces.  Out: a text."""

from __future__ import annotations

from collections.abc import Mapping

from ..report.diagnostic import Language, Text

WORDS: Mapping[str, Text] = {
    key: Text(zh, en)
    for key, zh, en in [
        ("comma", "、", ", "),
        ("semicolon", "；", "; "),
        ("quoted", "“{said}”", "“{said}”"),
        ("policy", "《{title}》", "“{title}”"),
        ("policy and number", "《{title}》（{number}）", "“{title}” ({number})"),
        ("untitled", "本政策", "the policy"),
        # ── blanks to fill in: long, short, a day ──
        ("long", "＿＿＿＿＿＿＿＿＿＿", "____________________"),
        ("short", "＿＿＿＿", "________"),
        ("few", "＿＿", "___"),
        ("day", "＿＿＿＿年＿＿月＿＿日", "____-__-__"),
        ("seal", "＿＿＿＿＿＿＿＿＿＿（盖章）", "____________________ (seal)"),
        # ── the list that is published ──
        ("list title", "关于{policy}拟兑现名单的公示", "Awards under {policy}: for public notice"),
        (
            "list opens",
            "根据{policy}的规定，现将拟兑现的{applicants}个申报单位（个人）、{lines}个事项予以公示，合计{total}元。名单见附件。",
            "Under {policy}, awards to {applicants} applicants in {lines} matters are published, {total} yuan in all. They are listed in the annex.",
        ),
        (
            "list opens, nobody",
            "根据{policy}的规定，本批申报没有可以兑现的事项。",
            "Under {policy}, none of the applications gives an award.",
        ),
        (
            "reductions apart",
            "其中奖补{support}元，减免{reduction}元。",
            "Of this, {support} yuan are paid and {reduction} yuan are waived.",
        ),
        (
            "shared out",
            "本批资金预算不足以全额兑现，按政策规定的办法分配，实际兑现合计{shared}元，分配金额见附件{annex}。",
            "The budget does not cover all of it; by the rule of the policy {shared} yuan are shared out (annex {annex}).",
        ),
        (
            "ceilings are",
            "注有“上限”的为最高额，具体金额由主管部门核定。",
            "Amounts marked as ceilings are the most that may be paid; the competent department decides.",
        ),
        (
            "period",
            "公示期：{day}至{day}（不少于{few}个工作日）。",
            "Period: {day} to {day} (at least {few} working days).",
        ),
        (
            "objections",
            "公示期内对名单和金额有异议的，请以书面形式实名反映，写明理由，并附有关材料。",
            "Whoever objects to a name or an amount may do so in writing and under their name within the period, with reasons and evidence.",
        ),
        ("office", "受理单位：{long}", "Office: {long}"),
        ("person", "联系人：{short}　　联系电话：{long}", "Contact: {short} Telephone: {long}"),
        ("address", "联系地址：{long}", "Address: {long}"),
        ("annex", "附件{number}", "Annex {number}"),
        ("only annex", "附件：{title}", "Annex: {title}"),
        ("annex said", "附件：{number}. {title}", "Annex {number}: {title}"),
        ("annex next", "　　　{number}. {title}", "Annex {number}: {title}"),
        ("annex 1", "拟兑现名单", "Awards"),
        ("annex totals", "分事项汇总表", "Totals by matter"),
        ("annex shares", "预算分配表", "Shares of the budget"),
        ("unit", "单位：元", "in yuan"),
        ("number", "序号", "No."),
        ("applicant", "单位名称（姓名）", "Applicant"),
        ("matter", "事项", "Matter"),
        ("basis", "依据", "Basis"),
        ("amount", "金额", "Amount"),
        ("count", "户数", "Applicants"),
        ("due", "应兑现", "Due"),
        ("share", "分配金额", "Share"),
        ("remark", "备注", "Remark"),
        ("ceiling", "上限", "ceiling"),
        ("subtotal", "小计（{count}户）", "Subtotal ({count})"),
        ("total", "合计", "Total"),
        ("alike", "{name}（{key}）", "{name} ({key})"),
        ("article", "第{label}条", "Article {label}"),
        ("rule", "规则{id}", "rule {id}"),
        # ── letters ──
        ("identity", "身份证号", "identity number"),
        ("letter title", "申报结果告知书", "Result of your application"),
        ("dear", "{name}：", "{name}:"),
        (
            "letter opens",
            "你单位（个人）申报{policy}的事项已经核算（{heading}：{key}），现将结果告知如下。",
            "Your application under {policy} has been worked out ({heading}: {key}), with the following result.",
        ),
        (
            "letter opens, no key",
            "你单位（个人）申报{policy}的事项已经核算，现将结果告知如下。",
            "Your application under {policy} has been worked out, with the following result.",
        ),
        ("1", "一、", "1. "),
        ("2", "二、", "2. "),
        ("3", "三、", "3. "),
        ("4", "四、", "4. "),
        ("5", "五、", "5. "),
        ("6", "六、", "6. "),
        ("7", "七、", "7. "),
        ("8", "八、", "8. "),
        ("result", "结果", "Result"),
        (
            "in all",
            "拟兑现{count}个事项，合计{total}元（大写：{capitals}）。",
            "{count} awards, {total} yuan in all.",
        ),
        (
            "in all, up to",
            "拟兑现{count}个事项，合计最高{total}元（大写：{capitals}），其中注有“上限”的由主管部门核定。",
            "{count} awards, {total} yuan in all at most; where “ceiling” is said, the competent department decides.",
        ),
        (
            "share is",
            "因预算不足以全额兑现，按政策规定的办法分配，实际兑现{share}元（大写：{capitals}）。",
            "As the budget does not cover all, your share by the rule of the policy is {share} yuan.",
        ),
        ("nothing", "本次申报没有可以兑现的金额，原因见下。", "Nothing can be awarded, for the reasons below."),
        (
            "no claims",
            "申报表里没有填写可以计算的事项。",
            "No matter that can be worked out is filled in.",
        ),
        ("how worked out", "依据和计算", "Basis and calculation"),
        ("each award", "{number}{title}：{amount}元", "{number}{title}: {amount} yuan"),
        (
            "each ceiling",
            "{number}{title}：最高{amount}元",
            "{number}{title}: {amount} yuan at most",
        ),
        ("each other", "{number}{title}：{said}", "{number}{title}: {said}"),
        ("basis is", "依据：", "Basis: "),
        ("quoted from", "{basis}（规则{id}）：“{said}”", "{basis} (rule {id}): “{said}”"),
        ("nth", "（{number}）", "({number}) "),
        ("not paid", "{number}{title}", "{number}{title}"),
        ("calculation", "计算：", "Calculation: "),
        ("parts are", "分{count}次：{listed}。", "In {count} parts: {listed}."),
        ("part", "{label}{amount}元", "{label} {amount} yuan"),
        ("nth part", "第{number}笔", "no. {number}"),
        ("dropped", "不重复享受的事项", "Matters not paid twice"),
        (
            "dropped is",
            "本项算得{amount}元，和{rivals}属于同一事项；按政策就高从优、不重复享受，兑现后者，本项不再兑现。",
            "This comes to {amount} yuan. It is one matter with {rivals}; by the policy the best of them is paid, which is the latter, and this is not.",
        ),
        ("rival", "“{title}”（规则{id}，{amount}元）", "“{title}” (rule {id}, {amount} yuan)"),
        ("waiting", "尚待核定的事项", "Matters still to be decided"),
        (
            "waiting is",
            "本项只定了最高数，具体金额由主管部门核定，核定以后另行告知。",
            "The policy sets the most only; the competent department decides on the amount, and tells you when it has.",
        ),
        (
            "nothing yet",
            "本次申报还没有可以兑现的金额；尚待核定的事项见下。",
            "Nothing can be awarded yet; what is still to be decided stands below.",
        ),
        ("refused", "不符合条件的事项", "Matters that do not qualify"),
        ("refused is", "{number}{title}：{said}", "{number}{title}: {said}"),
        ("not eligible", "不符合条件", "not eligible"),
        ("is zero", "算得0.00元", "0.00 yuan"),
        ("others", "其他结果", "Other results"),
        ("returned", "退回补正的事项", "What is returned to be mended"),
        (
            "returned is",
            "下列填报内容有误或不全，相应的事项没有计算。请按“怎样补正”一栏改好，在{day}前重新报送。",
            "The following is wrong or incomplete, and the matter is not worked out. Please mend it as shown and send it again by {day}.",
        ),
        ("row", "行", "Row"),
        ("column", "填报项", "Item"),
        ("problem", "问题", "What is wrong"),
        ("mending", "怎样补正", "How to mend it"),
        ("rights", "异议", "Objections"),
        (
            "rights are",
            "对以上结果有异议的，请自收到本告知书之日起{few}个工作日内，以书面形式提出，写明理由并附有关材料。",
            "Whoever objects may do so in writing within {few} working days of receipt, with reasons and evidence.",
        ),
        # ── how to mend ──
        ("mend: fill in", "请在申报表第{row}行“{column}”填写：{what}", "Fill in “{column}” in row {row}: {what}"),
        ("mend: correct", "请核对申报表第{row}行“{column}”，改为：{what}", "Correct “{column}” in row {row}: {what}"),
        ("mend: look", "请核对申报表第{row}行“{column}”后重新填报", "Look at “{column}” in row {row}, and correct it"),
        ("mend: row", "请核对申报表第{row}行后重新填报", "Look at row {row}, and correct it"),
        (
            "mend: agree",
            "请核对申报表第{row}行各有关填报项，使它们相符",
            "Correct the items of row {row} so that they agree",
        ),
        # ── files ──
        ("list file", "公示", "notice"),
        ("letters folder", "告知书", "letters"),
        ("letters file", "告知书", "letters"),
        ("sheet notice", "公示", "Notice"),
        ("sheet list", "公示名单", "Awards"),
        ("sheet totals", "分事项汇总", "Totals"),
        ("sheet shares", "预算分配", "Shares"),
    ]
}


def say(lang: Language, key: str, /, **values: object) -> str:
    """The text; what is to be filled in by hand stands as a blank."""
    blanks = {
        name: WORDS[name].said(lang)
        for name in ("long", "short", "few", "day")
        if f"{{{name}}}" in WORDS[key].said(lang)
    }
    return WORDS[key].said(lang).format(**{**blanks, **values})
