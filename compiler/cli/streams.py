"""Standard output and standard error: UTF-8 everywhere, and quiet where nobody reads on.

Raises ``Unwritable`` where the stream takes no more, and ``BrokenPipeError`` where nobody reads it.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO


class Unwritable(Exception):
    """Standard output takes no more (a full disk)."""


def write(text: str, stream: TextIO | None = None) -> None:
    """Write to standard output, or to ``stream``, at once."""
    stream = stream or sys.stdout
    if stream is None:  # closed from the start
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unwritable(error.strerror) from error


def write_bytes(data: bytes) -> None:
    """Write to standard output as it is."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Unwritable(error.strerror) from error


def write_lines(lines: Iterable[str]) -> None:
    """Write lines in which every character shows."""
    from ..report.render import visible

    write("".join(f"{visible(line)}\n" for line in lines))


def is_coloured() -> bool:
    """Whether standard output shows colours: a terminal, unless NO_COLOR (https://no-color.org) says otherwise;
    anything at all where FORCE_COLOR does."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(sys.stdout) and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def write_utf8() -> None:
    """UTF-8 whatever the console's code page is; what no encoding can write (halves of characters) as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def start_in_utf8() -> None:
    """Start this process anew in Python's UTF-8 mode, where the locale is of another encoding, but what was typed is UTF-8,
    or, all of that ASCII, the names around are: 原文.txt would be another file."""
    is_other = sys.platform != "win32" and sys.getfilesystemencoding() != "utf-8"
    if is_other and sys.executable and "utf8" not in sys._xoptions:
        given = list(map(os.fsencode, sys.argv[1:]))
        if _is_utf8(given) or (all(map(bytes.isascii, given)) and _is_utf8(_names_around(given))):
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _names_around(given: list[bytes]) -> Iterable[bytes]:
    yield os.getcwdb()  # noqa: PTH109 - as bytes
    for folder in (b".", *given):
        with suppress(OSError):  # no folder
            yield from os.listdir(folder)  # noqa: PTH208 - as bytes


def _is_utf8(names: Iterable[bytes]) -> bool:
    """Whether there are names with more than ASCII, and all of them are UTF-8."""
    more = [name for name in names if not name.isascii()]
    try:
        return bool(b"".join(more).decode("utf-8"))
    except UnicodeError:
        return False


def give_up_output() -> None:
    """What is still in the buffer would be written, and refused, once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
