"""What could stand where a text stops being read: the place, words of the lexicon with the most useful first, and names."""

import pytest

from support.sentences import NAMES, OPTIONS, READER
from tiaowen.compiler.language.lexicon import LEXICON, TOLD
from tiaowen.compiler.reading.table import STARTS
from tiaowen.compiler.reading.unread import expected


@pytest.mark.parametrize(
    ("rule", "text", "at", "terminal", "names"),
    [
        ("line", "", 0, "QUANTITY", True),
        ("line", "甲的5%", 4, "COMMA", True),
        ("line", "甲的5%，", 5, "CAP", True),
        ("line", "甲的5%，封", 5, "CAP", True),
        ("line", "甲的5%，封顶", 7, "QUANTITY", True),
        ("requirement", "甲超过", 3, "QUANTITY", True),
        ("requirement", "甲超过5万元且", 7, "NAME", True),
        ("fact", "面积：", 3, "KIND", False),
        ("reason", "", 0, "REASON", False),
    ],
)
def test_what_may_follow(rule: str, text: str, at: int, terminal: str, names: bool) -> None:
    stop = expected(READER, text, rule)
    assert stop.at == at
    assert terminal in stop.terminals
    assert set(NAMES) <= set(stop.names) if names else not set(NAMES) & set(stop.names)


def test_options_stand_where_options_may() -> None:
    assert set(OPTIONS) <= set(expected(READER, "甲为", "requirement").names)


@pytest.mark.parametrize("rule", STARTS)
def test_the_most_useful_words_come_first_and_all_have_something_to_say(rule: str) -> None:
    terminals = expected(READER, "", rule).terminals
    assert terminals
    told = [name for name in terminals if name in TOLD]
    assert list(terminals[: len(told)]) == sorted(told, key=TOLD.index)
    assert set(terminals) <= set(LEXICON)


def test_a_sentence_without_end_can_go_nowhere() -> None:
    text = "甲" + "加乙" * 101
    stop = expected(READER, text, "line")
    assert stop.terminals == ()
    assert stop.at < len(text)
