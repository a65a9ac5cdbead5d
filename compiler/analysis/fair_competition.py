"""The sentences that 公平竞争审查 looks at: those of the document's own text that give something.

In: a policy.  Out: its sentences with an award, a subsidy or a remission, and the words that mean “here” in it (本区,
我市, and the places that its title names).  The regulation is 《公平竞争审查条例》 (State Council order 783, in force since
1 August 2024), its measures 《公平竞争审查条例实施办法》 (order 99 of the State Administration for Market Regulation, in
force since 20 April 2025); a policy that had ended before is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ..text.source import Source, Span, Squeezed, squeeze

if TYPE_CHECKING:
    from ..model.policy import Policy

IN_FORCE = date(2024, 8, 1)
_PAYS = re.compile(
    "奖励|奖补|补助|补贴|资助|贴息|返还|抵扣|抵用|扶持资金|专项资金|资金支持|租金减免|免租|奖(?=[0-9])|安排[^，。；]{0,6}名"
    "|给予[^。；]{0,30}(?:扶持|支持|优惠|倾斜|减免|补偿)|落户奖|安家[费补]|(?:享受|兑现)[^，。；]{0,12}(?:政策|优惠|扶持)"
    "|(?:[0-9][万亿]*元|[0-9]%)[^，。；]{0,15}(?:支持|扶持|补偿)|(?:支持|扶持|补偿)[^，。；]{0,8}(?:[0-9][万亿]*元|[0-9]%)"
    "|扶持(?=[，。；]|$)"
)
_PLACE = re.compile("[\u4e00-\u9fff]{1,4}?[省市区县州旗]")
# A place by its name, wherever it stands behind a word of place: 天河区, 长兴县.  园区, 城市, 外省 and 各县 are none.
_NAMED = (
    "(?![其他各外全跨异任多同该原所某上]|(?:大|小|新|老|主|旧|县|市|中心|建成|偏远|贫困)?(?:[城山郊]区|(?:城|超|夜|股|楼|都|集|入|门)市)"
    "|[\u4e00-\u9fff]{0,3}(?:园|社|小|校|景|厂|库|地|片|街|灾|功能|示范|试验|集聚|保税|自贸|行政|注册|户籍)区)"
    "[\u4e00-\u9fff]{1,3}[市区县州旗](?![场委属级民政值面块域间别])"
)
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
    """A sentence from ``start`` to ``end`` of a squeezed paragraph; ``place`` is where it belongs: its article, else its
    chapter, else itself."""

    source: Source
    squeezed: Squeezed
    start: int
    end: int
    place: int

    @property
    def text(self) -> str:
        return self.squeezed.text[self.start : self.end]

    def span(self, found: re.Match[str]) -> Span:
        """The place of what was found in ``text``."""
        return self.squeezed.span(self.source, self.start + found.start(), self.start + found.end())


@lru_cache(maxsize=4)
def paying_sentences(policy: Policy) -> tuple[PayingSentence, ...]:
    """In the order of the text; titles and what stands before the first article are none."""
    return tuple(_paying_sentences(policy))


def _paying_sentences(policy: Policy) -> Iterator[PayingSentence]:
    for paragraph in policy.document.paragraphs:
        span = paragraph.span
        terms = policy.terms.get(span.source.name) or policy.terms.get("")
        is_over = terms is not None and terms.valid is not None and terms.valid[1] < IN_FORCE
        if paragraph.role in ("article", "item", "text", "chapter", "section") and not is_over:
            squeezed = squeeze(span.source.read.text, span.start, span.end)
            for found in re.finditer("[^。；]+", squeezed.text):
                if _PAYS.search(found[0]):
                    place = id(paragraph.article or paragraph.chapter or paragraph)
                    yield PayingSentence(span.source, squeezed, found.start(), found.end(), place)


def first_of_each(policy: Policy, find: Callable[[str], re.Match[str] | None]) -> Iterator[tuple[Span, str]]:
    """What is found first in each article: its place, and its words."""
    seen: set[int] = set()
    for sentence in paying_sentences(policy):
        if sentence.place not in seen and (found := find(sentence.text)):
            seen.add(sentence.place)
            yield sentence.span(found), found[0]


def first_that(pattern: re.Pattern[str], text: str, holds: Callable[[re.Match[str]], bool]) -> re.Match[str] | None:
    return next(filter(holds, pattern.finditer(text)), None)


def words_for_here(title: str) -> str:
    """A pattern for the words that mean the place of a document, which its title names.

    >>> bool(re.search(words_for_here("金华市金东区关于推动高质量发展的若干政策"), "向金东区创新载体购买"))
    True
    """
    head = re.split("人民政府|管委会|管理委员会|关于|若干|促进|支持|推动|加快", title, maxsplit=1)[0]
    places = [place for place in _PLACE.findall(head) if place[0] not in "某全本各我"]
    stems = [place[:-1] for place in places if len(place) > 2]
    return "(?:" + "|".join((*map(re.escape, (*places, *stems)), *_HERE, _NAMED)) + ")"
