"""A policy beside another one, over the same applicants: who gains, who loses, what it costs, by article.

In: two policies whose clauses are matched, the table, what the first pays.  Out: ``Against``.  A clause that cannot be calculated on
one of the sides is compared on neither, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tiaowen.runtime.result import parse_date

from ..program.module import module_of
from ..report.diagnostic import Text
from .figures import COST, DUE, OUTCOMES, Against, Changed, Fifth, Shift
from .matching import Matched, as_old, claims_of_old
from .named import Names, largest_rows
from .paying import How, Paying, paying, settled

if TYPE_CHECKING:
    import pyarrow as pa

    from ..model.policy import Policy
    from .sampling import Whole

_MOST = 10
# Within so many hundredths it is a little more, or less.
_LITTLE = 5


def against(pair: Matched, table: pa.Table, now: Paying, how: How, names: Names) -> Against:
    day = _day(pair.old, how)
    claims = claims_of_old(pair, table, now.claimed)
    before = paying(pair.old, as_old(pair, table), how.with_day(day), claims)
    forms = COST if any(clause.form in COST for clause in pair.new.clauses.values()) else DUE
    left = list(_left_out(pair, now, before, forms))
    out = {name for name, _ in left}
    new = [n for n in now.paid if pair.new.clauses[n].form in forms and n not in out]
    old = [n for n in before.paid if pair.old.clauses[n].form in forms and _named(pair, n) not in out]
    if out:
        # A clause that is not compared does not take anything from those that are.
        now = replace(now, paid=settled(pair.new, {name: now.amounts[name] for name in new}))
        before = replace(before, paid=settled(pair.old, {name: before.amounts[name] for name in old}))
    was, is_now = before.total(old), now.total(new)
    change = is_now - was
    clauses = tuple(_by_clause(pair, now, before, new, old))
    return Against(
        title=pair.old.title,
        policy_hash=pair.old.hash,
        day=parse_date(day, None),
        old=int(was.sum()),
        new=int(is_now.sum()),
        gainers=int((change > 0).sum()),
        gained=int(change[change > 0].sum()),
        losers=int((change < 0).sum()),
        lost=-int(change[change < 0].sum()),
        unchanged=int(((change == 0) & (is_now > 0)).sum()),
        articles=tuple(_by_article(pair, now, before, new, old)),
        clauses=clauses,
        fifths=tuple(_fifths(was, is_now)),
        gains=tuple(_changed(change, was, is_now, names)),
        losses=tuple(_changed(-change, was, is_now, names)),
        left_out=tuple(left),
    )


def _day(old: Policy, how: How) -> date | str | None:
    """The day asked for where the other policy is in force on it; else its own."""
    day = parse_date(how.on, None)
    periods = [terms.valid for terms in old.terms.values() if terms.valid is not None]
    return how.on if day is None or all(first <= day <= last for first, last in periods) else None


def _named(pair: Matched, was: str) -> str:
    """A clause of the other policy by its number here; one that is gone by its own, marked."""
    return pair.of_old.get(was, f"{was}（原）")


def _left_out(pair: Matched, now: Paying, before: Paying, forms: Sequence[str]) -> Iterator[tuple[str, Text]]:
    missing = dict(before.result.summary.left_out)
    for name, clause in pair.new.clauses.items():
        was = pair.of_new.get(name)
        if name not in now.paid or clause.form not in forms:
            continue
        if was is not None and was not in before.paid:
            listed = "、".join(missing.get(was, ()))
            yield (
                name,
                Text(
                    f"对照的政策里是 {was}，要 {listed or '别的填报项'}，表里没有",
                    f"there it is {was}, which asks for {listed or 'other facts'}, and the table has none",
                ),
            )
    for was, old in pair.old.clauses.items():
        if old.form not in forms:
            continue
        if was not in pair.of_old and (was not in before.claimed or not before.claimed[was].any()):
            yield (
                f"{was}（原）",
                Text("现在没有这条规则，表里没有人申报", "there is no such clause any more, and nobody claims it"),
            )
        elif was in pair.of_old and pair.of_old[was] not in now.paid and was in before.paid:
            yield pair.of_old[was], Text("现在的规则没有计算", "the clause of today is not calculated")


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


def _by_article(pair: Matched, now: Paying, before: Paying, new: Sequence[str], old: Sequence[str]) -> Iterator[Shift]:
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
        yield _shift(name, before.total(theirs), now.total(mine), is_new=not theirs, is_gone=is_gone)


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


def _changed(change: Whole, old: Whole, new: Whole, names: Names) -> Iterator[Changed]:
    for row in largest_rows(change, _MOST):
        key, name = names.of(row)
        yield Changed(row=row + 2, key=key, name=name, old=int(old[row]), new=int(new[row]))
