"""A change tried out: what would be found if it were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .answers import Change
from .desk import Checked, Desk


def changed(texts: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """The texts of the files that changes are of, changed."""
    made: dict[str, str] = {}
    for change in sorted(changes, key=lambda each: (each.range.file, -each.range.start)):
        file, start, end = change.range.file, change.range.start, change.range.end
        text = made.get(file, texts[file])
        made[file] = text[:start] + change.text + text[end:]
    return made


def tried(desk: Desk, changes: Iterable[Change]) -> Checked:
    """What is found in the changed texts; the desk keeps its own."""
    other = desk.copy()
    for file, text in changed(desk.texts_read(), changes).items():
        other.put(file, text)
    return other.checked
