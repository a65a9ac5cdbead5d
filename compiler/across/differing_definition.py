"""A name that two policies define differently (T0452): 所称……是指…… in the text, 【定义】, 其中 of rules about the same
matter, and 本数."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from tiaowen.runtime.facts import FactType

from ..language.bounds_words import BOUNDS_WORDS, words_of
from ..meaning.faults import facts_in
from ..meaning.interpret import evaluator
from ..model.bounds import is_inclusive
from ..model.clause import Clause
from ..model.expr import Definition
from ..model.types import BOOLEAN
from ..report.errors.across import DifferingDefinition
from ..text.source import Span, squeeze
from .side_by_side import Pair, agreed_at, named

if TYPE_CHECKING:
    from ..model.policy import Policy


def differing_definition(pair: Pair) -> Iterator[DifferingDefinition]:
    yield from _between(pair, _in_text(pair.old), _in_text(pair.new))
    yield from _between(pair, _shared(pair.old), _shared(pair.new))
    # 以上 may include its number here and not there, as long as nobody reads the two together.
    if pair.same_matters or pair.are_editions:
        yield from _between(pair, _bounds(pair.old), _bounds(pair.new))
    for old, new in pair.same_matters:
        if pair.in_force_together(old, new):
            yield from _between(pair, _of_clause(old), _of_clause(new))


def _between(
    pair: Pair, before: Mapping[str, _Defined], after: Mapping[str, _Defined]
) -> Iterator[DifferingDefinition]:
    for name, mine in after.items():
        theirs = before.get(name)
        if theirs is not None and mine.differs_from(theirs):
            yield DifferingDefinition(
                span=mine.span,
                name=name,
                said=mine.said,
                other_said=theirs.said,
                policy=named(pair.old),
                passage=theirs.span,
            )


@dataclass(frozen=True, slots=True)
class _Defined:
    """What a name means, in words: in the text, or (of ``made``) as ``clause`` works it out."""

    said: str
    span: Span | None
    made: Definition | None = None
    clause: Clause | None = None

    def differs_from(self, other: _Defined) -> bool:
        """Whether the two are known to differ: the same may be worked out in other ways, and from facts of other
        names."""
        if self.clause is None or other.clause is None:
            return self.said != other.said
        assert self.made is not None
        assert other.made is not None
        return _come_out_different((self.clause, self.made), (other.clause, other.made))


_DEFINING = re.compile(
    r"所称(?:的)?[“「]?(?P<name>[^，。；：“”「」]{2,20})[”」]?[，,]?(?:均)?(?:是指|系指|指的是|指)(?P<said>[^。]+)"
)


def _in_text(policy: Policy) -> Mapping[str, _Defined]:
    found: dict[str, _Defined] = {}
    for paragraph in policy.document.paragraphs:
        squeezed = squeeze(paragraph.span.source.read.text, paragraph.span.start, paragraph.span.end)
        for match in _DEFINING.finditer(squeezed.text):
            said = re.split("；[^；]*所称", match["said"])[0]
            span = squeezed.span(paragraph.span.source, match.start(), match.start("said") + len(said))
            found.setdefault(match["name"].removesuffix("均"), _Defined(said, span))
    return found


def _shared(policy: Policy) -> Mapping[str, _Defined]:
    """The names of 【定义】 that rules take with them."""
    blocks = [block for block in policy.document.blocks if block.kind == "定义"]
    found: dict[str, _Defined] = {}
    for clause in policy.clauses.values():
        for made in clause.definitions:
            if made.span is not None and any(block.holds(made.span) for block in blocks):
                found.setdefault(made.name, _defined(clause, made))
    return found


def _of_clause(clause: Clause) -> Mapping[str, _Defined]:
    return {made.name: _defined(clause, made) for made in clause.definitions if not made.scope}


def _defined(clause: Clause, made: Definition) -> _Defined:
    return _Defined(made.text, made.span, made, clause)


_TRIES = 60
_SEED = 20250101


def _come_out_different(one: tuple[Clause, Definition], other: tuple[Clause, Definition]) -> bool:
    """Whether some facts, the same for both, give another value; False where the two ask for facts of their own."""
    readings = [{fact.name: fact.reading for fact in clause.facts} for clause, _ in (one, other)]
    asked = [set(facts_in(made.body)) for _, made in (one, other)]
    names = sorted(asked[0] | asked[1])
    if not (asked[0] <= asked[1] or asked[1] <= asked[0]) or one[1].type != other[1].type:
        return False
    if any(readings[0].get(name) != readings[1].get(name) for name in names):
        return False
    known = [readings[0].get(name) for name in names]
    if any(reading is None or reading.kind not in ("number", "boolean", "option") for reading in known):
        return False
    draw = random.Random(_SEED)
    for _ in range(_TRIES):
        values = {reading.name: _any(draw, reading) for reading in known if reading is not None}
        results = [_value(clause, made, values) for clause, made in (one, other)]
        if results[0] != results[1]:
            return True
    return False


def _any(draw: random.Random, reading: FactType) -> object:
    if reading.kind == "boolean":
        return draw.random() < 0.5
    if reading.kind == "option":
        return draw.randrange(len(reading.options))
    size = draw.randrange(1, 200) * reading.scale
    return min(max(size // 100 if reading.unit == "%" else size * 10 ** draw.randrange(6), reading.least), reading.most)


def _value(clause: Clause, made: Definition, values: Mapping[str, object]) -> Fraction | bool | None:
    evaluation = evaluator(clause, values)
    return evaluation.truth(made.body) if made.type == BOOLEAN else evaluation.number(made.body)


def _bounds(policy: Policy) -> Mapping[str, _Defined]:
    """The words of bounds that the text uses, and what they include: as 本数 says, else as the law does."""
    found: dict[str, _Defined] = {}
    text = policy.document.official_text
    for word in _BOUNDS:
        if not re.search(rf"(?<![不未]){word}", text):
            continue
        meanings = {is_inclusive(word, terms.inclusive) for terms in policy.terms.values()} or {is_inclusive(word, {})}
        if len(meanings) == 1:
            (held,) = meanings
            place = agreed_at(policy, rf"本数[：:][^；。]*?({word})")
            found[word] = _Defined(f"{'含' if held else '不含'}本数", place)
    return found


# Of one character are parts of other words (圆满); what has another's meaning follows it.
_BOUNDS = tuple(word for word in words_of("before", "behind") if len(word) > 1 and not BOUNDS_WORDS[word].same_as)
