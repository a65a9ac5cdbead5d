"""Cases tried before the solver has to think: at and around everything at which something changes for an applicant.

In: an obligation.  Out: cases that are worth a try, of which any may show that it is broken; none of them proves anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from tiaowen.runtime.facts import FactType

from ..analysis.probing import bases
from ..analysis.turning_points import turning_points
from ..promises.common import in_common
from ..promises.obligation import Applicant, Obligation
from ..promises.replay import Assignment, Raw, plainest, readings_of, values_of

if TYPE_CHECKING:
    from ..model.policy import Policy

_CASES = 400
_BASES = 6
# How many values of a fact are tried for each applicant, and for how many of them what another claim has instead.
_EDGES, _OTHERS = 24, 12


def tried(policy: Policy, obligation: Obligation) -> Iterator[Assignment]:
    """The cases, each with what the claims that differ from the first have instead."""
    return islice(_tried(policy, obligation), _CASES)


def _tried(policy: Policy, obligation: Obligation) -> Iterator[Assignment]:
    own = {(each.fact, each.mark) for made in obligation.applicants for each in made.differs if each.mark}
    first = obligation.applicants[0]
    for case in _around(policy, obligation):
        yield case
        for fact, mark in own:
            reading = next((of for name, of in readings_of(first) if name == fact), None)
            if reading is not None and isinstance(case.get((fact, "")), int):
                edges = _edges(first, _own(obligation, first, case), fact, reading)
                yield from ({**case, (fact, mark): edge} for edge in _spread(edges, _OTHERS))


def _around(policy: Policy, obligation: Obligation) -> Iterator[dict[tuple[str, str], Raw]]:
    """An applicant, then with one fact after the other at its edges."""
    common = in_common(obligation.applicants)
    for case in islice(_starts(policy, obligation), _BASES):
        yield case
        for made in obligation.applicants:
            values = _own(obligation, made, case)
            for name, reading in readings_of(made):
                place = common.place(made.clause, name)
                if isinstance(case.get((place.key, "")), int):
                    edges = sorted({place.of_case(edge) for edge in _edges(made, values, name, reading)})
                    yield from ({**case, (place.key, ""): edge} for edge in _spread(edges, _EDGES))


def _own(obligation: Obligation, made: Applicant, case: Assignment) -> dict[str, Raw]:
    """The values of a case as a claim holds them."""
    return values_of(replace(made, differs=()), case, in_common(obligation.applicants)) or {}


def _starts(policy: Policy, obligation: Obligation) -> Iterator[dict[tuple[str, str], Raw]]:
    """The applicants of the worked cases of each clause, plain in all that the others ask for."""
    common = in_common(obligation.applicants)
    plain = {(key, ""): plainest(reading, common.days) for key, reading in common.readings.items()}
    for made in obligation.applicants:
        for values in bases(policy, made.clause):
            known: Mapping[str, Any] = values
            given = {name: value for name, value in known.items() if value is not None}
            places = {
                name: common.place(made.clause, name) for name in given if (made.clause.id, name) not in common.fed
            }
            yield {**plain, **{(place.key, ""): place.of_case(given[name]) for name, place in places.items()}}


def _edges(made: Applicant, values: Mapping[str, Raw], name: str, reading: FactType) -> list[int]:
    """The values of a fact at which, or right beside which, something changes."""
    if reading.kind == "option":
        return list(range(len(reading.options)))
    if reading.kind != "number":
        return []
    found = {point + more for point in turning_points(made.clause, values, name) for more in (-1, 0, 1)}
    found |= {reading.least, reading.most, reading.scale}
    value = values[name]
    found |= {value * 2, value + 1} if isinstance(value, int) else set()
    return sorted(number for number in found if reading.least <= number <= reading.most)


def _spread(edges: Sequence[Raw], most: int) -> Sequence[Raw]:
    """So many of the edges at most, from all over."""
    return edges if len(edges) <= most else [edges[at * len(edges) // most] for at in range(most)]
