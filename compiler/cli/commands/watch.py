"""``tiaowen watch``: a policy checked at each save."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..bilingual import command, pick
from ..exits import FINE, refused
from ..streams import is_coloured, write

if TYPE_CHECKING:
    from ...report.diagnostic import Language

_SECONDS = 0.3
# What a file is known by: when it was changed, and how long it is.
_State = tuple[tuple[str, int, int], ...]


@command("watch", "盯着一份政策，每存一次盘核对一次 | check a policy at each save")
@click.argument("path")
def watch(lang: Language, path: str, encoding: str) -> int:
    from ...accounts.outline import read_line
    from ...document.files import SourceError
    from ...pipeline import compile_sources, read_policy
    from ...report.render import render_text

    is_first = True
    for _ in _changes(path):
        try:
            policy, report = compile_sources(*read_policy(path, encoding))
            said = render_text(report.diagnostics, lang, in_colour=is_coloured()) + f"{read_line(policy, lang)}\n"
        except SourceError as error:
            if is_first:  # what is not there will not be saved either: its name is misspelt
                raise refused(error.diagnostic, lang) from None
            said = render_text([error.diagnostic], lang, in_colour=is_coloured())
        is_first = False
        clear = "\x1b[2J\x1b[H" if is_coloured() else ""
        now = f"{datetime.now():%H:%M:%S}"
        foot = pick(
            lang, f"{now} 已核对；存盘后再核对，Ctrl+C 结束", f"checked at {now}; again at each save, Ctrl+C ends"
        )
        write(f"{clear}{said}{foot}\n")
    return FINE


def _changes(path: str) -> Iterator[None]:
    """At once, and whenever a file of the policy has changed, until Ctrl+C."""
    last: _State | None = None
    try:
        while True:
            state = _state(path)
            if state != last:
                last = state
                yield
            time.sleep(_SECONDS)
    except KeyboardInterrupt:
        return


def _state(path: str) -> _State:
    from ...pipeline import policy_files

    place = Path(path)
    found = []
    try:
        for name in policy_files(place) if place.is_dir() else [place]:
            status = name.stat()
            found.append((str(name), status.st_mtime_ns, status.st_size))
    except OSError:  # gone while it is being saved: that is a change, too
        pass
    return tuple(found)
