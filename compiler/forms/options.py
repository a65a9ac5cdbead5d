"""选项: the hidden sheet with what the lists of a form choose from, and what the check of a code counts with.

In: words and numbers.  Out: rules of validation, and names by which formulas know where they stand (a formula of colours may
not say a cell of another sheet).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..targets.sheets.book import Book, Sheet, Validation
from . import credit_code
from .looks import TEXT

# So many characters of words stand in a rule of validation itself.
_ROOM = 255


@dataclass(slots=True)
class Options:
    """Columns of the sheet; the same words stand there once."""

    book: Book
    sheet: Sheet
    placed: dict[tuple[str | int, ...], str] = field(default_factory=dict)

    def chosen_from(self, words: Sequence[str], *, title: str, hint: str, error: str, stops: bool = True) -> Validation:
        """The rule that a cell has one of the words."""
        is_plain = all("," not in word and '"' not in word and word == word.strip() for word in words)
        is_short = len(",".join(words).encode("utf-16-le")) // 2 <= _ROOM
        return Validation(
            kind="list",
            options=tuple(words) if is_plain and is_short else (),
            source="" if is_plain and is_short else self.named(f"_list{len(self.placed)}", words),
            stops=stops,
            title=title,
            hint=hint,
            error=error,
        )

    def named(self, name: str, words: Sequence[str | int]) -> str:
        """The name under which these stand one below the other: this one, where they do not stand there already."""
        key = tuple(words)
        if key not in self.placed:
            column = len(self.placed)
            for row, word in enumerate(words):
                self.sheet.put(row, column, word, TEXT)
            self.book.names[name] = self.sheet.area((0, column), (len(words) - 1, column))
            self.placed[key] = name
        return self.placed[key]

    def code_formula(self, cell: str) -> str:
        """What holds of a cell with a 统一社会信用代码."""
        numbers = self.named("_code_places", range(1, credit_code.LENGTH))
        weights = self.named("_code_weights", credit_code.WEIGHTS)
        return credit_code.formula(cell, numbers, weights, self.named("_code_characters", [credit_code.CHARACTERS]))
