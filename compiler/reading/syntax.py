"""What was written: words and forms, with their places.

In: the trees of Lark, one a sentence.  Out: nodes that know no mechanism.  A ``Form`` bears the name of the grammar's
rule or alias, and the binder looks that name up; so a new form of words changes the grammar and one mechanism, and
nothing here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..language.headings import Heading, Order, heading_of
from ..text.source import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One token: a fixed word, a name, a number with its unit.  ``text`` is folded and has no white space."""

    terminal: str
    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A phrase: ``kind`` is the rule or alias of the grammar, ``parts`` what it is made of, in order.

    Punctuation and words without meaning (给予, 按 …) are left out of ``parts``; ``Sentence.tokens`` has them.
    """

    kind: str
    parts: "tuple[Form | Word, ...]"
    span: Span = field(compare=False, repr=False)

    def word(self, *terminals: str) -> Word | None:
        """The first token of these terminals."""
        return next(self.words(*terminals), None)

    def words(self, *terminals: str) -> Iterator[Word]:
        return (part for part in self.parts if isinstance(part, Word) and part.terminal in terminals)

    def has(self, *terminals: str) -> bool:
        return self.word(*terminals) is not None

    def form(self, *kinds: str) -> "Form | None":
        """The first phrase of these kinds."""
        return next(self.forms(*kinds), None)

    def forms(self, *kinds: str) -> "Iterator[Form]":
        return (part for part in self.parts if isinstance(part, Form) and (not kinds or part.kind in kinds))


def lines_in(form: Form) -> Iterator[Form]:
    """The sentence itself, or that of a definition."""
    return (each for each in (form, *form.forms()) if each.kind == "line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One item of a section, read as a ``rule`` of the grammar: its tree, or None where it could not be read (which has
    been reported)."""

    rule: str
    form: Form | None
    tokens: tuple[Word, ...] = ()
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a row, folded and without white space."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with what stands under it: sentences, or the rows of a table, or free text.  ``scope`` is what the brackets
    behind it say it is about (逐笔), ``order`` which of several cases counts (依次)."""

    heading: str
    scope: str
    order: Order = ""
    sentences: tuple[Sentence, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    text: str = ""
    span: Span = field(compare=False, repr=False)
    head_span: Span = field(compare=False, repr=False)
    content_span: Span = field(compare=False, repr=False)

    @property
    def kind(self) -> Heading:
        """The row of its heading."""
        return heading_of(self.heading)

    @property
    def brackets(self) -> str:
        """What stands in brackets behind the heading."""
        return "，".join(filter(None, (self.scope, self.order)))
