"""When a definition is needed: one of several ways, said without what follows from the others."""

from itertools import product
from random import Random

from tiaowen.compiler.meaning.faults import _either
from tiaowen.compiler.model.expr import All, AnyOf, Expr, FactRef, Not, Truth
from tiaowen.compiler.model.types import BOOLEAN

NAMES = "甲乙丙丁"
FACTS = [FactRef(name=name, type=BOOLEAN) for name in NAMES]


def holds(expr: Expr | None, held: dict[str, bool]) -> bool:
    match expr:
        case None:
            return True
        case FactRef(name=name):
            return held[name]
        case Not(part=part):
            return not holds(part, held)
        case All(parts=parts):
            return all(holds(part, held) for part in parts)
        case AnyOf(parts=parts):
            return any(holds(part, held) for part in parts)
        case Truth(value=value):
            return value
    raise AssertionError(expr)


def not_any(parts: list[FactRef]) -> Expr:
    return Not(part=parts[0] if len(parts) == 1 else AnyOf(parts=tuple(parts)))


def test_cases_in_their_order_are_said_alone() -> None:
    first, second, third, _ = FACTS
    ways: list[Expr] = [first, All(parts=(second, not_any([first]))), All(parts=(third, not_any([first, second])))]
    assert _either(ways) == AnyOf(parts=(first, second, third))
    assert _either([*ways, not_any([first, second, third])]) is None


def test_it_holds_where_one_of_the_ways_does() -> None:
    random = Random(9)
    for _ in range(2000):
        ways: list[Expr] = []
        for _ in range(random.randint(1, 4)):
            own, *denied = random.sample(FACTS, random.randint(1, 4))
            case: Expr = All(parts=(own, not_any(denied))) if denied else not_any([own])
            ways.append(case if random.random() < 0.5 else own)
        found = _either(ways)
        for held in (dict(zip(NAMES, values, strict=True)) for values in product([True, False], repeat=4)):
            assert holds(found, held) == any(holds(way, held) for way in ways), (ways, found, held)
