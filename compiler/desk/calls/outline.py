"""What was read: the document with its rules, and how much of each article is bound by them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...accounts.coverage import Coverage, coverage
from ...accounts.outline import outline_json, read_line
from ...text.source import Span
from ..made import Made
from .call import Call

if TYPE_CHECKING:
    from ...report.diagnostic import Language
    from ...report.render import Json


def answer(made: Made, _: Mapping[str, object], lang: Language) -> Json:
    """``bound`` is of each article of ``outline``, those of annexes behind the document's."""
    policy = made.policy
    return {"read": read_line(policy, lang), "outline": outline_json(policy), "bound": _bound(made, coverage(policy))}


def _bound(made: Made, found: Coverage) -> Json:
    """For each article its numbers that mean a quantity, and how many of them rules account for."""
    document = made.policy.document
    articles = [*document.articles, *(article for annex in document.annexes for article in annex.articles)]
    counted = [number for number in found.numbers if not number.number.exempt]
    told: list[Json] = []
    for article in articles:
        theirs = [each for each in counted if any(_holds(span, each.number.span) for span in article.spans)]
        told.append({"numbers": len(theirs), "bound": sum(not number.is_loose for number in theirs)})
    return told


def _holds(outer: Span, inner: Span) -> bool:
    return outer.source is inner.source and outer.start <= inner.start < outer.end


OUTLINE = Call("outline", answer)
