"""The grammar as a whole: no conflict, no two terminals of one place and priority that match the same text, nothing
that cannot be said; and sentences that a terminal once took for something else."""

from pathlib import Path
from random import Random
from typing import Any

import interegular
import pytest
from lark.exceptions import GrammarError

from support.sentences import alternatives, read, said, saying
from tiaowen.compiler.reading.table import GRAMMAR_FILES, STARTS, build
from tiaowen.compiler.reading.vocabulary import Vocabulary
from tiaowen.grammar import __file__ as grammar

FOLDER = Path(grammar).parent


def only_conflicts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strict, but without comparing every pair of terminals, which is a minute's work."""
    monkeypatch.setattr("interegular.Comparator.from_regexes", lambda *_: None)
    monkeypatch.setattr("lark.lexer._check_regex_collisions", lambda *_: None)


def test_the_grammar_has_no_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    only_conflicts(monkeypatch)
    build(Vocabulary.of(["研发费用"], ["二级"]), strict=True)


def test_a_conflict_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    only_conflicts(monkeypatch)
    monkeypatch.setattr(
        "tiaowen.compiler.reading.table.grammar",
        lambda *_, **__: "\n".join([*(f"{start}: two" for start in STARTS), "two: two two | A", 'A: "a"']),
    )
    with pytest.raises(GrammarError, match="Shift/Reduce conflict"):
        build(Vocabulary(), strict=True)


@pytest.mark.needs_system
def test_lark_in_strict_mode_accepts_the_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pair of terminals is compared over its own characters: over those of all patterns an automaton takes minutes."""
    found: dict[frozenset[Any], bool] = {}
    isdisjoint = interegular.Comparator.isdisjoint

    def apart(self: Any, one: Any, other: Any) -> bool:
        pair = frozenset((one, other))
        if pair not in found:
            patterns = {each: self._patterns[each] for each in pair if each in self._patterns}
            # Of a pattern that interegular cannot read nothing is known.
            found[pair] = len(patterns) < 2 or isdisjoint(interegular.Comparator(patterns), one, other)
        return found[pair]

    monkeypatch.setattr("interegular.Comparator.isdisjoint", apart)
    build(Vocabulary.of(["研发费用"], ["二级"]), strict=True)
    assert len(found) > 500


def test_every_file_of_the_folder_is_read() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.lark")) == sorted(GRAMMAR_FILES)


def test_every_word_has_a_name() -> None:
    """A literal within a rule would have a name of Lark's making, which no message could say."""
    names = [terminal.name for terminal in build(Vocabulary()).terminals]
    assert not [name for name in names if name.startswith("__") or not name.isidentifier()]


# With every suite each twelfth alternative of a rule, in CI all of them.
@pytest.mark.parametrize("step", [12, pytest.param(1, marks=pytest.mark.needs_system)])
@pytest.mark.parametrize("rule", alternatives())
def test_every_alternative_can_be_said(rule: str, step: int) -> None:
    """For each there is a sentence that is read as the very terminals it was made of."""
    expansions = alternatives()[rule]
    for expansion in expansions[len(rule) % min(step, len(expansions)) :: step]:
        random, tried = Random(f"{rule} {expansion}"), []
        for attempt in range(1600):
            start, tokens = saying(rule, expansion, attempt // 100 % 5, random.choice)
            sentence, _ = read(said(tokens), start, is_advised=False)
            if [word.terminal for word in sentence.tokens] == [terminal for terminal, _ in tokens]:
                break
            tried.append(said(tokens))
        else:
            pytest.fail(f"{rule}: {' '.join(expansion)} is never read, as in {min(tried, key=len)}")


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("requirement", "甲或者乙"),
        ("requirement", "甲，或者乙"),
        ("line", "不超过5万元的，3%"),
        ("line", "不满5年的，3万元"),
        ("line", "不足五年的，3万元"),
        ("line", "未达到5万元的，3%"),
        ("line", "不甲的，3万元"),
        ("line", "其余的，征收率为3%"),
        ("requirement", "甲比上年低5%以上"),
        ("case", "甲5元，其余为零或否，得5元"),
        ("setting", "有效期：2025年1月1日—2025年12月31日"),
    ],
)
def test_is_read(rule: str, text: str) -> None:
    sentence, report = read(text, rule)
    assert sentence.form, report.diagnostics
