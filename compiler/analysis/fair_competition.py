"""The sentences that 公平竞争审查 looks at: those of the document's own text that give something.

In: a policy.  Out: its sentences with an award, a subsidy or a remission, and the words that mean “here” in it (本区,
我市, and the places that its title names).  The regulation is 《公平竞争审查条例》 (State Council order 783, in force since
1 August 2024), its measures 《公平竞争审查条例实施办法》 (order 99 of the State Administration for Market Regulation, in
force since 20 April 2025); a policy that had ended before is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..text.source import Source, Span, Squeezed, squeeze

if TYPE_CHECKING:
    from ..model.policy import Policy

IN_FORCE = date(2024, 8, 1)
_PAYS = re.compile(
    "奖励|奖补|补助|补贴|资助|贴息|返还|抵扣|抵用|扶持资金|专项资金|资金支持|给予[^，。；]{0,6}扶持|租金减免|免租|奖(?=[0-9])|安排[^，。；]{0,6}名"
)
_PLACE = re.compile("[\u4e00-\u9fff]{1,4}?[省市区县州旗]")
_HERE = (
    "[本我该](?:省|市|区|县|州|旗|镇|街道|园区|开发区)",
    "(?:高新|经开|开发)区",
    "当地",
    "本地",
    "辖区内?",
    "(?<![园社小景校厂库])区内",
    "(?<!城)市内",
    "县内",
)


@dataclass(frozen=True, slots=True)
class PayingSentence:
    """A sentence from ``start`` to ``end`` of a squeezed paragraph."""

    source: Source
    squeezed: Squeezed
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.squeezed.text[self.start : self.end]

    def span(self, found: re.Match[str]) -> Span:
        """The place of what was found in ``text``."""
        return self.squeezed.span(self.source, self.start + found.start(), self.start + found.end())


def paying_sentences(policy: Policy) -> Iterator[PayingSentence]:
    """In the order of the text; titles and what stands before the first article are none."""
    for paragraph in policy.document.paragraphs:
        span = paragraph.span
        terms = policy.terms.get(span.source.name) or policy.terms.get("")
        is_over = terms is not None and terms.valid is not None and terms.valid[1] < IN_FORCE
        if paragraph.role in ("article", "item", "text", "chapter", "section") and not is_over:
            squeezed = squeeze(span.source.read.text, span.start, span.end)
            for found in re.finditer("[^。；]+", squeezed.text):
                if _PAYS.search(found[0]):
                    yield PayingSentence(span.source, squeezed, found.start(), found.end())


def words_for_here(title: str) -> str:
    """A pattern for the words that mean the place of a document, which its title names.

    >>> bool(re.search(words_for_here("金华市金东区关于推动高质量发展的若干政策"), "向金东区创新载体购买"))
    True
    """
    head = re.split("人民政府|管委会|管理委员会|关于|若干|促进|支持|推动|加快", title, maxsplit=1)[0]
    places = [place for place in _PLACE.findall(head) if place[0] not in "某全本各我"]
    stems = [place[:-1] for place in places if len(place) > 2]
    return "(?:" + "|".join((*map(re.escape, (*places, *stems)), *_HERE)) + ")"
