"""Headings without numbers: a line alone above the numbers that begin anew below it, or marked as a heading where the text
was copied (## 支持标准, **支持标准**, <h2>).

In: the lines of a document, and whether the text marks one.  Out: those that are headings of chapters.  There are
at least two, and the first stands above the first number, so that 支持对象 within an article is none.
"""

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from . import lines as known
from .numbering import STYLES, Marker


class Told(Protocol):
    """A line as far as it matters here."""

    @property
    def text(self) -> str: ...
    @property
    def marker(self) -> Marker | None: ...
    @property
    def is_plain(self) -> bool:
        """Neither of a table nor of head or foot."""
        ...


def unnumbered_headings(told: Sequence[Told], is_marked: Callable[[int], bool]) -> list[int]:
    """Which lines are headings of chapters, in order; none where the document numbers its chapters."""
    numbered = [at for at, line in enumerate(told) if line.marker]
    styles = {line.marker.style for line in told if line.marker}
    if styles & {"编", "章", "节"}:
        return []
    first = numbered[0] if numbered else len(told)
    marked = [at for at in range(1, len(told) - 1) if is_marked(at) and _may_head(told, at) and _leads(told, at)]
    if len(marked) > 1 and marked[0] < first:
        return marked
    if not numbered:
        return []
    top = min(styles, key=STYLES.index)
    tops = [at for at in numbered if (marker := told[at].marker) and marker.style == top]
    above = [at - 1 for at in tops if at > 1 and _may_head(told, at - 1)]
    anew = [at - 1 for at in tops if _number(told[at]) == 1]
    begins = [at for at in above if _number(told[at + 1]) == 1]
    is_led = bool(above) and above[0] == first - 1 and _has_head(told, above[0])
    return above if is_led and len(above) > 1 and (begins == anew or top == "条") else []


def _leads(told: Sequence[Told], at: int) -> bool:
    """Whether a marked line is no part of a title: a sentence ends before it, and one or a number follows."""
    before, behind = told[at - 1], told[at + 1]
    begins = (
        before.text[-1] in "。；：" or bool(before.marker) or not any(line.text[-1] in "。；：" for line in told[:at])
    )
    return begins and (bool(behind.marker) or behind.text[-1] in "。；：") and not known.is_addressee(behind.text)


def _number(line: Told) -> int:
    return line.marker.number if line.marker else 0


def _has_head(told: Sequence[Told], at: int) -> bool:
    """Whether a title or a sentence stands before a line, so that it is no title itself."""
    return any(known.is_kind(line.text) or line.text[-1] in "。：" for line in told[:at])


_LONGEST = 20
_PUNCTUATION = re.compile("[，。；：！？…—]|[0-9]{3}|(?:通知|公告|决定)$")


def _may_head(told: Sequence[Told], at: int) -> bool:
    """A short line without a stop, with more of the text before and behind it."""
    line, before = told[at], told[at - 1]
    if line.marker or not 2 <= len(line.text) <= _LONGEST or not line.is_plain or _PUNCTUATION.search(line.text):
        return False
    if known.offices_in(line.text) or known.DATE_IN.search(line.text) or known.BRACKETED.match(line.text):
        return False
    ends = before.text[-1] in "。；）：”" or len(before.text) > _LONGEST or known.is_kind(before.text)
    return ends and not told[at + 1].text.startswith(("附件", "附表"))
