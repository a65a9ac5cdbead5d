"""Every word of the grammar that makes an end of a range has a row, on its side."""

import pytest

from support.sentences import spellings
from tiaowen.compiler.language.bounds_words import BOUNDS_WORDS, BoundWord
from tiaowen.compiler.model.bounds import is_inclusive

SIDES = {"LOWER": "low", "UPPER": "high", "ABOVE": "low", "BELOW": "high"}


@pytest.mark.parametrize("terminal", SIDES)
def test_every_word_of_bounds_is_known_with_its_side(terminal: str) -> None:
    assert {BOUNDS_WORDS[word].side for word in spellings(terminal)} == {SIDES[terminal]}


def test_every_word_that_may_be_declared_is_known() -> None:
    assert set(spellings("BOUND_WORD")) <= set(BOUNDS_WORDS)


@pytest.mark.parametrize("row", BOUNDS_WORDS.values(), ids=BOUNDS_WORDS)
def test_a_word_that_is_declared_with_another_means_the_same(row: BoundWord) -> None:
    if row.same_as:
        other = BOUNDS_WORDS[row.same_as]
        assert (row.side, row.inclusive, row.part) == (other.side, other.inclusive, other.part)
        assert is_inclusive(row.word, {row.same_as: not row.inclusive}) is not row.inclusive
    assert is_inclusive(row.word, {}) is row.inclusive
    assert (is_inclusive(row.word, {row.word: not row.inclusive}) is row.inclusive) is row.is_fixed
