"""Claims drawn for the agreement suite: sound ones around everything at which a clause changes, and ones with every fault.

In: a policy and one of its clauses.  Out: a strategy of Hypothesis.  A claim begins with an applicant of a worked case or
at a threshold (one step before, at and behind); some of its facts are then exchanged, for values at other thresholds, at the
ends of what may be given, of any magnitude, long lists and lists with ties, the ends of the calendar and leap days; a part
of the claims is made wrong. What is given is spelled as callers spell it: digits, with a unit, in 万, in full width, as a
Decimal.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from support.answerers.answerer import Claim
from support.drawn import applicants_at_thresholds
from tiaowen.compiler.analysis.probing import Values
from tiaowen.compiler.answers.calculate import fed
from tiaowen.compiler.model.case_facts import case_facts
from tiaowen.compiler.model.clause import Clause
from tiaowen.compiler.model.types import CLAIM_DATE
from tiaowen.compiler.pipeline import Loaded
from tiaowen.runtime import FactError
from tiaowen.runtime.facts import FactType, decimal_text, read_facts
from tiaowen.runtime.quantities import CLOCK

# Put in place of a fact, or of a part of one; that some of them are right for some facts does no harm.
VALUES: tuple[object, ...] = (
    *(None, True, False, 0, 1, -1, 3, 10**15 - 1, 10**15, -(10**15), 10**30, -(10**30), 10**45, -(10**4000)),
    *(2**31, 2**32, 2**53 - 1, 2**53, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64, 2**127, 2**128),
    *(0.5, 1e300, float("nan"), float("inf")),
    *([], [1], [None], [[]], ["x", 1], {}, {"日期": "2025-03-01"}, [{}], [{"日期": 1, "它": 2}], [["2025-03-01"]]),
    *("", " ", "是", "否", "2025-03-01", "2025-02-29", "2024-02-29", "0000-01-01", "0001-01-01", "9999-12-31"),
    *(
        "2025-3-1",
        "2025-03-01\n",
        "20250301",
        "0",
        "-0",
        "+5",
        "-0.001",
        "0.001",
        "0.01",
        "0.0000000001",
        "1e5",
        "1E30",
    ),
    *(
        "1,000",
        "1,00",
        "1,000.50万元",
        "１，０００．５",
        "1 000",
        "3000万元",
        "2.5亿",
        "1亿2000万",
        "3万5000",
        "1.5万5000",
    ),
    *("十", "十二", "一百零五", "两千", "二千万", "十两", "两两百", "一千五", "二十百", "零点五", "三点一四亿", "点五"),
    *(
        "半",
        "负半",
        "负三",
        "一半",
        "万",
        "百万",
        "廿",
        "〇",
        "二〇二五",
        "约100",
        "100余",
        "99999999999999.99",
        "9" * 41,
    ),
    *(
        "20%",
        "0.2",
        "２％",
        "5‰",
        "3‱",
        "2个百分点",
        "1.5倍",
        "百分之二",
        "千分之2.5",
        "三分之一",
        "零分之一",
        "一分之一",
    ),
    *("六五折", "9折", "6.5折", "0折", "十折", "三成", "三成五", "3成5", "十成", "两成", "150%", "1/3", "%", "分之"),
    *("5亩", "5 公顷", "3千瓦", "3万千瓦", "2个月", "2月", "5万平方米", "3吨", "7家", "2个项目", "5元/家", "12人·月"),
    *("5元/年/家", "1e30元", "５家", " 5 ", "\u30005\ufeff", "\x1c5\x85", "\ufeff5", "\u202e5", "五\u2028", "a" * 60),
    *("𠮷" * 41, "\ud800", "__proto__", "constructor", '"><script>', "${1}", "\\u0041", "\x00", "😀", "\u3000"),
)
INSTEAD_OF_FACTS: tuple[object, ...] = (None, [], {}, 5, "x", {"__proto__": 1, "toString": 2, "": 3})
DAYS: tuple[object, ...] = (
    *(None, "2024-02-29", "2025-02-28", "2025-12-31", "2026-01-01", "0001-01-01", "9999-12-31"),
    *("2025-02-29", "2025-02-30", "", "今天", 20250101, True),
)
# Leap days, the days around them, the ends of months and of the calendar.
TURNS = tuple(
    date.fromisoformat(day).toordinal()
    for day in (
        *(
            "0001-01-01",
            "0001-03-01",
            "1900-02-28",
            "1900-03-01",
            "2000-02-28",
            "2000-02-29",
            "2000-03-01",
            "2023-02-28",
        ),
        *(
            "2024-02-28",
            "2024-02-29",
            "2024-03-01",
            "2025-01-31",
            "2025-02-28",
            "2025-12-31",
            "2026-01-01",
            "9999-12-31",
        ),
    )
)
# The most items that a list comes to.
LONG = 60


def claims(policy: Loaded, clause: Clause) -> SearchStrategy[Claim]:
    """Of ten claims about eight are sound, as far as their facts do not contradict each other."""
    return _Drawn(policy, clause).claim()


def first_claim(policy: Loaded, clause: Clause) -> Claim:
    """The claim of the first of its applicants."""
    (facts, day), *_ = _starts(policy, clause)
    readings = {fact.name: fact for fact in clause.asked}
    return Claim(clause.id, {name: _plainly(readings[name], value) for name, value in facts.items()}, day)


class _Drawn:
    def __init__(self, policy: Loaded, clause: Clause) -> None:
        self.policy, self.clause = policy, clause
        self.starts = _starts(policy, clause)
        self.readings = {fact.name: fact for fact in clause.asked}
        self.days = _days(policy, clause)
        self.fed = [fact for fact in clause.facts if fact.from_clause in policy.clauses]

    def claim(self) -> SearchStrategy[Claim]:
        sound, values = self._sound_claim(), st.sampled_from(VALUES)

        @st.composite
        def wrong(draw: DrawFn) -> Claim:
            claim = draw(sound)
            facts: dict[str, object] = dict(claim.facts)
            names = [*self.readings]
            match draw(st.integers(0, 9)):
                case 0 if names:
                    facts.pop(draw(st.sampled_from(names)), None)
                case 1:
                    facts[draw(st.sampled_from([f"{name}额" for name in names] + ["", "它", "__proto__"]))] = draw(
                        values
                    )
                case 2:
                    return Claim(claim.clause, claim.facts, draw(st.sampled_from(DAYS)))
                case 3 | 5 | 6 if names:
                    name = draw(st.sampled_from(names))
                    facts[name] = draw(_wrong_within(self.readings[name], facts.get(name)))
                case 4:
                    return Claim(claim.clause, draw(st.sampled_from(INSTEAD_OF_FACTS)), claim.day)
                case _:
                    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=2)) if names else ():
                        facts[name] = draw(values)
            return Claim(claim.clause, facts, claim.day)

        return st.integers(0, 9).flatmap(lambda place: wrong() if place in (4, 7) else sound)

    def _sound_claim(self) -> SearchStrategy[Claim]:
        parts = {name: self._value(name, of) for name, of in self.readings.items()}
        names = [*parts]

        @st.composite
        def drawn(draw: DrawFn) -> Claim:
            facts, day = draw(st.sampled_from(self.starts))
            made: dict[str, object] = dict(facts)
            for name in draw(st.lists(st.sampled_from(names), max_size=3)) if names else ():
                if name in made or draw(st.booleans()):
                    made[name] = draw(parts[name])
            if draw(st.integers(0, 9)) == 0:
                made |= {name: draw(part) for name, part in parts.items() if name in made}
            given = {name: draw(spelled(self.readings[name], value)) for name, value in made.items()}
            for fact in self.fed if draw(st.booleans()) else ():
                if draw(st.integers(0, 9)):  # else both are given
                    given.pop(fact.name, None)
                given = draw(self._of_the_source(fact.from_clause)) | given
            return Claim(self.clause.id, given, draw(self.days) if draw(st.integers(0, 4)) == 0 else day)

        return drawn()

    def _of_the_source(self, clause_id: str) -> SearchStrategy[dict[str, object]]:
        """The facts of the clause that a fact is taken from."""
        source = self.policy.clauses[clause_id]
        readings = {fact.name: fact for fact in source.asked}
        return st.sampled_from(_starts(self.policy, source)).flatmap(
            lambda start: st.fixed_dictionaries({name: spelled(readings[name], one) for name, one in start[0].items()})
        )

    def _value(self, name: str, of: FactType) -> SearchStrategy[Any]:
        met = list(dict.fromkeys(facts[name] for facts, _ in self.starts if facts.get(name) is not None))
        return _value(of, met)


def _value(of: FactType, met: Sequence[Any]) -> SearchStrategy[Any]:
    """Values as they are held, which may be given for a fact; ``met`` are those of its applicants."""
    known = [st.sampled_from(met)] if met else []
    match of.kind:
        case "number":
            ends = [of.least, of.least + 1, of.most - 1, of.most, 0, 1, of.scale, -1, -of.scale]
            near = [value + step for value in met for step in (-1, 0, 1)]
            edges = sorted({value for value in (*ends, *near) if of.least <= value <= of.most})
            lengths = st.integers(0, len(str(of.most)))
            magnitudes = lengths.flatmap(
                lambda n: st.integers(max(of.least, -(10**n)), max(of.least, min(of.most, 10**n)))
            )
            return st.one_of(*known, st.sampled_from(edges), magnitudes)
        case "boolean":
            return st.booleans()
        case "option":
            return st.integers(0, len(of.options) - 1)
        case "date":
            first, last = of.low or 1, of.high or date.max.toordinal()
            near = [day + step for day in (*met, first, last) for step in (-366, -365, -31, -1, 0, 1, 28, 31, 365)]
            days = sorted({day for day in (*TURNS, *near) if first <= day <= last})
            return st.one_of(st.sampled_from(days), st.integers(first, last))
        case "text":
            return st.one_of(*known, st.sampled_from(["", "别处\u202e", *(f"{text} " for text in met), "a" * 41]))
        case "record":
            parts = [_value(part, [value[at] for value in met]) for at, part in enumerate(of.fields)]
            return st.tuples(*parts)
        case "list":
            assert of.item is not None
            item = _value(of.item, list(dict.fromkeys(part for value in met for part in value)))
            return _items(item, met, of.length)


def _items(item: SearchStrategy[Any], met: Sequence[Any], length: int | None) -> SearchStrategy[Any]:
    if length is not None:
        ties: SearchStrategy[list[Any]] = item.map(lambda one: [one] * length)
        return (st.lists(item, min_size=length, max_size=length) | ties).map(tuple)

    @st.composite
    def drawn(draw: DrawFn) -> Any:
        whole: SearchStrategy[Sequence[Any]] = st.sampled_from(met) if met else st.just(())
        items = list(draw(whole)) if draw(st.booleans()) else []
        items += draw(st.lists(item, max_size=5))
        match draw(st.integers(0, 7)):
            case 0:
                items = []
            case 1:  # ties
                items = [part for part in items for _ in range(draw(st.integers(1, 3)))]
            case 2:
                items.reverse()
            case 3:  # long
                items = (items * LONG)[: draw(st.integers(1, LONG))]
        return tuple(items)

    return drawn()


def _wrong_within(of: FactType, given: object) -> SearchStrategy[object]:
    """A value that is wrong in one place: one step beyond an end, with a decimal too many, in an item, in a field."""
    values = st.sampled_from(VALUES)
    if (item := of.item) is not None and isinstance(given, list) and given:
        return st.sampled_from(range(len(given))).flatmap(
            lambda at: _wrong_within(item, given[at]).map(lambda part: [*given[:at], part, *given[at + 1 :]])
        )
    if of.kind == "record" and isinstance(given, Mapping):
        names = [part.name for part in of.fields]
        without = st.sampled_from(names).map(lambda name: {other: given[other] for other in given if other != name})
        other = st.tuples(st.sampled_from([*names, "它"]), values).map(lambda pair: {**given, pair[0]: pair[1]})
        return st.one_of(without, other, st.just([*given.values()][1:]))
    if of.kind == "number" and of.unit != CLOCK:
        beyond = (of.least - 1, of.most + 1, -of.most, of.most * 10, 2**63, -(2**63) - 1, 2**53)
        finer = st.sampled_from(["1", "9", "00001"]).map(
            lambda more: f"{decimal_text(of.least + of.scale, of.scale, 0)}.{'0' * of.decimals}{more}"
        )
        return st.one_of(st.sampled_from(beyond).map(lambda n: decimal_text(n, of.scale, of.decimals)), finer)
    if of.kind == "date":
        days = [(of.low or 1) - 1, (of.high or date.max.toordinal()) + 1]
        sound = [date.fromordinal(day).isoformat() for day in days if 1 <= day <= date.max.toordinal()]
        return st.sampled_from([*sound, "2025-02-29", "2025-13-01", "1900-02-29"])
    return values


def spelled(of: FactType, value: Any) -> SearchStrategy[object]:
    """A value that is held, as a caller may give it."""
    match of.kind:
        case "number":
            return st.integers(0, 7).map(lambda way: _number(of, value, way))
        case "boolean":
            return st.sampled_from((bool(value), bool(value), "是" if value else "否"))
        case "option":
            return st.just(of.options[value])
        case "date":
            day = date.fromordinal(value)
            return st.sampled_from((day.isoformat(), day))
        case "text":
            return st.just(value)
        case "list":
            assert of.item is not None
            return _spelled_items(of.item, value)
        case "record":
            parts = st.tuples(*(spelled(part, one) for part, one in zip(of.fields, value, strict=True)))
            names = [part.name for part in of.fields]
            return st.tuples(parts, st.booleans()).map(
                lambda made: dict(zip(names, made[0], strict=True)) if made[1] else [*made[0]]
            )


def _spelled_items(of: FactType, items: Sequence[Any]) -> SearchStrategy[object]:
    if len(items) <= 8:
        return st.tuples(*(spelled(of, item) for item in items)).map(list)
    # Of a long list every item in the same way, so that few choices draw it.
    if of.kind == "number":
        return st.integers(0, 7).map(lambda way: [_number(of, item, way) for item in items])
    return st.just([_plainly(of, item) for item in items])


def _plainly(of: FactType, value: Any) -> object:
    match of.kind:
        case "number":
            return decimal_text(value, of.scale, of.decimals) if of.unit != CLOCK else _number(of, value, 0)
        case "boolean" | "text":
            return value
        case "option":
            return of.options[value]
        case "date":
            return date.fromordinal(value).isoformat()
        case "record":
            return {part.name: _plainly(part, one) for part, one in zip(of.fields, value, strict=True)}
        case "list":
            assert of.item is not None
            return [_plainly(of.item, part) for part in value]


_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def _number(of: FactType, value: int, way: int) -> object:
    if of.unit == CLOCK:
        hours, minutes = divmod(value, 60)
        return f"次日{hours - 24}:{minutes:02}" if hours > 24 else f"{hours}:{minutes:02}"
    digits = decimal_text(value, of.scale, of.decimals)
    match way:
        case 1 if value % of.scale == 0:
            return value // of.scale
        case 2 if of.unit == "%":
            return f"{decimal_text(value * 100, of.scale, of.decimals)}%"
        case 2 if of.unit:
            return f"{digits}{of.unit}"
        case 3 if of.unit == "元":
            return f"{decimal_text(value, of.scale * 10**4, of.decimals + 4)}万元"
        case 4 if of.unit == "元":
            return f"{decimal_text(value, of.scale * 10**8, of.decimals + 8)}亿"
        case 5:
            return digits.translate(_FULL_WIDTH)
        case 6:
            return Decimal(digits)
        case 7 if value >= 1000 * of.scale:
            whole, point, decimals = digits.partition(".")
            return f"{int(whole):,}{point}{decimals}"
    return digits


# ── where claims begin ──


@cache
def _starts(policy: Loaded, clause: Clause) -> tuple[tuple[Mapping[str, Any], object], ...]:
    """Applicants as the runtime holds them, with the day of the claim: those of the worked cases and their neighbours, and
    those at every threshold."""
    found: dict[object, tuple[Mapping[str, Any], object]] = {}
    at_thresholds = (_applicant(clause, values) for values in applicants_at_thresholds(policy, clause))
    for facts, day in (*at_thresholds, *_of_cases(policy, clause)):
        found.setdefault((tuple(facts.items()), day), (facts, day))
    return tuple(found.values())


def _applicant(clause: Clause, values: Values) -> tuple[Mapping[str, Any], object]:
    day = values.get(CLAIM_DATE)
    facts = {fact.name: values[fact.name] for fact in clause.facts}
    return facts, date.fromordinal(day).isoformat() if isinstance(day, int) else None


def _of_cases(policy: Loaded, clause: Clause) -> Iterator[tuple[Mapping[str, Any], object]]:
    for case in clause.cases:
        facts, day = case_facts(clause, case)
        try:
            held = read_facts(clause.asked, fed(policy, clause, facts))
        except FactError:
            continue
        yield {name: value for name, value in held.items() if value is not None}, day


def _days(policy: Loaded, clause: Clause) -> SearchStrategy[object]:
    valid = clause.valid or policy.terms_of(clause).valid
    ends = [day.toordinal() + step for day in valid or () for step in (-1, 0, 1)]
    ordinals = [day for day in (*TURNS, *ends) if 1 <= day <= date.max.toordinal()]
    return st.one_of(st.none(), st.sampled_from(ordinals).map(lambda day: date.fromordinal(day).isoformat()))
