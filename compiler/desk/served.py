"""The page over HTTP, on this machine only, with the files of a folder.

In: the page, the files (read and saved by whoever calls), and a token that opens the page once.  Out: an application.  Whoever has opened the
page has a cookie of its own; nobody else reads or writes a file, and no other host name is answered to.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

if TYPE_CHECKING:
    from ..report.render import Json

_COOKIE = "tiaowen-desk"
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
# A policy has 20 MB at most; as JSON, a little more.
_MOST = 64 * 2**20


class NotSaved(Exception):
    """Why a file was not saved, in words."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """``texts`` are the files as they are now, by name; ``stamp`` is another where one of them may have changed, and reads none of them;
    ``save`` writes one whole or raises ``NotSaved``."""

    texts: Callable[[], Mapping[str, str]]
    stamp: Callable[[], str]
    save: Callable[[str, str], None]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


# What the page is told when it starts.
SETTINGS: Json = {"served": True}


def application(page: bytes, shelf: Shelf) -> FastAPI:
    """``page`` was made with ``SETTINGS``."""
    made = FastAPI(title="tiaowen desk", docs_url=None, redoc_url=None, openapi_url=None)
    open_once = {shelf.token}
    session = secrets.token_urlsafe(24)

    def is_let_in(request: Request) -> bool:
        host = request.headers.get("host", "").rpartition(":")[0]
        said = request.cookies.get(_COOKIE, "")
        return host in _LOCAL and secrets.compare_digest(said, session)

    @made.get("/")
    def opened(request: Request, token: str = "") -> Response:
        is_new = token in open_once
        open_once.discard(token)
        if not is_new and not is_let_in(request):
            return HTMLResponse("请用命令行里显示的地址打开 / open the address that the command has shown", 403)
        answer = HTMLResponse(page, headers={"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"})
        answer.set_cookie(_COOKIE, session, httponly=True, samesite="strict")
        return answer

    @made.get("/files")
    def listed(request: Request) -> Response:
        if not is_let_in(request):
            return Response(status_code=403)
        # Taken before the files are read: what changes meanwhile is asked for again.
        tag = f'"{_hash(shelf.stamp())}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=204)
        files = [{"name": name, "text": text, "hash": _hash(text)} for name, text in shelf.texts().items()]
        return JSONResponse(files, headers={"ETag": tag, "Cache-Control": "no-store"})

    @made.put("/files")
    async def saved(request: Request) -> Response:
        if not is_let_in(request):
            return Response(status_code=403)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MOST:
                return Response(status_code=413)
        return _saved(bytes(body), shelf)

    return made


def _saved(body: bytes, shelf: Shelf) -> Response:
    """One file: its name, its text, and the hash of what the page had opened; where the file has changed since, 409."""
    try:
        given = json.loads(body)
        name, text, before = given["name"], given["text"], given["hash"]
    except (ValueError, KeyError, TypeError):
        return Response(status_code=400)
    now = shelf.texts().get(name) if isinstance(name, str) else None
    if now is None or not isinstance(text, str):
        return Response(status_code=404)
    if _hash(now) != before:
        return JSONResponse({"text": now, "hash": _hash(now)}, 409)
    try:
        shelf.save(name, text)
    except NotSaved as error:
        return JSONResponse({"said": str(error)}, 507)
    return JSONResponse({"hash": _hash(text)})


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
