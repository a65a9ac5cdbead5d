"""Lists in a database: what goes through their items, in words of its own.

In: the text of a list and of what is said of an item, under the name of its variable.  Out: the text of what comes of it.
Two kinds of databases:
those that have functions of functions (``Lambdas``), and those whose lists are JSON, gone through as rows (``Subqueries``).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Order = Literal["first", "last", "largest", "smallest"]
Key = Callable[[str], str]


class Lists(ABC):
    """``item`` is always the name of a variable, which stands in ``body``, ``condition`` and what a ``key`` gives."""

    @abstractmethod
    def reading(self, item: str, values: Sequence[str]) -> tuple[Lists, Sequence[str]]:
        """How a list is gone through whose items are to be read: these values of an item have names of their own, where that is
        possible."""

    @abstractmethod
    def made(self, values: Sequence[str], is_record: bool) -> str:
        """An item that was read, with these fields; or one that is a plain value."""

    @abstractmethod
    def field(self, item: str, index: int | None) -> str:
        """A field of an item that was read; or the item, where it is a plain value (None)."""

    @abstractmethod
    def part(self, item: str, at: int) -> str:
        """Of an item of lists gone through together, that of one of them."""

    @abstractmethod
    def at(self, items: str, place: int) -> str: ...
    @abstractmethod
    def length(self, items: str) -> str: ...
    @abstractmethod
    def mapped(self, items: str, item: str, body: str) -> str:
        """The list of what is made of each item."""

    @abstractmethod
    def first(self, items: str, item: str, body: str) -> str:
        """The first that is not NULL of what is said of each item."""

    @abstractmethod
    def total(self, items: str, item: str, body: str, kind: str) -> str: ...
    @abstractmethod
    def count(self, items: str, item: str, condition: str) -> str: ...
    @abstractmethod
    def every(self, items: str, item: str, condition: str) -> str: ...
    @abstractmethod
    def kept(self, items: str, item: str, condition: str) -> str: ...
    @abstractmethod
    def picked(
        self, items: str, item: str, order: Order, key: Key, skip: int, count: int | None, same: Sequence[int]
    ) -> str:
        """Of the items in their order (of equal keys the earlier first), behind ``skip`` the next ``count``; so many of those
        that agree in the fields ``same``."""

    @abstractmethod
    def together(self, lists: Sequence[str], item: str) -> str:
        """Several lists item by item, as far as the shortest."""

    @abstractmethod
    def groups(self, items: str, item: str, keys: Sequence[int]) -> str: ...
    @abstractmethod
    def months(self, items: str, item: str, month: str, months: Sequence[int]) -> str:
        """The items of each of some months (202501); ``month`` is that of an item."""

    @abstractmethod
    def amounts(self, items: str, item: str, steps: str, written: Key, kind: str, limit: str) -> str:
        """What is paid for each item, ``written`` as in a result: not more together than the ``limit`` ("": there is none), which
        the first of them use up first; no amount is below zero then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lambdas(Lists):
    """By functions of functions: ``function`` has one of an item, ``placed`` one of an item and its place, which counts
    from ``base``; ``summed`` adds up numbers of a kind, ``head`` are so many items at the beginning."""

    function: str
    placed: str
    base: int
    map: str
    filter: str
    distinct: str
    size: str
    summed: str
    head: str
    array: str
    record: Callable[[Sequence[str]], str]
    fields: str
    parts: str
    places: str
    zipped: Callable[[Sequence[str], str], str]

    def reading(self, item: str, values: Sequence[str]) -> tuple[Lists, Sequence[str]]:
        return self, values

    def made(self, values: Sequence[str], is_record: bool) -> str:
        return self.record(values) if is_record else values[0]

    def field(self, item: str, index: int | None) -> str:
        return item if index is None else self.fields.format(item, index)

    def part(self, item: str, at: int) -> str:
        return self.parts.format(item, at + self.base)

    def at(self, items: str, place: int) -> str:
        return self.places.format(items, place + self.base)

    def length(self, items: str) -> str:
        return self.size.format(items)

    def mapped(self, items: str, item: str, body: str) -> str:
        return self.map.format(items, self.function.format(item, body))

    def first(self, items: str, item: str, body: str) -> str:
        said = f"{item}_said"
        return self.at(self.kept(self.mapped(items, item, body), said, f"{said} IS NOT NULL"), 0)

    def total(self, items: str, item: str, body: str, kind: str) -> str:
        return self.summed.format(self.mapped(items, item, body), kind=kind)

    def count(self, items: str, item: str, condition: str) -> str:
        return self.length(self.kept(items, item, condition))

    def every(self, items: str, item: str, condition: str) -> str:
        return f"({self.count(items, item, f'NOT ({condition})')} = 0)"

    def kept(self, items: str, item: str, condition: str) -> str:
        return self.filter.format(items, self.function.format(item, condition))

    def picked(
        self, items: str, item: str, order: Order, key: Key, skip: int, count: int | None, same: Sequence[int]
    ) -> str:
        # No order of a list is by more than its items: the rank of one is how many come before it.
        other, place, place_of_other = f"{item}_other", f"{item}_at", f"{item}_other_at"
        earlier = f"{place_of_other} < {place}"
        match order:
            case "first":
                before = earlier
            case "last":
                before = f"{place_of_other} > {place}"
            case "largest" | "smallest":
                sign = ">" if order == "largest" else "<"
                before = f"({key(other)} {sign} {key(item)} OR {key(other)} = {key(item)} AND {earlier})"
        asked = [f"{self.field(other, at)} = {self.field(item, at)}" for at in same]
        ranked = self.placed.format(other, place_of_other, " AND ".join([before, *asked]))
        rank = self.length(self.filter.format(items, ranked))
        within = f"{rank} >= {skip}" if count is None else f"{rank} BETWEEN {skip} AND {skip + count - 1}"
        return self.filter.format(items, self.placed.format(item, place, within))

    def together(self, lists: Sequence[str], item: str) -> str:
        return self.zipped(lists, item)

    def groups(self, items: str, item: str, keys: Sequence[int]) -> str:
        key, fields = f"{item}_key", [self.field(item, at) for at in keys]
        found = self.distinct.format(self.mapped(items, item, self.record(fields)))
        same = (f"{field} = {self.field(key, at)}" for at, field in enumerate(fields))
        return self.mapped(found, key, self.kept(items, item, " AND ".join(same)))

    def months(self, items: str, item: str, month: str, months: Sequence[int]) -> str:
        listed, one = self.array.format(", ".join(map(str, months))), f"{item}_month"
        return self.mapped(listed, one, self.kept(items, item, f"{month} = {one}"))

    def amounts(self, items: str, item: str, steps: str, written: Key, kind: str, limit: str) -> str:
        if not limit:
            return self.mapped(items, item, written(f"({steps})"))
        parts, part, place = f"{item}_parts", f"{item}_part", f"{item}_at"
        ends = (
            self.summed.format(self.head.format(parts, f"{place} - {self.base} + {at}"), kind=kind) for at in (1, 0)
        )
        paid = written("({} - {})".format(*(f"LEAST({end}, {limit})" for end in ends)))
        each = self.map.format(parts, self.placed.format(part, place, paid))
        return self.at(self.mapped(self.array.format(self.mapped(items, item, steps)), parts, each), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subqueries(Lists):
    """Lists that are JSON: ``rows`` has the items of one under the name of its variable, and their places behind _n;
    ``listed`` puts rows together again, ``array`` makes an array of a result of them.  ``nested`` is an item within JSON."""

    rows: str
    listed: str
    array: str
    size: str
    record: str
    nested: str
    fields: str
    items: str
    least: str

    def _rows(self, items: str, item: str) -> str:
        return self.rows.format(items=items, item=item)

    def _listed(self, body: str, place: str, source: str) -> str:
        return self.listed.format(body=body, place=place, source=source)

    def reading(self, item: str, values: Sequence[str]) -> tuple[Lists, Sequence[str]]:
        names = [f"{item}_{at}" for at in range(len(values))]
        named = ", ".join(f"{value} AS {name}" for value, name in zip(values, names, strict=True))
        escaped = named.replace("{", "{{").replace("}", "}}")
        return replace(self, rows=f"(SELECT *, {escaped} FROM {self.rows}) AS {item}_read"), names

    def made(self, values: Sequence[str], is_record: bool) -> str:
        # A plain value is an array of its own, which JSON tells from one that is text.
        return self.record.format(", ".join(values))

    def field(self, item: str, index: int | None) -> str:
        return self.fields.format(item, index or 0)

    def part(self, item: str, at: int) -> str:
        return self.items.format(item, at)

    def at(self, items: str, place: int) -> str:
        return self.items.format(items, place)

    def length(self, items: str) -> str:
        return self.size.format(items)

    def mapped(self, items: str, item: str, body: str) -> str:
        return self._listed(body, f"{item}_n", self._rows(items, item))

    def first(self, items: str, item: str, body: str) -> str:
        said, rows = f"{item}_said", self._rows(items, item)
        found = f"(SELECT {body} AS {said}, {item}_n FROM {rows}) AS {item}_all"
        return f"(SELECT {said} FROM {found} WHERE {said} IS NOT NULL ORDER BY {item}_n LIMIT 1)"

    def total(self, items: str, item: str, body: str, kind: str) -> str:
        return f"(SELECT CAST(COALESCE(SUM({body}), 0) AS {kind}) FROM {self._rows(items, item)})"

    def count(self, items: str, item: str, condition: str) -> str:
        return f"(SELECT COUNT(*) FROM {self._rows(items, item)} WHERE {condition})"

    def every(self, items: str, item: str, condition: str) -> str:
        return f"(NOT EXISTS (SELECT 1 FROM {self._rows(items, item)} WHERE NOT ({condition})))"

    def kept(self, items: str, item: str, condition: str) -> str:
        source = f"{self._rows(items, item)} WHERE {condition}"
        return self._listed(self.nested.format(item), f"{item}_n", source)

    def picked(
        self, items: str, item: str, order: Order, key: Key, skip: int, count: int | None, same: Sequence[int]
    ) -> str:
        place = f"{item}_n"
        match order:
            case "first":
                by = place
            case "last":
                by = f"{place} DESC"
            case "largest" | "smallest":
                by = f"{key(item)}{' DESC' if order == 'largest' else ''}, {place}"
        parted = f"PARTITION BY {', '.join(self.field(item, at) for at in same)} " if same else ""
        rank = f"row_number() OVER ({parted}ORDER BY {by}) AS {item}_rank"
        ranked = f"(SELECT {item}, {place}, {rank} FROM {self._rows(items, item)}) AS {item}_all"
        most = "" if count is None else f" AND {item}_rank <= {skip + count}"
        return self._listed(self.nested.format(item), place, f"{ranked} WHERE {item}_rank > {skip}{most}")

    def together(self, lists: Sequence[str], item: str) -> str:
        names = [f"{item}_of_{at}" for at in range(len(lists))]
        rows = [self._rows(each, name) for each, name in zip(lists, names, strict=True)]
        joined = "".join(
            f" JOIN {row} ON {name}_n = {names[0]}_n" for row, name in zip(rows[1:], names[1:], strict=True)
        )
        return self._listed(
            self.record.format(", ".join(map(self.nested.format, names))), f"{names[0]}_n", rows[0] + joined
        )

    def groups(self, items: str, item: str, keys: Sequence[int]) -> str:
        fields = ", ".join(self.field(item, at) for at in keys)
        first = f"(SELECT MIN({item}_n) AS {item}_first, {{}} FROM {self._rows(items, item)} GROUP BY {fields})"
        named = [f"{item}_key{at}" for at in range(len(keys))]
        found = first.format(
            ", ".join(f"{self.field(item, at)} AS {name}" for at, name in zip(keys, named, strict=True))
        )
        same = " AND ".join(f"{self.field(item, at)} = {name}" for at, name in zip(keys, named, strict=True))
        return self._listed(
            self.nested.format(self.kept(items, item, same)), f"{item}_first", f"{found} AS {item}_groups"
        )

    def months(self, items: str, item: str, month: str, months: Sequence[int]) -> str:
        one = f"{item}_month"
        of = self.kept(items, item, f"{month} = CAST({one} AS INTEGER)")
        return self.mapped(f"'[{', '.join(map(str, months))}]'", one, self.nested.format(of))

    def amounts(self, items: str, item: str, steps: str, written: Key, kind: str, limit: str) -> str:
        place, rows = f"{item}_n", self._rows(items, item)
        if not limit:
            return self.array.format(body=written(f"({steps})"), place=place, source=rows)
        before = "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
        sums = f"SUM({steps}) OVER (ORDER BY {place}) AS {item}_to, SUM({steps}) OVER (ORDER BY {place} {before}) AS {item}_from"
        source = f"(SELECT {place}, {sums} FROM {rows}) AS {item}_all"
        ends = (f"CAST(COALESCE({item}_{end}, 0) AS {kind})" for end in ("to", "from"))
        paid = "({} - {})".format(*(self.least.format(f"{end}, {limit}") for end in ends))
        return self.array.format(body=written(paid), place=place, source=source)
