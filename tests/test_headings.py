"""The table of headings: whatever is known of a heading is known from its row."""

import re
from pathlib import Path

import pytest

from support.rules import TERMS
from tiaowen.compiler.language.headings import HEADINGS, MOST, RESULT_WORDS, WORDS, heading_of
from tiaowen.compiler.pipeline import Loaded, compile_sources
from tiaowen.compiler.resolve.rooms import ROOMS
from tiaowen.compiler.text.source import Source

LANGUAGE = (Path(__file__).parent.parent / "docs" / "language.md").read_text("utf-8")


def rows_below(head: str) -> list[list[str]]:
    """The rows of the table of docs/language.md that has this head."""
    table = LANGUAGE.partition(f"{head}\n")[2].partition("\n\n")[0]
    return [line.strip("| ").split(" | ") for line in table.split("\n")[1:]]


def compiled(body: str) -> tuple[Loaded, list[str]]:
    text = f"某区政策\n\n{TERMS}\n（一）给予5%、100万元。\n【规则 1】试\n依据：“给予5%、100万元”\n填报：费用：金额。\n{body}\n【完】\n"
    policy, report = compile_sources([Source.of("试.policy", text)])
    return policy, [diagnostic.code for diagnostic in report.diagnostics]


def test_a_word_begins_sections_of_one_heading() -> None:
    assert len(WORDS) == sum(len(heading.words) + len(heading.others) for heading in HEADINGS)
    for word in RESULT_WORDS:
        assert heading_of(word) is heading_of(f"{MOST}{word}")


def test_the_rooms_are_gone_through_in_the_order_of_the_table() -> None:
    assert list(dict.fromkeys(heading.room for heading in HEADINGS)) == list(ROOMS)


def test_the_page_about_the_language_has_every_heading() -> None:
    told = [
        re.split("[、…]+", words)[:-1] if "…" in words else words.split("、")
        for words, *_ in rows_below("| 栏目 | 写什么 | 必须有 |")
    ]
    assert sorted(word for words in told for word in words) == sorted(
        word for heading in HEADINGS for word in heading.words
    )


def test_the_page_about_the_language_has_every_word_of_results() -> None:
    told = {
        form: set(words.partition("（")[0].split("、")) for form, words, _ in rows_below("| 种类 | 栏目的词 | 结果 |")
    }
    assert told == {row.form: {*row.words, *row.others} for row in HEADINGS if row.form}


@pytest.mark.parametrize("order", [("补助：费用的5%。", "封顶：100万元。"), ("封顶：100万元。", "补助：费用的5%。")])
def test_a_limit_of_the_whole_counts_wherever_it_stands(order: tuple[str, str]) -> None:
    policy, codes = compiled("\n".join(order))
    assert not codes
    assert policy.calc("1", {"费用": "1亿元"}).value == 1_000_000


def test_brackets_behind_what_takes_none_are_told() -> None:
    assert compiled("补助：费用的5%。\n封顶（每年）：100万元。")[1] == ["T0117"]
    assert compiled("补助：费用的5%，封顶100万元。\n取整（合计）：四舍五入到元。")[1] == ["T0117"]
    assert compiled("补助：费用的5%，封顶100万元。\n说明（一）：随便。")[1] == []


def test_only_results_are_at_most() -> None:
    """最高封顶 is no heading, so it is read as a sentence, and told."""
    assert compiled("补助：费用的5%。\n最高封顶：100万元。")[1] == ["T0201"]
    assert compiled("最高补助：费用的5%，封顶100万元。")[0].clauses["1"].kind == "上限"
