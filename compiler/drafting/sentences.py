"""The sentences of a document that pay, waive or levy, and that no block quotes.

In: a policy.  Out: ``Sentence``s in the order of the document.  A sentence ends with 。 or ；; what only limits the sentence
before it (；单个企业最高50万元) is part of it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..accounts.coverage import bindings_of
from ..document.document import Article, Paragraph
from ..document.figures import figures
from ..document.numbering import read_marker
from ..document.roles_in_text import roles_in
from ..model.policy import Policy
from ..resolve.citation import cited, read_citation
from ..text.source import Span, squeeze


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text`` is squeezed, without the end of the sentence; ``quote`` its characters as they stand in the document;
    ``gives``: whether it pays for certain, where others may only decide who has a right."""

    text: str
    quote: str
    paragraph: Paragraph
    gives: bool = True

    @property
    def article(self) -> Article | None:
        return self.paragraph.article


def paying(policy: Policy) -> Iterator[Sentence]:
    taken = _taken(policy)
    for paragraph in policy.document.paragraphs:
        if paragraph.is_said and paragraph.role not in ("chapter", "section", "preamble"):
            for sentence, span in _sentences(paragraph):
                if (sentence.gives or _DECIDES.search(sentence.text)) and not any(
                    _overlaps(span, other) for other in taken
                ):
                    yield sentence


def _taken(policy: Policy) -> list[Span]:
    """The places that blocks quote, drafts too."""
    places = [binding.span for binding in bindings_of(policy)]
    for block in policy.document.blocks:
        citation = read_citation(block.body) if block.kind == "草稿" else None
        if citation is not None:
            places += cited(policy.document, citation, block.article)
    return places


def _overlaps(one: Span, other: Span) -> bool:
    return one.source.name == other.source.name and one.start < other.end and other.start < one.end


def _sentences(paragraph: Paragraph) -> Iterator[tuple[Sentence, Span]]:
    source, span = paragraph.span.source, paragraph.span
    squeezed = squeeze(source.read.text, span.start, span.end)
    marker = read_marker(squeezed.text) if paragraph.role in ("article", "item") else None
    for start, end in ends(squeezed.text, marker.length if marker else 0):
        place = squeezed.span(source, start, end)
        quote = "".join(source.read.text[at] for at in squeezed.origin[start:end])
        text = squeezed.text[start:end]
        yield Sentence(text=text, quote=quote, paragraph=paragraph, gives=pays(text)), place


def ends(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end: at 。 and ； outside of brackets, and not before what only goes on."""
    depth = 0
    begun = start
    for at in range(start, len(text)):
        sign = text[at]
        depth += (sign in "（“《") - (sign in "）”》" and depth > 0)
        if sign in "。；" and depth == 0:
            if _goes_on(text, at):
                continue
            if begun < at:
                yield begun, at
            begun = at + 1
    if begun < len(text):
        yield begun, len(text)


def _goes_on(text: str, at: int) -> bool:
    """Whether what follows the sign belongs to what stands before it."""
    if (_GOES_ON if text[at] == "；" else _LIMITS).match(text, at + 1) or _BAND.match(text, at + 1):
        return True
    half = _HALF.search(text, 0, at)
    return half is not None and bool(re.match(f"[^。；]*{re.escape(half[0])}(?:[。；]|$)", text[at + 1 :]))


_HALF = re.compile("减半[^，。；]{4,20}$")
_WHO = "(?:(?:每|单|同)一?(?:个|家|户|项|人|年)?(?:企业|项目|单位|机构|个人|年度|主体)?)?"
_GOES_ON = re.compile(
    f"(?:但|且|其中)?{_WHO}(?:每年|年度|全年|当年)?(?:累计|合计|奖励|补助|补贴|资助|总额)*(?:最高|不超过|封顶)"
)
# The next of several bands: ；超过1万元至10万元的部分，按照2.5%交纳
_BAND = re.compile("(?:[0-9]{1,2}[.．、])?超过[0-9][0-9.,]*[万亿]?元")
# What limits all that was said before: 。但是，当事人申请保全措施交纳的费用最多不超过5000元
_LIMITS = re.compile("但是?，?[^，。；：0-9]{0,24}(?:最高|最多)?(?:不超过|不得超过|不高于)[0-9]")
_GIVES = re.compile(
    "奖励|补助|补贴|抵用|资助|奖补|贴息|补偿|返还|支持|扶持|发放|救助|报销|抵扣|配套|给予|减免|减征|免收|免征|减收|优惠|征收|收取|缴纳|交纳|计收|加收|(?<=[%‰])扣除"
)
_WAIVES = re.compile("免(?:收|征|缴|交|除)|减半(?:收|征|缴|交)|全额(?:补|返|免)|按日(?:加收|计收|收取)")
# Sums that an office sets aside, aims that it has, and what others are to do.
OF_OFFICE = re.compile(
    "(?:设立|安排|统筹|投入|筹集|募集)[^，。；]{0,20}(?:资金|基金)|力争|确保|争取|目标|预算(?:安排|总额)|总规模|罚款|违约金|规模达|总额为|[承分]担"
)
_DECIDES = re.compile("[0-9].*(?:可?申请|享受|优先|纳入|列入|视同|视为|强化|给予相应|具有|具备|认定为)")
_PAID = frozenset({"给付", "封顶"})


def pays(text: str) -> bool:
    """Whether a sentence gives, waives or takes money for certain: it says so, with a number that is for this."""
    if _WAIVES.search(text) and not OF_OFFICE.search(text):
        return True
    if not _GIVES.search(text):
        return False
    found = figures(text)
    paid = [
        figure
        for figure, roles in zip(found, roles_in(text, found), strict=True)
        if roles & _PAID and (figure.is_money or figure.is_ratio) and not figure.is_bare
    ]
    if not paid:
        paid = [figure for figure in found if figure.is_money and not figure.is_bare and _is_given(text, figure.start)]
    return bool(paid) and not _sets_aside(text, [figure.start for figure in paid])


def _is_given(text: str, at: int) -> bool:
    """Whether the clause of a sum says that it is given: 按180元/标箱的标准给予补助."""
    part = text[text.rfind("，", 0, at) + 1 : (text + "，").find("，", at)]
    return bool(re.search("(?:给予|按照?|发放|享受)", part) and _GIVES.search(part))


def _sets_aside(text: str, places: Sequence[int]) -> bool:
    """Whether the clause of every number that is paid speaks of what an office has or aims at."""
    parts = [text[text.rfind("，", 0, at) + 1 : (text + "，").find("，", at)] for at in places]
    return all(OF_OFFICE.search(part) for part in parts)
