"""The pages of the service itself: which policies there are, and what can be asked of them, to be tried out on the spot.

In: offers, and the description in OpenAPI.  Out: HTML, and the style and script of the pages; nothing comes from elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from markupsafe import Markup

from ..guide.site import style_sheets
from ..guide.site.html import escape
from ..guide.templating import environment_of
from ..service.clauses import facts_data, policy_data
from ..version import VERSION
from .words import said

if TYPE_CHECKING:
    from ..report.diagnostic import Language
    from ..service.offer import Offer

_SHEETS = ("page", "tables", "narrow", "paper")


@cache
def assets() -> Mapping[str, bytes]:
    """What the pages need."""
    folder = resources.files("tiaowen.compiler").joinpath("web", "assets")
    style = "\n".join([style_sheets(*_SHEETS), folder.joinpath("service.css").read_text("utf-8")])
    return {"service.css": style.encode(), "try.js": folder.joinpath("try.js").read_bytes()}


def index_page(offers: Mapping[str, Offer], lang: Language) -> bytes:
    """The policies, each with the ways to it."""
    policies = []
    for offer in offers.values():
        about: Any = policy_data(offer.policy, lang)
        valid = said("until", lang, first=about["valid"][0], last=about["valid"][1]) if about["valid"] else ""
        policies.append(
            {
                "name": offer.name,
                "address": quote(offer.name),
                "anchor": quote(f"policy-{offer.name}"),
                "title": about["policy"] or offer.name,
                "hash": about["policy_hash"],
                "valid": valid,
                "count": len(about["clauses"]),
            }
        )
    return _filled("index.html.j2", lang, root="", here="index", policies=policies)


def api_page(offers: Mapping[str, Offer], described: Mapping[str, Any], lang: Language) -> bytes:
    """Every operation of the description, by policy."""
    groups = [
        {
            "id": f"policy-{tag['name']}",
            "title": tag["description"],
            "is_own": tag["name"] not in offers,
            "operations": [each for each in _operations(offers, described, lang) if each.tag == tag["name"]],
        }
        for tag in described["tags"]
    ]
    description = described["info"]["description"]
    return _filled("api.html.j2", lang, root="../", here="api", description=description, groups=groups)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Operation:
    """``path`` is for people, ``template`` what the browser sends to, with one of ``clauses`` in place of {clause}."""

    id: str
    tag: str
    method: str
    path: str
    template: str
    clauses: list[str]
    summary: str
    description: str
    facts: list[Any]
    type: str
    example: Markup
    curl: Markup

    @property
    def is_clause(self) -> bool:
        return bool(self.description)

    @property
    def rows(self) -> int:
        return self.example.count("\n") + 1


def _operations(offers: Mapping[str, Offer], described: Mapping[str, Any], lang: Language) -> Iterator[_Operation]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            content: dict[str, Any] = operation.get("requestBody", {}).get("content", {})
            empty: tuple[str, Any] = "", {}
            media_type, body = next(iter(content.items()), empty)
            example = body.get("example")
            text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False, indent=2)
            clauses = [clause for each in operation.get("parameters", ()) for clause in each["schema"]["enum"]]
            template = path.removeprefix("/")
            address = template.replace("{clause}", quote(clauses[0], safe="") if clauses else "")
            tag = operation["tags"][0]
            clause = re.fullmatch("[^/]+/calc/(.+)", address)
            facts: Any = facts_data(offers[tag].policy, unquote(clause[1]), lang) if clause else []
            yield _Operation(
                id=operation["operationId"],
                tag=tag,
                method=method.upper(),
                path=unquote(path),
                template=template,
                clauses=clauses,
                summary=operation["summary"],
                description=operation.get("description", ""),
                facts=facts,
                type=media_type,
                example=_lines(text if content else ""),
                curl=_lines(_curl(address, media_type, example)),
            )


def _curl(address: str, media_type: str, example: object) -> str:
    """How it is asked from a shell; a body of several lines is left to a file."""
    if not media_type:
        return f"curl http://127.0.0.1:8000/{address}"
    if isinstance(example, str):
        given = "--data-binary @草稿.policy"
    else:
        written = json.dumps(example, ensure_ascii=False).replace("'", "'\\''")
        given = f"-d '{written}'"
    return f"curl http://127.0.0.1:8000/{address} -H 'Content-Type: {media_type}' {given}"


def _filled(template: str, lang: Language, **shown: object) -> bytes:
    environment = environment_of(("service",), escape, lang)

    def say(name: str, **filled: object) -> str:
        return said(name, lang, **filled)

    environment.globals.update(
        say=say,
        version=VERSION,
        lang=Markup("en" if lang == "en" else "zh-CN"),
        zh=Markup(' lang="zh-CN"') if lang == "en" else Markup(""),
    )
    return environment.get_template(template).render(shown).encode("utf-8", "replace")


def _lines(text: str) -> Markup:
    """A text in its lines."""
    return Markup("\n").join(map(escape, text.split("\n")))
