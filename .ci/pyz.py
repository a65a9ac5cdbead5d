"""One file that is the whole command: ``python3 tiaowen.pyz check …``, with any Python from 3.11 on and nothing installed.

Comes in: the name of the file; this runs with the Python of an environment that has tiaowen.  Goes out: an archive of the
standard library's kind (zipapp): the compiler, its runtime and grammar with the parse table, and Lark, click, Jinja2 and MarkupSafe,
in Python alone, with their licences.  The same sources give the same bytes.
"""

import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

ROOT = Path(__file__).resolve().parent.parent
OWN = {"package": "tiaowen", "compiler": "tiaowen/compiler", "runtime": "tiaowen/runtime", "grammar": "tiaowen/grammar"}
LIBRARIES = ("lark", "click", "jinja2", "markupsafe")
# Of a library: its code, Lark's own grammars, and that it has types.
KINDS = (".py", ".lark", ".typed")
# Tools of libraries for other programs.
LEFT_OUT = ("lark/__pyinstaller/", "lark/tools/")
# It says what is wrong to the Python of an older system, too, and so is written for one.
START = b"""# -*- coding: utf-8 -*-
import sys

if sys.version_info < (3, 11):
    said = "\\u9700\\u8981 Python 3.11 \\u6216\\u66f4\\u9ad8\\u7248\\u672c / Python 3.11 or later is needed, not %d.%d"
    try:
        sys.exit(said % sys.version_info[:2])
    except UnicodeError:
        sys.exit("Python 3.11 or later is needed, not %d.%d" % sys.version_info[:2])

from tiaowen.compiler.cli import main

sys.exit(main())
"""


def main(place: Path) -> None:
    """Write the archive, whole or not at all."""
    from tiaowen.compiler.reading.table import keep_table

    keep_table()
    parts = {"__main__.py": START, **dict(own()), **dict(libraries())}
    place.parent.mkdir(parents=True, exist_ok=True)
    made = place.with_name(f".{place.name}.part")
    try:
        made.write_bytes(archive(parts))
        made.chmod(0o755)
        made.replace(place)
    finally:
        made.unlink(missing_ok=True)


def own() -> Iterator[tuple[str, bytes]]:
    """What is in the folders of the checkout, as a wheel has it."""
    for folder, name in OWN.items():
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("lalr.kept."):
                yield f"{name}/{path.relative_to(ROOT / folder).as_posix()}", path.read_bytes()
    yield "LICENSE", (ROOT / "LICENSE").read_bytes()


def libraries() -> Iterator[tuple[str, bytes]]:
    """What is in Python of the libraries, and their licences."""
    for library in LIBRARIES:
        found = find_spec(library)
        assert found and found.origin, library
        folder = Path(found.origin).parent
        for path in sorted(folder.rglob("*")):
            name = f"{library}/{path.relative_to(folder).as_posix()}"
            if path.suffix in KINDS and path.is_file() and not name.startswith(LEFT_OUT):
                yield name, path.read_bytes()
        of = distribution(library)
        for file in of.files or ():
            if "licenses" in file.parts or file.name.upper().startswith(("LICENSE", "COPYING")):
                yield f"licenses/{library}/{file.name}", Path(str(of.locate_file(file))).read_bytes()


def archive(parts: dict[str, bytes]) -> bytes:
    """In one order, with one time, behind the line by which a shell finds Python."""
    into = BytesIO()
    into.write(b"#!/usr/bin/env python3\n")
    with ZipFile(into, "w", ZIP_DEFLATED) as made:
        for name in sorted(parts):
            told = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            told.compress_type, told.external_attr, told.create_system = ZIP_DEFLATED, 0o644 << 16, 3
            made.writestr(told, parts[name])
    return into.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
