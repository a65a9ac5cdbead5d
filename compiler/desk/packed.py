"""What goes along into the page: files in one piece, each with where it stands.

A pack is the length of its list in eight digits, the list as JSON ([path, length] of each file), then the files one behind another.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from zipfile import ZipFile

from .brought import Brought

# Pure Python, as it is installed here.
_LIBRARIES = ("lark", "jinja2", "markupsafe", "xlsxwriter")
# What the page has no use for.
_LEFT_OUT = ("/cli/", "/web/", "/assistants/", "/properties/", "/desk/page/", "/desk/npm/", "/lark/__pyinstaller/")
_SOLVER_LIBRARY = "z3/lib/libz3.so"


def pack(files: Mapping[str, bytes]) -> bytes:
    listed = json.dumps([[name, len(data)] for name, data in files.items()], ensure_ascii=False).encode()
    return b"%08d" % len(listed) + listed + b"".join(files.values())


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a pack.

    >>> unpacked(pack({"甲": b"1", "a/b": b"23"}))
    {'甲': b'1', 'a/b': b'23'}
    """
    length = int(data[:8])
    found, at = {}, 8 + length
    for name, size in json.loads(data[8:at]):
        found[name] = data[at : at + size]
        at += size
    return found


def compiler_pack(brought: Brought) -> bytes:
    """This package and what it needs, compiled for the Python of the page, which does so itself; kept beside what was brought, as
    that takes a minute."""
    sources = pack(dict(_sources()))
    place = brought.modules.parent / f"{sha256(sources).hexdigest()[:16]}.pack"
    if not place.is_file():
        made = _compiled(sources, brought)
        with NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(made)
        Path(file.name).replace(place)
    return place.read_bytes()


def _compiled(sources: bytes, brought: Brought) -> bytes:
    script = resources.files("tiaowen.compiler").joinpath("desk", "npm", "compile.mjs").read_text("utf-8")
    with TemporaryDirectory() as folder:
        into, out, at = (Path(folder) / name for name in ("in", "out", "compile.mjs"))
        into.write_bytes(sources)
        at.write_text(script, "utf-8")
        pyodide = (brought.modules / "pyodide" / "pyodide.mjs").as_uri()
        subprocess.run([brought.node, str(at), pyodide, str(into), str(out)], check=True, capture_output=True)
        return out.read_bytes()


def solver_pack(brought: Brought) -> bytes:
    """The solver's Python, and its library once."""
    with ZipFile(brought.solver) as wheel:
        names = sorted(name for name in wheel.namelist() if name.startswith("z3/") and name.endswith(".py"))
        return pack({name: wheel.read(name) for name in [*names, _SOLVER_LIBRARY]})


def _sources() -> Iterator[tuple[str, bytes]]:
    for name in ("tiaowen", *_LIBRARIES):
        for path, file in _files(resources.files(name), name):
            if not any(part in f"/{path}" for part in _LEFT_OUT):
                yield path, file.read_bytes()


def _files(folder: Traversable, below: str) -> Iterator[tuple[str, Traversable]]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = f"{below}/{each.name}"
        if each.is_dir() and each.name != "__pycache__":
            yield from _files(each, path)
        elif each.is_file() and not each.name.endswith((".so", ".pyd", ".pyc", ".pyi", ".c", ".typed")):
            yield path, each
