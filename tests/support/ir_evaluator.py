"""An evaluator of target ``ir``, written after docs/ir.md alone: it uses nothing of the compiler.

In: the JSON of a policy.  Out: what a clause gives for facts in the form in which they are held, exactly.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import prod
from typing import Any

from tiaowen.runtime.errors import visible
from tiaowen.runtime.facts import format_quantity

Node = Any
OPERATORS: Mapping[str, Callable[..., Any]] = {
    "+": lambda *parts: sum(parts),
    "*": lambda *parts: prod(parts),
    "//": lambda left, right: left // right if right > 0 else 0,
    "min": lambda *parts: min(parts),
    "max": lambda *parts: max(parts),
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "not": lambda part: not part,
    "shift_months": lambda day, months: shift_months(day, months),
    "months_between": lambda first, last: months_between(first, last),
}


class Scope:
    """The names of a clause and their values; ``items`` are the present items of lists, ``places`` which they are."""

    def __init__(self, names: dict[str, Any], items: dict[str, Any], places: dict[str, int] | None = None) -> None:
        self.names, self.items, self.places = names, items, places or {}

    def let(self, lets: Sequence[Node]) -> "Scope":
        for name, value in lets:
            self.names[name] = self.value(value)
        return self

    def value(self, node: Node) -> Any:
        if not isinstance(node, list):
            return self.names[node] if isinstance(node, str) else node
        kind, *parts = node
        if kind == "int":
            return int(parts[0])
        if kind == "if":
            return self.value(parts[1] if self.value(parts[0]) else parts[2])
        if kind == "and":
            return all(self.value(part) for part in parts)
        if kind == "or":
            return any(self.value(part) for part in parts)
        if kind == "item":
            return _field(self.items[parts[0]], parts[1:])
        if kind == "at":
            return _field(self.names[parts[0]][parts[1]], parts[2:])
        if kind == "is":
            return self.value(parts[0]) in parts[1:]
        if kind in ("sum", "count", "all"):
            values = [inner.value(parts[1]) for inner in self.through(parts[0])]
            return all(values) if kind == "all" else sum(values)
        if kind == "place":
            return self.before(parts[0])
        if kind in ("numerator", "denominator"):
            total = sum((_ratio(*map(inner.value, parts[1:])) for inner in self.through(parts[0])), Fraction(0))
            return total.numerator if kind == "numerator" else total.denominator
        return OPERATORS[kind](*map(self.value, parts))

    def through(self, over: Any) -> "list[Scope]":
        """A scope for each item or group that is gone through."""
        over = {"lists": [over]} if isinstance(over, str) else over
        if "groups" in over:
            (name,) = over["lists"]
            groups = _groups(self.names[name], over["groups"]["keys"], over["groups"].get("months"))
            return [Scope({**self.names, name: group}, self.items, self.places) for group in groups]
        scopes = [
            Scope(
                self.names,
                {**self.items, **dict(zip(over["lists"], items, strict=True))},
                {**self.places, **dict.fromkeys(over["lists"], at)},
            )
            for at, items in enumerate(zip(*(self.names[name] for name in over["lists"]), strict=False))
        ]
        return _picked(scopes, over["lists"], over["pick"]) if "pick" in over else scopes

    def before(self, of: Mapping[str, Any]) -> int:
        """How many items come before the present one."""
        pick, here = of["pick"], self.places[of["lists"][0]]
        scopes = self.through({"lists": of["lists"]})
        own = scopes[here]

        def comes(at: int, other: Scope) -> bool:
            one, two = (scope.items[of["lists"][0]] for scope in (other, own))
            if any(one[index] != two[index] for index in pick.get("each", [])):
                return False
            keys = [_ratio(*map(scope.value, pick["key"])) for scope in (other, own)] if "key" in pick else [0, 0]
            if keys[0] != keys[1]:
                return bool((keys[0] > keys[1]) == (pick["order"] == "largest"))
            return "tied" not in of and bool(at > here if pick["order"] == "last" else at < here)

        return sum(comes(at, other) for at, other in enumerate(scopes))

    def amount(self, amount: Mapping[str, Any]) -> Fraction:
        while "cases" in amount:
            held = (inner for condition, inner in amount["cases"] if self.value(condition))
            amount = next(held, amount["otherwise"])
        inner = Scope(dict(self.names), self.items, self.places).let(amount.get("lets", []))
        return Fraction(*map(inner.value, amount["set"]))


def evaluate(clause: Mapping[str, Any], facts: Mapping[str, Any], day: int | None) -> Any:
    """(eligible, value, lines) for facts as they are held; or the codes of the checks that do not hold."""
    scope = _scope(clause, facts, day)
    refused = {
        check["fact"]: check["code"] for check in reversed(clause.get("checks", [])) if not scope.value(check["holds"])
    }
    if refused:
        return sorted(refused.values())
    held, in_time = _decision(clause, scope, day)
    pays = held and (in_time or bool(clause.get("on_any_day")))
    return held and in_time, _result(clause, scope, pays, facts), _told(clause, scope, pays)


def caps(clause: Mapping[str, Any], facts: Mapping[str, Any], day: int | None) -> list[str]:
    """The caps that lowered the amount, in words, for facts that no check refuses."""
    scope = _scope(clause, facts, day)
    held, in_time = _decision(clause, scope, day)
    if not held or not (in_time or clause.get("on_any_day")):
        return []
    return [cap["words"] for cap in clause.get("caps", []) if scope.value(cap["binds"])]


def _scope(clause: Mapping[str, Any], facts: Mapping[str, Any], day: int | None) -> Scope:
    scope = Scope(dict(facts), {})
    if clause.get("day_name"):
        scope.names[clause["day_name"]] = day
    return scope.let(clause.get("lets", []))


def _decision(clause: Mapping[str, Any], scope: Scope, day: int | None) -> tuple[bool, bool]:
    """Whether all conditions hold, and whether the day lies in the validity."""
    in_time = "valid" not in clause or day is None or clause["valid"][0] <= day <= clause["valid"][1]
    return all(scope.value(condition) for condition in clause.get("conditions", [])), in_time


def _result(clause: Mapping[str, Any], scope: Scope, pays: bool, facts: Mapping[str, Any]) -> Any:
    shape = clause["shape"]
    if shape["kind"] == "answer":
        return pays

    def made(amount: Any) -> Fraction:
        return _rounded(shape["of"], scope.amount(amount) if pays else Fraction(0))

    if shape["kind"] == "one":
        approved = facts.get(clause["approved"]["name"]) if shape.get("approved") else None
        exact = scope.amount(clause["amounts"][0]) if pays else Fraction(0)
        return _rounded(shape["of"], exact if approved is None or not pays else min(exact, Fraction(approved, 100)))
    if shape["kind"] == "several":
        values = [made(amount) for amount in clause["amounts"]]
        if shape.get("remainder"):
            values[-1] = made(clause["whole"]) - sum(values[:-1])
        return dict(zip(shape["labels"], values, strict=True)) if shape.get("named") else values
    scopes = scope.through({"lists": shape["lists"]})
    paid = [_rounded(shape["of"], each.amount(clause["each"]["amount"]) if pays else Fraction(0)) for each in scopes]
    if shape.get("limited"):
        left = made(clause["each"]["up_to"])
        for place, part in enumerate(paid):
            paid[place] = min(part, left)
            left -= paid[place]
    return paid


def _rounded(of: Mapping[str, Any], amount: Fraction) -> Fraction:
    step = Fraction(*of["step"])
    steps = abs(amount) / step
    whole = {"down": steps // 1, "up": -(-steps // 1), "half_up": (steps + Fraction(1, 2)) // 1}[of["mode"]]
    return whole * step * (-1 if amount < 0 else 1)


def _told(clause: Mapping[str, Any], scope: Scope, pays: bool) -> list[str]:
    def value(node: Node, inner: Scope) -> Any:
        match node:
            case ["quantity", above, below, unit]:
                above, below = inner.value(above), inner.value(below)
                return format_quantity(above, below, unit) if below > 0 else "（不能计算）"
            case ["option", place, options]:
                return f"「{options[inner.value(place)]}」"
            case ["day", day]:
                return f"「{_day(inner.value(day)).isoformat()}」"
            case ["text", subject]:
                return f"「{visible(inner.value(subject))}」"
            case ["paid"]:
                return pays
            case ["items", lists, values]:
                return [[value(part, each) for part in values] for each in inner.through({"lists": lists})]
        return inner.value(node)

    def said(parts: Sequence[Any], values: Sequence[Any], place: int = 0) -> str:
        words = {True: "（是）", False: "（否）"}
        return "".join(
            part if isinstance(part, str) else str(place) if part == -1 else words.get(values[part], values[part])
            for part in parts
        )

    told = clause["explanation"]
    values, lines = [value(node, scope) for node in told["values"]], []
    for line in told["lines"]:
        if all(values[at] for at in line.get("when", [])) and not any(values[at] for at in line.get("unless", [])):
            if "each" not in line:
                lines.append(said(line["parts"], values))
            else:
                of_items = enumerate(values[line["each"]], 1)
                lines += [said(line["parts"], of, number) for number, of in of_items]
    return lines


def _field(item: Any, index: Sequence[int]) -> Any:
    return item[index[0]] if index else item


def _ratio(above: int, below: int) -> Fraction:
    return Fraction(above, below) if below > 0 else Fraction(0)


def _groups(items: Sequence[Any], keys: Sequence[int], months: Any) -> list[list[Any]]:
    def key(item: Any) -> Any:
        day = _day(item[keys[0]]) if months else None
        return (day.year, day.month) if day else tuple(item[index] for index in keys)

    found: dict[Any, list[Any]] = {tuple(month): [] for month in months or []}
    for item in items:
        if not months or key(item) in found:
            found.setdefault(key(item), []).append(item)
    return list(found.values())


def _picked(scopes: list[Scope], lists: Sequence[str], pick: Mapping[str, Any]) -> list[Scope]:
    scopes = _picked(scopes, lists, pick["of"]) if "of" in pick else scopes
    scopes = [scope for scope in scopes if scope.value(pick.get("where", True))]
    places = list(range(len(scopes)))
    if pick["order"] == "last":
        places.reverse()
    elif pick["order"] in ("largest", "smallest") and "key" in pick:
        keys = [_ratio(*map(scope.value, pick["key"])) for scope in scopes]
        places.sort(key=lambda place: -keys[place] if pick["order"] == "largest" else keys[place])
    rank: dict[Any, int] = {}
    taken = []
    for place in places:
        group = tuple(scopes[place].items[lists[0]][index] for index in pick.get("each", []))
        rank[group] = rank.get(group, -1) + 1
        if pick.get("skip", 0) <= rank[group] < pick.get("skip", 0) + pick.get("count", len(scopes)):
            taken.append(place)
    return [scopes[place] for place in sorted(taken)]


def _day(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def shift_months(ordinal: int, months: int) -> int:
    day = _day(ordinal)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return 1 if months < 0 else date.max.toordinal()
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).toordinal()


def months_between(first: int, last: int) -> int:
    if last < first:
        return -months_between(last, first)
    one, other = _day(first), _day(last)
    months = (other.year - one.year) * 12 + other.month - one.month
    return months if shift_months(first, months) <= last else months - 1
