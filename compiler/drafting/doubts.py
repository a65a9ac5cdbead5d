"""Why nothing is drafted of a sentence, in words for the person who writes its rule.

In: a piece of a sentence, and what was drafted of it.  Out: the reason; empty where there is none.  When unsure, no draft: one that
pays wrongly costs more than none.
"""

import re

from .marked import NUMBER, SHARE, marked
from .skeleton import Skeleton

# What would change the sum, and is not drafted; a person writes it.
RISKY = re.compile(
    "扣除|减去|抵减|差额|上浮|下浮|提高|降低|除外|以外|不含|减半|折算|折扣|[分连][0-9一二两三四五六七八九十]年|连补|分期|分批|逐年|每年递"
    "|连续[0-9一二两三四五六七八九十]+年?(?:每年|给予|奖|补)|连续(?:给予|奖|补)|剩余|其余|不足|未达|参照|另行|视情|酌情|孰|较[高低]者|就高"
    "|差别|系数|阶梯|部分|次年|第[一二三]年|首次申报|不予|不得|其他|其它|除.{2,20}外|从第|第[0-9一二三四五六七八九十]+[家个名人].{0,4}起"
    "|同一|累计$|全额|免费|此前|以前年度|从.*中给予"
)
# By what an office is to judge.
_JUDGED = re.compile(
    "(?:根据|依据|视|结合|按照)[^，。；0-9]{0,12}(?:情况|成效|贡献|绩效|结果|效益|评价|考核|综合|水平|质量|程度)"
)
_ALTERNATIVES = re.compile(rf"{NUMBER}[^，。；]{{0,4}}、[^，。；ⓂⓇⓆ]+{NUMBER}")
_SHARE_OF_NOTHING = re.compile(rf"(?:^|，)(?:按照?|给予|最高)*{SHARE}(?:给予|的|补助|奖励|补贴|资助)*(?:，|$)")
# What another sentence of the paragraph may make of what is drafted.
_CHANGES = re.compile(
    "(?:再|各|分别|另)?提高(?:至|到|[0-9])|上浮|下浮|加倍|减半|减按|免征|免收|免交|不再|(?:应|须|需)扣除|抵减|差额"
)
_OF_ALL = re.compile("(?:补助|奖励|补贴|资助|征收|以上|奖补)(?:比例|标准|金额|额度|率)")
_SENTENCES = re.compile("[^。；]+")


def doubt(text: str) -> str:
    """Why a sentence that gives something is not read."""
    if "…" in text:
        return "原文有省略（……），省掉的话可能改变数额"
    if found := RISKY.search(text):
        return f"「{found[0]}」会改变数额，怎样改变要照原文写"
    if found := _JUDGED.search(text):
        return f"「{found[0]}」由主管部门评定，不能照数字算出来"
    of = marked(text).text
    if _ALTERNATIVES.search(of):
        return "列举的几个数字，是各算各的还是满足一个就行，原文没有写明"
    if _SHARE_OF_NOTHING.search(of):
        return "这一句没有写明是什么的百分之几"
    return "没有认出它的句式"


def changed_by(rule: Skeleton, paragraph: str) -> str:
    """Another sentence of the paragraph that speaks of the same sums and changes them: without it the draft pays otherwise."""
    rest = paragraph.replace(rule.quote, "；")
    if rest == paragraph or rule.heading == "资格":
        return ""
    sums = [name for name, of in rule.facts if of == "金额"]
    for found in _SENTENCES.finditer(rest):
        said = found[0].strip()
        if _CHANGES.search(said) and (_OF_ALL.search(said) or any(name in said for name in sums)):
            return f"同一段另有“{said}”会改变它，两句怎样合在一起要照原文写"
    return ""
