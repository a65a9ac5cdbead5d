"""The pieces of a sentence that each give something: 培育领军企业2家左右，对入选的企业给予20万元奖励.

In: a sentence.  Out: ``Piece``s, of which each is drafted by itself; what leads to one and says only what an office is up
to is left out of it, and kept to be told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .sentences import OF_OFFICE, Sentence, pays

_BEGINS = re.compile("(?:，|；)(?=对于?(?!应|比|外|口|照|接|方|象|标|账))")
_LEADS = re.compile(
    "^(?:积极|大力|深入|全面|进一步|继续|依法)*(?:鼓励|支持|推进|推动|推广|加强|加快|开展|设立|建设|扶持|培育|实施|深化|优化|引导|完善|落实|强化|按照.{2,10}原则|为)"
)
_FIRST = re.compile("[^，；]*[，；]")
_NUMBER = re.compile("[0-9]|[一二三四五六七八九十百千]+(?:万|亿)?元")


@dataclass(frozen=True, slots=True)
class Piece:
    """``lead`` are the words before it that are left out."""

    text: str
    quote: str
    lead: str = ""


def pieces(sentence: Sentence) -> Iterator[Piece]:
    if listed := list(_listed(sentence)):
        yield from listed
        return
    starts = [
        0,
        *(found.end() for found in _BEGINS.finditer(sentence.text) if not _is_within(sentence.text, found.end())),
    ]
    ends = [*(start - 1 for start in starts[1:]), len(sentence.text)]
    parts = list(zip(starts, ends, strict=True))
    paying = [part for part in parts if pays(sentence.text[part[0] : part[1]])]
    led = parts[0][1] if parts[0] not in paying else 0
    leads = not led or _is_lead(sentence.text[:led])
    if len(paying) > 1 and paying == parts[-len(paying) :] and leads:
        yield from (_piece(sentence, *part, led if part is paying[0] else 0) for part in paying)
        return
    if led and leads and len(paying) == 1 and parts[-1] == paying[0]:
        yield _piece(sentence, *paying[0], led)
        return
    first = _FIRST.match(sentence.text)
    start = first.end() if first and _is_lead(first[0]) and not _NUMBER.search(first[0]) else 0
    yield _piece(sentence, start, len(sentence.text), start)


_ITEM = re.compile("[^，。；、]{4,40}(?:优惠|免费)(?:政策)?")


def _listed(sentence: Sentence) -> Iterator[Piece]:
    """通行费六五折优惠、绿色通道免费政策: what is listed is waived each by itself."""
    first = _LEADS.match(sentence.text)
    start = first.end() if first else 0
    items = sentence.text[start:].split("、")
    if len(items) > 1 and all(_ITEM.fullmatch(item) for item in items):
        for item in items:
            end = start + len(item)
            plain = item.removesuffix("政策")
            yield Piece(text=plain, quote=sentence.quote[start : start + len(plain)])
            start = end + 1


def _is_lead(text: str) -> bool:
    """Whether words say what an office is up to, and nothing of who applies."""
    return all(_LEADS.match(part) or OF_OFFICE.search(part) for part in re.split("，|；", text.strip("，；")) if part)


def _is_within(text: str, at: int) -> bool:
    return text.count("（", 0, at) > text.count("）", 0, at)


def _piece(sentence: Sentence, start: int, end: int, led: int) -> Piece:
    lead = sentence.quote[:led].strip("，；") if led else ""
    return Piece(text=sentence.text[start:end], quote=sentence.quote[start:end], lead=lead)
