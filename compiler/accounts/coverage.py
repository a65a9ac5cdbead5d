"""``tiaowen coverage``: how much of the document's text and numbers is accounted for.

In: a policy.  Out: every sentence of the document with its class, every number with what it is bound to.  A number is
bound to a rule that uses it for what the text does (to quote it is not enough), a goal, a 不计算, or what 【政策】 declares; numbering, years and
numbers in names are exempt and listed with the reason; the rest is loose.  A sentence is computed, a goal, or not
computed by the block that quotes it; without one it is a measure (措施) or procedure (程序) as long as it has no number and
promises no money (奖励, 补助 …) outside what is quoted; else it is loose.  Headings (标题) promise nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from ..document.document import Block, Paragraph
from ..document.figures import COUNT, DATE, MONEY, RATIO, Figure, Value, unit_kind
from ..document.numbers_in_text import TextNumber, numbers_in
from ..model.clause import Clause, Goal, NotComputed
from ..model.expr import Literal as Number
from ..resolve.citation import cited, read_citation
from ..text.placed import Placed
from ..text.source import Span, position
from .accounting import Account, Stated, accounts_of
from .roles_held import misplaced

if TYPE_CHECKING:
    from ..model.policy import Policy

Kind = Literal["计算", "指标", "不计算", "措施", "程序", "标题", "未落实"]
KINDS: tuple[Kind, ...] = ("计算", "指标", "不计算", "措施", "程序", "标题", "未落实")
_ENGLISH = dict(
    zip(
        KINDS,
        ("computed", "goals", "not computed", "measures without a figure", "procedure", "headings", "loose"),
        strict=True,
    )
)
_REASONS = {
    "编号": "numbering",
    "年份": "years",
    "名称": "in names",
    "引号里的名称": "in quoted names",
    "概数": "vague",
}
# Words with which a sentence promises money or waives it.
_PAYS = re.compile("奖励|补助|补贴|资助|奖补|贴息|减免|免征|免费|优惠|返还|抵扣|配套资金|给予.{0,12}支持")
_PROCEDURE = re.compile(
    "^（?(责任|牵头|配合)单位|牵头单位|为责任单位|会同|抓紧制定|宣传解读|责任分解|申报|公示|审核|受理|遵照执行|按照现行"
    "|有效期|实施有效|施行|就高从优|不重复享受|不得重复"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredNumber:
    """A number of the document; ``bound`` is what it is bound to (规则 7.1, 指标 …), "" where it is loose or exempt; ``by``
    the place that does it, where it is no declaration of 【政策】."""

    number: TextNumber
    bound: str
    by: Binding | None = None

    @property
    def is_loose(self) -> bool:
        return not self.number.exempt and not self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredSentence:
    """A sentence of the document: its class, and what made it so (the blocks that quote it)."""

    span: Span
    kind: Kind
    bound: tuple[str, ...]
    numbers: tuple[CoveredNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    sentences: tuple[CoveredSentence, ...]

    @property
    def numbers(self) -> tuple[CoveredNumber, ...]:
        return tuple(number for sentence in self.sentences for number in sentence.numbers)

    @property
    def loose_numbers(self) -> tuple[CoveredNumber, ...]:
        return tuple(number for number in self.numbers if number.is_loose)

    @property
    def loose_sentences(self) -> tuple[CoveredSentence, ...]:
        return tuple(sentence for sentence in self.sentences if sentence.kind == "未落实")

    @property
    def percent_of_numbers(self) -> Fraction:
        """Of the numbers that mean a quantity, how many are bound, in percent."""
        counted = sum(not number.number.exempt for number in self.numbers)
        return Fraction(100 * (counted - len(self.loose_numbers)), counted) if counted else Fraction(100)

    @property
    def percent_of_sentences(self) -> Fraction:
        total = len(self.sentences)
        return Fraction(100 * (total - len(self.loose_sentences)), total) if total else Fraction(100)

    @property
    def percent(self) -> Fraction:
        """The lower of the two."""
        return min(self.percent_of_numbers, self.percent_of_sentences)


@dataclass(frozen=True, slots=True)
class Binding:
    """A place of the document that a block quotes; ``values`` are the numbers it accounts for, None for all, and ``not_as``
    those that it uses for something else than the text does.  ``of`` is what quotes it: of a 【定义】, the first rule that
    uses its numbers, if one does."""

    span: Span
    kind: Kind
    name: str
    values: tuple[Value, ...] | None
    not_as: tuple[Figure, ...] = ()
    of: Clause | Goal | NotComputed | None = None

    def accounts_for(self, number: TextNumber) -> bool:
        if not _holds(self.span, number.span) or not (self.values is None or number.is_one_of(self.values)):
            return False
        return not any(number.roles == figure.roles and number.is_one_of(figure.values) for figure in self.not_as)


def coverage(policy: Policy) -> Coverage:
    """The coverage of a policy's document."""
    units = tuple(unit for terms in policy.terms.values() for unit in terms.units)
    bindings = Placed((binding.span, binding) for binding in bindings_of(policy))
    declared = list(_declared(policy))
    sentences = [
        _covered(
            sentence,
            bindings,
            declared,
            units,
            is_heading=_is_heading(paragraph, sentence),
            is_numbered=paragraph.role in _NUMBERED and sentence.start == paragraph.span.start,
        )
        for paragraph in policy.document.paragraphs
        if paragraph.is_said
        for sentence in sentences_of(paragraph.span)
    ]
    return Coverage(sentences=tuple(sentences))


_NUMBERED = ("chapter", "section", "article", "item")


def sentences_of(span: Span) -> Iterator[Span]:
    """The sentences of a paragraph: up to 。 or ；, outside quotation marks, or a bracket with who is responsible."""
    text = span.text
    begin = depth = 0
    for at, char in enumerate(text):
        depth += (char in "“《") - (char in "”》" and depth > 0)
        ends = char in "。；！？\n" and depth == 0
        if char in "（(" and text.startswith("责任单位", at + 1) and text[begin:at].strip():
            yield Span(span.source, span.start + begin, span.start + at)
            begin = at
        if ends:
            if text[begin:at].strip():
                yield Span(span.source, span.start + begin, span.start + at + 1)
            begin = at + 1
    if text[begin:].strip():
        yield Span(span.source, span.start + begin, span.start + len(text))


def _is_heading(paragraph: Paragraph, sentence: Span) -> bool:
    """Whether a sentence is the heading that its chapter or article begins with."""
    if paragraph.role in ("chapter", "section"):
        return True
    article = paragraph.article
    return bool(
        article and article.heading and sentence.start == article.span.start and article.heading in sentence.text
    )


def _covered(
    sentence: Span,
    bindings: Placed[Binding],
    declared: Sequence[tuple[str, Value]],
    units: Sequence[str],
    *,
    is_heading: bool,
    is_numbered: bool,
) -> CoveredSentence:
    touching = bindings.at(sentence)
    named = numbers_in(sentence, units, is_numbered=is_numbered, with_roles=bool(touching))
    numbers = tuple(_bound(number, touching, declared) for number in named)
    kind: Kind
    if not is_heading and any(not any(_holds(b.span, place) for b in touching) for place in _promises(sentence)):
        kind = "未落实"
    elif touching:
        order: tuple[Kind, ...] = ("计算", "指标", "不计算")
        kind = next(each for each in order if any(binding.kind == each for binding in touching))
    elif is_heading:
        kind = "标题"
    else:
        kind = "程序" if _PROCEDURE.search(sentence.text) else "措施"
    if kind != "未落实" and any(number.is_loose for number in numbers) and not touching:
        kind = "未落实"
    bound = tuple(dict.fromkeys(binding.name for binding in touching))
    return CoveredSentence(span=sentence, kind=kind, bound=bound, numbers=numbers)


def _promises(sentence: Span) -> Iterator[Span]:
    """The places of a sentence that promise money."""
    for match in _PAYS.finditer(sentence.text):
        yield Span(sentence.source, sentence.start + match.start(), sentence.start + match.end())


def _bound(number: TextNumber, bindings: Sequence[Binding], declared: Sequence[tuple[str, Value]]) -> CoveredNumber:
    if number.exempt:
        return CoveredNumber(number=number, bound="")
    for binding in bindings:
        if binding.accounts_for(number):
            return CoveredNumber(number=number, bound=binding.name, by=binding)
    for name, value in declared:
        if number.is_one_of([value]):
            return CoveredNumber(number=number, bound=name)
    return CoveredNumber(number=number, bound="")


def bindings_of(policy: Policy) -> Iterator[Binding]:
    """The places that rules, definitions, goals and 【不计算】 quote."""
    document = policy.document
    for account in accounts_of(policy):
        clause = account.clause
        article = policy.article_of(clause)
        not_as = tuple(found.figure for found in misplaced(account))
        for span in cited(document, clause.citation, article):
            yield Binding(span, "计算", f"规则 {clause.id}", account.used, not_as, clause)
    for block in document.blocks:
        if block.kind == "定义":
            yield from _lent(policy, block)
    for goal in policy.goals:
        # A number in the name of a goal (招引10亿元以上制造业项目) says which goal it is.
        named = [value for number in numbers_in(goal.span) for value in number.values]
        for span in cited(document, goal.citation, goal.place.article):
            yield Binding(span, "指标", f"指标「{goal.name}」", (*_values(goal.number), *named), of=goal)
    for left in policy.not_computed:
        for span in cited(document, left.citation, left.place.article):
            yield Binding(span, "不计算", f"不计算（{left.reason}）", None, of=left)


def _lent(policy: Policy, block: Block) -> Iterator[Binding]:
    """What a 【定义】 quotes is bound by the rules that use its numbers."""
    citation = read_citation(block.body)
    if citation is None:
        return
    accounts = accounts_of(policy)
    values = tuple(value for account in accounts for value in (*account.used, *account.read))
    using = (each.clause for each in accounts if any(made.span and block.holds(made.span) for made in _said_by(each)))
    first = next(using, None)
    for span in cited(policy.document, citation, block.article):
        yield Binding(span, "计算", "定义", values, of=first)


def _said_by(account: Account) -> tuple[Stated, ...]:
    return (*account.stated, *account.lent)


def _declared(policy: Policy) -> Iterator[tuple[str, Value]]:
    for terms in policy.terms.values():
        if terms.budget is not None:
            yield "政策的预算", Value(MONEY, terms.budget)
        for day in terms.valid or ():
            yield "政策的有效期", Value(DATE, Fraction(f"{day:%Y%m%d}"))


def _values(number: Number) -> Iterator[Value]:
    kind = RATIO if number.type.is_ratio else unit_kind(number.type.unit)
    yield Value(kind, number.value)
    if kind not in (MONEY, RATIO):
        yield Value(COUNT, number.value)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.source is inner.source and outer.start <= inner.start and inner.end <= outer.end


# ── for people and machines ──


def coverage_text(found: Coverage, lang: str) -> str:
    """A line for each loose number and sentence, then how many there are of each kind."""
    chinese = lang == "zh"
    lines: list[str] = []
    for sentence in found.sentences:
        for number in sentence.numbers:
            if number.is_loose:
                what = "数字没有着落" if chinese else "loose number"
                lines.append(f"{_at(number.number.span)} {what}：{number.number.text}")
        if sentence.kind == "未落实":
            what = "句子没有着落" if chinese else "loose sentence"
            lines.append(f"{_at(sentence.span)} {what}：{_short(sentence.span.text)}")
    counts = {kind: sum(sentence.kind == kind for sentence in found.sentences) for kind in KINDS}
    exempt: dict[str, list[str]] = {}
    for each in found.numbers:
        if each.number.exempt:
            exempt.setdefault(each.number.exempt, []).append(each.number.text)
    counted = sum(not each.number.exempt for each in found.numbers)
    bound = counted - len(found.loose_numbers)
    if chinese:
        kinds = "，".join(f"{kind} {n}" for kind, n in counts.items() if n)
        lines.append(f"句子 {len(found.sentences)} 句{kinds and '：'}{kinds}")
        lines.append(f"数字 {counted} 个，有着落 {bound} 个；不计的 {sum(map(len, exempt.values()))} 个")
        lines += [f"  {reason} {len(texts)}：{_each_once(texts)}" for reason, texts in exempt.items()]
        lines.append(f"数字 {_percent(found.percent_of_numbers)}，句子 {_percent(found.percent_of_sentences)}")
    else:
        said = ", ".join(f"{_ENGLISH[kind]} {n}" for kind, n in counts.items() if n)
        lines.append(f"{len(found.sentences)} sentences{said and ': '}{said}")
        lines.append(f"{counted} numbers, {bound} bound; {sum(map(len, exempt.values()))} exempt")
        lines += [f"  {_REASONS[reason]} {len(texts)}: {_each_once(texts)}" for reason, texts in exempt.items()]
        numbers, sentences = _percent(found.percent_of_numbers), _percent(found.percent_of_sentences)
        lines.append(f"numbers {numbers}, sentences {sentences}")
    return "\n".join(lines) + "\n"


def coverage_json(found: Coverage) -> dict[str, object]:
    """Everything, sentence by sentence."""
    return {
        "numbers_percent": _percent(found.percent_of_numbers),
        "sentences_percent": _percent(found.percent_of_sentences),
        "sentences": [
            {
                "text": "".join(sentence.span.text.split()),
                "place": _at(sentence.span),
                "kind": sentence.kind,
                "bound": list(sentence.bound),
                "numbers": [
                    {
                        "text": each.number.text,
                        "bound": each.bound,
                        "exempt": each.number.exempt,
                        "loose": each.is_loose,
                    }
                    for each in sentence.numbers
                ],
            }
            for sentence in found.sentences
        ],
    }


def _each_once(texts: Sequence[str]) -> str:
    """What is exempt, each once; of long lists (numbering) the first and the last."""
    listed = list(dict.fromkeys(texts))
    return " ".join(listed if len(listed) <= 12 else [*listed[:6], "…", listed[-1]])


def _percent(value: Fraction) -> str:
    """Rounded down, so that 100% is all of them."""
    return f"{int(value * 10) // 10}.{int(value * 10) % 10}%"


def _at(span: Span) -> str:
    place = position(span.source, span.start)
    return f"{span.source.name}:{place.line}:{place.column}"


def _short(text: str) -> str:
    plain = "".join(text.split())
    return plain if len(plain) <= 40 else plain[:40] + "…"
