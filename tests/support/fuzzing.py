"""Texts and facts for the fuzz: sound rules with slips in them, and facts that no form would let through.

A text is one rule with what governs it, changed in one to four places: a word, a number, a sentence or a heading put in
the place of another one, taken from anywhere in the policies of the repository.  The same seed gives the same texts.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random

from support.hostile import HOSTILE
from support.pages import examples
from support.texts import DOCUMENT, ROOT, WORDS

_BLOCK = re.compile("【(规则|政策|定义)[^】]*】.*?【完】", re.DOTALL)
_TOKEN = re.compile(r"[0-9][0-9.,]*[^\s，；：。、（）“”【】｜0-9]{0,4}|[^\s，；：。、（）“”【】｜]+|[^\s]")
_NUMBERS = (
    "0",
    "-1",
    "1",
    "3",
    "100%",
    "0.001",
    "1e9",
    "999999999999999",
    "一百百",
    "三分之一",
    "2月30日",
    "1/0",
    "〇",
)


@cache
def seeds() -> tuple[str, ...]:
    """Small documents, of one rule each: those of the policies, the fixtures and the pages of the documentation."""
    files = (*(ROOT / "policies").rglob("*.policy"), *(ROOT / "tests" / "diagnostics").rglob("*.policy"))
    texts = [path.read_text("utf-8") for path in sorted(files) if b"\xff\xfe" not in path.read_bytes()[:2]]
    texts += [_whole(each.text) for page in sorted((ROOT / "docs").rglob("*.md")) for each in examples(page)]
    return tuple(document for text in texts for document in _of_one_rule(text))


def _whole(example: str) -> str:
    return example if "【规则" in example else f"【规则 例】例\n依据：“按5%补助”\n{example}\n【完】\n"


def _of_one_rule(text: str) -> Iterator[str]:
    blocks = [match[0] for match in _BLOCK.finditer(text)]
    governing = "\n".join(block for block in blocks if not block.startswith("【规则"))
    for block in blocks:
        if block.startswith("【规则"):
            yield f"{governing}\n{DOCUMENT}{block}\n"


@cache
def _pool() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words and the lines of all seeds, each once."""
    words = dict.fromkeys(token for text in seeds() for token in _TOKEN.findall(text))
    lines = dict.fromkeys(line for text in seeds() for line in text.split("\n") if line.strip())
    return (*words, *WORDS, *HOSTILE, *_NUMBERS), tuple(lines)


def texts(count: int, seed: int) -> Iterator[str]:
    """So many texts."""
    for number in range(count):
        rng = Random(f"{seed}:{number}")
        text = rng.choice(seeds())
        for _ in range(rng.randint(1, 4)):
            text = rng.choice(_CHANGES)(text, rng)
        yield text


def _word(text: str, rng: Random) -> str:
    """A word in the place of another one."""
    return _put(text, rng, rng.choice(_pool()[0]))


def _own_word(text: str, rng: Random) -> str:
    return _put(text, rng, rng.choice(_TOKEN.findall(text) or [""]))


def _no_word(text: str, rng: Random) -> str:
    return _put(text, rng, "")


def _more(text: str, rng: Random) -> str:
    """A word more."""
    places = [match.end() for match in _TOKEN.finditer(text)] or [0]
    at = rng.choice(places)
    return text[:at] + rng.choice(_pool()[0]) + text[at:]


def _put(text: str, rng: Random, word: str) -> str:
    found = list(_TOKEN.finditer(text))
    if not found:
        return word
    place = rng.choice(found)
    return text[: place.start()] + word + text[place.end() :]


def _line(text: str, rng: Random) -> str:
    """A line more, from anywhere."""
    lines = text.split("\n")
    lines.insert(rng.randint(0, len(lines)), rng.choice(_pool()[1]))
    return "\n".join(lines)


def _swapped(text: str, rng: Random) -> str:
    lines = text.split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _no_line(text: str, rng: Random) -> str:
    lines = text.split("\n")
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def _section(text: str, rng: Random) -> str:
    """A section of another rule, before the end of this one."""
    sections = re.compile("^[^\\s：]{2,12}：.*?(?=^[^\\s：]{2,12}：|【完】)", re.M | re.DOTALL)
    found = [match[0] for match in sections.finditer(rng.choice(seeds()))]
    return text.replace("【完】", f"{rng.choice(found)}【完】", 1) if found else text


def _scope(text: str, rng: Random) -> str:
    """Brackets behind a heading."""
    heads = list(re.finditer("^[\u4e00-\u9fff]{2,6}(?=：)", text, re.M))
    scopes: list[str] = re.findall("（[^（）\n]{1,12}）(?=：)", rng.choice(seeds()))
    word = rng.choice(
        [
            *scopes,
            "（逐笔）",
            "（含上年）",
            "（就高）",
            "（依次）",
            "（逐笔，依次）",
            "（逐年，共3年）",
            "（分3年）",
            "（内插）",
            "（逐月）",
        ]
    )
    if not heads:
        return text
    at = rng.choice(heads).end()
    return text[:at] + word + text[at:]


def _character(text: str, rng: Random) -> str:
    at = rng.randint(0, len(text))
    return (
        text[:at]
        + rng.choice("，；：。、（）“”【】｜\n\t \u3000\u200b\ufeff\0\ud800百万0%.-′的")
        + text[at + rng.randint(0, 2) :]
    )


def _cut(text: str, rng: Random) -> str:
    """Some of the text gone, or there twice."""
    at = rng.randint(0, len(text))
    end = at + rng.randint(1, 40)
    return text[:at] + text[at:end] * rng.choice((0, 2)) + text[end:]


_CHANGES: Sequence[Callable[[str, Random], str]] = (
    *(_word, _word, _own_word, _own_word, _own_word, _no_word, _more),
    *(_line, _swapped, _no_line, _section, _scope, _character, _cut),
)


def values(rng: Random) -> object:
    """A value that stands in no form."""
    depth = rng.random()
    if depth < 0.1:
        return [values(rng) for _ in range(rng.randint(0, 3))]
    if depth < 0.2:
        return {rng.choice(_pool()[0]): values(rng) for _ in range(rng.randint(0, 3))}
    return rng.choice(
        (
            *(None, True, False, 0, 1, -1, 0.5, float("nan"), float("inf"), 2**53, 10**15, -(10**15), 10**400),
            *(
                "",
                " ",
                "\0",
                "\ud800",
                "是",
                "否",
                "无",
                "2024-02-29",
                "9999-12-31",
                "0001-01-01",
                "1e400",
                "-0",
                "0.005",
            ),
            rng.choice(_pool()[0]),
            rng.randint(0, 10 ** rng.randint(1, 16)),
            f"{rng.randint(0, 10**6)}{rng.choice(('元', '万元', '亩', '%', '家', '个月', '年', '天', '人'))}",
        )
    )
