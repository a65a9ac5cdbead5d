"""Words of several years or shares, as they stand at the ends of a sentence: 前三年, 超过部分结转下年, 累计最高25万元, 分5年等额.

In: the words of a section, squeezed.  Out: where they stand and what they say.
"""

import re

from tiaowen.runtime.numerals import read_numeral

PARTS_MAX = 120
_WORDS = {"年": "年", "期": "期", "次": "次", "月": "个月", "个月": "个月"}
_NUMBER = "[0-9]+|[一二两三四五六七八九十]+"
_YEARS = (
    f"(?:(?P<first>前)(?P<firsts>{_NUMBER})|(?P<last>最?后)(?P<lasts>{_NUMBER})|第(?P<at>{_NUMBER})|(?P<only>首))"
    f"(?P<unit>个?[年期次月])?(?:(?P<on>起|及?以后|开始)|(?:至|到|-|—|～)第?(?P<to>{_NUMBER})个?[年期次月])?(?:内|里)?(?:的，|的|，|每年，?)*"
)
_REST = "(?:其余|其他|以后|之后)各?(?:年度?|期|次)(?:的，|的|，|每年，?)*"
_CARRIED = (
    "，(?:当年)?(?:超过|超出)的?(?:部分|金额|数额)?的?(?:可以?)?(?:结转|递延|顺延|转入|留待)(?:到|至|入)?(?:下|次|以后)(?:各|一)?"
    "[年期](?:度)?(?:抵扣|抵免|扣除|使用|享受|兑现|发放|给予|补助|奖励|支付|计算|合并计算)?[。；]?$"
)
_EQUALLY = (
    f"分?(?P<count>{_NUMBER})(?P<each>年|期|次|个?月|个?季度)(?:内)?"
    "(?:等额|平均|均等|均摊)(?:给予|予以)?(?:发放|兑现|拨付|支付|到位|分配|收取|缴纳|发给|拨付到位|[补资]助|奖励|补贴|支持)?"
)
_TOGETHER = f"，(?:(?:{_NUMBER})[年期次])?(?:累计|合计|总计|总额)(?:最高|最多)?(?:不得?超过|封顶|为)?(?=[0-9一二两三四五六七八九十])[^，；]*$"
_OF_EACH = (
    "(?P<labels>[^，；：、和与0-9各均]+(?:[、和与][^，；：、和与0-9各均]+)+)(?:各|均)自?"
    "(?:占|得|承担|负担|分担|分得|享有|出资)?(?P<rate>[0-9.]+%|一半|[二三四五六七八九十]+分之[一二三四五六七八九十]+)"
)


def years_said(text: str, at: int, count: int) -> tuple[frozenset[int] | None, int] | None:
    """Which years (by place) a sentence says at a place that it is about: 前三年, 后两年, 第2年, 第4年起, 首年; None of 其余年度;
    and where its own words begin.  Nothing where it says none."""
    if rest := re.compile(_REST).match(text, at):
        return None, rest.end()
    said = re.compile(_YEARS).match(text, at)
    if said is None or not (said["unit"] or said["to"]):
        return None
    places = range(count)
    if said["first"]:
        found = places[: int(read_numeral(said["firsts"]))]
    elif said["last"]:
        found = places[-int(read_numeral(said["lasts"])) :]
    else:
        start = 0 if said["only"] else int(read_numeral(said["at"])) - 1
        end = count if said["on"] else int(read_numeral(said["to"])) if said["to"] else start + 1
        found = places[start:end]
    return frozenset(found), said.end()


def carried_in(text: str) -> int | None:
    """Where a sentence ends before 超过部分结转下年, which is the rest of it; None where it does not say so."""
    said = re.search(_CARRIED, text) if "转" in text or "延" in text or "留待" in text else None
    return said.start() if said else None


def together_in(text: str) -> tuple[int, int] | None:
    """Where the last sentence ends before ，累计最高25万元, of all years, and where that number begins."""
    said = re.search(_TOGETHER, text.rstrip("。；"))
    number = (
        re.search(
            "[0-9一二两三四五六七八九十]", re.sub(f"^，(?:{_NUMBER})[年期次]", lambda m: "　" * len(m[0]), said[0])
        )
        if said
        else None
    )
    return (said.start(), said.start() + number.start()) if said and number else None


def equal_scope(scope: str) -> tuple[int, str] | None:
    """补助（分5年等额）: how many equal amounts, and of what."""
    return equal_shares(scope) if scope.startswith("分") else None


_SHARE_EACH = f"分(?P<count>{_NUMBER})(?P<each>年|期|次|批)，?(?:各|每[年期次批])(?:发放|兑现|拨付|支付|给予)?(?P<rate>[0-9.]+)%(?:发放|兑现|拨付|支付|给予)?"


def equal_shares(text: str) -> tuple[int, str] | None:
    """分5年等额发放: how many equal shares, and of what."""
    said = re.fullmatch(_EQUALLY, text.rstrip("。；")) or _whole_of_each(text.rstrip("。；"))
    count = int(read_numeral(said["count"])) if said else 0
    return (count, _WORDS.get(said["each"], said["each"])) if said and 2 <= count <= PARTS_MAX else None


def _whole_of_each(text: str) -> re.Match[str] | None:
    """分两期各50%, where these make the whole."""
    said = re.fullmatch(_SHARE_EACH, text)
    is_whole = said is not None and read_numeral(said["count"]) * read_numeral(said["rate"]) == 100
    return said if is_whole else None


def spread_said(text: str) -> tuple[int, str]:
    """分3年, of 分3年按4:3:3: how many shares, and of what."""
    said = re.fullmatch(f"分(?P<count>{_NUMBER})(?P<each>[年期次批])，?", text)
    assert said is not None
    return int(read_numeral(said["count"])), _WORDS.get(said["each"], said["each"])


def equally_in(text: str) -> tuple[int, tuple[int, str]] | None:
    """Where a sentence ends before ，分三年等额兑现, which is the rest of it, and how many shares that says."""
    if not any(word in text for word in ("等额", "均", "各", "每")):
        return None
    at = text.rfind("，分")
    found = equal_shares(text[at + 1 :]) if at > 0 else None
    return (at, found) if found else None


_SPREAD = (
    f"(?:^|，)分(?P<count>{_NUMBER})(?P<each>[年期次])(?:度)?，?(?:分别)?按照?(?P<shares>[0-9.]+%(?:[、，][0-9.]+%)+|[0-9]+(?:：[0-9]+)+)(?:的?比例)?"
    "(?:给予|予以)?(?:发放|兑现|拨付|支付|给予|到位|发给|[补资]助|奖励|补贴|支持)?$"
)


def spread_in(text: str) -> tuple[int, int, int, int, str] | None:
    """Where a sentence ends before ，分三年按40%、30%、30%发放, which may be all of it, where its shares begin and end, how many it says, and of what."""
    said = re.search(_SPREAD, text.rstrip("。；"))
    if said is None:
        return None
    return said.start(), said.start("shares"), said.end("shares"), int(read_numeral(said["count"])), said["each"]


def shares_of_each(text: str) -> tuple[tuple[str, ...], str, int] | None:
    """甲、乙各50%: who they are, the share of each, and where that stands."""
    said = re.fullmatch(_OF_EACH, text.rstrip("。；"))
    return (tuple(re.split("[、和与]", said["labels"])), said["rate"], said.start("rate")) if said else None
