"""What a calculation gives back, and the one rounding at its end.

>>> money(1, 3), money(-1, 200), rounded(250, 1, -2, "half_up"), number(6, 2), number(1, 8)
(Decimal('0.33'), Decimal('-0.01'), Decimal('300'), 3, Decimal('0.125'))
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Context, Decimal, Inexact
from typing import Literal, TypeAlias

from .errors import FactError, make_fault, show
from .facts import decimal_text, read_date

Outcome: TypeAlias = "bool | int | Decimal | tuple[Outcome, ...] | dict[str, Outcome]"
Rounding: TypeAlias = Literal["half_up", "up", "down"]


# Decimals are made in a context of our own: the caller's would round to whatever precision it has.
_EXACT = Context(prec=1000, traps=[Inexact])
_scaled, _CENTS = _EXACT.scaleb, Decimal(-2)
# What a result says, in the order of to_dict.
_SAID = ["policy", "policy_hash", "compiler", "clause", "citation", "value", "unit", "kind", "form", "eligible", "date"]
# What it is made of, in the order of its constructor.
GIVEN = [
    *("policy", "policy_hash", "compiler", "clause", "title", "citation", "unit", "form", "kind"),
    *("value", "eligible", "date"),
]


class Result:
    """The result of one clause; ``trace`` (the explanation, line by line) is worked out when first asked for.

    ``language`` is that of the trace; a compiled module explains in one.
    """

    language = "zh"
    __slots__ = (*_SAID, "title", "_explain", "_told", "_trace")

    def __init__(
        self,
        policy: str,
        policy_hash: str,
        compiler: str,
        clause: str,
        title: str,
        citation: str,
        unit: str,
        form: str,
        kind: str,
        value: Outcome,
        eligible: bool,
        date: date | None,
        explain: Callable[..., Iterable[str]],
        *told: object,
    ) -> None:
        """``explain`` takes ``told`` and gives the lines of the explanation; it is called when they are first asked for."""
        self.policy = policy
        self.policy_hash = policy_hash
        self.compiler = compiler
        self.clause = clause
        self.title = title
        self.citation = citation
        self.unit = unit
        self.form = form
        self.kind = kind
        self.value = value
        self.eligible = eligible
        self.date = date
        self._explain = explain
        self._told = told
        self._trace: tuple[str, ...] | None = None

    @property
    def trace(self) -> tuple[str, ...]:
        """The explanation, line by line."""
        if self._trace is None:
            self._trace = tuple(self._explain(*self._told))
        return self._trace

    def trace_in(self, lang: str = "") -> tuple[str, ...]:
        """The explanation in a language (zh or en; by default its own).  Raises ValueError where there is none in it."""
        if lang not in ("", self.language):
            raise ValueError(f"explained in {self.language} only; compile the policy with --lang {lang}")
        return self.trace

    def explain(self, lang: str = "") -> str:
        """The explanation as one text; see ``trace_in``."""
        return "\n".join(self.trace_in(lang))

    def to_dict(self, lang: str = "") -> dict[str, object]:
        """Everything in forms that JSON has; numbers as text, 是否 as true or false."""
        day = None if self.date is None else self.date.isoformat()
        said = {name: getattr(self, name) for name in _SAID}
        return {**said, "value": _as_text(self.value), "date": day, "trace": list(self.trace_in(lang))}

    def __eq__(self, other: object) -> bool:
        """Whether everything but the explanation is the same."""
        if not isinstance(other, Result):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in (*_SAID, "title"))

    def __reduce__(self) -> tuple[object, ...]:
        """As plain data, for pickle and copy: the explanation goes along as its lines, not as what gives them."""
        return type(self), (*(getattr(self, name) for name in GIVEN), tuple, self.trace)

    __hash__ = None  # type: ignore[assignment]  # a value may be a dict

    def __repr__(self) -> str:
        return f"Result({self.clause!r}, {self.value!r}, {self.unit!r}, {self.kind!r}, eligible={self.eligible})"


def _as_text(value: Outcome) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return [_as_text(part) for part in value]
    if isinstance(value, dict):
        return {name: _as_text(part) for name, part in value.items()}
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def money(numerator: int, denominator: int) -> Decimal:
    """The amount in yuan, with two decimals, rounded half away from zero. ``denominator`` is positive."""
    if numerator < 0:
        return _scaled(-((denominator - 200 * numerator) // (2 * denominator)), _CENTS)
    return _scaled((200 * numerator + denominator) // (2 * denominator), _CENTS)


def cents(amount: Decimal) -> int:
    """An amount in yuan, with two decimals at most, in 分."""
    numerator, denominator = amount.as_integer_ratio()
    return numerator * 100 // denominator


def rounded(numerator: int, denominator: int, places: int, mode: Rounding) -> Decimal:
    """The fraction with ``places`` decimals; negative places round to tens, hundreds … ``denominator`` is positive."""
    if places < 0:
        return Decimal(round_whole(numerator, denominator * 10**-places, mode) * 10**-places)
    return _scaled(round_whole(numerator * 10**places, denominator, mode), -places)


def round_whole(numerator: int, denominator: int, mode: Rounding) -> int:
    """The fraction as a whole number: half away from zero (half_up), away from zero (up) or towards it (down)."""
    added = {"half_up": denominator, "up": 2 * denominator - 2, "down": 0}[mode]
    size = (abs(numerator) * 2 + added) // (2 * denominator)
    return -size if numerator < 0 else size


def number(numerator: int, denominator: int, places: int = 4) -> int | Decimal:
    """A count or another quantity, half up to ``places`` decimals: an int, or a Decimal where fractional."""
    whole, rest = divmod(numerator, denominator)
    return Decimal(decimal_text(numerator, denominator, places)) if rest else whole


def remaining(whole: int | Decimal, parts: Sequence[int | Decimal]) -> int | Decimal:
    """What the parts leave of the whole; exact, whatever the caller's context is."""
    for part in parts:
        exact = isinstance(whole, Decimal) or isinstance(part, Decimal)
        whole = _EXACT.subtract(whole, part) if exact else whole - part
    return whole


def used_up(parts: Sequence[int | Decimal], limit: int | Decimal) -> tuple[int | Decimal, ...]:
    """The parts, in order, as far as they come to no more than the limit.

    >>> used_up((30, 40, 50), 60)
    (30, 30, 0)
    """
    paid: list[int | Decimal] = []
    for part in parts:
        paid.append(min(part, remaining(limit, paid)))
    return tuple(paid)


def parse_date(value: object, default: date | None) -> date | None:
    """The 申报日期 of a call: a date or ISO text, ``default`` for None. Raises FactError."""
    if value is None:
        return default
    day = read_date(value)
    if day is None:
        raise FactError([make_fault("T0612", ("申报日期",), shown=show(value))])
    return day
