"""Lists of a quotation in which a higher grade or threshold earns less: 国家级、省级，分别奖励50万元、100万元.

In: a quotation with its figures.  Out: the pairs of amounts that go the wrong way round.  Only grades whose order
everybody knows, of things that are the same otherwise; of thresholds only those that are not in order themselves (where
they are, the rule's own tiers tell more).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ..accounts.accounting import Quotation
from ..document.figures import MONEY, Figure
from ..language.bounds_words import words_of

# From the highest to the lowest.
_SCALES = (
    ("国家级", "省级", "市级", "(?:县级|区级|县区级|区县级)"),
    ("特等奖", "一等奖", "二等奖", "三等奖", "优秀奖"),
    ("(?:五星级?|5星级?)", "(?:四星级?|4星级?)", "(?:三星级?|3星级?)", "(?:二星级?|2星级?)"),
    ("(?:5A级?|AAAAA级?)", "(?:4A级?|(?<!A)AAAA级?(?!A))", "(?:3A级?|(?<!A)AAA级?(?!A))"),
    ("金奖", "银奖", "铜奖"),
    ("冠军", "亚军", "季军"),
    ("博士", "硕士", "(?:本科|学士)"),
)
_RESPECTIVELY = re.compile("分别[^，。；、0-9]{0,12}$")
_AND = re.compile("[、和及与]")
_REACHED = re.compile(f"(?:{'|'.join(words_of('before', side='low'))})$")


@dataclass(frozen=True, slots=True)
class UpsideDown:
    """``higher`` is said to earn ``less``, ``lower`` to earn ``more``."""

    higher: str
    less: Figure
    lower: str
    more: Figure


def upside_down(quotation: Quotation) -> Iterator[UpsideDown]:
    """The first such pair of each list."""
    for first, amounts in _lists(quotation, MONEY):
        head = quotation.text[: first.start]
        respectively = _RESPECTIVELY.search(head)
        if respectively and len(amounts) > 1:
            ranked = _ranked(head[: respectively.start()], len(amounts)) or _thresholds(
                quotation, respectively.start(), len(amounts)
            )
            yield from _first_pair(ranked, amounts)


def _lists(quotation: Quotation, kind: str) -> Iterator[tuple[Figure, list[Figure]]]:
    """The runs of figures of a kind with nothing but 、 between them."""
    run: list[Figure] = []
    for figure in quotation.figures:
        is_next = run and _AND.fullmatch(quotation.text, run[-1].end, figure.start)
        if run and not (is_next and _is(figure, kind)):
            yield run[0], run
            run = []
        if _is(figure, kind):
            run.append(figure)
    if run:
        yield run[0], run


def _is(figure: Figure, kind: str) -> bool:
    return any(value.kind == kind for value in figure.values)


def _number(figure: Figure) -> Fraction:
    return next(value.number for value in figure.values)


def _ranked(before: str, count: int) -> list[tuple[Fraction, str]]:
    """How high each of the last so many things of a list is, and its grade; nothing where they are no such list."""
    sentence = re.split("[。；]", before)[-1]
    listed = re.split("，(?!每)", sentence.rstrip("，"))[-1]
    items = _AND.split(listed)[-count:]
    for scale in _SCALES:
        found = [
            [(rank, match) for rank, word in enumerate(scale) if (match := re.search(word, item))] for item in items
        ]
        if len(items) == count and all(len(one) == 1 for one in found):
            grades = [one[0] for one in found]
            if _are_alike([(item[: m.start()], item[m.end() :]) for item, (_, m) in zip(items, grades, strict=True)]):
                return [(Fraction(-rank), match[0]) for rank, match in grades]
    return []


def _are_alike(around: Sequence[tuple[str, str]]) -> bool:
    """Whether things are the same but for the grade: what stands before the first and behind the last may be of all."""
    fronts, backs = [front for front, _ in around], [back for _, back in around]
    front, back = set(fronts[1:]), set(backs[:-1])
    return (
        len(front) == len(back) == 1
        and fronts[0].endswith(min(front))
        and (backs[-1].startswith(min(back)) or not backs[-1])
    )


def _thresholds(quotation: Quotation, until: int, count: int) -> list[tuple[Fraction, str]]:
    """Thresholds before 分别 that are not in order, or only two: 达到1亿元、5万元、10亿元."""
    for first, run in _runs_of_one_kind(quotation, until):
        between = quotation.text[run[-1].end : until]
        reached = _REACHED.search(quotation.text, 0, first.start) or between.startswith("以上")
        if (
            len(run) == count
            and reached
            and re.fullmatch("(?:以上)?的?[^，。；0-9]{0,8}，?(?:按?[^，。；0-9]{0,6})", between)
        ):
            numbers = [_number(figure) for figure in run]
            steps = [one < other for one, other in pairwise(numbers)]
            if count == 2 or len(set(steps)) > 1:
                return list(zip(numbers, [figure.text for figure in run], strict=True))
    return []


def _runs_of_one_kind(quotation: Quotation, until: int) -> Iterator[tuple[Figure, list[Figure]]]:
    kinds = {value.kind for figure in quotation.figures for value in figure.values}
    for kind in sorted(kinds):
        yield from ((first, run) for first, run in _lists(quotation, kind) if run[-1].end <= until)


def _first_pair(ranked: Sequence[tuple[Fraction, str]], amounts: Sequence[Figure]) -> Iterator[UpsideDown]:
    placed = sorted(zip(ranked, amounts, strict=False), key=lambda pair: pair[0][0])
    for ((low, lower), more), ((high, higher), less) in pairwise(placed):
        if low < high and _number(more) > _number(less):
            yield UpsideDown(higher=higher, less=less, lower=lower, more=more)
            return
