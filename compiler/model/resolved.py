"""What was read of the blocks of a policy, kept for whoever reads on: formatter, accounts, an editor.

Nobody lays a block out, or reads a sentence of it, a second time: sections have the sentences that were read in them,
vocabularies are those that they were read with.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..document.document import Block
from ..reading.syntax import Section
from ..reading.vocabulary import Vocabulary
from ..report.diagnostic import Diagnostic
from ..text.source import Span
from .clause import Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """A place where a name stands, or (同比 of it) is meant; ``declared_at`` is where the name is declared, None of names
    that nobody declares (申报日期)."""

    span: Span
    name: str
    declared_at: Span | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lent:
    """A 【定义】 with its sections, which rules may use."""

    block: Block
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A 【规则】: its own sections, with the sentences read in each; where its names stand; what is wrong; and its clause,
    None where there are errors.  ``vocabulary`` is what its sentences were read with, ``of_cases`` those of 算例, and
    ``of_facts`` those of 填报, which know no names yet."""

    block: Block
    clause: Clause | None
    sections: tuple[Section, ...]
    occurrences: Sequence[Occurrence]
    diagnostics: tuple[Diagnostic, ...]
    vocabulary: Vocabulary
    of_cases: Vocabulary
    of_facts: Vocabulary

    def vocabulary_of(self, section: Section) -> Vocabulary:
        """What the sentences of a section are read with."""
        match section.kind.room:
            case "facts":
                return self.of_facts
            case "cases":
                return self.of_cases
        return self.vocabulary
