"""Names of facts out of the words of a sentence.

In: a phrase.  Out: a name that the language takes, or the names of the things that a phrase lists: 省级、市级重点实验室.
"""

import re
from collections.abc import Sequence

_LONGEST = 30
_UNFIT = re.compile(r"[^\w]|_")
_LEAD = re.compile(
    "^(?:此外|同时|另外|其中|鼓励|积极|支持|推动|对于|对|凡是?|将|给予|其|在我?[区市县]|我[区市县]|全[区市县]|本[区市县]|的|及|和|与|且|并|或|按照?|予以)+"
)
_ENDS = re.compile("(?:的|者|，|、|等)+$")
_WHO = "企业|单位|机构|个人|项目|主体|申请人|申报人|园区|平台|农户|商户|组织|人员|家庭|公司|经营主体"
_ONLY_WHO = re.compile(f"(?:(?:各类|上述|以上|有关|相关|符合条件|的|本区|辖区内?|{_WHO}|给予|予以|区财政|财政|再)*)$")


def name_of(phrase: str) -> str:
    """The phrase without what leads to it and stands around it; empty where it says nothing of its own."""
    said = re.sub("（[^（）]*）", "", phrase)
    said = re.sub("[“”‘’《》「」『』]", "", said)
    said = _ENDS.sub("", _LEAD.sub("", said.strip("，。；、：…")))
    if "…" in said.strip("…"):
        return ""
    said = _UNFIT.sub("", said)
    return "" if len(said) < 2 or len(said) > _LONGEST or is_anyone(said) else said


def is_anyone(phrase: str) -> bool:
    """Whether a phrase says no more than who applies: 对符合条件的企业."""
    return bool(_ONLY_WHO.fullmatch(_LEAD.sub("", _UNFIT.sub("", phrase))))


_PARTED = re.compile("、|和|及(?!以)|或者?|与|以及")
_LEVEL = re.compile("^(?:国家|省|市|区|县)级?")
# What is said of each of several things, before the first.
_OF_ALL = re.compile(
    "^(?:(?:首次|新|当年|年度|重新|成功|获得?|入选|通过|被|经)*(?:认定|获评|评定|获批|入选|新建|建成|建立|设立|引进|培育|创建|列入|纳入|评为|备案|命名|创成|获得|授予|入库|新增|评审|复评|验收)(?:为|的|成)*)"
)


def things(phrase: str, count: int) -> list[str]:
    """The names of so many things that a phrase lists; none where it does not list so many.

    >>> things("新认定的省级、市级重点实验室", 2)
    ['新认定的省级重点实验室', '新认定的市级重点实验室']
    >>> things("首次认定、重新认定的国家高新技术企业", 2)
    ['首次认定的国家高新技术企业', '重新认定的国家高新技术企业']
    >>> things("新建院士工作站、专家工作站", 2)
    ['新建院士工作站', '新建专家工作站']
    """
    bare = re.sub("（[^（）]*）", "", _LEAD.sub("", phrase.strip("，")))
    bare = _ENDS.sub("", bare)
    items = [item for item in _PARTED.split(bare) if item]
    if len(items) != count or count < 2:
        return []
    made = [name_of(each) for each in _completed(items)]
    return made if all(made) and len(set(made)) == count else []


def _completed(items: Sequence[str]) -> list[str]:
    """What the last has behind its own word belongs to all, and what the first has before its own."""
    *others, last = items
    led = _OF_ALL.match(items[0])
    lead = led[0] if led and len(led[0]) < len(items[0]) else ""
    if lead and any(_OF_ALL.match(each) for each in items[1:]):
        lead = ""
    own = [others[0][len(lead) :], *others[1:]]
    noun = _noun(own, last)
    return [f"{lead}{each}{noun}" for each in own] + [f"{lead}{last}"]


def _noun(own: Sequence[str], last: str) -> str:
    """What follows the word of the last: 重点实验室 behind 市级, where the others are 省级, 国家级."""
    shared = own[0]
    for each in own[1:]:
        while shared and not each.endswith(shared):
            shared = shared[1:]
    while shared:
        at = last.find(shared)
        if at > 0 or (at == 0 and len(shared) == len(own[0])):
            return last[at + len(shared) :]
        shared = shared[1:]
    if all(_LEVEL.fullmatch(each) for each in own) and (level := _LEVEL.match(last)):
        return last[level.end() :]
    lengths = {len(each) for each in own}
    if len(lengths) == 1 and (length := lengths.pop()) <= 2 < len(last) - length:
        return last[length:]
    return ""
