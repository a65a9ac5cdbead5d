"""What goes along into the page: Python's memory once it has read what a check needs, and files in one piece, each with where it stands.

A pack is the length of its list in eight digits, the list as JSON ([path, length] of each file), then the files one behind another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from .brought import Brought, run

# Pure Python, as it is installed here.
_LIBRARIES = ("lark", "jinja2", "markupsafe", "xlsxwriter")
# What the page has no use for.
_LEFT_OUT = (
    "/cli/",
    "/web/",
    "/assistants/",
    "/properties/",
    "/desk/page/",
    "/desk/npm/",
    "/desk/brought.py",
    "/desk/built.py",
    "/desk/packed.py",
    "/desk/served.py",
    "/lark/__pyinstaller/",
)
_SOLVER_LIBRARY = "z3/lib/libz3.so"


def pack(files: Mapping[str, bytes]) -> bytes:
    """
    >>> pack({"a": b"1", "b/c": b"23"})
    b'00000022[["a", 1], ["b/c", 2]]123'
    """
    listed = json.dumps([[name, len(data)] for name, data in files.items()], ensure_ascii=False).encode()
    return b"%08d" % len(listed) + listed + b"".join(files.values())


@dataclass(frozen=True, slots=True)
class Packed:
    """``snapshot`` is the memory, ``rest`` a pack of the files that are not in it, ``library`` Python's own modules (a zip), ``solver`` a pack, ``wasm`` Python
    itself; each packed with zstd."""

    snapshot: bytes
    rest: bytes
    library: bytes
    solver: bytes
    wasm: bytes


def packed(brought: Brought) -> Packed:
    """This package and what it needs, read by the Python of the page as far as a check goes; kept beside what was brought, as that takes
    a minute.  Raises ``NotBrought`` where Node cannot do it."""
    sources = pack(dict(_sources()))
    scripts = b"".join(_script(name) for name in ("compile.mjs", "snapshot.mjs", "zstd.mjs"))
    folder = brought.modules.parent / f"{sha256(sources + scripts).hexdigest()[:16]}.packed"
    if not folder.is_dir():
        with TemporaryDirectory(dir=folder.parent) as made:
            place = Path(made) / "packed"
            place.mkdir()
            _make(brought, sources, Path(made), place)
            try:
                place.replace(folder)
            except OSError:
                if not folder.is_dir():  # where it is, another process has made the same meanwhile
                    raise
    return Packed(**{each.name: (folder / each.name).read_bytes() for each in fields(Packed)})


def _make(brought: Brought, sources: bytes, work: Path, into: Path) -> None:
    def node(name: str, *given: Path | str) -> None:
        script = work / name
        script.write_bytes(_script(name))
        run("node", [brought.node, str(script), *map(str, given)], work)

    pyodide = (brought.modules / "pyodide" / "pyodide.mjs").as_uri()
    (work / "sources").write_bytes(sources)
    (work / "solver").write_bytes(_solver(brought))
    node("compile.mjs", pyodide, work / "sources", work / "compiled", work / "library")
    node("snapshot.mjs", pyodide, work / "compiled", work / "library", work / "snapshot", work / "rest")
    (work / "wasm").write_bytes((brought.modules / "pyodide" / "pyodide.asm.wasm").read_bytes())
    for each in fields(Packed):
        node("zstd.mjs", work / each.name, into / each.name)


def _script(name: str) -> bytes:
    return resources.files("tiaowen.compiler").joinpath("desk", "npm", name).read_bytes()


def _solver(brought: Brought) -> bytes:
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
