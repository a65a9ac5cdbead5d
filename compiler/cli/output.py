"""Files are written whole or not at all.

In: the bytes of files by their paths.  Out: the files, each put in place by a rename once all of them are written, so
that a fault on the way leaves everything as it was.  Raises ``OutputError``.
"""

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile

from ..report.diagnostic import Diagnostic
from ..report.errors.output import UnwritableOutput


class OutputError(Exception):
    """A file that cannot be written; ``diagnostic`` says which and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.title.zh)
        self.diagnostic = diagnostic


def write_files(files: Mapping[Path, bytes], *, make_folder: bool = False) -> None:
    """Write all files; ``make_folder`` creates the folders that they stand in.  A link is followed: the file that it
    points to is replaced, the link stays."""
    written: list[tuple[Path, Path]] = []
    try:
        for path, data in files.items():
            target = _target(path, make_folder=make_folder)
            try:
                written.append((_temporary(target, data), target))
            except OSError as error:
                raise OutputError(_fault(path, error)) from error
        while written:
            made, target = written[0]
            try:
                made.replace(target)
            except OSError as error:
                raise OutputError(_fault(target, error)) from error
            written.pop(0)
    finally:
        for made, _ in written:
            made.unlink(missing_ok=True)


def _target(path: Path, *, make_folder: bool) -> Path:
    try:
        target = Path(os.path.realpath(path))
        if make_folder:
            in_the_way = next((folder for folder in target.parents if folder.exists() and not folder.is_dir()), None)
            if in_the_way:
                cause = (f"「{in_the_way}」是文件，不是目录", f"{in_the_way} is a file, not a folder")
                raise OutputError(UnwritableOutput(path=str(path), cause=cause))
            target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():
            raise OutputError(UnwritableOutput(path=str(path), cause=("这是一个目录", "it is a directory")))
        if not target.parent.is_dir():
            cause = (f"没有目录「{path.parent}」", f"there is no folder {path.parent}")
            raise OutputError(UnwritableOutput(path=str(path), cause=cause))
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            cause = ("这是管道或设备，不是文件", "it is a pipe or a device")
            raise OutputError(UnwritableOutput(path=str(path), cause=cause))
        if target.exists() and not os.access(target, os.W_OK):
            raise OutputError(UnwritableOutput(path=str(path), cause=("文件是只读的", "it is read-only")))
    except (OSError, ValueError) as error:
        raise OutputError(_fault(path, error)) from error
    return target


def _temporary(target: Path, data: bytes) -> Path:
    """The data in a new file beside the target, with the target's permissions (or those of any new file)."""
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name[:40]}.", delete=False) as file:
        made = Path(file.name)
        try:
            file.write(data)
            file.flush()
            made.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~_umask())
        except BaseException:
            made.unlink(missing_ok=True)
            raise
    return made


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _fault(path: Path, error: OSError | ValueError) -> UnwritableOutput:
    # ValueError: a path with a NUL character
    cause = getattr(error, "strerror", None) or str(error)
    said = (f"操作系统提示：{cause}", f"the operating system says: {cause}")
    return UnwritableOutput(path=str(path), cause=said)
