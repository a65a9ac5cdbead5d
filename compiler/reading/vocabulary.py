"""What a block's own words add to the lexer: its names and options, and the units of the policy.

The terminals NAME, VALUE, UNIT, QUANTITY and RATE of grammar/words.lark are patterns made here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tiaowen.runtime.units import unit_words

from ..document.figures import MATCHED
from ..language.word_lists import (
    ABOUT,
    AND_MORE,
    AROUND,
    CHINESE_DIGITS,
    CHINESE_NUMERALS,
    COUNTED,
    NEARLY,
    NUMERALS,
    RATE_SIGNS,
    SORTS,
    WHOLE_RATES,
)
from .of_lists import Listed

# Kinds of facts that are no numbers.
_NO_NUMBERS = ("是否", "选项", "日期", "时刻", "文字")
_DIGITS = r"[0-9][0-9.,]*[十百千万亿]*"
_CHINESE = rf"[{CHINESE_NUMERALS}]+"
_MORE = rf"(?:{'|'.join(AND_MORE)})?"
_SIGN = rf"{'|'.join(RATE_SIGNS)}|分之[{NUMERALS}点.]+"
_RATE = rf"[{NUMERALS}][{NUMERALS}.,]*(?:{_SIGN})|[0-9]+/[0-9]+|{'|'.join(WHOLE_RATES)}|{MATCHED}"
# A percentage before a word of bounds is the bound, not a multiplier of the name before it (甲占乙3%以上 / 存量部分2%);
# and 百分之五 is none where 百分之五十 stands.
_BOUND_FOLLOWS = rf"(?![{NUMERALS}.至到～–—-]|（[不含]|及?以)"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names (of facts and definitions), the options, and the units that a policy declares besides the known
    ones; of the names, those of ``lists`` and of what their items have.  ``kinds`` says of facts what they are, for those who advise:
    the unit that people see (元, 亩, %, "" for a plain number), 是否, 选项, 日期, 时刻, 文字; ``sorts`` which options each fact of
    several has."""

    names: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    lists: frozenset[tuple[str, Listed]] = frozenset()
    kinds: frozenset[tuple[str, str]] = frozenset()
    sorts: frozenset[tuple[str, tuple[str, ...]]] = frozenset()

    @classmethod
    def of(
        cls,
        names: Iterable[str] = (),
        options: Iterable[str] = (),
        units: Iterable[str] = (),
        lists: Mapping[str, Listed] | None = None,
        kinds: Mapping[str, str] | None = None,
        sorts: Mapping[str, tuple[str, ...]] | None = None,
    ) -> "Vocabulary":
        return cls(
            frozenset(names),
            frozenset(options),
            frozenset(units),
            frozenset((lists or {}).items()),
            frozenset((kinds or {}).items()),
            frozenset((sorts or {}).items()),
        )

    def facts_in(self, *kinds: str) -> tuple[str, ...]:
        """The facts of some kinds, in a fixed order."""
        return tuple(sorted(name for name, kind in self.kinds if kind in kinds))

    @property
    def quantities(self) -> frozenset[str]:
        """The facts that are numbers."""
        return frozenset(name for name, kind in self.kinds if kind not in _NO_NUMBERS)

    def patterns(self) -> dict[str, str]:
        """The pattern of each open terminal, longest word first."""
        return {"NAME": longest_first(self.names), "VALUE": longest_first(self.options)}

    def said_for_options(self) -> Mapping[str, str]:
        """Other words for an option that can be no other: 国际性 for 国际, 3星级 for 三星级, 一级残疾 for 一级 of 残疾等级."""
        meant: dict[str, set[str]] = {}
        for option in self.options:
            for said in _other_words(option):
                meant.setdefault(said, set()).add(option)
        for fact, options in self.sorts:
            for option in options:
                for said in _with_its_fact(fact, option):
                    meant.setdefault(said, set()).add(option)
        taken = self.options | self.names
        return {said: next(iter(options)) for said, options in meant.items() if len(options) == 1 and said not in taken}

    def unit_patterns(self) -> dict[str, str]:
        unit = rf"(?:{'|'.join(COUNTED)}|{longest_first({*unit_words(), *self.units})})"
        compound = rf"[万亿]?{unit}(?:[/·•]每?{unit})*"
        chinese = rf"{_CHINESE}{compound}(?!性)"
        # With its unit first, and the longest one: 5万千瓦 is 5万 of 千瓦, and 3千克标准煤 no 3千 of 克.
        number = rf"(?:{_RATE})|{chinese}|{_DIGITS}?{_MORE}{compound}|{_DIGITS}{_MORE}|零"
        some = rf"(?:[0-9.]+|[{CHINESE_NUMERALS}])"
        within = "(?:（含）)?(?:[之以]?内)?(?:（含）)?"
        return {
            "FIRST_UNIT": rf"(?:起步(?:价|里程|费)?(?:为|按)?)?(?:首[重程段次]?{some}?|第[一1]|前{some}|{some}(?=个?半?{unit}(?:（含）)?[之以]?内)(?![^，；：]*的))"
            rf"个?半?{unit}{within}(?:收费|计费|收取|基价|价格)?(?:为|按)?(?=[0-9.]+元)",
            "WITHIN_IT": rf"（(?:包?含)?{some}{unit}{within}含?）|，?包?含{some}{unit}{within}(?=，|；|$)",
            "LATER": rf"(?:以后|之后|此后|其后|后续|续[重程时费]|超[过出](?:首[重程段]?{some}?个?(?:{unit})?|起步(?:里程|公里)?)(?:后|的?部分)?)的?，?(?:按|加收)?(?=每(?![增满达提超减降下新多递高低]))",
            "UNIT": compound,
            "ITEM": rf"{compound}|[生孩](?=[每0-9{CHINESE_NUMERALS}])",
            # 亩均税收20万元/亩以上 is a bound.
            "PRICE": rf"{_DIGITS}{compound}(?=[^及以至到～–—（-]|$)",
            "UNIT_TYPE": rf"{compound}(?=[，；：（）]|$)",
            "RATE": rf"(?:{_RATE}){_BOUND_FOLLOWS}",
            "NEGATIVE": rf"[-负](?:{number})",
            "PARTED": rf"{_DIGITS}（不?含）(?:[十百千万亿]+(?:{compound})?|{compound}|%)",
            "QUANTITY": rf"(?:{'|'.join((*ABOUT, *NEARLY))})?(?:{number}){_MORE}(?:{'|'.join(AROUND)})?",
        }


def _other_words(option: str) -> Iterator[str]:
    """性、级、类 and the like behind an option that is none of them by itself; a numeral in the other script."""
    if option in _DEGREES:
        yield from (f"{option}{said}" for said in _DEGREES[option])
    if "困难" in option and not option.startswith(_OF_HARDSHIP):
        yield from (f"{of}{option}" for of in _OF_HARDSHIP)
    for word in (option, *_in_other_digits(option)):
        if word != option:
            yield word
        if not word.endswith((*SORTS, "等", "奖", "名")) and not word[-1].isdigit():
            yield from (f"{word}{sort}" for sort in SORTS)


def _with_its_fact(fact: str, option: str) -> Iterator[str]:
    """What the fact of an option is called by, said with it: 一级残疾 and 残疾一级 of 残疾等级, 海事案件 of 行政案件类别, 家庭经济一般困难 of
    家庭经济困难程度."""
    about = _SORT_OF.sub("", fact)
    if len(about) < _SHORTEST or about in option or option in about:
        return
    ends = next((n for n in range(min(len(about), len(option)) - 1, 1, -1) if about[-n:] == option[-n:]), 0)
    if ends:
        yield about[:-ends] + option
        return
    yield from (about[:length] + option for length in range(_SHORTEST, len(about) + 1))
    yield from (option + about[-length:] for length in range(_SHORTEST, len(about) + 1))


_SORT_OF = re.compile("(?:等级|级别|类别|类型|种类|类|程度|档次|层次|情况|情形|状况|结果|后果|性质|等次)$")
_SHORTEST = 2
# Of whom a hardship is, which says nothing more.
_OF_HARDSHIP = ("家庭经济", "家庭生活", "家庭", "经济", "生活")
# Who has a degree is called by it.
_DEGREES = {
    "博士": ("研究生", "毕业生", "学位"),
    "硕士": ("研究生", "毕业生", "学位"),
    "本科": ("生", "毕业生", "学历"),
    "大专": ("生", "毕业生", "学历"),
    "专科": ("生", "毕业生", "学历"),
}


def _in_other_digits(option: str) -> Iterator[str]:
    """3星级 for 三星级, and the other way round."""
    if found := re.search("[一二三四五六七八九]", option):
        before, behind = option[: found.start()], option[found.end() :]
        # 一年 is a quantity, and so is 1年.
        if not behind or (not before and behind in unit_words() and not behind.endswith("级")):
            return
        if not re.match("[十百千万亿]", behind) and not before.endswith(("十", "百", "第")):
            yield f"{before}{CHINESE_DIGITS.index(found[0])}{behind}"
    elif (found := re.match("[1-9](?![0-9.])", option)) and option[1:] and option[1:] not in unit_words():
        yield option.replace(found[0], CHINESE_DIGITS[int(found[0])])


def longest_first(words: Iterable[str]) -> str:
    """An alternation in which a word stands before its beginnings; without words, a pattern that never matches."""
    ordered = [re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)) if len(word) > 1]
    if single := "".join(re.escape(word) for word in sorted(words) if len(word) == 1):
        ordered.append(f"[{single}]")
    return "|".join(ordered) or r"(?!)."
