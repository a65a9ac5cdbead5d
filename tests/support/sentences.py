"""Sentences made from the grammar itself: its rules walked at random, each terminal spelt in one of its ways."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from itertools import islice, product
from typing import Any

from hypothesis import strategies as st

from tiaowen.compiler.reading.parse import STARTS, Reader, build
from tiaowen.compiler.reading.syntax import Form, Sentence, Word
from tiaowen.compiler.reading.vocabulary import Vocabulary
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.text.source import Source

NAMES = ("甲", "乙", "丙")
OPTIONS = ("优等", "良等")
READER = Reader(Vocabulary.of(NAMES, OPTIONS))

# Terminals that stand for anything, or for a number: by hand.  All others are spelt as their patterns say.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "NAME": NAMES,
    "VALUE": OPTIONS,
    "WORD": ("费用", "面积", "优等", "营业收入"),
    "QUANTITY": ("5万元", "二十万元", "2.5亿", "1,000万元", "30元/亩", "3年", "0", "15亩", "百分之十"),
    "NEGATIVE": ("-5万元", "负3元"),
    "RATE": ("5%", "百分之二", "千分之五", "5‰", "万分之三", "三分之一", "六五折", "2倍", "一半", "全额"),
    "UNIT": ("亩", "家", "吨", "家企业"),
    "ITEM": ("亩", "家", "吨", "家企业"),
    "PRICE": ("60元/平方米", "0.3元/千瓦时"),
    "UNIT_TYPE": ("亩", "家", "万元/亩", "元/家·年"),
    "DATE": ("2025年3月1日", "2025-12-31"),
    "YEAR": ("2025年",),
    "TEXT": ("“金东”", "“A，B”"),
    "TEXT_LINE": ("遵照执行",),
    "CODE": ("7.1", "15.2", "ind.1.2"),
    "FROM_CLAUSE": ("取自7.1", "取自规则7.1"),
    "GOAL_NAME": ("规上工业增加值", "“四上”企业（家）"),
    "OFFICES": ("责任单位：区科技局、区经信局",),
    "NOTE": ("（待配套文件明确）",),
    "LABEL": ("第一年", "第二年"),
    "PROPORTION": ("4：2：4", "6：4"),
    "EACH": ("每",),
    "UPLIFT": ("上浮", "提高", "加收"),
    "PLACES": ("前10名", "前3家"),
    "CAP": ("封顶", "最高不超过", "不超过", "每家企业最高补助", "单个企业每年最高补助", "最高限额"),
    "GIVE": ("给予", "奖励", "一次性奖励", "再", "补助"),
    "GIVEN": ("给予补助", "的补助", "奖励", "的标准给予一次性奖励"),
}
# As many spellings of a pattern are enough; words of an open class stand for themselves.
_MOST = 60
_ANY = "某"


@cache
def spellings(terminal: str) -> tuple[str, ...]:
    """The ways in which a terminal is tried."""
    pattern = _patterns()[terminal]
    return SPELLINGS.get(terminal) or tuple(dict.fromkeys(islice(_spelt(_parser().parse(pattern)), _MOST)))


@cache
def _parser() -> Any:
    return import_module("re._parser")


def _spelt(parsed: Any) -> Iterator[str]:
    return ("".join(parts) for parts in product(*(tuple(islice(_one(*node), _MOST)) for node in parsed)))


def _one(operator: Any, argument: Any) -> Iterator[str]:
    """The spellings of one node of a parsed pattern; what it looks at before or behind itself is nothing."""
    match str(operator):
        case "LITERAL":
            yield chr(argument)
        case "IN":
            # [零一二] by each, [^，] by one that is meant to be none of them
            yield from (
                (chr(value) for kind, value in argument if str(kind) == "LITERAL")
                if str(argument[0][0]) != "NEGATE"
                else (_ANY,)
            )
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
        case _:
            yield _ANY


@cache
def _patterns() -> dict[str, str]:
    return {terminal.name: terminal.pattern.to_regexp() for terminal in _lark().terminals}


@cache
def _lark() -> Any:
    return build(Vocabulary.of(NAMES, OPTIONS))


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


def read(text: str, start: str) -> tuple[Sentence, Report]:
    """A text read as one sentence."""
    report = Report()
    return READER.sentence(Source.of("试行.policy", text), 0, len(text), start, report), report


def shape(node: Form | Word) -> object:
    """The forms and terminals of a tree, without the words; a percentage is a number, with 的 before it or without."""
    if isinstance(node, Word):
        return "QUANTITY" if node.terminal == "RATE" else node.terminal
    return shape(node.parts[0]) if node.kind == "quantity" else (node.kind, tuple(map(shape, node.parts)))


def saying(name: str, expansion: Sequence[str], detours: int, choose: Choose) -> tuple[str, list[Token]]:
    """A sentence that says one alternative of a rule: its start, and its tokens.  Towards the start the way is the
    shortest, but for some ``detours``."""
    tokens = [token for symbol in expansion for token in walk(symbol, 2, choose)]
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
