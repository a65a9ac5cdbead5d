"""（逐年，共3年）: the amounts of several years, of lists that have one for each, and what is carried on to the next.

In: the section of a result.  Out: the amount of one year, sentences, series; faults are reported.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..bind.binder import Binder, Refused
from ..bind.names import walked, within_list
from ..bind.sentences import lines_of
from ..bind.units import alike
from ..meaning.mechanisms.alternatives import choose
from ..meaning.mechanisms.of_item import OfItem
from ..meaning.series import capped_each, carried, count_literal, same_each_year, stepped, yearly
from ..meaning.wording import plain_words
from ..meaning.year_words import carried_in, together_in, years_said
from ..model.clause import Fact, Series
from ..model.expr import Expr, Literal, Product
from ..model.types import ListType, NumberType
from ..reading.layout import items
from ..reading.syntax import Section, Sentence
from ..report.errors.levels import OfNoItem
from ..report.errors.types import BarePercentage, WrongType
from ..text.source import Squeezed, fold, squeeze
from .context import Rule, so_many
from .scope import Unsound


def lists_of_years(rule: Rule, section: Section, each: str) -> tuple[str, ...]:
    """The lists counted in years, where they are years, of which the sentences speak: each has one for every year."""
    source, start, end = section.span.source, section.content_span.start, section.content_span.end
    written = squeeze(source.read.text, start, end).text
    counted = [
        fact
        for fact in rule.facts.values()
        if isinstance(fact.type, ListType) and fact.type.each.removeprefix("个") == each.removeprefix("个")
    ]
    made = [(name, pending.of_list) for name, pending in rule.scope.pending.items() if pending.of_list]

    def is_spoken_of(fact: Fact) -> bool:
        assert isinstance(fact.type, ListType)
        names = (fact.name, *dict(fact.type.fields), *(name for name, of_list in made if of_list == fact.name))
        return any(name in written for name in names)

    return tuple(fact.name for fact in counted) if any(map(is_spoken_of, counted)) else ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, and the years (by place) that it is about: None of all, or (``is_rest``) of those that no other names."""

    read: Sentence
    years: frozenset[int] | None = None
    is_rest: bool = False


def read_years(rule: Rule, section: Section, count: int, each: str) -> Series | None:
    """The amounts of so many years, of each what its sentences say; then what is carried on, and what caps all of them."""
    written, source = _written(section), section.span.source
    carried_at, capped = carried_in(written.text), together_in(written.text)
    ends = [at for at in (carried_at, capped[0] if capped else None) if at is not None]
    end = written.span(source, min(ends), min(ends) + 1).start if ends else section.content_span.end
    spoken = spoken_by_year(rule, section, end, count)
    lists = lists_of_years(rule, section, each)
    if missing := [at for at in range(count) if not sentences_of_year(spoken, at)]:
        rule.report.add(_year_left_out(section, missing[0], each))
        return None
    rule.binder.out.literals.extend(_counts(spoken, count, each))
    series = yearly(count, each, lambda at: of_year(rule, at, count, each, lists, sentences_of_year(spoken, at)))
    series = None if series is None else _of_the_same(series)
    if series is None or not _are_alike(rule, series, section):
        return None
    if same := same_each_year(series, each):
        rule.report.add(OfNoItem(span=section.content_span, what=plain_words(same), each=each, is_of_years=True))
    if carried_at is not None:
        return carried_on(rule, series, section)
    if capped is None:
        return series
    place = written.span(source, capped[1], len(written.text.rstrip("。；")))
    limit = lines(rule.binder, [rule.sentence(section, place.start, place.end, "line")])
    return None if limit is None else stepped(series, "封顶", limit)


def _of_the_same(series: Series) -> Series:
    """前三年按贡献的100%，后两年按50%: a percentage alone is of what that of the years before is of."""
    made: list[tuple[str, Expr]] = []
    for at, (label, amount) in enumerate(series.parts):
        if at and isinstance(amount, Literal) and amount.type.is_ratio:
            amount = _at_rate(made[-1][1], amount, at) or amount
        made.append((label, amount))
    return replace(series, parts=tuple(made))


def _at_rate(before: Expr, rate: Literal, at: int) -> Expr | None:
    """The amount of the year before at another rate, for the year at a place."""
    match before:
        case OfItem(body=body):
            inner = _at_rate(body, rate, at)
            return None if inner is None else replace(before, place=at, body=inner)
        case Product(right=Literal() as own) if own.type.is_ratio:
            return replace(before, right=rate)
    return None


def _are_alike(rule: Rule, series: Series, section: Section) -> bool:
    """Whether the amounts of all years are of one kind: 后两年按50% says of nothing what it is half of."""
    first = next((made for _, made in series.parts if not isinstance(made, Literal) or not made.type.is_ratio), None)
    for _, amount in series.parts:
        if first is not None and isinstance(amount, Literal) and amount.type.is_ratio:
            rule.report.add(BarePercentage(span=amount.span or section.content_span, text=amount.text))
            return False
        try:
            alike(amount, first or amount, section.content_span)
        except Refused as refused:
            rule.report.add(refused.diagnostic)
            return False
    return True


def _counts(spoken: Sequence[Spoken], count: int, each: str) -> list[Literal]:
    """The numbers of years that the words have: 共5年, or 前三年 and 后两年 that make five."""
    said = [len(made.years) for made in spoken if made.years and len(made.years) > 1]
    counts = [count_literal(made, each) for made in said]
    return (
        counts
        if sum(len(made.years or ()) for made in spoken) == count and said
        else [*counts, count_literal(count, each)]
    )


def _year_left_out(section: Section, at: int, each: str) -> WrongType:
    wanted = (
        f"每{each}都有一句，第{at + 1}{each}没有",
        f"a sentence for every {each}: there is none for number {at + 1}",
    )
    advice = ("没有说到的几年写「其余年度，……」", "for the others write 其余年度，…")
    return WrongType(span=section.content_span, what=section.heading, wanted=wanted, advice=advice)


def capped_by_year(rule: Rule, series: Series, section: Section, read: Sequence[Sentence]) -> Series | None:
    """封顶：每年不超过实缴: each year by what a list has for it; None where the cap is of no list."""
    each, count = series.parts[0][0].lstrip("第0123456789"), len(series.parts)
    lists = () if series.named else lists_of_years(rule, section, each)
    if not lists:
        return None
    limits = [of_year(rule, at, count, each, lists, read) for at in range(count)]
    try:
        pairs = zip(limits, series.parts, strict=True)
        found = [alike(limit, part, section.content_span) for limit, (_, part) in pairs if limit is not None]
    except Refused as refused:
        rule.report.add(refused.diagnostic)
        return series
    return capped_each(series, found) if len(found) == count else series


def of_year(
    rule: Rule, position: int, count: int, each: str, lists: tuple[str, ...], read: Sequence[Sentence]
) -> Expr | None:
    """The amount of one year: of lists that have one for each, what is of this one."""
    here = at_year(rule, position, count, each)
    if not lists:
        return lines(here, read)
    inner = within_list(here, *lists)
    amount = lines(inner, read)
    if amount is None or not (used := walked(inner, amount)):
        return amount
    assert isinstance(amount.type, NumberType)
    so_many(rule, used, count, read[0].span)
    return OfItem(lists=used, place=position, body=amount, type=amount.type)


def at_year(rule: Rule, position: int, width: int, each: str) -> Binder:
    """The binder of one year of several: a list of as many amounts has one for each."""
    here = replace(rule.binder.here, position=position, width=width, of_one=(each.removeprefix("个"),) if each else ())
    return replace(rule.binder, here=here, heading=replace(rule.binder.heading, is_series=True))


def carries(section: Section) -> bool:
    """Whether 超过部分结转下年 is the end of a section."""
    return carried_in(_written(section).text) is not None


def end_of(section: Section) -> int:
    """Where the sentences of a section end: before 超过部分结转下年, where that is the last of it."""
    written = _written(section)
    at = carried_in(written.text)
    return section.content_span.end if at is None else written.span(section.span.source, at, at + 1).start


def _written(section: Section) -> Squeezed:
    return squeeze(section.span.source.read.text, section.content_span.start, section.content_span.end)


def sentences_of(rule: Rule, section: Section, end: int | None = None) -> Sequence[Sentence]:
    """The sentences of a result, up to ``end`` where what is behind it is no sentence."""
    if end is None:
        return rule.sentences(section, "line")
    places = items(fold(section.span.source.read.text), section.content_span.start, end)
    return [rule.sentence(section, start, stop, "line") for start, stop in places]


def spoken_by_year(rule: Rule, section: Section, end: int, count: int) -> list[Spoken]:
    """The sentences of several years, each with those that it is about: 前三年按……，后两年按……."""
    source = section.span.source
    found: list[Spoken] = []
    for start, stop in items(fold(source.read.text), section.content_span.start, end):
        written = squeeze(source.read.text, start, stop)
        text = written.text
        starts = (0, *(match.end() for match in re.finditer("，", text)))
        begins = [at for at in starts if years_said(text, at, count) and not _is_name(rule, text, at)]
        if not begins or begins[0] != 0:
            found.append(Spoken(rule.sentence(section, start, stop, "line")))
            continue
        for at, after in zip(begins, [*begins[1:], len(text) + 1], strict=True):
            said = years_said(text, at, count)
            assert said is not None
            place = written.span(source, said[1], after - 1)
            read = rule.sentence(section, place.start, place.end, "line")
            found.append(Spoken(read, said[0], is_rest=said[0] is None))
    return found


def _is_name(rule: Rule, text: str, at: int) -> bool:
    """Whether a name of the rule stands there that begins so: 第一年租金."""
    return any(name.startswith(("第", "前", "后", "首")) and text.startswith(name, at) for name in rule.scope)


def sentences_of_year(spoken: Sequence[Spoken], at: int) -> list[Sentence]:
    """The sentences that are about a year."""
    named = frozenset[int]().union(*(each.years for each in spoken if each.years is not None))
    return [
        each.read
        for each in spoken
        if (each.years is None and not each.is_rest) or at in (each.years or ()) or (each.is_rest and at not in named)
    ]


def carried_on(rule: Rule, series: Series, section: Section) -> Series | None:
    try:
        return carried(series, section.content_span)
    except Refused as refused:
        rule.report.add(refused.diagnostic)
        return None


def carried_where(section: Section) -> WrongType:
    wanted = ("共几年的一列，才有下一年", "so many years, of which one is the next")
    advice = (
        f"写明共几年，每年填一个数：「{section.heading}（逐年，共3年）：……，每年封顶10万元，超过部分结转下年」",
        f"say how many years: {section.heading}（逐年，共3年）：…，每年封顶10万元，超过部分结转下年",
    )
    return WrongType(span=section.content_span, what="结转", wanted=wanted, advice=advice)


def lines(binder: Binder, read: Sequence[Sentence]) -> Expr | None:
    try:
        return lines_of(binder, read, choose)
    except Unsound:
        return None
