"""What a binder knows while it makes expressions of forms, and what comes of it beside them.

In: names, and where in a sentence it stands.  A fault ends its sentence (``Refused``), never its rule: who binds the
sentence reports it and goes on with the next.  The rooms beside this file are functions of a binder and a form.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..model.clause import Terms
from ..model.expr import Expr, Literal
from ..reading.syntax import Form
from ..report.diagnostic import Diagnostic, Report


class Refused(Exception):
    """A sentence that cannot be bound, with what to tell."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.title.zh)
        self.diagnostic = diagnostic


class Reported(Exception):
    """A sentence that cannot be bound; it has been told already."""


@dataclass(frozen=True, slots=True)
class Running:
    """The amount so far, as the steps of a sentence act on it: its parts, not added up yet."""

    parts: tuple[Expr, ...]
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """A quantity that a condition or the case of a sentence asks for, and its lower bound: 面积达到1万平方米的，……"""

    subject: Expr
    start: Expr | None
    start_included: bool = False


AtomForm = Callable[["Binder", Form], Expr]
StepForm = Callable[["Binder", Form, Running], Running]


@dataclass(slots=True)
class Binder:
    """Binds sentences against ``names``.  ``position`` is which of several paired cases a 分别 stands for; ``asked``
    are the quantities of the conditions, then of the case of a sentence, which it may go on about without their names;
    bounds that are percentages are of ``percent_of``, and 超过部分 is what lies ``beyond`` that.  ``facts`` are those of the rule, which
    ``has_facts_alone`` where it defines no further names."""

    names: Mapping[str, Expr]
    atoms: Mapping[str, AtomForm]
    steps: Mapping[str, StepForm]
    terms: Terms
    report: Report
    list_scope: str = ""
    # What the items of that list are counted in.
    each: str = ""
    # The facts that have an option, by the option.
    options: Mapping[str, Sequence[str]] = field(default_factory=dict)
    position: int = 0
    width: int = 1
    is_series: bool = False
    asked: tuple[tuple[Asked, ...], ...] = ()
    facts: tuple[Expr, ...] = ()
    has_facts_alone: bool = False
    percent_of: Expr | None = None
    beyond: Expr | None = None
    is_price: bool = False
    # Whether a further part of the same quantity follows in the sentence.
    goes_on: bool = False
    # Of the result: whether the heading says 最高, and whether the applicant pays it.
    is_ceiling: bool = False
    # Whether an amount is what another may not exceed.
    is_limit: bool = False
    is_charged: bool = False
    literals: list[Literal] = field(default_factory=list)
    # The upper ends of ranges so far, each with what it is of.
    ends: list[tuple[Expr, Literal]] = field(default_factory=list)
    tables: dict[str, Callable[["Binder", Expr], Expr]] = field(default_factory=dict)
