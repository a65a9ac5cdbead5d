"""Finding quotations in a text: exactly but for white space, width and the kind of quotation marks, or as near as may
be.

In: ``Passage``s, runs of paragraphs within which a quotation may stand.  Out: the spans of the source that were quoted.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import accumulate

from ..text.source import Span, fold, squeeze

# Quotations within quotations are written in many ways; all marks count as the same one.
_MARKS = str.maketrans("“”‘’「」『』'\"", '"' * 10)
# How much of a quotation is compared, how many places are looked at closely, and how like a place must be (2 × common
# characters / all) to be worth showing.  The comparison takes time with the product of the lengths.
_LONGEST_COMPARED = 300
_PLACES = 3
_LEAST_LIKENESS = 0.4
# Up to the end of the clause, where that is near: 每亩补助2000元 is not shown as 每亩补助200.
_CLAUSE_END = re.compile(r"[^，。；：]{0,10}(?=[，。；：])")

# Behind a sentence, the number of an article or an item, or nothing.
_SENTENCE_BEFORE = re.compile(
    r"(?:^|[。；：”\"）]|^[第（]?[0-9零〇一二三四五六七八九十百]{1,6}[）、.．]?[章节条款项]?)$"
)


def quote_parts(quote: str) -> list[str]:
    """A quotation split at its ellipses: “对企业……每家最高补助100万元” has two parts."""
    return [part for part in re.split("…+", fold(quote)) if matchable(part)]


def matchable(text: str) -> str:
    """A text as it is compared."""
    return squeeze(text).text.translate(_MARKS)


class Passage:
    """Paragraphs one after the other, as one text to compare with."""

    def __init__(self, paragraphs: Sequence[Span]) -> None:
        self._paragraphs = paragraphs
        self._squeezed = [squeeze(span.source.read.text, span.start, span.end) for span in paragraphs]
        self._starts = [0, *accumulate(len(squeezed.text) for squeezed in self._squeezed)]
        self.text = "".join(squeezed.text for squeezed in self._squeezed).translate(_MARKS)

    def find(self, parts: Sequence[str]) -> tuple[Span, ...] | None:
        """Where all parts, which are matchable, stand one after the other."""
        found: list[Span] = []
        at = 0
        for part in parts:
            start = self.text.find(part, at)
            if start < 0:
                return None
            at = start + len(part)
            found.extend(self.spans(start, at))
        return tuple(found)

    def sentence(self, part: str) -> int:
        """Where a sentence begins with a part; -1 where none does."""
        at = self.text.find(part)
        while at > 0:
            begin = self._starts[bisect_right(self._starts, at) - 1]
            if _SENTENCE_BEFORE.search(self.text[begin:at]):
                return at
            at = self.text.find(part, at + 1)
        return at

    def spans(self, start: int, end: int) -> list[Span]:
        """The characters ``start`` to ``end`` of ``text`` in their sources, a span for each paragraph touched."""
        found: list[Span] = []
        while start < end:
            index = bisect_right(self._starts, start) - 1
            offset, stop = self._starts[index], min(end, self._starts[index + 1])
            source = self._paragraphs[index].source
            found.append(self._squeezed[index].span(source, start - offset, stop - offset))
            start = stop
        return found


def find_over(parts: Sequence[str], passages: Sequence[Passage]) -> tuple[Span, ...] | None:
    """Where matchable parts stand in passages one behind the other, as many parts in each as are there in order; what
    is found in each begins with a sentence.  (“对企业按5%补助……每家最高200万元” is not found where 200万元 is the end of
    another article's sentence.)"""
    for first in range(len(passages)):
        found: list[Span] = []
        left = list(parts)
        for passage in passages[first:]:
            at = passage.sentence(left[0])
            while at >= 0 and left:
                end = at + len(left.pop(0))
                found += passage.spans(at, end)
                at = passage.text.find(left[0], end) if left else -1
            if not left:
                return tuple(found)
            if not found:
                break
    return None


def nearest(quote: str, passages: Sequence[Passage]) -> str | None:
    """The words most like a quotation, or None where nothing is like it."""
    wanted = matchable(quote)[:_LONGEST_COMPARED]
    pairs = {wanted[at : at + 2] for at in range(len(wanted) - 1)}
    length = len(wanted) * 3 // 2
    places: list[tuple[int, int, int]] = []
    for number, passage in enumerate(passages):
        text = passage.text
        shared = [0, *accumulate(text[at : at + 2] in pairs for at in range(len(text)))]
        for clause in re.finditer(r"[^。；，：]+", text):
            start = clause.start()
            count = shared[min(start + length, len(text))] - shared[start]
            if count:
                places.append((count, -number, -start))
    best_likeness, best = _LEAST_LIKENESS, None
    for _, number, start in nlargest(_PLACES, places):
        passage = passages[-number]
        window = passage.text[-start : length - start]
        matches = SequenceMatcher(None, window, wanted, autojunk=False).get_matching_blocks()
        common = [match for match in matches if match.size > 1]
        if not common:
            continue
        # as far to both sides as the quotation goes, so that a slip in its first or last word is seen too
        first = max(0, common[0].a - common[0].b)
        last = min(len(window), common[-1].a + len(wanted) - common[-1].b)
        likeness = 2 * sum(match.size for match in common) / (last - first + len(wanted))
        if likeness > best_likeness:
            best_likeness = likeness
            end = _CLAUSE_END.match(passage.text, last - start)
            best = "".join(span.text for span in passage.spans(first - start, end.end() if end else last - start))
    return best
