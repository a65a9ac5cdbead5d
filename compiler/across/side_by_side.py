"""Two policies side by side: which of their rules are about the same matter, and whether both are in force at a time.

In: two policies.  Out: a ``Pair``, the earlier one first.  Two rules are about the same matter where their quotations,
numbers and words of giving left out, are nearly the same, or where they ask for the same distinctive fact in like words;
never where they speak of other ranks (省级 beside 市级) or of the first time and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from ..analysis.likeness import likeness, paired
from ..model.clause import Clause
from ..text.source import Span, squeeze

if TYPE_CHECKING:
    from ..model.policy import Policy

# The forms of which a result is money for the applicant.
PAID = ("奖补", "减免")
# How like two quotations must be; less is enough where both ask for the same distinctive fact.
_LEAST = Fraction(7, 10)
_LEAST_WITH_FACT = Fraction(2, 5)
_SHORTEST_SUBJECT = 4
_SHORTEST_FACT = 6


@dataclass(frozen=True)
class Pair:
    """``old`` is the policy that begins first; where that is not known, the one that was named first."""

    old: Policy
    new: Policy

    @cached_property
    def same_matters(self) -> tuple[tuple[Clause, Clause], ...]:
        """The rules of the old and the new policy that are about the same matter."""
        before, after = list(self.old.clauses.values()), list(self.new.clauses.values())
        return tuple((before[at], after[to]) for at, to in paired(before, after, _like, Fraction(1, 10)))

    @property
    def are_editions(self) -> bool:
        """Whether the two are one policy, made anew: their titles differ in numbers only."""
        titles = [
            re.sub(r"[0-9〇零一二三四五六七八九十]|修订|年版", "", squeeze(p.title).text) for p in (self.old, self.new)
        ]
        return bool(titles[0]) and titles[0] == titles[1]

    def in_force_together(self, old: Clause, new: Clause) -> str:
        """When both rules are in force, in words; empty where they never are, or where one edition of a policy takes
        the place of another without saying when."""
        first, second = self.old_period(old), self.new_period(new)
        if first is None or second is None:
            return "" if self.are_editions else "没有写有效期的，按一直有效"
        start, end = max(first[0], second[0]), min(first[1], second[1])
        return f"{day_words(start)}至{day_words(end)}两份都有效" if start <= end else ""

    def old_period(self, clause: Clause) -> tuple[date, date] | None:
        return clause.valid or self.old.terms_of(clause).valid

    def new_period(self, clause: Clause) -> tuple[date, date] | None:
        return clause.valid or self.new.terms_of(clause).valid


def side_by_side(one: Policy, other: Policy) -> Pair:
    first, second = period_of(one), period_of(other)
    is_later = first is not None and second is not None and first > second
    return Pair(other, one) if is_later else Pair(one, other)


def period_of(policy: Policy) -> tuple[date, date] | None:
    """When a policy is in force: where its files say different things, from the first day to the last."""
    periods = [terms.valid for terms in policy.terms.values() if terms.valid]
    return (min(period[0] for period in periods), max(period[1] for period in periods)) if periods else None


def agreed_at(policy: Policy, pattern: str) -> Span | None:
    """Where 【政策】 has what a pattern with one group looks for, else its head."""
    blocks = [block for block in policy.document.blocks if block.kind == "政策"]
    for block in blocks:
        match = re.search(pattern, block.body.text)
        if match:
            return Span(block.source, block.body.start + match.start(1), block.body.start + match.end(1))
    return blocks[0].head_span if blocks else None


def day_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def named(policy: Policy) -> str:
    """A policy as a message names it: its title, else its file."""
    return f"《{policy.title}》" if policy.title else policy.document.sources[0].name


# ── the same matter ──


def _like(one: Clause, other: Clause) -> Fraction:
    """Zero where two rules are not about the same matter."""
    mine, theirs = _subject(one.citation.text), _subject(other.citation.text)
    if min(len(mine), len(theirs)) < _SHORTEST_SUBJECT or one.form != other.form:
        return Fraction(0)
    if _are_apart(one.citation.text, other.citation.text):
        return Fraction(0)
    score = likeness(mine, theirs)
    shared = set(_distinctive(one)) & set(_distinctive(other))
    return score if score >= (_LEAST_WITH_FACT if shared else _LEAST) else Fraction(0)


_GIVING = re.compile(
    r"[0-9.]+|[%‰万亿元]|给予|一次性|奖励|补助|补贴|资助|奖补|支持|最高|最多|不超过|每[家个项人户年月]|单个|企业|单位|标准"
    r"|[对按的，、；。（）“”]|以上|以下|分别"
)


def _subject(quote: str) -> str:
    """What a quotation is about: without numbers, and without the words of giving that every rule has."""
    return _GIVING.sub("", squeeze(quote).text)


# Words of one kind of which two rules about the same matter have one in common, where both have any: the rank, the
# occasion, the market.
_KINDS = (
    (("国家", "国家|世界"), ("省级", "省级"), ("市级", "市级"), ("区级", "[区县]级")),
    (("首次", "首次|首获|(?<!重)新认定"), ("重新", "重新|再次|复评|复审|复核")),
    (("境外", "境外|国外|海外|出口"), ("境内", "境内|国内|进口")),
    tuple((f"{star}星", f"{star}星") for star in "一二三四五")
    + tuple((f"{star}级", f"{star}级") for star in "一二三四"),
)


def _are_apart(one: str, other: str) -> bool:
    """Whether two quotations speak of different ranks, occasions or markets."""
    first, second = squeeze(one).text, squeeze(other).text
    for kind in _KINDS:
        mine = {word for word, pattern in kind if re.search(pattern, first)}
        theirs = {word for word, pattern in kind if re.search(pattern, second)}
        if mine and theirs and not mine & theirs:
            return True
    return False


def _distinctive(clause: Clause) -> Iterator[str]:
    """The facts whose names say what a rule is about: a count or 是否 of a long name."""
    for fact in clause.facts:
        is_money = fact.reading.kind == "number" and fact.reading.unit in ("元", "%", "")
        if len(fact.name) >= _SHORTEST_FACT and fact.reading.kind in ("number", "boolean") and not is_money:
            yield fact.name
