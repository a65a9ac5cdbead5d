"""The one language of a compiled module; in the package, which has all of them, tongues.py stands in its place."""

from collections.abc import Mapping

from .in_chinese import LANGUAGE, SETTLING_WORDS, shown_quantity


class OwnTongue:
    """What is said in it of settlements and allocations."""

    LANGUAGE: str = LANGUAGE
    SETTLING_WORDS: Mapping[str, str] = SETTLING_WORDS
    shown_quantity = staticmethod(shown_quantity)


def tongue_of(lang: str) -> type[OwnTongue]:
    """The module's own.  Raises ValueError where another is named."""
    if lang not in ("", LANGUAGE):
        raise ValueError(f"explained in {LANGUAGE} only; compile the policy with --lang {lang}")
    return OwnTongue
