"""What a simulation finds out: data.

Amounts are whole 分; ``Fraction`` where a number of a rule is varied.  Texts that come from a policy are as it has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ..batch.outcome import Shared
from ..report.diagnostic import Text

# The forms that cost money, which settlement counts; of a policy that has none of these, what is to be paid to it.
COST, DUE = ("奖补", "减免"), ("交纳",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFigures:
    """One clause over all applicants.  ``amount`` is what it comes to, ``paid`` what of it is paid once claims of one matter
    are settled, to ``recipients``; ``dropped`` claims are not paid for that.  None where its result is no money."""

    clause: str
    title: str
    form: str
    kind: str
    article: str
    chapter: str
    departments: tuple[str, ...]
    claims: int
    faulty: int
    eligible: int
    recipients: int
    capped: int
    dropped: int
    amount: int | None
    paid: int | None

    @property
    def counts(self) -> bool:
        return self.form in COST and self.paid is not None


# How a department may have to do with a clause, each with what is said of it.
ROLES: Mapping[str, Text] = {
    "leads": Text("牵头", "leads"),
    "responsible": Text("责任", "responsible"),
    "supporting": Text("配合", "supporting"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What clauses of one article, chapter or department come to: ``recipients`` are applicants, each once.  Of a
    department ``role`` is that in which it has these clauses, one of ``ROLES``."""

    name: str
    clauses: tuple[str, ...]
    recipients: int
    paid: int
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The applicants who are paid from ``low`` to below ``high`` (None: without end), in 分."""

    low: int
    high: int | None
    applicants: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """At a number of a rule, ``applicants`` who miss it by less than 5% (``is_cliff``: who stand where a little more costs), and
    what they would get besides on the other side of it, in 分 (of a cliff: what the step costs them)."""

    clause: str
    title: str
    fact: str
    threshold: str
    applicants: int
    amount: int | None
    is_cliff: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Large:
    """One of those who get most: ``parts`` are what is paid by clause."""

    row: int
    key: str
    name: str
    paid: int
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What a clause (or an article) pays on the other side and here; who gains by it, who loses, and how much, in 分."""

    name: str
    old: int
    new: int
    gainers: int
    gained: int
    losers: int
    lost: int
    is_new: bool = False
    is_gone: bool = False

    @property
    def change(self) -> int:
        return self.new - self.old


# How an applicant fares, from best to worst: each with what is said of it.
OUTCOMES: Mapping[str, Text] = {
    "from nothing": Text("原来没有，现在有", "nothing before"),
    "much more": Text("多 5% 以上", "gain over 5%"),
    "more": Text("多不到 5%", "gain up to 5%"),
    "same": Text("不变", "no change"),
    "less": Text("少不到 5%", "lose up to 5%"),
    "much less": Text("少 5% 以上", "lose over 5%"),
    "to nothing": Text("原来有，现在没有", "nothing any more"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fifth:
    """A fifth of those who are paid on either side, by how much they were paid: how many fare how."""

    name: Text
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One who gains or loses most."""

    row: int
    key: str
    name: str
    old: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """The policy beside another one, over the same applicants.  ``left_out`` are clauses that are not compared, with why."""

    title: str
    policy_hash: str
    day: date | None
    old: int
    new: int
    gainers: int
    gained: int
    losers: int
    lost: int
    unchanged: int
    articles: tuple[Shift, ...]
    clauses: tuple[Shift, ...]
    fifths: tuple[Fifth, ...]
    gains: tuple[Changed, ...]
    losses: tuple[Changed, ...]
    left_out: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value of a number, as the rule would have it, and what the policy then costs in all, in 分; ``paid`` is what the clause
    itself then pays, to ``recipients``."""

    value: Fraction
    text: str
    cost: int
    paid: int
    recipients: int
    is_present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """What a policy costs as one ``number`` of a clause is varied; ``words`` are the sentence in which it stands."""

    clause: str
    title: str
    number: str
    words: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A policy over a population.  ``cost`` is what is paid after settlement (of a policy that pays nothing, what is due);
    ``by_form`` the same by form; ``ceiling`` how much of it is a ceiling up to which an authority decides.  ``budget`` and what
    remains of it are in 分; ``shared`` is what came of sharing out one that was given.  A clause counts for each of its
    departments in its role, so that ``departments`` together may be more than the whole.  ``is_synthetic`` where any row says that it was made up."""

    title: str
    policy_hash: str
    day: date | None
    rows: int
    is_synthetic: bool
    is_due: bool
    applicants: int
    claims: int
    faulty: int
    faulty_by_code: tuple[tuple[str, int, Text], ...]
    recipients: int
    cost: int
    before_settlement: int
    ceiling: int
    by_form: Mapping[str, int]
    budget: int | None
    is_budget_given: bool
    shared: Shared | None
    clauses: tuple[ClauseFigures, ...]
    articles: tuple[Group, ...]
    chapters: tuple[Group, ...]
    departments: tuple[Group, ...]
    bands: tuple[Band, ...]
    tops: tuple[tuple[int, int, int], ...]
    near: tuple[Near, ...]
    cliffs: tuple[Near, ...]
    largest: tuple[Large, ...]
    against: Against | None = None
    curves: tuple[Curve, ...] = ()
    notes: tuple[Text, ...] = field(default=())
