"""The mechanisms: what Chinese policies do with numbers, one file each.

A module lists the forms of the grammar that it binds: ``ATOMS`` make an expression, ``STEPS`` act on the amount so
far.  To add a form of words: a rule in grammar/, a file here, and its name in ``MECHANISMS``.
"""

from types import ModuleType

from ...bind import amounts, conditions, understood
from ...bind.binder import AtomForm, StepForm
from . import (
    alternatives,
    band,
    cap,
    cap_share,
    case_steps,
    dates,
    deduct,
    each_item,
    extreme,
    groups,
    growing,
    growth,
    interpolation,
    of_list,
    rate,
    rounding,
    steps,
    validity,
)

MECHANISMS: tuple[ModuleType, ...] = (
    alternatives,
    band,
    cap,
    cap_share,
    case_steps,
    dates,
    deduct,
    each_item,
    extreme,
    groups,
    growing,
    growth,
    interpolation,
    of_list,
    rate,
    rounding,
    steps,
    validity,
)


_BOUND_BY = (amounts, conditions, understood, *MECHANISMS)
ATOMS: dict[str, AtomForm] = {k: v for module in _BOUND_BY for k, v in getattr(module, "ATOMS", {}).items()}
STEPS: dict[str, StepForm] = {k: v for module in MECHANISMS for k, v in getattr(module, "STEPS", {}).items()}
