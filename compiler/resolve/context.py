"""What is known of a rule while it is being resolved: its names, its binder, and where faults are reported."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ..bind.binder import Binder
from ..document.document import Article, Block
from ..meaning.mechanisms import ATOMS, STEPS
from ..model.clause import Fact, Series, Terms
from ..model.expr import Definition
from ..model.types import CLAIM_DATE, ListType
from ..reading.parse import Reader
from ..reading.syntax import Section
from ..reading.vocabulary import Vocabulary
from ..report.diagnostic import Report
from ..report.errors.syntax import UnknownScope
from ..text.source import Span, fold
from .scope import Scope

APPROVED = "核定金额"
# Words that are no names: they mean something in every sentence, or are facts that nobody declares.
RESERVED = frozenset({APPROVED, CLAIM_DATE, "其余", "应得", "分别", "同时", "其中", "不予"})


@dataclass(slots=True)
class Rule:
    """A rule while it is being resolved.  ``failed`` are the names whose declaration has faults of its own; ``series``
    the amounts of a result that has several; ``fed_by`` the facts of the rules that its own are 取自."""

    block: Block
    article: Article | None
    terms: Terms
    shared: Sequence[Block]
    report: Report = field(default_factory=Report)
    facts: dict[str, Fact] = field(default_factory=dict)
    fed_by: dict[str, Fact] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    scope: Scope = field(default_factory=lambda: Scope({}))
    binder: Binder = field(init=False)
    reader: Reader = field(init=False)
    failed: set[str] = field(default_factory=set)
    heights: dict[Definition, int] = field(default_factory=dict)
    series: Series | None = None
    valid: tuple[date, date] | None = None

    def __post_init__(self) -> None:
        self.binder = Binder(self.scope, ATOMS, STEPS, self.terms, self.report)
        self.reader = Reader(Vocabulary.of(units=self.terms.units))


def block_title(body: Span) -> tuple[str, int]:
    """What stands behind 【…】 up to the first heading or line break, and where the rest begins."""
    text = fold(body.source.text)
    match = re.match(r"[ \t\u3000]*([^\n：]*?)[ \t\u3000]*(?=\n|依据：|有效期：|本数：|$)", text[body.start : body.end])
    start = body.start + (match.end() if match else 0)
    return body.source.text[body.start : start].strip(), start


def plain_text(text: str) -> str:
    return " ".join(text.split()).rstrip("。；")


def list_of_scope(rule: Rule, section: Section) -> str:
    """The list that a scope （逐笔） goes through: the one counted in 笔, or the one of that name."""
    word = section.scope.split("，")[0].removeprefix("逐")
    lists = [fact for fact in rule.facts.values() if isinstance(fact.type, ListType)]
    matching = [f.name for f in lists if isinstance(f.type, ListType) and word in (f.type.each, f.name)]
    if not section.scope.startswith("逐") or len(matching) != 1:
        names = tuple(matching or (fact.name for fact in lists))
        rule.report.add(UnknownScope(span=section.head_span, scope=section.scope, heading=section.heading, lists=names))
        return ""
    return matching[0]
