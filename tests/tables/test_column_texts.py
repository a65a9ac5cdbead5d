"""The cells of a column of a sheet, all at once, are the texts that each has by itself."""

from datetime import date, datetime, time, timedelta
from random import Random

import pytest

from tiaowen.compiler.tables.cells import cell_text, column_texts

NUMBERS = (0.0, -0.0, 0.1 + 0.2, 1e-7, -0.00012, 1e11 - 0.0001, 1e11, 123456789012.25, 1e15 - 1, 5e-324)
LOST = (1e15, -1e15, 1e13 + 0.5, 9007199254740993.0, 1e22)
OTHERS = ("", " 甲 ", "x_x000D_", "_xD800_", "　否", date(2019, 5, 1), datetime(2020, 1, 1, 9, 30), time(19, 30))


@pytest.mark.parametrize("seed", range(4))
def test_at_once_is_one_by_one(seed: int) -> None:
    rng = Random(seed)
    drawn = [round(rng.uniform(-1, 1) * 10 ** rng.randrange(14), rng.randrange(6)) for _ in range(400)]
    cells: list[object] = [*drawn, *NUMBERS, *LOST]
    if seed:
        cells += [*OTHERS, True, timedelta(hours=30, minutes=5), 7]
    rng.shuffle(cells)
    made = column_texts(cells)
    assert made.array.to_pylist() == [cell_text(cell) for cell in cells]
    floats = [cell for cell in cells if isinstance(cell, float)]
    assert made.fractions == sum(not cell.is_integer() for cell in floats)
    assert sorted(made.lost) == [place for place, cell in enumerate(cells) if cell in LOST]
