"""What stands under 依据: the words of the document that a block rests on, and where they are.

In: the text of an 依据.  Out: a ``Citation``, and its places in the document.
"""

import re

from .document import Article, Document
from .model import Citation
from .passages import quote_parts
from .source import Span, fold

_QUOTE = re.compile(r"“(?:[^“”]|“[^“”]*”)*”")


def read_citation(place: Span) -> Citation | None:
    """The quotations of a place, several as one with …… between them; None where there is none."""
    text = place.source.text
    quotes = [
        text[match.start() + 1 : match.end() - 1] for match in _QUOTE.finditer(fold(text), place.start, place.end)
    ]
    if not quotes:
        return None
    joined = "……".join(quotes)
    parts = tuple(part for part in re.split("…+|·{3,}", joined) if part.strip())
    return Citation(text="".join(joined.split()), parts=parts, span=place)


def cited(document: Document, citation: Citation, article: Article | None) -> tuple[Span, ...]:
    """Where the words stand, those in the given article first; nothing where they are not in the document."""
    parts = [part for written in citation.parts for part in quote_parts(written)]
    return document.find_quote(parts, article) or ()
