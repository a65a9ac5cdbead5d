"""The title of a document, and what is printed with it: 文号, 主送, 落款.

In: the parts of a document that are no annexes.  Out: its title and its ``Imprint``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from ..text.pasted import JOINER, unjoined
from . import lines as known
from .numbering import number_value
from .parts import Part, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """As it stands in the text: 穗府办规〔2024〕13号; 各区人民政府; the offices that sign; the day (of a law, that of its
    adoption).  Empty where there is none."""

    number: str = ""
    addressee: str = ""
    issuers: tuple[str, ...] = ()
    day: date | None = None


def title_of(parts: Sequence[Part]) -> str:
    """That of the notice, where it has one; of an order, that of what it issues.  The card of a web site has it whole."""
    if parts and (card := parts[0].card) and card.title and not any(part.is_order for part in parts):
        return known.OF_CHANNEL.sub("", card.title)
    titles = [part.title for part in parts[_of_page(parts) :] if part.title and not part.is_order]
    if titles:
        return next((title for title in titles if not known.is_letterhead(title)), titles[0])
    for part in parts:
        named = re.search("《([^《》]+(?:《[^》]*》[^《》]*)*)》", _text(part)) if part.is_order else None
        if named:
            return named[1]
    return next((part.title for part in parts if part.title), "")


def _of_page(parts: Sequence[Part]) -> int:
    """How many parts only tell of the document: news, which has its own headline."""
    if len(parts) < 2 or not parts[0].title or known.is_kind(parts[0].title):
        return 0
    is_document = parts[0].of("addressee", "number", "signature", "date", "article")
    tells = known.is_kind(parts[1].title) and parts[1].of("addressee", "number")
    return int(bool(tells) and not is_document)


def issued_by(parts: Sequence[Part], title: str) -> tuple[str, ...]:
    """The titles of what the document issues: behind its own."""
    titles = [part.title for part in parts[_of_page(parts) :] if part.title]
    own = titles.index(title) if title in titles else 0
    return tuple(each for each in titles[own:] if each != title)


def _text(part: Part) -> str:
    return "".join(place.text for place in part.places if place.line)


def imprint_of(parts: Sequence[Part]) -> Imprint:
    card = parts[0].card if parts else None
    addressed = [place for part in parts for place in part.of("addressee")]
    signing = next((names for part in parts if (names := _signing(part))), ())
    return Imprint(
        number=next((number for part in parts[:2] if (number := _number(part))), ""),
        addressee=_shown(addressed[0]).rstrip("：:") if addressed else "",
        issuers=signing or (known.offices_in(card.issuer) if card else ()),
        day=next((day for part in parts if (day := _day(part))), None),
    )


def _number(part: Part) -> str:
    numbers = [known.plain(known.DATE_IN.sub("", _shown(place))) for place in part.of("number")]
    if part.is_order:
        return "".join(each.strip("()（）") for each in numbers[:2])
    if numbers:
        numbers[0] = re.sub(r"^[(（](.*)[)）]$", r"\1", numbers[0])
        head = known.plain("".join(map(_shown, part.of("letterhead"))))
        return f"{head}{numbers[0]}" if head.endswith(("公告", "通告")) and numbers[0][0] in "第12" else numbers[0]
    if part.card and part.card.number:
        return part.card.number
    beside = (
        known.NUMBER_IN.search(known.plain(known.DATE_IN.sub(" ", place.text)))
        for place in [
            *[place for place in part.of("furniture", "date", "subtitle") if not place.is_carded][:6],
            *part.of("letterhead"),
        ]
    )
    return next((found[0] for found in beside if found), "")


def _signing(part: Part) -> tuple[str, ...]:
    found = (known.offices_in(known.DATE_IN.sub("", place.text).strip()) for place in part.of("signature"))
    return tuple(dict.fromkeys(name for names in found for name in names))


def _day(part: Part) -> date | None:
    """That of 落款; else the first in the head."""
    body = part.body[0] if part.body else None
    at = part.places.index(body) if body else 0
    behind = [place for place in part.places[at:] if place.role in ("date", "signature")]
    head = ("date", "signature", "number", "subtitle", "furniture")
    before = [place for place in part.places[:at] if place.role in head and not place.is_carded]
    before = [place for place in before if not _PUBLISHED.search(place.text)]
    in_foot = (day for place in behind for day in _days(place.text))
    on_card = _days(part.card.day, is_card=True) if part.card else iter(())
    in_head = (day for place in before for day in _days(place.text))
    return next(chain(in_foot, on_card, in_head), None)


# 2013年8月12日 13：06 and 发布时间：2013年8月12日 are when a page came out
_PUBLISHED = re.compile("日[^\\w]*[0-9]{1,2}：[0-9]{2}|^(?:发布|更新|发表|上传)(?:时间|日期)")
# 2016-10-18, as cards of web sites write days
_ISO = re.compile("([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")


def _days(text: str, *, is_card: bool = False) -> Iterator[date]:
    for found in known.DATE_IN.finditer(_ISO.sub(r"\1年\2月\3日", unjoined(text)) if is_card else unjoined(text)):
        year, month, day = (number_value(part) for part in re.split("[年月日]", known.plain(found[0]))[:3])
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _shown(place: Place) -> str:
    return place.line.span.text.replace(JOINER, "").strip() if place.line else ""
