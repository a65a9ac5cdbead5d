"""What the machines of a cluster are sent before they work: this compiler as it is here, and its compiled kernels.

In: a session and a run.  Both are files of Spark (``addPyFile``, ``addFile``) that every executor fetches from the driver, called by
what is in them, so that what runs there is what runs here, whatever is installed.  Libraries that they need are not sent.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pyspark import SparkContext
from pyspark.sql import SparkSession

from ...cache import cache_folder
from ...output import OutputError, write_files
from ...tables.source import TableError
from ..by_kernels import ByKernels
from ..kernels import Kernels
from ..run import Run
from .starting import is_here

_PACKAGE = "tiaowen"
# No clock in it.
_DATE = (1980, 1, 1, 0, 0, 0)


def carry(session: SparkSession, run: Run) -> None:
    """Have the machines fetch what they need; nothing where this Python is the only one.  Raises ``TableError``."""
    context = session.sparkContext
    if is_here(str(context.master)) and context.pythonExec == sys.executable:
        return
    _fetched(context, f"{_PACKAGE}-", ".zip", packed(), is_code=True)
    if isinstance(run.engine, ByKernels) and isinstance(run.engine.kernels, Kernels):
        library = run.engine.kernels.library
        if library is not None:
            _fetched(context, "", library.name, library.path.read_bytes())


def packed() -> bytes:
    """This compiler as a .zip that Python imports from."""
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for path, file in sorted(_files(resources.files(_PACKAGE), _PACKAGE)):
            archive.writestr(ZipInfo(path, _DATE), file.read_bytes(), ZIP_DEFLATED)
    return held.getvalue()


def _files(folder: Traversable, path: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for each in folder.iterdir():
        if each.is_dir() and each.name != "__pycache__":
            found += _files(each, f"{path}/{each.name}")
        elif each.is_file():
            found.append((f"{path}/{each.name}", each))
    return found


def _fetched(context: SparkContext, before: str, after: str, data: bytes, *, is_code: bool = False) -> None:
    """A file that executors have; it is kept, since machines that come later fetch it too."""
    name = f"{before}{sha256(data).hexdigest()[:32]}{after}" if before else after
    if any(each.rpartition("/")[2] == name for each in context.listFiles):
        return
    place = cache_folder("spark") / name
    if not place.is_file() or place.stat().st_size != len(data):
        try:
            write_files({place: data}, make_folder=True)
        except OutputError as error:
            raise TableError(error.diagnostic) from None
    if is_code:
        paths = list(sys.path)
        context.addPyFile(str(place))
        # What runs here stays what it is.
        sys.path[:] = paths
    else:
        context.addFile(str(place))
