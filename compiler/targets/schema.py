"""The facts and the results of a policy as JSON Schema 2020-12.

In: a module.  Out: one document.  ``$defs`` has ``facts-7.1`` and ``result-7.1`` of each clause, each with an anchor, and
``claims`` and ``applicants``, what ``settle`` and ``allocate`` are given; the document itself is the schema of claims.

INVARIANT: what ``calc`` takes from JSON is valid.  Much of what it refuses is not; of numbers in texts, of what facts must
be together and of a range with decimals a schema can say only part, and says no more than that.  There is no number with
decimals in it, so that no reader's binary floats decide anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from tiaowen.runtime.claims import APPROVED_NAME, BUDGET_TYPE, SCORE_TYPE
from tiaowen.runtime.english_units import english_unit, several
from tiaowen.runtime.facts import ITEMS_MAX, LIMIT, FactType, Value, decimal_text
from tiaowen.runtime.quantities import CLOCK
from tiaowen.runtime.settle import SAME_MATTER_NAME
from tiaowen.runtime.tongues import tongue_of

from ..ir.shape import Amount, Answer, One, PerItem, Several
from ..program.module import Entry, Module
from ..report.diagnostic import Language, Report
from .identifiers import plainly
from .schema_numbers import escaped, number_pattern
from .target import Target, Wanted

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Of the shape of the document: what its definitions are called.
VERSION = 1
Schema = dict[str, object]

_DAY = (
    "^(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|[12][0-9]))$"
)
_SHOWN = {
    "money": r"^-?[0-9]+\.[0-9]{2}$",
    "ratio": r"^-?[0-9]+\.[0-9]{8}$",
    "count": r"^-?[0-9]+(?:\.[0-9]{1,4})?$",
}
CLAIM_DATE = "申报日期"


def emit(module: Module, report: Report, wanted: Wanted) -> Mapping[str, str]:
    """One file; there is a schema of every clause."""
    return {"": written(document(module))}


def written(schema: Schema) -> str:
    """A schema as JSON, a line each thing, in the order in which it is said."""
    lines = json.dumps(schema, ensure_ascii=False, indent=1).split("\n")
    return "".join(f"{plainly(line)}\n" for line in lines)


def document(module: Module) -> Schema:
    """All schemas of a policy."""
    lang = module.lang
    entries = {entry.id: entry for entry in module.entries}
    defs, texts = Schema(), Schema()
    for entry in module.entries:
        facts = facts_schema(entry, entries, lang, texts=texts)
        defs[f"facts-{entry.id}"] = _anchored(f"facts-{entry.id}", facts)
        if entry.feeds:
            claim = facts_schema(entry, entries, lang, texts=texts, settled=True)
            defs[f"claim-{entry.id}"] = _anchored(f"claim-{entry.id}", claim)
    for entry in module.entries:
        defs[f"result-{entry.id}"] = _anchored(f"result-{entry.id}", result_schema(entry, lang))
    defs["claims"] = _anchored("claims", _claims(module, lang))
    defs["applicants"] = _anchored("applicants", _applicants(module, lang))
    defs |= texts
    return {
        "$schema": DIALECT,
        "$id": f"urn:tiaowen:policy:{module.source_sha256}:schema:{VERSION}",
        "$comment": f"tiaowen {module.compiler}",
        "title": module.title,
        "description": _SAID["document"][lang],
        "$ref": "#/$defs/claims",
        "$defs": defs,
    }


# ── facts ──


def facts_schema(
    entry: Entry,
    entries: Mapping[str, Entry],
    lang: Language = "zh",
    *,
    settled: bool = False,
    texts: Schema | None = None,
) -> Schema:
    """What ``calc`` is given for a clause, as JSON; ``entries`` by their ids are those that may work out a fact.  Where it is
    ``settled`` with other claims, these may work it out, too.  Nothing outside the schema is referred to, save what goes into
    ``texts``: definitions of a document, of what several facts have in common."""
    to = _Said(lang, texts)
    rows = dict(entry.rows)
    fed = {name: entries[source] for name, source in entry.feeds if source in entries}
    properties: Schema = {of.name: _fact(of, to, rows.get(of.name, ""), fed.get(of.name)) for of in entry.asked}
    own = set(properties)
    for source in fed.values():
        named = dict(source.rows)
        for of in source.asked:
            if of.name not in properties:
                properties[of.name] = _fact(of, to, named.get(of.name, ""))
    made: Schema = {
        "title": f"{entry.id} {entry.title}",
        "description": entry.quote,
        "type": "object",
        "properties": properties,
        "required": [of.name for of in entry.facts if _is_needed(of) and of.name not in fed],
        "additionalProperties": False,
    }
    if fed and not settled:
        made["allOf"] = [_given_or_fed(name, source, own, fed) for name, source in fed.items()]
    if alone := {name: theirs for name in fed if (theirs := _of_it_alone(name, own, fed))}:
        made["dependentSchemas"] = {
            name: {"properties": dict.fromkeys(theirs, False)} for name, theirs in alone.items()
        }
    if shown := [dict(example.facts) for example in entry.examples if example.accepted]:
        made["examples"] = [each for number, each in enumerate(shown) if each not in shown[:number]]
    return made


def fact_schema(of: FactType, lang: Language = "zh") -> Schema:
    """What may be given for one fact."""
    return _fact(of, _Said(lang))


@dataclass(frozen=True, slots=True)
class _Said:
    """In which language, and where the patterns of texts go that several facts have in common (None: nowhere)."""

    lang: Language
    texts: Schema | None = None

    def text(self, of: FactType) -> Schema:
        """What texts there may be for a number."""
        pattern: Schema = {"pattern": number_pattern(of.unit, of.decimals, negative=of.negative)}
        if self.texts is None:
            return pattern
        name = f"text-{of.unit or ('系数' if of.decimals else '整数')}{'-可为负' if of.negative else ''}"
        self.texts[name] = pattern
        return _ref(name)


def _is_needed(of: FactType) -> bool:
    return of.default is None and not of.optional


def _given_or_fed(name: str, source: Entry, own: set[str], fed: Mapping[str, Entry]) -> Schema:
    """That a fact is given, or what the clause needs that works it out."""
    theirs = [of.name for of in source.facts if _is_needed(of) and of.name not in (*fed, *dict(source.feeds))]
    others = [of.name for of in source.asked if of.name not in own]
    either: list[Schema] = [{"required": [name]}]
    if any(other in theirs for other in others):
        either.append({"required": theirs})
    else:
        either += [{"required": [*theirs, other]} for other in others] or [{"required": theirs}]
    return {"anyOf": either}


def _of_it_alone(name: str, own: set[str], fed: Mapping[str, Entry]) -> list[str]:
    """What may not be given beside a fact, since it is for nothing but to work that fact out."""
    elsewhere = {of.name for other, source in fed.items() if other != name for of in source.asked}
    return [of.name for of in fed[name].asked if of.name not in own and of.name not in elsewhere]


def _fact(of: FactType, to: _Said, row: str = "", source: Entry | None = None) -> Schema:
    """One fact, with what people should know of it."""
    lang = to.lang
    said = [_words(of, lang)]
    if of.kind == "list" and of.item is not None:
        said.append(_SAID["list of"][lang].format(row=row or _SAID["item"][lang], of=_words(of.item, lang)))
        if of.length is not None:
            said.append(_SAID["length"][lang].format(length=of.length))
    if of.default is not None:
        said.append(_SAID["default"][lang].format(value=_shown(of, lang)))
    if source is not None:
        said.append(_SAID["fed"][lang].format(id=source.id, title=source.title))
    named: Schema = {"title": of.name} if of.name else {}
    made = named | {"description": _SAID["comma"][lang].join(part for part in said if part)} | _value(of, to)
    if of.default is not None:
        made["default"] = _spelled(of, of.default)
    return _or_null(made) if of.optional else made


def _value(of: FactType, to: _Said) -> Schema:
    match of.kind:
        case "number":
            return _number(of, to)
        case "boolean":
            return {"enum": [True, False, "是", "否"]}
        case "option":
            return {"enum": list(of.options)}
        case "date":
            return date_schema()
        case "text":
            return {"type": "string"}
        case "list":
            assert of.item is not None
            size = {"maxItems": ITEMS_MAX} if of.length is None else {"minItems": of.length, "maxItems": of.length}
            return {"type": "array", "items": _fact(of.item, to), **size}
        case "record":
            return _record(of, to)
        case _:
            assert_never(of.kind)


def _number(of: FactType, to: _Said) -> Schema:
    """A number of JSON, in the fact's own unit, or a text; what is said of numbers holds for the one, the pattern for the other."""
    least: Schema = {"minimum": 0} if not of.negative else {"exclusiveMinimum": -LIMIT}
    most: Schema = {"exclusiveMaximum": LIMIT}
    if of.low is not None and (of.negative or of.low > 0):
        least = {"minimum": of.low // of.scale}
    if of.high is not None:
        most = {"maximum": -(-of.high // of.scale)}
    is_whole = not of.decimals or of.unit == CLOCK
    return {"type": ["integer" if is_whole else "number", "string"], **least, **most, **to.text(of)}


def _record(of: FactType, to: _Said) -> Schema:
    """A record by the names of its fields, or as a list in their order."""
    fields = [_fact(part, to) for part in of.fields]
    return {
        "type": ["object", "array"],
        "properties": {part.name: made for part, made in zip(of.fields, fields, strict=True)},
        "required": [part.name for part in of.fields if _is_needed(part)],
        "additionalProperties": False,
        "prefixItems": fields,
        "items": False,
        "minItems": len(fields),
        "maxItems": len(fields),
    }


def date_schema() -> Schema:
    """A day, as facts and results have it."""
    return {"type": "string", "format": "date", "pattern": _DAY}


def _or_null(schema: Schema) -> Schema:
    """What may also be null."""
    if isinstance(options := schema.get("enum"), list):
        return {**schema, "enum": [*options, None]}
    kinds = schema["type"]
    return {**schema, "type": [*(kinds if isinstance(kinds, list) else [kinds]), "null"]}


def _spelled(of: FactType, value: Value) -> object:
    """A value as it would be given."""
    match of.kind:
        case "number":
            assert isinstance(value, int)
            return value // of.scale if value % of.scale == 0 else decimal_text(value, of.scale, of.decimals)
        case "boolean":
            return bool(value)
        case "option":
            assert isinstance(value, int)
            return of.options[value]
        case "date":
            assert isinstance(value, int)
            return date.fromordinal(value).isoformat()
        case "text":
            return value
        case "list":
            assert isinstance(value, tuple) and of.item is not None
            return [_spelled(of.item, part) for part in value]
        case "record":
            assert isinstance(value, tuple)
            return {part.name: _spelled(part, each) for part, each in zip(of.fields, value, strict=True)}
        case _:
            assert_never(of.kind)


# ── results ──


_NOTE: Schema = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in ("fact", "message", "message_en")},
    "required": ["fact", "message", "message_en"],
    "additionalProperties": False,
}


def result_schema(entry: Entry, lang: Language = "zh") -> Schema:
    """What ``calc --json`` gives for a clause, and ``to_dict()`` of a result."""
    words = {name: said[lang] for name, said in _PARTS.items()}
    kinds: Schema = {"enum": [entry.kind, "核定"]} if entry.approved else {"const": entry.kind}
    parts: dict[str, Schema] = {
        "answer": {"const": "result"},
        "version": {"const": VERSION},
        "policy": {"type": "string"},
        "policy_hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "compiler": {"type": "string"},
        "clause": {"const": entry.id},
        "citation": {"const": entry.quote},
        "value": _outcome(entry),
        "unit": {"const": entry.unit},
        "kind": kinds,
        "form": {"const": entry.form},
        "eligible": {"type": "boolean"},
        "date": date_schema() if entry.usual_day else _or_null(date_schema()),
        "trace": {"type": "array", "items": {"type": "string"}},
        "left_out": {"type": "array", "items": {"type": "string"}},
        "notes": {"type": "array", "items": _NOTE},
    }
    optional = ("answer", "version", "left_out", "notes")
    return {
        "title": f"{entry.id} {entry.title}",
        "description": words.pop("result"),
        "type": "object",
        "properties": {name: {"description": words[name], **part} for name, part in parts.items()},
        "required": [name for name in parts if name not in optional],
        "additionalProperties": False,
    }


def _outcome(entry: Entry) -> Schema:
    """The value, by the shape of the result."""
    match shape := entry.shape:
        case Answer():
            return {"type": "boolean"}
        case One():
            return _amount(shape.of)
        case Several():
            one, names = _amount(shape.of), list(shape.labels)
            if shape.named:
                return _object(dict.fromkeys(names, one), names)
            each = [{"title": name, **one} for name in names]
            return {"type": "array", "prefixItems": each, "items": False, "minItems": len(each), "maxItems": len(each)}
        case PerItem():
            return {"type": "array", "items": _amount(shape.of)}
        case _:
            assert_never(shape)


def _amount(of: Amount) -> Schema:
    return {"type": "string", "pattern": _SHOWN[of.shown]}


def _object(properties: Mapping[str, object], required: Sequence[str]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


# ── several claims ──


def _claims(module: Module, lang: Language) -> Schema:
    """What ``settle`` is given."""
    made = _object(
        {
            "claims": _named_claims(module),
            SAME_MATTER_NAME: {
                "description": _SAID["same matter"][lang],
                "type": "array",
                "items": {"type": "array", "items": {"type": "string"}},
            },
            CLAIM_DATE: {"description": _PARTS["date"][lang], **_or_null(date_schema())},
        },
        ["claims"],
    )
    return {"title": _SAID["settle"][lang], "description": _SAID["claims"][lang], **made}


def _applicants(module: Module, lang: Language) -> Schema:
    """What ``allocate`` is given."""
    amount = _number(BUDGET_TYPE, _Said(lang))
    pots: Schema = {"type": ["number", "string", "object"], "additionalProperties": amount, "minProperties": 1}
    budget = {"description": _SAID["budget"][lang], **amount, **pots}
    needs_budget = module.budget is None
    by_score = module.sharing is not None and module.sharing.order == "score"
    scores: Schema = {"description": _SAID["scores"][lang]}
    if by_score:
        scores |= {"type": "object", "additionalProperties": _number(SCORE_TYPE, _Said(lang))}
    made = _object(
        {
            "申报": {"type": "object", "additionalProperties": _named_claims(module)},
            BUDGET_TYPE.name: budget if needs_budget else _or_null(budget),
            SCORE_TYPE.name: scores,
            SAME_MATTER_NAME: {
                "description": _SAID["matters of each"][lang],
                "type": "object",
                "additionalProperties": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
            },
            APPROVED_NAME: {
                "description": _SAID["approved of each"][lang],
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": _or_null(_number(BUDGET_TYPE, _Said(lang))),
                },
            },
            CLAIM_DATE: {"description": _PARTS["date"][lang], **_or_null(date_schema())},
        },
        ["申报", *([BUDGET_TYPE.name] if needs_budget else [])],
    )
    return {"title": _SAID["allocate"][lang], "description": _SAID["applicants"][lang], **made}


def _named_claims(module: Module) -> Schema:
    """Claims by their names: a clause, or clause#text for a further claim of it."""
    refs = {entry.id: _ref(f"{'claim' if entry.feeds else 'facts'}-{entry.id}") for entry in module.entries}
    return {
        "type": "object",
        "properties": refs,
        "patternProperties": {_further(clause, refs): ref for clause, ref in refs.items()},
        "additionalProperties": False,
    }


def _further(clause: str, clauses: Iterable[str]) -> str:
    """The names of further claims of a clause; an id may itself have a #, the longest that is a clause counts."""
    longer = [escaped(other[len(clause) + 1 :]) for other in clauses if other.startswith(f"{clause}#")]
    return f"^{escaped(clause)}#" + (f"(?!(?:{'|'.join(longer)})(?:#|$))" if longer else "")


def _ref(name: str) -> Schema:
    if not name.isprintable():  # half a character, say, which no address can have
        return {"$ref": f"#{_anchor(name)}"}
    # As RFC 6901 and then RFC 3986 want a name written within a reference.
    pointer = name.replace("~", "~0").replace("/", "~1")
    said = "".join(
        char if re.fullmatch("[A-Za-z0-9._~-]", char) else "".join(f"%{byte:02X}" for byte in char.encode("utf-8"))
        for char in pointer
    )
    return {"$ref": f"#/$defs/{said}"}


def _anchored(name: str, schema: Schema) -> Schema:
    """A definition that can be referred to by its name: facts-7.1; a sign that an anchor may not have by its number."""
    return {"$anchor": _anchor(name), **schema}


def _anchor(name: str) -> str:
    return re.sub("[^A-Za-z0-9.-]", lambda sign: f"_{ord(sign[0]):x}_", name)


# ── words ──


def _words(of: FactType, lang: Language) -> str:
    """What may be given, in a few words."""
    if of.kind != "number":
        words = _KINDS[of.kind][lang]
        if of.kind == "record":
            words += _SAID["and"][lang].join(part.name for part in of.fields)
        return words + _range(of, lang)
    unit = of.unit if lang == "zh" else several(english_unit(of.unit)[0])
    key = of.unit if of.unit in _NUMBERS else "factor" if not of.unit and of.decimals else "other"
    said = _NUMBERS[key][lang].format(unit=unit, chinese=of.unit)
    if of.decimals and of.unit != CLOCK:
        said += _SAID["decimals"][lang].format(decimals=of.decimals)
    if of.negative:
        said += _SAID["negative"][lang]
    return said + _range(of, lang)


def _range(of: FactType, lang: Language) -> str:
    """From where to where, in words."""
    if of.low is None and of.high is None:
        return ""
    low, high = (None if end is None else _shown_number(of, end, lang) for end in (of.low, of.high))
    key = "at most" if low is None else "at least" if high is None else "from to"
    return _SAID[key][lang].format(low=low, high=high)


def _shown(of: FactType, lang: Language) -> str:
    """The default, in words."""
    if of.kind in ("number", "date") and isinstance(of.default, int):
        return _shown_number(of, of.default, lang)
    if of.kind == "boolean":
        return tongue_of(lang).shown_truth(bool(of.default))
    spelled = _spelled(of, of.default)
    return spelled if isinstance(spelled, str) else json.dumps(spelled, ensure_ascii=False)


def _shown_number(of: FactType, value: int, lang: Language) -> str:
    if of.kind == "date":
        return date.fromordinal(value).isoformat()
    if lang == "zh":
        return tongue_of(lang).shown_quantity(value, of.scale, of.unit)
    name, size = english_unit(of.unit)
    scaled = value * size
    return tongue_of(lang).shown_quantity(scaled.numerator, scaled.denominator * of.scale, name)


_NUMBERS: Mapping[str, Mapping[str, str]] = {
    "元": {
        "zh": "金额，以元计；文字可带单位，如 \"3000万元\"",
        "en": "an amount in yuan; as text it may have a unit, such as \"3000万元\"",
    },
    "%": {"zh": "比例：\"20%\"，或数 0.2", "en": "a ratio: \"20%\", or the number 0.2"},
    "": {"zh": "整数", "en": "a whole number"},
    "factor": {"zh": "系数，如 1.2", "en": "a number such as 1.2"},
    CLOCK: {"zh": "时刻，如 \"19:00\"，或整点 19", "en": "a time of day such as \"19:00\", or the full hour 19"},
    "other": {
        "zh": "数量，以{unit}计；文字可带单位，如 \"12{unit}\"",
        "en": "a quantity in {unit}; as text it may have a unit, such as \"12{chinese}\"",
    },
}  # fmt: skip
_KINDS: Mapping[str, Mapping[str, str]] = {
    "boolean": {"zh": "是或否", "en": "yes or no: true, false, 是 or 否"},
    "option": {"zh": "选其中一项", "en": "one of the options"},
    "date": {"zh": "日期，如 2025-03-01", "en": "a date such as 2025-03-01"},
    "text": {"zh": "文字", "en": "text"},
    "list": {"zh": "一列，没有的填空列", "en": "a list, empty where there is none"},
    "record": {"zh": "", "en": ""},
}
_SAID: Mapping[str, Mapping[str, str]] = {
    "document": {
        "zh": "填报和结果的 JSON Schema：$defs 里 facts-条款 是一条规则的填报，result-条款 是它的结果，claims 是 settle 的输入，applicants 是 allocate 的输入。小数请写成文字，如 \"0.1\"：有的程序会把 JSON 的小数读成不精确的二进制数。",
        "en": "Facts and results as JSON Schema: in $defs, facts-ID are the facts of a clause, result-ID is its result, claims is what settle is given, applicants what allocate is. Give decimals as text, such as \"0.1\": some programs read decimals of JSON as inexact binary numbers.",
    },
    "comma": {"zh": "；", "en": "; "},
    "and": {"zh": "、", "en": ", "},
    "decimals": {"zh": "，最多{decimals}位小数", "en": ", {decimals} decimals at most"},
    "negative": {"zh": "，可为负", "en": ", may be negative"},
    "at most": {"zh": "，不高于{high}", "en": ", at most {high}"},
    "at least": {"zh": "，不低于{low}", "en": ", at least {low}"},
    "from to": {"zh": "，在{low}至{high}之间", "en": ", from {low} to {high}"},
    "list of": {"zh": "每{row}：{of}", "en": "each {row}: {of}"},
    "item": {"zh": "项", "en": "item"},
    "length": {"zh": "共{length}项", "en": "{length} items"},
    "default": {"zh": "不填的按{value}", "en": "{value} where it is left out"},
    "fed": {
        "zh": "也可以不填，改填 {id}（{title}）的各项，由它算出",
        "en": "or, in its place, the facts of {id} ({title}), which works it out",
    },
    "settle": {"zh": "一并结算的申报", "en": "claims to be settled together"},
    "matters of each": {
        "zh": "申报人 → 每一组里的申报是同一事项，只付最高的一项",
        "en": "applicant → sets of names of its claims, of each of which one is paid",
    },
    "approved of each": {
        "zh": "申报人 → 上限的申报 → 核定金额；给出的，没有核定的上限不占预算",
        "en": "applicant → claim → what was approved under a ceiling; where it is given, a ceiling without takes no money",
    },
    "allocate": {"zh": "分配预算的全部申报", "en": "the claims of all applicants"},
    "claims": {
        "zh": "名字是条款号；同一条款再报一项的，后面加 # 和任何字，如 10.1#二期",
        "en": "by the id of the clause; a further claim of the same clause has # and any text behind it, as 10.1#二期",
    },
    "applicants": {"zh": "申报人 → 它的各项申报", "en": "applicant → its claims"},
    "same matter": {
        "zh": "每一组里的申报是同一事项，只付最高的一项",
        "en": "the claims of each set are for the same matter: the highest is paid",
    },
    "budget": {
        "zh": "预算，以元计；政策写明的可以不填。分几笔的，是章、部门、条款或“全部” → 金额，先写的先用",
        "en": "the budget in yuan; the policy's own where it states one. Of several pots: a chapter, department, clause or 全部"
        " → its sum, used in this order",
    },
    "scores": {"zh": "申报人 → 得分，按得分分配的才要", "en": "applicant → score, where the budget is shared by score"},
}  # fmt: skip
_PARTS: Mapping[str, Mapping[str, str]] = {
    "result": {"zh": "calc 的结果", "en": "what calc gives"},
    "answer": {"zh": "是哪一种 JSON", "en": "which JSON this is"},
    "version": {"zh": "它的版本：名字的意思变了才加一", "en": "its version, which changes where the meaning of a name does"},
    "policy": {"zh": "政策的题目", "en": "title of the policy"},
    "policy_hash": {"zh": "政策文件的 SHA-256", "en": "SHA-256 of the policy's text"},
    "compiler": {"zh": "tiaowen 的版本", "en": "version of tiaowen"},
    "clause": {"zh": "条款", "en": "the clause"},
    "citation": {"zh": "依据的原文", "en": "the sentence that it rests on"},
    "value": {
        "zh": "结果，数写成文字，不丢一位；不符合条件的是 0",
        "en": "the result, numbers as text so that no digit is lost; 0 where not eligible",
    },
    "unit": {"zh": "单位", "en": "its unit"},
    "kind": {"zh": "上限由主管部门在此以内核定", "en": "of a 上限 (ceiling) the competent department decides up to it"},
    "form": {"zh": "奖补、减免、交纳、核算、资格", "en": "award, reduction, payment due, count or qualification"},
    "eligible": {"zh": "是否符合全部条件，并在有效期内", "en": "whether all conditions hold, within the period of validity"},
    "date": {"zh": "申报日期", "en": "date of the claim"},
    "trace": {"zh": "计算的每一步，逐行", "en": "every step, line by line"},
    "left_out": {"zh": "有错误、没有载入的规则", "en": "rules with errors, which were left out"},
    "notes": {"zh": "填报是怎样理解的、哪里可疑；没有的不写", "en": "how facts were understood, and what is doubtful; absent where there is nothing"},
}  # fmt: skip

SCHEMA = Target(name="schema", suffixes=("",), emit=emit)
