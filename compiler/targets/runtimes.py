"""The runtime that a target prints into a module: its files, which explain in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

# What is said in other languages: each stands in the place of in_chinese, and has the same names.
_SAYING = {"zh": "in_chinese", "en": "in_english"}


def in_language(names: Iterable[str], lang: str) -> Iterator[str]:
    """The names of a runtime's files, with what is said in the language in the place of in_chinese."""
    return (_SAYING[lang] if name == "in_chinese" else name for name in names)
