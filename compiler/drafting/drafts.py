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
# What is offered beside where something changes has so many digits; one of no more than so many is worked out by hand as it is.
_DIGITS, _SHORT = 2, 4


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
            turns = varied.turning_points(found.clause, based)
            for value in by_hand(turns, varied.reading.scale):
                if varied.reading.least <= value <= varied.reading.most:
                    said[_facts(found.clause, varied.with_value(based, value))] = None
        if not said:
            said[_facts(found.clause, _few(found.clause, values))] = None
    lines = list(said)[:_APPLICANTS]
    return ("请手算以下各例，写进「算例」：", *(f"{line}，得？" for line in lines)) if lines else ()


def by_hand(turns: Sequence[int], whole: int) -> list[int]:
    """Numbers at, below and behind where something changes, of few digits, so that a person can work out what they bring:
    of a cap that 133333333.33元 reaches, 1.3亿元 and 1.4亿元.  No other turn lies between; ``whole`` is 1 of the unit."""
    found: set[int] = set()
    for turn in turns:
        step = 10 ** max(0, len(str(abs(turn))) - _DIGITS) if turn else whole
        while step > 1 and any(2 < abs(other - turn) <= step for other in turns):
            step //= 10
        is_short = len(str(abs(turn)).rstrip("0")) <= _SHORT
        found |= {turn - step, turn, turn + step} if is_short else {turn // step * step, (turn // step + 1) * step}
    return sorted(found)


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
