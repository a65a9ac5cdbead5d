"""A kernel as a function of C: one loop over rows without a branch, which compilers turn into vectors.

In: a kernel and the name of its function.  Out: the struct of its columns, and the function.  In the loop everything is 64 bits wide,
since compilers that meet bytes in it take eight vectors at once and have no registers for them: a few rows at a time, bytes and days
are widened before it, and what is told in bytes is narrowed behind it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tiaowen.runtime.facts import FactType

from .columnar.steps import Asked, Kernel, Step
from .identifiers import variable

# Words that no name may be: of the language, of its library, of what is printed here.
_WORDS = """
    auto break case char const continue default do double else enum extern float for goto if inline int long register
    restrict return short signed sizeof static struct switch typedef union unsigned void volatile while bool true false
    alignas alignof asm constexpr nullptr static_assert thread_local typeof typeof_unqual complex imaginary
    class catch delete explicit export friend mutable namespace new operator private protected public template this throw
    try typename using virtual and or not xor bitand bitor compl
    row rows item facts results size_t int64_t int32_t uint64_t uint32_t uint8_t wrapped_sum wrapped_difference
    wrapped_product floored least most size shift_months months_between widened_bytes widened_days narrowed from count unix linux NULL errno main
"""
RESERVED = frozenset(_WORDS.split())
_TYPES = {"number": "int64_t", "byte": "uint8_t", "day": "int32_t", "given": "uint8_t"}
# A truth is as wide as a number: so compilers put both into vectors of the same length.
_C = {"whole": "int64_t", "real": "double", "truth": "int64_t"}
# So many rows at a time: what is widened stays in the nearest cache.
_AT_ONCE = 128
# What is written in its place however often it is used.
_PLAIN = ("constant", "real_constant", "truth")
# A line is no longer than so many characters where it can be cut.
_WIDTH = 110

_INFIX = {
    **{"add": "+", "subtract": "-", "multiply": "*"},
    **{"real_add": "+", "real_subtract": "-", "real_multiply": "*", "real_divide": "/"},
    **{"less": "<", "at_most": "<=", "equal": "==", "real_less": "<", "and": "&", "or": "|"},
}
_OPPOSITE = {"less": ">=", "at_most": ">", "equal": "!="}
_WRAPPED = {"add": "wrapped_sum", "subtract": "wrapped_difference", "multiply": "wrapped_product"}
_CALLS = ("least", "most", "size", "shift_months", "months_between")

# Each of the functions that steps call, in the order in which they are printed.
FUNCTIONS: Mapping[str, str] = {
    "widened_bytes": """static inline void widened_bytes(size_t rows, const uint8_t *restrict from, int64_t *restrict into) {
    for (size_t row = 0; row < rows; row++)
        into[row] = from[row];
}""",
    "widened_days": """static inline void widened_days(size_t rows, const int32_t *restrict from, int64_t *restrict into) {
    for (size_t row = 0; row < rows; row++)
        into[row] = from[row];
}""",
    "narrowed": """static inline void narrowed(size_t rows, const int64_t *restrict from, uint8_t *restrict into) {
    for (size_t row = 0; row < rows; row++)
        into[row] = (uint8_t)from[row];
}""",
    "wrapped_sum": """static inline int64_t wrapped_sum(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a + (uint64_t)b);
}""",
    "wrapped_difference": """static inline int64_t wrapped_difference(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a - (uint64_t)b);
}""",
    "wrapped_product": """static inline int64_t wrapped_product(int64_t a, int64_t b) {
    return (int64_t)((uint64_t)a * (uint64_t)b);
}""",
    "floored": """static inline int64_t floored(double x) {
    const int64_t whole = (int64_t)x;
    return whole - (x < (double)whole);
}""",
    "least": """static inline int64_t least(int64_t a, int64_t b) {
    return a < b ? a : b;
}""",
    "most": """static inline int64_t most(int64_t a, int64_t b) {
    return a > b ? a : b;
}""",
    "size": """static inline int64_t size(int64_t a) {
    return a < 0 ? -a : a;
}""",
    "day_of": """/* The day of a date; years, months and days count from 1, and a year begins in March here. */
static inline int64_t day_of(int64_t year, int64_t month, int64_t day) {
    const int64_t y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 306;
}""",
    "date_of": """struct date {
    int64_t year, month, day;
};

static inline struct date date_of(int64_t ordinal) {
    const int64_t n = ordinal + 305, era = n / 146097, of_era = n % 146097;
    const int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * year + year / 4 - year / 100), m = (5 * of_year + 2) / 153;
    const int64_t month = m < 10 ? m + 3 : m - 9;
    return (struct date){year + era * 400 + (month <= 2), month, of_year - (153 * m + 2) / 5 + 1};
}

static inline int64_t days_in(int64_t year, int64_t month) {
    const int64_t leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 ? 28 + leap : 30 + ((month + month / 8) & 1);
}""",
    "shift_months": """/* The same day of the month, or the last of a shorter one, from 0001-01-01 to 9999-12-31. */
static inline int64_t shift_months(int64_t ordinal, int64_t months) {
    const struct date from = date_of(ordinal < 1 ? 1 : ordinal > 3652059 ? 3652059 : ordinal);
    const int64_t far = months < -120000 ? -120000 : months > 120000 ? 120000 : months;
    const int64_t count = from.year * 12 + from.month - 1 + far;
    if (count < 12 || count >= 120000)
        return count < 12 ? 1 : 3652059;
    const int64_t year = count / 12, month = count % 12 + 1, last = days_in(year, month);
    return day_of(year, month, from.day < last ? from.day : last);
}""",
    "months_between": """/* Full months from one day to another: full on the same day of the month, or on the last of a shorter one. */
static inline int64_t months_between(int64_t from, int64_t to) {
    if (to < from)
        return -months_between(to, from);
    const struct date a = date_of(from < 1 ? 1 : from > 3652059 ? 3652059 : from);
    const struct date b = date_of(to < 1 ? 1 : to > 3652059 ? 3652059 : to);
    const int64_t months = (b.year - a.year) * 12 + b.month - a.month, last = days_in(b.year, b.month);
    return months - (b.day < (a.day < last ? a.day : last));
}""",
}
_WIDENED = {"byte": "widened_bytes", "given": "widened_bytes", "day": "widened_days"}
_NEEDED = {"shift_months": ("day_of", "date_of"), "months_between": ("date_of",)}


def called(kernel: Kernel) -> set[str]:
    """The functions that a kernel calls."""
    made = {"narrowed"} | {_WIDENED[asked.what] for asked in kernel.columns if _is_widened(asked)}
    if kernel.asks_day:
        made.add(_WIDENED["day"])
    for place in reachable(kernel):
        step = kernel.steps[place]
        if step.wraps and step.code in _WRAPPED:
            made.add(_WRAPPED[step.code])
        elif step.code == "sum" and step.wraps:
            made.add("wrapped_sum")
        elif step.code == "floor" and not step.constant:
            made.add("floored")
        elif step.code in _CALLS:
            made |= {step.code, *_NEEDED.get(step.code, ())}
    return made


def _is_widened(asked: Asked) -> bool:
    """Whether it is a column of rows that are narrower than a number."""
    return asked.what in _WIDENED and asked.field is None


def reachable(kernel: Kernel) -> list[int]:
    """The steps that a result is made of, in their order."""
    needed = {*kernel.values, kernel.eligible, *kernel.caps, kernel.apart, kernel.refused}
    for place in range(len(kernel.steps) - 1, -1, -1):
        if place in needed:
            needed |= set(kernel.steps[place].of)
    return sorted(needed)


@dataclass(slots=True)
class Printed:
    """The struct of a kernel's columns and its function, by the name of the function."""

    kernel: Kernel
    facts: Mapping[str, FactType]
    function: str
    members: list[str] = field(default_factory=list)
    offsets: list[str] = field(default_factory=list)
    day: str = ""
    _columns: dict[str, str] = field(default_factory=dict)
    _said: dict[int, str] = field(default_factory=dict)
    _uses: Counter[int] = field(default_factory=Counter)
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for asked in self.kernel.columns:
            called = asked.fact
            if asked.what == "given":
                called += "_given"
            elif asked.field is not None and (item := self.facts[asked.fact].item) is not None:
                called += f"_{item.fields[asked.field].name if item.fields else 'value'}"
            self.members.append(self._name(called))
        self.offsets = [self._name(f"{name}_offsets") for name in self.kernel.lists]
        self.day = self._name("申报日期") if self.kernel.asks_day else ""
        # Within the function the plain names are those of a row's numbers.
        self._taken = set()
        for name in (*self.members, *self.offsets, *([self.day] if self.day else [])):
            self._columns[name] = self._name(f"in_{name}")

    def _name(self, name: str) -> str:
        made = variable(name, self._taken, RESERVED)
        self._taken.add(made)
        return made

    def _pointers(self) -> list[tuple[str, str]]:
        """The columns by type and name, in the order of the struct."""
        columns = [(_TYPES[asked.what], name) for asked, name in zip(self.kernel.columns, self.members, strict=True)]
        columns += [("int64_t", name) for name in self.offsets]
        return [*columns, *([("int32_t", self.day)] if self.day else [])]

    def declared(self) -> list[str]:
        """The struct and the prototype."""
        lines = [f"struct {self.function}_facts {{"]
        lines += [f"    const {kind} *{name};" for kind, name in self._pointers()]
        return [*lines, "};"]

    @property
    def prototype(self) -> str:
        return f"void {self.function}(size_t rows, const struct {self.function}_facts *facts, const struct tiaowen_results *results)"

    def defined(self) -> list[str]:
        """The function."""
        kernel, live = self.kernel, reachable(self.kernel)
        for place in live:
            self._uses.update(kernel.steps[place].of)
        self._uses.update([*kernel.values, kernel.eligible, *kernel.caps, kernel.apart, kernel.refused])
        outputs = [f"_value{at}" for at in range(len(kernel.values))]
        # Only of parameters compilers believe that they are apart.
        taken = [f"const {kind} *restrict {name}" for kind, name, _ in self._taken_columns()]
        taken += [f"int64_t *restrict {name}" for name in (*outputs, *_TOLD)]
        lines = [
            f"static void {self.function}_rows(",
            *(f"    {each}," for each in ("size_t rows", *taken[:-1])),
            f"    {taken[-1]}) {{",
            "    for (size_t row = 0; row < rows; row++) {",
            *(f"        {line}" for line in self._body(live)),
        ]
        caps = [f"({self._at(cap)} << {at})" if at else self._at(cap) for at, cap in enumerate(kernel.caps)]
        apart, refused, sound = (self._at(kernel.apart), self._at(kernel.refused), f"({self._at(kernel.apart)} ^ 1)")
        if kernel.steps[kernel.apart].code == "not":
            sound = self._at(kernel.steps[kernel.apart].of[0])
        lines += [
            *(
                f"        {name}[row] = {_bare(self._at(value))};"
                for name, value in zip(outputs, kernel.values, strict=True)
            ),
            f"        _eligible[row] = {self._at(kernel.eligible)};",
            f"        _caps[row] = {' | '.join(caps) or '0'};",
            f"        _status[row] = {apart} | (({refused} & {sound}) << 1);",
            *("    }", "}", ""),
        ]
        return [*lines, f"{self.prototype} {{", *(f"    {line}" for line in self._whole()), "}"]

    def _taken_columns(self) -> Iterator[tuple[str, str, str]]:
        """What the loop takes: the type, the name there, and what is given for it: a column of rows from the row ``from`` on (its
        name where it is widened), all of a column of items."""
        widened = self._widened()
        of_items = {
            name for asked, name in zip(self.kernel.columns, self.members, strict=True) if asked.field is not None
        }
        for kind, name in self._pointers():
            own = self._columns[name]
            if name in widened:
                yield "int64_t", own, own
            else:
                yield kind, own, f"facts->{name}" if name in of_items else f"facts->{name} + from"

    def _widened(self) -> Mapping[str, str]:
        """The columns that are widened, each with the function that does it."""
        columns = zip(self.kernel.columns, self.members, strict=True)
        made = {name: _WIDENED[asked.what] for asked, name in columns if _is_widened(asked)}
        return {**made, **({self.day: _WIDENED["day"]} if self.day else {})}

    def _whole(self) -> list[str]:
        """All rows, a few at a time."""
        widened = self._widened()
        held = [*(self._columns[name] for name in widened), *_TOLD]
        values = [f"results->value{f' + {at} * rows' if at else ''} + from" for at in range(len(self.kernel.values))]
        given = ["count", *(where for _, _, where in self._taken_columns()), *values, *_TOLD]
        return [
            f"int64_t {', '.join(f'{name}[{_AT_ONCE}]' for name in held)};",
            f"for (size_t from = 0; from < rows; from += {_AT_ONCE}) {{",
            f"    const size_t count = rows - from < {_AT_ONCE} ? rows - from : {_AT_ONCE};",
            *(f"    {how}(count, facts->{name} + from, {self._columns[name]});" for name, how in widened.items()),
            f"    {self.function}_rows({', '.join(given)});",
            *(f"    narrowed(count, {name}, results->{name[1:]} + from);" for name in _TOLD),
            "}",
        ]

    # ── steps ──

    def _body(self, live: list[int]) -> Iterator[str]:
        steps = self.kernel.steps
        for place in live:
            step = steps[place]
            if step.inner:
                continue
            if step.code in ("sum", "real_sum", "count", "every"):
                yield from self._loop(place, live)
            else:
                yield from self._stated(place)

    def _stated(self, place: int) -> Iterator[str]:
        """A variable for a step; nothing where it is said in the place where it is used."""
        step = self.kernel.steps[place]
        text = self._text(step)
        is_short = self._uses[place] < 2 and place not in self.kernel.names and len(text) < _WIDTH
        if step.code in _PLAIN or is_short:
            self._said[place] = text
            return
        name = self._name(self.kernel.names.get(place, f"{_PREFIX[step.kind]}{place}"))
        self._said[place] = name
        yield f"const {_C[step.kind]} {name} = {_bare(text)};"

    def _loop(self, place: int, live: list[int]) -> Iterator[str]:
        """What all items come to."""
        step = self.kernel.steps[place]
        (of,), (at,) = step.of, step.lists
        name = self._name(self.kernel.names.get(place, f"{_PREFIX[step.kind]}{place}"))
        start = {"every": "1", "real_sum": "0.0"}.get(step.code, "0")
        yield f"{_C[step.kind]} {name} = {start};"
        offsets = self._columns[self.offsets[at]]
        yield f"for (int64_t item = {offsets}[row]; item < {offsets}[row + 1]; item++) {{"
        needed = {of}
        for inner in reversed(live):
            if inner in needed:
                needed |= set(self.kernel.steps[inner].of)
        kept, taken = dict(self._said), set(self._taken)
        for inner in live:
            if inner in needed and self.kernel.steps[inner].inner:
                yield from (f"    {line}" for line in self._stated(inner))
        body = self._at(of)
        if step.code == "sum" and step.wraps:
            yield f"    {name} = wrapped_sum({name}, {body});"
        else:
            yield f"    {name} {'&=' if step.code == 'every' else '+='} {_bare(body)};"
        yield "}"
        self._said, self._taken = kept, taken
        self._said[place] = name

    def _at(self, place: int) -> str:
        return self._said[place]

    def _text(self, step: Step) -> str:
        of = [self._at(place) for place in step.of]
        match step.code:
            case "constant":
                return str(step.constant) if step.constant != -(2**63) else "INT64_MIN"
            case "real_constant" if step.high:
                return f"({step.constant}.0 / {step.high}.0)"
            case "real_constant":
                return f"{step.constant}.0" if step.constant >= 0 else f"({step.constant}.0)"
            case "truth":
                return str(step.constant)
            case "fact":
                return f"{self._columns[self.members[step.constant]]}[row]"
            case "truth_fact":
                return f"((int64_t){self._columns[self.members[step.constant]]}[row] != 0)"
            case "item":
                return f"{self._columns[self.members[step.constant]]}[item]"
            case "truth_item":
                return f"((int64_t){self._columns[self.members[step.constant]]}[item] != 0)"
            case "day":
                return f"{self._columns[self.day]}[row]"
            case "length":
                (at,) = step.lists
                offsets = self._columns[self.offsets[at]]
                return f"({offsets}[row + 1] - {offsets}[row])"
            case "within" if step.constant:
                return f"((uint64_t){of[0]} - (uint64_t){step.constant} <= {step.high - step.constant}u)"
            case "within":
                return f"((uint64_t){of[0]} <= {step.high}u)"
            case "choose" | "real_choose":
                return f"({of[0]} ? {of[1]} : {of[2]})"
            case "not":
                other = self.kernel.steps[step.of[0]]
                if other.code in _OPPOSITE and self._uses[step.of[0]] < 2:
                    return f"({self._at(other.of[0])} {_OPPOSITE[other.code]} {self._at(other.of[1])})"
                return f"({of[0]} ^ 1)"
            case "number_of":
                return of[0]
            case "real":
                return f"(double){of[0]}"
            case "floor":
                return f"(int64_t){of[0]}" if step.constant else f"floored({_bare(of[0])})"
            case "add" | "subtract" | "multiply" if step.wraps:
                return f"{_WRAPPED[step.code]}({', '.join(map(_bare, of))})"
            case _ if step.code in _CALLS:
                return f"{step.code}({', '.join(map(_bare, of))})"
            case _:
                return f"({of[0]} {_INFIX[step.code]} {of[1]})"


# What is told of each row in a byte.
_TOLD = ("_eligible", "_caps", "_status")
_PREFIX = {"whole": "n", "real": "x", "truth": "is"}


def _bare(text: str) -> str:
    """Without brackets around all of it."""
    if not text.startswith("("):
        return text
    depth = 0
    for at, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return text[1:-1] if at == len(text) - 1 else text
    return text
