"""The languages of explanations: one module each, by its name."""

from collections.abc import Mapping
from datetime import date
from typing import Literal, Protocol, TypeAlias

from . import in_chinese, in_english
from .result import Outcome

Tongue: TypeAlias = Literal["zh", "en"]


class Telling(Protocol):
    """What a language says; see in_chinese.py."""

    @property
    def LANGUAGE(self) -> str: ...
    @property
    def SETTLING_WORDS(self) -> Mapping[str, str]: ...
    def shown_quantity(self, numerator: int, denominator: int, unit: str) -> str: ...
    def shown_truth(self, value: bool) -> str: ...
    def quoted(self, text: str) -> str: ...
    def shown_day(self, ordinal: int) -> str: ...
    def shown_text(self, text: str) -> str: ...
    def opening_lines(self, clause: str, title: str, citation: str) -> list[str]: ...
    def date_lines(self, on: date | None, first: date, last: date) -> list[str]: ...
    def approved_line(self, approved: int) -> str: ...
    def result_line(self, heading: str, unit: str, pays: bool, value: Outcome) -> str: ...
    def shown_outcome(self, unit: str, value: Outcome) -> str: ...


TONGUES: Mapping[str, Telling] = {"zh": in_chinese, "en": in_english}


def tongue_of(lang: str) -> Telling:
    """What is said in a language, in Chinese where none is named.  Raises ValueError where there is none of that name.  In a
    compiled module own_tongue.py stands in the place of this."""
    if lang not in ("", *TONGUES):
        raise ValueError(f"explained in {' and '.join(TONGUES)}, not in {lang}")
    return TONGUES[lang or "zh"]
