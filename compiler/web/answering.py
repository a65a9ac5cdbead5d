"""How everything is answered: the language asked for, the headers that every answer bears, data and problems as responses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from .problems import PROBLEM_TYPE, Problem
from .work import written

if TYPE_CHECKING:
    from ..report.diagnostic import Language

# Pages ask for nothing but what this service has, and stand in no other page.  The charts of the guide have their lengths
# in style attributes.
_PAGES = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
SECURITY: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", _PAGES.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
PRIVATE = {"Cache-Control": "no-store"}


def language_of(request: Request, default: Language) -> Language:
    """The language that is asked for (Accept-Language), of the two that there are."""
    return _preferred(request.headers.get("accept-language", "")[:400], default)


@lru_cache(1000)
def _preferred(asked: str, default: Language) -> Language:
    weights = {"zh": -1, "en": -1}
    for part in asked.split(","):
        found = _RANGE.fullmatch(part.strip())
        if found:
            weight = int(((found[2] or "1").replace(".", "") + "000")[:4])
            weights[found[1].lower()] = max(weight, weights[found[1].lower()])
    weights[default] = max(weights[default], 0)  # anything else is answered, too
    other: Language = "en" if default == "zh" else "zh"
    return other if weights[other] > weights[default] else default


_RANGE = re.compile(r"(zh|en)(?:-[a-z0-9-]+)?(?:\s*;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?", re.IGNORECASE)


def posted(status: int, body: bytes, lang: Language, kind: str = "") -> Response:
    """The answer to what was posted, which nobody keeps: facts are personal data."""
    return Response(body, status, {**PRIVATE, **said_in(lang)}, media_type=PROBLEM_TYPE if kind else "application/json")


def problem_of(problem: Problem, lang: Language) -> Response:
    """A problem as a response."""
    headers = {**PRIVATE, **said_in(lang), **problem.headers}
    return Response(written(problem.data(lang)), problem.status, headers, media_type=PROBLEM_TYPE)


def kept(request: Request, body: bytes, media_type: str, tag: str, headers: Mapping[str, str]) -> Response:
    """What may be kept as long as its tag is the same; to who has it already, only that it is (304)."""
    headers = {"ETag": f'"{tag}"', "Cache-Control": "no-cache", **headers}
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or f'"{tag}"' in (each.strip().removeprefix("W/") for each in known.split(",")):
        return Response(None, 304, headers)
    return Response(body, 200, headers, media_type=media_type)


def tag_of(policy_hash: str, body: bytes) -> str:
    """The tag of an answer: of the policy, and of what is said of it."""
    return f"{policy_hash[:16]}-{sha256(body).hexdigest()[:16]}"


def said_in(lang: Language) -> dict[str, str]:
    """The headers of what is said in a language that was asked for."""
    return {"Content-Language": "zh-CN" if lang == "zh" else "en", "Vary": "Accept-Language"}
