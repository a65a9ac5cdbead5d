"""The application: every address, and what it answers.

In: offers, the guide of each as files, and who does long work.  Out: an ASGI application, a ``Guard`` around FastAPI.
"""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tiaowen.runtime.errors import FactError, hint

from ..report.diagnostic import Text
from ..service.answers import faults_data
from ..service.clauses import clause_data, facts_data, policy_data
from ..version import VERSION
from .answering import PRIVATE, kept, language_of, posted, problem_of, said_in, tag_of
from .guard import Guard
from .limits import Limits
from .metrics import FORMAT, Metrics
from .openapi import openapi_of, schema_data
from .pages import api_page, assets, index_page
from .problems import Kind, Problem
from .work import Answer, Job, What, done, written

if TYPE_CHECKING:
    from ..report.diagnostic import Language
    from ..report.render import Json
    from ..service.offer import Offer

# What no policy may be called, since it is an address of the service.
OWN = ("policies", "check", "health", "metrics", "api", "openapi.json", "favicon.ico", "robots.txt", "assets")
Files = Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Served:
    """What the application is made of.  ``guides``: the files of each policy's guide by their names; ``apart``: who does
    what may take long (none: it is done on the spot)."""

    offers: Mapping[str, Offer]
    guides: Mapping[str, Files]
    lang: Language = "zh"
    limits: Limits = field(default_factory=Limits)
    log: Callable[[str], None] = print
    apart: Callable[[Job], Awaitable[Answer]] | None = None
    debug: bool = False


def application(served: Served) -> Guard:
    """The application, whole."""
    metrics = Metrics(served.offers.values())
    house = _House(served, metrics)
    app = FastAPI(
        title="条文", version=VERSION, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False
    )
    for path, methods, answer in house.routes():
        app.add_api_route(path, answer, methods=methods, include_in_schema=False)
    app.add_exception_handler(Problem, house.of_problem)
    app.add_exception_handler(HTTPException, house.of_http)
    app.add_exception_handler(Exception, house.of_ours)
    return Guard(app, served.limits, metrics, served.log, served.lang, served.debug)


_READ, _POST = ["GET", "HEAD"], ["POST"]
_HTML = "text/html; charset=utf-8"
_POSTED: tuple[What, ...] = tuple(each for each in get_args(What) if each != "check")


class _House:
    """The answers, and what is kept of those that are the same for everybody."""

    def __init__(self, served: Served, metrics: Metrics) -> None:
        self._served, self._metrics = served, metrics
        self._kept: dict[tuple[str, ...], tuple[bytes, str]] = {}

    def routes(self) -> list[tuple[str, list[str], Callable[..., Awaitable[Response]]]]:
        """Every address, those first that are asked for most."""
        return [
            ("/{policy}/calc/{clause:path}", _POST, self._work_of("calc")),
            ("/{policy}/explain/{clause:path}", _POST, self._work_of("explain")),
            ("/{policy}/settle", _POST, self._work_of("settle")),
            ("/{policy}/allocate", _POST, self._work_of("allocate")),
            ("/check", _POST, self._work_of("check")),
            ("/health", _READ, self._health),
            ("/metrics", _READ, self._numbers),
            ("/", _READ, self._index),
            ("/policies", _READ, self._policies),
            ("/openapi.json", _READ, self._openapi),
            ("/api", _READ, self._redirect),
            ("/api/", _READ, self._api),
            ("/assets/{file}", _READ, self._asset),
            ("/favicon.ico", _READ, self._nothing),
            ("/{policy}/clauses", _READ, self._clauses),
            ("/{policy}/clauses/{clause:path}", _READ, self._clause),
            ("/{policy}/facts/{clause:path}", _READ, self._facts),
            ("/{policy}/schema/{clause:path}", _READ, self._schema),
            ("/{policy}", _READ, self._redirect),
            ("/{policy}/{file:path}", _READ, self._guide),
        ]

    # ── what is posted ──

    def _work_of(self, what: What) -> Callable[[Request], Awaitable[Response]]:
        async def work(request: Request) -> Response:
            served = self._served
            lang = language_of(request, served.lang)
            name = request.path_params.get("policy", "")
            body = await _body(request, served.limits)
            _checked_type(request, "text/plain" if what == "check" else "application/json")
            if what != "check":
                self._offer(name)
            job = Job(what=what, policy=name, clause=request.path_params.get("clause", ""), body=body, lang=lang)
            is_long = what == "check" or len(body) > served.limits.at_once
            answer = await served.apart(job) if is_long and served.apart else done(served.offers, job, served.limits)
            return posted(answer.status, answer.body, lang, answer.kind)

        return work

    # ── what is read ──

    async def _policies(self, request: Request) -> Response:
        offers = self._served.offers.values()

        def listed(lang: Language) -> dict[str, Json]:
            return {
                "policies": [
                    {"name": offer.name, "title": offer.policy.title, "policy_hash": offer.policy.hash}
                    for offer in offers
                ]
            }

        return self._data(request, ("policies",), "".join(offer.policy.hash for offer in offers), listed)

    async def _clauses(self, request: Request) -> Response:
        policy = self._offer(request.path_params["policy"]).policy
        return self._data(request, (policy.hash, "clauses"), policy.hash, lambda lang: policy_data(policy, lang))

    async def _clause(self, request: Request) -> Response:
        return self._of_clause(request, "clauses", lambda offer, clause, lang: clause_data(offer.policy, clause, lang))

    async def _facts(self, request: Request) -> Response:
        def facts(offer: Offer, clause: str, lang: Language) -> Mapping[str, object]:
            said = {"policy_hash": offer.policy.hash, "clause": clause}
            return {**said, "facts": facts_data(offer.policy, clause, lang)}

        return self._of_clause(request, "facts", facts)

    async def _schema(self, request: Request) -> Response:
        return self._of_clause(request, "schema", schema_data)

    def _of_clause(
        self, request: Request, what: str, data: Callable[[Offer, str, Language], Mapping[str, object]]
    ) -> Response:
        offer, clause = self._offer(request.path_params["policy"]), request.path_params["clause"]
        try:
            return self._data(
                request, (offer.policy.hash, what, clause), offer.policy.hash, lambda lang: data(offer, clause, lang)
            )
        except FactError as error:
            raise Problem("clause", faults=faults_data(error)) from None

    def _data(
        self, request: Request, key: tuple[str, ...], of: str, data: Callable[[Language], Mapping[str, object]]
    ) -> Response:
        return self._once(request, key, of, lambda lang: written(data(lang)), "application/json")

    def _once(
        self, request: Request, key: tuple[str, ...], of: str, made: Callable[[Language], bytes], media_type: str
    ) -> Response:
        """What is worked out once, in a language: it is of what there is, so that there is an end of it."""
        lang = language_of(request, self._served.lang)
        if (*key, lang) not in self._kept:
            body = made(lang)
            self._kept[*key, lang] = body, tag_of(of, body)
        body, tag = self._kept[*key, lang]
        return kept(request, body, media_type, tag, said_in(lang))

    # ── pages ──

    async def _index(self, request: Request) -> Response:
        return self._once(request, ("index",), "page", lambda lang: index_page(self._served.offers, lang), _HTML)

    async def _api(self, request: Request) -> Response:
        def made(lang: Language) -> bytes:
            return api_page(self._served.offers, self._described(lang), lang)

        return self._once(request, ("api",), "page", made, _HTML)

    async def _openapi(self, request: Request) -> Response:
        hashes = "".join(offer.policy.hash for offer in self._served.offers.values())
        return self._data(request, ("openapi",), hashes, self._described)

    def _described(self, lang: Language) -> dict[str, object]:
        return openapi_of(self._served.offers, self._served.limits, lang)

    async def _asset(self, request: Request) -> Response:
        return self._file(request, assets(), request.path_params["file"], "service")

    async def _guide(self, request: Request) -> Response:
        offer, name = self._offer(request.path_params["policy"]), request.path_params["file"]
        if name.partition("/")[0] in _POSTED:
            raise HTTPException(405, headers={"Allow": "POST"})
        return self._file(request, self._served.guides[offer.name], name or "index.html", offer.policy.hash)

    def _file(self, request: Request, files: Files, name: str, of: str) -> Response:
        if name not in files:
            raise Problem("page")
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        kind = "text/javascript" if name.endswith(".js") else kind
        text = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        return kept(request, files[name], text, tag_of(of, files[name]), {})

    async def _redirect(self, request: Request) -> Response:
        name = request.path_params.get("policy")
        if name is not None:
            self._offer(name)
        # Relative, so that it is right behind whatever proxy.
        last = (request.scope.get("raw_path") or request.url.path.encode()).decode("ascii").rpartition("/")[2]
        return RedirectResponse(f"{last}/", 308)

    async def _nothing(self, request: Request) -> Response:
        return Response(None, 204, {"Cache-Control": "max-age=86400"})

    # ── for operators ──

    async def _health(self, request: Request) -> Response:
        said = {"status": "ok", "version": VERSION, "policies": list(self._served.offers)}
        return Response(written(said), 200, PRIVATE, media_type="application/json")

    async def _numbers(self, request: Request) -> Response:
        return Response(self._metrics.text(), 200, {**PRIVATE, "Content-Type": FORMAT})

    # ── what is wrong ──

    def _offer(self, name: str) -> Offer:
        if name not in self._served.offers:
            near = hint(name, self._served.offers)
            if not near[0]:
                raise Problem("policy")
            raise Problem("policy", Text(near[0].lstrip("，"), near[1].lstrip("; ")))
        return self._served.offers[name]

    async def of_problem(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return problem_of(error, language_of(request, self._served.lang))

    async def of_ours(self, request: Request, _error: Exception) -> Response:
        """What the guard then writes into the log."""
        return problem_of(Problem("ours"), language_of(request, self._served.lang))

    async def of_http(self, request: Request, error: Exception) -> Response:
        """What the router refuses: an address that there is not, a method that one does not take; what it takes is told to
        who asks (OPTIONS)."""
        assert isinstance(error, HTTPException)
        headers = dict(error.headers or {})
        if "Allow" in headers:
            headers["Allow"] = ", ".join(sorted({*headers["Allow"].split(", "), "OPTIONS"}))
        if error.status_code == 405 and request.method == "OPTIONS":
            return Response(None, 204, headers)
        kinds: dict[int, Kind] = {404: "page", 405: "method"}
        return problem_of(
            Problem(kinds.get(error.status_code, "request"), headers=headers), language_of(request, self._served.lang)
        )


async def _body(request: Request, limits: Limits) -> bytes:
    """What is posted, no larger than may be.  Raises ``Problem``.

    What is too large is read on for a while, and forgotten: who still sends when a connection is closed never sees why."""
    said = Text(f"最多 {limits.body} 字节", f"at most {limits.body} bytes")
    too_large = Problem("body-size", said, headers={"Connection": "close"})
    length = request.headers.get("content-length", "0")
    is_too_large = not length.isdecimal() or len(length) > 15 or int(length) > limits.body
    if is_too_large and "expect" in request.headers:  # it has not been sent yet
        raise too_large
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.seconds):
            async for part in request.stream():
                size += len(part)
                is_too_large = is_too_large or size > limits.body
                if size > 8 * limits.body:
                    break
                if not is_too_large:
                    parts.append(part)
    except TimeoutError:
        raise (too_large if is_too_large else Problem("slow-body", headers={"Connection": "close"})) from None
    if is_too_large:
        raise too_large
    return b"".join(parts)


def _checked_type(request: Request, media_type: str) -> None:
    given = request.headers.get("content-type", "")
    kind, _, more = given.partition(";")
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    wanted = {"Accept": media_type} if request.method == "POST" else {}
    if encoding not in ("identity", ""):
        zh, en = "请求体不能压缩（Content-Encoding）", "a body may not be compressed (Content-Encoding)"
        raise Problem("media-type", Text(zh, en), headers={"Accept-Encoding": "identity"})
    if kind.strip().lower() != media_type:
        zh, en = f"请求要写明 Content-Type: {media_type}", f"say Content-Type: {media_type}"
        raise Problem("media-type", Text(zh, en), headers=wanted)
    for part in filter(None, map(str.strip, more.split(";"))):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8"):
            raise Problem("media-type", Text("文字只能是 UTF-8", "text is UTF-8 only"), headers=wanted)
