"""The page put together: one file of HTML that needs nothing else.

In: what was brought.  Out: its bytes, the same for the same input.  What is large is compressed and stands as base64 in scripts that no browser
runs; ``page/start.js`` takes them apart.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from dataclasses import fields
from importlib import resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from ..targets.page import of_page
from ..version import VERSION
from .brought import Brought
from .packed import packed

if TYPE_CHECKING:
    from ..report.render import Json

# Scripts of others, by the name under which they are imported, and the file that they are in.
_EDITOR = {
    "@codemirror/autocomplete": "dist/index.js",
    "@codemirror/commands": "dist/index.js",
    "@codemirror/language": "dist/index.js",
    "@codemirror/lint": "dist/index.js",
    "@codemirror/search": "dist/index.js",
    "@codemirror/state": "dist/index.js",
    "@codemirror/streamparser": "dist/index.js",
    "@codemirror/view": "dist/index.js",
    "@lezer/common": "dist/index.js",
    "@lezer/highlight": "dist/index.js",
    "@lezer/lr": "dist/index.js",
    "@marijn/find-cluster-break": "src/index.js",
    "crelt": "index.js",
    "style-mod": "src/style-mod.js",
    "w3c-keyname": "index.js",
}
# The Python of the page.
_PYTHON = ("pyodide.mjs", "pyodide.asm.mjs")


def page(brought: Brought, settings: Json = None) -> bytes:
    """The whole page; ``settings`` are given to it when it starts (where it is served: from whom it has its files)."""
    made = packed(brought)
    template = _page().joinpath("index.html").read_text("utf-8")
    parts = [
        *(_part("module", name, _module(brought, name, file)) for name, file in _EDITOR.items()),
        *(_part("module", f"desk/{name}", text) for name, text in _own()),
        *(_part("python", name, (brought.modules / "pyodide" / name).read_bytes()) for name in _PYTHON),
        _part("python", "fzstd", _module(brought, "fzstd", "esm/index.mjs")),
        _part("python", "info", _info(brought)),
        *(_part("python", each.name, getattr(made, each.name), is_packed=True) for each in fields(made)),
    ]
    filled = {
        "{{version}}": VERSION,
        "{{style}}": of_page("tokens.css") + _styles(),
        "{{settings}}": json.dumps(settings, ensure_ascii=False).replace("<", "\\u003c"),
        "{{start}}": _page().joinpath("start.js").read_text("utf-8"),
        "{{parts}}": "\n".join(parts),
    }
    for name, text in filled.items():
        template = template.replace(name, text)
    return template.encode()


def _info(brought: Brought) -> bytes:
    """What Pyodide says of itself, without the packages that could be fetched."""
    return json.dumps(json.loads((brought.modules / "pyodide" / "pyodide-lock.json").read_bytes())["info"]).encode()


def _page() -> Traversable:
    return resources.files("tiaowen.compiler").joinpath("desk", "page")


def _module(brought: Brought, name: str, file: str) -> bytes:
    return (brought.modules / name / file).read_bytes()


def _own() -> list[tuple[str, bytes]]:
    """The page's own scripts, imported as desk/<name>."""
    found = [("", _page()), *((f"{each.name}/", each) for each in _page().iterdir() if each.is_dir())]
    return sorted(
        (f"{below}{each.name.removesuffix('.js')}", each.read_bytes())
        for below, folder in found
        for each in folder.iterdir()
        if each.name.endswith(".js") and each.name != "start.js"
    )


def _styles() -> str:
    return "\n".join(
        each.read_text("utf-8")
        for each in sorted(_page().iterdir(), key=lambda entry: entry.name)
        if each.name.endswith(".css")
    )


def _part(kind: str, name: str, data: bytes, *, is_packed: bool = False) -> str:
    """``is_packed``: with zstd, which takes a fifth less than gzip, and is unpacked by a script."""
    text = b64encode(data if is_packed else gzip.compress(data, 9, mtime=0)).decode()
    return f'<script type="application/{"zstd" if is_packed else "gzip"}" data-{kind}="{name}">{text}</script>'
