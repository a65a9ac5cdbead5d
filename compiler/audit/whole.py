"""Tables in memory: ``policy.audit``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as Date
from typing import Any

from tiaowen.runtime.errors import FactError, Fault
from tiaowen.runtime.facts import FactType, read_value
from tiaowen.runtime.result import parse_date

from ..batch.options import Progress
from ..batch.plan import names_of
from ..intake.claims import day_taken
from ..model.policy import Policy
from ..report.diagnostic import Language
from ..tables.memory import in_memory
from .asked import TOLERANCE, Asked, Settings
from .finding import AuditResult
from .run import audited

_TOLERANCE = FactType(name="尾差", kind="number", unit="元", decimals=2)


def audit(
    policy: Policy,
    applications: Any,
    paid: Any,
    *,
    others: Sequence[tuple[Policy, Any]] = (),
    key: str = "",
    date: Date | str | None = None,
    units: Mapping[str, str] | None = None,
    lists: Mapping[str, Any] | None = None,
    tolerance: object = None,
    progress: Progress | None = None,
    lang: Language = "zh",
) -> AuditResult:
    """What is to be said of the payments in a table, by the applications in another: of Arrow, or anything that speaks its
    protocol.  ``others`` are further policies, each with its applications, that may pay for the same matters.

    Raises ``TableError`` where a table cannot be used, and ``FactError`` for the options; what is wrong with a row is in
    ``faults`` and stops nothing.
    """
    settings = settings_of(key=key, date=date, units=units or {}, tolerance=tolerance, lang=lang)
    asked = []
    for each, table in ((policy, applications), *others):
        names = names_of(each)
        theirs = {name: in_memory(rows) for name, rows in (lists or {}).items() if name in names or not others}
        asked.append(Asked(each, in_memory(table), lists=theirs))
    return audited(asked, in_memory(paid), settings, progress)


def settings_of(
    *,
    key: str,
    date: object,
    units: Mapping[str, str],
    tolerance: object,
    lang: Language,
) -> Settings:
    """The settings as they are typed or given.  Raises ``FactError`` for a day or a sum that is none."""
    faults: list[Fault] = []
    day, below = None, TOLERANCE
    try:
        day = parse_date(day_taken(date), None)
    except FactError as error:
        faults += error.faults
    if tolerance is not None:
        try:
            held = read_value(_TOLERANCE, tolerance)
            assert isinstance(held, int)
            below = held
        except FactError as error:
            faults += error.faults
    if faults:
        raise FactError(faults)
    return Settings(key=key, date=day, units=units, tolerance=below, lang=lang)
