"""Hold any calculator of the first policy against the oracle, case by case."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .cases import Case
from .oracle import CLAUSES, EITHER_ELIGIBLE, expected, kind, round_money


def disagreements(
    calc: Callable[..., Any], clause_id: str, cases: Iterable[Case], fact_error: type[Exception]
) -> list[str]:
    """Return one text for each case where ``calc(clause_id, facts, date=…)`` and the oracle differ.

    ``calc`` gives an object with value, eligible, kind and form; it raises ``fact_error`` for facts in contradiction.
    """
    found = ((case, _difference(calc, clause_id, case, fact_error)) for case in cases)
    return [f"{clause_id} {case.given} date={case.on}: {difference}" for case, difference in found if difference]


def _difference(calc: Callable[..., Any], clause_id: str, case: Case, fact_error: type[Exception]) -> str:
    try:
        eligible, exact = expected(clause_id, case.exact, case.date)
    except ValueError as reason:
        try:
            result = calc(clause_id, case.given, date=case.on)
        except fact_error:
            return ""
        return f"gave {result.value} where the facts contradict each other: {reason}"
    try:
        result = calc(clause_id, case.given, date=case.on)
    except fact_error as error:
        return f"refused sound facts: {error}"
    want = _written(clause_id, exact)
    clause = CLAUSES[clause_id]
    if repr(result.value) != repr(want):
        return f"value {result.value!r}, want {want!r} (exactly {exact})"
    if clause.form != "核算" and result.eligible is not eligible and (exact or clause_id not in EITHER_ELIGIBLE):
        return f"eligible {result.eligible}, want {eligible}"
    if (result.kind, result.form) != (kind(clause_id, case.exact), clause.form):
        return f"kind and form {result.kind} {result.form}, want {kind(clause_id, case.exact)} {clause.form}"
    return ""


def _written(clause_id: str, exact: Fraction | bool) -> bool | int | Decimal:
    """Return ``exact`` as a result carries it: a bool, a whole count, or money to the 分."""
    if isinstance(exact, bool):
        return exact
    return round_money(exact) if CLAUSES[clause_id].unit == "元" else int(exact)
