"""The shape of every JSON that the commands read or write, as JSON Schema 2020-12; docs/json.md lists them.

Comes in: nothing.  Goes out: a schema by its name.  Each stands alone.  What a policy's own clauses take and give more exactly
is in its own schema (targets/schema.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tiaowen.runtime.claims import APPROVED_NAME
from tiaowen.runtime.settle import SAME_MATTER_NAME

from ..audit.finding import KINDS
from ..model.types import CLAIM_DATE
from ..report.published import VERSIONS, Answer
from ..targets.ir import FORMAT
from ..targets.schema import DIALECT, date_schema
from .ir_shape import IR_SHAPE

Schema = dict[str, Any]

# Of the lists, which have no place for a version of their own, and of what goes in.
_LISTS = 1
_TEXT: Schema = {"type": "string"}
_WHOLE: Schema = {"type": "integer", "minimum": 0}
_TRUTH: Schema = {"type": "boolean"}
_MONEY: Schema = {"type": "string", "pattern": r"^-?[0-9]+\.[0-9]{2}$"}
_PERCENT: Schema = {"type": "string", "pattern": r"^[0-9]+\.[0-9]%?$"}
_HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_DAY = date_schema()
_CODE: Schema = {"type": "string", "pattern": "^T[0-9]{4}$"}
_ANY: Schema = {}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _about(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _by_name(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def _object(properties: Schema, optional: Mapping[str, Schema] | None = None) -> Schema:
    """An object that has these names, perhaps the ``optional`` ones, and no others."""
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


_TEXTS = _list(_TEXT)
_LEFT_OUT = _about(_TEXTS, "有错误、没有载入的规则；没有的不写")
_NOTES = _about(
    _list(_object({"fact": _TEXT, "message": _TEXT, "message_en": _TEXT})), "填报是怎样理解的、哪里可疑；没有的不写"
)
_FACTS = _about(_by_name(_ANY), "填报项 → 值；一条规则的填报究竟要什么，见 --target schema")
_CLAIMS = _about(_by_name(_FACTS), "条款（同一条款再报的，后面加 # 和任何字）→ 填报")
_ON = _about(_or_null(_DAY), "申报日期")
_AMOUNT: Schema = {"type": "string", "pattern": r"^-?[0-9]+(?:\.[0-9]+)?$"}
_VALUE: Schema = {
    "description": "结果：数写成文字；资格是 true、false；分年、分期、分人的是一列，有名字的是一组",
    "anyOf": [_TRUTH, _AMOUNT, _list(_AMOUNT), _by_name(_AMOUNT)],
}


def _marked(answer: str, version: int) -> Schema:
    return {"answer": {"const": answer}, "version": {"const": version}}


def _named(answer: Answer) -> Schema:
    return _marked(answer, VERSIONS[answer])


_OF_RESULT: Schema = {
    "policy": _about(_TEXT, "政策的题目"),
    "policy_hash": _about(_HASH, "政策文件的 SHA-256"),
    "compiler": _about(_TEXT, "tiaowen 的版本"),
    "clause": _about(_TEXT, "条款"),
    "citation": _about(_TEXT, "依据的原文"),
    "value": _VALUE,
    "unit": _about(_TEXT, "单位；资格没有"),
    "kind": {"enum": ["上限", "核定", "定额", "核算", "资格"]},
    "form": {"enum": ["奖补", "减免", "交纳", "核算", "资格"]},
    "eligible": _about(_TRUTH, "符合全部条件，并在有效期内"),
    "date": _ON,
    "trace": _about(_TEXTS, "计算的每一步，逐行"),
}
_RESULT = _object({**_named("result"), **_OF_RESULT}, {"left_out": _LEFT_OUT, "notes": _NOTES})
# Within a settlement the result stands without its own mark.
_RESULTS = _by_name(_object(_OF_RESULT))
_SETTLEMENT = _object(
    {
        **_marked("settlement", 1),
        "total": _about(_MONEY, "合计，以元计"),
        "kind": {"enum": ["上限", "定额"]},
        "subtotals": _object({"奖补": _MONEY, "减免": _MONEY}),
        "date": _ON,
        "claims": _about(_TEXTS, "全部申报的名字，按文件里的先后"),
        "paid": _about(_RESULTS, "支付的"),
        "dropped": _about(_by_name(_TEXTS), "因同一事项不付的 → 付的是哪几项"),
        "refused": _about(_RESULTS, "不符合条件或者算得 0 的"),
        "others": _about(_RESULTS, "不计入合计的"),
        "trace": _about(_TEXTS, "说明，逐行"),
    },
    {"left_out": _LEFT_OUT, "notes": _NOTES},
)
_FAULT = _object(
    {
        "code": _CODE,
        "fact": _about(_TEXT, "哪一项填报，几项申报的，前面是申报的名字；与哪一项都无关的是空的"),
        "message": _about(_TEXT, "怎么不对"),
        "message_en": _TEXT,
    }
)
_ALLOCATION = _object(
    {
        **_marked("allocation", 1),
        "budget": _about(_MONEY, "预算，以元计"),
        "remainder": _about(_MONEY, "余额"),
        "applicants": _about(_TEXTS, "全部申报人，按申报先后"),
        "shares": _about(_by_name(_MONEY), "申报人 → 分得"),
        "due": _about(_by_name(_MONEY), "申报人 → 应得"),
        "reasons": _about(_by_name(_TEXTS), "申报人 → 分得的由来，逐行"),
    },
    {
        "refused": _about(_by_name(_by_name(_list(_FAULT))), "申报人 → 退回的申报 → 怎么不对；没有的不写"),
        "unapproved": _about(_by_name(_by_name(_MONEY)), "申报人 → 没有核定金额的上限，不占预算；没有的不写"),
        "pots": _about(
            _list(
                _object(
                    {
                        "name": _TEXT,
                        "budget": _about(_MONEY, "这一笔预算"),
                        "wanted": _about(_MONEY, "向它申请的"),
                        "paid": _about(_MONEY, "它支付的"),
                        "overflow": _about(_MONEY, "不够，转由后面的预算支付的"),
                        "unmet": _about(_MONEY, "不够，后面也没有预算支付的"),
                        "remainder": _about(_MONEY, "余额"),
                    }
                )
            ),
            "分几笔的预算，按使用的先后；只有一笔的不写",
        ),
        "left_out": _LEFT_OUT,
        "notes": _NOTES,
    },
)
_FAULTS = _object({**_named("faults"), "faults": {**_list(_FAULT), "minItems": 1}})

_PLACE: Schema = {
    "file": _or_null(_TEXT),
    **dict.fromkeys(("line", "column", "end_line", "end_column"), _or_null({"type": "integer", "minimum": 1})),
}
_DIAGNOSTIC = _object(
    {
        "code": _CODE,
        "severity": {"enum": ["error", "warning", "hint"]},
        "title": _about(_TEXT, "怎么不对"),
        "reason": _about(_TEXT, "为什么"),
        "suggestion": _about(_or_null(_TEXT), "怎么改"),
        **_PLACE,
        "edit": _about(_or_null(_object({**_PLACE, "replacement": _TEXT})), "可以放心照改的"),
        "related": _list(_object({**_PLACE, "text": _TEXT})),
        "allowed": _about(_or_null(_TEXT), "【容许】的理由；没有容许的是 null"),
    }
)
_ERRORS = _object({**_named("errors"), "diagnostics": {**_list(_DIAGNOSTIC), "minItems": 1}})

_CASE = _list(_object({"clause": _TEXT, "facts": _by_name(_ANY), "result": _TEXT}))
_PROMISE: Schema = {"clause": _TEXT, "kind": _TEXT, "promise": _TEXT}
_CASES = _object(
    {
        **_named("cases"),
        "cases": _about(_WHOLE, "算例的个数"),
        "passed": _about(_WHOLE, "通过的"),
        "points": _about(_WHOLE, "条件、情形、分档、封顶共有几处"),
        "reached": _about(_WHOLE, "算例用到的几处"),
        "percent": _PERCENT,
        "missed": _list(
            _object({"clause": _TEXT, "what": _TEXT, "file": _TEXT, "line": _WHOLE, "column": _WHOLE}),
        ),
    },
    {
        "properties": _about(
            _list(
                _object(
                    {
                        **_PROMISE,
                        "status": {"enum": ["open", "held", "broken"]},
                        "examples": _WHOLE,
                        "case": _about(_CASE, "反例"),
                    }
                )
            ),
            "--properties 才有",
        ),
        "left_out": _LEFT_OUT,
    },
)
_COVERAGE = _object(
    {
        **_named("coverage"),
        "numbers_percent": _PERCENT,
        "sentences_percent": _PERCENT,
        "sentences": _list(
            _object(
                {
                    "text": _TEXT,
                    "place": _about(_TEXT, "文件:行:列"),
                    "kind": {"enum": ["计算", "指标", "不计算", "措施", "程序", "标题", "未落实"]},
                    "bound": _TEXTS,
                    "numbers": _list(
                        _object(
                            {
                                "text": _TEXT,
                                "bound": _about(_TEXT, "由哪一块用着；没有的是空的"),
                                "exempt": _about(_or_null(_TEXT), "不计的理由"),
                                "loose": _TRUTH,
                            }
                        )
                    ),
                }
            )
        ),
    }
)
_GOAL = _object(
    {
        **dict.fromkeys(("name", "aim", "target", "number", "unit"), _TEXT),
        "year": _or_null(_WHOLE),
        "departments": _TEXTS,
        "roles": _by_name(_TEXTS),
        "deadline": _or_null(_TEXT),
        "chapter": _or_null(_TEXT),
        "article": _or_null(_WHOLE),
        "citation": _TEXT,
        "actual": _or_null(_TEXT),
        "status": {"enum": ["达到", "未达到", "未报告"]},
        "gap": _or_null(_TEXT),
    }
)

_AT: Schema = {"file": _TEXT, "line": _WHOLE}
_OFFICES: Schema = {
    "type": "object",
    "properties": {"时限": _TEXT},
    "additionalProperties": _about(_TEXTS, "角色（责任单位、牵头单位）→ 单位"),
}
_CHAPTER = _object({"label": _TEXT, "heading": _TEXT, **_AT, "departments": _OFFICES})
_SECTION = _object({"label": _TEXT, "heading": _TEXT, **_AT, "departments": _OFFICES, "chapter": _or_null(_TEXT)})
_ARTICLE = _object(
    {
        "label": _TEXT,
        "heading": _TEXT,
        **_AT,
        "chapter": _or_null(_TEXT),
        "section": _or_null(_TEXT),
        "items": _TEXTS,
        "departments": _OFFICES,
        "rules": _TEXTS,
    }
)
_OUTLINE = _object(
    {
        **_named("outline"),
        "title": _TEXT,
        "issued": _TEXTS,
        "doc_number": _TEXT,
        "addressee": _TEXT,
        "issuer": _TEXT,
        "date": _TEXT,
        "chapters": _list(_CHAPTER),
        "sections": _list(_SECTION),
        "articles": _list(_ARTICLE),
        "annexes": _list(
            _object(
                {
                    "label": _TEXT,
                    "title": _TEXT,
                    **_AT,
                    "chapters": _list(_CHAPTER),
                    "sections": _list(_SECTION),
                    "articles": _list(_ARTICLE),
                }
            )
        ),
        "rules": _list(_object({"id": _TEXT, "title": _TEXT, **_AT, "article": _or_null(_TEXT)})),
    }
)
_STATUSES = ("proved", "refuted", "not decided", "not asked", "defect")
_PROOFS = _object(
    {
        **_named("proofs"),
        "promises": _list(
            _object({**_PROMISE, "status": {"enum": list(_STATUSES)}, "reason": _or_null(_TEXT), "case": _CASE})
        ),
        "counts": _object(dict.fromkeys(_STATUSES, _WHOLE)),
    }
)
_POLICY = _object({"title": _TEXT, "policy_hash": _HASH, "clauses": _WHOLE})
_DIFFERENCES = _list(_object({"what": _TEXT, "old": _or_null(_TEXT), "new": _or_null(_TEXT)}))
_EXAMPLE = _or_null(_object({"facts": _by_name(_ANY), "old": _TEXT, "new": _TEXT}))
_CLAUSE = _or_null(_object(dict.fromkeys(("clause", "title", "form", "kind"), _TEXT)))
_COMPARISON = _object(
    {
        **_named("comparison"),
        "old": _POLICY,
        "new": _POLICY,
        "agreements": _DIFFERENCES,
        "articles": _list(
            _object(
                {
                    "status": {"enum": ["same", "changed", "added", "removed"]},
                    "old": _or_null(_TEXT),
                    "new": _or_null(_TEXT),
                    "heading": _TEXT,
                    "outside": _or_null(_TEXT),
                    "paragraphs": _list(
                        _object(
                            {
                                "old": _or_null(_TEXT),
                                "new": _or_null(_TEXT),
                                "words": _list(
                                    {
                                        "type": "array",
                                        "prefixItems": [{"enum": ["=", "-", "+"]}, _TEXT],
                                        "items": False,
                                        "minItems": 2,
                                    }
                                ),
                            }
                        )
                    ),
                }
            )
        ),
        "clauses": _list(
            _object(
                {
                    "old": _CLAUSE,
                    "new": _CLAUSE,
                    "verdict": _TEXT,
                    "by": _or_null({"enum": ["same rule", "proof", "cases"]}),
                    "cases": _or_null(_WHOLE),
                    "reason": _or_null(_TEXT),
                    "not_proved": _or_null(_TEXT),
                    **dict.fromkeys(("more", "less", "shifted", "accepted", "refused"), _EXAMPLE),
                    "facts_only_old": _TEXTS,
                    "facts_only_new": _TEXTS,
                    "facts_renamed": _by_name(_TEXT),
                    "differences": _DIFFERENCES,
                }
            )
        ),
        "counts": _by_name(_WHOLE),
    }
)
_MESSAGE = _object({"code": _CODE, "severity": {"enum": ["error", "warning", "hint"]}, "title": _TEXT}) | {
    "additionalProperties": _TEXT
}

_FINDING = _object(
    {
        "key": _about(_TEXT, "申报人"),
        "clause": _about(_TEXT, "条款"),
        "paid": _about(_MONEY, "实付，以元计；收回的减去"),
        "due": _about(_MONEY, "应付；上限没有核定的，是上限"),
        "kind": {"enum": list(KINDS)},
        "message": _about(_TEXT, "怎么不对"),
        "explanation": _about(_TEXTS, "应付的计算，逐行；没有申报的是空的"),
    },
    {"policy": _about(_TEXT, "政策的名称；核对几份政策的才有")},
)

_GIVEN_SETTLEMENT = _object(
    {"claims": _CLAIMS},
    {
        SAME_MATTER_NAME: _about(_list(_TEXTS), "每一组里的申报是同一事项，只付最高的一项"),
        CLAIM_DATE: _ON,
    },
)
_GIVEN_ALLOCATION = _object(
    {"申报": _about(_by_name(_CLAIMS), "申报人 → 它的各项申报")},
    {
        "预算": _about(
            {
                "type": ["number", "string", "null", "object"],
                "additionalProperties": {"type": ["number", "string"]},
                "minProperties": 1,
            },
            "没有的，用政策里的；分几笔的，是 章、部门、条款或“全部” → 金额，先写的先用",
        ),
        "得分": _about(_ANY, "申报人 → 得分；按得分分配的才要"),
        SAME_MATTER_NAME: _about(_by_name(_list(_TEXTS)), "申报人 → 每一组里的申报是同一事项，只付最高的一项"),
        APPROVED_NAME: _about(
            _by_name(_by_name({"type": ["number", "string", "null"]})),
            "申报人 → 上限的申报 → 核定金额；给出的，没有核定的上限不占预算",
        ),
        CLAIM_DATE: _ON,
    },
)
_GIVEN_FACTS = {**_FACTS, "properties": {CLAIM_DATE: _ON}}

# Every one by its name: what it is in a few words, its version, and the schema.
SHAPES: Mapping[str, tuple[str, int, Schema]] = {
    "facts": ("一条规则的填报：calc --facts", _LISTS, _GIVEN_FACTS),
    "result": ("一条规则的结果：calc --json", VERSIONS["result"], _RESULT),
    "claims": ("一家企业的几项申报：settle --facts", _LISTS, _GIVEN_SETTLEMENT),
    "settlement": ("几项申报的结算：settle --json", 1, _SETTLEMENT),
    "applicants": ("全部申报：allocate --facts", _LISTS, _GIVEN_ALLOCATION),
    "allocation": ("预算的分配：allocate --json", 1, _ALLOCATION),
    "audit": ("付款的差错：audit -o 报告.json", _LISTS, _list(_FINDING)),
    "faults": ("填报的错误：calc、settle、allocate、goals 的 --json，退出码 2", VERSIONS["faults"], _FAULTS),
    "errors": ("政策有错误，算不成：各个 --json，退出码 1；读不了的，退出码 2", VERSIONS["errors"], _ERRORS),
    "diagnostics": ("政策的问题：check --format json", _LISTS, _list(_DIAGNOSTIC)),
    "cases": ("算例和承诺：test --json", VERSIONS["cases"], _CASES),
    "coverage": ("每一句、每个数字落在哪里：coverage --json", VERSIONS["coverage"], _COVERAGE),
    "actuals": ("指标的实际数：goals --actuals", _LISTS, _by_name(_ANY)),
    "goals": ("指标：goals --json", _LISTS, _list(_GOAL)),
    "outline": ("文件的结构：outline --json", VERSIONS["outline"], _OUTLINE),
    "proofs": ("承诺的证明：prove --json", VERSIONS["proofs"], _PROOFS),
    "comparison": ("新旧政策的对照：diff --json", VERSIONS["comparison"], _COMPARISON),
    "ir": ("整份政策：compile --target ir，意思见 [ir.md](ir.md)", FORMAT, IR_SHAPE),
    "messages": ("代码的说明：explain --json", _LISTS, _list(_MESSAGE)),
}


def shape(name: str) -> Schema:
    """The schema of that name, as it is published."""
    title, version, schema = SHAPES[name]
    return {"$schema": DIALECT, "$id": f"urn:tiaowen:schema:{name}:{version}", "title": title, **schema}
