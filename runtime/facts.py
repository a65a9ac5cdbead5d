"""Facts as they are given, read into exact scaled values or refused with every reason; quantities for people.

>>> income = FactType(name="营业收入", kind="number", unit="元", decimals=2)
>>> read_facts([income], {"营业收入": "3000万元"})
{'营业收入': 3000000000}
>>> format_quantity(3000000000, 100, "元")
'3000万元'
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from .errors import FactError, Fault, Path, hint, listing, make_fault, show, visible
from .numerals import NumeralError, read_numeral, read_ratio
from .units import parse_unit

# What a fact is read into: a scaled int (number), an index (option), a calendar ordinal (date), a bool, a text,
# a tuple of items (list) or of fields in their order (record); None only for an optional fact that is left out.
Value: TypeAlias = "bool | int | str | tuple[Value, ...] | None"

# INVARIANT: |value| < 10^15 in the unit of its fact, so that a compiler can bound what it computes.
LIMIT = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class FactType:
    """What may be given for one fact.

    A number is held as ``n`` with value n / 10**decimals in ``unit``: '元', '亩', '元/平方米·月', '' (whole number)
    or '%' (held as the ratio: 20% is 0.2). ``low``, ``high``, ``default`` likewise; for a date they are ordinals.
    A fact left out is an error, unless it has a ``default`` or is ``optional``.
    """

    name: str
    kind: Literal["number", "boolean", "option", "date", "text", "list", "record"]
    unit: str = ""
    decimals: int = 0
    negative: bool = False
    low: int | None = None
    high: int | None = None
    options: tuple[str, ...] = ()
    ordered: bool = False
    default: Value = None
    optional: bool = False
    item: "FactType | None" = None
    fields: tuple["FactType", ...] = ()
    # Worked out once, for speed: 10**decimals, and the least and greatest value that breaks no rule.
    scale: int = field(init=False, repr=False, compare=False)
    least: int = field(init=False, repr=False, compare=False)
    most: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        scale = 10**self.decimals
        least = 1 - LIMIT * scale if self.negative else 0
        most = LIMIT * scale - 1
        object.__setattr__(self, "scale", scale)
        object.__setattr__(self, "least", least if self.low is None else max(least, self.low))
        object.__setattr__(self, "most", most if self.high is None else min(most, self.high))


def read_facts(types: Sequence[FactType], facts: Mapping[str, object]) -> dict[str, Value]:
    """Read ``facts`` by their names; the result has every type's name, in the order of ``types``.

    Raises FactError with all faults: declared facts in the order of ``types``, then unknown names as given.
    """
    if type(facts) is not dict and not isinstance(facts, Mapping):
        raise FactError([make_fault("T0603", ("填报",), expected=_RECORD_WORDS, shown=show(facts))])
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    found = 0
    for of in types:
        name = of.name
        if name in facts:
            found += 1
            values[name] = _read(of, facts[name], (name,), faults)
        else:
            values[name] = _left_out(of, (name,), faults)
    if found != len(facts):
        names = [of.name for of in types]
        known = set(names)
        for given in facts:
            if given not in known:
                # Looking for near names is slow; whoever has this many faults does not need more of it.
                near = hint(given, names) if len(faults) < 20 else ""
                faults.append(make_fault("T0602", (given if isinstance(given, str) else show(given),), hint=near))
    if faults:
        raise FactError(faults)
    return values


def read_value(of: FactType, value: object) -> Value:
    """Read the value given for one fact. Raises FactError."""
    faults: list[Fault] = []
    result = _read(of, value, (of.name,), faults)
    if faults:
        raise FactError(faults)
    return result


def read_date(value: object) -> date | None:
    """A date (not a datetime) or ISO text as a date; None for anything else."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date(int(value[:4]), int(value[5:7]), int(value[8:]))
        except ValueError:
            return None
    return None


def format_quantity(numerator: int, denominator: int, unit: str) -> str:
    """``numerator / denominator`` of ``unit`` for people: 3000万元, 1.25亿元, 12345.67元, 2.5%, 12亩, 约33.3333%.

    Money goes into 万元 and 亿元 where two decimals hold it exactly; 约 marks what is rounded; ``denominator`` > 0.
    """
    if unit == "%":
        numerator *= 100
    places = 2 if unit == "元" else 4
    if unit == "元" or unit.startswith("元/"):
        for name, size in (("亿", 10**8), ("万", 10**4)):
            if abs(numerator) >= size * denominator and numerator * 100 % (size * denominator) == 0:
                return decimal_text(numerator, size * denominator, 2) + name + unit
    rounded_mark = "" if numerator * 10**places % denominator == 0 else "约"
    return rounded_mark + decimal_text(numerator, denominator, places) + unit


def decimal_text(numerator: int, denominator: int, places: int) -> str:
    """The fraction in digits, rounded half away from zero to ``places`` decimals, without trailing zeros."""
    scale = 10**places
    scaled = (abs(numerator) * scale * 2 + denominator) // (denominator * 2)
    digits = f"{scaled // scale}.{scaled % scale:0{places}d}".rstrip("0").rstrip(".") if places else str(scaled)
    return f"-{digits}" if numerator < 0 and scaled else digits


_RECORD_WORDS = ("各项名称和值", "a mapping of names to values")


def _read(of: FactType, value: object, path: Path, faults: list[Fault]) -> Value:
    """Read one value; what is wrong with it goes into ``faults``, and what is returned then is never used."""
    kind = of.kind
    if kind == "number":
        if type(value) is int:
            scaled = value * of.scale
            if of.least <= scaled <= of.most:
                return scaled
            return _bounded(of, scaled, value, path, faults)
        return _read_number(of, value, path, faults)
    if kind == "boolean":
        if value is True or value is False:
            return value
        if isinstance(value, str) and value in ("是", "否"):
            return value == "是"
    elif kind == "option":
        if isinstance(value, str):
            if value in of.options:
                return of.options.index(value)
            listed = listing(of.options)
            faults.append(make_fault("T0609", path, shown=show(value), listed=listed, hint=hint(value, of.options)))
            return None
    elif kind == "date":
        if (day := read_date(value)) is not None:
            return _bounded(of, day.toordinal(), value, path, faults)
        faults.append(make_fault("T0612", path, shown=show(value)))
        return None
    elif kind == "text":
        if isinstance(value, str):
            return str.__str__(value)
    elif kind == "list":
        if isinstance(value, list | tuple) and of.item:
            item = of.item
            return tuple([_read(item, part, (*path, number), faults) for number, part in enumerate(value, 1)])
    elif isinstance(value, Mapping | list | tuple):
        return _read_record(of, value, path, faults)
    if value is None and of.optional:
        return None
    code = "T0604" if isinstance(value, float) else "T0603"
    faults.append(make_fault(code, path, expected=_expected(of), shown=show(value)))
    return None


def _read_number(of: FactType, value: object, path: Path, faults: list[Fault]) -> int | None:
    shown = show(value)
    if isinstance(value, str):
        exact = _read_text(of, str.__str__(value).strip(), shown, path, faults)
        if exact is None:
            return None
        scaled, rest = divmod(exact.numerator * of.scale, exact.denominator)
    elif isinstance(value, Decimal):
        if not value.is_finite():
            faults.append(make_fault("T0611", path, shown=shown, reason=("不是有限的数", "not a finite number")))
            return None
        scaled, rest = _scale_decimal(value, of.decimals)
    elif isinstance(value, int) and not isinstance(value, bool):
        scaled, rest = int(value) * of.scale, 0
    elif value is None and of.optional:
        return None
    else:
        code = "T0604" if isinstance(value, float) else "T0603"
        faults.append(make_fault(code, path, expected=_expected(of), shown=shown))
        return None
    if rest and abs(scaled) < LIMIT * of.scale:
        allowed = (f"最多{of.decimals}位小数", f"may have at most {of.decimals} decimals")
        whole = ("应是整数", "must be a whole number")
        faults.append(make_fault("T0606", path, allowed=allowed if of.decimals else whole, shown=shown))
        return None
    return _bounded(of, scaled, value, path, faults)


def _bounded(of: FactType, scaled: int, value: object, path: Path, faults: list[Fault]) -> int | None:
    if of.kind == "number":
        if abs(scaled) >= LIMIT * of.scale:
            faults.append(make_fault("T0608", path, shown=show(value)))
            return None
        if scaled < 0 and not of.negative:
            faults.append(make_fault("T0607", path, shown=show(value)))
            return None
    if (of.low is None or of.low <= scaled) and (of.high is None or scaled <= of.high):
        return scaled
    low, high = (None if bound is None else _bound_text(of, bound) for bound in (of.low, of.high))
    if low and high:
        words = (f"在{low}至{high}之间", f"from {low} to {high}")
    else:
        words = (f"不低于{low}", f"at least {low}") if low else (f"不高于{high}", f"at most {high}")
    faults.append(make_fault("T0610", path, range=words, shown=show(value)))
    return None


def _bound_text(of: FactType, bound: int) -> str:
    return date.fromordinal(bound).isoformat() if of.kind == "date" else format_quantity(bound, of.scale, of.unit)


def _scale_decimal(value: Decimal, decimals: int) -> tuple[int, int]:
    """``value`` × 10**decimals as a whole number and what is left (0 or not); enormous exponents cost nothing."""
    sign, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # finite
    if not value:
        return 0, 0
    if value.adjusted() > 20:
        return (-LIMIT if sign else LIMIT) * 10**decimals, 0
    shift = exponent + decimals
    kept = digits if shift >= 0 else digits[:shift]
    whole = int("".join(map(str, kept)) or "0") * 10 ** max(shift, 0)
    return -whole if sign else whole, int(shift < 0 and any(digits[shift:]))


def _read_text(of: FactType, text: str, shown: str, path: Path, faults: list[Fault]) -> Fraction | None:
    """The number that a text gives, in the unit of ``of``."""
    try:
        ratio = read_ratio(text)
        if of.unit == "%":
            return read_numeral(text) if ratio is None else ratio
        if ratio is not None:
            faults.append(_wrong_unit(of, shown, path))
            return None
        # 3万平方米 is 3万 of 平方米, but 3千瓦 is 3 of 千瓦: the longest number first, then one character less.
        end = len(text) - len(re.sub("^[-+－＋−0-9０-９,，.．负半零〇一二两三四五六七八九十百千万亿点]+", "", text))
        for split in (end, end - 1):
            factor = _conversion(text[split:].strip(), of.unit)
            if split > 0 and factor is not None:
                return read_numeral(text[:split].strip()) * factor
        # Raises where the number is what is wrong, as it is where digits come back behind the unit (1e30).
        read_numeral(text if re.search("[0-9]", text[end:]) else text[:end].strip())
    except NumeralError as wrong:
        faults.append(make_fault("T0611", path, shown=shown, reason=(wrong.reason, wrong.reason_en)))
        return None
    faults.append(_wrong_unit(of, shown, path))
    return None


def _conversion(given: str, wanted: str) -> Fraction | None:
    """How many of ``wanted`` one ``given`` is (no unit is the wanted one); None where it is another dimension."""
    if not given or given == wanted:
        return Fraction(1)
    declared = re.split("[/／·•]", wanted)  # a unit of the policy's own is known here by its name alone
    source, target = parse_unit(given, declared), parse_unit(wanted, declared)
    if not wanted or source is None or target is None or not source.same_dimension(target):
        return None
    return source.factor / target.factor


def _wrong_unit(of: FactType, shown: str, path: Path) -> Fault:
    unit = visible(of.unit)
    words = (f"的单位应为{unit}", f"in {unit}") if unit else ("应是整数，不带单位", "a whole number without a unit")
    return make_fault("T0605", path, unit=words, shown=shown)


def _read_record(
    of: FactType, value: Mapping[object, object] | Sequence[object], path: Path, faults: list[Fault]
) -> tuple[Value, ...]:
    """The fields in their declared order, from a mapping by name or from a list in that order."""
    names = [part.name for part in of.fields]
    if not isinstance(value, Mapping):
        if len(value) != len(names):
            reason = (
                f"应有{len(names)}个值（{listing(names)}），填的是{len(value)}个",
                f"{len(names)} values ({listing(names)}) are expected, not {len(value)}",
            )
            faults.append(make_fault("T0613", path, reason=reason))
            return ()
        value = dict(zip(names, value, strict=True))
    for given in value:
        if given not in names:
            near, known = hint(given, names) if len(faults) < 20 else ("", ""), show(given)
            reason = (f"没有{known}这一项{near[0]}", f"there is no field {known}{near[1]}")
            faults.append(make_fault("T0613", path, reason=reason))
    return tuple(
        _read(part, value[part.name], (*path, part.name), faults)
        if part.name in value
        else _left_out(part, (*path, part.name), faults)
        for part in of.fields
    )


def _left_out(of: FactType, path: Path, faults: list[Fault]) -> Value:
    if of.default is None and not of.optional:
        code = "T0601" if len(path) == 1 else "T0613"
        words = _expected(of)
        reason = (f"没有填，应填{words[0]}", f"left out; {words[1]} is expected")
        faults.append(make_fault(code, path, expected=words, reason=reason))
    return of.default


def _expected(of: FactType) -> tuple[str, str]:
    """What should have been given, in words."""
    if of.kind == "number":
        if of.unit == "元":
            return "金额，如 3000万元", "an amount of money such as 3000万元"
        if of.unit == "%":
            return "比例，如 20%", "a ratio such as 20%"
        unit = visible(of.unit)
        return (f"数量，单位{unit}", f"a quantity in {unit}") if unit else ("整数", "a whole number")
    if of.kind == "option":
        return f"{listing(of.options)}之一", f"one of {listing(of.options)}"
    words = {
        "boolean": ("是或否", "是 or 否 (true or false)"),
        "date": ("日期，写作 2025-03-01", "a date, written 2025-03-01"),
        "text": ("文字", "text"),
        "list": ("一列值，没有的填空列", "a list, empty where there is none"),
        "record": _RECORD_WORDS,
    }
    return words[of.kind]
