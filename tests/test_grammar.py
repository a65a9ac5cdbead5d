"""The grammar as a whole: no conflict, no two terminals of one place and priority that match the same text, nothing
that cannot be said; and sentences that a terminal once took for something else."""

import signal
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


# Seconds that the automaton of a pattern may take, over all the characters of all patterns; a few of the longest take
# a quarter of an hour.
SECONDS = 5


@pytest.mark.needs_system
@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="nothing interrupts what takes long")
def test_lark_in_strict_mode_accepts_the_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    made, left = set[Any](), set[Any]()
    get_fsm, isdisjoint = interegular.Comparator.get_fsm, interegular.Comparator.isdisjoint

    def in_time(self: Any, terminal: Any) -> Any:
        if terminal in left:
            raise TimeoutError
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            found = get_fsm(self, terminal)
        except TimeoutError:
            left.add(terminal)
            raise
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        made.add(terminal)
        return found

    def apart(self: Any, one: Any, other: Any) -> bool:
        try:
            return bool(isdisjoint(self, one, other))
        except TimeoutError:
            return True

    def stop(*_: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("interegular.Comparator.get_fsm", in_time)
    monkeypatch.setattr("interegular.Comparator.isdisjoint", apart)
    before = signal.signal(signal.SIGALRM, stop)
    try:
        build(Vocabulary.of(["研发费用"], ["二级"]), strict=True)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert len(made) > 20 and len(left) <= 8, [terminal.name for terminal in left]


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
            sentence, _ = read(said(tokens), start)
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
