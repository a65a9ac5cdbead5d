"""What a binder knows while it makes expressions of forms, and what comes of it beside them.

In: names, and where in a sentence it stands.  A fault ends its sentence (``Refused``), never its rule: who binds the
sentence reports it and goes on with the next.  The rooms beside this file are functions of a binder and a form.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..model.clause import Terms
from ..model.expr import Element, Expr, FactRef, Field, Literal
from ..model.resolved import Occurrence
from ..model.why import Column
from ..reading.syntax import Form
from ..report.diagnostic import Diagnostic, Report
from ..text.source import Span


class Refused(Exception):
    """A sentence that cannot be bound, with what to tell."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.title.zh)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Running:
    """The amount so far, as the steps of a sentence act on it: its parts, not added up yet."""

    parts: tuple[Expr, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A quantity that a condition or the case of a sentence asks for, and its lower bound: 面积达到1万平方米的，……; or the
    other quantity that it is above (较上年有增长)."""

    subject: Expr
    start: Expr | None
    start_included: bool = False
    above: Expr | None = None


AtomForm = Callable[["Binder", Form], Expr]
StepForm = Callable[["Binder", Form, Running], Running]


TableForm = Callable[["Binder", Expr], Expr]


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What words mean where a sentence stands.  ``options`` has the facts of an option, ``tables`` what a table with a
    name makes of an amount, ``limits`` the names that say they are a limit, ``most`` what may be filled in at most; ``declared`` the places of names, those of
    a record's fields by its list.  ``list_scope`` is the list that the sentence goes through (the innermost of those that are ``open``),
    ``also`` those that it goes through together with it, ``each`` what its items are counted in; ``group_of`` the list whose groups (组) it is about.  ``facts`` are those of the rule, which has these ``facts_alone`` where it defines no further names; it is
    ``of_one`` year or month where 口径 says so.  What is counted in units that are ``finer`` may be a fraction (1.5人)."""

    known: Mapping[str, Expr]
    terms: Terms
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)
    tables: Mapping[str, TableForm] = field(default_factory=dict)
    limits: Container[str] = ()
    most: Mapping[str, Fraction] = field(default_factory=dict)
    declared: Mapping[tuple[str, str], Span] = field(default_factory=dict)
    facts: tuple[Expr, ...] = ()
    facts_alone: bool = False
    of_one: Container[str] = ()
    finer: tuple[str, ...] = ()
    list_scope: str = ""
    also: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    group_of: str = ""
    each: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the heading says of the sentences below it: that what they give is added up over what the column goes through,
    最高, that the applicant pays it, several amounts (逐年), that it is what another amount may not exceed, and which of
    several cases counts."""

    adds_up: bool = False
    is_ceiling: bool = False
    is_charged: bool = False
    is_waived: bool = False
    is_series: bool = False
    is_limit: bool = False
    column: Column = field(default_factory=Column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """What has been said before in the sentence.  ``asked`` are the quantities of the conditions, then of its case, which
    it may go on about without their names; bounds that are percentages are of ``percent_of``, and 超过部分 is what lies
    ``beyond`` that; where it ``goes_on``, a further part of the same quantity follows.  Of several paired cases a 分别
    stands for that at ``position``, of ``width``; of several years it speaks ``of_one``.  It ``adds`` to the sentences before it where it begins with 同时."""

    asked: tuple[tuple[Asked, ...], ...] = ()
    percent_of: Expr | None = None
    beyond: Expr | None = None
    goes_on: bool = False
    is_price: bool = False
    adds: bool = False
    position: int = 0
    width: int = 1
    of_one: Container[str] = ()


@dataclass(frozen=True, slots=True)
class Out:
    """What comes of binding beside expressions: faults, the numbers of the rule, the upper ends of ranges so far, each
    with what it is of, the facts that are places (前三名), and where names stand; ``lists``
    are the lists of plain numbers that have been read, each with its form; ``lengths`` how many items a list has where there
    is one for each of so many years."""

    report: Report
    literals: list[Literal] = field(default_factory=list)
    ends: list[tuple[Expr, Literal]] = field(default_factory=list)
    places: list[FactRef | Field | Element] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)
    lists: dict[tuple[int, bool], tuple[Form, tuple[Expr, ...]]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Binder:
    """Binds forms: what it knows, what comes of it, and who binds which form."""

    names: Names
    heading: Heading = Heading()
    here: Here = Here()
    out: Out
    atoms: Mapping[str, AtomForm]
    steps: Mapping[str, StepForm]
    # That every item of a list (counted in a unit) satisfies a condition.
    every: Callable[[str, str, Expr], Expr]
