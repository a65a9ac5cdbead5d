"""Source text and places in it.

In: a text with a name (files.py reads them).  Out: a ``Source`` whose text has no BOM and only ``\\n`` as line end,
``Span`` places in it, and the two readings the passes work on: ``fold`` (one spelling for each character, same length)
and ``squeeze`` (no white space, with the way back).
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import NamedTuple

from .pasted import Pasted, pasted


@dataclass(frozen=True)
class Source:
    """One text: ``name`` as it is shown to the author, ``text`` as it stands in its file (people count its lines),
    ``read.text`` as the passes see it: what a clipboard brought is read as what is meant (``pasted.py``).

    INVARIANT: neither has a BOM or a carriage return, and a place in the one is that place in the other; make one with
    ``Source.of`` or ``read_source``.
    """

    name: str
    text: str = field(repr=False)
    read: Pasted = field(compare=False, repr=False)

    @classmethod
    def of(cls, name: str, text: str) -> "Source":
        """A source from a text in memory, BOM and line ends folded."""
        written = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        return cls(name, written, pasted(written))

    @property
    def mended(self) -> str:
        """As it stands in its file, but with 【】 where another bracket is read as one."""
        parts, at = [], 0
        for head in sorted(self.read.heads):
            parts += [self.text[at:head], self.read.text[head]]
            at = head + 1
        return "".join([*parts, self.text[at:]])

    @cached_property
    def sha256(self) -> str:
        """The hash of the folded text as UTF-8, in hexadecimal: the same for a file with and without BOM, CRLF or
        LF."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset at which each line of the file begins."""
        return (0, *(match.end() for match in re.finditer("\n", self.text)))


@dataclass(frozen=True, slots=True)
class Span:
    """The characters ``start`` up to, not including, ``end`` of a source; both are offsets in ``source.text``."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source.read.text[self.start : self.end]

    def to(self, other: "Span") -> "Span":
        """From the start of this one to the end of the other, in the same source."""
        return Span(self.source, self.start, other.end)


class Position(NamedTuple):
    """A place as people count: line and column from 1, columns in characters."""

    line: int
    column: int


def position(source: Source, offset: int) -> Position:
    line = bisect_right(source.line_starts, offset)
    return Position(line, offset - source.line_starts[line - 1] + 1)


# White space of any kind, and the characters without width that word processors leave behind; for use within [].
SPACE = r"\s\u00ad\u200b-\u200d\u2060\ufeff"
_SPACE = re.compile(f"[{SPACE}]+")
_JOINED = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")
_DIGITS = tuple("0123456789")

_FOLDED = str.maketrans(
    {
        # Letters and digits of the full-width block, and the signs that belong to numbers, to half-width.
        **{
            chr(code): chr(code - 0xFEE0)
            for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
        },
        **dict(zip("％﹪＋－−／＝．＜＞＆＠＃＊＿", "%%+--/=.<>&@#*_", strict=True)),
        # Punctuation of sentences to full-width.  The full stop is not among them: '.' is the decimal point.
        **dict(zip(",;:()?!|", "，；：（）？！｜", strict=True)),
        # The forms of old half-width katakana fonts, and look-alikes that input methods give.
        **dict(zip("｡､｢｣︰⋯・•‧∙○~〜∼", "。、「」：…····〇～～～", strict=True)),
        "＂": '"',
    }
)
_THOUSANDS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])")
_RANGE_DASH = re.compile(
    r"(?:(?<=[0-9%‰万亿元年月日岁亩倍人户家个名项件台套次米吨克升天])|(?<=含）))[‐‑‒–—―](?=[0-9一二两三四五六七八九十百千半])"
)
_QUOTES = re.compile(r'["“”\n]')


def fold(text: str) -> str:
    """One spelling for each character, at the same offset: ``len(fold(text)) == len(text)``.

    - full-width digits, letters and ％＋－＝／ become half-width; ``,;:()?!|`` become ，；：（）？！｜
    - a comma, half or full, between one to three digits and groups of exactly three (1,000万元，1，000) becomes
      ``,``: it is part of the number.  A ``.`` stays: it is the decimal point or the stop of a list number
    - － and − are the minus sign everywhere; – and — only between a digit or unit and a number (0—6岁), where they
      mean 至; all become ``-`` there.  Elsewhere — is a dash of the sentence (金义新区—磐安).  ``~`` and 〜 become ～
    - straight double quotes become “ and ” in turn within a line; a real quotation mark takes part in the turn.
      「」『』 stay
    - ○ becomes 〇 (二○二五年); the dots that stand for 每 (元/家•年) become ·

    Unicode's own compatibility folding is not used: it changes lengths (½, ㎡, …) and meanings (① is not 1).
    """
    return _fold(text) if len(text) < _REMEMBERED_FROM else _fold_once(text)


def _fold(text: str) -> str:
    folded = text.translate(_FOLDED)
    folded = _THOUSANDS.sub(lambda match: match[0].replace("，", ","), folded)
    folded = _RANGE_DASH.sub("-", folded)
    return _pair_quotes(folded) if '"' in folded else folded


# Every pass folds the files it works on; short texts, such as quotations, must not push them out of memory.
_REMEMBERED_FROM = 1000
_fold_once = lru_cache(maxsize=32)(_fold)


def _pair_quotes(text: str) -> str:
    is_open = False

    def paired(match: re.Match[str]) -> str:
        nonlocal is_open
        mark = match[0]
        if mark == '"':
            mark = "”" if is_open else "“"
        is_open = mark == "“"
        return mark

    return _QUOTES.sub(paired, text)


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Folded text without white space.  ``origin[i]`` is the offset of character ``i`` in the text it was taken from;
    one entry more, the last, is the end of the part that was squeezed.  ``apart`` is where white space stood between two
    digits: there a number ends, and another begins."""

    text: str
    origin: Sequence[int]
    apart: tuple[int, ...] = ()

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """The characters ``start`` to ``end`` of the squeezed text, as offsets of the original, without white space
        around them."""
        return self.origin[start], self.origin[end - 1] + 1 if end > start else self.origin[start]

    def span(self, source: Source, start: int, end: int) -> Span:
        return Span(source, *self.offsets(start, end))


def squeeze(text: str, start: int = 0, end: int | None = None) -> Squeezed:
    """The part ``start`` to ``end`` of a text, folded, all white space (also U+3000, and characters without width)
    taken out.

    The text is folded whole (and remembered), since what a quotation mark or comma is can depend on what stands
    before ``start``.
    """
    stop = len(text) if end is None else end
    folded = fold(text)
    kept: list[str] = []
    origin = array("I")
    apart: list[int] = []
    at = start
    for space in _SPACE.finditer(folded, start, stop):
        kept.append(folded[at : space.start()])
        origin.extend(range(at, space.start()))
        at = space.end()
        if folded[space.start() - 1 : space.start()] in _DIGITS and folded[at : at + 1] in _DIGITS:
            # what has no width parts no number: 10 and 0 of a line's end are 100
            apart += [len(origin)] if start < space.start() and at < stop and not _JOINED.fullmatch(space[0]) else []
    kept.append(folded[at:stop])
    origin.extend(range(at, stop + 1))
    # once more, for a dash with white space beside it
    return Squeezed(_RANGE_DASH.sub("-", "".join(kept)), origin, tuple(apart))
