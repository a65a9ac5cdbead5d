"""Python: the lines that read the facts of a clause into variables.

Each fact is read as quickly as it was given: a whole number or 是否 on the spot, other plain values by ``quick``, dates,
lists and records by their reader.  Where one of them is anything else, all are read by the full reader, which knows
every spelling and tells every fault.
"""

from collections.abc import Sequence

from tiaowen.runtime.facts import FactType


def reading(types: Sequence[FactType], names: Sequence[str], function: str) -> list[str]:
    """The facts of ``types``, and the date, into the variables ``names`` and ``on``."""
    table = f"_FACTS{function}"
    fully = f"_read_both({table}, facts, given, _LAST{function})"
    if not types:
        return [f"    _, on = {fully}"]
    left_out = [f" + ({of.name!r} in facts)" for of in types if _may_be_left_out(of)]
    rows = [
        f"        {name}: Any = {_one(of, f'{table}[{index}]')}"
        for index, (name, of) in enumerate(zip(names, types, strict=True))
    ]
    return [
        "    try:",
        f"        if type(facts) is not PLAIN or len(facts) != {len(types) - len(left_out)}{''.join(left_out)}:",
        "            raise LookupError",
        *rows,
        f"        on = _LAST{function} if given is None else parse_date(given, None)",
        "    except UNSURE:",
        f"        ({', '.join(names)}{',' if len(names) == 1 else ''}), on = {fully}",
    ]


def _one(of: FactType, table: str) -> str:
    """One fact read, as an expression: on the spot, or by the reader of its kind."""
    given = f"facts[{of.name!r}]"
    reader = "read_value" if of.kind in ("date", "list", "record") else "quick"
    if of.kind == "boolean":
        read = f"x if type(x := {given}) is bool else {reader}({table}, x)"
    elif of.kind == "number" and of.unit != "%":
        least, most = -(-of.least // of.scale), of.most // of.scale
        scaled = "x" if of.scale == 1 else f"x * {of.scale}"
        read = f"{scaled} if type(x := {given}) is int and {least} <= x <= {most} else {reader}({table}, x)"
    else:
        read = f"{reader}({table}, {given})"
    return f"{of.default!r} if {of.name!r} not in facts else {read}" if _may_be_left_out(of) else read


def _may_be_left_out(of: FactType) -> bool:
    return of.optional or of.default is not None
