"""One piece of work: what was posted, read and answered.  It knows nothing of HTTP but statuses, so that it is done alike
in the server's own process and in the one apart.

In: offers by name, and a job.  Out: the status and the bytes of the answer, a problem where it cannot be done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tiaowen.runtime.errors import FactError

from ..answers.claims import read_json
from ..report.diagnostic import Text
from ..service.answers import allocate, calculate, check_draft, explain, faults_data, settle
from ..service.clauses import clause_of
from .problems import Problem

if TYPE_CHECKING:
    from ..report.diagnostic import Language
    from ..service.offer import Offer
    from .limits import Limits

What = Literal["calc", "explain", "settle", "allocate", "check"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is asked, of which policy and clause ("" where it is of none), and what was posted."""

    what: What
    policy: str = ""
    clause: str = ""
    body: bytes
    lang: Language


@dataclass(frozen=True, slots=True)
class Answer:
    """``kind`` is that of a problem, "" where the job is done."""

    status: int
    body: bytes
    kind: str = ""


def done(offers: Mapping[str, Offer], job: Job, limits: Limits) -> Answer:
    """The answer to a job."""
    try:
        return Answer(200, written(_data(offers, job, limits)))
    except Problem as problem:
        return Answer(problem.status, written(problem.data(job.lang)), problem.kind)


def _data(offers: Mapping[str, Offer], job: Job, limits: Limits) -> Mapping[str, object]:
    text = _text(job.body)
    if job.what == "check":
        return check_draft(text, job.lang)
    offer = offers[job.policy]
    given = _read(text, limits)
    try:
        if _OF_CLAUSE.get(job.what):
            _known(offer, job.clause)
            return _OF_CLAUSE[job.what](offer, job.clause, given, job.lang)
        return _OF_CLAIMS[job.what](offer, given, job.lang)
    except FactError as error:
        raise Problem("facts", faults=faults_data(error)) from None


_OF_CLAUSE: Mapping[str, Callable[..., dict[str, Any]]] = {"calc": calculate, "explain": explain}
_OF_CLAIMS: Mapping[str, Callable[..., dict[str, Any]]] = {"settle": settle, "allocate": allocate}


def _known(offer: Offer, clause: str) -> None:
    """That the address names a clause: a wrong one is a wrong address, whatever was posted."""
    if clause not in offer.policy.clauses:
        try:
            clause_of(offer.policy, clause)
        except FactError as error:
            raise Problem("clause", faults=faults_data(error)) from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = Text(f"第 {error.start + 1} 个字节不是 UTF-8", f"byte {error.start + 1} is not UTF-8")
        raise Problem("text", at) from None


def _read(text: str, limits: Limits) -> dict[str, object]:
    """The object of a body, its numbers as they are written."""
    try:
        given = read_json(text)
    except FactError as error:
        raise Problem("json", faults=faults_data(error)) from None
    # What has so few brackets and commas needs no closer look.
    if text.count("[") + text.count("{") > limits.nesting or text.count(",") >= limits.items:
        _bounded(given, limits)
    return given


def _bounded(given: object, limits: Limits) -> None:
    waiting = [(given, 1)]
    while waiting:
        value, depth = waiting.pop()
        if not isinstance(value, (dict, list)):
            continue
        if depth > limits.nesting:
            raise Problem(
                "limits", Text(f"JSON 最多套 {limits.nesting} 层", f"JSON is nested at most {limits.nesting} deep")
            )
        if len(value) > limits.items:
            zh, en = f"一列、一组最多 {limits.items} 项", f"a list or an object has at most {limits.items} items"
            raise Problem("limits", Text(zh, en))
        parts = value.values() if isinstance(value, dict) else value
        waiting += [(part, depth + 1) for part in parts]


def written(data: Mapping[str, object]) -> bytes:
    """JSON in UTF-8; halves of characters, which UTF-8 has not, as escapes."""
    try:
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(data, separators=(",", ":")).encode()
