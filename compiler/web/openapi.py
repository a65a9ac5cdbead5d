"""The service described in OpenAPI 3.1: every operation, with the schema of what is given and answered, and an example that
can be sent as it stands; of ``calc`` an operation for each clause, since each asks for facts of its own.

In: offers, and the limits that a description tells.  Out: the document as data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..model.types import CLAIM_DATE
from ..service.clauses import clause_data, clause_of
from ..service.shapes import SHAPES
from ..targets.schema import facts_schema, result_schema
from ..version import VERSION
from .problems import KINDS, PROBLEM_TYPE, Kind
from .words import said

if TYPE_CHECKING:
    from ..program.module import Entry
    from ..report.diagnostic import Language
    from ..service.offer import Offer
    from .limits import Limits

Data = dict[str, Any]
JSON = "application/json"


def schema_data(offer: Offer, clause_id: str, lang: Language) -> Data:
    """The JSON Schemas of one clause: what is posted to calc, and what it answers.  Raises ``FactError``."""
    clause_of(offer.policy, clause_id)
    entries = {entry.id: entry for entry in offer.program(lang).entries}
    return {
        "policy_hash": offer.policy.hash,
        "clause": clause_id,
        "facts": _given(entries[clause_id], entries, lang),
        "result": result_schema(entries[clause_id], lang),
    }


def _given(entry: Entry, entries: Mapping[str, Entry], lang: Language) -> Data:
    """What is posted: the facts, and among them the date of the claim."""
    made: Data = dict(facts_schema(entry, entries, lang))
    made["properties"] = {**made["properties"], CLAIM_DATE: _day(said("date of the claim", lang))}
    return made


def _day(description: str) -> Data:
    return {"type": ["string", "null"], "format": "date", "description": description}


def openapi_of(offers: Mapping[str, Offer], limits: Limits, lang: Language) -> Data:
    """The whole document."""
    paths: Data = {}
    for path, method, operation in _operations(offers, limits, lang):
        paths.setdefault(path, {})[method] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": said("title", lang),
            "version": VERSION,
            "description": said("description", lang, size=limits.body >> 10, items=limits.items, depth=limits.nesting),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "./"}],
        "tags": [
            *({"name": offer.name, "description": offer.policy.title} for offer in offers.values()),
            {"name": "service", "description": said("the service itself", lang)},
        ],
        "paths": paths,
        "components": {"schemas": _schemas(lang)},
    }


def _operations(offers: Mapping[str, Offer], limits: Limits, lang: Language) -> Iterator[tuple[str, str, Data]]:
    """Each operation: its path, its method, and what it is."""
    for offer in offers.values():
        yield from _of_policy(offer, lang)
    yield "/policies", "get", _read("policies", "policies", "Policies", "service", {}, lang)
    draft = said("example of a draft", lang)
    schema = {"type": "string", "maxLength": limits.body}
    body = {"required": True, "content": {"text/plain": {"schema": schema, "example": draft}}}
    yield "/check", "post", _post("check", "check", "Checked", "service", {}, lang, body)
    yield "/health", "get", _read("health", "health", "Health", "service", {}, lang)
    text = {"200": {"description": said("metrics", lang), "content": {"text/plain": {"schema": {"type": "string"}}}}}
    yield "/metrics", "get", {**_about("metrics", "metrics", "service", lang), "responses": text}


def _of_policy(offer: Offer, lang: Language) -> Iterator[tuple[str, str, Data]]:
    name, base = offer.name, f"/{quote(offer.name)}"
    entries = {entry.id: entry for entry in offer.program(lang).entries}
    which = {"name": "clause", "in": "path", "required": True, "schema": {"enum": list(entries)}}
    one = {"parameters": [{**which, "example": next(iter(entries), "")}]}
    yield f"{base}/clauses", "get", _read(f"{name}-clauses", "clauses", "Clauses", name, {}, lang)
    if not entries:
        return
    for what, answer in (("clause", "Clause"), ("facts", "Facts"), ("schema", "ClauseSchema")):
        address = "clauses" if what == "clause" else what
        yield f"{base}/{address}/{{clause}}", "get", _read(f"{name}-{what}", what, answer, name, one, lang, "clause")
    for entry in entries.values():
        example = _example(offer, entry, lang)
        body = _json(_given(entry, entries, lang), example)
        operation = _post(f"{name}-calc-{entry.id}", "calc", "", name, {}, lang, body, result_schema(entry, lang))
        operation |= {"summary": f"{entry.id} {entry.title}", "description": entry.quote}
        yield f"{base}/calc/{quote(entry.id, safe='')}", "post", operation
    first = next(iter(entries.values()))
    example = _example(offer, first, lang)
    facts = {"type": "object", "description": said("facts of the clause", lang)}
    yield (
        f"{base}/explain/{{clause}}",
        "post",
        _post(
            f"{name}-explain", "explain", "Explanation", name, one, lang, _json(facts, example), statuses=("clause",)
        ),
    )
    claims, day = _claims(offer, entries, lang)
    ref = {"$ref": "#/components/schemas/Claims"}
    yield (
        f"{base}/settle",
        "post",
        _post(f"{name}-settle", "settle", "Settlement", name, {}, lang, _json(ref, {"claims": claims, **day})),
    )
    ref = {"$ref": "#/components/schemas/Applicants"}
    applicant = said("example of an applicant", lang)
    by_score = (sharing := offer.program(lang).sharing) is not None and sharing.order == "score"
    scores = {"得分": {applicant: 90}} if by_score else {}
    shared = {"申报": {applicant: claims}, "预算": "100万元", **scores, **day}
    yield (
        f"{base}/allocate",
        "post",
        _post(f"{name}-allocate", "allocate", "Allocation", name, {}, lang, _json(ref, shared)),
    )


def _example(offer: Offer, entry: Entry, lang: Language) -> Data | None:
    """The facts of its first worked case that is accepted, the day with them."""
    clause: Any = clause_data(offer.policy, entry.id, lang)
    for case in clause["examples"]:
        if case["accepted"]:
            return {**case["facts"], **({CLAIM_DATE: case["date"]} if case["date"] else {})}
    return None


def _claims(offer: Offer, entries: Mapping[str, Entry], lang: Language) -> tuple[Data, Data]:
    """Two claims, of one matter where the policy has such; the day of them all is said apart."""
    matters = (ids for ids in offer.program(lang).same_matter if entries.keys() >= set(ids))
    made = {name: _example(offer, entries[name], lang) for name in [*next(matters, ()), *entries][:2]}
    claims = {name: dict(facts) for name, facts in made.items() if facts is not None}
    days = [facts.pop(CLAIM_DATE) for facts in claims.values() if CLAIM_DATE in facts]
    return claims, {CLAIM_DATE: days[0]} if days else {}


def _json(schema: Data, example: object) -> Data:
    shown = {} if example is None else {"example": example}
    return {"required": True, "content": {JSON: {"schema": schema, **shown}}}


def _about(name: str, what: str, tag: str, lang: Language) -> Data:
    operation = re.sub("[^A-Za-z0-9._-]", lambda found: f"_{ord(found[0]):x}", name)
    return {"operationId": operation, "tags": [tag], "summary": said(what, lang)}


def _read(name: str, what: str, answer: str, tag: str, more: Data, lang: Language, *statuses: Kind) -> Data:
    fine = {
        "description": said(what, lang),
        "headers": {"ETag": {"schema": {"type": "string"}}},
        "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{answer}"}}},
    }
    return {**_about(name, what, tag, lang), **more, "responses": {"200": fine, **_problems(lang, *statuses, "busy")}}


def _post(
    name: str,
    what: str,
    answer: str,
    tag: str,
    more: Data,
    lang: Language,
    body: Data,
    schema: Data | None = None,
    statuses: tuple[Kind, ...] = (),
) -> Data:
    schema = schema or {"$ref": f"#/components/schemas/{answer}"}
    fine = {"description": said(what, lang), "content": {JSON: {"schema": schema}}}
    refused = _problems(lang, "json", "slow-body", "body-size", "media-type", "facts", "busy", *statuses)
    return {
        **_about(name, what, tag, lang),
        **more,
        "requestBody": body,
        "responses": {"200": fine, **refused},
    }


def _problems(lang: Language, *kinds: Kind) -> Data:
    """The problems of an operation by their status."""
    content = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    found: Data = {}
    for kind in kinds:
        status, title = KINDS[kind]
        found.setdefault(str(status), {"description": title.said(lang), "content": content})
    return dict(sorted(found.items()))


# ── what is said of every policy alike ──

_TEXT: Data = {"type": "string"}
_TEXTS: Data = {"type": "array", "items": _TEXT}
_HASH: Data = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_PERIOD: Data = {"type": ["array", "null"], "items": {"type": "string", "format": "date"}, "maxItems": 2}
_ANY: Data = {"type": "object"}


def _object(properties: Data, *optional: str) -> Data:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list(of: Data) -> Data:
    return {"type": "array", "items": of}


def _schemas(lang: Language) -> Data:
    codes = {"type": "string", "pattern": "^T[0-9]{4}$"}
    problem = _object(
        {
            "type": {"enum": [f"urn:tiaowen:problem:{kind}" for kind in KINDS]},
            "title": _TEXT,
            "status": {"type": "integer"},
            "detail": _TEXT,
            "code": {**codes, "description": said("code of the first fault", lang)},
            "faults": _shape("faults")["properties"]["faults"],
        },
        *("detail", "code", "faults"),
    )
    policy = {"policy": _TEXT, "policy_hash": _HASH, "compiler": _TEXT}
    short = {
        **dict.fromkeys(("clause", "title", "heading", "form", "kind", "unit", "chapter", "article"), _TEXT),
        **{"citation": _TEXT, "departments": _TEXT, "valid": _PERIOD, "same_matter": _TEXTS},
    }
    fact = _object(
        {
            "name": _TEXT,
            "kind": {"enum": ["number", "boolean", "option", "date", "text", "list", "record"]},
            "unit": _TEXT,
            "required": {"type": "boolean"},
            **dict.fromkeys(("expected", "range", "left_out", "note"), _TEXT),
            "for": _TEXTS,
        }
    )
    date = {"type": ["string", "null"]}
    case = _object({"text": _TEXT, "facts": _ANY, "date": date, "accepted": {"type": "boolean"}, "results": _TEXTS})
    left = _object({"text": _TEXT, "reason": _TEXT, "note": _TEXT})
    named = _object({"name": _TEXT, "title": _TEXT, "policy_hash": _HASH})
    return {
        "Problem": problem,
        "Policies": _object({"policies": _list(named)}),
        "Clauses": _object({**policy, "valid": _PERIOD, "clauses": _list(_object({**short, "facts": _TEXTS}))}),
        "Clause": _object(
            {
                **short,
                "facts": _list(fact),
                **dict.fromkeys(("conditions", "checks", "readings", "notes"), _TEXTS),
                "not_computed": _list(left),
                "examples": _list(case),
            }
        ),
        "Facts": _object({"policy_hash": _HASH, "clause": _TEXT, "facts": _list(fact)}),
        "ClauseSchema": _object({"policy_hash": _HASH, "clause": _TEXT, "facts": _ANY, "result": _ANY}),
        "Explanation": _object({**policy, "clause": _TEXT, "lines": _TEXTS}),
        "Claims": _shape("claims"),
        "Settlement": _shape("settlement"),
        "Applicants": _shape("applicants"),
        "Allocation": _shape("allocation"),
        "Checked": _object({"passed": {"type": "boolean"}, "read": _TEXT, "diagnostics": _shape("diagnostics")}),
        "Health": _object({"status": {"const": "ok"}, "version": _TEXT, "policies": _TEXTS}),
    }


def _shape(name: str) -> Data:
    """What is published for all commands."""
    schema: Data = SHAPES[name][2]
    return schema
