"""A short run of the fuzz (``tests/fuzz.py`` makes long ones): texts with slips in them, and facts of no form."""

from fuzz import Found, fuzz_facts, fuzz_texts

TEXTS, FACTS = 400, 1000


def test_any_text_gives_diagnostics() -> None:
    found = Found()
    fuzz_texts(TEXTS, 1, found)
    assert not found.count, found.said()


def test_any_facts_give_a_result_or_faults_in_every_form() -> None:
    found = Found()
    fuzz_facts(FACTS, 1, found)
    assert not found.count, found.said()
