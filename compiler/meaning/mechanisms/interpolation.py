"""内插：标准（内插）的表，两点之间按直线内插，表外取最近的一点。"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from ...ir import core
from ...model.expr import Anatomy, Evaluation, Expr, Lowering, Mechanism, Phrase, Wording
from ...model.types import NumberType
from .. import phrases as p


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpolation(Mechanism):
    """The piecewise linear function through ``points`` (ascending), flat outside them."""

    subject: Expr
    points: tuple[tuple[Fraction, Fraction], ...]
    type: NumberType

    def value(self, of: Evaluation) -> Fraction | None:
        at = of.number(self.subject)
        if at is None:
            return None
        if at <= self.points[0][0]:
            return self.points[0][1]
        for (x, y), (next_x, next_y) in pairwise(self.points):
            if at <= next_x:
                return y + (at - x) * (next_y - y) / (next_x - x)
        return self.points[-1][1]

    def lower(self, to: Lowering) -> core.Node:
        at = to.number(self.subject)
        branches: list[tuple[core.Node, core.Node]] = [
            (core.Compare("<=", at, core.Const(self.points[0][0])), core.Const(self.points[0][1]))
        ]
        for (x, y), (next_x, next_y) in pairwise(self.points):
            slope = (next_y - y) / (next_x - x)
            line = core.Add((core.Mul(core.Const(slope), at), core.Const(y - slope * x)))
            branches.append((core.Compare("<=", at, core.Const(next_x)), line))
        return core.Choose(tuple(branches), core.Const(self.points[-1][1]))

    def anatomy(self) -> Anatomy:
        return Anatomy()

    def words(self, say: Wording) -> Phrase:
        return say.say(p.INTERPOLATED, subject=say.atom(self.subject), it=say.value(self))
