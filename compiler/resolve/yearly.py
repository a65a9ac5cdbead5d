"""（逐年，共3年）: the amounts of several years, of lists that have one for each, and what is carried on to the next.

In: the section of a result.  Out: the amount of one year, sentences, series; faults are reported.
"""

from collections.abc import Sequence
from dataclasses import replace

from ..bind.binder import Binder, Refused
from ..bind.names import walked, within_list
from ..bind.sentences import lines_of
from ..bind.units import alike
from ..meaning.mechanisms.alternatives import choose
from ..meaning.mechanisms.of_item import OfItem
from ..meaning.series import capped_each, carried, carried_in
from ..model.clause import Fact, Series
from ..model.expr import Expr
from ..model.types import ListType, NumberType
from ..reading.layout import items
from ..reading.syntax import Section, Sentence
from ..report.errors.types import WrongType
from ..text.source import fold, squeeze
from .context import Rule
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
    rule.binder.out.lengths.update(dict.fromkeys(used, count))
    return OfItem(lists=used, place=position, body=amount, type=amount.type)


def at_year(rule: Rule, position: int, width: int, each: str) -> Binder:
    """The binder of one year of several: a list of as many amounts has one for each."""
    here = replace(rule.binder.here, position=position, width=width, of_one=(each.removeprefix("个"),) if each else ())
    return replace(rule.binder, here=here, heading=replace(rule.binder.heading, is_series=True))


def carries(section: Section) -> bool:
    """Whether 超过部分结转下年 is the end of a section."""
    source, start, end = section.span.source, section.content_span.start, section.content_span.end
    return carried_in(squeeze(source.read.text, start, end).text) is not None


def end_of(section: Section) -> int:
    """Where the sentences of a section end: before 超过部分结转下年, where that is the last of it."""
    source, start, end = section.span.source, section.content_span.start, section.content_span.end
    written = squeeze(source.read.text, start, end)
    at = carried_in(written.text)
    return end if at is None else written.span(source, at, at + 1).start


def sentences_of(rule: Rule, section: Section) -> tuple[Sequence[Sentence], bool]:
    """The sentences of a result, and whether what is over is carried on to the next year."""
    if not carries(section):
        return rule.sentences(section, "line"), False
    source = section.span.source
    places = items(fold(source.read.text), section.content_span.start, end_of(section))
    return [rule.sentence(section, start, end, "line") for start, end in places], True


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
