"""Sentences made from the grammar itself: its rules walked at random, each terminal spelt in one of its ways."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import islice, product
from typing import Any

import pytest
from hypothesis import strategies as st
from lark import Lark

from tiaowen.compiler.language.lexicon import LEXICON
from tiaowen.compiler.reading.of_lists import Listed
from tiaowen.compiler.reading.parse import Reader
from tiaowen.compiler.reading.syntax import Form, Sentence, Word
from tiaowen.compiler.reading.table import STARTS, grammar
from tiaowen.compiler.reading.vocabulary import Vocabulary
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.text.source import Source

NAMES = ("甲", "乙", "丙", "款", "丁")
OPTIONS = ("优等", "良等")
# The last but one of the names is a list, and the last what its items have.
_FUNDS = Listed("笔", ("丁",), "款", kinds=("丁",), options=("劣等",))
LISTS = {"款": _FUNDS, "丁": _FUNDS, "往年额": Listed("年", (), "往年额")}
READER = Reader(Vocabulary.of((*NAMES, "伤残等级", "危房等级"), OPTIONS, lists=LISTS))

_OWN = {"NAME": NAMES, "VALUE": OPTIONS}
# As many spellings of a pattern are enough.
_MOST = 60


@cache
def spellings(terminal: str) -> tuple[str, ...]:
    """The ways in which a terminal is tried: what its row offers, and all that its pattern says where that can be spelt
    out and what stands behind it decides nothing."""
    if terminal in _OWN:
        return _OWN[terminal]
    row = LEXICON[terminal]
    if is_open(terminal) or looks_ahead(terminal):
        return row.offered
    by_pattern = islice(_spelt(_parser().parse(patterns()[terminal])), _MOST)
    return tuple(dict.fromkeys((*row.offered, *row.others, *by_pattern)))


def looks_ahead(terminal: str) -> bool:
    """Whether a terminal is read only before certain words, at least in one of its spellings."""
    return "(?=" in patterns()[terminal]


@cache
def is_open(terminal: str) -> bool:
    """Whether a terminal stands for any characters, or for numbers: its pattern has a class that is not spelt out."""
    return terminal not in _OWN and _has_class(_parser().parse(patterns()[terminal]))


def _has_class(parsed: Any) -> bool:
    for operator, argument in parsed:
        match str(operator):
            case "IN" if any(str(kind) != "LITERAL" for kind, _ in argument):
                return True
            case "BRANCH" if any(map(_has_class, argument[1])):
                return True
            case "SUBPATTERN" | "MAX_REPEAT" | "MIN_REPEAT" if _has_class(argument[-1]):
                return True
            case "ANY" | "NOT_LITERAL":
                return True
    return False


@cache
def _parser() -> Any:
    return import_module("re._parser")


def _spelt(parsed: Any) -> Iterator[str]:
    return ("".join(parts) for parts in product(*(tuple(islice(_one(*node), _MOST)) for node in parsed)))


def _one(operator: Any, argument: Any) -> Iterator[str]:
    """The spellings of one node of a closed pattern; what it looks at before or behind itself is nothing."""
    match str(operator):
        case "LITERAL":
            yield chr(argument)
        case "IN":
            yield from (chr(value) for _, value in argument)
        case "BRANCH":
            for branch in argument[1]:
                yield from _spelt(branch)
        case "SUBPATTERN":
            yield from _spelt(argument[-1])
        case "MAX_REPEAT":
            least, most, inner = argument
            for times in dict.fromkeys((least, min(most, least + 1))):
                yield from ("".join(parts) for parts in product(tuple(_spelt(inner)), repeat=int(times)))
        case "ASSERT" | "ASSERT_NOT" | "AT":
            yield ""
        case other:
            raise NotImplementedError(other)


@cache
def patterns() -> dict[str, str]:
    """The pattern of each terminal, with the names and options of these tests."""
    return {terminal.name: terminal.pattern.to_regexp() for terminal in _lark().terminals}


@cache
def _lark() -> Any:
    """The rules and terminals alone: a table, which takes seconds, is not wanted where tests are collected; nor that Lark
    compares every pair of terminals, which takes a minute."""
    text = grammar(Vocabulary.of(NAMES, OPTIONS))
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("lark.lexer.has_interegular", False)
        return Lark(
            text, start=list(STARTS), parser=None, lexer="basic", keep_all_tokens=True, maybe_placeholders=False
        )


@cache
def alternatives() -> dict[str, tuple[tuple[str, ...], ...]]:
    """What each rule may be made of."""
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for rule in _lark().rules:
        found.setdefault(rule.origin.name, {})[tuple(symbol.name for symbol in rule.expansion)] = None
    return {name: tuple(each) for name, each in found.items()}


@cache
def _heights() -> dict[str, int]:
    """The least number of rules within each other that each rule needs."""
    heights: dict[str, int] = {}
    while True:
        known = {
            name: min(1 + max((heights.get(s, 99 * (s in alternatives())) for s in e), default=0) for e in expansions)
            for name, expansions in alternatives().items()
        }
        if known == heights:
            return heights
        heights = known


def height(expansion: Sequence[str]) -> int:
    return max((_heights().get(symbol, 0) for symbol in expansion), default=0)


Choose = Callable[[Sequence[Any]], Any]
Token = tuple[str, str]


def walk(symbol: str, depth: int, choose: Choose) -> list[Token]:
    """Terminals, with their spellings, that a symbol may stand for; rules within each other to a depth."""
    expansions = alternatives().get(symbol)
    if expansions is None:
        return [(symbol, choose(spellings(symbol)))]
    lowest = min(map(height, expansions))
    allowed = [e for e in expansions if height(e) < max(depth, lowest + 1)]
    return [token for part in choose(allowed) for token in walk(part, depth - 1, choose)]


def said(tokens: Sequence[Token]) -> str:
    return "".join(text for _, text in tokens)


@st.composite
def sentences(draw: st.DrawFn, start: str, depth: int = 12) -> str:
    """A sentence of a rule, as the grammar has it."""
    return said(walk(start, depth, lambda options: draw(st.sampled_from(options))))


def read(text: str, start: str, *, is_advised: bool = True) -> tuple[Sentence, Report]:
    """A text read as one sentence; without advice it is not looked for how one that cannot be read could be written, which
    takes much longer than reading it."""
    report = Report() if is_advised else Report(rewrites=0)
    return READER.sentence(Source.of("试行.policy", text), 0, len(text), start, report), report


def shape(node: Form | Word) -> object:
    """The forms and terminals of a tree, without the words; a percentage is a number, with 的 before it or without."""
    if isinstance(node, Word):
        return "QUANTITY" if node.terminal == "RATE" else node.terminal
    return shape(node.parts[0]) if node.kind == "quantity" else (node.kind, tuple(map(shape, node.parts)))


def saying(name: str, expansion: Sequence[str], detours: int, choose: Choose) -> tuple[str, list[Token]]:
    """A sentence that says one alternative of a rule: its start, and its tokens.  Towards the start the way is the
    shortest, but for some ``detours``; with more of these the alternative itself goes deeper, too."""
    deep = 2 + detours // 2
    tokens = [token for symbol in expansion for token in walk(symbol, deep, choose)]
    while name not in STARTS or detours:
        places = [place for place in _places(name) if detours or _depths()[place[0]] < _depths()[name]]
        if not places:
            break
        detours -= bool(detours)
        name, parent, at = choose(places)
        before, behind = (
            [token for symbol in part for token in walk(symbol, 2, choose)] for part in (parent[:at], parent[at + 1 :])
        )
        tokens = [*before, *tokens, *behind]
    return name, tokens


@cache
def _places(name: str) -> tuple[tuple[str, tuple[str, ...], int], ...]:
    """The places in other rules where a rule stands."""
    return tuple(
        (parent, expansion, at)
        for parent, expansions in alternatives().items()
        for expansion in expansions
        for at, symbol in enumerate(expansion)
        if symbol == name and parent in _depths()
    )


@cache
def _depths() -> dict[str, int]:
    """How far below a start each rule stands."""
    depths = dict.fromkeys(STARTS, 0)
    below = list(STARTS)
    while below:
        name = below.pop(0)
        for symbol in (symbol for expansion in alternatives()[name] for symbol in expansion):
            if symbol in alternatives() and symbol not in depths:
                depths[symbol] = depths[name] + 1
                below.append(symbol)
    return depths
