"""Sentences that waive, and those that decide who has a right to something.

In: a piece of a sentence, with its marks.  Out: ``Skeleton``s under 减免 and 资格.
"""

import re
from collections.abc import Iterator

from .amounts import so
from .marked import NUMBER, SHARE, Marked
from .names import name_of
from .pieces import Piece
from .skeleton import Skeleton
from .subject import Condition, Subject, subject_of

_FEE = r"[^，。；、：的ⓂⓇⓆ\ue100-\ue1ff]{2,24}?(?:费用?|税|金|款|保费|租金|票价|收费)"
_FREE = re.compile(rf"^(?P<who>.*?)，?(?:依法|可|予以|全部|全额)*(?:免收|免征|免缴|免交|免除)(?P<fee>{_FEE})$")
_HALF = re.compile(rf"^(?:……)?(?P<who>[^。]*?)，?(?:依法|可|予以)*减半(?P<takes>收取|征收|缴纳|交纳)(?P<fee>{_FEE})$")
_FOR_NOTHING = re.compile(r"^(?P<who>)(?P<fee>[^，。；、：ⓂⓇⓆ\ue100-\ue1ff]{2,24}?)免费$")
_DISCOUNT = re.compile(rf"^(?P<who>)(?P<fee>{_FEE})(?:实行|给予|享受)?(?P<rate>{SHARE})优惠$")
# What has a right: ……的家庭，纳入……; ……的企业强化要素保障
_WHO = "企业|家庭|人员|项目|单位|机构|个人|对象|大户|农户|公路|园区|平台|人才|居民|群众|学生|职工|团队|产品|公司"
_DECIDES = re.compile(
    rf"^(?P<who>.*(?:{_WHO}|的|时))，?(?P<what>(?:可?(?:申请|享受|优先|纳入|列入|认定为|视同|视为|强化|给予相应|予以支持)|可以|具有|具备)[^ⓂⓇⓆ。；]{{2,}})$"
)
_DENIES = re.compile("^(?:不|未|除)|不予|不得|取消|不再|另行|参照|奖励|补助(?!标准)|资助")


def waived(piece: Piece, of: Marked) -> Iterator[Skeleton]:
    for pattern, amount in (
        (_FREE, "免收{}"),
        (_FOR_NOTHING, "{}的全额"),
        (_DISCOUNT, "{}，{}优惠"),
    ):
        found = pattern.match(of.text)
        if found is None:
            continue
        subject = subject_of(found["who"], of, 1)
        asked = so(subject.words) if subject else None
        fee = name_of(found["fee"])
        fee = f"{fee}费用" if pattern is _FOR_NOTHING and fee else fee
        if subject is None or asked is None or not fee:
            continue
        rate = of.plain(found["rate"]) if "rate" in found.groupdict() else ""
        yield Skeleton(
            quote=piece.quote,
            heading="减免",
            facts=tuple(dict.fromkeys(((fee, "金额"), *asked.facts, *_needed(subject.conditions)))),
            conditions=(*asked.conditions, *(each.said for each in subject.conditions)),
            amounts=(amount.format(fee, rate),),
            form="waived",
        )


def halved(piece: Piece, of: Marked) -> Iterator[Skeleton]:
    """For each group of those who pay half, one case; all others pay the whole."""
    found = [_HALF.match(part) for part in of.text.split("。")]
    fees = {(each["takes"], name_of(each["fee"])) if each else ("", "") for each in found}
    takes, fee = fees.pop()
    if fees or not fee:
        return
    groups = [
        so(re.sub("的(?:案件|人员|情形)$", "", subject.words)) if subject and not subject.conditions else None
        for subject in _groups(found, of)
    ]
    names = [group.names[0] for group in groups if group and len(group.names) == 1 and group.names == group.conditions]
    if len(names) == len(found):
        told = ("同时符合几种情形的，只减半一次",) if len(names) > 1 else ()
        yield Skeleton(
            quote=piece.quote,
            heading=takes,
            brackets="依次" if len(names) > 1 else "",
            facts=((fee, "金额"), *((name, "是否") for name in names)),
            amounts=(*(f"{name}的，减半{takes}{fee}" for name in names), f"其余的，{fee}"),
            form="half",
            readings=told,
        )


def _groups(found: list[re.Match[str] | None], of: Marked) -> Iterator[Subject | None]:
    return (subject_of(each["who"], of, 1) for each in found if each)


def _needed(conditions: tuple[Condition, ...]) -> Iterator[tuple[str, str]]:
    return (fact for each in conditions for fact in each.facts)


def decided(piece: Piece, of: Marked) -> Iterator[Skeleton]:
    """A right that hangs on a number: without one there is nothing to calculate."""
    found = _DECIDES.match(of.text)
    if found is None or not re.search(NUMBER, found["who"]) or _DENIES.search(found["what"]):
        return
    subject = subject_of(found["who"], of, 1)
    asked = so(subject.words.replace("、", "，")) if subject else None
    if subject is None or asked is None or not subject.conditions:
        return
    yield Skeleton(
        quote=piece.quote,
        heading="资格",
        facts=tuple(dict.fromkeys((*asked.facts, *_needed(subject.conditions)))),
        conditions=(*asked.conditions, *(each.said for each in subject.conditions)),
        amounts=(of.plain(found["what"]),),
        form="right",
    )
