"""Integer expressions drawn at random, over names whose ranges end where the integers of machines do."""

from collections.abc import Iterator
from random import Random

from support.integer_values import value_of
from tiaowen.compiler.ir.integer import (
    Compare,
    Extreme,
    FloorDiv,
    If,
    Int,
    IntExpr,
    Logic,
    Name,
    Not,
    Sum,
    Times,
    interval,
)

Drawn = tuple[list[Name], IntExpr, list[dict[str, int]]]


def drawn_expressions(rng: Random, count: int, limit: int) -> Iterator[Drawn]:
    """So many expressions, each with its names and four cases of their values, for integers that end at ``limit``."""
    for _ in range(count):
        names = [
            Name(f"x{index}", *sorted((_number(rng, limit), _number(rng, limit)))) for index in range(rng.randint(1, 3))
        ]
        expr = _expression(names, rng, 4, limit)
        cases = []
        for _ in range(4):
            values = {name.name: rng.choice((name.low, name.high, rng.randint(name.low, name.high))) for name in names}
            low, high = interval(expr)
            assert low <= value_of(expr, values) <= high
            cases.append(values)
        yield names, expr, cases


def _number(rng: Random, limit: int) -> int:
    around = rng.choice((0, 10, 10**6, 2**26, 2**31, limit, limit + 1, 10**17, 10**25))
    return rng.choice((-1, 1)) * max(0, around + rng.randint(-3, 3))


def _expression(names: list[Name], rng: Random, depth: int, limit: int) -> IntExpr:
    if depth == 0 or rng.random() < 0.15:
        leaves: list[IntExpr] = [*names, Int(_number(rng, limit))]
        return rng.choice(leaves)

    def part() -> IntExpr:
        return _expression(names, rng, depth - 1, limit)

    match rng.randrange(6):
        case 0 | 1:
            return Sum(tuple(part() for _ in range(rng.randint(1, 3))))
        case 2:
            return Times(part(), part())
        case 3:
            return FloorDiv(part(), rng.choice((Int(rng.randint(1, 10**9)), part())))
        case 4:
            return Extreme(rng.choice(("min", "max")), tuple(part() for _ in range(rng.randint(2, 3))))
        case _:
            test = Compare(rng.choice(("<", "<=", ">", ">=", "=", "≠")), part(), part())
            return If(rng.choice((test, Not(test), Logic("or", (test, Not(test))))), part(), part())
