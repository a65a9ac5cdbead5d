"""Some of the items of a list: 前3笔, 第二件, 最后一年, 最高3件, 每品类最高的1件, 在岗的.

A ``Pick`` says which items; what is done with them (合计、最高者、平均) is for those who go through them.  Of items that
are alike the earlier one comes first; a list that has fewer gives what it has, an empty one nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaowen.runtime.english_units import english_items

from ...ir import core
from ...model.expr import Evaluation, Expr, Lowering, Part, Wording
from ...report.diagnostic import Text
from .. import phrases as p

# An item of a list as the runtime read it, and what sees it as the present one.
Present = tuple[object, Evaluation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Of the items that satisfy ``where``, in their ``order`` (of size by ``key``), behind the first ``skip`` the next ``count``
    (None: all); with ``each``, so many of the records that agree in these fields, which have ``each_names``; all this of the
    items that ``of`` takes."""

    order: core.PickOrder = "first"
    skip: int = 0
    count: int | None = None
    key: Expr | None = None
    where: Expr | None = None
    each: tuple[int, ...] = ()
    each_names: tuple[str, ...] = ()
    of: Pick | None = None

    def operands(self) -> Iterator[Expr]:
        yield from (part for part in (self.key, self.where) if part is not None)
        yield from self.of.operands() if self.of else ()

    def present(self, of: Evaluation, lists: Sequence[str]) -> list[Present] | None:
        """The items that are picked (of several lists gone through together), as the list has them; None where a key is
        undefined."""
        items = (
            self.of.present(of, lists) if self.of else list(zip(of.items(lists[0]), of.each_item(lists), strict=False))
        )
        if items is not None and self.where is not None:
            items = [item for item in items if item[1].truth(self.where)]
        if items is None or self.is_all:
            return items
        places = list(range(len(items)))
        if self.key is not None:
            known = [present.number(self.key) for _, present in items]
            keys = [key for key in known if key is not None]
            if len(keys) < len(items):
                return None
            places.sort(key=lambda at: keys[at], reverse=self.order == "largest")
        elif self.order == "last":
            places.reverse()
        ranks: dict[tuple[object, ...], int] = {}
        kept: list[int] = []
        for at in places:
            item, _ = items[at]
            group = tuple(item[index] for index in self.each) if isinstance(item, tuple) else ()
            rank = ranks[group] = ranks.get(group, 0) + 1
            if rank > self.skip and (self.count is None or rank <= self.skip + self.count):
                kept.append(at)
        return [items[at] for at in sorted(kept)]

    def lower(self, to: Lowering) -> core.Pick:
        key = None if self.key is None else to.number(self.key)
        where = None if self.where is None else to.truth(self.where)
        of = self.of.lower(to) if self.of else None
        return core.Pick(self.order, self.skip, self.count, key, where, self.each, of)

    @property
    def is_all(self) -> bool:
        """Whether it leaves out none of those asked for."""
        return not self.skip and self.count is None

    def words(self, each: str, of: str = "") -> str:
        """前3笔, 每品类最高1件; ``of`` is what their size is of, where that is not plain."""
        kind = f"每{'、'.join(self.each_names)}" if self.each_names else ""
        if self.is_all:
            return kind
        if self.order in ("largest", "smallest"):
            high = "最高" if self.order == "largest" else "最低"
            behind = f"第{self.skip + 1}起的" if self.skip else ""
            return f"{kind}{of}{high}{behind}{self.count}{each}" if self.count else f"{kind}{of}{high}{behind}{each}"
        last = self.order == "last"
        if self.count is None:
            return f"{kind}{'倒数' if last else ''}第{self.skip + 1}{each}起"
        if not self.skip and self.count > 1:
            return f"{kind}{'最后' if last else '前'}{self.count}{each}"
        first = f"{'倒数' if last else ''}第{self.skip + 1}"
        if self.count == 1:
            return f"{kind}{'最后1' if last and not self.skip else first}{each}"
        return f"{kind}{first}至{self.skip + self.count}{each}"


def picked_said(pick: Pick, each: str, body: Expr | None, say: Wording) -> str:
    """Which items, counted in ``each``, in words; ``body`` is what of them is meant, by whose size they may go."""
    if say.lang == "zh":
        return pick.words(each, getattr(pick.key, "name", "") if pick.key != body else "")

    def said(phrase: Text, /, **parts: Part) -> str:
        return "".join(part for part in say.say(phrase, **parts) if isinstance(part, str))

    which = said(
        _phrase(pick),
        count=pick.count or 0,
        first=pick.skip + 1,
        last=pick.skip + (pick.count or 0),
        item=say.item(each),
        items=english_items(each),
    )
    if pick.key is not None and pick.key != body:
        which = said(p.BY_KEY, which=which, key=say.plain(pick.key))
    if pick.each_names:
        which = said(p.OF_EACH_KIND, which=which, kind=p.LIST_COMMA.en.join(pick.each_names))
    if pick.where is not None:
        which = said(p.WHERE, which=which, condition=say.plain(pick.where))
    return which if pick.of is None else said(p.AMONG, which=which, others=picked_said(pick.of, each, body, say))


def _phrase(pick: Pick) -> Text:
    """How one says which they are."""
    if pick.is_all:
        return p.ALL_ITEMS
    if pick.count is None:
        return p.FROM_ON[pick.order]
    if pick.count == 1:
        return p.THE_ONE[pick.order] if not pick.skip else p.THE_NUMBERED[pick.order]
    return p.SO_MANY[pick.order] if not pick.skip else p.NUMBERED_TO[pick.order]


def brackets_around(expr: Expr, say: Wording) -> str:
    """The words of an expression without numbers, in brackets where it is more than one thing."""
    return "".join(part for part in say.atom(expr) if isinstance(part, str))
