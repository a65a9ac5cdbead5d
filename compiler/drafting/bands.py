"""Rates that go up by bands: 不超过1万元的，每件交纳50元；超过1万元至10万元的部分，按照2.5%交纳.

In: a piece that is such a list from its first part to its last.  Out: its ``Skeleton``, with a sentence for each band; none
where a band does not begin at the sum where the one before it ends.
"""

import re
from collections.abc import Iterator, Sequence

from .marked import MONEY, SHARE, Marked
from .names import name_of
from .patterns import pattern, words
from .pieces import Piece
from .skeleton import Skeleton

GIVES = "交纳|缴纳|征收|收取|加收|补助|补贴|奖励|支付|报销|救助|抵用|返还|补偿|资助"
# What is asked of each case is asked once: a rule is of one case.
_ONCE = "(?:每[件宗案户笔]|一次性)?"
_LABEL = "(?:[0-9]{1,2}[.．、])?"
_UNDER = "不超过|未超过|不足|低于|不满"
_FIRST = pattern(
    f"{_LABEL}{{base}}(?:在)?{{under}}{{end}}(?:或者?{{or}})?(?:的部分|部分|的{{noun}}|的)，?可?{{gives}}",
    base=words(0, 20),
    under=_UNDER,
    end=MONEY,
    noun=words(2, 6, without="可的"),
    gives=f"全额(?:{GIVES})|.*?(?:{MONEY}|{SHARE}).*",
    **{"or": words(3, 16)},
)
_NEXT = pattern(
    f"{_LABEL}超过{{start}}(?:(?:至|到|、不超过|、未超过){{end}})?的?部分，?{{gives}}",
    start=MONEY,
    end=MONEY,
    gives=".*",
)
_SUM = pattern(f"{_ONCE}(?:{GIVES})?{{sum}}(?:{GIVES})?", sum=MONEY)
_RATE = pattern(f"(?:按照?|税率为?|给予|减按)*(?:{GIVES})?{{rate}}(?:的税率)?(?:{GIVES})?", rate=SHARE)
_WHOLE = re.compile(f"全额(?:{GIVES})")
_LIMIT = pattern(
    "(?:[，。；]|但是?|且)+(?:[^，。；：、]{0,24}?)(?:最高|最多|合计|累计)*(?:不超过|不得超过|不高于|为){limit}$",
    limit=MONEY,
)
_PARTS = re.compile(f"；|，(?={_LABEL}超过[Ⓜ])")
UNNAMED = "数额"


def banded(piece: Piece, of: Marked) -> Iterator[Skeleton]:
    text, limit = of.text, _LIMIT.search(of.text)
    if limit:
        text = text[: limit.start()]
    head, *rest = _PARTS.split(text)
    first = _FIRST.fullmatch(head)
    bands = [_NEXT.fullmatch(part) for part in rest]
    if first is None or not bands or not _adjoin(first["end"], bands, of):
        return
    name, told = _named(first)
    given = [_said(found["gives"], of) for found in (first, *bands) if found]
    if not name or not all(given):
        return
    heading = _heading(text)
    lines = [
        f"{name}{first['under']}{of.plain(first['end'])}的{'部分' if 'Ⓡ' in first['gives'] or '全额' in first['gives'] else ''}，{given[0]}",
        *(f"{_bounds(found, of)}的部分，{said}" for found, said in zip(bands, given[1:], strict=True) if found),
    ]
    yield Skeleton(
        quote=piece.quote,
        heading=heading,
        facts=((name, "金额"),),
        amounts=tuple(lines),
        caps=(of.plain(limit["limit"]),) if limit else (),
        form="bands",
        readings=told,
        notes=() if name != UNNAMED else (f"这一句没有写是什么的数额，草稿称「{UNNAMED}」，请改成它的名称",),
    )


def _adjoin(end: str, bands: Sequence[re.Match[str] | None], of: Marked) -> bool:
    """Whether each band begins where the one before it ends, and only the last may have no end."""
    for found in bands:
        if found is None or not end or of.of(found["start"]).values != of.of(end).values:
            return False
        end = found["end"] or ""
    return True


def _named(first: re.Match[str]) -> tuple[str, tuple[str, ...]]:
    """What is measured, and what is read of those of whom there is none: 或者不涉及财产数额的."""
    said = name_of(re.sub("^(?:全年|每年|年度|当年)$", "", first["base"])) or name_of(first["noun"] or "")
    name = (said if not first["noun"] or name_of(first["base"]) == said else f"{said}费用") or UNNAMED
    if first["noun"] and first["base"] and said != name_of(first["base"]):
        name = f"{first['base']}{name}"
    if not first["or"]:
        return name, ()
    none = re.fullmatch("(?:不涉及|没有|无)(.+)", first["or"])
    return (name, (f"{first['or']}的，{name}按0元填报",)) if none and none[1] == name else ("", ())


def _said(gives: str, of: Marked) -> str:
    if found := _SUM.fullmatch(gives):
        return of.plain(found["sum"])
    if found := _RATE.fullmatch(gives):
        return f"按{of.plain(found['rate'])}"
    return "全额" if _WHOLE.fullmatch(gives) else ""


def _bounds(found: re.Match[str], of: Marked) -> str:
    return f"超过{of.plain(found['start'])}" + (f"至{of.plain(found['end'])}" if found["end"] else "")


def _heading(text: str) -> str:
    found = re.findall(GIVES, text)
    return {"缴纳": "交纳"}.get(found[-1], found[-1]) if found else "交纳"
