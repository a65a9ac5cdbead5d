"""Standard output and standard error: UTF-8 everywhere, and quiet where nobody reads on.

Raises ``Unwritable`` where the stream takes no more, and ``BrokenPipeError`` where nobody reads it.
"""

import os
import sys
from collections.abc import Iterable
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


def typed(text: str) -> str:
    """An argument as it was typed: as UTF-8 where its bytes are that, though the locale may say GBK."""
    if sys.platform == "win32" or text.isascii():
        return text
    try:
        return os.fsencode(text).decode("utf-8")
    except UnicodeError:
        return text


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


def give_up_output() -> None:
    """What is still in the buffer would be written, and refused, once more at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
