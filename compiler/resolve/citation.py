"""What stands under 依据: the words of the document that a block rests on, and where they are.

In: the text of an 依据.  Out: a ``Citation``, and its places in the document.  Several quotations, each in its own
quotation marks, may be from different places; …… leaves words out within one.
"""

import re

from ..document.document import Article, Document
from ..document.passages import quote_parts
from ..model.clause import Citation
from ..reading.syntax import Section
from ..text.pasted import unjoined
from ..text.source import Span, fold
from .context import Rule

_QUOTE = re.compile(r"“(?:[^“”]|“[^“”]*”)*”")


def quotations(place: Span) -> list[Span]:
    """What stands in each pair of quotation marks of a place; marks within a quotation may nest."""
    text = fold(place.source.read.text)
    return [
        Span(place.source, match.start() + 1, match.end() - 1)
        for match in _QUOTE.finditer(text, place.start, place.end)
    ]


def read_citation(place: Span) -> Citation | None:
    """The quotations of a place, several as one with …… between them; None where there is none."""
    quotes = [quote.text for quote in quotations(place)]
    if not quotes:
        return None
    joined = unjoined("……".join(quotes))
    parts = tuple(part for part in re.split("…+|·{3,}", joined) if part.strip())
    return Citation(text="".join(joined.split()), parts=parts, span=place)


def read_quotation(rule: Rule, section: Section) -> None:
    """依据; the first that quotes anything counts."""
    rule.draft.citation = rule.draft.citation or read_citation(section.content_span)


def cited(document: Document, citation: Citation, article: Article | None) -> tuple[Span, ...]:
    """Where the words stand, those in the given article first; nothing where one of the quotations is not in the
    document."""
    found: list[Span] = []
    for quote in quotations(citation.span) if citation.parts and citation.span else ():
        places = document.find_quote(quote_parts(quote.text), article)
        if places is None:
            return ()
        found += places
    return tuple(found)
