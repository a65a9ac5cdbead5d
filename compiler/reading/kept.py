"""Bytes that take time to make, kept in a file beside the code, as Python keeps its bytecode.

In: the file, what the bytes depend on, and how to make them.  Out: the bytes, made now or before (by the installation,
or an earlier run).  What is damaged, or was made of something else, is made anew.  Where the code runs from an archive
(tiaowen.pyz) the file is a part of it, which is read and never written.
"""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path

_DIGEST = 32
# No run writes for so many seconds: what is older was left by one that was killed.
_LONG = 60


def kept(place: Traversable, depends_on: str, make: Callable[[], bytes], *, is_installing: bool = False) -> bytes:
    """The bytes of ``place``.  Where it cannot be written, or Python is told to write no bytecode (but
    ``is_installing``), nothing is kept."""
    key = sha256(depends_on.encode()).digest()
    try:
        found = place.read_bytes()
    except (OSError, KeyError):  # KeyError: an archive has no such part (before Python 3.12)
        found = b""
    body = found[2 * _DIGEST :]
    if found[: 2 * _DIGEST] == key + sha256(body).digest():
        return body
    body = make()
    if isinstance(place, Path) and (is_installing or not sys.dont_write_bytecode):
        _write(place, key + sha256(body).digest() + body)
    return body


def _write(place: Path, data: bytes) -> None:
    """Whole or not at all; another run may do the same at the same time."""
    part = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        for left in place.parent.glob(f"{place.name}.*"):
            if time.time() - left.stat().st_mtime > _LONG:
                left.unlink(missing_ok=True)
        part.write_bytes(data)
        part.replace(place)
    except OSError:
        with suppress(OSError):  # there may be no folder to delete it from
            part.unlink()
