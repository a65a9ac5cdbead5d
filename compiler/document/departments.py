"""Who answers for an article or a chapter: （牵头单位：区科技局；配合单位：区财政局，2025年底前完成）.

In: the folded text of a paragraph.  Out: its ``Departments``, and where what names them begins.  They are told in a
bracket of any kind, or behind a label (责任单位：…) that begins a paragraph or a sentence of its own; behind labels
(责任部门：甲局), before verbs (甲局牵头，乙局配合；甲局、乙局按职责分工负责), or alone (甲局、乙局).  What else a bracket
says (（不含税）, （由申请人负责）) names nobody: without a label, every name must be that of an office.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from ..text.source import SPACE

Role = Literal["leads", "responsible", "implementing", "supporting"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Departments:
    """Who is named, as written, in order: 牵头, 责任 and 负责, 配合.  ``implementing`` are those of ``responsible``
    that the text calls 实施 or 承办; ``deadline`` is until when (2025年底前完成)."""

    leads: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    implementing: tuple[str, ...] = ()
    deadline: str = ""

    def __bool__(self) -> bool:
        return bool(self.leads or self.responsible or self.supporting)

    @property
    def named(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.leads, *self.responsible, *self.supporting)))

    @property
    def by_role(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each role with those who have it: ("牵头单位", ("区科技局",))."""
        answering = tuple(name for name in self.responsible if name not in self.implementing)
        roles = (
            ("牵头单位", self.leads),
            ("责任单位", answering),
            ("实施单位", self.implementing),
            ("配合单位", self.supporting),
        )
        return tuple((role, names) for role, names in roles if names)

    @property
    def said(self) -> str:
        """牵头单位：区科技局；配合单位：区财政局."""
        return self.said_in("zh")

    def said_in(self, lang: Literal["zh", "en"]) -> str:
        """The same with the roles in a language; who they are is called as written."""
        colon, comma, semicolon = ("：", "、", "；") if lang == "zh" else (": ", ", ", "; ")
        roles = ((role if lang == "zh" else _ENGLISH[role], names) for role, names in self.by_role)
        return semicolon.join(f"{role}{colon}{comma.join(dict.fromkeys(names))}" for role, names in roles)

    def roles_of(self, name: str) -> tuple[str, ...]:
        """The roles of one of them, in short: ("牵头",)."""
        return tuple(role.removesuffix("单位") for role, names in self.by_role if name in names)


def together(each: Iterable[Departments]) -> Departments:
    """All that several paragraphs name; a paragraph may name one twice."""
    parts = [part for part in each if part is not NOBODY]
    if len(parts) < 2:
        return parts[0] if parts else NOBODY
    found: dict[str, tuple[str, ...]] = dict.fromkeys(_ROLES, ())
    for part in parts:
        for role, before in found.items():
            found[role] += tuple(name for name in getattr(part, role) if name not in before)
    deadlines = dict.fromkeys(part.deadline for part in parts if part.deadline)
    return Departments(**found, deadline="；".join(deadlines))


NOBODY = Departments()
# What the roles are called in English.
_ENGLISH = {
    "牵头单位": "Lead department",
    "责任单位": "Responsible department",
    "实施单位": "Implementing department",
    "配合单位": "Supporting department",
}
_ROLES: tuple[Role, ...] = ("leads", "responsible", "implementing", "supporting")


def first_leads(text: str) -> bool:
    """Whether a document says, for all of it, that who is named first leads (排第一位的为牵头单位，下同)."""
    return any(
        _FOR_ALL.match(text, found.end()) or not read_departments(text)[1] for found in _FIRST_LEADS.finditer(text)
    )


@lru_cache(maxsize=1 << 14)
def read_departments(text: str, *, leading: bool = False) -> tuple[int, Departments]:
    """Where the departments at the end of a paragraph begin (the paragraph's end where none stand there), and all
    that it names.  ``leading``: who is named first leads, as the document says elsewhere."""
    found = list(_named_in(text, leading))
    if not found:
        return len(text), NOBODY
    start = len(text)
    for begin, end, _ in reversed(found):
        if text[end:start].strip(_BETWEEN):
            break
        start = begin
    return start, together(each for _, _, each in found)


_STOPPED, _STOPPED_QUOTED = re.compile("[。；！？][”）】]?$"), re.compile("[。；！？”）】〕\\]］〗]$")
_BETWEEN = "。；;，. \t\u3000\u200b\ufeff"
_OPENING, _CLOSING = "（【〔［[〖", "）】〕］]〗"
_LONGEST = 500


def _named_in(text: str, leading: bool) -> Iterator[tuple[int, int, Departments]]:
    """What names departments in a paragraph, each place with what it names."""
    last = 0
    for start, end, inner in _brackets(text):
        before = text[last:start].strip(_SPACES)
        ends = not text[end:].strip(_BETWEEN + _CLOSING + _OPENING) or _is_bracket(text[end:].lstrip(_BETWEEN))
        # “三委两局”（甲局、乙局）认定的 goes on
        stands_alone = not before or bool((_STOPPED_QUOTED if ends else _STOPPED).search(text[:start].rstrip(_SPACES)))
        heads = ends and "。" not in text[:start] and bool(_NUMBERED.match(text))
        if not (stands_alone or ends or _LABELLED.match(inner)):
            continue
        read = _read(inner, leading, is_bare=stands_alone or (heads and "，" not in before))
        if read is not None:
            yield start, end, read
            last = end
    if labelled := _SENTENCE.search(text, last):
        read = _read(labelled["said"], leading, is_bare=False)
        if read:
            yield labelled.start("said"), len(text), read


def _brackets(text: str) -> Iterator[tuple[int, int, str]]:
    """The outermost brackets of a paragraph.  One that is not closed ends with the paragraph."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] in _OPENING:
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if not opened and match.end() - start <= _LONGEST:
                yield start, match.end(), text[start + 1 : match.start()]
    if opened and len(text) - opened[0] <= _LONGEST and _LABELLED.match(text, opened[0] + 1):
        yield opened[0], len(text), text[opened[0] + 1 :]


def _is_bracket(text: str) -> bool:
    return text[:1] in tuple(_OPENING)


_SPACES = " \t\u3000\u00a0\u200b\ufeff"
_BRACKET = re.compile(f"[{re.escape(_OPENING + _CLOSING)}]")
_NUMBERED = re.compile("[（(第]?[0-9一二三四五六七八九十百〇零①-⑳㈠-㈩]{1,4}[章节条）)、.．：:]?")
_LEADS, _OWNS = "牵头|主办|主管|主责|总牵头|组织", "责任|负责|落实|分管|归口"
_DOES, _HELPS = (
    "实施|承办|执行|承担|具体承办|(?:申报)?受理|(?:政策)?兑现",
    "配合|协办|协助|参与|参加|支持|协同|协作|会办",
)
_WHO = "(?:责任)?(?:单位|部门|处室|科室|机构|主体|分工|方)"
_LABEL = (
    "(?:[省市区县]级|[省市区县]直|市区|具体)?"
    f"(?:(?P<leads>{_LEADS})|(?P<responsible>{_OWNS})|(?P<implementing>{_DOES})|(?P<supporting>{_HELPS}))"
)
_LABEL_END = f"(?:(?:、(?:{_LEADS}|{_OWNS}|{_DOES}|{_HELPS}))?{_WHO}(?:：|为|是)|(?<=[头办责任合与助施])：)"
_LABELLED = re.compile(f"[{SPACE}]*{_LABEL}[{SPACE}]*{_LABEL_END}")
_DEADLINE_LABEL = re.compile(
    "(?:完成|办结|办理|落实|实施|推进|整改|工作)?(?:时限|期限|时间(?:节点|安排|要求)?|进度(?:安排|要求)?)(?:：|为)"
)
_PERSON_LABEL = re.compile(
    "(?:[省市区县]级)?(?:责任|牵头|分管|挂点|包保|联系|咨询|负责|配合|具体)?(?:领导|责任人|负责人|联系人|人|电话)(?:：|为)"
)
_OTHER_LABEL = re.compile("[^：（）、]{2,10}：")
_ANY_LABEL = re.compile(
    "|".join(
        re.sub(r"\?P<[a-z]+>", "?:", one)
        for one in (_DEADLINE_LABEL.pattern, _PERSON_LABEL.pattern, _LABEL + _LABEL_END)
    )
)
# A paragraph, or the last sentence of one, that begins with a label.
_SENTENCE = re.compile(
    rf"(?:^|[。；：{SPACE}])[{SPACE}—\-*※★●•]*(?P<said>{re.sub(r'P<[a-z]+>', ':', _LABEL + _LABEL_END)}[^。]+)[。{SPACE}]*$"
)
_VERB = (
    "(?:按照?(?:各自)?(?:职责|职能|分工|责任)+(?:分工|权限)?(?:范围)?|依职责(?:分工)?|依据职责|分工|分别|共同|具体|联合|统筹|总体|积极|做好)*"
    f"(?:(?P<leads>(?:负责)?(?:总?牵头|主办|主管))|(?P<responsible>负责)|(?P<implementing>承办|组织实施|实施|承担|执行|推进|(?:抓好)?落实)"
    f"|(?P<supporting>{_HELPS}|做好配合))"
    "(?:并?(?:负责|组织|协调|推进|落实|实施|抓好|推动|工作)*)"
)
_ENDS_WITH_VERB = re.compile(f"(?P<names>.+?){_VERB}$")
_VERB_IN_LIST = re.compile(
    "(?<=牵头)、|(?<=牵头负责)、|(?<=配合)、|(?<=负责)、|(?<=参与)、|(?<=协办)、|(?<=主办)、|(?<=承办)、|(?<=协助)、"
)
_FIRST_LEADS = re.compile(
    "[，；。、]?(?:其中，?)?(?:注：)?(?:各项任务)?(?:排名?|列|居|位列|名列|排列)?(?:在)?(?:第一|首)位?(?:的|者)?(?:责任)?(?:单位|部门|者)?"
    "(?:为|是|作为|系)(?:牵头|主办|责任|总牵头)(?:责任)?(?:单位|部门)?"
)
_FOR_ALL = re.compile("[，、；。（]?(?:以?下同|下均同|余同)")
_DATED = re.compile(
    "(?:力争|确保|于|在|至|到|截至|自)?(?:(?:[0-9]{4}|[0-9]{2}|今|明|当)年|[0-9]{1,2}月)[^，。；：×÷＝=]{0,24}$"
    "|(?:长期|持续|常年|每年|全年|按年度|分年度|常态化|逐年|即时|适时|年底前|年内|立即|按进度|按时序)[^，。；：×÷＝=]{0,14}$"
)


def _read(inner: str, leading: bool, *, is_bare: bool) -> Departments | None:
    """What a bracket or a sentence says; None where it names no departments."""
    text = re.sub(f"[{SPACE}]+", "", re.sub(_PARTED, "、", inner)).strip("。；，、,;")
    text = _REMARKED.sub("", text)
    leads_first = bool(_FIRST_LEADS.search(text))
    text = re.sub("[（，；。、]?(?:以?下同|下均同|余同)）?$", "", _FIRST_LEADS.sub("", text))
    reading = _Reading(is_bare=is_bare)
    for clause in _clauses(text):
        if not reading.take(clause):
            return None
    return reading.done(leads_first or leading)


# ……。以下政策均需各县政府落实，不再单独列出: what a bracket says of all that follows
_REMARKED = re.compile("[。；](?:以下|以上|上述|下列|其他|其余)[^。；]{0,30}(?:均|都|不再|不另|同上|同此)[^。；]*$")
# 责任单位：市科技局 市财政局
_PARTED = "(?<=[局委办部厅署府会])[ \t\u3000\u00a0]+(?=[市区县省各国镇乡街团])"


def _clauses(text: str) -> Iterator[str]:
    """The parts between ，；。 outside brackets; a label begins a part even without one before it."""
    at, depth = 0, 0
    labels = {match.start() for match in _ANY_LABEL.finditer(text)}
    verbs = {match.start() for match in _VERB_IN_LIST.finditer(text)}
    for index, char in enumerate(text):
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth <= 0 and (char in "，；。" or index in verbs):
            yield text[at:index]
            at = index + 1
        elif depth <= 0 and index in labels and index > at:
            yield text[at:index]
            at = index
    yield text[at:]


@dataclass(slots=True)
class _Reading:
    """What was read of a bracket so far; ``waiting`` are names whose role a verb behind them tells."""

    is_bare: bool
    found: dict[Role, list[str]] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    role: Role | None = None
    deadline: str = ""
    is_skipped: bool = False

    def take(self, clause: str) -> bool:
        """Read one part more; False where it is nothing that such a bracket says."""
        clause = clause.strip("、")
        if not clause:
            return True
        if label := _DEADLINE_LABEL.match(clause):
            self.deadline, self.role, self.is_skipped = clause[label.end() :], None, False
            return True
        if _PERSON_LABEL.match(clause):
            self.role, self.is_skipped = None, True
            return True
        if label := _LABELLED.match(clause):
            self.role, self.is_skipped = _role_of(label.groupdict()), False
            clause = clause[label.end() :]
        elif _OTHER_LABEL.match(clause):
            self.role, self.is_skipped = None, True
        if self.is_skipped:
            return True
        return not clause or self._take_names(clause)

    def _take_names(self, clause: str) -> bool:
        if _DATED.match(clause) and not _ENDS_WITH_OFFICE.search(clause):
            self.deadline = "，".join(filter(None, (self.deadline, clause)))
            return True
        said = _ENDS_WITH_VERB.match(clause.removesuffix("工作"))
        if said and (self.role is None or _is_office(_names(said["names"])[-1])):
            verb = _role_of(said.groupdict())
            names = _names(said["names"].removeprefix("由").removeprefix("以").removesuffix("等"))
            if date := _DATE_BEFORE_VERB.search(said["names"]):
                self.deadline, names = date[0], _names(said["names"][: date.start()])
            if self.role is None and not all(map(_is_office, names)):
                return False
            self._put([*self.waiting, *names], verb)
            self.waiting = []
            return True
        names = _names(clause.removeprefix("由"))
        if self.role is not None:
            if any(len(name) > _LONGEST_NAME or _SENTENCE_LIKE.search(name) for name in names):
                return False
            self._put(names, self.role)
            return True
        if not all(map(_is_office, names)):
            return False
        self.waiting += names
        return True

    def _put(self, names: Iterable[str], role: Role) -> None:
        for name in names:
            own, also = name, role
            if marked := _MARKED.search(name):
                own, also = name[: marked.start()], _role_of(marked.groupdict())
            elif name[-1] in "*＊★" and len(name) > 1:
                own, also = name[:-1], "leads"
            first, joined, second = own.partition("会同")
            if joined and first:
                second_names = _names(second)
                named = [one for one in second_names if not _OTHERS.fullmatch(one)]
                self.found.setdefault("leads" if named and role == "responsible" else also, []).append(first)
                self.found.setdefault("supporting", []).extend(named)
            else:
                self.found.setdefault(also, []).append(own)

    def done(self, leading: bool) -> Departments | None:
        if self.waiting and not (
            self.is_bare
            and not self.found
            and all(map(_is_plain_office, self.waiting))
            and not all(map(_GENERAL.match, self.waiting))
        ):
            joined = len(self.waiting) == 1 and "会同" in self.waiting[0]
            if not joined:
                return None
        self._put(self.waiting, "responsible")
        if not self.found:
            return Departments(deadline=self.deadline) if self.deadline and self.is_bare else None
        leads = self.found.get("leads", [])
        own = [*_who([*self.found.get("responsible", []), *self.found.get("implementing", [])])]
        if leading and not leads and own:
            leads, own = own[:1], own[1:]
        implementing = [name for name in self.found.get("implementing", []) if name in own]
        return Departments(
            leads=_who(leads),
            responsible=tuple(own),
            supporting=_who(self.found.get("supporting", [])),
            implementing=_who(implementing),
            deadline=self.deadline.strip("，。；"),
        )


def _who(names: Iterable[str]) -> tuple[str, ...]:
    """Without 有关部门 where others are named."""
    every = list(names)
    return tuple(name for name in every if not _OTHERS.fullmatch(name)) or tuple(every)


def _role_of(said: Mapping[str, str | None]) -> Role:
    return next(role for role in _ROLES if said.get(role))


_LONGEST_NAME = 40
_SENTENCE_LIKE = re.compile("[：？！“”]|应当|不得|可以|进行|的(?!单位|部门|机构)|制定|[0-9]+[万元%]")
_MARKED = re.compile(
    f"[（](?:(?P<leads>总?牵头|主办|主责)|(?P<supporting>{_HELPS})|(?P<responsible>负责|责任))(?:单位|部门|负责)?[）]$"
)
_DATE_BEFORE_VERB = re.compile("(?:[0-9]{4}年)[^，。；：、]{0,10}前$")
# 甲局等有关部门和单位
_OTHERS = re.compile(
    "(?:等|会同|和|及|以及)?各?(?:级|地)?(?:有关|相关)(?:部门|单位|方面)(?:和(?:部门|单位|地方|地区))?"
)
_AND_OTHERS = re.compile(
    "(?:等|和|及|以及|会同|，|、)各?(?:级)?(?:(?:有关|相关|职能|责任|成员)+(?:部门|单位|方面)(?:和(?:部门|单位|地方))?|部门|单位)$|等$"
)
_OTHERS_AND = re.compile(
    "(?<=.)等(?:[省市区县][级直]?)?(?:有关|相关)?(?:部门|单位)(?:和|及|以及)(?!单位|部门|地方|地区|有关|相关)(?=.)"
)
_OFFICE_ENDS = (
    "局|委|办|部|厅|院|会|处|署|司|行|所|站|社|团|台|馆|校|府|街道|街|镇|乡|村|县|区|市|州|旗|盟|省|公室|大队|支队|总队|中队|"
    "[科股室]|中心|公司|集团|大学|学院|园区?|联|专班|小组|工作组|指挥部|海关|电网|供电|税务|消防|气象|人行|档案|[海渔]事|科协|工商联|机关|基地|新区|各地"
)
_ENDS_WITH_OFFICE = re.compile(f"(?:{_OFFICE_ENDS})$")
_GENERAL = re.compile(
    "(?:各|有关|相关|成员|直属|责任|主管|职能|牵头|[省市区县]直|[省市区县]级|驻.{1,4}|配合|行业|业务|金融|通信|电信|运营|保险)+"
    "(?:单位|部门|机构|企业|主体|地方|地区|方面|平台|组织|银行|商|方)+(?:和(?:单位|部门|地方))?$"
)
_NO_OFFICE = re.compile(
    "不|含|除|向|经(?![信济开发营合协贸])|见(?!习)|报(?!社)|逾期|申请|申报|用人|所在|受托|中标|承建|当事|本人|个人|家长|业主|建设单位|施工|监护|投保|购房|消费者|该|其|由|应当|不得|可以|的|其他|以(?!上市)|并|对|为"
    "|[0-9]+[万元%]|[：“”《》]"
)


def _names(text: str) -> list[str]:
    """The names between 、 (and 和, 及 before the last), not within brackets."""
    names: list[str] = []
    at, depth = 0, 0
    for index, char in enumerate(text):
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth <= 0 and char in "、，；,/":
            names.append(text[at:index])
            at = index + 1
    names.append(text[at:])
    every = [part for name in names if name for part in _parted(re.sub("等(?=[和及])", "", name.strip("。；， ")))]
    return [name for name in every if name] or [text]


def _parted(name: str) -> Iterator[str]:
    """甲局和乙局 are two, 人力资源和社会保障局 is one; 甲局等有关部门 is 甲局, and 甲局等部门和乙局 are both."""
    if others := _OTHERS_AND.search(name):
        yield from _parted(name[: others.start()])
        yield from _parted(name[others.end() :])
        return
    general = _AND_OTHERS.search(name)
    if general and general.start() and not _OTHERS.fullmatch(name):
        name = name[: general.start()]
    for found in re.finditer("(?:以及|和|及|与)", name):
        first, second = name[: found.start()], name[found.end() :]
        if _is_plain_office(first) and _is_plain_office(second) and first[-1] not in "业区市县乡":
            yield first
            yield from _parted(second)
            return
    yield name


def _is_office(name: str) -> bool:
    """Whether a name is that of an office (or 各有关部门, or 甲局会同乙局)."""
    bare = re.sub("[（(][^（）()]*[）)]|[*＊★]", "", name.replace("会同", "、"))
    return all(
        bool(
            1 < len(one) <= _LONGEST_NAME
            and (_ENDS_WITH_OFFICE.search(one) or _GENERAL.search(one))
            and not _NO_OFFICE.search(one)
        )
        for one in bare.split("、")
    )


def _is_plain_office(name: str) -> bool:
    """Whether a name says by itself that it is an office: 财政局, but not 工业园区 or 本市."""
    bare = re.sub("[（(][^（）()]*[）)]|[*＊★]", "", name)
    return _is_office(name) and bool(_SURE_OFFICE.search(bare.replace("会同", "")))


_SURE_OFFICE = re.compile(
    "(?:局|委|办|部|厅|署|政府|街道|委员会|管委会|办公室|法院|检察院|工会|联合会|协会|银行|总行|人行|研究院|中心|公司|集团|分行|支行|监管会|保监会|证监会|妇联|残联|工商联|科协|团委|大队|支队|海关"
    "|税务|供电所|[各有相]关(?:单位|[区县市镇乡街]+|街道)|部门和单位|各单位|各部门|各乡镇|各镇|各区|各县|各地)$|^各(?:县|区|乡|镇|街)"
)
