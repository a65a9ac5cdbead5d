"""A policy as data: what the passes make of its text, and all that the rest of the house reads.

Nothing here calculates: ``calculate.calc`` does, and ``pipeline.Loaded`` puts both together for those who embed it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from ..document.document import Article, Document
from ..text.source import Source
from .clause import NO_TERMS, Clause, Goal, NotComputed, Terms
from .resolved import Lent, Resolved


@dataclass(frozen=True, eq=False)
class Policy:
    """A policy: its document, the rules by their ids in the order of the document, and what governs each.  ``read`` is
    what was read of every rule, those with faults too, and ``lent`` the 【定义】.

    Two policies are the same only where they are one object, so that a policy is the key of what is found out once.
    """

    document: Document
    clauses: Mapping[str, Clause]
    terms: Mapping[str, Terms]
    official: Source | None = None
    goals: tuple[Goal, ...] = ()
    not_computed: tuple[NotComputed, ...] = ()
    read: Mapping[str, Resolved] = field(default_factory=dict)
    lent: tuple[Lent, ...] = ()

    @property
    def title(self) -> str:
        """The title that 【政策】 gives, else the document's own."""
        titles = [terms.title for terms in self.terms.values() if terms.title]
        return titles[0] if titles else self.document.title

    @cached_property
    def hash(self) -> str:
        """sha256 of the texts of all files, BOM and line ends folded."""
        return sha256(
            "".join(source.text for source in self.document.sources).encode("utf-8", "surrogatepass")
        ).hexdigest()

    def article_of(self, clause: Clause) -> Article | None:
        """The article that a rule stands in: numbers begin anew in chapters and annexes."""
        read = self.read.get(clause.id)
        return read.block.article if read else None

    @property
    def every(self) -> Iterable[Clause]:
        """Every clause of the document, also where one alone is looked at (``clauses``)."""
        return self.clauses.values()

    def terms_of(self, clause: Clause) -> Terms:
        """What 【政策】 declares for a clause."""
        name = clause.span.source.name if clause.span else ""
        return self.terms.get(name) or self.terms.get("") or NO_TERMS
