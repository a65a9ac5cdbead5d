"""The policies of this repository, each compiled once in a process: they are values, which no test can change."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from tiaowen.compiler import load
from tiaowen.compiler.pipeline import Loaded

FOLDER = Path(__file__).resolve().parents[2] / "policies"
SEED = FOLDER / "jindong-2025"
POLICIES = sorted(FOLDER.iterdir())
# What takes long is tried on these with every suite, and on all of them in CI.
SHORT = ("employment", "labour")


def rest_in_ci(places: Iterable[Path]) -> list[ParameterSet]:
    """The places, as parameters of tests that take long: of those that are not short, in CI only.

    >>> [len(place.marks) for place in rest_in_ci([FOLDER / "labour.policy", SEED])]
    [0, 1]
    """
    ci = pytest.mark.needs_system
    return [pytest.param(place, id=place.stem, marks=() if place.stem in SHORT else ci) for place in places]


of_every_policy = pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
of_every_policy_in_ci = pytest.mark.parametrize("path", rest_in_ci(POLICIES))


@cache
def loaded(path: Path = SEED) -> Loaded:
    """The policy at a path; the first one where none is said."""
    return load(path)
