"""What a rule quotes and what it says, as figures to be held against each other.

In: a policy.  Out: an ``Account`` for each clause.  A number of the quotation must be used by the rule, a number of the
rule must stand in the quotation; 口径 and 说明 speak for both sides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from tiaowen.runtime.facts import format_quantity
from tiaowen.runtime.numerals import read_numeral

from ..document.alike import Alike, known
from ..document.document import Block
from ..document.figures import (
    COUNT,
    DATE,
    MONEY,
    PLACE,
    RATIO,
    Figure,
    Value,
    digits_of,
    figures,
    heading_units,
    lists_of,
    unit_kind,
)
from ..document.roles_in_text import roles_in
from ..language.roles import Role
from ..language.word_lists import CHINESE_DIGITS
from ..model.clause import Clause, Fact
from ..model.expr import Literal
from ..model.remembered import Remembered
from ..model.types import ListType, NumberType, OptionType, Type
from ..reading.layout import items
from ..reading.syntax import Section
from ..text.placed import Placed
from ..text.source import Source, Span, Squeezed, fold, squeeze
from .roles_of_rule import uses_of

if TYPE_CHECKING:
    from ..model.policy import Policy

Roles = frozenset[Role]
# 取最高3个；逐年，共3年；分3年
_IN_SCOPE = re.compile("(?:最[高大低小多少]的?|前|第|[至到]第?|最后|共|分)([0-9]+|[二两三四五六七八九十]+)")
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A number that a rule states, with its words and its place; ``otherwise`` is what the words around make of it.
    ``is_permitted`` where 填报 only says what may be filled in, with the other end of that range.  ``uses`` are its roles,
    once for each way in which it is used; nothing where its place tells none."""

    value: Value
    text: str
    span: Span | None
    otherwise: tuple[Value, ...] = ()
    is_permitted: bool = False
    other_end: Value | None = None
    uses: tuple[Roles, ...] = ()

    @property
    def values(self) -> tuple[Value, ...]:
        return (self.value, *self.otherwise)

    def is_same(self, others: Iterable[Value]) -> bool:
        return any(own.is_same(other) for other in others for own in self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What stands under one 依据, and the figures in it: their offsets are those of ``squeezed.text``."""

    source: Source
    squeezed: Squeezed
    figures: tuple[Figure, ...]

    @property
    def text(self) -> str:
        return self.squeezed.text

    def span(self, start: int, end: int) -> Span:
        """The place of some of its characters."""
        return self.squeezed.span(self.source, start, end)


@dataclass(frozen=True, kw_only=True)
class Account:
    """``quotations`` are what the rule quotes, ``stated`` the numbers of the rule, and ``lent`` those that it has of a 【定义】;
    ``used`` is every value that the
    rule's words name, names too; ``read`` those that 口径 and 说明 name, and ``said`` what these say."""

    clause: Clause
    quotations: tuple[Quotation, ...]
    stated: tuple[Stated, ...]
    lent: tuple[Stated, ...]
    used: tuple[Value, ...]
    read: tuple[Value, ...]
    said: str

    @property
    def quoted(self) -> Iterator[tuple[Figure, Span]]:
        """The figures of the quotations with their places."""
        for quotation in self.quotations:
            for figure in quotation.figures:
                yield figure, quotation.span(figure.start, figure.end)

    @cached_property
    def figures(self) -> Alike[tuple[tuple[int, int], Figure, Span]]:
        """Likewise, to be found by their values: with the quotation, from 0, and the offset in it."""
        return Alike(
            (((index, figure.start), figure, quotation.span(figure.start, figure.end)), figure.compared)
            for index, quotation in enumerate(self.quotations)
            for figure in quotation.figures
        )

    def unused(self) -> Iterator[tuple[Figure, Span]]:
        """The figures of the quotations that the rule has no use for."""
        quoted = list(self.quoted)
        values = [*self.used, *self.read]
        plain = known(values)
        # 2760千瓦时及以下 is used where the rule goes on from 2761千瓦时.
        measured = (figure for figure, _ in quoted if figure.is_measured and plain.has(figure.compared))
        values += [value for figure in measured for value in figure.borders]
        values += [value for made in self.stated if (value := _before_first(made))]
        all_known = known(values)
        is_only_rate = all(_is_all(figure) for figure, _ in quoted if figure.is_ratio)
        for figure, span in quoted:
            is_nothing_less = _is_all(figure) and (is_only_rate or "封顶" in figure.roles)
            is_free = figure.is_bare or _is_zero(figure) or is_nothing_less
            if not is_free and not all_known.has(figure.compared):
                yield figure, span

    def unquoted(self) -> Iterator[Stated]:
        """The numbers of the rule that its quotations do not have."""
        quoted = known(
            [*self.read, *(value for figure, _ in self.quoted for value in (*figure.readings, *figure.covers))]
        )
        for made in self.stated:
            if made.value.number and not quoted.has(made.values) and not _is_about_input(made, quoted):
                if _counts_as_named(self, made):
                    continue
                yield made


def _counts_as_named(account: Account, made: Stated) -> bool:
    """The 2 of 孩次为2, where the text has 二孩: what is filled in as a plain number, and named so."""
    if not re.fullmatch("[2-9]", made.text):
        return False
    plain = (fact.name for fact in account.clause.facts if isinstance(fact.type, NumberType) and not fact.type.shown)
    said = "".join(dict.fromkeys("".join(plain)))
    word = f"[{CHINESE_DIGITS[int(made.text)]}{'两' if made.text == '2' else ''}][{re.escape(said)}]"
    return bool(said) and any(re.search(word, quotation.text) for quotation in account.quotations)


def _before_first(made: Stated) -> Value | None:
    """从第7层起, where the text has 6层及以下: the last that does not count."""
    if made.span is None or made.value.number < 2:
        return None
    text, start, end = made.span.source.read.text, made.span.start, made.span.end
    is_first = text[start - 1 : start] == "第" and text[end : end + 1] == "起"
    return replace(made.value, number=made.value.number - 1) if is_first else None


def _is_all(figure: Figure) -> bool:
    """按……的100% says no more than 按……, where no other share is said."""
    return figure.text in ("100%", "百分之百") and not figure.otherwise


def _is_zero(figure: Figure) -> bool:
    return any(value.number == 0 and value.kind != DATE for value in figure.values)


def _is_about_input(made: Stated, quoted: Alike[Value]) -> bool:
    """A range of what may be filled in (12个月, 100%) need not be quoted; but one that the quotation gives (比例由150%提高至
    200%) is given whole."""
    end = made.other_end
    is_given = (
        end is not None
        and end.number != 0
        and made.value.kind in (RATIO, MONEY)
        and made.value != Value(RATIO, Fraction(1))
        and quoted.has([end])
    )
    return made.is_permitted and not is_given


@lru_cache(maxsize=8)
def accounts_of(policy: Policy) -> tuple[Account, ...]:
    """The account of every clause, in the order of the document; worked out once for all checks that hold what a rule
    quotes against what it says."""
    return tuple(account_of(policy, clause) for clause in policy.clauses.values())


def account_of(policy: Policy, clause: Clause) -> Account:
    """The account of one clause, which is the same as long as the rule is, and what governs it."""
    made_from = (clause, policy.read[clause.id], policy.terms_of(clause), *policy.lent)
    return _KEPT.of(id(clause), made_from, lambda: _account(policy, clause))


_KEPT = Remembered["Account"](most=1024)


def _account(policy: Policy, clause: Clause) -> Account:
    terms, read_of = policy.terms_of(clause), policy.read[clause.id]
    block = read_of.block
    words = _words(read_of.sections, terms.units)
    asked = [each.content_span for lender in policy.lent for each in lender.sections if each.kind.room == "facts"]
    read = [value for said in words.said for value in _explained(said, terms.units)]
    stated, lent = list[Stated](words.scopes), list[Stated]()
    for made in (*_stated(clause, words.own, (*words.asked, *asked)), *_defaults(clause)):
        (stated if made.span is None or _holds(block, made.span) else lent).append(made)
    for lender in policy.lent:
        theirs = [made for made in lent if made.span and _holds(lender.block, made.span)]
        if theirs and (named := list(_quoted(lender.sections, terms.units))):
            # A number of 【定义】 has its quotation there.
            stated += theirs
            read += named
    used = [value for _, figure in words.own for value in figure.readings]
    used += (value for made in (*stated, *lent) for value in (made.value, *made.otherwise))
    if valid := clause.valid or terms.valid:
        for day in valid:
            used += (Value(DATE, Fraction(day.year)), Value(DATE, Fraction(f"{day:%Y%m%d}")))
    used += [Value(DATE, Fraction(year)) for year in _whole_years(used)]
    return Account(
        clause=clause,
        quotations=tuple(_quotation(block, place, clause, terms.units, words.lengths) for place in words.quotations),
        stated=tuple(made for made in stated if not _needs_no_quotation(made)),
        lent=tuple(lent),
        used=tuple(used),
        read=tuple(read),
        said="".join(words.said),
    )


def _whole_years(values: Sequence[Value]) -> Iterator[int]:
    """2025, of 在2025年1月1日至2025年12月31日 and of 2025年1月1日以后、2026年1月1日以前."""
    days = {int(value.number) for value in values if value.kind == DATE and value.number.denominator == 1}
    for year in (day // 10000 for day in days if day % 10000 == 101):
        if {year * 10000 + 1231, (year + 1) * 10000 + 101} & days:
            yield year


@dataclass(frozen=True, slots=True)
class _Words:
    """What a rule says: its quotations, the figures of its own sentences with their places, its 口径 and 说明, the
    numbers of its scopes (取最高3个), how many things its lists have, and where its facts are."""

    quotations: list[Squeezed] = field(default_factory=list)
    own: list[tuple[Span, Figure]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    scopes: list[Stated] = field(default_factory=list)
    lengths: set[int] = field(default_factory=set)
    asked: list[Span] = field(default_factory=list)


def _words(sections: Iterable[Section], units: Sequence[str]) -> _Words:
    words = _Words()
    for section in sections:
        place = section.content_span
        squeezed = squeeze(place.source.read.text, place.start, place.end)
        match section.kind.numbers:
            case "quoted":
                words.quotations.append(squeezed)
            case "read":
                words.said.append(squeezed.text)
            case "own":
                found = figures(squeezed.text, (), units, apart=squeezed.apart)
                words.own.extend((squeezed.span(place.source, each.start, each.end), each) for each in found)
                words.lengths.update((*lists_of(squeezed.text, found), *_lengths(section, squeezed)))
                follows = _FROM_YEARS.search(squeezed.text) is not None
                quoted = "".join(each.text for each in words.quotations)
                words.scopes.extend(made for made in _in_scope(section) if not follows or _is_in(made, quoted))
                if section.kind.room == "facts":
                    words.asked.append(place)
    return words


def _explained(said: str, units: Sequence[str]) -> Iterator[Value]:
    """The numbers of which 口径 says something: to say an amount or a percentage over (最高50万元；按50万元执行) gives no
    reason why the rule is without it."""
    for sentence in re.split("[。；]", said):
        found = figures(sentence, (), units)
        told = [
            figure
            for figure, roles in zip(found, roles_in(sentence, found), strict=True)
            if not figure.is_bare and (figure.is_money or figure.is_ratio or (roles and roles <= {"封顶", "保底"}))
        ]
        if len(told) == 1 and _SAID_OVER.fullmatch(_without(sentence, found)):
            continue
        for figure in found:
            yield from (*figure.readings, *figure.covers)


def _without(text: str, found: Iterable[Figure]) -> str:
    for figure in reversed(list(found)):
        text = text[: figure.start] + text[figure.end :]
    return text


_SAID_OVER = re.compile(
    "(?:最高|最多|最低|封顶|保底|上限|下限|限额|不超过|不低于|不少于|不高于|每|单个|单家|家|户|人|个|亩|年|月|企业|项目|单位|年度|给予|予以|奖励|补助|补贴"
    "|资助|减免|减按|交纳|按照?|执行|计算?|发放|支付|为|是|即|的|数|额|标准|比例|一律|统一|均|都|已|照|此|本条|规则|累计|合计|总|原文|依据|算|适用|[“”，、：（）])*"
)


def _lengths(section: Section, squeezed: Squeezed) -> Iterator[int]:
    """How many items a section has, and how many shares."""
    place = section.content_span
    yield len(section.sentences) or len(list(items(fold(place.source.read.text), place.start, place.end)))
    if section.kind.rule == "shares":
        ratio = squeezed.text.count("：")
        yield ratio + 1 if ratio else len(re.split("[、，；]", squeezed.text))


# 前两年……，后一年……: how many years there are follows from these.
_FROM_YEARS = re.compile("(?:前|最?后|第|首)[0-9一二两三四五六七八九十]{0,3}个?[年期次月]")


def _is_in(made: Stated, text: str) -> bool:
    """Whether a text has the number, in either way of writing it."""
    count = int(made.value.number)
    return str(count) in text or (count <= 10 and "零一二三四五六七八九十"[count] in text)


def _in_scope(section: Section) -> Iterator[Stated]:
    for counted in _IN_SCOPE.finditer(section.scope):
        span = Span(section.span.source, section.span.start, section.content_span.start)
        yield Stated(value=Value(COUNT, read_numeral(counted[1])), text=counted[0], span=span)


def _quotation(
    block: Block, place: Squeezed, clause: Clause, units: Sequence[str], lengths: Collection[int]
) -> Quotation:
    article = "".join(squeeze(span.text).text for span in block.article.spans) if block.article else ""
    headed = heading_units(article) | heading_units(place.text)
    found = figures(place.text, tuple(_names(clause)), units, headed, place.apart)
    roles = roles_in(place.text, found)
    return Quotation(
        source=block.source,
        squeezed=place,
        figures=tuple(
            replace(figure, is_bare=figure.is_bare or _counts_what_is_listed(place.text, figure, lengths), roles=told)
            for figure, told in zip(found, roles, strict=True)
        ),
    )


# 分3年, 分两期; 等8类, 按3个档次
_PARTED = re.compile(r"个?(?:年度?|次|期|批次?|阶段|步|季度)")
_SORTED = re.compile(r"个?(?:类|种|项|大?档|等次|情形|标准|部分|方面|方式|区间|梯度)")


def _counts_what_is_listed(text: str, figure: Figure, lengths: Collection[int]) -> bool:
    """Whether a figure only says how many shares or kinds there are, and so many there are: in the rule, or before or
    behind it in the quotation."""
    number = next((value.number for value in figure.values if value.kind in (COUNT, "年", "季度")), None)
    if number is None:
        return False
    before = text[: figure.start]
    behind = re.sub("^[0-9一二两三四五六七八九十]+", "", text[figure.start : figure.end + 4])
    if re.search("分(?:成|为|作)?$", before) and _PARTED.match(behind):
        return number in lengths
    if not _SORTED.match(behind) or not re.search("(?:等|分|分为|分成|列|述|以下|按|按照|设|共)$", before):
        return False
    listed = re.split("[，。；：“”]", before)[-1].removesuffix("等").split("、")
    sentence = re.split("[。”]", text[figure.end :])[0]
    return number in {
        *lengths,
        len(listed) if len(listed) > 1 else 0,
        len(re.findall("（[一二三四五六七八九十0-9]{1,2}）", text[figure.end :])),
        len(sentence.split("；")),
    }


def _needs_no_quotation(made: Stated) -> bool:
    """The 1 of 每增加1人, and 100% where something is held against it, say nothing of their own."""
    if made.value.number != 1 or made.span is None:
        return False
    text, start, end = made.span.source.read.text, made.span.start, made.span.end
    before, behind = fold(text[max(0, start - 12) : start]), fold(text[end : end + 8])
    if re.match("[1一](?![0-9.%])", made.text) and re.search("每[^，。；：、0-9]{0,8}$", before):
        return True
    return made.text in ("1", "100%", "百分之百") and bool(_HELD_BEFORE.search(before) or _HELD.match(behind))


_HELD_BEFORE = re.compile(r"(?:达到?|未达|超过|不足|低于|高于|为|在|加|减|扣除|除以|[÷+\-（])\s*$")
_HELD = re.compile(r"\s*(?:（不?含）)?(?:及?以[上下内]|，?扣除|，?[加减](?!按)|[+\-]|的?基础上)")


def _meet(one: Span, other: Span) -> bool:
    return one.source is other.source and one.start < other.end and other.start < one.end


def _holds(block: Block, span: Span) -> bool:
    return span.source is block.source and block.body.start <= span.start < block.body.end


def _quoted(sections: Iterable[Section], units: Sequence[str]) -> Iterator[Value]:
    """The numbers that a block quotes."""
    for section in sections:
        if section.kind.numbers == "quoted":
            place = section.content_span
            squeezed = squeeze(place.source.read.text, place.start, place.end)
            for figure in figures(squeezed.text, (), units, heading_units(squeezed.text)):
                yield from (*figure.readings, *figure.covers)


def _names(clause: Clause) -> Iterator[str]:
    """The words in which a number is part of a name: facts, definitions, options."""
    for definition in clause.definitions:
        yield definition.name
    for fact in clause.facts:
        yield fact.name
        yield from _options(fact.type)
        if isinstance(fact.type, ListType):
            for name, kind in fact.type.fields:
                yield name
                yield from _options(kind)
            if fact.type.item:
                yield from _options(fact.type.item)


def _options(kind: Type) -> tuple[str, ...]:
    return kind.options if isinstance(kind, OptionType) else ()


def _stated(clause: Clause, own: Sequence[tuple[Span, Figure]], asked: Sequence[Span]) -> Iterator[Stated]:
    """The numbers of a rule's sentences, each place once."""
    uses, near = uses_of(clause), Placed(own)
    seen: dict[tuple[int, int, Fraction], tuple[Literal, Span]] = {}
    for literal in clause.numbers:
        if span := literal.span:
            seen.setdefault((span.start, span.end, literal.value), (literal, span))
    for literal, span in seen.values():
        here = near.at(span)
        otherwise = [value for figure in here for value in figure.otherwise]
        otherwise += digits_of(literal.text)
        # not the 3 of 3、2、1个百分点
        is_plain = all(value.kind in (COUNT, MONEY) for figure in here for value in figure.values)
        if literal.type.unit.is_dimensionless and _is_factor(literal):
            # 1.2 and 1.2倍
            otherwise.append(Value(COUNT if literal.type.is_ratio else RATIO, literal.value))
        if span.text.startswith("第") or (
            is_plain and literal.type.unit.is_dimensionless and not literal.type.is_ratio
        ):
            otherwise.append(Value(PLACE, literal.value))
        is_permitted = any(_meet(span, place) for place in asked)
        ends = (value_of(end) for end, place in seen.values() if is_permitted and _are_ends(place, span))
        yield Stated(
            value=value_of(literal),
            text=literal.text,
            span=span,
            otherwise=tuple(otherwise),
            is_permitted=is_permitted,
            other_end=next(ends, None),
            uses=tuple(uses.at(span)) or ((_PERMITTED,) if is_permitted else ()),
        )


def _is_factor(literal: Literal) -> bool:
    """1.2, 1.2倍: the same however it is written."""
    return literal.text.endswith("倍") or (not literal.type.is_ratio and literal.value.denominator > 1)


_PERMITTED, _DEFAULT = Roles({"范围"}), Roles({"未填"})
_FARTHEST_ENDS = 12


def _are_ends(one: Span, other: Span) -> bool:
    """Whether two numbers are the ends of one range, in either order."""
    if one.start > other.start:
        one, other = other, one
    is_near = one.source is other.source and other.start - one.end < _FARTHEST_ENDS
    between = fold(one.source.read.text[one.end : other.start]) if is_near else ""
    return bool(re.fullmatch(r"\s*(?:（不?含）)?[至到～—\-]\s*", between))


def _defaults(clause: Clause) -> Iterator[Stated]:
    for fact in clause.facts:
        if isinstance(fact.reading.default, int) and isinstance(fact.type, NumberType) and fact.span:
            yield _default(fact, fact.type, fact.reading.default)


def value_of(literal: Literal) -> Value:
    """A number of a rule as a value to be held against those of a text."""
    kind = RATIO if literal.type.is_ratio else unit_kind(literal.type.unit)
    return Value(DATE if kind == "年" and literal.value in _YEARS else kind, literal.value)


def _default(fact: Fact, kind: NumberType, default: int) -> Stated:
    what = RATIO if kind.is_ratio else unit_kind(kind.unit)
    value = default * fact.scale
    text = format_quantity(value.numerator, value.denominator, kind.shown)
    return Stated(value=Value(what, value), text=text, span=fact.span, uses=(_DEFAULT,))
