"""The file systems that Spark has: files put whole or not at all, by a sibling and a rename of Hadoop's ``FileSystem``.

In: addresses.  Out: what is there, copies of it here, and files put there.  What a file system refuses is told: ``OutputError``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.sql import SparkSession

from ...output import OutputError
from ...report.errors.output import UnwritableOutput
from .starting import last_line

_DONE = "_SUCCESS"


class Files:
    def __init__(self, session: SparkSession) -> None:
        self._jvm: Any = session._jvm
        self._conf: Any = session._jsc.hadoopConfiguration()

    def _path(self, address: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(address)

    def _system(self, address: str) -> Any:
        return self._path(address).getFileSystem(self._conf)

    def is_there(self, address: str) -> bool:
        """Whether anything is there; of a pattern, whether anything answers to it."""
        return bool(self._system(address).globStatus(self._path(address)))

    def is_empty(self, folder: str) -> bool:
        """Whether there is nothing, or a folder with nothing in it."""
        system, path = self._system(folder), self._path(folder)
        if not system.exists(path):
            return True
        return system.getFileStatus(path).isDirectory() and not system.listStatus(path)

    def end_of(self, file: str) -> tuple[str, int]:
        """The columns of a .parquet file and how many rows it has, as its end says."""
        hadoop = self._jvm.org.apache.parquet.hadoop
        reader = hadoop.ParquetFileReader.open(hadoop.util.HadoopInputFile.fromPath(self._path(file), self._conf))
        try:
            # The first line has the name of who wrote it.
            _, _, columns = str(reader.getFooter().getFileMetaData().getSchema().toString()).partition("\n")
            return columns, int(reader.getRecordCount())
        finally:
            reader.close()

    def copy_here(self, address: str, place: Path) -> None:
        """A file, or a folder of files, as it is there."""
        self._system(address).copyToLocalFile(False, self._path(address), self._path(f"file://{place}"), True)

    @contextmanager
    def putting(self, address: str) -> Iterator[str]:
        """A sibling to fill, a file or a folder, which is then put in place by a rename; what of it is there is taken away where
        something goes wrong on the way.  A file replaces a file; a folder only an empty one.  Of a folder, the file ``_SUCCESS``
        is made last: where a rename copies (in object stores) it says that all is there."""
        plain = address.rstrip("/")
        parent, _, name = plain.rpartition("/")
        made = f"{parent}/.{name}.tiaowen-{uuid4().hex}"
        system = self._system(plain)
        source, target = self._path(made), self._path(plain)
        is_begun = False
        try:
            yield made
            if not system.exists(source):
                return
            is_folder = system.getFileStatus(source).isDirectory()
            if system.exists(target) and not system.delete(target, False):
                raise OutputError(_refused(address, "delete"))
            is_begun = True
            if not system.rename(source, target):
                raise OutputError(_refused(address, "rename"))
            if is_folder:
                system.create(self._path(f"{plain}/{_DONE}"), True).close()
        except BaseException as error:
            if is_begun:
                system.delete(target, True)
            if isinstance(error, Py4JJavaError):
                raise OutputError(_refused(address, last_line(str(error)))) from None
            raise
        finally:
            _cleared(system, source)

    def in_order(self, folder: str, order: list[int]) -> None:
        """What Spark has written there, called by the order of its rows: part-000000.parquet first.  ``order`` has the partitions in
        the order of their rows; of others there are no rows."""
        system = self._system(folder)
        places = {partition: at for at, partition in enumerate(order)}
        for status in system.listStatus(self._path(folder)):
            name = str(status.getPath().getName())
            if not name.startswith("part-"):
                continue
            at = places.get(int(name.removeprefix("part-").partition("-")[0]))
            if at is None:
                system.delete(status.getPath(), False)
            elif not system.rename(status.getPath(), self._path(f"{folder}/part-{at:06}.parquet")):
                raise OutputError(_refused(folder, "rename"))

    def put(self, place: Path, address: str) -> None:
        """A file of this machine, there."""
        self._system(address).copyFromLocalFile(False, True, self._path(f"file://{place}"), self._path(address))


def _cleared(system: Any, path: Any) -> None:
    try:
        system.delete(path, True)
    except Py4JError:
        """The session has ended: nothing can be asked any more."""


def _refused(address: str, said: str) -> UnwritableOutput:
    return UnwritableOutput(
        path=address, cause=(f"那里的文件系统不让写：{said}", f"the file system there refuses: {said}")
    )
