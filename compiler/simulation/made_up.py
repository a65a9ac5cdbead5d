"""What ``policy.population`` and ``policy.simulate`` do: what was given read, then made or worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from tiaowen.runtime.claims import BUDGET_TYPE
from tiaowen.runtime.errors import FactError, hint, make_fault
from tiaowen.runtime.facts import read_value

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
    table: Any,
    reworded: Reworded,
    other: Policy | None,
    budget: object,
    vary: Sequence[tuple[str, str]],
    on: date | str | None,
    key: str,
    lists: Mapping[str, Any],
    progress: Told | None = None,
    path: str = "",
) -> Simulation:
    made: list[Varied] = []
    wrong: list[Diagnostic] = []
    for number, values in vary:
        try:
            made.append(varied(policy, number, values))
        except VaryError as error:
            wrong += error.diagnostics
    if wrong:
        raise VaryError(*wrong)
    limit = None if budget is None else read_value(BUDGET_TYPE, budget)
    assert limit is None or isinstance(limit, int)
    how = How(on=on, key=key, lists=lists)
    return simulate(
        policy, table, reworded=reworded, other=other, budget=limit, vary=made, how=how, path=path, progress=progress
    )
