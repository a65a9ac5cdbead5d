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
from decimal import Context, Decimal, Inexact
from typing import Any, Literal, TypeAlias, cast

from .errors import FactError, Fault, Path, hint, listing, make_fault, show, visible
from .numerals import NUMERAL_LENGTH_MAX
from .quantities import CLOCK, Multipliers, Refusal, multipliers, read_quantity

# What a fact is read into: a scaled int (number), an index (option), a calendar ordinal (date), a bool, a text,
# a tuple of items (list) or of fields in their order (record); None only for an optional fact that is left out.
Value: TypeAlias = "bool | int | str | tuple[Value, ...] | None"

# INVARIANT: |value| < 10^15 in the unit of its fact, and no list is longer, so that a compiler can bound what it computes.
LIMIT = 10**15
ITEMS_MAX = 10**6


@dataclass(frozen=True, slots=True, kw_only=True)
class FactType:
    """What may be given for one fact.

    A number is held as ``n`` with value n / 10**decimals in ``unit``: '元', '亩', '元/平方米·月', '' (whole number)
    or '%' (held as the ratio: 20% is 0.2). ``low``, ``high``, ``default`` likewise; for a date they are ordinals.
    A fact left out is an error, unless it has a ``default`` or is ``optional``.  A list with a ``length`` has so many items.
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
    length: int | None = None
    # Worked out once, for speed: 10**decimals, the least and greatest value of a number, what the words behind a number
    # multiply it by, and the texts that are a value by themselves.
    scale: int = field(init=False, repr=False, compare=False)
    least: int = field(init=False, repr=False, compare=False)
    most: int = field(init=False, repr=False, compare=False)
    places: Decimal = field(init=False, repr=False, compare=False)
    multipliers: Multipliers = field(init=False, repr=False, compare=False)
    words: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # 时刻 is held in minutes, a number of it is of hours.
        scale = 60 if self.unit == CLOCK else 10**self.decimals
        most = LIMIT * scale - 1 if self.kind == "number" else -1
        least = -most if self.negative else 0
        words = {"是": True, "否": False} if self.kind == "boolean" else {o: i for i, o in enumerate(self.options)}
        object.__setattr__(self, "scale", scale)
        object.__setattr__(self, "least", least if self.low is None else max(least, self.low))
        object.__setattr__(self, "most", most if self.high is None else min(most, self.high))
        object.__setattr__(self, "places", Decimal("NaN") if self.unit == CLOCK else Decimal(self.decimals))
        object.__setattr__(self, "multipliers", multipliers(self.unit, scale))
        object.__setattr__(self, "words", words)


def read_facts(types: Sequence[FactType], given: object) -> dict[str, Value]:
    """Read the facts ``given`` (a mapping) by their names; the result has every type's name, in the order of ``types``.

    Raises FactError with all faults: declared facts in the order of ``types``, then unknown names as given.
    """
    if not isinstance(given, Mapping):
        everything = FactType(name="填报", kind="record")
        raise FactError([make_fault("T0603", ("填报",), expected=_expected(everything), shown=show(given))])
    facts = cast("Mapping[str, object]", given)
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    for of in types:
        value = facts.get(of.name)
        # By far the commonest facts are whole numbers and 是否: they are read here, without a call.
        if type(value) is int and of.least <= value * of.scale <= of.most:
            values[of.name] = value * of.scale
        elif type(value) is bool and of.kind == "boolean":
            values[of.name] = value
        else:
            values[of.name] = _read_named(of, facts, (of.name,), faults)
    if not facts.keys() <= values.keys():
        unknown: list[object] = [name for name in facts if name not in values]
        for count, name in enumerate(unknown):
            # Looking for near names is slow; whoever has many unknown names does not need more of it.
            near = hint(name, values) if count < 20 else ""
            faults.append(make_fault("T0602", (name if isinstance(name, str) else show(name),), hint=near))
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


# What facts mostly come as.  (Under a name, since type checkers would else take the facts for a dict of anything.)
PLAIN: Any = dict
# What ``quick`` raises where it cannot say; FactError, which other readers raise, is one of them too.
UNSURE = (LookupError, ValueError, ArithmeticError)

_READING = Context(prec=60, Emax=60, traps=[Inexact])
_shifted, _whole = _READING.scaleb, _READING.to_integral_exact


def quick(of: FactType, value: Any) -> bool | int | str:
    """What ``value`` is held as where that is plain to see, in a microsecond; raises one of UNSURE elsewhere.

    INVARIANT: what this gives, ``read_value`` would give without it; whatever it is not sure of, and every fault, it
    leaves to the full reader.
    """
    kind = cast("object", type(value))
    if kind is Decimal:
        held: int = _whole(_shifted(value, of.places)).__trunc__()
        if of.least <= held <= of.most:
            return held
    elif kind is str:
        if of.kind != "number":
            return str(value) if of.kind == "text" else of.words[value]
        if value.isascii():  # digits alone
            whole, point, decimals = value.partition(".")
            if (digits := whole + decimals).isdigit() and whole and (decimals or not point):
                held = int(digits) * of.multipliers[""][len(decimals)]
                if of.least <= held <= of.most and len(value) <= NUMERAL_LENGTH_MAX:
                    return held
        words = value.lstrip("0123456789.")
        number = value[: -len(words)] if words else ""
        if "." in number:
            whole, _, decimals = number.partition(".")
            number = whole + decimals if whole and decimals else ""
            held = int(number) * of.multipliers[words][len(decimals)]
        else:
            held = int(number) * of.multipliers[words][0]
        if of.least <= held <= of.most and len(value) <= NUMERAL_LENGTH_MAX:
            return held
    elif kind is int:
        held = value * of.scale
        if of.least <= held <= of.most:
            return held
    elif kind is bool and of.kind == "boolean":
        return bool(value)
    raise ValueError(value)


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
    if unit == CLOCK:
        return clock_text(numerator * 60 // denominator)
    places = 2 if unit == "元" else 4
    if unit == "元" or unit.startswith("元/"):
        for name, size in (("亿", 10**8), ("万", 10**4)):
            if abs(numerator) >= size * denominator and numerator * 100 % (size * denominator) == 0:
                return decimal_text(numerator, size * denominator, 2) + name + unit
    rounded_mark = "" if numerator * 10**places % denominator == 0 else "约"
    return rounded_mark + decimal_text(numerator, denominator, places) + unit


def clock_text(minutes: int) -> str:
    """Minutes after midnight as people write them: 19:30; of the day after, 次日2:00."""
    hours, rest = divmod(minutes, 60)
    return f"{'次日' if hours > 24 else ''}{hours - 24 if hours > 24 else hours}:{rest:02d}"


def decimal_text(numerator: int, denominator: int, places: int) -> str:
    """The fraction in digits, rounded half away from zero to ``places`` decimals, without trailing zeros."""
    scale = 10**places
    scaled = (abs(numerator) * scale * 2 + denominator) // (denominator * 2)
    digits = f"{scaled // scale}.{scaled % scale:0{places}d}".rstrip("0").rstrip(".") if places else str(scaled)
    return f"-{digits}" if numerator < 0 and scaled else digits


_SIMPLE = frozenset(("number", "boolean", "option", "text"))


def _read(of: FactType, value: object, path: Path, faults: list[Fault]) -> Value:
    """Read one value; what is wrong with it goes into ``faults``, and what is returned then is never used."""
    if of.kind in _SIMPLE:
        try:
            return quick(of, value)
        except UNSURE:
            pass
    return _read_closely(of, value, path, faults)


def _read_closely(of: FactType, value: object, path: Path, faults: list[Fault]) -> Value:
    """The whole meaning of what may be given, and every fault of it."""
    if value is None and of.optional:
        return None
    if of.kind == "list" and of.item and isinstance(value, list | tuple):
        item, parts = of.item, cast("Sequence[object]", value)
        if len(parts) > ITEMS_MAX or len(parts) != (len(parts) if of.length is None else of.length):
            most, given = ((f"{size}项", f"{size} items") for size in (of.length or ITEMS_MAX, len(parts)))
            wanted = (f"是{most[0]}", most[1]) if of.length else (f"不超过{most[0]}", f"at most {most[1]}")
            faults.append(make_fault("T0610", path, range=wanted, shown=given))
            return None
        return tuple([_read(item, part, (*path, number), faults) for number, part in enumerate(parts, 1)])
    try:
        return _read_record(of, value, path, faults) if of.kind == "record" else _read_simple(of, value)
    except Refusal as refusal:
        faults.append(make_fault(refusal.code, path, shown=show(value), **refusal.texts))
        return None


def _read_record(of: FactType, value: object, path: Path, faults: list[Fault]) -> Value:
    if not isinstance(value, Mapping | list | tuple):
        return _read_simple(of, value)
    fields = _name_fields(of, cast("Mapping[str, object] | Sequence[object]", value))
    return tuple([_read_named(part, fields, (*path, part.name), faults) for part in of.fields])


def _read_named(of: FactType, facts: Mapping[str, object], path: Path, faults: list[Fault]) -> Value:
    """Read the value given under the name of ``of``, or take its default."""
    if of.name in facts:
        return _read(of, facts[of.name], path, faults)
    if of.default is None and not of.optional:
        words = _expected(of)
        reason = (f"没有填，应填{words[0]}", f"left out; {words[1]} is expected")
        faults.append(make_fault("T0613" if len(path) > 1 else "T0601", path, expected=words, reason=reason))
    return of.default


def _name_fields(of: FactType, value: Mapping[str, object] | Sequence[object]) -> Mapping[str, object]:
    """The fields of a record by name, from a mapping or from a list in their declared order."""
    names = [part.name for part in of.fields]
    if not isinstance(value, Mapping):
        if len(value) == len(names):
            return dict(zip(names, value, strict=True))
        zh = f"应有{len(names)}个值（{listing(names)}），填的是{len(value)}个"
        raise Refusal("T0613", reason=(zh, f"{len(names)} values expected ({listing(names)}), not {len(value)}"))
    for given in value:
        if given not in names:
            near, near_en = hint(given, names)
            raise Refusal("T0613", reason=(f"没有{show(given)}这一项{near}", f"no field {show(given)}{near_en}"))
    return value


def _read_simple(of: FactType, value: object) -> Value:
    text = str.__str__(value) if isinstance(value, str) else None
    if of.kind == "number":
        if isinstance(value, Decimal) and of.unit != CLOCK:
            return _bounded(of, *_scale_decimal(value, of.decimals))
        if isinstance(value, int) and not isinstance(value, bool):
            return _bounded(of, int(value) * of.scale, 0)
        if text is not None:
            exact = read_quantity(text.strip(), of.unit, is_whole=not of.decimals)
            return _bounded(of, *divmod(exact.numerator * of.scale, exact.denominator))
    elif of.kind == "boolean":
        if isinstance(value, bool):
            return value
        if text in ("是", "否"):
            return text == "是"
    elif of.kind == "date":
        if (day := read_date(value)) is None:
            raise Refusal("T0612")
        return _bounded(of, day.toordinal(), 0)
    elif text is not None and of.kind == "text":
        return text
    elif text is not None and of.kind == "option":
        if text not in of.options:
            raise Refusal("T0609", listed=listing(of.options), hint=hint(text, of.options))
        return of.options.index(text)
    raise Refusal("T0604" if isinstance(value, float) else "T0603", expected=_expected(of))


def _bounded(of: FactType, scaled: int, rest: int) -> int:
    """``scaled`` where it is what the fact may be; ``rest`` is not 0 where there are more decimals than allowed."""
    if of.kind == "number":
        if abs(scaled) >= LIMIT * of.scale:
            raise Refusal("T0608")
        if rest:
            zh, en = f"最多{of.decimals}位小数", f"may have at most {of.decimals} decimals"
            raise Refusal("T0606", allowed=(zh, en) if of.decimals else ("应是整数", "must be a whole number"))
        if scaled < 0 and not of.negative:
            raise Refusal("T0607")
    if (of.low is None or of.low <= scaled) and (of.high is None or scaled <= of.high):
        return scaled
    low, high = (
        "" if bound is None
        else date.fromordinal(bound).isoformat() if of.kind == "date"
        else format_quantity(bound, of.scale, of.unit)
        for bound in (of.low, of.high)
    )  # fmt: skip
    if low and high:
        raise Refusal("T0610", range=(f"在{low}至{high}之间", f"from {low} to {high}"))
    raise Refusal("T0610", range=(f"不低于{low}", f"at least {low}") if low else (f"不高于{high}", f"at most {high}"))


def _scale_decimal(value: Decimal, decimals: int) -> tuple[int, int]:
    """``value`` × 10**decimals as a whole number and what is left (0 or not); enormous exponents cost nothing."""
    sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):
        raise Refusal("T0611", reason=("不是有限的数", "not a finite number"))
    if not value:
        return 0, 0
    if value.adjusted() > 20:
        return (-LIMIT if sign else LIMIT) * 10**decimals, 0
    shift = exponent + decimals
    kept = digits if shift >= 0 else digits[:shift]
    whole = int("".join(map(str, kept)) or "0") * 10 ** max(shift, 0)
    return -whole if sign else whole, int(shift < 0 and any(digits[shift:]))


def _expected(of: FactType) -> tuple[str, str]:
    """What should have been given, in words."""
    unit, listed = visible(of.unit), listing(of.options)
    if of.kind == "number" and of.unit == CLOCK:
        return ("时刻，写作 19:00", "a time of day, written 19:00")
    if of.kind == "number" and not of.unit and of.decimals:
        return ("系数，如 1.2", "a number such as 1.2")
    words = {
        "元": ("金额，如 3000万元", "an amount of money such as 3000万元"),
        "%": ("比例，如 20%", "a ratio such as 20%"),
        "": ("整数", "a whole number"),
        "boolean": ("是或否", "是 or 否 (true or false)"),
        "option": (f"{listed}之一", f"one of {listed}"),
        "date": ("日期，写作 2025-03-01", "a date, written 2025-03-01"),
        "text": ("文字", "text"),
        "list": ("一列值，没有的填空列", "a list, empty where there is none"),
        "record": ("各项名称和值", "a mapping of names to values"),
    }
    return words.get(of.unit if of.kind == "number" else of.kind) or (f"数量，单位{unit}", f"a quantity in {unit}")
