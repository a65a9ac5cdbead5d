"""Explanations told: lines filled in with the values of a case."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from .in_chinese import shown_quantity, shown_truth


def tell(lines: Sequence[Any], values: Sequence[Any]) -> list[str]:
    """The lines that are told, filled in.

    A value is a quantity (numerator, denominator, unit), whether something holds, a text, or for each item of a list its
    own values.  A line is a text with {0}, {1} … for values; or such a text and numbers of values that must hold (~3: that
    the fourth does not); or the number of a list, a text for each of its items, in which {#} is which one it is, and what
    must hold.

    >>> tell(("甲{0}", ("超过{1}", 2), (3, "第{#}项{0}", ~2)), ((5, 2, "亩"), "「大」", False, [("丙",), ("丁",)]))
    ['甲2.5亩', '第1项丙', '第2项丁']
    """
    told: list[str] = []
    texts: dict[int, str] = {}
    for line in lines:
        each, text, when = _line(line)
        if all(values[at] if at >= 0 else not values[~at] for at in when):
            if each is None:
                told.append(_filled(text, values, texts))
            else:
                told += [_filled(text, of, {}, number) for number, of in enumerate(values[each], 1)]
    return told


def _line(line: Any) -> tuple[int | None, str, Sequence[int]]:
    """The number of a list, if any, the text and what must hold."""
    if isinstance(line, str):
        return None, line, ()
    return (None, line[0], line[1:]) if isinstance(line[0], str) else (line[0], line[1], line[2:])


def _filled(text: str, values: Sequence[Any], texts: dict[int, str], number: int = 0) -> str:
    """The text with its values, which are put into words when they are first told, and the ``number`` of its item."""
    said: list[str] = []
    for part in _parts(text):
        if part == -1:
            part = str(number)
        elif not isinstance(part, str):
            if part not in texts:
                texts[part] = _in_words(values[part])
            part = texts[part]
        said.append(part)
    return "".join(said)


@cache
def _parts(text: str) -> tuple[str | int, ...]:
    """The words of a line, and the numbers of values between them (-1: that of the item)."""
    found = re.split(r"(\{\{|\}\}|\{(?:[0-9]+|#)\})", text)
    # A brace that stands for itself is written twice.
    marks: dict[str, str | int] = {"{{": "{", "}}": "}", "{#}": -1}
    return tuple(
        int(part[1:-1]) if at % 2 and part not in marks else marks[part] if at % 2 else part
        for at, part in enumerate(found)
    )


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return shown_truth(value)
    return value if isinstance(value, str) else shown_quantity(*value)


def option_of(options: Sequence[str], place: int) -> str:
    """The option that was chosen, as people read it."""
    return options[place]
