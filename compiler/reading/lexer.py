"""From the text of a sentence to its tree.

The LALR table is built once for a set of units; a block brings only its own names and options.  So the lexer is ours
(contextual, as Lark's: it asks the parser what may come next), since Lark's would have to be built anew for every block,
at a hundred times the cost.
"""

from collections.abc import Iterable
from typing import cast

from lark import Token, Tree
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_interactive_parser import InteractiveParser
from lark.tree import Meta

from ..language.around import CAPPED
from .refine import REFINE, Longest, Place, whole_option
from .shorter import Shorter
from .table import table
from .those import Those, those
from .vocabulary import Vocabulary

MAX_OPERATIONS = 100
_OPERATIONS = frozenset(["PLUS", "MINUS", "TIMES", "DIVIDED", "OF", "RATE"])


class Stopped(Exception):
    """The sentence stops making sense at an offset, where these terminals could stand."""

    def __init__(self, at: int, accepted: Iterable[str]) -> None:
        super().__init__(at)
        self.at = at
        self.accepted = frozenset(accepted)


class Endless(Exception):
    """A sentence with more operations than people follow, up to an offset."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class Lexer:
    """Lexes and parses together: at each place only the terminals that the parser accepts there are tried, those of the
    highest priority first, and of these the longest match is taken."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._table = table(vocabulary.units)
        self._names, self._options = (
            Longest(vocabulary.names),
            Longest(vocabulary.options, vocabulary.said_for_options()),
        )
        self._own = {"NAME": self._names, "VALUE": self._options}
        self._shorter = Shorter(vocabulary)
        self._sorts = vocabulary.facts_in("选项")
        self._whether = vocabulary.facts_in("是否")
        self._lists = dict(sorted(vocabulary.lists, key=lambda known: (-len(known[0]), known[0])))

    def tree(self, text: str, rule: str) -> Tree[Token]:
        """The tree of a whole sentence."""
        parser = self._table.lark.parse_interactive(start=rule)
        self._feed(parser, text)
        at = len(text)
        try:
            return cast("Tree[Token]", parser.feed_eof(Token("$END", "", start_pos=at, end_pos=at)))  # type: ignore[no-untyped-call]
        except UnexpectedToken as error:
            raise Stopped(at, error.accepts or error.expected) from None

    def with_conditions(self, tree: Tree[Token], text: str) -> Tree[Token]:
        """The tree, in which the conditions that stand before the name of a list (在岗的人员) have been read, too."""
        for part in tree.iter_subtrees():
            part.children = [self._condition(each, text) for each in part.children]
        return tree

    def _condition(self, part: Tree[Token] | Token, text: str) -> Tree[Token] | Token:
        if not isinstance(part, Token) or part.type not in ("THOSE", "THOSE_OF") or part.start_pos is None:
            return part
        found = those(text, part.start_pos, self._lists, self.reads)
        assert found is not None
        if not found.field:
            return self._part(text[found.start : found.end], "requirement", found.start)
        ranges = self._part(text[found.start : found.range_end], "ranges", found.start)
        return _of_field(found, ranges)

    def _part(self, text: str, rule: str, start: int) -> Tree[Token]:
        return _placed(self.with_conditions(self.tree(text, rule), text), start)

    def reads(self, text: str, rule: str) -> bool:
        try:
            self.tree(text, rule)
        except (Stopped, Endless):
            return False
        return True

    def stop(self, text: str, rule: str) -> Stopped:
        """How far a text can be read, and what could stand there; of a text that is read, what could go on behind it."""
        parser = self._table.lark.parse_interactive(start=rule)
        try:
            self._feed(parser, text)
        except Stopped as stop:
            return stop
        except Endless as stop:
            return Stopped(stop.at, ())
        return Stopped(len(text), parser.accepts())  # type: ignore[no-untyped-call]

    def end(self, terminal: str, text: str, at: int) -> int:
        """Where a word of a terminal ends by its pattern; ``at`` where there is none."""
        return self._table.end(terminal, text, at)

    def _feed(self, parser: InteractiveParser, text: str) -> None:
        at = operations = 0
        try:
            while at < len(text):
                terminal, end = self._match(parser, text, at)
                operations += terminal in _OPERATIONS
                if operations > MAX_OPERATIONS:
                    raise Endless(at)
                said = whole_option(self._place(parser, text, at, end)) if terminal == "VALUE" else text[at:end]
                if terminal == "NAME" and said not in self._names.words:
                    said = self._shorter.whole(said)
                parser.feed_token(Token(terminal, said, start_pos=at, end_pos=end))
                at = end
        except UnexpectedToken as error:
            raise Stopped(at, error.accepts or error.expected) from None

    def _match(self, parser: InteractiveParser, text: str, at: int) -> tuple[str, int]:
        for group in self._table.groups(parser):
            best, end = "", at
            for word in group:
                name = word.name
                stop = self._own.get(name, word).end(text, at)
                if name in REFINE:
                    stop = REFINE[name](self._place(parser, text, at, stop))
                elif name == "NAME" and stop > at and self._is_no_name(parser, text, at, stop):
                    stop = at
                if stop > end:
                    best, end = name, stop
            if best:
                return best, end
        if end := self._shorter.end(text, at) if "NAME" in parser.choices() else 0:  # type: ignore[no-untyped-call]
            return "NAME", end
        raise Stopped(at, parser.accepts())  # type: ignore[no-untyped-call]

    def _is_no_name(self, parser: InteractiveParser, text: str, at: int, stop: int) -> bool:
        """，租金补贴每年不超过10万元, 3000元前期费用: whether a name is only the beginning of the words of a cap, or what money
        is called behind its amount."""
        if text.endswith("元", 0, at) and text[stop : stop + 1] in ("", "，", "、", "）"):
            return "GIVEN" in parser.choices() and self._table.end("GIVEN", text, at) == stop  # type: ignore[no-untyped-call]
        if text[at - 1 : at] != "，" or text.endswith(CAPPED, 0, stop):
            return False
        return "CAP" in parser.choices() and self._table.end("CAP", text, at) > stop  # type: ignore[no-untyped-call]

    def _place(self, parser: InteractiveParser, text: str, at: int, stop: int) -> Place:
        return Place(
            text,
            at,
            stop,
            self._names,
            self._options,
            parser.accepts,
            self._lists,
            self._sorts,
            self._whether,
            self.reads,
        )


def _placed(tree: Tree[Token], start: int) -> Tree[Token]:
    """A tree of a part of a text, with its places in the whole."""
    for part in tree.iter_subtrees():
        if not part.meta.empty:
            part.meta.start_pos, part.meta.end_pos = part.meta.start_pos + start, part.meta.end_pos + start
        part.children = [_token(each, start) if isinstance(each, Token) else each for each in part.children]
    return tree


def _token(token: Token, start: int) -> Token:
    return Token(token.type, str(token), start_pos=(token.start_pos or 0) + start, end_pos=(token.end_pos or 0) + start)


def _of_field(found: Those, ranges: Tree[Token]) -> Tree[Token]:
    """2024年1月1日以后获证: 获证日期在2024年1月1日以后."""
    name = Token("NAME", found.field, start_pos=found.range_end, end_pos=found.end)
    within = Tree[Token](
        "within",
        [Tree[Token]("name", [name], _meta(found.range_end, found.end)), ranges],
        _meta(found.start, found.end),
    )
    return Tree("requirement", [within], _meta(found.start, found.end))


def _meta(start: int, end: int) -> Meta:
    meta = Meta()  # type: ignore[no-untyped-call]
    meta.empty, meta.start_pos, meta.end_pos = False, start, end
    return meta
