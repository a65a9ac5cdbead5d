"""The sentence as it can be written: what a sentence that cannot be read comes to with the words of the language.

In: a sentence, the rule as which it was read, and where it stopped.  Out: the nearest text that can be read.  Nothing
here changes what is read: it is shown, and an author takes it or not.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, islice

from ..language.rewrites import MARKS, REWRITES
from ..report.diagnostic import Edit
from ..report.errors.base import Proposal
from .around import is_known
from .lexer import Lexer
from .missing import names_of, needed
from .recast import recast
from .vocabulary import Vocabulary, longest_first

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

_SHOWN = 100
# Where a number or a step begins, a mark may be missing.
_BEGINS = re.compile("[0-9]|给予|奖|补|按|分别|每|封顶|最高|不超过|再|企业|项目|单位|上浮|提高|减|免|扣除|其余|的")

_DIGITS = re.compile("[0-9][0-9.,]*")


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it could be written: with ``replacement`` in place of ``start`` to ``end`` of the sentence.  ``named`` is
    the declared name that a misspelt one becomes, where nothing else changes; ``facts`` are to be declared for it; in
    one that ``is_recast``, words may be left out that mean something."""

    text: str
    start: int
    end: int
    replacement: str
    named: str = ""
    facts: str = ""
    is_recast: bool = False

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
    known = reader.vocabulary
    tried = {text: reader.stop(text, rule).at}
    recasts: set[str] = set()
    best, bound = [text], 0
    for round_ in range(_ROUNDS):
        further: list[tuple[int, int, str]] = []
        made_of = ((one, made) for one in best for made in _candidates(one, tried[one], nearest, known))
        for order, (one, made) in enumerate(made_of):
            if made.text in tried or len(tried) >= MAX_TRIED or not _has_all(text, made.text, known):
                continue
            tried[made.text] = at = _reach(reader, made.text, rule)
            is_recast = made.is_recast or one in recasts
            if is_recast:
                recasts.add(made.text)
            if at > len(made.text):
                whole = replace(made if one == text else _change(text, made.text), is_recast=is_recast)
                if holds(whole):
                    return whole
                bound += 1
                if bound >= MAX_BOUND:
                    break
            elif len(made.text) - at < len(one) - tried[one]:
                further.append((len(made.text) - at, order, made.text))
        if round_ == 0 and (declared := with_facts(reader, text, rule, holds)):
            return declared
        if bound >= MAX_BOUND:
            break
        best = [candidate for *_, candidate in sorted(further)[:_BEAM]]
    return None


def corrected(reader: Lexer, text: str, rule: str, holds: Callable[[Written], bool]) -> Written | None:
    """Of a text that is read and means nothing in its rule, another that does; None where none is found."""
    if len(text) > MAX_LENGTH:
        return None
    ways = (replace(_change(text, made), is_recast=True) for made in recast(text, reader.vocabulary))
    patterns = (_change(text, pattern.sub(words, text)) for pattern, words in _compiled() if pattern.search(text))
    seen, bound = {text}, 0
    for made in (*ways, *patterns):
        if made.text in seen or not _has_all(text, made.text, reader.vocabulary):
            continue
        seen.add(made.text)
        if _reach(reader, made.text, rule) > len(made.text):
            if holds(made):
                return made
            bound += 1
            if bound >= MAX_BOUND:
                break
    return with_facts(reader, text, rule, holds)


def with_facts(reader: Lexer, text: str, rule: str, holds: Callable[[Written], bool]) -> Written | None:
    """The text with facts that are declared for it."""
    seen: set[tuple[str, str]] = set()
    bound = 0
    for each in islice(needed(text, rule, reader.vocabulary), MAX_TRIED):
        if (each.text, each.facts) in seen or not _has_all(text, each.text, reader.vocabulary):
            continue
        seen.add((each.text, each.facts))
        known = replace(reader.vocabulary, names=reader.vocabulary.names | names_of(each.facts))
        if _reach(Lexer(known), each.text, rule) <= len(each.text):
            continue
        made = replace(_change(text, each.text), facts=each.facts, is_recast=True)
        if holds(made):
            return made
        bound += 1
        if bound >= MAX_BOUND:
            return None
    return None


def proposed(text: str, written: Written, change: Edit) -> Proposal:
    """What is said of a text that can be read."""
    shown = "" if written.text == text else written.shown
    dropped = _dropped(text, written) if written.is_recast else ""
    return Proposal(shown=shown, change=change, facts=written.facts, dropped=dropped)


def _dropped(text: str, written: Written) -> str:
    """The first words of a text, of two characters or more, that it has no more and that may mean something: 国内发明."""
    other = f"{written.text}，{written.facts}"
    changes = SequenceMatcher(None, text, written.text, autojunk=False).get_opcodes()
    gone = (text[start:end] for kind, start, end, _, _ in changes if kind in ("delete", "replace"))
    runs = (run for part in gone for run in _WORDS.findall(part))
    return next((run for run in runs if not (is_known(run) or run in other or _CONVEYED.search(run))), "")


_WORDS = re.compile("(?:(?![一二三四五六七八九十两])[\u4e00-\u9fff]){2,}")
# Words that what is written instead says in its own.
_CONVEYED = re.compile(
    "其他|其余|金额|分别|按照|之间|强度|[亩人户家]均|起付|免赔|期限|年限|基础上|实际|自|之日|以上的?部分|超过?"
)


def _candidates(text: str, at: int, nearest: Callable[[str], str], known: Vocabulary) -> Iterator[Written]:
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
    can = (known.names | known.options) if not text.endswith("元", 0, at) else ()
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
    yield from (replace(_change(text, made), is_recast=True) for made in recast(text, known))


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


def _has_all(text: str, candidate: str, known: Vocabulary) -> bool:
    """Whether a candidate says the options, the facts that hold or not, the parts and the numbers of the text, and takes off what that
    takes off; 婴婴儿数 says nothing."""
    if candidate.count("部分") < text.count("部分") or ("扣" in text and "扣" not in candidate):
        return False
    if _doubles(text, candidate, known) or not _has_the_bounds(text, candidate, known):
        return False
    named = (word for word in (*known.options, *known.facts_in("是否")) if len(word) > 1 and word in text)
    places = _PLACES.findall(text)
    return all(word in candidate for word in (*named, *places)) and _has_the_numbers(text, candidate)


# 第一年每月1200元, 前五名: which no candidate may lose.
_PLACES = re.compile("[第前后][一二三四五六七八九十两0-9]+[年次届期批]|前[0-9一二两三四五六七八九十]+[名位家]")


def _has_the_bounds(text: str, candidate: str, known: Vocabulary) -> bool:
    """Whether a candidate says 以上 behind an option that the text has it behind: 三星级以上 is more than 三星级."""
    if not known.options:
        return True
    bounded = re.findall(rf"(?:{longest_first(known.options)})(?:及?以[上下])", text)
    return all(each in candidate for each in bounded)


def _doubles(text: str, candidate: str, known: Vocabulary) -> bool:
    """Whether a name has been put behind its own first character."""
    doubled = (f"{name[0]}{name}" for name in known.names if len(name) > 1)
    return any(each in candidate and each not in text for each in doubled)


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
