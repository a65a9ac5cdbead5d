"""The parse table of the grammar, made by Lark once and kept; a set of units only changes patterns of terminals.

What is kept is JSON, out of which nothing runs, whoever wrote it.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

import lark
import lark.lexer
from lark import Lark
from lark.grammar import NonTerminal, Rule, RuleOptions, Symbol, Terminal
from lark.lexer import TerminalDef
from lark.parsers.lalr_analysis import Action, Reduce, Shift
from lark.parsers.lalr_interactive_parser import InteractiveParser

from .around import patterns
from .kept import kept
from .vocabulary import Vocabulary

GRAMMAR_FILES = ("sentence", "quantity", "condition", "facts", "cases", "policy", "promise", "words")
STARTS = (
    "line",
    "requirement",
    "fact",
    "definition",
    "case",
    "setting",
    "ranges",
    "quantity_cell",
    "key_cell",
    "shares",
    "whole_rounding",
    "goal",
    "reason",
    "promise",
)


# Of each list of words, as many as a trial of the grammar compares with one another.
_TRIED = 2


def grammar(vocabulary: Vocabulary, *, brief: bool = False) -> str:
    """The whole grammar as one text, the open terminals filled in, ``brief`` with the first words of their lists."""
    folder = resources.files("tiaowen.grammar")
    text = "\n".join(folder.joinpath(f"{name}.lark").read_text("utf-8") for name in GRAMMAR_FILES)
    for name, pattern in {
        **patterns(_TRIED if brief else None),
        **vocabulary.unit_patterns(),
        **vocabulary.patterns(),
    }.items():
        text = text.replace(f'"%{name}%"', "/" + pattern.replace("/", r"\/") + "/")
    return text


def build(vocabulary: Vocabulary, *, strict: bool = False) -> Lark:
    """Lark with the whole grammar; ``strict`` refuses every conflict and collision (it is a test)."""
    searches = lark.lexer.has_interegular
    # Where interegular is installed, Lark compares every pair of terminals on every build (seconds).
    lark.lexer.has_interegular = searches and strict
    try:
        return Lark(
            grammar(vocabulary, brief=strict),
            start=list(STARTS),
            parser="lalr",
            lexer="contextual",
            strict=strict,
            keep_all_tokens=True,
            propagate_positions=True,
            maybe_placeholders=False,
        )
    finally:
        lark.lexer.has_interegular = searches


def keep_table() -> None:
    """Make the parse table now, as an installation does."""
    _kept_table(is_installing=True)


def _kept_table(*, is_installing: bool = False) -> bytes:
    def made() -> bytes:
        data, memo = build(Vocabulary()).memo_serialize([TerminalDef, Rule])
        table = data["parser"]["parser"] = _in_order(data["parser"]["parser"])
        table["states"] = {at: _packed(actions) for at, actions in table["states"].items()}
        rules = {at: memo.pop(at) for at, each in list(memo.items()) if each["__type__"] == "Rule"}
        return json.dumps(
            _plain({"data": data, "memo": memo, "rules": _packed_rules(rules)}), separators=(",", ":")
        ).encode()

    place = resources.files("tiaowen.grammar").joinpath("lalr.kept")
    form = resources.files("tiaowen.compiler.reading").joinpath("table.py").read_text("utf-8")
    return kept(place, f"{form}\n{lark.__version__}\n{grammar(Vocabulary())}", made, is_installing=is_installing)


@lru_cache(maxsize=1)
def _lark() -> Lark:
    """The parse table, which is the same whatever the units are: they are in the patterns of terminals alone."""
    kept_table = json.loads(_kept_table(), object_hook=_numbered)
    rules = dict(_unpacked_rules(kept_table["rules"]))
    data, memo = kept_table["data"], {**kept_table["memo"], **rules}
    table = data["parser"]["parser"]
    packed, table["states"] = table["states"], {}
    made: Lark = Lark._load_from_dict(data=data, memo=memo, _plugins={"ContextualLexer": _NoLexer})  # type: ignore[no-untyped-call]
    made.parser.parser._parse_table.states = _States(packed, table["tokens"], rules)
    return made


class _States(dict[int, dict[str, tuple[Action, int | Rule]]]):
    """What each state does at each word, unpacked when it is first come to: of a thousand, a text comes to few."""

    def __init__(self, packed: Mapping[int, str], words: Mapping[int, str], rules: Mapping[int, Rule]) -> None:
        super().__init__()
        self._packed, self._words, self._rules = packed, words, rules

    def __missing__(self, at: int) -> dict[str, tuple[Action, int | Rule]]:
        numbers = list(map(int, self._packed[at].split()))
        self[at] = {
            self._words[word]: (Shift, action) if action >= 0 else (Reduce, self._rules[~action])
            for word, action in zip(numbers[::2], numbers[1::2], strict=True)
        }
        return self[at]


class _NoLexer:
    """In the place of Lark's lexer, which would sort and copy the terminals of every state: ours is another."""

    def __init__(self, *_: object, **__: object) -> None: ...


def _in_order(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with its words numbered by their names, its states as they are come to.  Lark numbers both in the order of
    its sets, so that no two tables of one grammar would be the same bytes."""
    words = {name: number for number, name in enumerate(sorted(table["tokens"].values()))}
    renumbered = {number: words[name] for number, name in table["tokens"].items()}
    states = {
        at: dict(sorted((renumbered[word], action) for word, action in actions.items()))
        for at, actions in table["states"].items()
    }
    reached = dict.fromkeys(at for _, at in sorted(table["start_states"].items()))
    waiting = list(reached)
    for at in waiting:
        for is_rule, arg in states[at].values():
            if not is_rule and arg not in reached:
                reached[arg] = None
                waiting.append(arg)
    number = {at: place for place, at in enumerate(reached)}
    return {
        "tokens": {place: name for name, place in words.items()},
        "states": {
            number[at]: {w: (is_rule, arg if is_rule else number[arg]) for w, (is_rule, arg) in states[at].items()}
            for at in reached
        },
        "start_states": {name: number[at] for name, at in sorted(table["start_states"].items())},
        "end_states": {name: number[at] for name, at in sorted(table["end_states"].items())},
    }


def _packed(actions: Mapping[int, tuple[int, Any]]) -> str:
    """What a state does at each word, as Lark has it, as two numbers each: the word; the next state, or below zero a rule."""
    return " ".join(f"{word} {~arg['@'] if is_rule else arg}" for word, (is_rule, arg) in actions.items())


def _packed_rules(rules: Mapping[int, dict[str, Any]]) -> dict[str, Any]:
    """The rules, each in a line: what it makes, its order, name and options, and what it is made of; of terminals with a
    mark, * where they are filtered out.  Lark would write an object for every symbol."""
    options: list[Any] = []
    lines: dict[int, str] = {}
    for at, rule in rules.items():
        if rule["options"] not in options:
            options.append(rule["options"])
        symbols = (f"{_MARKS[each.get('filter_out')]}{each['name']}" for each in rule["expansion"])
        told = (rule["origin"]["name"], rule["order"], rule["alias"] or "-", options.index(rule["options"]), *symbols)
        lines[at] = " ".join(map(str, told))
    return {"options": options, "lines": lines}


def _unpacked_rules(packed: Mapping[str, Any]) -> Iterator[tuple[int, Rule]]:
    options = [RuleOptions.deserialize(each, {}) for each in packed["options"]]
    symbols: dict[str, Symbol] = {}

    def symbol(said: str) -> Symbol:
        if said not in symbols:
            is_term = said[0] in "*!"
            symbols[said] = Terminal(said[1:], said[0] == "*") if is_term else NonTerminal(said)
        return symbols[said]

    for at, line in packed["lines"].items():
        origin, order, alias, option, *made_of = line.split(" ")
        named = None if alias == "-" else alias
        yield at, Rule(NonTerminal(origin), list(map(symbol, made_of)), int(order), named, options[int(option)])


_MARKS = {None: "", False: "!", True: "*"}


def _plain(data: object) -> object:
    """As JSON has it, where keys are no numbers: {3: x} is {"#": [[3], [x]]}."""
    match data:
        case dict() if data and all(isinstance(key, int) for key in data):
            return {_NUMBERED: [list(data), [_plain(value) for value in data.values()]]}
        case dict():
            return {key: _plain(value) for key, value in data.items()}
        case list() | tuple():
            return [_plain(value) for value in data]
    return data


def _numbered(data: dict[str, Any]) -> dict[Any, Any]:
    return dict(zip(*data[_NUMBERED], strict=True)) if _NUMBERED in data else data


_NUMBERED = "#"


class Table:
    """The parse table with the patterns of each state's terminals, for a set of units, grouped by priority."""

    def __init__(self, units: frozenset[str]) -> None:
        self.lark = _lark()
        own = Vocabulary(units=units).unit_patterns()
        self._words = {t.name: _Word(t.name, t.priority, own.get(t.name) or t) for t in self.lark.terminals}
        self._groups: dict[object, tuple[tuple[_Word, ...], ...]] = {}

    def end(self, terminal: str, text: str, at: int) -> int:
        """Where a word of a terminal ends; ``at`` where there is none."""
        return self._words[terminal].end(text, at)

    def groups(self, parser: InteractiveParser) -> "tuple[tuple[_Word, ...], ...]":
        state = parser.parser_state.position
        if state not in self._groups:
            by_priority: dict[int, list[_Word]] = {}
            for name in sorted(parser.choices()):  # type: ignore[no-untyped-call]
                if word := self._words.get(name):
                    by_priority.setdefault(word.priority, []).append(word)
            self._groups[state] = tuple(tuple(by_priority[priority]) for priority in sorted(by_priority, reverse=True))
        return self._groups[state]


class _Word:
    """A terminal, whose pattern is compiled when a text is first held against it: few texts need all of them."""

    def __init__(self, name: str, priority: int, pattern: str | TerminalDef) -> None:
        self.name, self.priority, self._pattern = name, priority, pattern

    @cached_property
    def _match(self) -> Callable[[str, int], re.Match[str] | None]:
        pattern = self._pattern if isinstance(self._pattern, str) else self._pattern.pattern.to_regexp()
        return re.compile(pattern).match

    def end(self, text: str, at: int) -> int:
        """Where a word ends that begins at a place; the place itself where there is none."""
        match = self._match(text, at)
        return match.end() if match else at


@lru_cache(maxsize=8)
def table(units: frozenset[str]) -> Table:
    return Table(units)
