"""Where this person's programs keep what can be made or brought again."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_folder(kind: str) -> Path:
    """The folder for things of a kind; ``TIAOWEN_CACHE`` names another place for all of them.  It need not be there yet."""
    if place := os.environ.get("TIAOWEN_CACHE"):
        return Path(place) / kind
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "tiaowen" / kind
