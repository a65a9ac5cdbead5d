"""Build hook: an editable install links the flat folders under build/dev/tiaowen, where Python and type checkers find them."""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DevLinks(BuildHookInterface[Any]):
    """Make ``build/dev/tiaowen/<part>`` links for an editable install; do nothing for a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            return
        root = Path(self.root)
        for source, target in self.build_config.target_config["sources"].items():
            link = root / "build" / "dev" / target
            link.parent.mkdir(parents=True, exist_ok=True)
            if not os.path.lexists(link):
                link_folder(root / source, link)


def link_folder(folder: Path, link: Path) -> None:
    """Link ``link`` to ``folder``: a junction on Windows (it needs no special rights), a symlink elsewhere."""
    if sys.platform == "win32":
        import _winapi

        _winapi.CreateJunction(str(folder), str(link))
    else:
        link.symlink_to(os.path.relpath(folder, link.parent), target_is_directory=True)
