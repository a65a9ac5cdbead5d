"""The forms of sentences that a draft is made of.

In: a piece of a sentence, squeezed.  Out: ``Skeleton``s, the most trusted first; none where it has no form that is known, or
says something that would change what is paid (``RISKY``).  What is drafted repeats the words of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .amounts import Amount, Given, amounts_of
from .bands import banded
from .decisions import decided, halved, waived
from .doubts import RISKY
from .forms import (
    BY,
    CAP,
    CAP_OF_SHARE,
    DAILY,
    DEDUCTED,
    EXCESS,
    FIXED,
    GIVES,
    GROWTH,
    IN_TURN,
    LIMITED,
    MEASURES,
    MOST,
    OF_COST,
    PER,
    RETURNED,
    SHARED,
    STEPS,
    TIERED,
    WHOLE,
)
from .marked import NUMBER, Marked, marked
from .names import name_of
from .pieces import Piece
from .skeleton import Skeleton
from .subject import Condition, subject_of

_UNSAID = re.compile("(?:的|等|，|。|；|、|且|但|并|其中|给予|予以|进行|按|照|为|可|将|由|区财政|财政)*$")
# Words behind that go on about what is given; others begin anew: ，院士专家工作站的考核奖励参照……执行.
_GIVES_MORE = re.compile(rf"(?:{GIVES})(?!.*(?:参照|按照?.{{2,20}}执行|规定))|一半|减半")
_GOES_ON = re.compile(
    "^[，；](?:但|且|并|其中|同时|按|由|最|以|不|所|每|单|同|超|可|用|已|从|如|若|上|该|此|累|总|分|再|另)"
)


@dataclass(frozen=True, slots=True)
class _Limit:
    """The cap at the end of a sentence: its number, who it is of, and its words; ``base`` what it is a share of."""

    mark: str = ""
    who: str = ""
    words: str = ""
    base: str = ""


def shapes(piece: Piece) -> Iterator[Skeleton]:
    of = marked(piece.text)
    lead = (f"没有读进去：“{piece.lead}”",) if piece.lead else ()
    if "…" in piece.text:
        lead = (*lead, "原文有省略（……），省掉的话没有读进去")
    for made in (*banded(piece, of), *halved(piece, of), *_capped_first(of, piece), *decided(piece, of)):
        yield made.noted(*lead)


def _capped_first(of: Marked, piece: Piece) -> Iterator[Skeleton]:
    """What stands last may be a cap, or all that is given: 对连片100亩以上的项目，最高补助800元/亩."""
    body, cap = _capped(of.text)
    for text, limit in ((body, cap), *([(of.text, _Limit())] if cap.mark else [])):
        text, aim = _without_aim(text, of)
        if aim:
            made = (
                each
                for given in _given(text, limit.words)
                if given.each
                for each in _of_given(text, given, limit, None, of, piece)
            )
            yield from (replace(each, readings=(*each.readings, aim)) for each in made)
            continue
        rest, less = _less(text)
        rest, steps = _stepped(rest)
        for given in _given(rest, limit.words):
            yield from (_lessened(made, less) for made in _of_given(rest, given, limit, steps, of, piece))
    yield from waived(piece, of)


_AIM = re.compile(r"^设立(?P<name>[^，。；ⓂⓇⓆ\ue100-\ue1ff]{2,20}?)(?P<mark>Ⓠ.)(?P<bound>以上|左右)?(?=，每)")


def _without_aim(text: str, of: Marked) -> tuple[str, str]:
    """设立区级科技计划项目15项以上，每项……: how many an office means to set up is no condition of who applies."""
    found = _AIM.match(text)
    if found is None or not text[found.end() + 2 :].startswith(of.unit(found["mark"])):
        return text, ""
    said = f"“{of.plain(found['mark'])}{found['bound'] or ''}”是设立的目标，不是申报的条件"
    return found["name"] + text[found.end() :], said


_LESS = re.compile("（扣除(?P<what>[^（）]{2,30})）$")


def _less(text: str) -> tuple[str, str]:
    """Without what is taken off, in brackets at its end: （扣除原有政策奖励）."""
    found = _LESS.search(text)
    name = name_of(found["what"]) if found else ""
    return (text[: found.start()], name) if found and name else (text, "")


def _lessened(made: Skeleton, less: str) -> Skeleton:
    if not less:
        return made
    first, *rest = made.amounts
    return replace(made, facts=(*made.facts, (less, "金额")), amounts=(f"{first}，扣除{less}", *rest))


def _capped(text: str) -> tuple[str, _Limit]:
    found = CAP.search(text) or LIMITED.search(text) or CAP_OF_SHARE.search(text)
    if not found or not re.search(NUMBER, text[: found.start()]):
        return text, _Limit()
    if found.re is CAP_OF_SHARE:
        base = name_of(found["base"])
        return (text[: found.start()], _Limit(found["mark"], base=base)) if base else (text, _Limit())
    return text[: found.start()], _Limit(found["mark"], found.groupdict().get("who") or "", found[0])


def _stepped(text: str) -> tuple[str, re.Match[str] | None]:
    """Without the steps at its end: ，年销售收入每增加2000万元的再奖励2万元."""
    found = STEPS.search(text)
    return (text[: found.start()].rstrip("，；"), found) if found else (text, None)


def _given(text: str, behind: str) -> Iterator[Given]:
    """What may be what is given, the surest first; ``behind`` are words that were cut off, which may say 补助."""
    for found in EXCESS.finditer(text):
        if re.search(GIVES, found["post"] + behind) and name_of(found["base"]):
            yield Given(
                form="excess", marks=(found["start"], found["mark"]), start=found.start(), end=found.end(),
                has_most=bool(found["most"]), gives=_last_of(found["post"] + behind), base=found["base"],
            )  # fmt: skip
    shares = (("growth", GROWTH), ("cost", OF_COST), ("share", SHARED), ("share", BY), ("share", RETURNED))
    for form, pattern in shares:
        for found in pattern.finditer(text):
            said = found["post"] + behind
            if re.search(GIVES, said) and name_of(found["base"]):
                yield Given(
                    form=form, marks=(found["mark"],), start=found.start(), end=found.end(),
                    has_most=bool(found["most"]), gives=_last_of(said), base=found["base"],
                )  # fmt: skip
    for found in IN_TURN.finditer(text):
        rest = re.findall(f"{NUMBER}(?:及?以上)?", found["rest"])
        marks = (found["mark"], *rest[1::2])
        yield Given(
            form="in turn", marks=marks, start=found.start(), end=found.end(), has_most=False,
            gives=_last_of(found[0]), base="、".join((found["first"], *rest[::2])),
        )  # fmt: skip
    for found in PER.finditer(text):
        yield Given(
            form="per", marks=(found["size"], found["mark"]), start=found.start(), end=found.end(), has_most=False,
            gives=_last_of(found[0]), base=found["verb"] + found["thing"],
        )  # fmt: skip
    for found in _each(FIXED, text):
        said = found["pre"] + found["post"] + behind
        if re.search(GIVES, said):
            yield Given(
                form="fixed", marks=tuple(re.findall(NUMBER, found["marks"])), start=found.start(), end=found.end(),
                has_most=bool(re.search(MOST, found["pre"])), gives=_last_of(said), each=found["each"] or "",
                base=(found["thing"] or "") or (found["who"] or ""), period="月" if found["period"] else "年" if "每年" in found["pre"] else "",
            )  # fmt: skip
    for found in TIERED.finditer(text):
        if re.search(GIVES, found["post"] + behind) and name_of(found["base"]):
            yield Given(
                form="share in tiers", marks=tuple(re.findall(NUMBER, found["marks"])), start=found.start(), end=found.end(),
                has_most=False, gives=_last_of(found["post"] + behind), base=found["base"],
            )  # fmt: skip
    for form, pattern, heading in (("daily", DAILY, ""), ("share", DEDUCTED, "核算")):
        for found in pattern.finditer(text):
            if name_of(found["base"]):
                yield Given(
                    form=form, marks=(found["mark"],), start=found.start(), end=found.end(), has_most=False,
                    gives=heading or found["gives"], base=found["base"],
                )  # fmt: skip
    for found in WHOLE.finditer(text):
        yield Given(form="whole", marks=(), start=found.start(), end=found.end(), has_most=False, gives=found["gives"])


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, also those that begin within the words behind the numbers of another."""
    at = 0
    while found := pattern.search(text, at):
        yield found
        at = found.end("marks")


def _last_of(text: str) -> str:
    found = re.findall(GIVES, text)
    return found[-1] if found else "补助"


# What no fact tells: whether it was reached before.
_FIRST = ("是否首次由主管部门核实",)
_HEADINGS = {"奖金": "奖励", "支持": "补助", "扶持": "补助", "配套": "补助"}


def _of_given(
    text: str, given: Given, cap: _Limit, steps: re.Match[str] | None, of: Marked, piece: Piece
) -> Iterator[Skeleton]:
    before, behind = text[: given.start], text[given.end :]
    quote, unread = piece.quote, ""
    if re.search(NUMBER, behind) or RISKY.search(before):
        return
    if not _UNSAID.match(behind):
        if (
            cap.mark
            or steps
            or behind[0] not in "，；"
            or _GOES_ON.match(behind)
            or _GIVES_MORE.search(behind)
            or RISKY.search(behind.replace("参照", ""))
        ):
            return
        if not of.text.startswith(text):
            return
        quote = quote[: len(of.plain(text[: given.end]))]
        unread = piece.quote[len(quote) :].strip("，；")
    subject = subject_of(before, of, len(given.marks))
    if subject is None:
        return
    heading = _HEADINGS.get(given.gives, given.gives)
    for amount in amounts_of(subject, given, of):
        made = Skeleton(
            quote=quote,
            heading=f"最高{heading}" if given.has_most else heading,
            facts=tuple(dict.fromkeys((*amount.facts, *(fact for each in subject.conditions for fact in each.facts)))),
            conditions=tuple(dict.fromkeys((*amount.conditions, *(each.said for each in subject.conditions)))),
            amounts=(amount.said,),
            form=given.form if amount.form == "" else amount.form,
            brackets=amount.brackets,
            readings=(*amount.readings, *(_FIRST if "首次" in amount.said else ())),
            notes=(f"没有读进去：“{unread}”",) if unread else (),
        )
        if steps is not None:
            stepped = _with_steps(made, steps, subject.conditions, cap, of)
            if stepped is not None:
                yield stepped
        else:
            yield from _limited(made, amount, cap, of)


def _limited(made: Skeleton, amount: Amount, cap: _Limit, of: Marked) -> Iterator[Skeleton]:
    """With its cap: in the sentence, or under its own heading where the amount is one of several."""
    if not cap.mark:
        yield made
        return
    limit = of.plain(cap.mark)
    if cap.base:
        made = replace(made, facts=tuple(dict.fromkeys((*made.facts, (cap.base, "金额")))))
        limit = f"{cap.base}的{limit}"
    each = re.search(
        f"(?:每|单)个?({MEASURES})", re.sub("(?:每|单)个?(?:家|户|个|项)(?:企业|单位|机构|项目|主体)?", "", cap.who)
    )
    if each is not None and each[1] in ("亩", "人", "场", "件"):
        if amount.brackets:
            return
        names = [name for name, of_type in made.facts if of_type == each[1]]
        name = names[0] if names else {"亩": "种植面积", "人": "人数"}.get(each[1], f"{each[1]}数")
        said = f"{made.amounts[0]}，{name}每{each[1]}最高{limit}"
        yield replace(made, facts=tuple(dict.fromkeys((*made.facts, (name, each[1])))), amounts=(said,))
    elif amount.brackets:
        yield replace(made, caps=(limit,))
    else:
        yield replace(made, amounts=(f"{made.amounts[0]}，封顶{limit}",))


def _with_steps(
    made: Skeleton, steps: re.Match[str], conditions: tuple[Condition, ...], cap: _Limit, of: Marked
) -> Skeleton | None:
    """年销售收入在3000万元基础上每增加2000万元再奖励2万元: what is stepped has its threshold in the sentence."""
    told = [each.facts[0][0] for each in conditions if len(each.facts) == 1]
    name = name_of(steps["name"]) if steps["name"] else told[0] if len(told) == 1 else ""
    start = next((each for each in conditions if len(each.facts) == 1 and each.facts[0][0] == name), None)
    number = re.search("[0-9][0-9.,]*[^0-9（以及]*", start.said[len(name) :]) if start else None
    if number is None:
        return None
    said = f"同时，{name}在{number[0]}基础上每增加{of.plain(steps['size'])}再{made.heading}{of.plain(steps['given'])}"
    limit = (of.plain(cap.mark),) if cap.mark else ()
    return replace(made, amounts=(*made.amounts, said), caps=limit, form=f"{made.form}, steps")
