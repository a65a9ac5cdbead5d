"""One item of a list that is no number: 星级最高者, 取证日最早的一次, 首次入选级别.  Of no items there is none, and no comparison holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ...ir import core
from ...model.expr import Anatomy, Evaluation, Expr, Lowering, Mechanism, Phrase, Wording
from ...model.types import OptionType, Plain
from .. import phrases as p
from .pick import Pick, brackets_around, picked_said


@dataclass(frozen=True, slots=True, kw_only=True)
class OneItem(Mechanism):
    """``body`` (an option or a date) of the one item that ``pick`` takes of some lists; undefined where there is none."""

    lists: tuple[str, ...]
    each: str
    body: Expr
    pick: Pick
    of_list: str
    type: OptionType | Plain

    def value(self, of: Evaluation) -> Fraction | None:
        taken = self.pick.present(of, self.lists)
        return taken[0][1].number(self.body) if taken else None

    def lower(self, to: Lowering) -> core.Node:
        to = to.at(self.lists, None)
        first, *also = self.lists
        pick = self.pick.lower(to)
        one = core.Fold("sum", first, to.number(self.body), pick=pick, also=tuple(also))
        return core.Div(one, core.Fold("count", first, core.Truth(True), pick=pick, also=tuple(also)))

    def operands(self) -> Iterator[tuple[Expr, Expr | None]]:
        yield self.body, None
        yield from ((part, None) for part in self.pick.operands() if part != self.body)

    def anatomy(self) -> Anatomy:
        first, *also = self.lists
        return Anatomy(list=first, also=tuple(also))

    @property
    def is_named(self) -> bool:
        return True

    def words(self, say: Wording) -> Phrase:
        if say.lang == "zh":
            return (self.of_list,)
        which = picked_said(self.pick, self.each, self.body, say)
        listed = p.LIST_COMMA.said(say.lang).join(self.lists)
        return say.say(p.ONE_OF_LIST, which=which, body=brackets_around(self.body, say), list=listed, it="")
