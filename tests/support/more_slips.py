"""Further kinds of slips: in the kind of a result, what a fact may be, what cases are to one another, tables, order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, pairwise

from tiaowen.compiler.reading.syntax import Section, Word

from .rule_words import Edit, Edits, Line, Rule, is_cap, place_of, scaled, without
from .slip import slip

_OTHER_KIND = {"奖补": "减免", "减免": "补助", "交纳": "补助"}
_ROUNDINGS = ("四舍五入到元", "舍去到元", "进位到元")


def _results(rule: Rule) -> list[Section]:
    return [section for section in rule.sections if section.kind.form is not None]


def _heading(section: Section, word: str) -> Edits:
    """The section under another heading, with what stands in brackets behind it."""
    start = section.head_span.start
    return (Edit(start, start + len(section.heading), word),)


@slip("kind of result exchanged")
def _(rule: Rule) -> Iterator[Edits]:
    for section in _results(rule):
        other = _OTHER_KIND.get(section.kind.form or "")
        if other is not None:
            yield _heading(section, other)


@slip("最高 for an amount, or back")
def _(rule: Rule) -> Iterator[Edits]:
    for section in _results(rule):
        if section.kind.form in ("奖补", "减免"):
            word = section.heading
            yield _heading(section, word.removeprefix("最高") if word.startswith("最高") else f"最高{word}")


@slip("rounding changed")
def _(rule: Rule) -> Iterator[Edits]:
    theirs = [section for section in rule.sections if section.heading == "取整"]
    for section in theirs:
        said = section.content_span
        others = [words for words in _ROUNDINGS if words not in said.text]
        yield (Edit(section.span.start, section.span.end),)
        yield (Edit(said.start, said.end, others[0]),)
    results = _results(rule)
    if not theirs and results and results[-1].kind.form in ("奖补", "减免", "交纳"):
        end = results[-1].span.end
        yield from ((Edit(end, end, f"\n取整：{words}。\n"),) for words in _ROUNDINGS[1:])
    for line in rule.lines:
        for token in line.tokens:
            if token.terminal in ("ROUND", "ROUNDING", "ROUND_TO"):
                other = token.text.replace("四舍五入", "?").replace("舍去", "四舍五入").replace("?", "舍去")
                yield (Edit(token.span.start, token.span.end, other),)


@slip("就高 for the first, or back")
def _(rule: Rule) -> Iterator[Edits]:
    source = rule.block.source.text
    for section in _results(rule):
        # what stands in brackets behind the heading, and the colon
        start, end = section.head_span.end, section.content_span.start
        behind = source[start:end]
        if section.order:
            text = re.sub(f"[，,、]?{section.order}|{section.order}[，,、]", "", behind)
            yield (Edit(start, end, re.sub("（）|[(][)]", "", text)),)
        elif sum(line.section is section for line in rule.lines) > 1:
            text = re.sub("[）)]", "，就高）", behind, count=1)
            yield (Edit(start, end, text if text != behind else f"（就高）{behind}"),)


@slip("同时 for another case, or back")
def _(rule: Rule) -> Iterator[Edits]:
    for section in (section for section in rule.sections if section.kind.form is not None or section.heading == "其中"):
        lines = [line for line in rule.lines if line.section is section]
        for line in lines[1:]:
            first = line.tokens[0]
            if first.terminal == "ALSO":
                yield (Edit(first.span.start, line.tokens[1].span.start),)
            elif first.terminal != "OTHERWISE" and any(token.terminal == "THEN" for token in line.tokens):
                yield (Edit(line.span.start, line.span.start, "同时，"),)


def _modifiers(rule: Rule) -> Iterator[tuple[Line, int, tuple[Word, ...]]]:
    """What stands behind the type of a fact: ，1至3, ，未填按150%."""
    for line in rule.lines:
        if line.section.heading == "填报":
            for at, part in enumerate(line.segments()):
                if at and part[0].terminal != "NAME":
                    yield line, at, part


@slip("range or default of a fact dropped")
def _(rule: Rule) -> Iterator[Edits]:
    yield from (without(line, at) for line, at, _ in _modifiers(rule))


@slip("range or default of a fact changed")
def _(rule: Rule) -> Iterator[Edits]:
    for _line, _at, part in _modifiers(rule):
        for token in part:
            if token.terminal in ("QUANTITY", "RATE", "NUMBER", "COUNT"):
                yield (Edit(token.span.start, token.span.end, scaled(token.span.text, Fraction(2))),)


@slip("option of a fact lost")
def _(rule: Rule) -> Iterator[Edits]:
    for fact in rule.clause.facts:
        for section in rule.sections if fact.reading.kind == "option" else ():
            text = section.content_span.text if section.heading == "填报" else ""
            for one, other in pairwise(fact.reading.options):
                listed = re.search(f"{re.escape(one)}、{re.escape(other)}", text)
                if listed:
                    at = section.content_span.start + listed.start()
                    yield (Edit(at, at + len(one) + 1),)


@slip("row of a table lost")
def _(rule: Rule) -> Iterator[Edits]:
    for section in rule.sections:
        if section.heading != "标准":
            continue
        start, rows = section.content_span.start, list(re.finditer("[^\n]*[｜|\t][^\n]*\n?", section.content_span.text))
        for row in rows[1:]:
            if len(rows) > 2:
                yield (Edit(start + row.start(), start + row.end()),)


@slip("two names exchanged")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        names = [token for token in line.tokens if token.terminal == "NAME" and line.section.heading != "填报"]
        for one, other in combinations(names[1:] if line.section.heading == "其中" else names, 2):
            if other.text in rule.names.get(one.text, ()):
                yield _exchanged(one, other)
                break


@slip("two numbers exchanged")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.lines:
        for kind in ("QUANTITY", "RATE"):
            numbers = [token for token in line.tokens if token.terminal == kind and line.section.heading != "填报"]
            for one, other in pairwise(numbers):
                if one.text != other.text and _unit(one) == _unit(other):
                    yield _exchanged(one, other)


def _exchanged(one: Word, other: Word) -> Edits:
    return (
        Edit(one.span.start, one.span.end, other.span.text),
        Edit(other.span.start, other.span.end, one.span.text),
    )


def _unit(token: Word) -> str:
    return re.sub("[0-9.,，万亿千百十]", "", token.text)


@slip("steps in another order")
def _(rule: Rule) -> Iterator[Edits]:
    for line in rule.results():
        parts = line.segments()
        text = rule.block.source.text
        for at, (one, other) in enumerate(pairwise(parts[1:]), 1):
            (a, b), (c, d) = place_of(one), place_of(other)
            if not is_cap(line, at + 1) and not any(
                token.terminal in ("THEN", "OTHERWISE") for token in (*one, *other)
            ):
                yield (Edit(a, b, text[c:d]), Edit(c, d, text[a:b]))
