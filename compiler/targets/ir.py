"""The module as one JSON text, for whoever writes an evaluator of their own; docs/ir.md says what each node means.

In: a module.  Out: the same as data, a node a list that begins with its kind, clauses and parts in their order, names of
objects sorted, what is as usual left out.  An integer is a JSON number within ±(2^53−1) and decimal text beyond, so that no
reader loses a digit; among nodes, where a text is a name, one beyond is ["int", text].
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import assert_never

from tiaowen.runtime.facts import FactType

from ..ir.integer import (
    Amount,
    Bool,
    BoolExpr,
    Call,
    Check,
    Compare,
    Extreme,
    Flag,
    FloorDiv,
    FoldAll,
    FoldInt,
    FoldPart,
    FractionFold,
    Grouping,
    If,
    Int,
    IntExpr,
    ItemFlag,
    ItemOf,
    LetFlag,
    LetInt,
    Logic,
    Name,
    Not,
    Picking,
    Place,
    Quantity,
    Rational,
    SameText,
    Set,
    Sum,
    Times,
    Word,
)
from ..ir.shape import Amount as Rounded
from ..ir.shape import Answer, One, PerItem, Several, Shape
from ..program.explanation import Explanation, Items, Line, Paid, Value
from ..program.module import Entry, Example, Module
from ..report.diagnostic import Report
from .identifiers import plainly
from .target import Target, Wanted

FORMAT = 1
Data = bool | int | str | None | Sequence["Data"] | Mapping[str, "Data"]

_SAFE = 2**53 - 1
_MARKS = {"≠": "!="}


def emit(module: Module, report: Report, wanted: Wanted) -> Mapping[str, str]:
    """One file; all of a module can be said."""
    return {"": written(as_data(module)) + "\n"}


def written(data: Data) -> str:
    """Data as JSON, the same for the same data; nothing in it hides or ends a script element."""
    return plainly(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def as_data(module: Module) -> dict[str, Data]:
    """The whole module."""
    sharing = module.sharing
    return _said(
        format=FORMAT,
        title=module.title,
        source_sha256=module.source_sha256,
        compiler=module.compiler,
        language=module.lang if module.lang != "zh" else "",
        clauses=[clause_data(entry) for entry in module.entries],
        same_matter=[list(ids) for ids in module.same_matter],
        sharing=None if sharing is None else {key: _plain(value) for key, value in asdict(sharing).items()},
        budget=_plain(module.budget),
    )


def clause_data(entry: Entry) -> dict[str, Data]:
    """One clause."""
    rows = dict(entry.rows)
    return _said(
        id=entry.id,
        title=entry.title,
        chapter=entry.chapter,
        quote=entry.quote,
        heading=entry.heading,
        form=entry.form,
        kind=entry.kind,
        unit=entry.unit,
        told_unit=entry.told_unit if entry.told_unit != entry.unit else "",
        facts=[_fact(of, rows.get(of.name, "")) for of in entry.facts],
        approved=_fact(entry.approved, "") if entry.approved else None,
        feeds=[list(feed) for feed in entry.feeds],
        valid=[day.toordinal() for day in entry.valid] if entry.valid else None,
        usual_day=entry.usual_day.toordinal() if entry.usual_day else None,
        on_any_day=entry.is_on_any_day,
        day_name=entry.day_name,
        lets=_lets(entry.lets),
        checks=[_check(check) for check in entry.checks],
        conditions=[_truth(condition) for condition in entry.conditions],
        amounts=[_amount(amount) for amount in entry.amounts],
        whole=_amount(entry.whole) if entry.whole else None,
        each=_said(
            lists=list(entry.each.lists),
            amount=_amount(entry.each.amount),
            up_to=_amount(entry.each.up_to) if entry.each.up_to else None,
        )
        if entry.each
        else None,
        shape=_shape(entry.shape),
        caps=[{"words": cap.words, "binds": _truth(cap.binds)} for cap in entry.caps],
        explanation=_explanation(entry.told),
        examples=[_example(example) for example in entry.examples],
    )


def _said(**parts: Data) -> dict[str, Data]:
    """What there is: no None, no empty text or list, no False."""
    return {
        name: part
        for name, part in parts.items()
        if part is not None and part is not False and part not in ("", [], {})
    }


def _plain(value: object) -> Data:
    """A value as it is held: whole numbers safe for every reader, tuples as lists."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) <= _SAFE else str(value)
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    assert isinstance(value, Mapping), "a fact is text, a bool, a whole number, or made of them"
    return {str(name): _plain(part) for name, part in value.items()}


def _fact(of: FactType, each: str) -> dict[str, Data]:
    return _said(
        name=of.name,
        kind=of.kind,
        unit=of.unit,
        decimals=of.decimals or None,
        scale=of.scale if of.scale != 1 else None,
        negative=of.negative,
        low=_plain(of.low),
        high=_plain(of.high),
        options=list(of.options),
        ordered=of.ordered,
        optional=of.optional,
        item=_fact(of.item, "") if of.item else None,
        fields=[_fact(part, "") for part in of.fields],
        length=of.length,
        each=each,
    ) | ({} if of.default is None else {"default": _plain(of.default)})


def _example(example: Example) -> dict[str, Data]:
    facts = {name: _plain(value) for name, value in example.facts}
    return {"text": example.text, "facts": facts, **_said(date=example.day, refused=not example.accepted)}


# ── amounts and checks ──


def _lets(lets: Sequence[LetInt | LetFlag]) -> list[Data]:
    return [
        [let.name, _truth(let.value)] if isinstance(let, LetFlag) else [let.name, _integer(let.value)] for let in lets
    ]


def _check(check: Check) -> Data:
    said: dict[str, Data] = {"code": check.code, "fact": check.fact, "zh": check.message, "en": check.message_en}
    return {"holds": _truth(check.holds), **said}


def _amount(amount: Amount) -> dict[str, Data]:
    if isinstance(amount, Set):
        return _said(set=_fraction(amount.value), lets=_lets(amount.lets))
    cases: list[Data] = [[_truth(condition), _amount(inner)] for condition, inner in amount.cases]
    return {"cases": cases, "otherwise": _amount(amount.otherwise)}


def _fraction(value: Rational) -> list[Data]:
    below: IntExpr = Int(value.divisor)
    if value.over is not None:
        below = value.over if value.divisor == 1 else Times(below, value.over)
    return [_integer(value.number), _integer(below)]


def _shape(shape: Shape) -> Data:
    match shape:
        case Answer():
            return {"kind": "answer"}
        case One():
            return _said(kind="one", of=_rounded(shape.of), approved=shape.approved)
        case Several():
            return _said(
                kind="several",
                of=_rounded(shape.of),
                labels=list(shape.labels),
                named=shape.named,
                remainder=shape.remainder,
            )
        case PerItem():
            return _said(kind="per_item", of=_rounded(shape.of), lists=list(shape.lists), limited=shape.is_limited)
        case _:
            assert_never(shape)


def _rounded(of: Rounded) -> Data:
    return {"step": [of.step.numerator, of.step.denominator], "mode": of.mode, "shown": of.shown}


# ── what is told ──


def _explanation(told: Explanation) -> Data:
    return {"values": [_value(value) for value in told.values], "lines": [_line(line) for line in told.lines]}


def _line(line: Line) -> Data:
    return _said(
        parts=list(line.parts),
        when=[number for number, holds in line.when if holds],
        unless=[number for number, holds in line.when if not holds],
    ) | ({} if line.each is None else {"each": line.each})


def _value(value: Value) -> Data:
    match value:
        case Quantity():
            return ["quantity", *_fraction(value.value), value.unit]
        case Word():
            return _word(value)
        case Paid():
            return ["paid"]
        case Items():
            return ["items", list(value.lists), [_value(part) for part in value.values]]
        case _:
            return _truth(value)


def _word(word: Word) -> Data:
    match word.kind:
        case "option":
            assert word.value is not None
            return ["option", _integer(word.value), list(word.options)]
        case "date":
            assert word.value is not None
            return ["day", _integer(word.value)]
        case "text":
            return ["text", word.name or _item(word.list, word.index, None)]
        case _:
            assert_never(word.kind)


# ── nodes ──


def _integer(expr: IntExpr) -> Data:
    match expr:
        case Int():
            return expr.value if abs(expr.value) <= _SAFE else ["int", str(expr.value)]
        case Name():
            return expr.name
        case ItemOf():
            return _item(expr.list, expr.index, expr.at)
        case Sum():
            return ["+", *map(_integer, expr.parts)]
        case Times():
            return ["*", _integer(expr.left), _integer(expr.right)]
        case FloorDiv():
            return ["//", _integer(expr.left), _integer(expr.right)]
        case Extreme():
            return [expr.kind, *map(_integer, expr.parts)]
        case If():
            return ["if", _truth(expr.condition), _integer(expr.then), _integer(expr.otherwise)]
        case Call():
            return [expr.function, *map(_integer, expr.arguments)]
        case FoldInt():
            over = _over((expr.list, *expr.also), expr.groups, expr.pick)
            if isinstance(expr.body, BoolExpr):
                return ["count", over, _truth(expr.body)]
            return ["sum", over, _integer(expr.body)]
        case FoldPart():
            fold: FractionFold = expr.fold
            over = _over((fold.list, *fold.also), fold.groups, fold.pick)
            return [expr.part, over, _integer(fold.number), _integer(fold.over)]
        case Place():
            over = {"lists": list(expr.lists), "pick": _picking(expr.pick)}
            return ["place", over | _said(tied=expr.is_tied)]
        case _:
            assert_never(expr)


def _truth(expr: BoolExpr) -> Data:
    match expr:
        case Bool():
            return expr.value
        case Flag():
            return expr.name
        case ItemFlag():
            return _item(expr.list, expr.index, expr.at)
        case SameText():
            return ["is", expr.name or _item(expr.list, expr.index, expr.at), *expr.words]
        case Compare():
            return [_MARKS.get(expr.operator, expr.operator), _integer(expr.left), _integer(expr.right)]
        case Logic():
            return [expr.kind, *map(_truth, expr.parts)]
        case Not():
            return ["not", _truth(expr.part)]
        case FoldAll():
            return ["all", _over((expr.list, *expr.also), expr.groups, None), _truth(expr.body)]
        case _:
            assert_never(expr)


def _item(name: str, index: int | None, at: int | None) -> Data:
    field = [] if index is None else [index]
    return ["item", name, *field] if at is None else ["at", name, at, *field]


def _over(lists: tuple[str, ...], groups: Grouping | None, pick: Picking | None) -> Data:
    """What is gone through: a list, by its name alone where there is nothing else to say."""
    more = _said(
        groups=_said(keys=list(groups.keys), months=[list(month) for month in groups.months]) if groups else None,
        pick=_picking(pick) if pick else None,
    )
    return {"lists": list(lists), **more} if more or lists[1:] else lists[0]


def _picking(pick: Picking) -> dict[str, Data]:
    made = _said(
        order=pick.order,
        skip=pick.skip or None,
        key=[_integer(part) for part in pick.key] if pick.key else None,
        each=list(pick.each),
        of=_picking(pick.of) if pick.of else None,
    )
    made |= {} if pick.count is None else {"count": pick.count}
    return made | ({} if pick.where is None else {"where": _truth(pick.where)})


IR = Target(name="ir", suffixes=("",), emit=emit)
