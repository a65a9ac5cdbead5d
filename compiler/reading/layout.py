"""How a block is laid out: its headings, and under each the sentences or the rows.

In: the body of a block.  Out: headings with the places of their items; nothing is understood yet.  A heading counts
only where an item may begin (after ；。”】 or at the start of a line), so names may end in a heading's word
(已获奖励：).  Since every item is read by itself, one that cannot be read costs its neighbours nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..language.headings import MOST, RESULT_WORDS, WORDS
from ..language.word_lists import NAMED
from ..text.source import Source, Span, fold

_WORDS = "|".join(sorted(WORDS, key=len, reverse=True))
_RESULTS = "|".join(sorted(RESULT_WORDS, key=len, reverse=True))
_HEADING = re.compile(rf"(?:(?<=[；。”】\n])|\A)\s*({MOST}(?:{_RESULTS})|{_WORDS})\s*(?:（([^（）\n]*)）)?\s*：")
# 填报：补助：金额: a fact that is called as a heading is.
_TYPE = re.compile(r"\s*(?:金额|比例|是否|整数|系数|日期|时刻|文字)\s*(?:[，；。]|$)")
_BRACKETS = {"（": 1, "）": -1}
_NAMED_LINE = re.compile(rf"\n[ \t\u3000]*(?![\s。｜])(?=[^。\n｜]{{1,41}}：){NAMED}：")


@dataclass(frozen=True, slots=True)
class Head:
    """A heading where it stands: its word, the scope in its brackets, its place, and the place of what stands under it."""

    word: str
    scope: str
    start: int
    content: int
    end: int


def headings(text: str, start: int, end: int) -> list[Head]:
    """The headings of a block's body, in order.  ``text`` is folded; quotations are looked through."""
    body = blank_quotes(text[start:end])
    found: list[re.Match[str]] = []
    for match in _HEADING.finditer(body):
        is_fact = found and found[-1][1] == "填报" and _TYPE.match(body, match.end()) and not match[2]
        if not is_fact:
            found.append(match)
    ends = [*(match.start(1) for match in found[1:]), len(body)][: len(found)]
    return [
        Head(match[1], match[2] or "", start + match.start(1), start + match.end(), start + stop)
        for match, stop in zip(found, ends, strict=True)
    ]


def items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places between the ； and 。 that stand outside brackets and quotations; empty ones are left out."""
    body = blank_quotes(text[start:end])
    depth, begin = 0, 0
    for match in re.finditer(r"[（）；。\n]", body):
        mark = match[0]
        if mark in _BRACKETS:
            depth = max(0, depth + _BRACKETS[mark])
        elif mark == "\n":
            # A line that begins 名： starts an item, even where the ； before it or a closing bracket was forgotten.
            if _NAMED_LINE.match(body, match.start()) and body[begin : match.start()].strip():
                yield start + begin, start + match.start()
                depth, begin = 0, match.end()
        elif depth == 0:
            if body[begin : match.start()].strip():
                yield start + begin, start + match.start()
            begin = match.end()
    if body[begin:].strip():
        yield start + begin, end


def rows(source: Source, start: int, end: int) -> list[list[Span]]:
    """The lines of a table drawn with ｜ or pasted with tabs, as the places of their cells."""
    text = fold(source.read.text)
    table: list[list[Span]] = []
    at = start
    for line in text[start:end].split("\n"):
        stripped = line.strip()
        if stripped and not re.fullmatch(r"[｜\-:：\s+]+", stripped):
            mark = "｜" if "｜" in line else "\t"
            table.append(list(_cells(source, line, at, mark)))
        at += len(line) + 1
    return table


def _cells(source: Source, line: str, at: int, mark: str) -> Iterator[Span]:
    inner_start = len(line) - len(line.lstrip(" \u3000" + mark))
    inner_end = len(line.rstrip(" \t\u3000" + mark))
    if mark == "｜":
        inner_start = line.index(mark) + 1 if line.lstrip().startswith(mark) else len(line) - len(line.lstrip())
        inner_end = line.rindex(mark) if line.rstrip().endswith(mark) else len(line.rstrip())
    begin = inner_start
    for cell in line[inner_start:inner_end].split(mark):
        lead = len(cell) - len(cell.lstrip())
        core = cell.strip()
        yield Span(source, at + begin + lead, at + begin + lead + len(core))
        begin += len(cell) + 1


def is_table(text: str, start: int, end: int) -> bool:
    """Whether the content of a section is drawn as a table: its first line is a row."""
    return _is_row(text[start:end].lstrip().split("\n")[0])


def case_items(source: Source, start: int, end: int) -> Iterator[tuple[int, int, list[list[Span]]]]:
    """The sentences of 算例, each with the rows that stand behind it (见下表); none where there are none."""
    text = fold(source.read.text)
    begin, at, in_table = start, start, False
    table = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip() and _is_row(line) is not in_table:
            in_table = not in_table
            if in_table:
                table = at
            else:
                yield from _with_rows(source, text, begin, table, at)
                begin = at
        at += len(line)
    yield from _with_rows(source, text, begin, table if in_table else end, end)


def _with_rows(
    source: Source, text: str, begin: int, table: int, end: int
) -> Iterator[tuple[int, int, list[list[Span]]]]:
    """The sentences from ``begin`` to ``table``, the last with the rows from there to ``end``."""
    places = list(items(text, begin, table))
    for number, (first, last) in enumerate(places, 1):
        yield first, last, rows(source, table, end) if number == len(places) else []


def _is_row(line: str) -> bool:
    return "｜" in line or "\t" in line.strip()


def blank_quotes(text: str) -> str:
    """The text with the inside of “…” (which may nest) replaced by as many ＊, line breaks too."""
    out: list[str] = []
    depth = 0
    for char in text:
        if char == "”" and depth:
            depth -= 1
        out.append("＊" if depth else char)
        if char == "“":
            depth += 1
    return "".join(out)
