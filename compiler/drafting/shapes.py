"""The forms of sentences that a draft is made of.

In: a piece of a sentence, squeezed.  Out: ``Skeleton``s, the most trusted first; none where it has no form that is known, or
says something that would change what is paid (``RISKY``).  What is drafted repeats the words of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from .amounts import Amount, Given, amounts_of
from .decisions import decided, waived
from .marked import MONEY, NUMBER, SHARE, Marked, marked
from .names import name_of
from .pieces import Piece
from .skeleton import Skeleton
from .subject import Condition, subject_of

GIVES = "奖励|奖补|奖金|补助|补贴|补偿|资助|支持|扶持|贴息|返还|救助|发放|配套|抵扣|报销"
_MOST = "最高|最多|不超过|不高于|至多"
_MEASURES = "家|户|人|名|项|个|件|台|套|场|次|亩|辆|标箱|平方米|吨|公里|栋|座|所|班|床|张|位|间|例|部|集|期|篇|头|只|株|艘|架|列|趟|批次|笔|块|条|处|幢|门|种|届|份|幅|册|本|枚|张|对|组|队|盏|艘|桌|人次|车次|航次|架次|班次|间夜|床位|车位|展位|万千瓦时|千瓦时|千瓦"
# 每家 counts; 单个企业, 每家企业 is the one who applies
_EACH = rf"(?:对?(?:每|单)一?(?:个|家|户)?(?:企业|单位|机构|用户|经营主体)|对?(?:每|单)一?个?(?P<each>{_MEASURES})(?P<thing>(?:[^，。；、ⓂⓇⓆ\ue100-\ue1ff]{{0,4}}(?:项目|基地|平台))?))"
_BASED = "(?:在[^，。；ⓂⓇⓆ\ue100-\ue1ff]{2,16}的?基础上，?)"
_FILL = rf"(?:{_BASED}|[区县市]级?财政|按照?|标准|再|另|可|均|并|给予|予以|享受|一次性|分别|各|给|为|{_MOST}|{GIVES}|资金|运营机构|等额|以|当年|每年度?|年度)"
_POST = rf"(?P<post>(?:(?:的|{GIVES}|一次性|标准|给予|予以|进行|资金|创新券|费用)|[^，。；ⓂⓇⓆ\ue100-\ue1ff的]{{2,4}}(?={GIVES}))*)"
_FIXED = re.compile(
    rf"(?P<pre>(?:{_FILL}|{_EACH}|，)*(?P<period>每月)?(?:给予(?P<who>[^，。；、的ⓂⓇⓆ\ue100-\ue1ff]{{2,10}}?))??(?:{_FILL})*)(?P<marks>{MONEY}(?:(?:、|和|及){MONEY})*){_POST}"
)
_SHARED = re.compile(
    rf"(?P<way>按照?其?|给予其?|以|对其?|的)(?P<base>(?:[^，。；、：按给予ⓂⓇⓆ\ue100-\ue1ff]|给付){{2,24}}?)的?(?P<most>(?:给予)?(?:{_MOST}))?(?P<mark>{SHARE})"
    rf"(?P<post>(?:的(?:比例|标准|额度))?(?:可用创新券|(?:给予|予以)(?:企业|单位|个人)?|进行|的|一次性|{GIVES})*)"
)
# 对保费给予80%补助
_OF_COST = re.compile(
    rf"对(?P<base>[^，。；、：ⓂⓇⓆ\ue100-\ue1ff]{{2,24}}?(?:费|费用|保费|额|款|金|支出|投入|利息|成本|投资))，?(?:按照?|给予|予以)+(?P<most>{_MOST})?(?P<mark>{SHARE})"
    rf"(?P<post>(?:的|(?:给予|予以)(?:企业|单位|个人)?|进行|一次性|{GIVES})*)"
)
# 按结算量较上年度增量部分的0.03%
_GROWTH = re.compile(
    rf"按照?(?P<base>[^，。；、：ⓂⓇⓆ\ue100-\ue1ff]{{2,30}}?)(?:较|比)上年度?的?(?:增量|增长|新增|增加)(?:部分|额)?的?(?P<most>{_MOST})?(?P<mark>{SHARE})(?P<post>(?:的|(?:给予|予以)(?:企业|单位|个人)?|进行|一次性|{GIVES})*)"
)
# 每交售50公斤早籼谷奖励30元
_PER = re.compile(
    rf"每(?P<verb>[^，。；、0-9ⓂⓇⓆ\ue100-\ue1ff]{{0,4}})(?P<size>Ⓠ.)(?P<thing>[^，。；、ⓂⓇⓆ\ue100-\ue1ff]{{0,8}}?)(?:给予|{GIVES}|一次性)+(?P<mark>{MONEY})(?P<post>(?:的|{GIVES})*)"
)
# 达到300批次补助2.5万元、350批次3万元、400批次以上3.5万元
_IN_TURN = re.compile(
    rf"(?P<first>{NUMBER}(?:及?以上)?)的?，?(?:给予|{GIVES}|一次性|分别)+(?P<mark>{MONEY})(?P<rest>(?:、{NUMBER}(?:及?以上)?的?(?:给予|{GIVES})*{MONEY})+)(?P<post>(?:的|一次性|{GIVES})*)"
)
# 自付费用超过2万元的部分，按60%救助
_EXCESS = re.compile(
    rf"(?P<base>[^，。；、：的对ⓂⓇⓆ\ue100-\ue1ff]{{2,20}}?)超过(?P<start>Ⓜ.)(?:以上)?的?部分，?(?:给予)?按?照?(?P<most>{_MOST})?(?P<mark>{SHARE})(?P<post>(?:的(?:比例|标准))?(?:的|给予|予以|进行|{GIVES})*)"
)
# 厂房投资按5%补助; 返还失业保险费的60%
_COSTS = "费|费用|额|款|投资|投入|租金|支出|利息|收入|保费|贷款|价款"
_BY = re.compile(
    rf"(?:^|(?<=[，对]))(?P<base>[^，。；、：对按ⓂⓇⓆ\ue100-\ue1ff]{{0,16}}?(?:{_COSTS}))按照?(?P<most>{_MOST})?(?P<mark>{SHARE})(?P<post>(?:的(?:比例|标准))?(?:的|给予|予以|进行|一次性|{GIVES})+)"
)
_RETURNED = re.compile(
    rf"(?P<post>返还|补贴|补助|减征|资助)(?:其)?(?P<base>[^，。；、：按ⓂⓇⓆ\ue100-\ue1ff]{{2,24}}?)的(?P<most>)(?P<mark>{SHARE})$"
)
_WHOLE = re.compile(rf"(?:给予|实施|实行|予以)?全额(?:给予|予以)?(?P<gives>{GIVES})")
_STEPS = re.compile(
    rf"(?:在此基础上，?|(?P<name>[^，。；：、的ⓂⓇⓆ\ue100-\ue1ff]{{2,16}}?))每(?:再)?(?:增加|新增|增长|超过|多)(?P<size>[ⓂⓆ].)(?:的|，|再|另|给予|{GIVES}|一次性)*(?P<given>{MONEY})(?:的?(?:{GIVES}))?$"
)
_CAP = re.compile(
    rf"(?:(?:，|、|；|。|且|但|并)+|(?<=Ⓡ.)(?=给予|予以|最高|，))(?P<who>(?:但|且|并|原则上|同一|每年?|单个?|一?个|家|户|项|亩|人|企业|单位|机构|项目|主体|年度?|年内|全年|当年|累计|合计|总计|限额|总额|资金|金额|给予|{GIVES})*)"
    rf"(?:最高|最多|不超过|不高于|封顶|上限)(?:限额|额度|金额|不超过|为|给予|{GIVES})*(?P<mark>{MONEY})(?:以内|封顶|为限)?(?:的?(?:一次性|{GIVES}|资金))*$"
)
_LIMITED = re.compile(f"，以(?P<mark>{MONEY})为(?:限|上限|最高限额)$")
# What would change the sum, and is not drafted; a person writes it.
RISKY = re.compile(
    "扣除|减去|抵减|差额|上浮|下浮|提高|降低|除外|以外|不含|减半|折算|折扣|[分连][0-9一二两三四五六七八九十]年|连补|分期|分批|逐年|每年递|连续[0-9一二两三四五六七八九十]+年?(?:每年|给予|奖|补)|连续(?:给予|奖|补)|剩余|其余|不足|未达|参照|另行|视情|酌情|孰|较[高低]者|就高|差别|系数|阶梯|部分|次年|第[一二三]年|首次申报|不予|不得|其他|其它|除.{2,20}外|从第|第[0-9一二三四五六七八九十]+[家个名人].{0,4}起|同一|累计$|全额|免费|此前|以前年度|从.*中给予"
)
_UNSAID = re.compile("(?:的|等|，|。|；|、|且|但|并|其中|给予|予以|进行|按|照|为|可|将|由|区财政|财政)*$")
# Words behind that go on about what is given; others begin anew: ，院士专家工作站的考核奖励参照……执行.
_GIVES_MORE = re.compile(rf"(?:{GIVES})(?!.*(?:参照|按照?.{{2,20}}执行|规定))|一半|减半")
_GOES_ON = re.compile(
    "^[，；](?:但|且|并|其中|同时|按|由|最|以|不|所|每|单|同|超|可|用|已|从|如|若|上|该|此|累|总|分|再|另)"
)


@dataclass(frozen=True, slots=True)
class _Limit:
    """The cap at the end of a sentence: its number, who it is of, and its words."""

    mark: str = ""
    who: str = ""
    words: str = ""


def shapes(piece: Piece) -> Iterator[Skeleton]:
    of = marked(piece.text)
    lead = (f"没有读进去：“{piece.lead}”",) if piece.lead else ()
    for made in (*_capped_first(of, piece), *decided(piece, of)):
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
    found = _CAP.search(text) or _LIMITED.search(text)
    if not found or not re.search(NUMBER, text[: found.start()]):
        return text, _Limit()
    return text[: found.start()], _Limit(found["mark"], found.groupdict().get("who") or "", found[0])


def _stepped(text: str) -> tuple[str, re.Match[str] | None]:
    """Without the steps at its end: ，年销售收入每增加2000万元的再奖励2万元."""
    found = _STEPS.search(text)
    return (text[: found.start()].rstrip("，；"), found) if found else (text, None)


def _given(text: str, behind: str) -> Iterator[Given]:
    """What may be what is given, the surest first; ``behind`` are words that were cut off, which may say 补助."""
    for found in _EXCESS.finditer(text):
        if re.search(GIVES, found["post"] + behind) and name_of(found["base"]):
            yield Given(
                form="excess", marks=(found["start"], found["mark"]), start=found.start(), end=found.end(),
                has_most=bool(found["most"]), gives=_last_of(found["post"] + behind), base=found["base"],
            )  # fmt: skip
    shares = (("growth", _GROWTH), ("cost", _OF_COST), ("share", _SHARED), ("share", _BY), ("share", _RETURNED))
    for form, pattern in shares:
        for found in pattern.finditer(text):
            said = found["post"] + behind
            if re.search(GIVES, said) and name_of(found["base"]):
                yield Given(
                    form=form, marks=(found["mark"],), start=found.start(), end=found.end(),
                    has_most=bool(found["most"]), gives=_last_of(said), base=found["base"],
                )  # fmt: skip
    for found in _IN_TURN.finditer(text):
        rest = re.findall(f"{NUMBER}(?:及?以上)?", found["rest"])
        marks = (found["mark"], *rest[1::2])
        yield Given(
            form="in turn", marks=marks, start=found.start(), end=found.end(), has_most=False,
            gives=_last_of(found[0]), base="、".join((found["first"], *rest[::2])),
        )  # fmt: skip
    for found in _PER.finditer(text):
        yield Given(
            form="per", marks=(found["size"], found["mark"]), start=found.start(), end=found.end(), has_most=False,
            gives=_last_of(found[0]), base=found["verb"] + found["thing"],
        )  # fmt: skip
    for found in _each(_FIXED, text):
        said = found["pre"] + found["post"] + behind
        if re.search(GIVES, said):
            yield Given(
                form="fixed", marks=tuple(re.findall(NUMBER, found["marks"])), start=found.start(), end=found.end(),
                has_most=bool(re.search(_MOST, found["pre"])), gives=_last_of(said), each=found["each"] or "",
                base=(found["thing"] or "") or (found["who"] or ""), period="月" if found["period"] else "年" if "每年" in found["pre"] else "",
            )  # fmt: skip
    for found in _WHOLE.finditer(text):
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
    each = re.search(
        f"(?:每|单)个?({_MEASURES})", re.sub("(?:每|单)个?(?:家|户|个|项)(?:企业|单位|机构|项目|主体)?", "", cap.who)
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
