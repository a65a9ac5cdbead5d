"""The applications in a file: the table of applicants, and the tables of lists, its own sheets or files beside it.

In: a policy, a path and options.  Out: sources.  Raises ``TableError``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from tiaowen.runtime.facts import FactType

from ..forms.asking import EXPLAINED
from ..intake.claims import types_of
from ..intake.headings import column_of, folded, heading_for
from ..model.policy import Policy
from ..model.types import CLAIM_DATE
from ..report.diagnostic import Diagnostic
from ..report.errors.tables import NoRows, NotAColumn
from ..tables.opening import open_table, refuse, suffix_of
from ..tables.source import Source, TableError
from ..targets.sheets.names import SheetNames
from .options import KEY
from .outcome import CLAIMED
from .plan import names_of


@dataclass(frozen=True, slots=True)
class Applications:
    """The table of applicants, and by fact the tables of lists."""

    source: Source
    lists: Mapping[str, Source]

    @property
    def unread_sheets(self) -> tuple[str, ...]:
        """The sheets beside them that nothing was read from, but for what a form says of itself."""
        read = {each.sheet for each in self.lists.values() if each.path == self.source.path}
        return tuple(name for name in self.source.unread_sheets if name not in read and name not in EXPLAINED)


def open_applications(
    policy: Policy, path: str, *, key: str = "", sheet: str = "", lists: Mapping[str, str] | None = None
) -> Applications:
    """The applications in a file; ``lists`` are the files of lists, by fact."""
    facts = _tables(policy)
    is_known = known_headings(policy, key)
    found: list[Diagnostic] = []
    opened: dict[str, Source] = {}
    try:
        opened = list_tables(policy, lists or {}, key=key, path=path)
    except TableError as error:
        found += error.diagnostics
    try:
        source, sheets = _table(
            path, is_known, sheet, {name: of for name, of in facts.items() if name not in (lists or {})}, key
        )
    except TableError as error:
        raise TableError(*found, *error.diagnostics) from None
    if found:
        raise TableError(*found)
    return Applications(source, {**sheets, **opened})


def list_tables(policy: Policy, lists: Mapping[str, str], *, key: str = "", path: str = "") -> dict[str, Source]:
    """The tables of lists, by fact; ``path`` is the table of applicants.  Raises ``TableError``."""
    facts = _tables(policy)
    found: list[Diagnostic] = []
    opened: dict[str, Source] = {}
    for name, file in lists.items():
        if name not in facts:
            near = tuple(get_close_matches(name, facts, 3, 0.1))
            found.append(NotAColumn(path=path, option="--lists", name=name, near=near))
            continue
        try:
            opened[name] = open_table(file, _fields_of(facts[name], key))
        except TableError as error:
            found += error.diagnostics
    if found:
        raise TableError(*found)
    return opened


def known_headings(policy: Policy, key: str = "") -> Callable[[str], bool]:
    """Which headings are looked for: those of facts, who applies, what and when."""
    names, clauses = names_of(policy), tuple(policy.clauses)
    special = {folded(said) for said in (key or KEY, CLAIMED, CLAIM_DATE)}
    longest = max(map(len, names), default=0) + 40

    @cache
    def is_known(heading: str) -> bool:
        if len(heading) > longest or heading.replace(".", "").isdigit():
            return False
        return folded(heading) in special or column_of(heading, names, clauses) is not None

    return is_known


def _tables(policy: Policy) -> dict[str, FactType]:
    """The facts that may have a table of their own, by their names; for one clause alone, behind its id."""
    every = [(clause, of) for clause in policy.clauses for of in types_of(policy, clause).values()]
    tables = [(clause, of) for clause, of in every if of.kind in ("list", "record")]
    return {heading_for(of.name, "", clause): of for clause, of in tables} | {of.name: of for _, of in tables}


def _table(
    path: str, is_known: Callable[[str], bool], sheet: str, facts: Mapping[str, FactType], key: str
) -> tuple[Source, dict[str, Source]]:
    if suffix_of(path) not in (".xlsx", ".xlsm"):
        return open_table(path, is_known), {}
    from ..tables.workbook import Book

    refuse(path)
    book = Book.at(path)
    called = {folded(SheetNames().name(name)): name for name in facts}
    apart = {name: fact for name in book.names if (fact := called.get(folded(name))) is not None}
    source = book.applicants(is_known, sheet, tuple(apart))
    if source.length == 0:
        raise TableError(NoRows(path=path, has_headings=True))
    lists = {
        fact: book.sheet(name, _fields_of(facts[fact], key)) for name, fact in apart.items() if name != source.sheet
    }
    return source, lists


def _fields_of(of: FactType, key: str) -> Callable[[str], bool]:
    """Which headings the table of a list has."""
    item = of if of.kind == "record" else of.item
    names = [of.name] if item is None or not item.fields else [field.name for field in item.fields]
    keyed = folded(key or KEY)
    return lambda heading: folded(heading) == keyed or column_of(heading, names, ()) is not None
