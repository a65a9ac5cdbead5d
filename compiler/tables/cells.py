"""Cells of a workbook as text, as the sheet shows them.

>>> [cell_text(cell) for cell in (3000.0, 0.1, True, date(2019, 5, 1), time(19, 30), " 甲 ", 1e-7)]
['3000', '0.1', '是', '2019-05-01', '19:30', '甲', '0.0000001']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

# A number of a sheet has so many exact digits.
EXACT = 10**15
# Whatever XML cannot hold, a workbook writes as _x000D_ and the like.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def cell_text(cell: object) -> str:
    """The text of a cell.  A float is the shortest decimal that is read back as it, which is what the sheet shows."""
    if isinstance(cell, str):
        return unescaped(cell).strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float | int):
        return number_text(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes" if not cell.second and not cell.microsecond else "auto")
    if isinstance(cell, timedelta):
        minutes, rest = divmod(cell, timedelta(minutes=1))
        return f"{minutes // 60}:{minutes % 60:02d}" if not rest else str(cell)
    return str(cell)


def unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def number_text(number: float | int) -> str:
    if isinstance(number, float) and not number.is_integer():
        said = repr(number)
        return said if "e" not in said else f"{Decimal(said):f}"
    return str(int(number)) if abs(number) < 2**53 else f"{Decimal(repr(number)):f}"


def column_texts(cells: Sequence[object]) -> tuple[list[str], int, list[int]]:
    """The texts of a column's cells, how many of them are fractions, and where there are numbers of which digits are lost."""
    kinds = set(map(type, cells))
    if kinds <= {str}:
        return [unescaped(cell).strip() for cell in cells], 0, []  # type: ignore[arg-type]  # all are texts
    fractions, lost = 0, []
    texts = []
    for place, cell in enumerate(cells):
        if type(cell) is float:
            if cell.is_integer():
                texts.append(str(int(cell)) if -EXACT < cell < EXACT else number_text(cell))
                if not -EXACT < cell < EXACT:
                    lost.append(place)
            else:
                fractions += 1
                texts.append(number_text(cell))
        else:
            texts.append(cell_text(cell))
    return texts, fractions, lost
