"""A short run of the fuzz, and a longer one in CI (``tests/fuzz.py`` makes long ones): texts with slips in them, and facts
of no form."""

import pytest
from fuzz import Found, fuzz_facts, fuzz_texts

LONGER = pytest.mark.needs_system


@pytest.mark.parametrize("count", [40, pytest.param(600, marks=LONGER)])
def test_any_text_gives_diagnostics(count: int) -> None:
    found = Found()
    fuzz_texts(count, 1, found)
    assert not found.count, found.said()


@pytest.mark.parametrize("count", [20, pytest.param(3000, marks=LONGER)])
def test_any_facts_give_a_result_or_faults_in_every_form(count: int) -> None:
    found = Found()
    fuzz_facts(count, 1, found)
    assert not found.count, found.said()
