"""Facts made from a rule's worked cases: every fact of a case in turn one step lower, one step higher, at its ends …"""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.model.clause import Clause
from tiaowen.runtime.facts import FactType, decimal_text, read_value

LAST_DAY = date.max.toordinal()


def varied_cases(clause: Clause, rng: Random) -> Iterator[tuple[dict[str, object], object]]:
    """The facts and the date of each worked case, then of each with one fact changed."""
    for case in clause.cases:
        facts, day = case_facts(clause, case)
        yield facts, day
        for fact in clause.facts if case.accepted else ():
            if fact.name in facts:
                for value in _varied(fact.reading, facts[fact.name], rng):
                    yield {**facts, fact.name: value}, day


def _varied(of: FactType, given: Any, rng: Random) -> Iterator[object]:
    match of.kind:
        case "number":
            value = read_value(of, given)
            assert isinstance(value, int)
            for near in (value - 1, value + 1, value * 2, of.least, of.most, rng.randrange(10 ** rng.randint(1, 18))):
                yield decimal_text(near, of.scale, of.decimals)
        case "boolean":
            yield from (True, False)
        case "option":
            yield from of.options
        case "date":
            value = read_value(of, given)
            assert isinstance(value, int)
            for day in (value - 1, value + 1, value + 31, value - 365, rng.randint(1, LAST_DAY)):
                yield date.fromordinal(min(max(day, 1), LAST_DAY)).isoformat()
        case "text":
            yield from ("", "别处\u202e", f"{given} ")
        case "list":
            assert of.item is not None
            yield from ([], given[1:], [*given, *given])
            for index, item in enumerate(given):
                for other in _varied(of.item, item, rng):
                    yield [*given[:index], other, *given[index + 1 :]]
        case "record":
            values = [given[part.name] for part in of.fields] if isinstance(given, dict) else list(given)
            for index, part in enumerate(of.fields):
                for other in _varied(part, values[index], rng):
                    yield [*values[:index], other, *values[index + 1 :]]
