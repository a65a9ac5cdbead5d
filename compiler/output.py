"""Files are written whole or not at all, and those of one command together or not at all.

In: the bytes of files by their paths.  Out: the files, each put in place by a rename once all of them are written; a
fault on the way puts back what was there.  What a run that was killed has left is cleared.  Raises ``OutputError``.
"""

import glob
import os
import shutil
import stat
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile, mkdtemp
from typing import BinaryIO

from .report.diagnostic import Diagnostic
from .report.errors.output import UnwritableOutput


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
            _clear(target)
            try:
                written.append((_temporary(target, data), target))
            except OSError as error:
                raise OutputError(_fault(path, error)) from error
        _put_in_place(written)
    finally:
        for made, _ in written:
            made.unlink(missing_ok=True)


@contextmanager
def filling(paths: Sequence[Path]) -> Iterator[list[BinaryIO]]:
    """Streams for files that are too large to be held: what is written into them is put in place at the end, all of them
    together; where something goes wrong on the way, what was there stays.  One into which nothing is written is not made."""
    written: list[tuple[Path, Path]] = []
    try:
        with ExitStack() as streams:
            opened: list[BinaryIO] = []
            for path in paths:
                target = _target(path, make_folder=False)
                _clear(target)
                try:
                    made = _temporary(target, b"")
                    opened.append(streams.enter_context(made.open("w+b")))
                except OSError as error:
                    raise OutputError(_fault(path, error)) from error
                written.append((made, target))
            try:
                yield opened
                for stream in opened:
                    stream.flush()
            except OSError as error:
                if isinstance(error, BrokenPipeError):
                    raise
                raise OutputError(_fault(paths[0], error)) from error
        _put_in_place([(made, target) for made, target in written if made.stat().st_size])
    finally:
        for made, _ in written:
            made.unlink(missing_ok=True)


@contextmanager
def filling_folder(path: Path, beside: Path | None = None) -> Iterator[Path]:
    """A new folder to fill, which is put in place at the end; nothing of it stays where something goes wrong on the way.  It is
    made within ``beside``, where there is one.  A folder that has something in it already is left alone, and refused."""
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            cause = (
                "那里已经有东西，请换一个名字，或者先移开",
                "there is something already; choose another name or move it",
            )
            raise OutputError(UnwritableOutput(path=str(path), cause=cause))
        if not target.parent.is_dir():
            cause = (f"没有目录「{path.parent}」", f"there is no folder {path.parent}")
            raise OutputError(UnwritableOutput(path=str(path), cause=cause))
        made = (
            beside / "results"
            if beside
            else Path(mkdtemp(dir=target.parent, prefix=f"{_prefix(target)}{os.getpid()}-"))
        )
        made.mkdir(parents=True, exist_ok=True)
        made.chmod(0o777 & ~_umask())
        try:
            yield made
            if target.exists():
                target.rmdir()
            made.replace(target)
        finally:
            if beside is None:
                shutil.rmtree(made, ignore_errors=True)
    except (OSError, ValueError) as error:
        raise OutputError(_fault(path, error)) from error


def _put_in_place(written: Sequence[tuple[Path, Path]]) -> None:
    """All of them; where one cannot be, those before it are put back as they were."""
    before: list[tuple[Path, Path | None]] = []
    target = Path()
    try:
        for _, target in written:
            before.append((target, _kept(target) if target.exists() else None))
        for made, target in written:
            made.replace(target)
    except BaseException as error:
        for place, old in reversed(before):
            if old is None:
                place.unlink(missing_ok=True)
            else:
                old.replace(place)
        if isinstance(error, OSError):
            raise OutputError(_fault(target, error)) from error
        raise
    finally:
        for _, old in before:
            if old is not None:
                old.unlink(missing_ok=True)


def _kept(target: Path) -> Path:
    """Another name for the file as it is; its bytes are copied only where the file system has no second names."""
    with NamedTemporaryFile(dir=target.parent, prefix=f"{_prefix(target)}{os.getpid()}-", delete=False) as file:
        made = Path(file.name)
    made.unlink()
    try:
        made.hardlink_to(target)
    except (OSError, NotImplementedError):
        return _temporary(target, target.read_bytes())
    return made


def _clear(target: Path) -> None:
    """What runs that were killed have left beside a file."""
    for left in target.parent.glob(f"{glob.escape(_prefix(target))}*"):
        process = left.name.removeprefix(_prefix(target)).partition("-")[0]
        if process.isdigit() and not _is_running(int(process), left):
            left.unlink(missing_ok=True)


def _is_running(process: int, left: Path) -> bool:
    if os.name == "nt":  # where there is no harmless signal to ask with
        return time.time() - left.stat().st_mtime < _LONG
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def _prefix(target: Path) -> str:
    return f".{target.name[:40]}.tiaowen-"


# No run writes for so many seconds.
_LONG = 3600


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
    with NamedTemporaryFile(dir=target.parent, prefix=f"{_prefix(target)}{os.getpid()}-", delete=False) as file:
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
