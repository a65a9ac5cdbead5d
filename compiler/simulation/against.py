"""A policy beside another one, over the same applicants: who gains, who loses, what it costs, by article.

In: two policies whose clauses are matched, the table, what the first pays.  Out: ``Against``.  A clause that cannot be calculated on
one of the sides is compared on neither, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tiaowen.runtime.result import parse_date

from ..program.module import module_of
from ..report.diagnostic import Text
from .figures import COST, DUE, OUTCOMES, Against, Changed, Fifth, Shift
from .matching import Matched, as_old, claims_of_old
from .named import Largest, Names
from .paying import How, Payer, Paying, settled

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from ..batch.lists import Items
    from ..batch.options import EngineName
    from ..model.policy import Policy
    from .paying import Truth
    from .sampling import Whole

_MOST = 10
# Within so many hundredths it is a little more, or less.
_LITTLE = 5


class Beside:
    """Gains and losses, summed over all chunks."""

    def __init__(self, pair: Matched, how: How, items: Mapping[str, Items], engine: EngineName) -> None:
        self.pair = pair
        self.day = _day(pair.old, how)
        old_how = replace(how.with_day(self.day), clauses=())
        self.payer = Payer(pair.old, old_how, items, engine)
        self.is_partial = bool(how.clauses)
        self.forms = COST if any(clause.form in COST for clause in pair.new.clauses.values()) else DUE
        self.old = self.new = self.unchanged = 0
        self.whole = Shift(name="", old=0, new=0, gainers=0, gained=0, losers=0, lost=0)
        self.clauses: dict[str, Shift] = {}
        self.articles: dict[tuple[bool, str], Shift] = {}
        self.gains, self.losses = Largest[Changed](_MOST), Largest[Changed](_MOST)
        self.left: dict[str, Text] = {}
        # Clauses of the other policy that are gone, and that somebody claims.
        self.gone: set[str] = set()
        # What those who are paid on either side were paid and are, for the fifths.
        self._was: list[Whole] = []
        self._now: list[Whole] = []

    def add(self, table: pa.Table, rows: NDArray[np.int64], now: Paying, names: Names, refused: Truth) -> None:
        """One more chunk: what it is ``now`` paid, and which of its rows are ``refused`` as a whole."""
        import numpy as np

        pair, forms = self.pair, self.forms
        claims = claims_of_old(pair, table, now.claimed, is_partial=self.is_partial)
        claims = {name: mask & ~refused for name, mask in claims.items()}
        before = self.payer.pay(as_old(pair, table), claims)
        self.gone |= {name for name, mask in claims.items() if name not in pair.of_old and mask.any()}
        left = _not_compared(pair, now, before, forms, self.payer.left_out)
        self.left |= {name: why for name, why in left.items() if name in now.paid or not self.is_partial}
        new = [n for n in now.paid if pair.new.clauses[n].form in forms and n not in self.left]
        old = [n for n in before.paid if pair.old.clauses[n].form in forms and _named(pair, n) not in self.left]
        # A clause that is gone is compared where somebody in this chunk claims it.
        old = [n for n in old if n in pair.of_old or n in claims]
        if self.left:
            # A clause that is not compared does not take anything from those that are.
            now = replace(now, paid=settled(pair.new, {name: now.amounts[name] for name in new}))
            before = replace(before, paid=settled(pair.old, {name: before.amounts[name] for name in old}))
        was, is_now = before.total(old), now.total(new)
        change = is_now - was
        self.whole = _more(self.whole, _shift("", was, is_now))
        self.unchanged += int(((change == 0) & (is_now > 0)).sum())
        for made in _by_clause(pair, now, before, new, old):
            self.clauses[made.name] = _more(self.clauses[made.name], made) if made.name in self.clauses else made
        for key, made in _by_article(pair, now, before, new, old):
            self.articles[key] = _more(self.articles[key], made) if key in self.articles else made

        def changed(row: int) -> Changed:
            key, name = names.of(row)
            return Changed(row=int(rows[row]), key=key, name=name, old=int(was[row]), new=int(is_now[row]))

        self.gains.add(change, changed)
        self.losses.add(-change, changed)
        paid = np.maximum(was, is_now) > 0
        self._was.append(was[paid])
        self._now.append(is_now[paid])

    def made(self) -> Against:
        """What came of it."""
        import numpy as np

        pair, whole = self.pair, self.whole
        for was, clause in pair.old.clauses.items():
            if clause.form in self.forms and was not in pair.of_old and was not in self.gone and not self.is_partial:
                said = Text(
                    "现在没有这条规则，表里没有人申报", "there is no such clause any more, and nobody claims it"
                )
                self.left[_named(pair, was)] = said
        nothing = [np.zeros(0, np.int64)]
        before, after = np.concatenate(self._was or nothing), np.concatenate(self._now or nothing)
        return Against(
            title=pair.old.title,
            policy_hash=pair.old.hash,
            day=parse_date(self.day, None),
            old=whole.old,
            new=whole.new,
            gainers=whole.gainers,
            gained=whole.gained,
            losers=whole.losers,
            lost=whole.lost,
            unchanged=self.unchanged,
            articles=tuple(sorted(self.articles.values(), key=lambda each: each.is_gone)),
            clauses=tuple(sorted(self.clauses.values(), key=lambda each: each.is_gone)),
            fifths=tuple(_fifths(before, after)),
            gains=self.gains.found,
            losses=self.losses.found,
            left_out=tuple(self.left.items()),
        )


def _more(one: Shift, other: Shift) -> Shift:
    """Two chunks together."""
    return replace(
        one,
        old=one.old + other.old,
        new=one.new + other.new,
        gainers=one.gainers + other.gainers,
        gained=one.gained + other.gained,
        losers=one.losers + other.losers,
        lost=one.lost + other.lost,
    )


def _day(old: Policy, how: How) -> date | str | None:
    """The day asked for where the other policy is in force on it; else its own."""
    day = parse_date(how.on, None)
    periods = [terms.valid for terms in old.terms.values() if terms.valid is not None]
    return how.on if day is None or all(first <= day <= last for first, last in periods) else None


def _named(pair: Matched, was: str) -> str:
    """A clause of the other policy by its number here; one that is gone by its own, marked."""
    return pair.of_old.get(was, f"{was}（原）")


def _not_compared(
    pair: Matched, now: Paying, before: Paying, forms: Sequence[str], missing: Mapping[str, tuple[str, ...]]
) -> dict[str, Text]:
    """The clauses that are not calculated on one of the sides, which the columns of a table decide."""
    found: dict[str, Text] = {}
    for name, clause in pair.new.clauses.items():
        was = pair.of_new.get(name)
        if name in now.paid and clause.form in forms and was is not None and was not in before.paid:
            listed = "、".join(missing.get(was, ()))
            found[name] = Text(
                f"对照的政策里是 {was}，要 {listed or '别的填报项'}，表里没有",
                f"there it is {was}, which asks for {listed or 'other facts'}, and the table has none",
            )
    for was, old in pair.old.clauses.items():
        if old.form in forms and was in pair.of_old and pair.of_old[was] not in now.paid and was in before.paid:
            found[pair.of_old[was]] = Text("现在的规则没有计算", "the clause of today is not calculated")
    return found


def _by_clause(pair: Matched, now: Paying, before: Paying, new: Sequence[str], old: Sequence[str]) -> Iterator[Shift]:
    for name in new:
        was = pair.of_new.get(name)
        yield _shift(
            f"{name} {pair.new.clauses[name].title}",
            before.total([was] if was in old and was is not None else []),
            now.paid[name],
            is_new=was is None,
        )
    for was in old:
        if was not in pair.of_old:
            name = f"{was} {pair.old.clauses[was].title}"
            yield _shift(name, before.paid[was], now.total([]), is_gone=True)


def _by_article(
    pair: Matched, now: Paying, before: Paying, new: Sequence[str], old: Sequence[str]
) -> Iterator[tuple[tuple[bool, str], Shift]]:
    """By the articles of today, then those that are gone; an applicant gains or loses by an article as a whole."""
    here = {entry.id: entry.article or entry.id for entry in module_of(pair.new).entries}
    there = {entry.id: entry.article or entry.id for entry in module_of(pair.old).entries}
    groups: dict[tuple[bool, str], tuple[list[str], list[str]]] = {}
    for name in new:
        mine, theirs = groups.setdefault((False, here[name]), ([], []))
        mine.append(name)
        was = pair.of_new.get(name)
        theirs += [was] if was in old and was is not None else []
    for was in old:
        if was not in pair.of_old:
            groups.setdefault((True, there[was]), ([], []))[1].append(was)
    for (is_gone, name), (mine, theirs) in groups.items():
        made = _shift(name, before.total(theirs), now.total(mine), is_new=not theirs, is_gone=is_gone)
        yield (is_gone, name), made


def _shift(name: str, old: Whole, new: Whole, *, is_new: bool = False, is_gone: bool = False) -> Shift:
    change = new - old
    return Shift(
        name=name,
        old=int(old.sum()),
        new=int(new.sum()),
        gainers=int((change > 0).sum()),
        gained=int(change[change > 0].sum()),
        losers=int((change < 0).sum()),
        lost=-int(change[change < 0].sum()),
        is_new=is_new,
        is_gone=is_gone,
    )


def _fifths(old: Whole, new: Whole) -> Iterator[Fifth]:
    """Those who are paid on either side, in fifths by the larger of the two amounts: how they fare."""
    import numpy as np

    larger = np.maximum(old, new)
    order = np.lexsort((np.arange(len(larger)), larger))
    order = order[larger[order] > 0]
    for place, name in enumerate(_FIFTHS):
        rows = order[len(order) * place // 5 : len(order) * (place + 1) // 5]
        was, now = old[rows], new[rows]
        bound = was * _LITTLE
        change = (now - was) * 100
        masks = {
            "from nothing": (was == 0) & (now > 0),
            "much more": (was > 0) & (change > bound),
            "more": (was > 0) & (change > 0) & (change <= bound),
            "same": now == was,
            "less": (now > 0) & (change < 0) & (change >= -bound),
            "much less": (now > 0) & (change < -bound),
            "to nothing": (was > 0) & (now == 0),
        }
        yield Fifth(name=name, counts={key: int(masks[key].sum()) for key in OUTCOMES})


_FIFTHS = (
    Text("金额最小的五分之一", "smallest fifth"),
    Text("第二个五分之一", "second fifth"),
    Text("第三个五分之一", "third fifth"),
    Text("第四个五分之一", "fourth fifth"),
    Text("金额最大的五分之一", "largest fifth"),
)
