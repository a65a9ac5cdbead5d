"""From a block's body to its sections and sentences.  The only module that knows Lark.

In: the body of a block, folded.  Out: ``syntax.Section``s; what could not be read is in the report, and everything
else has been read all the same: each sentence is parsed by itself.

The LALR table is built once for a set of units; a block brings only its own patterns of NAME and VALUE.  So the lexer
is ours (contextual, as Lark's: it asks the parser what may come next), since Lark's would have to be built anew for
every block, at a hundred times the cost.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import cast

import lark
import lark.lexer
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedToken
from lark.parsers.lalr_interactive_parser import InteractiveParser

from ..language.headings import heading_of
from ..report.diagnostic import Report
from ..report.errors.names import AmbiguousName, UnknownName
from ..report.errors.syntax import (
    MissingSemicolon,
    TooDeep,
    TooInvolved,
    UnbalancedBracket,
    UnreadableNumeral,
    UnreadableWords,
)
from ..text.source import Source, Span, Squeezed, fold, squeeze
from .kept import kept
from .layout import blank_quotes, headings, is_table, items, rows
from .syntax import Cell, Form, Section, Sentence, Word
from .vocabulary import Vocabulary
from .words import DEMANDS, HINTS, SILENT, TYPES

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
    "goal",
    "reason",
    "promise",
)
MAX_DEPTH = 20
MAX_OPERATIONS = 100
# Words among those without meaning that mean something for the amount.
_MEANS_MORE = re.compile(
    "双倍|翻倍|翻番|孰[低高]|就[低高]|差额|补差|上限|酌情|适当|打折|折半|递减|累进|分段|分档|逐步|平均"
)
# Who a case is of, said without 的; and what is an amount or a test rather than that.
_WHO = re.compile(
    "[^加减乘除按每]{0,6}(企业|单位|项目|机构|平台|主体|园区|基地|产品|个人|人员|人才|毕业生|学生|职工|员工|居民|家庭|农户|大户|"
    "合作社|组织|酒店|民宿|展会|会议|活动)，"
)
_NO_NOUN = re.compile(
    r"[额费款金价入出润资本税数量率积分准例]$|部分|以[上下]|超过|[不低高]于|达到|大于|小于|[且或按每占较与和]"
)
# 每张床位5000元, 每个展位最高5000元: the noun behind a count, which adds nothing to it.
_ITEM = re.compile(
    "[名个家户台件项座条处辆位间套张所艘列场次届头只株门部](?![月年天日次补奖资给发支享最不封按再一收交缴]|分别)"
    "[^，；：、。（）“”0-9零〇一二两三四五六七八九十百千万亿半每按加减乘除扣免罚收交缴提增的及或且]{1,6}?"
    "(?=[0-9零一二两三四五六七八九十百千万亿半每]|分别|[补奖资给发支享最不封按再收交缴])"
)
# One of several options in a row: 一、二、三等奖.
_LISTED = re.compile("([^，；：、（）和与及]{1,6})(?:、|和|与|以?及)")
# Words that a declared name may begin in: 给予｜补贴标准, 较｜上年.
_GIVES_WAY = frozenset(["GIVE", "GIVEN", "YEAR_ON_YEAR", "CAP"])
_OPERATIONS = frozenset(["PLUS", "MINUS", "TIMES", "DIVIDED", "OF", "RATE"])


class _Unread(Exception):
    """The sentence stops making sense at an offset, where these terminals could stand."""

    def __init__(self, at: int, accepted: Iterable[str]) -> None:
        super().__init__(at)
        self.at = at
        self.accepted = frozenset(accepted)


class _Endless(Exception):
    """A sentence with more operations than people follow, up to an offset."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class _Longest:
    """The longest of some words at a place."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words
        self._lengths = sorted({len(word) for word in words}, reverse=True)

    def end(self, text: str, at: int) -> int:
        """Where the word ends, or ``at`` where there is none."""
        tried = (text[at : at + length] for length in self._lengths)
        return at + len(next((word for word in tried if word in self._words), ""))


class Reader:
    """Parses sentences with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._table = _table(vocabulary.units)
        self._own = {"NAME": _Longest(vocabulary.names), "VALUE": _Longest(vocabulary.options)}
        self._narrower: dict[str, Reader] = {}

    def sentence(self, source: Source, start: int, end: int, rule: str, report: Report) -> Sentence:
        """The sentence at a place, read as ``rule``; None for its form where it cannot be read."""
        squeezed = squeeze(source.text, start, end)
        span = squeezed.span(source, 0, len(squeezed.text))
        if fault := _bracket_fault(squeezed, source) or _comma_fault(source, start, end):
            report.add(fault)
            return Sentence(form=None, span=span)
        try:
            tree = self._parse(squeezed.text, rule)
        except _Unread as stop:
            report.add(self._explain(stop, squeezed, source, rule))
            return Sentence(form=None, span=span)
        except _Endless as stop:
            report.add(TooInvolved(span=squeezed.span(source, stop.at, stop.at + 1)))
            return Sentence(form=None, span=span)
        tokens = tuple(_word(token, squeezed, source) for token in tree.scan_values(lambda _: True))
        self._refuse_second_reading(tokens, squeezed, rule, report)
        return Sentence(form=cast(Form, _node(tree, squeezed, source)), tokens=tokens, span=span)

    def _parse(self, text: str, rule: str) -> Tree[Token]:
        """Lex and parse together: at each place only the terminals that the parser accepts there are tried, those
        of the highest priority first, and of these the longest match is taken."""
        parser = self._table.lark.parse_interactive(start=rule)
        at = operations = 0
        options = self._vocabulary.options
        try:
            while at < len(text):
                terminal, end = self._match(parser, text, at)
                operations += terminal in _OPERATIONS
                if operations > MAX_OPERATIONS:
                    raise _Endless(at)
                said = text[at:end]
                if terminal == "VALUE" and said not in options:
                    said = self._short_option(text, at)[1]
                parser.feed_token(Token(terminal, said, start_pos=at, end_pos=end))
                at = end
            return cast("Tree[Token]", parser.feed_eof(Token("$END", "", start_pos=at, end_pos=at)))  # type: ignore[no-untyped-call]
        except UnexpectedToken as error:
            raise _Unread(at, error.accepts or error.expected) from None

    def _match(self, parser: InteractiveParser, text: str, at: int) -> tuple[str, int]:
        for group in self._table.groups(parser):
            best, end = "", at
            for name, pattern in group:
                own = self._own.get(name)
                match = None if own else pattern.match(text, at)
                stop = own.end(text, at) if own else match.end() if match else at
                if name == "PRICE" and ("/" not in text[at:stop] or text.startswith(("的，", "的部分"), stop)):
                    stop = at
                if name == "ITEM" and (noun := _ITEM.match(text, at)):
                    stop = noun.end()
                if name == "VALUE" and stop == at:
                    stop, _ = self._short_option(text, at)
                if name == "WHO" and not self._describes(text, at, stop):
                    stop = at
                if name == "YET" and stop > at and name not in parser.accepts():  # type: ignore[no-untyped-call]
                    stop = at
                if name == "COMMA" and text[at] == "、" and not self._parts(text, at):
                    stop = at
                if name in ("GIVE", "GIVEN") and _MEANS_MORE.search(text, at, stop):
                    stop = at
                if name in _GIVES_WAY:
                    before = self._before_name(text, at - (name == "GIVEN"), stop - (name != "GIVE"), stop)
                    stop = before if name == "GIVE" or before == stop else at
                if stop > end:
                    best, end = name, stop
            if best:
                return best, end
        raise _Unread(at, parser.accepts())  # type: ignore[no-untyped-call]

    def _short_option(self, text: str, at: int) -> tuple[int, str]:
        """一、二、三等奖: where an option ends that leaves out what the last of several says for all, and the option."""
        options, ends, starts = self._vocabulary.options, [], [at]
        while match := _LISTED.match(text, starts[-1]):
            ends.append(match.end(1))
            starts.append(match.end())
        last = text[starts[-1] : self._own["VALUE"].end(text, starts[-1])]
        for length in range(1, len(last)):
            whole = [text[start:end] + last[-length:] for start, end in zip(starts, ends, strict=False)]
            if whole and options.issuperset(whole):
                return ends[0], whole[0]
        return at, ""

    def _parts(self, text: str, at: int) -> bool:
        """Whether 、 parts steps rather than names: 30%、最高50万元；甲每个1万元、乙每个5000元."""
        end = self._own["NAME"].end(text, at + 1)
        if end > at + 1:
            return text[at - 1] == "元" and text.startswith("每", end)
        return True

    def _describes(self, text: str, start: int, end: int) -> bool:
        """Whether what stands before a comma says who is meant (的技改项目，物流企业，): no declared name, no number by the
        look of it, no further condition."""
        if text[start] != "的" and not _WHO.fullmatch(text, start, end):
            return False
        names = self._own["NAME"]
        noun = text[start:end].strip("的，")
        return not any(names.end(text, at) > at for at in range(start, end)) and not _NO_NOUN.search(noun)

    def _before_name(self, text: str, start: int, beyond: int, stop: int) -> int:
        """Where words without meaning end: before a name that begins in them and ends beyond a place."""
        names = self._own["NAME"]
        return next((at for at in range(start + 1, stop) if names.end(text, at) > beyond), stop)

    def _refuse_second_reading(self, tokens: tuple[Word, ...], squeezed: Squeezed, rule: str, report: Report) -> None:
        """Chinese has no spaces: where a name begins with another name, the sentence must not read with the shorter
        one too."""
        for token in tokens:
            if token.terminal != "NAME":
                continue
            shorter = [name for name in self._vocabulary.names if name != token.text and token.text.startswith(name)]
            if shorter and self._without(token.text).reads(squeezed.text, rule):
                report.add(AmbiguousName(span=token.span, name=token.text, shorter=max(shorter, key=len)))

    def _without(self, name: str) -> "Reader":
        if name not in self._narrower:
            narrowed = Vocabulary(self._vocabulary.names - {name}, self._vocabulary.options, self._vocabulary.units)
            self._narrower[name] = Reader(narrowed)
        return self._narrower[name]

    def reads(self, text: str, rule: str) -> bool:
        try:
            self._parse(text, rule)
        except (_Unread, _Endless):
            return False
        return True

    def _name_before(self, text: str, at: int) -> tuple[str, str] | None:
        """A name with a character or two too many (投资额 for 投资) is read as the name and stops behind it."""
        name = max((name for name in self._vocabulary.names if text.endswith(name, 0, at)), key=len, default="")
        said = f"前面读作名称「{name}」；名称要与填报、其中里的一字不差"
        return (said, f"what stands before is read as the name “{name}”; names are repeated exactly") if name else None

    def _explain(self, stop: _Unread, squeezed: Squeezed, source: Source, rule: str) -> UnreadableWords | UnknownName:
        """Say what is there and what could be, in words rather than terminals."""
        text, at, accepted = squeezed.text, stop.at, stop.accepted
        rest = text[at:]
        word = re.match(r"[^，；：（）、“”。的]{0,16}", rest)
        found = word[0] if word and word[0] else rest[:8]
        span = squeezed.span(source, at, at + len(found)) if rest else squeezed.span(source, max(0, at - 1), at)
        hint = next((advice for pattern, advice in HINTS if re.match(pattern, rest)), None)
        if hint is None and re.match(r"(?!超|达|不|未|满|按|每|分别)[\u4e00-\u9fff]{1,2}(?=[0-9的，；、（）]|$)", rest):
            hint = self._name_before(text, at)
        if hint is None and rule == "fact":
            hint = TYPES
        if "VALUE" in accepted and "NAME" not in accepted:
            # 获评｜省示范点: 获评 is read as a word before an option, and the name 获评省级示范点 was meant
            start = next(
                (start for start in range(max(0, at - 4), at) if self._table.ends("AWARDED", text, start) == at), at
            )
            if start < at and (similar := _nearest(text[start:], self._vocabulary.names)):
                shown = re.split("[，；：（）、“”。的]", text[start:])[0]
                return UnknownName(span=squeezed.span(source, start, start + len(shown)), name=shown, similar=similar)
        if "NAME" in accepted and found and hint is None and re.match(r"[^\W\d]", found):
            if similar := _nearest(rest, self._vocabulary.names | self._vocabulary.options):
                shown = rest[: len(similar)] if len(similar) < len(found) else found
                return UnknownName(span=squeezed.span(source, at, at + len(shown)), name=shown, similar=similar)
            if "CAP" not in accepted or text[at - 1 : at] != "，":
                return UnknownName(span=span, name=found)
        demands = tuple(dict.fromkeys(DEMANDS[name] for name in DEMANDS if name in accepted))
        return UnreadableWords(
            span=span, found=found[:16], expected=demands or (("；或下一栏目", "； or the next heading"),), hint=hint
        )


def _nearest(rest: str, names: Iterable[str]) -> str:
    """The declared name that the text most probably means to begin with, or ""."""
    best, score = "", 0.0
    for name in sorted(names):
        for length in (len(name), len(name) - 1, len(name) + 1):
            candidate = rest[: max(2, length)]
            close = get_close_matches(name, [candidate], 1, 0.6)
            if close and (len(set(name) & set(candidate)) / max(len(name), len(candidate))) > score:
                best, score = name, len(set(name) & set(candidate)) / max(len(name), len(candidate))
    return best


def _bracket_fault(squeezed: Squeezed, source: Source) -> UnbalancedBracket | TooDeep | None:
    """The first bracket without a partner, or brackets nested beyond what people read."""
    opened: list[int] = []
    for at, char in enumerate(blank_quotes(squeezed.text)):
        if char == "（":
            opened.append(at)
            if len(opened) > MAX_DEPTH:
                return TooDeep(span=squeezed.span(source, at, at + 1))
        elif char == "）":
            if not opened:
                return UnbalancedBracket(span=squeezed.span(source, at, at + 1), bracket="）")
            opened.pop()
    return UnbalancedBracket(span=squeezed.span(source, opened[-1], opened[-1] + 1), bracket="（") if opened else None


_STRAY_COMMA = re.compile(r"(?<![0-9])[0-9]{1,20}(?:,[0-9]{1,20})+[^，,。；、（）\s]{0,4}")


def _comma_fault(source: Source, start: int, end: int) -> UnreadableNumeral | None:
    """A half-width comma within digits that parts no thousands (1,00万元): a slip, not the comma of a sentence."""
    for match in _STRAY_COMMA.finditer(blank_quotes(source.text[start:end])):
        if "，" in fold(match[0]):
            cause = ("千分位逗号应每三位一个", "commas must part groups of three digits")
            span = Span(source, start + match.start(), start + match.end())
            return UnreadableNumeral(span=span, numeral=match[0], cause=cause)
    return None


def _node(tree: Tree[Token] | Token, squeezed: Squeezed, source: Source) -> Form | Word:
    if isinstance(tree, Token):
        return _word(tree, squeezed, source)
    parts = tuple(
        _node(child, squeezed, source)
        for child in tree.children
        if not (isinstance(child, Token) and child.type in SILENT)
    )
    if tree.data in ("value", "opening") and len(parts) == 1:
        return parts[0]
    meta = tree.meta
    start, end = (0, 0) if meta.empty else (meta.start_pos, meta.end_pos)
    return Form(kind=str(tree.data), parts=parts, span=squeezed.span(source, start, end))


def _word(token: Token, squeezed: Squeezed, source: Source) -> Word:
    start, end = token.start_pos or 0, token.end_pos or 0
    span = squeezed.span(source, start, end)
    return Word(terminal=token.type, text=str(token), span=span)


# ── sections ──


def sections(source: Source, start: int, end: int) -> Iterator[Section]:
    """The sections of a rule's body with their items unread: ``sentences`` have no form yet."""
    text = fold(source.text)
    for head in headings(text, start, end):
        content = Span(source, head.content, head.end)
        table: tuple[tuple[Cell, ...], ...] = ()
        if heading_of(head.word).rows and is_table(text, head.content, head.end):
            table = tuple(
                tuple(Cell(text=squeeze(source.text, cell.start, cell.end).text, span=cell) for cell in row)
                for row in rows(source, head.content, head.end)
            )
        yield Section(
            heading=head.word,
            scope=squeeze(head.scope).text,
            rows=table,
            text=source.text[head.content : head.end].strip(),
            span=Span(source, head.start, head.end),
            head_span=Span(source, head.start, head.start + len(head.word)),
            content_span=content,
        )


def sentences(section: Section, reader: Reader, rule: str, report: Report) -> tuple[Sentence, ...]:
    """The items of a section, read as ``rule``."""
    source = section.span.source
    text = fold(source.text)
    read: list[Sentence] = []
    for start, end in items(text, section.content_span.start, section.content_span.end):
        if text[end : end + 1] == "\n" and text[end : section.content_span.end].strip():
            stop = _rstrip(text, end)
            report.add(MissingSemicolon(span=Span(source, max(start, stop - 1), stop)))
        read.append(reader.sentence(source, start, end, rule, report))
    return tuple(read)


def _rstrip(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


# ── Lark ──


def grammar(vocabulary: Vocabulary) -> str:
    """The whole grammar as one text, the open terminals filled in."""
    folder = resources.files("tiaowen.grammar")
    text = "\n".join(folder.joinpath(f"{name}.lark").read_text("utf-8") for name in GRAMMAR_FILES)
    for name, pattern in {**vocabulary.unit_patterns(), **vocabulary.patterns()}.items():
        text = text.replace(f'"%{name}%"', "/" + pattern.replace("/", r"\/") + "/")
    return text


def build(vocabulary: Vocabulary, *, strict: bool = False) -> Lark:
    """Lark with the whole grammar; ``strict`` refuses every conflict and collision (it is a test)."""
    searches = lark.lexer.has_interegular
    # Where interegular is installed, Lark compares every pair of terminals on every build (seconds).
    lark.lexer.has_interegular = searches and strict
    try:
        return Lark(
            grammar(vocabulary),
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
        written = BytesIO()
        build(Vocabulary()).save(written)
        return written.getvalue()

    place = Path(str(resources.files("tiaowen.grammar").joinpath("lalr.kept")))
    return kept(place, f"{lark.__version__}\n{grammar(Vocabulary())}", made, is_installing=is_installing)


@lru_cache(maxsize=1)
def _lark() -> Lark:
    """The parse table, which is the same whatever the units are: they are in the patterns of terminals alone."""
    return Lark.load(BytesIO(_kept_table()))


class _Table:
    """The parse table with the patterns of each state's terminals, for a set of units, grouped by priority."""

    def __init__(self, units: frozenset[str]) -> None:
        self.lark = _lark()
        own = Vocabulary(units=units).unit_patterns()
        self._patterns = {
            t.name: (t.priority, re.compile(own.get(t.name) or t.pattern.to_regexp())) for t in self.lark.terminals
        }
        self._groups: dict[object, tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]] = {}

    def ends(self, terminal: str, text: str, at: int) -> int:
        """Where a word of a terminal ends; ``at`` where there is none."""
        match = self._patterns[terminal][1].match(text, at)
        return match.end() if match else at

    def groups(self, parser: InteractiveParser) -> tuple[tuple[tuple[str, re.Pattern[str]], ...], ...]:
        state = parser.parser_state.position
        if state not in self._groups:
            by_priority: dict[int, list[tuple[str, re.Pattern[str]]]] = {}
            for name in sorted(parser.choices()):  # type: ignore[no-untyped-call]
                if name in self._patterns:
                    priority, pattern = self._patterns[name]
                    by_priority.setdefault(priority, []).append((name, pattern))
            self._groups[state] = tuple(tuple(by_priority[priority]) for priority in sorted(by_priority, reverse=True))
        return self._groups[state]


@lru_cache(maxsize=8)
def _table(units: frozenset[str]) -> _Table:
    return _Table(units)
