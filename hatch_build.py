"""Build hook: an editable install links the flat folders (and the files of package/) under build/dev/tiaowen, where Python
and type checkers find them; every install makes the parse table of the grammar, so that no run has to."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DevLinks(BuildHookInterface[Any]):
    """Make ``build/dev/tiaowen/<part>`` links for an editable install, and ``grammar/lalr.kept`` for any."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        sources: Mapping[str, str] = self.build_config.target_config["sources"]
        if version == "editable":
            link_folders(root, sources, root / "build" / "dev")
        with TemporaryDirectory() as folder:
            link_folders(root, sources, Path(folder))
            make_parse_table(Path(folder))


def link_folders(root: Path, sources: Mapping[str, str], below: Path) -> None:
    for source, target in sources.items():
        link = below / target
        if "/" not in target:
            # The package itself, which the other folders are linked into: its files.
            link.mkdir(parents=True, exist_ok=True)
            for file in sorted(each for each in (root / source).iterdir() if each.is_file()):
                link_file(file, link / file.name)
        elif not os.path.lexists(link):
            link.parent.mkdir(parents=True, exist_ok=True)
            link_folder(root / source, link)


def link_file(file: Path, link: Path) -> None:
    """Link ``link`` to ``file``: a second name on Windows (it needs no special rights), a symlink elsewhere."""
    link.unlink(missing_ok=True)
    if sys.platform == "win32":
        os.link(file, link)
    else:
        link.symlink_to(os.path.relpath(file.resolve(), link.parent.resolve()))


def link_folder(folder: Path, link: Path) -> None:
    """Link ``link`` to ``folder``: a junction on Windows (it needs no special rights), a symlink elsewhere."""
    if sys.platform == "win32":
        import _winapi

        _winapi.CreateJunction(str(folder), str(link))
    else:
        link.symlink_to(os.path.relpath(folder.resolve(), link.parent.resolve()), target_is_directory=True)


def make_parse_table(path: Path) -> None:
    """Have the parser keep its table.  Without Lark (an install without build isolation) the first run makes it."""
    sys.path.insert(0, str(path))
    try:
        from tiaowen.compiler.reading.table import keep_table
    except ImportError:
        return
    finally:
        sys.path.remove(str(path))
    keep_table()
