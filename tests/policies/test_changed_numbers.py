"""Every number of a condition, a definition or an amount of the first policy is held fast: changed to another value, it
makes ``check`` fail, because it is not quoted or because a worked case comes out otherwise.

A changed rule is compiled with its article alone, which is the whole policy as far as the rule is concerned.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest

from support.policies import loaded
from tiaowen.compiler.document.document import Block
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.reading.layout import headings
from tiaowen.compiler.text.source import Source, fold

POLICY = loaded()
RULES = {block.head: block for block in POLICY.document.blocks if block.kind == "规则"}
TERMS = "试行政策\n\n【政策】试行政策\n有效期：2025年1月1日至2025年12月31日。\n【完】\n\n"

NOT_THE_RULE = {"依据", "填报", "算例", "口径", "说明", "有效期", "资格"}
DIGITS = re.compile("[0-9][0-9,]*(?:[.][0-9]+)?")
NUMBER = re.compile(f"{DIGITS.pattern}|[二三四五六七八九]+(?=折)|全额|免费")
IN_WORDS = {"全额": ("50%", "90%"), "免费": ("五折优惠", "九折优惠")}


def article_of(rule: Block) -> tuple[str, list[re.Match[str]]]:
    """The article of a rule with its rules (one may take its facts from another), and the numbers to be changed."""
    assert rule.article is not None
    mates = [block.span for block in RULES.values() if block.article is rule.article]
    places = sorted((*rule.article.spans, *mates), key=lambda place: place.start)
    text = TERMS
    for place in places:
        if place is rule.span:
            moved = len(text) - place.start
        text += place.text + "\n\n"
    return text, list(_numbers(fold(text), rule.body.start + moved, rule.body.end + moved))


def _numbers(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for heading in headings(text, start, end):
        if heading.word not in NOT_THE_RULE:
            yield from NUMBER.finditer(text, heading.content, heading.end)


def others(number: str, quoted: Sequence[str]) -> set[str]:
    """Values to change a number to: the next one, none, a slip of the decimal point, and the other numbers that the
    rule quotes."""
    if number in IN_WORDS:
        return set(IN_WORDS[number])
    if not number[0].isdigit():
        return {"五", "七五", "九"} - {number}
    value = Decimal(number.replace(",", ""))
    found = {value + 1, value * 0, value * 10, *(Decimal(digits.replace(",", "")) for digits in quoted)}
    return {f"{other.normalize():f}" for other in found - {value}}


def errors(text: str) -> list[str]:
    _, report = compile_sources([Source.of("试行.policy", text)])
    return [error.code for error in report.errors]


def _numbered() -> Iterator[tuple[str, int, str]]:
    """Each clause, with the place of each of its numbers, and the name of that test."""
    for clause in POLICY.clauses:
        for place, found in enumerate(article_of(RULES[clause])[1]):
            yield clause, place, f"{clause}-{place}-{found[0]}"


# With every suite each sixth number, in CI all of them.
NUMBERED = [
    pytest.param(clause, place, id=name, marks=() if index % 6 == 0 else pytest.mark.needs_system)
    for index, (clause, place, name) in enumerate(_numbered())
]


@pytest.mark.parametrize("clause", POLICY.clauses)
def test_a_rule_with_its_article_alone_has_no_faults(clause: str) -> None:
    assert errors(article_of(RULES[clause])[0]) == []


@pytest.mark.parametrize(("clause", "place"), NUMBERED)
def test_no_number_can_be_changed_unnoticed(clause: str, place: int) -> None:
    text, numbers = article_of(RULES[clause])
    found = numbers[place]
    quoted = DIGITS.findall(fold(POLICY.clauses[clause].citation.text))
    changed = {
        f"{found[0]} to {other}: …{text[found.start() - 12 : found.end() + 6]}…": errors(
            text[: found.start()] + other + text[found.end() :]
        )
        for other in others(found[0], quoted)
    }
    assert [change for change, told in changed.items() if not told] == []


def test_numbers_are_found() -> None:
    assert sum(len(article_of(block)[1]) for block in RULES.values()) > 130
    texts = [[found[0] for found in article_of(RULES[clause])[1]] for clause in ("7.3", "21.2", "36.3")]
    assert texts == [["100", "5"], ["六五"], ["2", "20", "2000"]]
