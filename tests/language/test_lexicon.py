"""The lexicon and the grammar are of one piece: a row for each terminal, in one order, and what a row says is read so."""

import re
from pathlib import Path

import pytest

from support.sentences import is_open, looks_ahead, patterns
from tiaowen.compiler.language.lexicon import LEXICON, TOLD, Terminal
from tiaowen.compiler.reading.table import grammar
from tiaowen.compiler.reading.vocabulary import Vocabulary
from tiaowen.grammar import __file__ as folder


def declared(text: str) -> list[str]:
    return re.findall(r"^([A-Z_]+)(?:\.-?[0-9]+)?\s*:", text, re.MULTILINE)


def test_every_terminal_has_a_row_in_the_order_of_the_grammar() -> None:
    words = Path(folder).with_name("words.lark").read_text("utf-8")
    assert list(LEXICON) == declared(words)
    assert sorted(LEXICON) == sorted(declared(grammar(Vocabulary()))), "terminals stand in words.lark"


@pytest.mark.parametrize("row", LEXICON.values(), ids=LEXICON)
def test_what_a_row_says_is_read_so(row: Terminal) -> None:
    """By itself, but where the words behind it decide (为 in 为第一名): then in one of the sentences of the grammar."""
    for word in {row.said, *row.others, *row.others.values(), *row.samples} - {""}:
        assert re.fullmatch(patterns()[row.name], word) or looks_ahead(row.name), word


@pytest.mark.parametrize("row", LEXICON.values(), ids=LEXICON)
def test_a_row_has_words_for_people_and_something_to_offer(row: Terminal) -> None:
    assert all(row.people)
    assert row.offered or row.name in ("NAME", "VALUE"), "these are of each rule"
    assert not (row.said and (row.others or row.samples)), "all come to the one spelling"


def test_every_open_terminal_has_samples() -> None:
    found = [row for row in LEXICON.values() if is_open(row.name)]
    print(f"{len(found)} of {len(LEXICON)} terminals are open")
    assert not [row.name for row in found if not row.samples]


def test_what_is_told_is_known() -> None:
    assert len(set(TOLD)) == len(TOLD)
    assert set(TOLD) <= set(LEXICON)
