"""What ``policy.population`` and ``policy.simulate`` do: what was given read, then made or worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tiaowen.runtime.errors import FactError, Fault, hint, make_fault

from ..batch.options import budget_of
from .declared import read_declared
from .defaults import defaults
from .distribution import Declared
from .paying import How
from .population import Population, population
from .simulate import Told, simulate
from .vary import Reworded, Varied, VaryError, varied

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Diagnostic
    from ..tables.source import Source
    from .figures import Simulation


def declared_for(policy: Policy, clauses: Sequence[str] = (), text: str = "", path: str = "") -> Declared:
    """The distributions for some clauses (none named: for all), as a text declares them or by default.  Raises ``FactError`` and
    ``DistributionError``."""
    unknown = [name for name in clauses if name not in policy.clauses]
    if unknown:
        raise FactError(make_fault("T0615", (name,), hint=hint(name, policy.clauses)) for name in unknown)
    # The columns are those of the whole policy, so that a heading does not depend on which clauses are asked for.
    made = read_declared(text, defaults(policy, list(policy.clauses)), path)
    chosen = [name for name in policy.clauses if name in clauses or not clauses]
    if len(chosen) == len(policy.clauses):
        return made
    base = defaults(policy, chosen).shares
    whole = defaults(policy, list(policy.clauses)).shares
    shares = {name: base[name] if made.shares[name] == whole[name] else made.shares[name] for name in chosen}
    asked = tuple(each for each in made.asked if set(each.clauses) & set(chosen))
    kept = tuple(replace(each, clauses=tuple(name for name in each.clauses if name in shares)) for each in asked)
    return Declared(shares=shares, facts={each.heading: made.facts[each.heading] for each in kept}, asked=kept)


def made_up(policy: Policy, size: int, seed: int, clauses: Sequence[str], text: str, path: str = "") -> Population:
    return population(policy, declared_for(policy, clauses, text, path), size, seed)


def simulated(
    policy: Policy,
    source: Source,
    reworded: Reworded,
    other: Policy | None,
    budget: object,
    vary: Sequence[tuple[str, str]],
    how: How,
    progress: Told | None = None,
    path: str = "",
) -> Simulation:
    """What was given read, and the simulation of it.  Raises ``FactError``, ``VaryError`` and ``TableError``."""
    made: list[Varied] = []
    wrong: list[Diagnostic] = []
    for number, values in vary:
        try:
            made.append(varied(policy, number, values))
        except VaryError as error:
            wrong += error.diagnostics
    if wrong:
        raise VaryError(*wrong)
    faults: list[Fault] = []
    limit = None if budget is None else budget_of(policy, budget, faults)
    if faults:
        raise FactError(faults)
    return simulate(
        policy, source, reworded=reworded, other=other, budget=limit, vary=made, how=how, path=path, progress=progress
    )
