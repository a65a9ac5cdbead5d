"""Of what step a number of core is always so many times: what lies on the grid of a rounding is not changed by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm

from ..ir import core

# Zero is so many times any step.
ANY = Fraction(0)


@dataclass(slots=True)
class Grid:
    """``lets``: what the names of a program stand for."""

    lets: Mapping[str, core.Node]
    _known: dict[str, Fraction | None] = field(default_factory=dict)

    def holds(self, node: core.Node, step: Fraction) -> bool:
        """Whether the number is always so many times ``step``."""
        found = self.of(node)
        return found is not None and (found / step).denominator == 1

    def of(self, node: core.Node) -> Fraction | None:
        """The step; None where there is none, or it is not known."""
        match node:
            case core.Const():
                return abs(node.value)
            case core.Input() | core.Item():
                return node.scale
            case core.Local():
                if node.name not in self._known:
                    self._known[node.name] = self.of(self.lets[node.name]) if node.name in self.lets else None
                return self._known[node.name]
            case core.Add() | core.Least() | core.Greatest():
                return _common(map(self.of, node.parts))
            case core.Choose():
                return _common(map(self.of, (*(value for _, value in node.branches), node.otherwise)))
            case core.Mul():
                left, right = self.of(node.left), self.of(node.right)
                return None if left is None or right is None else left * right
            case core.Round() | core.Call() | core.Place():
                return Fraction(1)
            case core.Fold():
                return self.of(node.body) if node.kind == "sum" else Fraction(1)
            case _:
                return None


def _common(steps: Iterable[Fraction | None]) -> Fraction | None:
    common = ANY
    for step in steps:
        if step is None:
            return None
        bottom = lcm(common.denominator, step.denominator)
        common = Fraction(gcd(int(common * bottom), int(step * bottom)), bottom)
    return common
