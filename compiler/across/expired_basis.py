"""A policy that goes by another which has ended before it begins (T0453).

Silent where the sentence is about the past: that the other is repealed, or what is still paid for its years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..report.errors.across import ExpiredBasis
from ..text.source import squeeze
from .side_by_side import Pair, agreed_at, day_words, named, period_of

_PAST = re.compile(
    r"废止|失效|终止|停止|不再|同时取消|代替|替代|取代|修订|修改|兑现|延续|继续|尚未|已受理|结转|衔接|原按|此前|过渡"
)


def expired_basis(pair: Pair) -> Iterator[ExpiredBasis]:
    before, after = period_of(pair.old), period_of(pair.new)
    title = squeeze(pair.old.title).text
    if before is None or after is None or before[1] >= after[0] or not title:
        return
    for paragraph in pair.new.document.paragraphs:
        squeezed = squeeze(paragraph.span.source.read.text, paragraph.span.start, paragraph.span.end)
        for sentence in re.finditer("[^。；]+", squeezed.text):
            at = sentence[0].find(f"《{title}》")
            if at < 0 or _PAST.search(sentence[0]) or _is_of_its_years(sentence[0].replace(title, ""), before[1].year):
                continue
            start = sentence.start() + at
            yield ExpiredBasis(
                span=squeezed.span(paragraph.span.source, start, start + len(title) + 2),
                policy=named(pair.old),
                ended=day_words(before[1]),
                begins=day_words(after[0]),
                passage=agreed_at(pair.old, "有效期[：:]([^；。\n]+)"),
            )


def _is_of_its_years(sentence: str, last: int) -> bool:
    """Whether a sentence speaks of a year in which the other policy was in force."""
    years = [int(year) for year in re.findall(r"(?<![0-9])((?:19|20)[0-9]{2})年", sentence)]
    return any(year <= last for year in years)
