"""All drafts of a policy.

In: a policy.  Out: ``Draft``s in the order of the document, each of one piece of a sentence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from ..analysis.probing import bases, shown
from ..analysis.varied import varied_of
from ..document.document import Article, Document, Paragraph
from ..model.clause import Clause
from ..model.policy import Policy
from .doubts import changed_by, doubt
from .pieces import Piece, pieces
from .sentences import paying
from .shapes import shapes
from .skeleton import Skeleton
from .trial import Tried, tried

# So many forms of a piece are tried, and so many applicants are offered for worked cases.
_TRIED, _APPLICANTS = 8, 6
_TITLE = 16


@dataclass(frozen=True, slots=True)
class Draft:
    """``number`` is that of the rule which it may become; ``clause`` what it compiles to, None where nothing is drafted but
    a note."""

    number: str
    paragraph: Paragraph
    rule: Skeleton
    clause: Clause | None

    def numbered(self, number: str) -> "Draft":
        return replace(self, number=number)


def drafts_of(policy: Policy) -> Iterator[Draft]:
    numbers = Numbers(policy.document)
    terms = "\n".join(block.span.text for block in policy.document.blocks if block.kind in ("政策", "定义"))
    for sentence in paying(policy):
        for piece in pieces(sentence):
            made = _made(piece, _context(sentence.paragraph), terms)
            if isinstance(made, str) and not sentence.gives:
                continue
            number = numbers.next(sentence.article)
            if isinstance(made, str):
                rule = _unread(piece, made)
                yield Draft(number, sentence.paragraph, rule.titled(_title(rule, sentence.article)), None)
                continue
            rule, found = made
            rule = rule.titled(_title(rule, sentence.article)).noted(*_cases(found))
            yield Draft(number, sentence.paragraph, rule, found.clause)


def _made(piece: Piece, text: str, terms: str) -> tuple[Skeleton, Tried] | str:
    """The first form that compiles; or why there is none."""
    for rule in islice(shapes(piece), _TRIED):
        found = tried(rule, text, terms)
        if found is not None:
            return changed_by(rule, text) or (rule, found)
    return doubt(piece.text)


def _context(paragraph: Paragraph) -> str:
    return " ".join(paragraph.text.split("\n"))


def _unread(piece: Piece, why: str) -> Skeleton:
    """What pays and is not understood: its words, to be written by hand."""
    notes = (f"没有拟出规则：{why}", "请照原文写「填报」和金额；不能计算的，改成【不计算】写明理由")
    lead = (f"没有读进去：“{piece.lead}”",) if piece.lead else ()
    return Skeleton(quote=piece.quote, heading="", facts=(), amounts=(), form="unread", notes=(*notes, *lead))


def _title(rule: Skeleton, article: Article | None) -> str:
    """What it gives and to whom, in a few words of the text."""
    names = [name for name, of in rule.facts if of != "是否"] or [name for name, _ in rule.facts]
    about = names[0] if names else article.heading if article else ""
    about = re.sub("^(?:新认定的|获批|首次认定的|实际|年度)", "", about)
    about = about if len(about) <= _TITLE else ""
    return f"{about}{rule.heading.removeprefix('最高')}" if about else (article.heading if article else "")


def _cases(found: Tried) -> tuple[str, ...]:
    """Applicants at the thresholds, whose results a person is to work out."""
    said: dict[str, None] = {}
    for values in islice(bases(found.policy, found.clause), 1):
        for varied in varied_of(found.clause):
            based = varied.based_on(values)
            if based is None or varied.reading.kind != "number":
                continue
            for value in sorted(
                {each + step for each in varied.turning_points(found.clause, based) for step in (-1, 0, 1)}
            ):
                if varied.reading.least <= value <= varied.reading.most:
                    said[_facts(found.clause, varied.with_value(based, value))] = None
        if not said:
            said[_facts(found.clause, _few(found.clause, values))] = None
    lines = list(said)[:_APPLICANTS]
    return ("请手算以下各例，写进「算例」：", *(f"{line}，得？" for line in lines)) if lines else ()


def _facts(clause: Clause, values: Mapping[str, object]) -> str:
    return "，".join(f"{fact.name}{shown(fact.reading, values[fact.name])}" for fact in clause.facts)


def _few(clause: Clause, values: Mapping[str, object]) -> dict[str, object]:
    """With 1 of what is counted, rather than a million."""
    units = {fact.name: fact.reading for fact in clause.facts if fact.reading.kind == "number" and fact.reading.unit}
    return {
        name: units[name].scale
        if name in units and units[name].unit not in ("元", "%") and units[name].least <= units[name].scale
        else value
        for name, value in values.items()
    }


class Numbers:
    """Numbers of rules that are not taken: 7.1, 7.2 below （七）; 2.7.1 where （七） stands in several chapters."""

    def __init__(self, document: Document) -> None:
        self._taken = {block.head for block in document.blocks}
        articles: Sequence[Article] = (*document.articles, *(a for annex in document.annexes for a in annex.articles))
        names = [_plain(article) for article in articles]
        self._names = {
            id(article): name if names.count(name) == 1 else _below(article, name)
            for article, name in zip(articles, names, strict=True)
        }

    def next(self, article: Article | None) -> str:
        name = self._names.get(id(article), "0")
        at = 1
        while f"{name}.{at}" in self._taken:
            at += 1
        self._taken.add(f"{name}.{at}")
        return f"{name}.{at}"


def _plain(article: Article) -> str:
    annex = re.sub(r"\s", "", article.annex).replace("件", "").replace("表", "")
    return f"{annex}-{article.number}" if annex else str(article.number)


def _below(article: Article, name: str) -> str:
    above = [each.number for each in (article.chapter, article.section) if each is not None]
    return ".".join([*map(str, above), name]) if above else f"{name}-{article.part}"
