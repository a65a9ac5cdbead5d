"""Python: the lines that read the facts of a clause into variables, one a fact.

Each is read as quickly as it was given: a whole number or 是否 on the spot, other plain values by ``quick``, dates, lists
and records by their reader.  Where one of them is anything else, these raise, and ``Calculator.calc`` asks the full
reader, which knows every spelling and tells every fault.
"""

from collections.abc import Sequence

from tiaowen.runtime.facts import FactType
from tiaowen.runtime.quantities import CLOCK


def reading(types: Sequence[FactType], names: Sequence[str], table: str) -> list[str]:
    """The facts of ``types`` (a tuple that the module calls ``table``) into the variables ``names``."""
    return [
        f"{name}: Any = {_one(of, f'{table}[{index}]')}"
        for index, (name, of) in enumerate(zip(names, types, strict=True))
    ]


def _one(of: FactType, table: str) -> str:
    """One fact read, as an expression: on the spot, or by the reader of its kind."""
    given = f"facts[{of.name!r}]"
    is_close = of.kind in ("date", "list", "record") or of.unit == CLOCK
    reader = "read_value" if is_close else "quick"
    if of.kind == "boolean":
        read = f"x if type(x := {given}) is bool else {reader}({table}, x)"
    elif of.kind == "number" and of.unit != "%":
        least, most = -(-of.least // of.scale), of.most // of.scale
        scaled = "x" if of.scale == 1 else f"x * {of.scale}"
        read = f"{scaled} if type(x := {given}) is int and {least} <= x <= {most} else {reader}({table}, x)"
    else:
        read = f"{reader}({table}, {given})"
    may_be_left_out = of.optional or of.default is not None
    return f"{of.default!r} if {of.name!r} not in facts else {read}" if may_be_left_out else read
