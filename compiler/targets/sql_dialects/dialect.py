"""What a database is asked for: how it reads a fact, divides, writes a result, and puts one layer of columns on another.

Texts of a policy come in as names (``quoted``) and as literals (``text``) and in no other way.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from tiaowen.runtime.facts import ITEMS_MAX, LIMIT, FactType
from tiaowen.runtime.quantities import CLOCK

from ...report.diagnostic import Text
from ..expressions import Language, Unsayable
from ..sql_printer import Ways

# The integers of 64 bits, which every database has.
NARROW = 2**63 - 1
# The ordinal of 9999-12-31.
LAST_DAY = 3652059
# What a fault is called: see docs/sql.md.
BEYOND = "T0618"


@dataclass(frozen=True, slots=True)
class Read:
    """A fact as a plain column: NULL where it cannot be read; then the first of ``faults`` (a condition and its code) that
    holds says why.  ``wide``: whether it is a wide integer."""

    value: str
    faults: tuple[tuple[str, str], ...]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as an array of values or records: NULL where there is none, or too many items; what cannot be read is NULL in it.
    ``is_read``: whether all of it was; ``fault`` is else the code of what is wrong first."""

    value: str
    is_read: str
    fault: str


@dataclass(frozen=True, slots=True)
class Layer:
    """Columns, each with what it is, over those of the layers before."""

    columns: tuple[tuple[str, str], ...]


class Dialect(ABC):
    """A database.  ``capacity``: the greatest integer that it computes with (None: there is none)."""

    name: ClassVar[str]
    capacity: ClassVar[int | None]
    language: ClassVar[Language]
    ways: ClassVar[Ways]
    # What the columns of the table and of the view hold, for the head of a file.
    columns_said: ClassVar[tuple[Text, ...]]
    result_said: ClassVar[Text]
    no_text: ClassVar[str] = "CAST(NULL AS VARCHAR)"
    # Kinds of nodes of which an operand is said several times.
    plain: ClassVar[tuple[type, ...]] = ()

    # ── texts ──

    def quoted(self, name: str) -> str:
        """A name, whatever is in it."""
        return '"' + visible_name(name).replace('"', '""') + '"'

    def text(self, text: str) -> str:
        """A text as a literal, in which nothing hides."""
        return text_literal(text, self.character)

    # What gives the character of a number.
    character: ClassVar[str] = "chr({})"

    @abstractmethod
    def alike(self, name: str) -> str:
        """The same for names that the database takes for one."""

    # ── facts: ``raw`` is the column of the table ──

    def read(self, raw: str, of: FactType, low: int, high: int, missing: str = "T0601") -> Read:
        """A fact; a number within ``low`` and ``high``, held as it is in the arithmetic.  ``missing`` is the fault of NULL."""
        match of.kind:
            case "number" if of.unit == CLOCK:
                raise Unsayable("时刻", "times of day")
            case "number":
                made = self.number(raw, of, low, high)
            case "boolean":
                made = self.boolean(raw)
            case "option":
                made = self.option(raw, of.options)
            case "date":
                made = self.day(raw, of.low or 1, LAST_DAY if of.high is None else of.high)
            case "text":
                made = self.given_text(raw)
            case _:
                raise Unsayable("清单里的清单", "lists within lists")
        if of.default is not None:
            return Read(f"CASE WHEN {raw} IS NULL THEN {self.held(of)} ELSE {made.value} END", made.faults, made.wide)
        return made if of.optional else Read(made.value, ((f"{raw} IS NULL", missing), *made.faults), made.wide)

    def read_list(self, raw: str, of: FactType, name: str, bounds: Callable[[FactType], tuple[int, int]]) -> ReadList:
        """A list, of which the column is called ``name``; numbers of its items within their ``bounds``."""
        if of.optional or of.default is not None or of.item is None:
            raise Unsayable("可不填的清单", "lists that may be left out")
        item, is_record = "_given", of.item.kind == "record"
        fields = of.item.fields if is_record else (of.item,)
        if any(part.optional or part.default is not None for part in fields):
            raise Unsayable("可不填一项的清单", "lists with fields that may be left out")
        if len({self.alike(part.name) for part in fields}) < len(fields):
            raise Unsayable("分得开这些项的名称", "names that keep the fields of a list apart")
        source, given = self.items(raw), [self.given(item, part, is_record) for part in fields]
        lists, names = self.ways.lists.reading(item, [each.value for each in given])
        reads: list[Read] = []
        faults = [f"WHEN {self.is_nothing(item, is_record)} THEN 'T0603'"]
        for part, name_of, each in zip(fields, names, given, strict=True):
            low, high = bounds(part) if part.kind == "number" else (0, 0)
            read = self.read(name_of, part, low, high, "T0613" if is_record else "T0603")
            reads.append(read)
            others = [(f"{name_of} IS NULL AND {when}", code) for when, code in each.faults]
            faults.append(f"WHEN {read.value} IS NULL THEN {first_of((*others, *read.faults))}")
        size = lists.length(source)
        fits = f"{size} <= {ITEMS_MAX}" if of.length is None else f"{size} = {of.length}"
        value = lists.mapped(source, item, lists.made([read.value for read in reads], is_record))
        held = self.ways.lists
        places = range(len(reads)) if is_record else (None,)
        known = " AND ".join(f"{held.field('_held', at)} IS NOT NULL" for at in places)
        first = lists.first(source, item, f"CASE {' '.join(faults)} END")
        whole = ((f"{raw} IS NULL", "T0601"), *self.list_faults(raw), (f"NOT ({fits})", "T0610"))
        said = " ".join(f"WHEN {when} THEN '{code}'" for when, code in whole)
        return ReadList(
            f"CASE WHEN {fits} THEN {value} END",
            f"{name} IS NOT NULL AND {held.every(name, '_held', known)}",
            f"CASE {said} ELSE {first} END",
        )

    def items(self, raw: str) -> str:
        """The list in a column; NULL where it holds none."""
        return raw

    def list_faults(self, raw: str) -> Sequence[tuple[str, str]]:
        """What may be wrong with a column for a list, beside NULL."""
        return ()

    def is_nothing(self, item: str, is_record: bool) -> str:
        """Whether there is no item, but NULL; in place of a record anything else."""
        return f"{item} IS NULL"

    def given(self, item: str, of: FactType, is_field: bool) -> Read:
        """An item of a list in the table, or a field of it, as a column would have it; ``faults`` is why it is none of its type,
        where it is not NULL."""
        return Read(self.record_field(item, of.name) if is_field else item, ())

    def record_field(self, item: str, name: str) -> str:
        return f"{item}.{self.quoted(name)}"

    @abstractmethod
    def number(self, raw: str, of: FactType, low: int, high: int) -> Read: ...
    @abstractmethod
    def boolean(self, raw: str) -> Read: ...
    @abstractmethod
    def day(self, raw: str, low: int, high: int) -> Read: ...

    def option(self, raw: str, options: Sequence[str]) -> Read:
        """The place of an option."""
        cases = " ".join(f"WHEN {raw} = {self.text(word)} THEN {place}" for place, word in enumerate(options))
        return Read(f"CASE {cases} END", (("TRUE", "T0609"),))

    def given_text(self, raw: str) -> Read:
        return Read(raw, (("TRUE", "T0603"),))

    def held(self, of: FactType) -> str:
        """The default of a fact, as it is held."""
        if isinstance(of.default, bool):
            return "TRUE" if of.default else "FALSE"
        if isinstance(of.default, str):
            return self.text(of.default)
        if not isinstance(of.default, int):
            raise Unsayable("清单的默认值", "a default of a list")
        return str(of.default)

    # ── results ──

    @abstractmethod
    def decimal(self, whole: str, places: int, size: int) -> str:
        """A whole number of 1/10^places, ``size`` at most, as a number with so many decimals."""

    def whole(self, value: str) -> str:
        """A whole number."""
        return value

    @abstractmethod
    def several(self, values: Sequence[str]) -> str: ...
    @abstractmethod
    def named(self, labels: Sequence[str], values: Sequence[str]) -> str: ...
    @abstractmethod
    def joined(self, texts: Sequence[str]) -> str:
        """Those texts that are not NULL, with ；between them; NULL where all are."""

    # ── the view ──

    @abstractmethod
    def null(self, of: FactType) -> str:
        """Nothing, of the type of a fact."""

    @abstractmethod
    def view(self, name: str, query: str) -> str:
        """What makes a view."""

    @abstractmethod
    def query(self, asked: Query) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a view gives: of the ``table``, which may lack the ``optional`` columns (each with a NULL of its type), the
    ``keys`` (none: all that are none of ``facts``), and the last of the ``layers``.  All names are quoted."""

    table: str
    keys: tuple[str, ...]
    facts: tuple[str, ...]
    optional: tuple[tuple[str, str], ...]
    layers: tuple[Layer, ...]
    results: tuple[tuple[str, str], ...]


def visible_name(name: str) -> str:
    """The name, where all of it can be seen."""
    if not name.isprintable():
        raise Unsayable("带看不见的字符的名称", "name with characters that cannot be seen")
    return name


def text_literal(text: str, character: str = "chr({})") -> str:
    """A text in quotation marks; a character in it that cannot be seen is given by its number."""
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise Unsayable("带 NUL 或半个字符的文字", "text with NUL, or half a character")
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    runs = [(plain, "".join(run)) for plain, run in groupby(text, str.isprintable)]
    parts = [
        part
        for plain, run in runs
        for part in ([text_literal(run)] if plain else [character.format(ord(c)) for c in run])
    ]
    return f"({' || '.join(parts)})"


def fixed(value: int, places: int) -> str:
    """A whole number of 1/10^places in digits."""
    if not places:
        return str(value)
    digits = f"{abs(value):0{places + 1}d}"
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def number_faults(of: FactType, raw: str, low: int, high: int, is_whole: str, first: Sequence[tuple[str, str]]) -> Read:
    """The faults of a number in the order in which the reader of facts finds them; ``is_whole``: whether it has no more
    decimals than it may have."""
    least, most = of.least, of.most
    faults = [*first, (f"{raw} >= {LIMIT} OR {raw} <= -{LIMIT}", "T0608"), (f"NOT ({is_whole})", "T0606")]
    if not of.negative:
        faults.append((f"{raw} < 0", "T0607"))
    if of.low is not None or of.high is not None:
        faults.append((f"{raw} < {fixed(least, of.decimals)} OR {raw} > {fixed(most, of.decimals)}", "T0610"))
    if (low, high) != (least, most):
        faults.append(("TRUE", BEYOND))
    return Read("", tuple(faults))


def first_of(faults: Sequence[tuple[str, str]]) -> str:
    """The code of the first fault that holds."""
    *others, (when, last) = faults
    if when != "TRUE":
        others, last = list(faults), ""
    cases = " ".join(f"WHEN {when} THEN '{code}'" for when, code in others)
    rest = f" ELSE '{last}'" if last else ""
    return f"CASE {cases}{rest} END" if cases else f"'{last}'"


def chain(asked: Query, tables: Sequence[str], source: str, keys: str) -> str:
    """Layers as ``tables`` with names, each on the one before; of the last, the ``keys`` and the results."""
    lines = ["WITH"]
    for at, (table, layer) in enumerate(zip(tables, asked.layers, strict=True)):
        lines += [f"{table} AS (", *(f"  {line}" for line in selected("*", layer.columns))]
        lines += [f"  FROM {tables[at - 1] if at else source}", ")," if at + 1 < len(tables) else ")"]
    return "\n".join([*lines, *selected(keys, asked.results), f"FROM {tables[-1]}"])


def selected(first: str, columns: Sequence[tuple[str, str]]) -> list[str]:
    """The lines of a SELECT: what comes first, and the columns by their names."""
    parts = [*([first] if first else []), *(f"{value} AS {name}" for name, value in columns)]
    return ["SELECT", *(f"  {part}{',' if at < len(parts) else ''}" for at, part in enumerate(parts, 1))]
