"""The best selection is the best: against every subset, with ties, and with little work where claims are many."""

from collections.abc import Callable
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiaowen.runtime.selection import TooManyExclusions, best_selection

Pairs = list[tuple[int, int]]


def pairs_of(sets: list[list[int]]) -> Pairs:
    return [pair for members in sets for pair in combinations(members, 2)]


def by_trying_all(weights: list[int], pairs: Pairs) -> list[int]:
    """Of the subsets without an excluded pair the one that pays most, of equal ones the one with the earliest claim
    that the other lacks."""
    count = len(weights)
    admissible = (
        [bool(mask >> claim & 1) for claim in range(count)]
        for mask in range(1 << count)
        if not any(mask >> one & 1 and mask >> other & 1 for one, other in pairs if one != other)
    )
    best = max(admissible, key=lambda taken: (sum(w for w, t in zip(weights, taken, strict=True) if t), taken))
    return [claim for claim in range(count) if best[claim]]


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[int], Pairs]:
    count = draw(st.integers(1, 12))
    # Few different weights make ties; large ones make the sums long.
    weight = st.integers(1, 3) | st.integers(1, 10**17)
    weights = draw(st.lists(weight, min_size=count, max_size=count))
    claim = st.integers(0, count - 1)
    sets = draw(st.lists(st.lists(claim, min_size=1, max_size=4), max_size=8))
    return weights, pairs_of(sets)


@given(problems())
def test_the_selection_is_the_best_of_all(problem: tuple[list[int], Pairs]) -> None:
    weights, pairs = problem
    assert best_selection(weights, pairs) == by_trying_all(weights, pairs)


@given(problems(), st.randoms())
def test_the_order_of_the_exclusions_does_not_matter(problem: tuple[list[int], Pairs], random: Random) -> None:
    weights, pairs = problem
    turned = [pair[::-1] for pair in pairs]
    random.shuffle(turned)
    assert best_selection(weights, turned) == best_selection(weights, pairs)


@pytest.mark.parametrize(
    ("weights", "sets", "chosen"),
    [
        ([], [], []),
        ([5], [[0]], [0]),
        ([5], [[0, 0]], [0]),
        # Greedily 8 alone, or 5 of the first set.
        ([5, 8, 5], [[0, 1], [1, 2]], [0, 2]),
        ([5, 11, 5], [[0, 1], [1, 2]], [1]),
        ([5, 10, 5], [[0, 1], [1, 2]], [0, 2]),
        ([5, 10, 4, 1], [[0, 1], [1, 2], [1, 3]], [0, 2, 3]),
        ([4, 4, 4], [[0, 1, 2]], [0]),
        # Two and one against three: equal, so that the first is kept.
        ([3, 1, 2], [[0, 1], [0, 2]], [0]),
        ([1, 3, 2], [[0, 1], [1, 2]], [0, 2]),
    ],
)
def test_ties_and_overlaps(weights: list[int], sets: list[list[int]], chosen: list[int]) -> None:
    assert best_selection(weights, pairs_of(sets)) == chosen


def ring(count: int, width: int) -> Pairs:
    """Each claim excludes the next ``width``."""
    return [(claim, (claim + step) % count) for claim in range(count) for step in range(1, width + 1)]


def regular(count: int, degree: int) -> Pairs:
    """Every claim excludes about ``degree`` others at random: what is hardest to search."""
    random = Random(degree)
    ends = [claim for claim in range(count) for _ in range(degree)]
    random.shuffle(ends)
    return list(zip(ends[::2], ends[1::2], strict=True))


def grid(count: int, side: int) -> Pairs:
    down = [(claim, claim + side) for claim in range(count - side)]
    return down + [(claim, claim + 1) for claim in range(count - 1) if claim % side < side - 1]


SHAPES: list[Pairs] = [
    *(ring(30, width) for width in (1, 2, 3, 7)),
    *(regular(30, degree) for degree in (3, 4, 5, 6, 8, 12)),
    grid(30, 5),
    grid(30, 6),
    pairs_of([list(range(30))]),
]


@pytest.mark.parametrize("pairs", SHAPES)
@pytest.mark.parametrize("weight", [lambda claim: 1, lambda claim: 1000 + claim * 7 % 11], ids=["equal", "near"])
def test_thirty_claims_take_little_work(pairs: Pairs, weight: Callable[[int], int]) -> None:
    weights = [weight(claim) for claim in range(30)]
    chosen = best_selection(weights, pairs, work_max=2500)
    assert not any(one in chosen and other in chosen for one, other in pairs if one != other)


def test_thirty_claims_are_exact() -> None:
    """A ring of thirty, against the sum that goes along it once with and once without the first claim."""
    weights = [1000 + claim * 37 % 101 for claim in range(30)]

    def along(first: int, last: int) -> int:
        taken = free = 0
        for claim in range(first, last):
            taken, free = free + weights[claim], max(taken, free)
        return max(taken, free)

    chosen = best_selection(weights, ring(30, 1))
    assert sum(weights[claim] for claim in chosen) == max(along(1, 30), weights[0] + along(2, 29))


def test_many_claims_of_simple_shape() -> None:
    """A chain, and sets that do not overlap, whatever their number."""
    assert best_selection([1] * 1000, [(claim, claim + 1) for claim in range(999)]) == list(range(0, 1000, 2))
    sets = [list(range(first, first + 10)) for first in range(0, 500, 10)]
    assert best_selection(list(range(1, 501)), pairs_of(sets)) == list(range(9, 500, 10))


def test_what_is_not_found_in_time_is_an_error() -> None:
    with pytest.raises(TooManyExclusions):
        best_selection([1] * 30, regular(30, 4), work_max=200)
