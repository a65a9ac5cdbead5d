"""Where the headings of a sheet stand: below titles, and over several rows where cells are merged.

In: the first rows of a sheet, its merged cells, and what is a known heading.  Out: the row in which the headings end, and the
headings by column.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .cells import cell_text

# So far down headings are looked for.
DEPTH = 20
# First and last cell (row, column), counted from 0.
Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Headings:
    """``row`` is the last of the headings, counted from 0; ``names`` are by column, "" where there is none; ``known`` is how
    many of them are known."""

    row: int
    names: tuple[str, ...]
    known: int


def headings_in(
    rows: Sequence[Sequence[object]], merged: Sequence[Merged], is_known: Callable[[str], bool]
) -> Headings | None:
    """The row with the most known headings (of equal ones the upper); where none is known, the first row that has several
    cells and no merged title.  None of an empty sheet."""
    found: Headings | None = None
    for number, row in enumerate(rows[:DEPTH]):
        names = _names(rows, number, row, merged)
        known = sum(map(is_known, filter(None, names)))
        if known > (found.known if found else 0):
            found = Headings(number, names, known)
    if found is not None:
        return found
    for number, row in enumerate(rows[:DEPTH]):
        names = _names(rows, number, row, merged)
        filled = [name for name in names if name]
        is_title = len(filled) == 1 and any(top == number and left != right for (top, left), (_, right) in merged)
        if filled and not is_title:
            return Headings(number, names, 0)
    return None


def _names(
    rows: Sequence[Sequence[object]], number: int, row: Sequence[object], merged: Sequence[Merged]
) -> tuple[str, ...]:
    """The headings in a row; where a cell of it belongs to one merged with cells above, what that one says."""
    names = [cell_text(cell) for cell in row]
    for (top, left), (bottom, right) in merged:
        if top < number <= bottom and left == right and left < len(names) and not names[left]:
            names[left] = cell_text(rows[top][left]) if left < len(rows[top]) else ""
    return tuple(" ".join(name.split()) for name in names)
