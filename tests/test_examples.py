"""The examples in docstrings run."""

import doctest
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from tiaowen.compiler.reading.of_lists import Listed
from tiaowen.compiler.reading.refine import REFINE, Longest, Place

ROOT = Path(__file__).parent.parent
MODULES = [
    ".".join(("tiaowen", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    for room in ("compiler", "runtime")
    for path in sorted((ROOT / room).rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]


def taken(
    refinement: Callable[[Place], int],
    text: str,
    word: str,
    names: Iterable[str] = (),
    options: Iterable[str] = (),
    accepts: Iterable[str] = (),
    lists: Mapping[str, Listed] | None = None,
    at: str = "",
    sorts: Iterable[str] = (),
    whether: Iterable[str] = (),
    reads: Iterable[str] = (),
) -> str:
    """What a refinement leaves of a word that its pattern has found in a text, or of what stands ``at`` some words."""
    start = text.index(at or word)
    own = Longest(frozenset({*names, *(lists or {})})), Longest(frozenset(options))
    place = Place(
        text,
        start,
        start + len(word),
        *own,
        lambda: accepts,
        lists or {},
        tuple(sorts),
        tuple(whether),
        lambda part, rule: part in reads,
    )
    return text[start : refinement(place)]


@pytest.mark.parametrize("module", MODULES)
def test_examples_give_what_they_say(module: str) -> None:
    found = doctest.testmod(
        import_module(module), extraglobs={"taken": taken, "Listed": Listed} if module.endswith(".refine") else {}
    )
    assert found.failed == 0
    assert found.attempted


def test_every_refinement_has_an_example() -> None:
    for refinement in REFINE.values():
        assert f">>> taken({refinement.__name__}, " in (refinement.__doc__ or ""), refinement.__name__
