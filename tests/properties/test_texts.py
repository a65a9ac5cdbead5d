"""Sentences made from the grammar: printing and reading are each other's inverse, and careless typing means the same."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from support.sentences import read, sentences, shape
from tiaowen.compiler.format.spelling import canonical
from tiaowen.compiler.reading.table import STARTS

of_any_rule = st.sampled_from(STARTS).flatmap(lambda rule: st.tuples(st.just(rule), sentences(rule)))


@settings(max_examples=60)
@given(of_any_rule)
@example(("requirement", "认定为优等甲人才且甲"))
@example(("line", "同时，属于优等甲5%给予补助"))
@example(("definition", "甲：甲为5万元、优等和二十万元"))
@example(("quantity_cell", "按甲同比每增加5万元减少多生育甲5‰的补助"))
def test_what_is_printed_is_read_as_the_same(written: tuple[str, str]) -> None:
    printed_and_read(*written)


@pytest.mark.needs_system
@settings(max_examples=600)
@given(of_any_rule)
def test_much_that_is_printed_is_read_as_the_same(written: tuple[str, str]) -> None:
    printed_and_read(*written)


def printed_and_read(rule: str, text: str) -> None:
    sentence, report = read(text, rule)
    assert (sentence.form is None) == report.has_errors, "what is not read is told"
    assume(sentence.form is not None)
    printed = canonical(sentence.tokens, rule)
    again, _ = read(printed, rule)
    assert again.form is not None, printed
    assert sentence.form is not None
    assert shape(again.form) == shape(sentence.form), printed
    assert canonical(again.tokens, rule) == printed


HALF = dict(zip("，：（）～", ",:()~", strict=True))
FULL = dict(zip("0123456789%-+/", "０１２３４５６７８９％－＋／", strict=True))
SPACES = ("", "", "", " ", "\n  ", "\u3000", "\u200b")


@st.composite
def careless(draw: st.DrawFn, text: str) -> str:
    """The same with other widths and with white space anywhere, but not within 1,000, nor a half-width comma between
    digits, which is one of thousands."""
    typed: list[str] = []
    for at, char in enumerate(text):
        between_digits = re.fullmatch("[0-9]，[0-9]", text[max(0, at - 1) : at + 2])
        other = FULL.get(char) or (None if between_digits else HALF.get(char))
        typed.append(draw(st.sampled_from((char, other or char))))
        if not re.match("[0-9,]{2}", text[at : at + 2]):
            typed.append(draw(st.sampled_from(SPACES)))
    return "".join(typed)


@settings(max_examples=150)
@given(of_any_rule, st.data())
def test_careless_typing_means_the_same(written: tuple[str, str], data: st.DataObject) -> None:
    rule, text = written
    neat, _ = read(text, rule)
    carelessly = data.draw(careless(text))
    # Outside of a block a number alone on its line, amid a sentence, is that of a page.
    assume(not re.search(r"^\s*[0-9]{1,3}\s*$", carelessly, re.M))
    typed, _ = read(carelessly, rule)
    assert typed.form == neat.form
    assert typed.tokens == neat.tokens
