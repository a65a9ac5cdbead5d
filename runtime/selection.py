"""The best admissible selection: of claims that exclude each other in pairs, those that together pay most. Exact.

>>> best_selection([5, 8, 5], [(0, 1), (1, 2)])  # the middle one excludes both others
[0, 2]
>>> best_selection([5, 5], [(0, 1)])  # of equal totals, the one with the earlier claims
[0]

Known as the maximum weight independent set. Sets of claims are bit masks: bit i is claim i.
"""

from collections.abc import Iterable, Sequence

# A limit of work rather than of seconds: the same claims give the same answer on any machine. It is counted in claims
# looked at, some 0.2 million a second; thirty, however they exclude each other, need two thousand.
WORK_MAX = 2_000_000
# So deep the search goes at most, likewise on any machine: every stack holds it.
DEPTH_MAX = 300


class TooManyExclusions(Exception):
    """The claims exclude each other in so many ways that finding the best selection takes more than ``WORK_MAX``."""


def best_selection(
    weights: Sequence[int], exclusions: Iterable[tuple[int, int]], work_max: int = WORK_MAX
) -> list[int]:
    """The claims, in order, of the selection with the highest total of ``weights`` (all above zero) in which no two
    exclude each other; of equal totals the one that has the earliest claim that the others lack.

    Raises TooManyExclusions rather than give a worse selection.
    """
    excluded = [0] * len(weights)
    for one, other in exclusions:
        if one != other:
            excluded[one] |= 1 << other
            excluded[other] |= 1 << one
    return best_of(weights, excluded, work_max)


def best_of(weights: Sequence[int], excluded: list[int], work_max: int = WORK_MAX) -> list[int]:
    """The same, where the bits of each number of ``excluded`` are the claims that this one excludes."""
    try:
        chosen = _Search(weights, excluded, work_max).best((1 << len(weights)) - 1, DEPTH_MAX)[1]
    except RecursionError:
        raise TooManyExclusions from None
    return [claim for claim in range(len(weights)) if chosen >> claim & 1]


class _Search:
    """Branches on one claim at a time (with it, without it), never on the same remaining claims twice."""

    def __init__(self, weights: Sequence[int], excluded: list[int], work_max: int) -> None:
        count = len(weights)
        # Ties go to the earlier claims: below the total, each claim counts more than all later ones together.
        self.weights = [(weight << count) + (1 << count - 1 - claim) for claim, weight in enumerate(weights)]
        self.excluded = excluded
        self.work_left = work_max
        self.known: dict[int, tuple[int, int]] = {0: (0, 0)}

    def best(self, claims: int, depth: int) -> tuple[int, int]:
        """The highest total of ``claims``, and which of them it takes, found in ``depth`` levels at most."""
        total = chosen = 0
        for group in self._groups(self._without_dominated(claims)):
            found = self.known.get(group)
            if found is None:
                found = self.known[group] = self._branch(group, depth)
            total += found[0]
            chosen |= found[1]
        return total, chosen

    def _branch(self, group: int, depth: int) -> tuple[int, int]:
        """The best of a connected group: with or without the claim that excludes most others."""
        claims = _bits(group)
        if len(claims) == 1:
            return self.weights[claims[0]], group
        self.work_left -= len(claims)
        if self.work_left < 0 or depth == 0:
            raise TooManyExclusions
        degrees = [(self.excluded[claim] & group).bit_count() for claim in claims]
        most = [claim for claim, degree in zip(claims, degrees, strict=True) if degree == max(degrees)]
        # The middle one: it parts a chain into halves.
        claim = most[len(most) // 2]
        total, chosen = self.best(group & ~(1 << claim) & ~self.excluded[claim], depth - 1)
        without = self.best(group & ~(1 << claim), depth - 1)
        return max((total + self.weights[claim], chosen | 1 << claim), without)

    def _without_dominated(self, claims: int) -> int:
        """``claims`` less those for which another would always do: one that they exclude, that pays more and excludes
        nothing else than they do."""
        dropped = True
        while dropped:
            dropped = False
            for claim in _bits(claims):
                neighbours = self.excluded[claim] & claims
                for other in _bits(neighbours):
                    around = self.excluded[other] & claims & ~(1 << claim)
                    if self.weights[other] > self.weights[claim] and not around & ~neighbours:
                        claims &= ~(1 << claim)
                        dropped = True
                        break
        return claims

    def _groups(self, claims: int) -> list[int]:
        """The connected groups of ``claims``."""
        groups: list[int] = []
        while claims:
            group = reached = claims & -claims
            while reached:
                claim = reached & -reached
                more = self.excluded[claim.bit_length() - 1] & claims & ~group
                group |= more
                reached = reached & ~claim | more
            groups.append(group)
            claims &= ~group
        return groups


def _bits(mask: int) -> list[int]:
    """The claims of a set, in order."""
    found: list[int] = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
