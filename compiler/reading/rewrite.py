"""The sentence as it can be written: what a sentence that cannot be read comes to with the words of the language.

In: a sentence, the rule as which it was read, and where it stopped.  Out: the nearest text that can be read.  Nothing
here changes what is read: it is shown, and an author takes it or not.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice

from ..language.rewrites import MARKS, REWRITES
from .lexer import Lexer

# So many texts are tried for a sentence at most, of those that come furthest so many are rewritten again, and so often.
MAX_TRIED = 150
_BEAM = 4
_ROUNDS = 3
# 票 for 票价: of so many names that begin alike.
_NAMES = 4
# A mark is put in so far before and behind the place where reading stops.
_BEFORE, _BEHIND = 4, 8
MAX_LENGTH = 150
# Of the texts that can be read, so many are bound in the rule to see whether they mean something there.
MAX_BOUND = 6

_SHOWN = 60
# Where a number or a step begins, a mark may be missing.
_BEGINS = re.compile("[0-9]|给予|奖|补|按|分别|每|封顶|最高|不超过|再|企业|项目|单位|上浮|提高|减|免|扣除|其余|的")

_DIGITS = re.compile("[0-9][0-9.,]*")


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it could be written: with ``replacement`` in place of ``start`` to ``end`` of the sentence.  ``named`` is
    the declared name that a misspelt one becomes, where nothing else changes."""

    text: str
    start: int
    end: int
    replacement: str
    named: str = ""

    @property
    def shown(self) -> str:
        """The part of the text in which something changes, from one ， or ； to the next."""
        start = max(self.text.rfind(mark, 0, self.start) for mark in "，；") + 1
        end = self.start + len(self.replacement)
        behind = [at for mark in "，；" if (at := self.text.find(mark, end)) >= 0]
        last = min(behind, default=len(self.text))
        if len(self.text) <= _SHOWN:
            return self.text
        return f"{'……' if start else ''}{self.text[start:last]}{'……' if last < len(self.text) else ''}"


def rewritten(
    reader: Lexer,
    text: str,
    rule: str,
    nearest: Callable[[str], str],
    holds: Callable[[Written], bool] = lambda made: True,
) -> Written | None:
    """The text that can be read, ``holds`` in its rule, and is nearest to this one; None where none is found.  ``nearest`` is
    the declared name or option that a text most probably means to begin with, or ""."""
    if len(text) > MAX_LENGTH:
        return None
    names = reader.vocabulary.names | reader.vocabulary.options
    tried = {text: reader.stop(text, rule).at}
    best, bound = [text], 0
    for _ in range(_ROUNDS):
        further: list[tuple[int, int, str]] = []
        for one in best:
            for order, made in enumerate(_candidates(one, tried[one], nearest, names)):
                if made.text in tried or len(tried) >= MAX_TRIED or not _has_the_numbers(text, made.text):
                    continue
                tried[made.text] = at = _reach(reader, made.text, rule)
                if at > len(made.text):
                    whole = made if one == text else _change(text, made.text)
                    if holds(whole):
                        return whole
                    bound += 1
                    if bound >= MAX_BOUND:
                        return None
                    continue
                if len(made.text) - at < len(one) - tried[one]:
                    further.append((len(made.text) - at, order, made.text))
        best = [candidate for *_, candidate in sorted(further)[:_BEAM]]
    return None


def _candidates(text: str, at: int, nearest: Callable[[str], str], names: Collection[str]) -> Iterator[Written]:
    """What a text may have been meant to be, the likeliest first."""

    def put(start: int, end: int, words: str, named: str = "") -> Written:
        end = min(end, len(text))
        return Written(text[:start] + words + text[end:], start, end, words, named)

    for start in (at, at - 1, at - 2):
        if start >= 0 and (name := nearest(text[start:])) and name not in text[start : start + len(name) + 2]:
            lengths = (len(name), len(name) - 1, len(name) + 1)
            for length in sorted(lengths, key=lambda length: text[start + length - 1 : start + length] != name[-1]):
                yield put(start, start + length, name, name)
    # Behind money no name can be meant.
    can = names if not text.endswith("元", 0, at) else ()
    beginnings = (name for name in sorted(can) if len(name) > 1 and name[0] == text[at : at + 1])
    for name in islice(beginnings, _NAMES):
        for length in (1, 2):
            yield put(at, at + length, name, name)
    for pattern, words in _compiled():
        for found in pattern.finditer(text):
            if found.start() - _BEHIND <= at <= found.end() + _BEHIND:
                yield put(*found.span(), found.expand(words))
        everywhere, times = pattern.subn(words, text)
        if times > 1:
            yield _change(text, everywhere)
    near = (place for place in range(max(1, at - _BEFORE), min(len(text), at + _BEHIND)) if _BEGINS.match(text, place))
    places = sorted({at, *near}, key=lambda place: abs(place - at))
    for mark in MARKS:
        for place in places:
            # 减10% takes off a tenth, and 减按10% leaves no more than that.
            if not (mark == "按" and text[place - 1 : place] == "减"):
                yield put(place, place, mark)


def _reach(reader: Lexer, text: str, rule: str) -> int:
    """How far a text can be read: one more than its length where it is read whole, sentence by sentence."""
    start = 0
    for part in text.split("；"):
        if not part:
            return start
        if not reader.reads(part, rule):
            return start + reader.stop(part, rule).at
        start += len(part) + 1
    return len(text) + 1


def _has_the_numbers(text: str, candidate: str) -> bool:
    """Whether a candidate says the numbers of the text in their order (10人及10人 once), and besides them at most the 2 of
    翻倍 and the 1 of 每增加一人."""
    wanted = [number for number, _ in groupby(_DIGITS.findall(text))]
    return [number for number, _ in groupby(_DIGITS.findall(candidate)) if number in wanted] == wanted


def _change(text: str, other: str) -> Written:
    """What changes, from the first character that differs to the last."""
    start = next(
        (at for at, (one, two) in enumerate(zip(text, other, strict=False)) if one != two), min(len(text), len(other))
    )
    behind = 0
    while behind < min(len(text), len(other)) - start and text[-1 - behind] == other[-1 - behind]:
        behind += 1
    return Written(other, start, len(text) - behind, other[start : len(other) - behind])


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), words) for pattern, words in REWRITES)
