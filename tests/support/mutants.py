"""Rules with one fault each, made from the rules of a policy by their syntax.

In: the sources of a policy.  Out: ``Mutant``s, each one slip that a drafter might make: a cap dropped, an edge moved, 万 for
亿.  Where a slip can be made is found in the tokens of each sentence as the compiler itself reads them, never by strings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from tiaowen.compiler.reading.syntax import Word
from tiaowen.compiler.text.source import Source

from . import more_slips
from .rule_words import (
    AMOUNTS,
    Edit,
    Edits,
    Line,
    Rule,
    bounds,
    dropped,
    is_cap,
    other_size,
    place_of,
    ranges,
    rules,
    scaled,
    shifted,
    without,
)
from .slip import KINDS, Mutant, slip

__all__ = ["KINDS", "Mutant", "more_slips", "mutants"]


def mutants(sources: Sequence[Source]) -> list[Mutant]:
    """Every slip in every clause, in the order of the document; none twice."""
    found: dict[tuple[str, str], Mutant] = {}
    for rule in rules(sources):
        for kind, make in KINDS.items():
            for edits in make(rule):
                mutant = Mutant(rule.clause.id, kind, rule.block.source, edits)
                if mutant.text != mutant.source.text:
                    found.setdefault((mutant.source.name, mutant.text), mutant)
    return list(found.values())


@slip("cap dropped")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        if line.section.heading == "封顶":
            yield dropped(rule, line)
        yield from (without(line, at) for at in range(1, len(line.segments())) if is_cap(line, at))


def _cap_amounts(rule: Rule) -> list[Word]:
    found = []
    for line in rule.lines:
        for before, token, _ in line.triples():
            of_section = line.section.heading == "封顶" and token is line.tokens[0]
            if token.terminal == "QUANTITY" and (of_section or (before is not None and before.terminal == "CAP")):
                found.append(token)
    return found


@slip("cap raised")
def _(rule: Rule) -> Iterator[Edits]:
    for token in _cap_amounts(rule):
        yield (Edit(token.span.start, token.span.end, scaled(token.span.text, Fraction(2))),)


@slip("cap lowered")
def _(rule: Rule) -> Iterator[Edits]:
    for token in _cap_amounts(rule):
        yield (Edit(token.span.start, token.span.end, scaled(token.span.text, Fraction(9, 10))),)


@slip("caps exchanged")
def _(rule: Rule) -> Iterator[Edits]:
    caps = _cap_amounts(rule)
    for one, other in pairwise(caps):
        yield (
            Edit(one.span.start, one.span.end, other.span.text),
            Edit(other.span.start, other.span.end, one.span.text),
        )


@slip("cap before what it should follow")
def _(rule: Rule) -> Iterator[Edits]:
    """A cap before the step that it should follow; a sub-cap outside its cap."""
    for line in rule.lines:
        parts = line.segments()
        for at in range(1, len(parts)):
            if is_cap(line, at) and at > 1:
                (a, b), (c, d) = place_of(parts[at - 1]), place_of(parts[at])
                text = rule.block.source.text
                yield (Edit(a, b, text[c:d]), Edit(c, d, text[a:b]))


@slip("cap on the total instead of a part")
def _(rule: Rule) -> Iterator[Edits]:
    results = rule.results()
    for line in results:
        if len(results) == 1 and not line.section.scope:
            continue
        for at, part in enumerate(line.segments()):
            if at and is_cap(line, at) and part[-1].terminal == "QUANTITY" and len(part) == 2:
                last = results[-1].section.span.end
                yield (*without(line, at), Edit(last, last, f"\n封顶：{part[-1].span.text}。\n"))


@slip("cap on a part instead of the total")
def _(rule: Rule) -> Iterator[Edits]:
    for limit in rule.lines:
        if limit.section.heading == "封顶":
            for line in rule.results():
                end = line.span.end
                yield (*dropped(rule, limit), Edit(end, end, f"，封顶{limit.span.text}"))


@slip("floor for cap")
def _(rule: Rule) -> Iterator[Edits]:
    for section in rule.sections:
        if section.heading in ("封顶", "保底"):
            other = "保底" if section.heading == "封顶" else "封顶"
            yield (Edit(section.head_span.start, section.head_span.end, other),)
    for line in rule.lines:
        for token in line.tokens:
            if token.terminal in ("CAP", "FLOOR"):
                yield (Edit(token.span.start, token.span.end, "保底" if token.terminal == "CAP" else "封顶"),)


@slip("lower of two for higher")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        for token in line.tokens:
            if token.terminal in ("LOWEST", "HIGHEST"):
                word = "中较高者" if token.terminal == "LOWEST" else "中较低者"
                yield (Edit(token.span.start, token.span.end, word),)


@slip("other part of a band")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        if any(token.terminal == "PART" for token in line.tokens):
            yield from (bound.edits(not bound.is_low, bound.included) for bound in bounds(line))


def _edges(rule: Rule) -> Iterator[tuple[Line, Word]]:
    """The numbers at which something begins or ends."""
    for line in rule.lines:
        for bound in bounds(line):
            if bound.amount.terminal in AMOUNTS:
                yield line, bound.amount
        for low, high, _ in ranges(line):
            yield line, low
            yield line, high
        after_bound = False
        for token in line.tokens:
            # 达到300批次、350批次、400批次的
            after_bound = token.terminal in ("LOWER", "UPPER") or (
                after_bound and token.terminal in ("DUN", "QUANTITY", "RATE")
            )
            if after_bound and token.terminal in ("QUANTITY", "RATE"):
                yield line, token


@slip("edge moved up")
def _(rule: Rule) -> Iterator[Edits]:
    for _line, token in _edges(rule):
        if token.terminal in ("QUANTITY", "RATE"):
            yield (Edit(token.span.start, token.span.end, shifted(token.span.text, 1)),)


@slip("edge moved down")
def _(rule: Rule) -> Iterator[Edits]:
    for _line, token in _edges(rule):
        if token.terminal in ("QUANTITY", "RATE"):
            yield (Edit(token.span.start, token.span.end, shifted(token.span.text, -1)),)


@slip("edge times ten")
def _(rule: Rule) -> Iterator[Edits]:
    for _line, token in _edges(rule):
        if token.terminal in ("QUANTITY", "RATE"):
            yield (Edit(token.span.start, token.span.end, scaled(token.span.text, Fraction(10))),)


@slip("option moved")
def _(rule: Rule) -> Iterator[Edits]:
    """Another option of the same fact: 达到三级 for 达到二级."""
    for line in rule.lines:
        for token in line.tokens:
            if token.terminal == "VALUE":
                lists = [fact.reading.options for fact in rule.clause.facts if token.text in fact.reading.options]
                for options in lists[:1]:
                    other = options[(options.index(token.text) + 1) % len(options)]
                    yield (Edit(token.span.start, token.span.end, other),)


@slip("range opened")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        for low, high, all_of_it in ranges(line):
            yield (Edit(all_of_it.start, all_of_it.end, f"不低于{low.span.text}"),)
            yield (Edit(all_of_it.start, all_of_it.end, f"不超过{high.span.text}"),)
        found = list(bounds(line))
        for one, other in pairwise(found):
            if one.words[-1].span.end == other.words[0].span.start:
                yield (Edit(*place_of(one.words)),)
                yield (Edit(*place_of(other.words)),)


@slip("以上 for 超过, or back")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        if not any(token.terminal == "PART" for token in line.tokens):
            yield from (bound.edits(bound.is_low, not bound.included) for bound in bounds(line))
        for low, high, all_of_it in ranges(line):
            yield (Edit(all_of_it.start, all_of_it.end, f"超过{low.span.text}不超过{high.span.text}"),)
            yield (Edit(all_of_it.start, all_of_it.end, f"不低于{low.span.text}低于{high.span.text}"),)


@slip("万 for 亿, 万元 for 元")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        for token in line.tokens:
            if token.terminal == "QUANTITY":
                yield (Edit(token.span.start, token.span.end, other_size(token.span.text)),)


@slip("condition dropped")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        if line.section.heading == "条件":
            yield dropped(rule, line)


@slip("condition negated")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        if line.section.heading == "条件" and len(line.tokens) == 1:
            yield (Edit(line.span.start, line.span.start, "非"),)
        if line.section.heading == "条件" or line.is_result:
            has_part = any(token.terminal == "PART" for token in line.tokens)
            yield from (bound.edits(not bound.is_low, not bound.included) for bound in bounds(line) if not has_part)
            for _, token, after in line.triples():
                if token.terminal == "IS":
                    yield (Edit(token.span.start, token.span.end, "不为"),)
                elif token.terminal == "NOT" and after is not None:
                    yield (Edit(token.span.start, after.span.start),)
                elif token.terminal == "NAME" and after is not None and after.terminal == "THEN":
                    yield (Edit(token.span.start, token.span.start, "非"),)
                elif token.terminal == "GROWN":
                    yield (Edit(token.span.start, token.span.end, "有下降"),)
                elif token.terminal == "GROWTH":
                    yield (Edit(token.span.start, token.span.end, "下降"),)


@slip("condition for one case only, for all")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        if line.section.heading == "条件":
            for _, token, after in line.triples():
                if token.terminal == "THEN" and after is not None:
                    yield (Edit(line.span.start, after.span.start),)


@slip("且 for 或, or back")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        for token in line.tokens:
            if token.terminal in ("AND", "OR"):
                yield (Edit(token.span.start, token.span.end, "或" if token.terminal == "AND" else "且"),)


@slip("rate changed")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        for token in line.tokens:
            if token.terminal == "RATE":
                other = shifted(token.span.text, 1)
                other = other if other != token.span.text else scaled(token.span.text, Fraction(2))
                yield (Edit(token.span.start, token.span.end, other),)


@slip("rate times ten")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        for token in line.tokens:
            if token.terminal == "RATE":
                yield (Edit(token.span.start, token.span.end, scaled(token.span.text, Fraction(10))),)
            elif token.terminal == "FREE":
                yield (Edit(token.span.start, token.span.end, "减半"),)


@slip("分别 in another order")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        places = [at for at, token in enumerate(line.tokens) if token.terminal == "RESPECTIVELY"]
        for place in places:
            listed = [token for token in line.tokens[place:] if token.terminal in ("QUANTITY", "RATE")]
            for one, other in pairwise(listed):
                if one.text != other.text:
                    yield (
                        Edit(one.span.start, one.span.end, other.span.text),
                        Edit(other.span.start, other.span.end, one.span.text),
                    )


@slip("one of several dropped")
def _(rule: Rule) -> Iterator[Edits]:
    """One name of a sum, or one option of several, where nothing is listed beside them."""
    for line in rule.lines:
        if any(token.terminal == "RESPECTIVELY" for token in line.tokens):
            continue
        for at in range(1, len(line.tokens) - 1):
            before, dun, after = line.tokens[at - 1 : at + 2]
            if dun.terminal == "DUN" and line.section.heading != "填报":
                yield (Edit(before.span.end, after.span.end),)


@slip("扣除 or 减 dropped")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        if line.section.heading == "扣除":
            yield dropped(rule, line)
        for at, part in enumerate(line.segments()):
            if at and any(token.terminal == "DEDUCT" for token in part):
                yield without(line, at)
        for _, token, after in line.triples():
            if token.terminal == "MINUS" and after is not None:
                yield (Edit(token.span.start, after.span.end),)


def _prices(rule: Rule) -> Iterator[Word]:
    """每家分别100万元、50万元: the amounts of each."""
    for line in rule.results():
        is_price = False
        for token in line.tokens:
            is_price = is_price or token.terminal == "EACH"
            if token.terminal == "QUANTITY" and is_price and "元" in token.text:
                yield token


@slip("price times ten")
def _(rule: Rule) -> Iterator[Edits]:
    for token in _prices(rule):
        yield (Edit(token.span.start, token.span.end, scaled(token.span.text, Fraction(10))),)


@slip("amount changed")
def _(rule: Rule) -> Iterator[Edits]:
    """An amount that is no price, no cap and no edge."""
    edges = (token for _, token in _edges(rule))
    known = {id(token) for token in (*_prices(rule), *_cap_amounts(rule), *edges)}
    for line in rule.lines:
        for token in line.tokens:
            if token.terminal == "QUANTITY" and id(token) not in known:
                yield (Edit(token.span.start, token.span.end, scaled(token.span.text, Fraction(11, 10))),)


@slip("step changed")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.results():
        for before, token, _ in line.triples():
            if token.terminal == "QUANTITY" and before is not None and before.terminal in ("EACH", "EACH_MORE", "FROM"):
                yield (Edit(token.span.start, token.span.end, scaled(token.span.text, Fraction(2))),)


@slip("unit of a price dropped")
def _(rule: Rule) -> Iterator[Edits]:
    """20万元 once, for each of several."""
    for line in rule.results():
        for at, token in enumerate(line.tokens[:-1]):
            after = line.tokens[at + 1]
            if token.terminal == "EACH" and after.terminal == "ITEM" and line.tokens[at - 1].terminal == "COMMA":
                yield (Edit(line.span.start, after.span.end),)


@slip("another name of the same kind")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        if line.section.heading == "填报":
            continue
        for at, token in enumerate(line.tokens):
            is_defined = line.section.heading == "其中" and at == 0
            if token.terminal == "NAME" and not is_defined:
                yield from (
                    (Edit(token.span.start, token.span.end, other),) for other in rule.names.get(token.text, [])[:1]
                )


@slip("part of a result dropped")
def _(rule: Rule) -> Iterator[Edits]:
    results = rule.results()
    for line in results if len(results) > 1 else ():
        yield dropped(rule, line)
    for line in results:
        for at in range(1, len(line.segments())):
            part = line.segments()[at]
            if not is_cap(line, at) and part[0].terminal == "NAME":
                yield without(line, at)


@slip("cases exchanged")
def _(rule: Rule) -> Iterator[Edits]:
    text = rule.block.source.text
    results = rule.results()
    for one, other in pairwise(results):
        if other.tokens[0].terminal not in ("ALSO", "OTHERWISE"):
            yield (
                Edit(one.span.start, one.span.end, text[other.span.start : other.span.end]),
                Edit(other.span.start, other.span.end, text[one.span.start : one.span.end]),
            )
    for one, other in pairwise(results):
        heads = [
            [at for at, token in enumerate(line.tokens) if token.terminal in ("THEN", "OTHERWISE")]
            for line in (one, other)
        ]
        if all(heads):
            a, b = (line.tokens[head[0]].span.end for line, head in zip((one, other), heads, strict=True))
            yield (
                Edit(a, one.span.end, text[b : other.span.end]),
                Edit(b, other.span.end, text[a : one.span.end]),
            )


@slip("each for all")
def _(rule: Rule) -> Iterator[Edits]:
    """（逐笔、取最高4个） left out."""
    for section in rule.sections:
        if section.scope and "，" in section.scope:
            text = rule.block.source.text
            comma = re.compile("[，,]").search(text, section.head_span.end, section.content_span.start)
            close = re.compile("[）)]").search(text, section.head_span.end, section.content_span.start)
            if comma and close:
                yield (Edit(comma.start(), close.start()),)


@slip("check of the facts dropped")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        if line.section.heading == "核对":
            yield dropped(rule, line)


@slip("year moved")
def _(rule: Rule) -> Iterator[Edits]:
    spans = [section.content_span for section in rule.sections if section.heading == "有效期"]
    spans += [token.span for line in rule.lines for token in line.tokens if token.terminal == "DATE"]
    for span in spans:
        for year in re.finditer("[0-9]{4}(?=年)", span.text):
            at = span.start + year.start()
            yield (Edit(at, at + 4, str(int(year[0]) + 1)),)
