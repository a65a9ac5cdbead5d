"""The sentences of rules by their words, as the compiler reads them, and the numbers and bounds in them.

In: the sources of a policy.  Out: ``Rule``s, whose ``Line``s are the tokens of each sentence with their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tiaowen.compiler import Policy
from tiaowen.compiler.document.document import Block
from tiaowen.compiler.model.bounds import is_inclusive
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.pipeline import compile_sources
from tiaowen.compiler.reading import parse
from tiaowen.compiler.reading.syntax import Section, Sentence, Word
from tiaowen.compiler.report.diagnostic import Report
from tiaowen.compiler.text.source import Source, Span

AMOUNTS = ("QUANTITY", "RATE", "VALUE", "DATE")


@dataclass(frozen=True)
class Edit:
    """``text`` in place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str = ""


Edits = tuple[Edit, ...]


@dataclass(frozen=True)
class Line:
    """A sentence of a rule: its tokens, and the section that it stands in."""

    tokens: tuple[Word, ...]
    span: Span
    section: Section

    @property
    def is_result(self) -> bool:
        return self.section.kind.form is not None

    @property
    def is_limit(self) -> bool:
        return self.section.heading in ("封顶", "保底", "扣除")

    def segments(self) -> list[tuple[Word, ...]]:
        """What stands between the commas."""
        found: list[list[Word]] = [[]]
        depth = 0
        for token in self.tokens:
            depth += (token.terminal == "OPEN") - (token.terminal == "CLOSE")
            if token.terminal == "COMMA" and depth == 0:
                found.append([])
            else:
                found[-1].append(token)
        return [tuple(part) for part in found if part]

    def triples(self) -> Iterator[tuple[Word | None, Word, Word | None]]:
        """Each token between its neighbours."""
        padded = (None, *self.tokens, None)
        for before, token, after in zip(padded, padded[1:], padded[2:], strict=False):
            assert token is not None
            yield before, token, after


@dataclass(frozen=True)
class Rule:
    """A clause with its sentences, in order; ``names`` are other names of the same kind, by name."""

    clause: Clause
    block: Block
    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    names: Mapping[str, Sequence[str]]

    def results(self) -> list[Line]:
        return [line for line in self.lines if line.is_result]


def rules(sources: Sequence[Source]) -> Iterator[Rule]:
    """The clauses with the sentences that the compiler reads in them."""
    policy, read = _read(sources)
    blocks = [block for block in policy.document.blocks if block.kind == "规则" and block.head in policy.clauses]
    for block in blocks:
        clause = policy.clauses[block.head]
        sections = tuple(parse.sections(block.source, block.body.start, block.body.end))
        lines = [
            Line(sentence.tokens, sentence.span, section)
            for section in sections
            if section.heading not in ("依据", "算例", "口径", "说明", "承诺")
            for sentence in sorted(read.values(), key=lambda sentence: sentence.span.start)
            if sentence.span.source is block.source
            and section.content_span.start <= sentence.span.start < section.content_span.end
        ]
        kinds = {fact.name: fact.type for fact in clause.facts} | {made.name: made.type for made in clause.definitions}
        names = {name: [other for other in kinds if other != name and kinds[other] == kinds[name]] for name in kinds}
        yield Rule(clause, block, tuple(lines), sections, names)


def _read(sources: Sequence[Source]) -> tuple[Policy, dict[tuple[str, int], Sentence]]:
    """The policy, and every sentence that its reader read, by its place."""
    read: dict[tuple[str, int], Sentence] = {}
    reader = parse.Reader.sentence

    def sentence(self: parse.Reader, source: Source, start: int, end: int, rule: str, report: Report) -> Sentence:
        found = reader(self, source, start, end, rule, report)
        read[source.name, found.span.start] = found
        return found

    parse.Reader.sentence = sentence  # type: ignore[method-assign]
    try:
        policy, _ = compile_sources(sources)
    finally:
        parse.Reader.sentence = reader  # type: ignore[method-assign]
    return policy, read


# ── what is left out ──


def is_cap(line: Line, at: int) -> bool:
    return any(token.terminal == "CAP" for token in line.segments()[at])


def place_of(words: Sequence[Word]) -> tuple[int, int]:
    return words[0].span.start, words[-1].span.end


def without(line: Line, at: int) -> Edits:
    """The sentence without its segment, and without the comma before it."""
    parts = line.segments()
    return (Edit(place_of(parts[at - 1])[1], place_of(parts[at])[1]),)


def dropped(rule: Rule, line: Line) -> Edits:
    """The section without the sentence; without its last sentence, no section."""
    theirs = [other for other in rule.lines if other.section is line.section]
    if len(theirs) == 1:
        return (Edit(line.section.span.start, line.section.span.end),)
    at = theirs.index(line)
    if at + 1 < len(theirs):
        return (Edit(line.span.start, theirs[at + 1].span.start),)
    return (Edit(theirs[at - 1].span.end, line.span.end),)


# ── numbers and bounds ──


def scaled(text: str, by: Fraction) -> str:
    """The number of a text times ``by``, as it would be written; the text itself where it has none in digits."""
    match = re.search(r"[0-9]+(?:\.[0-9]+)?", text)
    if match is None:
        return {"全额": "一半", "一半": "全额"}.get(text, re.sub("^[六七八]", "九", text))
    number = Fraction(match[0]) * by
    if number.denominator != 1 and number.denominator not in (2, 4, 5, 10, 20, 25, 50, 100, 1000, 10000):
        return text
    digits = f"{Decimal(number.numerator) / number.denominator:f}"
    return text[: match.start()] + digits + text[match.end() :]


def shifted(text: str, by: int) -> str:
    """The number with its last digit one more or less: 100万元 → 101万元, 0.03% → 0.04%."""
    match = re.search(r"[0-9]+(?:\.[0-9]+)?", text)
    if match is None:
        return text
    places = len(match[0].partition(".")[2])
    number = Decimal(match[0]) + Decimal(by).scaleb(-places)
    return text[: match.start()] + f"{number:f}" + text[match.end() :] if number >= 0 else text


def other_size(text: str) -> str:
    """万 for 亿, 亿 for 万, 万元 for 元."""
    if "亿" in text or "万" in text:
        return text.replace("亿", "?").replace("万", "亿").replace("?", "万")
    return text.replace("元", "万元", 1)


@dataclass(frozen=True)
class Bound:
    """A number with its words of bounds (超过5亩, 20亩以下, 5亩（含）以上), and whether it is the lower end."""

    words: tuple[Word, ...]
    amount: Word
    is_low: bool
    included: bool

    def edits(self, is_low: bool, included: bool, amount: str = "") -> tuple[Edit, ...]:
        word = ("不低于" if included else "超过") if is_low else ("不超过" if included else "低于")
        first, last = self.words[0].span, self.words[-1].span
        return (Edit(first.start, last.end, word + (amount or self.amount.span.text)),)


def bounds(line: Line) -> Iterator[Bound]:
    """The bounds of a sentence; of a range A至B both ends."""
    tokens = line.tokens
    for at, token in enumerate(tokens):
        if token.terminal not in (*AMOUNTS, "NAME"):
            continue
        begin, end = at, at + 1
        before = tokens[at - 1] if at else None
        low = before if before is not None and before.terminal in ("LOWER", "UPPER") else None
        begin -= low is not None
        included = tokens[end] if end < len(tokens) and tokens[end].terminal == "INCLUDED" else None
        end += included is not None
        high = tokens[end] if end < len(tokens) and tokens[end].terminal in ("ABOVE", "BELOW") else None
        end += high is not None
        is_range = [tokens[other].terminal == "TO" for other in (begin - 1, end) if 0 <= other < len(tokens)]
        if (low or high) is None or any(is_range) or (token.terminal == "NAME" and low is None):
            continue
        is_low = "LOWER" in (low and low.terminal,) or "ABOVE" in (high and high.terminal,)
        words = [word.text for word in (low, high) if word is not None]
        inclusive = any(is_inclusive(word, {}) for word in words)
        if included is not None:
            inclusive = included.text.startswith("（含")
        yield Bound(tokens[begin:end], token, is_low, inclusive)


def ranges(line: Line) -> Iterator[tuple[Word, Word, Span]]:
    """The ranges A至B of a sentence, and all of their words."""
    for at in range(1, len(line.tokens) - 1):
        low, to, high = line.tokens[at - 1 : at + 2]
        if to.terminal == "TO" and low.terminal in AMOUNTS and high.terminal in AMOUNTS:
            last = line.tokens[at + 2] if at + 2 < len(line.tokens) else high
            last = last if last.terminal == "BELOW" else high
            yield low, high, Span(low.span.source, low.span.start, last.span.end)
