"""Templates, whose texts are escaped on their way in, so that no text of a policy becomes markup.

In: a folder of templates, how a text is escaped in them, a language.  Out: an environment of Jinja that prints texts and
counts, escaped, and ``Markup`` as it is, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from .outline import Node
from .words import said

if TYPE_CHECKING:
    from ..report.diagnostic import Language

Escape = Callable[[str], Markup]


def environment_of(folders: Sequence[str], escape: Escape, lang: Language) -> Environment:
    """That of a folder in ``templates``."""
    folder = resources.files("tiaowen.compiler").joinpath("guide", "templates", *folders)
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
        autoescape=True,  # macros give Markup, which is not escaped a second time
        finalize=lambda value: _printed(value, escape),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(runs=_runs, listed=lambda names: said("list comma", lang).join(map(str, names)))
    return environment


def _printed(value: object, escape: Escape) -> Markup:
    if isinstance(value, Markup):
        return value
    if isinstance(value, (str, int)):
        return escape(str(value))
    raise TypeError(f"a template prints texts, not {type(value).__name__}")


def _runs(nodes: Sequence[Node]) -> Iterator[tuple[str, tuple[Node, ...]]]:
    """Steps that follow each other make one table; every other node stands for itself."""
    for kind, run in groupby(nodes, key=lambda node: type(node).__name__):
        if kind == "Step":
            yield kind, tuple(run)
        else:
            yield from ((kind, (node,)) for node in run)
