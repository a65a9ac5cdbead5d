"""The lines of a text as a clipboard brings them: what each says, and which belong to the sheet of paper.

In: a text.  Out: its ``TextLine``s, and which of them a PDF has between two sheets: the numbers of pages, and what is printed
above or below every one (某区人民政府办公室文件).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple


class TextLine(NamedTuple):
    """What a line says from ``start`` to ``end``, without the white space that ``lead``s it and stands behind it."""

    said: str
    start: int
    end: int
    lead: str

    @property
    def is_indented(self) -> bool:
        """By two 汉字."""
        return bool(self.lead and _FULL.match(self.lead))

    @property
    def is_ended(self) -> bool:
        return self.said[-1:] in _ENDS or self.said[-2:] in _ENDED

    @property
    def width(self) -> int:
        """In columns: what is not ASCII takes two."""
        return 2 * len(self.said) - len(self.said.encode("ascii", "ignore"))


_ENDS = frozenset("。；;：:！？!?…")
_ENDED = frozenset(mark + closing for mark in "。；！？" for closing in "”）】〕」")
_LINE = re.compile("[^\n]+")
_SPACE = " \t\u00a0\u3000\u200b\ufeff\u2060"
_FULL = re.compile("^(?:\u3000{2}|[ \u00a0]{4}|[ \u00a0]{2}(?=\u3000)|\t)")


def lines_of(text: str) -> Iterator[TextLine]:
    """Those that are not empty; empty ones are there as one line that says nothing."""
    last, is_blank = 0, False
    for match in _LINE.finditer(text):
        written = match[0].rstrip(_SPACE)
        if not is_blank and (match.start() > last + 1 or not written):
            yield TextLine("", last, last, "")
            is_blank = True
        last = match.end()
        if not written:
            continue
        is_blank = False
        said = written.lstrip(_SPACE)
        width = len(written) - len(said)
        yield TextLine(said, match.start() + width, match.start() + len(written), written[:width])


# --- what is of the sheet ---------------------------------------------------------------------------------------------

_PAGE = re.compile(
    r"[-—－–·]{0,2}[ ]?[0-9]{1,3}[ ]?[-—－–·]{0,2}|[0-9]{1,3}[ ]?/[ ]?[0-9]{1,3}|第[ ]?[0-9]{1,3}[ ]?页(?:[ ，/]?共[ ]?[0-9]{1,3}[ ]?页)?"
)
_DIGITS = re.compile("[0-9]+")
_BARE = re.compile("[0-9]{1,3}")
# A table may have 1, 2, 3 in lines of their own; a sheet has more lines than that.
_LEAST_OF_SHEET, _LEAST_SHEETS = 12, 2
_SHORTEST_HEAD, _LONGEST_HEAD = 4, 40


def is_page(said: str) -> bool:
    """Whether a line may be the number of a page: — 3 —, 第3页 共20页."""
    return len(said) < _SHORTEST_HEAD * 4 and bool(_PAGE.fullmatch(said))


def page_lines(lines: Sequence[TextLine], outside: Callable[[int], bool]) -> frozenset[int]:
    """Which lines, of those ``outside`` blocks, only the sheets have: numbers that count them, and the words that stand
    beside these on several."""
    numbers = [at for at, line in enumerate(lines) if line.said and line.said[-1] in _MAY_END and is_page(line.said)]
    counted = set(_counted([at for at in numbers if outside(lines[at].start)], lines))
    if len(counted) < _LEAST_SHEETS:
        return frozenset(counted)
    beside: dict[str, set[int]] = {}
    for at in counted:
        for near in (*_next_to(lines, at, 1), *_next_to(lines, at, -1)):
            said = lines[near].said
            if _SHORTEST_HEAD <= len(said) <= _LONGEST_HEAD and not lines[near].is_ended and near not in counted:
                beside.setdefault(_DIGITS.sub("0", said), set()).add(near)
    heads = (places for places in beside.values() if len(places) >= _LEAST_SHEETS)
    return frozenset(counted.union(*heads))


_MAY_END = frozenset("0123456789-—－–·页")


def _counted(numbers: Sequence[int], lines: Sequence[TextLine]) -> Iterator[int]:
    """Of lines that may be the number of a page, those that count on from sheet to sheet; — 3 — is one by itself."""
    run: list[int] = []
    for at in [*numbers, len(lines)]:
        value = _value(lines[at].said) if at < len(lines) else -1
        if run and value == _value(lines[run[-1]].said) + 1 and at - run[-1] >= _LEAST_OF_SHEET:
            run.append(at)
            continue
        yield from run if len(run) >= _LEAST_SHEETS else (one for one in run if not _BARE.fullmatch(lines[one].said))
        run = [at]


def _value(said: str) -> int:
    found = _DIGITS.search(said)
    return int(found[0]) if found else 0


def _next_to(lines: Sequence[TextLine], at: int, step: int) -> Iterator[int]:
    """The line that is next to one, over an empty one."""
    for near in (at + step, at + 2 * step):
        if 0 <= near < len(lines) and lines[near].said:
            yield near
            return
