"""The rules of two policies: which belong together, and what of each changed.

In: two policies, and which of their articles are one.  Out: a ``ClauseChange`` for every rule of either, in the order of
the new policy, then those that are gone.  Rules belong together by their quotation, their facts and their article; their
number counts for little.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, get_args

from tiaowen.runtime.facts import FactType

from ..analysis.likeness import likeness, paired, substance
from ..analysis.probing import shown
from ..meaning.wording import spoken_words
from ..model.clause import Clause, Fact, PerItem, Requirement
from ..model.types import ListType
from ..report.diagnostic import Text
from .common_facts import renamed_facts
from .meaning import Meaning, Solver, meaning
from .meaning import Verdict as OfMeaning
from .texts import Run, word_changes

if TYPE_CHECKING:
    from ..document.document import Article
    from ..model.policy import Policy
    from .texts import ArticleChange

_Other = Literal["other period", "new", "gone"]
Verdict = OfMeaning | _Other
VERDICTS: tuple[Verdict, ...] = (*get_args(OfMeaning), *get_args(_Other))
_LEAST = Fraction(1, 2)
# Where they have no fact in common: of what they are about, without the words that every award has.
_LEAST_SUBSTANCE = Fraction(1, 4)


Period = tuple[date, date] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``what`` of a rule (or of the whole policy) was one thing and is another; empty where it was not there."""

    what: Text
    old: str = ""
    new: str = ""

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(word_changes(self.old, self.new))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """``old`` and ``new`` are the rule before and after, None where there is none; ``periods`` when each is valid, by
    itself or with its policy."""

    old: Clause | None
    new: Clause | None
    old_article: Article | None
    new_article: Article | None
    differences: tuple[Difference, ...] = ()
    meaning: Meaning | None = None
    periods: tuple[Period, Period] = (None, None)

    @property
    def verdict(self) -> Verdict:
        if self.meaning is not None:
            found = self.meaning.verdict
            return "other period" if found == "equal" and self.periods[0] != self.periods[1] else found
        return "new" if self.old is None else "gone"

    @property
    def shown(self) -> Clause:
        made = self.new or self.old
        assert made is not None
        return made

    @property
    def is_renumbered(self) -> bool:
        return self.old is not None and self.new is not None and self.old.id != self.new.id

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to tell of it by itself: when all the policy is valid is told once."""
        is_of_policy = self.verdict == "other period" and self.own_periods[0] == self.own_periods[1]
        return (self.verdict != "equal" and not is_of_policy) or bool(self.differences)

    @property
    def own_periods(self) -> tuple[Period, Period]:
        return (self.old.valid if self.old else None, self.new.valid if self.new else None)


def clause_changes(
    old: Policy, new: Policy, articles: Sequence[ArticleChange], solver: Solver
) -> tuple[ClauseChange, ...]:
    before, after = list(old.clauses.values()), list(new.clauses.values())
    home_before, home_after = articles_of(old), articles_of(new)
    of_new = {to: at for at, to in clause_pairs(old, new, articles)}
    found: list[ClauseChange] = []
    for to, clause in enumerate(after):
        was = before[of_new[to]] if to in of_new else None
        found.append(
            ClauseChange(
                old=was,
                new=clause,
                old_article=home_before.get(was.id) if was else None,
                new_article=home_after.get(clause.id),
                differences=tuple(_differences(was, clause)) if was else (_quoted(new=clause.citation.text),),
                meaning=meaning((old, was), (new, clause), solver) if was else None,
                periods=(_period(old, was), _period(new, clause)) if was else (None, None),
            )
        )
    kept = set(of_new.values())
    found += [
        ClauseChange(
            old=clause,
            new=None,
            old_article=home_before.get(clause.id),
            new_article=None,
            differences=(_quoted(old=clause.citation.text),),
        )
        for at, clause in enumerate(before)
        if at not in kept
    ]
    as_before = ("equal", "other period", "other heading")
    changed = {change.new.id for change in found if change.new is not None and change.verdict not in as_before}
    return tuple(_with_sources(change, changed) for change in found)


def clause_pairs(old: Policy, new: Policy, articles: Sequence[ArticleChange]) -> list[tuple[int, int]]:
    """The rules that belong together, by their places in the old policy and in the new one."""
    before, after = list(old.clauses.values()), list(new.clauses.values())
    home_before, home_after = articles_of(old), articles_of(new)
    same = {(id(made.old_article), id(made.new_article)) for made in articles if made.old_article and made.new_article}

    def like(one: Clause, other: Clause) -> Fraction:
        home = (id(home_before.get(one.id)), id(home_after.get(other.id)))
        facts = _shared([fact.name for fact in one.facts], [fact.name for fact in other.facts])
        if not facts and substance(one.citation.text, other.citation.text) < _LEAST_SUBSTANCE:
            return Fraction(0)
        score = likeness(one.citation.text, other.citation.text) * 3 + facts + likeness(one.title, other.title)
        return score / 5 + Fraction(home in same, 5) + Fraction(one.id == other.id, 20)

    return paired(before, after, like, _LEAST)


def _period(policy: Policy, clause: Clause) -> Period:
    return clause.valid or policy.terms_of(clause).valid


def _with_sources(change: ClauseChange, changed: Collection[str]) -> ClauseChange:
    """Told, too, where a fact is 取自 a rule that changed: the same facts of that rule give another number here."""
    sources = (
        {fact.from_clause for fact in change.new.facts} if change.new is not None and change.old is not None else set()
    )
    what = Text("取自的规则变了", "a fact is taken from a rule that changed")
    told = tuple(Difference(what=what, old=source, new=source) for source in sorted(sources & set(changed)))
    return replace(change, differences=(*change.differences, *told)) if told else change


def articles_of(policy: Policy) -> Mapping[str, Article]:
    """The article that each rule stands in."""
    return {
        block.head: block.article
        for block in policy.document.blocks
        if block.kind == "规则" and block.article is not None
    }


def _shared(old: Sequence[str], new: Sequence[str]) -> Fraction:
    every = set(old) | set(new)
    return Fraction(len(set(old) & set(new)), len(every)) if every else Fraction(1)


# ── what is told of a rule ──


def _quoted(old: str = "", new: str = "") -> Difference:
    return Difference(what=Text("依据", "quotation"), old=old, new=new)


def _differences(old: Clause, new: Clause) -> Iterator[Difference]:
    plain = (
        (Text("规则号", "number"), old.id, new.id),
        (Text("名称", "title"), old.title, new.title),
        (Text("结果的栏目", "heading of the result"), old.heading, new.heading),
        (Text("结果的种类", "kind of the result"), old.kind, new.kind),
        (Text("单位", "unit"), old.unit, new.unit),
        (_quoted().what, old.citation.text, new.citation.text),
        (Text("有效期", "period of validity"), period(old.valid), period(new.valid)),
        (Text("取整", "rounding"), old.rounding.text, new.rounding.text),
        (Text("分期、分配", "instalments or shares"), _series(old), _series(new)),
    )
    yield from (Difference(what=what, old=was, new=now) for what, was, now in plain if was != now)
    renamed = renamed_facts(old, new)
    yield from _facts(old, new, renamed)
    yield from _sentences(Text("条件", "condition"), _requirements(old.conditions), _requirements(new.conditions))
    yield from _sentences(Text("核对", "fact check"), _requirements(old.checks), _requirements(new.checks))
    yield from _sentences(
        Text("其中", "definition"),
        [f"{made.name}：{made.text}" for made in old.definitions],
        [f"{made.name}：{made.text}" for made in new.definitions],
    )
    if old.qualifies_for != new.qualifies_for:
        yield Difference(what=Text("享受", "what it qualifies for"), old=old.qualifies_for, new=new.qualifies_for)
    was, now = _amount(old), _amount(new)
    if was != now:
        yield Difference(what=Text("算法", "calculation"), old=was, new=now)


def _amount(clause: Clause) -> str:
    if clause.parts:
        return "；".join(f"{label}：{spoken_words(part)}" for label, part in clause.parts)
    if isinstance(clause.series, PerItem):
        return f"每{clause.series.each}分别：{spoken_words(clause.series.body)}"
    return spoken_words(clause.amount) if clause.amount is not None else ""


def _series(clause: Clause) -> str:
    return f"每{clause.series.each}" if isinstance(clause.series, PerItem) else "、".join(clause.labels)


def _requirements(made: Sequence[Requirement]) -> list[str]:
    return [one.text for one in made]


def _sentences(what: Text, old: Sequence[str], new: Sequence[str]) -> Iterator[Difference]:
    """The sentences that are not in both, those that are alike beside each other."""
    before = [text for text in old if text not in new]
    after = [text for text in new if text not in old]
    pairs = dict(paired(before, after, likeness, Fraction(1, 4)))
    yield from (
        Difference(what=what, old=text, new=after[pairs[at]] if at in pairs else "") for at, text in enumerate(before)
    )
    yield from (Difference(what=what, new=text) for to, text in enumerate(after) if to not in pairs.values())


def _facts(old: Clause, new: Clause, renamed: Mapping[str, str]) -> Iterator[Difference]:
    before, after = ({fact.name: fact for fact in clause.facts} for clause in (old, new))
    for name, fact in before.items():
        now = renamed.get(name, name)
        if now not in after:
            yield Difference(what=Text("填报", "fact"), old=described(fact))
        elif described(fact) != described(after[now]):
            yield Difference(what=Text("填报", "fact"), old=described(fact), new=described(after[now]))
    known = {renamed.get(name, name) for name in before}
    yield from (
        Difference(what=Text("填报", "fact"), new=described(fact)) for name, fact in after.items() if name not in known
    )


_KINDS = {"boolean": "是否", "date": "日期", "text": "文字"}


def described(fact: Fact) -> str:
    """A fact as its drafter declares it: 申报年次：整数，1至3."""
    reading = fact.reading
    each = getattr(fact.type, "each", "")
    if reading.kind == "list":
        assert reading.item is not None
        inner = "、".join(f"{part.name}（{_kind(part)}）" for part in reading.item.fields) or _kind(reading.item)
        order = f"，{said}" if isinstance(fact.type, ListType) and (said := fact.type.in_order) else ""
        return f"{fact.name}：每{each}{'含' if reading.item.fields else ''}{inner}{order}"
    low, high = (None if end is None else shown(reading, end) for end in (reading.low, reading.high))
    ends = f"，{low}至{high}" if low and high else f"，{low}以上" if low else f"，不超过{high}" if high else ""
    left_out = "" if reading.default is None else f"，未填按{shown(reading, reading.default)}"
    source = f"，取自{fact.from_clause}" if fact.from_clause else ""
    return f"{fact.name}：{_kind(reading)}{ends}{'，可为负' if reading.negative else ''}{left_out}{source}"


def _kind(reading: FactType) -> str:
    if reading.kind == "option":
        return f"{'、'.join(reading.options)}{'（由低到高）' if reading.ordered else ''}"
    if reading.kind == "number":
        whole = "系数" if reading.decimals else "整数"
        return {"元": "金额", "%": "比例", "": whole}.get(reading.unit, reading.unit)
    return _KINDS[reading.kind]


def period(valid: tuple[date, date] | None) -> str:
    """2025年1月1日至2025年12月31日; nothing where there is none."""
    return "至".join(f"{day.year}年{day.month}月{day.day}日" for day in valid) if valid else ""
