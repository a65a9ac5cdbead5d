"""Distributions as an analyst writes them: TOML, read and printed.

In: a text, and the distributions that hold where it says nothing.  Out: ``Declared``; raises ``DistributionError`` with all that
is wrong.  ``printed`` gives a text that reads back as the same.  Numbers stand as texts with their units, and are never floats.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, assert_never

from tiaowen.runtime.errors import FactError, hint, visible
from tiaowen.runtime.facts import FactType, format_quantity, read_value

from ..report.diagnostic import Diagnostic
from ..report.errors.simulation import UnreadableDistributions, WrongDistribution
from .distribution import (
    MILLION,
    Asked,
    Days,
    Declared,
    Distribution,
    Items,
    LogNormal,
    Simple,
    Uniform,
    Weighted,
    Words,
    Yes,
)

if TYPE_CHECKING:
    from ..model.policy import Policy
    from ..report.diagnostic import Language

_CLAIMS, _FACTS, _COUNT, _EACH = "申报", "填报", "项数", "每项"
_MEDIAN, _SPREAD, _RELATED, _STEP, _ZERO = "中位数", "离散", "相关", "取整", "零"
_LOW, _HIGH, _WEIGHTS, _YES, _FIRST, _LAST = "最低", "最高", "权重", "是", "最早", "最晚"
# What tells how a number is spread, and all that may then be said.
_OF_NUMBERS = {
    _MEDIAN: (_MEDIAN, _SPREAD, _RELATED, _STEP, _ZERO),
    _LOW: (_LOW, _HIGH, _STEP, _ZERO),
    _WEIGHTS: (_WEIGHTS,),
}
_WEIGHT_MOST = 10**9
_ITEMS_MOST = 1000


class DistributionError(Exception):
    """Distributions that cannot be used; ``diagnostics`` are all that is wrong with them."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("；".join(each.title.zh for each in diagnostics))
        self.diagnostics = diagnostics


# ── printed ──


def printed(policy: Policy, declared: Declared, lang: Language = "zh") -> str:
    """The distributions as TOML, ready to be edited."""
    title = visible(policy.title).replace("\n", " ")
    lines = [
        f"# 《{title}》合成申报人的分布。没有写的，按这里印出的默认值；默认值只按规则的门槛铺开，不是对实际的估计。"
        if lang == "zh"
        else f"# How the made-up applicants of “{title}” are spread.  What is left out is as printed here; these defaults lie about the thresholds of the rules and estimate nothing.",
        "# 中位数、离散：三分之二的申报人在 中位数÷离散 与 中位数×离散 之间；相关：与企业规模的相关程度；零：其中为零的占比。"
        if lang == "zh"
        else "# 中位数, 离散: two thirds lie between median ÷ 离散 and median × 离散; 相关: correlation with the size of the applicant; 零: so many are zero.",
        "",
        f"[{_key(_CLAIMS)}]  # 每条规则有多大比例的申报人申报"
        if lang == "zh"
        else f"[{_key(_CLAIMS)}]  # the share of applicants who apply for each clause",
    ]
    for name, share in declared.shares.items():
        lines.append(f"{_key(name)} = {_key(_percent(share))}  # {_comment(policy.clauses[name].title)}")
    for asked in declared.asked:
        spread = declared.facts[asked.heading]
        lines += ["", f"[{_key(_FACTS)}.{_key(asked.heading)}]  # {_comment('、'.join(asked.clauses))}"]
        if isinstance(spread, Items):
            count = f"{spread.least}至{spread.most}" if spread.least != spread.most else str(spread.least)
            lines.append(f"{_key(_COUNT)} = {_key(count)}")
        lines += _printed_parts(asked, spread)
    return "\n".join(lines) + "\n"


def _printed_parts(asked: Asked, spread: Distribution) -> Iterator[str]:
    reading = asked.reading
    if not isinstance(spread, Items):
        yield from _lines(spread, reading)
        return
    item = reading.item
    assert item is not None
    at = f"{_key(_FACTS)}.{_key(asked.heading)}.{_key(_EACH)}"
    if not isinstance(spread.each, tuple):
        yield f"[{at}]"
        yield from _lines(spread.each, item)
        return
    for (name, each), part in zip(spread.each, item.fields, strict=True):
        yield f"[{at}.{_key(name)}]"
        yield from _lines(each, part)


def _lines(spread: Simple, reading: FactType) -> Iterator[str]:
    for key, value in _said(spread, reading).items():
        if isinstance(value, dict):
            inner = ", ".join(f"{_key(name)} = {weight}" for name, weight in value.items())
            yield f"{_key(key)} = {{ {inner} }}"
        else:
            yield f"{_key(key)} = {_key(value)}"


def _said(spread: Simple, reading: FactType) -> dict[str, Any]:
    """A distribution as the tables of TOML have it."""

    def told(value: int) -> str:
        return _quantity(value, reading)

    match spread:
        case LogNormal():
            return {
                _MEDIAN: told(spread.median),
                _SPREAD: f"{spread.spread:f}倍",
                _RELATED: _percent(spread.related),
                _STEP: told(spread.step),
                _ZERO: _percent(spread.zero),
            }
        case Uniform():
            return {
                _LOW: told(spread.low),
                _HIGH: told(spread.high),
                _STEP: told(spread.step),
                _ZERO: _percent(spread.zero),
            }
        case Weighted() if reading.kind == "option":
            pairs = zip(spread.values, spread.weights, strict=True)
            return {_WEIGHTS: {reading.options[value]: weight for value, weight in pairs}}
        case Weighted():
            return {
                _WEIGHTS: {told(value): weight for value, weight in zip(spread.values, spread.weights, strict=True)}
            }
        case Yes():
            return {_YES: _percent(spread.share)}
        case Days():
            return {_FIRST: _day(spread.first), _LAST: _day(spread.last)}
        case Words():
            return {_WEIGHTS: dict(zip(spread.texts, spread.weights, strict=True))}
        case _:
            assert_never(spread)


def _quantity(value: int, reading: FactType) -> str:
    said = format_quantity(value, reading.scale, reading.unit)
    if not said.startswith("约"):
        return said
    number = Decimal(value).scaleb(-reading.decimals)
    return f"{number * 100:f}%" if reading.unit == "%" else f"{number:f}{reading.unit}"


def _percent(millionths: int) -> str:
    said = f"{Decimal(millionths).scaleb(-4):f}"
    return f"{said.rstrip('0').rstrip('.') if '.' in said else said}%"


def _day(ordinal: int) -> str:
    from datetime import date

    return date.fromordinal(ordinal).isoformat()


def _key(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return visible(text).replace("\n", " ")


# ── read ──


def read_declared(text: str, base: Declared, path: str) -> Declared:
    """The distributions that a text declares, and those of ``base`` of which it says nothing."""
    try:
        given = tomllib.loads(_quoted(text), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        cause = (f"不是 TOML：{error}", f"this is no TOML: {error}")
        raise DistributionError(UnreadableDistributions(path=path, cause=cause)) from None
    reader = _Reader()
    for name in given:
        if name not in (_CLAIMS, _FACTS):
            reader.unknown((name,), (_CLAIMS, _FACTS))
    shares, facts = dict(base.shares), dict(base.facts)
    claims = reader.table((_CLAIMS,), given.get(_CLAIMS, {}))
    for name, value in claims.items():
        if name not in shares:
            reader.unknown((_CLAIMS, name), shares)
        elif (share := reader.share((_CLAIMS, name), value)) is not None:
            shares[name] = share
    asked = {each.heading: each for each in base.asked}
    for heading, value in reader.table((_FACTS,), given.get(_FACTS, {})).items():
        if heading not in asked:
            reader.unknown((_FACTS, heading), asked)
            continue
        made = reader.distribution((_FACTS, heading), value, asked[heading].reading, facts[heading])
        facts[heading] = facts[heading] if made is None else made
    if reader.found:
        raise DistributionError(*reader.found)
    return Declared(shares=shares, facts=facts, asked=base.asked)


# In TOML a key, or a value with its unit, stands in quotes; outside of texts and comments one without them means nothing else.
_BARE = r"""[^\s"'#=\[\]{},%s]*[^\x00-\x7f\s][^\s"'#=\[\]{},%s]*"""
_TOKENS = re.compile(
    rf"""(?P<kept>"(?:\\.|[^"\\\n])*"|'[^'\n]*'|\#[^\n]*)|(?P<equals>=[ \t]*)(?P<value>{_BARE % ("", "")})|(?P<key>{_BARE % (".", ".")})"""
)


def _quoted(text: str) -> str:
    """
    >>> _quoted('[填报.投资额] # 元\\n中位数 = 1.5万元\\n"零" = "5%"')
    '["填报"."投资额"] # 元\\n"中位数" = "1.5万元"\\n"零" = "5%"'
    """

    def quoted(found: re.Match[str]) -> str:
        if found["kept"] is not None:
            return found["kept"]
        return f"{found['equals'] or ''}{_key(found['value'] or found['key'])}"

    return _TOKENS.sub(quoted, text)


_Path = tuple[str, ...]


class _Reader:
    """Reads tables of TOML; ``found`` is what is wrong with them.  What cannot be read is None."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def wrong(self, path: _Path, why: tuple[str, str], mend: tuple[str, str]) -> None:
        self.found.append(WrongDistribution(place=".".join(map(visible, path)), why=why, mend=mend))

    def unknown(self, path: _Path, known: Mapping[str, object] | tuple[str, ...]) -> None:
        near = hint(path[-1], list(known))
        listed = "、".join(map(visible, list(known)[:8])) + ("……" if len(known) > 8 else "")
        self.wrong(
            path,
            (f"没有「{visible(path[-1])}」这一项{near[0]}", f"there is no {visible(path[-1])}{near[1]}"),
            (f"可以写的有：{listed}", f"there may be: {listed}"),
        )

    def table(self, path: _Path, value: object) -> dict[str, Any]:
        if isinstance(value, dict):
            return value
        mend = (
            f"应写作 [{'.'.join(path)}]，下面各行是 名称 = 值",
            f"write [{'.'.join(path)}] and NAME = VALUE below it",
        )
        self.wrong(path, ("应是一张表", "this must be a table"), mend)
        return {}

    def share(self, path: _Path, value: object, most: int = MILLION) -> int | None:
        of = FactType(name=path[-1], kind="number", unit="%", decimals=6, low=0, high=most)
        return self.number(path, value, of)

    def number(self, path: _Path, value: object, of: FactType) -> int | None:
        """A number in the smallest part of ``of``; what is wrong is what calc would say."""
        try:
            made = read_value(replace(of, name=path[-1], default=None), value)
        except FactError as error:
            fault = error.faults[0]
            example = "20%" if of.unit == "%" else f"100{of.unit}" if of.unit else "3"
            self.wrong(path, (fault.message, fault.message_en), (f'如 "{example}"', f'for example "{example}"'))
            return None
        assert isinstance(made, int)
        return made

    def distribution(self, path: _Path, value: object, of: FactType, base: Distribution) -> Distribution | None:
        given = self.table(path, value)
        if not isinstance(base, Items):
            return self.simple(path, given, of, base)
        assert of.item is not None
        for name in given:
            if name not in (_COUNT, _EACH):
                self.unknown((*path, name), (_COUNT, _EACH))
        least, most = self._count((*path, _COUNT), given[_COUNT], of) if _COUNT in given else (base.least, base.most)
        if _EACH not in given:
            return replace(base, least=least, most=most)
        inner = self.table((*path, _EACH), given[_EACH])
        if not isinstance(base.each, tuple):
            each = self.simple((*path, _EACH), inner, of.item, base.each)
            return None if each is None else Items(least=least, most=most, each=each)
        fields = dict(base.each)
        kinds = {part.name: part for part in of.item.fields}
        for name, said in inner.items():
            if name not in fields:
                self.unknown((*path, _EACH, name), fields)
                continue
            at = (*path, _EACH, name)
            made = self.simple(at, self.table(at, said), kinds[name], fields[name])
            fields[name] = fields[name] if made is None else made
        return Items(least=least, most=most, each=tuple(fields.items()))

    def _count(self, path: _Path, value: object, of: FactType) -> tuple[int, int]:
        parts = str(value).split("至") if isinstance(value, str | int) and not isinstance(value, bool) else []
        ends = [int(part) for part in parts if part.strip().isdecimal() and len(part) < 9]
        if len(ends) != len(parts) or len(ends) not in (1, 2) or not 0 <= ends[0] <= ends[-1] <= _ITEMS_MOST:
            why = (
                f"应是 1至3 这样的个数，不超过{_ITEMS_MOST}",
                f"this must be a count such as 1至3, at most {_ITEMS_MOST}",
            )
            self.wrong(path, why, ('如 "1至3"', 'for example "1至3"'))
            return (1, 1)
        if of.length is not None and ends != [of.length]:
            why = (f"规则要的正好是{of.length}项", f"the rule asks for {of.length} items")
            self.wrong(path, why, (f'写作 "{of.length}"', f'write "{of.length}"'))
        return ends[0], ends[-1]

    def simple(self, path: _Path, given: dict[str, Any], of: FactType, base: Simple) -> Simple | None:
        """One distribution: what is not said of it is as in ``base``, where that is of the same kind."""
        before = len(self.found)
        match of.kind:
            case "boolean":
                self._only(path, given, (_YES,))
                assert isinstance(base, Yes)
                share = self.share((*path, _YES), given[_YES]) if _YES in given else base.share
                made: Simple | None = None if share is None else Yes(share=share)
            case "option" | "text":
                self._only(path, given, (_WEIGHTS,))
                made = self._weights((*path, _WEIGHTS), given[_WEIGHTS], of) if _WEIGHTS in given else base
            case "date":
                self._only(path, given, (_FIRST, _LAST))
                assert isinstance(base, Days)
                made = self._days(path, given, of, base)
            case _:
                made = self._of_number(path, given, of, base)
        return made if len(self.found) == before else None

    def _only(self, path: _Path, given: dict[str, Any], known: tuple[str, ...]) -> None:
        for name in given:
            if name not in known:
                self.unknown((*path, name), known)

    def _weights(self, path: _Path, value: object, of: FactType) -> Simple | None:
        pairs = self.table(path, value)
        weights: dict[Any, int] = {}
        for name, weight in pairs.items():
            if not isinstance(weight, int) or isinstance(weight, bool) or not 0 <= weight <= _WEIGHT_MOST:
                why = ("权重应是不小于0的整数", "a weight is a whole number that is not below 0")
                self.wrong((*path, name), why, (f"如 {_key(name)} = 3", f"for example {_key(name)} = 3"))
            elif of.kind == "text":
                weights[name] = weight
            elif of.kind == "option":
                if name in of.options:
                    weights[of.options.index(name)] = weight
                else:
                    self.unknown((*path, name), of.options)
            elif (number := self.number((*path, name), name, of)) is not None:
                weights[number] = weight
        if not sum(weights.values()):
            why = ("权重全是零，没有可选的值", "all weights are zero: there is nothing to choose from")
            self.wrong(path, why, ("至少一个权重大于零", "one weight at least must be above zero"))
            return None
        if of.kind == "text":
            return Words(texts=tuple(weights), weights=tuple(weights.values()))
        return Weighted(values=tuple(weights), weights=tuple(weights.values()))

    def _days(self, path: _Path, given: dict[str, Any], of: FactType, base: Days) -> Days | None:
        ends = []
        for name, day in ((_FIRST, base.first), (_LAST, base.last)):
            ends.append(self.number((*path, name), given[name], of) if name in given else day)
        first, last = ends
        if first is None or last is None:
            return None
        if first > last:
            self.wrong(path, ("最早晚于最晚", "the first day is behind the last"), ("请对调", "swap them"))
        return Days(first=first, last=last)

    def _of_number(self, path: _Path, given: dict[str, Any], of: FactType, base: Simple) -> Simple | None:
        kind = next((key for key in _OF_NUMBERS if key in given), None)
        own = next(key for key in (_MEDIAN, _LOW, _WEIGHTS) if key in _said(base, of))
        kind = (_LOW if _HIGH in given else own) if kind is None else kind
        self._only(path, given, _OF_NUMBERS[kind])
        if kind == _WEIGHTS:
            return self._weights((*path, _WEIGHTS), given[_WEIGHTS], of) if _WEIGHTS in given else base
        fine = max(of.scale // 100, 1)
        step_of = replace(of, low=1, high=None)
        step, zero = getattr(base, "step", fine), getattr(base, "zero", 0)
        if _STEP in given:
            step = self.number((*path, _STEP), given[_STEP], step_of)
        if _ZERO in given:
            zero = self.share((*path, _ZERO), given[_ZERO])
        if kind == _LOW:
            low, high = (base.low, base.high) if isinstance(base, Uniform) else (None, None)
            for name in (_LOW, _HIGH):
                if name not in given and low is None:
                    self.wrong(
                        path, (f"还要写{name}", f"{name} is missing"), ("最低、最高都要写", "both ends are needed")
                    )
            low = self.number((*path, _LOW), given[_LOW], of) if _LOW in given else low
            high = self.number((*path, _HIGH), given[_HIGH], of) if _HIGH in given else high
            if low is None or high is None or step is None or zero is None:
                return None
            if low > high:
                self.wrong(path, ("最低高于最高", "the lowest is above the highest"), ("请对调", "swap them"))
            return Uniform(low=low, high=high, step=step, zero=zero)
        had = base if isinstance(base, LogNormal) else LogNormal(median=of.scale, spread=Decimal(3), step=fine)
        positive = replace(of, low=max(of.low or 1, 1))
        median = self.number((*path, _MEDIAN), given[_MEDIAN], positive) if _MEDIAN in given else had.median
        related = self.share((*path, _RELATED), given[_RELATED]) if _RELATED in given else had.related
        spread = self._spread((*path, _SPREAD), given[_SPREAD]) if _SPREAD in given else had.spread
        if median is None or related is None or spread is None or step is None or zero is None:
            return None
        return LogNormal(median=median, spread=spread, related=related, step=step, zero=zero)

    def _spread(self, path: _Path, value: object) -> Decimal | None:
        said = str(value).strip().removesuffix("倍") if isinstance(value, str | int | Decimal) else ""
        try:
            made = Decimal(said)
        except InvalidOperation:
            made = Decimal(0)
        if isinstance(value, bool) or not made.is_finite() or not 1 <= made <= 1000:
            why = ("离散是1至1000的倍数", "离散 is a factor from 1 to 1000")
            self.wrong(path, why, ('如 "3倍"：三分之二的申报人在中位数的三分之一到三倍之间', 'for example "3倍"'))
            return None
        return made
