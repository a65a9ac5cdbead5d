"""A library that comes with an extra: where it is not there, what to install is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .bilingual import pick
from .exits import MISUSED, Stopped

if TYPE_CHECKING:
    from ..report.diagnostic import Language


@contextmanager
def needed(extra: str, lang: Language) -> Iterator[None]:
    """Ends the command where a library of the extra is missing; a module of ours that is missing is our fault."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("tiaowen"):
            raise
        zh = f"没有安装 {error.name}。请运行：pip install 'tiaowen[{extra}]'（在源码目录里：pip install -e '.[{extra}]'）\n"
        en = f"{error.name} is not installed.  Run: pip install 'tiaowen[{extra}]' (in a checkout: pip install -e '.[{extra}]')\n"
        raise Stopped(MISUSED, pick(lang, zh, en)) from None
