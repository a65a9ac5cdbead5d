"""Words of the reports of an audit, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from ..report.diagnostic import Language
from .finding import KINDS, Kind

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("付款核对报告", "Audit of payments"),
    "by": (
        "依据{policies}，核对{applicants}家的申报和{payments}行付款。",
        "By {policies}: {applicants} applications, {payments} rows of payments.",
    ),
    "none": ("没有发现差错。", "Nothing is wrong."),
    "some": ("发现{count}项差错，涉及{applicants}家。", "{count} findings, of {applicants} applicants."),
    "paid": ("实付", "Paid"),
    "due": ("应付", "Due"),
    "over": ("多付", "Too much"),
    "under": ("少付", "Too little"),
    "difference": ("差额", "Difference"),
    "findings": ("差错", "Findings"),
    "kind": ("类别", "Kind"),
    "key": ("申报人", "Applicant"),
    "clause": ("条款", "Clause"),
    "department": ("部门", "Department"),
    "policy": ("政策", "Policy"),
    "message": ("说明", "What is wrong"),
    "explanation": ("计算", "Calculation"),
    "row": ("申报表行", "Row"),
    "by kind": ("按类别", "By kind"),
    "by clause": ("按条款", "By clause"),
    "by department": ("按部门", "By department"),
    "largest": ("金额最大的十项", "The ten largest"),
    "list": ("差错逐项", "All findings"),
    "rounding": ("尾差", "Differences of rounding"),
    "rounding said": (
        "不到{tolerance}的差额，共{count}项，净差{difference}，不算在上面的差错里。",
        "Differences below {tolerance}: {count}, {difference} in all, not among the findings above.",
    ),
    "faults": ("没有核对的行", "Rows that were not audited"),
    "faults said": (
        "读不出或有错误的行，共{count}处，不在上面的合计里；改好后请再核对一次。",
        "{count} places that cannot be read or are faulty; they are in none of the sums. Mend them and audit again.",
    ),
    "table": ("表", "Table"),
    "line": ("行", "Row"),
    "column": ("列", "Column"),
    "code": ("代码", "Code"),
    "fault": ("怎么不对", "What is wrong"),
    "notes": ("另外", "Besides"),
    "total": ("合计", "Total"),
    "more": (
        "这里列出前{shown}项，全部{count}项在 .xlsx 或 .json 的报告里。",
        "The first {shown} of {count}; all are in a report .xlsx or .json.",
    ),
    "申报": ("申报表", "Applications"),
    "付款": ("付款表", "Payments"),
    "summary": ("概要", "Summary"),
}


def said(name: str, lang: Language, **values: object) -> str:
    """Words filled in."""
    return WORDS[name][lang == "en"].format(**values)


def kind_said(kind: str, lang: Language) -> str:
    """A kind of fault by its name for people."""
    return KINDS[_kind(kind)] if lang == "en" else kind


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind == name)
