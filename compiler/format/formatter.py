"""``tiaowen fmt``: every spelling to the one way.

In: the sources of a policy.  Out: their texts, formatted.  Only rule blocks are printed anew, from the tokens of their
sentences: one item a line, full-width punctuation, half-width digits, one word for each meaning.  The document's own
text, quotations and free words (口径, 说明 …) stay as they are, and so does every block that has faults.

INVARIANT: the meaning never changes.  Each formatted rule is compiled again and its core compared; where they differ,
the block stays as it was.
"""

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from ..ir.core import Program
from ..language.word_lists import NAMED
from ..model.clause import Clause, PerItem, Requirement
from ..model.expr import EXPRESSIONS, Expr
from ..model.policy import Policy
from ..model.promise import Meant
from ..model.resolved import Resolved
from ..model.types import NumberType
from ..pipeline import compile_sources
from ..program.lower import lower
from ..reading.parse import Reader
from ..reading.syntax import Section, Sentence
from ..text.pasted import unjoined
from ..text.source import Source, fold, squeeze
from .spelling import canonical

_INDENT = "  "
_NAMED = re.compile(f"{NAMED}：")


def format_sources(sources: Sequence[Source]) -> list[str]:
    """The texts of all sources of a policy, formatted; those that need nothing are returned as they are."""
    policy, _ = compile_sources(sources)
    kept: set[str] = set()
    while True:
        texts = [_text(source, policy, kept) for source in sources]
        again, _ = compile_sources([Source.of(s.name, text) for s, text in zip(sources, texts, strict=True)])
        changed = {name for name in policy.clauses if not is_same(policy, again, name)} - kept
        if not changed:
            return texts
        kept |= changed


def is_same(before: Policy, after: Policy, name: str) -> bool:
    """Whether a rule means the same in both."""
    if name not in after.clauses:
        return False
    one, other = before.clauses[name], after.clauses[name]
    plain = [(c.facts, c.heading, c.rounding, c.valid, c.citation, c.readings, _shares(c)) for c in (one, other)]
    cases = [[(case.facts, case.expected, case.accepted) for case in c.cases] for c in (one, other)]
    means = [(_meaning(lower(c)), _promised(c)) for c in (one, other)]
    return plain[0] == plain[1] and len(cases[0]) == len(cases[1]) and means[0] == means[1]


def _meaning(program: Program) -> object:
    checks = [(check.holds, check.code, check.fact) for check in program.checks]
    return program.lets, checks, program.conditions, program.amounts, program.whole, program.each


def _shares(clause: Clause) -> object:
    """How a result is parted; the amounts themselves are lowered."""
    series = clause.series
    if isinstance(series, PerItem):
        return series.lists
    return series and (tuple(label for label, _ in series.parts), series.named, series.remainder)


def _promised(clause: Clause) -> list[object]:
    """The promises, what they name lowered as a result or a condition would be."""
    return [
        (
            type(made.meant),
            [value for value in _values(made.meant) if not isinstance(value, EXPRESSIONS)],
            [_meaning(lower(_asking(clause, expr))) for expr in made.expressions],
        )
        for made in clause.promises
    ]


def _values(meant: Meant) -> list[object]:
    return [getattr(meant, each.name) for each in fields(meant)]


def _asking(clause: Clause, expr: Expr) -> Clause:
    """The clause with an expression of a promise for its amount or its condition."""
    if isinstance(expr.type, NumberType):
        return replace(clause, amount=expr, series=None)
    return replace(clause, conditions=(Requirement(condition=expr, text=""),))


def _text(source: Source, policy: Policy, kept: set[str]) -> str:
    parts: list[str] = []
    at = 0
    written = source.mended
    for block in policy.document.blocks:
        if block.source.name != source.name or block.kind != "规则" or block.head in kept:
            continue
        if block.head not in policy.clauses:
            continue
        parts += [written[at : block.span.start], block_text(policy.read[block.head])]
        at = block.span.end
    return "".join([*parts, written[at:]])


def block_text(read: Resolved) -> str:
    """A rule without faults, in the one way."""
    assert read.clause is not None
    lines = [f"【规则 {read.block.head}】{read.clause.title}"]
    for section in read.sections:
        lines += _section(section, Reader(read.vocabulary_of(section)))
    return "\n".join([*lines, "【完】"])


def _section(section: Section, reader: Reader) -> list[str]:
    head = f"{section.heading}{f'（{section.brackets}）' if section.brackets else ''}："
    if section.rows:
        return [head, *(_INDENT + " ｜ ".join(cell.text for cell in row) for row in section.rows)]
    written = section.content_span.text
    if not section.sentences or "｜" in fold(written) or "\t" in written.strip():
        return [head + line if not index else line for index, line in enumerate(_as_written(section))]
    said = [_item(sentence, reader) for sentence in section.sentences]
    if len(said) == 1:
        return [f"{head}{said[0]}。"]
    ends = ["；"] * (len(said) - 1) + ["。"]
    if section.kind.rule == "definition":
        # A sentence without a name goes on about the name above it.
        said = [item if _NAMED.match(item) else _INDENT + item for item in said]
    return [head, *(f"{_INDENT}{item}{mark}" for item, mark in zip(said, ends, strict=True))]


def _as_written(section: Section) -> list[str]:
    """Free words and what is not read as sentences: as it is, without white space at the ends of lines."""
    place = section.content_span
    text = place.source.text[place.start : place.end]
    if any(place.start <= mark < place.end for mark in place.source.read.marks):
        text = unjoined(place.text)  # without the tags of a web page
    first, *rest = (line.rstrip() for line in text.rstrip().split("\n"))
    return [first.strip(), *(line for line in rest if line)]


def _item(sentence: Sentence, reader: Reader) -> str:
    """One item, printed from its tokens; as it is where what is printed cannot be read."""
    span, printed = sentence.span, canonical(sentence.tokens, sentence.rule)
    if reader.reads(printed, sentence.rule):
        return printed
    return squeeze(span.source.read.text, span.start, span.end).text
