"""What a test lists: 甲、乙; 达到300批次、350批次; 前三名.

In: the form of a test.  Out: the forms of its choices, and their words.
"""

from ..reading.syntax import Form, Word
from .elided import ALONE


def listed_test(guard: Form, count: int = 0) -> Form | None:
    """The test of a guard that lists several options or ranges, if there is just one such (of ``count``)."""
    tests = list(guard.forms()) if guard.kind == "all_of" else [guard]
    listed = [test for test in tests if test.kind in ("one_of", "within") and len(choice_forms(test)) > 1]
    if len(listed) > 1:
        listed = [test for test in listed if len(choice_forms(test)) == count]
    return listed[0] if len(listed) == 1 else None


def rank_word(test: Form) -> Word | None:
    """The 前三名 that a test asks for."""
    ranges = test.form("ranges") if test.kind == "within" else None
    return next((part.word("RANK") for part in ranges.forms()), None) if ranges else None


def is_choice(part: Form | Word) -> bool:
    return isinstance(part, Word) and part.terminal in ("VALUE", "YES", "NO", "QUANTITY", ALONE, "TEXT")


def choice_forms(test: Form) -> list[Form | Word]:
    if test.kind == "within":
        ranges = test.form("ranges")
        return list(ranges.forms()) if ranges else []
    return [part for part in test.parts if is_choice(part)]


def choice_words(test: Form) -> list[str]:
    """The words of each choice; a bare number repeats the words of the one before (达到300批次、350批次)."""
    words: list[str] = []
    number = ""
    for part in choice_forms(test):
        text = part.span.text
        found = part if isinstance(part, Word) else _first_number(part)
        if isinstance(part, Form) and part.kind == "bound" and number and found:
            text = words[-1].replace(number, found.text)
        number = found.text if found else ""
        words.append(text)
    return words


def _first_number(form: Form) -> Word | None:
    return form.word("QUANTITY", "VALUE") or next((w for part in form.forms() if (w := _first_number(part))), None)
