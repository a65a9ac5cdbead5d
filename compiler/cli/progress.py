"""How far long work is, on standard error where that is a terminal; nothing anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def counting(label: str) -> Iterator[Callable[[int, int], None]]:
    """What is to be told, again and again, how much is done and of how much."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, show_eta=False) as shown:

        def tell(done: int, every: int) -> None:
            shown.length = every
            shown.update(done - shown.pos)

        yield tell
